/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command remind: what this device would remind of now, or at another time. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"
#include "lotse-error.h"
#include "lotse-reminder-hour.h"
#include "lotse-reminders.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

static const LotseField moment = { .name = "now", .label = "", .type = LOTSE_FIELD_DATETIME };

/* The moment that was typed as a time on the wall here, or now. */
static gboolean
find_time (LotseCtl *self, LotseStore *store, LotseReminderClock *clock, GError **error)
{
  const char *typed = lotse_ctl_args_get (self->args, "now");
  g_autofree char *text = NULL;
  GDate day;
  int time[2];
  g_autoptr (GDateTime) when = NULL;

  clock->now_s = lotse_store_now (store) / 1000;
  if (typed == NULL)
    return TRUE;
  text = lotse_value_parse (&moment, typed, NULL, error);
  if (text == NULL || !lotse_value_read_datetime (text, &day, time))
    return FALSE;
  when = g_date_time_new (clock->zone, g_date_get_year (&day), (int) g_date_get_month (&day), g_date_get_day (&day), time[0], time[1], 0);
  clock->now_s = g_date_time_to_unix (when);
  return TRUE;
}

static gboolean
find_hour (LotseCtl *self, LotseStore *store, LotseReminderClock *clock, GError **error)
{
  const char *typed = lotse_ctl_args_get (self->args, "hour");
  guint64 hour = (guint64) lotse_reminder_hour_get (store);

  if (typed != NULL && !g_ascii_string_to_unsigned (typed, 10, 0, 23, &hour, NULL))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is no hour of the day: write a number from 0 to 23."), typed);
      return FALSE;
    }
  clock->hour = (int) hour;
  return TRUE;
}

static void
print_notice_json (JsonBuilder *builder, const LotseNotice *notice)
{
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "title", notice->title);
  lotse_ctl_json_text (builder, "body", notice->body);
  json_builder_set_member_name (builder, "reminders");
  json_builder_begin_array (builder);
  for (guint i = 0; i < notice->reminders->len; i++)
    {
      const LotseReminder *reminder = notice->reminders->pdata[i];
      g_autofree char *at = lotse_ctl_iso_time (reminder->at_s * 1000);

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "id", reminder->id);
      lotse_ctl_json_text (builder, "due", reminder->due);
      if (reminder->lead == LOTSE_LEAD_OVERDUE)
        lotse_ctl_json_bool (builder, "overdue", TRUE);
      else if (!notice->is_task)
        lotse_ctl_json_int (builder, "days_before", reminder->lead);
      lotse_ctl_json_text (builder, "at", at);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_json (LotseCtl *self, const LotseReminders *found)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *next = lotse_ctl_iso_time (found->next_s * 1000);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "notifications");
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->notices->len; i++)
    print_notice_json (builder, found->notices->pdata[i]);
  json_builder_end_array (builder);
  lotse_ctl_json_int (builder, "withdrawn", found->gone->len);
  lotse_ctl_json_text (builder, "look_again", next);
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
}

static void
print_text (LotseCtl *self, const LotseReminders *found)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (2);

  for (guint i = 0; i < found->notices->len; i++)
    {
      const LotseNotice *notice = found->notices->pdata[i];
      g_auto (GStrv) lines = g_strsplit (notice->body, "\n", -1);

      for (guint k = 0; lines[k] != NULL; k++)
        lotse_ctl_table_row (table, k == 0 ? notice->title : "", lines[k], NULL);
    }
  lotse_ctl_print_table (self, table);
}

/* Only the window shows notifications and writes down that it has: this never does, so that no reminder is lost to a script. */
gboolean
lotse_ctl_remind (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  LotseReminderClock clock = { .zone = zone };
  g_autoptr (LotseReminders) found = NULL;

  if (store == NULL || !find_hour (self, store, &clock, error) || !find_time (self, store, &clock, error))
    return FALSE;
  found = lotse_reminders_now (store, &clock, LOTSE_REMINDERS_LOOK, error);
  if (found == NULL)
    return FALSE;
  if (self->json)
    print_json (self, found);
  else
    print_text (self, found);
  return TRUE;
}
