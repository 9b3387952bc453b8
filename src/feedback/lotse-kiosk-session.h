/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One guest after the other at a kiosk: the language, the questions in their order, the finished sheet.
 *
 * Until it is finished a sheet is in memory only; dropping it leaves nothing.  Questions are known by their index in the form.
 */
#pragma once

#include "lotse-feedback-form.h"
#include "lotse-kiosk.h"

G_BEGIN_DECLS

/* The languages that any question of the form has a text in, in the order of the kind table (transfer full). */
GStrv lotse_kiosk_list_languages (const LotseFeedbackForm *form);
/* Whether every question has one. */
gboolean lotse_kiosk_has_language (const LotseFeedbackForm *form, const char *language);

typedef struct _LotseKioskSession LotseKioskSession;

LotseKioskSession *lotse_kiosk_session_new (LotseFeedbackForm *form, const LotseKioskOptions *options); /* takes the form */
void lotse_kiosk_session_free (LotseKioskSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseKioskSession, lotse_kiosk_session_free)

const LotseFeedbackForm *lotse_kiosk_session_get_form (const LotseKioskSession *self);

/* Begins a sheet in that language, at the first question; what was not finished is dropped. */
void lotse_kiosk_session_start (LotseKioskSession *self, const char *language);
/* Forgets the guest. */
void lotse_kiosk_session_drop (LotseKioskSession *self);
const char *lotse_kiosk_session_get_language (const LotseKioskSession *self); /* NULL before it started */

/* Whether the answers so far lead to that question. */
gboolean lotse_kiosk_session_is_asked (const LotseKioskSession *self, guint question);
/* "" where nothing was answered. */
const char *lotse_kiosk_session_get_answer (const LotseKioskSession *self, guint question);
/* "" takes the answer back.  Error: INVALID. */
gboolean lotse_kiosk_session_set_answer (LotseKioskSession *self, guint question, const char *answer, GError **error);
/* Whether it is one of the answers that were given to it. */
gboolean lotse_kiosk_session_has (const LotseKioskSession *self, guint question, const char *answer);
/* Gives that answer, or takes it back; the others stay where several may be given. */
void lotse_kiosk_session_choose (LotseKioskSession *self, guint question, const char *answer, gboolean given);

/* Where the guest is; the number of questions if nothing is asked. */
guint lotse_kiosk_session_get_question (const LotseKioskSession *self);
/* How many questions have been asked up to there, and how many there are as far as the answers tell. */
void lotse_kiosk_session_get_progress (const LotseKioskSession *self, guint *step, guint *steps);
/* FALSE at the last question, at the first one, and where an answer is required. */
gboolean lotse_kiosk_session_next (LotseKioskSession *self);
gboolean lotse_kiosk_session_back (LotseKioskSession *self);
/* The first question that needs an answer and has none; -1 if the sheet can be finished. */
int lotse_kiosk_session_missing (const LotseKioskSession *self);

/* What is to be put on the kiosk's pile, as copies for the database thread; NULL if something is missing. */
LotseSheet *lotse_kiosk_session_dup_sheet (const LotseKioskSession *self);
LotsePile *lotse_kiosk_session_dup_pile (const LotseKioskSession *self);

G_END_DECLS
