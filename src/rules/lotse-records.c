/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading records wherever they are; see the header. */
#include "config.h"

#include "lotse-records.h"

#include <string.h>

/**
 * lotse_records_get:
 * @id: (nullable): of a record
 *
 * Returns: (transfer full) (nullable): the record, or %NULL when there is none or, with @error, when it cannot be read
 */
LotseRecord *
lotse_records_get (const LotseRecords *self, const char *id, GError **error)
{
  return id != NULL && *id != '\0' ? self->get (self->data, id, error) : NULL;
}

/**
 * lotse_records_list:
 * @kind: the name of a kind
 * @field: (nullable): a link of it, or a set of links; %NULL for all records of the kind
 * @id: (nullable): where the link leads to
 *
 * Returns: (transfer full) (element-type LotseRecord): the records in the order of their ids; %NULL when they cannot be read
 */
GPtrArray *
lotse_records_list (const LotseRecords *self, const char *kind, const char *field, const char *id, GError **error)
{
  return self->list (self->data, kind, field, id, error);
}

/* A date and time counts by its day. */
static gboolean
is_within (const char *value, const char *from, const char *to)
{
  return value != NULL && (from == NULL || strcmp (value, from) >= 0) && (to == NULL || strncmp (value, to, strlen (to)) <= 0);
}

static GHashTable *
list_edges (const LotseRecords *self, const char *kind, const char *link, const char *id, const char *field, const char *from,
            const char *to, gboolean last, GError **error)
{
  g_autoptr (GPtrArray) list = lotse_records_list (self, kind, id != NULL ? link : NULL, id, error);
  GHashTable *edges;

  if (list == NULL)
    return NULL;
  edges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < list->len; i++)
    {
      const char *target = lotse_record_get (g_ptr_array_index (list, i), link);
      const char *value = lotse_record_get (g_ptr_array_index (list, i), field);
      const char *edge = target != NULL ? g_hash_table_lookup (edges, target) : NULL;

      if (target != NULL && is_within (value, from, to) && (edge == NULL || (strcmp (value, edge) > 0) == last))
        g_hash_table_insert (edges, g_strdup (target), g_strdup (value));
    }
  return edges;
}

/**
 * lotse_records_edges:
 * @id: (nullable): %NULL for all records to which the link leads
 *
 * Returns: (transfer full) (nullable): id -> the first or last of these dates, see the header; %NULL when they cannot be read
 */
GHashTable *
lotse_records_edges (const LotseRecords *self, const char *kind, const char *link, const char *id, const char *field, const char *from,
                     const char *to, gboolean last, GError **error)
{
  return self->edges != NULL ? self->edges (self->data, kind, link, id, field, from, to, last, error)
                             : list_edges (self, kind, link, id, field, from, to, last, error);
}

gboolean
lotse_records_leads_to (const LotseRecord *record, const char *field, const char *id)
{
  const LotseField *declared = lotse_kind_field (lotse_record_get_kind (record), field);
  g_auto (GStrv) elements = NULL;

  if (declared == NULL)
    return FALSE;
  if (declared->type == LOTSE_FIELD_LINK)
    return g_strcmp0 (lotse_record_get (record, field), id) == 0;
  elements = lotse_record_list_elements (record, field);
  return elements != NULL && g_strv_contains ((const char *const *) elements, id);
}

/* --- What would be, if something were saved ------------------------------------------------------------------- */

static LotseRecord *
find_changed (LotseRecordsOverlay *self, const char *id)
{
  for (guint i = 0; i < self->changed->len; i++)
    if (g_strcmp0 (lotse_record_get_id (g_ptr_array_index (self->changed, i)), id) == 0)
      return g_ptr_array_index (self->changed, i);
  return NULL;
}

static LotseRecord *
overlay_get (gpointer data, const char *id, GError **error)
{
  LotseRecordsOverlay *self = data;
  LotseRecord *changed = find_changed (self, id);

  if (changed != NULL)
    return lotse_record_is_deleted (changed) ? NULL : g_object_ref (changed);
  return self->below != NULL ? lotse_records_get (self->below, id, error) : NULL;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (lotse_record_get_id (*(LotseRecord *const *) a), lotse_record_get_id (*(LotseRecord *const *) b));
}

static GPtrArray *
overlay_list (gpointer data, const char *kind, const char *field, const char *id, GError **error)
{
  LotseRecordsOverlay *self = data;
  g_autoptr (GPtrArray) below = NULL;
  GPtrArray *list;

  if (self->below != NULL && (below = lotse_records_list (self->below, kind, field, id, error)) == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; below != NULL && i < below->len; i++)
    if (find_changed (self, lotse_record_get_id (g_ptr_array_index (below, i))) == NULL)
      g_ptr_array_add (list, g_object_ref (g_ptr_array_index (below, i)));
  for (guint i = 0; i < self->changed->len; i++)
    {
      LotseRecord *changed = g_ptr_array_index (self->changed, i);

      if (!lotse_record_is_deleted (changed) && g_str_equal (lotse_record_get_kind (changed)->name, kind)
          && (field == NULL || lotse_records_leads_to (changed, field, id)))
        g_ptr_array_add (list, g_object_ref (changed));
    }
  g_ptr_array_sort (list, compare_ids);
  return list;
}

/* What does not change these records leaves it to those below, which may know better than to list them. */
static GHashTable *
overlay_edges (gpointer data, const char *kind, const char *link, const char *id, const char *field, const char *from, const char *to,
               gboolean last, GError **error)
{
  LotseRecordsOverlay *self = data;

  for (guint i = 0; self->below != NULL && i < self->changed->len; i++)
    if (g_str_equal (lotse_record_get_kind (g_ptr_array_index (self->changed, i))->name, kind))
      return list_edges (&self->records, kind, link, id, field, from, to, last, error);
  return self->below != NULL ? lotse_records_edges (self->below, kind, link, id, field, from, to, last, error)
                             : list_edges (&self->records, kind, link, id, field, from, to, last, error);
}

/**
 * lotse_records_overlay_init:
 * @below: (nullable): what is there now; %NULL for nothing
 * @changed: (element-type LotseRecord): records in place of those below, or besides them; those in the bin are left out
 */
void
lotse_records_overlay_init (LotseRecordsOverlay *self, const LotseRecords *below, GPtrArray *changed)
{
  self->records = (LotseRecords){ .get = overlay_get, .list = overlay_list, .edges = overlay_edges, .data = self };
  self->below = below;
  self->changed = changed;
}
