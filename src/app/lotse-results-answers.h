/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Open Answers of the view Results: what was written, by question, with the category and the text to show instead.
 *
 * An answer shows its redacted text where there is one; only its dialog has the original.
 */
#pragma once

#include "lotse-profile.h"
#include "lotse-results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_RESULTS_ANSWERS (lotse_results_answers_get_type ())
G_DECLARE_FINAL_TYPE (LotseResultsAnswers, lotse_results_answers, LOTSE, RESULTS_ANSWERS, GtkWidget)

void lotse_results_answers_show (LotseResultsAnswers *self, LotseProfile *profile, LotseResults *results);

/* Names of the categories in use (char *, transfer full), by name. */
GPtrArray *lotse_results_list_categories (const LotseResults *results);

G_END_DECLS
