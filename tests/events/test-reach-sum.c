/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that were read event by event add up to those that are read at once. */
#include "config.h"

#include "events-fixture.h"

#include "lotse-reach.h"

static char *
add_event (LotseStore *store, const char *title, const char *counts_as)
{
  return add_record (store, "event", "title_de", title, "date", "2019-06-01", "counts_as", counts_as, NULL);
}

static void
send (LotseStore *store, const char *event, const char *organisation, const char *people)
{
  g_free (add_record (store, "participation", "event", event, "organisation", organisation, "people", people, NULL));
}

/* A person of an organisation of which only the name was typed. */
static void
sign_in (LotseStore *store, const char *event, const char *typed)
{
  g_autofree char *person = add_record (store, "person", "display_name", "Mira Testperson", NULL);
  g_autofree char *id = add_record (store, "attendance", "event", event, "person", person, "organisation_name", typed, NULL);
  g_autoptr (LotseRecord) attendance = must_get (store, id);
  g_autofree char *mark = lotse_id_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_attendance_add_mark (attendance, mark, 1795885200000, 1795885200000, "Nord", &error));
  g_assert_no_error (error);
  must_save (store, attendance);
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

static void
test_sum (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *north = add_event (store, "Treffen Nord", "own");
  g_autofree char *south = add_event (store, "Treffen Süd", "own");
  g_autofree char *elsewhere = add_event (store, "Treffen der anderen", "attended");
  g_autofree char *known = add_record (store, "organisation", "name", "Beispielverein", NULL);
  g_autofree char *double_of = add_record (store, "organisation", "name", "Beispielverein e. V.", NULL);
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("event"));
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_reach_free);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (LotseReach) all = NULL;
  LotseReachSum sum;

  send (store, north, known, "2");
  send (store, south, double_of, "3");
  send (store, elsewhere, known, "9");
  sign_in (store, north, "Verein Ost");
  sign_in (store, south, "verein  OST");
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  g_test_add ("/reach/sum", Fixture, NULL, fixture_set_up, test_sum, fixture_tear_down);
  return g_test_run ();
}
