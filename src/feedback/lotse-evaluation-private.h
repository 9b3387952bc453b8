/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between counting and what is made of it; see lotse-evaluation.h. */
#pragma once

#include "lotse-open-answers.h"

G_BEGIN_DECLS

/* As lotse_evaluation_load(); `remarks` (NULL: not wanted) gets each open answer that counts, of LotseRemark. */
LotseEvaluation *lotse_evaluation_load_with (LotseStore *store, const LotseEvaluationFilter *filter, GPtrArray *remarks, GError **error);
/* Fills columns and rows from the sheets of the store, with nothing suppressed and without a total. */
gboolean lotse_evaluation_count_sheets (LotseEvaluation *self, LotseStore *store, const LotseEvaluationFilter *filter, GPtrArray *remarks,
                                        GError **error);

/* Puts the rows into the order of the forms; the remarks (of LotseRemark, or NULL) follow. */
void lotse_evaluation_order_rows (LotseEvaluation *self, GPtrArray *remarks);

LotseEvaluationColumn *lotse_evaluation_column_new (void);
/* The cell of that row, made if it is missing. */
LotseEvaluationCell *lotse_evaluation_cell (LotseEvaluationColumn *column, guint row);
void lotse_evaluation_add_count (LotseEvaluationCell *cell, guint answer, guint n);
void lotse_evaluation_add_question (LotseEvaluationCell *cell, const LotseQuestion *question);

/* --- Columns (lotse-evaluation-columns.c) --- */

/* Finds the column of each event and survey once, and what is noted there. */
typedef struct _LotseColumns LotseColumns;

/* An event or survey whose sheets are wanted. */
typedef struct
{
  LotseEvaluationColumn *column; /* NULL: not wanted */
  gboolean excluded;
  GPtrArray *notes;              /* of const LotseEvaluationNote, or NULL */
} LotsePlace;

LotseColumns *lotse_columns_new (LotseEvaluation *self, LotseStore *store, const LotseEvaluationFilter *filter, GError **error);
void lotse_columns_free (LotseColumns *self);
const LotsePlace *lotse_columns_place (LotseColumns *self, const char *event, const char *survey);

/* --- Versions of forms (lotse-form-versions.c) --- */

/* Key of a question and the first version of its form -> theme of the newest version that has one. */
typedef struct _LotseFormVersions LotseFormVersions;

LotseFormVersions *lotse_form_versions_load (LotseStore *store, GError **error);
void lotse_form_versions_free (LotseFormVersions *self);
/* The theme, or NULL: that of the question itself. */
const char *lotse_form_versions_theme (LotseFormVersions *self, const LotseQuestion *question);

/* --- Words --- */

/* Marked with NC_("evaluation", …), in the language of the evaluation. */
#define EVALUATION_TEXT(language, text) lotse_language_translate (language, "evaluation", text)
/* The text with the number in place of "%s" (g_free). */
char *lotse_evaluation_number_text (const char *language, const char *text, guint number);

G_END_DECLS
