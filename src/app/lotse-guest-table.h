/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of an event in a list that is filtered: how the sections People and Sign-in show them.
 */
#pragma once

#include "lotse-item-row.h"

G_BEGIN_DECLS

typedef struct
{
  GListStore *items; /* of LotseGuestItem */
  GtkFilterListModel *filtered;
  GtkCustomFilter *rules;
  GtkCustomSorter *sorter;
  GtkSingleSelection *selection;
} LotseGuestTable;

typedef struct
{
  const char *name;                 /* for screen readers */
  GType row;                        /* a LotseItemRow */
  GtkCustomFilterFunc matches;
  GCompareDataFunc compare;         /* NULL: by name */
  GCallback on_key;                 /* as "key-pressed" of GtkEventControllerKey */
} LotseGuestTableRules;

/* Fills the list view; `owner`, an object, is what the functions get. */
void lotse_guest_table_init (LotseGuestTable *self, GtkListView *list, const LotseGuestTableRules *rules, gpointer owner);
void lotse_guest_table_clear (LotseGuestTable *self);
/* What the filter or the sorter goes by has changed; whether any row shows. */
gboolean lotse_guest_table_filter (LotseGuestTable *self);

/* Gives a drop-down one choice for each way to filter, "Came: 12", and keeps what was chosen. */
void lotse_guest_table_count (LotseGuestTable *self,
                              GtkDropDown *choices,
                              guint n,
                              const char *(*label) (guint show),
                              gboolean (*is_in) (const LotseGuestItem *item, guint show));

G_END_DECLS
