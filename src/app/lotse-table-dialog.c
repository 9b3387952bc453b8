/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the imports have in common; see the header. */
#include "config.h"

#include "lotse-table-dialog.h"

#include "lotse-compat.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

#define MOST_NOTES 200     /* that are shown */
#define PROGRESS_MS 150

typedef struct
{
  GtkWidget *content_box;
  AdwPreferencesGroup *choices;
  AdwPreferencesGroup *report_group;
  AdwActionRow *report;
  GtkProgressBar *progress;
  AdwPreferencesGroup *columns;
  AdwPreferencesGroup *notes;

  LotseProfile *profile;
  GBytes *content;
  GPtrArray *column_rows; /* borrowed: AdwComboRow */
  GPtrArray *note_rows;   /* borrowed */
  GCancellable *cancellable;
  guint asked;
  gboolean filling;
  gboolean closed;
} LotseTableDialogPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LotseTableDialog, lotse_table_dialog, ADW_TYPE_WINDOW)

#define PRIVATE(self) ((LotseTableDialogPrivate *) lotse_table_dialog_get_instance_private (self))

/* --- The file ----------------------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *parent;
  LotseTableRead read;
  gpointer data;
} Choosing;

static void
chosen (Choosing *choosing, GBytes *content)
{
  choosing->read (content, choosing->data);
  g_object_unref (choosing->parent);
  g_free (choosing);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Choosing *choosing = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (content == NULL)
    lotse_window_error (choosing->parent, _ ("The File Could Not Be Read"), error);
  chosen (choosing, content);
}

static void
on_file (GFile *file, gpointer data)
{
  if (file != NULL)
    g_file_load_bytes_async (file, NULL, on_read, data);
  else
    chosen (data, NULL);
}

void
lotse_table_choose (GtkWidget *parent, const char *title, LotseTableRead read, gpointer data)
{
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->parent = g_object_ref (parent);
  choosing->read = read;
  choosing->data = data;
  lotse_compat_choose_file (parent, title, _ ("_Open"), NULL, on_file, choosing);
}

/* --- On the database thread --------------------------------------------------------------------------------- */

typedef struct
{
  LotseTableWork work; /* first, so that it is known by it */
  LotseTableDialog *dialog;
  LotseWindow *window;
  guint number;
  gboolean new_columns;
  int done, all; /* progress, atomic */
  guint timer;
} Run;

static void
run_free (Run *run)
{
  g_clear_handle_id (&run->timer, g_source_remove);
  LOTSE_TABLE_DIALOG_GET_CLASS (run->dialog)->free_choices (run->work.choices);
  g_bytes_unref (run->work.content);
  g_ptr_array_unref (run->work.map);
  g_ptr_array_unref (run->work.guessed);
  g_object_unref (run->dialog);
  g_object_unref (run->window);
  g_free (run);
}

void
lotse_table_dialog_progress (guint done, guint all, gpointer data)
{
  Run *run = data;

  g_atomic_int_set (&run->all, (int) all);
  g_atomic_int_set (&run->done, (int) done);
}

static gpointer
run_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Run *run = data;

  return LOTSE_TABLE_DIALOG_GET_CLASS (run->dialog)->work (store, &run->work, cancellable, error);
}

/* --- Columns ------------------------------------------------------------------------------------------------ */

static void
on_column_changed (LotseTableDialog *self)
{
  if (!PRIVATE (self)->filling)
    lotse_table_dialog_check (self, FALSE);
}

static GtkWidget *
make_column (LotseTableDialog *self, const char *heading, const char *chosen_field)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  guint selected = 0;
  const char *field, *label;

  /* Translators: a column of the table is not imported. */
  gtk_string_list_append (labels, _ ("Leave out"));
  for (guint i = 0; (field = LOTSE_TABLE_DIALOG_GET_CLASS (self)->get_field (self, i, &label)) != NULL; i++)
    {
      gtk_string_list_append (labels, label);
      if (g_strcmp0 (field, chosen_field) == 0)
        selected = i + 1;
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), heading);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_column_changed), self, G_CONNECT_SWAPPED);
  return row;
}

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static void
show_columns (LotseTableDialog *self, GPtrArray *guessed)
{
  LotseTableDialogPrivate *priv = PRIVATE (self);

  priv->filling = TRUE;
  clear_rows (priv->columns, priv->column_rows);
  for (guint i = 0; i + 1 < guessed->len; i += 2)
    {
      GtkWidget *row = make_column (self, g_ptr_array_index (guessed, i), g_ptr_array_index (guessed, i + 1));

      adw_preferences_group_add (priv->columns, row);
      g_ptr_array_add (priv->column_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (priv->columns), priv->column_rows->len > 0);
  priv->filling = FALSE;
}

static GPtrArray *
read_map (LotseTableDialog *self)
{
  LotseTableDialogPrivate *priv = PRIVATE (self);
  GPtrArray *map = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < priv->column_rows->len; i++)
    {
      AdwComboRow *row = g_ptr_array_index (priv->column_rows, i);
      const guint selected = adw_combo_row_get_selected (row);
      const char *label;

      g_ptr_array_add (map, g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))));
      g_ptr_array_add (map, g_strdup (selected > 0 ? LOTSE_TABLE_DIALOG_GET_CLASS (self)->get_field (self, selected - 1, &label) : NULL));
    }
  return map;
}

/* --- The report --------------------------------------------------------------------------------------------- */

AdwPreferencesGroup *
lotse_table_dialog_get_choices (LotseTableDialog *self)
{
  return PRIVATE (self)->choices;
}

AdwPreferencesGroup *
lotse_table_dialog_get_report (LotseTableDialog *self)
{
  return PRIVATE (self)->report_group;
}

void
lotse_table_dialog_tell (LotseTableDialog *self, const char *summary, const char *details, guint errors, gboolean may_apply)
{
  LotseTableDialogPrivate *priv = PRIVATE (self);
  g_autofree char *to_mend = g_strdup_printf (ngettext ("%u row must be mended first: nothing is imported until then",
                                                        "%u rows must be mended first: nothing is imported until then", errors), errors);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (priv->report), errors > 0 ? to_mend : summary);
  adw_action_row_set_subtitle (priv->report, details);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.apply", errors == 0 && may_apply);
  clear_rows (priv->notes, priv->note_rows);
  gtk_widget_set_visible (GTK_WIDGET (priv->notes), FALSE);
}

char *
lotse_table_dialog_row_text (guint row)
{
  /* Translators: the number of a row of a table. */
  return row > 0 ? g_strdup_printf (_ ("Row %u"), row) : g_strdup (_ ("Whole table"));
}

void
lotse_table_dialog_note (LotseTableDialog *self, const char *title, const char *subtitle, gboolean is_error)
{
  LotseTableDialogPrivate *priv = PRIVATE (self);
  GtkWidget *row;

  if (priv->note_rows->len == MOST_NOTES)
    return;
  row = lotse_row_text (title, subtitle);
  if (is_error)
    gtk_widget_add_css_class (row, "overdue");
  adw_preferences_group_add (priv->notes, row);
  g_ptr_array_add (priv->note_rows, row);
  gtk_widget_set_visible (GTK_WIDGET (priv->notes), TRUE);
}

static void
show_result (LotseTableDialog *self, const Run *run, const GError *error)
{
  LotseTableDialogPrivate *priv = PRIVATE (self);

  gtk_widget_set_visible (GTK_WIDGET (priv->progress), FALSE);
  gtk_widget_set_sensitive (priv->content_box, TRUE);
  if (run->new_columns)
    show_columns (self, run->work.guessed);
  if (error != NULL)
    lotse_table_dialog_tell (self, error->message, NULL, 0, FALSE);
}

/* Also when it was stopped too late: then the rows are there, and Undo takes them back. */
static void
finish (const Run *run, guint imported)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u row imported", "%u rows imported", imported), imported);

  lotse_window_toast_undo (GTK_WIDGET (run->window), text);
  if (!PRIVATE (run->dialog)->closed)
    gtk_window_destroy (GTK_WINDOW (run->dialog));
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  LotseTableDialog *self = run->dialog;
  LotseTableDialogClass *klass = LOTSE_TABLE_DIALOG_GET_CLASS (self);
  LotseTableDialogPrivate *priv = PRIVATE (self);
  g_autoptr (GError) error = NULL;
  gpointer report = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  if (!priv->closed && run->number == priv->asked)
    {
      show_result (self, run, error);
      if (report != NULL)
        klass->show_report (self, report);
    }
  if (report != NULL && klass->count_imported (report) > 0)
    finish (run, klass->count_imported (report));
  if (report != NULL)
    klass->free_report (report);
  run_free (run);
}

static gboolean
on_timer (gpointer data)
{
  Run *run = data;
  LotseTableDialogPrivate *priv = PRIVATE (run->dialog);
  const int all = g_atomic_int_get (&run->all);

  if (priv->closed)
    {
      run->timer = 0;
      return G_SOURCE_REMOVE;
    }
  if (all > 0)
    gtk_progress_bar_set_fraction (priv->progress, (double) g_atomic_int_get (&run->done) / all);
  else
    gtk_progress_bar_pulse (priv->progress);
  return G_SOURCE_CONTINUE;
}

/* --- Work --------------------------------------------------------------------------------------------------- */

static void
start (LotseTableDialog *self, gboolean apply, gboolean new_columns)
{
  LotseTableDialogPrivate *priv = PRIVATE (self);
  LotseStore *store = lotse_profile_get_store (priv->profile);
  Run *run;

  if (store == NULL)
    return;
  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  priv->cancellable = g_cancellable_new ();
  run = g_new0 (Run, 1);
  run->dialog = g_object_ref (self);
  run->window = g_object_ref (lotse_window_of (GTK_WIDGET (self)));
  run->work.content = g_bytes_ref (priv->content);
  run->work.choices = LOTSE_TABLE_DIALOG_GET_CLASS (self)->read_choices (self);
  run->work.map = new_columns ? g_ptr_array_new () : read_map (self);
  run->work.guessed = g_ptr_array_new_with_free_func (g_free);
  run->work.apply = apply;
  run->new_columns = new_columns;
  run->number = ++priv->asked;
  run->timer = g_timeout_add (PROGRESS_MS, on_timer, run);
  gtk_progress_bar_set_fraction (priv->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (priv->progress), TRUE);
  /* Another choice would stop what is being written. */
  gtk_widget_set_sensitive (priv->content_box, !apply);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.apply", FALSE);
  lotse_store_call_async (store, run_job, run, NULL, LOTSE_TABLE_DIALOG_GET_CLASS (self)->free_report, priv->cancellable, on_done, run);
}

void
lotse_table_dialog_check (LotseTableDialog *self, gboolean new_columns)
{
  start (self, FALSE, new_columns);
}

static void
on_apply (GtkWidget *widget, const char *action, GVariant *target)
{
  start (LOTSE_TABLE_DIALOG (widget), TRUE, FALSE);
}

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *target)
{
  gtk_window_close (GTK_WINDOW (widget));
}

void
lotse_table_dialog_open (LotseTableDialog *self, GtkWidget *parent, LotseProfile *profile, GBytes *content)
{
  LotseTableDialogPrivate *priv = PRIVATE (self);

  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (parent)));
  priv->profile = g_object_ref (profile);
  priv->content = g_bytes_ref (content);
  lotse_list_name (priv->choices, gtk_window_get_title (GTK_WINDOW (self)));
  start (self, FALSE, TRUE);
  gtk_window_present (GTK_WINDOW (self));
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

/* However the dialog is closed, it stops the work, which keeps it in memory until then. */
static void
lotse_table_dialog_unrealize (GtkWidget *widget)
{
  LotseTableDialogPrivate *priv = PRIVATE (LOTSE_TABLE_DIALOG (widget));

  priv->closed = TRUE;
  g_cancellable_cancel (priv->cancellable);
  GTK_WIDGET_CLASS (lotse_table_dialog_parent_class)->unrealize (widget);
}

static void
lotse_table_dialog_finalize (GObject *object)
{
  LotseTableDialogPrivate *priv = PRIVATE (LOTSE_TABLE_DIALOG (object));

  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->profile);
  g_clear_pointer (&priv->content, g_bytes_unref);
  g_ptr_array_unref (priv->column_rows);
  g_ptr_array_unref (priv->note_rows);
  G_OBJECT_CLASS (lotse_table_dialog_parent_class)->finalize (object);
}

static void
lotse_table_dialog_class_init (LotseTableDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lotse_table_dialog_finalize;
  widget_class->unrealize = lotse_table_dialog_unrealize;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-table-dialog.ui");
  gtk_widget_class_bind_template_child_private (widget_class, LotseTableDialog, content_box);
  gtk_widget_class_bind_template_child_private (widget_class, LotseTableDialog, choices);
  gtk_widget_class_bind_template_child_private (widget_class, LotseTableDialog, report_group);
  gtk_widget_class_bind_template_child_private (widget_class, LotseTableDialog, report);
  gtk_widget_class_bind_template_child_private (widget_class, LotseTableDialog, progress);
  gtk_widget_class_bind_template_child_private (widget_class, LotseTableDialog, columns);
  gtk_widget_class_bind_template_child_private (widget_class, LotseTableDialog, notes);
  gtk_widget_class_install_action (widget_class, "table.apply", NULL, on_apply);
  gtk_widget_class_install_action (widget_class, "table.cancel", NULL, on_cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "table.cancel", NULL);
}

static void
lotse_table_dialog_init (LotseTableDialog *self)
{
  LotseTableDialogPrivate *priv = PRIVATE (self);

  priv->column_rows = g_ptr_array_new ();
  priv->note_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.apply", FALSE);
}
