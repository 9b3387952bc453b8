/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts of the centre: what each does to what people see, and to what waits. */
#include "config.h"

#include "answer-fixture.h"

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
  ADD ("conflict-is-decided-once", test_conflict_is_decided_once);
  ADD ("review-is-decided-once", test_review_is_decided_once);
  ADD ("sends-are-remembered-until-an-answer", test_sends_are_remembered_until_an_answer);
  ADD ("new-device-keeps-what-waits", test_new_device_keeps_what_waits);
  ADD ("new-device-renames-what-was-seen", test_new_device_renames_what_was_seen);
  ADD ("forget-all-keeps-only-what-has-no-verdict", test_forget_all_keeps_only_what_has_no_verdict);
  ADD ("each-write-of-an-answer-failing", test_each_write_of_an_answer_failing);
  return g_test_run ();
}
