/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sheet that a guest fills in at a kiosk, one question at a time or all on one page.
 *
 * Signals "finish" () when it can be saved, and "cancel" () when the guest goes back from the first question.
 */
#pragma once

#include "lotse-kiosk-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_KIOSK_SHEET (lotse_kiosk_sheet_get_type ())
G_DECLARE_FINAL_TYPE (LotseKioskSheet, lotse_kiosk_sheet, LOTSE, KIOSK_SHEET, GtkWidget)

/* Shows where the guest of the session is; the session outlives what shows.  `paged`: one question at a time. */
void lotse_kiosk_sheet_show (LotseKioskSheet *self, LotseKioskSession *session, gboolean paged);
/* Nothing of the guest shows any more. */
void lotse_kiosk_sheet_clear (LotseKioskSheet *self);
/* While the sheet is being saved nothing can be pressed; then what went wrong, or NULL. */
void lotse_kiosk_sheet_set_saving (LotseKioskSheet *self, gboolean saving, const char *message);
gboolean lotse_kiosk_sheet_key (LotseKioskSheet *self, guint key, GdkModifierType state);

G_END_DECLS
