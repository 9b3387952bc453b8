/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A feedback form as guests see it; see the header.
 */
#include "config.h"

#include "lotse-form-preview.h"

#include "lotse-dialog.h"
#include "lotse-feedback-texts.h"
#include "lotse-feedback-view.h"
#include "lotse-form-draft.h"
#include "lotse-form-words.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

/* One question as it shows. */
typedef struct
{
  const LotseQuestion *question;
  GtkWidget *box;
  GPtrArray *checks; /* of GtkCheckButton with the key of their answer; none of open questions */
} Shown;

/* Lives as long as the dialog. */
typedef struct
{
  GtkWidget *dialog;
  LotseFeedbackView *view;
  GStrv languages;
  GtkDropDown *language;
  GtkBox *sheet;
  GPtrArray *shown; /* of Shown */
} Preview;

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  g_ptr_array_unref (shown->checks);
  g_free (shown);
}

static void
preview_free (gpointer data)
{
  Preview *self = data;

  g_ptr_array_unref (self->shown);
  g_strfreev (self->languages);
  lotse_feedback_view_free (self->view);
  g_free (self);
}

/* --- What is asked ------------------------------------------------------------------------------------------ */

static char *
answer_of (const Shown *shown)
{
  GString *answer = g_string_new (NULL);

  for (guint i = 0; gtk_widget_get_visible (shown->box) && i < shown->checks->len; i++)
    if (gtk_check_button_get_active (shown->checks->pdata[i]))
      g_string_append_printf (answer, "%s%s", answer->len > 0 ? " " : "", (const char *) g_object_get_data (shown->checks->pdata[i], "answer"));
  return g_string_free (answer, FALSE);
}

static void
show_asked (Preview *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      const Shown *shown = self->shown->pdata[i];
      g_autofree char *earlier = NULL;

      for (guint e = 0; e < i && shown->question->if_code != NULL; e++)
        if (g_str_equal (((Shown *) self->shown->pdata[e])->question->code, shown->question->if_code))
          earlier = answer_of (self->shown->pdata[e]);
      gtk_widget_set_visible (shown->box, lotse_question_is_asked (shown->question, earlier));
    }
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

static void
add_text (GtkBox *box, const char *text, const char *css_class, GtkTextDirection direction)
{
  GtkWidget *label;

  if (text == NULL)
    return;
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_direction (label, direction);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
}

static void
add_answers (Preview *self, Shown *shown, const char *language, GtkTextDirection direction)
{
  g_autoptr (GPtrArray) answers = lotse_question_list_answers (shown->question);
  GtkWidget *first = NULL;

  for (guint i = 0; i < answers->len; i++)
    {
      const char *words = lotse_form_step (shown->question, answers->pdata[i], language);
      g_autofree char *text = g_str_equal (shown->question->type, "rating") ? g_strdup_printf ("%s  %s", (char *) answers->pdata[i], words) : g_strdup (words);
      GtkWidget *check = gtk_check_button_new_with_label (text);

      gtk_widget_set_direction (check, direction);
      gtk_widget_set_direction (gtk_widget_get_last_child (check), direction);
      g_object_set_data_full (G_OBJECT (check), "answer", g_strdup (answers->pdata[i]), g_free);
      if (!g_str_equal (shown->question->type, "multiple") && first != NULL)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (first));
      first = first != NULL ? first : check;
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (show_asked), self);
      gtk_box_append (GTK_BOX (shown->box), check);
      g_ptr_array_add (shown->checks, check);
    }
  if (answers->len == 0)
    {
      GtkWidget *entry = gtk_entry_new ();

      gtk_widget_set_direction (entry, direction);
      gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, lotse_question_text (shown->question, language), -1);
      gtk_box_append (GTK_BOX (shown->box), entry);
    }
}

static void
add_question (Preview *self, const LotseQuestion *question, const char *language, GtkTextDirection direction)
{
  Shown *shown = g_new0 (Shown, 1);
  g_autofree char *text = g_strconcat (lotse_question_text (question, language), question->required ? " *" : NULL, NULL);

  shown->question = question;
  shown->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  shown->checks = g_ptr_array_new ();
  add_text (GTK_BOX (shown->box), text, "heading", direction);
  if (g_str_equal (question->type, "multiple"))
    add_text (GTK_BOX (shown->box), lotse_form_word ("several", language), "dim-label", direction);
  add_answers (self, shown, language, direction);
  gtk_box_append (self->sheet, shown->box);
  g_ptr_array_add (self->shown, shown);
}

static void
show_sheet (Preview *self)
{
  const guint selected = gtk_drop_down_get_selected (self->language);
  const char *language = self->languages[0] != NULL ? self->languages[selected] : NULL;
  const GtkTextDirection direction = language != NULL && lotse_form_is_right_to_left (language) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;
  LotseRecord *form = self->view->form->record;
  const char *title = lotse_form_text (form, "titles", language);

  g_ptr_array_set_size (self->shown, 0);
  lotse_box_clear (self->sheet);
  add_text (self->sheet, title != NULL ? title : lotse_record_get (form, "title"), "title-2", direction);
  add_text (self->sheet, lotse_form_text (form, "introductions", language), NULL, direction);
  for (guint i = 0; i < self->view->form->questions->len; i++)
    add_question (self, self->view->form->questions->pdata[i], language, direction);
  add_text (self->sheet, lotse_form_text (form, "thanks", language), NULL, direction);
  show_asked (self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Preview *self = g_object_get_data (G_OBJECT (dialog), "preview");
  GtkBox *box = lotse_dialog_get_box (dialog);
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autoptr (GError) error = NULL;

  self->view = lotse_feedback_view_load_finish (result, &error);
  if (self->view == NULL)
    {
      lotse_dialog_set_message (lotse_dialog_add_message (dialog), error->message);
      g_object_unref (names);
      return;
    }
  self->languages = lotse_feedback_form_list_languages (self->view->form);
  for (guint i = 0; self->languages[i] != NULL; i++)
    gtk_string_list_append (names, lotse_choice_label (lotse_kind_field (lotse_kind_find ("form"), "languages"), self->languages[i]));
  self->language = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  lotse_drop_down_name (self->language, _ ("Language"));
  self->sheet = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_box_append (box, GTK_WIDGET (self->language));
  gtk_box_append (box, GTK_WIDGET (self->sheet));
  show_sheet (self);
  g_signal_connect_swapped (self->language, "notify::selected", G_CALLBACK (show_sheet), self);
  gtk_widget_child_focus (GTK_WIDGET (box), GTK_DIR_TAB_FORWARD);
}

void
lotse_form_preview_show (GtkWidget *parent, LotseProfile *profile, const char *form)
{
  LotseStore *store = lotse_profile_get_store (profile);
  Preview *self;

  if (store == NULL)
    return;
  self = g_new0 (Preview, 1);
  self->shown = g_ptr_array_new_with_free_func (shown_free);
  self->dialog = lotse_dialog_new (parent, _ ("Preview"), 560, 680);
  g_object_set_data_full (G_OBJECT (self->dialog), "preview", self, preview_free);
  lotse_feedback_view_load_async (store, form, on_loaded, g_object_ref (self->dialog));
  gtk_window_present (GTK_WINDOW (self->dialog));
}
