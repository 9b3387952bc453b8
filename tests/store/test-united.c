/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links to records that were united: they are not rewritten, and reading follows. */
#include "config.h"

#include "store-fixture.h"

static void
unite (Fixture *fixture, const char *id, const char *standing)
{
  g_autoptr (LotseRecord) record = get (fixture, id);
  g_autoptr (GError) error = NULL;

  lotse_record_set_merged_into (record, standing, &error);
  g_assert_no_error (error);
  g_assert_true (lotse_store_save (fixture->store, record, NULL, &error));
  g_assert_no_error (error);
}

static gint64
count (Fixture *fixture, const char *kind, const char *field, LotseQueryOperator op, const char *value)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
  g_autoptr (GError) error = NULL;
  gint64 n;

  g_assert_true (lotse_query_where (query, field, op, value, &error));
  n = lotse_store_count (fixture->store, query, &error);
  g_assert_no_error (error);
  return n;
}

static void
test_lists_follow (Fixture *fixture, gconstpointer data)
{
  g_autofree char *jusuf = add (fixture, "person", "display_name", "Jusuf", NULL);
  g_autofree char *yusuf = add (fixture, "person", "display_name", "Yusuf", NULL);
  g_autofree char *yousef = add (fixture, "person", "display_name", "Yousef", NULL);
  g_autofree char *club = add (fixture, "organisation", "name", "Verein", NULL);
  g_autofree char *member = add (fixture, "membership", "person", yousef, "organisation", club, NULL);
  g_autofree char *board = add (fixture, "membership", "person", jusuf, "organisation", club, "role", "board", NULL);
  g_autofree char *nobody = add (fixture, "task", "text", "Anrufen", NULL);

  g_assert_cmpint (count (fixture, "membership", "person", LOTSE_QUERY_EQUAL, jusuf), ==, 1);
  unite (fixture, yousef, yusuf);
  unite (fixture, yusuf, jusuf);
  g_assert_cmpint (count (fixture, "membership", "person", LOTSE_QUERY_EQUAL, jusuf), ==, 2);
  g_assert_cmpint (count (fixture, "membership", "person", LOTSE_QUERY_EQUAL, yousef), ==, 2);
  g_assert_cmpint (count (fixture, "membership", "person", LOTSE_QUERY_NOT_EQUAL, yusuf), ==, 0);
  g_assert_cmpint (count (fixture, "task", "assignee", LOTSE_QUERY_NOT_EQUAL, yusuf), ==, 1);
  unite (fixture, yusuf, NULL);
  g_assert_cmpint (count (fixture, "membership", "person", LOTSE_QUERY_EQUAL, jusuf), ==, 1);
  g_assert_cmpint (count (fixture, "membership", "person", LOTSE_QUERY_EQUAL, yusuf), ==, 1);
}

static void
test_sets_follow (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "organisation", "name", "Haus der Vereine", NULL);
  g_autofree char *other = add (fixture, "organisation", "name", "Haus d. Vereine", NULL);
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autoptr (LotseRecord) record = get (fixture, event);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_record_set_element (record, "partners", other, "1", &error));
  g_assert_true (lotse_store_save (fixture->store, record, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture, "event", "partners", LOTSE_QUERY_HAS, one), ==, 0);
  unite (fixture, other, one);
  g_assert_cmpint (count (fixture, "event", "partners", LOTSE_QUERY_HAS, one), ==, 1);
  g_assert_cmpint (count (fixture, "event", "partners", LOTSE_QUERY_HAS, other), ==, 1);
}

/* Two laptops may unite two records either way round. */
static void
test_circles_end (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "person", "display_name", "Mira", NULL);
  g_autofree char *other = add (fixture, "person", "display_name", "Miera", NULL);
  g_autofree char *task = add (fixture, "task", "text", "Anrufen", "assignee", other, NULL);

  unite (fixture, one, other);
  unite (fixture, other, one);
  g_assert_cmpint (count (fixture, "task", "assignee", LOTSE_QUERY_EQUAL, one), ==, 1);
  g_assert_cmpint (count (fixture, "task", "assignee", LOTSE_QUERY_EQUAL, other), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/united/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("lists-follow", test_lists_follow);
  ADD ("sets-follow", test_sets_follow);
  ADD ("circles-end", test_circles_end);
  return g_test_run ();
}
