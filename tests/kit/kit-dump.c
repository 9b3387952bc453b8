/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every text and byte that the tables of a database hold, decrypted, shadow tables of the full text included, so that a test
 * can look for what must or must not be there.
 */
#include "kit.h"

#include "lotse-db.h"

#include <sodium.h>
#include <string.h>

void
kit_append_bytes (GString *out, const guint8 *bytes, gsize size)
{
  for (gsize i = 0; i < size; i++)
    g_string_append_c (out, bytes[i] >= ' ' ? (char) bytes[i] : ' ');
  g_string_append_c (out, '\n');
}

static void
dump_table (LotseDb *db, const char *table, GString *out)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr (GError) error = NULL;
  LotseStatement *rows = lotse_db_query (db, &error, sql, "");

  g_assert_no_error (error);
  while (lotse_statement_step (rows, &error))
    for (int column = 0; column < lotse_statement_n_columns (rows); column++)
      {
        gsize size = 0;
        const guint8 *bytes = lotse_statement_bytes (rows, column, &size);

        kit_append_bytes (out, bytes, size);
      }
  g_assert_no_error (error);
  lotse_statement_release (rows);
}

static char *
dump_database (const char *path, const guint8 *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseDb) db = lotse_db_open (path, key, key == NULL ? LOTSE_DB_PLAIN : 0, 5000, &error);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  GString *out = g_string_new (NULL);
  LotseStatement *names;

  g_assert_no_error (error);
  names = lotse_db_query (db, &error, "SELECT name FROM sqlite_master WHERE type = 'table'", "");
  g_assert_no_error (error);
  while (lotse_statement_step (names, &error))
    g_ptr_array_add (tables, g_strdup (lotse_statement_text (names, 0)));
  g_assert_no_error (error);
  lotse_statement_release (names);
  /* The full text's own table shows what its shadow tables hold, which are dumped as they are. */
  for (guint i = 0; i < tables->len; i++)
    if (!g_str_equal (g_ptr_array_index (tables, i), "search"))
      dump_table (db, g_ptr_array_index (tables, i), out);
  return g_string_free (out, FALSE);
}

void
kit_read_key (const char *profile, guint8 *key)
{
  g_autofree char *path = g_build_filename (profile, "key", NULL);
  g_autofree char *hex = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &hex, NULL, NULL));
  g_assert_cmpint (sodium_hex2bin (key, KIT_KEY, hex, strlen (hex), "\n ", &size, NULL), ==, 0);
  g_assert_cmpuint (size, ==, KIT_KEY);
}

char *
kit_dump_file (const char *profile)
{
  g_autofree char *path = g_build_filename (profile, "lotse.db", NULL);
  guint8 key[KIT_KEY];

  if (!lotse_db_encrypts ())
    return dump_database (path, NULL);
  kit_read_key (profile, key);
  return dump_database (path, key);
}

/* Nothing waits any more for readers to be out of the way before the log is cut. */
static gboolean
is_settled (const char *path, const guint8 *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseDb) db = lotse_db_open (path, key, key == NULL ? LOTSE_DB_PLAIN : 0, 5000, &error);
  gint64 due = 0;

  g_assert_no_error (error);
  lotse_db_get_int (db, &due, 0, &error, "SELECT count (*) FROM meta WHERE name = 'truncate'", "");
  g_assert_no_error (error);
  return due == 0;
}

void
kit_wait_settled (const char *folder, const char *name)
{
  g_autofree char *profile = g_build_filename (folder, name, NULL);
  g_autofree char *path = g_build_filename (profile, "lotse.db", NULL);
  guint8 key[KIT_KEY];

  if (lotse_db_encrypts ())
    kit_read_key (profile, key);
  for (guint i = 0; !is_settled (path, lotse_db_encrypts () ? key : NULL); i++)
    {
      g_assert_cmpuint (i, <, 600);
      g_usleep (100 * 1000);
    }
}

char *
kit_dump (const char *folder, const char *name)
{
  g_autofree char *profile = g_build_filename (folder, name, NULL);

  return kit_dump_file (profile);
}

char *
kit_dump_centre (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "centre", "centre.db", NULL);

  return dump_database (path, NULL);
}

void
kit_copy_folder (const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  const char *argv[] = { "cp", "-r", from, to, NULL };
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}
