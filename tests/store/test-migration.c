/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile of each older version becomes the same as a new one, with all its data, or stays as it was. */
#include "config.h"

#include "store-fixture.h"

/* How to turn the present schema into that of an older version, after what follows from the kind table is taken back. */
static const char *const STEPS_BACK[] = {
  /* 5 -> 4 */
  "DROP TABLE reminder; PRAGMA user_version = 4",
  /* 4 -> 3 */
  "DROP TABLE pile; DROP TABLE draft; DROP TABLE draft_remark; DROP TABLE draft_begun; DROP TABLE batch; DROP TABLE sheet; DROP TABLE remark; PRAGMA user_version = 3",
  /* 3 -> 2 */
  "DROP INDEX i_person__merged_into; DROP INDEX i_organisation__merged_into; PRAGMA user_version = 2",
  /* 2 -> 1 */
  "DROP INDEX node_arrived; ALTER TABLE node DROP COLUMN changed_by; ALTER TABLE node DROP COLUMN arrived; PRAGMA user_version = 1",
};

static char *
schema_of (Fixture *fixture)
{
  g_autoptr (LotseDb) db = open_database (fixture, "lotse.db");
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  statement = lotse_db_query (db, &error, "SELECT name, sql FROM sqlite_master UNION ALL SELECT 'version', user_version FROM pragma_user_version "
                                          "ORDER BY 1", "");
  g_assert_no_error (error);
  while (lotse_statement_step (statement, &error))
    g_string_append_printf (text, "%s: %s\n", lotse_statement_text (statement, 0), lotse_statement_text (statement, 1));
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static void
close_store (Fixture *fixture)
{
  lotse_store_close (fixture->store);
  g_clear_object (&fixture->store);
}

/* Takes away the tables and columns of the kinds and fields that came with that version. */
static void
drop_what_came_with (LotseDb *db, guint version)
{
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_kinds; i++)
    if (kinds[i]->since == version)
      g_string_append_printf (sql, "DROP TABLE \"k_%s\";", kinds[i]->name);
    else
      for (guint f = 0; f < kinds[i]->n_fields; f++)
        if (kinds[i]->fields[f].since == version)
          g_string_append_printf (sql, "DROP INDEX IF EXISTS \"i_%s_%s\"; ALTER TABLE \"k_%s\" DROP COLUMN \"%s\";", kinds[i]->name,
                                  kinds[i]->fields[f].name, kinds[i]->name, kinds[i]->fields[f].name);
  lotse_db_exec (db, sql->str, &error);
  g_assert_no_error (error);
}

static void
go_back (Fixture *fixture, guint steps)
{
  g_autoptr (LotseDb) db = open_database (fixture, "lotse.db");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < steps; i++)
    {
      drop_what_came_with (db, (guint) G_N_ELEMENTS (STEPS_BACK) + 1 - i);
      lotse_db_exec (db, STEPS_BACK[i], &error);
      g_assert_no_error (error);
    }
}

static gboolean
has_copy (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  gboolean found = FALSE;

  while ((name = g_dir_read_name (dir)) != NULL)
    found = found || g_str_has_prefix (name, "before-");
  return found;
}

static void
test_migrated_is_fresh (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", "city", "Halle", NULL);
  g_autofree char *fresh = NULL;

  close_store (fixture);
  fresh = schema_of (fixture);
  for (guint steps = 1; steps <= G_N_ELEMENTS (STEPS_BACK); steps++)
    {
      g_autofree char *migrated = NULL;

      go_back (fixture, steps);
      fixture->store = must_open (fixture->folder);
      assert_value (fixture, id, "city", "Halle");
      g_assert_cmpuint (status (fixture).waiting, ==, 1);
      /* The copy from before is gone, because the check has passed. */
      g_assert_false (has_copy (fixture));
      close_store (fixture);
      migrated = schema_of (fixture);
      g_assert_cmpstr (migrated, ==, fresh);
    }
}

static void
test_failed_migration_changes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", NULL);
  g_autofree char *before = NULL;
  gboolean done = FALSE;

  close_store (fixture);
  go_back (fixture, G_N_ELEMENTS (STEPS_BACK));
  before = schema_of (fixture);
  for (gint64 nth = 1; !done; nth++)
    {
      g_autoptr (GError) error = NULL;
      LotseStore *store;

      lotse_db_fault_set (nth, TRUE, TRUE);
      store = lotse_store_open (fixture->folder, LOTSE_KEY_FILE, NULL, NULL, &error);
      lotse_db_fault_set (0, FALSE, FALSE);
      done = store != NULL;
      if (done)
        {
          lotse_store_close (store);
          g_object_unref (store);
        }
      else
        {
          g_autofree char *after = schema_of (fixture);

          g_assert_true (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_FULL) || g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_IO));
          /* When the last sync alone failed, the new version may be on the disk all the same. */
          done = strcmp (after, before) != 0;
        }
    }
  fixture->store = must_open (fixture->folder);
  assert_value (fixture, id, "display_name", "Amal");
}

static void
set_version (Fixture *fixture, int version, int *before)
{
  g_autoptr (LotseDb) db = open_database (fixture, "lotse.db");
  g_autoptr (GError) error = NULL;

  if (before != NULL)
    g_assert_true (lotse_db_get_version (db, before, &error));
  g_assert_true (lotse_db_set_version (db, version, &error));
}

/* The migrations are counted by the version: one that nobody ever wrote is damage, and no place to begin from. */
static void
test_version_that_is_none (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", NULL);
  static const int versions[] = { -1, -1839136767 };
  int present = 0;

  close_store (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autoptr (GError) error = NULL;

      set_version (fixture, versions[i], i == 0 ? &present : NULL);
      g_assert_null (lotse_store_open (fixture->folder, LOTSE_KEY_FILE, NULL, NULL, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT);
    }
  set_version (fixture, present, NULL);
  fixture->store = must_open (fixture->folder);
  assert_value (fixture, id, "display_name", "Amal");
}

/* Registers as a version keeps them that does not know them; pairs of name and value, then NULL. */
static char *
kept_whole (const char *name, ...)
{
  g_autoptr (LotseRegisters) registers = lotse_registers_new ();
  LotseStamp stamp = { .clock = G_GUINT64_CONSTANT (1795341600000) << 16, .device = 7 };
  va_list pairs;

  va_start (pairs, name);
  for (; name != NULL; name = va_arg (pairs, const char *))
    lotse_registers_put (registers, name, va_arg (pairs, const char *), stamp);
  va_end (pairs);
  return lotse_registers_to_text (registers);
}

static void
run (LotseDb *db, const char *sql, const char *id, const char *text)
{
  g_autoptr (GError) error = NULL;
  guint8 bytes[LOTSE_ID_BYTES];

  g_assert_true (lotse_id_to_bytes (id, bytes));
  lotse_db_run (db, &error, sql, "bs", bytes, (gssize) sizeof bytes, text);
  g_assert_no_error (error);
}

/* How many of a list are found by their words. */
static gint64
found (Fixture *fixture, const char *words, const char *kind)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));

  lotse_query_search (query, words);
  return lotse_store_count (fixture->store, query, NULL);
}

static gint64
count (Fixture *fixture, const char *kind, const char *field, const char *value)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_query_where (query, field, LOTSE_QUERY_EQUAL, value, &error));
  return lotse_store_count (fixture->store, query, &error);
}

#define MANY 450 /* more than one page */

/* Records of a kind that only the new version knows, as the old one had received and kept them. */
static void
test_unknown_kinds_find_their_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "person", "display_name", "Amal Haddad", NULL);
  g_autofree char *other = add (fixture, "person", "display_name", "Berit Lund", NULL);
  g_autofree char *last = NULL;
  g_autoptr (LotseDb) db = NULL;
  g_autoptr (LotseRecord) record = NULL;
  gint64 left = -1;

  close_store (fixture);
  go_back (fixture, 2);
  db = open_database (fixture, "lotse.db");
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *id = lotse_id_new ();
      g_autofree char *doc = kept_whole ("one", one, "other", other, "note", i == 0 ? "zebra" : "lion", i == 1 ? "_deleted" : "later_field", "1", NULL);

      run (db, "INSERT INTO node (id, kind, state, listing, title) VALUES (?1, 'not_double', 0, 0, ?2)", id, "");
      run (db, "INSERT INTO unknown SELECT rid, ?2 FROM node WHERE id = ?1", id, doc);
      g_free (last);
      last = g_steal_pointer (&id);
    }
  g_clear_pointer (&db, lotse_db_close);
  fixture->store = must_open (fixture->folder);
  g_assert_cmpint (count (fixture, "not_double", "one", one), ==, MANY - 1);
  g_assert_cmpint (found (fixture, "zebra", "not_double"), ==, 1);
  g_assert_cmpint (found (fixture, "lion", "not_double"), ==, MANY - 2);
  assert_value (fixture, last, "note", "lion");
  assert_value (fixture, last, "later_field", "1");
  record = lotse_store_get (fixture->store, last, NULL);
  g_assert_nonnull (record);
  close_store (fixture);
  db = open_database (fixture, "lotse.db");
  g_assert_true (lotse_db_get_int (db, &left, -1, NULL, "SELECT count (*) FROM unknown", ""));
  g_assert_cmpint (left, ==, 0);
  g_clear_pointer (&db, lotse_db_close);
  fixture->store = must_open (fixture->folder);
}

/* A field that only the new version knows, beside one that it does not know either. */
static void
test_unknown_fields_find_their_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal Haddad", NULL);
  g_autofree char *doc = kept_whole ("city", "Wanfried", "tags/choir", "1", "shoe_size", "42", NULL);
  g_autoptr (LotseDb) db = NULL;
  g_autofree char *extra = NULL;

  close_store (fixture);
  go_back (fixture, 2);
  db = open_database (fixture, "lotse.db");
  run (db, "UPDATE k_person SET _extra = ?2 WHERE rid = (SELECT rid FROM node WHERE id = ?1)", id, doc);
  g_clear_pointer (&db, lotse_db_close);
  fixture->store = must_open (fixture->folder);
  assert_value (fixture, id, "city", "Wanfried");
  assert_value (fixture, id, "shoe_size", "42");
  assert_value (fixture, id, "tags/choir", "1");
  g_assert_cmpint (count (fixture, "person", "city", "Wanfried"), ==, 1);
  g_assert_cmpint (found (fixture, "Wanfried", "person"), ==, 1);
  close_store (fixture);
  db = open_database (fixture, "lotse.db");
  extra = lotse_db_get_text (db, NULL, "SELECT _extra FROM k_person", "");
  g_assert_nonnull (strstr (extra, "shoe_size"));
  g_assert_null (strstr (extra, "Wanfried"));
  g_clear_pointer (&db, lotse_db_close);
  fixture->store = must_open (fixture->folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  lotse_db_fault_install ();
#define ADD(name, function) g_test_add ("/migration/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("migrated-is-fresh", test_migrated_is_fresh);
  ADD ("failed-migration-changes-nothing", test_failed_migration_changes_nothing);
  ADD ("unknown-kinds-find-their-place", test_unknown_kinds_find_their_place);
  ADD ("unknown-fields-find-their-place", test_unknown_fields_find_their_place);
  ADD ("version-that-is-none", test_version_that_is_none);
  return g_test_run ();
}
