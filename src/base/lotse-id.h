/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ids of records: UUIDs of 16 bytes, as text 32 lower-case hexadecimal digits without dashes.
 *
 * A new record gets a version 7 id, which sorts by the time it was made: a database takes such rows twice as fast as
 * random ones.  What must exist only once has a version 5 id derived from what makes it one, so that two devices make
 * the same.  Anonymous sheets get a version 4 id, which says nothing about order or time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LOTSE_ID_LENGTH 32
#define LOTSE_ID_BYTES 16

char *lotse_id_new (void);
char *lotse_id_random (void);
char *lotse_id_mark (void);
char *lotse_id_derive (const char *kind, const char *first, ...) G_GNUC_NULL_TERMINATED;
void lotse_id_set_clock (gint64 (*now_ms) (gpointer data), gpointer data);

gboolean lotse_id_is_valid (const char *id);
gboolean lotse_id_to_bytes (const char *id, guint8 bytes[LOTSE_ID_BYTES]);
char *lotse_id_from_bytes (const guint8 bytes[LOTSE_ID_BYTES]);

G_END_DECLS
