/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The application; see the header.
 *
 * One process shows one profile.  With --data it stands beside other processes, so that several profiles can be open.
 */
#include "config.h"

#include "lotse-application.h"

#include "lotse-about.h"
#include "lotse-guest-screen.h"
#include "lotse-locale.h"
#include "lotse-reminder-service.h"
#include "lotse-store.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

#define NO_WINDOW_MS 1000 /* until a program that was started without a window takes care of reminders itself */

struct _LotseApplication
{
  AdwApplication parent_instance;

  char *folder;
  LotseProfile *profile; /* of the first window, which opens while GTK starts; NULL as soon as there is a window */
  LotseReminderService *reminders;
  gboolean quitting;     /* whoever quits does not want to be reminded */
  gint64 started_us; /* when the process began, for the bench */
  gboolean timing;   /* ends when the window is ready, and says how long that took */
};

G_DEFINE_FINAL_TYPE (LotseApplication, lotse_application, ADW_TYPE_APPLICATION)

static char *
first_folder (LotseApplication *self)
{
  g_autofree char *last = NULL;

  if (self->folder != NULL)
    return g_strdup (self->folder);
  last = g_settings_get_string (lotse_settings (), "data-dir");
  return *last != '\0' && g_file_test (last, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&last) : lotse_store_default_folder ();
}

static LotseProfile *
first_profile (LotseApplication *self)
{
  g_autofree char *folder = first_folder (self);

  return lotse_profile_new (folder);
}

static void
on_timed_paint (GdkFrameClock *clock, gpointer data)
{
  LotseApplication *self = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  g_signal_handlers_disconnect_by_data (clock, data);
  g_print ("%.4f\n", (double) (g_get_monotonic_time () - self->started_us) / G_USEC_PER_SEC);
  gtk_window_close (window);
}

/* Ready is when the first frame that shows the view with its rows has been painted. */
static gboolean
on_timed_frame (GtkWidget *window, GdkFrameClock *clock, gpointer data)
{
  if (!lotse_window_is_ready (LOTSE_WINDOW (window)))
    return G_SOURCE_CONTINUE;
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_timed_paint), data);
  return G_SOURCE_REMOVE;
}

static void
lotse_application_activate (GApplication *app)
{
  LotseApplication *self = LOTSE_APPLICATION (app);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));

  if (window == NULL)
    {
      g_autoptr (LotseProfile) profile = self->profile != NULL ? g_steal_pointer (&self->profile) : first_profile (self);

      lotse_reminder_service_follow (self->reminders, profile);
      window = GTK_WINDOW (lotse_window_new (self, profile));
      if (self->timing)
        gtk_widget_add_tick_callback (GTK_WIDGET (window), on_timed_frame, self, NULL);
    }
  /* The window behind an open desk or kiosk stays unseen. */
  if (lotse_guest_screen_find (GTK_APPLICATION (app)) != NULL)
    window = lotse_guest_screen_find (GTK_APPLICATION (app));
  gtk_window_present (window);
}

void
lotse_application_open_folder (LotseApplication *self, const char *folder)
{
  GtkWindow *old;
  LotseWindow *window;
  g_autofree char *usual = lotse_store_default_folder ();
  g_autoptr (LotseProfile) profile = lotse_profile_new (folder);

  g_return_if_fail (LOTSE_IS_APPLICATION (self));
  if (self->folder == NULL)
    g_settings_set_string (lotse_settings (), "data-dir", g_str_equal (folder, usual) ? "" : folder);
  old = gtk_application_get_active_window (GTK_APPLICATION (self));
  lotse_reminder_service_follow (self->reminders, profile);
  window = lotse_window_new (self, profile);
  gtk_window_present (GTK_WINDOW (window));
  if (old != NULL)
    gtk_window_close (old);
}

static int
lotse_application_handle_local_options (GApplication *app, GVariantDict *options)
{
  LotseApplication *self = LOTSE_APPLICATION (app);
  g_autofree char *folder = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Lotse %s\n", PACKAGE_VERSION);
      return 0;
    }
  self->timing = g_variant_dict_contains (options, "time-to-ready");
  if (g_variant_dict_lookup (options, "data", "^ay", &folder))
    {
      g_free (self->folder);
      self->folder = g_canonicalize_filename (folder, NULL);
      g_application_set_flags (app, g_application_get_flags (app) | G_APPLICATION_NON_UNIQUE);
    }
  return -1;
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lotse_about_show (gtk_application_get_active_window (GTK_APPLICATION (data)));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LotseApplication *self = LOTSE_APPLICATION (data);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));

  self->quitting = TRUE;
  if (window != NULL)
    gtk_window_close (window);
  else
    lotse_reminder_service_stop (self->reminders);
  self->quitting = FALSE;
}

/* --- Without a window ---------------------------------------------------------------------------------------- */

static void
lotse_application_window_removed (GtkApplication *app, GtkWindow *window)
{
  LotseApplication *self = LOTSE_APPLICATION (app);
  g_autofree char *folder = NULL;

  GTK_APPLICATION_CLASS (lotse_application_parent_class)->window_removed (app, window);
  if (gtk_application_get_windows (app) != NULL || self->reminders == NULL)
    return;
  if (self->quitting || self->timing)
    {
      lotse_reminder_service_stop (self->reminders);
      return;
    }
  folder = first_folder (self);
  lotse_reminder_service_go_on (self->reminders, folder, NULL);
}

/* Started with the session, and not by somebody who wants to see the window. */
static gboolean
on_no_window (gpointer data)
{
  LotseApplication *self = LOTSE_APPLICATION (data);
  g_autoptr (LotseProfile) profile = g_steal_pointer (&self->profile);

  if (profile != NULL)
    lotse_reminder_service_go_on (self->reminders, lotse_profile_get_folder (profile), profile);
  return G_SOURCE_REMOVE;
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = on_about },
  { .name = "quit", .activate = on_quit },
};

static void
set_accels (GtkApplication *app)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } accels[] = {
    { "app.quit", { "<Control>q" } },
    { "win.find", { "<Control>k" } },
    { "win.undo", { "<Control>z" } },
    { "win.add-here", { "<Control>n" } },
    { "win.search-here", { "<Control>f" } },
    { "win.help", { "F1" } },
    { "win.calendar", { "<Control>m" } },
    { "win.preferences", { "<Control>comma" } },
    { "win.shortcuts", { "<Control>question" } },
    { "win.sync-now", { "F5" } },
    { "win.lock", { "<Control>l" } },
    { "win.view::today", { "<Alt>1" } },
    { "win.view::people", { "<Alt>2" } },
    { "win.view::organisations", { "<Alt>3" } },
    { "win.view::tandems", { "<Alt>4" } },
    { "win.view::events", { "<Alt>5" } },
    { "win.view::feedback", { "<Alt>6" } },
    { "win.view::results", { "<Alt>7" } },
    { "win.view::grants", { "<Alt>8" } },
    { "win.view::sync", { "<Alt>0" } },
    { "win.edit-here", { "<Control>e" } },
    { "win.delete-here", { "<Control>Delete" } },
    { "win.history-here", { "<Control>h" } },
    { "win.back", { "<Alt>Left", "Back" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (app, accels[i].action, accels[i].keys);
}

static void
lotse_application_startup (GApplication *app)
{
  LotseApplication *self = LOTSE_APPLICATION (app);

  const gboolean shows = (g_application_get_flags (app) & G_APPLICATION_IS_SERVICE) == 0;

  /* Opening takes about as long as GTK needs to start, and both need each other for nothing. */
  self->profile = first_profile (self);
  if (shows)
    lotse_profile_open_ahead (self->profile, g_str_equal (lotse_window_first_view ()->name, "today"));
  G_APPLICATION_CLASS (lotse_application_parent_class)->startup (app);
  self->reminders = lotse_reminder_service_new (GTK_APPLICATION (app));
  if (!shows)
    g_timeout_add_full (G_PRIORITY_DEFAULT, NO_WINDOW_MS, on_no_window, g_object_ref (self), g_object_unref);
  g_action_map_add_action_entries (G_ACTION_MAP (app), actions, G_N_ELEMENTS (actions), app);
  set_accels (GTK_APPLICATION (app));
  gtk_window_set_default_icon_name (LOTSE_APP_ID);
}

/* What the reminders hold ends before the connection to the desktop does. */
static void
lotse_application_shutdown (GApplication *app)
{
  LotseApplication *self = LOTSE_APPLICATION (app);

  g_clear_object (&self->reminders);
  G_APPLICATION_CLASS (lotse_application_parent_class)->shutdown (app);
}

static void
lotse_application_finalize (GObject *object)
{
  LotseApplication *self = LOTSE_APPLICATION (object);

  g_clear_object (&self->profile);
  g_free (self->folder);
  G_OBJECT_CLASS (lotse_application_parent_class)->finalize (object);
}

static void
lotse_application_class_init (LotseApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lotse_application_finalize;
  G_APPLICATION_CLASS (klass)->activate = lotse_application_activate;
  G_APPLICATION_CLASS (klass)->startup = lotse_application_startup;
  G_APPLICATION_CLASS (klass)->shutdown = lotse_application_shutdown;
  GTK_APPLICATION_CLASS (klass)->window_removed = lotse_application_window_removed;
  G_APPLICATION_CLASS (klass)->handle_local_options = lotse_application_handle_local_options;
}

static void
lotse_application_init (LotseApplication *self)
{
  static const GOptionEntry options[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open the profile in this folder"), N_ ("FOLDER") },
    { "time-to-ready", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL },
    { NULL },
  };

  self->started_us = g_get_monotonic_time ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

LotseApplication *
lotse_application_new (void)
{
  return g_object_new (LOTSE_TYPE_APPLICATION,
                       "application-id", LOTSE_APP_ID,
                       "resource-base-path", "/de/lotse/Lotse",
                       "flags", G_APPLICATION_DEFAULT_FLAGS,
                       NULL);
}
