/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The agenda of an event: its items in order, which of them run at the same time, and where that goes wrong.
 *
 * An item that was merged with another takes place as that other one: it is listed, but neither clashes nor can be chosen.
 * Some twenty items are usual.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

typedef struct
{
  LotseRecord *record;
  const char *id;
  const char *title;
  const char *type;   /* NULL if nobody said it */
  const char *start;  /* canonical date and time, or NULL */
  const char *end;
  const char *room;   /* an id, or NULL */
  gint64 capacity;    /* -1: not limited */
  char *merged_with;  /* the item that takes place, NULL if it is this one */
  gboolean parallel;  /* another one takes place at the same time */
} LotseAgendaItem;

typedef enum
{
  LOTSE_AGENDA_SAME_ROOM,
  LOTSE_AGENDA_SAME_LEADER,
} LotseAgendaClashType;

/* Two items at the same time that need the same room or person. */
typedef struct
{
  LotseAgendaClashType type;
  const LotseAgendaItem *one, *other;
  char *id;   /* of the room or person */
  char *name; /* "" if it is not on this device */
} LotseAgendaClash;

typedef struct
{
  GPtrArray *items;   /* of LotseAgendaItem, by time; those without a time last */
  GPtrArray *clashes; /* of LotseAgendaClash */
} LotseAgenda;

void lotse_agenda_free (LotseAgenda *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseAgenda, lotse_agenda_free)

LotseAgenda *lotse_agenda_load (LotseStore *store, const char *event, GError **error);
const LotseAgendaItem *lotse_agenda_find (const LotseAgenda *self, const char *id);
GPtrArray *lotse_agenda_dup_workshops (const LotseAgenda *self);
char *lotse_agenda_clash_describe (const LotseAgendaClash *clash);

G_END_DECLS
