/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database in a folder of its own. */
#pragma once

#include "lotse-db.h"
#include "lotse-error.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const guint8 KEY[32] = { 1, 2, 3, 4 };
static const guint8 OTHER_KEY[32] = { 9, 9, 9 };

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("lotse-db-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "lotse.db", NULL);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_chmod (fixture->folder, 0700);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static inline LotseDb *
must_open (const char *path, const guint8 *key, LotseDbFlags flags)
{
  g_autoptr (GError) error = NULL;
  LotseDb *db = lotse_db_open (path, key, flags, 1000, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);
  return db;
}

static inline void
must_exec (LotseDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  lotse_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static inline gint64
count_rows (LotseDb *db)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  lotse_db_get_int (db, &n, -1, &error, "SELECT count (*) FROM t", "");
  g_assert_no_error (error);
  return n;
}

static inline void
make_database (const char *path)
{
  g_autoptr (LotseDb) db = must_open (path, KEY, LOTSE_DB_CREATE);

  must_exec (db, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c BLOB, d REAL);"
                 "INSERT INTO t (b) VALUES ('one secret word'), ('two')");
}
