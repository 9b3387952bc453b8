/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Feedback of an event's page: the form, the sheets, and what staff notes for the evaluation.
 */
#pragma once

#include "lotse-event-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_EVENT_FEEDBACK (lotse_event_feedback_get_type ())
G_DECLARE_FINAL_TYPE (LotseEventFeedback, lotse_event_feedback, LOTSE, EVENT_FEEDBACK, GtkWidget)

void lotse_event_feedback_show (LotseEventFeedback *self, LotseProfile *profile, LotseEventView *view);

G_END_DECLS
