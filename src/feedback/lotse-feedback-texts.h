/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All texts of a form that guests read, in any number of languages: what there is, and what is missing.
 *
 * A form is written in the languages of its set; the first of them in which it has a title is the one that others are made from.
 */
#pragma once

#include "lotse-feedback-form.h"

G_BEGIN_DECLS

/* One text: a title, an introduction, thanks, a question, or a step of one in words. */
typedef struct
{
  LotseRecord *record;  /* the form or the question */
  const char *field;    /* "titles", "introductions", "thanks", "texts" or "steps" */
  char *step;           /* the key of the step, or NULL */
  gboolean optional;    /* it is missing only where another language has it */
} LotseFeedbackText;

/* Of LotseFeedbackText in the order in which guests read them; they share the records of the form. */
GPtrArray *lotse_feedback_texts_list (const LotseFeedbackForm *form);

/* NULL if there is none; yes and no have words of the program in some languages. */
const char *lotse_feedback_text_get (const LotseFeedbackText *self, const char *language);
gboolean lotse_feedback_text_set (LotseFeedbackText *self, const char *language, const char *text, GError **error);
gboolean lotse_feedback_text_is_missing (const LotseFeedbackText *self, const GStrv languages, const char *language);

/* The languages of the form (g_strfreev): that of the process first, then German, English, and all others by their code. */
GStrv lotse_feedback_form_list_languages (const LotseFeedbackForm *form);
guint lotse_feedback_form_count_missing (const LotseFeedbackForm *form, const char *language);

/* Puts a language into the form, or takes it out with all its texts, as one act. */
gboolean lotse_feedback_form_set_language (LotseStore *store, const char *form, const char *language, gboolean wanted, GError **error);

G_END_DECLS
