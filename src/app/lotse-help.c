/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opens a page of the help; see the header.
 *
 * LOTSE_HELPDIR names the help of a program that runs from its build directory.
 */
#include "config.h"

#include "lotse-help.h"

#include "lotse-window.h"

#include <glib/gi18n.h>

static char *
uri_of (const char *page)
{
  const char *folder = g_getenv ("LOTSE_HELPDIR");
  const char *const *languages = g_get_language_names ();

  for (guint i = 0; folder != NULL && languages[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (page, ".page", NULL);
      g_autofree char *path = g_build_filename (folder, g_str_equal (languages[i], "C") ? "C" : languages[i], name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_strconcat ("ghelp://", path, NULL);
    }
  return g_strconcat ("help:lotse/", page, NULL);
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    return;
  g_debug ("The help did not open: %s", error->message);
  lotse_window_toast (parent, _ ("The help could not be opened. Please install the program Yelp (“Help”)."));
}

void
lotse_help_show (GtkWidget *parent, const char *page)
{
  g_autofree char *uri = uri_of (page);

  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (parent)), uri, GDK_CURRENT_TIME, NULL, on_shown, g_object_ref (parent));
}
