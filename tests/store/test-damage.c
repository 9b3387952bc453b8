/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Damaged files of a profile: a clear error or the same data, never a crash or a wait without end, and the check finds what is
 * damaged.
 *
 * A log that is damaged is like one whose end did not reach the disk: then the data are those of some moment, complete.
 */
#include "config.h"

#include "store-fixture.h"

#include "../lotse-test-files.h"

#include <unistd.h>

#define ROUNDS 160
#define MOMENTS 6

/* A profile as it must be read, or be refused. */
typedef struct
{
  char *folder;
  char *key;
  char *database; /* bytes */
  gsize database_size;
  char *log; /* bytes, or NULL */
  gsize log_size;
  GPtrArray *moments; /* of GPtrArray: what its parts said after each of the last edits */
  guint64 damaged, found, refused, same, older;
} Template;

/* --- What a profile says ----------------------------------------------------------------------------------------- */

static char *
print_records (LotseStore *store, const LotseKind *kind, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (kind);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  lotse_query_bin (query, LOTSE_BIN_WITH);
  records = lotse_store_list (store, query, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      g_autoptr (JsonNode) node = lotse_record_to_json (g_ptr_array_index (records, i));
      g_autofree char *text = json_to_string (node, FALSE);
      g_autoptr (GPtrArray) history = lotse_store_history (store, lotse_record_get_id (g_ptr_array_index (records, i)), error);

      if (history == NULL)
        return NULL;
      g_string_append_printf (out, "%s %u\n", text, history->len);
      for (guint n = 0; n < history->len; n++)
        {
          const LotseHistoryEntry *entry = g_ptr_array_index (history, n);

          g_string_append_printf (out, "  %s: %s -> %s\n", entry->reg, entry->before, entry->after);
        }
    }
  return records != NULL ? g_strdup (out->str) : NULL;
}

static char *
print_outbox (LotseStore *store, GError **error)
{
  gint64 last = 0;
  gboolean more = FALSE;
  g_autoptr (GPtrArray) edits = lotse_store_outbox (store, 0, 10000, 1 << 24, &last, &more, error);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; edits != NULL && i < edits->len; i++)
    {
      g_autofree char *text = lotse_edit_to_text (g_ptr_array_index (edits, i));

      g_string_append_printf (out, "%s\n", text);
    }
  return edits != NULL ? g_strdup (out->str) : NULL;
}

static char *
print_hits (LotseStore *store, GError **error)
{
  g_autoptr (GPtrArray) hits = lotse_store_find (store, "Beispiel", NULL, 100, error);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    g_string_append_printf (out, "%s %s\n", ((LotseHit *) g_ptr_array_index (hits, i))->id, ((LotseHit *) g_ptr_array_index (hits, i))->title);
  return hits != NULL ? g_strdup (out->str) : NULL;
}

static void
add_part (GPtrArray *parts, char *text, GError *error)
{
  if (text == NULL)
    lotse_test_assert_clear (error);
  else
    g_assert_no_error (error);
  g_ptr_array_add (parts, text);
  g_clear_error (&error);
}

/* One text for each part of the profile, or NULL for one that it refused to read. */
static GPtrArray *
read_parts (LotseStore *store)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  guint n_kinds = 0;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);
  GError *error = NULL;
  char *text;

  for (guint i = 0; i < n_kinds; i++)
    {
      error = NULL;
      text = print_records (store, kinds[i], &error);
      add_part (parts, text, error);
    }
  error = NULL;
  text = print_outbox (store, &error);
  add_part (parts, text, error);
  error = NULL;
  text = print_hits (store, &error);
  add_part (parts, text, error);
  return parts;
}

/* Whether all that was read is as it was at that moment; `all`: and nothing was refused. */
static gboolean
agrees (GPtrArray *parts, GPtrArray *moment, gboolean all)
{
  g_assert_cmpuint (parts->len, ==, moment->len);
  for (guint i = 0; i < parts->len; i++)
    {
      const char *text = g_ptr_array_index (parts, i);

      if (text == NULL ? all : !g_str_equal (text, g_ptr_array_index (moment, i)))
        return FALSE;
    }
  return TRUE;
}

/* --- The profile --------------------------------------------------------------------------------------------------- */

static void
read_file (const char *folder, const char *name, char **bytes, gsize *size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_get_contents (path, bytes, size, NULL));
}

static void
fill (Fixture *fixture)
{
  g_autofree char *mira = add (fixture, "person", "display_name", "Mira Muster", "languages/ar", "native", NULL);
  g_autofree char *pair = NULL;
  g_autofree char *bin = add (fixture, "organisation", "name", "Alter Verein", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("Sami Beispiel %u", i);
      g_autofree char *note = g_strnfill (20 + i * 31, 'n');
      g_autofree char *mentee = add (fixture, "person", "display_name", name, "staff_notes", note, NULL);
      g_autofree char *task = NULL;

      g_free (pair);
      pair = add (fixture, "mentoring_pair", "mentor", mira, "mentee", mentee, "state", "agreed", NULL);
      task = add (fixture, "task", "text", name, "attached", pair, NULL);
      change (fixture, task, "note", "erledigt", NULL);
    }
  g_assert_true (lotse_store_delete (fixture->store, bin, NULL, &error));
}

/* A file without a log, and what it says. */
static void
template_without_log (Template *self, gconstpointer data)
{
  Fixture fixture = { NULL };

  fixture_set_up (&fixture, NULL);
  fill (&fixture);
  reopen (&fixture);
  self->moments = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (self->moments, read_parts (fixture.store));
  lotse_store_close (fixture.store);
  g_clear_object (&fixture.store);
  read_file (fixture.folder, "lotse.db", &self->database, &self->database_size);
  if (lotse_db_encrypts ())
    read_file (fixture.folder, "key", &self->key, NULL);
  fixture_tear_down (&fixture, NULL);
  self->folder = g_dir_make_tmp ("lotse-damage-XXXXXX", NULL);
}

/* A file with a log, as a killed process leaves them, and what it said after each edit that the log has. */
static void
template_with_log (Template *self, gconstpointer data)
{
  Fixture fixture = { NULL };

  fixture_set_up (&fixture, NULL);
  fill (&fixture);
  reopen (&fixture);
  self->moments = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  read_file (fixture.folder, "lotse.db", &self->database, &self->database_size);
  for (guint i = 0; i <= MOMENTS; i++)
    {
      g_autofree char *id = NULL;

      g_ptr_array_add (self->moments, read_parts (fixture.store));
      if (i < MOMENTS)
        id = add (&fixture, "person", "display_name", "Neu Beispiel", NULL);
    }
  read_file (fixture.folder, "lotse.db-wal", &self->log, &self->log_size);
  g_clear_pointer (&self->database, g_free);
  read_file (fixture.folder, "lotse.db", &self->database, &self->database_size);
  if (lotse_db_encrypts ())
    read_file (fixture.folder, "key", &self->key, NULL);
  fixture_tear_down (&fixture, NULL);
  self->folder = g_dir_make_tmp ("lotse-damage-XXXXXX", NULL);
}

static void
template_clear (Template *self, gconstpointer data)
{
  g_test_message ("%" G_GUINT64_FORMAT " damaged: %" G_GUINT64_FORMAT " refused at once, %" G_GUINT64_FORMAT " found by the check, %" G_GUINT64_FORMAT
                  " the same, %" G_GUINT64_FORMAT " of an earlier moment",
                  self->damaged, self->refused, self->found, self->same, self->older);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->key);
  g_free (self->database);
  g_free (self->log);
  g_ptr_array_unref (self->moments);
}

static void
write_file (const char *folder, const char *name, gconstpointer bytes, gsize size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
write_key (Template *self, const char *folder)
{
  if (self->key != NULL)
    write_file (folder, "key", self->key, strlen (self->key));
}

/* --- Rounds ---------------------------------------------------------------------------------------------------------- */

/* Whatever was read before, writing either works or says why not. */
static void
write_something (LotseStore *store)
{
  g_autoptr (LotseRecord) record = lotse_record_new (lotse_kind_find ("person"), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_record_set (record, "display_name", "Nach dem Schaden", NULL));
  if (!lotse_store_save (store, record, NULL, &error))
    lotse_test_assert_clear (error);
}

static void
assert_some_moment (Template *self, GPtrArray *parts, gboolean all)
{
  for (guint i = self->moments->len; i > 0; i--)
    if (agrees (parts, g_ptr_array_index (self->moments, i - 1), all))
      {
        self->same += all && i == self->moments->len;
        self->older += all && i < self->moments->len;
        return;
      }
  g_test_message ("what was read is of no moment");
  g_test_fail ();
  g_assert_not_reached ();
}

/* Opens the damaged profile, reads and checks it; says whether anything was found. */
static gboolean
look_at (Template *self, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseStore) store = lotse_store_open (folder, LOTSE_KEY_FILE, NULL, NULL, &error);
  g_autoptr (GPtrArray) parts = NULL;
  g_autofree char *wrong = NULL;
  gboolean found;

  if (store == NULL)
    {
      lotse_test_assert_clear (error);
      self->refused++;
      return TRUE;
    }
  parts = read_parts (store);
  wrong = lotse_store_check (store, &error);
  if (error != NULL)
    lotse_test_assert_clear (error);
  found = wrong != NULL || error != NULL;
  self->found += found;
  /* SQLCipher signs each page: whatever it gives is what was written.  Without it, the check is all there is. */
  if (lotse_db_encrypts () || !found)
    assert_some_moment (self, parts, !found);
  write_something (store);
  lotse_store_close (store);
  return found;
}

/* One damaged copy; `of_log` says which file is damaged. */
static void
run_round (Template *self, GRand *random, LotseTestDamage damage, gboolean of_log)
{
  g_autofree char *folder = g_build_filename (self->folder, "profile", NULL);
  g_autoptr (GByteArray) bytes = lotse_test_damaged (random, of_log ? self->log : self->database,
                                                     of_log ? self->log_size : self->database_size, damage);
  gboolean found;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  write_key (self, folder);
  if (of_log)
    write_file (folder, "lotse.db", self->database, self->database_size);
  else
    write_file (folder, "lotse.db", bytes->data, bytes->len);
  if (of_log)
    write_file (folder, "lotse.db-wal", bytes->data, bytes->len);
  else if (self->log != NULL)
    write_file (folder, "lotse.db-wal", self->log, self->log_size);
  self->damaged++;
  found = look_at (self, folder);
  /* What is behind the end belongs to nothing, and what the log has stands in for what is damaged in the file. */
  if (!of_log && self->log == NULL && damage != LOTSE_TEST_LONGER)
    g_assert_true (found);
  remove_tree (folder);
}

static void
test_database (Template *self, gconstpointer data)
{
  g_autoptr (GRand) random = lotse_test_random ();
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", ROUNDS);

  if (!lotse_db_encrypts ())
    {
      g_test_skip ("pages are not signed in this build, so that a damaged file may say anything");
      return;
    }
  for (guint i = 0; i < rounds; i++)
    {
      lotse_test_begin_round (i, i % LOTSE_TEST_N_DAMAGES);
      run_round (self, random, i % LOTSE_TEST_N_DAMAGES, FALSE);
    }
}

/* A file of which next to nothing is left is no new profile. */
static void
test_stump (Template *self, gconstpointer data)
{
  static const gsize sizes[] = { 1, 15, 16, 100, 511, 512, LOTSE_TEST_PAGE - 1, LOTSE_TEST_PAGE, LOTSE_TEST_PAGE + 1 };
  g_autofree char *path = g_build_filename (self->folder, "lotse.db", NULL);

  write_key (self, self->folder);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *after = NULL;
      gsize size = 0;

      write_file (self->folder, "lotse.db", self->database, sizes[i]);
      self->damaged++;
      g_assert_true (look_at (self, self->folder));
      /* And it is left as it was, for those who can make something of it. */
      g_assert_true (g_file_get_contents (path, &after, &size, NULL));
      g_assert_cmpmem (after, size, self->database, sizes[i]);
    }
}

static void
truncate_database (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "lotse.db", NULL);
  g_autofree char *log = g_build_filename (folder, "lotse.db-wal", NULL);

  g_assert_cmpint (truncate (path, 0), ==, 0);
  g_assert_true (g_file_set_contents (log, "what is left of the log", -1, NULL));
}

/* A database of which nothing is left is damage, and neither it nor the log beside it is touched. */
static void
test_emptied (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "lotse.db", NULL);
  g_autofree char *log = g_build_filename (fixture->folder, "lotse.db-wal", NULL);
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", NULL);

  lotse_store_close (fixture->store);
  g_clear_object (&fixture->store);
  truncate_database (fixture->folder);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *left = NULL;
      GStatBuf info;

      g_assert_null (lotse_store_open (fixture->folder, LOTSE_KEY_AUTO, NULL, NULL, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, path));
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_size, ==, 0);
      g_assert_true (g_file_get_contents (log, &left, NULL, NULL));
      g_assert_cmpstr (left, ==, "what is left of the log");
    }
  /* What the message says helps: without the file it is a new profile, which is damaged again when it is emptied again. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_unlink (log), ==, 0);
  fixture->store = must_open (fixture->folder);
  g_clear_pointer (&id, g_free);
  id = add (fixture, "person", "display_name", "Amal", NULL);
  reopen (fixture);
  assert_value (fixture, id, "display_name", "Amal");
}

/* A process that is killed in the first opening leaves a key and an empty database: that goes on, also in a used folder. */
static void
test_first_opening_cut_off (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autofree char *folder = g_build_filename (fixture->folder, "other", NULL);
  g_autoptr (LotseStore) store = NULL;

  if (lotse_db_encrypts ())
    read_file (fixture->folder, "key", &key, NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  if (key != NULL)
    write_file (folder, "key", key, strlen (key));
  write_file (folder, "lotse.db", "", 0);
  store = must_open (folder);
  lotse_store_close (store);
  g_clear_object (&store);
  /* The database is moved away, and the opening that makes a new one dies before its first commit: no longer in use. */
  if (key != NULL)
    {
      g_autofree char *database = g_build_filename (folder, "lotse.db", NULL);
      g_autofree char *key_path = g_build_filename (folder, "key", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (g_unlink (database), ==, 0);
      g_assert_cmpint (truncate (key_path, 0), ==, 0);
      g_assert_null (lotse_store_open (folder, LOTSE_KEY_FILE, NULL, NULL, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED);
      write_file (folder, "key", key, strlen (key));
      write_file (folder, "lotse.db", "", 0);
      store = must_open (folder);
      lotse_store_close (store);
    }
}

static void
test_log (Template *self, gconstpointer data)
{
  g_autoptr (GRand) random = lotse_test_random ();
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", ROUNDS) / 2;

  for (guint i = 0; i < rounds; i++)
    {
      lotse_test_begin_round (i, i % LOTSE_TEST_N_DAMAGES);
      run_round (self, random, i % LOTSE_TEST_N_DAMAGES, TRUE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/damage/database", Template, NULL, template_without_log, test_database, template_clear);
  g_test_add ("/store/damage/stump", Template, NULL, template_without_log, test_stump, template_clear);
  g_test_add ("/store/damage/emptied", Fixture, NULL, fixture_set_up, test_emptied, fixture_tear_down);
  g_test_add ("/store/damage/first-opening-cut-off", Fixture, NULL, fixture_set_up, test_first_opening_cut_off, fixture_tear_down);
  g_test_add ("/store/damage/database-beside-a-log", Template, NULL, template_with_log, test_database, template_clear);
  g_test_add ("/store/damage/log", Template, NULL, template_with_log, test_log, template_clear);
  return g_test_run ();
}
