/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of the centre: what each verdict and change does to what people see, and to what waits. */
#include "config.h"

#include "lotse-protocol.h"
#include "store-fixture.h"

#define CENTRE_DEVICE 0x77u

static guint64
clock_at (guint seconds)
{
  return LOTSE_CLOCK_FROM_MS (G_GINT64_CONSTANT (1700000000000) + (gint64) seconds * 1000);
}

/* An answer to the next send of this profile, with a cursor. */
static LotseSyncAnswer *
answer_new (const char *cursor)
{
  LotseSyncAnswer *answer = lotse_sync_answer_new ();

  answer->cursor = g_strdup (cursor);
  answer->epoch = g_strdup ("e1");
  answer->now_ms = g_get_real_time () / 1000;
  answer->roles = LOTSE_ROLE_COORDINATOR;
  return answer;
}

static void
add_verdict (LotseSyncAnswer *answer, const LotseEdit *edit, const char *reg, LotseVerdict verdict, const char *reason)
{
  LotseVerdicts *verdicts = NULL;
  LotseVerdictLine *line = g_new0 (LotseVerdictLine, 1);

  for (guint i = 0; i < answer->verdicts->len; i++)
    {
      LotseVerdicts *other = g_ptr_array_index (answer->verdicts, i);

      if (strcmp (other->id, edit->id) == 0 && lotse_stamp_equal (other->stamp, edit->stamp))
        verdicts = other;
    }
  if (verdicts == NULL)
    {
      verdicts = g_new0 (LotseVerdicts, 1);
      verdicts->id = g_strdup (edit->id);
      verdicts->stamp = edit->stamp;
      verdicts->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_verdict_line_free);
      g_ptr_array_add (answer->verdicts, verdicts);
    }
  line->reg = g_strdup (reg);
  line->verdict = verdict;
  line->reason = g_strdup (reason);
  g_ptr_array_add (verdicts->lines, line);
}

/* A record as the centre has it: pairs of register and value, all with one stamp. */
static void
add_change (LotseSyncAnswer *answer, const char *kind, const char *id, guint64 clock, ...)
{
  LotseChange *added = g_new0 (LotseChange, 1);
  const char *reg;
  va_list args;

  added->kind = g_strdup (kind);
  added->id = g_strdup (id);
  added->by = g_strdup ("berta");
  added->registers = lotse_registers_new ();
  va_start (args, clock);
  while ((reg = va_arg (args, const char *)) != NULL)
    {
      const char *value = va_arg (args, const char *);

      lotse_registers_put (added->registers, reg, value, (LotseStamp){ clock, CENTRE_DEVICE });
    }
  va_end (args);
  g_ptr_array_add (answer->changes, added);
}

static guint
must_apply (Fixture *fixture, LotseSyncAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) heard = NULL;
  g_autofree char *send_id = NULL;
  LotseApplied applied;

  lotse_store_begin_send (fixture->store, &send_id, &heard, &error);
  g_assert_no_error (error);
  lotse_store_apply (fixture->store, answer, send_id, &applied, &error);
  g_assert_no_error (error);
  lotse_sync_answer_free (answer);
  return applied.set_aside;
}

static GPtrArray *
outbox (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 last;
  gboolean more;
  GPtrArray *edits = lotse_store_outbox (fixture->store, 0, 100, 1 << 20, &last, &more, &error);

  g_assert_no_error (error);
  return edits;
}

/* Gives all that waits the same verdict. */
static void
settle_all (Fixture *fixture, LotseSyncAnswer *answer, LotseVerdict verdict, const char *reason)
{
  g_autoptr (GPtrArray) edits = outbox (fixture);

  for (guint i = 0; i < edits->len; i++)
    add_verdict (answer, g_ptr_array_index (edits, i), NULL, verdict, reason);
  must_apply (fixture, answer);
}

static void
test_merged_edit_leaves_the_outbox_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", "city", "Halle", NULL);
  g_autoptr (GPtrArray) entries = NULL;

  settle_all (fixture, answer_new ("c1"), LOTSE_VERDICT_MERGED, NULL);
  g_assert_cmpuint (status (fixture).waiting, ==, 0);
  /* The record of the centre has not come yet, and nothing flickers. */
  assert_value (fixture, id, "city", "Halle");
  entries = lotse_store_history (fixture->store, id, NULL);
  g_assert_cmpint (((LotseHistoryEntry *) g_ptr_array_index (entries, 0))->verdict, ==, LOTSE_VERDICT_MERGED);
}

static void
test_edit_without_verdict_stays (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "person", "display_name", "Amal", NULL);
  g_autofree char *two = add (fixture, "person", "display_name", "Berit", NULL);
  g_autoptr (GPtrArray) edits = outbox (fixture);
  LotseSyncAnswer *answer = answer_new ("c1");

  add_verdict (answer, g_ptr_array_index (edits, 1), NULL, LOTSE_VERDICT_MERGED, NULL);
  must_apply (fixture, answer);
  g_clear_pointer (&edits, g_ptr_array_unref);
  edits = outbox (fixture);
  g_assert_cmpuint (edits->len, ==, 1);
  g_assert_cmpstr (((LotseEdit *) g_ptr_array_index (edits, 0))->id, ==, one);
  g_assert_cmpuint (status (fixture).last_complete_ms, ==, 0);
}

static void
test_pull_never_overwrites_an_unsent_edit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");
  g_autoptr (GPtrArray) edits = NULL;
  const LotseWrite *write;

  add_change (answer, "person", id, clock_at (1), "display_name", "Amal", "city", "Halle", "phone", "1", NULL);
  must_apply (fixture, answer);
  change (fixture, id, "city", "Jena", NULL);
  answer = answer_new ("c2");
  add_change (answer, "person", id, clock_at (99), "display_name", "Amal", "city", "Gera", "phone", "2", NULL);
  must_apply (fixture, answer);
  assert_value (fixture, id, "city", "Jena");
  assert_value (fixture, id, "phone", "2");
  /* The base says what the person saw, so that the centre finds the conflict. */
  edits = outbox (fixture);
  write = g_ptr_array_index (((LotseEdit *) g_ptr_array_index (edits, 0))->writes, 0);
  g_assert_cmpuint (write->base.clock, ==, clock_at (1));
  reopen (fixture);
  assert_value (fixture, id, "city", "Jena");
}

static void
test_base_is_what_the_person_saw (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");
  g_autoptr (LotseRecord) open_in_window = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  const LotseEdit *edit;

  add_change (answer, "person", id, clock_at (1), "display_name", "Amal", "city", "Halle", "phone", "1", NULL);
  must_apply (fixture, answer);
  open_in_window = get (fixture, id);
  answer = answer_new ("c2");
  add_change (answer, "person", id, clock_at (50), "display_name", "Amal", "city", "Gera", "phone", "2", NULL);
  must_apply (fixture, answer);
  lotse_record_set (open_in_window, "city", "Jena", &error);
  lotse_store_save (fixture->store, open_in_window, NULL, &error);
  g_assert_no_error (error);
  edits = outbox (fixture);
  g_assert_cmpuint (edits->len, ==, 1);
  edit = g_ptr_array_index (edits, 0);
  g_assert_cmpuint (edit->writes->len, ==, 1);
  g_assert_cmpuint (((LotseWrite *) g_ptr_array_index (edit->writes, 0))->base.clock, ==, clock_at (1));
  assert_value (fixture, id, "phone", "2");
}

static void
test_refused_is_kept_and_shown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");
  g_autoptr (GPtrArray) refusals = NULL;
  LotseRefusal *refusal;
  g_autoptr (GError) error = NULL;

  add_change (answer, "person", id, clock_at (1), "display_name", "Amal", "city", "Halle", NULL);
  must_apply (fixture, answer);
  change (fixture, id, "city", "Jena", NULL);
  settle_all (fixture, answer_new ("c2"), LOTSE_VERDICT_REFUSED, "no-right");
  assert_value (fixture, id, "city", "Halle");
  g_assert_cmpuint (status (fixture).waiting, ==, 0);
  g_assert_cmpuint (status (fixture).refused, ==, 1);
  refusals = lotse_store_refusals (fixture->store, &error);
  refusal = g_ptr_array_index (refusals, 0);
  g_assert_cmpstr (refusal->reason, ==, "no-right");
  g_assert_cmpstr (refusal->standing, ==, "Halle");
  g_assert_cmpstr (((LotseWrite *) g_ptr_array_index (refusal->edit->writes, 0))->value, ==, "Jena");
  /* Sent again only by hand. */
  g_assert_true (lotse_store_refusal_retry (fixture->store, refusal->row, &error));
  assert_value (fixture, id, "city", "Jena");
  g_assert_cmpuint (status (fixture).waiting, ==, 1);
  g_assert_cmpuint (status (fixture).refused, ==, 0);
}

static void
test_refused_new_record_can_be_tried_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", "city", "Halle", NULL);
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GError) error = NULL;

  settle_all (fixture, answer_new ("c1"), LOTSE_VERDICT_REFUSED, "no-right");
  assert_gone (fixture, id);
  refusals = lotse_store_refusals (fixture->store, &error);
  g_assert_cmpuint (refusals->len, ==, 1);
  g_assert_true (lotse_store_refusal_retry (fixture->store, ((LotseRefusal *) g_ptr_array_index (refusals, 0))->row, &error));
  assert_value (fixture, id, "city", "Halle");
}

static void
test_verdicts_for_single_fields (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", "city", "Halle", "phone", "1", NULL);
  g_autoptr (GPtrArray) edits = outbox (fixture);
  LotseSyncAnswer *answer = answer_new ("c1");

  add_verdict (answer, g_ptr_array_index (edits, 0), NULL, LOTSE_VERDICT_MERGED, NULL);
  add_verdict (answer, g_ptr_array_index (edits, 0), "phone", LOTSE_VERDICT_REFUSED, "invalid");
  must_apply (fixture, answer);
  assert_value (fixture, id, "city", "Halle");
  assert_value (fixture, id, "phone", NULL);
  g_assert_cmpuint (status (fixture).refused, ==, 1);
  g_assert_cmpuint (status (fixture).waiting, ==, 0);
}

static void
test_parked_edit_is_kept_until_the_centre_decides (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", "city", "Halle", NULL);
  g_autoptr (GPtrArray) edits = outbox (fixture);
  const LotseEdit *edit = g_ptr_array_index (edits, 0);
  LotseSyncAnswer *answer = answer_new ("c2");

  settle_all (fixture, answer_new ("c1"), LOTSE_VERDICT_PARKED, "no-link");
  /* The centre has no such record yet, so nobody sees one. */
  assert_gone (fixture, id);
  g_assert_cmpuint (status (fixture).waiting, ==, 0);
  g_assert_cmpuint (status (fixture).parked, ==, 1);
  add_change (answer, "person", id, edit->stamp.clock + 9, "display_name", "Amal B.", "city", "Halle", NULL);
  must_apply (fixture, answer);
  g_assert_cmpuint (status (fixture).parked, ==, 0);
  assert_value (fixture, id, "display_name", "Amal B.");
}

/* What was parked and merged after all is offered again like all that was confirmed; what something else covers is not. */
static void
test_parked_edit_is_offered_to_a_restored_centre (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", "city", "Halle", NULL);
  g_autoptr (GPtrArray) edits = outbox (fixture);
  const LotseEdit *edit = g_ptr_array_index (edits, 0);
  LotseSyncAnswer *answer = answer_new ("c2");
  g_autoptr (GPtrArray) again = NULL;
  LotseChange *merged;

  settle_all (fixture, answer_new ("c1"), LOTSE_VERDICT_PARKED, "parked");
  add_change (answer, "person", id, edit->stamp.clock + 9, "city", "Jena", NULL);
  merged = g_ptr_array_index (answer->changes, 0);
  lotse_registers_put (merged->registers, "display_name", "Amal", (LotseStamp){ edit->stamp.clock + 4, edit->stamp.device });
  must_apply (fixture, answer);
  g_assert_cmpuint (status (fixture).parked, ==, 0);
  g_assert_true (lotse_store_start_anew (fixture->store, NULL, NULL));
  again = outbox (fixture);
  g_assert_cmpuint (again->len, ==, 1);
  edit = g_ptr_array_index (again, 0);
  g_assert_cmpuint (edit->writes->len, ==, 1);
  g_assert_cmpstr (((LotseWrite *) g_ptr_array_index (edit->writes, 0))->reg, ==, "display_name");
  g_assert_cmpuint (((LotseWrite *) g_ptr_array_index (edit->writes, 0))->effective, ==, edit->stamp.clock + 4);
}

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

static void
test_conflict_is_decided_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = lotse_id_new ();
  g_autofree char *conflict = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  add_change (answer, "person", id, clock_at (1), "display_name", "Amal", "city", "Halle", NULL);
  add_change (answer, "conflict", conflict, clock_at (1), "record", id, "record_kind", "person", "register_name", "city", "standing_value",
              "Halle", "other_value", "Jena", "opened_at", "2026-11-22T10:00", NULL);
  must_apply (fixture, answer);
  g_assert_cmpuint (status (fixture).conflicts, ==, 1);
  open = lotse_store_conflicts (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_true (lotse_store_resolve (fixture->store, conflict, LOTSE_RESOLVE_OTHER, NULL, &error));
  g_assert_no_error (error);
  assert_value (fixture, id, "city", "Jena");
  assert_value (fixture, conflict, "resolution", "other");
  g_assert_cmpuint (status (fixture).conflicts, ==, 0);
  g_assert_false (lotse_store_resolve (fixture->store, conflict, LOTSE_RESOLVE_STANDING, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT);
}

static void
test_review_is_decided_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = lotse_id_new ();
  g_autofree char *review = lotse_id_new ();
  LotseSyncAnswer *answer = answer_new ("c1");
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  add_change (answer, "review", review, clock_at (1), "record", id, "record_kind", "person", "reason", "account", "account", "murat",
              "edit", "{}", "received_at", "2026-11-22T10:00", NULL);
  must_apply (fixture, answer);
  g_assert_cmpuint (status (fixture).reviews, ==, 1);
  open = lotse_store_reviews (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  /* A decision on something else is no decision. */
  g_assert_false (lotse_store_review_decide (fixture->store, id, TRUE, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (lotse_store_review_decide (fixture->store, review, FALSE, &error));
  g_assert_no_error (error);
  assert_value (fixture, review, "decision", "dropped");
  g_assert_cmpuint (status (fixture).reviews, ==, 0);
  g_assert_false (lotse_store_review_decide (fixture->store, review, TRUE, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT);
}

static void
test_sends_are_remembered_until_an_answer (Fixture *fixture, gconstpointer data)
{
  char *ids[3];
  GPtrArray *heard;
  LotseSyncAnswer *answer = answer_new ("c1");
  LotseApplied applied;

  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (lotse_store_begin_send (fixture->store, &ids[i], &heard, NULL));
      g_assert_cmpuint (heard->len, ==, i);
      g_ptr_array_unref (heard);
      reopen (fixture);
    }
  g_assert_true (lotse_store_apply (fixture->store, answer, ids[1], &applied, NULL));
  g_free (ids[0]);
  g_assert_true (lotse_store_begin_send (fixture->store, &ids[0], &heard, NULL));
  g_assert_cmpuint (heard->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (heard, 0), ==, ids[1]);
  g_assert_cmpstr (g_ptr_array_index (heard, 1), ==, ids[2]);
  g_ptr_array_unref (heard);
  lotse_sync_answer_free (answer);
  for (guint i = 0; i < 3; i++)
    g_free (ids[i]);
}

static const LotseWrite *
write_of (GPtrArray *edits, guint n)
{
  return g_ptr_array_index (((LotseEdit *) g_ptr_array_index (edits, n))->writes, 0);
}

static void
test_new_device_keeps_what_waits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", NULL);
  g_autoptr (LotseSyncState) before = lotse_store_get_sync_state (fixture->store, NULL);
  g_autoptr (LotseSyncState) after = NULL;
  g_autoptr (GPtrArray) edits = NULL;

  g_assert_true (lotse_store_become_new_device (fixture->store, NULL));
  after = lotse_store_get_sync_state (fixture->store, NULL);
  g_assert_cmpuint (after->device, !=, before->device);
  g_assert_cmpuint (after->former->len, ==, 1);
  g_assert_cmpuint (g_array_index (after->former, guint64, 0), ==, before->device);
  change (fixture, id, "city", "Halle", NULL);
  edits = outbox (fixture);
  g_assert_cmpuint (edits->len, ==, 2);
  /* What waits moves with it, because the other disk goes on writing under the old name. */
  g_assert_cmpuint (((LotseEdit *) g_ptr_array_index (edits, 0))->stamp.device, ==, after->device);
  g_assert_cmpuint (((LotseEdit *) g_ptr_array_index (edits, 1))->stamp.device, ==, after->device);
}

/* What was written over an edit that has a new name now names it by that one, or it would seem to follow the other disk's. */
static void
test_new_device_renames_what_was_seen (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", NULL);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  LotseStamp first, second;

  change (fixture, id, "display_name", "Amal B.", NULL);
  change (fixture, id, "display_name", "Amal C.", NULL);
  before = outbox (fixture);
  g_assert_cmpuint (before->len, ==, 3);
  first = ((LotseEdit *) g_ptr_array_index (before, 0))->stamp;
  second = ((LotseEdit *) g_ptr_array_index (before, 1))->stamp;
  g_assert_true (lotse_stamp_equal (write_of (before, 1)->after, first));
  g_assert_true (lotse_stamp_equal (write_of (before, 2)->after, second));

  g_assert_true (lotse_store_become_new_device (fixture->store, NULL));
  after = outbox (fixture);
  g_assert_cmpuint (after->len, ==, 3);
  for (guint i = 1; i < after->len; i++)
    {
      const LotseEdit *followed = g_ptr_array_index (after, i - 1);

      g_assert_cmpuint (followed->stamp.device, !=, first.device);
      g_assert_cmpuint (followed->stamp.clock, ==, ((LotseEdit *) g_ptr_array_index (before, i - 1))->stamp.clock);
      g_assert_true (lotse_stamp_equal (write_of (after, i)->after, followed->stamp));
      g_assert_true (lotse_stamp_equal (write_of (after, i)->base, write_of (before, i)->base));
    }
  assert_value (fixture, id, "display_name", "Amal C.");
}

static void
test_forget_all_keeps_only_what_has_no_verdict (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", NULL);
  g_autofree char *other = NULL;

  settle_all (fixture, answer_new ("c1"), LOTSE_VERDICT_MERGED, NULL);
  other = add (fixture, "person", "display_name", "Berit", NULL);
  g_assert_true (lotse_store_forget_all (fixture->store, NULL));
  assert_gone (fixture, id);
  assert_gone (fixture, other);
  g_assert_cmpuint (status (fixture).waiting, ==, 1);
}

/* Names the failing write; the answer has its whole effect or none, and no success is reported for none. */
static void
test_each_write_of_an_answer_failing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Amal", "city", "Halle", NULL);
  gboolean done = FALSE;
  gint64 nth = 0;

  while (!done)
    {
      g_autoptr (GPtrArray) edits = outbox (fixture);
      g_autoptr (LotseSyncAnswer) answer = answer_new ("c1");
      g_autoptr (GPtrArray) heard = NULL;
      g_autoptr (LotseSyncState) state = NULL;
      g_autofree char *send_id = NULL;
      g_autofree char *come = lotse_id_new ();
      g_autoptr (GError) error = NULL;
      LotseApplied applied;

      add_verdict (answer, g_ptr_array_index (edits, 0), NULL, LOTSE_VERDICT_MERGED, NULL);
      add_change (answer, "person", come, clock_at (1), "display_name", "Come", NULL);
      g_assert_true (lotse_store_begin_send (fixture->store, &send_id, &heard, NULL));
      nth++;
      lotse_db_fault_set (nth, FALSE, nth % 2 == 0);
      done = lotse_store_apply (fixture->store, answer, send_id, &applied, &error);
      lotse_db_fault_set (0, FALSE, FALSE);
      state = lotse_store_get_sync_state (fixture->store, NULL);
      if (done)
        {
          g_assert_cmpstr (state->cursor, ==, "c1");
          assert_value (fixture, come, "display_name", "Come");
          g_assert_cmpuint (status (fixture).waiting, ==, 0);
          break;
        }
      g_assert_true (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_IO) || g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_FULL));
      g_assert_null (state->cursor);
      assert_gone (fixture, come);
      g_assert_cmpuint (status (fixture).waiting, ==, 1);
      assert_value (fixture, id, "city", "Halle");
    }
  g_assert_cmpint (nth, >, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  lotse_db_fault_install ();
#define ADD(name, function) g_test_add ("/apply/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("merged-edit-leaves-the-outbox-only", test_merged_edit_leaves_the_outbox_only);
  ADD ("edit-without-verdict-stays", test_edit_without_verdict_stays);
  ADD ("pull-never-overwrites-an-unsent-edit", test_pull_never_overwrites_an_unsent_edit);
  ADD ("base-is-what-the-person-saw", test_base_is_what_the_person_saw);
  ADD ("refused-is-kept-and-shown", test_refused_is_kept_and_shown);
  ADD ("refused-new-record-can-be-tried-again", test_refused_new_record_can_be_tried_again);
  ADD ("verdicts-for-single-fields", test_verdicts_for_single_fields);
  ADD ("parked-edit-is-kept-until-the-centre-decides", test_parked_edit_is_kept_until_the_centre_decides);
  ADD ("parked-edit-is-offered-to-a-restored-centre", test_parked_edit_is_offered_to_a_restored_centre);
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
  ADD ("conflict-is-decided-once", test_conflict_is_decided_once);
  ADD ("review-is-decided-once", test_review_is_decided_once);
  ADD ("sends-are-remembered-until-an-answer", test_sends_are_remembered_until_an_answer);
  ADD ("new-device-keeps-what-waits", test_new_device_keeps_what_waits);
  ADD ("new-device-renames-what-was-seen", test_new_device_renames_what_was_seen);
  ADD ("what-is-not-here-does-not-stand", test_what_is_not_here_does_not_stand);
  ADD ("emptied-needs-leave-the-history", test_emptied_needs_leave_the_history);
  ADD ("forget-all-keeps-only-what-has-no-verdict", test_forget_all_keeps_only_what_has_no_verdict);
  ADD ("each-write-of-an-answer-failing", test_each_write_of_an_answer_failing);
  return g_test_run ();
}
