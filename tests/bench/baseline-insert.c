/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The baseline of the storage goals: the same rows into plain SQLite, with a row of a change log and a packed column of
 * stamps for each, in one transaction.  Everything that Lotse does beyond this - encryption, accounts, merging, search, the
 * wire - shows as a ratio to it.
 *
 * baseline-insert FILE ROWS prints the seconds.
 */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#ifdef LOTSE_BENCH_SQLCIPHER
#include <sqlcipher/sqlite3.h>
#else
#include <sqlite3.h>
#endif

#define FIELDS 12

static void
must (gboolean ok, sqlite3 *db)
{
  if (ok)
    return;
  fprintf (stderr, "baseline-insert: %s\n", sqlite3_errmsg (db));
  exit (1);
}

static void
bind_row (sqlite3_stmt *row, sqlite3_stmt *log, guint n)
{
  guint8 id[16] = { 0 };
  char stamps[40];
  char value[64];

  for (int i = 0; i < 8; i++)
    id[i] = (guint8) (n >> (8 * (7 - i)));
  g_snprintf (stamps, sizeof stamps, "%016x-%016x", n, 7u);
  sqlite3_bind_blob (row, 1, id, sizeof id, SQLITE_TRANSIENT);
  for (int field = 0; field < FIELDS; field++)
    {
      g_snprintf (value, sizeof value, "value %d of %u", field, n);
      sqlite3_bind_text (row, 2 + field, value, -1, SQLITE_TRANSIENT);
    }
  sqlite3_bind_text (row, 2 + FIELDS, stamps, -1, SQLITE_TRANSIENT);
  sqlite3_bind_blob (log, 1, id, sizeof id, SQLITE_TRANSIENT);
  sqlite3_bind_text (log, 2, stamps, -1, SQLITE_TRANSIENT);
}

int
main (int argc, char **argv)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  sqlite3_stmt *log = NULL;
  guint n_rows = argc == 3 ? (guint) strtoul (argv[2], NULL, 10) : 0;
  gint64 start;

  if (n_rows == 0)
    return 2;
  must (sqlite3_open (argv[1], &db) == SQLITE_OK, db);
  must (sqlite3_exec (db,
                      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                      "CREATE TABLE person (rid INTEGER PRIMARY KEY, id BLOB UNIQUE, a, b, c, d, e, f, g, h, i, j, k, l, stamps TEXT);"
                      "CREATE TABLE change (number INTEGER PRIMARY KEY, id BLOB, stamps TEXT);",
                      NULL, NULL, NULL)
            == SQLITE_OK,
        db);
  must (sqlite3_prepare_v2 (db, "INSERT INTO person VALUES (NULL, ?,?,?,?,?,?,?,?,?,?,?,?,?,?)", -1, &row, NULL) == SQLITE_OK, db);
  must (sqlite3_prepare_v2 (db, "INSERT INTO change (id, stamps) VALUES (?, ?)", -1, &log, NULL) == SQLITE_OK, db);

  start = g_get_monotonic_time ();
  must (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK, db);
  for (guint n = 1; n <= n_rows; n++)
    {
      bind_row (row, log, n);
      must (sqlite3_step (row) == SQLITE_DONE && sqlite3_step (log) == SQLITE_DONE, db);
      sqlite3_reset (row);
      sqlite3_reset (log);
    }
  must (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, db);
  printf ("%.4f\n", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);

  sqlite3_finalize (row);
  sqlite3_finalize (log);
  sqlite3_close (db);
  return 0;
}
