/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups that are restored, and those that are encrypted. */
#include "lotse-backend-sqlite.h"

#include "lotse-error.h"

#include <sodium.h>

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT,
                       "The file is damaged or is not a backup of a centre. Nothing was changed; please take another one.");
  return FALSE;
}

/* Whether all of the database is whole and one of a centre. */
static gboolean
is_backup (LotseDb *db, GError **error)
{
  g_autofree char *trouble = NULL;
  g_autoptr (GError) local = NULL;
  int version = 0;

  if (!lotse_db_get_version (db, &version, error))
    return FALSE;
  trouble = lotse_db_check (db, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return (trouble == NULL && version >= 1) || fail_damaged (error);
}

gboolean
lotse_backend_sqlite_restore (const char *backup, const char *path, GError **error)
{
  g_autoptr (LotseDb) db = NULL;

  if (lotse_db_looks_encrypted (backup))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED,
                           "This backup is encrypted, or damaged. Nothing was changed. If it is encrypted, please give "
                           "--passphrase-file FILE (\"-\" is standard input).");
      return FALSE;
    }
  db = lotse_db_open (backup, NULL, LOTSE_DB_READ_ONLY | LOTSE_DB_PLAIN, LOTSE_SQLITE_BUSY_MS, error);
  return db != NULL && is_backup (db, error) && lotse_db_backup (db, path, NULL, error);
}

static gboolean
can_encrypt (GError **error)
{
  if (!lotse_db_encrypts ())
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                         "This lotse-server was built without SQLCipher and cannot encrypt. Nothing was changed; please leave out "
                         "--passphrase-file, or take a build with SQLCipher.");
  return lotse_db_encrypts ();
}

gboolean
lotse_backend_sqlite_backup_encrypted (LotseBackend *self, const char *path, const char *passphrase, guint8 key[32], GError **error)
{
  return can_encrypt (error) && lotse_db_backup_encrypted (lotse_sqlite_db (self), path, passphrase, key, error);
}

/* Opens the copy; whatever is wrong with the key, only the passphrase or the file can be the reason. */
static LotseDb *
open_encrypted (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (GError) local = NULL;
  LotseDb *db;
  guint8 key[32];

  if (!lotse_db_open_key (path, passphrase, key, error))
    return NULL;
  db = lotse_db_open (path, key, 0, LOTSE_SQLITE_BUSY_MS, &local);
  sodium_memzero (key, sizeof key);
  if (g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_LOCKED))
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED,
                         "The passphrase does not open this backup. Nothing was changed. If it is the right one, the file is damaged.");
  else if (g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_CORRUPT))
    fail_damaged (error);
  else if (db == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return db;
}

gboolean
lotse_backend_sqlite_decrypt (const char *backup, const char *path, const char *passphrase, GError **error)
{
  g_autoptr (LotseDb) db = NULL;

  if (!can_encrypt (error))
    return FALSE;
  if (!lotse_db_looks_encrypted (backup))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           "This backup is not encrypted. Nothing was changed; please leave out --passphrase-file.");
      return FALSE;
    }
  db = open_encrypted (backup, passphrase, error);
  return db != NULL && is_backup (db, error) && lotse_db_backup_plain (db, path, error);
}
