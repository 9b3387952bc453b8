/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes everything of an application into a folder; see the header.
 *
 * The files are written on the database thread, which counts them; a timer shows the count.
 */
#include "config.h"

#include "lotse-handing-in-dialog.h"

#include "lotse-compat.h"
#include "lotse-dialog.h"
#include "lotse-handing-in.h"
#include "lotse-jobs.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

#define SHOW_MS 100

/* Shared by the dialog and the job; the dialog goes last, as the job's end closes it. */
typedef struct
{
  gatomicrefcount refs;
  LotseProfile *profile;
  GtkWidget *window; /* a reference: where the end is said */
  GtkWidget *dialog; /* NULL once it is closed */
  GtkProgressBar *bar;
  GCancellable *cancellable;
  char *application;
  char *title;
  char *folder;
  const char *language;
  int done, all; /* atomic */
  guint timer;
} Run;

static void
run_unref (gpointer data)
{
  Run *run = data;

  if (!g_atomic_ref_count_dec (&run->refs))
    return;
  g_object_unref (run->profile);
  g_object_unref (run->window);
  g_object_unref (run->cancellable);
  g_free (run->application);
  g_free (run->title);
  g_free (run->folder);
  g_free (run);
}

static Run *
run_ref (Run *run)
{
  g_atomic_ref_count_inc (&run->refs);
  return run;
}

/* --- On the database thread --------------------------------------------------------------------------------- */

static void
on_progress (guint done, guint all, gpointer data)
{
  Run *run = data;

  g_atomic_int_set (&run->done, (int) done);
  g_atomic_int_set (&run->all, (int) all);
}

static gpointer
write_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Run *run = data;

  return lotse_handing_in_write (store, run->application, run->folder, run->language, cancellable, on_progress, run, error) ? LOTSE_JOB_DONE
                                                                                                                      : NULL;
}

/* --- In the window ------------------------------------------------------------------------------------------ */

static gboolean
on_time (gpointer data)
{
  Run *run = data;
  const int all = g_atomic_int_get (&run->all);

  if (all > 0)
    gtk_progress_bar_set_fraction (run->bar, (double) g_atomic_int_get (&run->done) / all);
  else
    gtk_progress_bar_pulse (run->bar);
  return G_SOURCE_CONTINUE;
}

static void
on_destroyed (GtkWidget *dialog, Run *run)
{
  run->dialog = NULL;
  g_clear_handle_id (&run->timer, g_source_remove);
  g_cancellable_cancel (run->cancellable);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  const gboolean done = lotse_job_done_finish (result, &error);
  g_autofree char *name = g_path_get_basename (run->folder);
  /* Translators: the name of a folder. */
  g_autofree char *text = g_strdup_printf (_ ("Everything is in the folder “%s”"), name);

  if (run->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (run->dialog));
  if (done)
    lotse_window_toast (run->window, text);
  else
    lotse_window_error (run->window, _ ("The Folder Was Not Written"), error);
  run_unref (run);
}

static void
show_dialog (Run *run)
{
  GtkWidget *label = gtk_label_new (_ ("Papers, receipts with their scans, and attachments are being written.")), *cancel;
  GtkBox *box;

  run->dialog = lotse_dialog_new (run->window, _ ("Folder for Handing In"), 420, 240);
  box = lotse_dialog_get_box (run->dialog);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  run->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (run->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Folder for Handing In"), -1);
  cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  gtk_widget_set_halign (cancel, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), run->dialog);
  gtk_box_append (box, label);
  gtk_box_append (box, GTK_WIDGET (run->bar));
  gtk_box_append (box, cancel);
  g_object_set_data_full (G_OBJECT (run->dialog), "run", run_ref (run), run_unref);
  g_signal_connect (run->dialog, "destroy", G_CALLBACK (on_destroyed), run);
  run->timer = g_timeout_add (SHOW_MS, on_time, run);
  gtk_window_present (GTK_WINDOW (run->dialog));
}

static void
on_folder (GFile *file, gpointer data)
{
  Run *run = data;
  LotseStore *store = lotse_profile_get_store (run->profile);
  g_autofree char *parent = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *name = lotse_handing_in_safe_name (run->title);

  if (parent == NULL || store == NULL)
    {
      run_unref (run);
      return;
    }
  run->folder = g_build_filename (parent, *name != '\0' ? name : "Lotse", NULL);
  show_dialog (run);
  lotse_store_call_async (store, write_job, run_ref (run), run_unref, NULL, run->cancellable, on_written, run);
}

void
lotse_handing_in_dialog_start (GtkWidget *widget, LotseProfile *profile, const char *application, const char *title, const char *language)
{
  LotseWindow *window = lotse_window_of (widget);
  Run *run;

  if (window == NULL)
    return;
  run = g_new0 (Run, 1);
  g_atomic_ref_count_init (&run->refs);
  run->profile = g_object_ref (profile);
  run->window = g_object_ref (GTK_WIDGET (window));
  run->cancellable = g_cancellable_new ();
  run->application = g_strdup (application);
  run->title = g_strdup (title);
  run->language = language;
  lotse_compat_choose_folder (GTK_WIDGET (window), _ ("Where the Folder Is to Be"), _ ("_Choose"), on_folder, run);
}
