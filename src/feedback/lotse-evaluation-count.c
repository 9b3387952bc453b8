/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting answers: batch by batch, each sheet once; what must be looked up is looked up once a batch. */
#include "config.h"

#include "lotse-evaluation-private.h"

#include <string.h>

typedef struct
{
  const LotseQuestion *question;
  LotseEvaluationRow *row;
  guint number;              /* of the row */
  LotseEvaluationCell *cell; /* NULL: not counted */
  const char *answer;        /* on the sheet that is counted, of a question that is not open */
  gsize length;
  int earlier;               /* of an open question: on whose answer it depends whether it was asked, or -1 */
  guint unanswered;          /* sheets of the batch on which an open question was asked and has no answer yet */
} Asked;

typedef struct
{
  LotseEvaluation *self;
  LotseStore *store;
  LotseColumns *columns;
  LotseFormVersions *versions;
  GPtrArray *remarks;    /* of LotseRemark, or NULL: nobody wants them */
  const LotsePile *batch;
  GHashTable *rows;      /* type and theme -> number of the row + 1 */
  GArray *asked;         /* of Asked: the questions of the batch in the order of answers; a question may be missing */
  guint first_open;
  const LotsePlace *place;
} Counting;

/* --- Rows --------------------------------------------------------------------------------------------------- */

static guint
row_of (Counting *counting, const LotseQuestion *question, gboolean joins)
{
  const char *theme = joins && question->theme != NULL ? question->theme : question->code;
  g_autofree char *key = g_strdup_printf ("%s %s", question->type, theme);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (counting->rows, key));
  LotseEvaluationRow *row;

  if (number > 0)
    return number - 1;
  row = g_new0 (LotseEvaluationRow, 1);
  row->theme = g_strdup (theme);
  row->type = g_strdup (question->type);
  row->answers = lotse_question_list_answers (question);
  g_ptr_array_add (counting->self->rows, row);
  g_hash_table_insert (counting->rows, g_steal_pointer (&key), GUINT_TO_POINTER (counting->self->rows->len));
  return counting->self->rows->len - 1;
}

static const LotseQuestion *
find_question (Counting *counting, const char *id)
{
  LotseQuestion *question = g_hash_table_lookup (counting->self->questions, id);
  g_autoptr (LotseRecord) record = NULL;
  const char *theme;

  if (question != NULL)
    return question;
  record = lotse_store_get (counting->store, id, NULL);
  if (record == NULL || lotse_record_get (record, "code") == NULL || lotse_record_get (record, "type") == NULL)
    return NULL;
  question = lotse_question_new (record);
  theme = lotse_form_versions_theme (counting->versions, question);
  if (theme != NULL)
    {
      g_free (question->theme);
      question->theme = g_strdup (theme);
    }
  g_hash_table_insert (counting->self->questions, question->id, question);
  return question;
}

static void
add_asked (Counting *counting, GStrv ids)
{
  for (guint i = 0; ids[i] != NULL; i++)
    {
      Asked asked = { find_question (counting, ids[i]) };

      g_array_append_val (counting->asked, asked);
    }
}

/* A theme that the form has twice says nothing about which question is meant. */
static gboolean
theme_is_single (GArray *asked, const LotseQuestion *question)
{
  guint n = 0;

  for (guint i = 0; i < asked->len; i++)
    {
      const LotseQuestion *other = g_array_index (asked, Asked, i).question;

      n += other != NULL && g_strcmp0 (other->theme, question->theme) == 0;
    }
  return n == 1;
}

/* The question that is not open on which this one depends, or -1: it was asked on all sheets. */
static int
earlier_of (Counting *counting, const LotseQuestion *question)
{
  for (guint i = 0; question->if_code != NULL && i < counting->first_open; i++)
    {
      const LotseQuestion *other = g_array_index (counting->asked, Asked, i).question;

      if (other != NULL && g_str_equal (other->code, question->if_code))
        return (int) i;
    }
  return -1;
}

/* --- The three calls of the reader -------------------------------------------------------------------------- */

/* Whatever is noted of that question; whether its answers are left out. */
static gboolean
take_notes (LotseEvaluationCell *cell, const LotsePlace *place, const char *code)
{
  gboolean excluded = FALSE;

  for (guint i = 0; i < place->notes->len; i++)
    {
      const LotseEvaluationNote *note = place->notes->pdata[i];

      if (g_strcmp0 (note->code, code) != 0)
        continue;
      excluded = excluded || note->excluded;
      if (!g_ptr_array_find (cell->notes, note, NULL))
        g_ptr_array_add (cell->notes, (gpointer) note);
    }
  return excluded;
}

static void
find_place (Counting *counting, Asked *asked)
{
  guint row = row_of (counting, asked->question, theme_is_single (counting->asked, asked->question));
  LotseEvaluationCell *cell = lotse_evaluation_cell (counting->place->column, row);

  asked->row = counting->self->rows->pdata[row];
  asked->number = row;
  if (!take_notes (cell, counting->place, asked->question->code) && !counting->place->excluded)
    {
      asked->cell = cell;
      return;
    }
  cell->excluded = TRUE;
  lotse_evaluation_add_question (cell, asked->question);
}

static gboolean
begin (const LotsePile *batch, gpointer data)
{
  Counting *counting = data;

  counting->place = lotse_columns_place (counting->columns, batch->event, batch->survey);
  if (counting->place->column == NULL)
    return FALSE;
  counting->batch = batch;
  g_array_set_size (counting->asked, 0);
  add_asked (counting, batch->questions);
  counting->first_open = counting->asked->len;
  add_asked (counting, batch->open);
  for (guint i = 0; i < counting->asked->len; i++)
    {
      Asked *asked = &g_array_index (counting->asked, Asked, i);

      if (asked->question == NULL)
        continue;
      find_place (counting, asked);
      asked->earlier = i < counting->first_open ? -1 : earlier_of (counting, asked->question);
    }
  return TRUE;
}

/* One of several answers, which ends at a blank. */
static void
count_answer (Asked *asked, const char *answer, gsize length)
{
  g_autofree char *text = g_strndup (answer, length);
  guint index;

  if (!g_ptr_array_find_with_equal_func (asked->row->answers, text, g_str_equal, &index))
    {
      index = asked->row->answers->len;
      g_ptr_array_add (asked->row->answers, g_steal_pointer (&text));
    }
  lotse_evaluation_add_count (asked->cell, index, 1);
}

static void
take_answer (Asked *asked, const char *answer, gsize length)
{
  if (length == 0)
    return;
  lotse_evaluation_add_question (asked->cell, asked->question);
  if (length == 1 && answer[0] == LOTSE_SHEET_NO_ANSWER[0])
    {
      asked->cell->no_answer++;
      return;
    }
  asked->cell->n++;
  if (g_str_equal (asked->row->type, "rating"))
    {
      asked->cell->sum += answer[0] - '0';
      lotse_evaluation_add_count (asked->cell, (guint) (answer[0] - '1'), 1);
      return;
    }
  while (length > 0)
    {
      const char *blank = memchr (answer, ' ', length);
      gsize part = blank != NULL ? (gsize) (blank - answer) : length;

      count_answer (asked, answer, part);
      answer += MIN (part + 1, length);
      length -= MIN (part + 1, length);
    }
}

static void
take_closed (Counting *counting, const char *answers)
{
  const char *at = answers;

  for (guint i = 0; i < counting->first_open; i++)
    {
      Asked *asked = &g_array_index (counting->asked, Asked, i);
      const char *end = strchr (at, LOTSE_SHEET_SEPARATOR);

      asked->answer = at;
      asked->length = end != NULL ? (gsize) (end - at) : strlen (at);
      if (asked->cell != NULL)
        take_answer (asked, at, asked->length);
      at += asked->length + (end != NULL ? 1 : 0);
    }
}

/* Until an open answer comes up, every sheet on which it was asked has none. */
static void
take_open (Counting *counting, Asked *asked)
{
  if (asked->earlier >= 0)
    {
      const Asked *earlier = &g_array_index (counting->asked, Asked, (guint) asked->earlier);
      g_autofree char *answer = g_strndup (earlier->answer, earlier->length);

      if (!lotse_question_is_asked (asked->question, answer))
        return;
    }
  lotse_evaluation_add_question (asked->cell, asked->question);
  asked->cell->no_answer++;
  asked->unanswered++;
}

static void
take_sheet (const char *answers, gpointer data)
{
  Counting *counting = data;

  if (counting->place->excluded)
    {
      counting->place->column->excluded++;
      return;
    }
  counting->place->column->sheets++;
  take_closed (counting, answers);
  for (guint i = counting->first_open; i < counting->asked->len; i++)
    if (g_array_index (counting->asked, Asked, i).cell != NULL)
      take_open (counting, &g_array_index (counting->asked, Asked, i));
}

static void
keep_remark (Counting *counting, const Asked *asked, const char *id, const char *text)
{
  LotseRemark *remark = g_new0 (LotseRemark, 1);

  remark->id = g_strdup (id);
  remark->event = g_strdup (counting->batch->event);
  remark->survey = g_strdup (counting->batch->survey);
  remark->question = g_strdup (asked->question->id);
  remark->text = g_strdup (text);
  remark->row = asked->number;
  remark->column = counting->place->column;
  g_ptr_array_add (counting->remarks, remark);
}

/* An answer counts even where no sheet says that it was asked for: people wrote it on paper all the same. */
static void
take_open_answer (Asked *asked)
{
  lotse_evaluation_add_question (asked->cell, asked->question);
  asked->cell->n++;
  if (asked->unanswered == 0)
    return;
  asked->unanswered--;
  asked->cell->no_answer--;
}

static void
take_remark (const char *id, const char *question, const char *text, gpointer data)
{
  Counting *counting = data;

  for (guint i = counting->first_open; i < counting->asked->len; i++)
    {
      Asked *asked = &g_array_index (counting->asked, Asked, i);

      if (asked->cell == NULL || !g_str_equal (asked->question->id, question))
        continue;
      take_open_answer (asked);
      if (counting->remarks != NULL)
        keep_remark (counting, asked, id, text);
    }
}

gboolean
lotse_evaluation_count_sheets (LotseEvaluation *self, LotseStore *store, const LotseEvaluationFilter *filter, GPtrArray *remarks, GError **error)
{
  static const LotseSheetReader reader = { begin, take_sheet, take_remark };
  Counting counting = { self, store };
  gboolean done;

  counting.columns = lotse_columns_new (self, store, filter, error);
  counting.versions = counting.columns != NULL ? lotse_form_versions_load (store, error) : NULL;
  counting.remarks = remarks;
  counting.rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  counting.asked = g_array_new (FALSE, TRUE, sizeof (Asked));
  done = counting.versions != NULL && lotse_sheets_read (store, &reader, &counting, error);
  lotse_columns_free (counting.columns);
  lotse_form_versions_free (counting.versions);
  g_hash_table_unref (counting.rows);
  g_array_unref (counting.asked);
  return done;
}
