/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening and closing the profile's store, each on a thread of its own.
 *
 * At the start of the program opening begins before GTK does, so that the window finds its data when it comes up.
 */
#include "config.h"

#include "lotse-profile-private.h"

#include "lotse-error.h"
#include "lotse-jobs.h"
#include "lotse-locale.h"
#include "lotse-reminder-hour.h"
#include "lotse-today.h"

#include <glib/gi18n-lib.h>

/* --- Opening ------------------------------------------------------------------------------------------------ */

/* What the thread that opens is given, and what it found. */
struct _LotseOpening
{
  char *folder;
  LotseKeySource source;
  char *secret;
  gboolean with_today;

  GThread *ahead;   /* has begun before the window was there, or NULL */
  LotseStore *store;
  LotseLook *look;
  GPtrArray *today; /* or NULL */
  GError *error;    /* if there is no store */
};

static void
opening_free (gpointer data)
{
  LotseOpening *opening = data;

  if (opening->ahead != NULL)
    g_thread_join (opening->ahead);
  if (opening->store != NULL)
    lotse_store_close (opening->store);
  g_clear_object (&opening->store);
  g_clear_pointer (&opening->today, g_ptr_array_unref);
  g_clear_error (&opening->error);

  g_free (opening->folder);
  if (opening->secret != NULL)
    memset (opening->secret, 0, strlen (opening->secret));
  g_free (opening->secret);
  g_clear_pointer (&opening->look, lotse_look_free);
  g_free (opening);
}

static LotseOpening *
opening_new (LotseProfile *self, LotseKeySource source, const char *secret)
{
  LotseOpening *opening = g_new0 (LotseOpening, 1);

  opening->folder = g_strdup (self->folder);
  opening->source = source;
  opening->secret = g_strdup (secret);
  return opening;
}

static gpointer
open_now (gpointer data)
{
  LotseOpening *opening = data;

  opening->store = lotse_store_open (opening->folder, opening->source, opening->secret, NULL, &opening->error);
  if (opening->store == NULL)
    return NULL;
  opening->look = lotse_look_job (opening->store, NULL, NULL, &opening->error);
  if (opening->look != NULL)
    {
      if (opening->with_today)
        opening->today = lotse_today_load (opening->store, opening->look->sync->person);
      return NULL;
    }
  lotse_store_close (opening->store);
  g_clear_object (&opening->store);
  return NULL;
}

void
lotse_profile_open_ahead (LotseProfile *self, gboolean with_today)
{
  g_return_if_fail (LOTSE_IS_PROFILE (self));
  g_return_if_fail (self->ahead == NULL && self->store == NULL);
  self->ahead = opening_new (self, LOTSE_KEY_AUTO, NULL);
  self->ahead->with_today = with_today;
  self->ahead->ahead = g_thread_new ("lotse-open", open_now, self->ahead);
}

static gboolean
drop_today (gpointer data)
{
  LotseProfile *self = LOTSE_PROFILE (data);

  g_clear_pointer (&self->today, g_ptr_array_unref);
  return G_SOURCE_REMOVE;
}

void
lotse_profile_drop_ahead (LotseProfile *self)
{
  g_clear_pointer (&self->ahead, opening_free);
  drop_today (self);
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LotseOpening *opening = data;

  if (opening->ahead != NULL)
    g_thread_join (g_steal_pointer (&opening->ahead));
  else
    open_now (opening);
  g_task_return_boolean (task, TRUE);
}

void
lotse_profile_open_async (LotseProfile *self,
                          LotseKeySource source,
                          const char *secret,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  LotseOpening *opening;

  g_return_if_fail (LOTSE_IS_PROFILE (self));
  if (source == LOTSE_KEY_AUTO && self->ahead != NULL)
    opening = g_steal_pointer (&self->ahead);
  else
    opening = opening_new (self, source, secret);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_thread);
}

static void
on_store_locked (LotseProfile *self)
{
  g_assert (LOTSE_IS_PROFILE (self));
  g_signal_emit_by_name (self, "locked");
}

/* Somebody may have locked the profile again before anybody here listened. */
static gboolean
still_open (LotseOpening *opening, GError **error)
{
  if (opening->store == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&opening->error));
      return FALSE;
    }
  if (!lotse_store_is_locked (opening->store))
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED, _("The profile was locked. Unlock it and try again."));
  return FALSE;
}

static gpointer
keep_hour_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_reminder_hour_keep (store, GPOINTER_TO_INT (data), error) ? LOTSE_JOB_DONE : NULL;
}

static void
on_hour_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!lotse_job_done_finish (result, &error))
    g_info ("the hour of reminding did not reach the calendar file (%d)", error->code);
}

void
lotse_profile_keep_hour (LotseProfile *self)
{
  const int hour = (int) g_settings_get_uint (lotse_settings (), "remind-hour");

  if (self->store != NULL)
    lotse_job_run (self->store, keep_hour_job, GINT_TO_POINTER (hour), NULL, NULL, on_hour_kept, NULL);
}

gboolean
lotse_profile_open_finish (LotseProfile *self, GAsyncResult *result, GError **error)
{
  LotseOpening *opening = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (LOTSE_IS_PROFILE (self), FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), error) || !still_open (opening, error))
    return FALSE;
  g_assert (self->store == NULL);
  self->store = g_steal_pointer (&opening->store);
  g_signal_connect_object (self->store, "outbox-changed", G_CALLBACK (lotse_profile_refresh), self, G_CONNECT_SWAPPED);
  lotse_profile_take_look (self, opening->look);
  /* Only for the view that is made now: whoever comes later reads what is true then. */
  self->today = g_steal_pointer (&opening->today);
  g_idle_add_full (G_PRIORITY_LOW, drop_today, g_object_ref (self), g_object_unref);
  lotse_profile_attach_sync (self);
  self->calendar = lotse_calendar_follower_new (self->store);
  lotse_profile_keep_hour (self);
  g_signal_connect_object (self->store, "locked", G_CALLBACK (on_store_locked), self, G_CONNECT_SWAPPED);
  g_signal_emit_by_name (self, "opened");
  return TRUE;
}

/* --- Closing ------------------------------------------------------------------------------------------------ */

typedef struct
{
  LotseStore *store;
  LotseSync *sync; /* or NULL */
} Closing;

static void
closing_free (gpointer data)
{
  Closing *closing = data;

  g_clear_object (&closing->sync);
  g_clear_object (&closing->store);
  g_free (closing);
}

static void
close_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Closing *closing = data;

  if (closing->sync != NULL)
    lotse_sync_stop (closing->sync);
  lotse_store_close (closing->store);
  g_task_return_boolean (task, TRUE);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_application_release (G_APPLICATION (user_data));
}

void
lotse_profile_close (LotseProfile *self)
{
  GApplication *app = g_application_get_default ();
  g_autoptr (GTask) task = NULL;
  Closing *closing;

  g_return_if_fail (LOTSE_IS_PROFILE (self));
  if (self->store == NULL)
    return;
  closing = g_new0 (Closing, 1);
  closing->sync = lotse_profile_detach_sync (self);
  g_clear_pointer (&self->calendar, lotse_calendar_follower_free);
  g_signal_handlers_disconnect_by_data (self->store, self);
  closing->store = g_steal_pointer (&self->store);
  /* The program ends only after the database is closed. */
  g_application_hold (app);
  task = g_task_new (NULL, NULL, on_closed, app);
  g_task_set_task_data (task, closing, closing_free);
  memset (&self->status, 0, sizeof self->status);
  g_signal_emit_by_name (self, "closed");
  g_task_run_in_thread (task, close_thread);
}

gboolean
lotse_profile_lock (LotseProfile *self, GError **error)
{
  gboolean told;

  g_return_val_if_fail (LOTSE_IS_PROFILE (self), FALSE);
  told = lotse_store_lock_profile (self->folder, error);
  lotse_profile_drop_ahead (self);
  lotse_profile_close (self);
  return told;
}

GPtrArray *
lotse_profile_take_today (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), NULL);
  return g_steal_pointer (&self->today);
}
