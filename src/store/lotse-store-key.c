/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the key of the database lies.
 *
 * The key is random and never changes; what changes is who keeps it: the keyring, a file of mode 0600 for machines without
 * one, or a passphrase that wraps it.  The printed recovery key is the key itself, written so that people can type it.
 * A new key is durable before the first byte is encrypted with it.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"
#include "lotse-key-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

static const SecretSchema schema = {
  .name = "de.lotse.Lotse.Profile",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static char *
file_in_folder (LotseStore *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static gboolean
exists (LotseStore *self, const char *name)
{
  g_autofree char *path = file_in_folder (self, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
fail_locked (GError **error, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED, message);
  return FALSE;
}

/* Writes a small file of mode 0600 that is on the disk when this returns; CONFLICT if there is one already. */
static gboolean
write_new_file (LotseStore *self, const char *name, const char *content, GError **error)
{
  g_autofree char *path = file_in_folder (self, name);
  g_autofree char *part = g_strdup_printf ("%s.%08x", path, randombytes_random ());
  int fd = open (part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gsize size = strlen (content);
  gboolean done = fd >= 0 && write (fd, content, size) == (gssize) size && fsync (fd) == 0;
  int code = errno;

  if (fd >= 0)
    close (fd);
  if (done)
    {
      /* A link, unlike a renaming, never replaces what another process made at the same time. */
      done = link (part, path) == 0;
      code = errno;
    }
  g_unlink (part);
  if (!done)
    g_set_error (error, LOTSE_ERROR,
                 code == EEXIST ? LOTSE_ERROR_CONFLICT : code == ENOSPC ? LOTSE_ERROR_FULL
                 : code == EACCES || code == EROFS ? LOTSE_ERROR_DENIED : LOTSE_ERROR_IO,
                 _("The key could not be kept in “%s” (%s). Nothing was changed."), self->folder, g_strerror (code));
  return done;
}

static gboolean
set_key_from_hex (LotseStore *self, const char *hex)
{
  gsize size = 0;

  return sodium_hex2bin (self->key, LOTSE_KEY_BYTES, hex, strlen (hex), " \n", &size, NULL) == 0 && size == LOTSE_KEY_BYTES;
}

static char *
key_to_hex (LotseStore *self)
{
  char *hex = g_malloc (2 * LOTSE_KEY_BYTES + 2);

  sodium_bin2hex (hex, 2 * LOTSE_KEY_BYTES + 1, self->key, LOTSE_KEY_BYTES);
  return hex;
}

static void
wipe (char *text)
{
  sodium_memzero (text, strlen (text));
  g_free (text);
}

/* --- The key file --- */

static gboolean
read_key_file (LotseStore *self, GError **error)
{
  g_autofree char *path = file_in_folder (self, "key");
  char *content = NULL;
  gboolean valid;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    return fail_locked (error, _("The key file of this profile cannot be read. Use the recovery key."));
  valid = set_key_from_hex (self, content);
  wipe (content);
  if (!valid)
    return fail_locked (error, _("The key file of this profile is damaged. Use the recovery key."));
  self->source = LOTSE_KEY_FILE;
  return TRUE;
}

static gboolean
make_key_file (LotseStore *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *hex = key_to_hex (self);
  gboolean done = write_new_file (self, "key", hex, &local);

  wipe (hex);
  /* Another process that opens the new profile at this moment was faster: its key counts. */
  if (done || g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_CONFLICT))
    return read_key_file (self, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* --- The keyring --- */

/* Without a session bus the keyring library would try to start one. */
static gboolean
has_session (void)
{
  g_autofree char *bus = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test (bus, G_FILE_TEST_EXISTS);
}

/* The name of this profile in the keyring; made when `make` says so. */
static char *
profile_name (LotseStore *self, gboolean make)
{
  g_autofree char *path = file_in_folder (self, "profile");
  g_autofree char *name = NULL;

  if (make && !exists (self, "profile"))
    {
      g_autofree char *random = g_uuid_string_random ();

      (void) write_new_file (self, "profile", random, NULL);
    }
  if (!g_file_get_contents (path, &name, NULL, NULL))
    return NULL;
  return g_strdup (g_strstrip (name));
}

static gboolean
read_keyring (LotseStore *self)
{
  g_autofree char *name = profile_name (self, FALSE);
  char *hex = NULL;
  gboolean valid;

  if (name == NULL || !has_session ())
    return FALSE;
  hex = secret_password_lookup_sync (&schema, NULL, NULL, "profile", name, NULL);
  valid = hex != NULL && set_key_from_hex (self, hex);
  secret_password_free (hex);
  if (valid)
    self->source = LOTSE_KEY_KEYRING;
  return valid;
}

static gboolean
make_keyring (LotseStore *self)
{
  g_autofree char *name = NULL;
  char *hex;
  gboolean done;

  if (!has_session ())
    return FALSE;
  name = profile_name (self, TRUE);
  if (name == NULL)
    return FALSE;
  hex = key_to_hex (self);
  done = secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, _("Lotse: key of the local data"), hex, NULL, NULL,
                                     "profile", name, NULL);
  wipe (hex);
  if (done)
    self->source = LOTSE_KEY_KEYRING;
  return done;
}

/* --- The passphrase --- */

static gboolean
read_passphrase (LotseStore *self, const char *passphrase, GError **error)
{
  g_autofree char *path = file_in_folder (self, "key.locked");
  g_autofree char *content = NULL;

  if (passphrase == NULL)
    return fail_locked (error, _("This profile is locked with a passphrase. Enter it, or the recovery key."));
  if (!g_file_get_contents (path, &content, NULL, NULL))
    return fail_locked (error, _("This profile has no passphrase. Open it without one."));
  if (!lotse_key_unwrap (content, passphrase, self->key))
    return fail_locked (error, _("The passphrase is wrong. Nothing was changed; try again or use the recovery key."));
  self->source = LOTSE_KEY_PASSPHRASE;
  return TRUE;
}

static gboolean
make_passphrase (LotseStore *self, const char *passphrase, GError **error)
{
  g_autofree char *wrapped = NULL;

  if (passphrase == NULL || *passphrase == '\0')
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The passphrase is empty. Enter one."));
      return FALSE;
    }
  wrapped = lotse_key_wrap (self->key, passphrase);
  if (wrapped == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_IO, _("There is too little memory for the passphrase. Nothing was changed."));
      return FALSE;
    }
  if (!write_new_file (self, "key.locked", wrapped, error))
    return FALSE;
  self->source = LOTSE_KEY_PASSPHRASE;
  return TRUE;
}

/* --- Finding and keeping --- */

static gboolean
find_existing (LotseStore *self, LotseKeySource source, const char *secret, GError **error)
{
  switch (source)
    {
    case LOTSE_KEY_FILE:
      return read_key_file (self, error);
    case LOTSE_KEY_KEYRING:
      return read_keyring (self) || fail_locked (error, _("The keyring has no key of this profile. Use the recovery key."));
    case LOTSE_KEY_PASSPHRASE:
      return read_passphrase (self, secret, error);
    case LOTSE_KEY_RECOVERY:
      self->source = LOTSE_KEY_RECOVERY;
      return (secret != NULL && lotse_key_parse (secret, self->key))
             || fail_locked (error, _("This is not a recovery key. Check each letter; nothing was changed."));
    case LOTSE_KEY_AUTO:
    default:
      if (exists (self, "key"))
        return read_key_file (self, error);
      if (exists (self, "key.locked"))
        return read_passphrase (self, secret, error);
      return read_keyring (self)
             || fail_locked (error, _("The key of this profile is not on this computer. Nothing is lost: use the recovery key."));
    }
}

static gboolean
make_new (LotseStore *self, LotseKeySource source, const char *secret, GError **error)
{
  randombytes_buf (self->key, LOTSE_KEY_BYTES);
  switch (source)
    {
    case LOTSE_KEY_FILE:
      return make_key_file (self, error);
    case LOTSE_KEY_KEYRING:
      return make_keyring (self) || fail_locked (error, _("The keyring of this session does not answer. Nothing was made."));
    case LOTSE_KEY_PASSPHRASE:
      return make_passphrase (self, secret, error);
    case LOTSE_KEY_RECOVERY:
      return fail_locked (error, _("There is no profile in this folder that a recovery key could open."));
    case LOTSE_KEY_AUTO:
    default:
      return make_keyring (self) || make_key_file (self, error);
    }
}

gboolean
lotse_store_key_find (LotseStore *self, LotseKeySource source, const char *secret, GError **error)
{
  gboolean any = exists (self, "lotse.db") || exists (self, "key") || exists (self, "key.locked");

  if (!lotse_db_encrypts ())
    return TRUE;
  self->key = sodium_malloc (LOTSE_KEY_BYTES);
  if (self->key == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_IO, _("There is no memory for the key. Nothing was changed."));
      return FALSE;
    }
  return any ? find_existing (self, source, secret, error) : make_new (self, source, secret, error);
}

void
lotse_store_key_drop (LotseStore *self)
{
  g_clear_pointer (&self->key, sodium_free); /* which wipes it */
}

/* After the recovery key has opened a profile: keeps the key where the next start finds it. */
gboolean
lotse_store_key_remember (LotseStore *self, GError **error)
{
  if (self->key == NULL || self->source != LOTSE_KEY_RECOVERY || exists (self, "key.locked"))
    return TRUE;
  if (exists (self, "key"))
    {
      g_autofree char *path = file_in_folder (self, "key");

      g_unlink (path);
    }
  return make_keyring (self) || make_key_file (self, error);
}

static void
remove_file (LotseStore *self, const char *name)
{
  g_autofree char *path = file_in_folder (self, name);

  g_unlink (path);
}

static void
remove_keyring (LotseStore *self)
{
  g_autofree char *name = profile_name (self, FALSE);

  if (name != NULL && has_session ())
    secret_password_clear_sync (&schema, NULL, NULL, "profile", name, NULL);
}

typedef struct
{
  const char *passphrase;
  char *text;
} KeyCall;

static gboolean
call_set_passphrase (LotseStore *self, gpointer data, GError **error)
{
  const KeyCall *call = data;

  if (self->key == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("This build of Lotse does not encrypt, so it has no passphrase."));
      return FALSE;
    }
  /* The new place is written before the old ones go, so that the key is never nowhere. */
  if (call->passphrase != NULL)
    {
      g_autofree char *old = file_in_folder (self, "key.locked");
      g_autofree char *aside = file_in_folder (self, "key.locked.old");

      (void) g_rename (old, aside);
      if (!make_passphrase (self, call->passphrase, error))
        {
          (void) g_rename (aside, old);
          return FALSE;
        }
      g_unlink (aside);
      remove_file (self, "key");
      remove_keyring (self);
      return TRUE;
    }
  if (!make_keyring (self) && !make_key_file (self, error))
    return FALSE;
  remove_file (self, "key.locked");
  return TRUE;
}

/**
 * lotse_store_set_passphrase:
 * @passphrase: (nullable): %NULL for the keyring, or the key file where there is none
 *
 * From now on the profile opens with the passphrase only, or without one.
 */
gboolean
lotse_store_set_passphrase (LotseStore *self, const char *passphrase, GError **error)
{
  KeyCall call = { .passphrase = passphrase };

  return lotse_store_run (self, call_set_passphrase, &call, error);
}

static gboolean
call_move_key (LotseStore *self, gpointer data, GError **error)
{
  const LotseKeySource *to = data;

  if (self->key == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("This build of Lotse does not encrypt, so it has no key."));
      return FALSE;
    }
  /* As above: the new place first. */
  if (*to == LOTSE_KEY_KEYRING)
    {
      if (!make_keyring (self))
        return fail_locked (error, _("The keyring of this session does not answer. The key stays where it was."));
      remove_file (self, "key");
      remove_file (self, "key.locked");
      return TRUE;
    }
  if (!make_key_file (self, error))
    return FALSE;
  remove_file (self, "key.locked");
  remove_keyring (self);
  return TRUE;
}

/**
 * lotse_store_move_key:
 * @to: LOTSE_KEY_KEYRING or LOTSE_KEY_FILE
 *
 * Keeps the key in that place and in no other; a passphrase is no longer needed.
 */
gboolean
lotse_store_move_key (LotseStore *self, LotseKeySource to, GError **error)
{
  g_return_val_if_fail (to == LOTSE_KEY_KEYRING || to == LOTSE_KEY_FILE, FALSE);
  return lotse_store_run (self, call_move_key, &to, error);
}

static gboolean
call_recovery_key (LotseStore *self, gpointer data, GError **error)
{
  KeyCall *call = data;

  if (self->key == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("This build of Lotse does not encrypt, so it has no recovery key."));
      return FALSE;
    }
  call->text = lotse_key_print (self->key);
  return TRUE;
}

char *
lotse_store_recovery_key (LotseStore *self, GError **error)
{
  KeyCall call = { 0 };

  lotse_store_run (self, call_recovery_key, &call, error);
  return call.text;
}
