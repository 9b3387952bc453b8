/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must leave this device so that no byte of it stays.
 *
 * Forgetting removes a record that the account may no longer see; it may come back.  Erasing is for ever and takes edits
 * and refusals too.  Tables and index overwrite what they delete; the write-ahead log is truncated after the commit, and
 * again later if somebody was reading.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"

GPtrArray *
lotse_store_collect_ids (LotseStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (lotse_statement_step (statement, &local))
    g_ptr_array_add (ids, lotse_store_dup_id (statement, 0));
  return lotse_statement_end (statement, &local, error) ? g_steal_pointer (&ids) : NULL;
}

gboolean
lotse_store_gone (LotseStore *self, const char *id, LotseGone *gone, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];
  gint64 why;

  *gone = LOTSE_GONE_NOT;
  if (!lotse_id_to_bytes (id, bytes))
    return TRUE;
  if (!lotse_db_get_int (self->db, &why, 0, error, "SELECT why FROM gone WHERE id = ?", "b", bytes, (gssize) sizeof bytes))
    return FALSE;
  *gone = (LotseGone) why;
  return TRUE;
}

gboolean
lotse_store_set_gone (LotseStore *self, const char *id, LotseGone gone, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];

  if (!lotse_id_to_bytes (id, bytes))
    return TRUE;
  if (gone == LOTSE_GONE_NOT)
    return lotse_db_run (self->db, error, "DELETE FROM gone WHERE id = ?", "b", bytes, (gssize) sizeof bytes);
  return lotse_db_run (self->db, error, "INSERT OR REPLACE INTO gone VALUES (?, ?)", "bi", bytes, (gssize) sizeof bytes, (gint64) gone);
}

static gboolean
delete_by_id (LotseStore *self, const char *const *tables, const guint8 *bytes, GError **error)
{
  for (guint i = 0; tables[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?", tables[i]);

      if (!lotse_db_run (self->db, error, sql, "b", bytes, (gssize) LOTSE_ID_BYTES))
        return FALSE;
    }
  return TRUE;
}

/* The row, and what other records show of it. */
static gboolean
remove_row (LotseStore *self, const char *id, GError **error)
{
  g_auto (LotseStoreRow) row = { 0 };

  if (!lotse_store_row_read (self, id, &row, error))
    {
      /* A row that cannot be read must leave all the same. */
      g_clear_error (error);
      return lotse_store_row_remove (self, id, error);
    }
  if (row.rid == 0)
    return TRUE;
  return lotse_store_row_remove (self, id, error) && lotse_store_retitle (self, row.kind, id, FALSE, error);
}

static gboolean
mark_truncate (LotseStore *self, GError **error)
{
  self->truncate_due = TRUE;
  return lotse_store_set_meta_int (self, "truncate", 1, error);
}

gboolean
lotse_store_forget (LotseStore *self, const char *id, gboolean undecided, GError **error)
{
  static const char *const all[] = { "shadow", "sent", "history", "aside", "reminder", NULL };
  static const char *const shown[] = { "shadow", "aside", NULL };
  guint8 bytes[LOTSE_ID_BYTES];
  LotseGone gone;
  gint64 waiting;

  if (!lotse_id_to_bytes (id, bytes))
    return TRUE;
  if (!lotse_store_gone (self, id, &gone, error))
    return FALSE;
  if (gone == LOTSE_GONE_ERASED)
    return TRUE;
  if (!undecided && !lotse_db_run (self->db, error, "DELETE FROM outbox WHERE id = ? AND state = 1", "b", bytes, (gssize) sizeof bytes))
    return FALSE;
  if (!lotse_db_get_int (self->db, &waiting, 0, error, "SELECT count (*) FROM outbox WHERE id = ? AND state = 0", "b", bytes,
                         (gssize) sizeof bytes))
    return FALSE;
  return lotse_store_drop_blobs (self, id, FALSE, error) && delete_by_id (self, undecided ? shown : all, bytes, error) && remove_row (self, id, error)
         && (waiting == 0 || lotse_store_set_gone (self, id, LOTSE_GONE_FORGOTTEN, error)) && mark_truncate (self, error);
}

static gboolean
erase_one (LotseStore *self, const char *id, GError **error)
{
  static const char *const tables[] = { "outbox", "shadow", "sent", "history", "refusal", "aside", "reminder", NULL };
  guint8 bytes[LOTSE_ID_BYTES];

  if (!lotse_id_to_bytes (id, bytes))
    return TRUE;
  self->outbox_changed = TRUE;
  return lotse_store_drop_blobs (self, id, TRUE, error) && lotse_sheets_erase (self, id, error) && delete_by_id (self, tables, bytes, error) && remove_row (self, id, error)
         && lotse_store_set_gone (self, id, LOTSE_GONE_ERASED, error) && mark_truncate (self, error);
}

/*
 * Conflicts and reviews show values of the record.  The centre names those that it has; one that a restored centre has lost may
 * still be here.
 */
static gboolean
erase_about (LotseStore *self, const guint8 *bytes, GError **error)
{
  static const char *const kinds[] = { "conflict", "review" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT n.id FROM k_%s k JOIN node n ON n.rid = k.rid WHERE k.record = ?", kinds[i]);
      g_autoptr (GPtrArray) ids
        = lotse_store_collect_ids (lotse_db_query (self->db, error, sql, "b", bytes, (gssize) LOTSE_ID_BYTES), error);

      if (ids == NULL)
        return FALSE;
      for (guint k = 0; k < ids->len; k++)
        if (!erase_one (self, g_ptr_array_index (ids, k), error))
          return FALSE;
    }
  return TRUE;
}

gboolean
lotse_store_erase (LotseStore *self, const char *id, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];

  return !lotse_id_to_bytes (id, bytes) || (erase_about (self, bytes, error) && erase_one (self, id, error));
}

static gboolean
is_parked (LotseStore *self, const char *id)
{
  guint8 bytes[LOTSE_ID_BYTES];
  gint64 n = 0;

  if (lotse_id_to_bytes (id, bytes))
    lotse_db_get_int (self->db, &n, 0, NULL, "SELECT count (*) FROM outbox WHERE id = ? AND state = 1", "b", bytes, (gssize) sizeof bytes);
  return n > 0;
}

gboolean
lotse_store_drop_unlisted (LotseStore *self, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;
  gint64 left;

  /*
   * What waits in the outbox has not been at the centre yet, or not again.  What is parked has: the centre keeps it, and only
   * the centre knows whether this account may hold the record when it comes.
   */
  ids = lotse_store_collect_ids (
    lotse_db_query (self->db, error,
                    "SELECT id FROM node WHERE listing < ? AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.id = node.id AND o.state = 0)", "i",
                    lotse_store_meta_int (self, "listing")),
    error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!lotse_store_forget (self, g_ptr_array_index (ids, i), is_parked (self, g_ptr_array_index (ids, i)), error))
      return FALSE;
  return lotse_db_get_int (self->db, &left, 0, error, "SELECT count (*) FROM node WHERE listing < ?", "i",
                           lotse_store_meta_int (self, "listing"))
         && lotse_store_set_meta_int (self, "unlisted", left > 0, error);
}

void
lotse_store_truncate_if_due (LotseStore *self)
{
  g_autoptr (GError) error = NULL;

  if (!self->truncate_due)
    return;
  /* Old libraries have no secure delete in the index: there the whole index is written anew. */
  if (!self->fts_secure && !lotse_db_exec (self->db, "INSERT INTO search (search) VALUES ('optimize')", &error))
    return;
  if (!lotse_db_truncate_log (self->db, &error) || !lotse_store_set_meta (self, "truncate", NULL, &error))
    {
      g_debug ("Truncating the log: %s", error->message);
      return;
    }
  self->truncate_due = FALSE;
}

/*
 * The ids of sends stay: they say nothing of anybody, and without them a device whose account is unlocked again would be
 * taken for a copy.
 */
static gboolean
call_forget_all (LotseStore *self, gpointer data, GError **error)
{
  static const char *const tables[] = { "node", "unknown", "wanted", "shadow", "sent", "history", "refusal", "aside", "reminder" };
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", tables[i]);

      if (!lotse_db_exec (self->db, sql, error))
        return FALSE;
    }
  if (!lotse_store_index_clear (self, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", ((LotseStoreTable *) value)->table);

      if (!lotse_db_exec (self->db, sql, error))
        return FALSE;
    }
  /* Edits that the centre has not answered stay until it does; what they belong to is no longer shown. */
  if (!lotse_db_exec (self->db, "DELETE FROM outbox WHERE state = 1;"
                                "INSERT OR IGNORE INTO gone SELECT DISTINCT id, 1 FROM outbox;"
                                "DELETE FROM meta WHERE name IN ('cursor', 'complete')", error))
    return FALSE;
  if (!lotse_sheets_drop_numbered (self, error) || !lotse_store_drop_all_blobs (self, error))
    return FALSE;
  lotse_store_note_many (self);
  self->outbox_changed = TRUE;
  return mark_truncate (self, error);
}

gboolean
lotse_store_forget_all (LotseStore *self, GError **error)
{
  return lotse_store_run_write (self, call_forget_all, NULL, error);
}
