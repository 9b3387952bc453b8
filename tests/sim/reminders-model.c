/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulation of reminders expects of a laptop; see reminders.h. */
#include "reminders.h"

#include "lotse-id.h"

static char *
dup_time (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (ms / 1000);

  return g_date_time_format (time, "%F %R");
}

void
life_log (Life *life, const Laptop *laptop, const char *what, guint n)
{
  g_autofree char *when = dup_time (life->sim.now_ms), *clock = dup_time (lotse_store_now (laptop->device->store));
  const Known *known = &laptop->known[n];

  sim_log (&life->sim, "%s, laptop %u (%s): thing %u %s; %s%s", when, laptop->device->index, clock, n, what,
           known->due != NULL ? known->due : "in the bin", known->done ? ", done" : "");
}

void
life_fail (Life *life, const Laptop *laptop, const char *what, const char *key)
{
  g_autofree char *when = dup_time (life->sim.now_ms);

  sim_fail (&life->sim, "%s, laptop %u: %s (%s)", when, laptop->device->index, what, key);
}

/* As lotse_reminder_service_clock() of the window makes it. */
LotseReminderClock
life_clock (const Laptop *laptop)
{
  return (LotseReminderClock){ laptop->zone, lotse_store_now (laptop->device->store) / 1000, LOTSE_REMINDING_HOUR };
}

char *
life_key (const char *due, int lead)
{
  return g_strdup_printf ("%s %d", due, lead);
}

/* --- Never twice, never what is known to be over -------------------------------------------------------------------- */

void
life_watch_reminder (Life *life, Laptop *laptop, const LotseReminder *reminder, guint32 slip)
{
  Known *known = &laptop->known[life_thing_of (life, reminder->id)];
  g_autofree char *key = life_key (reminder->due, reminder->lead);
  const gssize before = (gssize) g_hash_table_lookup (known->shown, key);

  life_log (life, laptop, "shown", life_thing_of (life, reminder->id));
  if (known->done || g_strcmp0 (known->due, reminder->due) != 0)
    life_fail (life, laptop, "it shows what it knows to be done or moved", key);
  if (before > 0 && !g_hash_table_remove (known->sleeps, key))
    life_fail (life, laptop, "it shows a reminder twice", key);
  if (before < 0 && -before - 1 != slip)
    life_fail (life, laptop, "after a crash it shows another notification", key);
}

void
life_forget_begun (Life *life, Laptop *laptop, guint32 slip)
{
  for (guint n = 0; n < life->n_things; n++)
    {
      GHashTableIter iter;
      gpointer mark;

      g_hash_table_iter_init (&iter, laptop->known[n].shown);
      while (g_hash_table_iter_next (&iter, NULL, &mark))
        if (-(gssize) mark - 1 == slip)
          g_hash_table_iter_remove (&iter);
    }
}

/* --- None is missed ---------------------------------------------------------------------------------------------- */

/* Whether the person was told so much of it as the clock on the wall asks for. */
static void
watch_missed (Life *life, Laptop *laptop, guint n, const LotseReminderClock *clock)
{
  const Thing *thing = &life->things[n];
  const Known *known = &laptop->known[n];
  int leads[] = { thing->leads[0], thing->leads[1], thing->leads[2], LOTSE_LEAD_OVERDUE };
  const guint n_leads = thing->type == THING_TASK ? 1 : G_N_ELEMENTS (leads);
  gint64 last = G_MININT64, told = G_MININT64;

  if (known->done || known->due == NULL)
    return;
  if (thing->type == THING_TASK)
    leads[0] = LOTSE_LEAD_TASK;
  for (guint i = 0; i < n_leads; i++)
    {
      const gint64 at = lotse_reminder_moment (known->due, leads[i], NULL, clock);
      g_autofree char *key = life_key (known->due, leads[i]);

      if (at <= clock->now_s)
        last = MAX (last, at);
      if (g_hash_table_contains (known->shown, key) && at <= clock->now_s + DAY_S)
        told = MAX (told, at);
    }
  if (told < last)
    life_fail (life, laptop, "it missed a reminder", known->due);
}

void
life_watch_missed (Life *life, Laptop *laptop, const LotseReminderClock *clock)
{
  for (guint n = 0; n < life->n_things; n++)
    watch_missed (life, laptop, n, clock);
}

/* --- The screen is true -------------------------------------------------------------------------------------------- */

void
life_watch_screen (Life *life, Laptop *laptop)
{
  GHashTableIter iter;
  gpointer keys;

  g_hash_table_iter_init (&iter, laptop->screen);
  while (g_hash_table_iter_next (&iter, NULL, &keys))
    {
      gboolean open = FALSE;

      for (guint i = 0; i < ((GPtrArray *) keys)->len; i++)
        {
          char *due = NULL;
          const guint64 n = g_ascii_strtoull (((GPtrArray *) keys)->pdata[i], &due, 10);
          const Known *known = &laptop->known[n];

          open = open || (!known->done && g_strcmp0 (known->due, due + 1) == 0);
        }
      if (!open)
        life_fail (life, laptop, "something on the screen is no longer true", ((GPtrArray *) keys)->pdata[0]);
    }
}

/* --- What is up to date knows what the centre has -------------------------------------------------------------------- */

void
life_watch_news (Life *life, Laptop *laptop)
{
  const SimFaults none = { 0 };
  const SimBreak broken = life->sim.broken;
  LotseSyncReport report;

  life->sim.broken = SIM_BREAK_NOTHING;
  if (!sim_meet (life->witness, none, &report) || !report.complete)
    life_fail (life, laptop, "the witness cannot meet the centre", "");
  life->sim.broken = broken;
  life->witnessed++;
  for (guint n = 0; n < life->n_things; n++)
    {
      const Known *known = &laptop->known[n];
      g_autofree char *due = NULL;
      gboolean done;

      life_read (&life->things[n], life->witness->store, &due, &done);
      if (done != known->done || g_strcmp0 (due, known->due) != 0)
        life_fail (life, laptop, "it is up to date and knows otherwise than the centre", due != NULL ? due : "in the bin");
    }
}
