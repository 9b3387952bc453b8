/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of the writes of an edit, in memory and in the history.
 *
 * The history keeps one row for each edit, with {register: [value, base, effective, verdict, stood, after,
 * offered, seen]} for its writes; by it a repeated write gets its first verdict again, and the merge learns who had seen what.
 */
#pragma once

#include "lotse-centre-private.h"

G_BEGIN_DECLS

typedef struct
{
  const LotseWrite *write;
  LotseVerdict verdict; /* NONE while it is still to be merged */
  guint64 effective;    /* 0 without one */
  const char *reason;   /* static, or NULL */
  gboolean stood;
  gboolean known;  /* the history has it already */
  gboolean twin;   /* under another name of the device: it was written before a disk was copied, and both sent it */
  gboolean named;  /* known, and offered again by a name that the history does not have */
  char *target;    /* the record that it waits for */
} LotseOutcome;

/* Reads what the history has of these outcomes' writes. */
gboolean lotse_past_recall (const LotsePast *past, LotseOutcome *outcomes, guint n, GError **error);

/* The same for what the history has under another name of the device, where it is the same write and not only the same clock. */
gboolean lotse_past_recall_twin (const LotsePast *past, LotseOutcome *outcomes, guint n, GError **error);

/* The text for the history: what `past` (or NULL) has, and the outcomes that belong there; `seen` is the edit's, or NULL. */
char *lotse_past_print (const LotsePast *past, const LotseOutcome *outcomes, guint n, const char *seen, GError **error);

/* One write as the history has it. */
typedef struct
{
  char *value; /* g_free */
  LotseStamp base;
  LotseStamp after;
  guint64 effective;
  guint64 offered; /* the effective clock that it came with, when it was offered again; or 0 */
  LotseVerdict verdict;
  char *seen; /* of a deletion: what its person had seen of the record, or NULL; g_free */
} LotsePastWrite;

/* The row's write of that register; its verdict is NONE when the row has none. */
gboolean lotse_past_find (const LotsePast *past, const char *reg, LotsePastWrite *write, GError **error);

/* One write of a row, for those who show the history. */
typedef void (*LotsePastVisit) (const LotsePast *past, const char *reg, const char *value, guint64 effective, LotseVerdict verdict,
                                gboolean stood, gpointer data);
gboolean lotse_past_visit (const LotsePast *past, LotsePastVisit visit, gpointer data, GError **error);

G_END_DECLS
