/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown of the counts, and how; see the header. */
#include "config.h"

#include "lotse-evaluation-private.h"

#include "lotse-centre-settings.h"
#include "lotse-collate.h"
#include "lotse-language.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

static void
cell_free (LotseEvaluationCell *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->counts);
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static void
row_free (LotseEvaluationRow *self)
{
  g_free (self->theme);
  g_free (self->type);
  g_ptr_array_unref (self->answers);
  g_free (self);
}

static void
note_free (LotseEvaluationNote *self)
{
  g_free (self->id);
  g_free (self->about);
  g_free (self->title);
  g_free (self->code);
  g_free (self->text);
  g_free (self);
}

static void
column_free (LotseEvaluationColumn *self)
{
  g_free (self->id);
  g_free (self->reference);
  g_free (self->title);
  g_free (self->date);
  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

void
lotse_evaluation_free (LotseEvaluation *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->questions);
  g_free (self->language);
  g_free (self);
}

LotseEvaluationColumn *
lotse_evaluation_column_new (void)
{
  LotseEvaluationColumn *self = g_new0 (LotseEvaluationColumn, 1);

  self->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) cell_free);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  return self;
}

LotseEvaluationCell *
lotse_evaluation_cell (LotseEvaluationColumn *column, guint row)
{
  while (column->cells->len <= row)
    {
      LotseEvaluationCell *cell = g_new0 (LotseEvaluationCell, 1);

      cell->counts = g_array_new (FALSE, TRUE, sizeof (guint));
      cell->questions = g_ptr_array_new ();
      cell->notes = g_ptr_array_new ();
      g_ptr_array_add (column->cells, cell);
    }
  return column->cells->pdata[row];
}

void
lotse_evaluation_add_count (LotseEvaluationCell *cell, guint answer, guint n)
{
  if (cell->counts->len <= answer)
    g_array_set_size (cell->counts, answer + 1);
  g_array_index (cell->counts, guint, answer) += n;
}

void
lotse_evaluation_add_question (LotseEvaluationCell *cell, const LotseQuestion *question)
{
  for (guint i = 0; i < cell->questions->len; i++)
    if (cell->questions->pdata[i] == question || g_str_equal (((LotseQuestion *) cell->questions->pdata[i])->code, question->code))
      return;
  g_ptr_array_add (cell->questions, (gpointer) question);
}

/* --- What is not shown -------------------------------------------------------------------------------------- */

static guint
asked (const LotseEvaluationCell *cell)
{
  return cell->n + cell->no_answer;
}

static gboolean
is_small (const LotseEvaluation *self, guint sheets)
{
  return sheets > 0 && sheets < self->smallest;
}

static void
add_cell (LotseEvaluationCell *total, const LotseEvaluationCell *cell)
{
  total->n += cell->n;
  total->no_answer += cell->no_answer;
  total->sum += cell->sum;
  for (guint i = 0; i < cell->counts->len; i++)
    lotse_evaluation_add_count (total, i, g_array_index (cell->counts, guint, i));
  for (guint i = 0; i < cell->questions->len; i++)
    lotse_evaluation_add_question (total, cell->questions->pdata[i]);
}

/*
 * All columns together.  What is hidden in its own column follows from the total and the others; where it is too little to be
 * shown together, it is left out.
 */
static LotseEvaluationColumn *
make_total (const LotseEvaluation *self)
{
  LotseEvaluationColumn *total = lotse_evaluation_column_new ();
  guint hidden = 0;

  total->total = TRUE;
  for (guint c = 0; c < self->columns->len; c++)
    {
      const LotseEvaluationColumn *column = self->columns->pdata[c];

      hidden += is_small (self, column->sheets) ? column->sheets : 0;
      total->sheets += column->sheets;
    }
  total->left_out = is_small (self, hidden) ? hidden : 0;
  total->sheets -= total->left_out;
  for (guint r = 0; r < self->rows->len; r++)
    {
      LotseEvaluationCell *sum = lotse_evaluation_cell (total, r);
      guint small = 0;

      for (guint c = 0; c < self->columns->len; c++)
        {
          const LotseEvaluationCell *cell = lotse_evaluation_cell (self->columns->pdata[c], r);

          small += is_small (self, asked (cell)) ? asked (cell) : 0;
        }
      sum->left_out = is_small (self, small) ? small : 0;
      for (guint c = 0; c < self->columns->len; c++)
        {
          const LotseEvaluationCell *cell = lotse_evaluation_cell (self->columns->pdata[c], r);

          if (!is_small (self, asked (cell)) || sum->left_out == 0)
            add_cell (sum, cell);
        }
    }
  return total;
}

/* Nothing but which questions were asked is left of a cell that is not shown. */
static void
suppress (const LotseEvaluation *self, LotseEvaluationColumn *column)
{
  column->suppressed = is_small (self, column->sheets);
  for (guint r = 0; r < self->rows->len; r++)
    {
      LotseEvaluationCell *cell = lotse_evaluation_cell (column, r);

      if (!is_small (self, asked (cell)))
        continue;
      cell->suppressed = TRUE;
      cell->n = cell->no_answer = 0;
      cell->sum = 0;
      g_array_set_size (cell->counts, 0);
    }
}

/* --- Loading ------------------------------------------------------------------------------------------------ */

/* By date, what has none at the end; then by name. */
static int
compare_columns (gconstpointer a, gconstpointer b)
{
  const LotseEvaluationColumn *one = *(LotseEvaluationColumn *const *) a, *other = *(LotseEvaluationColumn *const *) b;
  int order = (one->date == NULL) - (other->date == NULL);

  if (order == 0)
    order = g_strcmp0 (one->date, other->date);
  return order != 0 ? order : lotse_collate_compare (one->title, other->title, NULL);
}

/* What may be shown: the centre's number, or another one that was asked for. */
static gboolean
set_smallest (LotseEvaluation *self, LotseStore *store, guint wanted, GError **error)
{
  LotseCentreSettings settings;

  if (!lotse_centre_settings_load (store, &settings, error))
    return FALSE;
  self->smallest = wanted > 0 ? wanted : settings.smallest;
  return lotse_centre_settings_may_show (store, &settings, self->smallest, error);
}

LotseEvaluation *
lotse_evaluation_load_with (LotseStore *store, const LotseEvaluationFilter *filter, GPtrArray *remarks, GError **error)
{
  g_autoptr (LotseEvaluation) self = g_new0 (LotseEvaluation, 1);

  self->by = filter->by;
  self->language = g_strdup (filter->language);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  self->questions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) lotse_question_free);
  if (!set_smallest (self, store, filter->smallest, error) || !lotse_evaluation_count_sheets (self, store, filter, remarks, error))
    return NULL;
  lotse_evaluation_order_rows (self, remarks);
  g_ptr_array_sort (self->columns, compare_columns);
  if (self->columns->len > 1)
    g_ptr_array_add (self->columns, make_total (self));
  for (guint c = 0; c < self->columns->len; c++)
    {
      LotseEvaluationColumn *column = self->columns->pdata[c];

      if (column->total && column->title == NULL)
        column->title = g_strdup (EVALUATION_TEXT (self->language, NC_ ("evaluation", "All together")));
      suppress (self, column);
    }
  return g_steal_pointer (&self);
}

/**
 * lotse_evaluation_load:
 * @filter: which events and surveys, and what stands side by side
 *
 * Returns: (transfer full): what the sheets on this device say, or %NULL with DENIED (so few sheets are for staff) or an error of the store
 */
LotseEvaluation *
lotse_evaluation_load (LotseStore *store, const LotseEvaluationFilter *filter, GError **error)
{
  return lotse_evaluation_load_with (store, filter, NULL, error);
}

const char *
lotse_evaluation_by_name (LotseEvaluationBy by)
{
  static const char *const names[] = { "event", "format", "year", "all" };

  return names[by];
}

/* --- For reading -------------------------------------------------------------------------------------------- */

char *
lotse_evaluation_column_name (const LotseEvaluation *self, const LotseEvaluationColumn *column)
{
  static const LotseField day = { .name = "date", .label = "", .type = LOTSE_FIELD_DATE };
  g_autofree char *date = column->date != NULL ? lotse_value_format (&day, column->date, self->language) : NULL;

  return g_strjoin (", ", column->title, date, NULL);
}

const char *
lotse_evaluation_label (const LotseEvaluationRow *row, const LotseEvaluationCell *cell)
{
  return cell->questions->len == 1 ? ((LotseQuestion *) cell->questions->pdata[0])->code : row->theme;
}

guint
lotse_evaluation_count (const LotseEvaluationCell *cell, guint answer)
{
  return answer < cell->counts->len ? g_array_index (cell->counts, guint, answer) : 0;
}

static const char *
decimal_sign (const char *language)
{
  return g_str_equal (lotse_language_of (language), "de") ? "," : ".";
}

static gboolean
has_mean (const LotseEvaluationRow *row, const LotseEvaluationCell *cell)
{
  return cell->n > 0 && g_str_equal (row->type, "rating");
}

char *
lotse_evaluation_mean (const LotseEvaluationRow *row, const LotseEvaluationCell *cell, guint decimals, const char *language)
{
  gint64 scale = decimals == 2 ? 100 : 10;
  gint64 scaled;

  if (!has_mean (row, cell))
    return g_strdup ("");
  /* Half up, in whole numbers: the double of the sum and of the number of answers. */
  scaled = (2 * cell->sum * scale + cell->n) / (2 * (gint64) cell->n);
  return g_strdup_printf ("%d%s%0*d", (int) (scaled / scale), decimal_sign (language), decimals == 2 ? 2 : 1, (int) (scaled % scale));
}

/* The answer at that place of all answers in order, from 0. */
static guint
nth_answer (const LotseEvaluationCell *cell, guint place)
{
  guint answer = 0, before = 0;

  while (before + lotse_evaluation_count (cell, answer) <= place)
    before += lotse_evaluation_count (cell, answer++);
  return answer + 1;
}

char *
lotse_evaluation_median (const LotseEvaluationRow *row, const LotseEvaluationCell *cell, const char *language)
{
  guint twice;

  if (!has_mean (row, cell))
    return g_strdup ("");
  twice = nth_answer (cell, (cell->n - 1) / 2) + nth_answer (cell, cell->n / 2);
  return twice % 2 == 0 ? g_strdup_printf ("%u", twice / 2) : g_strdup_printf ("%u%s5", twice / 2, decimal_sign (language));
}

char *
lotse_evaluation_distribution (const LotseEvaluationRow *row, const LotseEvaluationCell *cell)
{
  return lotse_evaluation_distribution_in (row, cell, NULL);
}

char *
lotse_evaluation_distribution_in (const LotseEvaluationRow *row, const LotseEvaluationCell *cell, const char *language)
{
  GString *text = g_string_new (NULL);
  const LotseQuestion *question = cell->questions->len > 0 ? cell->questions->pdata[0] : NULL;

  for (guint i = 0; question != NULL && !cell->suppressed && i < row->answers->len; i++)
    {
      const char *answer = row->answers->pdata[i];
      const char *words = g_str_equal (row->type, "rating") ? answer : lotse_question_step (question, answer, language);

      g_string_append_printf (text, "%s%s: %u", i == 0 ? "" : " · ", words, lotse_evaluation_count (cell, i));
    }
  return g_string_free (text, FALSE);
}

char *
lotse_evaluation_number_text (const char *language, const char *text, guint number)
{
  const char *place = strstr (EVALUATION_TEXT (language, text), "%s"), *translated = EVALUATION_TEXT (language, text);

  return place == NULL ? g_strdup (translated) : g_strdup_printf ("%.*s%u%s", (int) (place - translated), translated, number, place + 2);
}

static char *
too_few (const LotseEvaluation *self)
{
  return lotse_evaluation_number_text (self->language, NC_ ("evaluation", "Not shown: fewer than %s sheets."), self->smallest);
}

static char *
sheets_left_out (const LotseEvaluation *self, guint n)
{
  return lotse_evaluation_number_text (self->language,
                                       n == 1 ? NC_ ("evaluation", "Without %s sheet that is not shown above.")
                                              : NC_ ("evaluation", "Without %s sheets that are not shown above."),
                                       n);
}

static char *
sheets_excluded (const LotseEvaluation *self, const LotseEvaluationColumn *column)
{
  const char *text = column->sheets == 0 ? (column->excluded == 1 ? NC_ ("evaluation", "Left out of the evaluation: %s sheet.")
                                                                  : NC_ ("evaluation", "Left out of the evaluation: %s sheets."))
                     : column->excluded == 1 ? NC_ ("evaluation", "Without %s sheet that is left out of the evaluation.")
                                             : NC_ ("evaluation", "Without %s sheets that are left out of the evaluation.");

  return lotse_evaluation_number_text (self->language, text, column->excluded);
}

char *
lotse_evaluation_note (const LotseEvaluation *self, const LotseEvaluationColumn *column)
{
  g_autofree char *excluded = column->excluded > 0 ? sheets_excluded (self, column) : NULL;
  g_autofree char *hidden = NULL;

  if (column->suppressed)
    hidden = too_few (self);
  else if (column->left_out > 0)
    hidden = sheets_left_out (self, column->left_out);
  for (guint r = 0; hidden == NULL && r < column->cells->len; r++)
    if (((LotseEvaluationCell *) column->cells->pdata[r])->suppressed)
      hidden = lotse_evaluation_number_text (self->language, NC_ ("evaluation", "Questions that fewer than %s sheets ask are not shown."),
                                             self->smallest);
  if (excluded == NULL || hidden == NULL)
    return g_strdup (excluded != NULL ? excluded : hidden);
  return g_strjoin (" ", excluded, hidden, NULL);
}

char *
lotse_evaluation_cell_note (const LotseEvaluation *self, const LotseEvaluationCell *cell)
{
  if (cell->suppressed)
    return too_few (self);
  if (cell->excluded)
    return g_strdup (asked (cell) == 0 ? EVALUATION_TEXT (self->language, NC_ ("evaluation", "Left out of the evaluation."))
                                       : EVALUATION_TEXT (self->language, NC_ ("evaluation", "In part left out of the evaluation.")));
  return cell->left_out > 0 ? sheets_left_out (self, cell->left_out) : NULL;
}

/* The question of the note in words, where it was asked; else its key. */
static const char *
question_of_note (const LotseEvaluation *self, const LotseEvaluationColumn *column, const LotseEvaluationNote *note)
{
  for (guint r = 0; note->code != NULL && r < column->cells->len; r++)
    {
      const LotseEvaluationCell *cell = column->cells->pdata[r];

      for (guint i = 0; g_ptr_array_find (cell->notes, note, NULL) && i < cell->questions->len; i++)
        if (g_str_equal (((LotseQuestion *) cell->questions->pdata[i])->code, note->code))
          return lotse_question_text (cell->questions->pdata[i], self->language);
    }
  return note->code;
}

char *
lotse_evaluation_note_text (const LotseEvaluation *self, const LotseEvaluationColumn *column, const LotseEvaluationNote *note)
{
  const char *head = note->spoken     ? EVALUATION_TEXT (self->language, NC_ ("evaluation", "Spoken feedback"))
                     : note->excluded ? EVALUATION_TEXT (self->language, NC_ ("evaluation", "Left out"))
                                      : NULL;
  g_autofree char *said = g_strjoin (": ", head != NULL ? head : note->text, head != NULL ? note->text : NULL, NULL);
  const char *const parts[] = { g_strcmp0 (column->id, note->about) != 0 ? note->title : NULL, question_of_note (self, column, note), said };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (text, FALSE);
}
