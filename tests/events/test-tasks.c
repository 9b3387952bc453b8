/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks that repeat: the dates of a series, and what ticking, unticking, undoing and putting off do to it. */
#include "config.h"

#include "events-fixture.h"

#include "lotse-checklist.h"
#include "lotse-tasks.h"

/* --- Dates -------------------------------------------------------------------------------------------------- */

/* A series and its first dates, each made by ticking the one before. */
static const struct
{
  const char *repeats;
  const char *due[7];
} series[] = {
  { "daily", { "2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02" } },
  { "daily", { "2026-12-31", "2027-01-01" } },
  { "weekly", { "2026-03-26", "2026-04-02", "2026-04-09" } },
  { "weekly", { "2026-10-22", "2026-10-29" } },
  { "monthly", { "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31" } },
  { "monthly", { "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31" } },
  { "monthly", { "2026-01-30", "2026-02-28", "2026-03-30" } },
  { "monthly", { "2026-02-28", "2026-03-28", "2026-04-28" } },
  { "monthly", { "2028-01-29", "2028-02-29", "2028-03-29" } },
  { "monthly", { "2026-11-15", "2026-12-15", "2027-01-15" } },
  { "yearly", { "2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29" } },
  { "yearly", { "2026-02-28", "2027-02-28", "2028-02-28" } },
  { "yearly", { "9999-05-01", NULL } },
  { "monthly", { "9999-12-31", NULL } },
};

static void
test_series (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (series); i++)
    {
      g_autoptr (LotseRecord) task = lotse_record_new (lotse_kind_find ("task"), NULL);

      g_test_message ("%s from %s", series[i].repeats, series[i].due[0]);
      lotse_record_set (task, "text", "Abrechnen", NULL);
      lotse_record_set (task, "repeats", series[i].repeats, NULL);
      lotse_record_set (task, "due", series[i].due[0], NULL);
      for (guint j = 1; j < G_N_ELEMENTS (series[i].due) && series[i].due[j] != NULL; j++)
        {
          g_autoptr (LotseRecord) next = lotse_task_dup_next (task);

          g_assert_cmpstr (lotse_record_get (next, "due"), ==, series[i].due[j]);
          g_assert_cmpstr (lotse_record_get (next, "repeat_of"), ==, lotse_record_get_id (task));
          g_set_object (&task, next);
        }
      if (series[i].due[1] == NULL)
        g_assert_null (lotse_task_dup_next (task));
    }
}

/* Due date and reminder of a task, and the reminder of the next one: the clock on the wall counts. */
static const struct
{
  const char *repeats, *due, *remind_at, *next;
} reminders[] = {
  { "weekly", "2026-03-26", "2026-03-25T09:00", "2026-04-01T09:00" }, /* summer time begins on the 29th */
  { "daily", "2026-03-28", "2026-03-28T02:30", "2026-03-29T02:30" },
  { "daily", "2026-10-24", "2026-10-24T02:30", "2026-10-25T02:30" }, /* and ends on the 25th */
  { "monthly", "2026-01-31", "2026-01-24T18:15", "2026-02-21T18:15" },
  { "yearly", "2028-02-29", "2028-03-01T08:00", "2029-03-01T08:00" },
  { "monthly", "2026-01-31", NULL, NULL },
};

static void
test_reminders (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (reminders); i++)
    {
      g_autoptr (LotseRecord) task = lotse_record_new (lotse_kind_find ("task"), NULL);
      g_autoptr (LotseRecord) next = NULL;

      lotse_record_set (task, "repeats", reminders[i].repeats, NULL);
      lotse_record_set (task, "due", reminders[i].due, NULL);
      g_assert_true (lotse_record_set (task, "remind_at", reminders[i].remind_at, NULL));
      next = lotse_task_dup_next (task);
      g_assert_cmpstr (lotse_record_get (next, "remind_at"), ==, reminders[i].next);
    }
}

static void
test_without_date (void)
{
  g_autoptr (LotseRecord) task = lotse_record_new (lotse_kind_find ("task"), NULL);

  lotse_record_set (task, "repeats", "daily", NULL);
  g_assert_null (lotse_task_dup_next (task));
  lotse_record_set (task, "due", "2026-11-28", NULL);
  lotse_record_set (task, "repeats", NULL, NULL);
  g_assert_null (lotse_task_dup_next (task));
}

/* --- Ticking ------------------------------------------------------------------------------------------------ */

static char *
add_monthly (LotseStore *store)
{
  return add_record (store, "task", "text", "Beiträge melden", "repeats", "monthly", "due", "2026-01-31", "remind_at",
                     "2026-01-29T09:00", "note", "Bis mittags", NULL);
}

static char *
next_of (const char *id)
{
  return lotse_id_derive ("task", "repeat", id, NULL);
}

static void
set_task (LotseStore *store, const char *id, const char *field, const char *value)
{
  g_autoptr (LotseRecord) task = must_get (store, id);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_record_set (task, field, value, NULL));
  g_assert_true (lotse_checklist_save_record (store, task, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_task (LotseStore *store, const char *id, const char *field, const char *value)
{
  g_autoptr (LotseRecord) task = must_get (store, id);

  g_assert_false (lotse_record_is_deleted (task));
  g_assert_cmpstr (lotse_record_get (task, field), ==, value);
}

static void
assert_in_bin (LotseStore *store, const char *id)
{
  g_autoptr (LotseRecord) task = must_get (store, id);

  g_assert_true (lotse_record_is_deleted (task));
}

static void
must_do (LotseStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_task_done (store, id, "2026-02-02", NULL, &error));
  g_assert_no_error (error);
}

static void
test_tick (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = add_monthly (fixture->store), *second = next_of (first), *third = next_of (second);

  must_do (fixture->store, first);
  assert_task (fixture->store, first, "done_on", "2026-02-02");
  assert_task (fixture->store, second, "due", "2026-02-28");
  assert_task (fixture->store, second, "remind_at", "2026-02-26T09:00");
  assert_task (fixture->store, second, "note", "Bis mittags");
  assert_task (fixture->store, second, "done_on", NULL);
  /* The form and lotsectl take the same way. */
  set_task (fixture->store, second, "done_on", "2026-02-27");
  assert_task (fixture->store, third, "due", "2026-03-31");
  /* Another day of doing makes no further one. */
  set_task (fixture->store, second, "done_on", "2026-02-26");
  assert_task (fixture->store, third, "due", "2026-03-31");
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = add_monthly (fixture->store), *second = next_of (first);
  g_autoptr (GError) error = NULL;

  must_do (fixture->store, first);
  g_assert_true (lotse_store_undo (fixture->store, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_task (fixture->store, first, "done_on", NULL);
  assert_in_bin (fixture->store, second);
  must_do (fixture->store, first);
  assert_task (fixture->store, second, "due", "2026-02-28");
  /* Undone from the page of the next one it is the same step. */
  g_assert_true (lotse_store_undo (fixture->store, second, NULL, &error));
  assert_task (fixture->store, first, "done_on", NULL);
  assert_in_bin (fixture->store, second);
}

static void
test_untick (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = add_monthly (fixture->store), *second = next_of (first);

  must_do (fixture->store, first);
  set_task (fixture->store, first, "done_on", NULL);
  assert_in_bin (fixture->store, second);
  must_do (fixture->store, first);
  set_task (fixture->store, second, "note", "Mit Bea");
  set_task (fixture->store, first, "done_on", NULL);
  assert_task (fixture->store, second, "note", "Mit Bea");
  must_do (fixture->store, first);
  assert_task (fixture->store, second, "note", "Mit Bea");
}

static void
test_put_off (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = add_monthly (fixture->store), *second = next_of (first), *third = next_of (second);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_task_put_off (fixture->store, first, "2026-02-07", NULL, &error));
  assert_task (fixture->store, first, "due", "2026-02-07");
  assert_task (fixture->store, first, "remind_at", "2026-02-05T09:00");
  must_do (fixture->store, first);
  assert_task (fixture->store, second, "due", "2026-02-28");
  assert_task (fixture->store, second, "remind_at", "2026-02-26T09:00");
  /* Put off behind the day of the next one, the next is the first behind it. */
  g_assert_true (lotse_task_put_off (fixture->store, second, "2026-04-02", NULL, &error));
  must_do (fixture->store, second);
  assert_task (fixture->store, third, "due", "2026-04-30");
}

static void
test_edited_date_moves_the_series (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = add_monthly (fixture->store), *second = next_of (first), *third = next_of (second);

  must_do (fixture->store, first);
  set_task (fixture->store, second, "due", "2026-02-15");
  must_do (fixture->store, second);
  assert_task (fixture->store, third, "due", "2026-03-15");
  set_task (fixture->store, third, "repeats", "weekly");
  must_do (fixture->store, third);
  g_free (first);
  first = next_of (third);
  assert_task (fixture->store, first, "due", "2026-03-22");
}

static void
test_new_and_done (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseRecord) task = lotse_record_new (lotse_kind_find ("task"), NULL);
  g_autofree char *next = next_of (lotse_record_get_id (task));
  g_autoptr (GError) error = NULL;

  lotse_record_set (task, "text", "Anrufen", NULL);
  lotse_record_set (task, "repeats", "weekly", NULL);
  lotse_record_set (task, "due", "2026-03-02", NULL);
  lotse_record_set (task, "done_on", "2026-03-01", NULL);
  g_assert_true (lotse_checklist_save_record (fixture->store, task, NULL, &error));
  assert_task (fixture->store, next, "due", "2026-03-09");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tasks/series", test_series);
  g_test_add_func ("/tasks/reminders", test_reminders);
  g_test_add_func ("/tasks/without-date", test_without_date);
#define ADD(path, function) g_test_add ("/tasks/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("tick", test_tick);
  ADD ("undo", test_undo);
  ADD ("untick", test_untick);
  ADD ("put-off", test_put_off);
  ADD ("edited-date", test_edited_date_moves_the_series);
  ADD ("new-and-done", test_new_and_done);
  return g_test_run ();
}
