/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The About window: version, licence, whether data are encrypted, libraries.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lotse_about_show (GtkWindow *parent);

G_END_DECLS
