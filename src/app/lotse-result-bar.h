/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bar of how often each answer was given, which is read without colours: shades from dark to light, with the numbers in it.
 */
#pragma once

#include "lotse-evaluation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_RESULT_BAR (lotse_result_bar_get_type ())
G_DECLARE_FINAL_TYPE (LotseResultBar, lotse_result_bar, LOTSE, RESULT_BAR, GtkWidget)

/* What the row's answers were given how often; nothing is kept of either. */
void lotse_result_bar_show (LotseResultBar *self, const LotseEvaluationRow *row, const LotseEvaluationCell *cell);

G_END_DECLS
