/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping a database file: its version, checks, backups, the log, another key.
 */
#include "config.h"

#include "lotse-db-private.h"
#include "lotse-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

gboolean
lotse_db_get_version (LotseDb *self, int *version, GError **error)
{
  gint64 value;

  if (!lotse_db_get_int (self, &value, 0, error, "PRAGMA user_version", ""))
    return FALSE;
  /* Nobody ever wrote such a one, and the migrations are counted by it. */
  if (value < 0)
    {
      lotse_db_set_error (self, SQLITE_CORRUPT, "user_version", error);
      return FALSE;
    }
  *version = (int) value;
  return TRUE;
}

gboolean
lotse_db_set_version (LotseDb *self, int version, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", version);

  return lotse_db_exec (self, sql, error);
}

/* Appends the lines that a check prints, but for `fine`. */
static gboolean
collect (LotseDb *self, const char *sql, const char *fine, GString *wrong, GError **error)
{
  g_autoptr (LotseStatement) statement = lotse_db_query (self, error, sql, "");
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      const char *line = lotse_statement_text (statement, 0);

      if (g_strcmp0 (line, fine) != 0)
        g_string_append_printf (wrong, "%s%s", wrong->len > 0 ? "\n" : "", line != NULL ? line : "?");
    }
  if (local == NULL)
    return TRUE;
  /* A file so damaged that the check itself stops is a finding, not a failure to check. */
  if (g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_CORRUPT) || g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_LOCKED))
    {
      g_string_append_printf (wrong, "%s%s", wrong->len > 0 ? "\n" : "", local->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * lotse_db_check:
 *
 * Reads the whole file: takes seconds for a large one.
 *
 * Returns: (transfer full) (nullable): %NULL if all is well, otherwise what is wrong; distinguish by @error
 */
char *
lotse_db_check (LotseDb *self, GError **error)
{
  g_autoptr (GString) wrong = g_string_new (NULL);

  if (!collect (self, "PRAGMA integrity_check", "ok", wrong, error))
    return NULL;
  if (self->keyed)
    {
      /* The cipher's check reads the file alone: a page that a crash left half written there may be whole in the log. */
      sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
      if (!collect (self, "PRAGMA cipher_integrity_check", NULL, wrong, error))
        return NULL;
    }
  return wrong->len == 0 ? NULL : g_string_free (g_steal_pointer (&wrong), FALSE);
}

/* Copies all pages in one step: one consistent state, and writers are not kept waiting. */
static int
copy_pages (LotseDb *self, const char *path, gconstpointer key)
{
  sqlite3 *target = NULL;
  sqlite3_backup *backup;
  int result = sqlite3_open_v2 (path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  if (result == SQLITE_OK && self->keyed)
    result = lotse_db_apply_key (target, key, FALSE);
  /* Nobody needs a journal for a file that is thrown away when the copy fails. */
  if (result == SQLITE_OK)
    result = sqlite3_exec (target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL, NULL);
  if (result == SQLITE_OK)
    {
      backup = sqlite3_backup_init (target, "main", self->handle, "main");
      if (backup != NULL)
        {
          result = sqlite3_backup_step (backup, -1);
          sqlite3_backup_finish (backup);
          result = result == SQLITE_DONE ? SQLITE_OK : result;
        }
      else
        result = sqlite3_extended_errcode (target);
    }
  sqlite3_close (target);
  return result;
}

/* Puts the complete copy on the disk and under its name. */
static gboolean
put_in_place (const char *part, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (part, O_RDONLY | O_CLOEXEC);
  int folder_fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0 && g_rename (part, path) == 0;
  int code = errno;

  if (done && folder_fd >= 0)
    (void) fsync (folder_fd);
  if (fd >= 0)
    close (fd);
  if (folder_fd >= 0)
    close (folder_fd);
  if (!done)
    g_set_error (error, LOTSE_ERROR, code == ENOSPC ? LOTSE_ERROR_FULL : LOTSE_ERROR_IO,
                 _("The backup “%s” could not be written (%s). The database itself is unharmed."), path, g_strerror (code));
  return done;
}

gboolean
lotse_db_write_copy (LotseDb *self, const char *path, LotseDbCopy copy, gconstpointer key, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  int fd, result;

  lotse_db_assert (self);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT,
                   _("“%s” exists already. It was left as it is. Choose another name."), path);
      return FALSE;
    }
  g_unlink (part);
  fd = open (part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, LOTSE_ERROR, errno == ENOSPC ? LOTSE_ERROR_FULL : errno == EACCES || errno == EROFS ? LOTSE_ERROR_DENIED : LOTSE_ERROR_IO,
                   _("The backup “%s” could not be written (%s). The database itself is unharmed."), path, g_strerror (errno));
      return FALSE;
    }
  close (fd);
  result = copy (self, part, key);
  if (result == SQLITE_OK && put_in_place (part, path, error))
    return TRUE;
  if (result != SQLITE_OK)
    lotse_db_set_error_for_path (part, result, error);
  g_unlink (part);
  return FALSE;
}

/**
 * lotse_db_backup:
 * @path: a file that does not exist yet
 * @key: (nullable): 32 bytes for the copy of an encrypted database
 *
 * Writes a consistent copy with mode 0600, encrypted if the database is; either the whole copy lies there or nothing.
 */
gboolean
lotse_db_backup (LotseDb *self, const char *path, const guint8 *key, GError **error)
{
  g_return_val_if_fail (key != NULL || !self->keyed, FALSE);
  return lotse_db_write_copy (self, path, copy_pages, key, error);
}

/**
 * lotse_db_truncate_log:
 *
 * Moves what the write-ahead log holds into the file and cuts the log to nothing, so that no old content stays in it.
 *
 * Returns: %FALSE with %LOTSE_ERROR_BUSY if readers were in the way; try again later
 */
gboolean
lotse_db_truncate_log (LotseDb *self, GError **error)
{
  int result;

  lotse_db_assert (self);
  result = sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;
  lotse_db_set_error (self, result, "checkpoint", error);
  return FALSE;
}

/**
 * lotse_db_rekey:
 * @key: 32 bytes
 *
 * Encrypts the whole file with another key, in one transaction.  Other connections must be closed before.
 */
gboolean
lotse_db_rekey (LotseDb *self, const guint8 *key, GError **error)
{
  int result;

  lotse_db_assert (self);
  if (!self->keyed)
    return TRUE;
  if (!lotse_db_truncate_log (self, error))
    return FALSE;
  lotse_db_clear_cache (self);
  result = lotse_db_apply_key (self->handle, key, TRUE);
  if (result != SQLITE_OK)
    {
      lotse_db_set_error (self, result, "rekey", error);
      return FALSE;
    }
  return lotse_db_truncate_log (self, error);
}

gint64
lotse_db_data_version (LotseDb *self)
{
  g_autoptr (GError) error = NULL;
  gint64 version;

  if (!lotse_db_get_int (self, &version, -1, &error, "PRAGMA data_version", ""))
    g_debug ("The data version: %s", error->message);
  return version;
}

/**
 * lotse_db_encrypts:
 *
 * Returns: whether this build encrypts its databases; if not, the program must say so
 */
gboolean
lotse_db_encrypts (void)
{
  return LOTSE_ENCRYPTED;
}

static char *
describe_library (void)
{
#if LOTSE_ENCRYPTED
  sqlite3 *handle = NULL;
  sqlite3_stmt *version = NULL;
  char *text = NULL;

  lotse_db_configure ();
  if (sqlite3_open_v2 (":memory:", &handle, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (handle, "PRAGMA cipher_version", -1, &version, NULL) == SQLITE_OK
      && sqlite3_step (version) == SQLITE_ROW)
    text = g_strdup_printf ("SQLCipher %s, SQLite %s", (const char *) sqlite3_column_text (version, 0), sqlite3_libversion ());
  sqlite3_finalize (version);
  sqlite3_close (handle);
  return text != NULL ? text : g_strdup_printf ("SQLCipher, SQLite %s", sqlite3_libversion ());
#else
  return g_strdup_printf ("SQLite %s", sqlite3_libversion ());
#endif
}

/**
 * lotse_db_library:
 *
 * Returns: (transfer none): name and version of the library that the program runs with
 */
const char *
lotse_db_library (void)
{
  static char *library;

  if (g_once_init_enter (&library))
    g_once_init_leave (&library, describe_library ());
  return library;
}
