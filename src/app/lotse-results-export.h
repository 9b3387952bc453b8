/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What leaves the view Results: files, paper, and the table as text.
 */
#pragma once

#include "lotse-profile.h"
#include "lotse-results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for a file and writes it; `format` is "pdf", "xlsx" or "csv". */
void lotse_results_save (GtkWidget *parent, LotseProfile *profile, LotseResults *results, const char *format);
void lotse_results_print (GtkWidget *parent, LotseProfile *profile, LotseResults *results);
/* The table with tabs between its cells, for other programs (g_free). */
char *lotse_results_table_text (LotseResults *results);

G_END_DECLS
