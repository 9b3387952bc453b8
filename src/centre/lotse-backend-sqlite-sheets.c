/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite backend: batches of anonymous sheets, written once. */
#include "lotse-backend-sqlite.h"

static gpointer
read_row (LotseStatement *row)
{
  LotseStoredSheets *sheets = g_new0 (LotseStoredSheets, 1);

  sheets->id = lotse_sqlite_dup_text (row, 0);
  sheets->number = lotse_statement_int (row, 1);
  sheets->document = lotse_sqlite_dup_text (row, 2);
  return sheets;
}

static gboolean
get_sheets (LotseBackend *self, const char *id, gint64 *number, char **document, GError **error)
{
  LotseStoredSheets *row = NULL;

  *number = 0;
  *document = NULL;
  if (!lotse_sqlite_one (lotse_db_query (lotse_sqlite_db (self), error, "SELECT id, number, document FROM sheets WHERE id = ?", "s", id),
                         read_row, (gpointer *) &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;
  *number = row->number;
  *document = g_steal_pointer (&row->document);
  lotse_stored_sheets_free (row);
  return TRUE;
}

static gboolean
put_sheets (LotseBackend *self, const char *id, gint64 number, const char *document, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "INSERT INTO sheets VALUES (?, ?, ?)", "sis", id, number, document);
}

static gboolean
remove_sheets (LotseBackend *self, const char *id, GError **error)
{
  return lotse_db_run (lotse_sqlite_db (self), error, "DELETE FROM sheets WHERE id = ?", "s", id);
}

static GPtrArray *
sheets_after (LotseBackend *self, gint64 number, guint limit, GError **error)
{
  return lotse_sqlite_collect (lotse_db_query (lotse_sqlite_db (self), error,
                                               "SELECT id, number, document FROM sheets WHERE number > ? ORDER BY number LIMIT ?", "ii",
                                               number, (gint64) limit),
                               read_row, (GDestroyNotify) lotse_stored_sheets_free, error);
}

void
lotse_sqlite_fill_sheets (LotseBackend *backend)
{
  backend->get_sheets = get_sheets;
  backend->put_sheets = put_sheets;
  backend->remove_sheets = remove_sheets;
  backend->sheets_after = sheets_after;
}
