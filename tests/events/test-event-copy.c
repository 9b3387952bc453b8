/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An earlier event on a new date: what is taken over, what moves, and that one undo takes it back. */
#include "config.h"

#include "events-fixture.h"

#include "lotse-checklist.h"
#include "lotse-event-copy.h"

#define ALL (LOTSE_EVENT_COPY_PEOPLE | LOTSE_EVENT_COPY_CHECKLIST | LOTSE_EVENT_COPY_AGENDA | LOTSE_EVENT_COPY_PARTNERS | LOTSE_EVENT_COPY_ROOM)

/* An event with a day, two parallel workshops of which one was merged, two guests, a partner and a checklist. */
static char *
add_event (LotseStore *store)
{
  g_autoptr (LotseRecord) format = lotse_record_new (lotse_kind_find ("event_format"), NULL);
  g_autofree char *partner = add_record (store, "organisation", "name", "Beispielverein", NULL);
  g_autofree char *mira = add_record (store, "person", "display_name", "Mira Testperson", NULL);
  g_autofree char *juri = add_record (store, "person", "display_name", "Juri Testperson", NULL);
  char *event;
  g_autoptr (LotseRecord) record = NULL;

  lotse_record_set (format, "name_de", "Netzwerktreffen", NULL);
  g_assert_true (lotse_checklist_set_item (format, "a", "Raum buchen", -28, NULL, NULL));
  must_save (store, format);
  event = add_record (store, "event", "title_de", "Treffen", "date", "2019-06-01", "format", lotse_record_get_id (format), "venue", "Gießen",
                      "evaluation_note", "Falscher Bogen", "state", "held", "registration_closes", "2019-05-25T12:00", NULL);
  record = must_get (store, event);
  g_assert_true (lotse_event_set_slot (record, "1", "Samstag", "2019-06-01T10:00", "2019-06-01T16:00", NULL));
  g_assert_true (lotse_record_set_element (record, "partners", partner, "1", NULL));
  must_save (store, record);
  g_free (add_record (store, "registration", "event", event, "person", mira, "organisation", partner, "state", "registered", "needs_note",
                      "Nüsse", NULL));
  g_free (add_record (store, "registration", "event", event, "person", juri, "state", "cancelled", NULL));
  {
    g_autofree char *one = add_record (store, "agenda_item", "event", event, "title", "Werkstatt A", "type", "workshop", "starts_at",
                                       "2019-06-01T11:00", "ends_at", "2019-06-01T12:00", "capacity", "12", NULL);

    g_free (add_record (store, "agenda_item", "event", event, "title", "Werkstatt B", "type", "workshop", "starts_at", "2019-06-01T11:00",
                        "merged_with", one, "result", "Fiel aus", NULL));
  }
  return event;
}

static GPtrArray *
of_event (LotseStore *store, const char *kind, const char *field, const char *event)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));

  g_assert_true (lotse_query_where (query, field, LOTSE_QUERY_EQUAL, event, NULL));
  return lotse_store_list (store, query, NULL);
}

static guint
count (LotseStore *store, const char *kind, const char *field, const char *event)
{
  g_autoptr (GPtrArray) records = of_event (store, kind, field, event);

  return records->len;
}

static char *
must_copy (LotseStore *store, const char *event, const char *date, LotseEventCopyFlags flags)
{
  g_autoptr (GError) error = NULL;
  char *copy = lotse_event_copy (store, event, date, flags, &error);

  g_assert_no_error (error);
  return copy;
}

static void
test_with_all (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_event (store);
  g_autofree char *copy = must_copy (store, event, "2100-06-05", ALL);
  g_autoptr (LotseRecord) record = must_get (store, copy);
  g_autoptr (GPtrArray) slots = lotse_event_dup_slots (record);
  g_autoptr (GPtrArray) items = of_event (store, "agenda_item", "event", copy);
  g_autoptr (GPtrArray) people = of_event (store, "registration", "event", copy);
  g_autoptr (GPtrArray) tasks = of_event (store, "task", "attached", copy);

  g_assert_cmpstr (lotse_record_get (record, "venue"), ==, "Gießen");
  g_assert_cmpstr (lotse_record_get (record, "state"), ==, "planned");
  g_assert_null (lotse_record_get (record, "evaluation_note"));
  g_assert_cmpstr (lotse_record_get (record, "registration_closes"), ==, "2100-05-29T12:00");
  g_assert_cmpstr (((LotseSlot *) slots->pdata[0])->start, ==, "2100-06-05T10:00");
  g_assert_cmpuint (items->len, ==, 2);
  for (guint i = 0; i < items->len; i++)
    {
      const char *merged = lotse_record_get (items->pdata[i], "merged_with");

      g_assert_cmpstr (lotse_record_get (items->pdata[i], "starts_at"), ==, "2100-06-05T11:00");
      g_assert_null (lotse_record_get (items->pdata[i], "result"));
      if (merged != NULL)
        g_assert_cmpstr (merged, ==, lotse_record_get_id (items->pdata[1 - i]));
    }
  g_assert_cmpuint (people->len, ==, 1);
  g_assert_cmpstr (lotse_record_get (people->pdata[0], "state"), ==, "invited");
  g_assert_null (lotse_record_get (people->pdata[0], "needs_note"));
  g_assert_cmpuint (tasks->len, ==, 1);
  g_assert_cmpstr (lotse_record_get (tasks->pdata[0], "due"), ==, "2100-05-08");
}

static void
test_bare (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_event (store);
  g_autofree char *copy = must_copy (store, event, NULL, 0);
  g_autoptr (LotseRecord) record = must_get (store, copy);

  g_assert_null (lotse_record_get (record, "date"));
  g_assert_null (lotse_record_get (record, "venue"));
  g_assert_cmpuint (count (store, "agenda_item", "event", copy), ==, 0);
  g_assert_cmpuint (count (store, "registration", "event", copy), ==, 0);
  g_assert_cmpuint (count (store, "task", "attached", copy), ==, 0);
}

static void
test_one_undo (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_event (store);
  g_autofree char *copy = must_copy (store, event, "2100-06-05", ALL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_store_undo (store, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (store, "agenda_item", "event", copy), ==, 0);
  g_assert_cmpuint (count (store, "registration", "event", copy), ==, 0);
  g_assert_cmpuint (count (store, "task", "attached", copy), ==, 0);
  g_assert_null (lotse_event_copy (store, "0192f0c0000070008000000000000001", NULL, 0, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  g_test_add ("/event-copy/with-all", Fixture, NULL, fixture_set_up, test_with_all, fixture_tear_down);
  g_test_add ("/event-copy/bare", Fixture, NULL, fixture_set_up, test_bare, fixture_tear_down);
  g_test_add ("/event-copy/one-undo", Fixture, NULL, fixture_set_up, test_one_undo, fixture_tear_down);
  return g_test_run ();
}
