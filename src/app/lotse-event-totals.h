/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line below a list of events that says what these reached together.
 */
#pragma once

#include "lotse-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_EVENT_TOTALS (lotse_event_totals_get_type ())
G_DECLARE_FINAL_TYPE (LotseEventTotals, lotse_event_totals, LOTSE, EVENT_TOTALS, GtkWidget)

GtkWidget *lotse_event_totals_new (void);
/* Which events the list shows; it takes no room while nobody came to any of them. */
void lotse_event_totals_show (LotseEventTotals *self, LotseStore *store, LotseQuery *query);

G_END_DECLS
