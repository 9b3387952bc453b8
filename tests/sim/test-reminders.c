/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two years of reminders on three laptops: sleep, wrong clocks, journeys, other languages, crashes between showing and writing down,
 * lines that are cut; news from the others come by sync alone.
 *
 * The model watches each laptop: no reminder twice (after a crash the same notification again), none of what it has heard to be done
 * or moved, none missed, nothing left on the screen of which nothing is open, and nothing unheard once it is up to date.  One
 * seed (LOTSE_SEED) gives one run; parts that are broken on purpose must be found.
 */
#include "config.h"

#include "reminders.h"

#include "kit.h"
#include "lotse-language.h"

#include <locale.h>
#include <stdlib.h>

#define START_MS (G_GINT64_CONSTANT (1798754400000)) /* 1 January 2027 */

static const char *const languages[] = { "de", "en" };
static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe" };

/* --- A look --------------------------------------------------------------------------------------------------- */

static void
put_on_screen (Life *life, Laptop *laptop, const LotseNotice *notice, gboolean written)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < notice->reminders->len; i++)
    {
      const LotseReminder *reminder = notice->reminders->pdata[i];
      const guint n = life_thing_of (life, reminder->id);
      const gssize mark = (gssize) notice->slip + 1;

      life_watch_reminder (life, laptop, reminder, notice->slip);
      g_hash_table_insert (laptop->known[n].shown, life_key (reminder->due, reminder->lead), (gpointer) (written ? mark : -mark));
      g_ptr_array_add (keys, g_strdup_printf ("%u %s", n, reminder->due));
    }
  g_hash_table_insert (laptop->screen, GUINT_TO_POINTER (notice->slip), keys);
}

static void
put_off (Life *life, Laptop *laptop, const LotseNotice *notice, const LotseReminderClock *clock)
{
  g_assert_true (lotse_reminder_log_sleep (laptop->device->store, notice->slip, lotse_reminder_tomorrow (clock) * 1000, NULL));
  g_hash_table_remove (laptop->screen, GUINT_TO_POINTER (notice->slip));
  for (guint i = 0; i < notice->reminders->len; i++)
    {
      const LotseReminder *reminder = notice->reminders->pdata[i];

      g_hash_table_add (laptop->known[life_thing_of (life, reminder->id)].sleeps, life_key (reminder->due, reminder->lead));
    }
  laptop->stale = TRUE;
}

/* What the person does with it at once. */
static void
answer (Life *life, Laptop *laptop, const LotseNotice *notice, const LotseReminderClock *clock)
{
  g_autoptr (GError) error = NULL;

  if (sim_chance (&life->sim, 0.15))
    put_off (life, laptop, notice, clock);
  else if (notice->is_task && sim_chance (&life->sim, 0.3))
    {
      lotse_reminders_done (laptop->device->store, notice->slip, clock, &error);
      g_assert_no_error (error);
      life_know (life, laptop);
    }
}

/* FALSE: the program ended in the middle. */
static gboolean
show (Life *life, Laptop *laptop, LotseNotice *notice, const LotseReminderClock *clock)
{
  const gboolean crash = sim_chance (&life->sim, 0.1);

  if (life->broken == BREAK_SLIP)
    notice->slip ^= sim_pick (&life->sim, 2) << 8;
  put_on_screen (life, laptop, notice, !crash);
  if (crash)
    sim_device_reopen (laptop->device);
  else if (life->broken != BREAK_MARK || sim_chance (&life->sim, 0.8))
    {
      g_assert_true (lotse_reminders_shown (laptop->device->store, notice, clock, 1 + notice->slip % 1000, NULL));
      answer (life, laptop, notice, clock);
    }
  return !crash;
}

/* The words of a notification are no part of what it is.  Nothing reads the environment beside this, so it may change. */
static void
speak (const Laptop *laptop)
{
  g_setenv ("LANGUAGE", laptop->language, TRUE);
  /* Also makes gettext look at the variable again. */
  setlocale (LC_MESSAGES, "de_DE.UTF-8");
  g_assert_cmpstr (lotse_language_current (), ==, laptop->language);
}

static void
take_away (Life *life, Laptop *laptop, const LotseReminders *found)
{
  for (guint i = 0; i < found->gone->len && life->broken != BREAK_WITHDRAW; i++)
    {
      const guint32 slip = g_array_index (found->gone, LotseNoticeGone, i).slip;

      g_hash_table_remove (laptop->screen, GUINT_TO_POINTER (slip));
      life_forget_begun (life, laptop, slip);
      g_assert_true (lotse_reminder_log_withdraw (laptop->device->store, slip, NULL));
    }
}

static void
look (Life *life, Laptop *laptop)
{
  const LotseReminderClock clock = life_clock (laptop);
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseReminders) found = NULL;

  speak (laptop);
  found = lotse_reminders_now (laptop->device->store, &clock, LOTSE_REMINDERS_BEGIN, &error);
  g_assert_no_error (error);
  laptop->stale = FALSE;
  laptop->next_s = found->next_s;
  laptop->looked_s = clock.now_s;
  take_away (life, laptop, found);
  for (guint i = 0; i < found->notices->len; i++)
    if (!show (life, laptop, found->notices->pdata[i], &clock))
      {
        laptop->next_s = 0;
        return;
      }
  /* What was ticked in a notification is taken away at the next look, which comes at once. */
  life_watch_missed (life, laptop, &clock);
  if (!laptop->stale)
    life_watch_screen (life, laptop);
}

/* --- Meeting the centre --------------------------------------------------------------------------------------- */

static void
meet (Life *life, Laptop *laptop, gboolean well)
{
  Sim *sim = &life->sim;
  SimFaults faults = { 0 };
  LotseSyncReport report;
  gboolean met;

  if (!well && sim_chance (sim, 0.5))
    {
      faults.good_calls = sim_pick (sim, 3);
      faults.lose_request = sim_chance (sim, 0.3);
      faults.lose_answer = sim_chance (sim, 0.3);
      faults.repeat = sim_chance (sim, 0.3);
      faults.delay_copy = sim_chance (sim, 0.2);
      faults.cut_answer = sim_chance (sim, 0.2);
    }
  met = sim_meet (laptop->device, faults, &report);
  life->met += met;
  life->failed += !met;
  life_know (life, laptop);
  if (met && report.refused + report.set_aside + report.forgotten + report.review > 0)
    life_fail (life, laptop, "something was refused, set aside or forgotten", "");
  if (met && report.complete && (well || sim_chance (sim, 0.15)))
    life_watch_news (life, laptop);
}

/* --- Two years -------------------------------------------------------------------------------------------------- */

/* A clock that is wrong is set right again some day. */
static void
disturb (Life *life, Laptop *laptop)
{
  Sim *sim = &life->sim;

  if (sim_chance (sim, 0.02))
    laptop->asleep_until_s = sim->now_ms / 1000 + g_rand_int_range (sim->rand, DAY_S / 4, 40 * DAY_S);
  if (sim_chance (sim, 0.02))
    laptop->device->offset_ms = 1000 * (gint64) g_rand_int_range (sim->rand, -7200, 7200);
  if (sim_chance (sim, 0.003))
    laptop->device->offset_ms = 1000 * (gint64) g_rand_int_range (sim->rand, -30 * DAY_S, 400 * DAY_S);
  else if (sim_chance (sim, 0.2))
    laptop->device->offset_ms = 0;
  if (sim_chance (sim, 0.05))
    {
      laptop->language = languages[sim_pick (sim, G_N_ELEMENTS (languages))];
      laptop->stale = TRUE;
    }
  if (sim_chance (sim, 0.01))
    {
      g_time_zone_unref (laptop->zone);
      laptop->zone = g_time_zone_new_identifier (zones[sim_pick (sim, G_N_ELEMENTS (zones))]);
      laptop->stale = TRUE;
    }
}

static void
live (Life *life, Laptop *laptop)
{
  gint64 local_s;

  if (life->sim.now_ms / 1000 < laptop->asleep_until_s)
    return;
  disturb (life, laptop);
  if (sim_chance (&life->sim, 0.03))
    life_act (life, laptop);
  if (sim_chance (&life->sim, 0.12))
    meet (life, laptop, FALSE);
  local_s = lotse_store_now (laptop->device->store) / 1000;
  if (laptop->stale || local_s >= laptop->next_s || local_s < laptop->looked_s)
    look (life, laptop);
}

static void
begin_laptop (Life *life, Laptop *laptop, SimDevice *device)
{
  laptop->device = device;
  laptop->zone = g_time_zone_new_identifier (zones[0]);
  laptop->language = languages[0];
  laptop->screen = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (guint n = 0; n < MOST_THINGS; n++)
    {
      laptop->known[n].shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      laptop->known[n].sleeps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
}

static void
end_laptop (Laptop *laptop)
{
  g_time_zone_unref (laptop->zone);
  g_hash_table_unref (laptop->screen);
  for (guint n = 0; n < MOST_THINGS; n++)
    {
      g_free (laptop->known[n].due);
      g_hash_table_unref (laptop->known[n].shown);
      g_hash_table_unref (laptop->known[n].sleeps);
    }
}

/* Two laptops of one coordinator, one of another, and the witness. */
static void
begin (Life *life)
{
  static SimAccount accounts[] = { { .name = "office", .roles = "coordinator" }, { .name = "office2", .roles = "coordinator" } };
  SimAccount *of[] = { &accounts[0], &accounts[0], &accounts[1], &accounts[0] };
  Sim *sim = &life->sim;

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    sim_centre_add_account (sim, &accounts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (of); i++)
    sim_device_connect (sim_device_add (sim, of[i], NULL));
  life->witness = &sim->devices[LAPTOPS];
  life_begin_things (life, sim->devices[0].store);
  for (guint i = 0; i < LAPTOPS; i++)
    begin_laptop (life, &life->laptops[i], &sim->devices[i]);
  for (guint i = 0; i < LAPTOPS; i++)
    meet (life, &life->laptops[i], TRUE);
}

/* All meet the centre, know what it knows, and show what is to be shown. */
static void
settle (Life *life)
{
  sim_network_deliver (&life->sim);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < LAPTOPS && life->sim.failure == NULL; i++)
      {
        Laptop *laptop = &life->laptops[i];
        LotseStoreStatus status;
        g_autofree char *wrong = NULL;

        laptop->device->offset_ms = 0;
        meet (life, laptop, TRUE);
        wrong = lotse_store_check (laptop->device->store, NULL);
        if (wrong != NULL)
          life_fail (life, laptop, "its store is damaged", wrong);
        g_assert_true (lotse_store_status (laptop->device->store, &status, NULL));
        if (status.waiting > 0)
          life_fail (life, laptop, "something still waits after a meeting", "");
        look (life, laptop);
      }
}

/* What was wrong first (g_free), or NULL. */
static char *
run_life (guint32 seed, Break broken, int days)
{
  const gint64 end_ms = START_MS + days * SIM_DAY_MS;
  char *folder = kit_folder_new ();
  Life life = { .broken = broken };
  char *failure;

  sim_begin (&life.sim, seed, SIM_BREAK_NOTHING, START_MS, folder);
  begin (&life);
  life.sim.broken = broken == BREAK_CURSOR ? SIM_BREAK_CURSOR : SIM_BREAK_NOTHING;
  while (life.sim.failure == NULL && life.sim.now_ms < end_ms)
    {
      life.sim.now_ms += 1000 * (gint64) g_rand_int_range (life.sim.rand, 1800, 2 * DAY_S / 3);
      if (sim_chance (&life.sim, 0.02))
        sim_network_deliver (&life.sim);
      for (guint i = 0; i < LAPTOPS; i++)
        live (&life, &life.laptops[i]);
    }
  settle (&life);
  g_test_message ("seed %u: %u things, %u meetings, %u of them witnessed, and %u that were cut", seed, life.n_things, life.met,
                  life.witnessed, life.failed);
  if (life.sim.failure != NULL && g_test_verbose ())
    g_test_message ("%s", life.sim.log->str);
  failure = g_strdup (life.sim.failure);
  for (guint i = 0; i < LAPTOPS; i++)
    end_laptop (&life.laptops[i]);
  life_end_things (&life);
  sim_close (&life.sim);
  kit_folder_remove (folder);
  return failure;
}

/* LOTSE_SEED begins with that seed; LOTSE_SEEDS runs so many.  The sanitizers slow a run down five times. */
static void
test_two_years (void)
{
  const char *wanted = g_getenv ("LOTSE_SEED"), *many = g_getenv ("LOTSE_SEEDS");
  const guint32 first = wanted != NULL ? (guint32) strtoul (wanted, NULL, 10) : g_random_int ();
  const guint32 n = many != NULL ? (guint32) strtoul (many, NULL, 10) : g_getenv ("LOTSE_SANITIZED") != NULL ? 1 : 2;

  for (guint32 i = 0; i < n; i++)
    {
      g_autofree char *failure = NULL;

      g_test_message ("seed %u", first + i);
      failure = run_life (first + i, BREAK_NOTHING, 730);
      if (failure == NULL)
        continue;
      g_test_message ("seed %u: %s", first + i, failure);
      g_test_fail ();
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
        failure = run_life (seed, broken, 365);
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
  sim_random_install ();
  g_test_add_func ("/sim/reminders/two years on three laptops", test_two_years);
  g_test_add_func ("/sim/reminders/finds what is broken", test_finds_what_is_broken);
  return g_test_run ();
}
