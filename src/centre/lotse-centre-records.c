/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The centre's records, for rules; see the header. */
#include "lotse-centre-records.h"

#include "lotse-united.h"

#include <string.h>

/* The registers that the account may see, NULL without an error if it does not have the record. */
static LotseRegisters *
read_seen (LotseCentreRecords *self, const LotseStored *stored, GError **error)
{
  const LotseKind *kind = lotse_kind_find (stored->kind);
  g_autoptr (LotseRegisters) all = NULL;
  LotseRegisters *seen;
  LotseAudience classes;

  if (self->access == NULL)
    return lotse_stored_read (stored, error);
  if (!lotse_access_classes (self->access, stored, &classes, error) || classes == 0 || (all = lotse_stored_read (stored, error)) == NULL)
    return NULL;
  seen = lotse_registers_new ();
  for (guint i = 0; i < lotse_registers_size (all); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (all, i, &name);

      if (lotse_access_sees (self->access, kind, classes, name, reg->stamp))
        lotse_registers_put (seen, name, reg->value, reg->stamp);
    }
  return seen;
}

/* NULL without an error for what is in the bin, of an unknown kind, or not for the account. */
static LotseRecord *
read_record (LotseCentreRecords *self, const LotseStored *stored, GError **error)
{
  const LotseKind *kind = lotse_kind_find (stored->kind);
  LotseRegisters *seen;
  LotseRecord *record;

  if (stored->deleted || kind == NULL || (seen = read_seen (self, stored, error)) == NULL)
    return NULL;
  record = lotse_record_new (kind, stored->id);
  lotse_record_take_registers (record, seen);
  /* Stamps say when what the rules follow from was changed last. */
  lotse_record_take_loaded (record, seen);
  return record;
}

static LotseRecord *
read_id (LotseCentreRecords *self, const char *id, GError **error)
{
  g_autoptr (LotseStored) stored = NULL;

  if (!self->centre->backend->get_record (self->centre->backend, id, &stored, error) || stored == NULL)
    return NULL;
  return read_record (self, stored, error);
}

/* A circle of records that were united ends at the smallest id; one that leads to nothing here stands for itself. */
static LotseRecord *
get_record (gpointer data, const char *id, GError **error)
{
  LotseCentreRecords *self = data;
  g_autoptr (GHashTable) passed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local = NULL;
  LotseRecord *record = read_id (self, id, &local), *smallest = NULL;
  const char *next;

  while (record != NULL && (next = lotse_record_get_merged_into (record)) != NULL)
    {
      LotseRecord *following;

      if (smallest == NULL || strcmp (lotse_record_get_id (record), lotse_record_get_id (smallest)) < 0)
        g_set_object (&smallest, record);
      if (!g_hash_table_add (passed, g_strdup (lotse_record_get_id (record))))
        {
          g_set_object (&record, smallest);
          break;
        }
      following = read_id (self, next, &local);
      if (following == NULL)
        break;
      g_object_unref (record);
      record = following;
    }
  g_clear_object (&smallest);
  if (local == NULL)
    return record;
  g_clear_object (&record);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (lotse_record_get_id (*(LotseRecord *const *) a), lotse_record_get_id (*(LotseRecord *const *) b));
}

static GPtrArray *
list_all (LotseCentreRecords *self, const char *kind, GError **error)
{
  g_autoptr (GPtrArray) stored = self->centre->backend->records_of_kind (self->centre->backend, kind, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; stored != NULL && i < stored->len; i++)
    {
      g_autoptr (GError) local = NULL;
      LotseRecord *record = read_record (self, g_ptr_array_index (stored, i), &local);

      if (record != NULL)
        g_ptr_array_add (list, record);
      else if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return stored != NULL ? g_steal_pointer (&list) : NULL;
}

static gboolean
has_field (const LotseRecord *record, const char *field)
{
  const LotseField *declared = lotse_kind_field (lotse_record_get_kind (record), field);
  g_auto (GStrv) elements = NULL;

  if (!lotse_field_has_elements (declared))
    return lotse_record_get (record, field) != NULL;
  elements = lotse_record_list_elements (record, field);
  return elements != NULL && *elements != NULL;
}

static GPtrArray *
list_linked (LotseCentreRecords *self, const char *kind, const char *field, const char *id, GError **error)
{
  g_autoptr (GPtrArray) ids = lotse_united_sources (self->centre, id, kind, field, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (GError) local = NULL;
      LotseRecord *record = read_id (self, g_ptr_array_index (ids, i), &local);

      /* Who may not see the field is not told by whom it leads there. */
      if (record != NULL && !has_field (record, field))
        g_clear_object (&record);
      if (record != NULL)
        g_ptr_array_add (list, record);
      else if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return ids != NULL ? g_steal_pointer (&list) : NULL;
}

static GPtrArray *
list_records (gpointer data, const char *kind, const char *field, const char *id, GError **error)
{
  GPtrArray *list = field != NULL ? list_linked (data, kind, field, id, error) : list_all (data, kind, error);

  if (list != NULL)
    g_ptr_array_sort (list, compare_ids);
  return list;
}

void
lotse_centre_records_init (LotseCentreRecords *self, LotseCentre *centre, const LotseAccess *access)
{
  *self = (LotseCentreRecords){ { .get = get_record, .list = list_records, .data = self }, centre, access };
}
