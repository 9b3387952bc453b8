/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command evaluate: what the answer sheets of events say together. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-centre-settings.h"
#include "lotse-error.h"
#include "lotse-evaluation.h"
#include "lotse-links.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

/* --- JSON --------------------------------------------------------------------------------------------------- */

static void
cell_to_json (JsonBuilder *builder, const LotseEvaluationRow *row, const LotseEvaluationCell *cell, guint decimals)
{
  gboolean rating = g_str_equal (row->type, "rating");
  g_autofree char *mean = lotse_evaluation_mean (row, cell, decimals, "en");
  g_autofree char *median = lotse_evaluation_median (row, cell, "en");

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "question", lotse_evaluation_label (row, cell));
  lotse_ctl_json_text (builder, "theme", row->theme);
  lotse_ctl_json_text (builder, "type", row->type);
  lotse_ctl_json_text (builder, "text", lotse_question_text (cell->questions->pdata[0], NULL));
  lotse_ctl_json_bool (builder, "suppressed", cell->suppressed);
  if (!cell->suppressed)
    {
      lotse_ctl_json_int (builder, "n", cell->n);
      lotse_ctl_json_int (builder, "no_answer", cell->no_answer);
      if (rating)
        lotse_ctl_json_int (builder, "sum", cell->sum);
      lotse_ctl_json_text (builder, "mean", *mean != '\0' ? mean : NULL);
      lotse_ctl_json_text (builder, "median", *median != '\0' ? median : NULL);
      json_builder_set_member_name (builder, "distribution");
      json_builder_begin_object (builder);
      for (guint i = 0; i < row->answers->len; i++)
        lotse_ctl_json_int (builder, row->answers->pdata[i], lotse_evaluation_count (cell, i));
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
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
  lotse_ctl_json_int (builder, "left_out", column->left_out);
  lotse_ctl_json_bool (builder, "suppressed", column->suppressed);
  lotse_ctl_json_text (builder, "note", note);
  json_builder_set_member_name (builder, "questions");
  json_builder_begin_array (builder);
  for (guint r = 0; r < evaluation->rows->len; r++)
    if (((LotseEvaluationCell *) column->cells->pdata[r])->questions->len > 0)
      cell_to_json (builder, evaluation->rows->pdata[r], column->cells->pdata[r], decimals);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_json (LotseCtl *self, const LotseEvaluation *evaluation, guint decimals)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "by", lotse_evaluation_by_name (evaluation->by));
  lotse_ctl_json_int (builder, "smallest", evaluation->smallest);
  lotse_ctl_json_int (builder, "decimals", decimals);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint c = 0; c < evaluation->columns->len; c++)
    column_to_json (builder, evaluation, evaluation->columns->pdata[c], decimals);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
}

/* --- Table -------------------------------------------------------------------------------------------------- */

static void
add_row (LotseCtlTable *table, const LotseEvaluationRow *row, const LotseEvaluationCell *cell, guint decimals)
{
  g_autofree char *n = g_strdup_printf ("%u", cell->n);
  g_autofree char *no_answer = g_strdup_printf ("%u", cell->no_answer);
  g_autofree char *mean = lotse_evaluation_mean (row, cell, decimals, NULL);
  g_autofree char *median = lotse_evaluation_median (row, cell, NULL);
  g_autofree char *distribution = lotse_evaluation_distribution (row, cell);

  if (cell->suppressed)
    lotse_ctl_table_row (table, lotse_evaluation_label (row, cell), "…", NULL);
  else
    lotse_ctl_table_row (table, lotse_evaluation_label (row, cell), n, no_answer, mean, median, distribution, NULL);
}

/* "R2 · Networking meeting · 25.11.2017 · 19 sheets" */
static void
print_heading (LotseCtl *self, const LotseEvaluation *evaluation, const LotseEvaluationColumn *column)
{
  static const LotseField day = { .name = "date", .label = "", .type = LOTSE_FIELD_DATE };
  g_autofree char *date = column->date != NULL && evaluation->by == LOTSE_EVALUATION_BY_EVENT ? lotse_value_format (&day, column->date, NULL) : NULL;
  g_autofree char *sheets = g_strdup_printf (ngettext ("%u sheet", "%u sheets", column->sheets), column->sheets);
  gboolean named = column->reference != NULL && g_strcmp0 (column->reference, column->title) != 0;

  lotse_ctl_printf (self, "%s%s%s%s%s · %s\n", named ? column->reference : "", named ? " · " : "", column->title, date != NULL ? " · " : "",
                    date != NULL ? date : "", sheets);
}

static void
print_table (LotseCtl *self, const LotseEvaluation *evaluation, guint decimals)
{
  for (guint c = 0; c < evaluation->columns->len; c++)
    {
      const LotseEvaluationColumn *column = evaluation->columns->pdata[c];
      g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (6);
      g_autofree char *note = lotse_evaluation_note (evaluation, column);
      g_autofree char *text = NULL;

      print_heading (self, evaluation, column);
      lotse_ctl_table_head (table, _("Question"), "n", _("No answer"), _("Mean"), _("Median"), _("Distribution"), NULL);
      for (guint r = 0; !column->suppressed && r < evaluation->rows->len; r++)
        if (((LotseEvaluationCell *) column->cells->pdata[r])->questions->len > 0)
          add_row (table, evaluation->rows->pdata[r], column->cells->pdata[r], decimals);
      text = lotse_ctl_table_print (table);
      lotse_ctl_print (self, text);
      if (note != NULL)
        lotse_ctl_printf (self, "%s\n", note);
      lotse_ctl_print (self, c + 1 < evaluation->columns->len ? "\n" : "");
    }
  if (evaluation->columns->len == 0)
    lotse_ctl_printf (self, "%s\n", _("There are no answer sheets."));
}

/* --- The command -------------------------------------------------------------------------------------------- */

static gboolean
read_by (LotseCtl *self, LotseEvaluationBy *by, GError **error)
{
  const char *typed = lotse_ctl_args_get (self->args, "by");

  for (*by = LOTSE_EVALUATION_BY_EVENT; *by <= LOTSE_EVALUATION_ALL; (*by)++)
    if (g_str_equal (typed != NULL ? typed : "event", lotse_evaluation_by_name (*by)))
      return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("--by must be event, format, year or all, not “%s”"), typed);
  return FALSE;
}

static gboolean
print (LotseCtl *self, const LotseEvaluation *evaluation, guint decimals, GError **error)
{
  const char *output = lotse_ctl_args_get (self->args, "output");
  g_autoptr (GOutputStream) out = NULL;

  if (g_strcmp0 (output, "csv") == 0)
    {
      out = lotse_ctl_open_output ("-", error);
      return out != NULL && lotse_evaluation_write_csv (evaluation, decimals, NULL, out, error) && g_output_stream_close (out, NULL, error);
    }
  if (self->json || g_strcmp0 (output, "json") == 0)
    print_json (self, evaluation, decimals);
  else
    print_table (self, evaluation, decimals);
  return TRUE;
}

static gboolean
check_output (LotseCtl *self, GError **error)
{
  static const char *const known[] = { "table", "csv", "json", NULL };
  const char *output = lotse_ctl_args_get (self->args, "output");

  if (output == NULL || g_strv_contains (known, output))
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("--output must be table, csv or json, not “%s”"), output);
  return FALSE;
}

/* Ids of what was typed as events, NULL at the end. */
static GPtrArray *
find_events (LotseCtl *self, LotseLinks *links, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lotse_ctl_args_count (self->args); i++)
    {
      char *id = lotse_links_resolve (links, lotse_kind_field (lotse_kind_find ("response"), "event"), lotse_ctl_word (self, i), error);

      if (id == NULL)
        return NULL;
      g_ptr_array_add (events, id);
    }
  g_ptr_array_add (events, NULL);
  return g_steal_pointer (&events);
}

gboolean
lotse_ctl_evaluate (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (LotseLinks) links = store != NULL ? lotse_links_new (store, self->cancellable) : NULL;
  g_autoptr (GPtrArray) events = store != NULL ? find_events (self, links, error) : NULL;
  g_autofree char *format = NULL, *from = NULL, *to = NULL;
  const char *typed = lotse_ctl_args_get (self->args, "format");
  g_autoptr (LotseEvaluation) evaluation = NULL;
  LotseEvaluationFilter filter = { NULL };
  LotseCentreSettings settings;
  guint64 smallest, decimals;

  if (events == NULL || !lotse_centre_settings_load (store, &settings, error) || !check_output (self, error) || !read_by (self, &filter.by, error)
      || !lotse_ctl_args_get_number (self->args, "smallest", G_MAXINT, 0, &smallest, error)
      || !lotse_ctl_args_get_number (self->args, "decimals", 2, settings.decimals, &decimals, error) || !lotse_ctl_date_option (self, "from", &from, error)
      || !lotse_ctl_date_option (self, "to", &to, error))
    return FALSE;
  if ((lotse_ctl_args_has (self->args, "smallest") && smallest == 0) || decimals == 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("--smallest is at least 1, and --decimals is 1 or 2"));
      return FALSE;
    }
  if (typed != NULL)
    {
      format = lotse_links_resolve (links, lotse_kind_field (lotse_kind_find ("event"), "format"), typed, error);
      if (format == NULL)
        return FALSE;
    }
  filter.events = (const char *const *) events->pdata;
  filter.format = format;
  filter.from = from;
  filter.to = to;
  filter.smallest = (guint) smallest;
  evaluation = lotse_evaluation_load (store, &filter, error);
  return evaluation != NULL && print (self, evaluation, (guint) decimals, error);
}
