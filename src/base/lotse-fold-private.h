/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lotse-fold.c and lotse-fold-rank.c share: the units of a text in which words are looked for.
 */
#pragma once

#include "lotse-fold-text.h"

G_BEGIN_DECLS

/* One or more parts taken as one word. */
typedef struct
{
  guint first_part;
  guint n_parts;
} LotseFoldUnit;

GArray *lotse_fold_units (const LotseFoldText *text, gboolean name);
void lotse_fold_add_forms (const LotseFoldText *text, const LotseFoldUnit *unit, GPtrArray *tokens);
void lotse_fold_add_key_tokens (const LotseFoldText *text, const LotseFoldUnit *unit, GPtrArray *tokens);
guint lotse_fold_unit_letters (const LotseFoldText *text, const LotseFoldUnit *unit);

G_END_DECLS
