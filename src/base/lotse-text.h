/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts that come from outside: cleaned, or decoded from the character set that they are in.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *lotse_text_clean (const char *utf8, gssize length, GError **error);
char *lotse_text_guess_utf8 (GBytes *bytes, char **charset_used, GError **error);

G_END_DECLS
