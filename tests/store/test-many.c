/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Very many records at once: the full-text index is then made anew, and knows and forgets the same as otherwise. */
#include "config.h"

#include "store-fixture.h"

#define MANY 300

/* People whose names have a word of all of them and one of their own, saved as one action. */
static GPtrArray *
add_many (Fixture *fixture, const char *word, const char *group)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *id = lotse_id_new ();
      g_autofree char *name = g_strdup_printf ("%s Nummer%u", word, i);
      LotseRecord *record = lotse_record_new (lotse_kind_find ("person"), id);

      lotse_record_set (record, "display_name", name, &error);
      g_ptr_array_add (records, record);
    }
  g_assert_true (lotse_store_save_many (fixture->store, records, group, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  return records;
}

static guint
count_hits (Fixture *fixture, const char *words)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));
  g_autoptr (GError) error = NULL;
  gint64 n;

  lotse_query_search (query, words);
  n = lotse_store_count (fixture->store, query, &error);
  g_assert_no_error (error);
  return (guint) n;
}

/* Whether a piece of the index, or a text that it keeps, still has the word. */
static gboolean
is_in_index (Fixture *fixture, const char *word)
{
  g_autoptr (LotseDb) db = open_database (fixture, "lotse.db");
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  g_assert_true (lotse_db_get_int (db, &n, 0, &error,
                                   "SELECT (SELECT count (*) FROM search_data WHERE instr (block, CAST (?1 AS BLOB)) > 0) "
                                   "+ (SELECT count (*) FROM search_content WHERE instr (c1, ?1) > 0)", "s", word));
  g_assert_no_error (error);
  return n > 0;
}

static void
test_undo_takes_all_out_of_the_index (Fixture *fixture, gconstpointer data)
{
  g_autofree char *stays = add (fixture, "person", "display_name", "Quarzsand", NULL);
  g_autoptr (GPtrArray) records = add_many (fixture, "Xylophonia", "import");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count_hits (fixture, "xylophonia"), ==, MANY);
  g_assert_true (is_in_index (fixture, "xylophonia"));
  g_assert_true (lotse_store_undo (fixture->store, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_hits (fixture, "xylophonia"), ==, 0);
  g_assert_false (is_in_index (fixture, "xylophonia"));
  g_assert_cmpuint (count_hits (fixture, "quarzsand"), ==, 1);
  /* What came back from the bin is found again, and one alone leaves as before. */
  g_assert_true (lotse_store_restore (fixture->store, lotse_record_get_id (g_ptr_array_index (records, 7)), NULL, &error));
  g_assert_cmpuint (count_hits (fixture, "xylophonia nummer7"), ==, 1);
  g_assert_true (lotse_store_delete (fixture->store, lotse_record_get_id (g_ptr_array_index (records, 7)), NULL, &error));
  g_assert_cmpuint (count_hits (fixture, "xylophonia"), ==, 0);
}

static void
test_changed_names_are_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = add_many (fixture, "Xylophonia", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < MANY; i++)
    lotse_record_set (g_ptr_array_index (records, i), "display_name", i < MANY / 2 ? "Quarzsand" : "Basalt", &error);
  g_assert_true (lotse_store_save_many (fixture->store, records, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_hits (fixture, "quarzsand"), ==, MANY / 2);
  g_assert_cmpuint (count_hits (fixture, "basalt"), ==, MANY / 2);
  g_assert_cmpuint (count_hits (fixture, "xylophonia"), ==, 0);
  g_assert_false (is_in_index (fixture, "xylophonia"));
}

/* Within one transaction the last state counts, of records that are new and of others. */
static void
test_twice_in_one_action (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = add_many (fixture, "Xylophonia", NULL);
  g_autoptr (GPtrArray) twice = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *new_id = lotse_id_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2 * MANY; i++)
    {
      const char *id = i == 0 || i == MANY ? new_id : lotse_record_get_id (g_ptr_array_index (records, i % MANY));
      LotseRecord *record = lotse_record_new (lotse_kind_find ("person"), id);

      lotse_record_set (record, "display_name", i < MANY ? "Quarzsand" : "Basalt", &error);
      g_ptr_array_add (twice, record);
    }
  g_assert_true (lotse_store_save_many (fixture->store, twice, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_hits (fixture, "basalt"), ==, MANY);
  g_assert_cmpuint (count_hits (fixture, "xylophonia"), ==, 1);
  g_assert_false (is_in_index (fixture, "quarzsand"));
}

static void
test_forgetting_all_empties_the_index (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = add_many (fixture, "Xylophonia", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_store_forget_all (fixture->store, &error));
  g_assert_no_error (error);
  g_assert_false (is_in_index (fixture, "xylophonia"));
  g_free (add (fixture, "person", "display_name", "Quarzsand", NULL));
  g_assert_cmpuint (count_hits (fixture, "quarzsand"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/many/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("undo-takes-all-out-of-the-index", test_undo_takes_all_out_of_the_index);
  ADD ("changed-names-are-found", test_changed_names_are_found);
  ADD ("twice-in-one-action", test_twice_in_one_action);
  ADD ("forgetting-all-empties-the-index", test_forgetting_all_empties_the_index);
  return g_test_run ();
}
