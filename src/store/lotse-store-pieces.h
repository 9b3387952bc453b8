/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files as a row of pieces, each encrypted by itself (length, nonce, box), so that what arrives in parts is simply
 * appended.  The order of pieces is not protected here: the name of a file is the checksum of its content.
 */
#pragma once

#include "lotse-store-private.h"

G_BEGIN_DECLS

#define LOTSE_PIECE (256u * 1024) /* most bytes of content in one piece */

gboolean lotse_pieces_append (LotseStore *self, int fd, const guint8 *bytes, gsize size, GError **error);
/* The whole content; a piece that was cut off at the end is left out, and `whole` is where the last whole one ends. */
GByteArray *lotse_pieces_read (LotseStore *self, const char *path, gsize *whole, GError **error);
/* Where the file with that name lies, and the part of it that has arrived (g_free). */
gboolean lotse_blob_is_name (const char *sha256);
char *lotse_blob_path (LotseStore *self, const char *name);
char *lotse_blob_part_path (LotseStore *self, const char *sha256);

/* Sets the error that errno stands for, and returns FALSE. */
gboolean lotse_pieces_fail (LotseStore *self, GError **error);

G_END_DECLS
