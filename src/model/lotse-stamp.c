/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stamps: comparing, printing and reading them, and moving a clock on.  The centre compares one stamp per write and a
 * first sync reads some hundred thousand of them, so nothing here allocates but lotse_u64_to_hex().
 */
#include "lotse-stamp.h"

/* The last millisecond that a wall clock is believed to show (the year 5138).  Behind it lies room for the counter. */
#define LAST_MS G_GINT64_CONSTANT (100000000000000)

#define HEX_DIGITS 16

/**
 * lotse_stamp_compare:
 *
 * Returns: less than, equal to or greater than 0, as @a is earlier than, the same as or later than @b; of two stamps
 *   with one clock the one with the larger device is later
 */
int
lotse_stamp_compare (LotseStamp a, LotseStamp b)
{
  if (a.clock != b.clock)
    return a.clock < b.clock ? -1 : 1;
  if (a.device != b.device)
    return a.device < b.device ? -1 : 1;
  return 0;
}

/**
 * lotse_stamp_equal:
 *
 * Returns: whether both name the same writing
 */
gboolean
lotse_stamp_equal (LotseStamp a, LotseStamp b)
{
  return a.clock == b.clock && a.device == b.device;
}

/**
 * lotse_stamp_is_none:
 *
 * Returns: whether @stamp is %LOTSE_STAMP_NONE, which is earlier than all others
 */
gboolean
lotse_stamp_is_none (LotseStamp stamp)
{
  return stamp.clock == 0 && stamp.device == 0;
}

static void
print_hex (guint64 number, char *text)
{
  static const char digits[] = "0123456789abcdef";

  for (int i = HEX_DIGITS - 1; i >= 0; i--)
    {
      text[i] = digits[number & 0xf];
      number >>= 4;
    }
}

/* Only lower case is read, so that a number has exactly one text and texts can be compared as they are. */
static gboolean
parse_hex (const char *text, guint64 *number)
{
  guint64 result = 0;

  for (int i = 0; i < HEX_DIGITS; i++)
    {
      char c = text[i];
      guint digit;

      if (c >= '0' && c <= '9')
        digit = (guint) (c - '0');
      else if (c >= 'a' && c <= 'f')
        digit = (guint) (c - 'a') + 10;
      else
        return FALSE;
      result = result << 4 | digit;
    }
  *number = result;
  return TRUE;
}

/**
 * lotse_stamp_print:
 * @stamp: a stamp
 * @text: (out): room for its text form
 *
 * Prints clock and device in hexadecimal.  The texts sort in bytes as the stamps themselves do.
 */
void
lotse_stamp_print (LotseStamp stamp, char text[LOTSE_STAMP_TEXT_SIZE])
{
  print_hex (stamp.clock, text);
  text[HEX_DIGITS] = '-';
  print_hex (stamp.device, text + HEX_DIGITS + 1);
  text[LOTSE_STAMP_TEXT_SIZE - 1] = '\0';
}

/**
 * lotse_stamp_parse:
 * @text: (nullable): a text form
 * @stamp: (out): the stamp; untouched when @text is not one
 *
 * Reads exactly what lotse_stamp_print() writes.  Clocks beyond %LOTSE_CLOCK_MAX are no clocks.
 *
 * Returns: whether @text is a stamp
 */
gboolean
lotse_stamp_parse (const char *text, LotseStamp *stamp)
{
  LotseStamp result;

  if (text == NULL || !parse_hex (text, &result.clock) || text[HEX_DIGITS] != '-' ||
      !parse_hex (text + HEX_DIGITS + 1, &result.device) || text[LOTSE_STAMP_TEXT_SIZE - 1] != '\0')
    return FALSE;
  if (result.clock > LOTSE_CLOCK_MAX)
    return FALSE;
  *stamp = result;
  return TRUE;
}

/**
 * lotse_u64_to_hex:
 *
 * Returns: (transfer full): 16 hexadecimal digits
 */
char *
lotse_u64_to_hex (guint64 number)
{
  char *text = g_malloc (HEX_DIGITS + 1);

  print_hex (number, text);
  text[HEX_DIGITS] = '\0';
  return text;
}

/**
 * lotse_u64_from_hex:
 * @text: (nullable): what lotse_u64_to_hex() wrote
 * @number: (out): the number; untouched when @text is not one
 *
 * Returns: whether @text is 16 hexadecimal digits in lower case and nothing else
 */
gboolean
lotse_u64_from_hex (const char *text, guint64 *number)
{
  guint64 result;

  if (text == NULL || !parse_hex (text, &result) || text[HEX_DIGITS] != '\0')
    return FALSE;
  *number = result;
  return TRUE;
}

/**
 * lotse_clock_next:
 * @last: the latest reading that this device used or saw; 0 if none
 * @now_ms: the wall clock, in milliseconds since 1970
 *
 * A wall clock that shows a time before 1970 or after the year 5138 is not believed, because readings must fit into
 * 63 bits for ever.
 *
 * Returns: a reading that is later than @last (unless @last is %LOTSE_CLOCK_MAX, which no honest centre gives) and
 *   not earlier than @now_ms
 */
guint64
lotse_clock_next (guint64 last, gint64 now_ms)
{
  guint64 now = LOTSE_CLOCK_FROM_MS (CLAMP (now_ms, 0, LAST_MS));

  if (last >= LOTSE_CLOCK_MAX)
    return LOTSE_CLOCK_MAX;
  return MAX (last + 1, now);
}
