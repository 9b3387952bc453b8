/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of the list of who came: a tick, the name, the organisation, when and at which door.
 */
#pragma once

#include "lotse-guest-list.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_TICK_ROW (lotse_tick_row_get_type ())
G_DECLARE_FINAL_TYPE (LotseTickRow, lotse_tick_row, LOTSE, TICK_ROW, GtkWidget)

/* NULL for a row that shows nothing for now. */
void lotse_tick_row_set_item (LotseTickRow *self, LotseGuestItem *item);

G_END_DECLS
