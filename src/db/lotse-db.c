/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening and closing a database file, and transactions.
 *
 * Every connection has the same settings: WAL, so that readers never wait; synchronous FULL, because what the program
 * reported as saved must survive a power cut; secure_delete, so that what was erased or forgotten leaves no byte behind.
 */
#include "config.h"

#include "lotse-db-private.h"
#include "lotse-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_SIZE 32
#define CACHE_KIB 12288 /* pages kept decrypted in memory; the goal for a client's first sync is 96 MB in all */

#define LOG_PAGES 4000  /* of the log before it is moved into the file: 16 MB */

static const char SETTINGS[] = "PRAGMA synchronous = FULL;"
                               "PRAGMA foreign_keys = OFF;"
                               "PRAGMA secure_delete = ON;"
                               "PRAGMA temp_store = MEMORY;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA wal_autocheckpoint = " G_STRINGIFY (LOG_PAGES) ";"
                               "PRAGMA cache_size = -" G_STRINGIFY (CACHE_KIB) ";";

void
lotse_db_configure (void)
{
  static gsize once;

  if (!g_once_init_enter (&once))
    return;
  /* A connection belongs to one thread, so it needs no lock; counting memory would lock at each allocation. */
  sqlite3_config (SQLITE_CONFIG_MULTITHREAD);
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&once, 1);
}

int
lotse_db_apply_key (sqlite3 *handle, const guint8 *key, gboolean rekey)
{
#if LOTSE_ENCRYPTED
  /* A key written as x'...' is used as it is: a random key needs no slow derivation. */
  char text[2 * KEY_SIZE + 4] = "x'";
  int result;

  sodium_bin2hex (text + 2, 2 * KEY_SIZE + 1, key, KEY_SIZE);
  text[2 + 2 * KEY_SIZE] = '\'';
  result = rekey ? sqlite3_rekey_v2 (handle, "main", text, sizeof text - 1)
                 : sqlite3_key_v2 (handle, "main", text, sizeof text - 1);
  sodium_memzero (text, sizeof text);
  return result;
#else
  return SQLITE_OK;
#endif
}

/* Makes the file with mode 0600; SQLite gives the same mode to the log beside it. */
static gboolean
create_file (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int code = errno;

  if (fd >= 0)
    return close (fd) == 0;
  if (code == EEXIST)
    return TRUE;
  if (code == EACCES || code == EPERM || code == EROFS)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
                 _("The folder of “%s” cannot be written to. Nothing was changed. Choose another folder or ask for the "
                   "right to write there."), path);
  else if (code == ENOSPC || code == EDQUOT)
    lotse_db_set_error_for_path (path, SQLITE_FULL, error);
  else
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO,
                 _("The file “%s” could not be made (%s). Nothing was changed."), path, g_strerror (code));
  return FALSE;
}

/*
 * SQLite takes a file of a few bytes, or of zeroes, for an empty database and would write over it.  A log beside the file
 * may hold the first page that a crash left half written, so that a file with a log is left to SQLite.
 */
static gboolean
may_be_database (const char *path, gboolean keyed)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  LotseDbContent content = lotse_db_look_at (path);
  GStatBuf info;

  if (content == LOTSE_DB_CONTENT_EMPTY || (g_stat (log, &info) == 0 && info.st_size > 0))
    return TRUE;
  return content == (keyed ? LOTSE_DB_CONTENT_ENCRYPTED : LOTSE_DB_CONTENT_PLAIN);
}

/* The first access to the file: shows a wrong key, a foreign file and an exclusive lock. */
static int
first_read (LotseDb *self, gboolean read_only, guint busy_ms)
{
  gint64 until = g_get_monotonic_time () + (gint64) busy_ms * 1000;
  int result;

  /* Changing the journal mode of a new file does not wait for another process that does the same. */
  for (;;)
    {
      result = sqlite3_exec (self->handle,
                             read_only ? "SELECT count (*) FROM sqlite_master" : "PRAGMA journal_mode = WAL",
                             NULL, NULL, NULL);
      if ((result & 0xff) != SQLITE_BUSY || g_get_monotonic_time () >= until)
        return result;
      g_usleep (5000);
    }
}

static int
set_up (LotseDb *self, const guint8 *key, LotseDbFlags flags, guint busy_ms)
{
  int result = SQLITE_OK;

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, (int) busy_ms);
  if (key != NULL)
    {
      result = lotse_db_apply_key (self->handle, key, FALSE);
      /* A wrong key is an answer, not something to write to the terminal.  The first key of a process sets the level anew. */
      sqlite3_exec (self->handle, "PRAGMA cipher_log_level = NONE", NULL, NULL, NULL);
    }
  if (result == SQLITE_OK)
    result = sqlite3_exec (self->handle, SETTINGS, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    result = first_read (self, (flags & LOTSE_DB_READ_ONLY) != 0, busy_ms);
  return result;
}

/**
 * lotse_db_open:
 * @path: the database file
 * @key: (nullable): 32 bytes
 * @flags: how to open it
 * @busy_ms: for how many milliseconds to wait for locks of others
 *
 * Returns: (transfer full): a connection for the calling thread, or %NULL with %LOTSE_ERROR_LOCKED (wrong key),
 *   _CORRUPT (not a database), _BUSY, _DENIED, _NOT_FOUND, _IO or _FULL
 */
LotseDb *
lotse_db_open (const char *path, const guint8 *key, LotseDbFlags flags, guint busy_ms, GError **error)
{
  g_autoptr (LotseDb) self = NULL;
  int open_flags = SQLITE_OPEN_NOMUTEX;
  int result;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (key != NULL || (flags & LOTSE_DB_PLAIN) != 0 || !LOTSE_ENCRYPTED, NULL);

  lotse_db_configure ();
  open_flags |= (flags & LOTSE_DB_READ_ONLY) != 0 ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if ((flags & LOTSE_DB_CREATE) != 0 && !create_file (path, error))
    return NULL;

  self = g_new0 (LotseDb, 1);
  self->thread = g_thread_self ();
  self->path = g_strdup (path);
  self->keyed = LOTSE_ENCRYPTED && key != NULL && (flags & LOTSE_DB_PLAIN) == 0;
  self->cache = g_hash_table_new (g_str_hash, g_str_equal);
  result = may_be_database (path, self->keyed) ? sqlite3_open_v2 (path, &self->handle, open_flags, NULL) : SQLITE_NOTADB;
  if (result == SQLITE_OK)
    result = set_up (self, self->keyed ? key : NULL, flags, busy_ms);
  if (result != SQLITE_OK)
    {
      lotse_db_set_error (self, result, "open", error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * lotse_db_close:
 * @self: (transfer full): a connection without statements in use
 *
 * The last connection to a file moves what the log holds into the file.
 */
void
lotse_db_close (LotseDb *self)
{
  if (self == NULL)
    return;

  lotse_db_assert (self);
  if (self->in_use > 0)
    g_critical ("%u statements are still in use while the database is closed", self->in_use);
  lotse_db_clear_cache (self);
  g_hash_table_unref (self->cache);
  sqlite3_close_v2 (self->handle);
  g_free (self->path);
  g_free (self);
}

/* --- The guard --- */

#define GUARD_STEPS 256          /* the guard is asked at one of so many steps */
#define GUARD_OPERATIONS 200000  /* and within one long step, after so many operations of SQLite's machine: some milliseconds */

static gboolean
ask_guard (LotseDb *self)
{
  if (!self->stopped && self->guard != NULL && !self->guard (self->guard_data))
    self->stopped = TRUE;
  return !self->stopped;
}

gboolean
lotse_db_may_go_on (LotseDb *self)
{
  return ++self->steps % GUARD_STEPS == 0 ? ask_guard (self) : !self->stopped;
}

static int
on_progress (void *data)
{
  return ask_guard (data) ? 0 : 1;
}

void
lotse_db_set_guard (LotseDb *self, gboolean (*guard) (gpointer data), gpointer data)
{
  lotse_db_assert (self);
  self->guard = guard;
  self->guard_data = data;
  sqlite3_progress_handler (self->handle, guard != NULL ? GUARD_OPERATIONS : 0, guard != NULL ? on_progress : NULL, self);
}

/**
 * lotse_db_exec:
 * @sql: one or several statements without parameters and results
 *
 * Returns: whether all of them succeeded; those before a failed one have had their effect
 */
gboolean
lotse_db_exec (LotseDb *self, const char *sql, GError **error)
{
  int result;

  lotse_db_assert (self);
  result = lotse_db_may_go_on (self) ? sqlite3_exec (self->handle, sql, NULL, NULL, NULL) : SQLITE_INTERRUPT;
  if (result == SQLITE_OK)
    return TRUE;
  if (result == SQLITE_ERROR)
    g_debug ("SQLite: %s", sqlite3_errmsg (self->handle));
  lotse_db_set_error (self, result, "exec", error);
  return FALSE;
}

static void
call_function (sqlite3_context *context, int n, sqlite3_value **values)
{
  char *(*function) (const char *text) = *(char *(**) (const char *text)) sqlite3_user_data (context);
  char *result = function ((const char *) sqlite3_value_text (values[0]));

  if (result != NULL)
    sqlite3_result_text (context, result, -1, g_free);
  else
    sqlite3_result_null (context);
}

void
lotse_db_add_function (LotseDb *self, const char *name, char *(*function) (const char *text))
{
  /* A pointer to a function is kept in memory of its own, because C does not turn it into a pointer to data. */
  char *(**kept) (const char *text) = g_malloc (sizeof *kept);

  lotse_db_assert (self);
  *kept = function;
  sqlite3_create_function_v2 (self->handle, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, kept, call_function, NULL, NULL, g_free);
}

gboolean
lotse_db_begin (LotseDb *self, GError **error)
{
  return lotse_db_run (self, error, "BEGIN IMMEDIATE", "");
}

gboolean
lotse_db_commit (LotseDb *self, GError **error)
{
  return lotse_db_run (self, error, "COMMIT", "");
}

void
lotse_db_rollback (LotseDb *self)
{
  int result;

  lotse_db_assert (self);
  /* SQLite itself rolls back after some failures, such as a full disk; and who was stopped may still roll back. */
  sqlite3_progress_handler (self->handle, 0, NULL, NULL);
  result = sqlite3_get_autocommit (self->handle) ? SQLITE_OK : sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  if (result != SQLITE_OK)
    g_debug ("Rolling back: %s", sqlite3_errstr (result));
  lotse_db_set_guard (self, self->guard, self->guard_data);
}

gboolean
lotse_db_savepoint (LotseDb *self, const char *name, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SAVEPOINT \"%s\"", name);

  return lotse_db_run (self, error, sql, "");
}

gboolean
lotse_db_release (LotseDb *self, const char *name, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("RELEASE \"%s\"", name);

  return lotse_db_run (self, error, sql, "");
}

void
lotse_db_rollback_to (LotseDb *self, const char *name)
{
  g_autofree char *back = g_strdup_printf ("ROLLBACK TO \"%s\"", name);
  g_autofree char *release = g_strdup_printf ("RELEASE \"%s\"", name);
  g_autoptr (GError) error = NULL;

  lotse_db_assert (self);
  /* Without a transaction the whole of it was rolled back already. */
  if (sqlite3_get_autocommit (self->handle))
    return;
  if (!lotse_db_run (self, &error, back, "") || !lotse_db_run (self, &error, release, ""))
    g_debug ("Rolling back to a savepoint: %s", error->message);
}

gint64
lotse_db_last_row (LotseDb *self)
{
  lotse_db_assert (self);
  return sqlite3_last_insert_rowid (self->handle);
}

gint64
lotse_db_changes (LotseDb *self)
{
  lotse_db_assert (self);
  return sqlite3_changes64 (self->handle);
}
