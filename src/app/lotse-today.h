/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the view Today says, read at once on the database thread.
 */
#pragma once

#include "lotse-describe.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_TODAY_DEADLINE, /* overdue, or due in the next thirty days; `record` is the deadline, stored or not */
  LOTSE_TODAY_TASK,    /* an open task; `due` is its day or NULL */
  LOTSE_TODAY_PILE,    /* sheets of paper that were typed and wait to be released; `record` is the event or survey */
  LOTSE_TODAY_MEETING, /* a meeting of a pair in the next seven days; `due` is its day */
  LOTSE_TODAY_EVENT,   /* an event of the next seven days; `due` is when its next day begins */
  LOTSE_TODAY_QUIET,   /* a pair without a meeting for as many days as its programme sets; `days` since the last */
  LOTSE_TODAY_EXPIRES, /* a certificate, card or consent that runs out, a service to be verified; `record` is the deadline */
  LOTSE_TODAY_ERASE,   /* what is no longer to be kept; `record` is the deadline */
  LOTSE_TODAY_ARRIVED, /* what others changed since yesterday */
  LOTSE_TODAY_SECTIONS,
} LotseTodaySection;

typedef struct
{
  LotseTodaySection section;
  char *kind;     /* of the record that the row opens */
  char *id;
  char *title;
  char *subtitle;
  char *due;
  char *when;     /* how long there is, in words, where a rule counts; or NULL */
  gboolean for_funder; /* it ends only with how it was handed in */
  char *record;   /* the record that acting changes: the task or the pair */
  char *name;     /* whom to call or write to, or NULL */
  char *email;
  char *phone;
} LotseTodayItem;

void lotse_today_item_free (LotseTodayItem *self);

/* `person` is the account's own person or NULL: tasks of others are then left out only if they name somebody else. */
GPtrArray *lotse_today_load (LotseStore *store, const char *person);
void lotse_today_load_async (LotseStore *store, const char *person, GAsyncReadyCallback callback, gpointer user_data);
/* Of LotseTodayItem, section by section, the most urgent first. */
GPtrArray *lotse_today_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
