/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The key goes into a setting of the backup's database as hexadecimal digits, and comes out when a restored one is opened.
 *
 * The database itself has a hash under the key ("key_check"), so that a file that was lost, or mixed up with that of another
 * centre, is noticed before a single device is told that nobody knows it.  A restore takes the hash out of the way, because a
 * database without its key is still worth having ("key_was").
 */
#include "lotse-key.h"

#include "lotse-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define KEY_BYTES crypto_generichash_KEYBYTES
#define SETTING "key"
#define CHECK "key_check"
#define CHECK_WAS "key_was"

static gboolean
keep_setting (LotseBackend *backend, const char *value, GError **error)
{
  if (!backend->begin (backend, error))
    return FALSE;
  if (backend->set_setting (backend, SETTING, value, error))
    return backend->commit (backend, error);
  backend->rollback (backend);
  return FALSE;
}

gboolean
lotse_key_put_into_backup (const char *path, const guint8 *file_key, const guint8 *key, GError **error)
{
  LotseBackend *backend = lotse_backend_sqlite_open_encrypted (path, file_key, error);
  char text[2 * KEY_BYTES + 1];
  gboolean ok;

  if (backend == NULL)
    return FALSE;
  sodium_bin2hex (text, sizeof text, key, KEY_BYTES);
  ok = keep_setting (backend, text, error);
  sodium_memzero (text, sizeof text);
  backend->close (backend);
  return ok;
}

/* Puts aside a key that is another one; `same` says that the right one is there. */
static gboolean
make_room (const char *path, const guint8 *key, gboolean *same, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *aside = g_strdup_printf ("%s.before-%s", path, stamp);
  g_autofree char *bytes = NULL;
  gsize size = 0;

  *same = FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  *same = g_file_get_contents (path, &bytes, &size, NULL) && size == KEY_BYTES && sodium_memcmp (bytes, key, size) == 0;
  if (bytes != NULL)
    sodium_memzero (bytes, size);
  if (*same || g_rename (path, aside) == 0)
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO, "The old server.key cannot be put aside: %s. Nothing was changed.", g_strerror (errno));
  return FALSE;
}

static gboolean
install (const char *path, const guint8 *key, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean same;

  if (!make_room (path, key, &same, error))
    return FALSE;
  if (same || g_file_set_contents_full (path, (const char *) key, (gssize) KEY_BYTES, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &local))
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO, "The centre's key cannot be written: %s.", local->message);
  return FALSE;
}

gboolean
lotse_key_take_from_backup (LotseBackend *backend, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "server.key", NULL);
  g_autofree char *text = NULL;
  guint8 key[KEY_BYTES];
  gsize size = 0;
  gboolean ok;

  if (!backend->get_setting (backend, SETTING, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  if (sodium_hex2bin (key, sizeof key, text, strlen (text), NULL, &size, NULL) != 0 || size != sizeof key)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT, "The key in the backup is damaged. Nothing was changed; please take another one.");
      return FALSE;
    }
  /* It leaves the database when it is on the disk, and not before: a crash in between loses nothing. */
  ok = install (path, key, error) && keep_setting (backend, NULL, error) && backend->wipe (backend, error);
  sodium_memzero (text, strlen (text));
  sodium_memzero (key, sizeof key);
  return ok;
}

/* --- The key of the folder -------------------------------------------------------------------------------------- */

static char *
print_check (LotseCentre *self)
{
  return lotse_centre_hash (self, CHECK, "lotse");
}

static gboolean
fail_check (GError **error, const char *what)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT,
               "%s Without it the centre would know no device, so it was not opened. Nothing is lost. Please put the right server.key "
               "back into the folder, or restore a backup, which holds it. If you have neither, \"lotse-server new-key\" "
               "makes a new one, and every device must connect again.",
               what);
  return FALSE;
}

static gboolean
write_key (LotseCentre *self, const char *path, GError **error)
{
  int file = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean ok;

  if (file < 0)
    return lotse_centre_fail_io (error, "The centre's key cannot be made");
  randombytes_buf (self->key, KEY_BYTES);
  ok = write (file, self->key, KEY_BYTES) == (gssize) KEY_BYTES && fsync (file) == 0;
  close (file);
  if (!ok)
    g_unlink (path);
  self->new_key = ok;
  return ok || lotse_centre_fail_io (error, "The centre's key cannot be written");
}

gboolean
lotse_key_read (LotseCentre *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "server.key", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *check = NULL;
  g_autofree char *bytes = NULL;
  gsize size = 0;

  if (!self->backend->get_setting (self->backend, CHECK, &expected, error))
    return FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return expected == NULL ? write_key (self, path, error) : fail_check (error, "The file server.key is missing.");
  if (!g_file_get_contents (path, &bytes, &size, NULL))
    return lotse_centre_fail_io (error, "The centre's key cannot be read");
  if (size != KEY_BYTES)
    return fail_check (error, "The file server.key is damaged.");
  memcpy (self->key, bytes, size);
  sodium_memzero (bytes, size);
  check = print_check (self);
  return expected == NULL || strcmp (check, expected) == 0
         || fail_check (error, "The file server.key is not the key to this database.");
}

gboolean
lotse_key_keep_check (LotseCentre *self, GError **error)
{
  g_autofree char *check = print_check (self);
  g_autofree char *known = NULL;
  g_autofree char *was = NULL;

  if (!self->backend->get_setting (self->backend, CHECK, &known, error)
      || !self->backend->get_setting (self->backend, CHECK_WAS, &was, error))
    return FALSE;
  if (known != NULL && was == NULL)
    return TRUE;
  if (was != NULL && strcmp (was, check) != 0)
    self->new_key = TRUE;
  return self->backend->set_setting (self->backend, CHECK, check, error)
         && self->backend->set_setting (self->backend, CHECK_WAS, NULL, error);
}

gboolean
lotse_key_loosen_check (LotseBackend *backend, GError **error)
{
  g_autofree char *check = NULL;

  if (!backend->get_setting (backend, CHECK, &check, error))
    return FALSE;
  return check == NULL || (backend->set_setting (backend, CHECK_WAS, check, error) && backend->set_setting (backend, CHECK, NULL, error));
}

/* What is no longer the key leaves its place before the database forgets which one it was: a crash in between refuses again. */
static gboolean
forget_key (const char *folder, LotseBackend *backend, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "server.key", NULL);
  static const guint8 none[KEY_BYTES];
  gboolean same;

  if (!make_room (path, none, &same, error) || !backend->begin (backend, error))
    return FALSE;
  if (lotse_key_loosen_check (backend, error))
    return backend->commit (backend, error);
  backend->rollback (backend);
  return FALSE;
}

static gboolean
replace_key (const char *folder, LotseBackend *backend, GError **error)
{
  LotseCentre probe = { .folder = (char *) folder, .backend = backend };
  g_autoptr (GError) local = NULL;
  gboolean right = lotse_key_read (&probe, &local);

  sodium_memzero (probe.key, sizeof probe.key);
  if (right)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT,
                           "The centre has its key, so no new one was made: every device would have to connect again.");
      return FALSE;
    }
  if (g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_CORRUPT))
    return forget_key (folder, backend, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
lotse_centre_new_key (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "centre.db", NULL);
  g_autoptr (LotseCentre) centre = NULL;
  LotseBackend *backend;
  int lock;
  gboolean ok;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, "There is no centre in \"%s\".", folder);
      return FALSE;
    }
  lock = lotse_centre_lock_alone (folder, error);
  if (lock < 0)
    return FALSE;
  backend = lotse_backend_sqlite_open (path, error);
  ok = backend != NULL && replace_key (folder, backend, error);
  if (backend != NULL)
    backend->close (backend);
  close (lock);
  if (!ok)
    return FALSE;
  centre = lotse_centre_open (folder, error);
  return centre != NULL;
}
