/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading typed dates and times: "22.11.2026", "22. November 2026", "Nov 22, 2026", "2026-11-22", each with a time.
 *
 * What could be two dates is refused.  Years of two digits are those from 1970 to 2069, whenever it is read.
 */
#include "config.h"

#include "lotse-value-private.h"

#include "lotse-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
fail (GError **error, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, message);
  return NULL;
}

static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };

/* The number of a month by its German or English name, written out or cut; 0 when it is none. */
static int
month_of (const char *word, gsize length)
{
  static const struct
  {
    const char *start;
    int month;
  } german[] = { { "j\u00e4n", 1 }, { "m\u00e4r", 3 }, { "mrz", 3 }, { "mai", 5 }, { "okt", 10 }, { "dez", 12 } };

  if (length < 3)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (german); i++)
    {
      if (strncmp (word, german[i].start, strlen (german[i].start)) == 0)
        return german[i].month;
    }
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      if (strncmp (word, months[i], 3) == 0)
        return (int) i + 1;
    }
  return 0;
}

/* What a typed date consists of: up to three numbers, and the month if it has a name. */
typedef struct
{
  int numbers[3];
  gsize digits[3];
  guint n_numbers;
  int month;
  guint month_at; /* how many numbers stood before the name */
  gboolean slashes;
} DateParts;

/* Reads one number or month's name at `p`; returns what follows, or NULL when it is neither. */
static const char *
read_part (const char *p, DateParts *parts)
{
  gsize digits = strspn (p, "0123456789");
  gsize letters = digits > 0 ? 0 : strcspn (p, "0123456789 .,/-");

  if (digits > 4 || (digits > 0 && parts->n_numbers == 3) || (letters > 0 && parts->month != 0))
    return NULL;
  if (digits > 0)
    {
      parts->digits[parts->n_numbers] = digits;
      parts->numbers[parts->n_numbers++] = (int) g_ascii_strtoll (p, NULL, 10);
      return p + digits;
    }
  parts->month = month_of (p, letters);
  parts->month_at = parts->n_numbers;
  return parts->month != 0 ? p + letters : NULL;
}

static gboolean
split_date (const char *text, DateParts *parts)
{
  const char *p = text;

  memset (parts, 0, sizeof *parts);
  while (*p != '\0')
    {
      if (strchr (" .,/-", *p) != NULL)
        {
          parts->slashes |= *p == '/';
          p++;
          continue;
        }
      p = read_part (p, parts);
      if (p == NULL)
        return FALSE;
    }
  return parts->n_numbers == (parts->month != 0 ? 2u : 3u);
}

/* Two digits stand for the years 1970 to 2069. */
static int
full_year (int year, gsize digits)
{
  if (digits == 2)
    return year + (year < 70 ? 2000 : 1900);
  return digits == 4 ? year : 0;
}

/* "11/12/2026" has another meaning on each side of the ocean; only a day beyond 12 makes clear which number it is. */
static gboolean
order_slashes (int *day, int *month)
{
  int swap = *day;

  if (*day <= 12 && *month <= 12 && *day != *month)
    return FALSE;
  if (*month > 12)
    {
      *day = *month;
      *month = swap;
    }
  return TRUE;
}

static gboolean
read_date (const char *text, int *year, int *month, int *day)
{
  DateParts parts;
  guint first = 0;

  if (!split_date (text, &parts))
    return FALSE;
  if (parts.month != 0)
    {
      first = parts.digits[0] == 4 ? 1 : 0; /* 2026 Nov 22 */
      *day = parts.numbers[first];
      *year = full_year (parts.numbers[1 - first], parts.digits[1 - first]);
      *month = parts.month;
      return TRUE;
    }
  if (parts.digits[0] == 4)
    {
      *year = parts.numbers[0];
      *month = parts.numbers[1];
      *day = parts.numbers[2];
      return TRUE;
    }
  *day = parts.numbers[0];
  *month = parts.numbers[1];
  *year = full_year (parts.numbers[2], parts.digits[2]);
  return !parts.slashes || order_slashes (day, month);
}

char *
lotse_value_parse_date (const char *simple, GError **error)
{
  int year;
  int month;
  int day;

  if (read_date (simple, &year, &month, &day) && year > 0 && month > 0 && day > 0 && month <= 12 && day <= 31 &&
      g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  return fail (error, _ ("This is no date that is clear and exists. Write it as 22.11.2026 or 2026-11-22."));
}

/* The time at the end of the text: "18:30", "18.30 uhr", "18 uhr", "6:30 pm"; cuts the text before it. */
static gboolean
cut_time (char *text, int *hours, int *minutes)
{
  static GRegex *pattern;
  static gsize ready;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *hour = NULL;
  g_autofree char *minute = NULL;
  g_autofree char *half = NULL;
  int start;

  if (g_once_init_enter (&ready))
    {
      pattern = g_regex_new ("(?:^|[ ,t]|um |at )(\\d{1,2})(?:[:.](\\d\\d)(?::\\d\\d(?:\\.\\d+)?)?)?(?: ?(uhr|am|pm|h))?$",
                             G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&ready, 1);
    }
  if (!g_regex_match (pattern, text, 0, &match) || !g_match_info_fetch_pos (match, 0, &start, NULL))
    return FALSE;
  hour = g_match_info_fetch (match, 1);
  minute = g_match_info_fetch (match, 2);
  half = g_match_info_fetch (match, 3);
  if ((minute == NULL || *minute == '\0') && (half == NULL || *half == '\0'))
    return FALSE;
  *hours = (int) g_ascii_strtoll (hour, NULL, 10);
  *minutes = (int) g_ascii_strtoll (minute, NULL, 10);
  if (half != NULL && (half[0] == 'p' || half[0] == 'a'))
    *hours = *hours > 12 ? 24 : *hours % 12 + (half[0] == 'p' ? 12 : 0);
  text[start] = '\0';
  return *hours < 24 && *minutes < 60;
}

char *
lotse_value_parse_datetime (const char *simple, GError **error)
{
  g_autofree char *text = g_strdup (simple);
  g_autofree char *date = NULL;
  int hours;
  int minutes;

  if (!cut_time (text, &hours, &minutes))
    return fail (error, _ ("A date and a time are needed. Write them as 22.11.2026 18:30 or 2026-11-22 18:30."));
  g_strchomp (text);
  if (g_str_has_suffix (text, " um") || g_str_has_suffix (text, " at"))
    text[strlen (text) - 3] = '\0';
  date = lotse_value_parse_date (text, error);
  return date != NULL ? g_strdup_printf ("%sT%02d:%02d", date, hours, minutes) : NULL;
}
