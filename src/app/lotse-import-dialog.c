/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import of a table of records; see the header. */
#include "config.h"

#include "lotse-import-dialog.h"

#include "lotse-import.h"
#include "lotse-rule-map.h"
#include "lotse-transfer.h"

#include <glib/gi18n.h>

struct _LotseImportDialog
{
  LotseTableDialog parent_instance;

  GtkWidget *chooser;
  AdwComboRow *doubles;
};

G_DEFINE_FINAL_TYPE (LotseImportDialog, lotse_import_dialog, LOTSE_TYPE_TABLE_DIALOG)

typedef struct
{
  const LotseKind *kind;
  LotseImportFlags flags;
} Choices;

static gpointer
read_choices (LotseTableDialog *dialog)
{
  static const LotseImportFlags flags[] = { LOTSE_IMPORT_PLAIN, LOTSE_IMPORT_UPDATE_DOUBLES, LOTSE_IMPORT_ADD_DOUBLES };
  LotseImportDialog *self = LOTSE_IMPORT_DIALOG (dialog);
  const guint doubles = adw_combo_row_get_selected (self->doubles);
  Choices *choices = g_new0 (Choices, 1);

  choices->kind = lotse_kind_chooser_get (self->chooser);
  choices->flags = LOTSE_IMPORT_CREATE_LINKS | flags[doubles < G_N_ELEMENTS (flags) ? doubles : 0];
  return choices;
}

static gpointer
do_work (LotseStore *store, LotseTableWork *work, GCancellable *cancellable, GError **error)
{
  const Choices *choices = work->choices;
  g_autoptr (LotseImport) import = lotse_import_new (store, choices->kind, work->content, error);

  if (import == NULL)
    return NULL;
  for (guint i = 0; i < lotse_import_get_n_columns (import); i++)
    {
      g_ptr_array_add (work->guessed, g_strdup (lotse_import_get_heading (import, i)));
      g_ptr_array_add (work->guessed, g_strdup (lotse_import_get_field (import, i)));
    }
  for (guint i = 0; i + 1 < work->map->len; i += 2)
    if (!lotse_import_set_map (import, g_ptr_array_index (work->map, i), g_ptr_array_index (work->map, i + 1), error))
      return NULL;
  lotse_import_set_flags (import, choices->flags);
  lotse_import_set_check (import, lotse_rule_map_check);
  return work->apply ? lotse_import_apply (import, cancellable, lotse_table_dialog_progress, work, error)
                     : lotse_import_check (import, cancellable, lotse_table_dialog_progress, work, error);
}

static void
free_report (gpointer report)
{
  lotse_import_report_free (report);
}

static const char *
get_field (LotseTableDialog *dialog, guint n, const char **label)
{
  const LotseKind *kind = lotse_kind_chooser_get (LOTSE_IMPORT_DIALOG (dialog)->chooser);

  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & LOTSE_FIELD_INTERNAL) == 0 && kind->fields[i].type != LOTSE_FIELD_BLOB && n-- == 0)
      {
        *label = lotse_field_label (&kind->fields[i]);
        return kind->fields[i].name;
      }
  return NULL;
}

static void
show_report (LotseTableDialog *dialog, gpointer data)
{
  const LotseImportReport *report = data;
  g_autofree char *counts = g_strdup_printf (_ ("%u new, %u changed, %u unchanged, %u left out"), report->added, report->updated,
                                             report->unchanged, report->skipped);
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row in the table", "%u rows in the table", report->rows), report->rows);

  gtk_widget_set_visible (GTK_WIDGET (LOTSE_IMPORT_DIALOG (dialog)->doubles), report->doubles > 0);
  lotse_table_dialog_tell (dialog, counts, rows, report->errors, report->added + report->updated > 0);
  for (guint i = 0; i < report->notes->len; i++)
    {
      const LotseImportNote *note = g_ptr_array_index (report->notes, i);
      g_autofree char *row = lotse_table_dialog_row_text (note->row);
      g_autofree char *place = note->column != NULL ? g_strdup_printf ("%s, %s", row, note->column) : g_strdup (row);

      lotse_table_dialog_note (dialog, note->text, place, note->type == LOTSE_IMPORT_ERROR);
    }
}

static guint
count_imported (gpointer data)
{
  const LotseImportReport *report = data;

  return report->applied ? report->added + report->updated : 0;
}

static void
on_kind_changed (LotseTableDialog *dialog)
{
  lotse_table_dialog_check (dialog, TRUE);
}

static void
on_doubles_changed (LotseTableDialog *dialog)
{
  lotse_table_dialog_check (dialog, FALSE);
}

static void
lotse_import_dialog_class_init (LotseImportDialogClass *klass)
{
  LotseTableDialogClass *table_class = LOTSE_TABLE_DIALOG_CLASS (klass);

  table_class->read_choices = read_choices;
  table_class->free_choices = g_free;
  table_class->work = do_work;
  table_class->free_report = free_report;
  table_class->get_field = get_field;
  table_class->show_report = show_report;
  table_class->count_imported = count_imported;
}

static void
lotse_import_dialog_init (LotseImportDialog *self)
{
  const char *const doubles[] = { _ ("Leave out"), _ ("Update the record"), _ ("Add anyway"), NULL };
  g_autoptr (GtkStringList) labels = gtk_string_list_new (doubles);

  gtk_window_set_title (GTK_WINDOW (self), _ ("Import a Table"));
  self->doubles = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->doubles), _ ("Rows that look like somebody who is there already"));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self->doubles), 0);
  adw_combo_row_set_model (self->doubles, G_LIST_MODEL (labels));
  gtk_widget_set_visible (GTK_WIDGET (self->doubles), FALSE);
  adw_preferences_group_add (lotse_table_dialog_get_report (LOTSE_TABLE_DIALOG (self)), GTK_WIDGET (self->doubles));
  g_signal_connect_object (self->doubles, "notify::selected", G_CALLBACK (on_doubles_changed), self, G_CONNECT_SWAPPED);
}

void
lotse_import_dialog_show (GtkWidget *parent, LotseProfile *profile, const LotseKind *kind, GBytes *content)
{
  LotseImportDialog *self = g_object_new (LOTSE_TYPE_IMPORT_DIALOG, NULL);

  self->chooser = lotse_kind_chooser_new (kind->name);
  adw_preferences_group_add (lotse_table_dialog_get_choices (LOTSE_TABLE_DIALOG (self)), self->chooser);
  g_signal_connect_object (self->chooser, "notify::selected", G_CALLBACK (on_kind_changed), self, G_CONNECT_SWAPPED);
  lotse_table_dialog_open (LOTSE_TABLE_DIALOG (self), parent, profile, content);
}
