/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A window over the main one for a record whose kind has no view of its own.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lotse_record_window_show (GtkWidget *parent, LotseProfile *profile, const char *id);

G_END_DECLS
