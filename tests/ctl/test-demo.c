/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The example centre has what it promises, twice, and its attendance is the published one. */
#include "ctl-run.h"

#include <string.h>

static char *folder;

static guint
count_where (const char *kind, const char *condition)
{
  g_autoptr (JsonNode) list = ctl_json (folder, "list", kind, "--where", condition, NULL);

  return json_array_get_length (json_node_get_array (list));
}

static void
assert_between (guint number, guint least, guint most)
{
  g_assert_cmpuint (number, >=, least);
  g_assert_cmpuint (number, <=, most);
}

static void
test_sizes (void)
{
  assert_between (ctl_count (folder, "person"), 115, 125);
  assert_between (count_where ("organisation", "email!="), 38, 42);
  g_assert_cmpuint (ctl_count (folder, "mentoring_pair"), ==, 25);
  g_assert_cmpuint (ctl_count (folder, "event"), ==, 24);
  g_assert_cmpuint (count_where ("event", "date="), ==, 3);
  assert_between (ctl_count (folder, "session"), 150, 600);
  g_assert_cmpuint (count_where ("mentoring_pair", "state=proposed"), ==, 2);
  g_assert_cmpuint (count_where ("mentoring_pair", "state=completed"), ==, 3);
  g_assert_cmpuint (ctl_count (folder, "service"), >=, 10);
  g_assert_cmpuint (ctl_count (folder, "consultation"), >=, 10);
  g_assert_cmpuint (ctl_count (folder, "consent"), >=, 60);
  g_assert_cmpuint (count_where ("task", "done_on="), >=, 8);
}

/* Something is overdue, something comes soon, and the first instalment is done with. */
static void
test_grants (void)
{
  g_assert_cmpuint (ctl_count (folder, "grant_programme"), ==, 1);
  g_assert_cmpuint (ctl_count (folder, "application"), ==, 2);
  g_assert_cmpuint (count_where ("application", "state=running"), ==, 1);
  g_assert_cmpuint (ctl_count (folder, "award"), ==, 1);
  g_assert_cmpuint (count_where ("disbursement", "paid_on!="), ==, 2);
  g_assert_cmpuint (ctl_count (folder, "receipt"), ==, 10);
  g_assert_cmpuint (count_where ("deadline", "handed_in_on!="), ==, 1);
  g_assert_cmpuint (ctl_count (folder, "mini_job"), ==, 1);
  /* What its employer has to do. */
  g_assert_cmpuint (count_where ("task", "note!="), ==, 6);
}

/* 123 associations took part 177 times with 244 people. */
static void
test_attendance_is_the_published_one (void)
{
  g_autoptr (JsonNode) list = ctl_json (folder, "list", "participation", NULL);
  g_autoptr (GHashTable) associations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *rows = json_node_get_array (list);
  gint64 people = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      people += json_object_get_int_member (row, "people");
      g_hash_table_add (associations, g_strdup (json_object_get_string_member (row, "organisation")));
    }
  g_assert_cmpuint (json_array_get_length (rows), ==, 177);
  g_assert_cmpint (people, ==, 244);
  g_assert_cmpuint (g_hash_table_size (associations), ==, 123);
}

/* Everybody has a name of their own, and nobody is both sides of a tandem. */
static void
test_people_are_distinct (void)
{
  g_autoptr (JsonNode) list = ctl_json (folder, "list", "person", NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *rows = json_node_get_array (list);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      g_assert_true (g_hash_table_add (names, g_strdup (json_object_get_string_member (row, "display_name"))));
      g_assert_true (g_str_has_suffix (json_object_get_string_member (row, "email"), "@example.org"));
    }
}

static void
test_no_meeting_lies_ahead (void)
{
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  g_autofree char *condition = g_date_time_format (today, "date>%Y-%m-%d");

  g_assert_cmpuint (count_where ("session", condition), ==, 0);
  g_assert_cmpuint (count_where ("session", "next_meeting!="), >=, 5);
}

static void
test_twice_doubles_nothing (void)
{
  static const char *const kinds[] = { "person", "organisation", "event", "participation", "mentoring_pair", "session", "consent", "task", "application",
                                       "deadline", "receipt" };
  guint before[G_N_ELEMENTS (kinds)];
  g_autofree char *again = NULL;
  g_autofree char *check = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    before[i] = ctl_count (folder, kinds[i]);
  again = ctl_ok (folder, "demo", NULL);
  check = ctl_ok (folder, "check", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpuint (ctl_count (folder, kinds[i]), ==, before[i]);
}

static void
test_same_seed_makes_the_same_people (void)
{
  g_autofree char *first = ctl_ok (folder, "list", "person", "--sort", "reference", "--fields", "reference,display_name,email", NULL);
  char *mine = folder;
  g_autofree char *same = NULL;
  g_autofree char *filled = NULL;
  g_autofree char *other = NULL;

  folder = ctl_folder_new ();
  filled = ctl_ok (folder, "demo", "--seed", "1", NULL);
  same = ctl_ok (folder, "list", "person", "--sort", "reference", "--fields", "reference,display_name,email", NULL);
  g_assert_cmpstr (first, ==, same);
  ctl_folder_free (folder);
  folder = ctl_folder_new ();
  g_free (filled);
  filled = ctl_ok (folder, "demo", "--seed", "7", NULL);
  other = ctl_ok (folder, "list", "person", "--sort", "reference", "--fields", "reference,display_name,email", NULL);
  g_assert_cmpstr (first, !=, other);
  ctl_folder_free (folder);
  folder = mine;
}

/* Where somebody keeps own data, nothing invented is mixed in. */
static void
test_own_data_are_left_alone (void)
{
  char *own = ctl_folder_new ();
  g_autofree char *id = ctl_ok (own, "add", "person", "display_name=Mira", NULL);
  g_autofree char *binned = ctl_ok (own, "delete", id, NULL);
  g_autoptr (CtlResult) refused = ctl_run (own, "demo", NULL);

  ctl_assert_refused (refused, 2, "own");
  g_assert_cmpstr (refused->out, ==, "");
  g_assert_cmpuint (ctl_count (own, "person"), ==, 0);
  g_assert_cmpuint (ctl_count (own, "organisation"), ==, 0);
  ctl_folder_free (own);
}

int
main (int argc, char *argv[])
{
  g_autofree char *filled = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = ctl_folder_new ();
  filled = ctl_ok (folder, "demo", NULL);
  g_test_add_func ("/ctl/demo/sizes", test_sizes);
  g_test_add_func ("/ctl/demo/grants", test_grants);
  g_test_add_func ("/ctl/demo/attendance-is-the-published-one", test_attendance_is_the_published_one);
  g_test_add_func ("/ctl/demo/people-are-distinct", test_people_are_distinct);
  g_test_add_func ("/ctl/demo/no-meeting-lies-ahead", test_no_meeting_lies_ahead);
  g_test_add_func ("/ctl/demo/twice-doubles-nothing", test_twice_doubles_nothing);
  g_test_add_func ("/ctl/demo/own-data-are-left-alone", test_own_data_are_left_alone);
  g_test_add_func ("/ctl/demo/same-seed-makes-the-same-people", test_same_seed_makes_the_same_people);
  result = g_test_run ();
  ctl_folder_free (folder);
  return result;
}
