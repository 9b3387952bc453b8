/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Agenda of an event's page: items in the order of time, parallel ones side by side, and a line that adds one.
 */
#pragma once

#include "lotse-event-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_EVENT_AGENDA (lotse_event_agenda_get_type ())
G_DECLARE_FINAL_TYPE (LotseEventAgenda, lotse_event_agenda, LOTSE, EVENT_AGENDA, GtkWidget)

void lotse_event_agenda_show (LotseEventAgenda *self, LotseProfile *profile, LotseEventView *view);

G_END_DECLS
