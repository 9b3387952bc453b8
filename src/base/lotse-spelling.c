/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spelling keys of words, by the sound rules in lotse-fold-rules.c.
 *
 * A key is made in two steps. First the letters become sounds; a few rules know two or three ways (ch may be
 * heard as in Chalid, Kovalchuk or Rachid), so one word may have up to six keys. Then the sounds are thinned
 * out: the consonants stay; of the vowels stay only that the word begins with one (a), how it ends (a, i or
 * u), and in the last character, a digit, the colour of its first vowel: 0 none after the first consonant or
 * the word begins with a vowel, 1 bright (a, e, i), 2 dark (o, u), 9 unknown because the script does not
 * write it. So Mohammed and Muhammad are mhmt2, محمد is mhmt9, which agrees with both, and Hassan (hsn1) is
 * not Hussein (hsn2).
 *
 * Called for every word of every name stored or typed: no allocation but for the keys themselves.
 */
#include "lotse-spelling.h"

#include <string.h>

/* Shorter words would be alike too often; longer ones are not names. */
#define LEAST_LETTERS 3
#define MOST_LETTERS 40
/* Ways of hearing one word that are kept, at most. */
#define MOST_KEYS 6
/* What every way to write the Arabic article has for a key. */
#define ARTICLE_KEY "al9"
#define SOUND_SIZE (MOST_LETTERS * 3 + 1)
#define CODE_SIZE (SOUND_SIZE * 2)

static gboolean
is_vowel (char c)
{
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static gboolean
is_vowelless_script (gunichar letter)
{
  return (letter >= 0x5d0 && letter <= 0x5ea) || (letter >= 0x620 && letter <= 0x6d5);
}

/* Writes what the sound rules read; FALSE when the word has letters that they do not know. */
static gboolean
to_sounds (const LotseFoldLetter *letters,
           guint n,
           char sounds[SOUND_SIZE],
           gboolean *vowelless)
{
  gsize length = 0;

  *vowelless = FALSE;
  for (guint i = 0; i < n; i++)
    {
      const LotseFoldLetterRule *rule = lotse_fold_rules_letter (letters[i].letter, letters[i].mark);

      if (rule != NULL)
        {
          const char *sound = rule->sound != NULL ? rule->sound : rule->plain;

          for (; *sound != '\0'; sound++)
            sounds[length++] = *sound;
        }
      else if (letters[i].letter >= 'a' && letters[i].letter <= 'z')
        sounds[length++] = (char) letters[i].letter;
      else
        return FALSE;
      *vowelless = *vowelless || is_vowelless_script (letters[i].letter);
    }
  sounds[length] = '\0';
  return length > 0;
}

static gboolean
place_fits (LotseSoundPlace place,
            gboolean at_start,
            char next)
{
  gboolean front = next == 'e' || next == 'i' || next == 'y';
  gboolean vowel = front || is_vowel (next);

  switch (place)
    {
    case LOTSE_SOUND_START:
      return at_start;
    case LOTSE_SOUND_END:
      return next == '\0';
    case LOTSE_SOUND_START_BEFORE_VOWEL:
      return at_start && vowel;
    case LOTSE_SOUND_BEFORE_VOWEL:
      return vowel;
    case LOTSE_SOUND_BEFORE_FRONT:
      return front;
    case LOTSE_SOUND_BEFORE_CONSONANT:
      return next != '\0' && !vowel;
    case LOTSE_SOUND_ANY:
    default:
      return TRUE;
    }
}

static const LotseSoundRule *
find_rule (const char *sounds,
           gboolean at_start)
{
  const LotseSoundRule *rule = lotse_fold_rules_sounds (*sounds);

  for (; rule != NULL && rule->from[0] == *sounds; rule++)
    {
      gsize length = strlen (rule->from);

      if (strncmp (rule->from, sounds, length) == 0 && place_fits (rule->place, at_start, sounds[length]))
        return rule;
    }
  return NULL;
}

static guint
ways_of (const LotseSoundRule *rule)
{
  return rule->to[1] == NULL ? 1 : rule->to[2] == NULL ? 2 : 3;
}

/*
 * Applies the rules. @choice picks the way of each rule that has several, as the digits of a number whose
 * bases are the counts of ways. Returns how many combinations there are.
 */
static guint
to_codes (const char *sounds,
          guint choice,
          char codes[CODE_SIZE])
{
  const char *p = sounds;
  guint combinations = 1;
  gsize length = 0;

  while (*p != '\0')
    {
      const LotseSoundRule *rule = find_rule (p, p == sounds);

      if (rule != NULL)
        {
          guint ways = ways_of (rule);
          const char *to = rule->to[choice % ways];

          choice /= ways;
          combinations = MIN (combinations * ways, MOST_KEYS);
          while (*to != '\0' && length + 1 < CODE_SIZE)
            codes[length++] = *to++;
          p += strlen (rule->from);
        }
      else
        {
          if (length + 1 < CODE_SIZE)
            codes[length++] = *p;
          p++;
        }
    }
  codes[length] = '\0';
  return combinations;
}

/* Final consonants lose their voice in German and Turkish ears: Ahmed and Ahmet, Ivanov and Ivanoff. */
static char
devoiced (char consonant)
{
  switch (consonant)
    {
    case 'd':
      return 't';
    case 'b':
      return 'p';
    case 'v':
      return 'f';
    default:
      return consonant;
    }
}

static char
end_class (char last_vowel)
{
  return last_vowel == 'i' ? 'i' : last_vowel == 'o' || last_vowel == 'u' ? 'u' : 'a';
}

/*
 * The colour of the vowels at @group. An i before a dark vowel is a glide (Liudmyla, Ljudmila, Ludmila), and
 * au may be written ou (Taufik, Toufik).
 */
static char
colour (const char *group)
{
  if ((group[0] == 'i' && (group[1] == 'o' || group[1] == 'u')) || (group[0] == 'a' && group[1] == 'u'))
    group++;
  return group[0] == 'o' || group[0] == 'u' ? '2' : '1';
}

/* Thins the codes out to the key; an empty string when too little is left to tell names apart. */
static void
to_key (const char *codes,
        gboolean vowelless,
        char key[CODE_SIZE + 2])
{
  const char *p = codes;
  gsize length = 0;
  char first_colour = '0';
  char before = '\0';

  key[0] = '\0';
  for (; *p != '\0'; p++)
    {
      if (is_vowel (*p))
        {
          if (p == codes)
            key[length++] = 'a';
          else if (!is_vowel (before) && first_colour == '0' && key[0] != 'a')
            first_colour = colour (p);
        }
      /* Doubled consonants are one, but not in scripts that leave out the vowel between; there only ll is. */
      else if (*p != before || (vowelless && *p != 'l'))
        key[length++] = *p;
      before = *p;
    }
  if (length < 2 && !is_vowel (before))
    length = 0;
  else if (is_vowel (before))
    key[length++] = end_class (before);
  else
    key[length - 1] = devoiced (key[length - 1]);

  if (length > 0)
    key[length++] = vowelless ? LOTSE_SPELLING_ANY_VOWEL : first_colour;
  key[length] = '\0';
}

void
lotse_spelling_add_keys (const LotseFoldLetter *letters,
                         guint n,
                         GPtrArray *keys)
{
  char sounds[SOUND_SIZE], codes[CODE_SIZE], key[CODE_SIZE + 2];
  gboolean vowelless;
  guint first = keys->len, combinations = 1;

  if (n > MOST_LETTERS || !to_sounds (letters, n, sounds, &vowelless))
    return;
  if (lotse_fold_rules_is_article (sounds))
    {
      g_ptr_array_add (keys, g_strdup (ARTICLE_KEY));
      return;
    }
  if (n < LEAST_LETTERS)
    return;

  for (guint choice = 0; choice < combinations; choice++)
    {
      gboolean known = FALSE;

      combinations = to_codes (sounds, choice, codes);
      to_key (codes, vowelless, key);
      for (guint i = first; i < keys->len && !known; i++)
        known = strcmp (g_ptr_array_index (keys, i), key) == 0;
      if (!known && key[0] != '\0')
        g_ptr_array_add (keys, g_strdup (key));
    }
}

/**
 * lotse_spelling_keys:
 * @word: (nullable): one word of a name in any script; only its first word counts
 *
 * Gives every key of @word, the likeliest first. Two words are usual spellings of one name when a key of one
 * matches a key of the other, see lotse_spelling_key_matches().
 *
 * Returns: (transfer full): the keys; empty for words of fewer than three letters and for words with digits
 */
char **
lotse_spelling_keys (const char *word)
{
  g_autoptr (LotseFoldText) text = lotse_fold_text_new (word);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  /* All letters together, so that O'Neill has the key of ONeill. */
  lotse_spelling_add_keys ((const LotseFoldLetter *) (gpointer) text->letters->data, text->letters->len, keys);
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

/**
 * lotse_spelling_key:
 * @word: (nullable): one word of a name in any script
 *
 * Returns: (transfer full) (nullable): the likeliest key of @word, or %NULL when it has none
 */
char *
lotse_spelling_key (const char *word)
{
  g_auto (GStrv) keys = lotse_spelling_keys (word);

  return g_strdup (keys[0]);
}

/**
 * lotse_spelling_key_matches:
 * @key: a key from lotse_spelling_keys()
 * @other: another
 *
 * Returns: whether the two keys belong to spellings of one name: they are equal, or equal but for the colour
 *   of the first vowel, which one of them does not know
 */
gboolean
lotse_spelling_key_matches (const char *key,
                            const char *other)
{
  gsize length = strlen (key);

  if (length == 0 || length != strlen (other) || strncmp (key, other, length - 1) != 0)
    return FALSE;
  return key[length - 1] == other[length - 1] || key[length - 1] == LOTSE_SPELLING_ANY_VOWEL
         || other[length - 1] == LOTSE_SPELLING_ANY_VOWEL;
}
