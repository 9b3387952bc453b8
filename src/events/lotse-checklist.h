/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checklist of a format, and the tasks that it makes for an event.
 *
 * Each item of the checklist becomes a task attached to the event.  The task's id follows from event and item, so that two
 * laptops make the same one.  A task remembers from which date of the event and by how many days its due date was counted:
 * while the due date is that, it follows the event and the checklist; a due date that a person set stays.  Tasks that are done
 * stay as they are, and so do those that a person put into the bin.
 *
 * An event that was held or cancelled, or is over, gets no new tasks.  Some ten items and some ten coming events of a format
 * are usual.
 *
 * A mini-job has a ready checklist (lotse-mini-job.c), whose tasks follow its first and last day in the same way.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *key;  /* tells it apart; never shown */
  char *text;
  char *who;  /* the id of a person, "organiser" for the event's, a word such as a role, or "" */
  int days;   /* after the event; before: negative */
  int order;  /* as the item stands in the list */
  /* What only ready checklists have. */
  char *note;
  char *repeats;
  char *from; /* the date from which it counts instead of the event's */
  gboolean late; /* no task is made any more */
} LotseChecklistItem;

void lotse_checklist_item_free (LotseChecklistItem *item);

/* In memory: the format is not saved yet. */
GPtrArray *lotse_checklist_dup_items (const LotseRecord *format);
gboolean lotse_checklist_set_item (LotseRecord *format, const char *key, const char *text, int days, const char *who, GError **error);
gboolean lotse_checklist_move_item (LotseRecord *format, const char *key, guint position, GError **error);
gboolean lotse_checklist_remove_item (LotseRecord *format, const char *key, GError **error);

typedef enum
{
  LOTSE_CHECKLIST_MADE,
  LOTSE_CHECKLIST_MOVED,        /* to another due date */
  LOTSE_CHECKLIST_KEPT,         /* would have been moved or taken away, but its due date was set by hand */
  LOTSE_CHECKLIST_REWORDED,     /* the text or who does it followed the checklist */
  LOTSE_CHECKLIST_REMOVED,      /* to the bin */
  LOTSE_CHECKLIST_BROUGHT_BACK, /* out of the bin */
} LotseChecklistWhat;

/* What happened to one task. */
typedef struct
{
  LotseChecklistWhat what;
  char *task;   /* its id */
  char *event;
  char *text;
  char *before; /* the due date, or NULL */
  char *after;
} LotseChecklistChange;

void lotse_checklist_change_free (LotseChecklistChange *change);

/* In words, for a list of what was changed (g_free). */
char *lotse_checklist_change_describe (const LotseChecklistChange *change);

/* Saves the event or the format together with the tasks that follow from it.  `changes` (of LotseChecklistChange) may be NULL. */
gboolean lotse_checklist_save_event (LotseStore *store, LotseRecord *event, const char *group, GPtrArray **changes, GError **error);
gboolean lotse_checklist_save_record (LotseStore *store, LotseRecord *record, const char *group, GError **error);
gboolean lotse_checklist_save_format (LotseStore *store, LotseRecord *format, const char *group, GPtrArray **changes, GError **error);

/* The same without saving: what would happen. */
GPtrArray *lotse_checklist_preview_event (LotseStore *store, LotseRecord *event, GError **error);

/* All tasks of the event, also those that people added, by their due date (of LotseRecord). */
GPtrArray *lotse_checklist_list_tasks (LotseStore *store, const char *event, GError **error);

G_END_DECLS
