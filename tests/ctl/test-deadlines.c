/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lotsectl deadlines and deadline: what is due, handing in, and what is refused without changing anything. */
#include "config.h"

#include "ctl-run.h"

#include <string.h>

#define APPLY "deadline_rules/apply={\"anchor\":\"call.closes\",\"type\":\"application\"}"
#define PROOF "deadline_rules/proof={\"anchor\":\"award.ends_on\",\"count\":6,\"type\":\"proof_of_use\",\"unit\":\"months\"}"

typedef struct
{
  char *folder;
  char *call;
  char *application;
} World;

static void
set_up (World *world, gconstpointer data)
{
  g_autofree char *programme = NULL;
  g_autofree char *call = NULL;

  world->folder = ctl_folder_new ();
  programme = ctl_ok (world->folder, "add", "grant_programme", "name=Vielfalt vor Ort", APPLY, PROOF, NULL);
  world->call = ctl_ok (world->folder, "add", "call", "programme=Vielfalt vor Ort", "opens_on=2100-01-01", "closes_at=2100-03-31T23:59",
                        NULL);
  call = g_strconcat ("call=", world->call, NULL);
  world->application = ctl_ok (world->folder, "add", "application", "title=Sommerschule", "involvement=own", "state=drafting",
                               "programme=Vielfalt vor Ort", call, NULL);
}

static void
tear_down (World *world, gconstpointer data)
{
  ctl_folder_free (world->folder);
  g_free (world->call);
  g_free (world->application);
}

static JsonObject *
find (JsonNode *list, const char *type)
{
  JsonArray *array = json_node_get_array (list);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (array, i), "type"), type))
      return json_array_get_object_element (array, i);
  g_error ("there is no deadline of the kind %s", type);
  return NULL;
}

static char *
text_of (World *world, const char *type, const char *member)
{
  g_autoptr (JsonNode) list = ctl_json (world->folder, "deadlines", "--all", NULL);

  return g_strdup (json_object_get_string_member_with_default (find (list, type), member, NULL));
}

static void
assert_text (World *world, const char *type, const char *member, const char *wanted)
{
  g_autofree char *text = text_of (world, type, member);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_list (World *world, gconstpointer data)
{
  g_autofree char *text = ctl_ok (world->folder, "deadlines", NULL);
  g_autofree char *early = ctl_ok (world->folder, "deadlines", "--until", "2100-03-30", NULL);
  g_autofree char *id = text_of (world, "application", "id");

  g_assert_nonnull (strstr (text, id));
  g_assert_nonnull (strstr (text, "Sommerschule"));
  g_assert_null (strstr (early, id));
  assert_text (world, "application", "due", "2100-03-31");
  assert_text (world, "application", "time", "23:59");
  assert_text (world, "proof_of_use", "state", "waits");
  assert_text (world, "proof_of_use", "missing", "award.ends_on");
}

/* Who reads the list sees why nothing reminds of it. */
static void
test_known_only (World *world, gconstpointer data)
{
  g_autofree char *own = ctl_ok (world->folder, "deadlines", NULL);
  g_autofree char *known = NULL;

  g_free (ctl_ok (world->folder, "set", world->application, "involvement=known", NULL));
  known = ctl_ok (world->folder, "deadlines", NULL);
  g_assert_null (strstr (own, "without reminders"));
  g_assert_nonnull (strstr (known, "known only, without reminders"));
}

/* The call goes to the bin and comes back, and each time it is said what becomes of the deadline. */
static void
test_delete (World *world, gconstpointer data)
{
  g_autoptr (CtlResult) gone = ctl_run (world->folder, "delete", world->call, NULL);
  g_autoptr (CtlResult) back = ctl_run (world->folder, "restore", world->call, NULL);
  g_autoptr (JsonNode) again = ctl_json (world->folder, "delete", world->call, NULL);

  g_assert_nonnull (strstr (gone->err, "31 Mar 2100 → no date"));
  g_assert_nonnull (strstr (back->err, "no date → 31 Mar 2100"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (again), "moved")), ==, 1);
}

static void
test_hand_in (World *world, gconstpointer data)
{
  g_autofree char *id = text_of (world, "application", "id");
  g_autoptr (CtlResult) bare = ctl_run (world->folder, "deadline", "hand-in", id, "--on", "2026-01-02", NULL);
  g_autoptr (CtlResult) ahead =
    ctl_run (world->folder, "deadline", "hand-in", id, "--on", "2100-01-02", "--how", "Portal", "--confirmation", "4711", NULL);
  g_autofree char *done = NULL;
  g_autoptr (CtlResult) emptied = NULL;
  g_autofree char *state = NULL;
  g_autofree char *back = NULL;

  ctl_assert_refused (bare, 2, "Still missing");
  ctl_assert_refused (ahead, 2, "still to come");
  g_assert_cmpuint (ctl_count (world->folder, "deadline"), ==, 0);
  done = ctl_ok (world->folder, "deadline", "hand-in", id, "--on", "02.01.2026", "--how", "Portal", "--confirmation", "4711", NULL);
  g_assert_nonnull (strstr (done, "handed in"));
  assert_text (world, "application", "state", "done");
  assert_text (world, "application", "handed_in_on", "2026-01-02");
  emptied = ctl_run (world->folder, "set", id, "confirmation=", NULL);
  ctl_assert_refused (emptied, 2, "Still missing: Confirmation");
  state = ctl_get (world->folder, world->application, "state");
  g_assert_cmpstr (state, ==, "submitted");
  g_free (ctl_ok (world->folder, "undo", NULL));
  assert_text (world, "application", "state", "open");
  back = ctl_get (world->folder, world->application, "state");
  g_assert_cmpstr (back, ==, "drafting");
}

static void
test_by_hand (World *world, gconstpointer data)
{
  g_autofree char *id = text_of (world, "application", "id");

  g_free (ctl_ok (world->folder, "deadline", "move", id, "2100-03-15", NULL));
  assert_text (world, "application", "due", "2100-03-15");
  assert_text (world, "application", "origin", "by_hand");
  g_free (ctl_ok (world->folder, "deadline", "move", id, "rule", NULL));
  assert_text (world, "application", "due", "2100-03-31");
  g_free (ctl_ok (world->folder, "deadline", "not-needed", id, "Kein Bedarf", NULL));
  assert_text (world, "application", "not_needed_because", "Kein Bedarf");
  g_free (ctl_ok (world->folder, "deadline", "needed", id, NULL));
  assert_text (world, "application", "state", "open");
}

static void
test_add (World *world, gconstpointer data)
{
  g_autofree char *person = ctl_ok (world->folder, "add", "person", "display_name=Ada Muster", NULL);
  g_autofree char *id = ctl_ok (world->folder, "deadline", "add", person, "10.05.2100", "Ausweis verlängern", "--lead", "30", NULL);
  g_autofree char *text = NULL;

  g_free (ctl_ok (world->folder, "deadline", "assign", id, "Ada Muster", "-", NULL));
  assert_text (world, "own", "due", "2100-05-10");
  assert_text (world, "own", "responsible", person);
  text = ctl_ok (world->folder, "deadline", "hand-in", id, NULL);
  g_assert_nonnull (strstr (text, "Ausweis verlängern"));
}

/* A record that deadlines hang on says what moved, on standard error, so that scripts get the id alone. */
static void
test_moves (World *world, gconstpointer data)
{
  g_autofree char *application = g_strconcat ("application=", world->application, NULL);
  g_autofree char *award = ctl_ok (world->folder, "add", "award", application, "ends_on=2100-12-31", NULL);
  g_autoptr (CtlResult) moved = ctl_run (world->folder, "set", award, "ends_on=2101-03-31", NULL);
  g_autoptr (JsonNode) json = NULL;
  JsonObject *move;

  g_assert_cmpint (moved->exit, ==, 0);
  g_assert_cmpstr (g_strchomp (moved->out), ==, award);
  g_assert_nonnull (strstr (moved->err, "Proof of use"));
  json = ctl_json (world->folder, "set", award, "ends_on=2101-06-30", NULL);
  move = json_array_get_object_element (json_object_get_array_member (json_node_get_object (json), "moved"), 0);
  g_assert_cmpstr (json_object_get_string_member (move, "before"), ==, "2101-09-30");
  g_assert_cmpstr (json_object_get_string_member (move, "after"), ==, "2101-12-30");
}

static void
assert_wrong (World *world, const char *part, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (CtlResult) result = NULL;
  va_list args;

  va_start (args, part);
  for (const char *word = va_arg (args, const char *); word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  result = ctl_run_v (world->folder, NULL, (const char *const *) words->pdata);
  ctl_assert_refused (result, result->exit == 1 ? 1 : 2, part);
}

static void
test_wrong_input (World *world, gconstpointer data)
{
  g_autofree char *id = text_of (world, "application", "id");
  g_autofree char *closes = NULL;

  assert_wrong (world, "no such deadline", "deadline", "hand-in", "0123456789abcdef0123456789abcdef", NULL);
  assert_wrong (world, "is no id", "deadline", "hand-in", "Sommerschule", NULL);
  assert_wrong (world, "date", "deadline", "move", id, "2100-02-30", NULL);
  assert_wrong (world, "date", "deadline", "move", id, "", NULL);
  assert_wrong (world, "why", "deadline", "not-needed", id, " ", NULL);
  assert_wrong (world, "number of days", "deadline", "remind", id, "-3", NULL);
  assert_wrong (world, "hand-in ID", "deadline", "postpone", id, NULL);
  assert_wrong (world, "--output", "deadlines", "--output", "pdf", NULL);
  assert_wrong (world, "date", "deadlines", "--until", "morgen", NULL);
  assert_wrong (world, "Check both dates", "set", world->call, "closes_at=2099-12-31T23:59", NULL);
  assert_wrong (world, "Check both dates", "set", world->call, "extended_to=2100-03-30T23:59", NULL);
  g_assert_cmpuint (ctl_count (world->folder, "deadline"), ==, 0);
  closes = ctl_get (world->folder, world->call, "closes_at");
  g_assert_cmpstr (closes, ==, "2100-03-31T23:59");
}

/* Thousands and decimals as they are written in either language; what could be read in two ways is refused. */
static void
test_amounts (World *world, gconstpointer data)
{
  static const char *const cases[][2] = {
    { "1.234,56", "1234.56" }, { "1,234.56", "1234.56" }, { "-12,50", "-12.50" }, { "-12.50", "-12.50" }, { "1234", "1234.00" },
  };
  g_autofree char *application = g_strconcat ("application=", world->application, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *amount = g_strconcat ("amount=", cases[i][0], NULL);
      g_autoptr (JsonNode) json = ctl_json (world->folder, "add", "receipt", application, amount, "reason=Miete", NULL);

      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (json), "amount"), ==, cases[i][1]);
    }
  assert_wrong (world, "amount", "add", "receipt", application, "amount=1.234.5", NULL);
  assert_wrong (world, "amount", "add", "receipt", application, "amount=zwölf", NULL);
  g_assert_cmpuint (ctl_count (world->folder, "receipt"), ==, G_N_ELEMENTS (cases));
}

/* Needs of an event that is long over are listed once for all guests, and erased when that is confirmed. */
static void
test_keep (World *world, gconstpointer data)
{
  g_autofree char *event = ctl_ok (world->folder, "add", "event", "title_de=Netzwerktreffen", "date=2020-05-06", NULL);
  g_autofree char *of_event = g_strconcat ("event=", event, NULL);
  g_autofree char *person = ctl_ok (world->folder, "add", "person", "display_name=Ada Muster", NULL);
  g_autofree char *guest =
    ctl_ok (world->folder, "add", "registration", of_event, "person=Ada Muster", "state=registered", "needs=food", NULL);
  g_autofree char *due = ctl_ok (world->folder, "keep", NULL);
  g_autoptr (JsonNode) json = ctl_json (world->folder, "keep", NULL);
  JsonObject *one = json_array_get_object_element (json_node_get_array (json), 0);
  const char *id = json_object_get_string_member (json_object_get_object_member (one, "deadline"), "id");
  g_autofree char *application = text_of (world, "application", "id");
  g_autofree char *registration = NULL;

  g_assert_nonnull (strstr (due, "Netzwerktreffen"));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (json)), ==, 1);
  assert_wrong (world, "not about anything", "keep", "--confirm", id, "--confirm", application, NULL);
  g_free (ctl_ok (world->folder, "keep", "--confirm", id, NULL));
  registration = ctl_ok (world->folder, "get", guest, NULL);
  g_assert_null (strstr (registration, "Food"));
  g_assert_nonnull (strstr (registration, "Ada Muster"));
  g_free (due);
  due = ctl_ok (world->folder, "keep", NULL);
  g_assert_cmpstr (due, ==, "");
}

#define TEST(path, function) g_test_add ("/ctl/deadlines/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("list", test_list);
  TEST ("known-only", test_known_only);
  TEST ("delete", test_delete);
  TEST ("hand-in", test_hand_in);
  TEST ("by-hand", test_by_hand);
  TEST ("add", test_add);
  TEST ("moves", test_moves);
  TEST ("wrong-input", test_wrong_input);
  TEST ("amounts", test_amounts);
  TEST ("keep", test_keep);
  return g_test_run ();
}
