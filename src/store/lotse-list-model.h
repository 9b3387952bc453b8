/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of records that reads them as they scroll into view.
 *
 * The model knows the ids of what its query finds; a record is read when somebody asks an item for it.  It follows the
 * store's "changed".  Model and items belong to the main thread; 100,000 records are expected.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

/*
 * Properties, all read-only, with notification: "id"; "record" (LotseRecord), "title" and "subtitle" (text in the
 * language of the process, links with their titles), which are NULL until the record has been read.  Asking for one of
 * them starts the reading.
 */
#define LOTSE_TYPE_LIST_ITEM (lotse_list_item_get_type ())
G_DECLARE_FINAL_TYPE (LotseListItem, lotse_list_item, LOTSE, LIST_ITEM, GObject)

const char *lotse_list_item_get_id (LotseListItem *self);
LotseRecord *lotse_list_item_get_record (LotseListItem *self);
const char *lotse_list_item_get_title (LotseListItem *self);
const char *lotse_list_item_get_subtitle (LotseListItem *self);

/* Property "loaded": the list is complete. */
#define LOTSE_TYPE_LIST_MODEL (lotse_list_model_get_type ())
G_DECLARE_FINAL_TYPE (LotseListModel, lotse_list_model, LOTSE, LIST_MODEL, GObject)

LotseListModel *lotse_list_model_new (LotseStore *store, LotseQuery *query);
gboolean lotse_list_model_is_loaded (LotseListModel *self);
/* The position of the record in the list, or GTK_INVALID_LIST_POSITION (G_MAXUINT). */
guint lotse_list_model_find (LotseListModel *self, const char *id);

G_END_DECLS
