/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command evaluate: what the answer sheets of events say together. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-evaluate.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-centre-settings.h"
#include "lotse-error.h"
#include "lotse-language.h"
#include "lotse-links.h"
#include "lotse-paper-evaluation.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

/* --- Table -------------------------------------------------------------------------------------------------- */

static void
add_row (LotseCtlTable *table, const LotseEvaluation *evaluation, const LotseEvaluationRow *row, const LotseEvaluationCell *cell, guint decimals)
{
  g_autofree char *n = g_strdup_printf ("%u", cell->n);
  g_autofree char *no_answer = g_strdup_printf ("%u", cell->no_answer);
  g_autofree char *mean = lotse_evaluation_mean (row, cell, decimals, evaluation->language);
  g_autofree char *median = lotse_evaluation_median (row, cell, evaluation->language);
  g_autofree char *note = lotse_evaluation_cell_note (evaluation, cell);
  g_autofree char *distribution = lotse_evaluation_distribution_in (row, cell, evaluation->language);

  if (cell->suppressed || (cell->excluded && cell->n + cell->no_answer == 0))
    lotse_ctl_table_row (table, lotse_evaluation_label (row, cell), "…", "", "", "", note, NULL);
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
print_notes (LotseCtl *self, const LotseEvaluation *evaluation, const LotseEvaluationColumn *column)
{
  for (guint i = 0; i < column->notes->len; i++)
    {
      g_autofree char *text = lotse_evaluation_note_text (evaluation, column, column->notes->pdata[i]);
      g_autofree char *plain = lotse_ctl_plain_text (text);

      lotse_ctl_printf (self, "%s\n", plain);
    }
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
          add_row (table, evaluation, evaluation->rows->pdata[r], column->cells->pdata[r], decimals);
      text = lotse_ctl_table_print (table);
      lotse_ctl_print (self, text);
      if (note != NULL)
        lotse_ctl_printf (self, "%s\n", note);
      print_notes (self, evaluation, column);
      lotse_ctl_print (self, c + 1 < evaluation->columns->len ? "\n" : "");
    }
  if (evaluation->columns->len == 0)
    lotse_ctl_printf (self, "%s\n", _("There are no answer sheets."));
}

/* --- What was typed ----------------------------------------------------------------------------------------- */

gboolean
lotse_ctl_check_output (LotseCtl *self, const char *const *known, GError **error)
{
  const char *output = lotse_ctl_args_get (self->args, "output");
  g_autofree char *names = g_strjoinv (", ", (GStrv) known);

  if (output == NULL || g_strv_contains (known, output))
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("--output must be one of %s, not “%s”"), names, output);
  return FALSE;
}

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
add_id (LotseLinks *links, GPtrArray *ids, const char *field, const char *typed, GError **error)
{
  char *id = lotse_links_resolve (links, lotse_kind_field (lotse_kind_find ("response"), field), typed, error);

  if (id != NULL)
    g_ptr_array_add (ids, id);
  return id != NULL;
}

/* The words are events, --survey names surveys. */
static gboolean
read_ids (LotseCtl *self, LotseLinks *links, LotseCtlWish *wish, GError **error)
{
  GPtrArray *surveys = lotse_ctl_args_get_all (self->args, "survey");

  wish->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < lotse_ctl_args_count (self->args); i++)
    if (!add_id (links, wish->ids, "event", lotse_ctl_word (self, i), error))
      return FALSE;
  for (guint i = 0; surveys != NULL && i < surveys->len; i++)
    if (!add_id (links, wish->ids, "survey", surveys->pdata[i], error))
      return FALSE;
  g_ptr_array_add (wish->ids, NULL);
  return TRUE;
}

static gboolean
read_numbers (LotseCtl *self, LotseCtlWish *wish, GError **error)
{
  guint64 smallest, decimals;
  LotseCentreSettings settings;

  if (!lotse_centre_settings_load (self->store, &settings, error) || !lotse_ctl_args_get_number (self->args, "smallest", G_MAXINT, 0, &smallest, error)
      || !lotse_ctl_args_get_number (self->args, "decimals", 2, settings.decimals, &decimals, error))
    return FALSE;
  wish->filter.smallest = (guint) smallest;
  wish->decimals = (guint) decimals;
  if (decimals > 0 && (smallest > 0 || !lotse_ctl_args_has (self->args, "smallest")))
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("--smallest is at least 1, and --decimals is 1 or 2"));
  return FALSE;
}

static gboolean
read_language (LotseCtl *self, LotseCtlWish *wish, GError **error)
{
  const char *typed = lotse_ctl_args_get (self->args, "language");

  wish->filter.language = typed;
  if (typed == NULL || g_str_equal (typed, "de") || g_str_equal (typed, "en"))
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("--language must be de or en, not “%s”"), typed);
  return FALSE;
}

void
lotse_ctl_wish_clear (LotseCtlWish *wish)
{
  g_clear_pointer (&wish->ids, g_ptr_array_unref);
  g_free (wish->format);
  g_free (wish->from);
  g_free (wish->to);
}

gboolean
lotse_ctl_wish_read (LotseCtl *self, LotseCtlWish *wish, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (LotseLinks) links = store != NULL ? lotse_links_new (store, self->cancellable) : NULL;
  const char *format = lotse_ctl_args_get (self->args, "format");

  if (links == NULL || !read_by (self, &wish->filter.by, error) || !read_ids (self, links, wish, error) || !read_numbers (self, wish, error)
      || !read_language (self, wish, error) || !lotse_ctl_date_option (self, "from", &wish->from, error)
      || !lotse_ctl_date_option (self, "to", &wish->to, error))
    return FALSE;
  if (format != NULL)
    {
      wish->format = lotse_links_resolve (links, lotse_kind_field (lotse_kind_find ("event"), "format"), format, error);
      if (wish->format == NULL)
        return FALSE;
    }
  wish->filter.events = (const char *const *) wish->ids->pdata;
  wish->filter.format = wish->format;
  wish->filter.from = wish->from;
  wish->filter.to = wish->to;
  return TRUE;
}

/* --- The command -------------------------------------------------------------------------------------------- */

#define NAMED_MAX 3 /* columns whose names are the title of the report */

/* Of what the report is: the format, or the names of few events, or their number (g_free). */
static char *
describe (LotseCtl *self, const LotseCtlWish *wish, const LotseEvaluation *evaluation)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (wish->format != NULL)
    return lotse_ctl_title_of_id (self, wish->format);
  for (guint i = 0; i < evaluation->columns->len; i++)
    if (!((LotseEvaluationColumn *) evaluation->columns->pdata[i])->total)
      g_ptr_array_add (names, ((LotseEvaluationColumn *) evaluation->columns->pdata[i])->title);
  if (names->len == 0 || names->len > NAMED_MAX)
    return g_strdup (lotse_language_translate (wish->filter.language, "paper", NC_ ("paper", "Events and surveys together")));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (GStrv) names->pdata);
}

static gboolean
print_csv (LotseCtl *self, const LotseEvaluation *evaluation, const LotseCtlWish *wish, GError **error)
{
  const char *path = lotse_ctl_args_get (self->args, "file");
  g_autoptr (GOutputStream) out = lotse_ctl_open_output (path != NULL ? path : "-", error);

  if (out != NULL && lotse_evaluation_write_csv (evaluation, wish->decimals, wish->filter.language, out, error))
    return g_output_stream_close (out, NULL, error);
  if (out != NULL)
    lotse_ctl_give_up (out);
  return FALSE;
}

/* Files that are no texts are never written to a terminal. */
static gboolean
write_file (LotseCtl *self, const LotseEvaluation *evaluation, const LotseOpenAnswers *open, const LotseCtlWish *wish, GError **error)
{
  const char *path = lotse_ctl_args_get (self->args, "file");
  g_autofree char *what = describe (self, wish, evaluation);
  gboolean done;

  if (path == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("write --file FILE for this output"));
      return FALSE;
    }
  if (g_str_equal (lotse_ctl_args_get (self->args, "output"), "pdf"))
    {
      g_autoptr (LotsePaper) paper = lotse_paper_new_evaluation (evaluation, open, what, wish->decimals);

      done = lotse_paper_write (paper, path, self->cancellable, lotse_ctl_progress, self, error);
    }
  else
    done = lotse_evaluation_write_xlsx (evaluation, open, wish->decimals, path, error);
  if (done)
    lotse_ctl_confirm (self, "file", path);
  return done;
}

/* The table, which has no open answers. */
static gboolean
print_numbers (LotseCtl *self, const LotseCtlWish *wish, gboolean csv, GError **error)
{
  g_autoptr (LotseEvaluation) evaluation = lotse_evaluation_load (self->store, &wish->filter, error);

  if (evaluation == NULL)
    return FALSE;
  if (csv)
    return print_csv (self, evaluation, wish, error);
  print_table (self, evaluation, wish->decimals);
  return TRUE;
}

/* As JSON, or into a file. */
static gboolean
print_all (LotseCtl *self, const LotseCtlWish *wish, gboolean json, GError **error)
{
  g_autoptr (LotseOpenAnswers) open = NULL;
  g_autoptr (LotseEvaluation) evaluation = lotse_evaluation_load_open (self->store, &wish->filter, &open, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (evaluation == NULL)
    return FALSE;
  if (!json)
    return write_file (self, evaluation, open, wish, error);
  lotse_ctl_evaluation_to_json (builder, evaluation, open, wish->decimals);
  lotse_ctl_print_builder (self, builder);
  return TRUE;
}

gboolean
lotse_ctl_evaluate (LotseCtl *self, GError **error)
{
  static const char *const known[] = { "table", "csv", "json", "pdf", "xlsx", NULL };
  g_auto (LotseCtlWish) wish = { NULL };
  const char *output = lotse_ctl_args_get (self->args, "output");

  if (!lotse_ctl_check_output (self, known, error) || !lotse_ctl_wish_read (self, &wish, error))
    return FALSE;
  if (output == NULL)
    output = self->json ? "json" : "table";
  if (g_str_equal (output, "table") || g_str_equal (output, "csv"))
    return print_numbers (self, &wish, g_str_equal (output, "csv"), error);
  return print_all (self, &wish, g_str_equal (output, "json"), error);
}
