/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of the list of who came: a tick, the name, the organisation, when and at which door.
 */
#pragma once

#include "lotse-item-row.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_TICK_ROW (lotse_tick_row_get_type ())
G_DECLARE_FINAL_TYPE (LotseTickRow, lotse_tick_row, LOTSE, TICK_ROW, LotseItemRow)

G_END_DECLS
