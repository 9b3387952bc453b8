/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the two files of the service share: lotse-reminder-service.c looks whether a moment has come, lotse-reminder-show.c shows what
 * was found and takes away what is no longer true.
 */
#pragma once

#include "lotse-notifier.h"
#include "lotse-reminder-service.h"

G_BEGIN_DECLS

#define LOTSE_REMINDER_SERVICE_SETTING "reminder-service" /* which run of which notification service gave the numbers */

struct _LotseReminderService
{
  GObject parent_instance;

  GtkApplication *app; /* borrowed: it owns this */
  LotseNotifier *notifier;
  LotseProfile *profile;
  gboolean own;        /* the profile was opened for reminding alone */
  gboolean held;       /* the program is held */
  LotseStore *store;   /* borrowed while the profile is open */
  LotseReminderLock *lock; /* this program reminds of the profile, and no other */

  guint tick;
  guint soon;          /* source of a look that comes soon, or 0 */
  gboolean looking;
  gboolean stale;      /* something changed since the last look */
  gint64 next_s;       /* when to look again */
  gint64 looked_s;     /* when it was looked last: a clock that was set back is noticed */
  char *zone;
  LotseReminders *now; /* what is being shown and taken away */
  char *numbers_of;    /* the run of the service that gave the numbers in it, or NULL */
  guint at;            /* the notice that is being shown */
  LotseReminderClock clock;
  guint32 locked_number; /* of the notification that the profile is locked, or 0 */
};

/* Whether that store is no longer the one that is open: what comes after it was closed or exchanged belongs to nobody. */
gboolean lotse_reminder_service_is_over (LotseReminderService *self, LotseStore *store);
/* Shows and takes away what was found (`now`), one after the other, and ends the look. */
void lotse_reminder_service_show (LotseReminderService *self);
void lotse_reminder_service_end_look (LotseReminderService *self, gboolean well);

G_END_DECLS
