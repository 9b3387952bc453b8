/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One conflict: both values side by side, a button below each to take it, and a line to write a third.
 *
 * Signal "decided" (how as int, value or NULL).
 */
#pragma once

#include "lotse-sync-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_CONFLICT_CARD (lotse_conflict_card_get_type ())
G_DECLARE_FINAL_TYPE (LotseConflictCard, lotse_conflict_card, LOTSE, CONFLICT_CARD, GtkWidget)

LotseConflictCard *lotse_conflict_card_new (const LotseOpenConflict *conflict);

G_END_DECLS
