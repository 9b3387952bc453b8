/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hour of reminding in the profile; see the header. */
#include "config.h"

#include "lotse-reminder-hour.h"

#include "lotse-calendar-file.h"
#include "lotse-reminder.h"

#define SETTING "remind-hour"

/**
 * lotse_reminder_hour_get:
 *
 * Returns: the hour by the clock on the wall; the usual one if it cannot be read
 */
int
lotse_reminder_hour_get (LotseStore *store)
{
  g_autofree char *text = lotse_store_get_setting (store, SETTING, NULL);
  guint64 hour;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, 23, &hour, NULL) ? (int) hour : LOTSE_REMINDING_HOUR;
}

/**
 * lotse_reminder_hour_keep:
 * @hour: 0 to 23
 *
 * Returns: whether it is kept; else an error of the store, or one of lotse_calendar_file_write() although it is kept
 */
gboolean
lotse_reminder_hour_keep (LotseStore *store, int hour, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%d", hour);

  g_return_val_if_fail (hour >= 0 && hour <= 23, FALSE);
  if (lotse_reminder_hour_get (store) == hour)
    return TRUE;
  return lotse_store_set_setting (store, SETTING, text, error) && lotse_calendar_file_write (store, error);
}
