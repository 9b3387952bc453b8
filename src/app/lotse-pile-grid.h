/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The grid in which paper sheets are typed: a line each, of digits, and the one that is begun below them.
 *
 * The keyboard is in the grid as a whole.  Digits fill the cell that is marked, Enter ends a sheet; arrows and the pointer go to any
 * earlier one, of which every change that leaves it complete is a deed at once.  While a finished sheet is on its way to the disk, keys
 * wait.
 */
#pragma once

#include "lotse-paper-entry.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Has the deed done, which it takes over, and tells the views of the pile about it afterwards. */
typedef void (*LotsePileRun) (LotsePaperDeed *deed, gpointer data);

#define LOTSE_TYPE_PILE_GRID (lotse_pile_grid_get_type ())
G_DECLARE_FINAL_TYPE (LotsePileGrid, lotse_pile_grid, LOTSE, PILE_GRID, GtkWidget)

/* The entry outlives the grid. */
LotsePileGrid *lotse_pile_grid_new (LotsePaperEntry *entry, LotsePileRun run, gpointer data);
/* The entry has taken a deed over (of which it may have no row any more), or (`failed` is not NULL) it was not done. */
void lotse_pile_grid_done (LotsePileGrid *self, LotsePaperAct act, const char *failed);
/* The sheets that were there are gone, released or withdrawn elsewhere; the one that is begun stays. */
void lotse_pile_grid_anew (LotsePileGrid *self);
/* The sheet that the keyboard is in, and its number. */
LotsePaperRow *lotse_pile_grid_get_current (LotsePileGrid *self, guint *number);
/* In which language the current sheet was filled in; the next ones follow it. */
void lotse_pile_grid_set_language (LotsePileGrid *self, const char *language);
/* Withdraws the current sheet, or empties the one that is begun. */
void lotse_pile_grid_withdraw (LotsePileGrid *self);

/* Signals: "moved" () when another sheet has the keyboard, or the sheets have changed; "withdraw" () when Delete asks for it. */

G_END_DECLS
