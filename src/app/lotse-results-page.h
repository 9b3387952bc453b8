/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The view Results: what the sheets of feedback say together, what was written on them, and what staff notes about both.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_RESULTS_PAGE (lotse_results_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseResultsPage, lotse_results_page, LOTSE, RESULTS_PAGE, GtkWidget)

LotseResultsPage *lotse_results_page_new (LotseProfile *profile);
/* Evaluates one event or survey, by its id. */
void lotse_results_page_show (LotseResultsPage *self, const char *id);
gboolean lotse_results_page_is_loaded (LotseResultsPage *self);

G_END_DECLS
