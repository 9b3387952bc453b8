/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The language of the program; see the header.
 *
 * Runs once, before GTK starts.  The choice counts more than the desktop's language; LOTSE_LANGUAGE in the environment
 * counts more than both, for tests and pictures.
 */
#include "config.h"

#include "lotse-locale.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <locale.h>

GSettings *
lotse_settings (void)
{
  static GSettings *settings;

  if (settings == NULL)
    settings = g_settings_new (LOTSE_APP_ID);
  return settings;
}

/* A locale that is not plain C: gettext looks at LANGUAGE only then. */
static void
set_locale (const char *language)
{
  const char *wanted = g_str_has_prefix (language, "de") ? "de_DE.UTF-8" : "en_GB.UTF-8";
  const char *now;

  g_setenv ("LANGUAGE", language, TRUE);
  now = setlocale (LC_MESSAGES, NULL);
  if (now == NULL || g_str_equal (now, "C") || g_str_equal (now, "POSIX") || g_str_has_prefix (now, "C."))
    if (setlocale (LC_MESSAGES, wanted) == NULL)
      setlocale (LC_MESSAGES, "C.UTF-8");
}

/* The build directory's translations when the program runs from there. */
static const char *
locale_folder (void)
{
  const char *folder = g_getenv ("LOTSE_LOCALEDIR");

  return folder != NULL ? folder : LOCALEDIR;
}

void
lotse_locale_start (void)
{
  g_autofree char *chosen = NULL;

  /* GTK would take the locale of the desktop again when it starts, and undo what is set here. */
  gtk_disable_setlocale ();
  setlocale (LC_ALL, "");
  /* Numbers in data and messages are formatted by lotse-format.c alone. */
  setlocale (LC_NUMERIC, "C");
  chosen = g_strdup (g_getenv ("LOTSE_LANGUAGE"));
  if (chosen == NULL)
    chosen = g_settings_get_string (lotse_settings (), "language");
  if (!g_str_equal (chosen, "system"))
    set_locale (chosen);
  bindtextdomain (GETTEXT_PACKAGE, locale_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
