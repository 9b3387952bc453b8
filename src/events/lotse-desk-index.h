/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names in memory, found from the first letter on however they are spelt.
 *
 * Load: 20,000 names of two or three words, asked at each key press.  The tokens of lotse_fold_words() lie sorted in one
 * array; an answer looks up each typed word by bisection and ranks no more than some hundred names exactly.  A name has a
 * number, by which the caller knows it.  An index belongs to one thread at a time.
 */
#pragma once

#include "lotse-fold.h"

G_BEGIN_DECLS

typedef struct _LotseDeskIndex LotseDeskIndex;

typedef struct
{
  guint number;
  int rank; /* of lotse_fold_query_rank() */
} LotseDeskMatch;

LotseDeskIndex *lotse_desk_index_new (void);
void lotse_desk_index_free (LotseDeskIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseDeskIndex, lotse_desk_index_free)

guint lotse_desk_index_add (LotseDeskIndex *self, const char *name);
void lotse_desk_index_sort (LotseDeskIndex *self);
GArray *lotse_desk_index_search (LotseDeskIndex *self, const LotseFoldQuery *query, guint most);

G_END_DECLS
