/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies that a passphrase opens, and the way back. */
#include "config.h"

#include "lotse-db.h"
#include "lotse-error.h"

#include <glib/gstdio.h>
#include <string.h>

#define PASSPHRASE "a long enough passphrase"

typedef struct
{
  char *folder;
  char *plain;
  char *copy;
  char *back;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseDb) db = NULL;

  self->folder = g_dir_make_tmp ("lotse-passphrase-XXXXXX", NULL);
  self->plain = g_build_filename (self->folder, "plain.db", NULL);
  self->copy = g_build_filename (self->folder, "copy.db", NULL);
  self->back = g_build_filename (self->folder, "back.db", NULL);
  db = lotse_db_open (self->plain, NULL, LOTSE_DB_CREATE | LOTSE_DB_PLAIN, 1000, &error);
  g_assert_no_error (error);
  g_assert_true (lotse_db_exec (db,
                                "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT UNIQUE);"
                                "CREATE TABLE u (c TEXT PRIMARY KEY) WITHOUT ROWID; CREATE INDEX t_b ON t (b);"
                                "INSERT INTO t VALUES (7, 'secret word'), (9, NULL); INSERT INTO u VALUES ('x')",
                                &error));
  g_assert_no_error (error);
  g_assert_true (lotse_db_set_version (db, 5, &error));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->folder, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (self->folder);
  g_free (self->plain);
  g_free (self->copy);
  g_free (self->back);
}

/* Copies while another connection has written and not committed. */
static gboolean
make_copy (Fixture *self, guint8 *key, GError **error)
{
  g_autoptr (LotseDb) db = lotse_db_open (self->plain, NULL, LOTSE_DB_PLAIN, 1000, NULL);
  g_autoptr (LotseDb) writer = lotse_db_open (self->plain, NULL, LOTSE_DB_PLAIN, 1000, NULL);
  gboolean done;

  g_assert_true (lotse_db_begin (writer, NULL));
  g_assert_true (lotse_db_exec (writer, "INSERT INTO t VALUES (11, 'later')", NULL));
  done = lotse_db_backup_encrypted (db, self->copy, PASSPHRASE, key, error);
  lotse_db_rollback (writer);
  return done;
}

static void
test_there_and_back (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint8 key[32], again[32];
  g_autofree char *content = NULL;
  g_autofree char *word = NULL;
  gint64 sum = 0;
  gsize size = 0;
  int version = 0;

  g_assert_true (make_copy (self, key, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (self->copy, &content, &size, NULL));
  g_assert_null (memmem (content, size, "secret word", 11));
  g_assert_true (lotse_db_looks_encrypted (self->copy));
  g_assert_false (lotse_db_looks_encrypted (self->plain));
  g_assert_true (lotse_db_open_key (self->copy, PASSPHRASE, again, &error));
  g_assert_cmpmem (key, sizeof key, again, sizeof again);
  {
    g_autoptr (LotseDb) copy = lotse_db_open (self->copy, again, 0, 1000, &error);
    g_autofree char *wrong = NULL;

    g_assert_no_error (error);
    wrong = lotse_db_check (copy, &error);
    g_assert_cmpstr (wrong, ==, NULL);
    g_assert_true (lotse_db_backup_plain (copy, self->back, &error));
    g_assert_no_error (error);
  }
  {
    g_autoptr (LotseDb) back = lotse_db_open (self->back, NULL, LOTSE_DB_PLAIN, 1000, &error);

    g_assert_no_error (error);
    g_assert_true (lotse_db_get_version (back, &version, &error));
    g_assert_cmpint (version, ==, 5);
    g_assert_true (lotse_db_get_int (back, &sum, 0, &error, "SELECT sum (a) FROM t", ""));
    g_assert_cmpint (sum, ==, 16);
    word = lotse_db_get_text (back, &error, "SELECT b FROM t INDEXED BY t_b WHERE b > 's'", "");
    g_assert_cmpstr (word, ==, "secret word");
  }
}

/* Each copy has a salt of its own, and another passphrase opens none. */
static void
test_other_passphrase (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint8 key[32], second[32], other[32];

  g_assert_true (make_copy (self, key, &error));
  g_assert_true (lotse_db_open_key (self->copy, "another long passphrase", other, &error));
  g_assert_null (lotse_db_open (self->copy, other, 0, 1000, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (make_copy (self, second, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (g_remove (self->copy), ==, 0);
  g_assert_true (make_copy (self, second, &error));
  g_assert_no_error (error);
  g_assert_cmpint (memcmp (key, second, sizeof key), !=, 0);
}

/* A disk that is full at any write leaves no half of a copy, and the database as it was. */
static void
test_full_disk (Fixture *self, gconstpointer data)
{
  g_autofree char *part = g_strconcat (self->copy, ".part", NULL);
  gboolean done = FALSE;
  guint failures = 0;

  lotse_db_fault_watch (self->folder);
  for (gint64 n = 1; !done; n++)
    {
      g_autoptr (GError) error = NULL;
      guint8 key[32];

      g_assert_cmpint (n, <, 100);
      lotse_db_fault_set (n, TRUE, TRUE);
      {
        g_autoptr (LotseDb) db = lotse_db_open (self->plain, NULL, LOTSE_DB_PLAIN, 1000, NULL);

        done = db != NULL && lotse_db_backup_encrypted (db, self->copy, PASSPHRASE, key, &error);
      }
      lotse_db_fault_set (0, FALSE, FALSE);
      failures += !done;
      g_assert_true (done || error == NULL || g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_FULL));
      g_assert_cmpint (g_file_test (self->copy, G_FILE_TEST_EXISTS), ==, done);
      g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
    }
  g_assert_cmpuint (failures, >, 0);
  g_assert_cmpint (g_remove (self->copy), ==, 0);
  test_there_and_back (self, data);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!lotse_db_encrypts ())
    return g_test_run ();
  lotse_db_fault_install ();
  g_test_add ("/passphrase/there-and-back", Fixture, NULL, set_up, test_there_and_back, tear_down);
  g_test_add ("/passphrase/other-passphrase", Fixture, NULL, set_up, test_other_passphrase, tear_down);
  g_test_add ("/passphrase/full-disk", Fixture, NULL, set_up, test_full_disk, tear_down);
  return g_test_run ();
}
