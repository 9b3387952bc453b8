/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days of other calendars, there and back. */
#include "lotse-calendars.h"

static void
test_known_days (void)
{
  static const struct { LotseCalendar calendar; int year, month, day; guint y, m, d; } days[] = {
    { LOTSE_CALENDAR_ISLAMIC, 1447, 1, 1, 2025, 6, 26 },
    { LOTSE_CALENDAR_HEBREW, 5786, 1, 1, 2025, 9, 23 },
    { LOTSE_CALENDAR_HEBREW, 5786, 8, 15, 2026, 4, 2 },
    { LOTSE_CALENDAR_PERSIAN, 1404, 1, 1, 2025, 3, 21 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      LotseCalendarDay wanted = { days[i].year, days[i].month, days[i].day }, found;
      GDate date, expected;

      g_date_clear (&expected, 1);
      g_date_set_dmy (&expected, (GDateDay) days[i].d, (GDateMonth) days[i].m, (GDateYear) days[i].y);
      g_assert_true (lotse_calendar_to_date (days[i].calendar, &wanted, &date));
      g_assert_cmpint (g_date_compare (&date, &expected), ==, 0);
      g_assert_true (lotse_calendar_from_date (days[i].calendar, &expected, &found));
      g_assert_cmpint (found.year, ==, wanted.year);
      g_assert_cmpint (found.month, ==, wanted.month);
      g_assert_cmpint (found.day, ==, wanted.day);
    }
}

/* Both Easters are Sundays within their bounds, in every year of the calendar's present rule. */
static void
test_easter_bounds (void)
{
  for (int year = 1583; year <= 2500; year++)
    {
      GDate west, east;

      g_assert_true (lotse_calendar_easter (year, &west));
      g_assert_true (lotse_calendar_orthodox_easter (year, &east));
      g_assert_cmpint (g_date_get_weekday (&west), ==, G_DATE_SUNDAY);
      g_assert_cmpint (g_date_get_weekday (&east), ==, G_DATE_SUNDAY);
      g_assert_cmpint (g_date_compare (&west, &east), <=, 0);
    }
  {
    GDate never;

    g_assert_false (lotse_calendar_easter (1500, &never));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/known-days", test_known_days);
  g_test_add_func ("/calendar/easter-bounds", test_easter_bounds);
  return g_test_run ();
}
