/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forms as XLSForm, the spreadsheet that ODK and KoboToolbox read and write (sheets survey, choices and settings).
 *
 * Ratings and yes or no are select_one there.  What XLSForm has no place for stands in columns that other programs pass over: the
 * theme of a question and its kind.  Title, introduction and thanks are notes, so that guests see them there, too.
 *
 * Conditions are read as far as Lotse has them: "${question} = 'answer'" and "selected(${question}, 'answer')", joined by "or".
 */
#pragma once

#include "lotse-form-draft.h"

G_BEGIN_DECLS

/* NULL with INVALID; what could not be carried is named in the draft. */
LotseFormDraft *lotse_xlsform_read (GBytes *content, GError **error);
/* The file takes the place of an older one only when it is complete.  FALSE with IO, or INVALID (no questions). */
gboolean lotse_xlsform_write (const LotseFeedbackForm *form, const char *path, GError **error);

/* A form from either kind of file, told apart by what is in it. */
LotseFormDraft *lotse_form_read (GBytes *content, GError **error);

G_END_DECLS
