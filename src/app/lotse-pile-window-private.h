/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lotse-pile-window.c (the window and its deeds) shares with lotse-pile-asks.c (its questions). */
#pragma once

#include "lotse-pile-remarks.h"
#include "lotse-pile-window.h"
#include "lotse-window.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Lives as long as the window. */
typedef struct
{
  GtkWidget *window;
  LotseProfile *profile;
  LotseWindow *main;       /* weak, over which it stands */
  char *id;
  AdwWindowTitle *title;
  GtkWidget *release;
  GtkLabel *notice;        /* above them */
  GtkStack *pages;
  GtkWidget *switcher;
  GtkLabel *counter;
  GtkWidget *language_box;
  GtkDropDown *language;
  GPtrArray *languages;    /* of const char *; the first is NULL */
  GSimpleActionGroup *actions;
  LotsePileGrid *grid;     /* NULL until the pile was read */
  LotsePileRemarks *remarks;
  LotsePaperEntry *entry;
  gboolean loading;        /* what is on disk is being read: nothing is done to what shows */
  gboolean showing;        /* the choice follows the sheet, not the other way round */
  gboolean ended;
} LotsePileWindow;

/* NULL once it was closed. */
LotsePileWindow *lotse_pile_window_of (GtkWidget *window);
/* Has a deed done; `data` is the LotsePileWindow. */
void lotse_pile_window_run (LotsePaperDeed *deed, gpointer data);

/* Each asks, and does it. */
void lotse_pile_ask_withdraw (LotsePileWindow *self);
void lotse_pile_ask_withdraw_all (LotsePileWindow *self);
void lotse_pile_ask_release (LotsePileWindow *self);

G_END_DECLS
