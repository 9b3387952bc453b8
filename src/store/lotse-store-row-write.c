/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records as rows: the registers of a record into the columns of its kind's table, its place in lists and its words in the
 * search.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-collate.h"
#include "lotse-json.h"

#include <string.h>

/* Whether the column can hold the value so that it comes back as it was. */
static gboolean
fits_column (const LotseField *field, const char *value)
{
  char text[24];

  switch (field->type)
    {
    case LOTSE_FIELD_INT:
    case LOTSE_FIELD_MONEY:
    case LOTSE_FIELD_BOOL:
      g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, g_ascii_strtoll (value, NULL, 10));
      return strcmp (text, value) == 0;
    case LOTSE_FIELD_LINK:
      return lotse_id_is_valid (value);
    default:
      return TRUE;
    }
}

static void
bind_link (LotseStatement *statement, int index, const char *id)
{
  guint8 bytes[LOTSE_ID_BYTES];

  if (lotse_id_to_bytes (id, bytes))
    lotse_statement_bind_bytes (statement, index, bytes, sizeof bytes);
}

static void
bind_value (LotseStatement *statement, int index, const LotseField *field, const char *value)
{
  if (field->type == LOTSE_FIELD_INT || field->type == LOTSE_FIELD_MONEY || field->type == LOTSE_FIELD_BOOL)
    lotse_statement_bind_int (statement, index, g_ascii_strtoll (value, NULL, 10));
  else if (field->type == LOTSE_FIELD_LINK)
    bind_link (statement, index, value);
  else
    lotse_statement_bind_text_there (statement, index, value);
}

/* Adds an element to the JSON text of its column. */
static void
add_element (GString **json, const char *element, const char *value)
{
  if (*json == NULL)
    *json = g_string_new ("{");
  lotse_json_append_name (*json, element);
  lotse_json_append_text (*json, value);
}

/* What does not fit into columns. */
static LotseRegisters *
collect_extra (const LotseStoreTable *table, const LotseRegisters *registers)
{
  LotseRegisters *extra = NULL;

  for (guint i = 0; i < lotse_registers_size (registers); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (registers, i, &name);
      const char *slash = strchr (name, '/');
      int index = lotse_store_field (table, name, slash != NULL ? (gsize) (slash - name) : strlen (name));
      const LotseField *field = index >= 0 ? &table->kind->fields[index] : NULL;
      gboolean fits;

      if (strcmp (name, LOTSE_REGISTER_DELETED) == 0)
        fits = TRUE;
      else if (strcmp (name, LOTSE_REGISTER_MERGED_INTO) == 0)
        fits = reg->value == NULL || lotse_id_is_valid (reg->value);
      else
        fits = field != NULL && lotse_field_has_elements (field) == (slash != NULL)
               && (reg->value == NULL || slash != NULL || fits_column (field, reg->value));
      if (fits)
        continue;
      if (extra == NULL)
        extra = lotse_registers_new ();
      lotse_registers_put (extra, name, reg->value, reg->stamp);
    }
  return extra;
}

static void
bind_columns (LotseStatement *statement, const LotseStoreTable *table, const LotseRegisters *registers)
{
  const LotseKind *kind = table->kind;
  GString *json = NULL;
  int open = -1; /* the field whose elements are being collected; they stand beside each other */

  for (guint i = 0; i <= lotse_registers_size (registers); i++)
    {
      const char *name = NULL;
      const LotseRegister *reg = i < lotse_registers_size (registers) ? lotse_registers_nth (registers, i, &name) : NULL;
      const char *slash = name != NULL ? strchr (name, '/') : NULL;
      int index = name != NULL ? lotse_store_field (table, name, slash != NULL ? (gsize) (slash - name) : strlen (name)) : -1;

      if (json != NULL && index != open)
        {
          g_string_append_c (json, '}');
          lotse_statement_bind_text (statement, open + 2, json->str);
          g_string_free (json, TRUE);
          json = NULL;
        }
      if (reg == NULL || reg->value == NULL)
        continue;
      if (slash != NULL && index >= 0)
        {
          open = index;
          add_element (&json, slash + 1, reg->value);
        }
      else if (index >= 0)
        bind_value (statement, index + 2, &kind->fields[index], reg->value);
      else if (strcmp (name, LOTSE_REGISTER_DELETED) == 0)
        lotse_statement_bind_text (statement, (int) kind->n_fields + 2, reg->value);
      else if (strcmp (name, LOTSE_REGISTER_MERGED_INTO) == 0)
        bind_link (statement, (int) kind->n_fields + 3, reg->value);
    }
}

/* INSERT OR REPLACE would do both at once, but SQLite then keeps a journal for the statement, which costs more. */
static gboolean
write_known (LotseStore *self, const LotseStoreTable *table, gint64 rid, gboolean fresh, const LotseRegisters *registers,
             GError **error)
{
  const LotseKind *kind = table->kind;
  g_autoptr (LotseRegisters) extra = collect_extra (table, registers);
  g_autoptr (LotseRegisters) rest = NULL;
  g_autofree char *stamps = NULL;
  LotseStatement *statement;

  if (!fresh && !lotse_db_run (self->db, error, table->remove, "i", rid))
    return FALSE;
  statement = lotse_db_prepare (self->db, table->insert, error);
  if (statement == NULL)
    return FALSE;
  if (extra != NULL)
    {
      g_autofree char *text = lotse_registers_to_text (extra);

      rest = lotse_registers_copy (registers);
      for (guint i = 0; i < lotse_registers_size (extra); i++)
        {
          const char *name;

          lotse_registers_nth (extra, i, &name);
          lotse_registers_remove (rest, name);
        }
      lotse_statement_bind_text (statement, (int) kind->n_fields + 5, text);
      registers = rest;
    }
  lotse_statement_bind_int (statement, 1, rid);
  bind_columns (statement, table, registers);
  stamps = lotse_registers_pack_stamps (registers);
  lotse_statement_bind_text_there (statement, (int) kind->n_fields + 4, stamps);
  return lotse_statement_finish (statement, error);
}

static gboolean
write_unknown (LotseStore *self, gint64 rid, const LotseRegisters *registers, GError **error)
{
  g_autofree char *doc = lotse_registers_to_text (registers);

  return lotse_db_run (self->db, error, "INSERT OR REPLACE INTO unknown VALUES (?, ?)", "is", rid, doc);
}

static LotseRowState
compute_state (const char *id, const LotseRegisters *registers)
{
  const char *into = lotse_registers_value (registers, LOTSE_REGISTER_MERGED_INTO);

  if (g_strcmp0 (lotse_registers_value (registers, LOTSE_REGISTER_DELETED), "1") == 0)
    return LOTSE_ROW_BIN;
  return into != NULL && strcmp (into, id) != 0 ? LOTSE_ROW_MERGED : LOTSE_ROW_VISIBLE;
}

/* The record's place in lists; `rid` is 0 before and the row's number after if it was not here. */
static gboolean
write_node (LotseStore *self, const guint8 *id, const LotseStoreRow *row, gint64 *rid, LotseRowState state, const char *title,
            GError **error)
{
  gsize size;
  g_autofree guint8 *sort = lotse_collate_bytes (title, LOTSE_STORE_COLLATION, &size);

  if (*rid > 0)
    return lotse_db_run (self->db, error,
                         "UPDATE node SET state = ?, title = ?, sort = ?,"
                         " listing = CASE ? WHEN 0 THEN listing ELSE coalesce ((SELECT value FROM meta WHERE name = 'listing'), 0) END "
                         "WHERE rid = ?",
                         "isbii", (gint64) state, title, sort, (gssize) size, (gint64) row->listed, *rid);
  if (!lotse_db_run (self->db, error,
                     "INSERT INTO node (id, kind, state, title, sort, listing) "
                     "VALUES (?, ?, ?, ?, ?, coalesce ((SELECT value FROM meta WHERE name = 'listing'), 0))",
                     "bsisb", id, (gssize) LOTSE_ID_BYTES, row->kind, (gint64) state, title, sort, (gssize) size))
    return FALSE;
  *rid = lotse_db_last_row (self->db);
  return TRUE;
}

/* What follows from a new title: the titles of others that show it, and those that it waits for itself. */
static gboolean
follow_title (LotseStore *self, const char *id, const LotseStoreRow *row, gint64 rid, const char *before, const char *title,
              GPtrArray *wanted, GError **error)
{
  for (guint i = 0; i < wanted->len; i++)
    {
      guint8 bytes[LOTSE_ID_BYTES];

      self->wanted = LOTSE_WANTED_SOME;
      if (lotse_id_to_bytes (g_ptr_array_index (wanted, i), bytes)
          && !lotse_db_run (self->db, error, "INSERT OR IGNORE INTO wanted VALUES (?, ?)", "bi", bytes, (gssize) sizeof bytes, rid))
        return FALSE;
    }
  if (row->rid > 0 && g_strcmp0 (before, title) == 0)
    return TRUE;
  return lotse_store_retitle (self, row->kind, id, row->rid == 0, error);
}

static gboolean
merged_changed (const LotseStoreRow *row, const LotseRegisters *registers)
{
  const char *before = row->registers != NULL ? lotse_registers_value (row->registers, LOTSE_REGISTER_MERGED_INTO) : NULL;

  return g_strcmp0 (before, lotse_registers_value (registers, LOTSE_REGISTER_MERGED_INTO)) != 0;
}

/* Where the record shows.  What it was merged into stands for it only where that is: until then it stands itself and waits. */
static LotseRowState
find_place (LotseStore *self, const char *id, const LotseRegisters *registers, GPtrArray *wanted)
{
  LotseRowState state = compute_state (id, registers);
  const char *into = lotse_registers_value (registers, LOTSE_REGISTER_MERGED_INTO);
  g_autofree char *kind = NULL;
  gint64 rid = 0;

  if (state != LOTSE_ROW_MERGED || (lotse_store_row_find (self, into, &rid, &kind, NULL) && rid != 0))
    return state;
  g_ptr_array_add (wanted, g_strdup (into));
  return LOTSE_ROW_VISIBLE;
}

gboolean
lotse_store_row_write (LotseStore *self, const char *id, const LotseStoreRow *row, const LotseRegisters *registers, GError **error)
{
  const LotseStoreTable *table = lotse_store_table (self, row->kind);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_free);
  LotseRowState state = find_place (self, id, registers, wanted);
  g_autofree char *before = NULL;
  g_autofree char *title = NULL;
  gint64 rid = row->rid;
  guint8 bytes[LOTSE_ID_BYTES];

  if (!lotse_id_to_bytes (id, bytes))
    return lotse_store_row_fail_damaged (error);
  lotse_store_note_change (self, row->kind, id);
  if (table == NULL)
    return write_node (self, bytes, row, &rid, state, "", error) && write_unknown (self, rid, registers, error);
  if (rid > 0)
    before = lotse_db_get_text (self->db, NULL, "SELECT title FROM node WHERE rid = ?", "i", rid);
  title = lotse_store_plain_title (self, table->kind, registers, wanted);
  if (!write_node (self, bytes, row, &rid, state, title, error) || !write_known (self, table, rid, row->rid == 0, registers, error))
    return FALSE;
  lotse_store_index (self, rid, row->rid == 0, table, title, state == LOTSE_ROW_VISIBLE ? registers : NULL);
  return follow_title (self, id, row, rid, before, title, wanted, error)
         && (!merged_changed (row, registers) || lotse_store_place_merged (self, id, error));
}

/* Writes the records anew that were merged into one that has left: they stand for themselves again, and wait for it. */
static gboolean
let_stand (LotseStore *self, GPtrArray *merged, GError **error)
{
  for (guint i = 0; i < merged->len; i++)
    {
      g_auto (LotseStoreRow) row = { 0 };

      if (!lotse_store_row_read (self, merged->pdata[i], &row, error)
          || (row.rid > 0 && !lotse_store_row_write (self, merged->pdata[i], &row, row.registers, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
lotse_store_row_remove (LotseStore *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) merged = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *kind = NULL;
  g_autofree char *sql = NULL;
  const LotseStoreTable *table;
  gint64 rid;

  if (!lotse_store_row_find (self, id, &rid, &kind, error))
    return FALSE;
  if (rid == 0)
    return TRUE;
  table = lotse_store_table (self, kind);
  if (table != NULL && lotse_store_unites (kind))
    lotse_store_add_merged (self, table, id, merged);
  sql = g_strdup_printf ("DELETE FROM %s WHERE rid = ?", table != NULL ? table->table : "unknown");
  lotse_store_note_change (self, kind, id);
  lotse_store_index (self, rid, FALSE, table, NULL, NULL);
  return lotse_db_run (self->db, error, sql, "i", rid)
         && lotse_db_run (self->db, error, "DELETE FROM wanted WHERE rid = ?", "i", rid)
         && lotse_db_run (self->db, error, "DELETE FROM node WHERE rid = ?", "i", rid) && let_stand (self, merged, error);
}
