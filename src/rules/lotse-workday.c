/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Free days and working days; see the header. */
#include "config.h"

#include "lotse-workday.h"

#include "lotse-feasts.h"
#include "lotse-language.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

/* "2026 HE de" -> days counted from the first day of the year 1 -> name.  A few kilobytes for each year that was asked for. */
static GHashTable *years;
static GMutex lock;

static GHashTable *
read_year (int year, const char *state)
{
  g_autoptr (GPtrArray) holidays = lotse_feasts_holidays (year, state);
  GHashTable *days = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < holidays->len; i++)
    {
      const LotseFeast *holiday = g_ptr_array_index (holidays, i);
      GDate date;

      if (lotse_value_read_date (holiday->date, &date))
        g_hash_table_insert (days, GUINT_TO_POINTER (g_date_get_julian (&date)), (gpointer) holiday->name);
    }
  return days;
}

static const char *
holiday_on (const GDate *day, const char *state)
{
  g_autofree char *key = g_strdup_printf ("%u %s %s", (guint) g_date_get_year (day), state != NULL ? state : "", lotse_language_current ());
  GHashTable *days;

  g_mutex_lock (&lock);
  if (years == NULL)
    years = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  days = g_hash_table_lookup (years, key);
  if (days == NULL)
    {
      days = read_year (g_date_get_year (day), state);
      g_hash_table_insert (years, g_steal_pointer (&key), days);
    }
  g_mutex_unlock (&lock);
  /* Neither the table nor the names go away again. */
  return g_hash_table_lookup (days, GUINT_TO_POINTER (g_date_get_julian (day)));
}

/**
 * lotse_day_why_free:
 * @state: (nullable): the code of a state
 *
 * Returns: (transfer none) (nullable): why nobody works on that day, in the language of the process; %NULL for a working day
 */
const char *
lotse_day_why_free (const GDate *day, const char *state)
{
  const char *holiday = holiday_on (day, state);

  if (holiday != NULL)
    return holiday;
  switch (g_date_get_weekday (day))
    {
    case G_DATE_SATURDAY:
      return _("Saturday");
    case G_DATE_SUNDAY:
      return _("Sunday");
    default:
      return NULL;
    }
}

gboolean
lotse_day_is_free (const GDate *day, const char *state)
{
  return g_date_get_weekday (day) >= G_DATE_SATURDAY || holiday_on (day, state) != NULL;
}

gboolean
lotse_day_is_bank_day (const GDate *day, const char *state)
{
  const int number = g_date_get_day (day);

  if (g_date_get_month (day) == G_DATE_DECEMBER && (number == 24 || number == 31))
    return FALSE;
  return !lotse_day_is_free (day, state);
}

/**
 * lotse_day_add_working_days:
 * @days: how many; negative: back
 * @state: (nullable): the code of a state
 *
 * From a free day the first working day counts as one.
 */
void
lotse_day_add_working_days (GDate *day, int days, const char *state)
{
  for (int left = ABS (days); left > 0;)
    {
      if (days > 0)
        g_date_add_days (day, 1);
      else
        g_date_subtract_days (day, 1);
      left -= !lotse_day_is_free (day, state);
    }
}

void
lotse_day_to_working_day (GDate *day, gboolean before, const char *state)
{
  if (lotse_day_is_free (day, state))
    lotse_day_add_working_days (day, before ? -1 : 1, state);
}

/**
 * lotse_day_to_nth_last_bank_day:
 * @day: some day of the month; becomes the one that is asked for
 * @n: from 1 for the last
 * @state: (nullable): the code of a state
 *
 * Payments to social insurance are due on the third-last bank working day, and notices two days before (§ 23 (1) and § 28f (3) SGB IV).
 */
void
lotse_day_to_nth_last_bank_day (GDate *day, int n, const char *state)
{
  g_date_set_day (day, g_date_get_days_in_month (g_date_get_month (day), g_date_get_year (day)));
  for (int left = n - lotse_day_is_bank_day (day, state); left > 0;)
    {
      g_date_subtract_days (day, 1);
      left -= lotse_day_is_bank_day (day, state);
    }
  /* When the last day itself was the n-th, nothing moved. */
}
