/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog with everything about one cell of the table of results: its numbers in words, and what staff notes there.
 */
#pragma once

#include "lotse-profile.h"
#include "lotse-results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `row` is -1 for a whole column, `column` is -1 for a question in all columns together. */
void lotse_result_dialog_show (GtkWidget *parent, LotseProfile *profile, LotseResults *results, int row, int column);

G_END_DECLS
