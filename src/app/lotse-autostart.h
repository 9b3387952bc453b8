/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starting with the session, so that reminders come before anybody has opened the window.
 *
 * Outside a sandbox this is a file in ~/.config/autostart, within one the portal for programs in the background.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Follows the settings: starts with the session if the person wants to be reminded while the window is closed.  Programs with a
   profile of their own (--data) leave it as it is. */
void lotse_autostart_follow (gpointer app /* GApplication * */);

G_END_DECLS
