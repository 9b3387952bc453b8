/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making forms: questions are added, changed, moved and removed, a form is released, and its next version is made.
 *
 * Each function is one act, which one undo takes back.  A form that has sheets is never changed; the store sees to that (DENIED),
 * and the designer offers its next version instead.  Errors, if nothing else is said: INVALID, DENIED, NOT_FOUND, those of the store.
 */
#pragma once

#include "lotse-feedback-form.h"

G_BEGIN_DECLS

/* A new form without questions; its id (g_free). */
char *lotse_feedback_form_add (LotseStore *store, const char *title, const char *purpose, const char *language, GError **error);

/* A key for a question with that text: at most a few folded words, and no other question of the form has it (g_free). */
char *lotse_feedback_form_make_code (const LotseFeedbackForm *self, const char *text);
/* A key for one more choice of a question, which none of `keys` is (g_free). */
char *lotse_question_make_choice (const char *text, GPtrArray *keys);
/* What a step of a rating is called if nobody says otherwise, as German school grades; NULL in other languages. */
const char *lotse_question_grade (guint step, const char *language);
/* Gives every step of a rating its words in the languages of its text, because grades mean the opposite elsewhere.  Error: INVALID. */
gboolean lotse_question_fill_grades (LotseRecord *question, GError **error);

/*
 * Saves a question that is new, which goes to the end, or was changed.  Without a key it gets one from its text.  Where its key
 * changes, questions that depend on it follow; its languages become those of the form.
 */
gboolean lotse_feedback_form_save_question (LotseStore *store, LotseRecord *question, GError **error);
/* To that place, from 0; nothing may come before what it depends on. */
gboolean lotse_feedback_form_move_question (LotseStore *store, const char *question, guint place, GError **error);
/* Questions that were asked only after it are asked always from then on. */
gboolean lotse_feedback_form_remove_question (LotseStore *store, const char *question, GError **error);

/* What must be done before anybody can be asked with it (of char *, for people); none if it is ready. */
GPtrArray *lotse_feedback_form_list_faults (const LotseFeedbackForm *self);

/* --- Versions (lotse-feedback-version.c) --------------------------------------------------------------------- */

/*
 * The next version, a form of its own with the same questions and keys, which is not released; its id (g_free).  If there is one
 * that is not released yet, it is that one.
 */
char *lotse_feedback_form_next_version (LotseStore *store, const char *form, GError **error);
/*
 * What releasing the form would change beside it (of LotseRecord, changed already): formats and events without sheets that are still
 * to come and ask with a version before it get the form.  Other events that had their form from such a format keep the version before.
 */
GPtrArray *lotse_feedback_form_list_moves (LotseStore *store, const char *form, GError **error);
/* Also INVALID with the first of its faults. */
gboolean lotse_feedback_form_release (LotseStore *store, const char *form, GError **error);

G_END_DECLS
