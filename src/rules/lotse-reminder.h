/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which reminders are to be shown now: a pure function of deadlines and tasks, the clock, and what this device has shown already.
 *
 * A reminder is one lead time of one deadline with one due date: it is shown once on a device, while the deadline is open.  Its
 * moment is the reminding hour (local time) of the working day on or before "due minus lead".  What was missed (asleep, switched
 * off for weeks) is shown once, and of several lead times of one deadline only the last one.  A deadline that is overdue has one more
 * moment, the working day after it was due, of which coordinators are told, too.
 */
#pragma once

#include "lotse-deadline.h"

G_BEGIN_DECLS

#define LOTSE_LEAD_OVERDUE (-1)
#define LOTSE_LEAD_TASK 0 /* of a task: its own moment `remind_at`, or the morning it is due */

typedef struct
{
  char *id;      /* of the deadline or task */
  char *due;     /* canonical date: a deadline that moves is reminded of anew */
  int lead;      /* days before, LOTSE_LEAD_OVERDUE or LOTSE_LEAD_TASK */
  gint64 at;     /* seconds since 1970 UTC when it is to be shown */
} LotseReminderKey;

/* What this device knows of one that it has shown. */
typedef struct
{
  char *id, *due;
  int lead;
  gint64 shown_ms;        /* 0: never, only sleeping */
  gint64 sleeps_until_ms; /* 0: it does not sleep */
  guint32 notification;   /* number at the notification service, 0 if unknown */
} LotseReminderShown;

G_END_DECLS
