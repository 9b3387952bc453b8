/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who had seen what: the writes of one register with the writes that each was made over, read from the history.
 *
 * It is asked for only when a write does not simply follow what stands: two people wrote at once, or the centre was
 * restored and gets its past again in pieces and in any order.  A register then has some tens of writes.
 *
 * A restored centre meets writes whose bases it does not have.  Until such a base comes, which may be never, nobody knows
 * what it had seen in its turn.  A write over it wins over what was at the centre before the restore, or was offered
 * again, and is not newer than the base; but what it won over counts as unseen, so that it is shown as a conflict.  When the
 * base comes and shows that it was seen after all, the conflict is closed again.
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

/*
 * Whether somebody on that device who saw the value with the stamp `saw` knew of the write with the stamp `of`.  What a restored
 * centre has lost counts as later than what is not newer.
 */
gboolean lotse_lineage_was_seen (LotseLineageTree *self, LotseStamp saw, LotseStamp of, guint64 device);

/* The same of a write that the history does not have yet. */
gboolean lotse_lineage_would_see (LotseLineageTree *self, LotseStamp saw, const LotseEdit *edit, const LotseWrite *write);

/* Takes the write in, with the clock that it was given. */
void lotse_lineage_add (LotseLineageTree *self, const LotseEdit *edit, const LotseWrite *write, guint64 effective);

/* The clocks of that device's writes; ends with 0; g_free. */
guint64 *lotse_lineage_clocks (LotseLineageTree *self, guint64 device);

typedef enum
{
  LOTSE_TRACE_STANDS, /* or has the value that stands, or that somebody wrote again */
  LOTSE_TRACE_SEEN,   /* somebody who had seen it wrote something else over it */
  LOTSE_TRACE_UNSEEN, /* neither */
} LotseTraceState;

/* What became of a write, as far as the history tells. */
typedef struct
{
  const char *value; /* belongs to the tree */
  LotseStamp stamp;
  LotseStamp offered; /* its stamp before the centre was restored, or none */
  LotseTraceState state;
} LotseTrace;

/* GArray of LotseTrace, one for each write. */
GArray *lotse_lineage_trace (LotseLineageTree *self, const LotseRegister *standing);

G_END_DECLS
