/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that the page of a pair says; see the header.
 *
 * Load: a few hundred sessions of one pair.  Jobs run on the database thread.
 */
#include "config.h"

#include "lotse-pair-view.h"

#include "lotse-format.h"
#include "lotse-jobs.h"

#include <glib/gi18n.h>

#define MOST_SESSIONS 400

/* The path that a goal has before anybody wrote one. */
static const struct
{
  const char *key;
  const char *text;
} usual_steps[] = {
  { "training", NC_ ("step", "Training") },
  { "first_meeting", NC_ ("step", "First meeting") },
  { "first_vote", NC_ ("step", "First vote") },
  { "office", NC_ ("step", "Office") },
};

static void
side_clear (LotsePairSide *side)
{
  g_free (side->kind);
  g_free (side->id);
  g_free (side->title);
  g_free (side->email);
  g_free (side->phone);
}

static void
step_free (gpointer data)
{
  LotseGoalStep *step = data;

  g_free (step->key);
  g_free (step->text);
  g_free (step->done);
  g_free (step);
}

static void
goal_free (gpointer data)
{
  LotsePairGoal *goal = data;

  g_clear_object (&goal->record);
  g_ptr_array_unref (goal->steps);
  g_free (goal);
}

void
lotse_pair_view_free (LotsePairView *self)
{
  if (self == NULL)
    return;
  lotse_record_view_free (self->base);
  lotse_pair_state_clear (&self->state);
  side_clear (&self->mentor);
  side_clear (&self->mentee);
  g_clear_pointer (&self->goals, g_ptr_array_unref);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  g_clear_pointer (&self->months, g_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_free (self);
}

static char *
field_if_any (LotseRecord *record, const char *name)
{
  return lotse_kind_field (lotse_record_get_kind (record), name) != NULL ? g_strdup (lotse_record_get (record, name)) : NULL;
}

static void
read_side (LotseStore *store, LotseRecord *pair, const char *field, LotsePairSide *side)
{
  const char *id = lotse_record_get (pair, field);
  g_autoptr (LotseRecord) record = id != NULL ? lotse_store_get_standing (store, id, NULL) : NULL;

  if (record == NULL)
    return;
  side->kind = g_strdup (lotse_record_get_kind (record)->name);
  side->id = g_strdup (lotse_record_get_id (record));
  side->title = lotse_job_title (store, record);
  side->email = field_if_any (record, "email");
  side->phone = field_if_any (record, "mobile");
  if (side->phone == NULL)
    side->phone = field_if_any (record, "phone");
}

/* --- Goals -------------------------------------------------------------------------------------------------- */

static const char *
usual_text (const char *key, gint64 *position)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual_steps); i++)
    if (g_str_equal (usual_steps[i].key, key))
      {
        *position = i;
        return g_dpgettext2 (NULL, "step", usual_steps[i].text);
      }
  *position = G_N_ELEMENTS (usual_steps);
  return key;
}

static LotseGoalStep *
make_step (const char *key, const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  LotseGoalStep *step = g_new0 (LotseGoalStep, 1);
  const char *usual = usual_text (key, &step->position);

  step->key = g_strdup (key);
  if (object != NULL)
    {
      step->text = g_strdup (json_object_get_string_member_with_default (object, "text", usual));
      step->done = g_strdup (json_object_get_string_member_with_default (object, "done", NULL));
      step->position = json_object_get_int_member_with_default (object, "position", step->position);
    }
  else
    {
      step->text = g_strdup (usual);
    }
  return step;
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const LotseGoalStep *one = *(LotseGoalStep *const *) a;
  const LotseGoalStep *two = *(LotseGoalStep *const *) b;

  return (one->position > two->position) - (one->position < two->position);
}

static GPtrArray *
read_steps (LotseRecord *goal)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (step_free);
  g_auto (GStrv) keys = lotse_record_list_elements (goal, "steps");

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    g_ptr_array_add (steps, make_step (keys[i], lotse_record_get_element (goal, "steps", keys[i])));
  if (steps->len == 0)
    for (guint i = 0; i < G_N_ELEMENTS (usual_steps); i++)
      g_ptr_array_add (steps, make_step (usual_steps[i].key, NULL));
  g_ptr_array_sort (steps, compare_steps);
  return steps;
}

static void
read_goals (LotseStore *store, LotsePairView *view)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("goal"));
  g_autoptr (GPtrArray) found = NULL;

  view->goals = g_ptr_array_new_with_free_func (goal_free);
  lotse_query_where (query, "pair", LOTSE_QUERY_EQUAL, lotse_record_get_id (view->base->record), NULL);
  found = lotse_store_list (store, query, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      LotsePairGoal *goal = g_new0 (LotsePairGoal, 1);

      goal->record = g_object_ref (g_ptr_array_index (found, i));
      goal->steps = read_steps (goal->record);
      g_ptr_array_add (view->goals, goal);
    }
}

typedef struct
{
  char *goal;
  char *key;
} Toggle;

static void
toggle_free (gpointer data)
{
  g_free (((Toggle *) data)->goal);
  g_free (((Toggle *) data)->key);
  g_free (data);
}

/* Writes a step as the goal keeps it; steps that were only offered become the goal's own. */
static gboolean
write_step (LotseRecord *goal, const LotseGoalStep *step, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *json = NULL;
  JsonObject *object = json_object_new ();

  if (step->done != NULL)
    json_object_set_string_member (object, "done", step->done);
  json_object_set_int_member (object, "position", step->position);
  json_object_set_string_member (object, "text", step->text);
  json_node_take_object (node, object);
  json = lotse_value_canonical_json (node);
  return lotse_record_set_element (goal, "steps", step->key, json, error);
}

static gpointer
toggle_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Toggle *toggle = data;
  g_autoptr (LotseRecord) goal = lotse_store_get (store, toggle->goal, error);
  g_autoptr (GPtrArray) steps = NULL;
  g_autofree char *today = lotse_format_today ();
  gboolean all = TRUE;

  if (goal == NULL)
    return NULL;
  steps = read_steps (goal);
  for (guint i = 0; i < steps->len; i++)
    {
      LotseGoalStep *step = g_ptr_array_index (steps, i);

      if (g_str_equal (step->key, toggle->key))
        {
          char *was = step->done;

          step->done = was == NULL ? g_strdup (today) : NULL;
          g_free (was);
        }
      all = all && step->done != NULL;
      if (!write_step (goal, step, error))
        return NULL;
    }
  if (!lotse_record_set (goal, "reached_on", all ? today : NULL, error))
    return NULL;
  return lotse_store_save (store, goal, NULL, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_goal_step_toggle_async (LotseStore *store, const char *goal, const char *key, GAsyncReadyCallback callback, gpointer user_data)
{
  Toggle *toggle = g_new0 (Toggle, 1);

  toggle->goal = g_strdup (goal);
  toggle->key = g_strdup (key);
  lotse_job_run (store, toggle_job, toggle, toggle_free, NULL, callback, user_data);
}

/* --- Sessions ----------------------------------------------------------------------------------------------- */

static void
add_to_month (GArray *months, LotseRecord *session)
{
  LotsePairMonth *month;
  LotsePairMonth fresh = { 0 };
  GDate date;

  if (!lotse_record_get_date (session, "date", &date))
    return;
  month = months->len > 0 ? &g_array_index (months, LotsePairMonth, months->len - 1) : NULL;
  if (month == NULL || month->year != g_date_get_year (&date) || month->month != (int) g_date_get_month (&date))
    {
      fresh.year = g_date_get_year (&date);
      fresh.month = (int) g_date_get_month (&date);
      g_array_append_val (months, fresh);
      month = &g_array_index (months, LotsePairMonth, months->len - 1);
    }
  month->sessions++;
  month->minutes += lotse_record_get_int (session, "minutes", 0);
  month->km += lotse_record_get_int (session, "travel_km", 0);
}

static void
read_sessions (LotseStore *store, LotsePairView *view)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("session"));

  lotse_query_where (query, "pair", LOTSE_QUERY_EQUAL, lotse_record_get_id (view->base->record), NULL);
  lotse_query_sort (query, "date", TRUE, NULL);
  lotse_query_limit (query, MOST_SESSIONS, 0);
  view->sessions = lotse_store_list (store, query, NULL);
  if (view->sessions == NULL)
    view->sessions = g_ptr_array_new ();
  view->months = g_array_new (FALSE, TRUE, sizeof (LotsePairMonth));
  for (guint i = 0; i < view->sessions->len; i++)
    add_to_month (view->months, g_ptr_array_index (view->sessions, i));
}

const LotseFollowLink lotse_pair_view_links[] = {
  { "session", "pair" }, { "goal", "pair" }, { "task", "attached" }, { "attachment", "attached" }, { "deadline", "attached" }, { NULL, NULL },
};

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  LotseRecordView *base = lotse_record_view_read (store, data, error);
  LotsePairView *view;

  if (base == NULL)
    return NULL;
  view = g_new0 (LotsePairView, 1);
  view->base = base;
  lotse_pair_state_read (store, base->record, &view->state);
  read_side (store, base->record, "mentor", &view->mentor);
  read_side (store, base->record, "mentee", &view->mentee);
  read_goals (store, view);
  read_sessions (store, view);
  view->seen = lotse_follow_see (store, base->record, lotse_pair_view_links);
  return view;
}

void
lotse_pair_view_load_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, load_job, g_strdup (id), g_free, (GDestroyNotify) lotse_pair_view_free, callback, user_data);
}

LotsePairView *
lotse_pair_view_load_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) store = g_async_result_get_source_object (result);

  return lotse_store_call_finish (LOTSE_STORE (store), result, error);
}
