/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the report of an evaluation share. */
#pragma once

#include "lotse-flow.h"

G_BEGIN_DECLS

/* The table of numbers (lotse-paper-evaluation-table.c). */
void lotse_paper_evaluation_table (LotseFlow *flow, const LotseEvaluation *evaluation, guint decimals);
/* How many columns of it stand side by side at that width between the margins. */
guint lotse_paper_evaluation_beside (double width);

G_END_DECLS
