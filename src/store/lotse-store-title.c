/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Titles: what records are called in lists, in which order, and which of several merged ones is shown.
 *
 * The title that lies in the database is the same in all languages: it serves sorting, searching and the titles of other
 * records that show it.  What a window shows with choices and dates in words, the window makes.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-collate.h"

#include <string.h>

#define SEPARATOR " · "
#define MAX_HOPS 64      /* of records merged into one another */
#define MAX_DEPTH 4      /* titles that show titles that show titles */

static char *
linked_title (LotseStore *self, const char *id)
{
  guint8 bytes[LOTSE_ID_BYTES];

  if (!lotse_id_to_bytes (id, bytes))
    return NULL;
  return lotse_db_get_text (self->db, NULL, "SELECT title FROM node WHERE id = ?", "b", bytes, (gssize) sizeof bytes);
}

char *
lotse_store_plain_title (LotseStore *self, const LotseKind *kind, const LotseRegisters *registers, GPtrArray *wanted)
{
  GString *title = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LotseField *field = &kind->fields[i];
      const char *value;
      g_autofree char *linked = NULL;

      if ((field->flags & LOTSE_FIELD_TITLE) == 0 || field->type == LOTSE_FIELD_CHOICE || lotse_field_has_elements (field))
        continue;
      value = lotse_registers_value (registers, field->name);
      if (value != NULL && field->type == LOTSE_FIELD_LINK)
        {
          linked = linked_title (self, value);
          if (linked == NULL && wanted != NULL)
            g_ptr_array_add (wanted, g_strdup (value));
          value = linked;
        }
      if (value != NULL && *value != '\0')
        {
          g_string_append (title, title->len > 0 ? SEPARATOR : "");
          g_string_append (title, value);
        }
    }
  return g_string_free (title, FALSE);
}

/* --- Titles that show other titles --- */

static gboolean retitle_at (LotseStore *self, const char *kind, const char *id, gboolean fresh, guint depth, GError **error);

static gboolean
retitle_row (LotseStore *self, gint64 rid, guint depth, GError **error)
{
  g_auto (LotseStoreRow) row = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *before = NULL;
  g_autofree char *title = NULL;
  g_autofree guint8 *sort = NULL;
  const LotseStoreTable *table;
  gsize size;

  if (!lotse_store_row_read_by_rid (self, rid, &id, &row, error))
    return FALSE;
  table = row.rid > 0 ? lotse_store_table (self, row.kind) : NULL;
  if (table == NULL)
    return TRUE;
  before = lotse_db_get_text (self->db, NULL, "SELECT title FROM node WHERE rid = ?", "i", rid);
  title = lotse_store_plain_title (self, table->kind, row.registers, NULL);
  if (g_strcmp0 (before, title) == 0)
    return TRUE;
  sort = lotse_collate_bytes (title, LOTSE_STORE_COLLATION, &size);
  lotse_store_note_change (self, row.kind, id);
  lotse_store_index (self, rid, FALSE, table, title, row.state == LOTSE_ROW_VISIBLE ? row.registers : NULL);
  return lotse_db_run (self->db, error, "UPDATE node SET title = ?, sort = ? WHERE rid = ?", "sbi", title, sort, (gssize) size, rid)
         && retitle_at (self, row.kind, id, FALSE, depth + 1, error);
}

/* The row numbers that a query finds; read to the end before anything is written. */
static gboolean
collect_rids (LotseStatement *statement, GArray *rids, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      gint64 rid = lotse_statement_int (statement, 0);

      g_array_append_val (rids, rid);
    }
  return lotse_statement_end (statement, &local, error);
}

static gboolean
collect_linking (LotseStore *self, const char *kind, const guint8 *id, GArray *rids, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const LotseStoreTable *table = value;

      for (guint i = 0; table->linked && i < table->kind->n_fields; i++)
        {
          const LotseField *field = &table->kind->fields[i];
          g_autofree char *sql = NULL;

          if (field->type != LOTSE_FIELD_LINK || (field->flags & LOTSE_FIELD_TITLE) == 0 || !lotse_field_links_to (field, kind))
            continue;
          sql = g_strdup_printf ("SELECT rid FROM %s WHERE \"%s\" = ?", table->table, field->name);
          if (!collect_rids (lotse_db_query (self->db, error, sql, "b", id, (gssize) LOTSE_ID_BYTES), rids, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Whether any record waits for another one's title; asked once in a transaction. */
static gboolean
anything_wanted (LotseStore *self)
{
  gint64 any = 1;

  if (self->wanted == LOTSE_WANTED_UNKNOWN && lotse_db_get_int (self->db, &any, 1, NULL, "SELECT EXISTS (SELECT 1 FROM wanted)", ""))
    self->wanted = any != 0 ? LOTSE_WANTED_SOME : LOTSE_WANTED_NONE;
  return self->wanted != LOTSE_WANTED_NONE;
}

/* A record that waited for another one may have been merged into it, and stood only while that one was not here. */
static gboolean
place_row (LotseStore *self, gint64 rid, GError **error)
{
  g_auto (LotseStoreRow) row = { 0 };
  g_autofree char *id = NULL;

  return lotse_store_row_read_by_rid (self, rid, &id, &row, error) && (row.rid == 0 || lotse_store_place_merged (self, id, error));
}

static gboolean
retitle_at (LotseStore *self, const char *kind, const char *id, gboolean fresh, guint depth, GError **error)
{
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint8 bytes[LOTSE_ID_BYTES];

  if (depth > MAX_DEPTH || !lotse_id_to_bytes (id, bytes))
    return TRUE;
  /* Whoever would show a record that is new here has said so in `wanted`; the kinds' tables need not be searched. */
  if (fresh)
    {
      if (!anything_wanted (self))
        return TRUE;
      if (!collect_rids (lotse_db_query (self->db, error, "SELECT rid FROM wanted WHERE id = ?", "b", bytes, (gssize) sizeof bytes),
                         rids, error))
        return FALSE;
      if (rids->len > 0 && !lotse_db_run (self->db, error, "DELETE FROM wanted WHERE id = ?", "b", bytes, (gssize) sizeof bytes))
        return FALSE;
    }
  else if (!collect_linking (self, kind, bytes, rids, error))
    return FALSE;
  for (guint i = 0; i < rids->len; i++)
    if (!retitle_row (self, g_array_index (rids, gint64, i), depth, error)
        || (fresh && !place_row (self, g_array_index (rids, gint64, i), error)))
      return FALSE;
  return TRUE;
}

gboolean
lotse_store_retitle (LotseStore *self, const char *kind, const char *id, gboolean fresh, GError **error)
{
  return retitle_at (self, kind, id, fresh, 0, error);
}

/* --- Records merged into one another --- */

/* Whether the record is on this device. */
static gboolean
is_here (LotseStore *self, const char *id)
{
  g_autofree char *kind = NULL;
  gint64 rid = 0;

  return lotse_store_row_find (self, id, &rid, &kind, NULL) && rid != 0;
}

/* The record that this one was merged into, or NULL; what is not here does not stand for anything. */
static char *
merged_into (LotseStore *self, const char *id)
{
  g_autofree char *into = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (LotseStatement) statement = NULL;
  const LotseStoreTable *table;
  gint64 rid;
  gsize size = 0;
  const guint8 *bytes;

  if (!lotse_store_row_find (self, id, &rid, &kind, NULL) || rid == 0)
    return NULL;
  table = lotse_store_table (self, kind);
  if (table == NULL)
    return NULL;
  sql = g_strdup_printf ("SELECT _merged_into FROM %s WHERE rid = ?", table->table);
  statement = lotse_db_query (self->db, NULL, sql, "i", rid);
  if (statement == NULL || !lotse_statement_step (statement, NULL))
    return NULL;
  bytes = lotse_statement_bytes (statement, 0, &size);
  into = size == LOTSE_ID_BYTES ? lotse_id_from_bytes (bytes) : NULL;
  return into != NULL && is_here (self, into) ? g_steal_pointer (&into) : NULL;
}

/* The ids along merged_into from this one on; `start` of a circle, or the length if there is none. */
static GPtrArray *
merged_chain (LotseStore *self, const char *id, guint *start)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *next = g_strdup (id);

  while (next != NULL && chain->len < MAX_HOPS)
    {
      guint at;

      if (g_ptr_array_find_with_equal_func (chain, next, g_str_equal, &at))
        {
          *start = at;
          return chain;
        }
      g_ptr_array_add (chain, g_steal_pointer (&next));
      next = merged_into (self, g_ptr_array_index (chain, chain->len - 1));
    }
  *start = chain->len;
  return chain;
}

char *
lotse_store_standing_id (LotseStore *self, const char *id, GError **error)
{
  guint start;
  g_autoptr (GPtrArray) chain = merged_chain (self, id, &start);
  const char *standing = g_ptr_array_index (chain, chain->len - 1);

  for (guint i = start; i < chain->len; i++)
    if (i == start || strcmp (g_ptr_array_index (chain, i), standing) < 0)
      standing = g_ptr_array_index (chain, i);
  return g_strdup (standing);
}

/* The kinds whose records may be united: of these a way leads back from a record to those that were merged into it. */
gboolean
lotse_store_unites (const char *kind)
{
  return strcmp (kind, "person") == 0 || strcmp (kind, "organisation") == 0;
}

void
lotse_store_add_merged (LotseStore *self, const LotseStoreTable *table, const char *id, GPtrArray *ids)
{
  g_autofree char *sql = g_strdup_printf ("SELECT n.id FROM %s t JOIN node n ON n.rid = t.rid WHERE t._merged_into = ?", table->table);
  g_autoptr (LotseStatement) statement = NULL;
  guint8 bytes[LOTSE_ID_BYTES];

  lotse_id_to_bytes (id, bytes);
  statement = lotse_db_query (self->db, NULL, sql, "b", bytes, (gssize) sizeof bytes);
  while (statement != NULL && lotse_statement_step (statement, NULL))
    {
      gsize size = 0;
      g_autofree char *other = lotse_id_from_bytes (lotse_statement_bytes (statement, 0, &size));

      if (!g_ptr_array_find_with_equal_func (ids, other, g_str_equal, NULL))
        g_ptr_array_add (ids, g_steal_pointer (&other));
    }
}

GPtrArray *
lotse_store_united_ids (LotseStore *self, const char *id)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *kind = NULL;
  gint64 rid = 0;

  if (!lotse_id_is_valid (id) || !lotse_store_row_find (self, id, &rid, &kind, NULL) || rid == 0 || !lotse_store_unites (kind))
    {
      g_ptr_array_add (ids, g_strdup (id));
      return ids;
    }
  g_ptr_array_add (ids, lotse_store_standing_id (self, id, NULL));
  for (guint i = 0; i < ids->len; i++)
    lotse_store_add_merged (self, lotse_store_table (self, kind), ids->pdata[i], ids);
  return ids;
}

/* Sets the place of one record; a record in the bin stays there. */
static gboolean
place_one (LotseStore *self, const char *id, gboolean stands, GError **error)
{
  g_auto (LotseStoreRow) row = { 0 };
  g_autofree char *title = NULL;
  LotseRowState state = stands ? LOTSE_ROW_VISIBLE : LOTSE_ROW_MERGED;
  const LotseStoreTable *table;

  if (!lotse_store_row_read (self, id, &row, error))
    return FALSE;
  table = row.rid > 0 ? lotse_store_table (self, row.kind) : NULL;
  if (table == NULL || row.state == LOTSE_ROW_BIN || row.state == state)
    return TRUE;
  title = lotse_db_get_text (self->db, NULL, "SELECT title FROM node WHERE rid = ?", "i", row.rid);
  lotse_store_note_change (self, row.kind, id);
  lotse_store_index (self, row.rid, FALSE, table, title, stands ? row.registers : NULL);
  return lotse_db_run (self->db, error, "UPDATE node SET state = ? WHERE rid = ?", "ii", (gint64) state, row.rid);
}

gboolean
lotse_store_place_merged (LotseStore *self, const char *id, GError **error)
{
  guint start;
  g_autoptr (GPtrArray) chain = merged_chain (self, id, &start);
  g_autofree char *standing = lotse_store_standing_id (self, id, error);

  for (guint i = 0; i < chain->len; i++)
    {
      const char *member = g_ptr_array_index (chain, i);

      if (!place_one (self, member, strcmp (member, standing) == 0, error))
        return FALSE;
    }
  return TRUE;
}
