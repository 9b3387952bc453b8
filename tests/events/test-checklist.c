/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks follow the event and the checklist, except where a person said otherwise. */
#include "config.h"

#include "events-fixture.h"

#include "lotse-checklist.h"

typedef struct
{
  char *format;
  char *event;
} Planned;

static guint
count (GPtrArray *changes, LotseChecklistWhat what)
{
  guint n = 0;

  for (guint i = 0; i < changes->len; i++)
    n += ((LotseChecklistChange *) changes->pdata[i])->what == what;
  return n;
}

static GPtrArray *
must_save_event (LotseStore *store, LotseRecord *event)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *changes = NULL;

  lotse_checklist_save_event (store, event, NULL, &changes, &error);
  g_assert_no_error (error);
  return changes;
}

static GPtrArray *
set_and_save (LotseStore *store, const char *event, const char *field, const char *value)
{
  g_autoptr (LotseRecord) record = must_get (store, event);

  g_assert_true (lotse_record_set (record, field, value, NULL));
  return must_save_event (store, record);
}

/* A format with three items "a", "b", "c", and an event of it in the year 2100. */
static Planned
plan (LotseStore *store)
{
  g_autoptr (LotseRecord) format = lotse_record_new (lotse_kind_find ("event_format"), NULL);
  g_autoptr (LotseRecord) event = lotse_record_new (lotse_kind_find ("event"), NULL);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;

  lotse_record_set (format, "name_de", "Netzwerktreffen", &error);
  lotse_checklist_set_item (format, "a", "Raum buchen", -28, "Finanzen", &error);
  lotse_checklist_set_item (format, "b", "Einladen", -14, NULL, &error);
  lotse_checklist_set_item (format, "c", "Auswerten", 7, NULL, &error);
  g_assert_no_error (error);
  must_save (store, format);
  lotse_record_set (event, "title_de", "Treffen", &error);
  lotse_record_set (event, "format", lotse_record_get_id (format), &error);
  lotse_record_set (event, "date", "2100-06-15", &error);
  changes = must_save_event (store, event);
  g_assert_cmpuint (count (changes, LOTSE_CHECKLIST_MADE), ==, 3);
  return (Planned){ g_strdup (lotse_record_get_id (format)), g_strdup (lotse_record_get_id (event)) };
}

static void
planned_clear (Planned *planned)
{
  g_free (planned->format);
  g_free (planned->event);
}

static LotseRecord *
task_of (LotseStore *store, const Planned *planned, const char *key)
{
  g_autofree char *id = lotse_id_derive ("task", planned->event, key, NULL);

  return must_get (store, id);
}

static void
assert_due (LotseStore *store, const Planned *planned, const char *key, const char *due)
{
  g_autoptr (LotseRecord) task = task_of (store, planned, key);

  g_assert_cmpstr (lotse_record_get (task, "due"), ==, due);
}

static void
set_task (LotseStore *store, const Planned *planned, const char *key, const char *field, const char *value)
{
  g_autoptr (LotseRecord) task = task_of (store, planned, key);

  g_assert_true (lotse_record_set (task, field, value, NULL));
  must_save (store, task);
}

static void
test_date_moves_open_tasks (Fixture *fixture, gconstpointer data)
{
  Planned planned = plan (fixture->store);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (LotseRecord) first = task_of (fixture->store, &planned, "a");
  g_autofree char *derived = lotse_record_dup_derived_id (first);

  g_assert_cmpstr (derived, ==, lotse_record_get_id (first));
  g_assert_cmpstr (lotse_record_get (first, "note"), ==, "Finanzen");
  assert_due (fixture->store, &planned, "a", "2100-05-18");
  assert_due (fixture->store, &planned, "c", "2100-06-22");
  set_task (fixture->store, &planned, "a", "done_on", "2100-05-01");
  set_task (fixture->store, &planned, "b", "due", "2100-06-02");
  changes = set_and_save (fixture->store, planned.event, "date", "2100-07-15");
  g_assert_cmpuint (count (changes, LOTSE_CHECKLIST_MOVED), ==, 1);
  g_assert_cmpuint (count (changes, LOTSE_CHECKLIST_KEPT), ==, 1);
  assert_due (fixture->store, &planned, "a", "2100-05-18");
  assert_due (fixture->store, &planned, "b", "2100-06-02");
  assert_due (fixture->store, &planned, "c", "2100-07-22");
  /* A date that changed without the checklist, as by an import, is caught up with. */
  {
    g_autoptr (LotseRecord) event = must_get (fixture->store, planned.event);

    lotse_record_set (event, "date", "2100-08-15", NULL);
    must_save (fixture->store, event);
    again = must_save_event (fixture->store, event);
  }
  g_assert_cmpuint (count (again, LOTSE_CHECKLIST_MOVED), ==, 1);
  assert_due (fixture->store, &planned, "c", "2100-08-22");
  planned_clear (&planned);
}

static void
test_undo_takes_all_back (Fixture *fixture, gconstpointer data)
{
  Planned planned = plan (fixture->store);
  g_autoptr (GPtrArray) changes = set_and_save (fixture->store, planned.event, "date", NULL);
  g_autoptr (LotseRecord) event = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count (changes, LOTSE_CHECKLIST_MOVED), ==, 3);
  assert_due (fixture->store, &planned, "b", NULL);
  g_assert_true (lotse_store_undo (fixture->store, NULL, NULL, &error));
  event = must_get (fixture->store, planned.event);
  g_assert_cmpstr (lotse_record_get (event, "date"), ==, "2100-06-15");
  assert_due (fixture->store, &planned, "b", "2100-06-01");
  planned_clear (&planned);
}

static void
test_other_format (Fixture *fixture, gconstpointer data)
{
  Planned planned = plan (fixture->store);
  g_autoptr (GPtrArray) away = NULL;
  g_autoptr (GPtrArray) back = NULL;

  set_task (fixture->store, &planned, "a", "done_on", "2100-05-01");
  set_task (fixture->store, &planned, "b", "due", "2100-06-02");
  away = set_and_save (fixture->store, planned.event, "format", NULL);
  g_assert_cmpuint (count (away, LOTSE_CHECKLIST_REMOVED), ==, 1);
  g_assert_cmpuint (count (away, LOTSE_CHECKLIST_KEPT), ==, 1);
  back = set_and_save (fixture->store, planned.event, "format", planned.format);
  g_assert_cmpuint (count (back, LOTSE_CHECKLIST_BROUGHT_BACK), ==, 1);
  g_assert_cmpuint (count (back, LOTSE_CHECKLIST_MADE), ==, 0);
  planned_clear (&planned);
}

static void
test_checklist_changes (Fixture *fixture, gconstpointer data)
{
  Planned planned = plan (fixture->store);
  g_autoptr (LotseRecord) format = must_get (fixture->store, planned.format);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) tasks = NULL;
  g_autoptr (LotseRecord) invited = NULL;
  g_autoptr (GError) error = NULL;

  set_task (fixture->store, &planned, "b", "text", "Alle einladen");
  lotse_checklist_set_item (format, "a", "Raum und Technik buchen", -30, NULL, &error);
  lotse_checklist_set_item (format, "b", "Einladungen schicken", -14, NULL, &error);
  lotse_checklist_set_item (format, NULL, "Catering", -3, NULL, &error);
  lotse_checklist_remove_item (format, "c", &error);
  g_assert_no_error (error);
  lotse_checklist_save_format (fixture->store, format, NULL, &changes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (changes, LOTSE_CHECKLIST_MOVED), ==, 1);
  g_assert_cmpuint (count (changes, LOTSE_CHECKLIST_REWORDED), ==, 1);
  g_assert_cmpuint (count (changes, LOTSE_CHECKLIST_MADE), ==, 1);
  g_assert_cmpuint (count (changes, LOTSE_CHECKLIST_REMOVED), ==, 1);
  assert_due (fixture->store, &planned, "a", "2100-05-16");
  invited = task_of (fixture->store, &planned, "b");
  g_assert_cmpstr (lotse_record_get (invited, "text"), ==, "Alle einladen");
  tasks = lotse_checklist_list_tasks (fixture->store, planned.event, &error);
  g_assert_cmpuint (tasks->len, ==, 3);
  planned_clear (&planned);
}

/* Whoever saves the format, the window or the command line, its coming events follow. */
static void
test_record_is_a_format (Fixture *fixture, gconstpointer data)
{
  Planned planned = plan (fixture->store);
  g_autoptr (LotseRecord) format = must_get (fixture->store, planned.format);
  g_autoptr (GError) error = NULL;

  lotse_checklist_set_item (format, "b", "Einladen", -21, NULL, &error);
  g_assert_no_error (error);
  lotse_checklist_save_record (fixture->store, format, NULL, &error);
  g_assert_no_error (error);
  assert_due (fixture->store, &planned, "b", "2100-05-25");
  planned_clear (&planned);
}

static void
test_past_events_get_no_tasks (Fixture *fixture, gconstpointer data)
{
  Planned planned = plan (fixture->store);
  g_autofree char *past = add_record (fixture->store, "event", "title_de", "Damals", "date", "2019-06-01", "format", planned.format, NULL);
  g_autoptr (GPtrArray) changes = set_and_save (fixture->store, past, "venue", "Gießen");

  g_assert_cmpuint (changes->len, ==, 0);
  planned_clear (&planned);
}

static void
test_order (void)
{
  g_autoptr (LotseRecord) format = lotse_record_new (lotse_kind_find ("event_format"), NULL);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) keys = g_string_new (NULL);

  lotse_checklist_set_item (format, "a", "A", 1, NULL, &error);
  lotse_checklist_set_item (format, "b", "B", 2, NULL, &error);
  lotse_checklist_set_item (format, "c", "C", 3, "organiser", &error);
  lotse_checklist_move_item (format, "c", 0, &error);
  lotse_checklist_move_item (format, "a", 9, &error);
  g_assert_no_error (error);
  items = lotse_checklist_dup_items (format);
  for (guint i = 0; i < items->len; i++)
    g_string_append (keys, ((LotseChecklistItem *) items->pdata[i])->key);
  g_assert_cmpstr (keys->str, ==, "cba");
  g_assert_false (lotse_checklist_set_item (format, NULL, " ", 1, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (lotse_checklist_remove_item (format, "z", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  g_test_add ("/checklist/date-moves-open-tasks", Fixture, NULL, fixture_set_up, test_date_moves_open_tasks, fixture_tear_down);
  g_test_add ("/checklist/undo-takes-all-back", Fixture, NULL, fixture_set_up, test_undo_takes_all_back, fixture_tear_down);
  g_test_add ("/checklist/other-format", Fixture, NULL, fixture_set_up, test_other_format, fixture_tear_down);
  g_test_add ("/checklist/checklist-changes", Fixture, NULL, fixture_set_up, test_checklist_changes, fixture_tear_down);
  g_test_add ("/checklist/record-is-a-format", Fixture, NULL, fixture_set_up, test_record_is_a_format, fixture_tear_down);
  g_test_add ("/checklist/past-events-get-no-tasks", Fixture, NULL, fixture_set_up, test_past_events_get_no_tasks, fixture_tear_down);
  g_test_add_func ("/checklist/order", test_order);
  return g_test_run ();
}
