/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lets the person choose the record that another one is a double of, and shows the two side by side.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lotse_unite_with_show (GtkWidget *parent, LotseProfile *profile, const char *id);

G_END_DECLS
