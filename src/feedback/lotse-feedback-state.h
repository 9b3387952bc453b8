/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How feedback on one event or survey stands: the form, and how many sheets there are.
 */
#pragma once

#include "lotse-feedback-form.h"

G_BEGIN_DECLS

/* The ways of the kind table, in its order. */
#define LOTSE_FEEDBACK_WAYS 3

typedef struct
{
  LotseRecord *record;        /* the event or survey */
  LotseFeedbackForm *form;    /* that it is asked with, or NULL */
  LotseFeedbackForm *usual;   /* of an event: that of its format, or NULL */
  GPtrArray *forms;           /* of LotseRecord: those that can be chosen, by title */
  const char *ways[LOTSE_FEEDBACK_WAYS]; /* "kiosk", … */
  guint released[LOTSE_FEEDBACK_WAYS];
  guint drafts[LOTSE_FEEDBACK_WAYS]; /* on this device */
} LotseFeedbackState;

LotseFeedbackState *lotse_feedback_state_load (LotseStore *store, const char *id, GError **error);
void lotse_feedback_state_free (LotseFeedbackState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseFeedbackState, lotse_feedback_state_free)

G_END_DECLS
