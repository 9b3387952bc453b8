/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The import of a table; see the header.
 *
 * Checking and importing run on the database thread with an import of their own, made from the bytes and the mapping, so
 * that the dialog and that thread never share one.  A newer check makes the result of an older one void.
 */
#include "config.h"

#include "lotse-import-dialog.h"

#include "lotse-import.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-transfer.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

#define MOST_NOTES 100

struct _LotseImportDialog
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *kind_group;
  AdwActionRow *report;
  AdwComboRow *doubles;
  GtkProgressBar *progress;
  AdwPreferencesGroup *columns;
  AdwPreferencesGroup *notes;

  LotseProfile *profile;
  GtkWidget *chooser;
  GBytes *content;
  GPtrArray *rows;        /* of the group of columns, borrowed: AdwComboRow */
  GPtrArray *note_rows;   /* of the group of notes, borrowed */
  GCancellable *cancellable;
  guint asked;
  gboolean filling;
};

/* What a thread needs and gives. */
typedef struct
{
  LotseImportDialog *dialog;
  const LotseKind *kind;
  GBytes *content;
  GPtrArray *map; /* pairs of heading and field; empty: as guessed */
  LotseImportFlags flags;
  gboolean apply;
  guint number;
  gboolean first; /* the columns are to be shown as guessed */
  GPtrArray *guessed;
  int done, all; /* progress, atomic */
  guint timer;
} Run;

G_DEFINE_FINAL_TYPE (LotseImportDialog, lotse_import_dialog, ADW_TYPE_WINDOW)

static void start (LotseImportDialog *self, gboolean apply, gboolean first);

static void
run_free (Run *run)
{
  g_clear_handle_id (&run->timer, g_source_remove);
  g_object_unref (run->dialog);
  g_bytes_unref (run->content);
  g_ptr_array_unref (run->map);
  g_ptr_array_unref (run->guessed);
  g_free (run);
}

/* --- On the database thread --------------------------------------------------------------------------------- */

static void
on_progress (guint done, guint all, gpointer data)
{
  Run *run = data;

  g_atomic_int_set (&run->all, (int) all);
  g_atomic_int_set (&run->done, (int) done);
}

static gpointer
import_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Run *run = data;
  g_autoptr (LotseImport) import = lotse_import_new (store, run->kind, run->content, error);

  if (import == NULL)
    return NULL;
  for (guint i = 0; i < lotse_import_get_n_columns (import); i++)
    {
      g_ptr_array_add (run->guessed, g_strdup (lotse_import_get_heading (import, i)));
      g_ptr_array_add (run->guessed, g_strdup (lotse_import_get_field (import, i)));
    }
  for (guint i = 0; i + 1 < run->map->len; i += 2)
    if (!lotse_import_set_map (import, g_ptr_array_index (run->map, i), g_ptr_array_index (run->map, i + 1), error))
      return NULL;
  lotse_import_set_flags (import, run->flags);
  return run->apply ? lotse_import_apply (import, cancellable, on_progress, run, error)
                    : lotse_import_check (import, cancellable, on_progress, run, error);
}

/* --- Columns ------------------------------------------------------------------------------------------------ */

static void
on_changed (LotseImportDialog *self)
{
  g_assert (LOTSE_IS_IMPORT_DIALOG (self));
  if (!self->filling)
    start (self, FALSE, FALSE);
}

static void
on_kind_changed (LotseImportDialog *self)
{
  g_assert (LOTSE_IS_IMPORT_DIALOG (self));
  start (self, FALSE, TRUE);
}

static gboolean
is_importable (const LotseField *field)
{
  return (field->flags & LOTSE_FIELD_INTERNAL) == 0 && field->type != LOTSE_FIELD_BLOB;
}

static GtkWidget *
make_column (LotseImportDialog *self, const char *heading, const char *field_name)
{
  const LotseKind *kind = lotse_kind_chooser_get (self->chooser);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  guint n = 1, selected = 0;

  /* Translators: a column of the table is not imported. */
  gtk_string_list_append (labels, _ ("Leave out"));
  for (guint i = 0; i < kind->n_fields; i++)
    if (is_importable (&kind->fields[i]))
      {
        gtk_string_list_append (labels, lotse_field_label (&kind->fields[i]));
        if (g_strcmp0 (kind->fields[i].name, field_name) == 0)
          selected = n;
        n++;
      }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), heading);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_columns (LotseImportDialog *self, GPtrArray *guessed)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->columns, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i + 1 < guessed->len; i += 2)
    {
      GtkWidget *row = make_column (self, g_ptr_array_index (guessed, i), g_ptr_array_index (guessed, i + 1));

      adw_preferences_group_add (self->columns, row);
      g_ptr_array_add (self->rows, row);
    }
  self->filling = FALSE;
}

static const char *
chosen_field (const LotseKind *kind, guint selected)
{
  guint n = 1;

  for (guint i = 0; selected > 0 && i < kind->n_fields; i++)
    if (is_importable (&kind->fields[i]) && n++ == selected)
      return kind->fields[i].name;
  return NULL;
}

static GPtrArray *
read_map (LotseImportDialog *self, const LotseKind *kind)
{
  GPtrArray *map = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      AdwComboRow *row = g_ptr_array_index (self->rows, i);

      g_ptr_array_add (map, g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))));
      g_ptr_array_add (map, g_strdup (chosen_field (kind, adw_combo_row_get_selected (row))));
    }
  return map;
}

/* --- The report --------------------------------------------------------------------------------------------- */

static void
show_notes (LotseImportDialog *self, const LotseImportReport *report)
{
  for (guint i = 0; i < self->note_rows->len; i++)
    adw_preferences_group_remove (self->notes, g_ptr_array_index (self->note_rows, i));
  g_ptr_array_set_size (self->note_rows, 0);
  for (guint i = 0; i < report->notes->len && i < MOST_NOTES; i++)
    {
      const LotseImportNote *note = g_ptr_array_index (report->notes, i);
      /* Translators: the number of a row of a table. */
      g_autofree char *row_text = note->row > 0 ? g_strdup_printf (_ ("Row %u"), note->row) : g_strdup (_ ("Whole table"));
      g_autofree char *place = note->column != NULL ? g_strdup_printf ("%s, %s", row_text, note->column) : g_strdup (row_text);
      GtkWidget *row = lotse_row_text (note->text, place);

      if (note->type == LOTSE_IMPORT_ERROR)
        gtk_widget_add_css_class (row, "overdue");
      adw_preferences_group_add (self->notes, row);
      g_ptr_array_add (self->note_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->notes), report->notes->len > 0);
}

static void
show_report (LotseImportDialog *self, const LotseImportReport *report)
{
  g_autofree char *counts = g_strdup_printf (_ ("%u new, %u changed, %u unchanged, %u left out"), report->added, report->updated,
                                             report->unchanged, report->skipped);
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row in the table", "%u rows in the table", report->rows), report->rows);
  g_autofree char *errors =
    report->errors > 0 ? g_strdup_printf (ngettext ("%u row must be mended first: nothing is imported until then",
                                                    "%u rows must be mended first: nothing is imported until then", report->errors),
                                          report->errors)
                       : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->report), errors != NULL ? errors : counts);
  adw_action_row_set_subtitle (self->report, rows);
  gtk_widget_set_visible (GTK_WIDGET (self->doubles), report->doubles > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.apply",
                                 report->errors == 0 && report->added + report->updated > 0);
  show_notes (self, report);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  LotseImportDialog *self = run->dialog;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseImportReport) report = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  if (run->number == self->asked && self->profile != NULL)
    {
      gtk_widget_hide (GTK_WIDGET (self->progress));
      if (run->first)
        show_columns (self, run->guessed);
      if (report == NULL)
        adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->report), error->message);
      else
        show_report (self, report);
      if (report != NULL && report->applied)
        {
          g_autofree char *text =
            g_strdup_printf (ngettext ("%u row imported", "%u rows imported", report->added + report->updated),
                             report->added + report->updated);

          lotse_window_toast_undo (GTK_WIDGET (self), text);
          gtk_window_destroy (GTK_WINDOW (self));
        }
    }
  run_free (run);
}

static gboolean
on_timer (gpointer data)
{
  Run *run = data;
  const int all = g_atomic_int_get (&run->all);

  if (all > 0)
    gtk_progress_bar_set_fraction (run->dialog->progress, (double) g_atomic_int_get (&run->done) / all);
  else
    gtk_progress_bar_pulse (run->dialog->progress);
  return G_SOURCE_CONTINUE;
}

static void
start (LotseImportDialog *self, gboolean apply, gboolean first)
{
  static const LotseImportFlags flags[] = { LOTSE_IMPORT_PLAIN, LOTSE_IMPORT_UPDATE_DOUBLES, LOTSE_IMPORT_ADD_DOUBLES };
  LotseStore *store = lotse_profile_get_store (self->profile);
  const guint doubles = adw_combo_row_get_selected (self->doubles);
  Run *run;

  if (store == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  run = g_new0 (Run, 1);
  run->dialog = g_object_ref (self);
  run->kind = lotse_kind_chooser_get (self->chooser);
  run->content = g_bytes_ref (self->content);
  run->map = first ? g_ptr_array_new () : read_map (self, run->kind);
  run->guessed = g_ptr_array_new_with_free_func (g_free);
  run->flags = LOTSE_IMPORT_CREATE_LINKS | flags[doubles < G_N_ELEMENTS (flags) ? doubles : 0];
  run->apply = apply;
  run->first = first;
  run->number = ++self->asked;
  run->timer = g_timeout_add (150, on_timer, run);
  gtk_widget_show (GTK_WIDGET (self->progress));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.apply", FALSE);
  lotse_store_call_async (store, import_job, run, NULL, (GDestroyNotify) lotse_import_report_free, self->cancellable, on_done, run);
}

static void
on_apply (GtkWidget *widget, const char *action, GVariant *target)
{
  start (LOTSE_IMPORT_DIALOG (widget), TRUE, FALSE);
}

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseImportDialog *self = LOTSE_IMPORT_DIALOG (widget);

  g_cancellable_cancel (self->cancellable);
  gtk_window_close (GTK_WINDOW (widget));
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_import_dialog_dispose (GObject *object)
{
  LotseImportDialog *self = LOTSE_IMPORT_DIALOG (object);

  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_import_dialog_parent_class)->dispose (object);
}

static void
lotse_import_dialog_finalize (GObject *object)
{
  LotseImportDialog *self = LOTSE_IMPORT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->note_rows);
  G_OBJECT_CLASS (lotse_import_dialog_parent_class)->finalize (object);
}

static void
lotse_import_dialog_class_init (LotseImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = lotse_import_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseImportDialog, kind_group);
  gtk_widget_class_bind_template_child (widget_class, LotseImportDialog, report);
  gtk_widget_class_bind_template_child (widget_class, LotseImportDialog, doubles);
  gtk_widget_class_bind_template_child (widget_class, LotseImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, LotseImportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, LotseImportDialog, notes);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_install_action (widget_class, "import.apply", NULL, on_apply);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, on_cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.cancel", NULL);
}

static void
lotse_import_dialog_init (LotseImportDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->note_rows = g_ptr_array_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.apply", FALSE);
}

void
lotse_import_dialog_show (GtkWidget *parent, LotseProfile *profile, const LotseKind *kind, GBytes *content)
{
  LotseImportDialog *self = g_object_new (LOTSE_TYPE_IMPORT_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);

  self->profile = g_object_ref (profile);
  self->content = g_bytes_ref (content);
  self->chooser = lotse_kind_chooser_new (kind->name);
  adw_preferences_group_add (self->kind_group, self->chooser);
  lotse_list_name (self->kind_group, _ ("Import a Table"));
  g_signal_connect_object (self->chooser, "notify::selected", G_CALLBACK (on_kind_changed), self, G_CONNECT_SWAPPED);
  start (self, FALSE, TRUE);
  gtk_window_present (GTK_WINDOW (self));
}
