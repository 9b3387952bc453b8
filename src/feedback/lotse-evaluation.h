/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What answer sheets say together: for each question how many answered, means, medians and distributions.
 *
 * Columns stand side by side: events, formats or years, and all of them.  Rows are questions; those of different forms are one row
 * if they have the same theme, or without a theme the same key.  A theme that one form has twice joins nothing.
 *
 * Nothing is shown of fewer sheets than the smallest number.  Sheets that are not shown in their own column, and are fewer than
 * that together, are left out of the column of all, so that no difference of columns tells of them.
 *
 * What staff left out (a note on feedback of an event or survey, or of one question there) does not count and says so.  Versions of a
 * form have for each key the theme of the newest version that has one.
 *
 * Sums are whole; a mean is rounded half up.  100,000 sheets are expected.
 */
#pragma once

#include "lotse-feedback-form.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_EVALUATION_BY_EVENT,
  LOTSE_EVALUATION_BY_FORMAT,
  LOTSE_EVALUATION_BY_YEAR,
  LOTSE_EVALUATION_ALL,
} LotseEvaluationBy;

typedef struct
{
  const char *const *events; /* ids of events and surveys, NULL at the end; NULL or none stands for any that is not in the bin */
  const char *format;        /* an id, or NULL; surveys have none */
  const char *from;          /* canonical dates, or NULL; both days count */
  const char *to;
  LotseEvaluationBy by;
  guint smallest;            /* 0: the centre's; fewer than that only for staff */
  const char *language;      /* "de" or "en", of titles and notes; NULL is that of the process */
} LotseEvaluationFilter;

/* What people say of an event or survey, or of one question there. */
typedef struct
{
  char *id;               /* of the note on feedback, or of the event whose field it is */
  char *about;            /* id of the event or survey */
  char *title;            /* what that is called */
  char *code;             /* the key of the question, or NULL: all of it */
  char *text;             /* or NULL */
  gboolean excluded;      /* what it is about is left out */
  gboolean spoken;        /* what guests said; else what staff says */
} LotseEvaluationNote;

/* One question of one column; it was asked there if it has questions. */
typedef struct
{
  gboolean suppressed;    /* then everything else but the questions and notes is 0 */
  gboolean excluded;      /* some or all of what was answered there is left out */
  guint left_out;         /* of the total: answers that would follow from a difference */
  guint n;                /* answers */
  guint no_answer;
  gint64 sum;             /* of ratings */
  GArray *counts;         /* of guint: how often each answer of the row was given; may be shorter */
  GPtrArray *questions;   /* of const LotseQuestion with different keys, at least one where it was asked */
  GPtrArray *notes;       /* of const LotseEvaluationNote, those of this question */
} LotseEvaluationCell;

typedef struct
{
  char *theme;            /* or the key */
  char *type;             /* of its questions */
  GPtrArray *answers;     /* of char *: what can be answered, in order; none of open questions */
} LotseEvaluationRow;

typedef struct
{
  char *id;               /* of the event, survey or format; NULL for a year, and for all */
  char *reference;        /* of the same, the year, or NULL */
  char *title;
  char *date;             /* of an event, or on which a survey began, canonical, or NULL */
  gboolean total;         /* all columns together */
  guint sheets;           /* that count */
  guint excluded;         /* sheets of what is left out as a whole */
  guint left_out;         /* of the total: sheets that would follow from a difference */
  gboolean suppressed;
  GPtrArray *cells;       /* of LotseEvaluationCell, one for each row */
  GPtrArray *notes;       /* of LotseEvaluationNote; none of a total beside other columns */
} LotseEvaluationColumn;

typedef struct
{
  LotseEvaluationBy by;
  guint smallest;
  char *language;         /* or NULL */
  GPtrArray *rows;        /* of LotseEvaluationRow, in the order of forms */
  GPtrArray *columns;     /* of LotseEvaluationColumn; the total is the last one if there are several */
  GHashTable *questions;  /* id -> LotseQuestion, to which cells point */
} LotseEvaluation;

LotseEvaluation *lotse_evaluation_load (LotseStore *store, const LotseEvaluationFilter *filter, GError **error);
void lotse_evaluation_free (LotseEvaluation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseEvaluation, lotse_evaluation_free)

const char *lotse_evaluation_by_name (LotseEvaluationBy by); /* "event", "format", "year", "all" */

/* "Networking meeting, 25.11.2017" of an event or survey, the title of anything else (g_free). */
char *lotse_evaluation_column_name (const LotseEvaluation *self, const LotseEvaluationColumn *column);
/* What the cell's row is called there: the key of the question if it is one, else the theme. */
const char *lotse_evaluation_label (const LotseEvaluationRow *row, const LotseEvaluationCell *cell);
guint lotse_evaluation_count (const LotseEvaluationCell *cell, guint answer);
/* For reading, with the decimal sign of the language ("de", "en"; NULL is that of the process) (g_free); "" where there is none. */
char *lotse_evaluation_mean (const LotseEvaluationRow *row, const LotseEvaluationCell *cell, guint decimals, const char *language);
char *lotse_evaluation_median (const LotseEvaluationRow *row, const LotseEvaluationCell *cell, const char *language);
/* "1: 12 · 2: 6 · 3: 1 · 4: 0" (g_free). */
char *lotse_evaluation_distribution (const LotseEvaluationRow *row, const LotseEvaluationCell *cell);
/* Why a column, or one cell of it, shows less than it could, for people (g_free); NULL if it shows everything. */
char *lotse_evaluation_note (const LotseEvaluation *self, const LotseEvaluationColumn *column);
char *lotse_evaluation_cell_note (const LotseEvaluation *self, const LotseEvaluationCell *cell);
/* "How was it? · Left out: The wrong sheet was used", for lists (g_free); with the event before it unless the column is that event. */
char *lotse_evaluation_note_text (const LotseEvaluation *self, const LotseEvaluationColumn *column, const LotseEvaluationNote *note);

/* A row for each question of each column, with semicolons and decimal commas in German. */
gboolean lotse_evaluation_write_csv (const LotseEvaluation *self, guint decimals, const char *language, GOutputStream *out, GError **error);

G_END_DECLS
