/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SQLite's result codes in words for people.
 *
 * Messages name the file and what to do, never a value: SQL and values may hold personal data, and messages end in logs.
 */
#include "config.h"

#include "lotse-db-private.h"
#include "lotse-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define PAGE_SIZE 4096 /* of SQLCipher's files */

#define BUSY_MESSAGE N_ ("Another program is using “%s”. Nothing was changed. Try again when it has finished.")
#define DENIED_MESSAGE \
  N_ ("“%s” or its folder cannot be written to. Nothing was changed. Choose another folder or ask for the right to write there.")

/*
 * An encrypted file consists of whole pages of random bytes; a page of fewer different byte values than this is something
 * else (of 4096 random bytes, all 256 values occur but in one of 30,000 cases, and 250 of them practically always).
 */
#define LEAST_BYTE_VALUES 250

static gboolean
looks_random (const guint8 *page, gsize size)
{
  gboolean seen[256] = { FALSE };
  guint values = 0;

  for (gsize i = 0; i < size; i++)
    if (!seen[page[i]])
      {
        seen[page[i]] = TRUE;
        values++;
      }
  return values >= LEAST_BYTE_VALUES;
}

LotseDbContent
lotse_db_look_at (const char *path)
{
  static const char magic[16] = "SQLite format 3";
  guint8 page[PAGE_SIZE];
  FILE *file = g_fopen (path, "rbe");
  gsize got;

  if (file == NULL)
    return LOTSE_DB_CONTENT_EMPTY;
  got = fread (page, 1, sizeof page, file);
  fclose (file);
  if (got == 0)
    return LOTSE_DB_CONTENT_EMPTY;
  if (got >= sizeof magic && memcmp (page, magic, sizeof magic) == 0)
    return LOTSE_DB_CONTENT_PLAIN;
  if (got == sizeof page && looks_random (page, got))
    return LOTSE_DB_CONTENT_ENCRYPTED;
  return LOTSE_DB_CONTENT_FOREIGN;
}

static void
set_cannot_open (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                 _("There is no database “%s”. Check the folder; nothing was changed."), path);
  else if (g_access (path, R_OK | W_OK) != 0 || g_access (folder, W_OK) != 0)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
                 _("“%s” or its folder cannot be written to. Nothing was changed. Choose another folder or ask for the "
                   "right to write there."), path);
  else
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO,
                 _("The database “%s” could not be opened. Nothing was changed."), path);
}

static void
set_no_database (const char *path, GError **error)
{
  if (lotse_db_look_at (path) == LOTSE_DB_CONTENT_ENCRYPTED)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED,
                 _("The key does not open “%s”. Nothing was changed. Use the key, the passphrase or the recovery key of "
                   "this profile."), path);
  else
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT,
                 _("“%s” is not a database of Lotse. It was left as it is. Move it away, or restore the file from a "
                   "backup."), path);
}

/* Result codes whose message needs nothing but the file's name; it stands where %s is. */
typedef struct
{
  int result;
  int code;
  const char *message;
} Message;

static const Message messages[] = {
  { SQLITE_CORRUPT, LOTSE_ERROR_CORRUPT, N_ ("The database “%s” is damaged. It was left as it is. Restore it from a backup.") },
  { SQLITE_BUSY, LOTSE_ERROR_BUSY, BUSY_MESSAGE },
  { SQLITE_LOCKED, LOTSE_ERROR_BUSY, BUSY_MESSAGE },
  { SQLITE_PROTOCOL, LOTSE_ERROR_BUSY, BUSY_MESSAGE },
  { SQLITE_READONLY, LOTSE_ERROR_DENIED, DENIED_MESSAGE },
  { SQLITE_PERM, LOTSE_ERROR_DENIED, DENIED_MESSAGE },
  { SQLITE_AUTH, LOTSE_ERROR_DENIED, DENIED_MESSAGE },
  { SQLITE_FULL, LOTSE_ERROR_FULL, N_ ("The disk is full. What was saved before is safe. Make room and try again.") },
  { SQLITE_CONSTRAINT, LOTSE_ERROR_CONFLICT, N_ ("This is in the database already. Nothing was changed.") },
  { SQLITE_TOOBIG, LOTSE_ERROR_INVALID, N_ ("This is too long to be saved. Nothing was changed.") },
  { SQLITE_INTERRUPT, LOTSE_ERROR_CANCELLED, N_ ("The work was stopped. Nothing was changed.") },
  { SQLITE_IOERR, LOTSE_ERROR_IO,
    N_ ("Reading or writing “%s” failed. What was saved before is safe. Check the disk and try again.") },
};

/* The translated message with the name of the file in it. */
static char *
with_path (const char *message, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (_ (message), "%s", 2);

  return g_strjoinv (path, parts);
}

void
lotse_db_set_error_for_path (const char *path, int result, GError **error)
{
  if ((result & 0xff) == SQLITE_NOTADB)
    {
      set_no_database (path, error);
      return;
    }
  if ((result & 0xff) == SQLITE_CANTOPEN)
    {
      set_cannot_open (path, error);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    if (messages[i].result == (result & 0xff))
      {
        g_autofree char *message = with_path (messages[i].message, path);

        g_set_error_literal (error, LOTSE_ERROR, messages[i].code, message);
        return;
      }
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _("The database did not accept this (number %d). Nothing was changed. Please report it."), result);
}

void
lotse_db_set_error (LotseDb *self, int result, const char *what, GError **error)
{
  g_debug ("SQLite: %s (%d) in %s", sqlite3_errstr (result), result, what);
  lotse_db_set_error_for_path (self->path, result, error);
}
