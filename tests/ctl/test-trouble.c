/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile in trouble: damaged, held by another process, on a full disk, in a folder that cannot be written. */
#include "config.h"

#include "ctl-run.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *profile;
  char *database;
  char *id;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = ctl_folder_new ();
  fixture->profile = g_build_filename (fixture->folder, "profile", NULL);
  fixture->database = g_build_filename (fixture->profile, "lotse.db", NULL);
  fixture->id = ctl_ok (fixture->folder, "add", "task", "text=Raum buchen", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ctl_folder_free (fixture->folder);
  g_free (fixture->profile);
  g_free (fixture->database);
  g_free (fixture->id);
}

/* Every command says the same in one line, and leaves the file as it is. */
static void
assert_all_refuse (Fixture *fixture)
{
  static const char *const commands[] = { "list task", "add task text=x", "check", "status" };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_size = 0, after_size = 0;

  g_file_get_contents (fixture->database, &before, &before_size, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (GStrv) words = g_strsplit (commands[i], " ", -1);
      g_autoptr (CtlResult) result = ctl_run_v (fixture->folder, NULL, (const char *const *) words);

      g_assert_cmpstr (result->out, ==, "");
      ctl_assert_refused (result, 1, "lotsectl: ");
    }
  g_file_get_contents (fixture->database, &after, &after_size, NULL);
  g_assert_cmpmem (before, before_size, after, after_size);
}

static void
test_no_database (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (50000, 'x');

  g_assert_true (g_file_set_contents (fixture->database, text, -1, NULL));
  assert_all_refuse (fixture);
}

static void
test_cut_off_database (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (truncate (fixture->database, 5000), ==, 0);
  assert_all_refuse (fixture);
}

static void
test_key_of_another_profile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = g_build_filename (fixture->profile, "key", NULL);
  g_autofree char *other = g_strnfill (64, 'a');

  g_assert_cmpint (g_chmod (key, 0600), ==, 0);
  g_assert_true (g_file_set_contents (key, other, -1, NULL));
  assert_all_refuse (fixture);
}

static void
test_key_is_gone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = g_build_filename (fixture->profile, "key", NULL);

  g_assert_cmpint (g_unlink (key), ==, 0);
  assert_all_refuse (fixture);
}

/* Another process holds the whole file, as SQLite does for an exclusive lock. */
static void
test_held_by_another_process (Fixture *fixture, gconstpointer data)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = g_open (fixture->database, O_RDWR | O_CLOEXEC, 0);
  g_autoptr (CtlResult) result = NULL;
  g_autofree char *later = NULL;

  g_assert_cmpint (fcntl (fd, F_SETLK, &lock), ==, 0);
  result = ctl_run (fixture->folder, "add", "task", "text=x", NULL);
  close (fd);
  ctl_assert_refused (result, 1, "lotsectl: ");
  later = ctl_ok (fixture->folder, "add", "task", "text=x", NULL);
  g_assert_cmpuint (ctl_count (fixture->folder, "task"), ==, 2);
}

static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CtlResult) result = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  g_assert_cmpint (g_chmod (fixture->profile, 0500), ==, 0);
  g_assert_cmpint (g_chmod (fixture->database, 0400), ==, 0);
  result = ctl_run (fixture->folder, "add", "task", "text=x", NULL);
  g_assert_cmpint (g_chmod (fixture->profile, 0700), ==, 0);
  ctl_assert_refused (result, 1, "lotsectl: ");
}

/* A folder in the place of the profile that is a file. */
static void
test_folder_is_a_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = g_build_filename (fixture->folder, "old", NULL);
  g_autoptr (CtlResult) result = NULL;

  g_assert_cmpint (g_rename (fixture->profile, old), ==, 0);
  g_assert_true (g_file_set_contents (fixture->profile, "x", -1, NULL));
  result = ctl_run (fixture->folder, "add", "task", "text=x", NULL);
  ctl_assert_refused (result, 1, "lotsectl: ");
}

/* Files may not grow beyond so many kilobytes: the import fails, says so, and leaves what was there. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  static const guint limits[] = { 0, 100, 400, 1000, 2000 };
  g_autoptr (GString) table = g_string_new ("display_name,email\n");
  g_autofree char *file = NULL;
  guint expected = 0;

  for (guint i = 0; i < 4000; i++)
    g_string_append_printf (table, "Anna %u Vogt,anna.%u@example.org\n", i, i);
  file = ctl_file (fixture->folder, "people.csv", table->str, -1);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *script = g_strdup_printf ("trap '' XFSZ; ulimit -f %u; exec \"$@\"", limits[i]);
      const char *const words[] = { "import", "person", file, "--doubles", "add", NULL };
      g_auto (GStrv) line = ctl_words (fixture->folder, words);
      g_autoptr (GPtrArray) all = g_ptr_array_new ();
      g_autoptr (GSubprocessLauncher) launcher = ctl_launcher (fixture->folder, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
      g_autoptr (GSubprocess) process = NULL;
      g_autofree char *err = NULL;
      g_autofree char *check = NULL;

      g_ptr_array_add (all, (gpointer) "sh");
      g_ptr_array_add (all, (gpointer) "-c");
      g_ptr_array_add (all, script);
      g_ptr_array_add (all, (gpointer) "sh");
      for (guint w = 0; line[w] != NULL; w++)
        g_ptr_array_add (all, line[w]);
      g_ptr_array_add (all, NULL);
      process = g_subprocess_launcher_spawnv (launcher, (const char *const *) all->pdata, NULL);
      g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, NULL);
      g_assert_true (g_subprocess_get_if_exited (process));
      if (g_subprocess_get_exit_status (process) == 0)
        expected += 4000;
      else
        g_assert_true (g_str_has_prefix (err, "lotsectl: "));
      g_assert_cmpuint (ctl_count (fixture->folder, "person"), ==, expected);
      check = ctl_ok (fixture->folder, "check", NULL);
    }
  g_assert_cmpuint (expected, <, 5 * 4000);
}

/* An export that does not come to its end leaves the file that was there. */
static void
test_export_into_nowhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CtlResult) result = ctl_run (fixture->folder, "export", "task", "/nowhere/tasks.csv", NULL);
  g_autoptr (CtlResult) full = ctl_run (fixture->folder, "export", "task", "/dev/full", NULL);

  ctl_assert_refused (result, 1, "/nowhere/tasks.csv");
  ctl_assert_refused (full, 1, "lotsectl: ");
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ctl/trouble/no-database", test_no_database);
  ADD ("/ctl/trouble/cut-off-database", test_cut_off_database);
#if LOTSE_ENCRYPTED
  ADD ("/ctl/trouble/key-of-another-profile", test_key_of_another_profile);
  ADD ("/ctl/trouble/key-is-gone", test_key_is_gone);
#endif
  ADD ("/ctl/trouble/held-by-another-process", test_held_by_another_process);
  ADD ("/ctl/trouble/read-only-folder", test_read_only_folder);
  ADD ("/ctl/trouble/folder-is-a-file", test_folder_is_a_file);
  ADD ("/ctl/trouble/full-disk", test_full_disk);
  ADD ("/ctl/trouble/export-into-nowhere", test_export_into_nowhere);
  return g_test_run ();
}
