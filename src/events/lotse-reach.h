/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reach: how many organisations and people came to one event, to some, or to all.
 *
 * Two sources are joined: sign-ins, which count as in the event's list of guests (participants whose sign-in was not taken back,
 * each human once an event and for one organisation), and participations, the plain numbers of events known only by counts.
 * Where an event has both, an organisation whose people signed in counts by them.  Organisations united by "merged into" are one.
 * People are counted per event: who came to two events counts twice, because plain numbers cannot tell people apart.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

/* Which events; NULL stands for any.  Without `events`, events of others and those in the bin do not count. */
typedef struct
{
  const char *const *events; /* ids, NULL at the end */
  const char *format;        /* an id */
  const char *series;
  const char *from;          /* canonical dates; both days count */
  const char *to;
} LotseReachFilter;

typedef struct
{
  char *event;
  char *title; /* in the language of the process */
  char *date;  /* canonical, or NULL */
  guint organisations;
  guint people;
} LotseReachEvent;

typedef struct
{
  char *organisation; /* the id of the one that stands; NULL if only its name was typed */
  char *name;
  guint events;       /* how many of the events it came to */
  guint people;
} LotseReachOrganisation;

typedef struct
{
  GPtrArray *events;        /* of LotseReachEvent, by date; those without a date last */
  GPtrArray *organisations; /* of LotseReachOrganisation, by name */
  guint visits;             /* organisations summed over the events */
  guint people;             /* people summed over the events */
  guint known_people;       /* different people among those who signed in */
  GArray *times;            /* of guint: how many organisations came once, twice, ... */
} LotseReach;

void lotse_reach_free (LotseReach *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseReach, lotse_reach_free)

LotseReach *lotse_reach_load (LotseStore *store, const LotseReachFilter *filter, GError **error);

/* The ids of those events of a query that count: not those of others. */
GPtrArray *lotse_reach_list_events (LotseStore *store, LotseQuery *query, GError **error);

typedef struct
{
  guint events;
  guint organisations; /* different ones */
  guint visits;
  guint people;
} LotseReachSum;

/* All of these (of LotseReach) together, which have no event in common. */
void lotse_reach_sum (const GPtrArray *parts, LotseReachSum *sum);

G_END_DECLS
