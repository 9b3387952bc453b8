/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked before something is done with a whole feedback form: releasing it, its next version, one more language.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says which formats and coming events will ask with it, and releases it if that is right. */
void lotse_form_release_ask (GtkWidget *widget, LotseProfile *profile, const char *form);
/* Makes the next version, or finds the one that is there, and opens it. */
void lotse_form_next_version_open (GtkWidget *widget, LotseProfile *profile, const char *form);
/* Asks for a language, puts it into the form and opens its texts. */
void lotse_form_language_ask (GtkWidget *widget, LotseProfile *profile, const char *form);

G_END_DECLS
