/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A person or organisation as the search for doubles sees it, and the keys that doubles share: the mail, the telephone numbers,
 * the name, and how the name sounds, alone and together with an organisation or town.
 */
#pragma once

#include "lotse-record.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *name;
  char *name_key;           /* its words in order */
  char *email;
  char *town;
  GPtrArray *phones;        /* digits */
  GPtrArray *organisations; /* ids, or folded names; NULL: none */
  gboolean walk_in;
} LotseCandidate;

LotseCandidate *lotse_candidate_new (LotseRecord *record);
void lotse_candidate_free (LotseCandidate *self);

/* Takes from a membership, registration or attendance where somebody belongs, or came from to an event. */
void lotse_candidate_add_link (LotseCandidate *self, LotseRecord *record);

/* Of char *; some may come twice. */
GPtrArray *lotse_candidate_dup_keys (const LotseCandidate *self);

G_END_DECLS
