/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Notifications of the desktop, through whichever service there is.
 *
 * In a sandbox that is the portal, in GNOME its own service, and elsewhere org.freedesktop.Notifications.  The first two know a
 * notification by a name, which is made of its slip; the third one gives it a number.  Whoever shows a slip a second time replaces
 * what stood there.  Nothing counts as shown before the service has answered.
 *
 * Buttons become the actions "app.remind-open", "app.remind-snooze" and "app.remind-done" of the application with the slip (u) as
 * parameter: also after the program was started anew, and started because of it.  Main thread only.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_NOTIFIER (lotse_notifier_get_type ())
G_DECLARE_FINAL_TYPE (LotseNotifier, lotse_notifier, LOTSE, NOTIFIER, GObject)

typedef struct
{
  guint32 slip;
  guint32 number; /* that the service gave, or 0 */
  const char *title;
  const char *body;    /* plain text */
  gboolean can_snooze;
  gboolean can_be_done;
} LotseNotification;

LotseNotifier *lotse_notifier_new (GApplication *app);

/*
 * Finds the service, starting it if it is not running.  The text from finish (g_free) names this run of this service: numbers
 * mean something only to the one that gave them.  NULL with an error when there is none.
 */
void lotse_notifier_find_async (LotseNotifier *self, GAsyncReadyCallback callback, gpointer user_data);
char *lotse_notifier_find_finish (LotseNotifier *self, GAsyncResult *result, GError **error);

/* After the service was found.  Finish gives the number under which it stands, or 0 with an error. */
void lotse_notifier_show_async (LotseNotifier *self, const LotseNotification *notification, GAsyncReadyCallback callback, gpointer user_data);
guint32 lotse_notifier_show_finish (LotseNotifier *self, GAsyncResult *result, GError **error);

/* Takes it away; what is not there any more is no error. */
void lotse_notifier_withdraw (LotseNotifier *self, guint32 slip, guint32 number);

/*
 * Signals of services that know numbers (guint number):
 *   "acted" (number, action)   a button was pressed: "remind-open", "remind-snooze" or "remind-done"
 *   "closed" (number)          the person closed it
 */

G_END_DECLS
