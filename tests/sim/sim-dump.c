/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads out what everybody holds. */
#include "sim-dump.h"

#include "kit.h"

#include <string.h>

/* --- Reading --------------------------------------------------------------------------------------------------- */

static GPtrArray *
list_kind (LotseStore *store, const LotseKind *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseQuery) query = lotse_query_new (kind);
  GPtrArray *records;

  lotse_query_bin (query, LOTSE_BIN_WITH);
  records = lotse_store_list (store, query, &error);
  g_assert_no_error (error);
  return records;
}

typedef void (*EachRecord) (LotseRecord *record, gpointer data);

static void
for_each_record (LotseStore *store, EachRecord each, gpointer data)
{
  guint n_kinds = 0;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (GPtrArray) records = kinds[i]->anonymous ? NULL : list_kind (store, kinds[i]);

      for (guint r = 0; records != NULL && r < records->len; r++)
        each (g_ptr_array_index (records, r), data);
    }
}

static void
note_record (LotseRecord *record, gpointer data)
{
  SimDump *dump = data;
  const LotseKind *kind = lotse_record_get_kind (record);

  if (g_str_equal (kind->name, "conflict"))
    {
      const char *other = lotse_record_get (record, "other_value");

      g_hash_table_add (dump->disputed, g_strdup_printf ("%s/%s", lotse_record_get (record, "record"),
                                                         lotse_record_get (record, "register_name")));
      if (other != NULL && lotse_record_get (record, "resolution") == NULL)
        g_hash_table_add (dump->open, g_strdup (other));
    }
  if (kind->system)
    return;
  if (lotse_record_is_deleted (record))
    g_hash_table_add (dump->deleted, g_strdup (lotse_record_get_id (record)));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *value = lotse_field_has_elements (&kind->fields[i]) ? NULL : lotse_record_get (record, kind->fields[i].name);

      if (value != NULL && g_str_has_prefix (value, "token"))
        g_hash_table_add (dump->standing, g_strdup (value));
    }
}

/* The texts of what the devices show of conflicts and reviews. */
typedef struct
{
  GString *shown;
  GString *undecided;
} Texts;

static void
append_shown (LotseRecord *record, gpointer data)
{
  const LotseKind *kind = lotse_record_get_kind (record);
  const Texts *texts = data;
  GString *shown = g_str_equal (kind->name, "review") ? texts->undecided : texts->shown;

  for (guint i = 0; kind->system && i < kind->n_fields; i++)
    {
      const char *value = lotse_field_has_elements (&kind->fields[i]) ? NULL : lotse_record_get (record, kind->fields[i].name);

      if (value != NULL)
        g_string_append_printf (shown, "%s\n", value);
    }
}

static void
append_refusals (LotseStore *store, GString *shown)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refusals = lotse_store_refusals (store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < refusals->len; i++)
    {
      g_autofree char *text = lotse_edit_to_text (((LotseRefusal *) g_ptr_array_index (refusals, i))->edit);

      g_string_append_printf (shown, "%s\n", text);
    }
}

SimDump *
sim_dump_take (Sim *sim)
{
  SimDump *dump = g_new0 (SimDump, 1);
  g_autoptr (GString) everything = g_string_new (NULL);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GString) undecided = g_string_new (NULL);
  Texts texts = { shown, undecided };
  g_autofree char *centre = NULL;

  dump->standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dump->deleted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dump->disputed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dump->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < sim->n_devices; i++)
    {
      SimDevice *device = &sim->devices[i];
      g_autofree char *text = kit_dump_file (device->folder);

      g_string_append (everything, text);
      for_each_record (device->store, append_shown, &texts);
      append_refusals (device->store, undecided);
      for_each_record (device->store, note_record, dump);
    }
  centre = kit_dump_centre (sim->folder);
  g_string_append (everything, centre);
  dump->everything = g_string_free (g_steal_pointer (&everything), FALSE);
  g_string_append_len (shown, undecided->str, (gssize) undecided->len);
  dump->shown = g_string_free (g_steal_pointer (&shown), FALSE);
  dump->undecided = g_string_free (g_steal_pointer (&undecided), FALSE);
  return dump;
}

void
sim_dump_free (SimDump *dump)
{
  g_hash_table_unref (dump->standing);
  g_hash_table_unref (dump->deleted);
  g_hash_table_unref (dump->disputed);
  g_hash_table_unref (dump->open);
  g_free (dump->undecided);
  g_free (dump->everything);
  g_free (dump->shown);
  g_free (dump);
}

/* --- Comparing ------------------------------------------------------------------------------------------------- */

typedef struct
{
  Sim *sim;
  SimDevice *first;
  SimDevice *second;
} Pair;

static gboolean
is_for_author (const LotseKind *kind, const char *reg)
{
  g_autofree char *name = lotse_register_field (reg, NULL);
  const LotseField *field = lotse_kind_field (kind, name);

  return field != NULL && lotse_field_audience (field) == LOTSE_AUDIENCE_AUTHOR;
}

static void
compare_record (LotseRecord *record, gpointer data)
{
  Pair *pair = data;
  const char *id = lotse_record_get_id (record);
  const LotseKind *kind = lotse_record_get_kind (record);
  g_autoptr (LotseRecord) other = lotse_store_get (pair->second->store, id, NULL);
  g_autoptr (GPtrArray) differences = NULL;

  if (other == NULL)
    {
      /* A conflict on a private note is its author's alone. */
      if (!kind->system || pair->first->account == pair->second->account)
        sim_fail (pair->sim, "device %u has %s %s and device %u has not", pair->first->index, kind->name, id, pair->second->index);
      return;
    }
  if (lotse_record_is_deleted (record) != lotse_record_is_deleted (other))
    sim_fail (pair->sim, "%s %s lies in the bin on one of devices %u and %u only", kind->name, id, pair->first->index,
              pair->second->index);
  differences = lotse_record_diff (record, other);
  for (guint i = 0; i < differences->len; i++)
    {
      const LotseRecordChange *change = g_ptr_array_index (differences, i);

      if (pair->first->account != pair->second->account && is_for_author (kind, change->reg))
        continue;
      sim_fail (pair->sim, "%s of %s %s differs on devices %u and %u", change->reg, kind->name, id, pair->first->index,
                pair->second->index);
    }
}

void
sim_dump_check_equal (Sim *sim)
{
  for (guint i = 0; i < sim->n_devices; i++)
    for (guint j = 0; j < sim->n_devices && sim->failure == NULL; j++)
      {
        Pair pair = { sim, &sim->devices[i], &sim->devices[j] };

        /* The two offices have the same role and no person: equal buckets. */
        if (i != j && g_str_equal (pair.first->account->roles, pair.second->account->roles)
            && (pair.first->account == pair.second->account || !pair.first->account->has_person))
          for_each_record (pair.first->store, compare_record, &pair);
      }
}

/* Whether the mentor's person may hold the record, told from the office's pairs. */
static gboolean
may_hold (Sim *sim, SimAccount *account, LotseRecord *record)
{
  static const char *const states[] = { "introduced", "trial_phase", "agreed", "paused", NULL };
  g_autoptr (GPtrArray) pairs = list_kind (sim->devices[0].store, lotse_kind_find ("mentoring_pair"));
  const char *id = lotse_record_get_id (record);
  const char *of_pair = lotse_kind_field (lotse_record_get_kind (record), "pair") != NULL ? lotse_record_get (record, "pair") : NULL;

  if (g_strcmp0 (id, account->person) == 0)
    return TRUE;
  if (lotse_kind_field (lotse_record_get_kind (record), "mentor") != NULL && of_pair == NULL
      && g_strcmp0 (lotse_record_get (record, "mentor"), account->person) == 0)
    return TRUE;
  for (guint i = 0; i < pairs->len; i++)
    {
      LotseRecord *pair = g_ptr_array_index (pairs, i);

      if (g_strcmp0 (lotse_record_get (pair, "mentor"), account->person) != 0
          || !g_strv_contains (states, lotse_record_get (pair, "state")))
        continue;
      if (g_strcmp0 (of_pair, lotse_record_get_id (pair)) == 0 || g_str_equal (id, lotse_record_get_id (pair))
          || g_strcmp0 (id, lotse_record_get (pair, "mentee")) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
check_may_hold (LotseRecord *record, gpointer data)
{
  static const char *const watched[] = { "person", "mentoring_pair", "session", "goal", NULL };
  SimDevice *device = data;
  const char *kind = lotse_record_get_kind (record)->name;

  if (g_strv_contains (watched, kind) && !may_hold (device->sim, device->account, record))
    sim_fail (device->sim, "device %u of %s holds %s %s", device->index, device->account->name, kind, lotse_record_get_id (record));
}

void
sim_dump_check_buckets (Sim *sim)
{
  for (guint i = 0; i < sim->n_devices && sim->failure == NULL; i++)
    if (g_str_equal (sim->devices[i].account->roles, "mentor"))
      for_each_record (sim->devices[i].store, check_may_hold, &sim->devices[i]);
}

void
sim_dump_check_clean (Sim *sim)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *centre = NULL;

  for (guint i = 0; i < sim->n_devices && sim->failure == NULL; i++)
    {
      g_autofree char *bad = lotse_store_check (sim->devices[i].store, &error);
      LotseStoreStatus status;

      g_assert_no_error (error);
      if (bad != NULL)
        sim_fail (sim, "device %u: %s", i, bad);
      if (!lotse_store_status (sim->devices[i].store, &status, &error) || status.waiting > 0 || status.set_aside > 0)
        sim_fail (sim, "device %u still has %u edits in its outbox and %u records set aside", i, status.waiting, status.set_aside);
    }
  centre = sim_centre_check (sim);
  if (centre != NULL)
    sim_fail (sim, "centre: %s", centre);
}
