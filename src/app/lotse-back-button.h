/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A button for header bars that leads back to the pane on the left; it shows only while the panes are folded.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_BACK_BUTTON (lotse_back_button_get_type ())
G_DECLARE_FINAL_TYPE (LotseBackButton, lotse_back_button, LOTSE, BACK_BUTTON, GtkWidget)

G_END_DECLS
