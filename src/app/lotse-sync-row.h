/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row at the bottom of the sidebar that says in plain words how things stand with the centre.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_SYNC_ROW (lotse_sync_row_get_type ())
G_DECLARE_FINAL_TYPE (LotseSyncRow, lotse_sync_row, LOTSE, SYNC_ROW, GtkWidget)

void lotse_sync_row_set_profile (LotseSyncRow *self, LotseProfile *profile);

G_END_DECLS
