/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starting with the session; see the header. */
#include "config.h"

#include "lotse-autostart.h"

#include "lotse-locale.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define COMMAND "lotse", "--gapplication-service"

static char *
path_of (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", LOTSE_APP_ID ".desktop", NULL);
}

/* A file that says so already is left alone, also what the person has changed in it. */
static void
write_file (void)
{
  static const char text[] = "[Desktop Entry]\nType=Application\nName=Lotse\nExec=lotse --gapplication-service\nIcon=" LOTSE_APP_ID
                             "\nNoDisplay=true\nX-GNOME-UsesNotifications=true\n";
  g_autofree char *path = path_of ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_debug ("The folder for programs that start with the session: %s", g_strerror (errno));
  else if (!g_file_set_contents (path, text, -1, &error))
    g_debug ("Starting with the session: %s", error->message);
}

static void
remove_file (void)
{
  g_autofree char *path = path_of ();

  g_unlink (path);
}

static void
ask_portal (GDBusConnection *bus, gboolean wanted)
{
  static const char *const command[] = { COMMAND, NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (_ ("Reminds you of deadlines and tasks while the window is closed.")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (wanted));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_dbus_connection_call (bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Background",
                          "RequestBackground", g_variant_new ("(sa{sv})", "", &options), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

void
lotse_autostart_follow (gpointer app)
{
  static int asked = -1;
  GSettings *settings = lotse_settings ();
  const gboolean wanted = g_settings_get_boolean (settings, "notifications") && g_settings_get_boolean (settings, "remind-when-closed");
  GDBusConnection *bus = g_application_get_dbus_connection (app);

  if ((g_application_get_flags (app) & G_APPLICATION_NON_UNIQUE) != 0 || asked == wanted)
    return;
  asked = wanted;
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    {
      if (bus != NULL)
        ask_portal (bus, wanted);
    }
  else if (wanted)
    write_file ();
  else
    remove_file ();
}
