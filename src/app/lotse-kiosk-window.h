/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A kiosk: a full screen of its own, at which guests fill in a form one after the other; it is left only by its PIN.
 *
 * While it is open, the window that it was opened from is not shown.  The profile remembers that a kiosk is open: the next start
 * of the program is a kiosk again.
 */
#pragma once

#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_KIOSK_WINDOW (lotse_kiosk_window_get_type ())
G_DECLARE_FINAL_TYPE (LotseKioskWindow, lotse_kiosk_window, LOTSE, KIOSK_WINDOW, AdwApplicationWindow)

/* Asks how it is to be, and opens the kiosk of that event or survey. */
void lotse_kiosk_window_open (LotseProfile *profile, GtkWindow *parent, const char *id);

/* Shows a kiosk in place of `parent`.  Emits "left" () when the PIN has closed it. */
LotseKioskWindow *lotse_kiosk_window_show (LotseProfile *profile, GtkWindow *parent, const LotseKioskOptions *options);

G_END_DECLS
