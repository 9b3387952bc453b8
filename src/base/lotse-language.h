/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts in a language that is not the one of the process.
 *
 * gettext translates into one language for the whole process.  A letter, a printed list or an export may need the
 * other one at the same time, so this reads gettext's catalogues itself.  Languages are "de" and "en"; English is the
 * source and needs no catalogue.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *lotse_language_current (void);
const char *lotse_language_of (const char *language);
int lotse_language_first_weekday (void);
const char *lotse_language_translate (const char *language, const char *context, const char *text);

G_END_DECLS
