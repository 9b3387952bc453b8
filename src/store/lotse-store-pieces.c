/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Encrypted files, piece by piece; see the header.
 */
#include "config.h"

#include "lotse-store-pieces.h"
#include "lotse-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

gboolean
lotse_pieces_fail (LotseStore *self, GError **error)
{
  int code = errno;

  g_set_error (error, LOTSE_ERROR, code == ENOSPC ? LOTSE_ERROR_FULL : LOTSE_ERROR_IO,
               _("A file could not be kept in “%s” (%s). Nothing that was saved before is lost."), self->folder, g_strerror (code));
  return FALSE;
}

/* Another key for files than for the database; without encryption in this build the pieces have a known key. */
static void
blob_key (LotseStore *self, guint8 key[crypto_secretbox_KEYBYTES])
{
  static const guint8 none[crypto_kdf_KEYBYTES];

  crypto_kdf_derive_from_key (key, crypto_secretbox_KEYBYTES, 1, "lotse-bl", self->key != NULL ? self->key : none);
}

static gboolean
write_all (int fd, const guint8 *bytes, gsize size)
{
  while (size > 0)
    {
      gssize n = write (fd, bytes, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      size -= (gsize) n;
    }
  return TRUE;
}

gboolean
lotse_pieces_append (LotseStore *self, int fd, const guint8 *bytes, gsize size, GError **error)
{
  guint8 key[crypto_secretbox_KEYBYTES];
  gsize header = sizeof (guint32) + crypto_secretbox_NONCEBYTES;
  gsize box_size = size + crypto_secretbox_MACBYTES;
  g_autofree guint8 *out = g_malloc (header + box_size);
  guint32 length = GUINT32_TO_LE ((guint32) box_size);

  memcpy (out, &length, sizeof length);
  randombytes_buf (out + sizeof length, crypto_secretbox_NONCEBYTES);
  blob_key (self, key);
  crypto_secretbox_easy (out + header, bytes, size, out + sizeof length, key);
  sodium_memzero (key, sizeof key);
  return write_all (fd, out, header + box_size) || lotse_pieces_fail (self, error);
}

GByteArray *
lotse_pieces_read (LotseStore *self, const char *path, gsize *whole, GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  const guint8 *bytes;
  gsize size, at = 0, header = sizeof (guint32) + crypto_secretbox_NONCEBYTES;
  guint8 key[crypto_secretbox_KEYBYTES];

  *whole = 0;
  if (file == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("This file is not on this device yet."));
      return NULL;
    }
  bytes = (const guint8 *) g_mapped_file_get_contents (file);
  size = g_mapped_file_get_length (file);
  blob_key (self, key);
  while (size - at >= header)
    {
      guint32 length;
      g_autofree guint8 *plain = NULL;

      memcpy (&length, bytes + at, sizeof length);
      length = GUINT32_FROM_LE (length);
      if (length < crypto_secretbox_MACBYTES || length > LOTSE_PIECE + crypto_secretbox_MACBYTES || size - at - header < length)
        break;
      plain = g_malloc (length);
      if (crypto_secretbox_open_easy (plain, bytes + at + header, length, bytes + at + sizeof length, key) != 0)
        break;
      g_byte_array_append (content, plain, length - crypto_secretbox_MACBYTES);
      at += header + length;
    }
  sodium_memzero (key, sizeof key);
  *whole = at;
  return g_steal_pointer (&content);
}
