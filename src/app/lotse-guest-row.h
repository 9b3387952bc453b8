/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of the people of an event: name, organisation, state, and a menu of what can be done.
 *
 * The menu's actions are those of the section People ("people.state" with person and state, …).
 */
#pragma once

#include "lotse-item-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_GUEST_ROW (lotse_guest_row_get_type ())
G_DECLARE_FINAL_TYPE (LotseGuestRow, lotse_guest_row, LOTSE, GUEST_ROW, LotseItemRow)

/* Opens the menu of what can be done. */
void lotse_guest_row_popup (LotseGuestRow *self);

G_END_DECLS
