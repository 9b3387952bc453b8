/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which reminders are to be shown now: a pure function of deadlines and tasks, the clock, and what this device has shown already.
 *
 * A reminder is one lead time of one deadline with one due date: it is shown once on a device, while the deadline is open.  Its
 * moment is the reminding hour (local time) of the working day on or before "due minus lead".  What was missed (asleep, switched
 * off for weeks) is shown once, and of several lead times of one deadline only the last one.  A deadline that is overdue has one more
 * moment, the working day after it was due, of which coordinators are told, too.
 *
 * Clocks are not trusted.  Only what was really shown is remembered; that an earlier lead time of the same deadline was passed over
 * follows from a later one that was shown, as long as that one's moment has come.  So a clock that runs weeks ahead and is set right
 * again takes no reminder away, and one that is set back shows none again.  Days are counted by the calendar, never in seconds.
 */
#pragma once

#include "lotse-deadline.h"

G_BEGIN_DECLS

#define LOTSE_LEAD_OVERDUE (-1)
#define LOTSE_LEAD_TASK 0 /* of a task: its own moment `remind_at`, or the morning it is due */

#define LOTSE_REMINDING_HOUR 9             /* unless the person says otherwise */
#define LOTSE_LONGEST_SLEEP_S (3 * 86400)  /* longer than anybody can put a reminder off: the clock was set back */

/* What may have to be reminded of: a deadline or task that is open and concerns this account. */
typedef struct
{
  const char *id;
  /* Canonical date; of a task with a moment of its own that moment ("2026-11-28T14:00"): whatever moves is reminded of anew. */
  const char *due;
  const GArray *leads;   /* of int, days before; NULL for a task */
  gboolean overdue_only; /* it concerns the account since it is overdue: earlier lead times are not its own */
  const char *state;     /* whose public holidays count, or NULL */
} LotseReminderSubject;

/* What this device knows of a reminder that it has shown, or was about to show. */
typedef struct
{
  char *id, *due;
  int lead;
  gint64 shown_ms;        /* 0: not yet; it was begun when the program ended */
  gint64 sleeps_until_ms; /* 0: it does not sleep */
  guint32 slip;           /* names the notification on this device for ever; those that were shown together share it */
  guint32 notification;   /* its number at the notification service; 0: it does not stand there any more, or never did */
} LotseReminderShown;

typedef struct
{
  GTimeZone *zone;
  gint64 now_s; /* seconds since 1970 UTC */
  int hour;     /* of the day at which is reminded, 0 to 23 */
} LotseReminderClock;

typedef struct
{
  char *id, *due;
  int lead;
  gint64 at_s;     /* when it was to be shown; seconds since 1970 UTC */
  gboolean again;  /* it slept */
  guint32 slip;    /* that it has already, or 0 */
} LotseReminder;

typedef struct
{
  GPtrArray *show;  /* of LotseReminder, in the order of their moments */
  GArray *withdraw; /* of guint32: slips of which nothing is open any more, once each */
  gint64 next_s;    /* when to look again if nothing changes until then; never later than the next day's reminding hour */
} LotseReminderChoice;

void lotse_reminder_free (LotseReminder *self);
void lotse_reminder_shown_free (LotseReminderShown *self);
void lotse_reminder_choice_free (LotseReminderChoice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseReminderChoice, lotse_reminder_choice_free)

/* Of LotseReminderSubject and LotseReminderShown. */
LotseReminderChoice *lotse_reminder_choose (GPtrArray *subjects, GPtrArray *shown, const LotseReminderClock *clock);

/* The moment of a reminder, seconds since 1970 UTC; G_MAXINT64 for one that has none. */
gint64 lotse_reminder_moment (const char *due, int lead, const char *state, const LotseReminderClock *clock);
/* The day of which reminders speak: until the reminding hour it is still yesterday, so that nothing begins at midnight. */
void lotse_reminder_day (const LotseReminderClock *clock, GDate *day);
/* The reminding hour of the day after: where "tomorrow" is; seconds since 1970 UTC. */
gint64 lotse_reminder_tomorrow (const LotseReminderClock *clock);

G_END_DECLS
