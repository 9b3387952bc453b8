/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One cell of the table of results: the head of a column, a question, or what the sheets say there.
 *
 * A cell is one thing for screen readers, with one name.
 */
#pragma once

#include "lotse-results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_RESULT_CELL (lotse_result_cell_get_type ())
G_DECLARE_FINAL_TYPE (LotseResultCell, lotse_result_cell, LOTSE, RESULT_CELL, GtkWidget)

LotseResultCell *lotse_result_cell_new (GtkAccessibleRole role, int most_chars); /* in a line */

/* Each makes the cell show something else; it may be another one of the same shape. */
void lotse_result_cell_show_column (LotseResultCell *self, const LotseResults *results, guint column);
void lotse_result_cell_show_question (LotseResultCell *self, const LotseResults *results, guint row);
void lotse_result_cell_show_numbers (LotseResultCell *self, const LotseResults *results, guint row, guint column);

/* Signal "activated" (): it was clicked. */

G_END_DECLS
