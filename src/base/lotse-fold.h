/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding of names and texts for search: what a German keyboard types finds what is stored.
 *
 * How the pieces fit together:
 *
 * - The store keeps, beside a text, the tokens of lotse_fold_words() (names) or lotse_fold_text_words() (all
 *   else) in a full-text index with the tokenizer ascii, separated by blanks.
 * - A search folds what was typed with lotse_fold_query_new(). A record matches when for each typed word one
 *   of its tokens begins with one of the word's prefixes; or, found after those, with one of its keys.
 * - What was found is put in order by lotse_fold_query_rank().
 *
 * Tokens consist of lower-case letters and digits. Tokens of spelling keys begin with LOTSE_FOLD_KEY_MARK, a
 * character for private use: no keyboard types it, folding removes it from every text, and the tokenizer takes
 * it for a letter, as all that is not ASCII. Keys end with a digit and have none before, so that one key is never the
 * beginning of another: prefix search finds exactly the key.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* U+E000 in UTF-8: the first character of each token that is a spelling key. */
#define LOTSE_FOLD_KEY_MARK "\xee\x80\x80"

/* A query keeps this many typed words; further ones are ignored. */
#define LOTSE_FOLD_QUERY_WORDS_MAX 12

/**
 * LotseFoldQueryWord:
 * @prefixes: a token that begins with one of these matches the word as typed; never empty
 * @keys: a token that begins with one of these is another spelling of the word; may be empty
 *
 * One typed word. Both lists end with %NULL and hold tokens as they stand in the index; they consist of
 * letters, digits and LOTSE_FOLD_KEY_MARK only and need quoting for nothing but keywords of the query
 * language.
 */
typedef struct
{
  char **prefixes;
  char **keys;
} LotseFoldQueryWord;

/**
 * LotseFoldQuery:
 * @words: the typed words in their order
 * @n_words: how many; 0 when nothing was typed that can be searched
 *
 * What was typed, folded.
 */
typedef struct
{
  LotseFoldQueryWord *words;
  guint n_words;
} LotseFoldQuery;

/**
 * LotseFoldRank:
 * @LOTSE_FOLD_RANK_NONE: some typed word is not in the name
 * @LOTSE_FOLD_RANK_SPELLING: every word is, some only in another spelling
 * @LOTSE_FOLD_RANK_PREFIX: every word begins a word of the name
 * @LOTSE_FOLD_RANK_WORDS: every word is a whole word of the name
 * @LOTSE_FOLD_RANK_NAME: the words are the whole name, in any order
 *
 * Classes of matches. A rank divided by LOTSE_FOLD_RANK_STEP is its class; higher ranks are better, and
 * within a class words in the order of the name and better covered names come first.
 */
typedef enum
{
  LOTSE_FOLD_RANK_NONE = 0,
  LOTSE_FOLD_RANK_SPELLING = 1,
  LOTSE_FOLD_RANK_PREFIX = 2,
  LOTSE_FOLD_RANK_WORDS = 3,
  LOTSE_FOLD_RANK_NAME = 4,
} LotseFoldRank;

#define LOTSE_FOLD_RANK_STEP 1000

char *lotse_fold (const char *text);
char **lotse_fold_words (const char *text);
char **lotse_fold_text_words (const char *text);

LotseFoldQuery *lotse_fold_query_new (const char *typed);
void lotse_fold_query_free (LotseFoldQuery *self);
int lotse_fold_query_rank (const LotseFoldQuery *self, const char *candidate);
int lotse_fold_rank (const char *typed, const char *candidate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseFoldQuery, lotse_fold_query_free)

G_END_DECLS
