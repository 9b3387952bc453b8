/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questions of a form in their order: Return edits one, Delete removes it, and it is moved by dragging or with Alt and the
 * arrows, which is said to screen readers.
 */
#pragma once

#include "lotse-feedback-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_QUESTION_LIST (lotse_question_list_get_type ())
G_DECLARE_FINAL_TYPE (LotseQuestionList, lotse_question_list, LOTSE, QUESTION_LIST, GtkWidget)

/* `may_write` is FALSE also for a form that has sheets. */
void lotse_question_list_show (LotseQuestionList *self, LotseProfile *profile, const LotseFeedbackView *view, gboolean may_write);

G_END_DECLS
