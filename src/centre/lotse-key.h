/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The centre's key, in its folder and in its backups.
 *
 * Tokens of devices are kept as hashes with the key in server.key, which the live database does not have, so that a
 * database alone opens nothing.  A backup has it: without it no device would be known on another machine.  Who finds a
 * backup has read people's data in it anyway and gains nothing more: tokens have 256 random bits, codes have expired.
 */
#pragma once

#include "lotse-centre-private.h"

G_BEGIN_DECLS

/* Puts the key into the backup at `path`, which `file_key` opens, or anybody with NULL. */
gboolean lotse_key_put_into_backup (const char *path, const guint8 *file_key, const guint8 *key, GError **error);

/*
 * Takes the key out of a database that was a backup until it was restored, and makes it the folder's.  Another key that is
 * there is put aside.  Without a key in the database everything stays as it is.
 */
gboolean lotse_key_take_from_backup (LotseBackend *backend, const char *folder, GError **error);

/*
 * Reads the folder's key, or makes one for a centre that has none yet.
 * Errors: LOTSE_ERROR_CORRUPT (it is missing, damaged or another one than the database was made with), _FULL, _IO.
 */
gboolean lotse_key_read (LotseCentre *self, GError **error);

/* Within a transaction: from now on the database opens with this key only. */
gboolean lotse_key_keep_check (LotseCentre *self, GError **error);

/* Within a transaction: the next opening takes whatever key is there, and makes one if there is none. */
gboolean lotse_key_loosen_check (LotseBackend *backend, GError **error);

G_END_DECLS
