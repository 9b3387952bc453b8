/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The language of the program: that of the desktop, German or English.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sets the locale and the translations by the person's choice; before any thread starts and any text is shown. */
void lotse_locale_start (void);

/* The person's settings, shared; the schema's defaults without memory of changes if it is not installed. */
GSettings *lotse_settings (void);

G_END_DECLS
