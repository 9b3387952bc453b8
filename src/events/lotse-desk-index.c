/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names in memory; see the header.
 *
 * Search goes in two steps.  The tokens say of each name how well its worst word fits: whole, beginning, or another
 * spelling.  Of those that fit best the exact rank is made, which takes a few microseconds a name.
 */
#include "config.h"

#include "lotse-desk-index.h"

#include <string.h>

#define RANKED_AT_ONCE 64
#define RANKED_MOST 512 /* of more names that begin with one letter the shortest come first */

typedef struct
{
  const char *token; /* owned by the chunk */
  guint number;
} Token;

typedef struct
{
  const char *name; /* owned by the chunk */
  guint length;
} Name;

typedef enum
{
  FIT_NONE,
  FIT_SPELLING,
  FIT_PREFIX,
  FIT_WHOLE,
} Fit;

struct _LotseDeskIndex
{
  GStringChunk *chunk;
  GArray *names;  /* of Name */
  GArray *tokens; /* of Token */
  gboolean sorted;
};

LotseDeskIndex *
lotse_desk_index_new (void)
{
  LotseDeskIndex *self = g_new0 (LotseDeskIndex, 1);

  self->chunk = g_string_chunk_new (1 << 16);
  self->names = g_array_new (FALSE, FALSE, sizeof (Name));
  self->tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  return self;
}

void
lotse_desk_index_free (LotseDeskIndex *self)
{
  if (self == NULL)
    return;
  g_string_chunk_free (self->chunk);
  g_array_unref (self->names);
  g_array_unref (self->tokens);
  g_free (self);
}

static int
compare_tokens (gconstpointer a, gconstpointer b)
{
  const Token *one = a, *other = b;
  int order = strcmp (one->token, other->token);

  return order != 0 ? order : (one->number > other->number) - (one->number < other->number);
}

/* The first token that is not smaller. */
static guint
lower_bound (const LotseDeskIndex *self, const char *text)
{
  guint low = 0, high = self->tokens->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (g_array_index (self->tokens, Token, middle).token, text) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * lotse_desk_index_add:
 * @name: a name
 *
 * Returns: its number: 0 for the first name, 1 for the second, and so on
 */
guint
lotse_desk_index_add (LotseDeskIndex *self, const char *name)
{
  g_auto (GStrv) words = lotse_fold_words (name);
  Name entry = { g_string_chunk_insert (self->chunk, name), (guint) strlen (name) };
  guint number = self->names->len;

  g_array_append_val (self->names, entry);
  for (guint i = 0; words[i] != NULL; i++)
    {
      /* Many people have the same names: one copy of each token does. */
      Token token = { g_string_chunk_insert_const (self->chunk, words[i]), number };

      if (self->sorted)
        g_array_insert_val (self->tokens, lower_bound (self, token.token), token);
      else
        g_array_append_val (self->tokens, token);
    }
  return number;
}

/**
 * lotse_desk_index_sort:
 *
 * Sorts what was added, so that the first search need not.
 */
void
lotse_desk_index_sort (LotseDeskIndex *self)
{
  if (!self->sorted)
    g_array_sort (self->tokens, compare_tokens);
  self->sorted = TRUE;
}

/* --- Searching ---------------------------------------------------------------------------------------------- */

static void
note_tokens (const LotseDeskIndex *self, char **typed, gboolean spelling, guint8 *fits)
{
  for (; *typed != NULL; typed++)
    {
      gsize length = strlen (*typed);

      for (guint i = lower_bound (self, *typed); i < self->tokens->len; i++)
        {
          const Token *token = &g_array_index (self->tokens, Token, i);
          Fit fit = spelling ? FIT_SPELLING : token->token[length] == '\0' ? FIT_WHOLE : FIT_PREFIX;

          if (strncmp (token->token, *typed, length) != 0)
            break;
          fits[token->number] = MAX (fits[token->number], (guint8) fit);
        }
    }
}

/* How well the worst of the typed words fits each name (g_free). */
static guint8 *
note_words (const LotseDeskIndex *self, const LotseFoldQuery *query)
{
  guint n = self->names->len;
  guint8 *worst = g_malloc (MAX (n, 1));
  g_autofree guint8 *fits = g_malloc (MAX (n, 1));

  memset (worst, FIT_WHOLE, n);
  for (guint i = 0; i < query->n_words; i++)
    {
      memset (fits, FIT_NONE, n);
      note_tokens (self, query->words[i].prefixes, FALSE, fits);
      note_tokens (self, query->words[i].keys, TRUE, fits);
      for (guint k = 0; k < n; k++)
        worst[k] = MIN (worst[k], fits[k]);
    }
  return worst;
}

typedef struct
{
  guint number;
  guint length;
  guint8 fit;
} Candidate;

/* What is nearest to being the whole name comes first. */
static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->fit != other->fit)
    return other->fit - one->fit;
  if (one->length != other->length)
    return one->length < other->length ? -1 : 1;
  return (one->number > other->number) - (one->number < other->number);
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const LotseDeskMatch *one = a, *other = b;

  if (one->rank != other->rank)
    return other->rank - one->rank;
  return (one->number > other->number) - (one->number < other->number);
}

static GArray *
list_candidates (const LotseDeskIndex *self, const LotseFoldQuery *query)
{
  g_autofree guint8 *fits = note_words (self, query);
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < self->names->len; i++)
    if (fits[i] != FIT_NONE)
      {
        Candidate candidate = { i, g_array_index (self->names, Name, i).length, fits[i] };

        g_array_append_val (candidates, candidate);
      }
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

/**
 * lotse_desk_index_search:
 * @query: what was typed
 * @most: how many are wanted
 *
 * Returns: (transfer full) (element-type LotseDeskMatch): the names that fit, the best first
 */
GArray *
lotse_desk_index_search (LotseDeskIndex *self, const LotseFoldQuery *query, guint most)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (LotseDeskMatch));
  g_autoptr (GArray) candidates = NULL;

  lotse_desk_index_sort (self);
  if (query->n_words == 0)
    return matches;
  candidates = list_candidates (self, query);
  /* Two typed words may have found the same word of a name: then the exact rank is 0, and another name must take its place. */
  for (guint i = 0; i < candidates->len && i < RANKED_MOST && (i < RANKED_AT_ONCE || matches->len < most); i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      LotseDeskMatch match = { candidate->number, 0 };

      match.rank = lotse_fold_query_rank (query, g_array_index (self->names, Name, candidate->number).name);
      if (match.rank > 0)
        g_array_append_val (matches, match);
    }
  g_array_sort (matches, compare_matches);
  if (matches->len > most)
    g_array_set_size (matches, most);
  return matches;
}
