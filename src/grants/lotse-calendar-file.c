/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar file that follows changes; see the header. */
#include "config.h"

#include "lotse-calendar-file.h"

#include "lotse-deadline-ics.h"
#include "lotse-deadlines.h"
#include "lotse-error.h"
#include "lotse-ical.h"
#include "lotse-language.h"
#include "lotse-own-tasks.h"
#include "lotse-reminder-hour.h"
#include "lotse-store-records.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define SETTING "calendar-file"
#define SETTING_LANGUAGE "calendar-file-language"

#define MODE 0600
#define MOST_BYTES (32 * 1024 * 1024) /* of an older file: more is none of ours */
#define WAIT_S 2                      /* more changes come soon after the first */
#define AGAIN_S 3600                  /* the day turns, and other programs write into the profile */

/* --- The setting -------------------------------------------------------------------------------------------- */

/**
 * lotse_calendar_file_get:
 *
 * Returns: (transfer full) (nullable): where the file is, %NULL for none or an error of the store
 */
char *
lotse_calendar_file_get (LotseStore *store, GError **error)
{
  char *path = lotse_store_get_setting (store, SETTING, error);

  if (path != NULL && *path == '\0')
    g_clear_pointer (&path, g_free);
  return path;
}

/* --- The file ----------------------------------------------------------------------------------------------- */

/* What was written before; NULL without an error if there is nothing. */
static char *
read_before (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  GStatBuf info;

  if (g_stat (path, &info) != 0 || info.st_size == 0)
    return NULL;
  if (S_ISREG (info.st_mode) && info.st_size <= MOST_BYTES && g_file_get_contents (path, &text, NULL, NULL) && lotse_deadlines_is_ics (text))
    return g_steal_pointer (&text);
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _("“%s” is another file and not a calendar of Lotse. Nothing was changed; please choose another name."), path);
  return NULL;
}

typedef struct
{
  const char *language;
  const char *before;
  char *text;
} Making;

static gboolean
make (LotseStore *store, gpointer data, GError **error)
{
  Making *making = data;
  const LotseDeadlineIcs options = { .language = making->language, .hour = lotse_reminder_hour_get (store), .before = making->before };
  const LotseRecords records = lotse_store_records (store);
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);
  g_autoptr (GPtrArray) tasks = state != NULL ? lotse_own_tasks (store, error) : NULL;
  g_autofree char *today = lotse_deadlines_today (store);
  g_autofree char *holidays = lotse_deadlines_state (store, NULL);
  const LotseDeadlinesOptions wanted = { .today = today, .state = holidays };
  g_autoptr (GPtrArray) deadlines = tasks != NULL ? lotse_deadlines_list_for_ics (&records, &wanted, state->roles, error) : NULL;

  if (deadlines == NULL)
    return FALSE;
  /* All that the person holds is shown; it rings only for what concerns this account. */
  for (guint i = 0; i < deadlines->len; i++)
    {
      LotseDeadline *deadline = g_ptr_array_index (deadlines, i);

      deadline->reminds = deadline->reminds && lotse_deadline_concerns (deadline, state->person, state->roles, today);
    }
  making->text = lotse_deadlines_to_ics (deadlines, tasks, &options);
  return TRUE;
}

static gboolean
write_to (LotseStore *store, const char *path, const char *language, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *before = read_before (path, &local);
  g_autofree char *text = NULL;
  Making making = { language, before, NULL };

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!lotse_store_run (store, make, &making, error))
    return FALSE;
  text = making.text;
  return g_strcmp0 (text, before) == 0 || lotse_ical_write (path, text, MODE, error);
}

/**
 * lotse_calendar_file_write:
 *
 * Returns: %FALSE with IO, INVALID (another file has come there) or an error of the store
 */
gboolean
lotse_calendar_file_write (LotseStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *path = lotse_calendar_file_get (store, &local);
  g_autofree char *language = path != NULL ? lotse_store_get_setting (store, SETTING_LANGUAGE, &local) : NULL;

  if (local == NULL)
    return path == NULL || write_to (store, path, language, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What was one of ours is gone; anything else stays. */
static void
take_away (const char *path)
{
  g_autofree char *before = path != NULL ? read_before (path, NULL) : NULL;

  if (before != NULL)
    g_unlink (path);
}

/**
 * lotse_calendar_file_set:
 * @path: (nullable): absolute; %NULL for none
 *
 * Returns: whether it is so now
 */
gboolean
lotse_calendar_file_set (LotseStore *store, const char *path, GError **error)
{
  g_autofree char *earlier = lotse_calendar_file_get (store, NULL);
  const char *language = lotse_language_current ();

  if (path != NULL && !g_path_is_absolute (path))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is no whole path of a file. Nothing was changed."), path);
      return FALSE;
    }
  if (path != NULL && (!write_to (store, path, language, error) || !lotse_store_set_setting (store, SETTING_LANGUAGE, language, error)))
    return FALSE;
  if (!lotse_store_set_setting (store, SETTING, path != NULL ? path : "", error))
    return FALSE;
  if (g_strcmp0 (earlier, path) != 0)
    take_away (earlier);
  return TRUE;
}

/* --- Following ---------------------------------------------------------------------------------------------- */

struct _LotseCalendarFollower
{
  LotseStore *store;
  GCancellable *cancellable;
  gulong changed;
  guint soon;
  guint again;
};

/* What goes wrong shows in the preferences, where it is tried again; nobody is asked in the middle of other work. */
static gpointer
write_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!lotse_calendar_file_write (store, &local))
    g_info ("the calendar file was not written (%d)", local->code);
  return GINT_TO_POINTER (1);
}

static void
write_now (LotseCalendarFollower *self)
{
  lotse_store_call_async (self->store, write_job, NULL, NULL, NULL, self->cancellable, NULL, NULL);
}

static gboolean
on_soon (gpointer data)
{
  LotseCalendarFollower *self = data;

  self->soon = 0;
  write_now (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_again (gpointer data)
{
  write_now (data);
  return G_SOURCE_CONTINUE;
}

static void
on_changed (LotseCalendarFollower *self)
{
  if (self->soon == 0)
    self->soon = g_timeout_add_seconds (WAIT_S, on_soon, self);
}

/**
 * lotse_calendar_follower_new:
 * @store: a store whose main context runs
 *
 * Returns: (transfer full): what follows until lotse_calendar_follower_free()
 */
LotseCalendarFollower *
lotse_calendar_follower_new (LotseStore *store)
{
  LotseCalendarFollower *self = g_new0 (LotseCalendarFollower, 1);

  self->store = g_object_ref (store);
  self->cancellable = g_cancellable_new ();
  self->changed = g_signal_connect_swapped (store, "changed", G_CALLBACK (on_changed), self);
  self->again = g_timeout_add_seconds (AGAIN_S, on_again, self);
  on_changed (self);
  return self;
}

void
lotse_calendar_follower_free (LotseCalendarFollower *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_signal_handler_disconnect (self->store, self->changed);
  if (self->soon != 0)
    g_source_remove (self->soon);
  g_source_remove (self->again);
  g_object_unref (self->cancellable);
  g_object_unref (self->store);
  g_free (self);
}
