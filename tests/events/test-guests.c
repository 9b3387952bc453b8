/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is invited, registered and came, also where two records are one human. */
#include "config.h"

#include "events-fixture.h"

#define HOUR G_GINT64_CONSTANT (3600000)
#define EVENING G_GINT64_CONSTANT (1795885200000) /* some evening in November 2026 */

static char *
add_event (LotseStore *store)
{
  return add_record (store, "event", "title_de", "Netzwerktreffen Nord", "date", "2026-11-28", "capacity", "52", NULL);
}

/* Somebody came at that time, at one of two doors; the id of the attendance (g_free). */
static char *
came (LotseStore *store, const char *event, const char *person, gint64 at_ms, const char *door, gboolean undone)
{
  g_autofree char *id = add_record (store, "attendance", "event", event, "person", person, NULL);
  g_autoptr (LotseRecord) attendance = must_get (store, id);
  g_autofree char *mark = lotse_id_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_attendance_add_mark (attendance, mark, at_ms, at_ms + HOUR, door, &error));
  if (undone)
    g_assert_true (lotse_attendance_undo_mark (attendance, mark, &error));
  g_assert_no_error (error);
  must_save (store, attendance);
  return g_steal_pointer (&id);
}

static LotseGuests *
must_load (LotseStore *store, const char *event)
{
  g_autoptr (GError) error = NULL;
  LotseGuests *guests = lotse_guests_load (store, event, &error);

  g_assert_no_error (error);
  return guests;
}

static void
test_marks_unite (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_event (fixture->store);
  g_autofree char *mira = add_record (fixture->store, "person", "display_name", "Mira Testperson", NULL);
  g_autofree char *miera = add_record (fixture->store, "person", "display_name", "Miera Testperson", NULL);
  g_autofree char *north = came (fixture->store, event, mira, EVENING + 2 * HOUR, "Nord", FALSE);
  g_autofree char *south = came (fixture->store, event, miera, EVENING + HOUR, "Süd", FALSE);
  g_autoptr (LotseGuests) apart = must_load (fixture->store, event);
  g_autoptr (LotseGuests) united = NULL;
  const LotseStay *stay;

  g_assert_cmpuint (apart->guests->len, ==, 2);
  merge_into (fixture->store, miera, mira);
  united = must_load (fixture->store, event);
  g_assert_cmpuint (united->guests->len, ==, 1);
  g_assert_cmpuint (lotse_guests_n_came (united, NULL), ==, 1);
  stay = lotse_guest_stay (lotse_guests_find (united, mira), "");
  g_assert_cmpstr (stay->first->door, ==, "Süd");
  g_assert_cmpint (lotse_mark_time_parse (stay->first->at), ==, EVENING + HOUR);
  g_assert_cmpstr (stay->attendance, ==, south);
}

static void
test_undone_marks_do_not_count (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_event (fixture->store);
  g_autofree char *person = add_record (fixture->store, "person", "display_name", "Juri Testperson", NULL);
  g_autofree char *attendance = came (fixture->store, event, person, EVENING, "Nord", TRUE);
  g_autoptr (LotseGuests) guests = must_load (fixture->store, event);
  g_autoptr (LotseRecord) record = must_get (fixture->store, attendance);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (guests->guests->len, ==, 1);
  g_assert_false (lotse_guest_came (guests->guests->pdata[0], NULL));
  g_assert_cmpuint (lotse_guests_n_came (guests, NULL), ==, 0);
  g_assert_false (lotse_attendance_undo_mark (record, "nothing", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
}

static void
test_only_participants_count (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_event (fixture->store);
  g_autofree char *club = add_record (fixture->store, "organisation", "name", "Beispielverein", NULL);
  const char *const roles[] = { "participant", "participant", "speaker", "team" };
  const char *const states[] = { "registered", "waiting", "registered", "registered" };
  g_autoptr (LotseGuests) guests = NULL;
  g_autoptr (GPtrArray) quotas = NULL;
  const LotseQuota *quota;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *person = add_record (fixture->store, "person", "display_name", "Jemand", NULL);
      g_autofree char *registration = add_record (fixture->store, "registration", "event", event, "person", person, "organisation", club,
                                                  "state", states[i], "role", roles[i], NULL);
      g_autofree char *attendance = came (fixture->store, event, person, EVENING, "", FALSE);
    }
  guests = must_load (fixture->store, event);
  quotas = lotse_guests_quotas (guests, NULL);
  g_assert_cmpuint (guests->guests->len, ==, 4);
  g_assert_cmpuint (lotse_guests_n_places_taken (guests), ==, 1);
  g_assert_cmpuint (lotse_guests_n_came (guests, NULL), ==, 2);
  g_assert_cmpuint (quotas->len, ==, 1);
  quota = quotas->pdata[0];
  g_assert_cmpstr (quota->name, ==, "Beispielverein");
  g_assert_cmpuint (quota->registered, ==, 1);
  g_assert_cmpuint (quota->came, ==, 2);
}

static void
test_slots (void)
{
  g_autoptr (LotseRecord) event = lotse_record_new (lotse_kind_find ("event"), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) whole = lotse_event_dup_slots (event);
  g_autoptr (GPtrArray) slots = NULL;

  g_assert_cmpuint (whole->len, ==, 1);
  g_assert_cmpstr (((LotseSlot *) whole->pdata[0])->key, ==, "");
  g_assert_true (lotse_event_set_slot (event, "2", "Sonntag", "2026-11-29T10:00", "2026-11-29T15:00", &error));
  g_assert_true (lotse_event_set_slot (event, "1", NULL, "2026-11-28T14:00", "2026-11-28T18:00", &error));
  slots = lotse_event_dup_slots (event);
  g_assert_cmpuint (slots->len, ==, 2);
  g_assert_cmpstr (((LotseSlot *) slots->pdata[0])->start, ==, "2026-11-28T14:00");
  g_assert_cmpuint (lotse_event_slot_at (slots, "2026-11-28T18:00"), ==, 0);
  g_assert_cmpuint (lotse_event_slot_at (slots, "2026-11-28T18:01"), ==, 1);
  g_assert_cmpuint (lotse_event_slot_at (slots, "2027-01-01T00:00"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  g_test_add ("/guests/marks-unite", Fixture, NULL, fixture_set_up, test_marks_unite, fixture_tear_down);
  g_test_add ("/guests/undone-marks-do-not-count", Fixture, NULL, fixture_set_up, test_undone_marks_do_not_count, fixture_tear_down);
  g_test_add ("/guests/only-participants-count", Fixture, NULL, fixture_set_up, test_only_participants_count, fixture_tear_down);
  g_test_add_func ("/guests/slots", test_slots);
  return g_test_run ();
}
