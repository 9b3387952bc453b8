/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the buttons of notifications do: "app.remind-open", "app.remind-snooze" and "app.remind-done".
 *
 * A button may be what started the program: then it is done when the profile is open.
 */
#pragma once

#include "lotse-notifier.h"
#include "lotse-reminder-service.h"

G_BEGIN_DECLS

/* `service`, which lives as long as the application, and `notifier` are borrowed. */
void lotse_reminder_actions_add (LotseReminderService *service, GtkApplication *app, LotseNotifier *notifier);

G_END_DECLS
