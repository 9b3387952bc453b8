/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between counting and what is made of it; see lotse-evaluation.h. */
#pragma once

#include "lotse-evaluation.h"

G_BEGIN_DECLS

/* Fills columns and rows from the sheets of the store, with nothing suppressed and without a total. */
gboolean lotse_evaluation_count_sheets (LotseEvaluation *self, LotseStore *store, const LotseEvaluationFilter *filter, GError **error);

LotseEvaluationColumn *lotse_evaluation_column_new (void);
/* The cell of that row, made if it is missing. */
LotseEvaluationCell *lotse_evaluation_cell (LotseEvaluationColumn *column, guint row);
void lotse_evaluation_add_count (LotseEvaluationCell *cell, guint answer, guint n);
void lotse_evaluation_add_question (LotseEvaluationCell *cell, const LotseQuestion *question);

G_END_DECLS
