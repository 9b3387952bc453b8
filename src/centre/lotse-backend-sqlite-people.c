/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite backend: accounts, devices, one-time codes, addresses of calendars and the audit trail. */
#include "lotse-backend-sqlite.h"

#define ACCOUNT_COLUMNS "name, person, roles, disabled, password"
#define DEVICE_COLUMNS "number, account, token, name, enrolled, seen, revoked, last_send, former, since, undertaking"

static gpointer
read_account (LotseStatement *row)
{
  LotseAccount *account = g_new0 (LotseAccount, 1);

  account->name = lotse_sqlite_dup_text (row, 0);
  account->person = g_strdup (lotse_statement_text (row, 1));
  account->roles = (LotseRoles) lotse_statement_int (row, 2);
  account->disabled = lotse_statement_int (row, 3) != 0;
  account->password = g_strdup (lotse_statement_text (row, 4));
  return account;
}

static gboolean
get_account (LotseBackend *self, const char *name, LotseAccount **account, GError **error)
{
  return lotse_sqlite_one (lotse_db_query (lotse_sqlite_db (self), error, "SELECT " ACCOUNT_COLUMNS " FROM account WHERE name = ?", "s",
                                           name),
                           read_account, (gpointer *) account, error);
}

static GPtrArray *
accounts_of (LotseBackend *self, const char *person, GError **error)
{
  LotseDb *db = lotse_sqlite_db (self);

  return lotse_sqlite_collect (person != NULL
                                 ? lotse_db_query (db, error, "SELECT " ACCOUNT_COLUMNS " FROM account WHERE person = ?", "s", person)
                                 : lotse_db_query (db, error, "SELECT " ACCOUNT_COLUMNS " FROM account ORDER BY name", ""),
                               read_account, (GDestroyNotify) lotse_account_free, error);
}

static gboolean
put_account (LotseBackend *self, const LotseAccount *account, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "INSERT OR REPLACE INTO account (" ACCOUNT_COLUMNS ") VALUES (?, ?, ?, ?, ?)", "ssiis",
                       account->name, account->person, (gint64) account->roles, (gint64) account->disabled, account->password);
}

static gpointer
read_device (LotseStatement *row)
{
  LotseDevice *device = g_new0 (LotseDevice, 1);

  device->number = (guint64) lotse_statement_int (row, 0);
  device->account = lotse_sqlite_dup_text (row, 1);
  device->token = lotse_sqlite_dup_text (row, 2);
  device->name = lotse_sqlite_dup_text (row, 3);
  device->enrolled_ms = lotse_statement_int (row, 4);
  device->seen_ms = lotse_statement_int (row, 5);
  device->revoked = lotse_statement_int (row, 6) != 0;
  device->last_send = g_strdup (lotse_statement_text (row, 7));
  device->former = g_strdup (lotse_statement_text (row, 8));
  device->since_ms = lotse_statement_int (row, 9);
  device->undertaking_ms = lotse_statement_int (row, 10);
  return device;
}

static gboolean
get_device (LotseBackend *self, guint64 number, LotseDevice **device, GError **error)
{
  return lotse_sqlite_one (lotse_db_query (lotse_sqlite_db (self), error, "SELECT " DEVICE_COLUMNS " FROM device WHERE number = ?", "i",
                                           (gint64) number),
                           read_device, (gpointer *) device, error);
}

static gboolean
get_device_by_token (LotseBackend *self, const char *hash, LotseDevice **device, GError **error)
{
  return lotse_sqlite_one (lotse_db_query (lotse_sqlite_db (self), error, "SELECT " DEVICE_COLUMNS " FROM device WHERE token = ?", "s", hash),
                           read_device, (gpointer *) device, error);
}

static GPtrArray *
devices_of (LotseBackend *self, const char *account, GError **error)
{
  LotseDb *db = lotse_sqlite_db (self);

  return lotse_sqlite_collect (account != NULL
                                 ? lotse_db_query (db, error, "SELECT " DEVICE_COLUMNS " FROM device WHERE account = ?", "s", account)
                                 : lotse_db_query (db, error, "SELECT " DEVICE_COLUMNS " FROM device ORDER BY account, enrolled", ""),
                               read_device, (GDestroyNotify) lotse_device_free, error);
}

static gboolean
put_device (LotseBackend *self, const LotseDevice *device, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error,
                       "INSERT OR REPLACE INTO device (" DEVICE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "isssiiissii",
                       (gint64) device->number, device->account, device->token, device->name, device->enrolled_ms, device->seen_ms,
                       (gint64) device->revoked, device->last_send, device->former, device->since_ms, device->undertaking_ms);
}

/* --- Codes and the audit trail -------------------------------------------------------------------------------- */

static gpointer
read_code (LotseStatement *row)
{
  LotseCode *code = g_new0 (LotseCode, 1);

  code->selector = lotse_sqlite_dup_text (row, 0);
  code->hash = lotse_sqlite_dup_text (row, 1);
  code->account = lotse_sqlite_dup_text (row, 2);
  code->expires_ms = lotse_statement_int (row, 3);
  code->tries = (int) lotse_statement_int (row, 4);
  return code;
}

static gboolean
get_code (LotseBackend *self, const char *selector, LotseCode **code, GError **error)
{
  return lotse_sqlite_one (lotse_db_query (lotse_sqlite_db (self), error,
                                           "SELECT selector, hash, account, expires, tries FROM code WHERE selector = ?", "s", selector),
                           read_code, (gpointer *) code, error);
}

static gboolean
put_code (LotseBackend *self, const LotseCode *code, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "INSERT OR REPLACE INTO code VALUES (?, ?, ?, ?, ?)", "sssii", code->selector,
                       code->hash, code->account, code->expires_ms, (gint64) code->tries);
}

static gboolean
remove_code (LotseBackend *self, const char *selector, GError **error)
{
  if (selector == NULL)
    return lotse_db_run (lotse_sqlite_db (self), error, "DELETE FROM code", "");
  return lotse_db_run (lotse_sqlite_db (self), error, "DELETE FROM code WHERE selector = ?", "s", selector);
}

static gpointer
read_calendar (LotseStatement *row)
{
  LotseCalendar *calendar = g_new0 (LotseCalendar, 1);

  calendar->hash = lotse_sqlite_dup_text (row, 0);
  calendar->account = lotse_sqlite_dup_text (row, 1);
  calendar->device = (guint64) lotse_statement_int (row, 2);
  calendar->language = lotse_sqlite_dup_text (row, 3);
  calendar->made_ms = lotse_statement_int (row, 4);
  return calendar;
}

static gboolean
get_calendar (LotseBackend *self, const char *hash, LotseCalendar **calendar, GError **error)
{
  return lotse_sqlite_one (lotse_db_query (lotse_sqlite_db (self), error,
                                           "SELECT hash, account, device, language, made FROM calendar WHERE hash = ?", "s", hash),
                           read_calendar, (gpointer *) calendar, error);
}

static gboolean
put_calendar (LotseBackend *self, const LotseCalendar *calendar, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "INSERT OR REPLACE INTO calendar VALUES (?, ?, ?, ?, ?)", "ssisi", calendar->hash,
                       calendar->account, (gint64) calendar->device, calendar->language, calendar->made_ms);
}

static gboolean
remove_calendars (LotseBackend *self, const char *account, gint64 *n, GError **error)
{
  return lotse_db_get_int (lotse_sqlite_db (self), n, 0, error, "SELECT count (*) FROM calendar WHERE account = ?", "s", account)
         && lotse_db_run (lotse_sqlite_db (self), error, "DELETE FROM calendar WHERE account = ?", "s", account);
}

static gboolean
add_audit (LotseBackend *self, const LotseAudit *line, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "INSERT INTO audit (at, who, what, subject) VALUES (?, ?, ?, ?)", "isss",
                       line->at_ms, line->who, line->what, line->subject);
}

static gpointer
read_audit (LotseStatement *row)
{
  LotseAudit *line = g_new0 (LotseAudit, 1);

  line->at_ms = lotse_statement_int (row, 0);
  line->who = lotse_sqlite_dup_text (row, 1);
  line->what = lotse_sqlite_dup_text (row, 2);
  line->subject = lotse_sqlite_dup_text (row, 3);
  line->row = lotse_statement_int (row, 4);
  return line;
}

static GPtrArray *
audit_lines (LotseBackend *self, gint64 before, guint limit, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error,
                                               "SELECT at, who, what, subject, row FROM audit WHERE row < ? ORDER BY row DESC LIMIT ?",
                                               "ii", before, (gint64) limit),
                               read_audit, (GDestroyNotify) lotse_audit_free, error);
}

void
lotse_sqlite_fill_people (LotseBackend *backend)
{
  backend->get_account = get_account;
  backend->accounts_of = accounts_of;
  backend->put_account = put_account;
  backend->get_device = get_device;
  backend->get_device_by_token = get_device_by_token;
  backend->devices_of = devices_of;
  backend->put_device = put_device;
  backend->get_code = get_code;
  backend->put_code = put_code;
  backend->remove_code = remove_code;
  backend->get_calendar = get_calendar;
  backend->put_calendar = put_calendar;
  backend->remove_calendars = remove_calendars;
  backend->add_audit = add_audit;
  backend->audit_lines = audit_lines;
}
