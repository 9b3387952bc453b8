/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making and checking ids of records.
 *
 * Load: an import makes 100,000 ids in a row.  Ids of version 7 that one process makes are strictly ascending, from
 * whatever thread and whatever the clock does; the counter in the 12 bits after the version sees to it.
 */
#include "lotse-id.h"

#include <sodium.h>
#include <string.h>

#define COUNTER_BITS 12
#define COUNTER_START_MASK 0x7ff /* leaves the upper half of the counter free for ids of the same millisecond */

/* The namespace of all derived ids.  It never changes, or two versions would make two ids of one thing. */
static const guint8 namespace[LOTSE_ID_BYTES] = { 0x6c, 0x6f, 0x74, 0x73, 0x65, 0x2d, 0x49, 0x44,
                                                  0xa7, 0x15, 0x9c, 0x3e, 0x51, 0x08, 0xd2, 0x4b };

static void
fill_random (guint8 *bytes, gsize size)
{
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      if (sodium_init () < 0)
        g_error ("The system gives no random numbers");
      g_once_init_leave (&ready, 1);
    }
  randombytes_buf (bytes, size);
}

static void
set_version (guint8 bytes[LOTSE_ID_BYTES], guint8 version)
{
  bytes[6] = (guint8) ((bytes[6] & 0x0f) | (version << 4));
  bytes[8] = (guint8) ((bytes[8] & 0x3f) | 0x80);
}

static GMutex ticks_mutex;
static guint64 last;
static gint64 (*clock_ms) (gpointer data);
static gpointer clock_data;

/* The milliseconds and the counter behind them as one number, greater than all that were given out before. */
static guint64
next_tick (guint16 start)
{
  guint64 now;
  guint64 tick;

  g_mutex_lock (&ticks_mutex);
  now = (guint64) (clock_ms != NULL ? clock_ms (clock_data) : g_get_real_time () / 1000) << COUNTER_BITS;
  now |= start & COUNTER_START_MASK;
  tick = (now >> COUNTER_BITS) > (last >> COUNTER_BITS) ? now : last + 1;
  last = tick;
  g_mutex_unlock (&ticks_mutex);
  return tick;
}

/**
 * lotse_id_set_clock:
 * @now_ms: (nullable): gives the milliseconds since 1970 instead of the system's clock, from whatever thread
 * @data: for @now_ms
 *
 * For tests that must make the same ids each time: what was given out before counts no more.
 */
void
lotse_id_set_clock (gint64 (*now_ms) (gpointer data), gpointer data)
{
  g_mutex_lock (&ticks_mutex);
  clock_ms = now_ms;
  clock_data = data;
  last = 0;
  g_mutex_unlock (&ticks_mutex);
}

/**
 * lotse_id_new:
 *
 * Makes the id of a new record, greater than all that this process made before.
 *
 * Returns: (transfer full): the id
 */
char *
lotse_id_new (void)
{
  guint8 bytes[LOTSE_ID_BYTES];
  guint64 tick;
  guint64 ms;

  fill_random (bytes, sizeof bytes);
  tick = next_tick ((guint16) (bytes[6] << 8 | bytes[7]));
  ms = tick >> COUNTER_BITS;
  for (guint i = 0; i < 6; i++)
    bytes[i] = (guint8) (ms >> (8 * (5 - i)));
  bytes[6] = (guint8) ((tick >> 8) & 0x0f);
  bytes[7] = (guint8) tick;
  set_version (bytes, 7);
  return lotse_id_from_bytes (bytes);
}

/**
 * lotse_id_random:
 *
 * Makes an id that says nothing about when or in which order it was made.
 *
 * Returns: (transfer full): the id
 */
char *
lotse_id_random (void)
{
  guint8 bytes[LOTSE_ID_BYTES];

  fill_random (bytes, sizeof bytes);
  set_version (bytes, 4);
  return lotse_id_from_bytes (bytes);
}

/**
 * lotse_id_mark:
 *
 * Makes a short mark, 16 hexadecimal digits of chance, that tells one of a few apart from the others: an epoch, a send.
 * Each exchange carries some of them, so that they are no longer than they need to be.
 *
 * Returns: (transfer full): the mark
 */
char *
lotse_id_mark (void)
{
  guint64 number;

  fill_random ((guint8 *) &number, sizeof number);
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", number);
}

/**
 * lotse_id_derive:
 * @kind: the kind of the record
 * @first: what makes the record one, such as the id of an event
 * @...: more of the same, ended by %NULL
 *
 * Makes the id of what must exist only once: the same on each device that is given the same words.  It is a UUID of
 * version 5 over @kind and the parts, each followed by a zero byte.
 *
 * Returns: (transfer full): the id
 */
char *
lotse_id_derive (const char *kind, const char *first, ...)
{
  g_autoptr (GChecksum) sha1 = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize size = sizeof digest;
  va_list parts;

  g_return_val_if_fail (kind != NULL && first != NULL, NULL);

  g_checksum_update (sha1, namespace, sizeof namespace);
  g_checksum_update (sha1, (const guint8 *) kind, (gssize) strlen (kind) + 1);
  va_start (parts, first);
  for (const char *part = first; part != NULL; part = va_arg (parts, const char *))
    g_checksum_update (sha1, (const guint8 *) part, (gssize) strlen (part) + 1);
  va_end (parts);
  g_checksum_get_digest (sha1, digest, &size);
  set_version (digest, 5);
  return lotse_id_from_bytes (digest);
}

/**
 * lotse_id_is_valid:
 * @id: (nullable): a text
 *
 * Returns: whether it is 32 lower-case hexadecimal digits
 */
gboolean
lotse_id_is_valid (const char *id)
{
  gsize length = 0;

  if (id == NULL)
    return FALSE;
  while (length <= LOTSE_ID_LENGTH && (g_ascii_isdigit (id[length]) || (id[length] >= 'a' && id[length] <= 'f')))
    length++;
  return length == LOTSE_ID_LENGTH && id[length] == '\0';
}

/**
 * lotse_id_to_bytes:
 * @id: (nullable): an id
 * @bytes: (out caller-allocates): its 16 bytes
 *
 * Returns: %FALSE when @id is no id; then @bytes is not touched
 */
gboolean
lotse_id_to_bytes (const char *id, guint8 bytes[LOTSE_ID_BYTES])
{
  if (!lotse_id_is_valid (id))
    return FALSE;
  for (guint i = 0; i < LOTSE_ID_BYTES; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (id[2 * i]) << 4 | g_ascii_xdigit_value (id[2 * i + 1]));
  return TRUE;
}

/**
 * lotse_id_from_bytes:
 * @bytes: 16 bytes
 *
 * Returns: (transfer full): the id as text
 */
char *
lotse_id_from_bytes (const guint8 bytes[LOTSE_ID_BYTES])
{
  static const char digits[] = "0123456789abcdef";
  char *id = g_malloc (LOTSE_ID_LENGTH + 1);

  for (guint i = 0; i < LOTSE_ID_BYTES; i++)
    {
      id[2 * i] = digits[bytes[i] >> 4];
      id[2 * i + 1] = digits[bytes[i] & 0x0f];
    }
  id[LOTSE_ID_LENGTH] = '\0';
  return id;
}
