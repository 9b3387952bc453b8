/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The About window; see the header.
 */
#include "config.h"

#include "lotse-about.h"

#include "lotse-db.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* What somebody who helps needs to know; no personal data. */
static char *
technical_text (void)
{
  return g_strdup_printf ("Lotse %s\n%s\n%s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\n", PACKAGE_VERSION,
                          lotse_db_encrypts () ? "Data on this device: encrypted" : "Data on this device: NOT encrypted",
                          lotse_db_library (), gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (), glib_major_version,
                          glib_minor_version, glib_micro_version);
}

void
lotse_about_show (GtkWindow *parent)
{
  g_autofree char *technical = technical_text ();
  const char *comments = lotse_db_encrypts ()
                           ? _ ("Brings newcomers and the people who accompany them together, also without a network.\n\n"
                                "The data on this device are encrypted.")
                           : _ ("Brings newcomers and the people who accompany them together, also without a network.\n\n"
                                "This build does not encrypt the data on this device.");

  adw_show_about_window (parent,
                         "application-name", "Lotse",
                         "application-icon", LOTSE_APP_ID,
                         "version", PACKAGE_VERSION,
                         "comments", comments,
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "copyright", _ ("© 2026 the Lotse developers"),
                         "developer-name", _ ("The Lotse developers"),
                         /* Translators: your name, one a line. */
                         "translator-credits", _ ("translator-credits"),
                         "debug-info", technical,
                         "debug-info-filename", "lotse.txt",
                         NULL);
}
