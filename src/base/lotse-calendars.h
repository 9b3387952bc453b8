/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days in other calendars than the civil one, on ICU, and Easter.
 *
 * Months and days count from 1.  In the Hebrew calendar the sixth month is the one that only leap years have: Adar is always
 * the 7th and Nisan the 8th.  The Islamic calendar is that of Umm al-Qura: what is seen in the sky may differ by a day.
 * The functions may be called from any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LOTSE_CALENDAR_ISLAMIC,
  LOTSE_CALENDAR_HEBREW,
  LOTSE_CALENDAR_PERSIAN,
  LOTSE_N_CALENDARS,
} LotseCalendar;

typedef struct
{
  int year;
  int month;
  int day;
} LotseCalendarDay;

gboolean lotse_calendar_from_date (LotseCalendar calendar, const GDate *date, LotseCalendarDay *day);
gboolean lotse_calendar_to_date (LotseCalendar calendar, const LotseCalendarDay *day, GDate *date);

gboolean lotse_calendar_easter (int year, GDate *date);
gboolean lotse_calendar_orthodox_easter (int year, GDate *date);

G_END_DECLS
