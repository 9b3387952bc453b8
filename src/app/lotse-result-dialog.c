/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog of one cell of the table of results; see the header.
 *
 * Invariant: it closes only after the store has said that what was typed is on disk, or when the person gives it up.
 */
#include "config.h"

#include "lotse-result-dialog.h"

#include "lotse-editor.h"
#include "lotse-form-field.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *dialog;
  LotseProfile *profile;
  LotseResults *results;
  int row;
  guint column;
  char *about;        /* id of the event or survey that can be noted on, or NULL */
  char *code;         /* key of the question, or NULL: all of it */
  GPtrArray *fields;  /* of LotseFormField */
  GPtrArray *records; /* of LotseRecord: the one that the field at the same place belongs to */
  GtkWidget *excluded; /* a switch */
  GtkLabel *message;
} Details;

static void
details_free (gpointer data)
{
  Details *self = data;

  g_clear_object (&self->profile);
  lotse_results_unref (self->results);
  g_free (self->about);
  g_free (self->code);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static const LotseEvaluationColumn *
column_of (Details *self)
{
  return self->results->evaluation->columns->pdata[self->column];
}

/* --- What the sheets say ------------------------------------------------------------------------------------- */

static void
add_field (AdwPreferencesGroup *group, const char *label, const char *text)
{
  if (*text != '\0')
    adw_preferences_group_add (group, lotse_row_field (label, text));
}

static void
add_number (AdwPreferencesGroup *group, const char *label, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  add_field (group, label, text);
}

/* "1 – very good", and below "13 of 19, 68 %". */
static void
add_answers (Details *self, const LotseEvaluationRow *row, const LotseEvaluationCell *cell)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("Distribution"));

  for (guint i = 0; i < row->answers->len; i++)
    {
      const char *answer = row->answers->pdata[i], *words = lotse_question_step (cell->questions->pdata[0], answer, NULL);
      const guint count = lotse_evaluation_count (cell, i);
      g_autofree char *title = g_str_equal (answer, words) || !g_str_equal (row->type, "rating") ? g_strdup (words)
                                                                                                : g_strdup_printf ("%s – %s", answer, words);
      /* Translators: how many of all gave this answer, and the share in percent. */
      g_autofree char *subtitle = g_strdup_printf (_ ("%u of %u, %u %%"), count, cell->n, (200 * count + cell->n) / (2 * MAX (cell->n, 1)));

      adw_preferences_group_add (group, lotse_row_text (title, subtitle));
    }
  lotse_list_name (group, _ ("Distribution"));
  gtk_widget_set_visible (GTK_WIDGET (group), row->answers->len > 0);
  gtk_box_append (lotse_dialog_get_box (self->dialog), GTK_WIDGET (group));
}

static void
add_cell (Details *self)
{
  const LotseEvaluationRow *row = self->results->evaluation->rows->pdata[self->row];
  const LotseEvaluationCell *cell = lotse_results_cell (self->results, (guint) self->row, self->column);
  g_autofree char *title = lotse_results_column (self->results, self->column);
  g_autofree char *note = lotse_evaluation_cell_note (self->results->evaluation, cell);
  g_autofree char *mean = lotse_evaluation_mean (row, cell, self->results->decimals, NULL);
  g_autofree char *median = lotse_evaluation_median (row, cell, NULL);
  AdwPreferencesGroup *group = lotse_group_new (title);

  adw_preferences_group_set_description (group, cell->questions->len == 0 ? _ ("not asked") : note);
  gtk_box_append (lotse_dialog_get_box (self->dialog), GTK_WIDGET (group));
  if (cell->questions->len == 0 || lotse_results_is_hidden (cell))
    return;
  lotse_list_name (group, title);
  add_field (group, _ ("Mean"), mean);
  add_field (group, _ ("Median"), median);
  add_number (group, _ ("Answers"), cell->n);
  add_number (group, _ ("Without an answer"), cell->no_answer);
  add_answers (self, row, cell);
}

static void
add_column (Details *self)
{
  const LotseEvaluationColumn *column = column_of (self);
  g_autofree char *note = lotse_evaluation_note (self->results->evaluation, column);
  AdwPreferencesGroup *group = lotse_group_new (NULL);

  adw_preferences_group_set_description (group, note);
  add_number (group, _ ("Sheets that count"), column->sheets);
  if (column->excluded > 0)
    add_number (group, _ ("Sheets left out"), column->excluded);
  lotse_list_name (group, column->title);
  gtk_box_append (lotse_dialog_get_box (self->dialog), GTK_WIDGET (group));
}

/* Notes that are not edited here: of questions in a whole column, and of several events together. */
static void
add_notes (Details *self)
{
  const GPtrArray *notes = self->row < 0 ? column_of (self)->notes
                                         : lotse_results_cell (self->results, (guint) self->row, self->column)->notes;
  AdwPreferencesGroup *group = lotse_group_new (_ ("Notes"));
  guint n = 0;

  for (guint i = 0; i < notes->len; i++)
    {
      const LotseEvaluationNote *note = notes->pdata[i];
      g_autofree char *text = NULL;

      if (self->about != NULL && g_strcmp0 (note->code, self->code) == 0)
        continue;
      text = lotse_evaluation_note_text (self->results->evaluation, column_of (self), note);
      adw_preferences_group_add (group, lotse_row_text (text, NULL));
      n++;
    }
  lotse_list_name (group, _ ("Notes"));
  gtk_widget_set_visible (GTK_WIDGET (group), n > 0);
  gtk_box_append (lotse_dialog_get_box (self->dialog), GTK_WIDGET (group));
}

/* --- Saving -------------------------------------------------------------------------------------------------- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autoptr (GError) error = NULL;

  lotse_job_done_finish (result, &error);
  lotse_editor_saved (dialog, _ ("Saved"), error);
}

/* A note that says nothing and leaves nothing out is not begun. */
static gboolean
is_empty_note (LotseRecord *record)
{
  return g_str_equal (lotse_record_get_kind (record)->name, "feedback_note") && lotse_record_get (record, "note") == NULL
         && !lotse_record_get_bool (record, "excluded");
}

static gboolean
apply_fields (Details *self, GPtrArray *copies, GError **error)
{
  LotseRecord *before = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    {
      LotseFormField *field = self->fields->pdata[i];
      g_autoptr (GError) local = NULL;
      g_autofree char *value = lotse_form_field_get_value (field, &local);

      if (self->records->pdata[i] != before)
        g_ptr_array_add (copies, lotse_record_copy (self->records->pdata[i]));
      before = self->records->pdata[i];
      if (local == NULL)
        lotse_record_set (copies->pdata[copies->len - 1], lotse_form_field_get_field (field)->name, value, &local);
      if (local == NULL)
        continue;
      lotse_form_field_set_wrong (field, TRUE);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

static void
save (gpointer data)
{
  Details *self = data;
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  if (store == NULL || !lotse_editor_begin (self->dialog))
    return;
  if (!apply_fields (self, copies, &error))
    {
      lotse_editor_saved (self->dialog, NULL, error);
      return;
    }
  /* The note is the last record. */
  lotse_record_set (copies->pdata[copies->len - 1], "excluded", gtk_switch_get_active (GTK_SWITCH (self->excluded)) ? "1" : NULL, NULL);
  if (is_empty_note (copies->pdata[copies->len - 1]) && is_empty_note (self->records->pdata[self->records->len - 1]))
    g_ptr_array_remove_index (copies, copies->len - 1);
  lotse_job_save_many_async (store, copies, on_saved, g_object_ref (self->dialog));
}

/* --- What is edited ------------------------------------------------------------------------------------------ */

static void
on_field_changed (Details *self)
{
  lotse_editor_touch (self->dialog);
}

static void
add_form_field (Details *self, AdwPreferencesGroup *group, LotseRecord *record, const char *name)
{
  const LotseField *it = lotse_kind_field (lotse_record_get_kind (record), name);
  LotseFormField *field = lotse_form_field_new (it, lotse_profile_get_store (self->profile));

  lotse_form_field_set_value (field, lotse_record_get (record, name));
  g_signal_connect_swapped (field, "changed", G_CALLBACK (on_field_changed), self);
  adw_preferences_group_add (group, lotse_form_field_get_row (field));
  g_ptr_array_add (self->fields, field);
  g_ptr_array_add (self->records, g_object_ref (record));
}

typedef struct
{
  char *about, *code;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_free (asked->about);
  g_free (asked->code);
  g_free (asked);
}

/* The event or survey, then the note on it, which may be a new one. */
static gpointer
records_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asked *asked = data;
  const LotseKind *kind = lotse_kind_find ("feedback_note");
  g_autoptr (LotseRecord) about = lotse_store_get (store, asked->about, error);
  g_autoptr (LotseQuery) query = lotse_query_new (kind);
  g_autoptr (GPtrArray) notes = NULL;
  GPtrArray *records;
  LotseRecord *note = NULL;

  if (about == NULL || !lotse_query_where (query, lotse_record_get_kind (about)->name, LOTSE_QUERY_EQUAL, asked->about, error))
    return NULL;
  notes = lotse_store_list (store, query, error);
  if (notes == NULL)
    return NULL;
  for (guint i = 0; i < notes->len && note == NULL; i++)
    if (g_strcmp0 (lotse_record_get (notes->pdata[i], "code"), asked->code) == 0)
      note = g_object_ref (notes->pdata[i]);
  if (note == NULL)
    {
      note = lotse_record_new (kind, NULL);
      lotse_record_set (note, lotse_record_get_kind (about)->name, asked->about, NULL);
      lotse_record_set (note, "code", asked->code, NULL);
    }
  records = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (records, g_steal_pointer (&about));
  g_ptr_array_add (records, note);
  return records;
}

static void
on_records (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Details *self = g_object_get_data (G_OBJECT (dialog), "details");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = lotse_job_array_finish (result, &error);
  AdwPreferencesGroup *group;
  LotseRecord *about;

  if (lotse_profile_get_store (self->profile) == NULL || gtk_widget_get_root (dialog) == NULL)
    return;
  if (records == NULL)
    {
      lotse_dialog_set_message (self->message, error->message);
      return;
    }
  lotse_editor_attach (dialog, self->message, save, self, NULL);
  about = records->pdata[0];
  group = lotse_group_new (self->code != NULL ? _ ("Note on This Question Here") : lotse_kind_label (lotse_record_get_kind (about)));
  lotse_list_name (group, _ ("Note"));
  if (self->code == NULL && lotse_kind_field (lotse_record_get_kind (about), "evaluation_note") != NULL)
    {
      add_form_field (self, group, about, "evaluation_note");
      add_form_field (self, group, about, "spoken_feedback");
    }
  self->excluded = lotse_group_add_switch (group, lotse_field_label (lotse_kind_field (lotse_kind_find ("feedback_note"), "excluded")), NULL,
                                           lotse_record_get_bool (records->pdata[1], "excluded"));
  g_signal_connect_swapped (self->excluded, "notify::active", G_CALLBACK (on_field_changed), self);
  add_form_field (self, group, records->pdata[1], "note");
  gtk_box_append (lotse_dialog_get_box (dialog), GTK_WIDGET (group));
}

/* --- Making it ----------------------------------------------------------------------------------------------- */

static void
begin_editing (Details *self)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->about = g_strdup (self->about);
  asked->code = g_strdup (self->code);
  lotse_job_run (lotse_profile_get_store (self->profile), records_job, asked, asked_free, (GDestroyNotify) g_ptr_array_unref, on_records,
                 g_object_ref (self->dialog));
}

/* Only one event or survey can be noted on, and of a question only where it was asked. */
static void
find_about (Details *self)
{
  const LotseEvaluationColumn *column = column_of (self);
  const LotseEvaluationCell *cell = self->row >= 0 ? lotse_results_cell (self->results, (guint) self->row, self->column) : NULL;

  if (self->results->evaluation->by != LOTSE_EVALUATION_BY_EVENT || column->id == NULL
      || !lotse_profile_may_write (self->profile, lotse_kind_find ("feedback_note")) || (cell != NULL && cell->questions->len == 0))
    return;
  self->about = g_strdup (column->id);
  if (cell != NULL)
    self->code = g_strdup (((LotseQuestion *) cell->questions->pdata[0])->code);
}

void
lotse_result_dialog_show (GtkWidget *parent, LotseProfile *profile, LotseResults *results, int row, int column)
{
  Details *self = g_new0 (Details, 1);
  g_autofree char *title = NULL;

  self->profile = g_object_ref (profile);
  self->results = lotse_results_ref (results);
  self->row = row;
  self->column = column >= 0 ? (guint) column : results->evaluation->columns->len - 1;
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  title = row >= 0 ? g_strdup (lotse_results_question (results, (guint) row)) : lotse_results_column (results, self->column);
  self->dialog = lotse_dialog_new (parent, title, 520, 620);
  g_object_set_data_full (G_OBJECT (self->dialog), "details", self, details_free);
  self->message = lotse_dialog_add_message (self->dialog);
  find_about (self);
  if (row >= 0)
    add_cell (self);
  else
    add_column (self);
  add_notes (self);
  if (self->about != NULL && lotse_profile_get_store (profile) != NULL)
    begin_editing (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
