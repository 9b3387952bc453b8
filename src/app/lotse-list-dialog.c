/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that brings a list of people to an event; see the header.  Up to 10,000 rows are expected. */
#include "config.h"

#include "lotse-list-dialog.h"

#include "lotse-list-import.h"
#include "lotse-table-dialog.h"

#include <glib/gi18n.h>

static const char *const states[] = { "registered", "invited" };

#define LOTSE_TYPE_LIST_DIALOG (lotse_list_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LotseListDialog, lotse_list_dialog, LOTSE, LIST_DIALOG, LotseTableDialog)

struct _LotseListDialog
{
  LotseTableDialog parent_instance;

  char *event;
  AdwComboRow *state;
};

G_DEFINE_FINAL_TYPE (LotseListDialog, lotse_list_dialog, LOTSE_TYPE_TABLE_DIALOG)

typedef struct
{
  char *event;
  const char *state;
} Choices;

static void
choices_free (gpointer data)
{
  Choices *choices = data;

  g_free (choices->event);
  g_free (choices);
}

static gpointer
read_choices (LotseTableDialog *dialog)
{
  LotseListDialog *self = LOTSE_LIST_DIALOG (dialog);
  const guint state = adw_combo_row_get_selected (self->state);
  Choices *choices = g_new0 (Choices, 1);

  choices->event = g_strdup (self->event);
  choices->state = states[state < G_N_ELEMENTS (states) ? state : 0];
  return choices;
}

static gpointer
do_work (LotseStore *store, LotseTableWork *work, GCancellable *cancellable, GError **error)
{
  const Choices *choices = work->choices;
  g_autoptr (LotseListImport) import = lotse_list_import_new (store, choices->event, work->content, error);

  if (import == NULL)
    return NULL;
  for (guint i = 0; i < lotse_list_import_get_n_columns (import); i++)
    {
      g_ptr_array_add (work->guessed, g_strdup (lotse_list_import_get_heading (import, i)));
      g_ptr_array_add (work->guessed, g_strdup (lotse_list_import_get_column_field (import, i)));
    }
  for (guint i = 0; i + 1 < work->map->len; i += 2)
    if (!lotse_list_import_set_map (import, g_ptr_array_index (work->map, i), g_ptr_array_index (work->map, i + 1), error))
      return NULL;
  if (!lotse_list_import_set_state (import, choices->state, error))
    return NULL;
  return work->apply ? lotse_list_import_apply (import, cancellable, lotse_table_dialog_progress, work, error)
                     : lotse_list_import_check (import, cancellable, lotse_table_dialog_progress, work, error);
}

static void
free_report (gpointer report)
{
  lotse_list_report_free (report);
}

static const char *
get_field (LotseTableDialog *dialog, guint n, const char **label)
{
  const char *field = lotse_list_import_get_field (n);

  if (field != NULL)
    *label = lotse_list_import_get_field_label (n);
  return field;
}

static void
note_answer (LotseTableDialog *dialog, const LotseListRow *answer)
{
  g_autofree char *row = lotse_table_dialog_row_text (answer->row);
  g_autofree char *title = answer->name != NULL && *answer->name != '\0' ? g_strdup_printf ("%s · %s", row, answer->name) : g_strdup (row);

  lotse_table_dialog_note (dialog, title, answer->text, answer->answer == LOTSE_LIST_ERROR);
}

static void
show_report (LotseTableDialog *dialog, gpointer data)
{
  const LotseListReport *report = data;
  g_autofree char *counts = g_strdup_printf (_ ("%u registered, %u waiting, %u invited, %u known already"), report->registered,
                                             report->waiting, report->invited, report->known);
  g_autofree char *people = g_strdup_printf (_ ("%u new people, %u known, %u repeated, %u may be doubles"), report->people_new,
                                             report->people_known, report->repeated, report->likely);

  lotse_table_dialog_tell (dialog, counts, people, report->errors, report->n_rows > 0);
  for (guint i = 0; i < report->hints->len; i++)
    lotse_table_dialog_note (dialog, g_ptr_array_index (report->hints, i), NULL, FALSE);
  /* What must be mended comes first. */
  for (int errors = 1; errors >= 0; errors--)
    for (guint i = 0; i < report->rows->len; i++)
      {
        const LotseListRow *answer = g_ptr_array_index (report->rows, i);

        if ((answer->answer == LOTSE_LIST_ERROR) == (errors == 1))
          note_answer (dialog, answer);
      }
}

static guint
count_imported (gpointer data)
{
  const LotseListReport *report = data;

  return report->applied ? report->n_rows : 0;
}

static void
on_state_changed (LotseTableDialog *dialog)
{
  lotse_table_dialog_check (dialog, FALSE);
}

static void
lotse_list_dialog_finalize (GObject *object)
{
  g_free (LOTSE_LIST_DIALOG (object)->event);
  G_OBJECT_CLASS (lotse_list_dialog_parent_class)->finalize (object);
}

static void
lotse_list_dialog_class_init (LotseListDialogClass *klass)
{
  LotseTableDialogClass *table_class = LOTSE_TABLE_DIALOG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lotse_list_dialog_finalize;
  table_class->read_choices = read_choices;
  table_class->free_choices = choices_free;
  table_class->work = do_work;
  table_class->free_report = free_report;
  table_class->get_field = get_field;
  table_class->show_report = show_report;
  table_class->count_imported = count_imported;
}

static void
lotse_list_dialog_init (LotseListDialog *self)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("registration"), "state");
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_window_set_title (GTK_WINDOW (self), _ ("Import a List of People"));
  self->state = ADW_COMBO_ROW (adw_combo_row_new ());
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    gtk_string_list_append (labels, lotse_choice_label (field, states[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), _ ("People of the list are"));
  adw_combo_row_set_model (self->state, G_LIST_MODEL (labels));
  adw_preferences_group_add (lotse_table_dialog_get_choices (LOTSE_TABLE_DIALOG (self)), GTK_WIDGET (self->state));
  g_signal_connect_object (self->state, "notify::selected", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
}

/* --- Choosing the file -------------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *parent;
  LotseProfile *profile;
  char *event;
} Choosing;

static void
on_read (GBytes *content, gpointer data)
{
  Choosing *choosing = data;

  if (content != NULL)
    {
      LotseListDialog *self = g_object_new (LOTSE_TYPE_LIST_DIALOG, NULL);

      self->event = g_strdup (choosing->event);
      lotse_table_dialog_open (LOTSE_TABLE_DIALOG (self), choosing->parent, choosing->profile, content);
    }
  g_object_unref (choosing->parent);
  g_object_unref (choosing->profile);
  g_free (choosing->event);
  g_free (choosing);
}

void
lotse_list_dialog_choose (GtkWidget *parent, LotseProfile *profile, const char *event)
{
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->parent = g_object_ref (parent);
  choosing->profile = g_object_ref (profile);
  choosing->event = g_strdup (event);
  lotse_table_choose (parent, _ ("Import a List (CSV or vCard)"), on_read, choosing);
}
