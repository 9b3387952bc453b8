/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes that come from the centre: what is forgotten, erased, unknown or unreadable, and what the history tells of others. */
#include "config.h"

#include "answer-fixture.h"

static void
test_forgotten_leaves_and_may_come_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GPtrArray) edits = NULL;

  add_change (answer, "person", id, clock_at (1), "display_name", "Amal Geheim", "city", "Halle", NULL);
  must_apply (fixture, answer);
  change (fixture, id, "city", "Jena", NULL);
  answer = answer_new ("c2");
  g_ptr_array_add (answer->forget, g_strdup (id));
  must_apply (fixture, answer);
  assert_gone (fixture, id);
  hits = lotse_store_find (fixture->store, "geheim", NULL, 8, NULL);
  g_assert_cmpuint (hits->len, ==, 0);
  /* What was not sent yet still goes out, and its verdict brings nothing back. */
  edits = outbox (fixture);
  g_assert_cmpuint (edits->len, ==, 1);
  settle_all (fixture, answer_new ("c3"), LOTSE_VERDICT_MERGED, NULL);
  assert_gone (fixture, id);
  g_assert_cmpuint (status (fixture).waiting, ==, 0);
  answer = answer_new ("c4");
  add_change (answer, "person", id, clock_at (9), "display_name", "Amal Geheim", NULL);
  must_apply (fixture, answer);
  assert_value (fixture, id, "display_name", "Amal Geheim");
}

static void
assert_no_byte (Fixture *fixture, const char *word)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *content = NULL;
      gsize size;

      if (g_file_get_contents (path, &content, &size, NULL))
        g_assert_null (memmem (content, size, word, strlen (word)));
    }
}

static void
test_no_byte_of_the_forgotten_stays (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = lotse_id_new ();
  g_autofree char *programme = NULL;
  LotseSyncAnswer *answer;

  if (lotse_db_encrypts ())
    {
      g_test_skip ("an encrypted file shows no words; the plain build shows this");
      return;
    }
  answer = answer_new ("c1");
  for (int i = 0; i < 50; i++)
    {
      g_autofree char *other = lotse_id_new ();

      add_change (answer, "person", other, clock_at (1), "display_name", "Somebody Else", "staff_notes", "plain", NULL);
    }
  add_change (answer, "person", id, clock_at (1), "display_name", "Xylophonia Geheim", "staff_notes", "Quarzsand", NULL);
  must_apply (fixture, answer);
  g_free (add (fixture, "mentor_profile", "person", id, NULL));
  settle_all (fixture, answer_new ("c2"), LOTSE_VERDICT_MERGED, NULL);
  answer = answer_new ("c3");
  g_ptr_array_add (answer->forget, g_strdup (id));
  must_apply (fixture, answer);
  reopen (fixture);
  assert_no_byte (fixture, "Xylophonia");
  assert_no_byte (fixture, "xylophonia");
  assert_no_byte (fixture, "Quarzsand");
  assert_no_byte (fixture, "quarzsand");
}

/* So many that the index is made anew. */
static void
test_no_byte_of_many_forgotten_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  LotseSyncAnswer *answer = answer_new ("c1");

  if (lotse_db_encrypts ())
    {
      lotse_sync_answer_free (answer);
      g_test_skip ("an encrypted file shows no words; the plain build shows this");
      return;
    }
  for (int i = 0; i < 200; i++)
    {
      g_ptr_array_add (ids, lotse_id_new ());
      add_change (answer, "person", g_ptr_array_index (ids, ids->len - 1), clock_at (1), "display_name", "Xylophonia Geheim",
                  "staff_notes", "Quarzsand", NULL);
    }
  must_apply (fixture, answer);
  answer = answer_new ("c2");
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (answer->forget, g_strdup (g_ptr_array_index (ids, i)));
  must_apply (fixture, answer);
  reopen (fixture);
  assert_no_byte (fixture, "Xylophonia");
  assert_no_byte (fixture, "xylophonia");
  assert_no_byte (fixture, "quarzsand");
}

static void
test_erased_never_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", NULL);
  LotseSyncAnswer *answer = answer_new ("c1");
  g_autoptr (LotseRecord) record = get (fixture, id);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (answer->erased, g_strdup (id));
  must_apply (fixture, answer);
  assert_gone (fixture, id);
  g_assert_cmpuint (status (fixture).waiting, ==, 0);
  entries = lotse_store_history (fixture->store, id, NULL);
  g_assert_cmpuint (entries->len, ==, 0);
  lotse_record_set (record, "city", "Jena", NULL);
  g_assert_false (lotse_store_save (fixture->store, record, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
  answer = answer_new ("c2");
  add_change (answer, "person", id, clock_at (9), "display_name", "Amal", NULL);
  must_apply (fixture, answer);
  assert_gone (fixture, id);
}

static void
test_new_beginning_offers_again_and_drops_what_is_gone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *mine = add (fixture, "person", "display_name", "Mine", "city", "Halle", NULL);
  g_autofree char *old = lotse_id_new ();
  g_autofree char *kept = lotse_id_new ();
  g_autofree char *unsent = NULL;
  LotseSyncAnswer *answer = answer_new ("c1");
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  const LotseEdit *edit;

  add_change (answer, "person", old, clock_at (1), "display_name", "Old", NULL);
  add_change (answer, "person", kept, clock_at (1), "display_name", "Kept", NULL);
  settle_all (fixture, answer, LOTSE_VERDICT_MERGED, NULL);
  unsent = add (fixture, "person", "display_name", "Unsent", NULL);
  g_assert_true (lotse_store_start_anew (fixture->store, NULL, &error));
  g_assert_no_error (error);
  edits = outbox (fixture);
  g_assert_cmpuint (edits->len, ==, 2);
  edit = g_ptr_array_index (edits, 0);
  g_assert_cmpstr (edit->id, ==, mine);
  g_assert_cmpuint (((LotseWrite *) g_ptr_array_index (edit->writes, 0))->effective, ==, edit->stamp.clock);
  {
    g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (fixture->store, NULL);

    g_assert_null (state->cursor);
    g_assert_true (state->receiving_anew);
  }
  answer = answer_new ("c2");
  answer->flags = LOTSE_SYNC_LISTING;
  add_change (answer, "person", kept, clock_at (1), "display_name", "Kept", NULL);
  must_apply (fixture, answer);
  assert_gone (fixture, old);
  assert_value (fixture, kept, "display_name", "Kept");
  assert_value (fixture, mine, "city", "Halle");
  assert_value (fixture, unsent, "display_name", "Unsent");
}

static void
test_offered_again_does_not_hide_what_is_newer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", "city", "Halle", NULL);
  guint64 later = LOTSE_CLOCK_FROM_MS (g_get_real_time () / 1000 + 60000);
  LotseSyncAnswer *answer;

  settle_all (fixture, answer_new ("c1"), LOTSE_VERDICT_MERGED, NULL);
  g_assert_true (lotse_store_start_anew (fixture->store, NULL, NULL));
  answer = answer_new ("c2");
  add_change (answer, "person", id, later, "display_name", "Amal", "city", "Jena", NULL);
  must_apply (fixture, answer);
  assert_value (fixture, id, "city", "Jena");
}

static void
test_unknown_kinds_and_fields_are_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = lotse_id_new ();
  g_autofree char *future = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");
  g_autoptr (GError) error = NULL;

  add_change (answer, "person", id, clock_at (1), "display_name", "Amal", "shoe_size", "42", "birth_year", "no number", "tags/x/y", "1", NULL);
  add_change (answer, "spaceship", future, clock_at (1), "name", "Enterprise", NULL);
  g_assert_cmpuint (must_apply (fixture, answer), ==, 0);
  reopen (fixture);
  assert_value (fixture, id, "shoe_size", "42");
  assert_value (fixture, id, "birth_year", "no number");
  change (fixture, id, "birth_year", "1988", NULL);
  assert_value (fixture, id, "shoe_size", "42");
  assert_value (fixture, id, "birth_year", "1988");
  g_assert_null (lotse_store_get (fixture->store, future, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_OUTDATED);
}

static void
test_what_cannot_be_applied_is_set_aside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = lotse_id_new ();
  g_autofree char *other = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");

  add_change (answer, "person", id, clock_at (1), "display_name", "Amal", NULL);
  must_apply (fixture, answer);
  answer = answer_new ("c2");
  add_change (answer, "organisation", id, clock_at (2), "name", "Verein", NULL);
  add_change (answer, "person", other, clock_at (2), "display_name", "Berit", NULL);
  g_assert_cmpuint (must_apply (fixture, answer), ==, 1);
  assert_value (fixture, id, "display_name", "Amal");
  assert_value (fixture, other, "display_name", "Berit");
  g_assert_cmpuint (status (fixture).set_aside, ==, 1);
}

/* A change that cannot be read is counted and kept, and is over when the record comes whole, or when it leaves. */
static void
test_what_cannot_be_read_is_set_aside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *whole = lotse_id_new ();
  g_autofree char *leaves = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");

  g_ptr_array_add (answer->unreadable, g_strdup_printf ("{\"k\":\"person\",\"i\":\"%s\",\"f\":7}", whole));
  g_ptr_array_add (answer->unreadable, g_strdup_printf ("{\"k\":\"person\",\"i\":\"%s\",\"f\":7}", leaves));
  g_ptr_array_add (answer->unreadable, g_strdup ("7"));
  g_assert_cmpuint (must_apply (fixture, answer), ==, 3);
  g_assert_cmpuint (status (fixture).set_aside, ==, 3);
  answer = answer_new ("c2");
  add_change (answer, "person", whole, clock_at (2), "display_name", "Amal", NULL);
  g_assert_cmpuint (must_apply (fixture, answer), ==, 0);
  assert_value (fixture, whole, "display_name", "Amal");
  g_assert_cmpuint (status (fixture).set_aside, ==, 2);
  answer = answer_new ("c3");
  g_ptr_array_add (answer->forget, g_strdup (leaves));
  must_apply (fixture, answer);
  g_assert_cmpuint (status (fixture).set_aside, ==, 1);
}

static void
assert_stands (Fixture *fixture, const char *id, const char *standing, guint visible)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) record = lotse_store_get_standing (fixture->store, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (lotse_record_get_id (record), ==, standing);
  g_assert_cmpint (lotse_store_count (fixture->store, query, NULL), ==, visible);
}

/* A mentor may hold one of two records that staff united, and not the one that stands for both. */
static void
test_what_is_not_here_does_not_stand (Fixture *fixture, gconstpointer data)
{
  g_autofree char *held = lotse_id_new ();
  g_autofree char *standing = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");

  add_change (answer, "person", held, clock_at (1), "display_name", "Yusuf", "_merged_into", standing, NULL);
  must_apply (fixture, answer);
  assert_stands (fixture, held, held, 1);
  answer = answer_new ("c2");
  add_change (answer, "person", standing, clock_at (2), "display_name", "Jusuf", NULL);
  must_apply (fixture, answer);
  assert_stands (fixture, held, standing, 1);
  answer = answer_new ("c3");
  g_ptr_array_add (answer->forget, g_strdup (standing));
  must_apply (fixture, answer);
  assert_stands (fixture, held, held, 1);
  answer = answer_new ("c4");
  add_change (answer, "person", standing, clock_at (2), "display_name", "Jusuf", NULL);
  must_apply (fixture, answer);
  assert_stands (fixture, held, standing, 1);
}

static void
test_changes_of_others_are_in_the_history (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");
  g_autoptr (GPtrArray) entries = NULL;
  const LotseHistoryEntry *entry;

  add_change (answer, "person", id, clock_at (1), "display_name", "Amal", "city", "Halle", NULL);
  must_apply (fixture, answer);
  answer = answer_new ("c2");
  add_change (answer, "person", id, clock_at (2), "display_name", "Amal", "city", "Jena", NULL);
  must_apply (fixture, answer);
  entries = lotse_store_history (fixture->store, id, NULL);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->by, ==, "berta");
  g_assert_cmpstr (entry->before, ==, "Halle");
  g_assert_cmpstr (entry->after, ==, "Jena");
  /* Nobody undoes what others did. */
  g_assert_false (lotse_store_undo (fixture->store, id, NULL, NULL));
}

/* What a guest needed is health at times: when others erased it, this device forgets what it was. */
static void
test_emptied_needs_leave_the_history (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = lotse_id_new ();
  g_autofree char *event = lotse_id_new ();
  g_autofree char *person = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  add_change (answer, "event", event, clock_at (1), "title_de", "Treffen", NULL);
  add_change (answer, "person", person, clock_at (1), "display_name", "Amal", NULL);
  add_change (answer, "registration", id, clock_at (1), "event", event, "person", person, "state", "registered", NULL);
  must_apply (fixture, answer);
  answer = answer_new ("c2");
  add_change (answer, "registration", id, clock_at (2), "event", event, "person", person, "state", "registered", "needs/food", "1",
              "needs_note", "ohne Nuss", NULL);
  must_apply (fixture, answer);
  before = lotse_store_history (fixture->store, id, NULL);
  g_assert_cmpuint (before->len, ==, 2);
  answer = answer_new ("c3");
  add_change (answer, "registration", id, clock_at (3), "event", event, "person", person, "state", "cancelled", "needs/food", NULL,
              "needs_note", NULL, NULL);
  must_apply (fixture, answer);
  after = lotse_store_history (fixture->store, id, NULL);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (((LotseHistoryEntry *) after->pdata[0])->reg, ==, "state");
}

static void
test_arrivals_are_what_others_did (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = lotse_id_new ();
  g_autofree char *later = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");
  g_autoptr (GPtrArray) arrivals = NULL;
  const LotseArrival *arrival;
  g_autoptr (GError) error = NULL;

  add_change (answer, "person", first, clock_at (1), "display_name", "Amal", NULL);
  must_apply (fixture, answer);
  arrivals = lotse_store_arrivals (fixture->store, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (arrivals->len, ==, 0);
  answer = answer_new ("c2");
  add_change (answer, "person", later, clock_at (2), "display_name", "Berit", NULL);
  must_apply (fixture, answer);
  g_clear_pointer (&arrivals, g_ptr_array_unref);
  arrivals = lotse_store_arrivals (fixture->store, 0, 10, &error);
  g_assert_cmpuint (arrivals->len, ==, 1);
  arrival = g_ptr_array_index (arrivals, 0);
  g_assert_cmpstr (arrival->id, ==, later);
  g_assert_cmpstr (arrival->title, ==, "Berit");
  g_assert_cmpstr (arrival->by, ==, "berta");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  lotse_db_fault_install ();
#define ADD(name, function) g_test_add ("/apply-changes/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("forgotten-leaves-and-may-come-back", test_forgotten_leaves_and_may_come_back);
  ADD ("no-byte-of-the-forgotten-stays", test_no_byte_of_the_forgotten_stays);
  ADD ("no-byte-of-many-forgotten-stays", test_no_byte_of_many_forgotten_stays);
  ADD ("erased-never-comes-back", test_erased_never_comes_back);
  ADD ("new-beginning-offers-again-and-drops-what-is-gone", test_new_beginning_offers_again_and_drops_what_is_gone);
  ADD ("offered-again-does-not-hide-what-is-newer", test_offered_again_does_not_hide_what_is_newer);
  ADD ("unknown-kinds-and-fields-are-kept", test_unknown_kinds_and_fields_are_kept);
  ADD ("what-cannot-be-applied-is-set-aside", test_what_cannot_be_applied_is_set_aside);
  ADD ("what-cannot-be-read-is-set-aside", test_what_cannot_be_read_is_set_aside);
  ADD ("changes-of-others-are-in-the-history", test_changes_of_others_are_in_the_history);
  ADD ("arrivals-are-what-others-did", test_arrivals_are_what_others_did);
  ADD ("what-is-not-here-does-not-stand", test_what_is_not_here_does_not_stand);
  ADD ("emptied-needs-leave-the-history", test_emptied_needs_leave_the_history);
  return g_test_run ();
}
