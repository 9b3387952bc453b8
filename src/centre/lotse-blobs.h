/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that records refer to by their SHA-256, in the folder blobs/.
 */
#pragma once

#include "lotse-centre-private.h"

G_BEGIN_DECLS

#define LOTSE_BLOB_MAX ((gint64) LOTSE_PROTOCOL_MAX_FILE) /* bytes of one file */

gboolean lotse_blobs_is_name (const char *name);

/* The size of a whole file, or -1. */
gint64 lotse_blobs_size (LotseCentre *self, const char *name);

/* How much of the file the account has sent so far. */
gint64 lotse_blobs_offset (LotseCentre *self, const char *name, const char *account);

/*
 * Adds a part at that offset, the file being of `size` bytes; when the last byte is there, the file is checked and kept.
 * A file that is here already must be sent all the same: otherwise anybody could ask whether a certain paper is here.
 * Errors: LOTSE_ERROR_CONFLICT (another offset is next), _INVALID (too large, or not the file that the name says), _IO, _FULL.
 */
gboolean lotse_blobs_add (LotseCentre *self, const char *name, const char *account, gint64 offset, gint64 size, GBytes *part,
                          gboolean *whole, GError **error);

/* The path of a whole file (g_free). */
char *lotse_blobs_path (LotseCentre *self, const char *name);

/* Forgets uploads that nobody has gone on with for a week. */
void lotse_blobs_forget_parts (LotseCentre *self);

gboolean lotse_blobs_remove_unused (LotseCentre *self, const char *name, GError **error);

G_END_DECLS
