/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Feedback on one event or survey: the form, how many sheets there are, and the ways to the kiosk, the piles and the results.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_FEEDBACK_ACTS (lotse_feedback_acts_get_type ())
G_DECLARE_FINAL_TYPE (LotseFeedbackActs, lotse_feedback_acts, LOTSE, FEEDBACK_ACTS, GtkWidget)

/* Reads it anew, too, if it shows already. */
void lotse_feedback_acts_show (LotseFeedbackActs *self, LotseProfile *profile, const char *id);

G_END_DECLS
