/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evaluation as a table for spreadsheets; see lotse-evaluation.h. */
#include "config.h"

#include "lotse-open-answers.h"

#include "lotse-csv.h"
#include "lotse-language.h"

#include <string.h>

typedef struct
{
  const LotseEvaluation *self;
  guint decimals;
  const char *language;
  LotseCsvWriter *writer;
} Writing;

static char *
print_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static void
add_column_cells (GPtrArray *cells, const LotseEvaluationColumn *column)
{
  const char *name = column->reference != NULL ? column->reference : column->total ? "all" : column->title;

  g_ptr_array_add (cells, g_strdup (name));
  g_ptr_array_add (cells, g_strdup (column->title));
  g_ptr_array_add (cells, g_strdup (column->date != NULL ? column->date : ""));
  g_ptr_array_add (cells, print_number (column->sheets));
}

static void
add_numbers (const Writing *writing, GPtrArray *cells, const LotseEvaluationRow *row, const LotseEvaluationCell *cell)
{
  gboolean rating = g_str_equal (row->type, "rating");

  g_ptr_array_add (cells, print_number (cell->n));
  g_ptr_array_add (cells, print_number (cell->no_answer));
  g_ptr_array_add (cells, rating ? print_number (cell->sum) : g_strdup (""));
  g_ptr_array_add (cells, lotse_evaluation_mean (row, cell, writing->decimals, writing->language));
  g_ptr_array_add (cells, lotse_evaluation_median (row, cell, writing->language));
  for (guint i = 0; i < LOTSE_RATING_STEPS; i++)
    g_ptr_array_add (cells, rating ? print_number (lotse_evaluation_count (cell, i)) : g_strdup (""));
  g_ptr_array_add (cells, rating ? g_strdup ("") : lotse_evaluation_distribution (row, cell));
}

/* One question of one column; suppressed cells say so and nothing else. */
static gboolean
write_cell (const Writing *writing, const LotseEvaluationColumn *column, guint r, GError **error)
{
  const LotseEvaluationRow *row = writing->self->rows->pdata[r];
  const LotseEvaluationCell *cell = column->cells->pdata[r];
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  char *note = lotse_evaluation_cell_note (writing->self, cell);

  if (note == NULL)
    note = lotse_evaluation_note (writing->self, column);
  add_column_cells (cells, column);
  g_ptr_array_add (cells, g_strdup (lotse_evaluation_label (row, cell)));
  g_ptr_array_add (cells, g_strdup (row->theme));
  g_ptr_array_add (cells, g_strdup (lotse_question_text (cell->questions->pdata[0], writing->language)));
  if (!cell->suppressed)
    add_numbers (writing, cells, row, cell);
  for (guint i = 0; cell->suppressed && i < 6 + LOTSE_RATING_STEPS; i++)
    g_ptr_array_add (cells, g_strdup (""));
  g_ptr_array_add (cells, note != NULL ? note : g_strdup (""));
  g_ptr_array_add (cells, NULL);
  return lotse_csv_writer_write_row (writing->writer, (const char *const *) cells->pdata, error);
}

gboolean
lotse_evaluation_write_csv (const LotseEvaluation *self, guint decimals, const char *language, GOutputStream *out, GError **error)
{
  const char *const heads[] = { lotse_evaluation_by_name (self->by), "title", "date", "sheets", "question", "theme", "text", "n", "no_answer",
                                "sum", "mean", "median", "1", "2", "3", "4", "answers", "note", NULL };
  char separator = g_str_equal (lotse_language_of (language), "de") ? ';' : ',';
  g_autoptr (LotseCsvWriter) writer = lotse_csv_writer_new (out, separator, LOTSE_CSV_GUARD);
  const Writing writing = { self, decimals, language, writer };

  if (!lotse_csv_writer_write_row (writer, heads, error))
    return FALSE;
  for (guint c = 0; c < self->columns->len; c++)
    {
      const LotseEvaluationColumn *column = self->columns->pdata[c];

      for (guint r = 0; r < self->rows->len; r++)
        if (((LotseEvaluationCell *) column->cells->pdata[r])->questions->len > 0 && !write_cell (&writing, column, r, error))
          return FALSE;
    }
  return lotse_csv_writer_finish (writer, error);
}

gboolean
lotse_open_answers_write_csv (const LotseOpenAnswers *self, const char *language, GOutputStream *out, GError **error)
{
  static const char *const heads[] = { "question", "theme", "text", "category", "answer", "n", "redacted", "suppressed", NULL };
  char separator = g_str_equal (lotse_language_of (language), "de") ? ';' : ',';
  g_autoptr (LotseCsvWriter) writer = lotse_csv_writer_new (out, separator, LOTSE_CSV_GUARD);

  if (!lotse_csv_writer_write_row (writer, heads, error))
    return FALSE;
  for (guint q = 0; q < self->questions->len; q++)
    {
      const LotseOpenQuestion *question = self->questions->pdata[q];

      for (guint i = 0; i < question->answers->len || (i == 0 && question->suppressed); i++)
        {
          const LotseOpenAnswer *answer = question->suppressed ? NULL : question->answers->pdata[i];
          g_autofree char *n = answer != NULL ? g_strdup_printf ("%u", answer->remarks->len) : g_strdup ("");
          const char *const cells[] = { question->label, question->theme, question->text,
                                        answer != NULL && answer->category != NULL ? answer->category : "", answer != NULL ? answer->text : "", n,
                                        answer != NULL && answer->redacted ? "1" : "0", question->suppressed ? "1" : "0", NULL };

          if (!lotse_csv_writer_write_row (writer, cells, error))
            return FALSE;
        }
    }
  return lotse_csv_writer_finish (writer, error);
}
