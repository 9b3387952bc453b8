/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buttons of notifications; see the header. */
#include "config.h"

#include "lotse-reminder-actions.h"

#include "lotse-jobs.h"
#include "lotse-window.h"

#define WINDOW_MS 100     /* until it is looked again whether the window is ready */
#define WINDOW_TIMES 600

typedef struct
{
  LotseReminderService *service; /* borrowed */
  GtkApplication *app;           /* borrowed */
  LotseNotifier *notifier;       /* borrowed */
  GPtrArray *waiting;            /* of Deed: until the profile is open */
} Actions;

typedef enum
{
  OPEN,
  SNOOZE,
  DONE,
  CLOSED,
} DeedType;

static const char *const names[] = { [OPEN] = "remind-open", [SNOOZE] = "remind-snooze", [DONE] = "remind-done" };

typedef struct
{
  Actions *actions;
  DeedType type;
  guint32 slip;   /* 0: the number says which */
  guint32 number; /* at the notification service, or 0 */
  LotseReminderClock clock;
  char *kind, *id; /* where it leads; NULL: to the view Today */
  guint tries;
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_clear_pointer (&deed->clock.zone, g_time_zone_unref);
  g_free (deed->kind);
  g_free (deed->id);
  g_free (deed);
}

/* --- On the database thread --------------------------------------------------------------------------------- */

static void
find_number (const LotseReminderLine *line, gpointer data)
{
  Deed *deed = data;

  if (deed->slip == 0 && deed->number != 0 && line->notification == deed->number)
    deed->slip = line->slip;
  else if (deed->number == 0 && line->slip == deed->slip)
    deed->number = line->notification;
}

static gpointer
deed_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Deed *deed = data;
  gboolean well = lotse_reminder_log_each (store, find_number, deed, error);

  if (!well || deed->slip == 0)
    return well ? LOTSE_JOB_DONE : NULL;
  if (deed->type == OPEN)
    {
      /* What is no longer here leads to Today, which says what is. */
      lotse_reminders_target (store, deed->slip, &deed->kind, &deed->id, NULL);
      well = lotse_reminder_log_close (store, deed->slip, error);
    }
  else if (deed->type == SNOOZE)
    well = lotse_reminder_log_sleep (store, deed->slip, lotse_reminder_tomorrow (&deed->clock) * 1000, error);
  else if (deed->type == DONE)
    well = lotse_reminders_done (store, deed->slip, &deed->clock, error) && lotse_reminder_log_close (store, deed->slip, error);
  else
    well = lotse_reminder_log_close (store, deed->slip, error);
  return well ? LOTSE_JOB_DONE : NULL;
}

/* --- Opening ------------------------------------------------------------------------------------------------ */

static LotseWindow *
find_window (GtkApplication *app)
{
  for (GList *item = gtk_application_get_windows (app); item != NULL; item = item->next)
    if (LOTSE_IS_WINDOW (item->data))
      return item->data;
  return NULL;
}

/* The window may have to be opened or unlocked first. */
static gboolean
on_window (gpointer data)
{
  Deed *deed = data;
  LotseWindow *window = find_window (deed->actions->app);

  if (window == NULL || !lotse_window_is_ready (window))
    return ++deed->tries < WINDOW_TIMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
  if (deed->id != NULL)
    lotse_window_open_record (window, deed->kind, deed->id);
  else
    lotse_window_show_view (window, "today");
  gtk_window_present (GTK_WINDOW (window));
  return G_SOURCE_REMOVE;
}

static void
open_window (Deed *deed)
{
  g_application_activate (G_APPLICATION (deed->actions->app));
  g_timeout_add_full (G_PRIORITY_DEFAULT, WINDOW_MS, on_window, deed, deed_free);
}

/* --- Doing -------------------------------------------------------------------------------------------------- */

static void
on_deed_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Deed *deed = user_data;
  g_autoptr (GError) error = NULL;
  LotseWindow *window = find_window (deed->actions->app);

  if (!lotse_job_done_finish (result, &error))
    {
      if (window != NULL)
        lotse_window_toast (GTK_WIDGET (window), error->message);
      g_debug ("A button of a notification: %s", error->message);
      deed_free (deed);
      return;
    }
  /* Some services leave what was pressed where it is. */
  if (deed->type != CLOSED && deed->slip != 0)
    lotse_notifier_withdraw (deed->actions->notifier, deed->slip, deed->number);
  if (deed->type == OPEN)
    {
      open_window (deed);
      return;
    }
  deed_free (deed);
}

static void
no_free (gpointer data)
{
}

static void
do_deed (Actions *actions, Deed *deed)
{
  LotseStore *store = lotse_reminder_service_get_store (actions->service);

  if (store == NULL)
    {
      /* Whoever presses Open wants to see the window, which asks for what it takes to open the profile. */
      if (deed->type == OPEN)
        open_window (deed);
      else
        g_ptr_array_add (actions->waiting, deed);
      return;
    }
  deed->clock = lotse_reminder_service_clock (store);
  lotse_job_run (store, deed_job, deed, no_free, NULL, on_deed_done, deed);
}

static void
start_deed (Actions *actions, DeedType type, guint32 slip, guint32 number)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->actions = actions;
  deed->type = type;
  deed->slip = slip;
  deed->number = number;
  do_deed (actions, deed);
}

static void
on_ready (Actions *actions)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&actions->waiting);

  actions->waiting = g_ptr_array_new ();
  for (guint i = 0; i < waiting->len; i++)
    do_deed (actions, waiting->pdata[i]);
}

static void
on_acted (Actions *actions, guint number, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      start_deed (actions, (DeedType) i, 0, number);
}

static void
on_closed (Actions *actions, guint number)
{
  start_deed (actions, CLOSED, 0, number);
}

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], g_action_get_name (G_ACTION (action))))
      start_deed (data, (DeedType) i, g_variant_get_uint32 (parameter), 0);
}

static void
actions_free (gpointer data)
{
  Actions *actions = data;

  g_ptr_array_set_free_func (actions->waiting, deed_free);
  g_ptr_array_unref (actions->waiting);
  g_free (actions);
}

void
lotse_reminder_actions_add (LotseReminderService *service, GtkApplication *app, LotseNotifier *notifier)
{
  Actions *actions = g_new0 (Actions, 1);

  actions->service = service;
  actions->app = app;
  actions->notifier = notifier;
  actions->waiting = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], G_VARIANT_TYPE_UINT32);

      g_signal_connect (action, "activate", G_CALLBACK (on_action), actions);
      g_action_map_add_action (G_ACTION_MAP (app), G_ACTION (action));
    }
  g_signal_connect_swapped (notifier, "acted", G_CALLBACK (on_acted), actions);
  g_signal_connect_swapped (notifier, "closed", G_CALLBACK (on_closed), actions);
  g_signal_connect_swapped (service, "ready", G_CALLBACK (on_ready), actions);
  g_object_set_data_full (G_OBJECT (service), "reminder-actions", actions, actions_free);
}
