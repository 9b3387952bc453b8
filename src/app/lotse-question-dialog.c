/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog in which a question is written; see the header.
 */
#include "config.h"

#include "lotse-question-dialog.h"

#include "lotse-answer-rows.h"
#include "lotse-editor.h"
#include "lotse-form-jobs.h"
#include "lotse-feedback-texts.h"
#include "lotse-feedback-view.h"
#include "lotse-form-words.h"
#include "lotse-language.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

/* Lives as long as the dialog. */
typedef struct
{
  LotseProfile *profile;
  GtkWidget *dialog;
  char *form_id, *id;
  LotseFeedbackView *view; /* once it was read */
  LotseRecord *record;
  char *language;

  GtkEditable *text, *code, *theme;
  GtkDropDown *type;
  LotseAnswerRows *answers;
  GtkWidget *required;
  GtkDropDown *condition;  /* "always", then the questions that it may depend on */
  GPtrArray *earlier;      /* of const LotseQuestion */
  GtkBox *wanted;          /* a check for each answer to the one that is chosen */
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  g_clear_object (&self->profile);
  g_clear_object (&self->record);
  g_clear_pointer (&self->earlier, g_ptr_array_unref);
  g_clear_pointer (&self->answers, lotse_answer_rows_free);
  lotse_feedback_view_free (self->view);
  g_free (self->form_id);
  g_free (self->id);
  g_free (self->language);
  g_free (self);
}

static void
touch (gpointer data)
{
  Dialog *self = data;

  lotse_editor_touch (self->dialog);
}

static const LotseField *
field_named (const char *name)
{
  return lotse_kind_field (lotse_kind_find ("question"), name);
}

static const char *
chosen_type (Dialog *self)
{
  return field_named ("type")->choices[gtk_drop_down_get_selected (self->type)].name;
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Dialog *self = lotse_editor_get_data (dialog);
  g_autoptr (GError) error = NULL;

  lotse_job_done_finish (result, &error);
  lotse_editor_saved (dialog, self->id == NULL ? _ ("Question added") : _ ("Question saved"), error);
}

static gboolean
apply_condition (Dialog *self, LotseRecord *record, GError **error)
{
  const guint selected = gtk_drop_down_get_selected (self->condition);
  const LotseQuestion *earlier = selected > 0 && selected <= self->earlier->len ? self->earlier->pdata[selected - 1] : NULL;
  GString *answers = g_string_new (NULL);
  g_autofree char *joined = NULL;

  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->wanted)); check != NULL && earlier != NULL; check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_string_append_printf (answers, "%s%s", answers->len > 0 ? " " : "", (const char *) g_object_get_data (G_OBJECT (check), "answer"));
  joined = g_string_free (answers, FALSE);
  return lotse_record_set (record, "if_question", earlier != NULL ? earlier->code : NULL, error)
         && lotse_record_set (record, "if_answers", joined, error);
}

static gboolean
apply (Dialog *self, LotseRecord *record, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->text)));
  g_autofree char *code = g_strstrip (g_strdup (gtk_editable_get_text (self->code)));
  g_autofree char *theme = g_strstrip (g_strdup (gtk_editable_get_text (self->theme)));

  return lotse_record_set_element (record, "texts", self->language, text, error) && lotse_record_set (record, "type", chosen_type (self), error)
         && lotse_record_set (record, "code", code, error) && lotse_record_set (record, "theme", theme, error)
         && lotse_record_set (record, "required", gtk_switch_get_active (GTK_SWITCH (self->required)) ? "1" : NULL, error)
         && lotse_answer_rows_apply (self->answers, record, error) && apply_condition (self, record, error);
}

static gboolean
is_changed (Dialog *self, LotseRecord *record)
{
  g_autoptr (GPtrArray) changes = lotse_record_diff (self->record, record);

  return self->id == NULL || changes->len > 0;
}

static void
save (gpointer data)
{
  Dialog *self = data;
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autoptr (LotseRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  if (store == NULL || self->record == NULL || !lotse_editor_begin (self->dialog))
    return;
  record = lotse_record_copy (self->record);
  if (apply (self, record, &error) && is_changed (self, record))
    lotse_feedback_save_question_async (store, record, on_saved, g_object_ref (self->dialog));
  else
    lotse_editor_saved (self->dialog, NULL, error);
}

/* --- When it is asked --------------------------------------------------------------------------------------- */

static void
show_wanted (Dialog *self)
{
  const guint selected = gtk_drop_down_get_selected (self->condition);
  const LotseQuestion *earlier = selected > 0 && selected <= self->earlier->len ? self->earlier->pdata[selected - 1] : NULL;
  g_autoptr (GPtrArray) answers = earlier != NULL ? lotse_question_list_answers (earlier) : g_ptr_array_new ();
  const char *chosen = lotse_record_get (self->record, "if_answers");
  g_auto (GStrv) wanted = g_strsplit (chosen != NULL ? chosen : "", " ", -1);

  lotse_box_clear (self->wanted);
  for (guint i = 0; i < answers->len; i++)
    {
      const char *key = answers->pdata[i];
      GtkWidget *check = gtk_check_button_new_with_label (lotse_question_step (earlier, key, NULL));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_strv_contains ((const char *const *) wanted, key));
      g_object_set_data_full (G_OBJECT (check), "answer", g_strdup (key), g_free);
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (touch), self);
      gtk_box_append (self->wanted, check);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->wanted), answers->len > 0);
}

static void
on_condition (Dialog *self)
{
  show_wanted (self);
  touch (self);
}

/* The drop-down, with what it may depend on: what stands before it and is no open question. */
static GtkDropDown *
make_condition (Dialog *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  const char *now = lotse_record_get (self->record, "if_question");
  GtkWidget *choice;
  guint selected = 0;

  self->earlier = g_ptr_array_new ();
  gtk_string_list_append (names, _ ("Always"));
  for (guint i = 0; i < self->view->form->questions->len; i++)
    {
      const LotseQuestion *question = self->view->form->questions->pdata[i];
      GString *name;

      if (g_strcmp0 (question->id, self->id) == 0)
        break;
      if (g_str_equal (question->type, "open"))
        continue;
      name = g_string_new (_ ("Only after an answer to “%s”"));
      g_string_replace (name, "%s", lotse_question_text (question, NULL), 1);
      gtk_string_list_append (names, name->str);
      g_string_free (name, TRUE);
      g_ptr_array_add (self->earlier, (gpointer) question);
      if (g_strcmp0 (question->code, now) == 0)
        selected = self->earlier->len;
    }
  choice = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  return GTK_DROP_DOWN (choice);
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

static GtkEditable *
add_entry (Dialog *self, AdwPreferencesGroup *group, const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  g_signal_connect_swapped (row, "changed", G_CALLBACK (touch), self);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (save), self);
  adw_preferences_group_add (group, row);
  return GTK_EDITABLE (row);
}

static void
on_type (Dialog *self)
{
  lotse_answer_rows_load (self->answers, self->record, chosen_type (self));
  touch (self);
}

static void
add_question (Dialog *self, GtkBox *box)
{
  AdwPreferencesGroup *group = lotse_group_new (NULL);
  const LotseField *field = field_named ("type");
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *row = lotse_row_text (lotse_field_label (field), NULL);
  const char *type = lotse_record_get (self->record, "type");
  GString *title = g_string_new (_ ("Question (%s)"));
  guint selected = 0;

  g_string_replace (title, "%s", lotse_choice_label (lotse_kind_field (lotse_kind_find ("form"), "languages"), self->language), 1);
  self->text = add_entry (self, group, title->str, lotse_record_get_element (self->record, "texts", self->language));
  gtk_widget_set_direction (GTK_WIDGET (self->text), lotse_form_is_right_to_left (self->language) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  g_string_free (title, TRUE);
  for (guint i = 0; field->choices[i].name != NULL; i++)
    {
      gtk_string_list_append (names, lotse_choice_label (field, field->choices[i].name));
      selected = g_strcmp0 (field->choices[i].name, type) == 0 ? i : selected;
    }
  self->type = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  gtk_drop_down_set_selected (self->type, selected);
  gtk_widget_set_valign (GTK_WIDGET (self->type), GTK_ALIGN_CENTER);
  lotse_drop_down_name (self->type, lotse_field_label (field));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->type));
  adw_preferences_group_add (group, row);
  lotse_list_name (group, lotse_kind_label (lotse_kind_find ("question")));
  gtk_box_append (box, GTK_WIDGET (group));
  self->answers = lotse_answer_rows_new (self->language, touch, self);
  gtk_box_append (box, lotse_answer_rows_get_widget (self->answers));
  lotse_answer_rows_load (self->answers, self->record, chosen_type (self));
  g_signal_connect_swapped (self->type, "notify::selected", G_CALLBACK (on_type), self);
}

static void
add_asked (Dialog *self, GtkBox *box)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("When It Is Asked"));
  GtkWidget *more = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->required = lotse_group_add_switch (group, lotse_field_label (field_named ("required")), NULL, lotse_record_get_bool (self->record, "required"));
  g_signal_connect_swapped (self->required, "notify::active", G_CALLBACK (touch), self);
  lotse_list_name (group, _ ("When It Is Asked"));
  gtk_box_append (box, GTK_WIDGET (group));
  self->condition = make_condition (self);
  lotse_drop_down_name (self->condition, _ ("When It Is Asked"));
  self->wanted = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_visible (more, self->earlier->len > 0);
  gtk_box_append (GTK_BOX (more), GTK_WIDGET (self->condition));
  gtk_box_append (GTK_BOX (more), GTK_WIDGET (self->wanted));
  gtk_box_append (box, more);
  show_wanted (self);
  g_signal_connect_swapped (self->condition, "notify::selected", G_CALLBACK (on_condition), self);
}

static void
add_evaluation (Dialog *self, GtkBox *box)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("For the Evaluation"));

  adw_preferences_group_set_description (group, _ ("Questions with the same theme, and versions of a form by the key, are evaluated together. "
                                                   "Without a key, one is made from the text."));
  self->theme = add_entry (self, group, lotse_field_label (field_named ("theme")), lotse_record_get (self->record, "theme"));
  self->code = add_entry (self, group, lotse_field_label (field_named ("code")), lotse_record_get (self->record, "code"));
  lotse_list_name (group, _ ("For the Evaluation"));
  gtk_box_append (box, GTK_WIDGET (group));
}

static LotseRecord *
make_record (Dialog *self)
{
  LotseRecord *record = NULL;

  for (guint i = 0; self->id != NULL && i < self->view->form->questions->len; i++)
    if (g_str_equal (((LotseQuestion *) self->view->form->questions->pdata[i])->id, self->id))
      record = g_object_ref (((LotseQuestion *) self->view->form->questions->pdata[i])->record);
  if (self->id != NULL)
    return record;
  record = lotse_record_new (lotse_kind_find ("question"), NULL);
  lotse_record_set (record, "form", self->form_id, NULL);
  lotse_record_set (record, "type", "rating", NULL);
  return record;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Dialog *self = lotse_editor_get_data (dialog);
  g_autoptr (GError) error = NULL;
  GtkBox *box = lotse_dialog_get_box (dialog);
  g_auto (GStrv) languages = NULL;

  self->view = lotse_feedback_view_load_finish (result, &error);
  self->record = self->view != NULL ? make_record (self) : NULL;
  if (self->record == NULL)
    {
      lotse_editor_say (dialog, error != NULL ? error->message : _ ("This record is no longer on this device."));
      return;
    }
  languages = lotse_feedback_form_list_languages (self->view->form);
  self->language = g_strdup (languages[0] != NULL ? languages[0] : lotse_language_current ());
  add_question (self, box);
  add_asked (self, box);
  add_evaluation (self, box);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

void
lotse_question_dialog_edit (GtkWidget *parent, LotseProfile *profile, const char *form, const char *question)
{
  LotseStore *store = lotse_profile_get_store (profile);
  Dialog *self;

  if (store == NULL)
    return;
  self = g_new0 (Dialog, 1);
  self->profile = g_object_ref (profile);
  self->form_id = g_strdup (form);
  self->id = g_strdup (question);
  self->dialog = lotse_editor_new (parent, question != NULL ? _ ("Edit Question") : _ ("New Question"), 560, 640, save, self, dialog_free);
  lotse_feedback_view_load_async (store, form, on_loaded, g_object_ref (self->dialog));
  gtk_window_present (GTK_WINDOW (self->dialog));
}
