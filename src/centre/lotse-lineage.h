/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who had seen what: the writes of one register with the writes that each was made over, read from the history.
 *
 * It is asked for only when a write does not simply follow what stands: two people wrote at once, or the centre was
 * restored and gets its past again in pieces and in any order.  A register then has some tens of writes.
 *
 * A restored centre meets writes whose bases it does not have.  Until such a base comes, whatever was at the centre before
 * the restore, or was offered again, and is not newer than it, is taken for seen.  When it has come, nothing is guessed:
 * what turns out not to have been seen by anybody is found by lotse_lineage_unseen().
 */
#pragma once

#include "lotse-past.h"

G_BEGIN_DECLS

typedef struct _LotseLineage LotseLineageTree;

LotseLineageTree *lotse_lineage_read (LotseCentre *centre, const char *id, const char *reg, GError **error);
void lotse_lineage_free (LotseLineageTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseLineageTree, lotse_lineage_free)

/* How a write that the history does not have yet is related to the standing one. */
LotseLineage lotse_lineage_relate (LotseLineageTree *self, LotseStamp standing, const LotseEdit *edit, const LotseWrite *write);

/* Takes the write in, with the clock that it was given. */
void lotse_lineage_add (LotseLineageTree *self, const LotseEdit *edit, const LotseWrite *write, guint64 effective);

/* A write that neither stands nor was seen by anybody who wrote later. */
typedef struct
{
  const char *value;
  LotseStamp stamp;
  LotseStamp offered; /* its stamp before the centre was restored, or none */
} LotseUnseen;

/* GArray of LotseUnseen, whose values belong to the tree. */
GArray *lotse_lineage_unseen (LotseLineageTree *self, const LotseRegister *standing);

G_END_DECLS
