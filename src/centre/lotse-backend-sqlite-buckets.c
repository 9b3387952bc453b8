/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite backend: which records lie in which buckets, and which accounts hold them. */
#include "lotse-backend-sqlite.h"

static gpointer
read_member (LotseStatement *row)
{
  LotseMember *member = g_new0 (LotseMember, 1);

  member->bucket = lotse_sqlite_dup_text (row, 0);
  member->id = lotse_sqlite_dup_text (row, 1);
  member->number = lotse_statement_int (row, 2);
  member->left = lotse_statement_int (row, 3) != 0;
  return member;
}

static GPtrArray *
collect_members (LotseStatement *statement, GError **error)
{
  return lotse_sqlite_collect (statement, read_member, (GDestroyNotify) lotse_member_free, error);
}

static GPtrArray *
members_of (LotseBackend *self, const char *id, GError **error)
{
  return collect_members (lotse_db_query (lotse_sqlite_db (self), error, "SELECT bucket, id, number, gone FROM member WHERE id = ?", "s", id),
                          error);
}

static gboolean
enter (LotseBackend *self, const char *bucket, const char *id, gint64 number, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error,
                       "INSERT INTO member (bucket, id, entered, number) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (bucket, id) DO UPDATE SET number = excluded.number, gone = 0",
                       "ssii", bucket, id, number, number);
}

static gboolean
leave (LotseBackend *self, const char *bucket, const char *id, gint64 number, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "UPDATE member SET gone = 1, number = ? WHERE bucket = ? AND id = ?", "iss", number,
                       bucket, id);
}

static gboolean
touch (LotseBackend *self, const char *id, gint64 number, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "UPDATE member SET number = ? WHERE id = ? AND gone = 0", "is", number, id);
}

/* A record that changed has one number in all its buckets, so one row says enough. */
static GPtrArray *
members_after (LotseBackend *self, const char *account, gint64 number, guint limit, GError **error)
{
  return collect_members (lotse_db_query (lotse_sqlite_db (self), error,
                                          "SELECT m.bucket, m.id, m.number, m.gone FROM held h CROSS JOIN member m ON m.bucket = h.bucket"
                                          " AND m.number > ? WHERE h.account = ? AND h.lost = 0"
                                          " GROUP BY m.number ORDER BY m.number LIMIT ?",
                                          "isi", number, account, (gint64) limit),
                          error);
}

static GPtrArray *
members_from (LotseBackend *self, const char *bucket, const char *id, guint limit, GError **error)
{
  return collect_members (lotse_db_query (lotse_sqlite_db (self), error,
                                          "SELECT bucket, id, number, gone FROM member WHERE bucket = ? AND id > ? AND gone = 0"
                                          " ORDER BY id LIMIT ?",
                                          "ssi", bucket, id, (gint64) limit),
                          error);
}

static GPtrArray *
members_until (LotseBackend *self, const char *bucket, gint64 entered, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error, "SELECT id FROM member WHERE bucket = ? AND entered <= ?", "si",
                                               bucket, entered),
                               lotse_sqlite_read_text, g_free, error);
}

static gboolean
count_members (LotseBackend *self, const char *bucket, const char *after_id, gint64 *count, GError **error)
{
  return lotse_db_get_int (lotse_sqlite_db (self), count, 0, error, "SELECT count(*) FROM member WHERE bucket = ? AND id > ? AND gone = 0",
                           "ss", bucket, after_id);
}

/* --- Holds ------------------------------------------------------------------------------------------------- */

static gpointer
read_hold (LotseStatement *row)
{
  LotseHold *hold = g_new0 (LotseHold, 1);

  hold->bucket = lotse_sqlite_dup_text (row, 0);
  hold->gained = lotse_statement_int (row, 1);
  hold->lost = lotse_statement_int (row, 2);
  hold->lost_ms = lotse_statement_int (row, 3);
  return hold;
}

static GPtrArray *
holds (LotseBackend *self, const char *account, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error,
                                               "SELECT bucket, gained, lost, lost_ms FROM held WHERE account = ? ORDER BY bucket", "s",
                                               account),
                               read_hold, (GDestroyNotify) lotse_hold_free, error);
}

static GPtrArray *
holders (LotseBackend *self, const char *bucket, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error, "SELECT account FROM held WHERE bucket = ? AND lost = 0", "s",
                                               bucket),
                               lotse_sqlite_read_text, g_free, error);
}

static gboolean
gain (LotseBackend *self, const char *account, const char *bucket, gint64 number, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "INSERT OR REPLACE INTO held VALUES (?, ?, ?, 0, 0)", "ssi", account, bucket, number);
}

static gboolean
lose (LotseBackend *self, const char *account, const char *bucket, gint64 number, gint64 at_ms, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "UPDATE held SET lost = ?, lost_ms = ? WHERE account = ? AND bucket = ?", "iiss",
                       number, at_ms, account, bucket);
}

static gboolean
get_denial (LotseBackend *self, const char *account, const char *bucket, gint64 *at_ms, GError **error)
{
  return lotse_db_get_int (lotse_sqlite_db (self), at_ms, 0, error, "SELECT at FROM denial WHERE account = ? AND bucket = ?", "ss", account,
                           bucket);
}

static gboolean
set_denial (LotseBackend *self, const char *account, const char *bucket, gint64 at_ms, GError **error)
{
  if (at_ms == 0)
    return lotse_db_run (lotse_sqlite_db (self), error, "DELETE FROM denial WHERE account = ? AND bucket = ?", "ss", account, bucket);
  return lotse_db_run (lotse_sqlite_db (self), error, "INSERT OR REPLACE INTO denial VALUES (?, ?, ?)", "ssi", account, bucket, at_ms);
}

static gboolean
set_lapse (LotseBackend *self, const char *id, gint64 at_ms, GError **error)
{
  if (at_ms == 0)
    return lotse_db_run (lotse_sqlite_db (self), error, "DELETE FROM lapse WHERE id = ?", "s", id);
  return lotse_db_run (lotse_sqlite_db (self), error, "INSERT OR REPLACE INTO lapse VALUES (?, ?)", "si", id, at_ms);
}

static GPtrArray *
lapsed (LotseBackend *self, gint64 now_ms, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error, "SELECT id FROM lapse WHERE at <= ?", "i", now_ms),
                               lotse_sqlite_read_text, g_free, error);
}

void
lotse_sqlite_fill_buckets (LotseBackend *backend)
{
  backend->members_of = members_of;
  backend->enter = enter;
  backend->leave = leave;
  backend->touch = touch;
  backend->members_after = members_after;
  backend->members_from = members_from;
  backend->members_until = members_until;
  backend->count_members = count_members;
  backend->holds = holds;
  backend->holders = holders;
  backend->gain = gain;
  backend->lose = lose;
  backend->get_denial = get_denial;
  backend->set_denial = set_denial;
  backend->set_lapse = set_lapse;
  backend->lapsed = lapsed;
}
