/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form of feedback with its questions, in a form to work with, and what may be answered.
 *
 * Answers are canonical texts: a rating is "1" to "4" (1 is best), yes and no are "yes" and "no", a choice is the key of its step,
 * several are separated by blanks; "-" is asked and not answered, "" is not asked.
 */
#pragma once

#include "lotse-sheets.h"

G_BEGIN_DECLS

#define LOTSE_RATING_STEPS 4

typedef struct
{
  char *id;
  char *code;   /* its key: the same in the next version of the form */
  char *theme;  /* joins questions of different forms; or NULL */
  char *type;   /* of the kind table: "rating", "yes_no", "single", "multiple", "open" */
  char *if_code; /* the key of the earlier question on whose answer it depends whether this one is asked, or NULL */
  gboolean required;
  guint place;  /* of its answer on a sheet, from 0 */
  LotseRecord *record;
} LotseQuestion;

typedef struct
{
  char *id;
  LotseRecord *record;
  GPtrArray *questions; /* of LotseQuestion, by their position */
} LotseFeedbackForm;

LotseFeedbackForm *lotse_feedback_form_load (LotseStore *store, const char *id, GError **error);
void lotse_feedback_form_free (LotseFeedbackForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseFeedbackForm, lotse_feedback_form_free)

LotseQuestion *lotse_question_new (LotseRecord *record); /* on its own, without a place */
void lotse_question_free (LotseQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseQuestion, lotse_question_free)

/* The question with that key or id, or NULL. */
const LotseQuestion *lotse_feedback_form_question (const LotseFeedbackForm *self, const char *code);
const LotseQuestion *lotse_feedback_form_question_of_id (const LotseFeedbackForm *self, const char *id);
/* The id of the form that the event is asked with, its own or that of its format (g_free); NULL if there is none, or with an error. */
char *lotse_feedback_form_of_event (LotseStore *store, const char *event, GError **error);

/* What its sheets have in common, without id; and a sheet on which nothing is asked. */
LotsePile *lotse_feedback_form_pile (const LotseFeedbackForm *self, const char *event, const char *way);
LotseSheet *lotse_feedback_form_sheet (const LotseFeedbackForm *self, const char *language);

/* The text of a field such as "titles" in that language, else in English, German or any that it has (borrowed), or NULL. */
const char *lotse_form_text (const LotseRecord *record, const char *field, const char *language);
/* In that language, else in another one that it has; NULL is the language of the process.  The key stands in for what is missing. */
const char *lotse_question_text (const LotseQuestion *self, const char *language);
const char *lotse_question_step (const LotseQuestion *self, const char *answer, const char *language);
/* What can be answered, in order (of char *, transfer full); none of open questions.  Anything that is not there may still have come in. */
GPtrArray *lotse_question_list_answers (const LotseQuestion *self);
/* Whether it is asked, after an earlier question was answered so; NULL or "" is no answer yet. */
gboolean lotse_question_is_asked (const LotseQuestion *self, const char *earlier);
/* The answer that was typed (g_free), or NULL with INVALID. */
char *lotse_question_parse (const LotseQuestion *self, const char *typed, GError **error);

G_END_DECLS
