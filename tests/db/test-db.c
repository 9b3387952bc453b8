/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening databases and what is none, keeping them. */
#include "config.h"

#include "db-fixture.h"

static void
test_library (void)
{
  g_assert_nonnull (strstr (lotse_db_library (), "SQLite 3."));
  g_assert_cmpint (lotse_db_encrypts (), ==, LOTSE_ENCRYPTED);
  g_assert_cmpint (strstr (lotse_db_library (), "SQLCipher") != NULL, ==, LOTSE_ENCRYPTED);
}

static void
test_file_is_private_and_encrypted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize size;
  GStatBuf info;

  make_database (fixture->path);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  g_assert_cmpint (memmem (content, size, "secret word", 11) == NULL, ==, LOTSE_ENCRYPTED);
}

static void
test_opened_again (Fixture *fixture, gconstpointer data)
{
  make_database (fixture->path);
  {
    g_autoptr (LotseDb) db = must_open (fixture->path, KEY, 0);
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (count_rows (db), ==, 2);
    g_assert_null (lotse_db_check (db, &error));
    g_assert_no_error (error);
  }
}

static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!LOTSE_ENCRYPTED)
    {
      g_test_skip ("this build has no keys");
      return;
    }
  make_database (fixture->path);
  g_assert_null (lotse_db_open (fixture->path, OTHER_KEY, 0, 100, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_null (lotse_db_open (fixture->path, NULL, LOTSE_DB_PLAIN, 100, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED);
  {
    g_autoptr (LotseDb) db = must_open (fixture->path, KEY, 0);
    g_assert_cmpint (count_rows (db), ==, 2);
  }
}

typedef struct
{
  const char *what;
  gsize size;
  char fill;
} NoDatabase;

static const NoDatabase NO_DATABASES[] = {
  { "one byte", 1, 'x' },
  { "a text", 700, 'a' },
  { "a text of whole pages", 8192, 'a' },
  { "zeroes", 12288, '\0' },
};

static void
test_no_database (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (NO_DATABASES); i++)
    {
      const NoDatabase *row = &NO_DATABASES[i];
      g_autofree char *content = g_malloc (row->size);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;

      g_test_message ("%s", row->what);
      memset (content, row->fill, row->size);
      g_assert_true (g_file_set_contents (fixture->path, content, (gssize) row->size, NULL));
      g_assert_null (lotse_db_open (fixture->path, KEY, LOTSE_DB_CREATE, 100, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT);
      g_assert_true (g_file_get_contents (fixture->path, &after, &size, NULL));
      g_assert_cmpmem (after, size, content, row->size);
    }
}

static void
test_missing_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lotse_db_open (fixture->path, KEY, 0, 100, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* Another process holds the file exclusively from before "ready" until its standard input closes. */
static void
hold_exclusively (const char *path, int ready, int until)
{
  g_autoptr (LotseDb) db = must_open (path, KEY, 0);
  char byte = 'r';

  must_exec (db, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO t (b) VALUES ('held')");
  g_assert_cmpint (write (ready, &byte, 1), ==, 1);
  (void) !read (until, &byte, 1);
}

static void
test_held_by_another_process (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int ready[2], until[2], status;
  char byte;
  pid_t child;

  make_database (fixture->path);
  g_assert_cmpint (pipe (ready), ==, 0);
  g_assert_cmpint (pipe (until), ==, 0);
  child = fork ();
  if (child == 0)
    {
      close (until[1]);
      hold_exclusively (fixture->path, ready[1], until[0]);
      _exit (0);
    }
  close (ready[1]);
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  {
    g_autoptr (LotseDb) db = lotse_db_open (fixture->path, KEY, 0, 50, &error);

    /* In WAL mode opening may succeed; then the first write says it. */
    if (db != NULL)
      g_assert_false (lotse_db_exec (db, "INSERT INTO t (b) VALUES ('mine')", &error));
    g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_BUSY);
  }
  close (until[1]);
  waitpid (child, &status, 0);
  close (ready[0]);
  close (until[0]);
  {
    g_autoptr (LotseDb) db = must_open (fixture->path, KEY, 0);
    g_assert_cmpint (count_rows (db), ==, 2);
  }
}

/* Runs as somebody who may not write: the administrator may write everywhere. */
static int
open_without_rights (const char *path, LotseDbFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseDb) db = NULL;

  if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
    return 77;
  db = lotse_db_open (path, KEY, flags, 50, &error);
  if (db == NULL)
    return error->domain == LOTSE_ERROR ? error->code : 99;
  return 98;
}

static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  const struct { gboolean exists; LotseDbFlags flags; } rows[] = { { FALSE, LOTSE_DB_CREATE }, { TRUE, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      pid_t child;
      int status;

      if (rows[i].exists)
        {
          g_chmod (fixture->folder, 0700);
          make_database (fixture->path);
          g_chmod (fixture->path, 0444);
        }
      g_chmod (fixture->folder, 0555);
      child = fork ();
      if (child == 0)
        _exit (open_without_rights (fixture->path, rows[i].flags));
      waitpid (child, &status, 0);
      g_assert_true (WIFEXITED (status));
      if (WEXITSTATUS (status) == 77)
        {
          g_test_skip ("rights cannot be given up here");
          return;
        }
      g_assert_cmpint (WEXITSTATUS (status), ==, LOTSE_ERROR_DENIED);
    }
}

static void
test_read_only_connection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseDb) db = NULL;
  g_autoptr (GError) error = NULL;

  make_database (fixture->path);
  db = must_open (fixture->path, KEY, LOTSE_DB_READ_ONLY);
  g_assert_cmpint (count_rows (db), ==, 2);
  g_assert_false (lotse_db_exec (db, "DELETE FROM t", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
}

static void
test_backup_is_encrypted_and_private (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  GStatBuf info;

  make_database (fixture->path);
  {
    g_autoptr (LotseDb) db = must_open (fixture->path, KEY, 0);
    g_autoptr (LotseDb) writer = must_open (fixture->path, KEY, 0);

    /* Somebody else's open transaction neither waits nor gets into the copy. */
    g_assert_true (lotse_db_begin (writer, &error));
    must_exec (writer, "INSERT INTO t (b) VALUES ('later')");
    g_assert_true (lotse_db_backup (db, path, OTHER_KEY, &error));
    g_assert_no_error (error);
    g_assert_true (lotse_db_commit (writer, &error));
    g_assert_false (lotse_db_backup (db, path, OTHER_KEY, &error));
    g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT);
    g_clear_error (&error);
  }
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_cmpint (memmem (content, size, "secret word", 11) == NULL, ==, LOTSE_ENCRYPTED);
  {
    g_autoptr (LotseDb) copy = must_open (path, OTHER_KEY, 0);
    g_assert_cmpint (count_rows (copy), ==, 2);
    g_assert_null (lotse_db_check (copy, &error));
    g_assert_no_error (error);
  }
}

static void
test_rekey (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_database (fixture->path);
  {
    g_autoptr (LotseDb) db = must_open (fixture->path, KEY, 0);
    g_assert_true (lotse_db_rekey (db, OTHER_KEY, &error));
    g_assert_no_error (error);
    must_exec (db, "INSERT INTO t (b) VALUES ('after')");
  }
  {
    g_autoptr (LotseDb) db = must_open (fixture->path, OTHER_KEY, 0);
    g_assert_cmpint (count_rows (db), ==, 3);
    g_assert_null (lotse_db_check (db, &error));
    g_assert_no_error (error);
  }
  if (LOTSE_ENCRYPTED)
    {
      g_assert_null (lotse_db_open (fixture->path, KEY, 0, 50, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED);
    }
}

static void
test_truncated_log_holds_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  make_database (fixture->path);
  {
    g_autoptr (LotseDb) db = must_open (fixture->path, KEY, 0);
    g_autoptr (LotseDb) reader = must_open (fixture->path, KEY, 0);
    g_autoptr (LotseStatement) reading = lotse_db_query (reader, &error, "SELECT a FROM t", "");

    g_assert_true (lotse_statement_step (reading, &error));
    must_exec (db, "DELETE FROM t");
    g_assert_false (lotse_db_truncate_log (db, &error));
    g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_BUSY);
    g_clear_error (&error);
    g_clear_pointer (&reading, lotse_statement_release);
    g_assert_true (lotse_db_truncate_log (db, &error));
    g_assert_cmpint (g_stat (log, &info), ==, 0);
    g_assert_cmpint (info.st_size, ==, 0);
  }
}

static void
test_damage_is_found (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  g_autofree char *wrong = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseDb) db = NULL;
  gsize size;

  make_database (fixture->path);
  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  g_assert_cmpuint (size, >=, 8192);
  memset (content + 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) size, NULL));
  db = must_open (fixture->path, KEY, 0);
  wrong = lotse_db_check (db, &error);
  g_assert_no_error (error);
  g_assert_nonnull (wrong);
}

/* Whatever bytes a file has: an error or a finding, never a crash, and never a success with wrong rows. */
static void
test_random_damage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  g_autofree char *content = NULL;
  gsize size;

  make_database (fixture->path);
  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  for (guint round = 0; round < 60; round++)
    {
      g_autofree char *damaged = g_memdup2 (content, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseDb) db = NULL;
      guint n = 1 + (guint) g_rand_int_range (rand, 0, 40);

      for (guint i = 0; i < n; i++)
        damaged[g_rand_int_range (rand, 0, (gint32) size)] = (char) g_rand_int (rand);
      g_assert_true (g_file_set_contents (fixture->path, damaged, (gssize) size - (round % 3 == 0 ? (gssize) n * 50 : 0), NULL));
      db = lotse_db_open (fixture->path, KEY, 0, 50, &error);
      if (db != NULL)
        {
          g_autofree char *wrong = lotse_db_check (db, &error);
          gint64 rows;

          if (wrong == NULL && error == NULL && lotse_db_get_int (db, &rows, 0, &error, "SELECT count (*) FROM t", ""))
            g_assert_cmpint (rows, ==, 2);
        }
      else
        g_assert_nonnull (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/db/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/db/library", test_library);
  ADD ("file-is-private-and-encrypted", test_file_is_private_and_encrypted);
  ADD ("opened-again", test_opened_again);
  ADD ("wrong-key", test_wrong_key);
  ADD ("no-database", test_no_database);
  ADD ("missing-file", test_missing_file);
  ADD ("held-by-another-process", test_held_by_another_process);
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("read-only-connection", test_read_only_connection);
  ADD ("backup-is-encrypted-and-private", test_backup_is_encrypted_and_private);
  ADD ("rekey", test_rekey);
  ADD ("truncated-log-holds-nothing", test_truncated_log_holds_nothing);
  ADD ("damage-is-found", test_damage_is_found);
  ADD ("random-damage", test_random_damage);
  return g_test_run ();
}
