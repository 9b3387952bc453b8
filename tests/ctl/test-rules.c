/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lotsectl rules: why a deadline is when it is, changing rules, and what is refused without changing anything. */
#include "config.h"

#include "ctl-run.h"

#include <string.h>

#define PROOF "{\"anchor\":\"award.ends_on\",\"count\":6,\"source\":\"Richtlinie Nr. 7\",\"type\":\"proof_of_use\",\"unit\":\"months\"}"
#define PROOF_MARCH "{\"anchor\":\"award.ends_on\",\"next\":\"31.3.\",\"type\":\"proof_of_use\"}"

typedef struct
{
  char *folder;
  char *programme;
  char *award;
} World;

static void
set_up (World *world, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *application = NULL;

  world->folder = ctl_folder_new ();
  world->programme = ctl_ok (world->folder, "add", "grant_programme", "name=Vielfalt vor Ort", NULL);
  id = ctl_ok (world->folder, "add", "application", "title=Sommerschule", "involvement=own", "state=running", "programme=Vielfalt vor Ort", NULL);
  application = g_strconcat ("application=", id, NULL);
  world->award = ctl_ok (world->folder, "add", "award", application, "ends_on=2100-06-30", NULL);
}

static void
tear_down (World *world, gconstpointer data)
{
  ctl_folder_free (world->folder);
  g_free (world->programme);
  g_free (world->award);
}

static char *
proof_member (World *world, const char *member)
{
  g_autoptr (JsonNode) list = ctl_json (world->folder, "deadlines", "--all", NULL);
  JsonArray *array = json_node_get_array (list);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *deadline = json_array_get_object_element (array, i);

      if (g_str_equal (json_object_get_string_member (deadline, "type"), "proof_of_use"))
        return g_strdup (json_object_get_string_member_with_default (deadline, member, NULL));
    }
  return NULL;
}

static void
assert_due (World *world, const char *wanted)
{
  g_autofree char *due = proof_member (world, "due");

  g_assert_cmpstr (due, ==, wanted);
}

static void
test_set (World *world, gconstpointer data)
{
  g_autofree char *text = ctl_ok (world->folder, "rules", "set", "Vielfalt vor Ort", "proof", PROOF, NULL);
  g_autofree char *listed = NULL;
  g_autoptr (JsonNode) list = NULL;
  g_autoptr (CtlResult) changed = NULL;
  JsonObject *first;

  g_assert_nonnull (strstr (text, "6 months"));
  assert_due (world, "2100-12-30");
  listed = ctl_ok (world->folder, "rules", "list", "Vielfalt vor Ort", NULL);
  g_assert_nonnull (strstr (listed, "proof"));
  list = ctl_json (world->folder, "rules", "list", world->programme, NULL);
  first = json_array_get_object_element (json_node_get_array (list), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "key"), ==, "proof");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (first, "rule"), "anchor"), ==, "award.ends_on");
  changed = ctl_run (world->folder, "rules", "set", world->programme, "proof", PROOF_MARCH, NULL);
  g_assert_cmpint (changed->exit, ==, 0);
  g_assert_nonnull (strstr (changed->err, "Proof of use"));
  assert_due (world, "2101-03-31");
  g_free (ctl_ok (world->folder, "undo", NULL));
  assert_due (world, "2100-12-30");
  g_free (ctl_ok (world->folder, "rules", "remove", world->programme, "proof", NULL));
  assert_due (world, NULL);
}

static void
test_explain (World *world, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autofree char *moved = NULL;
  g_autoptr (JsonNode) json = NULL;
  JsonObject *explained;

  g_free (ctl_ok (world->folder, "rules", "set", world->programme, "proof", PROOF, NULL));
  id = proof_member (world, "id");
  text = ctl_ok (world->folder, "rules", "explain", id, NULL);
  g_assert_nonnull (strstr (text, "30 Dec 2100"));
  g_assert_nonnull (strstr (text, "Richtlinie Nr. 7"));
  g_assert_nonnull (strstr (text, "16 Dec 2100"));
  json = ctl_json (world->folder, "rules", "explain", id, NULL);
  explained = json_node_get_object (json);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (explained, "steps")), >=, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (explained, "reminders")), ==, 3);
  g_free (ctl_ok (world->folder, "deadline", "move", id, "2100-12-15", NULL));
  moved = ctl_ok (world->folder, "rules", "explain", id, NULL);
  g_assert_nonnull (strstr (moved, "set by hand"));
  g_assert_nonnull (strstr (moved, "30 Dec 2100"));
}

static void
assert_wrong (World *world, const char *part, const char *first, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (CtlResult) result = NULL;
  va_list args;

  g_ptr_array_add (words, (gpointer) "rules");
  va_start (args, first);
  for (const char *word = first; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  result = ctl_run_v (world->folder, NULL, (const char *const *) words->pdata);
  ctl_assert_refused (result, result->exit == 1 ? 1 : 2, part);
}

static void
test_wrong_input (World *world, gconstpointer data)
{
  g_autoptr (JsonNode) list = NULL;

  assert_wrong (world, "", "set", "Vielfalt vor Ort", "proof", "6 months", NULL);
  assert_wrong (world, "", "set", "Vielfalt vor Ort", "proof", "{\"type\":\"proof_of_use\"}", NULL);
  assert_wrong (world, "", "set", "Vielfalt vor Ort", "proof", "{\"anchor\":\"award.colour\",\"type\":\"proof_of_use\"}", NULL);
  assert_wrong (world, "", "set", "Vielfalt vor Ort", "proof", "{\"anchor\":\"award.ends_on\",\"type\":\"party\"}", NULL);
  assert_wrong (world, "", "set", "Vielfalt vor Ort", "proof", "{\"anchor\":\"award.ends_on\",\"type\":\"proof_of_use\",\"next\":\"31.2.\"}", NULL);
  assert_wrong (world, "Nirgendwo", "list", "Nirgendwo", NULL);
  assert_wrong (world, "no own rule", "remove", "centre", "nonsense", NULL);
  assert_wrong (world, "no such deadline", "explain", "0123456789abcdef0123456789abcdef", NULL);
  assert_wrong (world, "explain DEADLINE", "invent", NULL);
  list = ctl_json (world->folder, "rules", "list", world->programme, NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, 0);
}

/* What is built in holds until the centre has a rule with the same key, which can be taken away again. */
static void
test_centre (World *world, gconstpointer data)
{
  g_autoptr (JsonNode) before = ctl_json (world->folder, "rules", "list", "centre", NULL);
  const guint n = json_array_get_length (json_node_get_array (before));
  g_autoptr (JsonNode) after = NULL;
  g_autoptr (JsonNode) back = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (n, >, 0);
  g_free (ctl_ok (world->folder, "rules", "set", "centre", "service-verified",
                  "{\"anchor\":\"service.verified_on\",\"count\":6,\"off\":true,\"type\":\"verification\",\"unit\":\"months\"}", NULL));
  after = ctl_json (world->folder, "rules", "list", "centre", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (after)), ==, n);
  text = ctl_ok (world->folder, "rules", "list", "centre", NULL);
  g_assert_nonnull (strstr (text, "not used"));
  g_free (ctl_ok (world->folder, "rules", "remove", "centre", "service-verified", NULL));
  back = ctl_json (world->folder, "rules", "list", "centre", NULL);
  g_assert_true (json_node_equal (before, back));
}

/* A rule whose date is still empty waits, and says for what. */
static void
test_empty_anchor (World *world, gconstpointer data)
{
  g_autofree char *state = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  g_free (ctl_ok (world->folder, "rules", "set", world->programme, "proof", PROOF, NULL));
  g_free (ctl_ok (world->folder, "set", world->award, "ends_on=", NULL));
  state = proof_member (world, "state");
  g_assert_cmpstr (state, ==, "waits");
  id = proof_member (world, "id");
  text = ctl_ok (world->folder, "rules", "explain", id, NULL);
  g_assert_nonnull (strstr (text, "end of the grant period"));
}

/* A ready programme is taken in once, with its rules; what people changed in it stays when it is taken in again. */
static void
test_ready (World *world, gconstpointer data)
{
  g_autoptr (JsonNode) list = ctl_json (world->folder, "rules", "ready", NULL);
  JsonArray *programmes = json_node_get_array (list);
  const char *name = json_object_get_string_member (json_array_get_object_element (programmes, 0), "name");
  g_autofree char *id = ctl_ok (world->folder, "rules", "ready", name, NULL);
  g_autoptr (JsonNode) rules = ctl_json (world->folder, "rules", "list", id, NULL);
  g_autoptr (CtlResult) again = NULL;
  g_autofree char *title = NULL;

  for (guint i = 0; i < json_array_get_length (programmes); i++)
    g_assert_nonnull (json_object_get_string_member (json_array_get_object_element (programmes, i), "source"));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (rules)), >, 0);
  g_free (ctl_ok (world->folder, "set", id, "name=Unser Programm", NULL));
  again = ctl_run (world->folder, "rules", "ready", name, NULL);
  g_assert_cmpint (again->exit, ==, 0);
  g_assert_cmpstr (g_strchomp (again->out), ==, id);
  g_assert_nonnull (strstr (again->err, "there already"));
  g_assert_cmpuint (ctl_count (world->folder, "grant_programme"), ==, 2);
  title = ctl_get (world->folder, id, "name");
  g_assert_cmpstr (title, ==, "Unser Programm");
  g_free (ctl_ok (world->folder, "delete", id, NULL));
  g_assert_cmpuint (ctl_count (world->folder, "grant_programme"), ==, 1);
  g_free (ctl_ok (world->folder, "rules", "ready", name, NULL));
  g_assert_cmpuint (ctl_count (world->folder, "grant_programme"), ==, 2);
  assert_wrong (world, "no ready grant programme", "ready", "nirgendwo", NULL);
}

#define TEST(path, function) g_test_add ("/ctl/rules/" path, World, NULL, set_up, function, tear_down)

/* A table with rules goes in as a whole or not at all, and says of which row the rule is not understood. */
static void
test_import (World *world, gconstpointer data)
{
  const char *const good = "name,deadline_rules\nA,\"a:{\"\"anchor\"\":\"\"award.ends_on\"\",\"\"type\"\":\"\"proof_of_use\"\"}\"\n";
  g_autofree char *bad = g_strconcat (good, "B,\"b:{\"\"anchor\"\":\"\"award.moon\"\",\"\"type\"\":\"\"proof_of_use\"\"}\"\n", NULL);
  g_autofree char *good_file = ctl_file (world->folder, "good.csv", good, -1);
  g_autofree char *bad_file = ctl_file (world->folder, "bad.csv", bad, -1);
  g_autoptr (CtlResult) dry = ctl_run (world->folder, "import", "grant_programme", bad_file, "--dry-run", NULL);
  g_autoptr (CtlResult) refused = ctl_run (world->folder, "import", "grant_programme", bad_file, NULL);

  g_assert_cmpint (dry->exit, !=, 0);
  g_assert_cmpint (refused->exit, !=, 0);
  for (const CtlResult *const *result = (const CtlResult *[]){ dry, refused, NULL }; *result != NULL; result++)
    {
      g_assert_nonnull (strstr ((*result)->out, "row 3"));
      g_assert_nonnull (strstr ((*result)->out, "b: "));
      g_assert_nonnull (strstr ((*result)->out, "award.moon"));
      g_assert_nonnull (strstr ((*result)->out, "1 with errors"));
    }
  g_assert_cmpuint (ctl_count (world->folder, "grant_programme"), ==, 1);
  g_free (ctl_ok (world->folder, "import", "grant_programme", good_file, NULL));
  g_assert_cmpuint (ctl_count (world->folder, "grant_programme"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("set", test_set);
  TEST ("explain", test_explain);
  TEST ("wrong-input", test_wrong_input);
  TEST ("centre", test_centre);
  TEST ("empty-anchor", test_empty_anchor);
  TEST ("import", test_import);
  TEST ("ready", test_ready);
  return g_test_run ();
}
