/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One reading of the records that deadlines follow from; see lotse-deadline-private.h.
 *
 * Load: a thousand applications with five deadlines each and some thousand profiles are read in well under a second, because
 * each kind is listed once and its links are looked up in memory.
 */
#include "config.h"

#include "lotse-deadline-private.h"

#include "lotse-id.h"
#include "lotse-ready.h"

#include <string.h>

void
lotse_reading_init (LotseReading *self, const LotseRecords *records, const LotseDeadlinesOptions *options, gboolean whole)
{
  g_autofree char *id = lotse_id_derive ("centre_setting", "centre", NULL);
  LotseRecord *settings;

  memset (self, 0, sizeof *self);
  self->records = records;
  self->options = options;
  self->whole = whole;
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->by_kind = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_link = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_deadline_free);
  settings = lotse_reading_get (self, id);
  if (settings != NULL)
    self->centre_home = lotse_record_get_id (settings);
  self->state = options->state != NULL ? options->state : settings != NULL ? lotse_record_get (settings, "state") : NULL;
}

void
lotse_reading_clear (LotseReading *self)
{
  g_clear_pointer (&self->by_kind, g_hash_table_unref);
  g_clear_pointer (&self->by_link, g_hash_table_unref);
  g_clear_pointer (&self->stored, g_hash_table_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->rules, g_hash_table_unref);
  g_clear_pointer (&self->centre_rules, g_ptr_array_unref);
  g_clear_pointer (&self->used, g_hash_table_unref);
  lotse_pair_meetings_clear (&self->meetings);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_error (&self->error);
}

/* --- Records -------------------------------------------------------------------------------------------------- */

LotseRecord *
lotse_reading_get (LotseReading *self, const char *id)
{
  LotseRecord *record = id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;

  if (record != NULL || id == NULL || self->error != NULL)
    return record;
  record = lotse_records_get (self->records, id, &self->error);
  if (record != NULL)
    g_hash_table_insert (self->by_id, g_strdup (id), record);
  return record;
}

/* Keeps the list for as long as the reading lives. */
static GPtrArray *
keep (LotseReading *self, GPtrArray *list)
{
  if (list == NULL)
    list = g_ptr_array_new ();
  g_ptr_array_add (self->kept, list);
  return list;
}

/* What is listed need not be read one by one when something leads to it. */
GPtrArray *
lotse_reading_list (LotseReading *self, const char *kind)
{
  GPtrArray *list = g_hash_table_lookup (self->by_kind, kind);

  if (list != NULL)
    return list;
  list = keep (self, self->error == NULL ? lotse_records_list (self->records, kind, NULL, NULL, &self->error) : NULL);
  g_hash_table_insert (self->by_kind, g_strdup (kind), list);
  for (guint i = 0; i < list->len; i++)
    if (!g_hash_table_contains (self->by_id, lotse_record_get_id (list->pdata[i])))
      g_hash_table_insert (self->by_id, g_strdup (lotse_record_get_id (list->pdata[i])), g_object_ref (list->pdata[i]));
  return list;
}

static void
add_under (GHashTable *index, const char *id, LotseRecord *record)
{
  GPtrArray *list = g_hash_table_lookup (index, id);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (index, g_strdup (id), list);
    }
  g_ptr_array_add (list, record);
}

static GHashTable *
make_index (LotseReading *self, const char *kind, const char *field)
{
  const gboolean one = lotse_kind_field (lotse_kind_find (kind), field)->type == LOTSE_FIELD_LINK;
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  GPtrArray *list = lotse_reading_list (self, kind);

  for (guint i = 0; i < list->len; i++)
    {
      LotseRecord *record = g_ptr_array_index (list, i);
      g_auto (GStrv) elements = one ? NULL : lotse_record_list_elements (record, field);

      if (one && lotse_record_get (record, field) != NULL)
        add_under (index, lotse_record_get (record, field), record);
      for (guint e = 0; elements != NULL && elements[e] != NULL; e++)
        add_under (index, elements[e], record);
    }
  return index;
}

GPtrArray *
lotse_reading_linked (LotseReading *self, const char *kind, const char *field, const char *id)
{
  g_autofree char *key = NULL;
  GHashTable *index;
  GPtrArray *list;

  if (!self->whole)
    return keep (self, self->error == NULL ? lotse_records_list (self->records, kind, field, id, &self->error) : NULL);
  key = g_strconcat (kind, ".", field, NULL);
  index = g_hash_table_lookup (self->by_link, key);
  if (index == NULL)
    {
      index = make_index (self, kind, field);
      g_hash_table_insert (self->by_link, g_steal_pointer (&key), index);
    }
  list = g_hash_table_lookup (index, id);
  return list != NULL ? list : keep (self, NULL);
}

LotseRecord *
lotse_reading_stored (LotseReading *self, const char *id)
{
  if (!self->whole)
    return lotse_reading_get (self, id);
  if (self->stored == NULL)
    {
      GPtrArray *list = lotse_reading_list (self, "deadline");

      self->stored = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < list->len; i++)
        g_hash_table_insert (self->stored, (gpointer) lotse_record_get_id (list->pdata[i]), list->pdata[i]);
    }
  return g_hash_table_lookup (self->stored, id);
}

const LotsePairMeetings *
lotse_reading_meetings (LotseReading *self, const char *pair)
{
  if (self->error != NULL || (self->whole && self->meetings.last != NULL))
    return self->error == NULL ? &self->meetings : NULL;
  lotse_pair_meetings_clear (&self->meetings);
  return lotse_pair_meetings_read (self->records, self->whole ? NULL : pair, self->options->today, &self->meetings, &self->error)
           ? &self->meetings : NULL;
}

/**
 * lotse_reading_changed:
 * @record: (nullable): a record
 *
 * Stamps serve here for what they are, the order of versions: what follows from a later one is a later version.
 *
 * Returns: seconds since 1970
 */
gint64
lotse_reading_changed (const LotseRecord *record)
{
  const LotseRegisters *registers = record != NULL ? lotse_record_get_loaded (record) : NULL;
  gint64 newest = 0;

  for (guint i = 0; registers != NULL && i < lotse_registers_size (registers); i++)
    {
      const char *name;

      newest = MAX (newest, (gint64) (LOTSE_CLOCK_MS (lotse_registers_nth (registers, i, &name)->stamp.clock) / 1000));
    }
  return newest;
}

/* --- Rules ---------------------------------------------------------------------------------------------------- */

/* A rule that this version does not understand is left out: it comes from a newer one. */
static void
add_rules (GPtrArray *rules, const LotseRecord *home)
{
  g_auto (GStrv) keys = lotse_record_list_elements (home, "deadline_rules");

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      LotseRule *rule = lotse_rule_parse (keys[i], lotse_record_get_element (home, "deadline_rules", keys[i]), NULL);

      if (rule != NULL)
        g_ptr_array_add (rules, rule);
    }
}

GPtrArray *
lotse_reading_rules (LotseReading *self, const LotseRecord *programme)
{
  const char *id = lotse_record_get_id (programme);
  GPtrArray *rules = g_hash_table_lookup (self->rules, id);

  if (rules == NULL)
    {
      rules = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_rule_unref);
      add_rules (rules, programme);
      g_hash_table_insert (self->rules, g_strdup (id), rules);
    }
  return rules;
}

static gboolean
has_key (GPtrArray *rules, const char *key)
{
  for (guint i = 0; i < rules->len; i++)
    if (g_str_equal (((LotseRule *) rules->pdata[i])->key, key))
      return TRUE;
  return FALSE;
}

GPtrArray *
lotse_reading_centre_rules (LotseReading *self)
{
  g_autoptr (GPtrArray) ready = NULL;

  if (self->centre_rules != NULL)
    return self->centre_rules;
  self->centre_rules = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_rule_unref);
  if (self->centre_home != NULL)
    add_rules (self->centre_rules, lotse_reading_get (self, self->centre_home));
  ready = lotse_ready_centre_rules ();
  for (guint i = 0; i < ready->len; i++)
    if (!has_key (self->centre_rules, ((LotseRule *) ready->pdata[i])->key))
      g_ptr_array_add (self->centre_rules, lotse_rule_ref (ready->pdata[i]));
  return self->centre_rules;
}
