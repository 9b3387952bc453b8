/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminding, for as long as the program runs: also while its window is closed.
 *
 * Follows the profile of the window.  When the last window closes and the person wants to be reminded then, too, it opens the
 * profile for itself, so that it is kept in step with the centre, and holds the program; at the next window it gives it up again.  A
 * profile that is locked is not opened: one notification says so, at the time at which something would have been due.  Nothing is
 * shown while guests stand before a sign-in desk or a kiosk.
 *
 * Main thread; it looks each minute whether a moment has come, and reads the store only then or when something has changed.
 */
#pragma once

#include "lotse-profile.h"
#include "lotse-reminders.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_REMINDER_SERVICE (lotse_reminder_service_get_type ())
G_DECLARE_FINAL_TYPE (LotseReminderService, lotse_reminder_service, LOTSE, REMINDER_SERVICE, GObject)

LotseReminderService *lotse_reminder_service_new (GtkApplication *app);

/* The profile that the window shows; before it is opened. */
void lotse_reminder_service_follow (LotseReminderService *self, LotseProfile *profile);

/*
 * No window is left: opens the profile in that folder, if it is one with data and reminding is wanted; otherwise the program
 * may end.  `profile` (or NULL) is the same profile, whose opening has begun ahead.
 */
void lotse_reminder_service_go_on (LotseReminderService *self, const char *folder, LotseProfile *profile);
/* Lets the program end. */
void lotse_reminder_service_stop (LotseReminderService *self);

/*
 * For the buttons of notifications: the store of the profile, or NULL while it is not open.  What a button does is done as soon as it
 * is (lotse-reminder-actions.c).
 */
LotseStore *lotse_reminder_service_get_store (LotseReminderService *self);
/* Signal "ready" (): the store is open now. */

/* The time, the time zone and the reminding hour of this device; g_time_zone_unref() the zone. */
LotseReminderClock lotse_reminder_service_clock (LotseStore *store);

G_END_DECLS
