/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every sheet, on paper or at a kiosk, says beside its own texts, in the languages of those who fill it in.
 *
 * Guests read more languages than the program speaks, so these few words are no part of its catalogues but stand in
 * data/forms/guests.words.
 */
#pragma once

#include "lotse-feedback-form.h"

G_BEGIN_DECLS

/* "several", "anonymous", …; in English where the language has no words.  Never NULL. */
const char *lotse_form_word (const char *name, const char *language);
/* A step in words, yes and no in the language of the sheet. */
const char *lotse_form_step (const LotseQuestion *question, const char *answer, const char *language);
/* "Only if you ticked “no” in question 7:" (g_free). */
char *lotse_form_only_if (const char *answer, const char *question, const char *language);

/* What the language calls itself, or else what the program calls it. */
const char *lotse_form_language_name (const char *language);
/* Whether the language is written from right to left. */
gboolean lotse_form_is_right_to_left (const char *language);

G_END_DECLS
