/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The index tokens of many names, word by word from memory.
 *
 * Load: a first sync folds 100,000 names in a row, which are made of a few thousand words.  A cache belongs to one thread
 * and keeps a few thousand words at most; it gives exactly the tokens of lotse_fold_words().
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LotseFoldCache LotseFoldCache;

LotseFoldCache *lotse_fold_cache_new (void);
void lotse_fold_cache_free (LotseFoldCache *self);
/* Appends the tokens of the name, each behind a blank unless `out` is empty. */
void lotse_fold_cache_append (LotseFoldCache *self, const char *name, GString *out);

G_END_DECLS
