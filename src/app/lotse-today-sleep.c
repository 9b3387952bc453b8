/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deadlines that sleep on this device until tomorrow, in the log of reminders: neither Today nor a notification speaks of them.
 *
 * The line that is written stands for the days that are left today, so it comes after every lead time that was reached, and the
 * reminder comes again with the morning.
 */
#include "config.h"

#include "lotse-today-private.h"

#include "lotse-deadlines.h"
#include "lotse-format.h"
#include "lotse-reminder-hour.h"
#include "lotse-reminder-log.h"
#include "lotse-reminder.h"

typedef struct
{
  GHashTable *sleeping; /* ids of what sleeps, with its due date */
  gint64 now_ms;
  const char *id;       /* of the one whose line is looked for, or NULL */
  const char *due;
  int lead;
  guint32 slip, notification;
} Look;

static void
look (const LotseReminderLine *line, gpointer data)
{
  Look *self = data;

  if (self->sleeping != NULL && line->sleeps_until_ms > self->now_ms)
    g_hash_table_insert (self->sleeping, g_strdup (line->id), g_strdup (line->due));
  if (self->id != NULL && g_str_equal (line->id, self->id) && g_str_equal (line->due, self->due) && line->lead == self->lead)
    {
      self->slip = line->slip;
      self->notification = line->notification;
    }
}

GHashTable *
lotse_today_sleeping (LotseStore *store)
{
  Look self = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free), lotse_store_now (store) };

  lotse_reminder_log_each (store, look, &self, NULL);
  return self.sleeping;
}

/* Tomorrow at the reminding hour, milliseconds since 1970. */
static gint64
tomorrow_ms (gint64 now_ms, int hour_of_day)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);
  g_autoptr (GDateTime) day = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) hour = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                                      g_date_time_get_day_of_month (day), hour_of_day, 0, 0);

  return g_date_time_to_unix (hour) * 1000;
}

/* A new name for a notification, never 0. */
static guint32
new_slip (void)
{
  return g_random_int_range (1, G_MAXINT32);
}

gboolean
lotse_today_sleep (LotseStore *store, const char *id, GError **error)
{
  g_autoptr (LotseDeadline) deadline = lotse_deadline_read (store, id, LOTSE_DEADLINES_PLAIN, error);
  Look self = { .now_ms = lotse_store_now (store), .id = id };
  LotseReminderLine line = { .id = id };

  if (deadline == NULL || deadline->due == NULL)
    return deadline != NULL;
  self.due = deadline->due;
  self.lead = MAX (lotse_format_days_until (deadline->due), LOTSE_LEAD_OVERDUE);
  if (!lotse_reminder_log_each (store, look, &self, error))
    return FALSE;
  line.due = deadline->due;
  line.lead = self.lead;
  line.shown_ms = self.now_ms;
  line.sleeps_until_ms = tomorrow_ms (self.now_ms, lotse_reminder_hour_get (store));
  line.slip = self.slip != 0 ? self.slip : new_slip ();
  line.notification = self.notification;
  return lotse_reminder_log_write (store, &line, 1, error);
}
