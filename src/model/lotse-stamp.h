/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stamps of a hybrid logical clock.
 *
 * A clock reading is 48 bits of milliseconds since 1970 and 16 bits of counter; with the device that made it, it is a
 * stamp, and stamps of one device are never used twice.  Stamps order writes; they are never shown as times without the
 * correction that the centre's time gives.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 clock;
  guint64 device; /* a random number, given to a device once; 0 is the centre itself */
} LotseStamp;

#define LOTSE_STAMP_NONE ((LotseStamp){ 0, 0 })
#define LOTSE_STAMP_TEXT_SIZE 34 /* "CLOCK-DEVICE" in hexadecimal, 16 digits each, and the final NUL */

#define LOTSE_CLOCK_FROM_MS(ms) ((guint64) (ms) << 16)
#define LOTSE_CLOCK_MS(clock) ((gint64) ((clock) >> 16))
#define LOTSE_CLOCK_MAX ((guint64) G_MAXINT64) /* readings fit into the signed integers of a database */

int lotse_stamp_compare (LotseStamp a, LotseStamp b);
gboolean lotse_stamp_equal (LotseStamp a, LotseStamp b);
gboolean lotse_stamp_is_none (LotseStamp stamp);

/* Writes the text form, which sorts like the stamps themselves. */
void lotse_stamp_print (LotseStamp stamp, char text[LOTSE_STAMP_TEXT_SIZE]);
gboolean lotse_stamp_parse (const char *text, LotseStamp *stamp);

/* The clock and device alone, 16 hexadecimal digits. */
char *lotse_u64_to_hex (guint64 number);
gboolean lotse_u64_from_hex (const char *text, guint64 *number);

/*
 * The next clock reading: later than `last`, not earlier than the wall clock `now_ms`.  The counter overflows into the
 * milliseconds.  The caller keeps the result durably before it uses it.
 */
guint64 lotse_clock_next (guint64 last, gint64 now_ms);

G_END_DECLS
