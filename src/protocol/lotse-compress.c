/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gzip for bodies, with a limit that no hostile body gets past. */
#include "config.h"

#include "lotse-compress.h"

#include "lotse-error.h"

#include <glib/gi18n-lib.h>

#define CHUNK (64 * 1024)
#define FASTEST 1

/*
 * Runs all of `input` through the converter.  The result grows by one chunk at a time, so that a small body does not take
 * much memory and a bomb takes no more than the limit.
 */
static GBytes *
convert (GConverter *converter, GBytes *input, gsize limit, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize left;
  const guint8 *data = g_bytes_get_data (input, &left);
  g_autofree guint8 *chunk = g_malloc (CHUNK);

  for (;;)
    {
      gsize read = 0;
      gsize written = 0;
      GConverterResult result =
        g_converter_convert (converter, data, left, chunk, CHUNK, G_CONVERTER_INPUT_AT_END, &read, &written, error);

      if (result == G_CONVERTER_ERROR)
        return NULL;
      if (written > limit - out->len)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "too large");
          return NULL;
        }
      g_byte_array_append (out, chunk, (guint) written);
      data += read;
      left -= read;
      if (result == G_CONVERTER_FINISHED)
        break;
    }
  if (left > 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "more follows");
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/**
 * lotse_compress:
 * @plain: any bytes
 *
 * Returns: (transfer full): @plain as gzip
 */
GBytes *
lotse_compress (GBytes *plain)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, FASTEST);
  g_autoptr (GError) error = NULL;
  GBytes *packed = convert (G_CONVERTER (compressor), plain, G_MAXUINT / 2, &error);

  if (packed == NULL)
    g_error ("Packing failed: %s", error->message); /* zlib fails here only without memory, like g_malloc() */
  return packed;
}

/**
 * lotse_decompress:
 * @packed: gzip from a stranger
 * @limit: the most bytes that the result may have
 *
 * Returns: (transfer full): the bytes, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
GBytes *
lotse_decompress (GBytes *packed, gsize limit, GError **error)
{
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GError) local = NULL;
  GBytes *plain = convert (G_CONVERTER (decompressor), packed, MIN (limit, G_MAXUINT / 2), &local);

  if (plain != NULL)
    return plain;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL,
                       g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
                         ? _("What came over the network is larger than allowed and was not used.")
                         : _("What came over the network is damaged or cut off and was not used."));
  return NULL;
}
