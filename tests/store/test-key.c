/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the key of a profile lies, and what happens when it is not there. */
#include "config.h"

#include "lotse-db.h"
#include "lotse-key-text.h"
#include "store-fixture.h"

#include <sys/stat.h>

static LotseStore *
open_with (Fixture *fixture, LotseKeySource source, const char *secret, int code)
{
  g_autoptr (GError) error = NULL;
  LotseStore *store;

  if (fixture->store != NULL)
    lotse_store_close (fixture->store);
  g_clear_object (&fixture->store);
  store = lotse_store_open (fixture->folder, source, secret, NULL, &error);
  if (code >= 0)
    g_assert_error (error, LOTSE_ERROR, code);
  else
    g_assert_no_error (error);
  return store;
}

static void
remove_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static gboolean
has_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Tests of keys mean nothing where there are none. */
static gboolean
skip_plain (void)
{
  if (!lotse_db_encrypts ())
    g_test_skip ("this build has no keys");
  return !lotse_db_encrypts ();
}

static void
test_printed_keys_are_read_back (void)
{
  guint8 key[32], back[32];

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *typed = NULL;
      g_autofree char *wrong = NULL;

      for (guint n = 0; n < sizeof key; n++)
        key[n] = (guint8) (i * 37 + n * 101 + i * n);
      text = lotse_key_print (key);
      g_assert_cmpuint (strlen (text), ==, 55 + 10);
      typed = g_ascii_strdown (text, -1);
      for (char *p = typed; *p != '\0'; p++)
        *p = *p == '0' ? 'o' : *p == '1' ? 'l' : *p == '-' ? ' ' : *p;
      g_assert_true (lotse_key_parse (typed, back));
      g_assert_cmpmem (key, sizeof key, back, sizeof back);
      wrong = g_strdup (text);
      wrong[i] = wrong[i] == '7' ? '8' : '7';
      if (wrong[i] != text[i] && text[i] != '-')
        g_assert_false (lotse_key_parse (wrong, back));
      text[40] = '\0';
      g_assert_false (lotse_key_parse (text, back));
    }
  g_assert_false (lotse_key_parse ("", back));
  g_assert_false (lotse_key_parse ("ÄÖÜ $%&", back));
}

static void
test_wrapped_key_opens_with_its_passphrase_only (void)
{
  static const char *const damaged[] = { "", "1", "1:::", "2:00:00:00", "1:zz:zz:zz", "1:00:00:00:00" };
  const guint8 key[32] = { 5, 6, 7 };
  guint8 back[32];
  g_autofree char *text = lotse_key_wrap (key, "Schlüssel 7");

  g_assert_nonnull (text);
  g_assert_true (lotse_key_unwrap (text, "Schlüssel 7", back));
  g_assert_cmpmem (key, sizeof key, back, sizeof back);
  g_assert_false (lotse_key_unwrap (text, "schlüssel 7", back));
  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    g_assert_false (lotse_key_unwrap (damaged[i], "Schlüssel 7", back));
}

static void
test_files_are_private (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "key", "lotse.db", "lotse.db-wal" };
  GStatBuf info;

  g_assert_cmpint (g_stat (fixture->folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0077, ==, 0);
  for (guint i = lotse_db_encrypts () ? 0 : 1; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
}

static void
test_lost_key_is_no_lost_data (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *printed = NULL;

  if (skip_plain ())
    return;
  id = add (fixture, "person", "display_name", "Amal", NULL);
  printed = lotse_store_recovery_key (fixture->store, NULL);
  remove_file (fixture, "key");
  g_assert_null (open_with (fixture, LOTSE_KEY_FILE, NULL, LOTSE_ERROR_LOCKED));
  g_assert_null (open_with (fixture, LOTSE_KEY_RECOVERY, "no key at all", LOTSE_ERROR_LOCKED));
  fixture->store = open_with (fixture, LOTSE_KEY_RECOVERY, printed, -1);
  assert_value (fixture, id, "display_name", "Amal");
  /* From now on the profile opens by itself again. */
  fixture->store = open_with (fixture, LOTSE_KEY_AUTO, NULL, -1);
  assert_value (fixture, id, "display_name", "Amal");
}

static void
test_foreign_key_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "key", NULL);
  static const char *const contents[] = { "", "abc", "0000000000000000000000000000000000000000000000000000000000000000",
                                          "00000000000000000000000000000000000000000000000000000000000000000" };

  if (skip_plain ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      g_assert_null (open_with (fixture, LOTSE_KEY_FILE, NULL, LOTSE_ERROR_LOCKED));
    }
}

static void
test_passphrase_and_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  if (skip_plain ())
    return;
  id = add (fixture, "person", "display_name", "Amal", NULL);
  g_assert_false (lotse_store_set_passphrase (fixture->store, "", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (lotse_store_set_passphrase (fixture->store, "erste", &error));
  g_assert_true (lotse_store_set_passphrase (fixture->store, "zweite", &error));
  g_assert_no_error (error);
  g_assert_false (has_file (fixture, "key"));
  g_assert_null (open_with (fixture, LOTSE_KEY_AUTO, NULL, LOTSE_ERROR_LOCKED));
  g_assert_null (open_with (fixture, LOTSE_KEY_PASSPHRASE, "erste", LOTSE_ERROR_LOCKED));
  fixture->store = open_with (fixture, LOTSE_KEY_PASSPHRASE, "zweite", -1);
  assert_value (fixture, id, "display_name", "Amal");
  g_assert_true (lotse_store_set_passphrase (fixture->store, NULL, &error));
  g_assert_false (has_file (fixture, "key.locked"));
  fixture->store = open_with (fixture, LOTSE_KEY_AUTO, NULL, -1);
  assert_value (fixture, id, "display_name", "Amal");
}

static void
test_newer_version (Fixture *fixture, gconstpointer data)
{
  lotse_store_close (fixture->store);
  g_clear_object (&fixture->store);
  {
    g_autoptr (LotseDb) db = open_database (fixture, "lotse.db");

    g_assert_true (lotse_db_set_version (db, 4711, NULL));
  }
  g_assert_null (open_with (fixture, LOTSE_KEY_FILE, NULL, LOTSE_ERROR_OUTDATED));
}

static void
test_backup_opens_with_the_same_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", NULL);
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "lotse.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_store_backup (fixture->store, copy, &error));
  change (fixture, id, "display_name", "Later", NULL);
  lotse_store_close (fixture->store);
  g_clear_object (&fixture->store);
  g_assert_cmpint (g_rename (copy, path), ==, 0);
  fixture->store = must_open (fixture->folder);
  assert_value (fixture, id, "display_name", "Amal");
}

static void
test_one_process_syncs_at_a_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LotseSyncLock *lock = lotse_store_sync_lock (fixture->store, &error);

  g_assert_nonnull (lock);
  g_assert_null (lotse_store_sync_lock (fixture->store, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_BUSY);
  lotse_store_sync_unlock (lock);
  lock = lotse_store_sync_lock (fixture->store, NULL);
  g_assert_nonnull (lock);
  lotse_store_sync_unlock (lock);
}

int
main (int argc, char *argv[])
{
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/key/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  g_test_add_func ("/key/printed-keys-are-read-back", test_printed_keys_are_read_back);
  g_test_add_func ("/key/wrapped-key-opens-with-its-passphrase-only", test_wrapped_key_opens_with_its_passphrase_only);
  ADD ("files-are-private", test_files_are_private);
  ADD ("lost-key-is-no-lost-data", test_lost_key_is_no_lost_data);
  ADD ("foreign-key-file", test_foreign_key_file);
  ADD ("passphrase-and-back", test_passphrase_and_back);
  ADD ("newer-version", test_newer_version);
  ADD ("backup-opens-with-the-same-key", test_backup_opens_with_the_same_key);
  ADD ("one-process-syncs-at-a-time", test_one_process_syncs_at_a_time);
  return g_test_run ();
}
