/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deadlines and tasks of the simulation of reminders, and what people do with them; see reminders.h. */
#include "reminders.h"

#include "kit.h"
#include "lotse-deadlines.h"
#include "lotse-id.h"
#include "lotse-tasks.h"

static char *
random_due (Life *life, ThingType type)
{
  const gint64 at_s = life->sim.now_ms / 1000 + g_rand_int_range (life->sim.rand, 5, 120) * (gint64) DAY_S
                      + g_rand_int_range (life->sim.rand, 0, DAY_S);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at_s);

  return g_date_time_format (time, type == THING_TASK ? "%Y-%m-%dT%H:%M" : "%Y-%m-%d");
}

/* --- Beginning ------------------------------------------------------------------------------------------------ */

/* An application whose only rule counts one deadline from its start. */
static void
add_ruled (Life *life, LotseStore *store, Thing *thing)
{
  g_autofree char *due = random_due (life, THING_RULED);
  g_autofree char *rule = g_strdup_printf ("{\"anchor\":\"application.starts_on\",\"lead\":[%d,%d,%d],\"type\":\"own\"}", thing->leads[0],
                                           thing->leads[1], thing->leads[2]);
  g_autofree char *programme = kit_add (store, "grant_programme", "name", "Programme", NULL);
  g_autoptr (LotseRecord) record = lotse_store_get (store, programme, NULL);

  g_assert_true (lotse_record_set_element (record, "deadline_rules", "start", rule, NULL));
  g_assert_true (lotse_store_save (store, record, NULL, NULL));
  thing->application = kit_add (store, "application", "title", "Winter school", "involvement", "own", "state", "running", "programme",
                                programme, "starts_on", due, NULL);
  thing->id = lotse_id_derive ("deadline", thing->application, "start", "", NULL);
}

/* Half of them a funder waits for, so that they end only with how they were handed in. */
static void
add_by_hand (Life *life, LotseStore *store, Thing *thing)
{
  g_autofree char *due = random_due (life, THING_BY_HAND);
  const char *type = sim_chance (&life->sim, 0.5) ? "narrative_report" : "own";
  g_autoptr (GError) error = NULL;

  thing->id = lotse_deadline_add (store, life->application, type, "It", due, thing->leads, G_N_ELEMENTS (thing->leads), NULL, &error);
  g_assert_no_error (error);
}

static void
add_thing (Life *life, LotseStore *store, ThingType type)
{
  Thing *thing = &life->things[life->n_things++];

  thing->type = type;
  thing->leads[0] = g_rand_int_range (life->sim.rand, 10, 60);
  thing->leads[1] = g_rand_int_range (life->sim.rand, 2, 10);
  thing->leads[2] = g_rand_int_range (life->sim.rand, 0, 2);
  if (type == THING_RULED)
    add_ruled (life, store, thing);
  else if (type == THING_BY_HAND)
    add_by_hand (life, store, thing);
  else
    {
      g_autofree char *due = random_due (life, type);

      thing->id = kit_add (store, "task", "text", "It", "remind_at", due, NULL);
    }
}

void
life_begin_things (Life *life, LotseStore *store)
{
  static const ThingType first[] = { THING_BY_HAND, THING_BY_HAND, THING_TASK, THING_RULED, THING_BY_HAND, THING_TASK, THING_RULED };

  life->application = kit_add (store, "application", "title", "Summer school", "involvement", "own", "state", "running", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    add_thing (life, store, first[i]);
}

void
life_end_things (Life *life)
{
  for (guint n = 0; n < life->n_things; n++)
    {
      g_free (life->things[n].id);
      g_free (life->things[n].application);
    }
  g_free (life->application);
}

guint
life_thing_of (Life *life, const char *id)
{
  for (guint n = 0; n < life->n_things; n++)
    if (g_str_equal (life->things[n].id, id))
      return n;
  g_assert_not_reached ();
}

/* --- Knowing -------------------------------------------------------------------------------------------------- */

static char *
dup_starts_on (const Thing *thing, LotseStore *store)
{
  g_autoptr (LotseRecord) application = lotse_store_get (store, thing->application, NULL);

  return application != NULL ? g_strdup (lotse_record_get (application, "starts_on")) : NULL;
}

void
life_read (const Thing *thing, LotseStore *store, char **due, gboolean *done)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, thing->id, NULL);

  *due = NULL;
  *done = FALSE;
  if (record != NULL && !lotse_record_is_deleted (record))
    {
      const gboolean stands = thing->type != THING_RULED || lotse_record_get (record, "by_hand") != NULL;

      *done = thing->type == THING_TASK ? lotse_record_get (record, "done_on") != NULL
                                        : lotse_record_get (record, "handed_in_on") != NULL
                                            || lotse_record_get (record, "not_needed_because") != NULL;
      if (stands)
        *due = g_strdup (lotse_record_get (record, thing->type == THING_TASK ? "remind_at" : "due"));
    }
  if (thing->type == THING_RULED && *due == NULL)
    *due = dup_starts_on (thing, store);
}

void
life_know (Life *life, Laptop *laptop)
{
  for (guint n = 0; n < life->n_things; n++)
    {
      Known *known = &laptop->known[n];
      g_autofree char *due = NULL;
      gboolean done;

      life_read (&life->things[n], laptop->device->store, &due, &done);
      if (done == known->done && g_strcmp0 (due, known->due) == 0)
        continue;
      g_free (known->due);
      known->due = g_steal_pointer (&due);
      known->done = done;
      laptop->stale = TRUE;
    }
}

/* --- Deeds ---------------------------------------------------------------------------------------------------- */

static void
save_task (LotseStore *store, const Thing *thing, const char *remind_at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) task = lotse_store_get (store, thing->id, &error);

  g_assert_no_error (error);
  g_assert_true (lotse_record_set (task, "done_on", NULL, NULL));
  g_assert_true (lotse_record_set (task, "remind_at", remind_at, NULL));
  lotse_task_save (store, task, NULL, &error);
  g_assert_no_error (error);
}

static void
end_thing (Life *life, LotseStore *store, const Thing *thing)
{
  g_autofree char *today = lotse_deadlines_today (store);
  g_autoptr (GError) error = NULL;

  if (thing->type == THING_TASK)
    lotse_task_done (store, thing->id, today, NULL, &error);
  else if (sim_chance (&life->sim, 0.2))
    lotse_deadline_set_not_needed (store, thing->id, "withdrawn", NULL, &error);
  else
    lotse_deadline_hand_in (store, thing->id, today, "Portal", "4711", NULL, NULL, &error);
  g_assert_no_error (error);
}

/* It was not done after all. */
static void
take_back (LotseStore *store, const Thing *thing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) record = lotse_store_get (store, thing->id, &error);

  g_assert_no_error (error);
  if (lotse_record_get (record, "handed_in_on") != NULL)
    lotse_deadline_take_back (store, thing->id, NULL, NULL, &error);
  g_assert_no_error (error);
  if (lotse_record_get (record, "not_needed_because") != NULL)
    lotse_deadline_set_not_needed (store, thing->id, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
move_thing (Life *life, LotseStore *store, const Thing *thing)
{
  g_autofree char *due = random_due (life, thing->type);
  g_autoptr (GError) error = NULL;

  if (thing->type == THING_TASK)
    save_task (store, thing, due);
  else if (thing->type == THING_RULED && sim_chance (&life->sim, 0.7))
    {
      /* What hangs on an anchor goes back to it, and moves with it. */
      lotse_deadline_move (store, thing->id, NULL, NULL, &error);
      kit_set (store, thing->application, "starts_on", due);
    }
  else
    lotse_deadline_move (store, thing->id, due, NULL, &error);
  g_assert_no_error (error);
}

static void
restore (LotseStore *store, const Thing *thing)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, thing->id, NULL);
  g_autoptr (GError) error = NULL;

  if (record != NULL && lotse_record_is_deleted (record))
    lotse_store_restore (store, thing->id, NULL, &error);
  g_assert_no_error (error);
}

/* What was done, in a word. */
static const char *
change (Life *life, LotseStore *store, const Thing *thing, const Known *known)
{
  if (known->due == NULL)
    {
      restore (store, thing);
      return "out of the bin";
    }
  if (thing->type != THING_RULED && sim_chance (&life->sim, 0.06))
    {
      g_assert_true (lotse_store_delete (store, thing->id, NULL, NULL));
      return "to the bin";
    }
  if (!known->done && sim_chance (&life->sim, 0.6))
    {
      end_thing (life, store, thing);
      return "done";
    }
  if (known->done && thing->type != THING_TASK)
    take_back (store, thing);
  move_thing (life, store, thing);
  return "moved";
}

void
life_act (Life *life, Laptop *laptop)
{
  LotseStore *store = laptop->device->store;
  guint n = sim_pick (&life->sim, life->n_things);
  const char *what = "begun";

  if (life->n_things < MOST_THINGS && sim_chance (&life->sim, 0.08))
    {
      n = life->n_things;
      add_thing (life, store, sim_chance (&life->sim, 0.4) ? THING_TASK : THING_BY_HAND);
    }
  else
    what = change (life, store, &life->things[n], &laptop->known[n]);
  life_know (life, laptop);
  life_log (life, laptop, what, n);
}
