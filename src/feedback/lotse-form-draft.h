/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form that came from outside, before it is in the store: from the library, from a file.
 *
 * Readers fill it and name what they could not carry; saving it knows what is there already.  A form is known by its name (the
 * reference): the same draft again changes nothing, and where the form has sheets, its next version is made.
 */
#pragma once

#include "lotse-feedback-form.h"

G_BEGIN_DECLS

#define LOTSE_FORM_QUESTIONS_MAX 500u /* more is no form that anybody fills in */

typedef struct
{
  LotseRecord *form;    /* of the kind form, never saved itself */
  GPtrArray *questions; /* of LotseRecord in their order, without a form */
  GPtrArray *lost;      /* of char *: what could not be carried, for people */
} LotseFormDraft;

typedef enum
{
  LOTSE_FORM_FRESH,
  LOTSE_FORM_UPDATED,
  LOTSE_FORM_NEXT_VERSION, /* because it has sheets */
  LOTSE_FORM_UNCHANGED,
} LotseFormSaved;

LotseFormDraft *lotse_form_draft_new (void);
void lotse_form_draft_free (LotseFormDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseFormDraft, lotse_form_draft_free)

/* A new question at the end. */
LotseRecord *lotse_form_draft_add (LotseFormDraft *self, const char *code);
/* The question with that key, or NULL. */
LotseRecord *lotse_form_draft_find (LotseFormDraft *self, const char *code);
void lotse_form_draft_lose (LotseFormDraft *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The form speaks every language that one of its questions speaks. */
void lotse_form_draft_set_languages (LotseFormDraft *self);

/* Whether it is a form that can be asked; else INVALID says what is wrong. */
gboolean lotse_form_draft_check (LotseFormDraft *self, GError **error);
/* The id of the form (g_free), or NULL with INVALID, DENIED or an error of the store; then nothing is written.  `dry` writes nothing. */
char *lotse_form_draft_save (LotseStore *store, LotseFormDraft *self, gboolean dry, LotseFormSaved *saved, GError **error);

G_END_DECLS
