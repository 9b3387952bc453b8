/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the view Results shows: which sheets were asked for, and what was read of them at once on the database thread.
 *
 * Results are shared by the sections of the page and are not changed after they were read.
 */
#pragma once

#include "lotse-follow.h"
#include "lotse-open-answers.h"

G_BEGIN_DECLS

/* What is evaluated.  All NULL: everything on this device. */
typedef struct
{
  GStrv ids;      /* of events or surveys, or NULL */
  char *format;   /* an id, or NULL */
  char *from;     /* canonical days, or NULL */
  char *to;
  LotseEvaluationBy by;
} LotseResultsWish;

LotseResultsWish *lotse_results_wish_new (void);
LotseResultsWish *lotse_results_wish_copy (const LotseResultsWish *self);
void lotse_results_wish_free (LotseResultsWish *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseResultsWish, lotse_results_wish_free)

typedef struct
{
  gatomicrefcount refs;
  LotseResultsWish *wish;
  LotseEvaluation *evaluation;
  LotseOpenAnswers *answers;
  guint decimals;
  char *what;          /* what is evaluated, in words: names of the events, the format and its days */
} LotseResults;

LotseResults *lotse_results_ref (LotseResults *self);
void lotse_results_unref (LotseResults *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseResults, lotse_results_unref)

/* Which records change what is shown. */
extern const LotseFollowLink lotse_results_links[];

void lotse_results_load_async (LotseStore *store, const LotseResultsWish *wish, GAsyncReadyCallback callback, gpointer user_data);
LotseResults *lotse_results_load_finish (GAsyncResult *result, GError **error);

/* What the question of a row is called: its text in the language of the window. */
const char *lotse_results_question (const LotseResults *self, guint row);
const LotseEvaluationCell *lotse_results_cell (const LotseResults *self, guint row, guint column);
/* Whether a cell says that it shows nothing, and why (lotse_evaluation_cell_note()). */
gboolean lotse_results_is_hidden (const LotseEvaluationCell *cell);
/* "Networking meeting, 25.11.2017" (g_free). */
char *lotse_results_column (const LotseResults *self, guint column);
/* For screen readers and lines of text: all that one cell says, with the numbers of the language (g_free). */
char *lotse_results_cell_text (const LotseResults *self, guint row, guint column);

G_END_DECLS
