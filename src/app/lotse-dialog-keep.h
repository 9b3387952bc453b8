/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For a dialog (lotse-dialog.h) in which something is typed: Ctrl+S saves, and nothing that was typed is lost by closing it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `is_changed` says whether the dialog must ask before it closes; `save` is the button that saves. */
void lotse_dialog_keep (GtkWidget *dialog, GtkWidget *save, gboolean (*is_changed) (gpointer data), gpointer data);

G_END_DECLS
