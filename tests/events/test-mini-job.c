/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mini-job makes the tasks of its employer, which follow its first and last day except where a person said otherwise. */
#include "config.h"

#include "events-fixture.h"

#include "lotse-checklist.h"
#include "lotse-tasks.h"

#include <libintl.h>

/* Noon of a day in Berlin. */
static gint64 now_ms;

static gint64
fixed_now (gpointer data)
{
  return now_ms;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  now_ms = (gint64) g_get_real_time () / 1000;
}

static void
set_today (Fixture *fixture, int year, int month, int day)
{
  g_autoptr (GDateTime) noon = g_date_time_new_local (year, month, day, 12, 0, 0);

  now_ms = g_date_time_to_unix (noon) * 1000;
  lotse_store_set_clock (fixture->store, fixed_now, NULL);
}

static void
save (Fixture *fixture, LotseRecord *record)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_checklist_save_record (fixture->store, record, NULL, &error));
  g_assert_no_error (error);
}

static char *
add_mini_job (Fixture *fixture, const char *starts_on, const char *ends_on, const char *number, const char *application)
{
  g_autoptr (LotseRecord) record = lotse_record_new (lotse_kind_find ("mini_job"), NULL);

  g_assert_true (lotse_record_set (record, "name", "Projektbüro", NULL));
  g_assert_true (lotse_record_set (record, "starts_on", starts_on, NULL));
  g_assert_true (lotse_record_set (record, "ends_on", ends_on, NULL));
  g_assert_true (lotse_record_set (record, "establishment_number", number, NULL));
  g_assert_true (lotse_record_set (record, "application", application, NULL));
  save (fixture, record);
  return g_strdup (lotse_record_get_id (record));
}

static void
change_and_save (Fixture *fixture, const char *id, const char *field, const char *value)
{
  g_autoptr (LotseRecord) record = must_get (fixture->store, id);

  g_assert_true (lotse_record_set (record, field, value, NULL));
  save (fixture, record);
}

static char *
task_id (const char *mini_job, const char *item)
{
  return lotse_id_derive ("task", mini_job, item, NULL);
}

/* "-": there is no such task, or it is in the bin; else its due date. */
static void
assert_due (Fixture *fixture, const char *mini_job, const char *item, const char *due)
{
  g_autofree char *id = task_id (mini_job, item);
  g_autoptr (LotseRecord) task = lotse_store_get (fixture->store, id, NULL);

  g_test_message ("%s", item);
  if (task == NULL || lotse_record_is_deleted (task))
    g_assert_cmpstr ("-", ==, due);
  else
    g_assert_cmpstr (lotse_record_get (task, "due"), ==, due);
}

static const struct
{
  const char *starts_on, *ends_on;
  const char *due[7]; /* number, conditions, accident insurance, hours, registration, wages, end */
} cases[] = {
  { "2026-12-01", NULL, { "2026-11-30", "2026-12-01", "2026-12-08", "2026-12-08", "2027-01-12", "2027-02-16", "-" } },
  { "2027-01-15", "2027-06-30", { "2027-01-14", "2027-01-15", "2027-01-22", "2027-01-22", "2027-02-26", "2028-02-16", "2027-08-11" } },
  /* Begun some weeks ago: what is late shows.  Begun long ago: only what is still to come. */
  { "2026-11-02", NULL, { "2026-11-01", "2026-11-02", "2026-11-09", "2026-11-09", "2026-12-14", "2027-02-16", "-" } },
  { "2024-03-01", NULL, { "-", "-", "-", "-", "-", "2027-02-16", "-" } },
  { NULL, NULL, { NULL, NULL, NULL, NULL, NULL, NULL, "-" } },
};

static const char *const items[] = { "establishment_number", "conditions", "accident_insurance", "hours_record", "registration",
                                     "wage_report", "deregistration" };

static void
test_dates (Fixture *fixture, gconstpointer data)
{
  set_today (fixture, 2026, 11, 28);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = add_mini_job (fixture, cases[i].starts_on, cases[i].ends_on, NULL, NULL);

      for (guint j = 0; j < G_N_ELEMENTS (items); j++)
        assert_due (fixture, id, items[j], cases[i].due[j]);
    }
}

static void
test_moves_open_tasks (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL, *conditions = NULL, *registration = NULL;

  set_today (fixture, 2026, 11, 28);
  id = add_mini_job (fixture, "2026-12-01", NULL, NULL, NULL);
  conditions = task_id (id, "conditions");
  registration = task_id (id, "registration");
  change_and_save (fixture, conditions, "done_on", "2026-11-27");
  change_and_save (fixture, registration, "due", "2026-12-20");
  change_and_save (fixture, id, "starts_on", "2027-01-01");
  assert_due (fixture, id, "establishment_number", "2026-12-31");
  assert_due (fixture, id, "conditions", "2026-12-01");
  assert_due (fixture, id, "registration", "2026-12-20");
  assert_due (fixture, id, "wage_report", "2028-02-16");
  g_assert_true (lotse_store_undo (fixture->store, id, NULL, NULL));
  assert_due (fixture, id, "establishment_number", "2026-11-30");
  change_and_save (fixture, id, "ends_on", "2027-05-31");
  assert_due (fixture, id, "deregistration", "2027-07-12");
  change_and_save (fixture, id, "ends_on", NULL);
  assert_due (fixture, id, "deregistration", "-");
}

static void
test_known_number (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  set_today (fixture, 2026, 11, 28);
  id = add_mini_job (fixture, "2026-12-01", NULL, NULL, NULL);
  change_and_save (fixture, id, "establishment_number", "12345678");
  assert_due (fixture, id, "establishment_number", "-");
  assert_due (fixture, id, "conditions", "2026-12-01");
}

static void
test_for_whom (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ada = add_record (fixture->store, "person", "display_name", "Ada Muster", NULL);
  g_autofree char *application = add_record (fixture->store, "application", "title", "Lesecafé", "responsible", ada, NULL);
  g_autofree char *id = NULL, *task_of = NULL;
  g_autoptr (LotseRecord) task = NULL;
  g_autoptr (GPtrArray) tasks = NULL;

  set_today (fixture, 2026, 11, 28);
  id = add_mini_job (fixture, "2026-12-01", NULL, NULL, application);
  tasks = lotse_checklist_list_tasks (fixture->store, id, NULL);
  g_assert_cmpuint (tasks->len, ==, 6);
  for (guint i = 0; i < tasks->len; i++)
    {
      g_assert_cmpstr (lotse_record_get (tasks->pdata[i], "assignee"), ==, ada);
      g_assert_nonnull (strstr (lotse_record_get (tasks->pdata[i], "note"), "Minijob-Zentrale"));
      g_assert_nonnull (strstr (lotse_record_get (tasks->pdata[i], "note"), "§"));
    }
  /* The report of wages comes again each year. */
  task_of = task_id (id, "wage_report");
  task = must_get (fixture->store, task_of);
  g_assert_cmpstr (lotse_record_get (task, "text"), ==, "Jahreslöhne der Unfallversicherung melden");
  {
    g_autoptr (LotseRecord) next = lotse_task_dup_next (task);

    g_assert_cmpstr (lotse_record_get (next, "due"), ==, "2028-02-16");
    g_assert_cmpstr (lotse_record_get (next, "attached"), ==, id);
  }
}

int
main (int argc, char **argv)
{
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LOTSE_LOCALEDIR"));
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/mini-job/" path, Fixture, NULL, set_up, function, fixture_tear_down)
  ADD ("dates", test_dates);
  ADD ("moves-open-tasks", test_moves_open_tasks);
  ADD ("known-number", test_known_number);
  ADD ("for-whom", test_for_whom);
  return g_test_run ();
}
