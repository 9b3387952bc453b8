/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Sign-in of an event's page: the way to the desk, who came, who did not, and ticking a paper list.
 */
#pragma once

#include "lotse-event-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_EVENT_DOOR (lotse_event_door_get_type ())
G_DECLARE_FINAL_TYPE (LotseEventDoor, lotse_event_door, LOTSE, EVENT_DOOR, GtkWidget)

void lotse_event_door_show (LotseEventDoor *self, LotseProfile *profile, LotseEventView *view);

G_END_DECLS
