/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A key as text: for printing and typing, and wrapped by a passphrase.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The key in groups of five letters and digits with a checksum at the end (g_free). */
char *lotse_key_print (const guint8 key[32]);
/* Reads what lotse_key_print() wrote, in any case and with any spaces; FALSE if a letter is wrong. */
gboolean lotse_key_parse (const char *text, guint8 key[32]);

/* The key encrypted with a passphrase (Argon2id), as text; NULL if there is too little memory for it. */
char *lotse_key_wrap (const guint8 key[32], const char *passphrase);
gboolean lotse_key_unwrap (const char *text, const char *passphrase, guint8 key[32]);

G_END_DECLS
