/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which deadlines a change moves, shown before it is saved: while dates are typed, and asked when somebody saves at once.
 */
#pragma once

#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_MOVES (lotse_moves_get_type ())
G_DECLARE_FINAL_TYPE (LotseMoves, lotse_moves, LOTSE, MOVES, GtkWidget)

/* Takes no room while nothing moves. */
LotseMoves *lotse_moves_new (LotseProfile *profile);
/* Whether deadlines may hang on records of that kind. */
gboolean lotse_moves_concern (const LotseKind *kind);
/* Looks what saving the record, as it is now, would move, and shows it a moment later. */
void lotse_moves_look (LotseMoves *self, LotseRecord *changed);

/* Called once, with `data`: whether it is to be saved. */
typedef void (*LotseMovesAnswered) (gboolean save, gpointer data);
/* Asks before deadlines move or end of which `self` does not show it yet; without any, or where new ones only come, it answers at once. */
void lotse_moves_ask (LotseMoves *self, LotseRecord *changed, LotseMovesAnswered answered, gpointer data);

G_END_DECLS
