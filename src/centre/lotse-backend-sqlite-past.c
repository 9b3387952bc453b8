/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite backend: history, parked edits and tombstones.  Clocks and devices are kept as signed numbers of 64 bits. */
#include "lotse-backend-sqlite.h"

#define PAST_COLUMNS "id, number, account, device, clock, at, writes"
#define PARKED_COLUMNS "row, target, id, device, account, edit, at"

static gpointer
read_past (LotseStatement *row)
{
  LotsePast *past = g_new0 (LotsePast, 1);

  past->id = lotse_sqlite_dup_text (row, 0);
  past->number = lotse_statement_int (row, 1);
  past->account = lotse_sqlite_dup_text (row, 2);
  past->device = (guint64) lotse_statement_int (row, 3);
  past->clock = (guint64) lotse_statement_int (row, 4);
  past->at_ms = lotse_statement_int (row, 5);
  past->writes = lotse_sqlite_dup_text (row, 6);
  return past;
}

static GPtrArray *
past_at (LotseBackend *self, const char *id, guint64 clock, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error,
                                               "SELECT " PAST_COLUMNS " FROM history WHERE id = ? AND clock = ? ORDER BY number", "si", id,
                                               (gint64) clock),
                               read_past, (GDestroyNotify) lotse_past_free, error);
}

static gboolean
put_past (LotseBackend *self, const LotsePast *past, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error,
                       "INSERT OR REPLACE INTO history (" PAST_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?)", "sisiiis", past->id,
                       past->number, past->account, (gint64) past->device, (gint64) past->clock, past->at_ms, past->writes);
}

static GPtrArray *
past_of (LotseBackend *self, const char *id, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error,
                                               "SELECT " PAST_COLUMNS " FROM history WHERE id = ? ORDER BY number DESC", "s", id),
                               read_past, (GDestroyNotify) lotse_past_free, error);
}

static GPtrArray *
past_by (LotseBackend *self, guint64 device, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error,
                                               "SELECT " PAST_COLUMNS " FROM history WHERE device = ? ORDER BY number DESC", "i",
                                               (gint64) device),
                               read_past, (GDestroyNotify) lotse_past_free, error);
}

static gboolean
forget_past (LotseBackend *self, const char *id, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "DELETE FROM history WHERE id = ?", "s", id);
}

/* --- Parked edits -------------------------------------------------------------------------------------------- */

static gpointer
read_parked (LotseStatement *row)
{
  LotseParked *parked = g_new0 (LotseParked, 1);

  parked->row = lotse_statement_int (row, 0);
  parked->target = lotse_sqlite_dup_text (row, 1);
  parked->id = lotse_sqlite_dup_text (row, 2);
  parked->device = (guint64) lotse_statement_int (row, 3);
  parked->account = lotse_sqlite_dup_text (row, 4);
  parked->edit = lotse_sqlite_dup_text (row, 5);
  parked->at_ms = lotse_statement_int (row, 6);
  return parked;
}

static GPtrArray *
collect_parked (LotseStatement *statement, GError **error)
{
  return lotse_sqlite_collect (statement, read_parked, (GDestroyNotify) lotse_parked_free, error);
}

static gboolean
park (LotseBackend *self, const LotseParked *parked, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "INSERT INTO parked (target, id, device, account, edit, at) VALUES (?, ?, ?, ?, ?, ?)",
                       "ssissi", parked->target, parked->id, (gint64) parked->device, parked->account, parked->edit, parked->at_ms);
}

static gboolean
unpark (LotseBackend *self, gint64 row, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "DELETE FROM parked WHERE row = ?", "i", row);
}

static GPtrArray *
parked_on (LotseBackend *self, const char *target, GError **error)
{
  return collect_parked (lotse_db_query (lotse_sqlite_db (self), error,
                                         "SELECT " PARKED_COLUMNS " FROM parked WHERE target = ? ORDER BY row", "s", target),
                         error);
}

static GPtrArray *
parked_of (LotseBackend *self, const char *id, GError **error)
{
  return collect_parked (lotse_db_query (lotse_sqlite_db (self), error, "SELECT " PARKED_COLUMNS " FROM parked WHERE id = ? ORDER BY row",
                                         "s", id),
                         error);
}

static GPtrArray *
parked_before (LotseBackend *self, gint64 at_ms, GError **error)
{
  return collect_parked (lotse_db_query (lotse_sqlite_db (self), error, "SELECT " PARKED_COLUMNS " FROM parked WHERE at < ? ORDER BY row",
                                         "i", at_ms),
                         error);
}

/* --- Tombstones -------------------------------------------------------------------------------------------------- */

static gboolean
is_erased (LotseBackend *self, const char *id, gboolean *erased, GError **error)
{
  gint64 found = 0;
  gboolean ok = lotse_db_get_int (lotse_sqlite_db (self), &found, 0, error, "SELECT 1 FROM tombstone WHERE id = ?", "s", id);

  *erased = found != 0;
  return ok;
}

static gboolean
put_tombstone (LotseBackend *self, const char *id, gint64 number, gint64 at_ms, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "INSERT OR REPLACE INTO tombstone VALUES (?, ?, ?)", "sii", id, number, at_ms);
}

static GPtrArray *
tombstones_after (LotseBackend *self, gint64 number, gint64 until, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error, "SELECT id FROM tombstone WHERE number > ? AND number <= ?",
                                               "ii", number, until),
                               lotse_sqlite_read_text, g_free, error);
}

void
lotse_sqlite_fill_past (LotseBackend *backend)
{
  backend->past_at = past_at;
  backend->put_past = put_past;
  backend->past_of = past_of;
  backend->past_by = past_by;
  backend->forget_past = forget_past;
  backend->park = park;
  backend->unpark = unpark;
  backend->parked_on = parked_on;
  backend->parked_of = parked_of;
  backend->parked_before = parked_before;
  backend->is_erased = is_erased;
  backend->put_tombstone = put_tombstone;
  backend->tombstones_after = tombstones_after;
}
