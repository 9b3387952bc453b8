/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of LotsePileGrid share: lotse-pile-grid.c (what shows, and deeds) and lotse-pile-keys.c (the keyboard). */
#pragma once

#include "lotse-pile-grid.h"
#include "lotse-pile-line.h"

G_BEGIN_DECLS

struct _LotsePileGrid
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkAdjustment *across;
  GtkWidget *scroller;      /* of the list */
  GtkListView *list;
  GtkStringList *places;    /* of finished sheets, as texts */
  GHashTable *lines;        /* place -> LotsePileLine that shows it now */
  LotsePileLine *begun;
  GtkLabel *question;       /* that the keyboard is in */
  GtkLabel *status;

  LotsePaperEntry *entry;
  LotsePaperRow *current;   /* of the entry */
  LotsePileRun run;
  gpointer data;
  gboolean busy;            /* a finished sheet is on its way */
  GArray *waiting;          /* of guint: keys meanwhile */
};

/* lotse-pile-grid.c */
void lotse_pile_grid_say (LotsePileGrid *self, const char *text, gboolean wrong);
void lotse_pile_grid_show_current (LotsePileGrid *self);
void lotse_pile_grid_set_current (LotsePileGrid *self, LotsePaperRow *row);
guint lotse_pile_grid_index_of (LotsePileGrid *self, const LotsePaperRow *row); /* the one that is begun is behind the last */

/* lotse-pile-keys.c: goes to a cell if the current sheet can be left; what was typed into it has changed; a key, at once or later;
   and the keys that waited. */
void lotse_pile_grid_leave_for (LotsePileGrid *self, LotsePaperRow *row, guint column);
void lotse_pile_grid_changed (LotsePileGrid *self);
gboolean lotse_pile_grid_key (LotsePileGrid *self, guint key, guint code, GdkModifierType state);
void lotse_pile_grid_take_waiting (LotsePileGrid *self);

G_END_DECLS
