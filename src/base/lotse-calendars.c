/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days in other calendars; see the header. */
#include "lotse-calendars.h"

#include <unicode/ucal.h>

#define DAY_OF_1970 719163 /* as GDate counts days */
#define MS_PER_DAY 86400000.0

static void
calendars_free (gpointer data)
{
  UCalendar **calendars = data;

  for (guint i = 0; i < LOTSE_N_CALENDARS; i++)
    if (calendars[i] != NULL)
      ucal_close (calendars[i]);
  g_free (calendars);
}

/* The calling thread's own: opening one costs much more than asking it. */
static UCalendar *
calendar_for (LotseCalendar calendar)
{
  static GPrivate private_table = G_PRIVATE_INIT (calendars_free);
  static const char *const locales[] = { "en@calendar=islamic-umalqura", "en@calendar=hebrew", "en@calendar=persian" };
  static const UChar utc[] = { 'E', 't', 'c', '/', 'U', 'T', 'C', 0 };
  UCalendar **calendars = g_private_get (&private_table);
  UErrorCode status = U_ZERO_ERROR;

  if (calendars == NULL)
    {
      calendars = g_new0 (UCalendar *, LOTSE_N_CALENDARS);
      g_private_set (&private_table, calendars);
    }
  if (calendars[calendar] == NULL)
    calendars[calendar] = ucal_open (utc, -1, locales[calendar], UCAL_TRADITIONAL, &status);
  return U_SUCCESS (status) ? calendars[calendar] : NULL;
}

/**
 * lotse_calendar_from_date:
 * @date: a civil date
 * @day: (out): the same day in @calendar
 *
 * Returns: whether ICU has the calendar
 */
gboolean
lotse_calendar_from_date (LotseCalendar calendar, const GDate *date, LotseCalendarDay *day)
{
  UCalendar *found = calendar_for (calendar);
  UErrorCode status = U_ZERO_ERROR;

  if (found == NULL)
    return FALSE;
  ucal_setMillis (found, ((double) g_date_get_julian (date) - DAY_OF_1970 + 0.5) * MS_PER_DAY, &status);
  /* The extended year counts on without eras. */
  day->year = ucal_get (found, UCAL_EXTENDED_YEAR, &status);
  day->month = ucal_get (found, UCAL_MONTH, &status) + 1;
  day->day = ucal_get (found, UCAL_DATE, &status);
  return U_SUCCESS (status);
}

/**
 * lotse_calendar_to_date:
 * @day: a day in @calendar
 * @date: (out): the same day as a civil date
 *
 * Returns: whether ICU has the calendar
 */
gboolean
lotse_calendar_to_date (LotseCalendar calendar, const LotseCalendarDay *day, GDate *date)
{
  UCalendar *found = calendar_for (calendar);
  UErrorCode status = U_ZERO_ERROR;
  double ms;

  if (found == NULL)
    return FALSE;
  ucal_clear (found);
  ucal_set (found, UCAL_EXTENDED_YEAR, day->year);
  ucal_set (found, UCAL_MONTH, day->month - 1);
  ucal_set (found, UCAL_DATE, day->day);
  ucal_set (found, UCAL_HOUR_OF_DAY, 12);
  ms = ucal_getMillis (found, &status);
  if (U_FAILURE (status) || ms / MS_PER_DAY + DAY_OF_1970 < 1)
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_julian (date, (guint32) (ms / MS_PER_DAY + DAY_OF_1970));
  return g_date_valid (date);
}

static gboolean
set_date (GDate *date, int year, int month, int day)
{
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_valid (date);
}

/**
 * lotse_calendar_easter:
 * @year: from 1583 on
 * @date: (out): Easter Sunday of the western churches
 *
 * The rule of the Gregorian calendar, as J. Meeus gives it ("Astronomical Algorithms", chapter 8).
 *
 * Returns: whether the year has one
 */
gboolean
lotse_calendar_easter (int year, GDate *date)
{
  int a = year % 19, b = year / 100, c = year % 100;
  int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  int n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;

  return year >= 1583 && year <= 9999 && set_date (date, year, n / 31, n % 31 + 1);
}

/**
 * lotse_calendar_orthodox_easter:
 * @year: from 1583 on
 * @date: (out): Easter Sunday of the orthodox churches, as a date of the civil (Gregorian) calendar
 *
 * The rule of the Julian calendar, as J. Meeus gives it ("Astronomical Algorithms", chapter 8).
 *
 * Returns: whether the year has one
 */
gboolean
lotse_calendar_orthodox_easter (int year, GDate *date)
{
  int d = (19 * (year % 19) + 15) % 30;
  int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  int n = d + e + 114;

  if (year < 1583 || year > 9999 || !set_date (date, year, n / 31, n % 31 + 1))
    return FALSE;
  g_date_add_days (date, (guint) (year / 100 - year / 400 - 2));
  return TRUE;
}
