/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The few words of a kiosk in the language of a guest, whatever the language of the program is: kiosk-words.txt.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "next", "back", "done", "skip", "thanks", "choose", "several", "required", "answer", "yes", "no"; in English where it is missing. */
const char *lotse_kiosk_word (const char *language, const char *word);
/* What the language calls itself; or what the program calls it. */
const char *lotse_kiosk_language_name (const char *language);
/* Whether it is written from right to left. */
gboolean lotse_kiosk_language_is_rtl (const char *language);

G_END_DECLS
