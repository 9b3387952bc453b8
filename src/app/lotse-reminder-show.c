/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a look found is shown, and what is no longer true is taken away; see lotse-reminder-service-private.h.
 *
 * First the service is asked which one it is, then what is gone leaves, then one notice after the other is shown and marked.
 */
#include "config.h"

#include "lotse-reminder-service-private.h"

#include "lotse-jobs.h"

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void show_next (LotseReminderService *self);

typedef struct
{
  const LotseNotice *notice;
  LotseReminderClock clock;
  guint32 number;
} Marking;

static gpointer
mark_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Marking *marking = data;

  return lotse_reminders_shown (store, marking->notice, &marking->clock, marking->number, error) ? LOTSE_JOB_DONE : NULL;
}

static void
on_marked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseReminderService) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lotse_job_done_finish (result, &error))
    g_debug ("A reminder could not be marked: %s", error->message);
  if (lotse_reminder_service_is_over (self, LOTSE_STORE (source)) || self->now == NULL)
    return;
  self->at++;
  show_next (self);
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseReminderService) self = user_data;
  g_autoptr (GError) error = NULL;
  const guint32 number = lotse_notifier_show_finish (LOTSE_NOTIFIER (source), result, &error);
  Marking *marking;

  if (number == 0 || self->store == NULL || self->now == NULL)
    {
      g_debug ("A reminder was not shown: %s", error != NULL ? error->message : "it is too late");
      lotse_reminder_service_end_look (self, FALSE);
      return;
    }
  marking = g_new0 (Marking, 1);
  marking->notice = self->now->notices->pdata[self->at];
  marking->clock = self->clock;
  marking->number = number;
  lotse_job_run (self->store, mark_job, marking, g_free, NULL, on_marked, g_object_ref (self));
}

static void
show_next (LotseReminderService *self)
{
  const LotseNotice *notice = self->at < self->now->notices->len ? self->now->notices->pdata[self->at] : NULL;
  LotseNotification notification;

  if (notice == NULL)
    {
      lotse_reminder_service_end_look (self, TRUE);
      return;
    }
  notification = (LotseNotification){ notice->slip, notice->notification, notice->title, notice->body, TRUE, notice->is_task };
  lotse_notifier_show_async (self->notifier, &notification, on_shown, g_object_ref (self));
}

/* --- Taking away -------------------------------------------------------------------------------------------- */

typedef struct
{
  GArray *gone;  /* of LotseNoticeGone */
  char *service; /* another one than before, or NULL */
} Clearing;

static void
clearing_free (gpointer data)
{
  Clearing *clearing = data;

  g_array_unref (clearing->gone);
  g_free (clearing->service);
  g_free (clearing);
}

static gpointer
clear_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Clearing *clearing = data;

  if (clearing->service != NULL
      && (!lotse_reminder_log_forget_numbers (store, error)
          || !lotse_store_set_setting (store, LOTSE_REMINDER_SERVICE_SETTING, clearing->service, error)))
    return NULL;
  for (guint i = 0; i < clearing->gone->len; i++)
    if (!lotse_reminder_log_withdraw (store, g_array_index (clearing->gone, LotseNoticeGone, i).slip, error))
      return NULL;
  return LOTSE_JOB_DONE;
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseReminderService) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean well = lotse_job_done_finish (result, &error);

  if (lotse_reminder_service_is_over (self, LOTSE_STORE (source)) || self->now == NULL)
    return;
  if (!well)
    {
      lotse_reminder_service_end_look (self, FALSE);
      return;
    }
  self->at = 0;
  show_next (self);
}

/* Numbers of another service, or of another run of it, would hit notifications of others. */
static void
forget_numbers (LotseReminders *now)
{
  for (guint i = 0; i < now->notices->len; i++)
    ((LotseNotice *) now->notices->pdata[i])->notification = 0;
  for (guint i = 0; i < now->gone->len; i++)
    g_array_index (now->gone, LotseNoticeGone, i).notification = 0;
}

static void
on_service_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseReminderService) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *service = lotse_notifier_find_finish (self->notifier, result, &error);
  Clearing *clearing;

  if (service == NULL || self->store == NULL || self->now == NULL)
    {
      g_debug ("There is no service for notifications: %s", error != NULL ? error->message : "it is too late");
      lotse_reminder_service_end_look (self, FALSE);
      return;
    }
  clearing = g_new0 (Clearing, 1);
  clearing->gone = g_array_ref (self->now->gone);
  if (g_strcmp0 (self->numbers_of, service) != 0)
    {
      forget_numbers (self->now);
      clearing->service = g_steal_pointer (&service);
    }
  for (guint i = 0; i < self->now->gone->len; i++)
    {
      const LotseNoticeGone *gone = &g_array_index (self->now->gone, LotseNoticeGone, i);

      lotse_notifier_withdraw (self->notifier, gone->slip, gone->notification);
    }
  lotse_job_run (self->store, clear_job, clearing, clearing_free, NULL, on_cleared, g_object_ref (self));
}

void
lotse_reminder_service_show (LotseReminderService *self)
{
  lotse_notifier_find_async (self->notifier, on_service_found, g_object_ref (self));
}
