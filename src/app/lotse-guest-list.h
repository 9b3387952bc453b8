/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of an event as a list model whose items stay while what they say changes: so a row keeps the keyboard.
 */
#pragma once

#include "lotse-event-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_GUEST_ITEM (lotse_guest_item_get_type ())
G_DECLARE_FINAL_TYPE (LotseGuestItem, lotse_guest_item, LOTSE, GUEST_ITEM, GObject)

/* Property "serial" is notified when anything of these changed. */
struct _LotseGuestItem
{
  GObject parent_instance;

  char *person;
  char *name;
  char *key;          /* the name as it is searched for */
  char *organisation; /* "" for none */
  char *state;        /* of the registration; NULL: came without one */
  char *registration; /* or NULL */
  char *detail;       /* role, places of the organisation, why somebody waits; "" if there is nothing to say */
  guint turn;         /* on the waiting list, from 1; 0: is not on it */
  guint serial;
  gboolean over;      /* the organisation has more people than places */
  gboolean came;      /* to the slot */
  guint saving;       /* ticks that are being saved; while there are any, came and mark are what was ticked */
  char *mark;         /* when and at which door, "18:02, Main entrance"; "" if the person did not come */
  gboolean walk_in;
  gboolean counts;    /* as a participant */
  guint needs;        /* one bit for each of lotse_guest_need_label() */
};

/* Shows at once that somebody was ticked, before the list is read anew; and that this was saved or, if not, what was before. */
void lotse_guest_item_tick (LotseGuestItem *self, gboolean came);
void lotse_guest_item_ticked (LotseGuestItem *self, gboolean saved);

/* Brings the list up to date, person by person; `slot` is whose marks it says, NULL: those of any day. */
void lotse_guest_list_update (GListStore *list, const LotseEventView *view, const char *slot);

/* What guests may need, and what somebody only wrote in a note. */
guint lotse_guest_n_needs (void);
const char *lotse_guest_need_label (guint need);

/* Which of the model's items (of LotseGuestItem) the typed letters mean best; GTK_INVALID_LIST_POSITION if none. */
guint lotse_guest_list_find (GListModel *model, const char *typed);

/* The ids of all whom the model has (g_strfreev). */
char **lotse_guest_list_dup_people (GListModel *model);

/* Whom the row of a list view shows that has the keyboard; NULL if none has.  Rows that tell it have been given their item. */
LotseGuestItem *lotse_guest_focused_item (GtkWidget *list);
void lotse_guest_row_shows (GtkWidget *inside, LotseGuestItem *item);
LotseGuestItem *lotse_guest_row_get_shown (GtkWidget *inside);

/* Names the row that a widget stands in for screen readers: GTK 4.8 has no other way. */
void lotse_guest_name_row (GtkWidget *inside, const char *name);

G_END_DECLS
