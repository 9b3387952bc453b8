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

G_END_DECLS
