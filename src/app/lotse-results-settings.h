/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog in which staff decides how few sheets the centre shows results of, and the decimals of means.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lotse_results_settings_show (GtkWidget *parent, LotseProfile *profile);

G_END_DECLS
