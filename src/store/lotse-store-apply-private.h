/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the two halves of applying an answer share: verdicts (lotse-store-settle.c) and records (lotse-store-apply.c).
 */
#pragma once

#include "lotse-protocol.h"
#include "lotse-store-private.h"

G_BEGIN_DECLS

/* A record that the answer touches. */
typedef struct
{
  LotseStoreRow row;
  gboolean waiting;     /* had edits in the outbox before */
  LotseRegisters *base; /* the centre's registers as they were here, with what verdicts made of them */
  const LotseRegisters *sent; /* the centre's registers if the answer has them, and who changed them last if it says so; */
  const char *by;             /* owned by the answer */
  gboolean changed;     /* the centre sent it */
  LotseGone gone;
} LotseTouched;

typedef struct
{
  const LotseSyncAnswer *answer;
  const char *send_id;
  LotseApplied *applied; /* counted as it goes */
  GHashTable *touched; /* id -> LotseTouched */
  GPtrArray *order;    /* of ids, as the answer has them */
  gboolean careful;    /* one record could not be applied: each is tried by itself */
  gboolean news;       /* what comes is news, and not part of a first sync or a new listing */
  char *account;       /* whose own changes are no news */
  gboolean any_aside;  /* records were set aside before, one of which may come now */
  gboolean no_outbox;  /* nothing waits and nothing has left: a first sync need not ask for each record */
} LotseApply;

/* The record, read once for the whole answer; NULL with an error. */
LotseTouched *lotse_store_touch (LotseStore *self, LotseApply *apply, const char *id, GError **error);
/* What the verdicts on one edit do to the outbox, the history and the centre's registers of its record; counts it. */
gboolean lotse_store_settle (LotseStore *self, LotseApply *apply, const LotseVerdicts *verdicts, GError **error);

G_END_DECLS
