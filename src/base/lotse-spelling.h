/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spelling keys: words that are usual Latin spellings of one name share a key.
 */
#pragma once

#include <glib.h>

#include "lotse-fold-text.h"

G_BEGIN_DECLS

/* The key of a word in a script without vowels ends with this digit; it agrees with every other last digit. */
#define LOTSE_SPELLING_ANY_VOWEL '9'

char *lotse_spelling_key (const char *word);
char **lotse_spelling_keys (const char *word);
gboolean lotse_spelling_key_matches (const char *key, const char *other);

/* For the folding code: adds the keys of @n letters to @keys, an array of char *. */
void lotse_spelling_add_keys (const LotseFoldLetter *letters, guint n, GPtrArray *keys);

G_END_DECLS
