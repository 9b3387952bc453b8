/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An evaluation and its open answers for scripts: numbers in full, and sums to compute with. */
#include "config.h"

#include "lotse-ctl-evaluate.h"
#include "lotse-ctl-values.h"

static void
numbers_to_json (JsonBuilder *builder, const LotseEvaluationRow *row, const LotseEvaluationCell *cell, guint decimals)
{
  g_autofree char *mean = lotse_evaluation_mean (row, cell, decimals, "en");
  g_autofree char *median = lotse_evaluation_median (row, cell, "en");

  lotse_ctl_json_int (builder, "n", cell->n);
  lotse_ctl_json_int (builder, "no_answer", cell->no_answer);
  if (g_str_equal (row->type, "rating"))
    lotse_ctl_json_int (builder, "sum", cell->sum);
  lotse_ctl_json_text (builder, "mean", *mean != '\0' ? mean : NULL);
  lotse_ctl_json_text (builder, "median", *median != '\0' ? median : NULL);
  json_builder_set_member_name (builder, "distribution");
  json_builder_begin_object (builder);
  for (guint i = 0; i < row->answers->len; i++)
    lotse_ctl_json_int (builder, row->answers->pdata[i], lotse_evaluation_count (cell, i));
  json_builder_end_object (builder);
}

static void
cell_to_json (JsonBuilder *builder, const LotseEvaluation *evaluation, const LotseEvaluationRow *row, const LotseEvaluationCell *cell, guint decimals)
{
  g_autofree char *note = lotse_evaluation_cell_note (evaluation, cell);

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "question", lotse_evaluation_label (row, cell));
  lotse_ctl_json_text (builder, "theme", row->theme);
  lotse_ctl_json_text (builder, "type", row->type);
  lotse_ctl_json_text (builder, "text", lotse_question_text (cell->questions->pdata[0], evaluation->language));
  lotse_ctl_json_bool (builder, "suppressed", cell->suppressed);
  lotse_ctl_json_bool (builder, "excluded", cell->excluded);
  lotse_ctl_json_text (builder, "note", note);
  if (!cell->suppressed)
    numbers_to_json (builder, row, cell, decimals);
  json_builder_end_object (builder);
}

static void
notes_to_json (JsonBuilder *builder, const LotseEvaluationColumn *column)
{
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < column->notes->len; i++)
    {
      const LotseEvaluationNote *note = column->notes->pdata[i];

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "about", note->about);
      lotse_ctl_json_text (builder, "title", note->title);
      lotse_ctl_json_text (builder, "question", note->code);
      lotse_ctl_json_text (builder, "text", note->text);
      lotse_ctl_json_bool (builder, "excluded", note->excluded);
      lotse_ctl_json_bool (builder, "spoken", note->spoken);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
column_to_json (JsonBuilder *builder, const LotseEvaluation *evaluation, const LotseEvaluationColumn *column, guint decimals)
{
  g_autofree char *note = lotse_evaluation_note (evaluation, column);

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "id", column->id);
  lotse_ctl_json_text (builder, evaluation->by == LOTSE_EVALUATION_ALL ? "reference" : lotse_evaluation_by_name (evaluation->by), column->reference);
  lotse_ctl_json_text (builder, "title", column->title);
  lotse_ctl_json_text (builder, "date", column->date);
  lotse_ctl_json_bool (builder, "total", column->total);
  lotse_ctl_json_int (builder, "sheets", column->sheets);
  lotse_ctl_json_int (builder, "excluded", column->excluded);
  lotse_ctl_json_int (builder, "left_out", column->left_out);
  lotse_ctl_json_bool (builder, "suppressed", column->suppressed);
  lotse_ctl_json_text (builder, "note", note);
  notes_to_json (builder, column);
  json_builder_set_member_name (builder, "questions");
  json_builder_begin_array (builder);
  for (guint r = 0; r < evaluation->rows->len; r++)
    if (((LotseEvaluationCell *) column->cells->pdata[r])->questions->len > 0)
      cell_to_json (builder, evaluation, evaluation->rows->pdata[r], column->cells->pdata[r], decimals);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
open_answer_to_json (JsonBuilder *builder, const LotseOpenAnswer *answer)
{
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "id", ((LotseRemark *) answer->remarks->pdata[0])->id);
  lotse_ctl_json_text (builder, "text", answer->text);
  lotse_ctl_json_int (builder, "n", answer->remarks->len);
  lotse_ctl_json_text (builder, "category", answer->category);
  lotse_ctl_json_bool (builder, "redacted", answer->redacted);
  json_builder_end_object (builder);
}

void
lotse_ctl_open_answers_to_json (JsonBuilder *builder, const LotseOpenAnswers *open)
{
  json_builder_begin_array (builder);
  for (guint q = 0; q < open->questions->len; q++)
    {
      const LotseOpenQuestion *question = open->questions->pdata[q];

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "question", question->label);
      lotse_ctl_json_text (builder, "theme", question->theme);
      lotse_ctl_json_text (builder, "text", question->text);
      lotse_ctl_json_bool (builder, "suppressed", question->suppressed);
      json_builder_set_member_name (builder, "answers");
      json_builder_begin_array (builder);
      for (guint i = 0; i < question->answers->len; i++)
        open_answer_to_json (builder, question->answers->pdata[i]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
lotse_ctl_evaluation_to_json (JsonBuilder *builder, const LotseEvaluation *evaluation, const LotseOpenAnswers *open, guint decimals)
{
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "by", lotse_evaluation_by_name (evaluation->by));
  lotse_ctl_json_int (builder, "smallest", evaluation->smallest);
  lotse_ctl_json_int (builder, "decimals", decimals);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint c = 0; c < evaluation->columns->len; c++)
    column_to_json (builder, evaluation, evaluation->columns->pdata[c], decimals);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "open_answers");
  lotse_ctl_open_answers_to_json (builder, open);
  json_builder_end_object (builder);
}
