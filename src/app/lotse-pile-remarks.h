/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The open answers of a pile of paper, a list for each question: one Enter for each answer, the same words again are counted.
 */
#pragma once

#include "lotse-pile-grid.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_PILE_REMARKS (lotse_pile_remarks_get_type ())
G_DECLARE_FINAL_TYPE (LotsePileRemarks, lotse_pile_remarks, LOTSE, PILE_REMARKS, GtkWidget)

/* The entry outlives it. */
LotsePileRemarks *lotse_pile_remarks_new (LotsePaperEntry *entry, LotsePileRun run, gpointer data);
/* The entry has taken a deed over, or (`failed` is not NULL) it was not done. */
void lotse_pile_remarks_done (LotsePileRemarks *self, const char *failed);

G_END_DECLS
