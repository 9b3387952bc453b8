/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of reminders: what is kept, what is taken away, and that nothing of it outlives its record. */
#include "config.h"

#include "answer-fixture.h"
#include "lotse-reminder-log.h"

static void
describe (const LotseReminderLine *line, gpointer data)
{
  g_string_append_printf (data, "%.2s %s %d %d %d %u %u\n", line->id, line->due, line->lead, (int) line->shown_ms, (int) line->sleeps_until_ms,
                          line->slip, line->notification);
}

static void
assert_log (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  lotse_reminder_log_each (fixture->store, describe, text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text->str, ==, expected);
}

#define A "a0000000000000000000000000000000"
#define B "b0000000000000000000000000000000"
#define C "c0000000000000000000000000000000"

static void
write_three (Fixture *fixture)
{
  const LotseReminderLine lines[] = {
    { A, "2026-11-30", 14, 1000, 0, 5, 17 },
    { B, "2026-11-30", 7, 0, 0, 5, 0 },
    { C, "2026-12-01T09:30", 0, 2000, 0, 6, 18 },
  };
  g_autoptr (GError) error = NULL;

  lotse_reminder_log_write (fixture->store, lines, G_N_ELEMENTS (lines), &error);
  g_assert_no_error (error);
}

static void
test_survives (Fixture *fixture, gconstpointer data)
{
  write_three (fixture);
  reopen (fixture);
  assert_log (fixture, "a0 2026-11-30 14 1000 0 5 17\nb0 2026-11-30 7 0 0 5 0\nc0 2026-12-01T09:30 0 2000 0 6 18\n");
  lotse_reminder_log_write (fixture->store, &(LotseReminderLine){ B, "2026-11-30", 7, 3000, 0, 5, 19 }, 1, NULL);
  lotse_reminder_log_write (fixture->store, &(LotseReminderLine){ B, "2026-11-30", -1, 3000, 0, 7, 20 }, 1, NULL);
  assert_log (fixture, "a0 2026-11-30 14 1000 0 5 17\nb0 2026-11-30 -1 3000 0 7 20\nb0 2026-11-30 7 3000 0 5 19\n"
                       "c0 2026-12-01T09:30 0 2000 0 6 18\n");
}

static void
test_sleeps_and_goes (Fixture *fixture, gconstpointer data)
{
  write_three (fixture);
  g_assert_true (lotse_reminder_log_sleep (fixture->store, 5, 9000, NULL));
  assert_log (fixture, "a0 2026-11-30 14 1000 9000 5 0\nb0 2026-11-30 7 0 0 5 0\nc0 2026-12-01T09:30 0 2000 0 6 18\n");
  g_assert_true (lotse_reminder_log_withdraw (fixture->store, 5, NULL));
  g_assert_true (lotse_reminder_log_close (fixture->store, 6, NULL));
  assert_log (fixture, "a0 2026-11-30 14 1000 9000 5 0\nc0 2026-12-01T09:30 0 2000 0 6 0\n");
}

static void
test_another_service (Fixture *fixture, gconstpointer data)
{
  write_three (fixture);
  g_assert_true (lotse_reminder_log_forget_numbers (fixture->store, NULL));
  assert_log (fixture, "a0 2026-11-30 14 1000 0 5 0\nb0 2026-11-30 7 0 0 5 0\nc0 2026-12-01T09:30 0 2000 0 6 0\n");
}

static void
test_old_lines_go (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) open = g_hash_table_new (g_str_hash, g_str_equal);

  write_three (fixture);
  g_hash_table_add (open, (gpointer) A);
  g_assert_true (lotse_reminder_log_forget_before (fixture->store, "2026-12-01", open, NULL));
  assert_log (fixture, "a0 2026-11-30 14 1000 0 5 17\nc0 2026-12-01T09:30 0 2000 0 6 18\n");
}

/* What leaves the device leaves the log, whether it may come back or not. */
static void
test_leaves_with_its_record (Fixture *fixture, gconstpointer data)
{
  LotseSyncAnswer *answer = answer_new ("c1");

  write_three (fixture);
  add_change (answer, "task", A, clock_at (1), "text", "Call the city", NULL);
  add_change (answer, "task", B, clock_at (1), "text", "Call the bank", NULL);
  must_apply (fixture, answer);
  answer = answer_new ("c2");
  g_ptr_array_add (answer->forget, g_strdup (A));
  g_ptr_array_add (answer->erased, g_strdup (B));
  must_apply (fixture, answer);
  assert_log (fixture, "c0 2026-12-01T09:30 0 2000 0 6 18\n");
  g_assert_true (lotse_store_forget_all (fixture->store, NULL));
  assert_log (fixture, "");
}

static void
test_one_program_reminds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LotseReminderLock *lock = lotse_reminder_log_lock (fixture->store, &error);

  g_assert_no_error (error);
  g_assert_null (lotse_reminder_log_lock (fixture->store, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_BUSY);
  lotse_reminder_log_unlock (lock);
  lock = lotse_reminder_log_lock (fixture->store, NULL);
  g_assert_nonnull (lock);
  lotse_reminder_log_unlock (lock);
}

#define ADD(name, function) g_test_add ("/store/reminder-log/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("survives", test_survives);
  ADD ("sleeps-and-goes", test_sleeps_and_goes);
  ADD ("another-service", test_another_service);
  ADD ("old-lines-go", test_old_lines_go);
  ADD ("leaves-with-its-record", test_leaves_with_its_record);
  ADD ("one-program-reminds", test_one_program_reminds);
  return g_test_run ();
}
