/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records are kept, found again, listed, undone and put into the bin. */
#include "store-fixture.h"

#include <sys/wait.h>
#include <unistd.h>

static void
test_saved_is_there_after_reopening (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal Haddad", "birth_year", "1988", "languages/ar", "native",
                             "languages/de", "B2", NULL);

  reopen (fixture);
  assert_value (fixture, id, "display_name", "Amal Haddad");
  assert_value (fixture, id, "birth_year", "1988");
  assert_value (fixture, id, "languages/ar", "native");
  assert_value (fixture, id, "languages/de", "B2");
  g_assert_cmpuint (status (fixture).waiting, ==, 1);
}

static void
test_emptied_values_are_empty (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", "email", "a@example.org", "languages/ar", "native", NULL);

  change (fixture, id, "email", NULL, "languages/ar", NULL, NULL);
  reopen (fixture);
  assert_value (fixture, id, "email", NULL);
  assert_value (fixture, id, "languages/ar", NULL);
  assert_value (fixture, id, "display_name", "Amal");
}

static void
test_saving_nothing_makes_no_edit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", NULL);

  change (fixture, id, "display_name", "Amal", NULL);
  g_assert_cmpuint (status (fixture).waiting, ==, 1);
}

static void
test_one_record_object_saved_again_and_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", "city", "Halle", NULL);
  g_autoptr (LotseRecord) record = get (fixture, id);
  static const char *const cities[] = { "Jena", "Halle", NULL, "Gera" };

  for (guint i = 0; i < G_N_ELEMENTS (cities); i++)
    {
      g_autoptr (GError) error = NULL;

      lotse_record_set (record, "city", cities[i], &error);
      lotse_store_save (fixture->store, record, NULL, &error);
      g_assert_no_error (error);
      assert_value (fixture, id, "city", cities[i]);
    }
}

static void
test_stale_copy_does_not_overwrite_others (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", "phone", "1", NULL);
  g_autoptr (LotseRecord) stale = get (fixture, id);
  g_autoptr (LotseRecord) copy = lotse_record_copy (stale);
  g_autoptr (GError) error = NULL;

  change (fixture, id, "phone", "2", NULL);
  lotse_record_set (copy, "city", "Halle", &error);
  lotse_store_save (fixture->store, copy, NULL, &error);
  g_assert_no_error (error);
  assert_value (fixture, id, "phone", "2");
  assert_value (fixture, id, "city", "Halle");
}

static void
test_invalid_input_writes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lotse_id_new ();
  g_autofree char *nobody = lotse_id_new ();
  g_autoptr (LotseRecord) nameless = lotse_record_new (lotse_kind_find ("person"), id);
  g_autoptr (LotseRecord) dangling = lotse_record_new (lotse_kind_find ("mentor_profile"), id);
  g_autoptr (LotseRecord) sheet = lotse_record_new (lotse_kind_find ("response"), id);

  g_assert_false (lotse_store_save (fixture->store, nameless, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  lotse_record_apply (dangling, "person", nobody);
  g_assert_false (lotse_store_save (fixture->store, dangling, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  lotse_record_apply (sheet, "way", "paper");
  g_assert_false (lotse_store_save (fixture->store, sheet, NULL, &error));
  g_assert_nonnull (error);
  assert_gone (fixture, id);
  g_assert_cmpuint (status (fixture).waiting, ==, 0);
}

static void
test_many_are_saved_whole_or_not_at_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = lotse_id_new ();
      LotseRecord *record = lotse_record_new (lotse_kind_find ("person"), id);

      if (i < 4)
        lotse_record_apply (record, "display_name", "Somebody");
      g_ptr_array_add (records, record);
    }
  g_assert_false (lotse_store_save_many (fixture->store, records, "import", NULL, NULL, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), ==, 0);
  lotse_record_apply (g_ptr_array_index (records, 4), "display_name", "Last");
  g_clear_error (&error);
  g_assert_true (lotse_store_save_many (fixture->store, records, "import", NULL, NULL, NULL, &error));
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), ==, 5);
  /* What one action made together is undone together. */
  g_assert_true (lotse_store_undo (fixture->store, NULL, NULL, &error));
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), ==, 0);
  lotse_query_bin (query, LOTSE_BIN_ONLY);
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), ==, 5);
}

static void
test_bin_and_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", NULL);
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_store_delete (fixture->store, id, NULL, &error));
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), ==, 0);
  hits = lotse_store_find (fixture->store, "amal", NULL, 8, &error);
  g_assert_cmpuint (hits->len, ==, 0);
  g_assert_true (lotse_store_restore (fixture->store, id, NULL, &error));
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), ==, 1);
  g_clear_pointer (&hits, g_ptr_array_unref);
  hits = lotse_store_find (fixture->store, "amal", NULL, 8, &error);
  g_assert_cmpuint (hits->len, ==, 1);
}

static guint
count_people (Fixture *fixture)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));

  return (guint) lotse_store_count (fixture->store, query, NULL);
}

/* Whichever write to the disk fails: all of them are in the bin or none is, and one undo takes all back. */
static void
test_many_go_to_the_bin_whole_or_not_at_all (Fixture *fixture, gconstpointer data)
{
  const char *ids[3];
  gboolean done = FALSE;
  guint failures = 0;

  for (guint i = 0; i < 3; i++)
    ids[i] = add (fixture, "person", "display_name", "Amal", NULL);
  for (gint64 nth = 1; !done; nth++)
    {
      g_autoptr (GError) error = NULL;

      lotse_db_fault_set (nth, FALSE, TRUE);
      done = lotse_store_delete_many (fixture->store, ids, 3, "bin", &error);
      lotse_db_fault_set (0, FALSE, FALSE);
      g_assert_cmpuint (count_people (fixture), ==, done ? 0 : 3);
      failures += !done;
    }
  g_assert_cmpuint (failures, >, 0);
  g_assert_true (lotse_store_undo (fixture->store, NULL, NULL, NULL));
  g_assert_cmpuint (count_people (fixture), ==, 3);
  {
    g_autofree char *foreign = lotse_id_new ();
    const char *mixed[] = { ids[0], ids[1], foreign };
    g_autoptr (GError) error = NULL;

    g_assert_false (lotse_store_delete_many (fixture->store, mixed, 3, "bin", &error));
    g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
    g_assert_cmpuint (count_people (fixture), ==, 3);
  }
  for (guint i = 0; i < 3; i++)
    g_free ((char *) ids[i]);
}

static void
test_undo_goes_back_step_by_step (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", "city", "Halle", NULL);
  g_autofree char *what = NULL;
  g_autoptr (GError) error = NULL;

  change (fixture, id, "city", "Jena", NULL);
  change (fixture, id, "phone", "5", NULL);
  g_assert_true (lotse_store_undo (fixture->store, id, &what, &error));
  g_assert_cmpstr (what, ==, "Amal");
  assert_value (fixture, id, "phone", NULL);
  assert_value (fixture, id, "city", "Jena");
  g_assert_true (lotse_store_undo (fixture->store, NULL, NULL, &error));
  assert_value (fixture, id, "city", "Halle");
  g_assert_true (lotse_store_undo (fixture->store, NULL, NULL, &error));
  {
    g_autoptr (LotseRecord) record = get (fixture, id);
    g_assert_true (lotse_record_is_deleted (record));
    g_assert_cmpstr (lotse_record_get (record, "city"), ==, "Halle");
  }
  g_assert_false (lotse_store_undo (fixture->store, NULL, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
}

static void
test_history_tells_each_change (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", NULL);
  g_autoptr (GPtrArray) entries = NULL;
  const LotseHistoryEntry *entry;
  g_autoptr (GError) error = NULL;

  change (fixture, id, "city", "Jena", NULL);
  change (fixture, id, "city", "Gera", NULL);
  entries = lotse_store_history (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 3);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->reg, ==, "city");
  g_assert_cmpstr (entry->before, ==, "Jena");
  g_assert_cmpstr (entry->after, ==, "Gera");
  g_assert_cmpint (entry->verdict, ==, LOTSE_VERDICT_NONE);
  g_assert_null (entry->by);
}

static void
test_pair_is_titled_and_found_by_its_people (Fixture *fixture, gconstpointer data)
{
  g_autofree char *mentor = add (fixture, "person", "display_name", "Eva Kluge", NULL);
  g_autofree char *mentee = add (fixture, "person", "display_name", "Yusuf Demir", NULL);
  g_autofree char *programme = add (fixture, "programme", "name", "Lotsen", NULL);
  g_autofree char *pair = add (fixture, "mentoring_pair", "mentor", mentor, "mentee", mentee, "programme", programme, "state", "proposed", NULL);
  g_autoptr (GPtrArray) hits = NULL;
  const char *const kinds[] = { "mentoring_pair", NULL };
  g_autoptr (GError) error = NULL;

  change (fixture, mentor, "display_name", "Eva Krause", NULL);
  hits = lotse_store_find (fixture->store, "krause", kinds, 8, &error);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (((LotseHit *) g_ptr_array_index (hits, 0))->id, ==, pair);
  g_assert_nonnull (strstr (((LotseHit *) g_ptr_array_index (hits, 0))->title, "Eva Krause"));
  g_clear_pointer (&hits, g_ptr_array_unref);
  hits = lotse_store_find (fixture->store, "kluge", NULL, 8, &error);
  g_assert_cmpuint (hits->len, ==, 0);
}

static void
test_spelling_does_not_matter (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *typed; const char *name; } rows[] = {
    { "muller", "Jürgen Müller" }, { "mueller jur", "Jürgen Müller" }, { "yousef", "Yusuf Demir" }, { "demir yu", "Yusuf Demir" },
    { "jusuf", "Yusuf Demir" }, { "sahin", "Ayşe Şahin" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) hits = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 0 || strcmp (rows[i].name, rows[i - 1].name) != 0)
        g_free (add (fixture, "person", "display_name", rows[i].name, NULL));
      hits = lotse_store_find (fixture->store, rows[i].typed, NULL, 8, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (hits->len, ==, 1);
      g_assert_cmpstr (((LotseHit *) g_ptr_array_index (hits, 0))->title, ==, rows[i].name);
    }
}

static void
test_merged_records_show_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "person", "display_name", "Amal", NULL);
  g_autofree char *two = add (fixture, "person", "display_name", "Amal H.", NULL);
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));
  g_autoptr (LotseRecord) record = get (fixture, two);
  g_autoptr (LotseRecord) back = NULL;
  g_autoptr (LotseRecord) standing = NULL;
  g_autoptr (GError) error = NULL;

  lotse_record_set_merged_into (record, one, &error);
  lotse_store_save (fixture->store, record, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), ==, 1);
  standing = lotse_store_get_standing (fixture->store, two, &error);
  g_assert_cmpstr (lotse_record_get_id (standing), ==, one);
  /* A circle, made on two devices at once, ends at the smallest id. */
  back = get (fixture, one);
  lotse_record_set_merged_into (back, two, &error);
  lotse_store_save (fixture->store, back, NULL, &error);
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), ==, 1);
  g_clear_object (&standing);
  standing = lotse_store_get_standing (fixture->store, two, &error);
  g_assert_cmpstr (lotse_record_get_id (standing), ==, strcmp (one, two) < 0 ? one : two);
}

typedef struct
{
  const char *field;
  LotseQueryOperator op;
  const char *value;
  const char *names;
} QueryRow;

static const QueryRow QUERIES[] = {
  { "city", LOTSE_QUERY_EQUAL, "Halle", "Anna Çelik" },
  { "city", LOTSE_QUERY_NOT_EQUAL, "Halle", "Ödön Zoe" },
  { "city", LOTSE_QUERY_EMPTY, NULL, "Ödön" },
  { "city", LOTSE_QUERY_NOT_EMPTY, NULL, "Anna Çelik Zoe" },
  { "birth_year", LOTSE_QUERY_LESS, "1990", "Çelik Zoe" },
  { "birth_year", LOTSE_QUERY_GREATER_EQUAL, "1990", "Anna" },
  { "languages", LOTSE_QUERY_HAS, "ar", "Zoe" },
  { "city", LOTSE_QUERY_HAS, "GERÄ", "" },
  { "city", LOTSE_QUERY_HAS, "all", "Anna Çelik" },
  { "gender", LOTSE_QUERY_EQUAL, "female", "Anna" },
};

static char *
names_of (GPtrArray *records)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", lotse_record_get (g_ptr_array_index (records, i), "display_name"));
  return g_string_free (names, FALSE);
}

static void
test_queries (Fixture *fixture, gconstpointer data)
{
  g_free (add (fixture, "person", "display_name", "Zoe", "city", "Jena", "birth_year", "1970", "languages/ar", "B1", NULL));
  g_free (add (fixture, "person", "display_name", "Ödön", NULL));
  g_free (add (fixture, "person", "display_name", "Anna", "city", "Halle", "birth_year", "1990", "gender", "female", NULL));
  g_free (add (fixture, "person", "display_name", "Çelik", "city", "Halle", "birth_year", "1989", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (QUERIES); i++)
    {
      g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));
      g_autoptr (GPtrArray) records = NULL;
      g_autofree char *names = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (lotse_query_where (query, QUERIES[i].field, QUERIES[i].op, QUERIES[i].value, &error));
      records = lotse_store_list (fixture->store, query, &error);
      g_assert_no_error (error);
      names = names_of (records);
      g_assert_cmpstr (names, ==, QUERIES[i].names);
      g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), ==, records->len);
    }
}

static void
test_sorting_and_paging (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *names = NULL;
  g_autoptr (GError) error = NULL;

  g_free (add (fixture, "person", "display_name", "Zoe", "city", "Ölde", "birth_year", "1970", NULL));
  g_free (add (fixture, "person", "display_name", "Ödön", NULL));
  g_free (add (fixture, "person", "display_name", "Anna", "city", "Pirna", "birth_year", "1990", NULL));
  g_assert_false (lotse_query_sort (query, "no_such_field", FALSE, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (lotse_query_sort (query, "city", FALSE, &error));
  records = lotse_store_list (fixture->store, query, &error);
  names = names_of (records);
  g_assert_cmpstr (names, ==, "Zoe Anna Ödön");
  g_clear_pointer (&records, g_ptr_array_unref);
  g_clear_pointer (&names, g_free);
  lotse_query_limit (query, 1, 1);
  records = lotse_store_list (fixture->store, query, &error);
  names = names_of (records);
  g_assert_cmpstr (names, ==, "Anna");
}

/* By a link and by days, which have indexes: what is empty or in the bin is not found, and the order is as asked for. */
static void
test_lists_by_what_has_an_index (Fixture *fixture, gconstpointer data)
{
  g_autofree char *mentor = add (fixture, "person", "display_name", "Mira", NULL);
  g_autofree char *mentee = add (fixture, "person", "display_name", "Yusuf", NULL);
  g_autofree char *pair = add (fixture, "mentoring_pair", "mentor", mentor, "mentee", mentee, "state", "agreed", NULL);
  g_autofree char *other = add (fixture, "mentoring_pair", "mentor", mentee, "mentee", mentor, "state", "agreed", NULL);
  g_autofree char *early = add (fixture, "session", "date", "2026-01-05", "pair", pair, NULL);
  g_autofree char *late = add (fixture, "session", "date", "2026-03-05", "pair", pair, NULL);
  g_autofree char *gone = add (fixture, "session", "date", "2026-02-05", "pair", other, NULL);
  g_autofree char *alone = add (fixture, "session", "date", "2026-02-06", NULL);
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("session"));
  g_autoptr (LotseQuery) since = lotse_query_new (lotse_kind_find ("session"));
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) pairs = NULL;
  g_autoptr (GHashTable) last = NULL, first = NULL;
  g_autoptr (GError) error = NULL;

  lotse_store_delete (fixture->store, gone, NULL, &error);
  lotse_query_where (query, "pair", LOTSE_QUERY_EQUAL, pair, &error);
  lotse_query_sort (query, "date", TRUE, &error);
  ids = lotse_store_list_ids (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (ids, 0), ==, late);
  g_assert_cmpstr (g_ptr_array_index (ids, 1), ==, early);
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), ==, 2);

  lotse_query_where (since, "date", LOTSE_QUERY_GREATER_EQUAL, "2026-01-05", &error);
  g_assert_cmpint (lotse_store_count (fixture->store, since, NULL), ==, 3);
  pairs = lotse_store_list_links (fixture->store, since, "pair", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pairs->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (pairs, 0), ==, pair);

  last = lotse_store_edges (fixture->store, since, "pair", "date", TRUE, &error);
  first = lotse_store_edges (fixture->store, since, "pair", "date", FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (last), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (last, pair), ==, "2026-03-05");
  g_assert_cmpstr (g_hash_table_lookup (first, pair), ==, "2026-01-05");
}

static void
test_search_in_a_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("organisation"));
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  g_free (add (fixture, "organisation", "name", "Haus der Frauen", NULL));
  g_free (add (fixture, "organisation", "name", "Sportverein", NULL));
  g_free (add (fixture, "person", "display_name", "Frau Haus", NULL));
  lotse_query_search (query, "hau");
  records = lotse_store_list (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
  lotse_query_search (query, "\"' OR * (");
  g_clear_pointer (&records, g_ptr_array_unref);
  records = lotse_store_list (fixture->store, query, &error);
  g_assert_no_error (error);
}

/* A child saves without end; the parent kills it after some edits: what was reported is there. */
static void
test_killed_at_any_moment (Fixture *fixture, gconstpointer data)
{
  int pipes[2], wstatus;
  gint64 reported = 0;
  pid_t child;
  char byte;
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));

  lotse_store_close (fixture->store);
  g_clear_object (&fixture->store);
  g_assert_cmpint (pipe (pipes), ==, 0);
  child = fork ();
  if (child == 0)
    {
      Fixture own = { fixture->folder, must_open (fixture->folder) };

      for (;;)
        {
          g_free (add (&own, "person", "display_name", "Somebody", NULL));
          if (write (pipes[1], "x", 1) != 1)
            _exit (1);
        }
    }
  close (pipes[1]);
  while (reported < 40 && read (pipes[0], &byte, 1) == 1)
    reported++;
  kill (child, SIGKILL);
  waitpid (child, &wstatus, 0);
  while (read (pipes[0], &byte, 1) == 1)
    reported++;
  close (pipes[0]);
  g_assert_cmpint (reported, >=, 40);
  fixture->store = must_open (fixture->folder);
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), >=, reported);
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), <=, reported + 1);
}

static void
note_signal (LotseStore *store, const char *kind, const char *id, gpointer data)
{
  GString *seen = data;

  g_string_append_printf (seen, "%s;", kind != NULL ? kind : "many");
}

static void
test_others_hear_of_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) own = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);
  Fixture second = { fixture->folder, must_open (fixture->folder) };
  gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (note_signal), own);
  g_signal_connect (second.store, "changed", G_CALLBACK (note_signal), other);
  g_free (add (fixture, "person", "display_name", "Amal", NULL));
  while ((own->len == 0 || other->len == 0) && g_get_monotonic_time () < until)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_cmpstr (own->str, ==, "person;");
  g_assert_cmpstr (other->str, ==, "many;");
  lotse_store_close (second.store);
  g_object_unref (second.store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  lotse_db_fault_install ();
#define ADD(name, function) g_test_add ("/records/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("saved-is-there-after-reopening", test_saved_is_there_after_reopening);
  ADD ("emptied-values-are-empty", test_emptied_values_are_empty);
  ADD ("saving-nothing-makes-no-edit", test_saving_nothing_makes_no_edit);
  ADD ("one-record-object-saved-again-and-back", test_one_record_object_saved_again_and_back);
  ADD ("stale-copy-does-not-overwrite-others", test_stale_copy_does_not_overwrite_others);
  ADD ("invalid-input-writes-nothing", test_invalid_input_writes_nothing);
  ADD ("many-are-saved-whole-or-not-at-all", test_many_are_saved_whole_or_not_at_all);
  ADD ("bin-and-back", test_bin_and_back);
  ADD ("many-go-to-the-bin-whole-or-not-at-all", test_many_go_to_the_bin_whole_or_not_at_all);
  ADD ("undo-goes-back-step-by-step", test_undo_goes_back_step_by_step);
  ADD ("history-tells-each-change", test_history_tells_each_change);
  ADD ("pair-is-titled-and-found-by-its-people", test_pair_is_titled_and_found_by_its_people);
  ADD ("spelling-does-not-matter", test_spelling_does_not_matter);
  ADD ("merged-records-show-once", test_merged_records_show_once);
  ADD ("queries", test_queries);
  ADD ("sorting-and-paging", test_sorting_and_paging);
  ADD ("lists-by-what-has-an-index", test_lists_by_what_has_an_index);
  ADD ("search-in-a-list", test_search_in_a_list);
  ADD ("killed-at-any-moment", test_killed_at_any_moment);
  ADD ("others-hear-of-changes", test_others_hear_of_changes);
  return g_test_run ();
}
