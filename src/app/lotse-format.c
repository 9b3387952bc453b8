/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as people read and type them in the window; see the header.
 *
 * Called for every row that scrolls into view, so nothing here reads files or allocates more than its result.
 */
#include "config.h"

#include "lotse-format.h"

#include <glib/gi18n.h>

static const LotseField date_field = { .name = "date", .label = "", .type = LOTSE_FIELD_DATE };
static const LotseField datetime_field = { .name = "time", .label = "", .type = LOTSE_FIELD_DATETIME };

static const char *const month_names[] = {
  NC_ ("month", "January"),   NC_ ("month", "February"), NC_ ("month", "March"),    NC_ ("month", "April"),
  NC_ ("month", "May"),       NC_ ("month", "June"),     NC_ ("month", "July"),     NC_ ("month", "August"),
  NC_ ("month", "September"), NC_ ("month", "October"),  NC_ ("month", "November"), NC_ ("month", "December"),
};

static const char *const weekday_names[] = {
  NC_ ("weekday", "Monday"), NC_ ("weekday", "Tuesday"),  NC_ ("weekday", "Wednesday"), NC_ ("weekday", "Thursday"),
  NC_ ("weekday", "Friday"), NC_ ("weekday", "Saturday"), NC_ ("weekday", "Sunday"),
};
static const char *const short_weekday_names[] = {
  NC_ ("weekday", "Mon"), NC_ ("weekday", "Tue"), NC_ ("weekday", "Wed"), NC_ ("weekday", "Thu"),
  NC_ ("weekday", "Fri"), NC_ ("weekday", "Sat"), NC_ ("weekday", "Sun"),
};

static void
set_today (GDate *date)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int year, month, day;

  g_date_time_get_ymd (now, &year, &month, &day);
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static gboolean
read_date (const char *iso, GDate *date)
{
  g_date_clear (date, 1);
  return lotse_value_read_date (iso, date) || lotse_value_read_datetime (iso, date, NULL);
}

char *
lotse_format_date (const char *iso)
{
  if (iso == NULL || *iso == '\0')
    return g_strdup ("");
  return lotse_value_format (strchr (iso, 'T') != NULL ? &datetime_field : &date_field, iso, NULL);
}

char *
lotse_format_day (const char *iso)
{
  const char *time = iso != NULL ? strchr (iso, 'T') : NULL;
  const char *name = NULL;
  GDate date, today;

  if (!read_date (iso, &date))
    return g_strdup (iso);
  set_today (&today);
  switch (g_date_days_between (&today, &date))
    {
    case -1:
      name = C_ ("day", "yesterday");
      break;
    case 0:
      name = C_ ("day", "today");
      break;
    case 1:
      name = C_ ("day", "tomorrow");
      break;
    default:
      return lotse_format_date (iso);
    }
  /* Translators: a day and a time, such as "tomorrow, 18:30". */
  return time != NULL ? g_strdup_printf (C_ ("moment", "%s, %s"), name, time + 1) : g_strdup (name);
}

char *
lotse_format_moment (gint64 at_ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *iso = local != NULL ? g_date_time_format (local, "%Y-%m-%dT%H:%M") : NULL;
  g_autofree char *today = lotse_format_today ();

  if (iso == NULL)
    return g_strdup ("");
  return g_str_has_prefix (iso, today) ? g_strdup (iso + 11) : lotse_format_day (iso);
}

char *
lotse_format_month (int year, int month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, NULL);
  /* Translators: a month and its year, such as "November 2026". */
  return g_strdup_printf (C_ ("month and year", "%s %d"), g_dpgettext2 (NULL, "month", month_names[month - 1]), year);
}

const char *
lotse_format_weekday (int weekday, gboolean abbreviated)
{
  g_return_val_if_fail (weekday >= 1 && weekday <= 7, NULL);
  return g_dpgettext2 (NULL, "weekday", abbreviated ? short_weekday_names[weekday - 1] : weekday_names[weekday - 1]);
}

char *
lotse_format_weekday_date (const char *iso)
{
  g_autofree char *text = lotse_format_date (iso);
  GDate date;

  if (!read_date (iso, &date))
    return g_steal_pointer (&text);
  /* Translators: the day of the week and the date. */
  return g_strdup_printf (C_ ("day", "%s, %s"), lotse_format_weekday ((int) g_date_get_weekday (&date), FALSE), text);
}

char *
lotse_format_minutes (gint64 minutes)
{
  if (minutes < 60)
    return g_strdup_printf (C_ ("duration", "%d min"), (int) minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf (C_ ("duration", "%d h"), (int) (minutes / 60));
  return g_strdup_printf (C_ ("duration", "%d h %d min"), (int) (minutes / 60), (int) (minutes % 60));
}

char *
lotse_format_value (const LotseField *field, const char *value)
{
  if (value == NULL || *value == '\0')
    return g_strdup ("");
  return lotse_field_has_elements (field) ? lotse_value_format_element (field, value, NULL)
                                          : lotse_value_format (field, value, NULL);
}

/* Dates as people write them, and the one level of a language that is a word. */
char *
lotse_format_element (const char *value)
{
  if (lotse_value_read_date (value, NULL))
    return lotse_format_date (value);
  return g_strdup (g_str_equal (value, "native") ? C_ ("language level", "native") : value);
}

char *
lotse_format_heading (const char *title)
{
  GString *text = g_string_new (title);

  g_string_replace (text, " e. V.", "\u00a0e.\u00a0V.", 0);
  return g_string_free (text, FALSE);
}

char *
lotse_format_parse_date (const char *typed)
{
  g_autofree char *date = lotse_value_parse (&date_field, typed, NULL, NULL);
  g_autofree char *time = date == NULL ? lotse_value_parse (&datetime_field, typed, NULL, NULL) : NULL;

  if (date != NULL)
    return *date != '\0' ? g_steal_pointer (&date) : NULL;
  return time != NULL && strlen (time) >= 10 ? g_strndup (time, 10) : NULL;
}

char *
lotse_format_parse_time (const char *typed)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  int colon = -1;
  int hour, minute;

  for (const char *p = typed; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
    else if ((*p == ':' || *p == '.') && colon < 0 && digits->len > 0)
      colon = (int) digits->len;
    else if (!g_ascii_isspace (*p))
      return NULL;
  if (digits->len < 1 || digits->len > 4 || (colon >= 0 && digits->len - (guint) colon != 2) || (colon < 0 && digits->len == 3))
    return NULL;
  minute = digits->len > 2 ? atoi (digits->str + digits->len - 2) : 0;
  g_string_truncate (digits, digits->len > 2 ? digits->len - 2 : digits->len);
  hour = atoi (digits->str);
  return hour < 24 && minute < 60 ? g_strdup_printf ("%02d:%02d", hour, minute) : NULL;
}

char *
lotse_format_days_from_now (int days)
{
  GDate date;

  set_today (&date);
  if (days >= 0)
    g_date_add_days (&date, (guint) days);
  else
    g_date_subtract_days (&date, (guint) -days);
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

char *
lotse_format_today (void)
{
  return lotse_format_days_from_now (0);
}

int
lotse_format_days_until (const char *iso)
{
  GDate date, today;

  if (!read_date (iso, &date))
    return 0;
  set_today (&today);
  return g_date_days_between (&today, &date);
}
