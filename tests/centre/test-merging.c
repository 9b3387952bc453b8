/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two devices and a centre: what becomes of their edits. */
#include "centre-fixture.h"

#include "lotse-centre-private.h"
#include "lotse-error.h"
#include "lotse-past.h"

#define ADMIN LOTSE_ROLE_COORDINATOR

static void
test_different_fields_unite (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  fixture_account (fixture, "ben", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ben");
  device_put (a, "person", id, "display_name", "Yusuf Demir", NULL);
  g_assert_cmpint (device_verdict (a, id, "display_name"), ==, LOTSE_VERDICT_MERGED);
  device_sync (b);
  g_assert_cmpstr (device_value (b, id, "display_name"), ==, "Yusuf Demir");
  device_edit (a, "person", id, "phone", "123", NULL);
  device_edit (b, "person", id, "email", "y@example.org", NULL);
  device_sync_both (a, b);
  g_assert_cmpstr (device_value (a, id, "email"), ==, "y@example.org");
  g_assert_cmpstr (device_value (b, id, "phone"), ==, "123");
  g_assert_cmpuint (device_count (a, "conflict"), ==, 0);
}

static void
test_same_field_conflicts_once (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;
  const LotseChange *conflict;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_put (a, "person", id, "display_name", "Mona", NULL);
  device_sync (b);
  device_edit (a, "person", id, "phone", "1", NULL);
  fixture_pass (fixture, 1000);
  device_edit (b, "person", id, "phone", "2", NULL);
  device_sync_both (a, b);
  g_assert_cmpstr (device_value (a, id, "phone"), ==, "2");
  g_assert_cmpstr (device_value (b, id, "phone"), ==, "2");
  conflict = device_only (a, "conflict");
  g_assert_nonnull (conflict);
  g_assert_cmpstr (lotse_registers_value (conflict->registers, "other_value"), ==, "1");
  g_assert_cmpstr (lotse_registers_value (conflict->registers, "register_name"), ==, "phone");
  g_assert_cmpstr (lotse_registers_value (conflict->registers, "record"), ==, id);
  /* Anybody who has the conflict may decide it; nobody may rewrite what it says. */
  device_edit (b, "conflict", conflict->id, "resolution", "standing", "other_value", "9", NULL);
  device_sync (b);
  g_assert_cmpint (device_verdict (b, conflict->id, "resolution"), ==, LOTSE_VERDICT_MERGED);
  g_assert_cmpint (device_verdict (b, conflict->id, "other_value"), ==, LOTSE_VERDICT_REFUSED);
}

static void
test_lost_answer_is_repeated (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;
  LotseSyncAnswer *lost;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_edit (a, "person", id, "display_name", "Wrong", NULL);
  lost = device_exchange (a, FALSE);
  lotse_sync_answer_free (lost);
  device_sync (b);
  device_put (b, "person", id, "display_name", "Right", NULL);
  device_sync (a);
  g_assert_cmpint (device_verdict (a, id, "display_name"), ==, LOTSE_VERDICT_REPEATED);
  g_assert_cmpstr (device_value (a, id, "display_name"), ==, "Right");
  g_assert_cmpuint (device_count (a, "conflict"), ==, 0);
}

static void
test_delete_against_edit (gconstpointer edit_first)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_put (a, "person", id, "display_name", "Mona", NULL);
  device_sync (b);
  device_delete (a, "person", id);
  device_edit (b, "person", id, "phone", "2", NULL);
  if (edit_first)
    device_sync (b);
  device_sync_both (a, b);
  g_assert_null (device_value (a, id, "_deleted"));
  g_assert_null (device_value (b, id, "_deleted"));
  g_assert_cmpstr (device_value (a, id, "phone"), ==, "2");
  g_assert_nonnull (device_only (a, "conflict"));
  g_assert_cmpstr (lotse_registers_value (device_only (a, "conflict")->registers, "register_name"), ==, "_deleted");
}

static void
test_delete_that_saw_all_stands (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_put (a, "person", id, "display_name", "Mona", NULL);
  device_sync (b);
  device_delete (b, "person", id);
  device_sync_both (a, b);
  g_assert_cmpstr (device_value (a, id, "_deleted"), ==, "1");
  g_assert_null (device_only (a, "conflict"));
}

/* actualbudget/actual#3786: a clock that is off must not stop anybody from sending. */
static void
test_clock_that_drifted_is_no_reason_to_refuse (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  a->skew_ms = G_GINT64_CONSTANT (3) * 365 * 86400000;
  b->skew_ms = -G_GINT64_CONSTANT (2) * 365 * 86400000;
  device_put (a, "person", id, "display_name", "From the future", NULL);
  g_assert_cmpint (device_verdict (a, id, "display_name"), ==, LOTSE_VERDICT_MERGED);
  device_sync (b);
  device_put (b, "person", id, "display_name", "From the past", NULL);
  g_assert_cmpint (device_verdict (b, id, "display_name"), ==, LOTSE_VERDICT_MERGED);
  device_sync (a);
  g_assert_cmpstr (device_value (a, id, "display_name"), ==, "From the past");
  g_assert_cmpuint (device_count (a, "conflict"), ==, 0);
}

static void
test_write_once_stands (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *person = lotse_id_new ();
  g_autofree char *id = lotse_id_new ();
  g_autofree char *first = g_strnfill (64, 'a');
  g_autofree char *second = g_strnfill (64, 'b');
  g_autoptr (Device) a = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  device_put (a, "person", person, "display_name", "Mona", NULL);
  device_put (a, "consent", id, "person", person, "proof", first, NULL);
  device_put (a, "consent", id, "proof", second, NULL);
  g_assert_cmpint (device_verdict (a, id, "proof"), ==, LOTSE_VERDICT_CONFLICT);
  g_assert_cmpstr (device_value (a, id, "proof"), ==, first);
}

/* What links to a record that is not there waits for it, and then takes its place. */
static void
test_parked_write_comes_in (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *person = lotse_id_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;
  const LotseChange *change;
  GHashTableIter iter;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_edit (a, "consent", id, "person", person, "purpose", "photos", NULL);
  device_edit (a, "consent", id, "note", "after the concert", NULL);
  device_sync (a);
  g_assert_cmpint (device_verdict (a, id, "note"), ==, LOTSE_VERDICT_PARKED);
  g_assert_false (device_has (a, id));
  g_assert_cmpuint (device_count (a, "review"), ==, 2);
  device_put (b, "person", person, "display_name", "Mona", NULL);
  device_sync (a);
  g_assert_cmpstr (device_value (a, id, "person"), ==, person);
  g_assert_cmpstr (device_value (a, id, "note"), ==, "after the concert");
  g_hash_table_iter_init (&iter, a->records);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &change))
    if (g_str_equal (change->kind, "review"))
      g_assert_cmpstr (lotse_registers_value (change->registers, "decision"), ==, "accepted");
}

/* A restored centre hears of a record first from who changed it, and only then from who made it. */
static void
test_what_makes_a_record_does_not_wait_for_it (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_edit (b, "person", id, "phone", "1", NULL)->creates = FALSE;
  device_sync (b);
  g_assert_cmpint (device_verdict (b, id, "phone"), ==, LOTSE_VERDICT_PARKED);
  device_put (a, "person", id, "display_name", "Mona", NULL);
  g_assert_cmpint (device_verdict (a, id, "display_name"), ==, LOTSE_VERDICT_MERGED);
  device_sync (b);
  g_assert_cmpstr (device_value (b, id, "display_name"), ==, "Mona");
  g_assert_cmpstr (device_value (b, id, "phone"), ==, "1");
}

static void
test_parked_write_goes_to_staff_after_a_month (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *person = lotse_id_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  device_put (a, "consent", id, "person", person, "purpose", "photos", NULL);
  fixture_pass (fixture, G_GINT64_CONSTANT (31) * 86400000);
  device_sync (a);
  device_put (a, "person", person, "display_name", "Mona", NULL);
  g_assert_false (device_has (a, id));
  g_assert_cmpstr (lotse_registers_value (device_only (a, "review")->registers, "reason"), ==, "parked");
  g_assert_null (lotse_registers_value (device_only (a, "review")->registers, "decision"));
}

static void
test_unknown_kinds_and_fields_are_kept (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *person = lotse_id_new ();
  g_autofree char *other = lotse_id_new ();
  g_autoptr (Device) staff = NULL;
  g_autoptr (Device) author = NULL;
  g_autoptr (Device) desk = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  fixture_account (fixture, "olga", LOTSE_ROLE_ORGANISER, NULL);
  fixture_account (fixture, "omar", LOTSE_ROLE_ORGANISER, NULL);
  staff = device_new (fixture, "ada");
  author = device_new (fixture, "olga");
  desk = device_new (fixture, "omar");
  device_edit (author, "person", person, "display_name", "Mona", "shoe_size", "38", NULL);
  device_edit (author, "festival", other, "motto", "Together", NULL);
  device_sync (author);
  device_sync (staff);
  device_sync (desk);
  g_assert_cmpstr (device_value (author, person, "shoe_size"), ==, "38");
  g_assert_cmpstr (device_value (staff, person, "shoe_size"), ==, "38");
  g_assert_true (device_has (desk, person));
  g_assert_null (device_value (desk, person, "shoe_size"));
  g_assert_cmpstr (device_value (staff, other, "motto"), ==, "Together");
  g_assert_cmpstr (device_value (author, other, "motto"), ==, "Together");
  g_assert_false (device_has (desk, other));
  /* A record of one kind never becomes another. */
  device_put (author, "organisation", other, "name", "Verein", NULL);
  g_assert_cmpstr (device_reason (author, other, "name"), ==, "wrong-kind");
}

/* What an older version kept without knowing it takes its place when a newer one knows it. */
static void
test_upgrade_gives_the_unknown_its_place (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autofree char *person = lotse_id_new ();
  g_autoptr (Device) staff = NULL;
  g_autoptr (Device) desk = NULL;
  LotseBackend *backend;
  g_autoptr (LotseStored) record = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  fixture_account (fixture, "olga", LOTSE_ROLE_ORGANISER, NULL);
  staff = device_new (fixture, "ada");
  desk = device_new (fixture, "olga");
  device_edit (staff, "person", person, "display_name", "Mona", NULL);
  device_put (staff, "registration", id, "person", person, "state", "registered", NULL);
  device_sync (desk);
  g_assert_true (device_has (desk, person));
  /* As if the last version had not known registrations. */
  backend = fixture->centre->backend;
  g_assert_true (backend->begin (backend, NULL));
  g_assert_true (backend->get_record (backend, id, &record, NULL));
  record->odd = TRUE;
  g_assert_true (backend->set_links (backend, id, "registration", NULL, 0, NULL));
  g_assert_true (backend->put_record (backend, record, NULL));
  g_assert_true (backend->leave (backend, "desk", person, backend->next_number (backend), NULL));
  g_assert_true (backend->set_setting (backend, "version", "0.0.1", NULL));
  g_assert_true (backend->commit (backend, NULL));
  device_sync (desk);
  g_assert_false (device_has (desk, person));
  fixture_reopen (fixture);
  device_sync (desk);
  g_assert_true (device_has (desk, person));
  g_assert_null (lotse_centre_check (fixture->centre, NULL));
}

static void
test_bad_values_are_refused_one_by_one (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  device_put (a, "person", id, "display_name", "Mona", "birth_year", "soon", "languages", "ar", "phone/x", "1", "languages/ar", "C1",
              "_deleted", "perhaps", NULL);
  g_assert_cmpint (device_verdict (a, id, "display_name"), ==, LOTSE_VERDICT_MERGED);
  g_assert_cmpint (device_verdict (a, id, "languages/ar"), ==, LOTSE_VERDICT_MERGED);
  g_assert_cmpstr (device_reason (a, id, "birth_year"), ==, "invalid");
  g_assert_cmpstr (device_reason (a, id, "languages"), ==, "invalid");
  g_assert_cmpstr (device_reason (a, id, "phone/x"), ==, "invalid");
  g_assert_cmpstr (device_reason (a, id, "_deleted"), ==, "invalid");
  g_assert_cmpstr (device_value (a, id, "languages/ar"), ==, "C1");
  g_assert_null (device_value (a, id, "birth_year"));
}

/* --- Pages ----------------------------------------------------------------------------------------------------------- */

/* pouchdb#1240 and joplin#13531: changes are never behind the cursor of a device that has not had them. */
static void
test_cursor_moves_with_its_data (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;
  LotseSyncAnswer *lost;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_sync (b);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = lotse_id_new ();

      device_put (a, "person", id, "display_name", "Mona", NULL);
      lost = device_exchange (b, FALSE);
      lotse_sync_answer_free (lost);
    }
  device_sync (b);
  g_assert_cmpuint (device_count (b, "person"), ==, 3);
}

static void
test_pages (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  for (guint i = 0; i < 6; i++)
    {
      for (guint k = 0; k < 2000; k++)
        {
          g_autofree char *id = lotse_id_new ();

          device_edit (a, "person", id, "display_name", "Mona", NULL);
        }
      device_sync (a);
    }
  device_sync (b);
  g_assert_cmpuint (device_count (b, "person"), ==, 12000);
  g_assert_cmpuint (b->pages, ==, 3);
  g_assert_true (b->flags & LOTSE_SYNC_LISTING);
  device_sync (b);
  g_assert_cmpuint (b->pages, ==, 1);
  g_assert_cmpuint (b->changes, ==, 0);
  g_assert_null (lotse_centre_check (fixture->centre, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merging/different-fields-unite", test_different_fields_unite);
  g_test_add_func ("/merging/same-field-conflicts-once", test_same_field_conflicts_once);
  g_test_add_func ("/merging/lost-answer-is-repeated", test_lost_answer_is_repeated);
  g_test_add_data_func ("/merging/delete-then-edit", NULL, test_delete_against_edit);
  g_test_add_data_func ("/merging/edit-then-delete", "", test_delete_against_edit);
  g_test_add_func ("/merging/delete-that-saw-all-stands", test_delete_that_saw_all_stands);
  g_test_add_func ("/merging/clock-that-drifted-is-no-reason-to-refuse", test_clock_that_drifted_is_no_reason_to_refuse);
  g_test_add_func ("/merging/write-once-stands", test_write_once_stands);
  g_test_add_func ("/merging/parked-write-comes-in", test_parked_write_comes_in);
  g_test_add_func ("/merging/what-makes-a-record-does-not-wait-for-it", test_what_makes_a_record_does_not_wait_for_it);
  g_test_add_func ("/merging/parked-write-goes-to-staff-after-a-month", test_parked_write_goes_to_staff_after_a_month);
  g_test_add_func ("/merging/unknown-kinds-and-fields-are-kept", test_unknown_kinds_and_fields_are_kept);
  g_test_add_func ("/merging/upgrade-gives-the-unknown-its-place", test_upgrade_gives_the_unknown_its_place);
  g_test_add_func ("/merging/bad-values-are-refused-one-by-one", test_bad_values_are_refused_one_by_one);
  g_test_add_func ("/merging/cursor-moves-with-its-data", test_cursor_moves_with_its_data);
  g_test_add_func ("/merging/pages", test_pages);
  return g_test_run ();
}
