/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of a feedback form: how it stands, its questions, where it is used, its versions.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_FEEDBACK_PAGE (lotse_feedback_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseFeedbackPage, lotse_feedback_page, LOTSE, FEEDBACK_PAGE, GtkWidget)

LotseFeedbackPage *lotse_feedback_page_new (LotseProfile *profile);
/* Shows the form and follows its changes. */
void lotse_feedback_page_show (LotseFeedbackPage *self, const char *id);

G_END_DECLS
