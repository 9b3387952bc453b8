/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The SQLite backend: the file, its schema, transactions, the order and keeping.
 *
 * Ids are 32 hexadecimal digits as everywhere above; numbers are SQLite integers.  Migrations are numbered and never
 * change once they were released.
 */
#include "lotse-backend-sqlite.h"

#include "lotse-error.h"

#include <glib/gstdio.h>
#include <sodium.h>


/* One immutable text for each version of the schema. */
static const char *const migrations[] = {
  /* The last number that was given out; there is one row. */
  "CREATE TABLE counter (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL);"
  "INSERT INTO counter VALUES (1, 0);"
  /* The mark of each transaction that took numbers, by its last number. */
  "CREATE TABLE txn (last INTEGER PRIMARY KEY, mark TEXT NOT NULL);"
  "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
  /* Records in the form in which they are sent; `audience` and `origin` are sets of bucket classes. */
  "CREATE TABLE record (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, number INTEGER NOT NULL,"
  "  doc TEXT NOT NULL, author TEXT NOT NULL, audience INTEGER NOT NULL, origin INTEGER NOT NULL,"
  "  deleted INTEGER NOT NULL, odd INTEGER NOT NULL);"
  "CREATE INDEX record_number ON record (number);"
  /* Links between records, for the rules of buckets that go against them. */
  "CREATE TABLE link (target TEXT NOT NULL, kind TEXT NOT NULL, field TEXT NOT NULL, source TEXT NOT NULL,"
  "  PRIMARY KEY (target, kind, field, source)) WITHOUT ROWID;"
  "CREATE INDEX link_source ON link (source);"
  "CREATE TABLE blob (hash TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (hash, id)) WITHOUT ROWID;"
  "CREATE INDEX blob_id ON blob (id);"
  /* Which records lie in which bucket; a row stays when its record has left, so that the leaving can be told. */
  "CREATE TABLE member (bucket TEXT NOT NULL, id TEXT NOT NULL, entered INTEGER NOT NULL, number INTEGER NOT NULL,"
  "  gone INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (bucket, id)) WITHOUT ROWID;"
  "CREATE INDEX member_number ON member (bucket, number);"
  "CREATE INDEX member_id ON member (id);"
  /* Which accounts hold which buckets and roles; a row stays when it was lost. */
  "CREATE TABLE held (account TEXT NOT NULL, bucket TEXT NOT NULL, gained INTEGER NOT NULL, lost INTEGER NOT NULL DEFAULT 0,"
  "  lost_ms INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (account, bucket)) WITHOUT ROWID;"
  "CREATE INDEX held_bucket ON held (bucket);"
  "CREATE TABLE denial (account TEXT NOT NULL, bucket TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (account, bucket))"
  "  WITHOUT ROWID;"
  "CREATE TABLE lapse (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE INDEX lapse_at ON lapse (at);"
  /* Every edit that was taken, with what became of each of its writes. */
  "CREATE TABLE history (id TEXT NOT NULL, device INTEGER NOT NULL, clock INTEGER NOT NULL, number INTEGER NOT NULL,"
  "  account TEXT NOT NULL, at INTEGER NOT NULL, writes TEXT NOT NULL, PRIMARY KEY (id, device, clock)) WITHOUT ROWID;"
  "CREATE INDEX history_device ON history (device, number);"
  /* Edits that wait for the record that they link to. */
  "CREATE TABLE parked (row INTEGER PRIMARY KEY, target TEXT NOT NULL, id TEXT NOT NULL, device INTEGER NOT NULL,"
  "  account TEXT NOT NULL, edit TEXT NOT NULL, at INTEGER NOT NULL);"
  "CREATE INDEX parked_target ON parked (target);"
  "CREATE INDEX parked_id ON parked (id);"
  "CREATE TABLE tombstone (id TEXT PRIMARY KEY, number INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE INDEX tombstone_number ON tombstone (number);"
  "CREATE TABLE account (name TEXT PRIMARY KEY, person TEXT, roles INTEGER NOT NULL, disabled INTEGER NOT NULL,"
  "  password TEXT) WITHOUT ROWID;"
  "CREATE TABLE device (number INTEGER PRIMARY KEY, account TEXT NOT NULL, token TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
  "  enrolled INTEGER NOT NULL, seen INTEGER NOT NULL, revoked INTEGER NOT NULL, last_send TEXT, former TEXT,"
  "  since INTEGER NOT NULL);"
  "CREATE TABLE code (selector TEXT PRIMARY KEY, hash TEXT NOT NULL, account TEXT NOT NULL, expires INTEGER NOT NULL,"
  "  tries INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE audit (row INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,"
  "  subject TEXT NOT NULL);",

  /* When the confidentiality undertaking was confirmed on the device, or 0. */
  "ALTER TABLE device ADD COLUMN undertaking INTEGER NOT NULL DEFAULT 0;",

  /* Batches of anonymous sheets as they travel, written once; the number is of an order of their own. */
  "CREATE TABLE sheets (id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, document TEXT NOT NULL) WITHOUT ROWID;"
  "CREATE TRIGGER sheets_once BEFORE UPDATE ON sheets BEGIN SELECT RAISE (ABORT, 'written once'); END;",

  /* Addresses at which calendar programs read, by the hash of the secret in them. */
  "CREATE TABLE calendar (hash TEXT PRIMARY KEY, account TEXT NOT NULL, device INTEGER NOT NULL UNIQUE, language TEXT NOT NULL,"
  "  made INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE INDEX calendar_account ON calendar (account);",
};

GPtrArray *
lotse_sqlite_collect (LotseStatement *statement, LotseRowReader reader, GDestroyNotify free_row, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func (free_row);
  while (lotse_statement_step (statement, &local))
    g_ptr_array_add (rows, reader (statement));
  return lotse_statement_end (statement, &local, error) ? g_steal_pointer (&rows) : NULL;
}

gboolean
lotse_sqlite_one (LotseStatement *statement, LotseRowReader reader, gpointer *row, GError **error)
{
  g_autoptr (GError) local = NULL;

  *row = NULL;
  if (statement == NULL)
    return FALSE;
  if (lotse_statement_step (statement, &local))
    *row = reader (statement);
  return lotse_statement_end (statement, &local, error);
}

char *
lotse_sqlite_dup_text (LotseStatement *row, int column)
{
  const char *text = lotse_statement_text (row, column);

  return g_strdup (text != NULL ? text : "");
}

gpointer
lotse_sqlite_read_text (LotseStatement *row)
{
  return lotse_sqlite_dup_text (row, 0);
}

/* --- Transactions and the order -------------------------------------------------------------------------- */

static gboolean
sqlite_begin (LotseBackend *self, GError **error)
{
  LotseSqlite *sqlite = (LotseSqlite *) self;
  guint8 bytes[8];

  if (!lotse_db_begin (sqlite->db, error))
    return FALSE;
  if (!lotse_db_get_int (sqlite->db, &sqlite->number, 0, error, "SELECT number FROM counter", ""))
    {
      lotse_db_rollback (sqlite->db);
      return FALSE;
    }
  sqlite->before = sqlite->number;
  sqlite->depth = 0;
  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2hex (sqlite->mark, sizeof sqlite->mark, bytes, sizeof bytes);
  return TRUE;
}

static gboolean
keep_order (LotseSqlite *self, GError **error)
{
  if (self->number == self->before)
    return TRUE;
  return lotse_db_run (self->db, error, "UPDATE counter SET number = ?", "i", self->number)
         && lotse_db_run (self->db, error, "INSERT INTO txn VALUES (?, ?)", "is", self->number, self->mark);
}

static gboolean
sqlite_commit (LotseBackend *self, GError **error)
{
  LotseSqlite *sqlite = (LotseSqlite *) self;

  if (keep_order (sqlite, error) && lotse_db_commit (sqlite->db, error))
    return TRUE;
  lotse_db_rollback (sqlite->db);
  return FALSE;
}

static void
sqlite_rollback (LotseBackend *self)
{
  LotseSqlite *sqlite = (LotseSqlite *) self;

  lotse_db_rollback (sqlite->db);
  sqlite->number = sqlite->before;
}

static gboolean
sqlite_savepoint (LotseBackend *self, GError **error)
{
  LotseSqlite *sqlite = (LotseSqlite *) self;

  g_return_val_if_fail (sqlite->depth < LOTSE_SQLITE_DEPTH, FALSE);
  sqlite->saved[sqlite->depth++] = sqlite->number;
  return lotse_db_savepoint (sqlite->db, "edit", error);
}

static gboolean
sqlite_release (LotseBackend *self, GError **error)
{
  LotseSqlite *sqlite = (LotseSqlite *) self;

  sqlite->depth--;
  return lotse_db_release (sqlite->db, "edit", error);
}

static void
sqlite_rollback_to (LotseBackend *self)
{
  LotseSqlite *sqlite = (LotseSqlite *) self;

  lotse_db_rollback_to (sqlite->db, "edit");
  sqlite->number = sqlite->saved[--sqlite->depth];
}

static gint64
sqlite_next_number (LotseBackend *self)
{
  return ++((LotseSqlite *) self)->number;
}

static gint64
sqlite_last_number (LotseBackend *self)
{
  return ((LotseSqlite *) self)->number;
}

static gboolean
sqlite_get_mark (LotseBackend *self, gint64 number, char **mark, GError **error)
{
  LotseSqlite *sqlite = (LotseSqlite *) self;
  GError *local = NULL;

  if (number > sqlite->before)
    {
      *mark = number <= sqlite->number ? g_strdup (sqlite->mark) : NULL;
      return TRUE;
    }
  *mark = lotse_db_get_text (lotse_sqlite_db (self), &local, "SELECT mark FROM txn WHERE last >= ? ORDER BY last LIMIT 1", "i", number);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* --- Settings and keeping -------------------------------------------------------------------------------- */

static gboolean
sqlite_get_setting (LotseBackend *self, const char *name, char **value, GError **error)
{
  GError *local = NULL;

  *value = lotse_db_get_text (lotse_sqlite_db (self), &local, "SELECT value FROM setting WHERE name = ?", "s", name);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
sqlite_set_setting (LotseBackend *self, const char *name, const char *value, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "INSERT OR REPLACE INTO setting VALUES (?, ?)", "ss", name, value);
}

static char *
sqlite_check (LotseBackend *self, GError **error)
{
  return lotse_db_check (lotse_sqlite_db (self), error);
}

static gboolean
sqlite_backup (LotseBackend *self, const char *path, GError **error)
{
  return lotse_db_backup (lotse_sqlite_db (self), path, NULL, error);
}

static gboolean
sqlite_wipe (LotseBackend *self, GError **error)
{
  return lotse_db_truncate_log (lotse_sqlite_db (self), error);
}

static gint64
sqlite_version_of_data (LotseBackend *self)
{
  return lotse_db_data_version (lotse_sqlite_db (self));
}

static void
sqlite_close (LotseBackend *self)
{
  lotse_db_close (lotse_sqlite_db (self));
  g_free (self);
}

static gboolean
migrate (LotseDb *db, GError **error)
{
  int version = 0;

  if (!lotse_db_get_version (db, &version, error))
    return FALSE;
  if (version > (int) G_N_ELEMENTS (migrations))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_OUTDATED,
                           "The centre's database was made by a newer lotse-server. Nothing was changed; please update this program.");
      return FALSE;
    }
  for (; version < (int) G_N_ELEMENTS (migrations); version++)
    {
      if (!lotse_db_begin (db, error))
        return FALSE;
      if (!lotse_db_exec (db, migrations[version], error) || !lotse_db_set_version (db, version + 1, error)
          || !lotse_db_commit (db, error))
        {
          lotse_db_rollback (db);
          return FALSE;
        }
    }
  return TRUE;
}

LotseBackend *
lotse_backend_sqlite_open (const char *path, GError **error)
{
  return lotse_backend_sqlite_open_encrypted (path, NULL, error);
}

LotseBackend *
lotse_backend_sqlite_open_encrypted (const char *path, const guint8 *key, GError **error)
{
  g_autoptr (LotseDb) db = lotse_db_open (path, key, LOTSE_DB_CREATE | (key == NULL ? LOTSE_DB_PLAIN : 0), LOTSE_SQLITE_BUSY_MS, error);
  LotseSqlite *self;
  LotseBackend *backend;

  if (db == NULL || !migrate (db, error))
    return NULL;
  self = g_new0 (LotseSqlite, 1);
  self->db = g_steal_pointer (&db);
  backend = &self->backend;
  backend->close = sqlite_close;
  backend->begin = sqlite_begin;
  backend->commit = sqlite_commit;
  backend->rollback = sqlite_rollback;
  backend->savepoint = sqlite_savepoint;
  backend->release = sqlite_release;
  backend->rollback_to = sqlite_rollback_to;
  backend->next_number = sqlite_next_number;
  backend->last_number = sqlite_last_number;
  backend->get_mark = sqlite_get_mark;
  backend->get_setting = sqlite_get_setting;
  backend->set_setting = sqlite_set_setting;
  backend->check = sqlite_check;
  backend->backup = sqlite_backup;
  backend->wipe = sqlite_wipe;
  backend->version_of_data = sqlite_version_of_data;
  lotse_sqlite_fill_records (backend);
  lotse_sqlite_fill_buckets (backend);
  lotse_sqlite_fill_past (backend);
  lotse_sqlite_fill_people (backend);
  lotse_sqlite_fill_sheets (backend);
  return backend;
}
