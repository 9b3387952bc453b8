/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plain dialog: a header bar and a scrolled column of groups.  Escape closes it.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *lotse_dialog_new (GtkWidget *parent, const char *title, int width, int height);
/* The column that holds the groups. */
GtkBox *lotse_dialog_get_box (GtkWidget *dialog);
AdwHeaderBar *lotse_dialog_get_header (GtkWidget *dialog);
/* The button at the end of the header bar that does what the dialog is for; its label has an access key. */
GtkWidget *lotse_dialog_add_button (GtkWidget *dialog, const char *label);
/* A line for what went wrong, and what stands in it; NULL: nothing did. */
GtkLabel *lotse_dialog_add_message (GtkWidget *dialog);
void lotse_dialog_set_message (GtkLabel *message, const char *text);

G_END_DECLS
