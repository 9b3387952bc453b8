/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The popover in which a list is sorted and filtered, made from what its view names (lotse-views.h).
 *
 * Signal "changed" () when the query must be made anew.
 */
#pragma once

#include "lotse-profile.h"
#include "lotse-views.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_FILTER_POPOVER (lotse_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (LotseFilterPopover, lotse_filter_popover, LOTSE, FILTER_POPOVER, GtkPopover)

LotseFilterPopover *lotse_filter_popover_new (LotseProfile *profile, const LotseView *view);

/* Puts order and filters into the query. */
void lotse_filter_popover_apply (LotseFilterPopover *self, LotseQuery *query);
/* How many filters are set. */
guint lotse_filter_popover_count (LotseFilterPopover *self);
void lotse_filter_popover_clear (LotseFilterPopover *self);

G_END_DECLS
