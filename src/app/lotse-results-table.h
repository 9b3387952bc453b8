/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of results: questions are rows, and what is compared stands side by side in columns.
 *
 * Its heads stay where they are when it scrolls.  One cell has the keyboard, and arrows go from cell to cell.
 */
#pragma once

#include "lotse-results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_RESULTS_MOST_COLUMNS 40 /* that stand side by side */
#define LOTSE_RESULTS_HEAD -1         /* in place of a row or column */

#define LOTSE_TYPE_RESULTS_TABLE (lotse_results_table_get_type ())
G_DECLARE_FINAL_TYPE (LotseResultsTable, lotse_results_table, LOTSE, RESULTS_TABLE, GtkWidget)

/* The table is put into the scroller, which is what it follows. */
LotseResultsTable *lotse_results_table_new (GtkScrolledWindow *scroller);
/* Shows the results in place of what it showed; the keyboard stays in its cell if there is one. */
void lotse_results_table_show (LotseResultsTable *self, LotseResults *results);

/* Signal "opened" (int row, int column): Return or a click; LOTSE_RESULTS_HEAD is the head of a column or a question. */

G_END_DECLS
