/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms and questions; see the header. */
#include "config.h"

#include "lotse-feedback-form.h"

#include "lotse-error.h"
#include "lotse-fold.h"
#include "lotse-language.h"
#include "lotse-text.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- Loading ------------------------------------------------------------------------------------------------ */

void
lotse_question_free (LotseQuestion *self)
{
  g_free (self->id);
  g_free (self->code);
  g_free (self->theme);
  g_free (self->type);
  g_free (self->if_code);
  g_object_unref (self->record);
  g_free (self);
}

void
lotse_feedback_form_free (LotseFeedbackForm *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_clear_object (&self->record);
  g_ptr_array_unref (self->questions);
  g_free (self);
}

LotseQuestion *
lotse_question_new (LotseRecord *record)
{
  LotseQuestion *self = g_new0 (LotseQuestion, 1);

  self->id = g_strdup (lotse_record_get_id (record));
  self->code = g_strdup (lotse_record_get (record, "code"));
  self->theme = g_strdup (lotse_record_get (record, "theme"));
  self->type = g_strdup (lotse_record_get (record, "type"));
  self->if_code = g_strdup (lotse_record_get (record, "if_question"));
  self->required = g_strcmp0 (lotse_record_get (record, "required"), "1") == 0;
  self->record = g_object_ref (record);
  return self;
}

static gboolean
is_open (const LotseQuestion *question)
{
  return g_strcmp0 (question->type, "open") == 0;
}

/* Open answers stand behind the others, because they are torn off. */
static void
place_questions (GPtrArray *questions)
{
  guint place = 0;

  for (guint open = 0; open < 2; open++)
    for (guint i = 0; i < questions->len; i++)
      {
        LotseQuestion *question = questions->pdata[i];

        if (is_open (question) == (open == 1))
          question->place = place++;
      }
}

/**
 * lotse_feedback_form_load:
 * @id: the id of a form
 *
 * Returns: (transfer full): the form with its questions, or %NULL with NOT_FOUND, INVALID (no form) or an error of the store
 */
LotseFeedbackForm *
lotse_feedback_form_load (LotseStore *store, const char *id, GError **error)
{
  g_autoptr (LotseFeedbackForm) self = g_new0 (LotseFeedbackForm, 1);
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("question"));
  g_autoptr (GPtrArray) records = NULL;

  self->id = g_strdup (id);
  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_question_free);
  self->record = lotse_store_get (store, id, error);
  if (self->record == NULL)
    return NULL;
  if (!g_str_equal (lotse_record_get_kind (self->record)->name, "form"))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("This is no form."));
      return NULL;
    }
  if (!lotse_query_where (query, "form", LOTSE_QUERY_EQUAL, id, error) || !lotse_query_sort (query, "position", FALSE, error))
    return NULL;
  records = lotse_store_list (store, query, error);
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    if (lotse_record_get (records->pdata[i], "code") != NULL)
      g_ptr_array_add (self->questions, lotse_question_new (records->pdata[i]));
  place_questions (self->questions);
  return g_steal_pointer (&self);
}

const LotseQuestion *
lotse_feedback_form_question (const LotseFeedbackForm *self, const char *code)
{
  for (guint i = 0; i < self->questions->len; i++)
    if (g_str_equal (((LotseQuestion *) self->questions->pdata[i])->code, code))
      return self->questions->pdata[i];
  return NULL;
}

const LotseQuestion *
lotse_feedback_form_question_of_id (const LotseFeedbackForm *self, const char *id)
{
  for (guint i = 0; i < self->questions->len; i++)
    if (g_str_equal (((LotseQuestion *) self->questions->pdata[i])->id, id))
      return self->questions->pdata[i];
  return NULL;
}

char *
lotse_feedback_form_of_event (LotseStore *store, const char *event, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, event, error);
  const char *form = record != NULL ? lotse_record_get (record, "form") : NULL;
  const char *format = record != NULL ? lotse_record_get (record, "format") : NULL;
  g_autoptr (LotseRecord) other = NULL;

  if (form != NULL || format == NULL)
    return g_strdup (form);
  other = lotse_store_get (store, format, NULL);
  return other != NULL ? g_strdup (lotse_record_get (other, "form")) : NULL;
}

static GStrv
ids_of (const LotseFeedbackForm *self, gboolean open)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < self->questions->len; i++)
    {
      const LotseQuestion *question = self->questions->pdata[i];

      if (is_open (question) == open)
        g_ptr_array_add (ids, g_strdup (question->id));
    }
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_free (ids, FALSE);
}

LotsePile *
lotse_feedback_form_pile (const LotseFeedbackForm *self, const char *event, const char *way)
{
  LotsePile *pile = g_new0 (LotsePile, 1);

  pile->form = g_strdup (self->id);
  pile->version = lotse_record_get_int (self->record, "version", 1);
  pile->event = g_strdup (event);
  pile->way = g_strdup (way);
  pile->questions = ids_of (self, FALSE);
  pile->open = ids_of (self, TRUE);
  return pile;
}

LotseSheet *
lotse_feedback_form_sheet (const LotseFeedbackForm *self, const char *language)
{
  LotseSheet *sheet = g_new0 (LotseSheet, 1);

  sheet->language = g_strdup (language);
  sheet->answers = g_new0 (char *, self->questions->len + 1);
  for (guint i = 0; i < self->questions->len; i++)
    sheet->answers[i] = g_strdup ("");
  return sheet;
}

/* --- Texts -------------------------------------------------------------------------------------------------- */

const char *
lotse_form_text (const LotseRecord *record, const char *field, const char *language)
{
  const char *const wanted[] = { language != NULL ? language : lotse_language_current (), "en", "de" };
  g_auto (GStrv) languages = NULL;
  const char *text = NULL;

  for (guint i = 0; text == NULL && i < G_N_ELEMENTS (wanted); i++)
    text = lotse_record_get_element (record, field, wanted[i]);
  if (text != NULL)
    return text;
  languages = lotse_record_list_elements (record, field);
  return languages != NULL && languages[0] != NULL ? lotse_record_get_element (record, field, languages[0]) : NULL;
}

const char *
lotse_question_text (const LotseQuestion *self, const char *language)
{
  const char *text = lotse_form_text (self->record, "texts", language);

  return text != NULL ? text : self->code;
}

static const char *
own_word (const char *answer, const char *language)
{
  if (g_str_equal (answer, "yes"))
    return lotse_language_translate (language, "step", NC_ ("step", "yes"));
  return g_str_equal (answer, "no") ? lotse_language_translate (language, "step", NC_ ("step", "no")) : NULL;
}

const char *
lotse_question_step (const LotseQuestion *self, const char *answer, const char *language)
{
  const char *const wanted[] = { language != NULL ? language : lotse_language_current (), "en", "de" };
  const char *text = NULL;

  for (guint i = 0; text == NULL && i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *element = g_strconcat (wanted[i], ":", answer, NULL);

      text = lotse_record_get_element (self->record, "steps", element);
      /* The program has words of its own for yes and no, which are better than another language's. */
      if (text == NULL && g_strcmp0 (self->type, "yes_no") == 0 && (g_str_equal (wanted[i], "de") || g_str_equal (wanted[i], "en")))
        text = own_word (answer, wanted[i]);
    }
  return text != NULL ? text : answer;
}

/* --- Answers ------------------------------------------------------------------------------------------------ */

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Adds the keys of steps that have words in any language, and no place in the order of the question. */
static void
add_steps (const LotseQuestion *self, GPtrArray *answers)
{
  g_auto (GStrv) steps = lotse_record_list_elements (self->record, "steps");
  g_autoptr (GPtrArray) more = g_ptr_array_new ();

  for (guint i = 0; steps != NULL && steps[i] != NULL; i++)
    {
      char *colon = strchr (steps[i], ':');

      if (colon != NULL && !g_ptr_array_find_with_equal_func (answers, colon + 1, g_str_equal, NULL)
          && !g_ptr_array_find_with_equal_func (more, colon + 1, g_str_equal, NULL))
        g_ptr_array_add (more, colon + 1);
    }
  g_ptr_array_sort (more, compare_keys);
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (answers, g_strdup (more->pdata[i]));
}

GPtrArray *
lotse_question_list_answers (const LotseQuestion *self)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func (g_free);
  const char *choices = lotse_record_get (self->record, "choices");
  g_auto (GStrv) keys = g_strsplit (choices != NULL ? choices : "", " ", -1);

  if (g_strcmp0 (self->type, "yes_no") == 0)
    {
      g_ptr_array_add (answers, g_strdup ("yes"));
      g_ptr_array_add (answers, g_strdup ("no"));
    }
  else if (g_strcmp0 (self->type, "rating") == 0)
    for (guint i = 1; i <= LOTSE_RATING_STEPS; i++)
      g_ptr_array_add (answers, g_strdup_printf ("%u", i));
  else if (g_strcmp0 (self->type, "open") != 0)
    {
      for (guint i = 0; keys[i] != NULL; i++)
        if (*keys[i] != '\0' && !g_ptr_array_find_with_equal_func (answers, keys[i], g_str_equal, NULL))
          g_ptr_array_add (answers, g_strdup (keys[i]));
      add_steps (self, answers);
    }
  return answers;
}

gboolean
lotse_question_is_asked (const LotseQuestion *self, const char *earlier)
{
  const char *wanted = lotse_record_get (self->record, "if_answers");
  g_auto (GStrv) any_of = g_strsplit (wanted != NULL ? wanted : "", " ", -1);
  g_auto (GStrv) given = g_strsplit (earlier != NULL ? earlier : "", " ", -1);

  if (self->if_code == NULL)
    return TRUE;
  for (guint i = 0; given[i] != NULL; i++)
    if (*given[i] != '\0' && g_strv_contains ((const char *const *) any_of, given[i]))
      return TRUE;
  return FALSE;
}

/* Whether that can be answered. */
static gboolean
has_step (const LotseQuestion *self, const char *key)
{
  g_autoptr (GPtrArray) answers = lotse_question_list_answers (self);

  return g_ptr_array_find_with_equal_func (answers, key, g_str_equal, NULL);
}

static char *
fail_answer (const LotseQuestion *self, const char *typed, const char *allowed, GError **error)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is no answer to “%s”: write %s, or “-” for no answer"), typed, self->code, allowed);
  return NULL;
}

static char *
parse_yes_no (const LotseQuestion *self, const char *typed, GError **error)
{
  static const LotseField field = { .name = "answer", .label = "", .type = LOTSE_FIELD_BOOL };
  g_autofree char *value = lotse_value_parse (&field, typed, NULL, NULL);

  if (value == NULL)
    return fail_answer (self, typed, _("yes or no"), error);
  return g_strdup (g_str_equal (value, "1") ? "yes" : "no");
}

static char *
parse_several (const LotseQuestion *self, const char *typed, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (typed, " ;,", -1);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !has_step (self, words[i]))
      return fail_answer (self, words[i], _("keys of its steps, separated by blanks"), error);
    else if (*words[i] != '\0' && !g_ptr_array_find_with_equal_func (keys, words[i], g_str_equal, NULL))
      g_ptr_array_add (keys, words[i]);
  g_ptr_array_sort (keys, compare_keys);
  g_ptr_array_add (keys, NULL);
  return g_strjoinv (" ", (GStrv) keys->pdata);
}

char *
lotse_question_parse (const LotseQuestion *self, const char *typed, GError **error)
{
  g_autofree char *text = lotse_text_clean (typed, -1, error);

  if (text == NULL || *text == '\0' || g_str_equal (text, LOTSE_SHEET_NO_ANSWER))
    return g_steal_pointer (&text);
  if (g_strcmp0 (self->type, "open") == 0 && strlen (text) <= LOTSE_VALUE_MAX)
    return g_steal_pointer (&text);
  if (g_strcmp0 (self->type, "open") == 0)
    return fail_answer (self, "…", _("a shorter text"), error);
  if (g_strcmp0 (self->type, "yes_no") == 0)
    return parse_yes_no (self, text, error);
  if (g_strcmp0 (self->type, "multiple") == 0)
    return parse_several (self, text, error);
  if (g_strcmp0 (self->type, "single") == 0)
    return has_step (self, text) ? g_steal_pointer (&text) : fail_answer (self, text, _("the key of one of its steps"), error);
  if (text[0] >= '1' && text[0] <= '0' + LOTSE_RATING_STEPS && text[1] == '\0')
    return g_steal_pointer (&text);
  return fail_answer (self, text, _("a step from 1 to 4"), error);
}
