/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list model; see the header.
 *
 * The first screenful is asked for by itself, so that a window is filled at once; the rest follows.  After a change the
 * whole order is asked for anew and compared, so that only what really moved is announced.  One question is on its way at
 * a time, and pauses grow with what it costs, so that a first sync does not keep the database thread busy with lists.
 */
#include "config.h"

#include "lotse-list-item-private.h"

#include <string.h>

#define FIRST_ROWS 200u
#define LEAST_PAUSE_MS 50u
#define PAUSE_FACTOR 4 /* a list that takes 50 ms is asked for at most every 200 ms */

struct _LotseListModel
{
  GObject parent_instance;

  LotseStore *store;
  LotseQuery *query;
  GArray *entries;         /* of LotseQueryEntry */
  GHashTable *items;       /* row number -> LotseListItem that somebody holds; not owned */
  GArray *wanted;          /* row numbers of records to read */
  guint read_source;
  guint reload_source;
  gboolean reloading;
  gboolean again;          /* something changed while a question was on its way */
  gboolean loaded;
  gint64 asked_at;         /* when the question on its way began, and what the last one cost, in microseconds */
  gint64 cost_us;
  gulong changed_handler;
  GCancellable *cancellable;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LotseListModel, lotse_list_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

/* --- Reading records --- */

typedef struct
{
  gint64 rid;
  LotseRecord *record;
  char *title;
  char *subtitle;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->record);
  g_free (reading->title);
  g_free (reading->subtitle);
  g_free (reading);
}

static gpointer
read_records (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const GArray *rids = data;
  GPtrArray *readings = g_ptr_array_new_with_free_func (reading_free);

  for (guint i = 0; i < rids->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_auto (LotseStoreRow) row = { 0 };
      g_autofree char *id = NULL;
      Reading *reading = g_new0 (Reading, 1);

      reading->rid = g_array_index (rids, gint64, i);
      g_ptr_array_add (readings, reading);
      if (lotse_store_row_read_by_rid (store, reading->rid, &id, &row, NULL) && row.rid > 0)
        reading->record = lotse_store_row_to_record (id, &row);
      if (reading->record == NULL)
        continue;
      reading->title = lotse_record_dup_title_with (reading->record, lotse_store_lookup_title, store);
      reading->subtitle = lotse_record_dup_subtitle_with (reading->record, lotse_store_lookup_title, store);
    }
  return readings;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LotseListModel) self = data;
  g_autoptr (GPtrArray) readings = lotse_store_call_finish (LOTSE_STORE (source), result, NULL);

  for (guint i = 0; readings != NULL && i < readings->len; i++)
    {
      Reading *reading = g_ptr_array_index (readings, i);
      LotseListItem *item = g_hash_table_lookup (self->items, &reading->rid);

      /* Somebody who hears of it may drop the item. */
      if (item != NULL)
        {
          g_object_ref (item);
          lotse_list_item_take (item, g_steal_pointer (&reading->record), g_steal_pointer (&reading->title), g_steal_pointer (&reading->subtitle));
          g_object_unref (item);
        }
    }
}

static gboolean
read_wanted (gpointer data)
{
  LotseListModel *self = data;
  GArray *rids = g_steal_pointer (&self->wanted);

  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->read_source = 0;
  lotse_store_call_async (self->store, read_records, rids, (GDestroyNotify) g_array_unref, (GDestroyNotify) g_ptr_array_unref,
                          self->cancellable, on_read, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Rows that appear together are read together. */
void
lotse_list_model_want (LotseListModel *self, LotseListItem *item)
{
  item->asked = TRUE;
  g_array_append_val (self->wanted, item->entry.rid);
  if (self->read_source == 0)
    self->read_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, read_wanted, self, NULL);
}

/* --- The order --- */

typedef struct
{
  LotseQuery *query;
  gboolean first;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  lotse_query_unref (question->query);
  g_free (question);
}

static gpointer
read_order (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  guint offset, limit = lotse_query_get_limit (question->query, &offset);

  if (question->first)
    limit = limit > 0 ? MIN (limit, FIRST_ROWS) : FIRST_ROWS;
  return lotse_query_entries (store, question->query, limit, offset, error);
}

/* Announces the smallest run of rows in which the two orders differ. */
static void
take_entries (LotseListModel *self, GArray *entries)
{
  guint before = self->entries->len, after = entries->len, start = 0, end = 0;
  const LotseQueryEntry *old = (const LotseQueryEntry *) (gpointer) self->entries->data;
  const LotseQueryEntry *new = (const LotseQueryEntry *) (gpointer) entries->data;
  g_autoptr (GArray) former = NULL;

  while (start < before && start < after && old[start].rid == new[start].rid)
    start++;
  while (end < before - start && end < after - start && old[before - 1 - end].rid == new[after - 1 - end].rid)
    end++;
  former = g_steal_pointer (&self->entries);
  self->entries = g_array_ref (entries);
  if (before - start - end > 0 || after - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, before - start - end, after - start - end);
}

static void ask_for_order (LotseListModel *self, gboolean first);

static void
on_order (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LotseListModel) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) entries = lotse_store_call_finish (LOTSE_STORE (source), result, &error);
  gboolean first = !self->loaded && self->entries->len == 0 && entries != NULL && entries->len == FIRST_ROWS;

  self->reloading = FALSE;
  self->cost_us = g_get_monotonic_time () - self->asked_at;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (entries == NULL)
    {
      g_debug ("A list: %s", error->message);
      return;
    }
  take_entries (self, entries);
  if (first)
    {
      ask_for_order (self, FALSE);
      return;
    }
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify (G_OBJECT (self), "loaded");
    }
  if (self->again)
    {
      self->again = FALSE;
      ask_for_order (self, FALSE);
    }
}

static void
ask_for_order (LotseListModel *self, gboolean first)
{
  Question *question = g_new0 (Question, 1);

  question->query = lotse_query_ref (self->query);
  question->first = first;
  self->reloading = TRUE;
  self->asked_at = g_get_monotonic_time ();
  lotse_store_call_async (self->store, read_order, question, question_free, (GDestroyNotify) g_array_unref, self->cancellable, on_order,
                          g_object_ref (self));
}

static gboolean
reload (gpointer data)
{
  LotseListModel *self = data;

  self->reload_source = 0;
  if (self->reloading)
    self->again = TRUE;
  else
    ask_for_order (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
refresh_items (LotseListModel *self, const char *id)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      LotseListItem *item = value;

      if (item->asked && (id == NULL || strcmp (item->id, id) == 0))
        lotse_list_model_want (self, item);
    }
}

static void
on_changed (LotseStore *store, const char *kind, const char *id, LotseListModel *self)
{
  guint pause = MAX (LEAST_PAUSE_MS, (guint) (self->cost_us / 1000) * PAUSE_FACTOR);

  /* A record of another kind may show in titles here; the store tells of each record whose title changed. */
  if (kind != NULL && strcmp (kind, lotse_query_kind (self->query)->name) != 0)
    return;
  refresh_items (self, id);
  if (self->reload_source == 0)
    self->reload_source = g_timeout_add (pause, reload, self);
}

/* --- The model --- */

void
lotse_list_model_drop (LotseListModel *self, LotseListItem *item)
{
  g_hash_table_remove (self->items, &item->entry.rid);
}

static void
lotse_list_model_dispose (GObject *object)
{
  LotseListModel *self = LOTSE_LIST_MODEL (object);
  GHashTableIter iter;
  gpointer value;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->read_source, g_source_remove);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_handler, self->store);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((LotseListItem *) value)->model = NULL;
  g_hash_table_remove_all (self->items);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (lotse_list_model_parent_class)->dispose (object);
}

static void
lotse_list_model_finalize (GObject *object)
{
  LotseListModel *self = LOTSE_LIST_MODEL (object);

  g_array_unref (self->entries);
  g_array_unref (self->wanted);
  g_hash_table_unref (self->items);
  lotse_query_unref (self->query);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (lotse_list_model_parent_class)->finalize (object);
}

static void
lotse_list_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, LOTSE_LIST_MODEL (object)->loaded);
}

static void
lotse_list_model_class_init (LotseListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lotse_list_model_dispose;
  object_class->finalize = lotse_list_model_finalize;
  object_class->get_property = lotse_list_model_get_property;
  g_object_class_install_property (object_class, 1,
                                   g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
lotse_list_model_init (LotseListModel *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (LotseQueryEntry));
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->cancellable = g_cancellable_new ();
}

static GType
get_item_type (GListModel *list)
{
  return LOTSE_TYPE_LIST_ITEM;
}

static guint
get_n_items (GListModel *list)
{
  return LOTSE_LIST_MODEL (list)->entries->len;
}

static gpointer
get_item (GListModel *list, guint position)
{
  LotseListModel *self = LOTSE_LIST_MODEL (list);
  const LotseQueryEntry *entry;
  LotseListItem *item;

  if (position >= self->entries->len)
    return NULL;
  entry = &g_array_index (self->entries, LotseQueryEntry, position);
  item = g_hash_table_lookup (self->items, &entry->rid);
  if (item != NULL)
    return g_object_ref (item);
  item = g_object_new (LOTSE_TYPE_LIST_ITEM, NULL);
  item->model = self;
  item->entry = *entry;
  item->id = lotse_id_from_bytes (entry->id);
  g_hash_table_insert (self->items, &item->entry.rid, item);
  return item;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/**
 * lotse_list_model_new:
 * @query: what the list shows; it must not change any more
 *
 * Returns: (transfer full): a list that fills itself
 */
LotseListModel *
lotse_list_model_new (LotseStore *store, LotseQuery *query)
{
  LotseListModel *self = g_object_new (LOTSE_TYPE_LIST_MODEL, NULL);

  self->store = g_object_ref (store);
  self->query = lotse_query_ref (query);
  self->changed_handler = g_signal_connect (store, "changed", G_CALLBACK (on_changed), self);
  ask_for_order (self, TRUE);
  return self;
}

gboolean
lotse_list_model_is_loaded (LotseListModel *self)
{
  g_return_val_if_fail (LOTSE_IS_LIST_MODEL (self), FALSE);
  return self->loaded;
}

guint
lotse_list_model_find (LotseListModel *self, const char *id)
{
  guint8 bytes[LOTSE_ID_BYTES];

  g_return_val_if_fail (LOTSE_IS_LIST_MODEL (self), G_MAXUINT);
  if (!lotse_id_to_bytes (id, bytes))
    return G_MAXUINT;
  for (guint i = 0; i < self->entries->len; i++)
    if (memcmp (g_array_index (self->entries, LotseQueryEntry, i).id, bytes, sizeof bytes) == 0)
      return i;
  return G_MAXUINT;
}
