/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registering, the waiting list, lists of people, mail and needs on the command line. */
#include "ctl-run.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *event;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = ctl_folder_new ();
  fixture->event = ctl_ok (fixture->folder, "add", "event", "title_de=Treffen", "reference=R1", "capacity=2", "date=2020-02-01",
                           "waiting_list=organisations_first", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ctl_folder_free (fixture->folder);
  g_free (fixture->event);
}

static const char *
text_of (JsonNode *node, const char *member)
{
  return json_object_get_string_member (json_node_get_object (node), member);
}

static gint64
number_of (JsonNode *node, const char *member)
{
  return json_object_get_int_member (json_node_get_object (node), member);
}

/* Registers somebody new of that organisation; what becomes of it. */
static void
register_new (Fixture *fixture, const char *name, const char *organisation, const char *state, const char *wait)
{
  g_autofree char *word = g_strconcat ("display_name=", name, NULL);
  g_autofree char *person = ctl_ok (fixture->folder, "add", "person", word, NULL);
  g_autoptr (JsonNode) result = ctl_json (fixture->folder, "register", "R1", name, "--organisation", organisation, NULL);

  g_assert_cmpstr (text_of (result, "state"), ==, state);
  g_assert_cmpstr (text_of (result, "wait"), ==, wait);
  g_assert_cmpstr (text_of (result, "person"), ==, person);
}

static void
test_register (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) forced = NULL;
  g_autoptr (JsonNode) cancelled = NULL;
  g_autoptr (JsonNode) list = NULL;
  g_autoptr (JsonNode) moved = NULL;
  g_autoptr (JsonNode) named = NULL;
  JsonArray *waiting;

  register_new (fixture, "Ada", "Nord", "registered", "none");
  register_new (fixture, "Bea", "Nord", "registered", "none");
  register_new (fixture, "Cem", "Nord", "waiting", "organisation");
  register_new (fixture, "Dia", "Süd", "waiting", "full");
  register_new (fixture, "Eli", "Süd", "waiting", "full");
  list = ctl_json (fixture->folder, "waiting-list", "Treffen", NULL);
  waiting = json_object_get_array_member (json_node_get_object (list), "waiting");
  g_assert_cmpuint (json_array_get_length (waiting), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (waiting, 0), "name"), ==, "Dia");
  g_assert_true (json_object_get_boolean_member (json_array_get_object_element (waiting, 0), "next"));
  cancelled = ctl_json (fixture->folder, "register", "R1", "Ada", "--state", "cancelled", NULL);
  g_assert_cmpstr (text_of (cancelled, "state"), ==, "cancelled");
  moved = ctl_json (fixture->folder, "waiting-list", "R1", "--move-up", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (moved)), ==, 1);
  named = ctl_json (fixture->folder, "waiting-list", "R1", "--move-up", "Eli", NULL);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (json_node_get_array (named), 0), "overruled"), ==, "full");
  forced = ctl_json (fixture->folder, "register", "R1", "Cem", "--force", "--role", "speaker", NULL);
  g_assert_cmpstr (text_of (forced, "state"), ==, "registered");
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ada = ctl_ok (fixture->folder, "add", "person", "display_name=Ada", NULL);
  g_autofree char *registered = ctl_ok (fixture->folder, "register", "R1", "Ada", NULL);
  g_autofree char *list = ctl_ok (fixture->folder, "waiting-list", "R1", NULL);
  g_autofree char *nobody = ctl_ok (fixture->folder, "waiting-list", "R1", "--move-up", NULL);

  g_assert_cmpstr (registered, ==, "Ada is registered.");
  g_assert_nonnull (strstr (list, "0 waiting, 1 of 2 places taken."));
  g_assert_nonnull (strstr (nobody, "Nobody moves up"));
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ada = ctl_ok (fixture->folder, "add", "person", "display_name=Ada", NULL);
  const struct
  {
    const char *words[6];
    int exit;
    const char *part;
  } cases[] = {
    { { "register", "R1", "Nobody" }, 2, "Nobody" },
    { { "register", "R2", "Ada" }, 2, "R2" },
    { { "register", "R1", "Ada", "--role", "dancer" }, 2, "--role" },
    { { "register", "R1", "Ada", "--need", "horse" }, 2, "--need" },
    { { "waiting-list", "R1", "Ada" }, 2, "--move-up" },
    { { "waiting-list", "R1", "--move-up", "Ada" }, 2, "not on the waiting list" },
    { { "mail", "R1", "postcard", "folder" }, 2, "postcard" },
    { { "mail", "R1", "invitation" }, 2, "folder" },
    { { "import-list", "R1", "/nowhere/list.csv" }, 2, "list.csv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CtlResult) result = ctl_run_v (fixture->folder, NULL, cases[i].words);

      g_test_message ("%s", cases[i].words[0]);
      ctl_assert_refused (result, cases[i].exit, cases[i].part);
    }
  g_assert_cmpuint (ctl_count (fixture->folder, "registration"), ==, 0);
}

static void
test_import_list (Fixture *fixture, gconstpointer data)
{
  g_autofree char *table = ctl_file (fixture->folder, "list.csv", "Wer;Verein;Essen\nAda Muster;Nord;vegan\nBea Muster;Nord;\nCem Muster;Nord;\n", -1);
  g_autofree char *cards = ctl_file (fixture->folder, "list.vcf", "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Dia Muster\r\nEND:VCARD\r\n", -1);
  g_autofree char *broken = ctl_file (fixture->folder, "broken.csv", "name;email\nEli;e@example.org\nFay;nothing\n", -1);
  g_autoptr (JsonNode) dry = ctl_json (fixture->folder, "import-list", "R1", table, "--map", "Wer=name", "--dry-run", NULL);
  g_autoptr (JsonNode) real = NULL;
  g_autoptr (JsonNode) more = NULL;
  g_autoptr (CtlResult) refused = NULL;
  g_autofree char *needs = NULL;

  g_assert_cmpint (number_of (dry, "waiting"), ==, 1);
  g_assert_cmpuint (ctl_count (fixture->folder, "person"), ==, 0);
  real = ctl_json (fixture->folder, "import-list", "R1", table, "--map", "Wer=name", NULL);
  g_assert_cmpint (number_of (real, "registered"), ==, 2);
  g_assert_cmpint (number_of (real, "new"), ==, 3);
  more = ctl_json (fixture->folder, "import-list", "R1", cards, "--state", "invited", NULL);
  g_assert_cmpint (number_of (more, "invited"), ==, 1);
  refused = ctl_run (fixture->folder, "import-list", "R1", broken, NULL);
  g_assert_cmpint (refused->exit, ==, 2);
  g_assert_nonnull (strstr (refused->out, "row 3"));
  g_assert_nonnull (strstr (refused->err, "nothing was imported"));
  g_assert_cmpuint (ctl_count (fixture->folder, "person"), ==, 4);
  needs = ctl_ok (fixture->folder, "needs", "R1", NULL);
  g_assert_nonnull (strstr (needs, "vegan"));
  g_assert_null (strstr (needs, "Ada"));
  g_free (needs);
  needs = ctl_ok (fixture->folder, "needs", "R1", "--names", NULL);
  g_assert_nonnull (strstr (needs, "Ada"));
  g_free (needs);
  needs = ctl_ok (fixture->folder, "needs", "R1", "--erase", NULL);
  g_free (needs);
  needs = ctl_ok (fixture->folder, "needs", "R1", NULL);
  g_assert_cmpstr (needs, ==, "");
}

static void
test_mail (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "mail", NULL);
  g_autofree char *draft = g_build_filename (folder, "reminder-001.eml", NULL);
  g_autofree char *table = ctl_file (fixture->folder, "list.csv", "name;email\nAda Muster;ada@example.org\nBea Muster;\n", -1);
  g_autoptr (JsonNode) imported = ctl_json (fixture->folder, "import-list", "R1", table, NULL);
  g_autoptr (JsonNode) reminders = ctl_json (fixture->folder, "mail", "R1", "reminder", folder, NULL);
  g_autoptr (JsonNode) none = ctl_json (fixture->folder, "mail", "R1", "invitation", folder, NULL);
  g_autoptr (JsonNode) addresses = ctl_json (fixture->folder, "mail", "R1", "addresses", NULL);
  g_autofree char *content = NULL;
  GStatBuf status;

  g_assert_cmpint (number_of (reminders, "written"), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (reminders), "without_address")), ==, 1);
  g_assert_cmpint (number_of (none, "written"), ==, 0);
  g_assert_cmpstr (text_of (addresses, "addresses"), ==, "\"Ada Muster\" <ada@example.org>");
  g_assert_true (g_file_get_contents (draft, &content, NULL, NULL));
  g_assert_nonnull (strstr (content, "X-Unsent: 1\r\n"));
  g_assert_cmpint (g_stat (draft, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
}

/* Fails if a spreadsheet would run what a cell begins with, in quotation marks or not. */
static void
assert_safe (const char *path)
{
  g_autofree char *table = NULL;
  gboolean quoted = FALSE;

  g_assert_true (g_file_get_contents (path, &table, NULL, NULL));
  for (const char *p = table; *p != '\0'; p++)
    {
      const gboolean ends = !quoted && (*p == ';' || *p == '\n');
      const char *first = p[1] == '"' ? p + 2 : p + 1;

      if (ends && *first != '\0')
        g_assert_null (strchr ("=+-@\t", *first));
      quoted ^= *p == '"';
    }
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names of all people, in order, one a line. */
static char *
names_in (const char *folder)
{
  g_autoptr (JsonNode) list = ctl_json (folder, "list", "person", NULL);
  JsonArray *people = json_node_get_array (list);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (people); i++)
    g_ptr_array_add (names, (gpointer) json_object_get_string_member (json_array_get_object_element (people, i), "display_name"));
  g_ptr_array_sort (names, compare_texts);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("\n", (char **) names->pdata);
}

/* The people of an event leave in a table that is safe to open, and come back as they were: also as a list of another event. */
static void
test_safe_in_spreadsheets (Fixture *fixture, gconstpointer data)
{
  static const char *const hostile[] = { "=cmd|' /C calc'!A0", "+49-170-1", "-2+3", "@SUM(A1:A9)", "Mira \"Mi\" Beispiel",
                                         "'=x", "''", "\"=1+1\"", "Nord; =1+1" };
  g_autofree char *guests = g_build_filename (fixture->folder, "guests.csv", NULL);
  g_autofree char *people = g_build_filename (fixture->folder, "people.csv", NULL);
  char *other = ctl_folder_new ();
  g_autofree char *event = ctl_ok (other, "add", "event", "title_de=Treffen", "reference=R1", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *name = g_strconcat ("display_name=", hostile[i], NULL);
      g_autofree char *reference = g_strdup_printf ("reference=P%u", i);
      g_autofree char *person = ctl_ok (fixture->folder, "add", "person", name, reference, NULL);

      g_autofree char *event_word = g_strconcat ("event=", fixture->event, NULL);
      g_autofree char *person_word = g_strconcat ("person=", person, NULL);
      g_autofree char *organisation = g_strconcat ("organisation_name=", hostile[i], NULL);
      /* Only notes hold tabs and line breaks. */
      g_autofree char *note = g_strdup_printf ("note=%s%s\n%s", i % 2 == 0 ? "\t" : "", hostile[i], hostile[i]);

      g_free (ctl_ok (fixture->folder, "add", "registration", event_word, person_word, organisation, note, "state=registered", NULL));
    }
  g_free (ctl_ok (fixture->folder, "export", "registration", guests, NULL));
  g_free (ctl_ok (fixture->folder, "export", "person", people, NULL));
  assert_safe (guests);
  assert_safe (people);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (JsonNode) report = ctl_json (fixture->folder, "import", i == 0 ? "registration" : "person", i == 0 ? guests : people, NULL);

      g_assert_cmpint (number_of (report, "unchanged"), ==, G_N_ELEMENTS (hostile));
    }
  g_free (ctl_ok (other, "import-list", "R1", people, NULL));
  before = names_in (fixture->folder);
  after = names_in (other);
  g_assert_cmpstr (after, ==, before);
  g_assert_nonnull (strstr (after, hostile[0]));
  ctl_folder_free (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/guests/register", Fixture, NULL, set_up, test_register, tear_down);
  g_test_add ("/guests/words", Fixture, NULL, set_up, test_words, tear_down);
  g_test_add ("/guests/wrong", Fixture, NULL, set_up, test_wrong, tear_down);
  g_test_add ("/guests/import-list", Fixture, NULL, set_up, test_import_list, tear_down);
  g_test_add ("/guests/mail", Fixture, NULL, set_up, test_mail, tear_down);
  g_test_add ("/guests/safe-in-spreadsheets", Fixture, NULL, set_up, test_safe_in_spreadsheets, tear_down);
  return g_test_run ();
}
