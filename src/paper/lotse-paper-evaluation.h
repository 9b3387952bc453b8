/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report of an evaluation: numbers, charts, open answers and notes, as they go into an annual report.
 *
 * It is in the language of the evaluation, and wide where more columns stand side by side than fit on a page that is high.
 */
#pragma once

#include "lotse-open-answers.h"
#include "lotse-paper.h"

G_BEGIN_DECLS

/* `what` says in words what was evaluated; `open` may be NULL.  Nothing of them is needed afterwards. */
LotsePaper *lotse_paper_new_evaluation (const LotseEvaluation *evaluation, const LotseOpenAnswers *open, const char *what, guint decimals);

G_END_DECLS
