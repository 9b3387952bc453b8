/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms from outside; see the header.  Some dozens of questions are expected. */
#include "config.h"

#include "lotse-form-draft.h"

#include "lotse-error.h"
#include "lotse-form-uses.h"
#include "lotse-id.h"

#include <glib/gi18n.h>
#include <string.h>

LotseFormDraft *
lotse_form_draft_new (void)
{
  LotseFormDraft *self = g_new0 (LotseFormDraft, 1);

  self->form = lotse_record_new (lotse_kind_find ("form"), NULL);
  self->questions = g_ptr_array_new_with_free_func (g_object_unref);
  self->lost = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
lotse_form_draft_free (LotseFormDraft *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->form);
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->lost);
  g_free (self);
}

LotseRecord *
lotse_form_draft_add (LotseFormDraft *self, const char *code)
{
  LotseRecord *question = lotse_record_new (lotse_kind_find ("question"), NULL);
  g_autofree char *position = g_strdup_printf ("%u", self->questions->len + 1);

  lotse_record_set (question, "code", code, NULL);
  lotse_record_set (question, "position", position, NULL);
  g_ptr_array_add (self->questions, question);
  return question;
}

LotseRecord *
lotse_form_draft_find (LotseFormDraft *self, const char *code)
{
  for (guint i = 0; i < self->questions->len; i++)
    if (g_strcmp0 (lotse_record_get (self->questions->pdata[i], "code"), code) == 0)
      return self->questions->pdata[i];
  return NULL;
}

void
lotse_form_draft_lose (LotseFormDraft *self, const char *format, ...)
{
  va_list words;

  va_start (words, format);
  g_ptr_array_add (self->lost, g_strdup_vprintf (format, words));
  va_end (words);
}

void
lotse_form_draft_set_languages (LotseFormDraft *self)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      g_auto (GStrv) languages = lotse_record_list_elements (self->questions->pdata[i], "texts");

      for (guint l = 0; languages != NULL && languages[l] != NULL; l++)
        lotse_record_set_element (self->form, "languages", languages[l], "1", NULL);
    }
}

/* --- Checking ----------------------------------------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *code, const char *text)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The question “%s” cannot be taken: %s Nothing was changed."), code, text);
  return FALSE;
}

/* The question may depend on an earlier one that has such answers. */
static gboolean
check_condition (LotseFormDraft *self, guint at, const LotseQuestion *question, GError **error)
{
  for (guint i = 0; question->if_code != NULL && i < at; i++)
    if (g_str_equal (lotse_record_get (self->questions->pdata[i], "code"), question->if_code))
      {
        g_autoptr (LotseQuestion) earlier = lotse_question_new (self->questions->pdata[i]);
        g_autoptr (GPtrArray) answers = lotse_question_list_answers (earlier);
        const char *wanted = lotse_record_get (question->record, "if_answers");
        g_auto (GStrv) any_of = g_strsplit (wanted != NULL ? wanted : "", " ", -1);

        for (guint a = 0; any_of[a] != NULL; a++)
          if (!g_ptr_array_find_with_equal_func (answers, any_of[a], g_str_equal, NULL))
            return refuse (error, question->code, _("It depends on an answer that the earlier question does not have."));
        return any_of[0] != NULL || refuse (error, question->code, _("It does not say on which answer it depends."));
      }
  return question->if_code == NULL || refuse (error, question->code, _("It depends on a question that is not there, or comes later."));
}

static gboolean
check_question (LotseFormDraft *self, guint at, GError **error)
{
  g_autoptr (LotseQuestion) question = lotse_question_new (self->questions->pdata[at]);
  g_autoptr (GPtrArray) answers = NULL;
  g_auto (GStrv) texts = NULL;

  if (question->code == NULL || strpbrk (question->code, " =\x1f") != NULL)
    return refuse (error, question->code != NULL ? question->code : "", _("A question needs a key without blanks."));
  if (lotse_form_draft_find (self, question->code) != question->record)
    return refuse (error, question->code, _("This key is there twice."));
  if (question->type == NULL)
    return refuse (error, question->code, _("It does not say what kind of question it is."));
  texts = lotse_record_list_elements (question->record, "texts");
  if (texts == NULL || texts[0] == NULL)
    return refuse (error, question->code, _("It has no text in any language."));
  answers = lotse_question_list_answers (question);
  if (answers->len == 0 && !g_str_equal (question->type, "open"))
    return refuse (error, question->code, _("It has nothing to choose from."));
  return check_condition (self, at, question, error);
}

gboolean
lotse_form_draft_check (LotseFormDraft *self, GError **error)
{
  if (self->questions->len == 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _("The form has no question that could be taken. Nothing was changed. Look whether the file is the right one."));
      return FALSE;
    }
  if (self->questions->len > LOTSE_FORM_QUESTIONS_MAX)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The form has more than %u questions. Nothing was changed. Make several forms of it."),
                   LOTSE_FORM_QUESTIONS_MAX);
      return FALSE;
    }
  for (guint i = 0; i < self->questions->len; i++)
    if (!check_question (self, i, error))
      return FALSE;
  return TRUE;
}

/* --- Comparing with what is there --------------------------------------------------------------------------- */

/* What a draft says of a record; the other fields are what people make of it here. */
static const char *const form_fields[] = { "title", "purpose", "languages", "titles", "introductions", "thanks", NULL };
static const char *const question_fields[] = { "position", "code", "theme", "type", "texts", "steps", "choices", "required",
                                               "if_question", "if_answers", NULL };

/* Makes the elements of a SET or MAP those of the other record. */
static gboolean
take_elements (LotseRecord *to, const LotseRecord *from, const char *field, GError **error)
{
  g_auto (GStrv) old = lotse_record_list_elements (to, field);
  g_auto (GStrv) new = lotse_record_list_elements (from, field);

  for (guint i = 0; old != NULL && old[i] != NULL; i++)
    if (lotse_record_get_element (from, field, old[i]) == NULL && !lotse_record_set_element (to, field, old[i], NULL, error))
      return FALSE;
  for (guint i = 0; new != NULL && new[i] != NULL; i++)
    if (!lotse_record_set_element (to, field, new[i], lotse_record_get_element (from, field, new[i]), error))
      return FALSE;
  return TRUE;
}

static gboolean
take_fields (LotseRecord *to, const LotseRecord *from, const char *const *fields, GError **error)
{
  for (guint i = 0; fields[i] != NULL; i++)
    {
      const LotseField *field = lotse_kind_field (lotse_record_get_kind (to), fields[i]);
      gboolean several = field->type == LOTSE_FIELD_SET || field->type == LOTSE_FIELD_MAP;

      if (several ? !take_elements (to, from, fields[i], error)
                  : !lotse_record_set (to, fields[i], lotse_record_get (from, fields[i]), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
differs (const LotseRecord *before, const LotseRecord *after)
{
  g_autoptr (GPtrArray) changes = lotse_record_diff (before, after);

  return changes->len > 0;
}

static GPtrArray *
list_forms (LotseStore *store, const char *field, const char *value, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("form"));

  if (!lotse_query_where (query, field, LOTSE_QUERY_EQUAL, value, error))
    return NULL;
  return lotse_store_list (store, query, error);
}

static void
take_newer (GPtrArray *found, LotseRecord **newest)
{
  for (guint i = 0; i < found->len; i++)
    if (*newest == NULL || lotse_record_get_int (found->pdata[i], "version", 1) > lotse_record_get_int (*newest, "version", 1))
      g_set_object (newest, found->pdata[i]);
}

/* A form that has no name of its own is named by its id in files. */
static void
take_by_id (LotseStore *store, const char *id, LotseRecord **form)
{
  g_autoptr (LotseRecord) record = lotse_id_is_valid (id) ? lotse_store_get (store, id, NULL) : NULL;

  if (record != NULL && g_str_equal (lotse_record_get_kind (record)->name, "form") && !lotse_record_is_deleted (record))
    g_set_object (form, record);
}

/* The newest version of the form with that name; FALSE with an error, `form` is NULL if there is none. */
static gboolean
find_newest (LotseStore *store, const char *name, LotseRecord **form, GError **error)
{
  g_autoptr (GPtrArray) named = name != NULL ? list_forms (store, "reference", name, error) : g_ptr_array_new ();
  g_autoptr (LotseRecord) newest = NULL;
  g_autofree char *before = NULL;

  if (named == NULL)
    return FALSE;
  take_newer (named, &newest);
  if (newest == NULL && name != NULL)
    take_by_id (store, name, &newest);
  /* Each step leads to a higher version, so a circle of wrong links ends. */
  while (newest != NULL && g_strcmp0 (before, lotse_record_get_id (newest)) != 0)
    {
      g_autoptr (GPtrArray) next = NULL;

      g_free (before);
      before = g_strdup (lotse_record_get_id (newest));
      next = list_forms (store, "previous", before, error);
      if (next == NULL)
        return FALSE;
      take_newer (next, &newest);
    }
  *form = g_steal_pointer (&newest);
  return TRUE;
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseFormDraft *draft;
  gboolean dry;
  LotseFormSaved saved;
  char *id;
} Saving;

/* The questions as the draft has them, for the form with that id; with `there`, only what differs and what is gone. */
static gboolean
add_questions (LotseFormDraft *self, const char *form, const LotseFeedbackForm *there, GPtrArray *changed, GError **error)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      LotseRecord *wanted = self->questions->pdata[i];
      const char *code = lotse_record_get (wanted, "code");
      const LotseQuestion *old = there != NULL ? lotse_feedback_form_question (there, code) : NULL;
      g_autofree char *id = lotse_id_derive ("question", form, code, NULL);
      g_autoptr (LotseRecord) record = old != NULL ? lotse_record_copy (old->record) : lotse_record_new (lotse_kind_find ("question"), id);

      if (!lotse_record_set (record, "form", form, error) || !take_fields (record, wanted, question_fields, error))
        return FALSE;
      if (old == NULL || differs (old->record, record))
        g_ptr_array_add (changed, g_steal_pointer (&record));
    }
  for (guint i = 0; there != NULL && i < there->questions->len; i++)
    {
      const LotseQuestion *old = there->questions->pdata[i];

      if (lotse_form_draft_find (self, old->code) == NULL)
        {
          LotseRecord *gone = lotse_record_copy (old->record);

          lotse_record_set_deleted (gone, TRUE);
          g_ptr_array_add (changed, gone);
        }
    }
  return TRUE;
}

/* The version that the draft says, or one more than that of `previous`. */
static LotseRecord *
new_form (LotseFormDraft *self, const LotseRecord *previous, GError **error)
{
  g_autoptr (LotseRecord) form = lotse_record_new (lotse_kind_find ("form"), NULL);
  gint64 number = previous != NULL ? lotse_record_get_int (previous, "version", 1) + 1 : lotse_record_get_int (self->form, "version", 1);
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  if (!take_fields (form, self->form, form_fields, error) || !lotse_record_set (form, "version", version, error)
      || !lotse_record_set (form, "reference", previous == NULL ? lotse_record_get (self->form, "reference") : NULL, error)
      || !lotse_record_set (form, "previous", previous != NULL ? lotse_record_get_id (previous) : NULL, error))
    return NULL;
  return g_steal_pointer (&form);
}

/* What would have to be written into the form that is there; NULL with an error. */
static GPtrArray *
changes_of (LotseStore *store, LotseFormDraft *self, LotseRecord *standing, GError **error)
{
  g_autoptr (LotseFeedbackForm) there = lotse_feedback_form_load (store, lotse_record_get_id (standing), error);
  g_autoptr (LotseRecord) form = lotse_record_copy (standing);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);

  if (there == NULL || !take_fields (form, self->form, form_fields, error)
      || !add_questions (self, lotse_record_get_id (form), there, changed, error))
    return NULL;
  if (differs (standing, form))
    g_ptr_array_insert (changed, 0, g_object_ref (form));
  return g_steal_pointer (&changed);
}

static gboolean
save (LotseStore *store, gpointer data, GError **error)
{
  Saving *saving = data;
  LotseFormDraft *self = saving->draft;
  g_autoptr (LotseRecord) standing = NULL, form = NULL;
  g_autoptr (GPtrArray) changed = NULL;
  g_autofree char *group = lotse_id_new ();
  gint64 sheets = 0;

  if (!find_newest (store, lotse_record_get (self->form, "reference"), &standing, error)
      || (standing != NULL && ((changed = changes_of (store, self, standing, error)) == NULL
                               || (sheets = lotse_form_count_sheets (store, lotse_record_get_id (standing), error)) < 0)))
    return FALSE;
  saving->saved = standing == NULL    ? LOTSE_FORM_FRESH
                  : changed->len == 0 ? LOTSE_FORM_UNCHANGED
                  : sheets > 0        ? LOTSE_FORM_NEXT_VERSION
                                      : LOTSE_FORM_UPDATED;
  if (saving->saved == LOTSE_FORM_FRESH || saving->saved == LOTSE_FORM_NEXT_VERSION)
    {
      g_clear_pointer (&changed, g_ptr_array_unref);
      changed = g_ptr_array_new_with_free_func (g_object_unref);
      form = new_form (self, standing, error);
      if (form == NULL)
        return FALSE;
      g_ptr_array_add (changed, g_object_ref (form));
      if (!add_questions (self, lotse_record_get_id (form), NULL, changed, error))
        return FALSE;
    }
  saving->id = g_strdup (lotse_record_get_id (form != NULL && (standing == NULL || !saving->dry) ? form : standing));
  return saving->dry || changed->len == 0 || lotse_store_save_many (store, changed, group, NULL, NULL, NULL, error);
}

/**
 * lotse_form_draft_save:
 * @dry: only say what would happen
 * @saved: (out) (optional): what was done
 *
 * Returns: (transfer full): the id of the form, with @dry that of its newest version if there is one; or %NULL with INVALID, DENIED or an
 *   error of the store, and then nothing is written
 */
char *
lotse_form_draft_save (LotseStore *store, LotseFormDraft *self, gboolean dry, LotseFormSaved *saved, GError **error)
{
  Saving saving = { self, dry };

  if (!lotse_form_draft_check (self, error))
    return NULL;
  if (!lotse_store_run (store, save, &saving, error))
    {
      g_free (saving.id);
      return NULL;
    }
  if (saved != NULL)
    *saved = saving.saved;
  return saving.id;
}
