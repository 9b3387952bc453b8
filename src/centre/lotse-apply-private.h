/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files that take edits share: one edit on its way.
 */
#pragma once

#include "lotse-apply.h"

G_BEGIN_DECLS

typedef struct
{
  LotseWriter *writer;
  LotseCentre *centre;
  const LotseEdit *edit;
  const LotseKind *kind;  /* NULL for one that this version does not know */
  LotsePast *past;        /* what the history has of this edit, or NULL */
  LotseStored *stored;    /* the record, or NULL */
  LotseRegisters *before; /* its registers, or NULL */
  LotseOutcome *outcomes; /* one for each write */
  guint n;
  gboolean again; /* the edit was parked, and what it waited for has come */
} LotseApply;

/* How many outcomes are still to be merged. */
guint lotse_apply_open (const LotseApply *self);
/* Gives all open outcomes one verdict. */
void lotse_apply_settle (LotseApply *self, LotseVerdict verdict, const char *reason, const char *target);

/* Gives a verdict to what cannot be merged, by rights, values and links (lotse-apply-decide.c). */
gboolean lotse_apply_decide (LotseApply *self, GError **error);
/* After the merge: whether the record may be what it has become; settles what may not, and says so in `undone`. */
gboolean lotse_apply_decide_result (LotseApply *self, const LotseStored *record, const LotseRegisters *after, gboolean *undone,
                                    GError **error);

/* Merges what is open and keeps the record (lotse-apply-merge.c). */
gboolean lotse_apply_merge (LotseApply *self, GError **error);

/* Closes the conflicts about what turns out to have been seen, now that known writes have one name more. */
gboolean lotse_apply_close_seen (LotseApply *self, GError **error);

/* One edit without what follows; `again` if it waited and is known; no line if it has to wait (lotse-apply.c). */
LotseVerdicts *lotse_apply_one (LotseWriter *writer, const LotseEdit *edit, gboolean again, GError **error);

/* What follows an edit (lotse-apply-again.c): others waited for a record that it made, or it accepts what was put before staff. */
gboolean lotse_apply_waiting (LotseCentre *self, GError **error);
/* `waits` says that a damaged record could not take what was accepted. */
gboolean lotse_apply_accepted (LotseWriter *writer, const LotseEdit *decision, const LotseVerdicts *verdicts, gboolean *waits,
                               GError **error);
/* Only the first `n` records of this transaction have come; the others were taken back. */
void lotse_apply_forget_arrived (LotseCentre *self, guint n);

G_END_DECLS
