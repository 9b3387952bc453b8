/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lotsectl at a door: sign-in, walk-ins, sign-out and attendance. */
#include "config.h"

#include "ctl-run.h"

#include <string.h>

typedef struct
{
  char *folder;
  char *event;
  char *club;
  char *person;
  char *registration;
} Hall;

static void
set_up (Hall *hall, gconstpointer data)
{
  hall->folder = ctl_folder_new ();
  hall->event = ctl_ok (hall->folder, "add", "event", "title_de=Netzwerktreffen Nord", "reference=R1", "date=2026-11-28", "capacity=2", NULL);
  hall->club = ctl_ok (hall->folder, "add", "organisation", "name=Beispielverein", NULL);
  hall->person = ctl_ok (hall->folder, "add", "person", "display_name=Mira Testperson", NULL);
  hall->registration = ctl_ok (hall->folder, "add", "registration", "event=R1", "person=mira testperson", "organisation=Beispielverein",
                               "state=registered", NULL);
}

static void
tear_down (Hall *hall, gconstpointer data)
{
  ctl_folder_free (hall->folder);
  g_free (hall->event);
  g_free (hall->club);
  g_free (hall->person);
  g_free (hall->registration);
}

static JsonObject *
object_of (JsonNode *node)
{
  return json_node_get_object (node);
}

static JsonObject *
nth (JsonNode *node, const char *list, guint n)
{
  return json_array_get_object_element (json_object_get_array_member (object_of (node), list), n);
}

static gint64
came (Hall *hall)
{
  g_autoptr (JsonNode) attendance = ctl_json (hall->folder, "attendance", hall->event, NULL);

  return json_object_get_int_member (json_object_get_object_member (object_of (attendance), "counts"), "came");
}

static void
test_sign_in (Hall *hall, gconstpointer data)
{
  g_autoptr (JsonNode) first = ctl_json (hall->folder, "sign-in", "R1", "Mira Testperson", "--door", "Nord", "--at", "2026-11-28T14:05", NULL);
  g_autoptr (JsonNode) again = ctl_json (hall->folder, "sign-in", "netzwerktreffen nord", hall->person, "--door", "Süd", NULL);
  g_autofree char *text = ctl_ok (hall->folder, "sign-in", "R1", hall->person, NULL);
  g_autoptr (JsonNode) attendance = ctl_json (hall->folder, "attendance", "R1", NULL);
  g_autofree char *table = ctl_ok (hall->folder, "attendance", "R1", NULL);
  JsonObject *guest = nth (attendance, "people", 0);
  JsonObject *club = nth (attendance, "organisations", 0);

  g_assert_false (json_object_get_boolean_member (object_of (first), "already"));
  g_assert_cmpstr (json_object_get_string_member (object_of (first), "at"), ==, "2026-11-28T13:05:00Z");
  g_assert_cmpstr (json_object_get_string_member (object_of (first), "organisation"), ==, hall->club);
  g_assert_true (json_object_get_boolean_member (object_of (again), "already"));
  g_assert_cmpstr (json_object_get_string_member (object_of (again), "door"), ==, "Nord");
  g_assert_nonnull (strstr (text, "Nord"));
  g_assert_cmpstr (json_object_get_string_member (guest, "name"), ==, "Mira Testperson");
  g_assert_cmpstr (json_object_get_string_member (guest, "at"), ==, "2026-11-28T13:05:00.000Z");
  g_assert_cmpstr (json_object_get_string_member (guest, "door"), ==, "Nord");
  g_assert_cmpstr (json_object_get_string_member (guest, "state"), ==, "registered");
  g_assert_cmpint (json_object_get_int_member (club, "came"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (club, "places"), ==, 2);
  g_assert_nonnull (strstr (table, "Mira Testperson"));
  g_assert_nonnull (strstr (table, "signed in: 1; registered: 1"));
}

static void
test_code (Hall *hall, gconstpointer data)
{
  g_autofree char *capitals = g_ascii_strup (hall->registration, -1);
  g_autofree char *code = g_strconcat ("LOTSE:", capitals, NULL);
  g_autofree char *other = ctl_ok (hall->folder, "add", "event", "title_de=Vorjahr", NULL);
  g_autoptr (JsonNode) first = ctl_json (hall->folder, "sign-in", "R1", code, NULL);
  g_autoptr (CtlResult) wrong_event = ctl_run (hall->folder, "sign-in", other, code, NULL);
  g_autoptr (CtlResult) unknown = ctl_run (hall->folder, "sign-in", "R1", "LOTSE:0123456789ABCDEF0123456789ABCDEF", NULL);

  g_assert_cmpstr (json_object_get_string_member (object_of (first), "person"), ==, hall->person);
  ctl_assert_refused (wrong_event, 2, "another event");
  ctl_assert_refused (unknown, 2, "not known");
}

static void
test_undo (Hall *hall, gconstpointer data)
{
  g_autoptr (CtlResult) nothing = ctl_run (hall->folder, "sign-in", "R1", hall->person, "--undo", NULL);
  g_autofree char *first = ctl_ok (hall->folder, "sign-in", "R1", hall->person, NULL);
  g_autofree char *undone = NULL;

  ctl_assert_refused (nothing, 2, "not signed in");
  g_assert_cmpint (came (hall), ==, 1);
  undone = ctl_ok (hall->folder, "sign-in", "R1", hall->person, "--undo", NULL);
  g_assert_nonnull (strstr (undone, "Taken back"));
  g_assert_cmpint (came (hall), ==, 0);
}

static void
test_sign_out (Hall *hall, gconstpointer data)
{
  g_autoptr (CtlResult) nothing = ctl_run (hall->folder, "sign-out", "R1", hall->person, NULL);
  g_autofree char *in = ctl_ok (hall->folder, "sign-in", "R1", hall->person, NULL);
  g_autoptr (JsonNode) out = ctl_json (hall->folder, "sign-out", "R1", hall->person, "--at", "2026-11-28 18:30", NULL);
  g_autoptr (JsonNode) again = ctl_json (hall->folder, "sign-out", "R1", hall->person, NULL);
  g_autoptr (JsonNode) undone = ctl_json (hall->folder, "sign-out", "R1", hall->person, "--undo", NULL);

  ctl_assert_refused (nothing, 2, "not signed in");
  g_assert_cmpstr (json_object_get_string_member (object_of (out), "signed_out_at"), ==, "2026-11-28T18:30");
  g_assert_true (json_object_get_boolean_member (object_of (again), "already"));
  g_assert_true (json_object_get_null_member (object_of (undone), "signed_out_at"));
}

static void
test_walk_in (Hall *hall, gconstpointer data)
{
  g_autoptr (JsonNode) first = ctl_json (hall->folder, "sign-in", "R1", "--walk-in", "name=Yousef Haddad", "organisation=beispielverein",
                                         "email=yh@example.org", "language=ar", "notice=yes", "photos=yes", "newsletter=no", NULL);
  g_autoptr (CtlResult) second = ctl_run (hall->folder, "sign-in", "R1", "--walk-in", "name=Jusuf Haddad", "organisation=Ohne Namen e. V.", NULL);
  g_autoptr (JsonNode) attendance = ctl_json (hall->folder, "attendance", "R1", NULL);

  g_assert_true (json_object_get_boolean_member (object_of (first), "walk_in"));
  g_assert_cmpstr (json_object_get_string_member (object_of (first), "organisation"), ==, hall->club);
  g_assert_cmpuint (ctl_count (hall->folder, "consent"), ==, 1);
  /* Saved with a warning: somebody stands at the door. */
  g_assert_cmpint (second->exit, ==, 0);
  g_assert_nonnull (strstr (second->err, "Yousef Haddad"));
  g_assert_nonnull (strstr (second->out, "more people than places"));
  g_assert_cmpint (came (hall), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object_of (attendance), "organisations")), ==, 2);
}

static void
test_slots (Hall *hall, gconstpointer data)
{
  g_autofree char *set = ctl_ok (hall->folder, "set", hall->event, "slots/1={\"start\":\"2026-11-28T14:00\",\"title\":\"Samstag\"}",
                                 "slots/2={\"start\":\"2026-11-29T10:00\",\"title\":\"Sonntag\"}", NULL);
  g_autoptr (JsonNode) sunday = ctl_json (hall->folder, "sign-in", "R1", hall->person, "--slot", "sonntag", NULL);
  g_autoptr (JsonNode) first = ctl_json (hall->folder, "attendance", "R1", "--slot", "1", NULL);
  g_autoptr (JsonNode) second = ctl_json (hall->folder, "attendance", "R1", "--slot", "2", NULL);
  g_autoptr (CtlResult) wrong = ctl_run (hall->folder, "attendance", "R1", "--slot", "Montag", NULL);

  g_assert_cmpstr (json_object_get_string_member (object_of (sunday), "slot"), ==, "2");
  g_assert_false (json_object_get_boolean_member (nth (first, "people", 0), "came"));
  g_assert_true (json_object_get_boolean_member (nth (second, "people", 0), "came"));
  ctl_assert_refused (wrong, 2, "Montag");
}

static void
test_wrong_input (Hall *hall, gconstpointer data)
{
  static const struct
  {
    const char *words[7];
    const char *part;
  } rows[] = {
    { { "sign-in", "R1", NULL }, "one person" },
    { { "sign-in", "R1", "Mira", "Testperson", NULL }, "one person" },
    { { "sign-in", "R1", "Niemand", NULL }, "Niemand" },
    { { "sign-in", "R2", "Mira Testperson", NULL }, "R2" },
    { { "sign-in", "R1", "Mira Testperson", "--at", "gestern", NULL }, "--at" },
    { { "sign-in", "R1", "Mira Testperson", "--slot", "3", NULL }, "3" },
    { { "sign-in", "R1", "--walk-in", NULL }, "name" },
    { { "sign-in", "R1", "--walk-in", "name=A B", "shoe_size=42", NULL }, "shoe_size" },
    { { "sign-in", "R1", "--walk-in", "name=A B", "photos=perhaps", NULL }, "photos" },
    { { "sign-in", "R1", "--walk-in", "A B", NULL }, "A B" },
    { { "sign-in", "R1", "--walk-in", "--undo", "name=A B", NULL }, "--undo" },
    { { "attendance", "R2", NULL }, "R2" },
    { { "sign-out", "R1", "Mira Testperson", NULL }, "not signed in" },
    { { "desk-unlock", NULL }, "no sign-in desk is open" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CtlResult) result = ctl_run_v (hall->folder, NULL, rows[i].words);

      g_test_message ("%s", rows[i].part);
      ctl_assert_refused (result, 2, rows[i].part);
    }
  g_assert_cmpuint (ctl_count (hall->folder, "attendance"), ==, 0);
  g_assert_cmpuint (ctl_count (hall->folder, "person"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/ctl/" name, Hall, NULL, set_up, test, tear_down)
  ADD ("sign-in", test_sign_in);
  ADD ("code", test_code);
  ADD ("undo", test_undo);
  ADD ("sign-out", test_sign_out);
  ADD ("walk-in", test_walk_in);
  ADD ("slots", test_slots);
  ADD ("sign-in-wrong-input", test_wrong_input);
#undef ADD
  return g_test_run ();
}
