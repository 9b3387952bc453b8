/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes everything of an application into a folder for handing in; shows how far it is, and can be stopped.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks where first.  `language` is "de" or "en", static; `title` is that of the application. */
void lotse_handing_in_dialog_start (GtkWidget *widget, LotseProfile *profile, const char *application, const char *title, const char *language);

G_END_DECLS
