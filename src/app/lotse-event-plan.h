/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Plan of an event's page: state, days and times, checklist, and everything else that is set once.
 */
#pragma once

#include "lotse-event-view.h"
#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_EVENT_PLAN (lotse_event_plan_get_type ())
G_DECLARE_FINAL_TYPE (LotseEventPlan, lotse_event_plan, LOTSE, EVENT_PLAN, GtkWidget)

void lotse_event_plan_show (LotseEventPlan *self, LotseProfile *profile, LotseEventView *view);

G_END_DECLS
