/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an organiser wants to know at a glance: how many people each organisation sends, and what guests need.
 */
#pragma once

#include "lotse-event-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A popover that says it. */
GtkWidget *lotse_event_quotas_new (const LotseEventView *view);

/* Of the same: "8 of 12 places taken · 3 waiting", the rule of the waiting list as a sentence, and how many can move up. */
char *lotse_event_places_text (const LotseEventView *view);
char *lotse_event_rule_text (const LotseEventView *view);
guint lotse_event_n_ready (const LotseEventView *view);

G_END_DECLS
