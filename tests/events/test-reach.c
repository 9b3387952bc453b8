/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who came, from sign-ins and plain numbers together, with people and organisations that were united. */
#include "config.h"

#include "events-fixture.h"

#include "lotse-attendance.h"
#include "lotse-reach.h"

static char *
add_person (LotseStore *store, const char *name)
{
  return add_record (store, "person", "display_name", name, NULL);
}

/* Somebody signs in on that day (NULL: of the event), for an organisation that is known (id) or was typed. */
static char *
sign_in (LotseStore *store, const char *event, const char *slot, const char *person, const char *organisation, const char *typed)
{
  char *id = add_record (store, "attendance", "event", event, "slot", slot, "person", person, "organisation", organisation, "organisation_name",
                         typed, NULL);
  g_autoptr (LotseRecord) attendance = must_get (store, id);

  g_assert_true (lotse_attendance_add_mark (attendance, "m", 1000, 1000, "Nord", NULL));
  must_save (store, attendance);
  return id;
}

static void
add_number (LotseStore *store, const char *event, const char *organisation, const char *people)
{
  g_free (add_record (store, "participation", "event", event, "organisation", organisation, "people", people, NULL));
}

static LotseReach *
must_load (LotseStore *store, const char *event)
{
  const char *const events[] = { event, NULL };
  const LotseReachFilter filter = { .events = event != NULL ? events : NULL };
  g_autoptr (GError) error = NULL;
  LotseReach *reach = lotse_reach_load (store, &filter, &error);

  g_assert_no_error (error);
  return reach;
}

/* The numbers of one event, which are those of its list of guests where nothing was only counted. */
static void
assert_event (LotseStore *store, const char *event, guint organisations, guint people)
{
  g_autoptr (LotseReach) reach = must_load (store, event);

  g_assert_cmpuint (reach->organisations->len, ==, organisations);
  g_assert_cmpuint (reach->visits, ==, organisations);
  g_assert_cmpuint (reach->people, ==, people);
}

static void
assert_as_guests (LotseStore *store, const char *event, guint organisations, guint people)
{
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, event, NULL);
  g_autoptr (GPtrArray) quotas = lotse_guests_quotas (guests, NULL);
  guint came = 0;

  for (guint i = 0; i < quotas->len; i++)
    came += ((LotseQuota *) quotas->pdata[i])->came > 0;
  assert_event (store, event, organisations, people);
  g_assert_cmpuint (came, ==, organisations);
  g_assert_cmpuint (lotse_guests_n_came (guests, NULL), ==, people);
}

static const LotseReachOrganisation *
find (const LotseReach *reach, const char *name)
{
  for (guint i = 0; i < reach->organisations->len; i++)
    if (g_str_equal (((LotseReachOrganisation *) reach->organisations->pdata[i])->name, name))
      return reach->organisations->pdata[i];
  g_error ("no organisation %s", name);
  return NULL;
}

/* --- Sign-ins ----------------------------------------------------------------------------------------------- */

static void
test_attendances (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_record (store, "event", "title_de", "Treffen", NULL);
  g_autofree char *nord = add_record (store, "organisation", "name", "Nord", NULL);
  g_autofree char *ada = add_person (store, "Ada"), *bea = add_person (store, "Bea"), *cem = add_person (store, "Cem");
  g_autofree char *dia = add_person (store, "Dia"), *eli = add_person (store, "Eli"), *fee = add_person (store, "Fee");
  g_autofree char *undone = NULL, *speaker = NULL;

  g_free (sign_in (store, event, NULL, ada, nord, NULL));
  g_free (sign_in (store, event, NULL, bea, NULL, "Verein Süd"));
  g_free (sign_in (store, event, NULL, cem, NULL, "verein  sud"));
  g_free (sign_in (store, event, NULL, dia, NULL, NULL));
  undone = sign_in (store, event, NULL, eli, NULL, "Verein Ost");
  speaker = sign_in (store, event, NULL, fee, NULL, "Verein West");
  assert_as_guests (store, event, 4, 6);
  {
    g_autoptr (LotseRecord) attendance = must_get (store, undone);

    g_assert_true (lotse_attendance_undo_mark (attendance, "m", NULL));
    must_save (store, attendance);
  }
  change (fixture, speaker, "role", "speaker", NULL);
  assert_as_guests (store, event, 2, 4);
}

/* Organisation and role of the registration hold at the door, too. */
static void
test_registered (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_record (store, "event", "title_de", "Treffen", NULL);
  g_autofree char *nord = add_record (store, "organisation", "name", "Nord", NULL);
  g_autofree char *ada = add_person (store, "Ada"), *bea = add_person (store, "Bea"), *cem = add_person (store, "Cem");

  g_free (add_record (store, "registration", "event", event, "person", ada, "organisation", nord, "state", "registered", NULL));
  g_free (add_record (store, "registration", "event", event, "person", bea, "organisation", nord, "state", "registered", "role", "speaker", NULL));
  g_free (add_record (store, "registration", "event", event, "person", cem, "organisation_name", "Süd", "state", "registered", NULL));
  assert_event (store, event, 0, 0);
  g_free (sign_in (store, event, NULL, ada, NULL, NULL));
  g_free (sign_in (store, event, NULL, bea, NULL, NULL));
  assert_as_guests (store, event, 1, 1);
}

/* Who came on both days is one person, also for another organisation on the second day. */
static void
test_days (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", "slots/1", "{\"start\":\"2026-11-28T14:00\"}", "slots/2",
                                "{\"start\":\"2026-11-29T14:00\"}", NULL);
  g_autofree char *nord = add_record (store, "organisation", "name", "Nord", NULL);
  g_autofree char *ada = add_person (store, "Ada"), *bea = add_person (store, "Bea");

  g_free (sign_in (store, event, "1", ada, nord, NULL));
  g_free (sign_in (store, event, "2", ada, NULL, NULL));
  assert_as_guests (store, event, 1, 1);
  g_free (sign_in (store, event, "1", bea, nord, NULL));
  g_free (sign_in (store, event, "2", bea, NULL, "Süd"));
  assert_as_guests (store, event, 1, 2);
}

/* A walk-in who turns out to be somebody who had signed in already. */
static void
test_united_people (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_record (store, "event", "title_de", "Treffen", NULL);
  g_autofree char *second = add_record (store, "event", "title_de", "Zweites Treffen", NULL);
  g_autofree char *nord = add_record (store, "organisation", "name", "Nord", NULL);
  g_autofree char *ada = add_person (store, "Ada"), *other = add_person (store, "Adda");
  g_autoptr (LotseReach) reach = NULL;

  g_free (sign_in (store, event, NULL, ada, nord, NULL));
  g_free (sign_in (store, event, NULL, other, NULL, "Nord e. V."));
  g_free (sign_in (store, second, NULL, other, nord, NULL));
  assert_as_guests (store, event, 2, 2);
  merge_into (store, other, ada);
  assert_as_guests (store, event, 1, 1);
  reach = must_load (store, NULL);
  g_assert_cmpuint (reach->people, ==, 2);
  g_assert_cmpuint (reach->known_people, ==, 1);
}

/* --- Organisations that were united ------------------------------------------------------------------------- */

static void
test_united_organisations (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *first = add_record (store, "event", "title_de", "Treffen", "date", "2026-01-10", NULL);
  g_autofree char *second = add_record (store, "event", "title_de", "Treffen 2", "date", "2026-02-10", NULL);
  g_autofree char *nord = add_record (store, "organisation", "name", "Nord", NULL);
  g_autofree char *ev = add_record (store, "organisation", "name", "Nord e. V.", NULL);
  g_autofree char *old = add_record (store, "organisation", "name", "Nordverein", NULL);
  g_autofree char *sued = add_record (store, "organisation", "name", "Süd", NULL);
  g_autofree char *ada = add_person (store, "Ada"), *bea = add_person (store, "Bea");
  g_autoptr (LotseReach) apart = NULL;
  g_autoptr (LotseReach) united = NULL;

  add_number (store, first, nord, "2");
  add_number (store, first, old, "3");
  add_number (store, first, sued, "1");
  g_free (sign_in (store, second, NULL, ada, nord, NULL));
  g_free (sign_in (store, second, NULL, bea, ev, NULL));
  apart = must_load (store, NULL);
  g_assert_cmpuint (apart->organisations->len, ==, 4);
  g_assert_cmpuint (apart->visits, ==, 5);
  merge_into (store, old, ev);
  merge_into (store, ev, nord);
  united = must_load (store, NULL);
  g_assert_cmpuint (united->organisations->len, ==, 2);
  g_assert_cmpuint (united->visits, ==, 3);
  g_assert_cmpuint (united->people, ==, apart->people);
  g_assert_cmpuint (find (united, "Nord")->events, ==, 2);
  g_assert_cmpuint (find (united, "Nord")->people, ==, 7);
  g_assert_cmpuint (g_array_index (united->times, guint, 0), ==, 1);
  g_assert_cmpuint (g_array_index (united->times, guint, 1), ==, 1);
  assert_event (store, first, 2, 6);
  assert_as_guests (store, second, 1, 2);
}

/* Where people of an organisation signed in, also under its other record, its plain number does not count on top. */
static void
test_both_sources (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_record (store, "event", "title_de", "Treffen", NULL);
  g_autofree char *nord = add_record (store, "organisation", "name", "Nord", NULL);
  g_autofree char *ev = add_record (store, "organisation", "name", "Nord e. V.", NULL);
  g_autofree char *sued = add_record (store, "organisation", "name", "Süd", NULL);
  g_autofree char *ada = add_person (store, "Ada"), *bea = add_person (store, "Bea");
  g_autofree char *undone = NULL;
  g_autoptr (LotseRecord) attendance = NULL;

  add_number (store, event, nord, "5");
  add_number (store, event, sued, "3");
  g_free (sign_in (store, event, NULL, ada, ev, NULL));
  undone = sign_in (store, event, NULL, bea, sued, NULL);
  assert_event (store, event, 3, 7);
  merge_into (store, ev, nord);
  assert_event (store, event, 2, 2);
  attendance = must_get (store, undone);
  g_assert_true (lotse_attendance_undo_mark (attendance, "m", NULL));
  must_save (store, attendance);
  assert_event (store, event, 2, 4);
}

/* --- Numbers read event by event ------------------------------------------------------------------------------ */

static char *
add_event (LotseStore *store, const char *title, const char *counts_as)
{
  return add_record (store, "event", "title_de", title, "date", "2019-06-01", "counts_as", counts_as, NULL);
}

/* They add up to those that are read at once. */
static void
test_sum (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *north = add_event (store, "Treffen Nord", "own");
  g_autofree char *south = add_event (store, "Treffen Süd", "own");
  g_autofree char *elsewhere = add_event (store, "Treffen der anderen", "attended");
  g_autofree char *known = add_record (store, "organisation", "name", "Beispielverein", NULL);
  g_autofree char *double_of = add_record (store, "organisation", "name", "Beispielverein e. V.", NULL);
  g_autofree char *first = add_person (store, "Mira Testperson"), *second = add_person (store, "Mira Testperson");
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("event"));
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_reach_free);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (LotseReach) all = NULL;
  LotseReachSum sum;

  add_number (store, north, known, "2");
  add_number (store, south, double_of, "3");
  add_number (store, elsewhere, known, "9");
  g_free (sign_in (store, north, NULL, first, NULL, "Verein Ost"));
  g_free (sign_in (store, south, NULL, second, NULL, "verein  OST"));
  merge_into (store, double_of, known);
  events = lotse_reach_list_events (store, query, NULL);
  g_assert_cmpuint (events->len, ==, 2);
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (parts, must_load (store, events->pdata[i]));
  lotse_reach_sum (parts, &sum);
  all = must_load (store, NULL);
  g_assert_cmpuint (sum.events, ==, all->events->len);
  g_assert_cmpuint (sum.organisations, ==, all->organisations->len);
  g_assert_cmpuint (sum.visits, ==, all->visits);
  g_assert_cmpuint (sum.people, ==, all->people);
  g_assert_cmpuint (sum.organisations, ==, 2);
  g_assert_cmpuint (sum.visits, ==, 4);
  g_assert_cmpuint (sum.people, ==, 7);
}

#define ADD(name, function) g_test_add ("/reach/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  ADD ("attendances", test_attendances);
  ADD ("registered", test_registered);
  ADD ("days", test_days);
  ADD ("united-people", test_united_people);
  ADD ("united-organisations", test_united_organisations);
  ADD ("both-sources", test_both_sources);
  ADD ("sum", test_sum);
  return g_test_run ();
}
