/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a list and its rows know of each other.
 */
#pragma once

#include "lotse-list-model.h"
#include "lotse-query-private.h"

G_BEGIN_DECLS

struct _LotseListItem
{
  GObject parent_instance;

  LotseListModel *model; /* not owned; NULL when the model is gone */
  LotseQueryEntry entry;
  char *id;
  LotseRecord *record;
  char *title;
  char *subtitle;
  gboolean asked;        /* the record is wanted or was read */
};

/* A row wants its record; a row goes. */
void lotse_list_model_want (LotseListModel *self, LotseListItem *item);
void lotse_list_model_drop (LotseListModel *self, LotseListItem *item);

/* Gives the row what was read of it, or NULL if it is not there any more; takes all three. */
void lotse_list_item_take (LotseListItem *self, LotseRecord *record, char *title, char *subtitle);

G_END_DECLS
