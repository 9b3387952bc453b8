/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Likely doubles: two records that may stand for one human or one organisation.
 *
 * All records of a kind are read in pages, so that other work on the database comes in between; call it on a thread of its
 * own.  Records that are in the bin, or that another stands for, are no candidates.  Nothing is united here (lotse-unite.h).
 *
 * Load: 100,000 records, some 600 bytes each while it works.
 */
#pragma once

#include "lotse-fold.h"
#include "lotse-store.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_LIKELY_NAME = 1 << 0,     /* the same name, in any order of its words */
  LOTSE_LIKELY_SPELLING = 1 << 1, /* another spelling of it, or a part of it */
  LOTSE_LIKELY_EMAIL = 1 << 2,
  LOTSE_LIKELY_PHONE = 1 << 3,
  LOTSE_LIKELY_ORGANISATION = 1 << 4,
  LOTSE_LIKELY_TOWN = 1 << 5,
  LOTSE_LIKELY_WALK_IN = 1 << 6, /* one of them walked in at a desk */
} LotseLikelyReasons;

typedef struct
{
  char *one; /* the smaller id */
  char *other;
  LotseLikelyReasons why;
} LotseLikely;
void lotse_likely_free (LotseLikely *self);

/* How alike two names are: NAME, SPELLING or 0. `query` is that of `name`. */
LotseLikelyReasons lotse_likely_names (const LotseFoldQuery *query, const char *name, const char *candidate);

GPtrArray *lotse_likely_find (LotseStore *store, const LotseKind *kind, GCancellable *cancellable, GError **error);

/* The reasons in words, separated by commas (g_free). */
char *lotse_likely_words (LotseLikelyReasons why);

/* Remembers for everybody that these are two. */
gboolean lotse_likely_deny (LotseStore *store, const char *one, const char *other, const char *group, GError **error);

G_END_DECLS
