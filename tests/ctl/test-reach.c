/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The published numbers of two years of a competence centre come out of what went in through the import. */
#include "config.h"

#include "ctl-run.h"

static char *
data_file (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "ctl", "data", name, NULL);
}

/* Event by event, then the titles that the feedback gave to some of them, then who came. */
static void
import_all (const char *folder)
{
  g_autofree char *events = data_file ("events.csv");
  g_autofree char *titles = data_file ("feedback-events.csv");
  g_autofree char *attendance = data_file ("attendance.csv");
  g_autofree char *a = ctl_ok (folder, "import", "event", events, "--map", "event=reference", "--map", "event=title_de", "--map",
                               "place=venue", "--create-links", NULL);
  g_autofree char *b = ctl_ok (folder, "import", "event", titles, "--map", "event=reference", "--map", "place=venue", "--map", "form=",
                               "--map", "sheets=", NULL);
  g_autofree char *c = ctl_ok (folder, "import", "participation", attendance, "--create-links", NULL);
}

static gint64
number (JsonNode *node, const char *member)
{
  return json_object_get_int_member (json_node_get_object (node), member);
}

static void
assert_reach (JsonNode *node, int events, int organisations, int people)
{
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), "events")), ==, events);
  g_assert_cmpint (number (node, "organisations"), ==, organisations);
  g_assert_cmpint (number (node, "people"), ==, people);
  json_node_unref (node);
}

static void
test_published_numbers (void)
{
  static const int times[] = { 90, 18, 11, 2, 2 };
  char *folder = ctl_folder_new ();
  g_autoptr (JsonNode) all = NULL;
  g_autofree char *text = NULL;
  JsonArray *came;

  for (guint i = 0; i < 2; i++)
    {
      import_all (folder);
      g_assert_cmpuint (ctl_count (folder, "event"), ==, 24);
      g_assert_cmpuint (ctl_count (folder, "organisation"), ==, 123);
      g_assert_cmpuint (ctl_count (folder, "participation"), ==, 177);
    }
  assert_reach (ctl_json (folder, "reach", "--format", "regional-networking", NULL), 4, 34, 57);
  assert_reach (ctl_json (folder, "reach", "R1", "R2", "R3", "R4", NULL), 4, 34, 57);
  assert_reach (ctl_json (folder, "reach", "S1", NULL), 1, 26, 40);
  assert_reach (ctl_json (folder, "reach", "S2", NULL), 1, 28, 45);
  assert_reach (ctl_json (folder, "reach", "--format", "statewide-networking", NULL), 2, 50, 85);
  assert_reach (ctl_json (folder, "reach", "--format", "statewide-networking", "--from", "2019-01-01", NULL), 1, 28, 45);
  all = ctl_json (folder, "reach", NULL);
  g_assert_cmpint (number (all, "visits"), ==, 177);
  came = json_object_get_array_member (json_node_get_object (all), "times");
  g_assert_cmpuint (json_array_get_length (came), ==, G_N_ELEMENTS (times));
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    g_assert_cmpint (json_array_get_int_element (came, i), ==, times[i]);
  assert_reach (g_steal_pointer (&all), 24, 123, 244);
  text = ctl_ok (folder, "reach", "S1", NULL);
  g_assert_nonnull (strstr (text, "40"));
  ctl_folder_free (folder);
}

static void
test_wrong_words (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *first = ctl_ok (folder, "add", "event", "title_de=Treffen", NULL);
  g_autoptr (CtlResult) nothing = ctl_run (folder, "reach", "Unbekannt", NULL);
  g_autoptr (CtlResult) date = ctl_run (folder, "reach", "--from", "gestern", NULL);

  g_assert_cmpint (nothing->exit, ==, 2);
  g_assert_cmpint (date->exit, ==, 2);
  ctl_folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/reach/published-numbers", test_published_numbers);
  g_test_add_func ("/ctl/reach/wrong-words", test_wrong_words);
  return g_test_run ();
}
