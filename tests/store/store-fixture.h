/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile in a folder of its own, and short ways to records; every failure ends the test. */
#pragma once

#include "lotse-db.h"
#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-store.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  LotseStore *store;
} Fixture;

static inline void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static inline LotseStore *
must_open (const char *folder)
{
  g_autoptr (GError) error = NULL;
  LotseStore *store = lotse_store_open (folder, LOTSE_KEY_FILE, NULL, NULL, &error);

  g_assert_no_error (error);
  return store;
}

/* The database itself, for what only another version or a broken disk would do to it. */
static inline LotseDb *
open_database (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *key_path = g_build_filename (fixture->folder, "key", NULL);
  g_autofree char *hex = NULL;
  g_autoptr (GError) error = NULL;
  guint8 key[32] = { 0 };
  LotseDb *db;

  if (g_file_get_contents (key_path, &hex, NULL, NULL))
    for (guint i = 0; i < sizeof key; i++)
      key[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) * 16 + g_ascii_xdigit_value (hex[2 * i + 1]));
  db = lotse_db_open (path, lotse_db_encrypts () ? key : NULL, lotse_db_encrypts () ? 0 : LOTSE_DB_PLAIN, 1000, &error);
  g_assert_no_error (error);
  return db;
}

static inline void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lotse-store-XXXXXX", NULL);
  fixture->store = must_open (fixture->folder);
}

static inline void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->store != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *wrong = lotse_store_check (fixture->store, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (wrong, ==, NULL);
      lotse_store_close (fixture->store);
      g_clear_object (&fixture->store);
    }
  remove_tree (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static inline void
reopen (Fixture *fixture)
{
  lotse_store_close (fixture->store);
  g_object_unref (fixture->store);
  fixture->store = must_open (fixture->folder);
}

/* Pairs of field and value, ending with NULL; "languages/ar" names an element. */
static inline void
set_values (LotseRecord *record, va_list args)
{
  const char *field;

  while ((field = va_arg (args, const char *)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      const char *value = va_arg (args, const char *);
      const char *slash = strchr (field, '/');
      g_autofree char *name = slash != NULL ? g_strndup (field, (gsize) (slash - field)) : NULL;

      if (slash != NULL)
        lotse_record_set_element (record, name, slash + 1, value, &error);
      else
        lotse_record_set (record, field, value, &error);
      g_assert_no_error (error);
    }
}

static inline char *
add (Fixture *fixture, const char *kind, ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lotse_id_new ();
  g_autoptr (LotseRecord) record = lotse_record_new (lotse_kind_find (kind), id);
  va_list args;

  va_start (args, kind);
  set_values (record, args);
  va_end (args);
  lotse_store_save (fixture->store, record, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&id);
}

static inline LotseRecord *
get (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  LotseRecord *record = lotse_store_get (fixture->store, id, &error);

  g_assert_no_error (error);
  return record;
}

static inline void
change (Fixture *fixture, const char *id, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) record = get (fixture, id);
  va_list args;

  va_start (args, id);
  set_values (record, args);
  va_end (args);
  lotse_store_save (fixture->store, record, NULL, &error);
  g_assert_no_error (error);
}

static inline void
assert_value (Fixture *fixture, const char *id, const char *reg, const char *value)
{
  g_autoptr (LotseRecord) record = get (fixture, id);

  g_assert_cmpstr (lotse_record_get_register (record, reg), ==, value);
}

static inline void
assert_gone (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lotse_store_get (fixture->store, id, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
}

static inline LotseStoreStatus
status (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  LotseStoreStatus result;

  lotse_store_status (fixture->store, &result, &error);
  g_assert_no_error (error);
  return result;
}
