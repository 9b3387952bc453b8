/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Open answers, question by question: what was written, how often, and what staff makes of it.
 *
 * They belong to all sheets that were asked for together, never to one column.  Where fewer sheets than the smallest number were
 * asked, none is shown, and those of sheets that the evaluation leaves out of its total are left out here, too.
 *
 * Answers that differ in spelling alone are one.  Where one of them is redacted, all of them are.
 */
#pragma once

#include "lotse-evaluation.h"

G_BEGIN_DECLS

/* One answer as it was written. */
typedef struct
{
  char *id;
  char *event;     /* this or the survey; the other is NULL */
  char *survey;
  char *question;  /* id */
  char *text;
  guint row;       /* where the evaluation counts it */
  const LotseEvaluationColumn *column;
} LotseRemark;

typedef struct
{
  char *text;      /* to show everywhere: the redacted text if there is one */
  char *original;  /* what was written; nothing that leaves the program has it where it is redacted */
  gboolean redacted;
  char *category;  /* or NULL */
  GPtrArray *remarks; /* of LotseRemark: as many as wrote so, in an order that says nothing */
} LotseOpenAnswer;

typedef struct
{
  char *label;        /* the key of the question, or the theme if it has several */
  char *theme;
  char *text;         /* of the question, in the language that was asked for */
  guint n;            /* answers */
  gboolean suppressed;
  char *note;         /* why there are no answers or not all of them, for people, or NULL */
  GPtrArray *answers; /* of LotseOpenAnswer, by category (those without one come last), the most frequent first */
} LotseOpenQuestion;

typedef struct
{
  guint smallest;
  GPtrArray *questions; /* of LotseOpenQuestion */
} LotseOpenAnswers;

/* Both from one reading of the sheets, so that they belong together. */
LotseEvaluation *lotse_evaluation_load_open (LotseStore *store, const LotseEvaluationFilter *filter, LotseOpenAnswers **open, GError **error);
LotseOpenAnswers *lotse_open_answers_load (LotseStore *store, const LotseEvaluationFilter *filter, GError **error);
void lotse_open_answers_free (LotseOpenAnswers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseOpenAnswers, lotse_open_answers_free)

/* Gives all that are one the category and the text to show instead; NULL or "" is none.  Undone as one act. */
gboolean lotse_open_answer_save (LotseStore *store, const LotseOpenAnswer *answer, const char *category, const char *redacted, GError **error);

/* A row for each answer of each question, as lotse_evaluation_write_csv(). */
gboolean lotse_open_answers_write_csv (const LotseOpenAnswers *self, const char *language, GOutputStream *out, GError **error);
/* A spreadsheet (.xlsx) with a sheet each of results, distribution, open answers and notes, in the language of the evaluation. */
gboolean lotse_evaluation_write_xlsx (const LotseEvaluation *self, const LotseOpenAnswers *open, guint decimals, const char *path, GError **error);

G_END_DECLS
