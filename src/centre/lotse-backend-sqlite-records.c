/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite backend: records, the links between them, and the blobs that they refer to. */
#include "lotse-backend-sqlite.h"

#define RECORD_COLUMNS "id, kind, number, doc, author, audience, origin, deleted, odd"

static gpointer
read_record (LotseStatement *row)
{
  LotseStored *record = g_new0 (LotseStored, 1);

  record->id = lotse_sqlite_dup_text (row, 0);
  record->kind = lotse_sqlite_dup_text (row, 1);
  record->number = lotse_statement_int (row, 2);
  record->doc = lotse_sqlite_dup_text (row, 3);
  record->author = lotse_sqlite_dup_text (row, 4);
  record->audience = (LotseAudience) lotse_statement_int (row, 5);
  record->origin = (LotseAudience) lotse_statement_int (row, 6);
  record->deleted = lotse_statement_int (row, 7) != 0;
  record->odd = lotse_statement_int (row, 8) != 0;
  return record;
}

static GPtrArray *
collect_records (LotseStatement *statement, GError **error)
{
  return lotse_sqlite_collect (statement, read_record, (GDestroyNotify) lotse_stored_free, error);
}

static gboolean
get_record (LotseBackend *self, const char *id, LotseStored **record, GError **error)
{
  return lotse_sqlite_one (lotse_db_query (lotse_sqlite_db (self), error, "SELECT " RECORD_COLUMNS " FROM record WHERE id = ?", "s", id),
                           read_record, (gpointer *) record, error);
}

static gboolean
put_record (LotseBackend *self, const LotseStored *record, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error,
                       "INSERT INTO record (" RECORD_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, number = excluded.number, doc = excluded.doc,"
                       " author = excluded.author, audience = excluded.audience, origin = excluded.origin,"
                       " deleted = excluded.deleted, odd = excluded.odd",
                       "ssissiiii", record->id, record->kind, record->number, record->doc, record->author,
                       (gint64) record->audience, (gint64) record->origin, (gint64) record->deleted, (gint64) record->odd);
}

static gboolean
remove_record (LotseBackend *self, const char *id, GError **error)
{
  LotseDb *db = lotse_sqlite_db (self);

  return lotse_db_run (db, error, "DELETE FROM record WHERE id = ?", "s", id)
         && lotse_db_run (db, error, "DELETE FROM link WHERE source = ?", "s", id)
         && lotse_db_run (db, error, "DELETE FROM blob WHERE id = ?", "s", id)
         && lotse_db_run (db, error, "DELETE FROM lapse WHERE id = ?", "s", id)
         && lotse_db_run (db, error, "DELETE FROM member WHERE id = ?", "s", id);
}

static GPtrArray *
records_after (LotseBackend *self, gint64 number, guint limit, GError **error)
{
  return collect_records (lotse_db_query (lotse_sqlite_db (self), error,
                                          "SELECT " RECORD_COLUMNS " FROM record WHERE number > ? ORDER BY number LIMIT ?", "ii",
                                          number, (gint64) limit),
                          error);
}

static GPtrArray *
records_from (LotseBackend *self, const char *id, guint limit, GError **error)
{
  return collect_records (lotse_db_query (lotse_sqlite_db (self), error,
                                          "SELECT " RECORD_COLUMNS " FROM record WHERE id > ? ORDER BY id LIMIT ?", "si", id,
                                          (gint64) limit),
                          error);
}

static GPtrArray *
records_of_kind (LotseBackend *self, const char *kind, GError **error)
{
  return collect_records (lotse_db_query (lotse_sqlite_db (self), error, "SELECT " RECORD_COLUMNS " FROM record WHERE kind = ?", "s", kind),
                          error);
}

static gboolean
count_records (LotseBackend *self, const char *after_id, gint64 *count, GError **error)
{
  return lotse_db_get_int (lotse_sqlite_db (self), count, 0, error, "SELECT count(*) FROM record WHERE id > ?", "s", after_id);
}

/* --- Links ------------------------------------------------------------------------------------------------- */

static gboolean
set_links (LotseBackend *self, const char *id, const char *kind, const LotseLink *links, guint n, GError **error)
{
  LotseDb *db = lotse_sqlite_db (self);

  if (!lotse_db_run (db, error, "DELETE FROM link WHERE source = ?", "s", id))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!lotse_db_run (db, error, "INSERT OR IGNORE INTO link VALUES (?, ?, ?, ?)", "ssss", links[i].target, kind, links[i].field, id))
      return FALSE;
  return TRUE;
}

static GPtrArray *
sources (LotseBackend *self, const char *target, const char *kind, const char *field, GError **error)
{
  LotseDb *db = lotse_sqlite_db (self);
  LotseStatement *found;

  if (kind != NULL && field != NULL)
    found = lotse_db_query (db, error, "SELECT source FROM link WHERE target = ? AND kind = ? AND field = ?", "sss", target, kind, field);
  else
    found = lotse_db_query (db, error, "SELECT DISTINCT source FROM link WHERE target = ?", "s", target);
  return lotse_sqlite_collect (found, lotse_sqlite_read_text, g_free, error);
}

static GPtrArray *
targets (LotseBackend *self, const char *id, const char *field, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error, "SELECT target FROM link WHERE source = ? AND field = ?",
                                               "ss", id, field),
                               lotse_sqlite_read_text, g_free, error);
}

/* --- Blobs --------------------------------------------------------------------------------------------------- */

static gboolean
set_blobs (LotseBackend *self, const char *id, const char *const *blobs, GError **error)
{
  LotseDb *db = lotse_sqlite_db (self);

  if (!lotse_db_run (db, error, "DELETE FROM blob WHERE id = ?", "s", id))
    return FALSE;
  for (; *blobs != NULL; blobs++)
    if (!lotse_db_run (db, error, "INSERT OR IGNORE INTO blob VALUES (?, ?)", "ss", *blobs, id))
      return FALSE;
  return TRUE;
}

static GPtrArray *
blob_users (LotseBackend *self, const char *blob, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error, "SELECT id FROM blob WHERE hash = ?", "s", blob),
                               lotse_sqlite_read_text, g_free, error);
}

static GPtrArray *
blobs_of (LotseBackend *self, const char *id, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error, "SELECT hash FROM blob WHERE id = ?", "s", id),
                               lotse_sqlite_read_text, g_free, error);
}

void
lotse_sqlite_fill_records (LotseBackend *backend)
{
  backend->get_record = get_record;
  backend->put_record = put_record;
  backend->remove_record = remove_record;
  backend->records_after = records_after;
  backend->records_from = records_from;
  backend->records_of_kind = records_of_kind;
  backend->count_records = count_records;
  backend->set_links = set_links;
  backend->sources = sources;
  backend->targets = targets;
  backend->set_blobs = set_blobs;
  backend->blob_users = blob_users;
  backend->blobs_of = blobs_of;
}
