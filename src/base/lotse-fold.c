/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folded forms, index tokens and queries.
 *
 * A word has up to five forms: plain (Müller: muller), German (mueller), another language's habit (Đorđević:
 * djordjevic), that in German, and for words typed with ae, oe or ue the form without the e (Mueller:
 * muller). The index holds them all, so a query needs only what was typed. Linked parts are indexed alone and
 * together (O'Neill: o, neill, oneill; Anna-Lena: anna, lena, annalena).
 *
 * Called for every searchable text that is stored and for each key typed; 100,000 names of two words take
 * about a fifth of a second. No function keeps state, all may be called from any thread.
 */
#include "lotse-fold.h"

#include <string.h>

#include "lotse-fold-private.h"
#include "lotse-spelling.h"

/* ---- Forms of one word ---- */

static const char *
column_of (const LotseFoldLetterRule *rule,
           guint column)
{
  const char *german = rule->german != NULL ? rule->german : rule->plain;

  switch (column)
    {
    case 0:
      return rule->plain;
    case 1:
      return german;
    case 2:
      return rule->other != NULL ? rule->other : rule->plain;
    default:
      return rule->other_german != NULL ? rule->other_german : rule->other != NULL ? rule->other : german;
    }
}

static void
append_letter (GString *form,
               const LotseFoldLetter *letter,
               guint column)
{
  const LotseFoldLetterRule *rule = lotse_fold_rules_letter (letter->letter, letter->mark);

  if (rule != NULL)
    g_string_append (form, column_of (rule, column));
  else if (letter->letter < 0x80)
    g_string_append_c (form, (char) letter->letter);
  else
    g_string_append_unichar (form, letter->letter);
}

/* Adds @form, and takes it over, unless one of the tokens from @first on is the same. */
static void
add_form (GPtrArray *tokens,
          guint first,
          GString *form)
{
  for (guint i = first; i < tokens->len; i++)
    if (strcmp (g_ptr_array_index (tokens, i), form->str) == 0)
      {
        g_string_free (form, TRUE);
        return;
      }
  if (form->len == 0)
    g_string_free (form, TRUE);
  else
    g_ptr_array_add (tokens, g_string_free (form, FALSE));
}

static gboolean
is_letter (const LotseFoldLetter *letter,
           const char *set)
{
  return letter->mark == 0 && letter->letter < 0x80 && strchr (set, (char) letter->letter) != NULL;
}

/* Whether an e stands at @i that makes an umlaut of the vowel before it; not in Bauer, Feuer or Quelle. */
static gboolean
is_umlaut_e (const LotseFoldLetter *letters,
             guint i)
{
  return i >= 1 && is_letter (&letters[i], "e") && is_letter (&letters[i - 1], "aou")
         && (i < 2 || !is_letter (&letters[i - 2], "aeiouq"));
}

/* Muller for Mueller: who types the umlaut without its dots must find it where it is stored with an e. */
static void
add_contracted (const LotseFoldLetter *letters,
                guint n,
                GPtrArray *tokens,
                guint first)
{
  GString *form = NULL;

  for (guint i = 0; i < n; i++)
    if (is_umlaut_e (letters, i))
      {
        form = g_string_sized_new (n + 8);
        break;
      }
  if (form == NULL)
    return;
  for (guint i = 0; i < n; i++)
    if (!is_umlaut_e (letters, i))
      append_letter (form, &letters[i], 0);
  add_form (tokens, first, form);
}

static void
add_typed_forms (const LotseFoldLetter *letters,
                 guint n,
                 GPtrArray *tokens)
{
  guint first = tokens->len;
  gboolean ascii = TRUE;

  for (guint i = 0; i < n && ascii; i++)
    ascii = letters[i].letter < 0x80 && letters[i].mark == 0;
  for (guint column = 0; column < (ascii ? 1 : LOTSE_FOLD_FORMS); column++)
    {
      GString *form = g_string_sized_new (n + 8);

      for (guint i = 0; i < n; i++)
        append_letter (form, &letters[i], column);
      add_form (tokens, first, form);
    }
}

/* ---- Units of a text ---- */

static const LotseFoldLetter *
unit_letters (const LotseFoldText *text,
              const LotseFoldUnit *unit)
{
  return lotse_fold_text_letters (text, lotse_fold_text_part (text, unit->first_part));
}

guint
lotse_fold_unit_letters (const LotseFoldText *text,
                         const LotseFoldUnit *unit)
{
  guint n = 0;

  for (guint i = 0; i < unit->n_parts; i++)
    n += lotse_fold_text_part (text, unit->first_part + i)->length;
  return n;
}

/* The parts from @i on that are linked at least as closely as @link. */
static guint
linked_parts (const LotseFoldText *text,
              guint i,
              LotseFoldLink link)
{
  guint n = 1;

  while (i + n < text->parts->len && lotse_fold_text_part (text, i + n)->link >= link)
    n++;
  return n;
}

static gboolean
is_particle (const LotseFoldText *text,
             guint i)
{
  const LotseFoldPart *part = lotse_fold_text_part (text, i);
  const LotseFoldLetter *letters = lotse_fold_text_letters (text, part);
  char word[8];

  if (part->length >= sizeof word)
    return FALSE;
  for (guint k = 0; k < part->length; k++)
    {
      if (letters[k].letter >= 0x80)
        return FALSE;
      word[k] = (char) letters[k].letter;
    }
  word[part->length] = '\0';
  return lotse_fold_rules_is_particle (word);
}

/*
 * lotse_fold_units:
 * @name: whether @text is a name
 *
 * Returns: (transfer full): every part of @text, and what may be written as one word: parts linked by
 *   apostrophes, parts linked in any way, and in names a particle with the next word
 */
GArray *
lotse_fold_units (const LotseFoldText *text,
                  gboolean name)
{
  guint n = text->parts->len;
  GArray *units = g_array_sized_new (FALSE, FALSE, sizeof (LotseFoldUnit), n * 2 + 1);

  for (guint i = 0; i < n; i++)
    {
      const LotseFoldPart *part = lotse_fold_text_part (text, i);
      guint close = linked_parts (text, i, LOTSE_FOLD_LINK_APOSTROPHE);
      guint loose = linked_parts (text, i, LOTSE_FOLD_LINK_HYPHEN);
      LotseFoldUnit unit = { i, 1 };

      g_array_append_val (units, unit);
      unit.n_parts = close;
      if (close > 1 && part->link != LOTSE_FOLD_LINK_APOSTROPHE)
        g_array_append_val (units, unit);
      unit.n_parts = loose;
      if (loose > close && part->link == LOTSE_FOLD_LINK_NONE)
        g_array_append_val (units, unit);
      unit.n_parts = 2;
      if (name && loose == 1 && i + 1 < n && is_particle (text, i))
        g_array_append_val (units, unit);
    }
  return units;
}

/* Adds the forms of @unit as they stand in the index, the plain one first. */
void
lotse_fold_add_forms (const LotseFoldText *text,
                      const LotseFoldUnit *unit,
                      GPtrArray *tokens)
{
  const LotseFoldLetter *letters = unit_letters (text, unit);
  guint n = lotse_fold_unit_letters (text, unit);
  guint first = tokens->len;

  add_typed_forms (letters, n, tokens);
  add_contracted (letters, n, tokens, first);
}

void
lotse_fold_add_key_tokens (const LotseFoldText *text,
                           const LotseFoldUnit *unit,
                           GPtrArray *tokens)
{
  const LotseFoldLetter *letters = unit_letters (text, unit);
  guint first = tokens->len;

  lotse_spelling_add_keys (letters, lotse_fold_unit_letters (text, unit), tokens);
  for (guint i = first; i < tokens->len; i++)
    {
      char *key = g_ptr_array_index (tokens, i);

      tokens->pdata[i] = g_strconcat (LOTSE_FOLD_KEY_MARK, key, NULL);
      g_free (key);
    }
}

/* ---- Public functions ---- */

/**
 * lotse_fold:
 * @text: (nullable): any text in UTF-8; bytes that are not UTF-8 separate words
 *
 * Folds @text for search to its plain form, in which no keyboard and no habit of typing matters:
 * compatibility decomposition and case folding; diacritics off; ß to ss; letters such as ł, đ, ø and ı to the
 * Latin letter that they resemble; Arabic, Cyrillic, Greek, Georgian, Hebrew and all other scripts to Latin
 * letters; apostrophes left out; everything else that is neither letter nor digit to one blank. The rules are
 * data, see lotse-fold-rules.c. Folding what is folded changes nothing.
 *
 * Returns: (transfer full): the words of @text in lower-case Latin letters and digits, separated by single
 *   blanks
 */
char *
lotse_fold (const char *text)
{
  g_autoptr (LotseFoldText) parsed = lotse_fold_text_new (text);
  GString *folded = g_string_sized_new (parsed->letters->len + parsed->parts->len + 1);

  for (guint i = 0; i < parsed->parts->len; i++)
    {
      const LotseFoldPart *part = lotse_fold_text_part (parsed, i);
      const LotseFoldLetter *letters = lotse_fold_text_letters (parsed, part);

      if (folded->len > 0 && part->link != LOTSE_FOLD_LINK_APOSTROPHE && folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
      for (guint k = 0; k < part->length; k++)
        append_letter (folded, &letters[k], 0);
    }
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);
  return g_string_free (folded, FALSE);
}

static char **
fold_words (const char *text,
            gboolean name)
{
  g_autoptr (LotseFoldText) parsed = lotse_fold_text_new (text);
  g_autoptr (GArray) units = lotse_fold_units (parsed, name);
  GPtrArray *tokens = g_ptr_array_sized_new (units->len * 3 + 1);

  for (guint i = 0; i < units->len; i++)
    {
      const LotseFoldUnit *unit = &g_array_index (units, LotseFoldUnit, i);

      lotse_fold_add_forms (parsed, unit, tokens);
      if (name)
        lotse_fold_add_key_tokens (parsed, unit, tokens);
    }
  g_ptr_array_add (tokens, NULL);
  return (char **) g_ptr_array_free (tokens, FALSE);
}

/**
 * lotse_fold_words:
 * @text: (nullable): a name in UTF-8
 *
 * Gives the index tokens of a name: for each of its words every folded form, and the spelling keys with
 * LOTSE_FOLD_KEY_MARK before each. A token may stand in the list more than once if the name repeats a word.
 *
 * Returns: (transfer full): the tokens, ended by %NULL
 */
char **
lotse_fold_words (const char *text)
{
  return fold_words (text, TRUE);
}

/**
 * lotse_fold_text_words:
 * @text: (nullable): a text in UTF-8 that is not a name: a note, an address, an e-mail address, a file number
 *
 * Gives the index tokens of a text as lotse_fold_words() does, but without spelling keys, which would only
 * make the index of long texts large and its matches vague.
 *
 * Returns: (transfer full): the tokens, ended by %NULL
 */
char **
lotse_fold_text_words (const char *text)
{
  return fold_words (text, FALSE);
}

/* Adds the tokens that match the key @token: it, and those that differ by an unknown colour of the vowel. */
static void
add_key_variants (GPtrArray *keys,
                  const char *token)
{
  gsize last = strlen (token) - 1;
  const char *digits = token[last] == LOTSE_SPELLING_ANY_VOWEL ? "0129" : (char[]) { token[last], '9', '\0' };

  for (; *digits != '\0'; digits++)
    {
      char *key = g_strdup (token);

      key[last] = *digits;
      g_ptr_array_add (keys, key);
    }
}

static void
query_word_fill (LotseFoldQueryWord *word,
                 const LotseFoldText *text,
                 const LotseFoldUnit *unit)
{
  GPtrArray *prefixes = g_ptr_array_new ();
  GPtrArray *keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) own_keys = g_ptr_array_new_with_free_func (g_free);

  add_typed_forms (unit_letters (text, unit), lotse_fold_unit_letters (text, unit), prefixes);
  lotse_fold_add_key_tokens (text, unit, own_keys);
  for (guint i = 0; i < own_keys->len; i++)
    add_key_variants (keys, g_ptr_array_index (own_keys, i));
  g_ptr_array_add (prefixes, NULL);
  g_ptr_array_add (keys, NULL);
  word->prefixes = (char **) g_ptr_array_free (prefixes, FALSE);
  word->keys = (char **) g_ptr_array_free (keys, FALSE);
}

/**
 * lotse_fold_query_new:
 * @typed: (nullable): what a person typed into a search field
 *
 * Folds what was typed into the tokens to look for. Parts joined by an apostrophe are one word, parts joined
 * by a hyphen are several. A typed umlaut is looked for in all its forms; a form that was typed is looked for
 * only as it is, because the index holds every form of what is stored.
 *
 * Returns: (transfer full): the query; free it with lotse_fold_query_free()
 */
LotseFoldQuery *
lotse_fold_query_new (const char *typed)
{
  g_autoptr (LotseFoldText) text = lotse_fold_text_new (typed);
  LotseFoldQuery *self = g_new0 (LotseFoldQuery, 1);
  guint i = 0;

  self->words = g_new0 (LotseFoldQueryWord, LOTSE_FOLD_QUERY_WORDS_MAX);
  while (i < text->parts->len && self->n_words < LOTSE_FOLD_QUERY_WORDS_MAX)
    {
      LotseFoldUnit unit = { i, linked_parts (text, i, LOTSE_FOLD_LINK_APOSTROPHE) };
      LotseFoldQueryWord *word = &self->words[self->n_words];

      query_word_fill (word, text, &unit);
      i += unit.n_parts;
      if (word->prefixes[0] != NULL)
        {
          self->n_words++;
          continue;
        }
      /* Letters that folding drops altogether (a lone Cyrillic soft sign) are nothing to search for. */
      g_clear_pointer (&word->prefixes, g_strfreev);
      g_clear_pointer (&word->keys, g_strfreev);
    }
  return self;
}

/**
 * lotse_fold_query_free:
 * @self: a query
 */
void
lotse_fold_query_free (LotseFoldQuery *self)
{
  for (guint i = 0; i < self->n_words; i++)
    {
      g_strfreev (self->words[i].prefixes);
      g_strfreev (self->words[i].keys);
    }
  g_free (self->words);
  g_free (self);
}
