/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a ready grant programme; see the header. */
#include "config.h"

#include "lotse-ready-take.h"

#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-ready.h"

typedef struct
{
  const char *name;
  const char *group;
  gboolean *known;
  GPtrArray **moves;
  char *id;
} Taking;

/* What was made of it before, whoever made it, else the record with the id of that name, also from the bin. */
static LotseRecord *
find_known (LotseStore *store, const char *name, const char *id, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("grant_programme"));
  g_autoptr (GPtrArray) found = lotse_query_where (query, "ready", LOTSE_QUERY_EQUAL, name, error) ? lotse_store_list (store, query, error) : NULL;
  g_autoptr (GError) local = NULL;
  LotseRecord *record;

  if (found == NULL)
    return NULL;
  if (found->len > 0)
    return g_object_ref (found->pdata[0]);
  record = lotse_store_get (store, id, &local);
  if (record == NULL && !g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  return record;
}

static gboolean
run_take (LotseStore *store, gpointer data, GError **error)
{
  Taking *taking = data;
  g_autofree char *id = lotse_id_derive ("grant_programme", "ready", taking->name, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseRecord) record = find_known (store, taking->name, id, &local);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (taking->known != NULL)
    *taking->known = record != NULL && !lotse_record_is_deleted (record);
  if (record == NULL)
    record = lotse_record_new (lotse_kind_find ("grant_programme"), id);
  lotse_record_set_deleted (record, FALSE);
  g_ptr_array_add (records, record);
  if (!lotse_ready_fill_programme (taking->name, record, error)
      || !lotse_deadlines_save (store, records, taking->group, taking->moves, error))
    return FALSE;
  taking->id = g_strdup (lotse_record_get_id (record));
  return TRUE;
}

char *
lotse_ready_take (LotseStore *store, const char *name, const char *group, gboolean *known, GPtrArray **moves, GError **error)
{
  Taking taking = { .name = name, .group = group, .known = known, .moves = moves };

  return lotse_store_run (store, run_take, &taking, error) ? taking.id : NULL;
}
