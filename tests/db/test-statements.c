/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements, transactions, and a guard that stops them. */
#include "config.h"

#include "db-fixture.h"

static void
test_parameters_come_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseDb) db = NULL;
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  make_database (fixture->path);
  db = must_open (fixture->path, KEY, 0);
  lotse_db_run (db, &error, "INSERT INTO t VALUES (?, ?, ?, ?)", "isbd", G_MAXINT64, "Jürgen", "\0\1\2", (gssize) 3, 1.5);
  g_assert_no_error (error);
  g_assert_cmpint (lotse_db_last_row (db), ==, G_MAXINT64);
  g_assert_cmpint (lotse_db_changes (db), ==, 1);

  statement = lotse_db_query (db, &error, "SELECT a, b, c, d, ? AS e, ? FROM t WHERE b = ?", "nss", NULL, "Jürgen");
  g_assert_no_error (error);
  g_assert_true (lotse_statement_step (statement, &error));
  g_assert_cmpint (lotse_statement_n_columns (statement), ==, 6);
  g_assert_cmpstr (lotse_statement_column_name (statement, 4), ==, "e");
  g_assert_cmpint (lotse_statement_int (statement, 0), ==, G_MAXINT64);
  g_assert_cmpstr (lotse_statement_text (statement, 1), ==, "Jürgen");
  g_assert_cmpmem (lotse_statement_bytes (statement, 2, &size), size, "\0\1\2", 3);
  g_assert_cmpfloat (lotse_statement_double (statement, 3), ==, 1.5);
  g_assert_true (lotse_statement_is_null (statement, 4));
  g_assert_true (lotse_statement_is_null (statement, 5));
  g_assert_false (lotse_statement_step (statement, &error));
  g_assert_no_error (error);
}

static void
test_same_statement_nests (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseDb) db = NULL;
  g_autoptr (LotseStatement) outer = NULL;
  g_autoptr (GError) error = NULL;
  guint rows = 0;

  make_database (fixture->path);
  db = must_open (fixture->path, KEY, 0);
  outer = lotse_db_query (db, &error, "SELECT count (*) FROM t WHERE a >= ? GROUP BY a", "i", (gint64) 0);
  g_assert_no_error (error);
  while (lotse_statement_step (outer, &error))
    {
      gint64 inner;

      g_assert_true (lotse_db_get_int (db, &inner, -1, &error, "SELECT count (*) FROM t WHERE a >= ? GROUP BY a", "i",
                                       (gint64) 2));
      g_assert_cmpint (inner, ==, 1);
      rows++;
    }
  g_assert_cmpint (rows, ==, 2);
}

static void
test_more_statements_than_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseDb) db = NULL;

  make_database (fixture->path);
  db = must_open (fixture->path, KEY, 0);
  for (int i = 0; i < 200; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %d + count (*) FROM t", i);
      g_autoptr (GError) error = NULL;
      gint64 value;

      g_assert_true (lotse_db_get_int (db, &value, -1, &error, sql, ""));
      g_assert_cmpint (value, ==, i + 2);
    }
}

static void
test_transactions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseDb) db = NULL;
  g_autoptr (GError) error = NULL;

  make_database (fixture->path);
  db = must_open (fixture->path, KEY, 0);
  g_assert_true (lotse_db_begin (db, &error));
  must_exec (db, "INSERT INTO t (b) VALUES ('three')");
  g_assert_true (lotse_db_savepoint (db, "one", &error));
  must_exec (db, "INSERT INTO t (b) VALUES ('four')");
  lotse_db_rollback_to (db, "one");
  g_assert_true (lotse_db_savepoint (db, "one", &error));
  must_exec (db, "INSERT INTO t (b) VALUES ('five')");
  g_assert_true (lotse_db_release (db, "one", &error));
  g_assert_true (lotse_db_commit (db, &error));
  g_assert_cmpint (count_rows (db), ==, 4);

  g_assert_true (lotse_db_begin (db, &error));
  must_exec (db, "DELETE FROM t");
  lotse_db_rollback (db);
  lotse_db_rollback (db);
  g_assert_cmpint (count_rows (db), ==, 4);
}

static void
test_constraint_and_nonsense (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseDb) db = NULL;
  g_autoptr (GError) error = NULL;
  gint64 value;

  make_database (fixture->path);
  db = must_open (fixture->path, KEY, 0);
  g_assert_false (lotse_db_run (db, &error, "INSERT INTO t (a) VALUES (?)", "i", (gint64) 1));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (lotse_db_exec (db, "SELEKT", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (lotse_db_get_int (db, &value, 7, &error, "SELECT x FROM t", ""));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_assert_cmpint (value, ==, 7);
  g_clear_error (&error);
  g_assert_null (lotse_db_get_text (db, &error, "SELECT b FROM t WHERE a = ?", "i", (gint64) 77));
  g_assert_no_error (error);
}

static void
test_version_and_data_version (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseDb) one = NULL;
  g_autoptr (LotseDb) two = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before;
  int version = -1;

  make_database (fixture->path);
  one = must_open (fixture->path, KEY, 0);
  two = must_open (fixture->path, KEY, 0);
  before = lotse_db_data_version (one);
  g_assert_cmpint (lotse_db_data_version (one), ==, before);
  g_assert_true (lotse_db_set_version (two, 12, &error));
  g_assert_cmpint (lotse_db_data_version (one), !=, before);
  g_assert_true (lotse_db_get_version (one, &version, &error));
  g_assert_cmpint (version, ==, 12);
}

static gboolean
count_down (gpointer data)
{
  return --*(int *) data > 0;
}

/* A guard that says no ends one long statement, and many short ones; nothing of the transaction stays. */
static void
test_guard_stops_and_nothing_stays (Fixture *fixture, gconstpointer data)
{
  for (guint one = 0; one < 2; one++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseDb) db = NULL;
      int left = 3;

      make_database (fixture->path);
      db = must_open (fixture->path, KEY, 0);
      g_assert_true (lotse_db_begin (db, &error));
      lotse_db_set_guard (db, count_down, &left);
      if (one)
        lotse_db_run (db, &error, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO t (b) SELECT i FROM n", "");
      for (guint i = 0; error == NULL && i < 100000; i++)
        lotse_db_run (db, &error, "INSERT INTO t (b) VALUES (7)", "");
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_false (lotse_db_commit (db, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED);
      lotse_db_rollback (db);
      g_clear_pointer (&db, lotse_db_close);
      db = must_open (fixture->path, KEY, 0);
      g_assert_cmpint (count_rows (db), ==, 2);
      g_clear_pointer (&db, lotse_db_close);
      g_unlink (fixture->path);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/statements/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("parameters-come-back", test_parameters_come_back);
  ADD ("same-statement-nests", test_same_statement_nests);
  ADD ("more-statements-than-kept", test_more_statements_than_kept);
  ADD ("transactions", test_transactions);
  ADD ("guard-stops-and-nothing-stays", test_guard_stops_and_nothing_stays);
  ADD ("constraint-and-nonsense", test_constraint_and_nonsense);
  ADD ("version-and-data-version", test_version_and_data_version);
  return g_test_run ();
}
