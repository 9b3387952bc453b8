/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of a pair's page that are made anew each time: sides, path of goals, timeline, hours by month.
 */
#pragma once

#include "lotse-pair-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A card of one side; `role` is the translated label of the field. */
GtkWidget *lotse_pair_side_new (const LotsePairSide *side, const char *role);
/* The goals with their steps; a step is ticked off by the action "pair.step" with goal and key. */
GtkWidget *lotse_pair_goals_new (const LotsePairView *view);
/* The newest `limit` meetings; "pair.all-sessions" shows the rest. */
GtkWidget *lotse_pair_timeline_new (const LotsePairView *view, guint limit);
GtkWidget *lotse_pair_months_new (const LotsePairView *view);
/* What the pair's record says itself, without what the page shows elsewhere. */
GtkWidget *lotse_pair_details_new (const LotsePairView *view);

G_END_DECLS
