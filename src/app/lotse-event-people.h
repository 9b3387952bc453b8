/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section People of an event's page: who is registered, waits, is invited or cancelled, and a line that adds somebody.
 */
#pragma once

#include "lotse-event-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_EVENT_PEOPLE (lotse_event_people_get_type ())
G_DECLARE_FINAL_TYPE (LotseEventPeople, lotse_event_people, LOTSE, EVENT_PEOPLE, GtkWidget)

void lotse_event_people_show (LotseEventPeople *self, LotseProfile *profile, LotseEventView *view);

G_END_DECLS
