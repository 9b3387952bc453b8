/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that leave the device with the records that refer to them.
 *
 * A record refers to the file that stands in it, and has referred to those in its history: one that another device's file
 * has beaten lies here, too.  What waits to be sent stays until the centre has it, unless it was erased; `waits` of its row in
 * the table blob says which: 1, or LEAVES when its record has gone already.
 */
#include "config.h"

#include "lotse-store-pieces.h"
#include "lotse-json.h"

#include <glib/gstdio.h>
#include <string.h>

#define LEAVES 2

/* Whether a record refers to the file, other than the one in the row `rid`; 0: any. */
static gboolean
is_used (LotseStore *self, const char *name, gint64 rid)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const LotseStoreTable *table = value;

      for (guint i = 0; i < table->kind->n_fields; i++)
        if (table->kind->fields[i].type == LOTSE_FIELD_BLOB)
          {
            g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM %s WHERE \"%s\" = ? AND rid <> ?)", table->table,
                                                    table->kind->fields[i].name);
            gint64 used = 0;

            /* In doubt it is used: a file that stays too long is better than one that is missing. */
            if (!lotse_db_get_int (self->db, &used, 0, NULL, sql, "si", name, rid) || used != 0)
              return TRUE;
          }
    }
  return FALSE;
}

static gint64
state_of (LotseStore *self, const char *name)
{
  gint64 state = 0;

  lotse_db_get_int (self->db, &state, 0, NULL, "SELECT waits FROM blob WHERE sha256 = ?", "s", name);
  return state;
}

static void
remove_file (LotseStore *self, const char *name)
{
  g_autofree char *path = lotse_blob_path (self, name);

  g_unlink (path);
}

static gboolean
call_discard (LotseStore *self, gpointer data, GError **error)
{
  const char *name = data;

  if (!lotse_blob_is_name (name) || is_used (self, name, 0))
    return TRUE;
  self->outbox_changed = TRUE;
  if (!lotse_db_run (self->db, error, "DELETE FROM blob WHERE sha256 = ?", "s", name))
    return FALSE;
  remove_file (self, name);
  return TRUE;
}

gboolean
lotse_store_discard_blob (LotseStore *self, const char *sha256, GError **error)
{
  return lotse_store_run_write (self, call_discard, (gpointer) sha256, error);
}

/* --- Which files ------------------------------------------------------------------------------------------------ */

static void
add_name (GHashTable *names, const char *name)
{
  if (lotse_blob_is_name (name))
    g_hash_table_add (names, g_strdup (name));
}

/* One line of the history: {register: [before, after], …}. */
static void
add_of_line (GHashTable *names, const LotseKind *kind, const char *doc)
{
  g_autoptr (JsonNode) node = lotse_json_parse (doc, strlen (doc), NULL);
  JsonObject *line = node != NULL ? json_node_get_object (node) : NULL;

  for (guint i = 0; line != NULL && i < kind->n_fields; i++)
    {
      JsonArray *values = NULL;

      if (kind->fields[i].type != LOTSE_FIELD_BLOB || !lotse_json_read_array (line, kind->fields[i].name, &values, NULL)
          || values == NULL)
        continue;
      for (guint k = 0; k < json_array_get_length (values); k++)
        {
          JsonNode *value = json_array_get_element (values, k);

          if (json_node_get_value_type (value) == G_TYPE_STRING)
            add_name (names, json_node_get_string (value));
        }
    }
}

static gboolean
add_of_history (LotseStore *self, GHashTable *names, const LotseKind *kind, const char *id, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  if (!lotse_id_to_bytes (id, bytes))
    return TRUE;
  statement = lotse_db_query (self->db, error, "SELECT doc FROM history WHERE id = ?", "b", bytes, (gssize) sizeof bytes);
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    add_of_line (names, kind, lotse_statement_text (statement, 0));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
has_files (const LotseKind *kind)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == LOTSE_FIELD_BLOB)
      return TRUE;
  return FALSE;
}

/* --- Leaving ------------------------------------------------------------------------------------------------------ */

static gboolean
drop_one (LotseStore *self, const char *name, gint64 rid, gboolean erased, GError **error)
{
  g_autofree char *part = NULL;

  if (is_used (self, name, rid))
    return TRUE;
  part = lotse_blob_part_path (self, name);
  g_unlink (part);
  if (state_of (self, name) == 0 || erased)
    remove_file (self, name);
  if (erased)
    return lotse_db_run (self->db, error, "DELETE FROM blob WHERE sha256 = ?", "s", name);
  return lotse_db_run (self->db, error, "UPDATE blob SET waits = ? WHERE sha256 = ?", "is", (gint64) LEAVES, name);
}

gboolean
lotse_store_drop_blobs (LotseStore *self, const char *id, gboolean erased, GError **error)
{
  g_auto (LotseStoreRow) row = { 0 };
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const LotseStoreTable *table;
  GHashTableIter iter;
  gpointer name;

  /* A row that cannot be read leaves all the same, and says nothing of files. */
  if (!lotse_store_row_read (self, id, &row, NULL) || row.rid == 0)
    return TRUE;
  table = lotse_store_table (self, row.kind);
  if (table == NULL || !has_files (table->kind))
    return TRUE;
  for (guint i = 0; i < table->kind->n_fields; i++)
    if (table->kind->fields[i].type == LOTSE_FIELD_BLOB)
      add_name (names, lotse_registers_value (row.registers, table->kind->fields[i].name));
  if (!add_of_history (self, names, table->kind, id, error))
    return FALSE;
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!drop_one (self, name, row.rid, erased, error))
      return FALSE;
  return TRUE;
}

gboolean
lotse_store_drop_all_blobs (LotseStore *self, GError **error)
{
  g_autofree char *folder = g_build_filename (self->folder, "blobs", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (state_of (self, name) == 0)
      remove_file (self, name);
  return lotse_db_run (self->db, error, "UPDATE blob SET waits = ?", "i", (gint64) LEAVES);
}

void
lotse_store_drop_if_left (LotseStore *self, const char *name)
{
  if (lotse_blob_is_name (name) && state_of (self, name) == LEAVES && !is_used (self, name, 0))
    remove_file (self, name);
}
