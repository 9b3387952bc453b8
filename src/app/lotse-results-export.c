/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What leaves the view Results; see the header.
 *
 * Files are written and pages made on the database thread, from results that nobody changes any more.
 */
#include "config.h"

#include "lotse-results-export.h"

#include "lotse-compat.h"
#include "lotse-jobs.h"
#include "lotse-paper-evaluation.h"
#include "lotse-print.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *parent;
  LotseProfile *profile;
  LotseResults *results;
  char *format; /* NULL: for the printer */
  GFile *file;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->parent);
  g_object_unref (wish->profile);
  lotse_results_unref (wish->results);
  g_free (wish->format);
  g_clear_object (&wish->file);
  g_free (wish);
}

static Wish *
wish_new (GtkWidget *parent, LotseProfile *profile, LotseResults *results, const char *format)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->parent = g_object_ref (parent);
  wish->profile = g_object_ref (profile);
  wish->results = lotse_results_ref (results);
  wish->format = g_strdup (format);
  return wish;
}

static LotsePaper *
make_paper (const LotseResults *results)
{
  return lotse_paper_new_evaluation (results->evaluation, results->answers, results->what, results->decimals);
}

/* --- Files -------------------------------------------------------------------------------------------------- */

static gboolean
write_csv (const Wish *wish, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileOutputStream) out = g_file_replace (wish->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  g_autoptr (GCancellable) never = g_cancellable_new ();

  if (out == NULL)
    return FALSE;
  if (lotse_evaluation_write_csv (wish->results->evaluation, wish->results->decimals, NULL, G_OUTPUT_STREAM (out), error))
    return g_output_stream_close (G_OUTPUT_STREAM (out), cancellable, error);
  /* Closed so, what stood in the file before stays. */
  g_cancellable_cancel (never);
  g_output_stream_close (G_OUTPUT_STREAM (out), never, NULL);
  return FALSE;
}

static gpointer
save_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;
  const LotseResults *results = wish->results;
  g_autofree char *path = g_file_get_path (wish->file);
  gboolean done;

  if (g_str_equal (wish->format, "pdf"))
    {
      g_autoptr (LotsePaper) paper = make_paper (results);

      done = lotse_paper_write (paper, path, cancellable, NULL, NULL, error);
    }
  else if (g_str_equal (wish->format, "xlsx"))
    done = lotse_evaluation_write_xlsx (results->evaluation, results->answers, results->decimals, path, error);
  else
    done = write_csv (wish, cancellable, error);
  return done ? LOTSE_JOB_DONE : NULL;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;

  if (lotse_job_done_finish (result, &error))
    lotse_window_toast (parent, _ ("Results saved"));
  else
    lotse_window_error (parent, _ ("The Results Were Not Saved"), error);
}

static void
on_file (GFile *file, gpointer data)
{
  Wish *wish = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  LotseStore *store = lotse_profile_get_store (wish->profile);

  if (path == NULL || store == NULL)
    {
      wish_free (wish);
      return;
    }
  wish->file = g_object_ref (file);
  lotse_job_run (store, save_job, wish, wish_free, NULL, on_saved, g_object_ref (wish->parent));
}

void
lotse_results_save (GtkWidget *parent, LotseProfile *profile, LotseResults *results, const char *format)
{
  g_autofree char *name = g_strconcat (_ ("Results"), ".", format, NULL);

  lotse_compat_choose_file (parent, _ ("Save Results"), _ ("_Save"), name, on_file, wish_new (parent, profile, results, format));
}

/* --- The printer -------------------------------------------------------------------------------------------- */

static void
free_paper (gpointer paper)
{
  lotse_paper_free (paper);
}

static gpointer
print_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return make_paper (((Wish *) data)->results);
}

static void
on_paper (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;
  LotsePaper *paper = g_task_propagate_pointer (G_TASK (result), &error);

  if (paper != NULL)
    lotse_print_paper (parent, paper, _ ("Results"));
  else
    lotse_window_error (parent, _ ("The Results Were Not Printed"), error);
}

void
lotse_results_print (GtkWidget *parent, LotseProfile *profile, LotseResults *results)
{
  LotseStore *store = lotse_profile_get_store (profile);

  if (store != NULL)
    lotse_job_run (store, print_job, wish_new (parent, profile, results, NULL), wish_free, free_paper, on_paper, g_object_ref (parent));
}

/* --- Text --------------------------------------------------------------------------------------------------- */

/* Neither tab nor line break may stand in a cell. */
static void
append (GString *text, const char *cell, const char *between)
{
  g_autofree char *clean = g_strdelimit (g_strdup (cell), "\t\n\r", ' ');

  g_string_append_printf (text, "%s%s", clean, between);
}

static void
append_heads (GString *text, LotseResults *results)
{
  const char *const heads[] = { _ ("Answers"), _ ("Without an answer"), _ ("Mean"), _ ("Median") };
  const guint n = results->evaluation->columns->len;

  append (text, _ ("Question"), n > 0 ? "\t" : "\n");
  for (guint c = 0; c < n; c++)
    for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
      {
        g_autofree char *name = lotse_results_column (results, c);
        g_autofree char *head = g_strdup_printf ("%s: %s", name, heads[i]);

        append (text, head, c + 1 == n && i + 1 == G_N_ELEMENTS (heads) ? "\n" : "\t");
      }
}

static void
append_cell (GString *text, LotseResults *results, guint row, guint column)
{
  const LotseEvaluationRow *it = results->evaluation->rows->pdata[row];
  const LotseEvaluationCell *cell = lotse_results_cell (results, row, column);
  const char *end = column + 1 == results->evaluation->columns->len ? "\n" : "\t";
  g_autofree char *mean = lotse_evaluation_mean (it, cell, results->decimals, NULL);
  g_autofree char *median = lotse_evaluation_median (it, cell, NULL);

  if (cell->questions->len == 0)
    g_string_append_printf (text, "\t\t\t%s", end);
  else if (lotse_results_is_hidden (cell))
    g_string_append_printf (text, "%s\t\t\t%s", cell->suppressed ? _ ("not shown") : _ ("left out"), end);
  else
    g_string_append_printf (text, "%u\t%u\t%s\t%s%s", cell->n, cell->no_answer, mean, median, end);
}

char *
lotse_results_table_text (LotseResults *results)
{
  GString *text = g_string_new (NULL);

  append_heads (text, results);
  for (guint r = 0; r < results->evaluation->rows->len; r++)
    {
      append (text, lotse_results_question (results, r), results->evaluation->columns->len > 0 ? "\t" : "\n");
      for (guint c = 0; c < results->evaluation->columns->len; c++)
        append_cell (text, results, r, c);
    }
  return g_string_free (text, FALSE);
}
