/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well a name fits what was typed.
 *
 * Each typed word takes one word (or joined word) of the name for itself. The longest typed words choose
 * first: what a longer word may take, a shorter one that it begins with may take too, never the other way
 * round, so that no choice needs to be taken back.
 *
 * Called for the few hundred names that the index found, for each key typed.
 */
#include "lotse-fold.h"

#include <string.h>

#include "lotse-fold-private.h"

/* Names have fewer parts; of longer texts only these are looked at. */
#define MOST_PARTS 64

/* What one typed word is worth: the kind of match, and how close it is within the kind. */
#define WORTH_WHOLE 300
#define WORTH_PREFIX 200
#define WORTH_SPELLING 100
#define WORTH_CLOSENESS 99

#define ORDER_BONUS 400
#define COVERAGE_BONUS 99

typedef struct
{
  LotseFoldUnit unit;
  GPtrArray *forms;
  GPtrArray *keys;
} Word;

typedef struct
{
  GArray *words;  /* of Word: the units of the name */
  guint64 taken;  /* one bit for each part */
  guint n_parts;
  guint letters;
  guint letters_taken;
} Name;

static void
word_clear (gpointer data)
{
  Word *word = data;

  g_ptr_array_unref (word->forms);
  g_ptr_array_unref (word->keys);
}

static void
name_init (Name *self,
           const LotseFoldText *text)
{
  g_autoptr (GArray) units = lotse_fold_units (text, TRUE);

  self->words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_array_set_clear_func (self->words, word_clear);
  self->taken = 0;
  self->n_parts = MIN (text->parts->len, MOST_PARTS);
  self->letters = text->letters->len;
  self->letters_taken = 0;
  for (guint i = 0; i < units->len; i++)
    {
      Word word = { g_array_index (units, LotseFoldUnit, i), NULL, NULL };

      if (word.unit.first_part + word.unit.n_parts > self->n_parts)
        continue;
      word.forms = g_ptr_array_new_with_free_func (g_free);
      word.keys = g_ptr_array_new_with_free_func (g_free);
      lotse_fold_add_forms (text, &word.unit, word.forms);
      lotse_fold_add_key_tokens (text, &word.unit, word.keys);
      g_array_append_val (self->words, word);
    }
}

static guint64
unit_bits (const LotseFoldUnit *unit)
{
  guint64 bits = unit->n_parts >= 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << unit->n_parts) - 1;

  return bits << unit->first_part;
}

/* The edit distance of two short words; longer ones count as far apart. */
static guint
distance (const char *a,
          const char *b)
{
  gsize n = strlen (a), m = strlen (b);
  guint row[49];

  if (n >= G_N_ELEMENTS (row) || m >= G_N_ELEMENTS (row))
    return (guint) MAX (n, m);
  for (gsize j = 0; j <= m; j++)
    row[j] = (guint) j;
  for (gsize i = 1; i <= n; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i;
      for (gsize j = 1; j <= m; j++)
        {
          guint above = row[j];
          guint replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);

          row[j] = MIN (MIN (row[j - 1], above) + 1, replaced);
          diagonal = above;
        }
    }
  return row[m];
}

/* What the prefixes of a typed word are worth against one form of a word in the name. */
static int
worth_of_form (char **prefixes,
               const char *form)
{
  gsize length = strlen (form);
  int best = 0;

  for (; *prefixes != NULL; prefixes++)
    {
      gsize typed = strlen (*prefixes);

      if (typed > length || strncmp (*prefixes, form, typed) != 0)
        continue;
      if (typed == length)
        return WORTH_WHOLE;
      best = MAX (best, WORTH_PREFIX + (int) (WORTH_CLOSENESS * typed / length));
    }
  return best;
}

static int
worth_of_word (const LotseFoldQueryWord *typed,
               const Word *word)
{
  int best = 0;

  for (guint i = 0; i < word->forms->len; i++)
    best = MAX (best, worth_of_form (typed->prefixes, g_ptr_array_index (word->forms, i)));
  if (best > 0 || word->forms->len == 0)
    return best;

  for (guint i = 0; i < word->keys->len; i++)
    if (g_strv_contains ((const char *const *) typed->keys, g_ptr_array_index (word->keys, i)))
      {
        const char *form = g_ptr_array_index (word->forms, 0);
        gsize longest = MAX (strlen (form), strlen (typed->prefixes[0]));

        return WORTH_SPELLING
               + (int) (WORTH_CLOSENESS * (longest - distance (typed->prefixes[0], form)) / longest);
      }
  return 0;
}

/* Lets a typed word take the best free word of the name. Returns its worth, and where it stands in @part. */
static int
take_best (Name *self,
           const LotseFoldText *text,
           const LotseFoldQueryWord *typed,
           guint *part)
{
  const Word *chosen = NULL;
  int best = 0;

  for (guint i = 0; i < self->words->len; i++)
    {
      const Word *word = &g_array_index (self->words, Word, i);
      int worth = (self->taken & unit_bits (&word->unit)) == 0 ? worth_of_word (typed, word) : 0;

      if (worth > best)
        {
          best = worth;
          chosen = word;
        }
    }
  if (chosen != NULL)
    {
      self->taken |= unit_bits (&chosen->unit);
      self->letters_taken += lotse_fold_unit_letters (text, &chosen->unit);
      *part = chosen->unit.first_part;
    }
  return best;
}

/* The typed words, longest first; words of one length keep their order. */
static void
longest_first (const LotseFoldQuery *query,
               guint order[LOTSE_FOLD_QUERY_WORDS_MAX])
{
  for (guint i = 0; i < query->n_words; i++)
    {
      gsize length = strlen (query->words[i].prefixes[0]);
      guint k = i;

      for (; k > 0 && strlen (query->words[order[k - 1]].prefixes[0]) < length; k--)
        order[k] = order[k - 1];
      order[k] = i;
    }
}

static int
class_of (const Name *name,
          int least_worth)
{
  guint64 all = name->n_parts >= 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << name->n_parts) - 1;

  if (least_worth < WORTH_PREFIX)
    return LOTSE_FOLD_RANK_SPELLING;
  if (least_worth < WORTH_WHOLE)
    return LOTSE_FOLD_RANK_PREFIX;
  return name->taken == all ? LOTSE_FOLD_RANK_NAME : LOTSE_FOLD_RANK_WORDS;
}

static int
rank_name (const LotseFoldQuery *query,
           const LotseFoldText *text,
           Name *name)
{
  guint order[LOTSE_FOLD_QUERY_WORDS_MAX], parts[LOTSE_FOLD_QUERY_WORDS_MAX];
  int sum = 0, least = WORTH_WHOLE;
  gboolean in_order = TRUE;

  longest_first (query, order);
  for (guint i = 0; i < query->n_words; i++)
    {
      int worth = take_best (name, text, &query->words[order[i]], &parts[order[i]]);

      if (worth == 0)
        return 0;
      sum += worth;
      least = MIN (least, worth);
    }
  for (guint i = 1; i < query->n_words; i++)
    in_order = in_order && parts[i] > parts[i - 1];

  return class_of (name, least) * LOTSE_FOLD_RANK_STEP + (in_order ? ORDER_BONUS : 0)
         + sum / (int) query->n_words
         + (int) (COVERAGE_BONUS * MIN (name->letters_taken, name->letters) / MAX (name->letters, 1));
}

/**
 * lotse_fold_query_rank:
 * @self: what was typed
 * @candidate: (nullable): a name
 *
 * Says how well @candidate fits: the whole name before whole words of it, these before beginnings of words,
 * and these before other spellings; within each of these classes words typed in the order of the name come
 * first, then closer matches, then shorter names. See #LotseFoldRank.
 *
 * Returns: 0 when some typed word is not in @candidate, else at least LOTSE_FOLD_RANK_STEP; higher is better
 */
int
lotse_fold_query_rank (const LotseFoldQuery *self,
                       const char *candidate)
{
  g_autoptr (LotseFoldText) text = lotse_fold_text_new (candidate);
  Name name;
  int rank;

  if (self->n_words == 0 || text->parts->len == 0)
    return 0;
  name_init (&name, text);
  rank = rank_name (self, text, &name);
  g_array_unref (name.words);
  return rank;
}

/**
 * lotse_fold_rank:
 * @typed: what a person typed
 * @candidate: a name
 *
 * As lotse_fold_query_rank(), for a single comparison.
 *
 * Returns: 0 when some typed word is not in @candidate, else at least LOTSE_FOLD_RANK_STEP; higher is better
 */
int
lotse_fold_rank (const char *typed,
                 const char *candidate)
{
  g_autoptr (LotseFoldQuery) query = lotse_fold_query_new (typed);

  return lotse_fold_query_rank (query, candidate);
}
