/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opens a page of the help.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `page` is the id of a page in help/. */
void lotse_help_show (GtkWidget *parent, const char *page);

G_END_DECLS
