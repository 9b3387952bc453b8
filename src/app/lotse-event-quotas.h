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

G_END_DECLS
