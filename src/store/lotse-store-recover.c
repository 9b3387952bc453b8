/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way back from a backup: a new profile from the copy of an old one.
 *
 * The profile is put together and checked in a folder beside the one that was named, and takes its name only when all is
 * well: whatever goes wrong, and whenever the process dies, the named folder is as it was and the backup is untouched.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"
#include "lotse-key-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define PIECE (1u << 16)

typedef struct
{
  const char *folder;     /* of the new profile, which has none yet */
  const char *backup;
  const char *key_text;   /* a recovery key, or what a key file holds; NULL in a build that does not encrypt */
  const char *passphrase; /* or NULL */
  char *work;             /* the folder in which the profile is put together */
  char *database;         /* in it */
  guint8 *key;            /* in locked memory; NULL in a build that does not encrypt */
} Recover;

static gboolean
fail (GError **error, int code, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, code, message);
  return FALSE;
}

static gboolean
fail_errno (GError **error, const char *path, int code)
{
  g_set_error (error, LOTSE_ERROR,
               code == ENOSPC ? LOTSE_ERROR_FULL : code == EACCES || code == EROFS ? LOTSE_ERROR_DENIED : LOTSE_ERROR_IO,
               _("“%s” could not be written (%s). The backup is untouched. Make room or choose another folder."), path, g_strerror (code));
  return FALSE;
}

/* --- The folder --- */

/* An old profile is never written over, and no other files are mixed with a new one. */
static gboolean
check_folder (const Recover *self, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);

  if (dir != NULL ? g_dir_read_name (dir) == NULL : !g_file_test (self->folder, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _("“%s” is there and not empty. Nothing was changed. A backup is opened in a new folder: choose another one."), self->folder);
  return FALSE;
}

static gboolean
make_work (Recover *self, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (self->folder);

  self->work = g_strconcat (self->folder, ".XXXXXX", NULL);
  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdtemp_full (self->work, 0700) == NULL)
    {
      int code = errno;

      g_clear_pointer (&self->work, g_free);
      return fail_errno (error, self->folder, code);
    }
  self->database = g_build_filename (self->work, "lotse.db", NULL);
  return TRUE;
}

static void
remove_work (Recover *self)
{
  g_autoptr (GDir) dir = self->work != NULL ? g_dir_open (self->work, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->work, name, NULL);

      g_unlink (path);
    }
  if (self->work != NULL)
    g_rmdir (self->work);
}

/* A folder takes the place of an empty one, too. */
static gboolean
take_name (const Recover *self, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (self->folder);
  int fd;

  if (g_rename (self->work, self->folder) != 0)
    return fail_errno (error, self->folder, errno);
  fd = open (parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0)
    {
      (void) fsync (fd);
      close (fd);
    }
  return TRUE;
}

/* --- The copy --- */

static gboolean
copy_content (int from, int to)
{
  g_autofree guint8 *piece = g_malloc (PIECE);
  gssize got;

  while ((got = read (from, piece, PIECE)) > 0)
    for (gssize done = 0, n; done < got; done += n)
      if ((n = write (to, piece + done, (gsize) (got - done))) < 0)
        return FALSE;
  return got == 0 && fsync (to) == 0;
}

/* The backup itself is never opened as a database: that would write beside it. */
static gboolean
copy_backup (const Recover *self, GError **error)
{
  int from = open (self->backup, O_RDONLY | O_CLOEXEC);
  int to = from >= 0 ? open (self->database, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
  gboolean done = to >= 0 && copy_content (from, to);
  int code = errno;

  if (to >= 0)
    close (to);
  if (from >= 0)
    close (from);
  if (from < 0)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("The backup “%s” cannot be read (%s). Check name and rights."), self->backup,
                   g_strerror (code));
      return FALSE;
    }
  return done || fail_errno (error, self->work, code);
}

/* --- The key --- */

/* A key file has the key in hexadecimal. */
static gboolean
read_hex (const Recover *self)
{
  gsize size = 0;

  return sodium_hex2bin (self->key, LOTSE_KEY_BYTES, self->key_text, strlen (self->key_text), " \r\n", &size, NULL) == 0
         && size == LOTSE_KEY_BYTES;
}

static gboolean
read_key (Recover *self, GError **error)
{
  if (!lotse_db_encrypts ())
    return TRUE;
  if (self->key_text == NULL)
    return fail (error, LOTSE_ERROR_LOCKED,
                 _("A backup opens only with the recovery key, or with the key file of its profile. Nothing was changed."));
  self->key = sodium_malloc (LOTSE_KEY_BYTES);
  if (self->key == NULL)
    return fail (error, LOTSE_ERROR_IO, _("There is no memory for the key. Nothing was changed."));
  if (self->passphrase != NULL)
    return lotse_key_unwrap (self->key_text, self->passphrase, self->key)
           || fail (error, LOTSE_ERROR_LOCKED, _("The passphrase does not open this key file. Nothing was changed."));
  return read_hex (self) || lotse_key_parse (self->key_text, self->key)
         || fail (error, LOTSE_ERROR_LOCKED,
                  _("This is neither a recovery key nor a key file. Check each letter; a key file with a passphrase needs the passphrase, too."));
}

/* Keeps a passphrase as it was.  Any other key goes where the keys of new profiles go. */
static gboolean
keep_wrapped (const Recover *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->work, "key.locked", NULL);
  g_autoptr (GError) local = NULL;

  if (self->key == NULL || self->passphrase == NULL
      || g_file_set_contents_full (path, self->key_text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &local))
    return TRUE;
  return fail (error, LOTSE_ERROR_IO, local->message);
}

/* --- Checking --- */

static gboolean
fail_no_backup (const Recover *self, GError **error)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT, _("“%s” is no backup of a profile, or it is damaged. Nothing was changed."), self->backup);
  return FALSE;
}

static gboolean
is_profile (LotseDb *db)
{
  gint64 n = 0;

  return lotse_db_get_int (db, &n, 0, NULL, "SELECT count (*) FROM sqlite_master WHERE name IN ('meta', 'node', 'outbox', 'history')", "")
         && n == 4;
}

/* Before anything migrates it: each page is whole, and it is a profile. */
static gboolean
check_copy (const Recover *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  LotseDb *db = lotse_db_open (self->database, self->key, lotse_db_encrypts () ? 0 : LOTSE_DB_PLAIN, 0, &local);
  g_autofree char *wrong = NULL;
  gboolean good;

  if (db == NULL && g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_LOCKED))
    return fail (error, LOTSE_ERROR_LOCKED,
                 _("This key does not open the backup. Nothing was changed. Take the key that the profile had when the backup was made."));
  if (db == NULL)
    return fail_no_backup (self, error);
  wrong = lotse_db_check (db, &local);
  good = wrong == NULL && local == NULL && is_profile (db);
  lotse_db_close (db);
  return good || fail_no_backup (self, error);
}

/* Opens it as a profile, which migrates it and puts its key in place. */
static gboolean
check_profile (const Recover *self, GCancellable *cancellable, GError **error)
{
  char *recovery = self->key != NULL ? lotse_key_print (self->key) : NULL;
  gboolean wrapped = self->key != NULL && self->passphrase != NULL;
  g_autoptr (LotseStore) store = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *wrong = NULL;

  store = lotse_store_open (self->work, wrapped ? LOTSE_KEY_PASSPHRASE : self->key != NULL ? LOTSE_KEY_RECOVERY : LOTSE_KEY_AUTO,
                            wrapped ? self->passphrase : recovery, cancellable, error);
  if (recovery != NULL)
    sodium_memzero (recovery, strlen (recovery));
  g_free (recovery);
  if (store == NULL)
    return FALSE;
  wrong = lotse_store_check (store, &local);
  lotse_store_close (store);
  return (wrong == NULL && local == NULL) || fail_no_backup (self, error);
}

/**
 * lotse_store_recover:
 * @folder: the folder of the new profile; it is missing or empty
 * @backup: a file that lotse_store_backup() wrote; it stays as it is
 * @key_text: (nullable): the recovery key, or the content of the profile's key file
 * @passphrase: (nullable): the passphrase that wraps the key in @key_text, which then goes on to open the profile
 *
 * Makes a profile of a backup, after checking all of it.  To the centre it is the device that it was, until the centre
 * finds that it is a copy.
 * Errors: %LOTSE_ERROR_INVALID (@folder), _NOT_FOUND (@backup), _LOCKED (key), _CORRUPT (no whole backup), _OUTDATED (of a
 * newer version), _FULL, _DENIED, _IO; then nothing has changed.
 */
gboolean
lotse_store_recover (const char *folder, const char *backup, const char *key_text, const char *passphrase, GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *whole = NULL;
  Recover self = { .backup = backup, .key_text = key_text, .passphrase = passphrase };
  gboolean done;

  g_return_val_if_fail (folder != NULL && backup != NULL, FALSE);
  if (sodium_init () < 0)
    return fail (error, LOTSE_ERROR_IO, _("This system gives no random numbers, which Lotse needs."));
  self.folder = whole = g_canonicalize_filename (folder, NULL);
  done = check_folder (&self, error) && read_key (&self, error) && make_work (&self, error) && copy_backup (&self, error)
         && check_copy (&self, error) && keep_wrapped (&self, error) && check_profile (&self, cancellable, error)
         && take_name (&self, error);
  if (!done)
    remove_work (&self);
  if (self.key != NULL)
    sodium_free (self.key);
  g_free (self.work);
  g_free (self.database);
  return done;
}
