/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies of a database that are encrypted with a passphrase, and the way back.
 *
 * The key is derived with Argon2id.  Its salt is the one that SQLCipher keeps in the first bytes of its file, so that the file
 * and the passphrase are all that is needed.  Pages cannot be copied between an encrypted database and one that is not, so
 * all of it is written anew, in one transaction of reading.
 */
#include "config.h"

#include "lotse-db-private.h"
#include "lotse-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

G_STATIC_ASSERT (LOTSE_DB_SALT_BYTES == crypto_pwhash_SALTBYTES);

gboolean
lotse_db_derive_key (const char *passphrase, const guint8 salt[LOTSE_DB_SALT_BYTES], guint8 key[32])
{
  return crypto_pwhash (key, 32, passphrase, strlen (passphrase), salt, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

static gboolean
derive (const char *passphrase, const guint8 *salt, guint8 *key, GError **error)
{
  if (lotse_db_derive_key (passphrase, salt, key))
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_IO, _("There is not enough memory for the passphrase. Nothing was changed."));
  return FALSE;
}

gboolean
lotse_db_looks_encrypted (const char *path)
{
  return lotse_db_look_at (path) == LOTSE_DB_CONTENT_ENCRYPTED;
}

gboolean
lotse_db_open_key (const char *path, const char *passphrase, guint8 key[32], GError **error)
{
  guint8 salt[LOTSE_DB_SALT_BYTES];
  FILE *file = g_fopen (path, "rbe");
  gsize got = file != NULL ? fread (salt, 1, sizeof salt, file) : 0;

  if (file != NULL)
    fclose (file);
  if (got == sizeof salt)
    return derive (passphrase, salt, key, error);
  lotse_db_set_error_for_path (path, SQLITE_NOTADB, error);
  return FALSE;
}

/* Attaches the new file with that key and writes everything into it. */
static int
export_all (LotseDb *self, const char *path, gconstpointer key_text)
{
  sqlite3_stmt *attach = NULL;
  g_autofree char *version = NULL;
  int number = 0;
  int result;

  if (!lotse_db_get_version (self, &number, NULL))
    return SQLITE_CORRUPT;
  version = g_strdup_printf ("PRAGMA copy.user_version = %d; COMMIT", number);
  result = sqlite3_prepare_v2 (self->handle, "ATTACH DATABASE ? AS copy KEY ?", -1, &attach, NULL);
  if (result != SQLITE_OK)
    return result;
  sqlite3_bind_text (attach, 1, path, -1, SQLITE_STATIC);
  sqlite3_bind_text (attach, 2, key_text, -1, SQLITE_STATIC);
  result = sqlite3_step (attach);
  sqlite3_finalize (attach);
  if (result != SQLITE_DONE)
    return result;
  /* Nobody needs a journal for a file that is thrown away when the copy fails. */
  result = sqlite3_exec (self->handle, "PRAGMA copy.journal_mode = OFF; PRAGMA copy.synchronous = OFF; BEGIN", NULL, NULL, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_exec (self->handle, "SELECT sqlcipher_export ('copy')", NULL, NULL, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_exec (self->handle, version, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    lotse_db_rollback (self);
  lotse_db_clear_cache (self);
  sqlite3_exec (self->handle, "DETACH DATABASE copy", NULL, NULL, NULL);
  return result;
}

gboolean
lotse_db_backup_encrypted (LotseDb *self, const char *path, const char *passphrase, guint8 key[32], GError **error)
{
  guint8 salt[LOTSE_DB_SALT_BYTES];
  char text[2 * (32 + LOTSE_DB_SALT_BYTES) + 4] = "x'";
  gboolean done;

  randombytes_buf (salt, sizeof salt);
  if (!derive (passphrase, salt, key, error))
    return FALSE;
  sodium_bin2hex (text + 2, 2 * 32 + 1, key, 32);
  sodium_bin2hex (text + 2 + 2 * 32, 2 * sizeof salt + 1, salt, sizeof salt);
  text[sizeof text - 2] = '\'';
  text[sizeof text - 1] = '\0';
  done = lotse_db_write_copy (self, path, export_all, text, error);
  sodium_memzero (text, sizeof text);
  return done;
}

gboolean
lotse_db_backup_plain (LotseDb *self, const char *path, GError **error)
{
  return lotse_db_write_copy (self, path, export_all, "", error);
}
