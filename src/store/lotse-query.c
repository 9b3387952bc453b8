/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Queries: what a list shows.  How one becomes SQL is in lotse-query-sql.c.
 */
#include "config.h"

#include "lotse-query-private.h"
#include "lotse-error.h"

#include <glib/gi18n-lib.h>

static void
condition_clear (gpointer data)
{
  g_free (((LotseQueryCondition *) data)->value);
}

/**
 * lotse_query_new:
 * @kind: whose records are listed
 *
 * Returns: (transfer full): a query for all records that are not in the bin, by title
 */
LotseQuery *
lotse_query_new (const LotseKind *kind)
{
  LotseQuery *self = g_new0 (LotseQuery, 1);

  self->refs = 1;
  self->kind = kind;
  self->conditions = g_array_new (FALSE, FALSE, sizeof (LotseQueryCondition));
  g_array_set_clear_func (self->conditions, condition_clear);
  self->orders = g_array_new (FALSE, FALSE, sizeof (LotseQueryOrder));
  return self;
}

LotseQuery *
lotse_query_ref (LotseQuery *self)
{
  g_atomic_int_inc (&self->refs);
  return self;
}

void
lotse_query_unref (LotseQuery *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->refs))
    return;
  g_array_unref (self->conditions);
  g_array_unref (self->orders);
  g_free (self->words);
  g_free (self);
}

const LotseKind *
lotse_query_kind (LotseQuery *self)
{
  return self->kind;
}

guint
lotse_query_get_limit (LotseQuery *self, guint *offset)
{
  *offset = self->offset;
  return self->limit;
}

static const LotseField *
find_field (LotseQuery *self, const char *name, GError **error)
{
  const LotseField *field = lotse_kind_field (self->kind, name);

  if (field == NULL)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("Records of the kind “%s” have no field “%s”."), self->kind->name, name);
  return field;
}

gboolean
lotse_query_where (LotseQuery *self, const char *field, LotseQueryOperator op, const char *value, GError **error)
{
  LotseQueryCondition condition = { .field = find_field (self, field, error), .op = op };

  if (condition.field == NULL)
    return FALSE;
  if (value == NULL && (op == LOTSE_QUERY_EQUAL || op == LOTSE_QUERY_NOT_EQUAL))
    condition.op = op == LOTSE_QUERY_EQUAL ? LOTSE_QUERY_EMPTY : LOTSE_QUERY_NOT_EMPTY;
  condition.value = g_strdup (value);
  g_array_append_val (self->conditions, condition);
  return TRUE;
}

void
lotse_query_search (LotseQuery *self, const char *words)
{
  g_free (self->words);
  self->words = g_strdup (words);
}

gboolean
lotse_query_sort (LotseQuery *self, const char *field, gboolean descending, GError **error)
{
  LotseQueryOrder order = { .field = field != NULL ? find_field (self, field, error) : NULL, .descending = descending };

  if (field != NULL && order.field == NULL)
    return FALSE;
  g_array_append_val (self->orders, order);
  return TRUE;
}

void
lotse_query_limit (LotseQuery *self, guint limit, guint offset)
{
  self->limit = limit;
  self->offset = offset;
}

void
lotse_query_bin (LotseQuery *self, LotseBin bin)
{
  self->bin = bin;
}

void
lotse_query_united (LotseQuery *self)
{
  self->united = TRUE;
}

/* --- Lists --- */

typedef struct
{
  LotseQuery *query;
  GPtrArray *records;
  gint64 count;
} List;

static gboolean
call_list (LotseStore *self, gpointer data, GError **error)
{
  List *list = data;
  g_autoptr (GArray) entries = lotse_query_entries (self, list->query, list->query->limit, list->query->offset, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      g_auto (LotseStoreRow) row = { 0 };
      g_autofree char *id = NULL;
      LotseRecord *record;

      if (!lotse_store_row_read_by_rid (self, g_array_index (entries, LotseQueryEntry, i).rid, &id, &row, error))
        return FALSE;
      record = row.rid > 0 ? lotse_store_row_to_record (id, &row) : NULL;
      if (record != NULL)
        g_ptr_array_add (list->records, record);
    }
  return entries != NULL;
}

GPtrArray *
lotse_store_list (LotseStore *self, LotseQuery *query, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  List list = { .query = query, .records = records };

  return lotse_store_run_read (self, call_list, &list, error) ? g_steal_pointer (&records) : NULL;
}

static gboolean
call_count (LotseStore *self, gpointer data, GError **error)
{
  List *list = data;
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  list->count = 0;
  if (!lotse_query_prepare (self, list->query, "count (*)", NULL, &statement, error))
    return FALSE;
  if (statement != NULL && lotse_statement_step (statement, &local))
    list->count = lotse_statement_int (statement, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gint64
lotse_store_count (LotseStore *self, LotseQuery *query, GError **error)
{
  List list = { .query = query, .count = -1 };

  return lotse_store_run (self, call_count, &list, error) ? list.count : -1;
}

/* --- Ids only --- */

typedef struct
{
  LotseQuery *query;
  const LotseField *field;
  GPtrArray *ids;
} Ids;

static gboolean
call_ids (LotseStore *self, gpointer data, GError **error)
{
  const Ids *ids = data;
  g_autoptr (GArray) entries = lotse_query_entries (self, ids->query, ids->query->limit, ids->query->offset, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    g_ptr_array_add (ids->ids, lotse_id_from_bytes (g_array_index (entries, LotseQueryEntry, i).id));
  return entries != NULL;
}

/* Says which records a query finds, in its order, without reading them. */
GPtrArray *
lotse_store_list_ids (LotseStore *self, LotseQuery *query, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  Ids ids = { .query = query, .ids = found };

  return lotse_store_run (self, call_ids, &ids, error) ? g_steal_pointer (&found) : NULL;
}

/* --- Where links lead --- */

/* Gets a row: the id (transfer full) in its first column, and the rest. */
typedef void (*TakeLink) (char *id, LotseStatement *row, gpointer data);

/* Asks for the columns, of which the first is a link, and passes over what is empty. */
static gboolean
walk_links (LotseStore *self, LotseQuery *query, const char *columns, const char *group, TakeLink take, gpointer data, GError **error)
{
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  if (!lotse_query_prepare (self, query, columns, group, &statement, error))
    return FALSE;
  while (statement != NULL && lotse_statement_step (statement, &local))
    {
      gsize size = 0;
      const guint8 *bytes = lotse_statement_bytes (statement, 0, &size);

      if (size == LOTSE_ID_BYTES)
        take (lotse_id_from_bytes (bytes), statement, data);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
take_id (char *id, LotseStatement *row, gpointer data)
{
  g_ptr_array_add (data, id);
}

static gboolean
call_links (LotseStore *self, gpointer data, GError **error)
{
  const Ids *ids = data;
  g_autofree char *column = g_strdup_printf ("DISTINCT t.\"%s\"", ids->field->name);

  return walk_links (self, ids->query, column, NULL, take_id, ids->ids, error);
}

/**
 * lotse_store_list_links:
 * @query: has at least one condition; its order and limit count for nothing here
 * @field: a link of the records that the query finds
 *
 * Returns: (transfer full): the ids to which these records link, each once, in no order; what is empty is left out
 */
GPtrArray *
lotse_store_list_links (LotseStore *self, LotseQuery *query, const char *field, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  Ids ids = { .query = query, .field = find_field (query, field, error), .ids = found };

  g_return_val_if_fail (query->conditions->len > 0, NULL);
  if (ids.field == NULL)
    return NULL;
  return lotse_store_run (self, call_links, &ids, error) ? g_steal_pointer (&found) : NULL;
}

typedef struct
{
  LotseQuery *query;
  const LotseField *link;
  const LotseField *field;
  gboolean last;
  GHashTable *found;
} Edges;

static void
take_edge (char *id, LotseStatement *row, gpointer data)
{
  g_hash_table_insert (data, id, g_strdup (lotse_statement_text (row, 1)));
}

static gboolean
call_edges (LotseStore *self, gpointer data, GError **error)
{
  const Edges *edges = data;
  g_autofree char *link = g_strdup_printf ("t.\"%s\"", edges->link->name);
  g_autofree char *columns = g_strdup_printf ("%s, %s (t.\"%s\")", link, edges->last ? "max" : "min", edges->field->name);

  return walk_links (self, edges->query, columns, link, take_edge, edges->found, error);
}

/**
 * lotse_store_edges:
 * @query: its order and limit count for nothing here; leaves out records whose @field is empty
 * @link: a link of the records that the query finds, to a kind of which nobody unites two
 * @field: a date of theirs, with or without a time
 * @last: the last one is asked for, else the first
 *
 * One question for all, however many records there are.
 *
 * Returns: (transfer full) (nullable): id -> the first or last of these dates; %NULL with an error of the store
 */
GHashTable *
lotse_store_edges (LotseStore *self, LotseQuery *query, const char *link, const char *field, gboolean last, GError **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Edges edges = { query, find_field (query, link, error), NULL, last, found };

  if (edges.link == NULL)
    return NULL;
  edges.field = find_field (query, field, error);
  if (edges.field == NULL)
    return NULL;
  g_return_val_if_fail (query->conditions->len > 0, NULL);
  return lotse_store_run (self, call_edges, &edges, error) ? g_steal_pointer (&found) : NULL;
}
