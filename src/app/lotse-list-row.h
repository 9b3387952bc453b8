/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of a list of records: picture or initials, title, what is worth knowing, and a mark on the right.
 */
#pragma once

#include "lotse-list-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_LIST_ROW (lotse_list_row_get_type ())
G_DECLARE_FINAL_TYPE (LotseListRow, lotse_list_row, LOTSE, LIST_ROW, GtkWidget)

/* Property "item": the LotseListItem that the row shows, or NULL. */

G_END_DECLS
