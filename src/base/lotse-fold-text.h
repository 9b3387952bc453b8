/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text taken apart for folding: letters with their marks, and the parts of words that they make.
 *
 * Private to the folding code of the base layer.
 */
#pragma once

#include "lotse-fold-rules.h"

G_BEGIN_DECLS

/* One letter, case folded and decomposed, with the first of its combining marks (0 without any). */
typedef struct
{
  guint16 letter;
  guint16 mark;
} LotseFoldLetter;

/* How a part of a word hangs together with the part before it. */
typedef enum
{
  LOTSE_FOLD_LINK_NONE,
  LOTSE_FOLD_LINK_HYPHEN,
  LOTSE_FOLD_LINK_APOSTROPHE,
} LotseFoldLink;

/* A run of letters without anything between them. The letters of linked parts lie next to each other. */
typedef struct
{
  guint start;
  guint length;
  LotseFoldLink link;
} LotseFoldPart;

typedef struct
{
  GArray *letters; /* of LotseFoldLetter */
  GArray *parts;   /* of LotseFoldPart */
} LotseFoldText;

LotseFoldText *lotse_fold_text_new (const char *text);
void lotse_fold_text_free (LotseFoldText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseFoldText, lotse_fold_text_free)

const LotseFoldLetter *lotse_fold_text_letters (const LotseFoldText *self, const LotseFoldPart *part);
const LotseFoldPart *lotse_fold_text_part (const LotseFoldText *self, guint index);

G_END_DECLS
