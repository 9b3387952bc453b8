/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history on this device: own edits, and what pulls changed in records that were here.
 *
 * One row is one edit or one pull, {"register": [before, after], ...}, because a row for each field costs several times as
 * much.  Verdicts are {"": verdict of the edit, "register": verdict that differs}.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-json.h"

#include <string.h>

void
lotse_history_entry_free (LotseHistoryEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->by);
  g_free (entry->reg);
  g_free (entry->before);
  g_free (entry->after);
  g_free (entry);
}

static void
append_change (GString *out, const char *reg, const char *before, const char *after)
{
  lotse_json_append_name (out, reg);
  g_string_append_c (out, '[');
  lotse_json_append_text (out, before);
  g_string_append_c (out, ',');
  lotse_json_append_text (out, after);
  g_string_append_c (out, ']');
}

/* The values that differ, or NULL if none does. */
static char *
compare (const LotseRegisters *before, const LotseRegisters *after, gboolean created)
{
  GString *out = g_string_new ("{");

  if (created)
    append_change (out, LOTSE_HISTORY_CREATED, NULL, "1");
  for (guint i = 0; i < lotse_registers_size (after); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (after, i, &name);
      const char *old = lotse_registers_value (before, name);

      if (g_strcmp0 (reg->value, old) != 0)
        append_change (out, name, old, reg->value);
    }
  for (guint i = 0; i < lotse_registers_size (before); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (before, i, &name);

      if (reg->value != NULL && lotse_registers_get (after, name) == NULL)
        append_change (out, name, reg->value, NULL);
    }
  g_string_append_c (out, '}');
  return g_string_free (out, out->len == 2);
}

gboolean
lotse_store_history_add (LotseStore *self, const LotseStoreHistory *line, GError **error)
{
  g_autofree char *doc = compare (line->before, line->after, line->created);
  char stamp[LOTSE_STAMP_TEXT_SIZE];
  guint8 bytes[LOTSE_ID_BYTES];

  if (doc == NULL || !lotse_id_to_bytes (line->id, bytes))
    return TRUE;
  lotse_stamp_print (line->stamp, stamp);
  return lotse_db_run (self->db, error, "INSERT INTO history (id, at, by, stamp, grp, undone, doc) VALUES (?, ?, ?, ?, ?, ?, ?)",
                       "bisssis", bytes, (gssize) sizeof bytes, lotse_store_corrected_now (self), line->by,
                       lotse_stamp_is_none (line->stamp) ? NULL : stamp, line->group, (gint64) !line->undoable, doc);
}

/* --- Verdicts --- */

/* The member of a small object of texts changed, as text. */
static char *
with_member (const char *json, const char *name, const char *value)
{
  g_autoptr (JsonNode) node = json != NULL ? lotse_json_parse (json, strlen (json), NULL) : NULL;
  GString *out = g_string_new ("{");
  JsonObjectIter iter;
  const char *member;
  JsonNode *old;

  lotse_json_append_name (out, name);
  lotse_json_append_text (out, value);
  if (node != NULL)
    {
      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &member, &old))
        if (strcmp (member, name) != 0)
          {
            lotse_json_append_name (out, member);
            lotse_json_append_text (out, lotse_json_node_text (old));
          }
    }
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

gboolean
lotse_store_history_verdict (LotseStore *self, const char *id, LotseStamp stamp, const char *reg, LotseVerdict verdict, GError **error)
{
  g_autofree char *before = NULL;
  g_autofree char *verdicts = NULL;
  char text[LOTSE_STAMP_TEXT_SIZE];
  guint8 bytes[LOTSE_ID_BYTES];

  if (!lotse_id_to_bytes (id, bytes))
    return TRUE;
  lotse_stamp_print (stamp, text);
  before = lotse_db_get_text (self->db, NULL, "SELECT verdicts FROM history WHERE id = ? AND stamp = ?", "bs", bytes,
                              (gssize) sizeof bytes, text);
  verdicts = with_member (before, reg != NULL ? reg : "", lotse_verdict_name (verdict));
  return lotse_db_run (self->db, error, "UPDATE history SET verdicts = ? WHERE id = ? AND stamp = ?", "sbs", verdicts, bytes,
                       (gssize) sizeof bytes, text);
}

/* --- Reading --- */

static LotseVerdict
find_verdict (JsonNode *verdicts, const char *reg)
{
  JsonObject *object = verdicts != NULL ? json_node_get_object (verdicts) : NULL;
  const char *name = NULL;

  if (object != NULL && json_object_has_member (object, reg))
    name = lotse_json_node_text (json_object_get_member (object, reg));
  else if (object != NULL && json_object_has_member (object, ""))
    name = lotse_json_node_text (json_object_get_member (object, ""));
  return name != NULL ? lotse_verdict_from_name (name) : LOTSE_VERDICT_NONE;
}

static void
add_entries (GPtrArray *entries, LotseStatement *statement)
{
  const char *doc = lotse_statement_text (statement, 3);
  const char *text = lotse_statement_text (statement, 4);
  gboolean own = !lotse_statement_is_null (statement, 2);
  g_autoptr (JsonNode) changes = doc != NULL ? lotse_json_parse (doc, strlen (doc), NULL) : NULL;
  g_autoptr (JsonNode) verdicts = text != NULL ? lotse_json_parse (text, strlen (text), NULL) : NULL;
  JsonObjectIter iter;
  const char *reg;
  JsonNode *pair;

  if (changes == NULL)
    return;
  json_object_iter_init (&iter, json_node_get_object (changes));
  while (json_object_iter_next (&iter, &reg, &pair))
    {
      JsonArray *array = JSON_NODE_HOLDS_ARRAY (pair) ? json_node_get_array (pair) : NULL;
      LotseHistoryEntry *entry;

      if (array == NULL || json_array_get_length (array) != 2 || strcmp (reg, LOTSE_HISTORY_CREATED) == 0)
        continue;
      entry = g_new0 (LotseHistoryEntry, 1);
      entry->at_ms = lotse_statement_int (statement, 0);
      entry->by = g_strdup (lotse_statement_text (statement, 1));
      entry->reg = g_strdup (reg);
      entry->before = g_strdup (lotse_json_node_text (json_array_get_element (array, 0)));
      entry->after = g_strdup (lotse_json_node_text (json_array_get_element (array, 1)));
      entry->verdict = own ? find_verdict (verdicts, reg) : LOTSE_VERDICT_MERGED;
      g_ptr_array_add (entries, entry);
    }
}

typedef struct
{
  const char *id;
  GPtrArray *entries;
} History;

static gboolean
call_history (LotseStore *self, gpointer data, GError **error)
{
  const History *history = data;
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  guint8 bytes[LOTSE_ID_BYTES];

  if (!lotse_id_to_bytes (history->id, bytes))
    return TRUE;
  statement = lotse_db_query (self->db, error, "SELECT at, by, stamp, doc, verdicts FROM history WHERE id = ? ORDER BY row DESC", "b",
                              bytes, (gssize) sizeof bytes);
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    add_entries (history->entries, statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GPtrArray *
lotse_store_history (LotseStore *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_history_entry_free);
  History history = { id, entries };

  return lotse_store_run (self, call_history, &history, error) ? g_steal_pointer (&entries) : NULL;
}

/* --- What came in --- */

void
lotse_arrival_free (LotseArrival *arrival)
{
  if (arrival == NULL)
    return;
  g_free (arrival->kind);
  g_free (arrival->id);
  g_free (arrival->title);
  g_free (arrival->by);
  g_free (arrival);
}

typedef struct
{
  gint64 since_ms;
  guint limit;
  GPtrArray *arrivals;
} Arrivals;

static gboolean
call_arrivals (LotseStore *self, gpointer data, GError **error)
{
  const Arrivals *arrivals = data;
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  statement = lotse_db_query (self->db, error,
                              "SELECT rid, arrived, changed_by FROM node WHERE arrived >= ? AND state = 0 ORDER BY arrived DESC, rid DESC "
                              "LIMIT ?", "ii", arrivals->since_ms, arrivals->limit > 0 ? (gint64) arrivals->limit : -1);
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      g_auto (LotseStoreRow) row = { 0 };
      g_autofree char *id = NULL;
      g_autoptr (LotseRecord) record = NULL;
      LotseArrival *arrival;

      if (!lotse_store_row_read_by_rid (self, lotse_statement_int (statement, 0), &id, &row, error))
        return FALSE;
      record = row.rid > 0 ? lotse_store_row_to_record (id, &row) : NULL;
      if (record == NULL)
        continue;
      arrival = g_new0 (LotseArrival, 1);
      arrival->kind = g_strdup (row.kind);
      arrival->id = g_steal_pointer (&id);
      arrival->title = lotse_record_dup_title_with (record, lotse_store_lookup_title, self);
      arrival->at_ms = lotse_statement_int (statement, 1);
      arrival->by = g_strdup (lotse_statement_text (statement, 2));
      g_ptr_array_add (arrivals->arrivals, arrival);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GPtrArray *
lotse_store_arrivals (LotseStore *self, gint64 since_ms, guint limit, GError **error)
{
  g_autoptr (GPtrArray) result = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_arrival_free);
  Arrivals arrivals = { since_ms, limit, result };

  return lotse_store_run (self, call_arrivals, &arrivals, error) ? g_steal_pointer (&result) : NULL;
}
