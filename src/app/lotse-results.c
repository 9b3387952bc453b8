/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the view Results shows; see the header.
 *
 * Load: 100,000 sheets are read in about a second, on the database thread.
 */
#include "config.h"

#include "lotse-results.h"

#include "lotse-centre-settings.h"
#include "lotse-format.h"
#include "lotse-jobs.h"

#include <glib/gi18n.h>

/* Sheets are no records; "response" says that some came in. */
const LotseFollowLink lotse_results_links[] = {
  { "event", NULL },        { "survey", NULL },      { "event_format", NULL },   { "form", NULL }, { "question", NULL },
  { "feedback_note", NULL }, { "open_answer", NULL }, { "centre_setting", NULL }, { "response", NULL }, { NULL, NULL },
};

/* --- What is evaluated -------------------------------------------------------------------------------------- */

LotseResultsWish *
lotse_results_wish_new (void)
{
  return g_new0 (LotseResultsWish, 1);
}

LotseResultsWish *
lotse_results_wish_copy (const LotseResultsWish *self)
{
  LotseResultsWish *copy = lotse_results_wish_new ();

  copy->ids = g_strdupv (self->ids);
  copy->format = g_strdup (self->format);
  copy->from = g_strdup (self->from);
  copy->to = g_strdup (self->to);
  copy->by = self->by;
  return copy;
}

void
lotse_results_wish_free (LotseResultsWish *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->ids);
  g_free (self->format);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

/* --- Results ------------------------------------------------------------------------------------------------ */

LotseResults *
lotse_results_ref (LotseResults *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lotse_results_unref (LotseResults *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  lotse_results_wish_free (self->wish);
  lotse_evaluation_free (self->evaluation);
  lotse_open_answers_free (self->answers);
  g_free (self->what);
  g_free (self);
}

const LotseEvaluationCell *
lotse_results_cell (const LotseResults *self, guint row, guint column)
{
  return ((LotseEvaluationColumn *) self->evaluation->columns->pdata[column])->cells->pdata[row];
}

const char *
lotse_results_question (const LotseResults *self, guint row)
{
  /* The last column has them all together. */
  for (guint c = self->evaluation->columns->len; c > 0; c--)
    {
      const LotseEvaluationCell *cell = lotse_results_cell (self, row, c - 1);

      if (cell->questions->len > 0)
        return lotse_question_text (cell->questions->pdata[0], NULL);
    }
  return ((LotseEvaluationRow *) self->evaluation->rows->pdata[row])->theme;
}

char *
lotse_results_column (const LotseResults *self, guint column)
{
  return lotse_evaluation_column_name (self->evaluation, self->evaluation->columns->pdata[column]);
}

gboolean
lotse_results_is_hidden (const LotseEvaluationCell *cell)
{
  return cell->suppressed || (cell->excluded && cell->n == 0 && cell->no_answer == 0);
}

static char *
numbers_text (const LotseResults *self, const LotseEvaluationRow *row, const LotseEvaluationCell *cell)
{
  g_autofree char *mean = lotse_evaluation_mean (row, cell, self->decimals, NULL);
  g_autofree char *median = lotse_evaluation_median (row, cell, NULL);
  g_autofree char *distribution = lotse_evaluation_distribution (row, cell);
  GString *text = g_string_new (NULL);

  if (*mean != '\0')
    g_string_append_printf (text, _ ("mean %s, median %s, "), mean, median);
  g_string_append_printf (text, ngettext ("%u answer", "%u answers", cell->n), cell->n);
  g_string_append (text, ", ");
  g_string_append_printf (text, _ ("%u without an answer"), cell->no_answer);
  if (*distribution != '\0')
    g_string_append_printf (text, "; %s", distribution);
  return g_string_free (text, FALSE);
}

char *
lotse_results_cell_text (const LotseResults *self, guint row, guint column)
{
  const LotseEvaluationCell *cell = lotse_results_cell (self, row, column);
  g_autofree char *name = lotse_results_column (self, column);
  g_autofree char *numbers = NULL;

  if (cell->questions->len == 0)
    numbers = g_strdup (_ ("not asked"));
  else if (lotse_results_is_hidden (cell))
    numbers = lotse_evaluation_cell_note (self->evaluation, cell);
  else
    numbers = numbers_text (self, self->evaluation->rows->pdata[row], cell);
  /* Translators: a question, a column of the table, and what stands there. */
  return g_strdup_printf (C_ ("cell of the results", "%s – %s: %s"), lotse_results_question (self, row), name, numbers);
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

/* "25.11.2017 – 24.03.2018", with one of the days also where only that is known. */
static char *
days_text (const LotseResultsWish *wish)
{
  g_autofree char *from = wish->from != NULL ? lotse_format_date (wish->from) : g_strdup ("");
  g_autofree char *to = wish->to != NULL ? lotse_format_date (wish->to) : g_strdup ("");

  return wish->from != NULL || wish->to != NULL ? g_strdup_printf ("%s – %s", from, to) : NULL;
}

static char *
what_text (LotseStore *store, const LotseResultsWish *wish)
{
  const guint n = wish->ids != NULL ? g_strv_length (wish->ids) : 0;
  g_autofree char *days = days_text (wish);
  g_autofree char *what = NULL;

  if (n > 1)
    what = g_strdup_printf (ngettext ("%u chosen", "%u chosen", n), n);
  else if (n == 1)
    what = lotse_job_title_of (store, wish->ids[0]);
  else if (wish->format != NULL)
    what = lotse_job_title_of (store, wish->format);
  else
    what = g_strdup (_ ("All events and surveys"));
  return days != NULL && n == 0 ? g_strdup_printf ("%s · %s", what, days) : g_steal_pointer (&what);
}

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const LotseResultsWish *wish = data;
  const LotseEvaluationFilter filter = { .events = (const char *const *) wish->ids, .format = wish->format, .from = wish->from,
                                         .to = wish->to, .by = wish->by };
  LotseCentreSettings settings;
  g_autoptr (LotseEvaluation) evaluation = NULL;
  g_autoptr (LotseOpenAnswers) answers = NULL;
  LotseResults *self;

  if (!lotse_centre_settings_load (store, &settings, error))
    return NULL;
  evaluation = lotse_evaluation_load_open (store, &filter, &answers, error);
  if (evaluation == NULL)
    return NULL;
  self = g_new0 (LotseResults, 1);
  g_atomic_ref_count_init (&self->refs);
  self->evaluation = g_steal_pointer (&evaluation);
  self->answers = g_steal_pointer (&answers);
  self->wish = lotse_results_wish_copy (wish);
  self->decimals = settings.decimals;
  self->what = what_text (store, wish);
  return self;
}

void
lotse_results_load_async (LotseStore *store, const LotseResultsWish *wish, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, load_job, lotse_results_wish_copy (wish), (GDestroyNotify) lotse_results_wish_free,
                 (GDestroyNotify) lotse_results_unref, callback, user_data);
}

LotseResults *
lotse_results_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
