/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails: what was committed stays, what was not is gone, and the file is whole. */
#include "config.h"

#include "lotse-db.h"
#include "lotse-error.h"

#include <glib/gstdio.h>

static const guint8 KEY[32] = { 1, 2, 3, 4 };

static void
remove_files (const char *folder)
{
  static const char *const names[] = { "a.db", "a.db-wal", "a.db-shm", "a.db-journal", "b.db", "b.db.part" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_unlink (path);
    }
}

static LotseDb *
must_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  LotseDb *db = lotse_db_open (path, KEY, LOTSE_DB_CREATE, 100, &error);

  g_assert_no_error (error);
  return db;
}

static gint64
must_count (LotseDb *db)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  lotse_db_get_int (db, &n, -1, &error, "SELECT count (*) FROM t", "");
  g_assert_no_error (error);
  return n;
}

/* Inserts enough for the log to be written several times, then moves it into the file. */
static gboolean
write_some (LotseDb *db, GError **error)
{
  if (!lotse_db_begin (db, error))
    return FALSE;
  if (!lotse_db_run (db, error,
                     "INSERT INTO t (b) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
                     "SELECT hex (randomblob (200)) FROM n", "")
      || !lotse_db_commit (db, error))
    {
      lotse_db_rollback (db);
      return FALSE;
    }
  return TRUE;
}

/* Makes the n-th operation fail; returns whether there were so many. */
static gboolean
fail_nth (const char *path, gint64 nth, gboolean then_all, gboolean full)
{
  g_autoptr (GError) error = NULL;
  gint64 expected = 40;
  gboolean saved, reached;

  {
    g_autoptr (LotseDb) db = must_open (path);
    g_autoptr (GError) log_error = NULL;

    g_assert_true (lotse_db_exec (db, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)", &error));
    g_assert_true (write_some (db, &error));
    lotse_db_fault_set (nth, then_all, full);
    saved = write_some (db, &error);
    if (saved)
      expected += 40;
    else
      g_assert_true (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_FULL)
                     || g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_IO));
    (void) lotse_db_truncate_log (db, &log_error);
    reached = lotse_db_fault_count () >= nth;
    if (!then_all)
      g_assert_cmpint (must_count (db), ==, expected);
  }
  lotse_db_fault_set (0, FALSE, FALSE);
  {
    g_autoptr (LotseDb) db = must_open (path);
    g_autofree char *wrong = lotse_db_check (db, NULL);

    g_assert_cmpstr (wrong, ==, NULL);
    /* If the last sync failed, the complete log may still be on the disk: a failure that was none is no loss. */
    if (must_count (db) == 80)
      expected = 80;
    g_assert_cmpint (must_count (db), ==, expected);
  }
  return reached;
}

static void
test_each_write_failing (gconstpointer data)
{
  guint mode = GPOINTER_TO_UINT (data);
  g_autofree char *folder = g_dir_make_tmp ("lotse-fault-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.db", NULL);
  gint64 nth = 0;

  do
    remove_files (folder);
  while (fail_nth (path, ++nth, (mode & 1) != 0, (mode & 2) != 0));
  /* The log and the file were both written, each in several steps. */
  g_assert_cmpint (nth, >, 10);
  remove_files (folder);
  g_rmdir (folder);
}

static void
test_full_disk_says_so (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lotse-fault-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.db", NULL);
  g_autofree char *copy = g_build_filename (folder, "b.db", NULL);
  g_autofree char *part = g_build_filename (folder, "b.db.part", NULL);
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (LotseDb) db = must_open (path);

    g_assert_true (lotse_db_exec (db, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)", &error));
    lotse_db_fault_set (1, TRUE, TRUE);
    g_assert_false (write_some (db, &error));
    g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_FULL);
    g_clear_error (&error);
    g_assert_false (lotse_db_backup (db, copy, KEY, &error));
    g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_FULL);
    g_clear_error (&error);
    g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
    g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
    /* As soon as there is room, the same connection goes on. */
    lotse_db_fault_set (0, FALSE, FALSE);
    g_assert_true (write_some (db, &error));
    g_assert_cmpint (must_count (db), ==, 40);
  }
  remove_files (folder);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  lotse_db_fault_install ();
  g_test_add_data_func ("/fault/one-write-fails", GUINT_TO_POINTER (0), test_each_write_failing);
  g_test_add_data_func ("/fault/all-writes-fail-from-one-on", GUINT_TO_POINTER (1), test_each_write_failing);
  g_test_add_data_func ("/fault/disk-full-once", GUINT_TO_POINTER (2), test_each_write_failing);
  g_test_add_data_func ("/fault/disk-full-from-one-on", GUINT_TO_POINTER (3), test_each_write_failing);
  g_test_add_func ("/fault/full-disk-says-so", test_full_disk_says_so);
  return g_test_run ();
}
