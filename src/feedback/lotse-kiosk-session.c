/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One guest after the other at a kiosk; see the header. */
#include "config.h"

#include "lotse-kiosk-session.h"

#include <string.h>

struct _LotseKioskSession
{
  LotseFeedbackForm *form;
  LotseKioskOptions *options;
  char *language;      /* NULL: nobody is here */
  GPtrArray *answers;  /* of char *, by question */
  guint question;
};

LotseKioskSession *
lotse_kiosk_session_new (LotseFeedbackForm *form, const LotseKioskOptions *options)
{
  LotseKioskSession *self = g_new0 (LotseKioskSession, 1);

  self->form = form;
  self->options = lotse_kiosk_options_copy (options);
  self->answers = g_ptr_array_new_with_free_func (g_free);
  lotse_kiosk_session_drop (self);
  return self;
}

void
lotse_kiosk_session_free (LotseKioskSession *self)
{
  if (self == NULL)
    return;
  lotse_kiosk_session_drop (self);
  lotse_feedback_form_free (self->form);
  lotse_kiosk_options_free (self->options);
  g_ptr_array_unref (self->answers);
  g_free (self);
}

const LotseFeedbackForm *
lotse_kiosk_session_get_form (const LotseKioskSession *self)
{
  return self->form;
}

static const LotseQuestion *
question_at (const LotseKioskSession *self, guint question)
{
  return self->form->questions->pdata[question];
}

/* --- Languages ---------------------------------------------------------------------------------------------- */

static guint
count_texts (const LotseFeedbackForm *form, const char *language)
{
  guint n = 0;

  for (guint i = 0; i < form->questions->len; i++)
    if (lotse_record_get_element (((LotseQuestion *) form->questions->pdata[i])->record, "texts", language) != NULL)
      n++;
  return n;
}

GStrv
lotse_kiosk_list_languages (const LotseFeedbackForm *form)
{
  const LotseChoice *all = lotse_kind_field (lotse_kind_find ("form"), "languages")->choices;
  GPtrArray *found = g_ptr_array_new ();

  for (; all->name != NULL; all++)
    if (count_texts (form, all->name) > 0)
      g_ptr_array_add (found, g_strdup (all->name));
  g_ptr_array_add (found, NULL);
  return (GStrv) g_ptr_array_free (found, FALSE);
}

gboolean
lotse_kiosk_has_language (const LotseFeedbackForm *form, const char *language)
{
  return count_texts (form, language) == form->questions->len;
}

/* --- The guest ---------------------------------------------------------------------------------------------- */

/* The first question that is asked from there on. */
static guint
asked_from (const LotseKioskSession *self, guint question)
{
  while (question < self->form->questions->len && !lotse_kiosk_session_is_asked (self, question))
    question++;
  return question;
}

void
lotse_kiosk_session_drop (LotseKioskSession *self)
{
  g_clear_pointer (&self->language, g_free);
  for (guint i = 0; i < self->answers->len; i++)
    memset (self->answers->pdata[i], 0, strlen (self->answers->pdata[i]));
  g_ptr_array_set_size (self->answers, 0);
  for (guint i = 0; i < self->form->questions->len; i++)
    g_ptr_array_add (self->answers, g_strdup (""));
  self->question = asked_from (self, 0);
}

void
lotse_kiosk_session_start (LotseKioskSession *self, const char *language)
{
  lotse_kiosk_session_drop (self);
  self->language = g_strdup (language);
}

const char *
lotse_kiosk_session_get_language (const LotseKioskSession *self)
{
  return self->language;
}

/* --- Answers ------------------------------------------------------------------------------------------------ */

gboolean
lotse_kiosk_session_is_asked (const LotseKioskSession *self, guint question)
{
  const char *code = question_at (self, question)->if_code;

  if (code == NULL)
    return TRUE;
  for (guint i = 0; i < question; i++)
    if (g_str_equal (question_at (self, i)->code, code))
      return lotse_kiosk_session_is_asked (self, i) && lotse_question_is_asked (question_at (self, question), self->answers->pdata[i]);
  return FALSE;
}

const char *
lotse_kiosk_session_get_answer (const LotseKioskSession *self, guint question)
{
  return self->answers->pdata[question];
}

gboolean
lotse_kiosk_session_set_answer (LotseKioskSession *self, guint question, const char *answer, GError **error)
{
  char *parsed = lotse_question_parse (question_at (self, question), answer, error);

  if (parsed == NULL)
    return FALSE;
  if (g_str_equal (parsed, LOTSE_SHEET_NO_ANSWER))
    *parsed = '\0';
  g_free (self->answers->pdata[question]);
  self->answers->pdata[question] = parsed;
  return TRUE;
}

gboolean
lotse_kiosk_session_has (const LotseKioskSession *self, guint question, const char *answer)
{
  g_auto (GStrv) given = g_strsplit (self->answers->pdata[question], " ", -1);

  return g_strv_contains ((const char *const *) given, answer);
}

void
lotse_kiosk_session_choose (LotseKioskSession *self, guint question, const char *answer, gboolean given)
{
  const gboolean several = g_str_equal (question_at (self, question)->type, "multiple");
  g_autoptr (GPtrArray) all = lotse_question_list_answers (question_at (self, question));
  GString *answers = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (all->pdata[i], answer) ? given : several && lotse_kiosk_session_has (self, question, all->pdata[i]))
      g_string_append_printf (answers, "%s%s", answers->len > 0 ? " " : "", (const char *) all->pdata[i]);
  lotse_kiosk_session_set_answer (self, question, answers->str, NULL);
  g_string_free (answers, TRUE);
}

/* --- The way through ---------------------------------------------------------------------------------------- */

static gboolean
is_missing (const LotseKioskSession *self, guint question)
{
  return question_at (self, question)->required && lotse_kiosk_session_is_asked (self, question)
         && *lotse_kiosk_session_get_answer (self, question) == '\0';
}

guint
lotse_kiosk_session_get_question (const LotseKioskSession *self)
{
  return self->question;
}

void
lotse_kiosk_session_get_progress (const LotseKioskSession *self, guint *step, guint *steps)
{
  *step = *steps = 0;
  for (guint i = 0; i < self->form->questions->len; i++)
    if (lotse_kiosk_session_is_asked (self, i))
      {
        *steps += 1;
        *step += i <= self->question ? 1 : 0;
      }
}

gboolean
lotse_kiosk_session_next (LotseKioskSession *self)
{
  guint next;

  if (self->question >= self->form->questions->len || is_missing (self, self->question))
    return FALSE;
  next = asked_from (self, self->question + 1);
  if (next >= self->form->questions->len)
    return FALSE;
  self->question = next;
  return TRUE;
}

gboolean
lotse_kiosk_session_back (LotseKioskSession *self)
{
  for (guint i = self->question; i > 0; i--)
    if (lotse_kiosk_session_is_asked (self, i - 1))
      {
        self->question = i - 1;
        return TRUE;
      }
  return FALSE;
}

int
lotse_kiosk_session_missing (const LotseKioskSession *self)
{
  for (guint i = 0; i < self->form->questions->len; i++)
    if (is_missing (self, i))
      return (int) i;
  return -1;
}

/* --- The finished sheet ------------------------------------------------------------------------------------- */

/* An answer to what is no longer asked is none. */
LotseSheet *
lotse_kiosk_session_dup_sheet (const LotseKioskSession *self)
{
  LotseSheet *sheet;

  if (self->language == NULL || lotse_kiosk_session_missing (self) >= 0)
    return NULL;
  sheet = lotse_feedback_form_sheet (self->form, self->language);
  for (guint i = 0; i < self->form->questions->len; i++)
    {
      const char *answer = self->answers->pdata[i];
      char **place = &sheet->answers[question_at (self, i)->place];

      if (!lotse_kiosk_session_is_asked (self, i))
        continue;
      g_free (*place);
      *place = g_strdup (*answer != '\0' ? answer : LOTSE_SHEET_NO_ANSWER);
    }
  return sheet;
}

LotsePile *
lotse_kiosk_session_dup_pile (const LotseKioskSession *self)
{
  LotsePile *pile = lotse_feedback_form_pile (self->form, self->options->event, "kiosk");

  pile->survey = g_strdup (self->options->survey);
  return pile;
}
