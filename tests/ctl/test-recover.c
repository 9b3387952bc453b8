/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup becomes a profile again with each kind of key, and with a wrong one, or damaged, it changes nothing. */
#include "config.h"

#include "ctl-run.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder; /* of the profile that was backed up, with the files of keys */
  char *fresh;  /* where it comes back */
  char *id;
  char *backup;
  char *recovery; /* file with the recovery key */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autofree char *done = NULL;

  fixture->folder = ctl_folder_new ();
  fixture->fresh = ctl_folder_new ();
  fixture->id = ctl_ok (fixture->folder, "add", "task", "text=Raum buchen", NULL);
  fixture->backup = g_build_filename (fixture->folder, "copy.lotse", NULL);
#if LOTSE_ENCRYPTED
  key = ctl_ok (fixture->folder, "key", "recovery", NULL);
#else
  key = g_strdup ("none");
#endif
  fixture->recovery = ctl_file (fixture->folder, "recovery", key, -1);
  done = ctl_ok (fixture->folder, "backup", fixture->backup, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ctl_folder_free (fixture->folder);
  ctl_folder_free (fixture->fresh);
  g_free (fixture->id);
  g_free (fixture->backup);
  g_free (fixture->recovery);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_is_back (Fixture *fixture)
{
  g_autofree char *text = ctl_get (fixture->fresh, fixture->id, "text");
  g_autofree char *check = ctl_ok (fixture->fresh, "check", NULL);
  g_autofree char *added = ctl_ok (fixture->fresh, "add", "task", "text=Neu", NULL);

  g_assert_cmpstr (text, ==, "Raum buchen");
  g_assert_cmpuint (ctl_count (fixture->fresh, "task"), ==, 2);
  g_assert_cmpuint (count_files (fixture->fresh), ==, 1);
}

static void
test_with_the_recovery_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *profile = g_build_filename (fixture->fresh, "profile", NULL);
  g_autofree char *before = NULL, *after = NULL;
  gsize before_size, after_size;
  g_autoptr (JsonNode) recovered = NULL;

  g_assert_true (g_file_get_contents (fixture->backup, &before, &before_size, NULL));
  recovered = ctl_json (fixture->fresh, "recover", fixture->backup, "--key-file", fixture->recovery, NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (recovered), "recovered"), ==, profile);
  assert_is_back (fixture);
  g_assert_true (g_file_get_contents (fixture->backup, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);
}

/* What waited in the backup still waits, and can be undone. */
static void
test_what_waited_still_waits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *done = ctl_ok (fixture->fresh, "recover", fixture->backup, "--key-file", fixture->recovery, NULL);
  g_autoptr (JsonNode) status = ctl_json (fixture->fresh, "status", NULL);
  g_autofree char *undone = ctl_ok (fixture->fresh, "undo", NULL);

  g_assert_cmpint (json_object_get_int_member (json_node_get_object (status), "waiting"), ==, 1);
  g_assert_cmpuint (ctl_count (fixture->fresh, "task"), ==, 0);
}

static void
assert_unchanged (Fixture *fixture, CtlResult *result, int exit, const char *part)
{
  ctl_assert_refused (result, exit, part);
  g_assert_cmpuint (count_files (fixture->fresh), ==, 0);
}

static void
test_no_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = ctl_file (fixture->folder, "letter.txt", "Guten Tag\n", -1);
  g_autofree char *empty = ctl_file (fixture->folder, "empty", "", -1);
  g_autofree char *half = NULL;
  g_autofree char *content = NULL;
  gsize size;
  g_autoptr (CtlResult) missing = ctl_run (fixture->fresh, "recover", "/nowhere/copy", "--key-file", fixture->recovery, NULL);
  g_autoptr (CtlResult) other = ctl_run (fixture->fresh, "recover", text, "--key-file", fixture->recovery, NULL);
  g_autoptr (CtlResult) nothing = ctl_run (fixture->fresh, "recover", empty, "--key-file", fixture->recovery, NULL);
  g_autoptr (CtlResult) cut = NULL, changed = NULL;

  g_assert_true (g_file_get_contents (fixture->backup, &content, &size, NULL));
  half = ctl_file (fixture->folder, "half", content, (gssize) (size / 2));
  cut = ctl_run (fixture->fresh, "recover", half, "--key-file", fixture->recovery, NULL);
  content[size / 2] ^= 1;
  g_assert_true (g_file_set_contents (half, content, (gssize) size, NULL));
  changed = ctl_run (fixture->fresh, "recover", half, "--key-file", fixture->recovery, NULL);
  assert_unchanged (fixture, missing, 2, "/nowhere/copy");
  assert_unchanged (fixture, other, 1, "letter.txt");
  assert_unchanged (fixture, nothing, 1, "empty");
  assert_unchanged (fixture, cut, 1, "half");
#if LOTSE_ENCRYPTED
  /* Without encryption no page has a checksum. */
  assert_unchanged (fixture, changed, 1, "half");
#endif
}

/* A profile, or other people's files, are never written over. */
static void
test_folder_in_use (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->fresh, "add", "task", "text=Eigenes", NULL);
  g_autoptr (CtlResult) result = ctl_run (fixture->fresh, "recover", fixture->backup, "--key-file", fixture->recovery, NULL);

  ctl_assert_refused (result, 2, "profile");
  g_assert_cmpuint (ctl_count (fixture->fresh, "task"), ==, 1);
  g_assert_cmpuint (count_files (fixture->fresh), ==, 1);
}

#if LOTSE_ENCRYPTED
static void
test_with_the_key_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = g_build_filename (fixture->folder, "profile", "key", NULL);
  g_autofree char *profile = g_build_filename (fixture->fresh, "profile", NULL);
  g_autofree char *done = NULL;

  /* An empty folder is as good as none. */
  g_assert_cmpint (g_mkdir (profile, 0700), ==, 0);
  done = ctl_ok (fixture->fresh, "recover", fixture->backup, "--key-file", key, NULL);
  assert_is_back (fixture);
}

static void
test_with_a_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autofree char *secret = ctl_file (fixture->folder, "passphrase", "fünf blaue Schirme\n", -1);
  g_autofree char *wrong = ctl_file (fixture->folder, "wrong", "sechs blaue Schirme\n", -1);
  g_autofree char *set = ctl_ok (fixture->folder, "key", "passphrase", "--new-passphrase-file", secret, NULL);
  g_autofree char *locked = g_build_filename (fixture->folder, "profile", "key.locked", NULL);
  g_autoptr (CtlResult) by_wrong = ctl_run (fixture->fresh, "recover", fixture->backup, "--key-file", locked, "--passphrase-file", wrong, NULL);
  g_autoptr (CtlResult) without = ctl_run (fixture->fresh, "recover", fixture->backup, "--key-file", locked, NULL);
  g_autofree char *done = NULL;
  g_autoptr (CtlResult) closed = NULL;
  g_autofree char *text = NULL;

  assert_unchanged (fixture, by_wrong, 2, "passphrase");
  assert_unchanged (fixture, without, 2, "passphrase");
  done = ctl_ok (fixture->fresh, "recover", fixture->backup, "--key-file", locked, "--passphrase-file", secret, NULL);
  /* It is locked as before. */
  closed = ctl_run (fixture->fresh, "get", fixture->id, NULL);
  ctl_assert_refused (closed, 2, "passphrase");
  text = ctl_ok (fixture->fresh, "--passphrase-file", secret, "get", fixture->id, NULL);
  g_assert_nonnull (strstr (text, "Raum buchen"));
}

static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->fresh, "add", "task", "text=x", NULL);
  g_autofree char *key = ctl_ok (fixture->fresh, "key", "recovery", NULL);
  g_autofree char *other = ctl_file (fixture->folder, "other", key, -1);
  g_autofree char *typo = ctl_file (fixture->folder, "typo", "ABCDE-FGHIJ\n", -1);
  g_autoptr (CtlResult) none = NULL, by_other = NULL, by_typo = NULL;

  ctl_folder_free (fixture->fresh);
  fixture->fresh = ctl_folder_new ();
  none = ctl_run (fixture->fresh, "recover", fixture->backup, NULL);
  by_other = ctl_run (fixture->fresh, "recover", fixture->backup, "--key-file", other, NULL);
  by_typo = ctl_run (fixture->fresh, "recover", fixture->backup, "--key-file", typo, NULL);
  assert_unchanged (fixture, none, 2, "--key-file");
  assert_unchanged (fixture, by_other, 2, "key");
  assert_unchanged (fixture, by_typo, 2, "recovery key");
}
#endif

#define ADD(name, function) g_test_add ("/ctl/recover/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("with-the-recovery-key", test_with_the_recovery_key);
  ADD ("what-waited-still-waits", test_what_waited_still_waits);
  ADD ("no-backup", test_no_backup);
  ADD ("folder-in-use", test_folder_in_use);
#if LOTSE_ENCRYPTED
  ADD ("with-the-key-file", test_with_the_key_file);
  ADD ("with-a-passphrase", test_with_a_passphrase);
  ADD ("wrong-key", test_wrong_key);
#endif
  return g_test_run ();
}
