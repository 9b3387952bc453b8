/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a sign-in desk and a kiosk share as windows: each fills the screen in place of the window that it was opened from.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * What it shows is one page of a stack; the stack.  `on_any_event` (self, event) sees all events before everybody else,
 * `on_key` (self, key, code, state, controller) all keys.
 */
GtkStack *lotse_guest_screen_init (AdwApplicationWindow *self, GCallback on_any_event, GCallback on_key);
/* Shows `self` in place of `main`, and closes dialogs and record windows over `main`, which show data, too. */
void lotse_guest_screen_show (GtkWindow *self, GtkWindow *main);
/* `main` (NULL if it is gone) comes back, and `self` is destroyed. */
void lotse_guest_screen_give_way (GtkWindow *self, GtkWindow *main);
/* The one that is shown, or NULL. */
GtkWindow *lotse_guest_screen_find (GtkApplication *app);

G_END_DECLS
