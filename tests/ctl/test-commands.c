/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command of lotsectl does what it says, with text and with JSON. */
#include "config.h"

#include "ctl-run.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = ctl_folder_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ctl_folder_free (fixture->folder);
}

static JsonObject *
nth (JsonNode *list, guint n)
{
  return json_array_get_object_element (json_node_get_array (list), n);
}

static guint
length (JsonNode *list)
{
  return json_array_get_length (json_node_get_array (list));
}

/* --- Without a profile -------------------------------------------------------------------------------------- */

static void
test_version_and_help (Fixture *fixture, gconstpointer data)
{
  static const char *const commands[] = {
    "kinds", "add", "set", "get", "file", "delete", "restore", "undo", "list", "find", "history", "conflicts", "resolve", "refusals",
    "connect", "sync", "status", "import", "export", "demo", "check", "backup", "recover", "key", "sign-in", "sign-out", "attendance",
  };
  g_autofree char *version = ctl_ok (fixture->folder, "--version", NULL);
  g_autofree char *help = ctl_ok (fixture->folder, "--help", NULL);
  g_autofree char *profile = g_build_filename (fixture->folder, "profile", NULL);

  g_assert_true (g_str_has_prefix (version, "lotsectl "));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *one = ctl_ok (fixture->folder, "help", commands[i], NULL);
      g_autofree char *other = ctl_ok (fixture->folder, commands[i], "--help", NULL);

      g_assert_nonnull (strstr (help, commands[i]));
      g_assert_nonnull (strstr (one, commands[i]));
      g_assert_cmpstr (one, ==, other);
    }
  g_assert_false (g_file_test (profile, G_FILE_TEST_EXISTS));
}

/* A command without words of its own shows none, also where texts are translated. */
static void
test_help_in_german (Fixture *fixture, gconstpointer data)
{
  const char *const words[] = { "help", "keep", NULL };
  g_autoptr (GSubprocessLauncher) launcher = ctl_launcher (fixture->folder, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_auto (GStrv) line = ctl_words (fixture->folder, words);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_subprocess_launcher_setenv (launcher, "LANGUAGE", "de", TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "de_DE.UTF-8", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) line, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error));
  g_assert_true (g_str_has_prefix (text, "Aufruf:\n  lotsectl [OPTIONEN] keep\n"));
}

static void
test_kinds_lists_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) kinds = ctl_json (fixture->folder, "kinds", NULL);
  g_autoptr (JsonNode) person = ctl_json (fixture->folder, "kinds", "person", NULL);
  g_autofree char *text = ctl_ok (fixture->folder, "kinds", "mentoring_pair", NULL);
  JsonArray *fields = json_object_get_array_member (nth (person, 0), "fields");

  g_assert_cmpuint (length (kinds), >, 40);
  g_assert_cmpuint (length (person), ==, 1);
  g_assert_cmpuint (json_array_get_length (fields), >, 10);
  g_assert_nonnull (strstr (text, "mentee"));
}

/* --- One record --------------------------------------------------------------------------------------------- */

static void
test_add_get_set (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->folder, "add", "person", "display_name=Aylin Öztürk", "languages=tr:native; de:C1",
                                "birth_year=1980", NULL);
  g_autofree char *same = ctl_ok (fixture->folder, "set", id, "languages/de=C2", "languages/tr=", "birth_year=", "tags=Chor; Eltern", NULL);
  g_autoptr (JsonNode) record = ctl_json (fixture->folder, "get", id, NULL);
  g_autofree char *text = ctl_ok (fixture->folder, "get", id, NULL);
  JsonObject *object = json_node_get_object (record);
  JsonObject *languages = json_object_get_object_member (object, "languages");

  g_assert_cmpuint (strlen (id), ==, 32);
  g_assert_cmpstr (id, ==, same);
  g_assert_cmpstr (json_object_get_string_member (object, "kind"), ==, "person");
  g_assert_cmpstr (json_object_get_string_member (object, "display_name"), ==, "Aylin Öztürk");
  g_assert_cmpstr (json_object_get_string_member (languages, "de"), ==, "C2");
  g_assert_false (json_object_has_member (languages, "tr"));
  g_assert_false (json_object_has_member (object, "birth_year"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "tags")), ==, 2);
  g_assert_nonnull (strstr (text, "Aylin Öztürk"));
}

static void
test_values_as_people_write_them (Fixture *fixture, gconstpointer data)
{
  g_autofree char *mentor = ctl_ok (fixture->folder, "add", "person", "display_name=Mona Ernst", "reference=L-1", NULL);
  g_autofree char *session = ctl_ok (fixture->folder, "add", "session", "date=22.11.2026", "mentor=L-1", "costs=12,50", "minutes=90",
                                     "next_meeting=2026-11-29 18:30", "way=in_person", NULL);
  g_autofree char *date = ctl_get (fixture->folder, session, "date");
  g_autofree char *costs = ctl_get (fixture->folder, session, "costs");
  g_autofree char *link = ctl_get (fixture->folder, session, "mentor");
  g_autofree char *next = ctl_get (fixture->folder, session, "next_meeting");
  g_autofree char *other = ctl_ok (fixture->folder, "add", "session", "date=2026-11-22", "mentor=ernst mona", NULL);
  g_autofree char *by_title = ctl_get (fixture->folder, other, "mentor");

  g_assert_cmpstr (date, ==, "2026-11-22");
  g_assert_cmpstr (costs, ==, "12.50");
  g_assert_cmpstr (link, ==, mentor);
  g_assert_cmpstr (next, ==, "2026-11-29T18:30");
  g_assert_cmpstr (by_title, ==, mentor);
}

static void
test_delete_restore_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->folder, "add", "organisation", "name=Kranich e. V.", NULL);
  g_autofree char *changed = ctl_ok (fixture->folder, "set", id, "name=Storch e. V.", NULL);
  g_autofree char *undone = ctl_ok (fixture->folder, "undo", id, NULL);
  g_autofree char *name = ctl_get (fixture->folder, id, "name");
  g_autofree char *deleted = ctl_ok (fixture->folder, "delete", id, NULL);
  g_autoptr (JsonNode) bin = ctl_json (fixture->folder, "list", "organisation", "--bin", NULL);
  guint without = ctl_count (fixture->folder, "organisation");
  g_autofree char *restored = ctl_ok (fixture->folder, "restore", id, NULL);

  g_assert_cmpstr (name, ==, "Kranich e. V.");
  g_assert_cmpuint (without, ==, 0);
  g_assert_cmpuint (length (bin), ==, 1);
  g_assert_cmpuint (ctl_count (fixture->folder, "organisation"), ==, 1);
}

/* The tasks of its checklist move with an event, and come back with it. */
static void
test_event_takes_its_tasks_along (Fixture *fixture, gconstpointer data)
{
  g_autofree char *format = ctl_ok (fixture->folder, "add", "event_format", "name_de=Treffen", "checklist/a={\"text\":\"Raum\",\"days\":-7}", NULL);
  g_autofree char *link = g_strconcat ("format=", format, NULL);
  g_autofree char *event = ctl_ok (fixture->folder, "add", "event", "title_de=Treffen", "date=2027-03-20", link, NULL);
  g_autoptr (JsonNode) tasks = ctl_json (fixture->folder, "list", "task", NULL);
  g_autofree char *task = NULL, *same = NULL, *moved = NULL, *undone = NULL, *back = NULL;

  g_assert_cmpuint (length (tasks), ==, 1);
  task = g_strdup (json_object_get_string_member (json_array_get_object_element (json_node_get_array (tasks), 0), "id"));
  same = ctl_ok (fixture->folder, "set", event, "date=2027-03-27", NULL);
  moved = ctl_get (fixture->folder, task, "due");
  g_assert_cmpstr (moved, ==, "2027-03-20");
  undone = ctl_ok (fixture->folder, "undo", event, NULL);
  back = ctl_get (fixture->folder, task, "due");
  g_assert_cmpstr (back, ==, "2027-03-13");
}

/* What one command did to many records is one step. */
static void
test_undo_takes_back_a_whole_command (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = ctl_ok (fixture->folder, "add", "task", "text=Raum buchen", NULL);
  g_autofree char *b = ctl_ok (fixture->folder, "add", "task", "text=Kuchen backen", NULL);
  g_autofree char *table = ctl_file (fixture->folder, "tasks.csv", "text\nStühle stellen\nTische decken\n", -1);
  g_autofree char *imported = ctl_ok (fixture->folder, "import", "task", table, NULL);
  g_autofree char *first = NULL, *deleted = NULL, *second = NULL;

  g_assert_cmpuint (ctl_count (fixture->folder, "task"), ==, 4);
  first = ctl_ok (fixture->folder, "undo", NULL);
  g_assert_cmpuint (ctl_count (fixture->folder, "task"), ==, 2);
  deleted = ctl_ok (fixture->folder, "delete", a, b, NULL);
  g_assert_cmpuint (ctl_count (fixture->folder, "task"), ==, 0);
  second = ctl_ok (fixture->folder, "undo", NULL);
  g_assert_cmpuint (ctl_count (fixture->folder, "task"), ==, 2);
}

static void
test_history_tells_each_change (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->folder, "add", "task", "text=Raum buchen", NULL);
  g_autofree char *changed = ctl_ok (fixture->folder, "set", id, "text=Saal buchen", NULL);
  g_autoptr (JsonNode) history = ctl_json (fixture->folder, "history", id, NULL);
  g_autofree char *text = ctl_ok (fixture->folder, "history", id, NULL);
  JsonObject *newest = nth (history, 0);

  g_assert_cmpuint (length (history), >=, 2);
  g_assert_cmpstr (json_object_get_string_member (newest, "register"), ==, "text");
  g_assert_cmpstr (json_object_get_string_member (newest, "before"), ==, "Raum buchen");
  g_assert_cmpstr (json_object_get_string_member (newest, "after"), ==, "Saal buchen");
  g_assert_nonnull (strstr (text, "Raum buchen → Saal buchen"));
}

/* --- Lists -------------------------------------------------------------------------------------------------- */

static void
test_list_filters_sorts_limits (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *words[8];
    const char *names; /* of the rows, in order, separated by blanks */
  } cases[] = {
    { { "--sort", "name" }, "Ahorn Birke Esche" },
    { { "--sort", "-name" }, "Esche Birke Ahorn" },
    { { "--sort", "name", "--limit", "2" }, "Ahorn Birke" },
    { { "--sort", "name", "--limit", "2", "--offset", "1" }, "Birke Esche" },
    { { "--where", "city=Kassel", "--sort", "name" }, "Ahorn Esche" },
    { { "--where", "city!=Kassel" }, "Birke" },
    { { "--where", "city=Kassel", "--where", "founded>=2000" }, "Esche" },
    { { "--where", "founded<2000" }, "Ahorn" },
    { { "--where", "founded=" }, "Birke" },
    { { "--where", "founded!=", "--sort", "founded" }, "Ahorn Esche" },
    { { "--where", "focus_areas~Sport" }, "Birke" },
  };
  g_autofree char *a = ctl_ok (fixture->folder, "add", "organisation", "name=Ahorn", "city=Kassel", "founded=1999", NULL);
  g_autofree char *b = ctl_ok (fixture->folder, "add", "organisation", "name=Birke", "city=Hanau", "focus_areas=Sport; Musik", NULL);
  g_autofree char *c = ctl_ok (fixture->folder, "add", "organisation", "name=Esche", "city=Kassel", "founded=2010", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *w = cases[i].words;
      g_autoptr (JsonNode) list = ctl_json (fixture->folder, "list", "organisation", w[0], w[1], w[2], w[3], w[4], w[5], NULL);
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint n = 0; n < length (list); n++)
        g_string_append_printf (names, "%s%s", n > 0 ? " " : "", json_object_get_string_member (nth (list, n), "name"));
      g_assert_cmpstr (names->str, ==, cases[i].names);
    }
}

static void
test_find_whatever_the_spelling (Fixture *fixture, gconstpointer data)
{
  static const char *const typed[] = { "Müller", "mueller", "muller", "Jürgen mü", "JUERGEN" };
  g_autofree char *id = ctl_ok (fixture->folder, "add", "person", "display_name=Jürgen Müller", NULL);
  g_autofree char *task = ctl_ok (fixture->folder, "add", "task", "text=Müller anrufen", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (JsonNode) hits = ctl_json (fixture->folder, "find", "--kind", "person", typed[i], NULL);

      g_assert_cmpuint (length (hits), ==, 1);
      g_assert_cmpstr (json_object_get_string_member (nth (hits, 0), "id"), ==, id);
    }
}

/* --- Keeping ------------------------------------------------------------------------------------------------ */

static void
test_status_of_a_profile_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->folder, "add", "task", "text=Raum buchen", NULL);
  g_autoptr (JsonNode) status = ctl_json (fixture->folder, "status", NULL);
  g_autofree char *text = ctl_ok (fixture->folder, "status", NULL);
  g_autoptr (JsonNode) conflicts = ctl_json (fixture->folder, "conflicts", NULL);
  g_autoptr (JsonNode) refusals = ctl_json (fixture->folder, "refusals", NULL);

  g_assert_false (json_object_get_boolean_member (json_node_get_object (status), "connected"));
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (status), "waiting"), ==, 1);
  g_assert_cmpuint (length (conflicts), ==, 0);
  g_assert_cmpuint (length (refusals), ==, 0);
  g_assert_cmpuint (strlen (text), >, 10);
}

static void
test_check_and_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->folder, "add", "task", "text=Raum buchen", NULL);
  g_autoptr (JsonNode) check = ctl_json (fixture->folder, "check", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "copy.lotse", NULL);
  g_autofree char *backup = ctl_ok (fixture->folder, "backup", path, NULL);
  GStatBuf info;

  g_assert_true (json_object_get_boolean_member (json_node_get_object (check), "clean"));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (info.st_size, >, 4096);
}

/* Also a command that has nothing to say to people answers a program. */
static void
test_every_answer_as_json (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->folder, "add", "task", "text=Raum buchen", NULL);
  g_autoptr (JsonNode) deleted = ctl_json (fixture->folder, "delete", id, NULL);
  g_autoptr (JsonNode) restored = ctl_json (fixture->folder, "restore", id, NULL);
  g_autoptr (JsonNode) version = ctl_json (fixture->folder, "--version", NULL);
  g_autoptr (JsonNode) help = ctl_json (fixture->folder, "--help", NULL);
  g_autoptr (JsonNode) same = ctl_json (fixture->folder, "help", NULL);
  g_autoptr (JsonNode) one = ctl_json (fixture->folder, "help", "sync", NULL);
  JsonArray *ids = json_object_get_array_member (json_node_get_object (deleted), "deleted");
  JsonArray *commands = json_object_get_array_member (json_node_get_object (one), "commands");

  g_assert_cmpuint (json_array_get_length (ids), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (ids, 0), ==, id);
  ids = json_object_get_array_member (json_node_get_object (restored), "restored");
  g_assert_cmpstr (json_array_get_string_element (ids, 0), ==, id);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (version), "version"), ==, PACKAGE_VERSION);
  g_assert_true (json_node_equal (help, same));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (help), "commands")), >, 20);
  g_assert_cmpuint (json_array_get_length (commands), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (commands, 0), "name"), ==, "sync");
}

static void
test_passphrase_opens_the_profile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->folder, "add", "task", "text=Raum buchen", NULL);
  g_autofree char *file = ctl_file (fixture->folder, "passphrase", "fünf blaue Schirme\n", -1);
  g_autofree char *wrong_file = ctl_file (fixture->folder, "wrong", "sechs blaue Schirme\n", -1);
  g_autofree char *recovery = ctl_ok (fixture->folder, "key", "recovery", NULL);
  g_autofree char *recovery_file = ctl_file (fixture->folder, "recovery", recovery, -1);
  g_autofree char *set = ctl_ok (fixture->folder, "key", "passphrase", "--new-passphrase-file", file, NULL);
  g_autofree char *open = ctl_ok (fixture->folder, "--passphrase-file", file, "get", id, NULL);
  g_autofree char *by_recovery = ctl_ok (fixture->folder, "--key-file", recovery_file, "get", id, NULL);
  g_autoptr (CtlResult) wrong = ctl_run (fixture->folder, "--passphrase-file", wrong_file, "get", id, NULL);
  g_autoptr (CtlResult) without = ctl_run (fixture->folder, "get", id, NULL);
  char *other = ctl_folder_new ();
  g_autofree char *other_id = ctl_ok (other, "add", "task", "text=x", NULL);
  g_autofree char *other_key = ctl_ok (other, "key", "recovery", NULL);
  g_autofree char *other_file = ctl_file (fixture->folder, "other", other_key, -1);
  g_autoptr (CtlResult) by_other = ctl_run (fixture->folder, "--key-file", other_file, "get", id, NULL);
  g_autoptr (CtlResult) by_mistyped = ctl_run (fixture->folder, "--key-file", wrong_file, "get", id, NULL);

  g_assert_nonnull (strstr (open, "Raum buchen"));
  ctl_folder_free (other);
  g_assert_nonnull (strstr (by_recovery, "Raum buchen"));
  ctl_assert_refused (wrong, 2, "passphrase");
  ctl_assert_refused (without, 2, "passphrase");
  ctl_assert_refused (by_other, 2, "recovery key");
  ctl_assert_refused (by_mistyped, 2, "recovery key");
}

/* Back from a passphrase to a file that opens by itself; there is no keyring in tests. */
static void
test_key_moves_to_a_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->folder, "add", "task", "text=Raum buchen", NULL);
  g_autofree char *file = ctl_file (fixture->folder, "passphrase", "fünf blaue Schirme\n", -1);
  g_autofree char *set = ctl_ok (fixture->folder, "key", "passphrase", "--new-passphrase-file", file, NULL);
  g_autoptr (CtlResult) keyring = ctl_run (fixture->folder, "--passphrase-file", file, "key", "keyring", NULL);
  g_autoptr (JsonNode) moved = ctl_json (fixture->folder, "--passphrase-file", file, "key", "file", NULL);
  g_autofree char *open = ctl_ok (fixture->folder, "get", id, NULL);
  g_autofree char *locked = g_build_filename (fixture->folder, "profile", "key.locked", NULL);

  ctl_assert_refused (keyring, 1, "keyring");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (moved), "key"), ==, "file");
  g_assert_nonnull (strstr (open, "Raum buchen"));
  g_assert_false (g_file_test (locked, G_FILE_TEST_EXISTS));
}

/* Locking needs no key, and is no state: the next process opens as it always does. */
static void
test_lock (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = ctl_file (fixture->folder, "passphrase", "fünf blaue Schirme\n", -1);
  g_autofree char *id = ctl_ok (fixture->folder, "add", "task", "text=Raum buchen", NULL);
  g_autofree char *set = ctl_ok (fixture->folder, "key", "passphrase", "--new-passphrase-file", file, NULL);
  g_autofree char *locked = ctl_ok (fixture->folder, "lock", NULL);
  g_autoptr (JsonNode) again = ctl_json (fixture->folder, "lock", NULL);
  g_autoptr (CtlResult) without = ctl_run (fixture->folder, "get", id, NULL);
  g_autofree char *open = ctl_ok (fixture->folder, "--passphrase-file", file, "get", id, NULL);

  g_assert_true (json_object_get_boolean_member (json_node_get_object (again), "locked"));
  ctl_assert_refused (without, 2, "passphrase");
  g_assert_nonnull (strstr (open, "Raum buchen"));
}

static void
test_lock_without_a_profile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CtlResult) none = ctl_run (fixture->folder, "lock", NULL);

  ctl_assert_refused (none, 2, "no profile");
}

/* A copy opens in an empty folder with the recovery key. */
static void
test_backup_opens_with_the_recovery_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->folder, "add", "task", "text=Raum buchen", NULL);
  g_autofree char *key = ctl_ok (fixture->folder, "key", "recovery", NULL);
  g_autofree char *key_file = ctl_file (fixture->folder, "recovery", key, -1);
  g_autofree char *path = g_build_filename (fixture->folder, "copy.lotse", NULL);
  g_autofree char *backup = ctl_ok (fixture->folder, "backup", path, NULL);
  g_autofree char *profile = g_build_filename (fixture->folder, "profile", NULL);
  g_autofree char *old = g_build_filename (fixture->folder, "old", NULL);
  g_autofree char *database = g_build_filename (profile, "lotse.db", NULL);
  g_autofree char *found = NULL;

  g_assert_cmpint (g_rename (profile, old), ==, 0);
  g_assert_cmpint (g_mkdir (profile, 0700), ==, 0);
  g_assert_cmpint (g_rename (path, database), ==, 0);
  found = ctl_ok (fixture->folder, "--key-file", key_file, "get", id, NULL);
  g_assert_nonnull (strstr (found, "Raum buchen"));
}

static void
test_secret_from_standard_input (Fixture *fixture, gconstpointer data)
{
  const char *const set[] = { "key", "passphrase", "--new-passphrase-file", "-", NULL };
  const char *const get[] = { "--passphrase-file", "-", "list", "task", NULL };
  g_autofree char *id = ctl_ok (fixture->folder, "add", "task", "text=Raum buchen", NULL);
  g_autoptr (CtlResult) kept = ctl_run_v (fixture->folder, "fünf blaue Schirme\n", set);
  g_autoptr (CtlResult) opened = ctl_run_v (fixture->folder, "fünf blaue Schirme\n", get);

  g_assert_cmpint (kept->exit, ==, 0);
  g_assert_cmpint (opened->exit, ==, 0);
  g_assert_nonnull (strstr (opened->out, "Raum buchen"));
}

#if LOTSE_ENCRYPTED
#define ADD_ENCRYPTED(name, function) ADD (name, function)
#else
/* A build on plain SQLite has no key. */
#define ADD_ENCRYPTED(name, function) (void) function
#endif
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ctl/commands/version-and-help", test_version_and_help);
  ADD ("/ctl/commands/help-in-german", test_help_in_german);
  ADD ("/ctl/commands/kinds-lists-all", test_kinds_lists_all);
  ADD ("/ctl/commands/add-get-set", test_add_get_set);
  ADD ("/ctl/commands/values-as-people-write-them", test_values_as_people_write_them);
  ADD ("/ctl/commands/delete-restore-undo", test_delete_restore_undo);
  ADD ("/ctl/commands/event-takes-its-tasks-along", test_event_takes_its_tasks_along);
  ADD ("/ctl/commands/undo-takes-back-a-whole-command", test_undo_takes_back_a_whole_command);
  ADD ("/ctl/commands/history-tells-each-change", test_history_tells_each_change);
  ADD ("/ctl/commands/list-filters-sorts-limits", test_list_filters_sorts_limits);
  ADD ("/ctl/commands/find-whatever-the-spelling", test_find_whatever_the_spelling);
  ADD ("/ctl/commands/status-of-a-profile-alone", test_status_of_a_profile_alone);
  ADD ("/ctl/commands/every-answer-as-json", test_every_answer_as_json);
  ADD ("/ctl/commands/check-and-backup", test_check_and_backup);
  ADD_ENCRYPTED ("/ctl/commands/passphrase-opens-the-profile", test_passphrase_opens_the_profile);
  ADD_ENCRYPTED ("/ctl/commands/key-moves-to-a-file", test_key_moves_to_a_file);
  ADD_ENCRYPTED ("/ctl/commands/lock", test_lock);
  ADD ("/ctl/commands/lock-without-a-profile", test_lock_without_a_profile);
  ADD_ENCRYPTED ("/ctl/commands/backup-opens-with-the-recovery-key", test_backup_opens_with_the_recovery_key);
  ADD_ENCRYPTED ("/ctl/commands/secret-from-standard-input", test_secret_from_standard_input);
  return g_test_run ();
}
