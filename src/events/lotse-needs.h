/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What guests of an event need: how often, and for whom.
 *
 * Needs are health or family matters at times.  They are shown for the one event; the caterer gets numbers and notes without
 * names; four weeks after the event they are due for erasing, which the program proposes and staff confirms.
 */
#pragma once

#include "lotse-guests.h"

G_BEGIN_DECLS

#define LOTSE_NEEDS_KEEP_DAYS 28

typedef struct
{
  char *registration;
  char *person;
  char *name; /* NULL where names were not asked for */
  char *note; /* "" if there is none */
} LotseNeedOf;

typedef struct
{
  const char *need;  /* as the kind table has it; NULL: only a note was written */
  guint count;
  GPtrArray *people; /* of LotseNeedOf, by name */
} LotseNeed;

/* Of all who are registered: of LotseNeed, in the order of the kind table, without those that nobody has. */
GPtrArray *lotse_needs_load (LotseStore *store, const char *event, gboolean with_names, GError **error);
const char *lotse_need_label (const LotseNeed *need);

/* How many wrote the same. */
typedef struct
{
  char *note;
  guint count;
} LotseNeedNote;

/* The notes on a need, spelt alike counted together, the most frequent first: of LotseNeedNote. */
GPtrArray *lotse_need_notes (const LotseNeed *need);

typedef struct
{
  char *event;
  char *title;              /* of the event, in the language of the process */
  char *date;               /* its last day */
  GPtrArray *registrations; /* ids (char *) */
} LotseNeedsDue;

/* What is due on that day (canonical date; NULL: today): of LotseNeedsDue, the earliest event first.  `event` is one event, or NULL for all. */
GPtrArray *lotse_needs_due (LotseStore *store, const char *event, const char *today, GError **error);
/* Empties the needs of these registrations and the notes on them, all or none. */
gboolean lotse_needs_erase (LotseStore *store, const char *const *registrations, GError **error);

G_END_DECLS
