/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of a form in its languages; see the header. */
#include "config.h"

#include "lotse-feedback-texts.h"

#include "lotse-form-words.h"
#include "lotse-id.h"
#include "lotse-language.h"

#include <string.h>

/* --- The list ----------------------------------------------------------------------------------------------- */

static void
text_free (gpointer data)
{
  LotseFeedbackText *text = data;

  g_object_unref (text->record);
  g_free (text->step);
  g_free (text);
}

static void
add (GPtrArray *texts, LotseRecord *record, const char *field, const char *step, gboolean optional)
{
  LotseFeedbackText *text = g_new0 (LotseFeedbackText, 1);

  text->record = g_object_ref (record);
  text->field = field;
  text->step = g_strdup (step);
  text->optional = optional;
  g_ptr_array_add (texts, text);
}

GPtrArray *
lotse_feedback_texts_list (const LotseFeedbackForm *form)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (text_free);

  add (texts, form->record, "titles", NULL, TRUE);
  add (texts, form->record, "introductions", NULL, TRUE);
  for (guint i = 0; i < form->questions->len; i++)
    {
      const LotseQuestion *question = form->questions->pdata[i];
      g_autoptr (GPtrArray) answers = lotse_question_list_answers (question);

      add (texts, question->record, "texts", NULL, FALSE);
      for (guint a = 0; a < answers->len; a++)
        add (texts, question->record, "steps", answers->pdata[a], FALSE);
    }
  add (texts, form->record, "thanks", NULL, TRUE);
  return texts;
}

/* --- One text ----------------------------------------------------------------------------------------------- */

static char *
dup_element (const LotseFeedbackText *self, const char *language)
{
  return self->step != NULL ? g_strconcat (language, ":", self->step, NULL) : g_strdup (language);
}

/* The program's own word for yes or no, in languages in which it has one. */
static const char *
own_word (const LotseFeedbackText *self, const char *language)
{
  const char *word;

  if (self->step == NULL || g_strcmp0 (lotse_record_get (self->record, "type"), "yes_no") != 0)
    return NULL;
  word = lotse_form_word (self->step, language);
  /* English stands in where there is none. */
  return g_str_equal (language, "en") || g_strcmp0 (word, lotse_form_word (self->step, "en")) != 0 ? word : NULL;
}

const char *
lotse_feedback_text_get (const LotseFeedbackText *self, const char *language)
{
  g_autofree char *element = dup_element (self, language);
  const char *text = lotse_record_get_element (self->record, self->field, element);

  return text != NULL ? text : own_word (self, language);
}

gboolean
lotse_feedback_text_set (LotseFeedbackText *self, const char *language, const char *text, GError **error)
{
  g_autofree char *element = dup_element (self, language);
  const char *own = own_word (self, language);

  /* A word of the program that nobody changed stays the program's. */
  if (g_strcmp0 (text, own) == 0)
    text = NULL;
  return lotse_record_set_element (self->record, self->field, element, text, error);
}

gboolean
lotse_feedback_text_is_missing (const LotseFeedbackText *self, const GStrv languages, const char *language)
{
  if (lotse_feedback_text_get (self, language) != NULL)
    return FALSE;
  for (guint i = 0; self->optional && languages[i] != NULL; i++)
    if (lotse_feedback_text_get (self, languages[i]) != NULL)
      return TRUE;
  return !self->optional;
}

/* --- Languages ---------------------------------------------------------------------------------------------- */

GStrv
lotse_feedback_form_list_languages (const LotseFeedbackForm *form)
{
  const char *const first[] = { lotse_language_current (), "de", "en" };
  g_auto (GStrv) there = lotse_record_list_elements (form->record, "languages");
  g_autoptr (GStrvBuilder) languages = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    if (g_strv_contains ((const char *const *) there, first[i]) && (i == 0 || !g_str_equal (first[i], first[0])))
      g_strv_builder_add (languages, first[i]);
  for (guint i = 0; there[i] != NULL; i++)
    if (!g_str_equal (there[i], "de") && !g_str_equal (there[i], "en"))
      g_strv_builder_add (languages, there[i]);
  return g_strv_builder_end (languages);
}

guint
lotse_feedback_form_count_missing (const LotseFeedbackForm *form, const char *language)
{
  g_autoptr (GPtrArray) texts = lotse_feedback_texts_list (form);
  g_auto (GStrv) languages = lotse_feedback_form_list_languages (form);
  guint missing = 0;

  for (guint i = 0; i < texts->len; i++)
    missing += lotse_feedback_text_is_missing (texts->pdata[i], languages, language) ? 1 : 0;
  return missing;
}

typedef struct
{
  const char *form;
  const char *language;
  gboolean wanted;
} Language;

/* Takes every text in that language out of the record. */
static gboolean
clear_language (LotseRecord *record, const char *field, const char *language, GError **error)
{
  g_auto (GStrv) elements = lotse_record_list_elements (record, field);
  const gsize length = strlen (language);

  for (guint i = 0; elements[i] != NULL; i++)
    if (g_str_has_prefix (elements[i], language) && (elements[i][length] == '\0' || elements[i][length] == ':')
        && !lotse_record_set_element (record, field, elements[i], NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
set_language (LotseStore *store, gpointer data, GError **error)
{
  static const char *const fields[] = { "titles", "introductions", "thanks" };
  const Language *language = data;
  g_autoptr (LotseFeedbackForm) form = lotse_feedback_form_load (store, language->form, error);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *group = lotse_id_new ();

  if (form == NULL || !lotse_record_set_element (form->record, "languages", language->language, language->wanted ? "1" : NULL, error))
    return FALSE;
  g_ptr_array_add (changed, g_object_ref (form->record));
  for (guint i = 0; !language->wanted && i < G_N_ELEMENTS (fields); i++)
    if (!clear_language (form->record, fields[i], language->language, error))
      return FALSE;
  for (guint i = 0; !language->wanted && i < form->questions->len; i++)
    {
      LotseRecord *record = ((LotseQuestion *) form->questions->pdata[i])->record;

      if (!clear_language (record, "texts", language->language, error) || !clear_language (record, "steps", language->language, error))
        return FALSE;
      g_ptr_array_add (changed, g_object_ref (record));
    }
  return lotse_store_save_many (store, changed, group, NULL, NULL, NULL, error);
}

gboolean
lotse_feedback_form_set_language (LotseStore *store, const char *form, const char *language, gboolean wanted, GError **error)
{
  Language arguments = { form, language, wanted };

  return lotse_store_run (store, set_language, &arguments, error);
}
