/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminding; see the header. */
#include "config.h"

#include "lotse-reminder-service-private.h"

#include "lotse-autostart.h"
#include "lotse-error.h"
#include "lotse-guest-screen.h"
#include "lotse-jobs.h"
#include "lotse-locale.h"
#include "lotse-reminder-actions.h"

#include <glib/gi18n.h>

#define TICK_S 60
#define SOON_MS 500             /* changes within that time are one reading: a sync brings many */
#define LOCKED_SLIP 1            /* of the notification that the profile is locked */

G_DEFINE_FINAL_TYPE (LotseReminderService, lotse_reminder_service, G_TYPE_OBJECT)

enum
{
  READY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void look (LotseReminderService *self);

LotseReminderClock
lotse_reminder_service_clock (LotseStore *store)
{
  return (LotseReminderClock){ g_time_zone_new_local (), lotse_store_now (store) / 1000,
                               (int) g_settings_get_uint (lotse_settings (), "remind-hour") };
}

LotseStore *
lotse_reminder_service_get_store (LotseReminderService *self)
{
  return self->store;
}

gboolean
lotse_reminder_service_is_over (LotseReminderService *self, LotseStore *store)
{
  return self->store != store;
}

void
lotse_reminder_service_end_look (LotseReminderService *self, gboolean well)
{
  g_clear_pointer (&self->now, lotse_reminders_free);
  g_clear_pointer (&self->clock.zone, g_time_zone_unref);
  self->looking = FALSE;
  /* Without a service nothing was shown: the same is tried again at the next tick. */
  if (!well)
    self->next_s = 0;
  if (self->stale && well)
    look (self);
}

/* --- Looking ------------------------------------------------------------------------------------------------ */

typedef struct
{
  LotseReminders *found;
  char *service; /* that gave the numbers, or NULL */
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->found, lotse_reminders_free);
  g_free (found->service);
  g_free (found);
}

static void
clock_free (gpointer data)
{
  LotseReminderClock *clock = data;

  g_time_zone_unref (clock->zone);
  g_free (clock);
}

static gpointer
look_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Found *found = g_new0 (Found, 1);

  found->service = lotse_store_get_setting (store, LOTSE_REMINDER_SERVICE_SETTING, NULL);
  found->found = lotse_reminders_now (store, data, LOTSE_REMINDERS_BEGIN, error);
  if (found->found == NULL)
    g_clear_pointer (&found, found_free);
  return found;
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseReminderService) self = user_data;
  g_autoptr (GError) error = NULL;
  Found *found = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  if (found == NULL || lotse_reminder_service_is_over (self, LOTSE_STORE (source)))
    {
      if (error != NULL)
        g_debug ("Reminders could not be read: %s", error->message);
      g_clear_pointer (&found, found_free);
      if (!lotse_reminder_service_is_over (self, LOTSE_STORE (source)))
        lotse_reminder_service_end_look (self, FALSE);
      return;
    }
  self->now = g_steal_pointer (&found->found);
  self->next_s = self->now->next_s;
  g_free (self->numbers_of);
  self->numbers_of = g_steal_pointer (&found->service);
  found_free (found);
  if (self->now->notices->len == 0 && self->now->gone->len == 0)
    lotse_reminder_service_end_look (self, TRUE);
  else
    lotse_reminder_service_show (self);
}

static gboolean
may_remind (LotseReminderService *self)
{
  g_autoptr (LotseDeskOptions) desk = NULL;
  g_autoptr (LotseKioskOptions) kiosk = NULL;

  if (self->store == NULL || self->lock == NULL || !g_settings_get_boolean (lotse_settings (), "notifications")
      || lotse_guest_screen_find (self->app) != NULL)
    return FALSE;
  desk = lotse_profile_dup_desk (self->profile);
  kiosk = lotse_profile_dup_kiosk (self->profile);
  return desk == NULL && kiosk == NULL;
}

static void
look (LotseReminderService *self)
{
  LotseReminderClock *clock;

  self->stale = TRUE;
  if (self->looking || !may_remind (self))
    return;
  self->stale = FALSE;
  self->looking = TRUE;
  self->clock = lotse_reminder_service_clock (self->store);
  self->looked_s = self->clock.now_s;
  g_free (self->zone);
  self->zone = g_strdup (g_time_zone_get_identifier (self->clock.zone));
  clock = g_memdup2 (&self->clock, sizeof self->clock);
  g_time_zone_ref (clock->zone);
  lotse_store_call_async (self->store, look_job, clock, clock_free, found_free, NULL, on_looked, g_object_ref (self));
}

static gboolean
on_soon (gpointer data)
{
  LotseReminderService *self = data;

  self->soon = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
look_soon (LotseReminderService *self)
{
  if (self->soon == 0)
    self->soon = g_timeout_add (SOON_MS, on_soon, self);
}

static void
on_changed (LotseReminderService *self)
{
  g_assert (LOTSE_IS_REMINDER_SERVICE (self));
  look_soon (self);
}

/* --- A profile that is locked ------------------------------------------------------------------------------- */

static void
on_locked_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseReminderService) self = user_data;
  const guint32 number = lotse_notifier_show_finish (self->notifier, result, NULL);

  self->locked_number = number;
  if (number != 0 && self->store != NULL)
    lotse_notifier_withdraw (self->notifier, LOCKED_SLIP, number);
}

static void
on_service_for_locked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseReminderService) self = user_data;
  g_autofree char *service = lotse_notifier_find_finish (self->notifier, result, NULL);
  const LotseNotification notification = { .slip = LOCKED_SLIP, .title = _ ("Lotse Is Locked"), .body = _ ("Unlock it to be reminded.") };

  if (service != NULL && self->store == NULL)
    lotse_notifier_show_async (self->notifier, &notification, on_locked_shown, g_object_ref (self));
}

/* Once, when something may be due. */
static void
say_locked (LotseReminderService *self)
{
  if (self->locked_number != 0 || self->profile == NULL || g_get_real_time () / G_USEC_PER_SEC < self->next_s
      || !g_settings_get_boolean (lotse_settings (), "notifications") || lotse_guest_screen_find (self->app) != NULL)
    return;
  lotse_notifier_find_async (self->notifier, on_service_for_locked, g_object_ref (self));
}

static gboolean
has_moved (LotseReminderService *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return g_strcmp0 (g_time_zone_get_identifier (zone), self->zone) != 0;
}

static void
take_lock (LotseReminderService *self)
{
  if (self->lock == NULL && !lotse_profile_is_example (self->profile) && !lotse_profile_is_fresh (self->profile))
    self->lock = lotse_reminder_log_lock (self->store, NULL);
}

static gboolean
on_tick (gpointer data)
{
  LotseReminderService *self = data;
  gint64 now_s;

  if (self->store == NULL)
    {
      say_locked (self);
      return G_SOURCE_CONTINUE;
    }
  /* The program that reminded until now may have ended, and a new profile may have become one in use. */
  take_lock (self);
  now_s = lotse_store_now (self->store) / 1000;
  if (self->stale || now_s >= self->next_s || now_s < self->looked_s || has_moved (self))
    look (self);
  return G_SOURCE_CONTINUE;
}

/* --- The profile -------------------------------------------------------------------------------------------- */

static void
on_opened (LotseReminderService *self)
{
  g_assert (LOTSE_IS_REMINDER_SERVICE (self));
  self->store = lotse_profile_get_store (self->profile);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  take_lock (self);
  if (self->locked_number != 0)
    lotse_notifier_withdraw (self->notifier, LOCKED_SLIP, self->locked_number);
  self->locked_number = 0;
  if (self->lock != NULL)
    lotse_autostart_follow (self->app);
  self->stale = TRUE;
  look_soon (self);
  g_signal_emit (self, signals[READY], 0);
}

static void
on_closed (LotseReminderService *self)
{
  g_assert (LOTSE_IS_REMINDER_SERVICE (self));
  self->store = NULL;
  self->looking = FALSE;
  g_clear_pointer (&self->now, lotse_reminders_free);
  g_clear_pointer (&self->clock.zone, g_time_zone_unref);
  g_clear_pointer (&self->lock, lotse_reminder_log_unlock);
}

static void
on_locked (LotseReminderService *self)
{
  g_assert (LOTSE_IS_REMINDER_SERVICE (self));
  if (self->own)
    lotse_profile_close (self->profile);
}

static void
hold (LotseReminderService *self, gboolean held)
{
  if (held && !self->held)
    g_application_hold (G_APPLICATION (self->app));
  else if (!held && self->held)
    g_application_release (G_APPLICATION (self->app));
  self->held = held;
}

static void
let_go (LotseReminderService *self)
{
  if (self->profile == NULL)
    return;
  if (self->own)
    lotse_profile_close (self->profile);
  g_signal_handlers_disconnect_by_data (self->profile, self);
  on_closed (self);
  g_clear_object (&self->profile);
  self->own = FALSE;
}

static void
take (LotseReminderService *self, LotseProfile *profile)
{
  let_go (self);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "locked", G_CALLBACK (on_locked), self, G_CONNECT_SWAPPED);
}

void
lotse_reminder_service_follow (LotseReminderService *self, LotseProfile *profile)
{
  g_return_if_fail (LOTSE_IS_REMINDER_SERVICE (self));
  take (self, profile);
  hold (self, FALSE);
}

void
lotse_reminder_service_stop (LotseReminderService *self)
{
  g_return_if_fail (LOTSE_IS_REMINDER_SERVICE (self));
  let_go (self);
  hold (self, FALSE);
}

/* A profile that asks for a passphrase stays: it is locked. */
static void
on_own_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseReminderService) self = user_data;
  g_autoptr (GError) error = NULL;
  LotseProfile *profile = LOTSE_PROFILE (source);
  const gboolean well = lotse_profile_open_finish (profile, result, &error);

  if (self->profile != profile)
    {
      lotse_profile_close (profile);
      return;
    }
  if ((!well && !g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED))
      || (well && (lotse_profile_is_example (profile) || lotse_profile_is_fresh (profile) || lotse_profile_needs_undertaking (profile))))
    lotse_reminder_service_stop (self);
  else if (!well)
    say_locked (self);
}

/* A folder without data is none to make a profile in behind the person's back. */
static gboolean
has_data (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "lotse.db", NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static gboolean
is_wanted (LotseReminderService *self)
{
  GSettings *settings = lotse_settings ();

  return (g_application_get_flags (G_APPLICATION (self->app)) & G_APPLICATION_NON_UNIQUE) == 0
         && g_settings_get_boolean (settings, "notifications") && g_settings_get_boolean (settings, "remind-when-closed");
}

void
lotse_reminder_service_go_on (LotseReminderService *self, const char *folder, LotseProfile *ahead)
{
  g_autoptr (LotseProfile) profile = NULL;
  const gint64 next_s = self->next_s;

  g_return_if_fail (LOTSE_IS_REMINDER_SERVICE (self));
  let_go (self);
  if (!is_wanted (self) || !has_data (folder))
    {
      hold (self, FALSE);
      return;
    }
  hold (self, TRUE);
  profile = ahead != NULL ? g_object_ref (ahead) : lotse_profile_new (folder);
  take (self, profile);
  self->own = TRUE;
  self->next_s = next_s;
  lotse_profile_open_async (profile, LOTSE_KEY_AUTO, NULL, on_own_opened, g_object_ref (self));
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
on_setting (LotseReminderService *self, const char *key)
{
  g_assert (LOTSE_IS_REMINDER_SERVICE (self));
  if (!is_wanted (self) && self->own)
    lotse_reminder_service_stop (self);
  else
    look_soon (self);
  if (self->lock != NULL)
    lotse_autostart_follow (self->app);
}

static void
lotse_reminder_service_dispose (GObject *object)
{
  LotseReminderService *self = LOTSE_REMINDER_SERVICE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->soon, g_source_remove);
  let_go (self);
  g_clear_object (&self->notifier);
  g_clear_pointer (&self->zone, g_free);
  g_clear_pointer (&self->numbers_of, g_free);
  G_OBJECT_CLASS (lotse_reminder_service_parent_class)->dispose (object);
}

static void
lotse_reminder_service_class_init (LotseReminderServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_reminder_service_dispose;
  signals[READY] = g_signal_new ("ready", LOTSE_TYPE_REMINDER_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_reminder_service_init (LotseReminderService *self)
{
  static const char *const keys[] = { "changed::notifications", "changed::remind-when-closed", "changed::remind-hour" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_signal_connect_object (lotse_settings (), keys[i], G_CALLBACK (on_setting), self, G_CONNECT_SWAPPED);
  self->tick = g_timeout_add_seconds (TICK_S, on_tick, self);
}

LotseReminderService *
lotse_reminder_service_new (GtkApplication *app)
{
  LotseReminderService *self = g_object_new (LOTSE_TYPE_REMINDER_SERVICE, NULL);

  self->app = app;
  self->notifier = lotse_notifier_new (G_APPLICATION (app));
  lotse_reminder_actions_add (self, app, self->notifier);
  return self;
}
