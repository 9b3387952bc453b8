/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the simulation knows without looking at the program: who wrote what, having seen what.
 *
 * Every value is a token that stands nowhere else, so that it can be looked for.  From "having seen what" follows which
 * writes may stand at the end (those that nobody has written over) and which must be shown to somebody.
 */
#include "sim.h"

#include "sim-dump.h"

#include <string.h>

static void
write_free (gpointer data)
{
  SimWrite *write = data;

  g_free (write->token);
  g_free (write->id);
  g_free (write->reg);
  g_free (write->base);
  g_free (write);
}

static void
record_free (gpointer data)
{
  SimRecord *record = data;

  g_ptr_array_unref (record->seen_by_deletes);
  g_free (record->id);
  g_free (record);
}

void
sim_model_clear (Sim *sim)
{
  g_clear_pointer (&sim->tokens, g_hash_table_unref);
  g_clear_pointer (&sim->writes, g_ptr_array_unref);
  g_clear_pointer (&sim->records, g_ptr_array_unref);
  sim->records = g_ptr_array_new_with_free_func (record_free);
  sim->writes = g_ptr_array_new_with_free_func (write_free);
  sim->tokens = g_hash_table_new (g_str_hash, g_str_equal);
}

SimRecord *
sim_model_record (Sim *sim, const char *id)
{
  for (guint i = 0; i < sim->records->len; i++)
    {
      SimRecord *record = g_ptr_array_index (sim->records, i);

      if (g_str_equal (record->id, id))
        return record;
    }
  return NULL;
}

SimRecord *
sim_model_add_record (Sim *sim, const char *id, const char *kind)
{
  SimRecord *record = g_new0 (SimRecord, 1);

  record->id = g_strdup (id);
  record->kind = kind;
  record->seen_by_deletes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (sim->records, record);
  return record;
}

char *
sim_model_new_token (Sim *sim)
{
  return g_strdup_printf ("token%05ux", sim->next_token++);
}

void
sim_model_wrote (Sim *sim, guint device, const char *id, const char *reg, const char *token, const char *base, gboolean sure,
                 gboolean in_bin)
{
  SimWrite *write = g_new0 (SimWrite, 1);

  *write = (SimWrite){ g_strdup (token), g_strdup (id), g_strdup (reg), g_strdup (base), device, sure, in_bin, FALSE, FALSE };
  g_ptr_array_add (sim->writes, write);
  g_hash_table_insert (sim->tokens, write->token, write);
}

void
sim_model_forgot (Sim *sim, guint device)
{
  g_autoptr (GHashTable) here = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < sim->writes->len; i++)
    {
      SimWrite *write = g_ptr_array_index (sim->writes, i);

      if (write->device != device || write->forgotten || g_hash_table_contains (here, write->id))
        continue;
      if (!g_hash_table_contains (gone, write->id))
        {
          g_autoptr (LotseRecord) record = lotse_store_get (sim->devices[device].store, write->id, NULL);

          g_hash_table_add (record != NULL ? here : gone, write->id);
        }
      write->forgotten = g_hash_table_contains (gone, write->id);
    }
}

void
sim_model_restored (Sim *sim)
{
  for (guint i = 0; i < sim->writes->len; i++)
    {
      SimWrite *write = g_ptr_array_index (sim->writes, i);

      write->at_risk = write->at_risk || write->forgotten;
    }
}

/* --- The verdict ---------------------------------------------------------------------------------------------- */

static gboolean
is_erased (Sim *sim, const char *id)
{
  SimRecord *record = sim_model_record (sim, id);

  return record != NULL && record->erased;
}

/* Whether somebody who had seen `token` wrote over it, so that it need not stand or be shown. */
static gboolean
is_written_over (Sim *sim, const char *token)
{
  for (guint i = 0; i < sim->writes->len; i++)
    {
      SimWrite *write = g_ptr_array_index (sim->writes, i);

      if (g_strcmp0 (write->base, token) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_in (const char *text, const char *token)
{
  return text != NULL && strstr (text, token) != NULL;
}

/* No edit is missing: each reported write stands in a row, a history, a conflict, a refusal, an outbox or a review. */
static void
check_nothing_missing (Sim *sim, SimDump *dump)
{
  for (guint i = 0; i < sim->writes->len && sim->failure == NULL; i++)
    {
      SimWrite *write = g_ptr_array_index (sim->writes, i);

      if (write->sure && !write->at_risk && !is_erased (sim, write->id) && !is_in (dump->everything, write->token))
        sim_fail (sim, "%s in %s of %s by device %u is nowhere", write->token, write->reg, write->id, write->device);
    }
}

static void
check_nothing_erased_is_left (Sim *sim, SimDump *dump)
{
  for (guint i = 0; i < sim->writes->len && sim->failure == NULL; i++)
    {
      SimWrite *write = g_ptr_array_index (sim->writes, i);

      if (is_erased (sim, write->id) && is_in (dump->everything, write->token))
        sim_fail (sim, "%s of the erased %s is still there", write->token, write->id);
    }
}

/* What stands may not have been written over by somebody who had seen it; unless that write is still to be decided on. */
static void
check_standing (Sim *sim, SimDump *dump)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, dump->standing);
  while (sim->failure == NULL && g_hash_table_iter_next (&iter, &key, NULL))
    for (guint i = 0; i < sim->writes->len && sim->failure == NULL; i++)
      {
        SimWrite *later = g_ptr_array_index (sim->writes, i);

        if (later->sure && !later->at_risk && g_strcmp0 (later->base, key) == 0 && !is_in (dump->shown, later->token))
          sim_fail (sim, "%s stands although %s was written over it by device %u", (char *) key, later->token, later->device);
      }
}

/* A private note shows on its author's devices only, as long as they hold the record. */
static gboolean
is_out_of_sight (Sim *sim, const SimWrite *write)
{
  if (!g_str_equal (write->reg, "private_note"))
    return FALSE;
  for (guint i = 0; i < sim->n_devices; i++)
    {
      g_autoptr (LotseRecord) record = NULL;

      if (sim->devices[i].account == sim->devices[write->device].account)
        record = lotse_store_get (sim->devices[i].store, write->id, NULL);
      if (record != NULL)
        return FALSE;
    }
  return TRUE;
}

/* A write that nobody wrote over stands, or is shown to somebody: as a conflict, a refusal, a review. */
static void
check_losers_are_shown (Sim *sim, SimDump *dump)
{
  for (guint i = 0; i < sim->writes->len && sim->failure == NULL; i++)
    {
      SimWrite *write = g_ptr_array_index (sim->writes, i);

      if (!write->sure || write->at_risk || is_erased (sim, write->id) || is_written_over (sim, write->token) || is_out_of_sight (sim, write))
        continue;
      if (!g_hash_table_contains (dump->standing, write->token) && !is_in (dump->shown, write->token))
        sim_fail (sim, "%s in %s of %s by device %u neither stands nor is shown", write->token, write->reg, write->id, write->device);
    }
}

/*
 * Nobody is asked about a value that somebody has written over who had seen it.  With a second restore a write may lose the
 * name by which others know it, and then the question is the better mistake.
 */
static void
check_no_idle_questions (Sim *sim, SimDump *dump)
{
  for (guint i = 0; sim->restores < 2 && i < sim->writes->len && sim->failure == NULL; i++)
    {
      SimWrite *write = g_ptr_array_index (sim->writes, i);

      if (write->sure && !write->at_risk && write->base != NULL && g_hash_table_contains (sim->tokens, write->base)
          && g_hash_table_contains (dump->open, write->base)
          && !is_in (dump->undecided, write->token))
        sim_fail (sim, "%s of %s is asked about although device %u wrote %s over it", write->base, write->id, write->device, write->token);
    }
}

static gboolean
is_disputed (SimDump *dump, const char *id, const char *reg)
{
  g_autofree char *name = g_strconcat (id, "/", reg, NULL);

  return g_hash_table_contains (dump->disputed, name);
}

/* Whether a deleting person saw the token, or what somebody who had seen it made of it. */
static gboolean
was_seen_by_deletes (Sim *sim, SimRecord *record, const char *token)
{
  for (guint i = 0; i < record->seen_by_deletes->len; i++)
    for (const char *seen = g_ptr_array_index (record->seen_by_deletes, i); seen != NULL;)
      {
        const SimWrite *write = g_hash_table_lookup (sim->tokens, seen);

        if (g_str_equal (seen, token))
          return TRUE;
        seen = write != NULL ? write->base : NULL;
      }
  return FALSE;
}

/* A delete never beats an edit in silence: what it hides was seen by a deleting person, or a conflict shows it. */
static void
check_deletes (Sim *sim, SimDump *dump)
{
  for (guint i = 0; i < sim->writes->len && sim->failure == NULL; i++)
    {
      SimWrite *write = g_ptr_array_index (sim->writes, i);
      SimRecord *record = sim_model_record (sim, write->id);

      if (!write->sure || write->in_bin || record == NULL || record->erased || !g_hash_table_contains (dump->deleted, write->id)
          || !g_hash_table_contains (dump->standing, write->token) || is_disputed (dump, write->id, LOTSE_REGISTER_DELETED)
          || is_disputed (dump, write->id, write->reg))
        continue;
      if (!was_seen_by_deletes (sim, record, write->token))
        sim_fail (sim, "%s of %s by device %u was deleted by somebody who had not seen it", write->token, write->id, write->device);
    }
}

void
sim_model_check (Sim *sim)
{
  g_autoptr (SimDump) dump = NULL;

  if (sim->failure != NULL)
    return;
  dump = sim_dump_take (sim);
  check_nothing_missing (sim, dump);
  check_nothing_erased_is_left (sim, dump);
  check_standing (sim, dump);
  check_losers_are_shown (sim, dump);
  check_no_idle_questions (sim, dump);
  check_deletes (sim, dump);
  sim_doors_check (sim, dump);
  sim_sheets_check (sim, dump);
  sim_dump_check_equal (sim);
  sim_dump_check_buckets (sim);
  sim_dump_check_clean (sim);
}
