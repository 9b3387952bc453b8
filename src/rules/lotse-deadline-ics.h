/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deadlines and tasks as a calendar (iCalendar, RFC 5545) that other programs read and follow.
 *
 * Each deadline that has a date is an entry with the same UID for ever: of a whole day, or at the hour when a call closes then.  It
 * rings on the day and at the hour at which Lotse reminds, too (lotse-reminder.h).  One that was handed in stays, says so and is
 * silent; one that is not needed any more is cancelled.  So a calendar that takes a later file changes its entries, instead of
 * getting them twice or ringing for what is done.
 */
#pragma once

#include "lotse-deadline.h"

G_BEGIN_DECLS

typedef struct
{
  const char *language; /* "de" or "en"; NULL for that of the process */
  const char *name;     /* of the calendar; NULL: "Deadlines" */
  int hour;             /* by the clock in Germany, 0 to 23, at which Lotse reminds */
  gboolean people;      /* whether it may hold names of people, and what was written of them */
  const char *before;   /* the calendar as it was written before, whose versions are not to sink; or NULL */
} LotseDeadlineIcs;

/*
 * What a calendar without names shows: of what is counted for people (expiries, keeping, quiet tandems) it could only say that there is
 * one, so that only mentors have it, who see nobody's but their own.
 */
GPtrArray *lotse_deadlines_list_for_ics (const LotseRecords *records, const LotseDeadlinesOptions *options, LotseRoles roles, GError **error);

char *lotse_deadlines_to_ics (GPtrArray *deadlines, GPtrArray *tasks, const LotseDeadlineIcs *options);

/* Whether a text is a calendar of lotse_deadlines_to_ics(), and nothing that is somebody else's. */
gboolean lotse_deadlines_is_ics (const char *text);

G_END_DECLS
