/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key goes into a setting of the backup's database as hexadecimal digits, and comes out when a restored one is opened. */
#include "lotse-key.h"

#include "lotse-error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define KEY_BYTES crypto_generichash_KEYBYTES
#define SETTING "key"

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
lotse_key_put_into_backup (const char *path, const guint8 *key, GError **error)
{
  LotseBackend *backend = lotse_backend_sqlite_open (path, error);
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
