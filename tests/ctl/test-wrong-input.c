/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wrong input: exit code 2, one line that says what and how to mend it, and nothing written. */
#include "ctl-run.h"

#include <string.h>

#define UNKNOWN_ID "0192f0c0000070008000000000000000"

typedef struct
{
  const char *words[8]; /* "ID" stands for the id of a task that is there */
  const char *part;     /* of the line */
} Case;

static const Case cases[] = {
  { { "fly" }, "fly" },
  { { "help", "fly" }, "fly" },
  { { "list" }, "lotsectl list" },
  { { "list", "task", "more" }, "lotsectl list" },
  { { "list", "unicorn" }, "unicorn" },
  { { "list", "task", "--limit", "many" }, "--limit" },
  { { "list", "task", "--limit", "-1" }, "--limit" },
  { { "list", "task", "--limit" }, "--limit" },
  { { "list", "task", "--wings" }, "--wings" },
  { { "list", "task", "--bin=yes" }, "--bin" },
  { { "list", "task", "--where", "text" }, "text" },
  { { "list", "task", "--where", "wings=2" }, "wings" },
  { { "list", "task", "--where", "due>=soon" }, "due" },
  { { "list", "task", "--where", "due<=" }, "due<=" },
  { { "list", "task", "--where", "due> " }, "due>" },
  { { "list", "task", "--where", "text~" }, "text~" },
  { { "list", "task", "--sort", "wings" }, "wings" },
  { { "list", "task", "--fields", "text,wings" }, "wings" },
  { { "find", "--kind", "unicorn", "x" }, "unicorn" },
  { { "get", "123" }, "123" },
  { { "get", UNKNOWN_ID }, "" },
  { { "add", "unicorn", "text=x" }, "unicorn" },
  { { "add", "task" }, "" },
  { { "add", "task", "text" }, "FIELD=VALUE" },
  { { "add", "task", "=x" }, "FIELD=VALUE" },
  { { "add", "task", "wings=2" }, "wings" },
  { { "add", "task", "text=x", "due=soon" }, "due" },
  { { "add", "task", "text=x", "due=2026-02-30" }, "due" },
  { { "add", "task", "text=x", "assignee=Nobody" }, "Nobody" },
  { { "add", "task", "text=x", "assignee=" UNKNOWN_ID }, UNKNOWN_ID },
  { { "add", "task", "text=x", "repeats=hourly" }, "repeats" },
  { { "add", "task", "text/a=x" }, "text" },
  { { "add", "person", "display_name=x", "languages=de" }, "languages" },
  { { "add", "person", "display_name=x", "languages/klingon=B2" }, "languages" },
  { { "add", "person", "display_name=x", "birth_year=old" }, "birth_year" },
  { { "add", "person", "display_name=x", "email=somewhere" }, "" },
  { { "add", "person", "display_name=x", "birth_year=85" }, "1000" },
  { { "add", "person", "display_name=x", "languages=de:Z9" }, "A1, A2" },
  { { "add", "person", "display_name=x", "languages/de=fluent" }, "A1, A2" },
  { { "add", "session", "date=2026-01-01", "minutes=99999999999" }, "10080" },
  { { "add", "session", "date=2026-01-01", "minutes=-5" }, "10080" },
  { { "add", "session", "date=2026-01-01", "costs=99999999999" }, "1,000,000,000.00" },
  { { "set", "ID" }, "lotsectl set" },
  { { "set", "ID", "text=" }, "" },
  { { "set", "ID", "due=soon" }, "due" },
  { { "set", UNKNOWN_ID, "text=x" }, "" },
  { { "delete", "ID", UNKNOWN_ID }, "" },
  { { "restore", "123" }, "123" },
  { { "history", "123" }, "123" },
  { { "resolve", "ID", "standing" }, "conflicts" },
  { { "resolve", "123", "standing" }, "123" },
  { { "refusals", "retry" }, "NUMBER" },
  { { "refusals", "eat", "1" }, "NUMBER" },
  { { "refusals", "discard", "1" }, "dealt with" },
  { { "refusals", "retry", "1" }, "dealt with" },
  { { "connect" }, "invitation-file" },
  { { "connect", "http://localhost:1" }, "invitation-file" },
  { { "connect", "http://localhost:1", "--account", "anna" }, "password-file" },
  { { "connect", "http://localhost:1", "--code-file", "/nowhere/code" }, "/nowhere/code" },
  { { "import", "task", "/nowhere/list.csv" }, "/nowhere/list.csv" },
  { { "import", "unicorn", "/dev/null" }, "unicorn" },
  { { "import", "task", "/dev/null" }, "" },
  { { "import", "conflict", "/dev/null" }, "conflict" },
  { { "export", "unicorn", "-" }, "unicorn" },
  { { "export", "task", "-", "--where", "wings=2" }, "wings" },
  { { "demo", "--seed", "one" }, "--seed" },
  { { "key", "pocket" }, "pocket" },
  { { "key", "passphrase" }, "new-passphrase-file" },
  { { "--key-file", "a", "--passphrase-file", "b", "list", "task" }, "--key-file" },
  { { "--passphrase-file", "/nowhere/secret", "list", "task" }, "/nowhere/secret" },
};

/* The same mistake with --json: an object that has the line and the exit code, whatever the mistake is in. */
static void
assert_json_error (const CtlResult *result, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (result->err, &error);

  g_assert_cmpint (result->exit, ==, 2);
  g_assert_cmpstr (result->out, ==, "");
  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "exit"), ==, 2);
  g_assert_nonnull (strstr (json_object_get_string_member (json_node_get_object (node), "error"), part));
}

static void
test_case (gconstpointer data)
{
  const Case *wrong = data;
  char *folder = ctl_folder_new ();
  g_autofree char *id = ctl_ok (folder, "add", "task", "text=Raum buchen", NULL);
  g_autoptr (JsonNode) before = ctl_json (folder, "status", NULL);
  g_autoptr (JsonNode) after = NULL;
  g_autoptr (CtlResult) result = NULL;
  g_autoptr (CtlResult) as_json = NULL;
  const char *words[10] = { "--json" };

  for (guint i = 0; wrong->words[i] != NULL; i++)
    words[i + 1] = g_str_equal (wrong->words[i], "ID") ? id : wrong->words[i];
  result = ctl_run_v (folder, NULL, words + 1);
  ctl_assert_refused (result, 2, wrong->part);
  g_assert_cmpstr (result->out, ==, "");
  as_json = ctl_run_v (folder, NULL, words);
  assert_json_error (as_json, wrong->part);
  after = ctl_json (folder, "status", NULL);
  g_assert_true (json_node_equal (before, after));
  g_assert_cmpuint (ctl_count (folder, "task"), ==, 1);
  g_assert_cmpuint (ctl_count (folder, "person"), ==, 0);
  ctl_folder_free (folder);
}

static void
test_no_profile_is_made_by_reading (void)
{
  static const char *const readers[] = { "list task", "status", "check", "export task -", "get " UNKNOWN_ID, "find x", "backup copy" };
  char *folder = ctl_folder_new ();
  g_autofree char *profile = g_build_filename (folder, "profile", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_auto (GStrv) words = g_strsplit (readers[i], " ", -1);
      g_autoptr (CtlResult) result = ctl_run_v (folder, NULL, (const char *const *) words);

      ctl_assert_refused (result, 2, profile);
    }
  g_assert_false (g_file_test (profile, G_FILE_TEST_EXISTS));
  ctl_folder_free (folder);
}

static void
test_words_that_are_not_utf8 (void)
{
  char *folder = ctl_folder_new ();
  g_autoptr (CtlResult) result = ctl_run (folder, "add", "task", "text=M\xfcller", NULL);

  ctl_assert_refused (result, 2, "UTF-8");
  ctl_folder_free (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = g_strjoinv (" ", (char **) cases[i].words);
      g_autofree char *plain = g_strdelimit (g_strdup (words), "/", '|');
      g_autofree char *name = g_strdup_printf ("/ctl/wrong-input/%02u %s", i + 1, plain);

      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/ctl/wrong-input/no-profile-is-made-by-reading", test_no_profile_is_made_by_reading);
  g_test_add_func ("/ctl/wrong-input/words-that-are-not-utf8", test_words_that_are_not_utf8);
  return g_test_run ();
}
