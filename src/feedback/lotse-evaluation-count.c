/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting answers: batch by batch, each sheet once; what must be looked up is looked up once a batch. */
#include "config.h"

#include "lotse-evaluation-private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const LotseQuestion *question;
  LotseEvaluationRow *row;
  LotseEvaluationCell *cell;
} Asked;

typedef struct
{
  LotseEvaluation *self;
  LotseStore *store;
  const LotseEvaluationFilter *filter;
  GHashTable *of_event;  /* id of an event -> LotseEvaluationColumn, or NULL: not wanted */
  GHashTable *by_key;    /* format or year -> LotseEvaluationColumn */
  GHashTable *rows;      /* type and theme -> number of the row + 1 */
  GArray *asked;         /* of Asked: the questions of the batch in the order of answers; a question may be missing */
  guint first_open;
  LotseEvaluationColumn *column;
} Counting;

/* --- Columns ------------------------------------------------------------------------------------------------ */

static gboolean
is_wanted (const LotseEvaluationFilter *filter, LotseRecord *event)
{
  const char *date = lotse_record_get (event, "date");

  if (filter->events != NULL && filter->events[0] != NULL)
    return g_strv_contains (filter->events, lotse_record_get_id (event));
  if (lotse_record_is_deleted (event) || (filter->format != NULL && g_strcmp0 (lotse_record_get (event, "format"), filter->format) != 0))
    return FALSE;
  if (filter->from != NULL && (date == NULL || strcmp (date, filter->from) < 0))
    return FALSE;
  return filter->to == NULL || (date != NULL && strcmp (date, filter->to) <= 0);
}

static LotseEvaluationColumn *
new_column (Counting *counting)
{
  LotseEvaluationColumn *column = lotse_evaluation_column_new ();

  g_ptr_array_add (counting->self->columns, column);
  return column;
}

static LotseEvaluationColumn *
column_of_key (Counting *counting, const char *key)
{
  LotseEvaluationColumn *column = g_hash_table_lookup (counting->by_key, key);

  if (column == NULL)
    {
      column = new_column (counting);
      g_hash_table_insert (counting->by_key, g_strdup (key), column);
    }
  return column;
}

static void
name_column (Counting *counting, LotseEvaluationColumn *column, LotseRecord *record)
{
  column->id = g_strdup (lotse_record_get_id (record));
  column->reference = g_strdup (lotse_record_get (record, "reference"));
  column->title = lotse_store_dup_title (counting->store, column->id, NULL);
}

static LotseEvaluationColumn *
column_of_format (Counting *counting, const char *format)
{
  LotseEvaluationColumn *column = column_of_key (counting, format != NULL ? format : "");
  g_autoptr (LotseRecord) record = NULL;

  if (column->title != NULL)
    return column;
  record = format != NULL ? lotse_store_get (counting->store, format, NULL) : NULL;
  if (record != NULL)
    name_column (counting, column, record);
  else
    column->title = g_strdup (_("Without a format"));
  return column;
}

static LotseEvaluationColumn *
column_of_year (Counting *counting, const char *date)
{
  g_autofree char *year = date != NULL ? g_strndup (date, 4) : g_strdup ("");
  LotseEvaluationColumn *column = column_of_key (counting, year);

  if (column->title == NULL && date != NULL)
    {
      column->reference = g_strdup (year);
      column->title = g_steal_pointer (&year);
    }
  else if (column->title == NULL)
    column->title = g_strdup (_("Without a date"));
  return column;
}

static LotseEvaluationColumn *
make_column (Counting *counting, LotseRecord *event)
{
  LotseEvaluationColumn *column;

  switch (counting->filter->by)
    {
    case LOTSE_EVALUATION_BY_FORMAT:
      return column_of_format (counting, lotse_record_get (event, "format"));
    case LOTSE_EVALUATION_BY_YEAR:
      return column_of_year (counting, lotse_record_get (event, "date"));
    case LOTSE_EVALUATION_ALL:
      column = column_of_key (counting, "");
      column->total = TRUE;
      return column;
    default:
      column = new_column (counting);
      name_column (counting, column, event);
      column->date = g_strdup (lotse_record_get (event, "date"));
      return column;
    }
}

/* The column of the event, or NULL if it is not wanted. */
static LotseEvaluationColumn *
column_of_event (Counting *counting, const char *event)
{
  g_autoptr (LotseRecord) record = NULL;
  gpointer column = NULL;

  if (g_hash_table_lookup_extended (counting->of_event, event, NULL, &column))
    return column;
  record = lotse_store_get (counting->store, event, NULL);
  if (record != NULL && is_wanted (counting->filter, record))
    column = make_column (counting, record);
  g_hash_table_insert (counting->of_event, g_strdup (event), column);
  return column;
}

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

  if (question != NULL)
    return question;
  record = lotse_store_get (counting->store, id, NULL);
  if (record == NULL || lotse_record_get (record, "code") == NULL || lotse_record_get (record, "type") == NULL)
    return NULL;
  question = lotse_question_new (record);
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

/* --- The three calls of the reader -------------------------------------------------------------------------- */

static gboolean
begin (const LotsePile *batch, gpointer data)
{
  Counting *counting = data;

  /* Surveys have no event and are not evaluated here. */
  counting->column = batch->event != NULL ? column_of_event (counting, batch->event) : NULL;
  if (counting->column == NULL)
    return FALSE;
  g_array_set_size (counting->asked, 0);
  add_asked (counting, batch->questions);
  counting->first_open = counting->asked->len;
  add_asked (counting, batch->open);
  for (guint i = 0; i < counting->asked->len; i++)
    {
      Asked *asked = &g_array_index (counting->asked, Asked, i);
      guint row;

      if (asked->question == NULL)
        continue;
      row = row_of (counting, asked->question, theme_is_single (counting->asked, asked->question));
      asked->row = counting->self->rows->pdata[row];
      asked->cell = lotse_evaluation_cell (counting->column, row);
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
take_sheet (const char *answers, gpointer data)
{
  Counting *counting = data;
  const char *at = answers;

  counting->column->sheets++;
  for (guint i = 0; i < counting->first_open; i++)
    {
      Asked *asked = &g_array_index (counting->asked, Asked, i);
      const char *end = strchr (at, LOTSE_SHEET_SEPARATOR);
      gsize length = end != NULL ? (gsize) (end - at) : strlen (at);

      if (asked->cell != NULL)
        take_answer (asked, at, length);
      if (end == NULL)
        break;
      at = end + 1;
    }
  /* Until an open answer comes up, every sheet has none. */
  for (guint i = counting->first_open; i < counting->asked->len; i++)
    {
      Asked *asked = &g_array_index (counting->asked, Asked, i);

      if (asked->cell != NULL)
        {
          lotse_evaluation_add_question (asked->cell, asked->question);
          asked->cell->no_answer++;
        }
    }
}

static void
take_remark (const char *id, const char *question, const char *text, gpointer data)
{
  Counting *counting = data;

  for (guint i = counting->first_open; i < counting->asked->len; i++)
    {
      Asked *asked = &g_array_index (counting->asked, Asked, i);

      if (asked->cell != NULL && g_str_equal (asked->question->id, question))
        {
          asked->cell->n++;
          asked->cell->no_answer--;
        }
    }
}

gboolean
lotse_evaluation_count_sheets (LotseEvaluation *self, LotseStore *store, const LotseEvaluationFilter *filter, GError **error)
{
  static const LotseSheetReader reader = { begin, take_sheet, take_remark };
  Counting counting = { self, store, filter };
  gboolean done;

  counting.of_event = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  counting.by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  counting.rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  counting.asked = g_array_new (FALSE, TRUE, sizeof (Asked));
  done = lotse_sheets_read (store, &reader, &counting, error);
  g_hash_table_unref (counting.of_event);
  g_hash_table_unref (counting.by_key);
  g_hash_table_unref (counting.rows);
  g_array_unref (counting.asked);
  return done;
}
