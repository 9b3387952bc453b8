/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of an event: its sections (plan, agenda, people, …) one behind the other, Ctrl+1 and following.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_EVENT_PAGE (lotse_event_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseEventPage, lotse_event_page, LOTSE, EVENT_PAGE, GtkWidget)

LotseEventPage *lotse_event_page_new (LotseProfile *profile);
/* Shows the event and follows its changes. */
void lotse_event_page_show (LotseEventPage *self, const char *id);

G_END_DECLS
