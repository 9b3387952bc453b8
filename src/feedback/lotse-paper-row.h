/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One paper sheet as it is typed: a cell for each question that has no open answer, filled with digits only.
 *
 * A rating is its step, yes and no are 1 and 2 (or j, y and n), a choice is the number of its step in the order of
 * lotse_question_list_answers(), several are their numbers one after the other, and "-" is no answer.  A cell that is full moves on by
 * itself.  What is asked only after certain answers is passed over until these are given, and then has no answer at all.
 *
 * No I/O.  What a cell holds is an answer at every moment, so that a row can be kept after each key.
 */
#pragma once

#include "lotse-feedback-form.h"

G_BEGIN_DECLS

/* The questions of the cells; belongs to the form. */
typedef struct
{
  const LotseFeedbackForm *form;
  GPtrArray *questions; /* of const LotseQuestion, in the order of the form */
  GPtrArray *answers;   /* of GPtrArray of char *: what can be answered */
} LotsePaperColumns;

LotsePaperColumns *lotse_paper_columns_new (const LotseFeedbackForm *form);
void lotse_paper_columns_free (LotsePaperColumns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotsePaperColumns, lotse_paper_columns_free)
guint lotse_paper_columns_count (const LotsePaperColumns *self);
const LotseQuestion *lotse_paper_columns_get (const LotsePaperColumns *self, guint column);
/* What can be typed, in words: "1 very good, 2 good, …" (g_free). */
char *lotse_paper_columns_dup_steps (const LotsePaperColumns *self, guint column);

typedef struct
{
  const LotsePaperColumns *columns;
  guint place;    /* in its pile, or 0: it is begun */
  char *language; /* or NULL */
  GStrv cells;    /* canonical answers, one for each column */
  guint at;       /* the column that the keyboard is in */
  gboolean full;    /* the last cell was filled: no more digits, whatever the cell */
  gboolean extends; /* the next digit may belong to the number before, */
  guint last;       /* which is this, of several */
} LotsePaperRow;

/* Of a sheet of the pile, or (NULL) an empty one. */
LotsePaperRow *lotse_paper_row_new (const LotsePaperColumns *columns, const LotseSheet *sheet, const char *language);
void lotse_paper_row_free (LotsePaperRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotsePaperRow, lotse_paper_row_free)
LotseSheet *lotse_paper_row_sheet (const LotsePaperRow *self);
void lotse_paper_row_clear (LotsePaperRow *self);

/* A digit, "-", a letter of yes and no, or a blank between several; FALSE with INVALID: nothing changed. */
gboolean lotse_paper_row_type (LotsePaperRow *self, gunichar key, GError **error);
/* Takes the last digit of the cell, or of the one before, and goes there; FALSE if there is none. */
gboolean lotse_paper_row_back (LotsePaperRow *self);
/* Goes to a cell, or by one that is asked; FALSE if it stays. */
gboolean lotse_paper_row_go (LotsePaperRow *self, guint column);
gboolean lotse_paper_row_step (LotsePaperRow *self, int by);

gboolean lotse_paper_row_is_asked (const LotsePaperRow *self, guint column);
gboolean lotse_paper_row_is_empty (const LotsePaperRow *self);
/* The first cell that is asked and has neither an answer nor "-"; -1: the sheet is complete. */
int lotse_paper_row_missing (const LotsePaperRow *self);
/* Whether more may follow in this cell, so that Enter has to end it. */
gboolean lotse_paper_row_is_open_ended (const LotsePaperRow *self, guint column);

/* What was typed into a cell, as digits, and what that says (g_free). */
char *lotse_paper_row_digits (const LotsePaperRow *self, guint column);
char *lotse_paper_row_words (const LotsePaperRow *self, guint column);

G_END_DECLS
