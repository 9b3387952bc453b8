/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sign-in desk: a full screen of its own, made for a queue; it is left only by its PIN.
 *
 * While a desk is open, the window that it was opened from is not shown.  The profile remembers that a desk is open: the next
 * start of the program is a desk again.
 */
#pragma once

#include "lotse-desk-lock.h"
#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_DESK_WINDOW (lotse_desk_window_get_type ())
G_DECLARE_FINAL_TYPE (LotseDeskWindow, lotse_desk_window, LOTSE, DESK_WINDOW, AdwApplicationWindow)

/* Asks for slot, door and PIN, and opens the desk of that event. */
void lotse_desk_window_open (LotseProfile *profile, GtkWindow *parent, const char *event_id);

/* Shows a desk in place of `parent`; `locked`: it asks for its PIN first.  Emits "left" () when the PIN has closed it. */
LotseDeskWindow *lotse_desk_window_show (LotseProfile *profile, GtkWindow *parent, const LotseDeskOptions *options, gboolean locked);

G_END_DECLS
