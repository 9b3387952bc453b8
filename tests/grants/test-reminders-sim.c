/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two years of reminders on three devices, each a real store with its log: sleep, wrong clocks, journeys, other languages, crashes
 * between showing and writing down, and news from the others at random.
 *
 * A small model, which shares nothing with the choice but the moments, watches each device: no reminder twice (after a crash the
 * same notification again), none of what the device has heard to be done or moved, none missed, and nothing left on the screen of
 * which nothing is open.  One seed gives one run; parts that are broken on purpose must be found.
 */
#include "config.h"

#include "lotse-reminders.h"

#include "lotse-language.h"
#include "store-fixture.h"

#include <locale.h>
#include <stdlib.h>

#define DEVICES 3
#define THINGS 7
#define DAY_S 86400
#define START_S 1798700400 /* 1 January 2027, 0:00 in Berlin */

typedef enum
{
  BREAK_NOTHING,
  BREAK_MARK,     /* now and then what was shown is not written down */
  BREAK_WITHDRAW, /* what is done stays on the screen */
  BREAK_SLIP,     /* after a crash another notification is shown */
  N_BREAKS
} Break;

typedef struct
{
  char *id;
  gboolean is_task;
  int leads[3];
  char *due;      /* as it truly is: the last word of anybody */
  gboolean done;
} Thing;

/* What one device knows of a thing, and did. */
typedef struct
{
  char *due;
  gboolean done;
  GHashTable *shown; /* "due lead" -> slip + 1 if it was written down, or -(slip + 1) if that failed */
  GHashTable *sleeps;
} Known;

typedef struct
{
  Fixture fixture;
  Known known[THINGS];
  GHashTable *screen; /* slip -> GPtrArray of "thing due" */
  gint64 offset_s;    /* its clock minus the true time */
  gint64 asleep_until_s;
  gint64 next_s, looked_s;
  gboolean stale;
  GTimeZone *zone;
  const char *language;
} Device;

typedef struct
{
  GRand *rand;
  Break broken;
  gint64 now_s;
  Thing things[THINGS];
  Device devices[DEVICES];
  char *failure;
} Sim;

static const char *const languages[] = { "de", "en" };
static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe" };

static gboolean
chance (Sim *sim, double probability)
{
  return g_rand_double (sim->rand) < probability;
}

static void
fail (Sim *sim, const Device *device, const char *what, const char *key)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (sim->now_s);
  g_autofree char *when = g_date_time_format (time, "%F %R");

  if (sim->failure == NULL)
    sim->failure = g_strdup_printf ("%s, device %d: %s (%s)", when, (int) (device - sim->devices), what, key);
}

static char *
random_due (Sim *sim, gboolean is_task)
{
  const gint64 at_s = sim->now_s + g_rand_int_range (sim->rand, 5, 120) * (gint64) DAY_S + g_rand_int_range (sim->rand, 0, DAY_S);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at_s);

  return g_date_time_format (time, is_task ? "%Y-%m-%dT%H:%M" : "%Y-%m-%d");
}

/* --- News ---------------------------------------------------------------------------------------------------- */

/* What the device hears of a thing, it writes as the exchange does: as a change of the record. */
static void
hear (Sim *sim, Device *device, guint n)
{
  const Thing *thing = &sim->things[n];
  Known *known = &device->known[n];

  if (g_strcmp0 (known->due, thing->due) == 0 && known->done == thing->done)
    return;
  if (thing->is_task)
    change (&device->fixture, thing->id, "remind_at", thing->due, "done_on", thing->done ? "2027-01-01" : "", NULL);
  else
    change (&device->fixture, thing->id, "due", thing->due, "handed_in_on", thing->done ? "2027-01-01" : "", NULL);
  g_free (known->due);
  known->due = g_strdup (thing->due);
  known->done = thing->done;
  device->stale = TRUE;
}

static void
hear_all (Sim *sim, Device *device)
{
  for (guint n = 0; n < THINGS; n++)
    hear (sim, device, n);
}

/* Somebody does, moves or begins something, and that device knows it first. */
static void
act (Sim *sim)
{
  const guint n = (guint) g_rand_int_range (sim->rand, 0, THINGS);
  Thing *thing = &sim->things[n];

  if (thing->done || chance (sim, 0.4))
    {
      g_free (thing->due);
      thing->due = random_due (sim, thing->is_task);
      thing->done = FALSE;
    }
  else
    thing->done = TRUE;
  hear (sim, &sim->devices[g_rand_int_range (sim->rand, 0, DEVICES)], n);
}

/* --- The model ------------------------------------------------------------------------------------------------ */

static guint
thing_of (Sim *sim, const char *id)
{
  for (guint n = 0; n < THINGS; n++)
    if (g_str_equal (sim->things[n].id, id))
      return n;
  g_assert_not_reached ();
}

static LotseReminderClock
clock_of (const Sim *sim, const Device *device)
{
  return (LotseReminderClock){ device->zone, sim->now_s + device->offset_s, LOTSE_REMINDING_HOUR };
}

static char *
key_of (const char *due, int lead)
{
  return g_strdup_printf ("%s %d", due, lead);
}

static void
watch_reminder (Sim *sim, Device *device, const LotseReminder *reminder, guint32 slip)
{
  Known *known = &device->known[thing_of (sim, reminder->id)];
  g_autofree char *key = key_of (reminder->due, reminder->lead);
  const gint64 before = GPOINTER_TO_SIZE (g_hash_table_lookup (known->shown, key)) == 0
                          ? 0 : (gint64) (gssize) g_hash_table_lookup (known->shown, key);

  if (known->done || g_strcmp0 (known->due, reminder->due) != 0)
    fail (sim, device, "it shows what it knows to be done or moved", key);
  if (before > 0 && !g_hash_table_remove (known->sleeps, key))
    fail (sim, device, "it shows a reminder twice", key);
  if (before < 0 && -before - 1 != slip)
    fail (sim, device, "after a crash it shows another notification", key);
}

static gint64
moment (const Thing *thing, const char *due, int lead, const LotseReminderClock *clock)
{
  return lotse_reminder_moment (due, thing->is_task ? LOTSE_LEAD_TASK : lead, NULL, clock);
}

/* Whether the person was told so much of it as the clock on the wall asks for. */
static void
watch_missed (Sim *sim, Device *device, guint n, const LotseReminderClock *clock)
{
  const Thing *thing = &sim->things[n];
  Known *known = &device->known[n];
  int leads[] = { thing->leads[0], thing->leads[1], thing->leads[2], LOTSE_LEAD_OVERDUE };
  const guint n_leads = thing->is_task ? 1 : G_N_ELEMENTS (leads);
  gint64 last = G_MININT64, told = G_MININT64;

  if (known->done)
    return;
  if (thing->is_task)
    leads[0] = LOTSE_LEAD_TASK;
  for (guint i = 0; i < n_leads; i++)
    {
      const gint64 at = moment (thing, known->due, leads[i], clock);
      g_autofree char *key = key_of (known->due, leads[i]);

      if (at <= clock->now_s)
        last = MAX (last, at);
      if (g_hash_table_contains (known->shown, key) && at <= clock->now_s + DAY_S)
        told = MAX (told, at);
    }
  if (told < last)
    fail (sim, device, "it missed a reminder", known->due);
}

static void
watch_screen (Sim *sim, Device *device)
{
  GHashTableIter iter;
  gpointer slip, keys;

  g_hash_table_iter_init (&iter, device->screen);
  while (g_hash_table_iter_next (&iter, &slip, &keys))
    {
      gboolean open = FALSE;

      for (guint i = 0; i < ((GPtrArray *) keys)->len; i++)
        {
          const char *key = ((GPtrArray *) keys)->pdata[i];
          const Known *known = &device->known[key[0] - '0'];

          open = open || (!known->done && g_str_equal (known->due, key + 2));
        }
      if (!open)
        fail (sim, device, "something on the screen is no longer true", ((GPtrArray *) keys)->pdata[0]);
    }
}

/* What was taken away before it was written down is as if it had never been shown. */
static void
forget_begun (Device *device, guint32 slip)
{
  for (guint n = 0; n < THINGS; n++)
    {
      GHashTableIter iter;
      gpointer mark;

      g_hash_table_iter_init (&iter, device->known[n].shown);
      while (g_hash_table_iter_next (&iter, NULL, &mark))
        if (-(gssize) mark - 1 == slip)
          g_hash_table_iter_remove (&iter);
    }
}

/* --- A look --------------------------------------------------------------------------------------------------- */

static void
put_on_screen (Sim *sim, Device *device, const LotseNotice *notice, gboolean written)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < notice->reminders->len; i++)
    {
      const LotseReminder *reminder = notice->reminders->pdata[i];
      const guint n = thing_of (sim, reminder->id);
      const gssize mark = (gssize) notice->slip + 1;

      watch_reminder (sim, device, reminder, notice->slip);
      g_hash_table_insert (device->known[n].shown, key_of (reminder->due, reminder->lead), (gpointer) (written ? mark : -mark));
      g_ptr_array_add (keys, g_strdup_printf ("%u %s", n, reminder->due));
    }
  g_hash_table_insert (device->screen, GUINT_TO_POINTER (notice->slip), keys);
}

static void
put_off (Sim *sim, Device *device, const LotseNotice *notice, const LotseReminderClock *clock)
{
  g_assert_true (lotse_reminder_log_sleep (device->fixture.store, notice->slip, lotse_reminder_tomorrow (clock) * 1000, NULL));
  g_hash_table_remove (device->screen, GUINT_TO_POINTER (notice->slip));
  for (guint i = 0; i < notice->reminders->len; i++)
    {
      const LotseReminder *reminder = notice->reminders->pdata[i];

      g_hash_table_add (device->known[thing_of (sim, reminder->id)].sleeps, key_of (reminder->due, reminder->lead));
    }
  device->stale = TRUE;
}

/* FALSE: the program ended in the middle. */
static gboolean
show (Sim *sim, Device *device, LotseNotice *notice, const LotseReminderClock *clock)
{
  const gboolean crash = chance (sim, 0.1);
  const gboolean written = !crash && !(sim->broken == BREAK_MARK && chance (sim, 0.2));

  if (sim->broken == BREAK_SLIP)
    notice->slip ^= (guint32) g_rand_int_range (sim->rand, 0, 2) << 8;
  put_on_screen (sim, device, notice, !crash);
  if (written)
    {
      g_assert_true (lotse_reminders_shown (device->fixture.store, notice, clock, 1 + notice->slip % 1000, NULL));
      if (chance (sim, 0.15))
        put_off (sim, device, notice, clock);
    }
  return !crash;
}

/* The words of a notification are no part of what it is.  Nothing runs beside this, so the environment may change. */
static void
speak (const Device *device)
{
  g_setenv ("LANGUAGE", device->language, TRUE);
  /* Also makes gettext look at the variable again. */
  setlocale (LC_MESSAGES, "de_DE.UTF-8");
  g_assert_cmpstr (lotse_language_current (), ==, device->language);
}

static void
look (Sim *sim, Device *device)
{
  const LotseReminderClock clock = clock_of (sim, device);
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseReminders) found = NULL;

  speak (device);
  found = lotse_reminders_now (device->fixture.store, &clock, LOTSE_REMINDERS_BEGIN, &error);
  g_assert_no_error (error);
  device->stale = FALSE;
  device->next_s = found->next_s;
  device->looked_s = clock.now_s;
  for (guint i = 0; i < found->gone->len && sim->broken != BREAK_WITHDRAW; i++)
    {
      const guint32 slip = g_array_index (found->gone, LotseNoticeGone, i).slip;

      g_hash_table_remove (device->screen, GUINT_TO_POINTER (slip));
      forget_begun (device, slip);
      g_assert_true (lotse_reminder_log_withdraw (device->fixture.store, slip, NULL));
    }
  for (guint i = 0; i < found->notices->len; i++)
    if (!show (sim, device, found->notices->pdata[i], &clock))
      {
        device->next_s = 0;
        return;
      }
  for (guint n = 0; n < THINGS; n++)
    watch_missed (sim, device, n, &clock);
  watch_screen (sim, device);
}

/* --- Two years -------------------------------------------------------------------------------------------------- */

/* A clock that is wrong is set right again some day. */
static void
disturb (Sim *sim, Device *device)
{
  if (chance (sim, 0.02))
    device->asleep_until_s = sim->now_s + g_rand_int_range (sim->rand, DAY_S / 4, 40 * DAY_S);
  if (chance (sim, 0.02))
    device->offset_s = g_rand_int_range (sim->rand, -7200, 7200);
  if (chance (sim, 0.003))
    device->offset_s = g_rand_int_range (sim->rand, -30 * DAY_S, 400 * DAY_S);
  else if (chance (sim, 0.2))
    device->offset_s = 0;
  if (chance (sim, 0.05))
    {
      device->language = languages[g_rand_int_range (sim->rand, 0, G_N_ELEMENTS (languages))];
      device->stale = TRUE;
    }
  if (chance (sim, 0.01))
    {
      g_time_zone_unref (device->zone);
      device->zone = g_time_zone_new_identifier (zones[g_rand_int_range (sim->rand, 0, G_N_ELEMENTS (zones))]);
      device->stale = TRUE;
    }
}

static void
live (Sim *sim, Device *device)
{
  const gint64 local_s = sim->now_s + device->offset_s;

  if (sim->now_s < device->asleep_until_s)
    return;
  disturb (sim, device);
  if (chance (sim, 0.3))
    hear_all (sim, device);
  if (device->stale || local_s >= device->next_s || local_s < device->looked_s)
    look (sim, device);
}

static void
begin_device (Sim *sim, Device *device)
{
  g_autofree char *application = NULL;

  fixture_set_up (&device->fixture, NULL);
  device->zone = g_time_zone_new_identifier (zones[0]);
  device->language = languages[0];
  device->screen = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  device->stale = TRUE;
  application = add (&device->fixture, "application", "title", "Summer school", "involvement", "own", "state", "running", NULL);
  for (guint n = 0; n < THINGS; n++)
    {
      const Thing *thing = &sim->things[n];
      g_autoptr (LotseRecord) record = lotse_record_new (lotse_kind_find (thing->is_task ? "task" : "deadline"), thing->id);

      lotse_record_set (record, thing->is_task ? "text" : "name", "It", NULL);
      if (!thing->is_task)
        {
          lotse_record_set (record, "type", "own", NULL);
          lotse_record_set (record, "attached", application, NULL);
        }
      for (guint i = 0; i < 3 && !thing->is_task; i++)
        {
          g_autofree char *lead = g_strdup_printf ("%d", thing->leads[i]);

          lotse_record_set_element (record, "lead_times", lead, "1", NULL);
        }
      lotse_record_set (record, thing->is_task ? "remind_at" : "due", thing->due, NULL);
      g_assert_true (lotse_store_save (device->fixture.store, record, NULL, NULL));
      device->known[n].due = g_strdup (thing->due);
      device->known[n].shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      device->known[n].sleeps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
}

static void
end_device (Device *device)
{
  fixture_tear_down (&device->fixture, NULL);
  g_time_zone_unref (device->zone);
  g_hash_table_unref (device->screen);
  for (guint n = 0; n < THINGS; n++)
    {
      g_free (device->known[n].due);
      g_hash_table_unref (device->known[n].shown);
      g_hash_table_unref (device->known[n].sleeps);
    }
}

/* What was wrong first (g_free), or NULL. */
static char *
run_sim (guint32 seed, Break broken, int days)
{
  Sim sim = { .rand = g_rand_new_with_seed (seed), .broken = broken, .now_s = START_S };

  for (guint n = 0; n < THINGS; n++)
    {
      Thing *thing = &sim.things[n];

      thing->id = lotse_id_new ();
      thing->is_task = n % 3 == 2;
      thing->due = random_due (&sim, thing->is_task);
      thing->leads[0] = g_rand_int_range (sim.rand, 10, 60);
      thing->leads[1] = g_rand_int_range (sim.rand, 2, 10);
      thing->leads[2] = g_rand_int_range (sim.rand, 0, 2);
    }
  for (guint i = 0; i < DEVICES; i++)
    begin_device (&sim, &sim.devices[i]);
  while (sim.failure == NULL && sim.now_s < START_S + days * (gint64) DAY_S)
    {
      sim.now_s += g_rand_int_range (sim.rand, 1800, 2 * DAY_S / 3);
      if (chance (&sim, 0.08))
        act (&sim);
      for (guint i = 0; i < DEVICES; i++)
        live (&sim, &sim.devices[i]);
    }
  for (guint i = 0; i < DEVICES; i++)
    end_device (&sim.devices[i]);
  for (guint n = 0; n < THINGS; n++)
    {
      g_free (sim.things[n].id);
      g_free (sim.things[n].due);
    }
  g_rand_free (sim.rand);
  return sim.failure;
}

static void
test_two_years (void)
{
  const char *wanted = g_getenv ("LOTSE_SEED");
  const guint32 first = wanted != NULL ? (guint32) strtoul (wanted, NULL, 10) : g_random_int ();

  for (guint32 seed = first; seed < first + 2; seed++)
    {
      g_autofree char *failure = NULL;

      g_test_message ("seed %u", seed);
      failure = run_sim (seed, BREAK_NOTHING, 730);
      if (failure != NULL)
        g_error ("seed %u: %s", seed, failure);
    }
}

/* A simulation that finds nothing proves nothing. */
static void
test_finds_what_is_broken (void)
{
  for (Break broken = BREAK_NOTHING + 1; broken < N_BREAKS; broken++)
    {
      g_autofree char *failure = NULL;

      for (guint32 seed = 1; failure == NULL && seed < 4; seed++)
        failure = run_sim (seed, broken, 365);
      g_assert_nonnull (failure);
      g_test_message ("%d: %s", broken, failure);
    }
}

int
main (int argc, char *argv[])
{
  /* Nothing here asks what a disk does, and memory does not wait. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grants/reminders-sim/two years on three devices", test_two_years);
  g_test_add_func ("/grants/reminders-sim/finds what is broken", test_finds_what_is_broken);
  return g_test_run ();
}
