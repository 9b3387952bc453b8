/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in memory, by short names, for what reads them through lotse-records.h. */
#pragma once

#include "lotse-records.h"

#include "lotse-test-fuzz.h"

#include <locale.h>

typedef struct
{
  LotseRecordsOverlay overlay;
  GPtrArray *records;
} Table;

static inline void
table_init (Table *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  lotse_records_overlay_init (&self->overlay, NULL, self->records);
}

static inline void
table_clear (Table *self)
{
  g_ptr_array_unref (self->records);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

/* The id of what the test calls so; the text is kept for as long as the program runs. */
static inline const char *
id_of (const char *name)
{
  static GHashTable *ids;
  char *id;

  if (ids == NULL)
    ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  id = g_hash_table_lookup (ids, name);
  if (id == NULL)
    {
      id = g_compute_checksum_for_string (G_CHECKSUM_MD5, name, -1);
      g_hash_table_insert (ids, g_strdup (name), id);
    }
  return id;
}

/* Fields and canonical values by turns, NULL at the end; a link may be written "@name". */
static inline LotseRecord *
add (Table *self, const char *kind, const char *name, ...)
{
  LotseRecord *record = lotse_record_new (lotse_kind_find (kind), id_of (name));
  va_list fields;
  const char *field;

  va_start (fields, name);
  while ((field = va_arg (fields, const char *)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      const char *value = va_arg (fields, const char *);

      if (value != NULL && *value == '@')
        value = id_of (value + 1);
      if (lotse_field_has_elements (lotse_kind_field (lotse_kind_find (kind), field)))
        lotse_record_set_element (record, field, value, "1", &error);
      else
        lotse_record_set (record, field, value, &error);
      g_assert_no_error (error);
    }
  va_end (fields);
  g_ptr_array_add (self->records, record);
  return record;
}
