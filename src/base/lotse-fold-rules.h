/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of name folding as data: letters, sounds, particles, scripts and joining characters.
 *
 * Everything that says how a letter is typed or heard stands in lotse-fold-rules.c and nowhere else; the code
 * in lotse-fold-text.c, lotse-fold.c and lotse-spelling.c only applies it. The tables are read-only and
 * shared by all threads.
 */
#pragma once

#include <glib.h>
#include <unicode/uscript.h>

G_BEGIN_DECLS

/* How many ways of writing one word the tables know: plain, German, other language, other language in German. */
#define LOTSE_FOLD_FORMS 4

/*
 * One letter with (or without) one combining mark, both after compatibility decomposition and case folding.
 *
 * plain: as typed by somebody who ignores the mark.
 * german: as German writes it; NULL when the same as plain.
 * other: as another language or habit writes it (dj for đ); NULL when the same as plain.
 * other_german: the two together; NULL when it follows from the others.
 * sound: what the sound rules read; NULL when the same as plain. Capitals are explained with those rules.
 */
typedef struct
{
  gunichar letter;
  gunichar mark;
  const char *plain;
  const char *german;
  const char *other;
  const char *other_german;
  const char *sound;
} LotseFoldLetterRule;

/* Where in a word a sound rule holds. */
typedef enum
{
  LOTSE_SOUND_ANY,
  LOTSE_SOUND_START,
  LOTSE_SOUND_END,
  LOTSE_SOUND_START_BEFORE_VOWEL,
  LOTSE_SOUND_BEFORE_VOWEL,
  LOTSE_SOUND_BEFORE_FRONT,
  LOTSE_SOUND_BEFORE_CONSONANT,
} LotseSoundPlace;

/* How one group of letters sounds: up to three ways, the likeliest first; unused ways are NULL. */
typedef struct
{
  const char *from;
  LotseSoundPlace place;
  const char *to[3];
} LotseSoundRule;

/* How a script without a table of its own is written in Latin letters: an ICU transliterator. */
typedef struct
{
  UScriptCode script;
  const char *transliterator;
} LotseFoldScriptRule;

const LotseFoldLetterRule *lotse_fold_rules_letter (gunichar letter, gunichar mark);
const LotseSoundRule *lotse_fold_rules_sounds (char first);
const char *lotse_fold_rules_transliterator (UScriptCode script);
gboolean lotse_fold_rules_is_particle (const char *word);
gboolean lotse_fold_rules_is_article (const char *word);
gboolean lotse_fold_rules_is_apostrophe (gunichar character);
gboolean lotse_fold_rules_is_hyphen (gunichar character);

G_END_DECLS
