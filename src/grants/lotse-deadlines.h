/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a device does with deadlines: reading them from the store, handing in, and what people decide otherwise than the rules.
 *
 * Any thread; within a job on the database thread all is done at once.  Each deed is one group, so that one undo takes it back; a
 * `group` of NULL gets one of its own.  Errors: INVALID (with what to do), NOT_FOUND (no such deadline), and those of the store,
 * which refuses what the account may not write.  Whatever fails has changed nothing.
 *
 * Some hundred records of grants are expected, and some thousand mentors, consents and tandems.
 */
#pragma once

#include "lotse-deadline.h"
#include "lotse-store.h"

G_BEGIN_DECLS

/* Today, as a canonical date by the centre's clock and the device's time zone (g_free). */
char *lotse_deadlines_today (LotseStore *store);
/* The state whose public holidays count: the centre's, else the profile's own, else NULL (g_free). */
char *lotse_deadlines_state (LotseStore *store, GError **error);

/* --- Reading ------------------------------------------------------------------------------------------------ */

/* lotse_deadlines_list() and lotse_deadlines_of() on the records of the store (element-type LotseDeadline). */
GPtrArray *lotse_deadlines_read (LotseStore *store, const char *until, LotseDeadlinesFlags flags, GError **error);
GPtrArray *lotse_deadlines_read_of (LotseStore *store, const char *attached, LotseDeadlinesFlags flags, GError **error);
/* One by its id, whether a record of it is stored or not. */
LotseDeadline *lotse_deadline_read (LotseStore *store, const char *id, LotseDeadlinesFlags flags, GError **error);

/* How long there is, in the language of the process: “today”, “in 12 days”, “3 days overdue” (g_free); NULL without a date. */
char *lotse_deadline_days_left (const LotseDeadline *self, const char *today);

/* --- Deeds -------------------------------------------------------------------------------------------------- */

/* Whether it ends only with how it was handed in and with what confirmation, because a funder waits for it. */
gboolean lotse_deadline_is_for_funder (const LotseDeadline *self);

/*
 * It was handed in on that day (canonical date, not in the future; NULL: today, but not for a funder), and keeps the due date that
 * it has now.  Doing it again corrects what was written.  An application's deadline makes the application a submitted one.
 * `moves` (of LotseDeadlineMove, nullable) gets what else moved, as papers are kept from the day the proof was handed in.
 */
gboolean lotse_deadline_hand_in (LotseStore *store, const char *id, const char *on, const char *how, const char *confirmation,
                                 const char *group, GPtrArray **moves, GError **error);
gboolean lotse_deadline_take_back (LotseStore *store, const char *id, const char *group, GPtrArray **moves, GError **error);

/* To a date set by hand; NULL: back to what the rule says. */
gboolean lotse_deadline_move (LotseStore *store, const char *id, const char *due, const char *group, GError **error);
/* Days before, 0 to LOTSE_DEADLINE_LONGEST_LEAD; none: those of the rule. */
#define LOTSE_DEADLINE_LONGEST_LEAD 730
gboolean lotse_deadline_set_leads (LotseStore *store, const char *id, const int *leads, guint n_leads, const char *group, GError **error);
/* Ids of people, or NULL for nobody. */
gboolean lotse_deadline_set_people (LotseStore *store, const char *id, const char *responsible, const char *deputy, const char *group,
                                    GError **error);
/* NULL: it is needed after all. */
gboolean lotse_deadline_set_not_needed (LotseStore *store, const char *id, const char *because, const char *group, GError **error);

/* A deadline without a rule, attached to any record; its id (g_free).  `type` is a kind of deadline, or NULL for an own one. */
char *lotse_deadline_add (LotseStore *store, const char *attached, const char *type, const char *name, const char *due, const int *leads,
                          guint n_leads, const char *group, GError **error);

/* --- Records that deadlines hang on ------------------------------------------------------------------------- */

/* What saving these records (of LotseRecord, changed or new) would move (element-type LotseDeadlineMove). */
GPtrArray *lotse_deadlines_preview (LotseStore *store, GPtrArray *records, GError **error);
/* Saves them, all or none, and says what moved, unless `moves` is NULL.  An event or format by itself gets its checklist's tasks. */
gboolean lotse_deadlines_save (LotseStore *store, GPtrArray *records, const char *group, GPtrArray **moves, GError **error);

/* --- Who is concerned ---------------------------------------------------------------------------------------- */

/*
 * Whether this person with these roles is to hear of it on that day (canonical date).  A profile without a centre has no roles and
 * hears of all.
 */
gboolean lotse_deadline_concerns (const LotseDeadline *self, const char *person, LotseRoles roles, const char *today);

G_END_DECLS
