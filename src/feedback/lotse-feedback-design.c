/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions of a form: adding, changing, moving, removing; see the header. */
#include "config.h"

#include "lotse-feedback-design.h"

#include "lotse-error.h"
#include "lotse-fold.h"
#include "lotse-id.h"
#include "lotse-language.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_WORDS 3     /* of a text that become its key */
#define LONGEST_CODE 32  /* bytes of it */
#define FEWEST_CHOICES 2

static gboolean
fail (GError **error, const char *format, const char *text)
{
  g_autofree char *message = NULL;
  GString *filled = g_string_new (format);

  g_string_replace (filled, "%s", text, 1);
  message = g_string_free (filled, FALSE);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, message);
  return FALSE;
}

/* --- Keys --------------------------------------------------------------------------------------------------- */

typedef gboolean (*IsTaken) (const char *code, gconstpointer data);

/* The first words of the text, folded; with a number behind them where that is taken. */
static char *
make_key (const char *text, const char *without, IsTaken is_taken, gconstpointer data)
{
  g_autofree char *folded = lotse_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  GString *key = g_string_new (NULL);
  g_autofree char *stem = NULL;

  for (guint i = 0; words[i] != NULL && i < MOST_WORDS; i++)
    if (key->len == 0 || key->len + strlen (words[i]) < LONGEST_CODE)
      g_string_append_printf (key, "%s%s", key->len > 0 ? "_" : "", words[i]);
  g_string_truncate (key, MIN (key->len, LONGEST_CODE));
  stem = g_string_free (key, FALSE);
  if (*stem == '\0')
    {
      g_free (stem);
      stem = g_strdup (without);
    }
  for (guint n = 2; is_taken (stem, data); n++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s_%u", stem, n);

      if (!is_taken (numbered, data))
        return g_steal_pointer (&numbered);
    }
  return g_steal_pointer (&stem);
}

static gboolean
is_question (const char *code, gconstpointer data)
{
  return lotse_feedback_form_question (data, code) != NULL;
}

static gboolean
is_choice (const char *code, gconstpointer data)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *) data, code, g_str_equal, NULL);
}

char *
lotse_feedback_form_make_code (const LotseFeedbackForm *self, const char *text)
{
  return make_key (text != NULL ? text : "", "question", is_question, self);
}

char *
lotse_question_make_choice (const char *text, GPtrArray *keys)
{
  return make_key (text != NULL ? text : "", "choice", is_choice, keys);
}

/* --- A new form --------------------------------------------------------------------------------------------- */

char *
lotse_feedback_form_add (LotseStore *store, const char *title, const char *purpose, const char *language, GError **error)
{
  g_autoptr (LotseRecord) form = lotse_record_new (lotse_kind_find ("form"), NULL);

  if (!lotse_record_set (form, "title", title, error) || !lotse_record_set (form, "purpose", purpose, error)
      || !lotse_record_set (form, "version", "1", error) || !lotse_record_set_element (form, "languages", language, "1", error)
      || !lotse_record_set_element (form, "titles", language, title, error) || !lotse_store_save (store, form, NULL, error))
    return NULL;
  return g_strdup (lotse_record_get_id (form));
}

/* --- Saving a question -------------------------------------------------------------------------------------- */

/* The question as it stands, or NULL if it is new. */
static const LotseQuestion *
find_by_id (const LotseFeedbackForm *form, const char *id, guint *place)
{
  for (guint i = 0; i < form->questions->len; i++)
    if (g_str_equal (((LotseQuestion *) form->questions->pdata[i])->id, id))
      {
        if (place != NULL)
          *place = i;
        return form->questions->pdata[i];
      }
  return NULL;
}

static gboolean
set_int (LotseRecord *record, const char *field, guint value, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%u", value);

  return lotse_record_set (record, field, text, error);
}

static gboolean
fill_code (const LotseFeedbackForm *form, const LotseQuestion *old, LotseRecord *record, GError **error)
{
  const char *code = lotse_record_get (record, "code");
  const LotseQuestion *other = code != NULL ? lotse_feedback_form_question (form, code) : NULL;
  g_autoptr (LotseQuestion) question = NULL;
  g_autofree char *made = NULL;

  if (other != NULL && other != old)
    return fail (error, _("Another question of this form has the key “%s” already. Choose another one."), code);
  if (code != NULL && strpbrk (code, " =:\x1f") != NULL)
    return fail (error, _("“%s” is no key: write it without blanks, colons and equals signs."), code);
  if (code != NULL)
    return TRUE;
  question = lotse_question_new (record);
  made = lotse_feedback_form_make_code (form, lotse_question_text (question, NULL));
  return lotse_record_set (record, "code", made, error);
}

/* Answers are stored by their keys: each has one of its own, which can stand in lists of them. */
static gboolean
check_choices (LotseRecord *record, GError **error)
{
  const char *choices = lotse_record_get (record, "choices");
  g_auto (GStrv) keys = g_strsplit (choices != NULL ? choices : "", " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      if (strpbrk (keys[i], "=:\x1f") != NULL)
        return fail (error, _("“%s” is no key: write it without blanks, colons and equals signs."), keys[i]);
      if (g_str_equal (keys[i], "-"))
        return fail (error, _("The key “%s” stands for no answer. Choose another one."), keys[i]);
      for (guint before = 0; before < i; before++)
        if (g_str_equal (keys[before], keys[i]))
          return fail (error, _("Two answers have the key “%s”. Choose another one for one of them."), keys[i]);
    }
  return TRUE;
}

const char *
lotse_question_grade (guint step, const char *language)
{
  static const char *const grades[LOTSE_RATING_STEPS] = { NC_ ("step", "very good"), NC_ ("step", "good"), NC_ ("step", "satisfactory"),
                                                          NC_ ("step", "sufficient") };

  if (step < 1 || step > LOTSE_RATING_STEPS || (g_strcmp0 (language, "de") != 0 && g_strcmp0 (language, "en") != 0))
    return NULL;
  return lotse_language_translate (language, "step", grades[step - 1]);
}

gboolean
lotse_question_fill_grades (LotseRecord *record, GError **error)
{
  static const char *const languages[] = { "de", "en" };

  for (guint l = 0; g_strcmp0 (lotse_record_get (record, "type"), "rating") == 0 && l < G_N_ELEMENTS (languages); l++)
    for (guint i = 0; i < LOTSE_RATING_STEPS; i++)
      {
        g_autofree char *step = g_strdup_printf ("%s:%u", languages[l], i + 1);

        if (lotse_record_get_element (record, "texts", languages[l]) != NULL && lotse_record_get_element (record, "steps", step) == NULL
            && !lotse_record_set_element (record, "steps", step, lotse_question_grade (i + 1, languages[l]), error))
          return FALSE;
      }
  return TRUE;
}

/* What it depends on stands before it and can be answered so. */
static gboolean
check_condition (const LotseFeedbackForm *form, LotseRecord *record, guint place, GError **error)
{
  const char *code = lotse_record_get (record, "if_question"), *answers = lotse_record_get (record, "if_answers");
  const LotseQuestion *earlier = code != NULL ? lotse_feedback_form_question (form, code) : NULL;
  g_autoptr (GPtrArray) there = NULL;
  g_auto (GStrv) wanted = g_strsplit (answers != NULL ? answers : "", " ", -1);
  guint earlier_place = 0;

  if (code == NULL)
    return lotse_record_set (record, "if_answers", NULL, error);
  if (earlier == NULL || find_by_id (form, earlier->id, &earlier_place) == NULL || earlier_place >= place)
    return fail (error, _("The question “%s”, on which this one depends, must stand before it."), earlier != NULL ? lotse_question_text (earlier, NULL) : code);
  if (answers == NULL)
    return fail (error, _("Choose after which answers to “%s” it is asked."), lotse_question_text (earlier, NULL));
  there = lotse_question_list_answers (earlier);
  for (guint i = 0; wanted[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (there, wanted[i], g_str_equal, NULL))
      return fail (error, _("“%s” is none of the answers that this question depends on. Choose them anew."), wanted[i]);
  return TRUE;
}

/* Questions that depend on this one follow its key; an answer that they wait for must stay. */
static gboolean
follow (const LotseFeedbackForm *form, const LotseQuestion *old, LotseRecord *record, GPtrArray *changed, GError **error)
{
  g_autoptr (LotseQuestion) now = lotse_question_new (record);
  g_autoptr (GPtrArray) answers = lotse_question_list_answers (now);

  for (guint i = 0; old != NULL && i < form->questions->len; i++)
    {
      const LotseQuestion *question = form->questions->pdata[i];
      g_auto (GStrv) wanted = NULL;

      if (g_strcmp0 (question->if_code, old->code) != 0)
        continue;
      wanted = g_strsplit (lotse_record_get (question->record, "if_answers") != NULL ? lotse_record_get (question->record, "if_answers") : "", " ", -1);
      for (guint w = 0; wanted[w] != NULL; w++)
        if (!g_ptr_array_find_with_equal_func (answers, wanted[w], g_str_equal, NULL))
          return fail (error, _("“%s” is asked only after an answer that would be gone. Change that question first."), lotse_question_text (question, NULL));
      if (g_str_equal (old->code, now->code))
        continue;
      if (!lotse_record_set (question->record, "if_question", now->code, error))
        return FALSE;
      g_ptr_array_add (changed, g_object_ref (question->record));
    }
  return TRUE;
}

/* The form gets the languages in which the question has a text. */
static void
add_languages (const LotseFeedbackForm *form, LotseRecord *record, GPtrArray *changed)
{
  g_auto (GStrv) languages = lotse_record_list_elements (record, "texts");
  gboolean more = FALSE;

  for (guint i = 0; languages[i] != NULL; i++)
    if (lotse_record_get_element (form->record, "languages", languages[i]) == NULL)
      more = lotse_record_set_element (form->record, "languages", languages[i], "1", NULL) || more;
  if (more)
    g_ptr_array_add (changed, g_object_ref (form->record));
}

static gboolean
save_question (LotseStore *store, gpointer data, GError **error)
{
  LotseRecord *record = data;
  const char *id = lotse_record_get (record, "form");
  g_autoptr (LotseFeedbackForm) form = id != NULL ? lotse_feedback_form_load (store, id, error) : NULL;
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *group = lotse_id_new ();
  g_auto (GStrv) texts = lotse_record_list_elements (record, "texts");
  guint place = form != NULL ? form->questions->len : 0;
  const LotseQuestion *old = form != NULL ? find_by_id (form, lotse_record_get_id (record), &place) : NULL;

  if (form == NULL)
    return id != NULL ? FALSE : fail (error, _("The question belongs to no form."), "");
  if (texts[0] == NULL)
    return fail (error, _("The question has no text. Write what guests are asked."), "");
  if (old == NULL && !set_int (record, "position", place > 0 ? (guint) lotse_record_get_int (((LotseQuestion *) form->questions->pdata[place - 1])->record, "position", place) + 1 : 1, error))
    return FALSE;
  if (!fill_code (form, old, record, error) || !check_choices (record, error) || !lotse_question_fill_grades (record, error) || !check_condition (form, record, place, error)
      || !follow (form, old, record, changed, error))
    return FALSE;
  add_languages (form, record, changed);
  g_ptr_array_add (changed, g_object_ref (record));
  return lotse_store_save_many (store, changed, group, NULL, NULL, NULL, error);
}

gboolean
lotse_feedback_form_save_question (LotseStore *store, LotseRecord *question, GError **error)
{
  return lotse_store_run (store, save_question, question, error);
}

/* --- Order -------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *id;
  guint place;
} Move;

/* The form of a question, and where it stands; NULL with an error. */
static LotseFeedbackForm *
load_form_of (LotseStore *store, const char *id, guint *place, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, id, error);
  const char *form_id = record != NULL ? lotse_record_get (record, "form") : NULL;
  g_autoptr (LotseFeedbackForm) form = form_id != NULL ? lotse_feedback_form_load (store, form_id, error) : NULL;

  if (form != NULL && find_by_id (form, id, place) == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("The question is no longer in this form."));
      return NULL;
    }
  if (record != NULL && form_id == NULL)
    fail (error, _("The question belongs to no form."), "");
  return g_steal_pointer (&form);
}

static gboolean
check_order (GPtrArray *questions, GError **error)
{
  for (guint i = 0; i < questions->len; i++)
    {
      const LotseQuestion *question = questions->pdata[i];

      for (guint later = i + 1; question->if_code != NULL && later < questions->len; later++)
        if (g_str_equal (((LotseQuestion *) questions->pdata[later])->code, question->if_code))
          return fail (error, _("“%s” is asked only after an answer to another question and must stay behind it."), lotse_question_text (question, NULL));
    }
  return TRUE;
}

static gboolean
move_question (LotseStore *store, gpointer data, GError **error)
{
  const Move *move = data;
  guint from = 0;
  g_autoptr (LotseFeedbackForm) form = load_form_of (store, move->id, &from, error);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *group = lotse_id_new ();
  gpointer question;

  if (form == NULL)
    return FALSE;
  question = g_ptr_array_steal_index (form->questions, from);
  g_ptr_array_insert (form->questions, (gint) MIN (move->place, form->questions->len), question);
  if (!check_order (form->questions, error))
    return FALSE;
  for (guint i = 0; i < form->questions->len; i++)
    {
      LotseRecord *record = ((LotseQuestion *) form->questions->pdata[i])->record;

      if (lotse_record_get_int (record, "position", 0) == (gint64) i + 1)
        continue;
      if (!set_int (record, "position", i + 1, error))
        return FALSE;
      g_ptr_array_add (changed, g_object_ref (record));
    }
  return changed->len == 0 || lotse_store_save_many (store, changed, group, NULL, NULL, NULL, error);
}

gboolean
lotse_feedback_form_move_question (LotseStore *store, const char *question, guint place, GError **error)
{
  Move move = { question, place };

  return lotse_store_run (store, move_question, &move, error);
}

static gboolean
remove_question (LotseStore *store, gpointer data, GError **error)
{
  guint place = 0;
  g_autoptr (LotseFeedbackForm) form = load_form_of (store, data, &place, error);
  const LotseQuestion *gone = form != NULL ? form->questions->pdata[place] : NULL;
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *group = lotse_id_new ();

  if (form == NULL)
    return FALSE;
  for (guint i = 0; i < form->questions->len; i++)
    {
      const LotseQuestion *question = form->questions->pdata[i];

      if (g_strcmp0 (question->if_code, gone->code) != 0)
        continue;
      if (!lotse_record_set (question->record, "if_question", NULL, error) || !lotse_record_set (question->record, "if_answers", NULL, error))
        return FALSE;
      g_ptr_array_add (changed, g_object_ref (question->record));
    }
  lotse_record_set_deleted (gone->record, TRUE);
  g_ptr_array_add (changed, g_object_ref (gone->record));
  return lotse_store_save_many (store, changed, group, NULL, NULL, NULL, error);
}

gboolean
lotse_feedback_form_remove_question (LotseStore *store, const char *question, GError **error)
{
  return lotse_store_run (store, remove_question, (gpointer) question, error);
}

/* --- Faults ------------------------------------------------------------------------------------------------- */

GPtrArray *
lotse_feedback_form_list_faults (const LotseFeedbackForm *self)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_free);

  if (self->questions->len == 0)
    g_ptr_array_add (faults, g_strdup (_("The form asks nothing yet. Add a question.")));
  for (guint i = 0; i < self->questions->len; i++)
    {
      const LotseQuestion *question = self->questions->pdata[i];
      g_autoptr (GPtrArray) answers = lotse_question_list_answers (question);

      if (!g_str_equal (question->type, "open") && answers->len < FEWEST_CHOICES)
        g_ptr_array_add (faults, g_strdup_printf (_("“%s” needs at least two answers to choose from."), lotse_question_text (question, NULL)));
    }
  return faults;
}
