/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of a store; see the header. */
#include "config.h"

#include "lotse-store-records.h"

#include "lotse-error.h"

static LotseRecord *
get_record (gpointer data, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  LotseRecord *record = lotse_store_get_standing (data, id, &local);

  if (record != NULL && lotse_record_is_deleted (record))
    g_clear_object (&record);
  else if (record == NULL && !g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  return record;
}

static GPtrArray *
list_records (gpointer data, const char *kind, const char *field, const char *id, GError **error)
{
  const LotseKind *declared = lotse_kind_find (kind);
  g_autoptr (LotseQuery) query = lotse_query_new (declared);

  if (field != NULL)
    {
      const gboolean one = lotse_kind_field (declared, field)->type == LOTSE_FIELD_LINK;

      if (!lotse_query_where (query, field, one ? LOTSE_QUERY_EQUAL : LOTSE_QUERY_HAS, id, error))
        return NULL;
    }
  return lotse_store_list (data, query, error);
}

static GHashTable *
find_edges (gpointer data, const char *kind, const char *link, const char *id, const char *field, const char *from, const char *to,
            gboolean last, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
  /* A date and time of the last day sorts behind the day itself. */
  g_autofree char *end = to != NULL ? g_strconcat (to, "T24", NULL) : NULL;

  if ((id != NULL && !lotse_query_where (query, link, LOTSE_QUERY_EQUAL, id, error))
      || !lotse_query_where (query, field, LOTSE_QUERY_NOT_EMPTY, NULL, error)
      || (from != NULL && !lotse_query_where (query, field, LOTSE_QUERY_GREATER_EQUAL, from, error))
      || (end != NULL && !lotse_query_where (query, field, LOTSE_QUERY_LESS, end, error)))
    return NULL;
  return lotse_store_edges (data, query, link, field, last, error);
}

/**
 * lotse_store_records:
 * @store: must outlive what is returned
 *
 * Returns: how rules read the records of that store
 */
LotseRecords
lotse_store_records (LotseStore *store)
{
  return (LotseRecords){ get_record, list_records, find_edges, store };
}
