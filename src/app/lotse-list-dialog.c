/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog that brings a list of people to an event; see the header.
 *
 * Load: up to 10,000 rows, read and checked on the database thread whenever a column or the state changes; an answer that
 * comes after another question was asked is dropped.
 */
#include "config.h"

#include "lotse-list-dialog.h"

#include "lotse-compat.h"
#include "lotse-dialog.h"
#include "lotse-list-import.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

#define MOST_ROWS 200 /* that are shown; those to be mended first */

static const char *const states[] = { "registered", "invited" };

/* Lives as long as the dialog. */
typedef struct
{
  GtkWidget *dialog;
  LotseProfile *profile;
  char *event;
  GBytes *content;
  GtkWidget *apply;
  AdwActionRow *report;
  AdwComboRow *state;
  AdwPreferencesGroup *columns, *answers;
  GPtrArray *column_rows; /* borrowed: AdwComboRow */
  GPtrArray *answer_rows; /* borrowed */
  GCancellable *cancellable;
  guint asked;
  gboolean filling;
} ListDialog;

/* What the thread needs and gives. */
typedef struct
{
  GtkWidget *dialog;
  char *event;
  GBytes *content;
  GPtrArray *map;     /* pairs of heading and field; empty: as guessed */
  GPtrArray *guessed; /* the same */
  const char *state;
  gboolean apply, first;
  guint number;
} Run;

static void start (ListDialog *self, gboolean apply, gboolean first);

static void
list_dialog_free (gpointer data)
{
  ListDialog *self = data;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_object_unref (self->profile);
  g_free (self->event);
  g_bytes_unref (self->content);
  g_ptr_array_unref (self->column_rows);
  g_ptr_array_unref (self->answer_rows);
  g_free (self);
}

static void
run_free (Run *run)
{
  g_object_unref (run->dialog);
  g_free (run->event);
  g_bytes_unref (run->content);
  g_ptr_array_unref (run->map);
  g_ptr_array_unref (run->guessed);
  g_free (run);
}

static gpointer
list_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Run *run = data;
  g_autoptr (LotseListImport) import = lotse_list_import_new (store, run->event, run->content, error);

  if (import == NULL)
    return NULL;
  for (guint i = 0; i < lotse_list_import_get_n_columns (import); i++)
    {
      g_ptr_array_add (run->guessed, g_strdup (lotse_list_import_get_heading (import, i)));
      g_ptr_array_add (run->guessed, g_strdup (lotse_list_import_get_column_field (import, i)));
    }
  for (guint i = 0; i + 1 < run->map->len; i += 2)
    if (!lotse_list_import_set_map (import, g_ptr_array_index (run->map, i), g_ptr_array_index (run->map, i + 1), error))
      return NULL;
  if (!lotse_list_import_set_state (import, run->state, error))
    return NULL;
  return run->apply ? lotse_list_import_apply (import, cancellable, NULL, NULL, error)
                    : lotse_list_import_check (import, cancellable, NULL, NULL, error);
}

/* --- Columns ------------------------------------------------------------------------------------------------ */

static void
on_changed (ListDialog *self)
{
  if (!self->filling)
    start (self, FALSE, FALSE);
}

static GtkWidget *
make_column (ListDialog *self, const char *heading, const char *field)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  guint selected = 0;

  gtk_string_list_append (labels, _ ("Leave out"));
  for (guint i = 0; lotse_list_import_get_field (i) != NULL; i++)
    {
      gtk_string_list_append (labels, lotse_list_import_get_field_label (i));
      if (g_strcmp0 (lotse_list_import_get_field (i), field) == 0)
        selected = i + 1;
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), heading);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (on_changed), self);
  return row;
}

static void
show_columns (ListDialog *self, GPtrArray *guessed)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->column_rows->len; i++)
    adw_preferences_group_remove (self->columns, g_ptr_array_index (self->column_rows, i));
  g_ptr_array_set_size (self->column_rows, 0);
  for (guint i = 0; i + 1 < guessed->len; i += 2)
    {
      GtkWidget *row = make_column (self, g_ptr_array_index (guessed, i), g_ptr_array_index (guessed, i + 1));

      adw_preferences_group_add (self->columns, row);
      g_ptr_array_add (self->column_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->columns), self->column_rows->len > 0);
  self->filling = FALSE;
}

static GPtrArray *
read_map (ListDialog *self)
{
  GPtrArray *map = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->column_rows->len; i++)
    {
      AdwComboRow *row = g_ptr_array_index (self->column_rows, i);
      const guint selected = adw_combo_row_get_selected (row);

      g_ptr_array_add (map, g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))));
      g_ptr_array_add (map, g_strdup (selected > 0 ? lotse_list_import_get_field (selected - 1) : NULL));
    }
  return map;
}

/* --- The answer --------------------------------------------------------------------------------------------- */

static void
add_answer (ListDialog *self, const LotseListRow *answer)
{
  g_autofree char *number = answer->row > 0 ? g_strdup_printf (_ ("Row %u"), answer->row) : g_strdup (_ ("Whole table"));
  g_autofree char *title = answer->name != NULL && *answer->name != '\0' ? g_strdup_printf ("%s · %s", number, answer->name)
                                                                         : g_strdup (number);
  GtkWidget *row = lotse_row_text (title, answer->text);

  if (answer->answer == LOTSE_LIST_ERROR)
    gtk_widget_add_css_class (row, "overdue");
  adw_preferences_group_add (self->answers, row);
  g_ptr_array_add (self->answer_rows, row);
}

static void
show_answers (ListDialog *self, const LotseListReport *report)
{
  for (guint i = 0; i < self->answer_rows->len; i++)
    adw_preferences_group_remove (self->answers, g_ptr_array_index (self->answer_rows, i));
  g_ptr_array_set_size (self->answer_rows, 0);
  for (guint i = 0; i < report->hints->len; i++)
    {
      GtkWidget *row = lotse_row_text (g_ptr_array_index (report->hints, i), NULL);

      adw_preferences_group_add (self->answers, row);
      g_ptr_array_add (self->answer_rows, row);
    }
  /* What must be mended comes first. */
  for (int errors = 1; errors >= 0; errors--)
    for (guint i = 0; i < report->rows->len && self->answer_rows->len < MOST_ROWS; i++)
      {
        const LotseListRow *answer = g_ptr_array_index (report->rows, i);

        if ((answer->answer == LOTSE_LIST_ERROR) == (errors == 1))
          add_answer (self, answer);
      }
  gtk_widget_set_visible (GTK_WIDGET (self->answers), self->answer_rows->len > 0);
}

static void
show_report (ListDialog *self, const LotseListReport *report)
{
  g_autofree char *counts = g_strdup_printf (_ ("%u registered, %u waiting, %u invited, %u known already"), report->registered,
                                             report->waiting, report->invited, report->known);
  g_autofree char *people = g_strdup_printf (_ ("%u new people, %u known, %u repeated, %u may be doubles"), report->people_new,
                                             report->people_known, report->repeated, report->likely);
  g_autofree char *errors = g_strdup_printf (ngettext ("%u row must be mended first: nothing is imported until then",
                                                       "%u rows must be mended first: nothing is imported until then", report->errors),
                                             report->errors);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->report), report->errors > 0 ? errors : counts);
  adw_action_row_set_subtitle (self->report, people);
  gtk_widget_set_sensitive (self->apply, report->errors == 0 && report->n_rows > 0);
  show_answers (self, report);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  ListDialog *self = g_object_get_data (G_OBJECT (run->dialog), "list-dialog");
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseListReport) report = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  if (self != NULL && run->number == self->asked)
    {
      if (run->first)
        show_columns (self, run->guessed);
      if (report == NULL)
        adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->report), error->message);
      else
        show_report (self, report);
      if (report != NULL && report->applied)
        {
          g_autofree char *text = g_strdup_printf (ngettext ("%u row imported", "%u rows imported", report->n_rows), report->n_rows);

          lotse_window_toast_undo (run->dialog, text);
          gtk_window_destroy (GTK_WINDOW (run->dialog));
        }
    }
  run_free (run);
}

static void
start (ListDialog *self, gboolean apply, gboolean first)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  const guint state = adw_combo_row_get_selected (self->state);
  Run *run;

  if (store == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  run = g_new0 (Run, 1);
  run->dialog = g_object_ref (self->dialog);
  run->event = g_strdup (self->event);
  run->content = g_bytes_ref (self->content);
  run->map = first ? g_ptr_array_new () : read_map (self);
  run->guessed = g_ptr_array_new_with_free_func (g_free);
  run->state = states[state < G_N_ELEMENTS (states) ? state : 0];
  run->apply = apply;
  run->first = first;
  run->number = ++self->asked;
  gtk_widget_set_sensitive (self->apply, FALSE);
  lotse_store_call_async (store, list_job, run, NULL, (GDestroyNotify) lotse_list_report_free, self->cancellable, on_done, run);
}

static void
on_apply (ListDialog *self)
{
  start (self, TRUE, FALSE);
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

static void
add_groups (ListDialog *self, GtkBox *box)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("registration"), "state");
  AdwPreferencesGroup *top = lotse_group_new (NULL);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->report = ADW_ACTION_ROW (lotse_row_text (_ ("The list is being read"), NULL));
  self->state = ADW_COMBO_ROW (adw_combo_row_new ());
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    gtk_string_list_append (labels, lotse_choice_label (field, states[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), _ ("People of the list are"));
  adw_combo_row_set_model (self->state, G_LIST_MODEL (labels));
  adw_preferences_group_add (top, GTK_WIDGET (self->report));
  adw_preferences_group_add (top, GTK_WIDGET (self->state));
  lotse_list_name (top, _ ("Import a List of People"));
  self->columns = lotse_group_new (_ ("Columns"));
  self->answers = lotse_group_new (_ ("Rows"));
  gtk_widget_set_visible (GTK_WIDGET (self->columns), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->answers), FALSE);
  gtk_box_append (box, GTK_WIDGET (top));
  gtk_box_append (box, GTK_WIDGET (self->columns));
  gtk_box_append (box, GTK_WIDGET (self->answers));
  g_signal_connect_swapped (self->state, "notify::selected", G_CALLBACK (on_changed), self);
}

static void
show (GtkWidget *parent, LotseProfile *profile, const char *event, GBytes *content)
{
  ListDialog *self = g_new0 (ListDialog, 1);

  self->profile = g_object_ref (profile);
  self->event = g_strdup (event);
  self->content = g_bytes_ref (content);
  self->column_rows = g_ptr_array_new ();
  self->answer_rows = g_ptr_array_new ();
  self->dialog = lotse_dialog_new (parent, _ ("Import a List of People"), 620, 680);
  g_object_set_data_full (G_OBJECT (self->dialog), "list-dialog", self, list_dialog_free);
  self->apply = gtk_button_new_with_mnemonic (_ ("_Import"));
  gtk_widget_add_css_class (self->apply, "suggested-action");
  g_signal_connect_swapped (self->apply, "clicked", G_CALLBACK (on_apply), self);
  adw_header_bar_pack_end (lotse_dialog_get_header (self->dialog), self->apply);
  add_groups (self, lotse_dialog_get_box (self->dialog));
  start (self, FALSE, TRUE);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

typedef struct
{
  GtkWidget *parent;
  LotseProfile *profile;
  char *event;
} Choosing;

static void
choosing_free (Choosing *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->profile);
  g_free (self->event);
  g_free (self);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (content != NULL)
    show (choosing->parent, choosing->profile, choosing->event, content);
  else
    lotse_window_error (choosing->parent, _ ("The File Cannot Be Read"), error);
  choosing_free (choosing);
}

static void
on_file (GFile *file, gpointer data)
{
  if (file != NULL)
    g_file_load_bytes_async (file, NULL, on_read, data);
  else
    choosing_free (data);
}

void
lotse_list_dialog_choose (GtkWidget *parent, LotseProfile *profile, const char *event)
{
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->parent = g_object_ref (parent);
  choosing->profile = g_object_ref (profile);
  choosing->event = g_strdup (event);
  lotse_compat_choose_file (parent, _ ("Import a List (CSV or vCard)"), _ ("_Open"), NULL, on_file, choosing);
}
