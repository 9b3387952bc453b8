/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame of the narrative report (Sachbericht): what Lotse knows of the project in numbers, under the headings that funders ask
 * for, with room to write the rest.
 *
 * Mentoring appears as numbers alone, consultations by topic, feedback as means that the evaluation shows.
 */
#include "config.h"

#include "lotse-paper-grant-private.h"

#include "lotse-evaluation.h"
#include "lotse-reach.h"

#include <string.h>

#define ROOM 5u /* lines */
#define MEAN_DECIMALS 1u

static void
add_section (LotseGrantWork *self, const char *heading)
{
  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_HEADING, heading);
}

static void
add_paragraph (LotseGrantWork *self, const char *text)
{
  if (text != NULL && *text != '\0')
    lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_PARAGRAPH, text);
}

static void
add_room (LotseGrantWork *self)
{
  lotse_grant_document_add_lines (self->document, ROOM);
}

static gboolean
in_period (const LotseGrantWork *self, const char *date)
{
  return date != NULL && (self->money->starts_on == NULL || strcmp (date, self->money->starts_on) >= 0)
         && (self->money->ends_on == NULL || strcmp (date, self->money->ends_on) <= 0);
}

/* --- Events ----------------------------------------------------------------------------------------------------- */

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  const char *one = lotse_record_get (*(LotseRecord *const *) a, "date"), *other = lotse_record_get (*(LotseRecord *const *) b, "date");

  if (one == NULL || other == NULL)
    return (one == NULL) - (other == NULL);
  return strcmp (one, other);
}

/* Those that the application pays for and that were not cancelled (element-type LotseRecord, in the order of their dates). */
static GPtrArray *
list_events (LotseGrantWork *self, GError **error)
{
  GPtrArray *events = lotse_records_list (&self->records, "event", "applications", lotse_record_get_id (self->application), error);

  for (guint i = events != NULL ? events->len : 0; i-- > 0;)
    {
      const char *state = lotse_record_get (events->pdata[i], "state");

      if (g_strcmp0 (state, "cancelled") == 0 || g_strcmp0 (state, "idea") == 0)
        g_ptr_array_remove_index (events, i);
    }
  if (events != NULL)
    g_ptr_array_sort (events, compare_dates);
  return events;
}

static GStrv
ids_of (GPtrArray *events)
{
  GStrvBuilder *ids = g_strv_builder_new ();
  GStrv list;

  for (guint i = 0; i < events->len; i++)
    g_strv_builder_add (ids, lotse_record_get_id (events->pdata[i]));
  list = g_strv_builder_end (ids);
  g_strv_builder_unref (ids);
  return list;
}

static const LotseReachEvent *
reach_of (const LotseReach *reach, const LotseRecord *event)
{
  for (guint i = 0; i < reach->events->len; i++)
    if (g_str_equal (((LotseReachEvent *) reach->events->pdata[i])->event, lotse_record_get_id (event)))
      return reach->events->pdata[i];
  return NULL;
}

static LotseGrantTable *
new_events_table (LotseGrantWork *self)
{
  LotseGrantTable *table = lotse_grant_document_add_table (self->document);

  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Date")), LOTSE_GRANT_DATE, 0.14);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Event")), LOTSE_GRANT_TEXT, 0.36);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Where")), LOTSE_GRANT_TEXT, 0.22);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "People")), LOTSE_GRANT_NUMBER, 0.11);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Organisations")), LOTSE_GRANT_NUMBER, 0.17);
  return table;
}

static void
add_event (LotseGrantWork *self, LotseGrantTable *table, const LotseRecord *event, const LotseReachEvent *reached)
{
  LotseGrantRow *row = lotse_grant_table_add_row (table, LOTSE_GRANT_PLAIN);

  lotse_grant_row_set_text (row, 0, lotse_record_get (event, "date"));
  lotse_grant_row_set_text (row, 1, lotse_event_title (event, self->language));
  lotse_grant_row_set_text (row, 2, lotse_record_get (event, "venue"));
  lotse_grant_row_set_number (row, 3, reached != NULL ? reached->people : 0);
  lotse_grant_row_set_number (row, 4, reached != NULL ? reached->organisations : 0);
}

static void
add_reach_note (LotseGrantWork *self, const LotseReach *reach)
{
  g_autofree char *different = g_strdup_printf ("%u", reach->organisations->len);
  g_autofree char *note = lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "Who came to several events counts at each of them. Different organisations: %s.")),
                                            different, NULL);

  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_NOTE, note);
}

static gboolean
add_events (LotseGrantWork *self, GPtrArray *events, GError **error)
{
  g_auto (GStrv) ids = ids_of (events);
  LotseReachFilter filter = { .events = (const char *const *) ids };
  g_autoptr (LotseReach) reach = NULL;
  LotseGrantTable *table;
  LotseGrantRow *total;

  if (events->len == 0)
    return TRUE;
  reach = lotse_reach_load (self->store, &filter, error);
  if (reach == NULL)
    return FALSE;
  add_section (self, PAPER_TEXT (self, NC_ ("paper", "Events")));
  table = new_events_table (self);
  for (guint i = 0; i < events->len; i++)
    add_event (self, table, events->pdata[i], reach_of (reach, events->pdata[i]));
  total = lotse_grant_table_add_row (table, LOTSE_GRANT_TOTAL);
  lotse_grant_row_set_text (total, 1, PAPER_TEXT (self, NC_ ("paper", "Together")));
  for (guint c = 3; c <= 4; c++)
    lotse_grant_row_add_up (total, c, 1, lotse_grant_row_cell (table->rows->pdata[0], c),
                            lotse_grant_row_cell (table->rows->pdata[events->len - 1], c));
  add_reach_note (self, reach);
  return TRUE;
}

/* --- Feedback --------------------------------------------------------------------------------------------------- */

static void
add_mean (LotseGrantWork *self, LotseGrantTable *table, const LotseEvaluationRow *row, const LotseEvaluationCell *cell)
{
  g_autofree char *mean = lotse_evaluation_mean (row, cell, MEAN_DECIMALS, self->language);
  LotseGrantRow *line;

  if (cell->questions->len == 0 || cell->suppressed || cell->n == 0 || !g_str_equal (row->type, "rating"))
    return;
  line = lotse_grant_table_add_row (table, LOTSE_GRANT_PLAIN);
  lotse_grant_row_set_text (line, 0, lotse_question_text (cell->questions->pdata[0], self->language));
  lotse_grant_row_set_number (line, 1, cell->n);
  lotse_grant_row_set_text (line, 2, mean);
}

static void
add_means (LotseGrantWork *self, const LotseEvaluation *evaluation, const LotseEvaluationColumn *column)
{
  g_autofree char *note = lotse_evaluation_note (evaluation, column);
  g_autofree char *sheets = g_strdup_printf ("%u", column->sheets);
  g_autofree char *text = lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "Answer sheets: %s. Means of ratings from 1, the best, to 4.")), sheets, NULL);
  LotseGrantTable *table;

  add_section (self, PAPER_TEXT (self, NC_ ("paper", "Feedback")));
  if (!column->suppressed)
    add_paragraph (self, text);
  table = lotse_grant_document_add_table (self->document);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Question")), LOTSE_GRANT_TEXT, 0.7);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Answers")), LOTSE_GRANT_NUMBER, 0.15);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Mean")), LOTSE_GRANT_NUMBER, 0.15);
  for (guint r = 0; !column->suppressed && r < evaluation->rows->len; r++)
    add_mean (self, table, evaluation->rows->pdata[r], column->cells->pdata[r]);
  add_paragraph (self, note);
}

static gboolean
add_feedback (LotseGrantWork *self, GPtrArray *events, GError **error)
{
  g_auto (GStrv) ids = ids_of (events);
  LotseEvaluationFilter filter = { .events = (const char *const *) ids, .by = LOTSE_EVALUATION_ALL, .language = self->language };
  g_autoptr (LotseEvaluation) evaluation = NULL;

  if (events->len == 0)
    return TRUE; /* no event would stand for any */
  evaluation = lotse_evaluation_load (self->store, &filter, error);
  if (evaluation == NULL)
    return FALSE;
  if (evaluation->columns->len > 0)
    add_means (self, evaluation, evaluation->columns->pdata[evaluation->columns->len - 1]);
  return TRUE;
}

/* --- Consultations ---------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *topic;
  guint n;
  gint64 minutes;
} Topic;

static void
count_topic (GArray *topics, const LotseRecord *consultation)
{
  const char *topic = lotse_record_get (consultation, "topic");
  Topic fresh = { topic != NULL ? topic : "", 0, 0 }, *at = NULL;

  for (guint i = 0; i < topics->len && at == NULL; i++)
    if (g_str_equal (g_array_index (topics, Topic, i).topic, fresh.topic))
      at = &g_array_index (topics, Topic, i);
  if (at == NULL)
    {
      g_array_append_val (topics, fresh);
      at = &g_array_index (topics, Topic, topics->len - 1);
    }
  at->n++;
  at->minutes += lotse_record_get_int (consultation, "minutes", 0);
}

static void
add_topics (LotseGrantWork *self, const GArray *topics)
{
  LotseGrantTable *table;
  LotseGrantRow *row;
  gint64 minutes = 0;

  add_section (self, PAPER_TEXT (self, NC_ ("paper", "Consultations")));
  table = lotse_grant_document_add_table (self->document);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Topic")), LOTSE_GRANT_TEXT, 0.6);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Number")), LOTSE_GRANT_NUMBER, 0.2);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Time")), LOTSE_GRANT_NUMBER, 0.2);
  for (guint i = 0; i <= topics->len; i++)
    {
      const Topic *topic = i < topics->len ? &g_array_index (topics, Topic, i) : NULL;
      g_autofree char *time = lotse_grant_work_hours (self, topic != NULL ? topic->minutes : minutes);

      row = lotse_grant_table_add_row (table, topic != NULL ? LOTSE_GRANT_PLAIN : LOTSE_GRANT_TOTAL);
      lotse_grant_row_set_text (row, 0, topic != NULL ? topic->topic : PAPER_TEXT (self, NC_ ("paper", "Together")));
      if (topic != NULL)
        lotse_grant_row_set_number (row, 1, topic->n);
      else
        lotse_grant_row_add_up (row, 1, 1, lotse_grant_row_cell (table->rows->pdata[0], 1), lotse_grant_row_cell (table->rows->pdata[i - 1], 1));
      lotse_grant_row_set_text (row, 2, time);
      minutes += topic != NULL ? topic->minutes : 0;
    }
}

static gboolean
add_consultations (LotseGrantWork *self, GError **error)
{
  g_autoptr (GPtrArray) consultations
      = lotse_records_list (&self->records, "consultation", "application", lotse_record_get_id (self->application), error);
  g_autoptr (GArray) topics = g_array_new (FALSE, FALSE, sizeof (Topic));

  for (guint i = 0; consultations != NULL && i < consultations->len; i++)
    if (in_period (self, lotse_record_get (consultations->pdata[i], "date")))
      count_topic (topics, consultations->pdata[i]);
  if (topics->len > 0)
    add_topics (self, topics);
  return consultations != NULL;
}

/* --- Mentoring -------------------------------------------------------------------------------------------------- */

typedef struct
{
  guint pairs; /* that met */
  guint meetings;
  gint64 minutes;
} Mentoring;

static gboolean
count_pair (LotseGrantWork *self, const LotseRecord *pair, Mentoring *counts, GError **error)
{
  g_autoptr (GPtrArray) sessions = lotse_records_list (&self->records, "session", "pair", lotse_record_get_id (pair), error);
  guint before = counts->meetings;

  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    if (in_period (self, lotse_record_get (sessions->pdata[i], "date")))
      {
        counts->meetings++;
        counts->minutes += lotse_record_get_int (sessions->pdata[i], "minutes", 0);
      }
  counts->pairs += counts->meetings > before ? 1 : 0;
  return sessions != NULL;
}

static gboolean
add_mentoring (LotseGrantWork *self, GError **error)
{
  g_autoptr (GPtrArray) pairs
      = lotse_records_list (&self->records, "mentoring_pair", "applications", lotse_record_get_id (self->application), error);
  Mentoring counts = { 0 };
  g_autofree char *n_pairs = NULL, *n_meetings = NULL, *hours = NULL;
  LotseGrantTable *facts;

  if (pairs == NULL)
    return FALSE;
  for (guint i = 0; i < pairs->len; i++)
    if (!count_pair (self, pairs->pdata[i], &counts, error))
      return FALSE;
  if (counts.meetings == 0)
    return TRUE;
  n_pairs = g_strdup_printf ("%u", counts.pairs);
  n_meetings = g_strdup_printf ("%u", counts.meetings);
  hours = lotse_grant_work_hours (self, counts.minutes);
  add_section (self, PAPER_TEXT (self, NC_ ("paper", "Mentoring")));
  facts = lotse_grant_document_add_facts (self->document);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Tandems that met")), n_pairs);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Meetings")), n_meetings);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Hours")), hours);
  return TRUE;
}

/* --- The frame -------------------------------------------------------------------------------------------------- */

static void
add_goals (LotseGrantWork *self)
{
  g_auto (GStrv) groups = lotse_record_list_elements (self->application, "target_groups");
  g_autofree char *joined = g_strjoinv (", ", groups);

  add_section (self, PAPER_TEXT (self, NC_ ("paper", "What the project is about")));
  add_paragraph (self, lotse_record_get (self->application, "summary"));
  add_room (self);
  add_section (self, PAPER_TEXT (self, NC_ ("paper", "Goals")));
  add_paragraph (self, lotse_record_get (self->application, "goals"));
  add_section (self, PAPER_TEXT (self, NC_ ("paper", "Target groups")));
  add_paragraph (self, joined);
}

static void
add_questions (LotseGrantWork *self)
{
  static const char *const headings[] = {
    NC_ ("paper", "What was done"),
    NC_ ("paper", "What was reached, and what was not"),
    NC_ ("paper", "What went otherwise than planned, and why"),
    NC_ ("paper", "With whom we worked together"),
    NC_ ("paper", "Publicity, and where the funder was named"),
    NC_ ("paper", "What stays, and how it goes on"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      add_section (self, lotse_language_translate (self->language, "paper", headings[i]));
      add_room (self);
    }
}

gboolean
lotse_grant_report_frame (LotseGrantWork *self, GError **error)
{
  g_autoptr (GPtrArray) events = list_events (self, error);

  if (events == NULL)
    return FALSE;
  lotse_grant_work_add_head (self);
  add_goals (self);
  if (!add_events (self, events, error) || !add_feedback (self, events, error) || !add_consultations (self, error)
      || !add_mentoring (self, error))
    return FALSE;
  add_questions (self);
  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_SIGNATURE, lotse_grant_work_text (self->call, "signed_by"));
  return TRUE;
}
