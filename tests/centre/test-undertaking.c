/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The confidentiality undertaking: the centre itself keeps everything from a mentor's device that has not confirmed it,
 * takes what it has to send, and remembers the confirmation beyond a restored backup.
 */
#include "centre-story.h"

#include "lotse-centre-private.h"
#include "lotse-db.h"
#include "lotse-error.h"

#include <string.h>

/* A further device of an account on which nobody has confirmed anything. */
static Device *
unconfirmed (Story *story, const char *account)
{
  Device *device = device_new (story->fixture, account);

  device->undertaking = FALSE;
  return device;
}

static void
assert_asked (Device *device, gboolean asked)
{
  device_sync (device);
  g_assert_cmpint ((device->flags & LOTSE_SYNC_UNDERTAKING) != 0, ==, asked);
}

/* The status of a request and, if there is one, the word of the error. */
static guint
ask (Story *story, Device *device, const char *method, const char *path, char **word)
{
  g_auto (LotseCentreReply) reply = { 0 };
  LotseCentreCall call = { .method = method, .path = path, .token = device->token, .address = "127.0.0.1", .offset = -1, .whole = -1 };
  g_autofree char *message = NULL;
  gsize size = 0;
  const char *text;

  *word = NULL;
  lotse_centre_handle (story->fixture->centre, &call, &reply);
  text = reply.body != NULL ? g_bytes_get_data (reply.body, &size) : NULL;
  if (text != NULL && reply.status >= 400)
    lotse_error_from_json (text, (gssize) size, word, &message);
  return reply.status;
}

static guint
count_audit (Story *story, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lotse_centre_list_audit (story->fixture->centre, 1000, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (const char *at = text; (at = strstr (at, what)) != NULL; at += strlen (what))
    n++;
  return n;
}

static char *
backup (Story *story)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (story->fixture->folder, "backup", NULL);

  lotse_centre_backup (story->fixture->centre, path, &error);
  g_assert_no_error (error);
  return path;
}

static void
restore (Story *story, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  g_clear_pointer (&story->fixture->centre, lotse_centre_close);
  aside = lotse_centre_restore (story->fixture->folder, path, &error);
  g_assert_no_error (error);
  fixture_reopen (story->fixture);
}

/* --- Nothing before ------------------------------------------------------------------------------------------- */

static void
test_nothing_before_it_is_confirmed (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (Device) device = unconfirmed (story, "mentor");

  for (guint i = 0; i < 3; i++)
    {
      assert_asked (device, TRUE);
      g_assert_cmpuint (device->changes, ==, 0);
      g_assert_null (device->cursor);
    }
  g_assert_cmpuint (g_hash_table_size (device->records), ==, 0);
  device->undertaking = TRUE;
  assert_asked (device, FALSE);
  g_assert_cmpstr (device_value (device, story->mentee, "display_name"), ==, "Yusuf");
  g_assert_cmpuint (g_hash_table_size (device->records), ==, g_hash_table_size (story->mentor->records));
  /* Said once, it stays said. */
  device->undertaking = FALSE;
  device_put (story->staff, "person", story->mentee, "phone", "99", NULL);
  assert_asked (device, FALSE);
  g_assert_cmpstr (device_value (device, story->mentee, "phone"), ==, "99");
  story_check (story);
}

static void
test_outbox_is_taken_before (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (Device) device = unconfirmed (story, "mentor");
  g_autofree char *session = lotse_id_new ();

  device_edit (device, "session", session, "pair", story->pair, "date", "2026-11-21", "summary", "Offline before", NULL);
  assert_asked (device, TRUE);
  g_assert_cmpint (device_verdict (device, session, "summary"), ==, LOTSE_VERDICT_MERGED);
  g_assert_cmpuint (device->changes, ==, 0);
  device_sync (story->staff);
  g_assert_cmpstr (device_value (story->staff, session, "summary"), ==, "Offline before");
  device->undertaking = TRUE;
  assert_asked (device, FALSE);
  g_assert_cmpstr (device_value (device, session, "summary"), ==, "Offline before");
}

static void
test_other_addresses_give_nothing (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (Device) device = unconfirmed (story, "mentor");
  g_autofree char *history = g_strconcat ("/v1/history/", story->mentee, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "a file", -1);
  g_autofree char *blob = g_strconcat ("/v1/blobs/", hash, NULL);
  const char *const paths[] = { history, blob };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *word = NULL;

      g_assert_cmpuint (ask (story, device, "GET", paths[i], &word), ==, 403);
      g_assert_cmpstr (word, ==, "undertaking");
    }
  device->undertaking = TRUE;
  device_sync (device);
  {
    g_autofree char *word = NULL;

    g_assert_cmpuint (ask (story, device, "GET", history, &word), ==, 200);
    g_assert_cmpuint (ask (story, device, "GET", blob, &word), ==, 404);
  }
}

/* --- Who is asked --------------------------------------------------------------------------------------------- */

static void
test_each_device_for_itself (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (Device) second = unconfirmed (story, "mentor");
  g_autoptr (Device) third = unconfirmed (story, "mentor");

  second->undertaking = TRUE;
  assert_asked (second, FALSE);
  assert_asked (third, TRUE);
  /* The three of the story's two mentors, one of them here. */
  g_assert_cmpuint (count_audit (story, "undertaking-confirmed"), >=, 3);
  device_sync (second);
  {
    const guint before = count_audit (story, "undertaking-confirmed");

    device_sync (second);
    g_assert_cmpuint (count_audit (story, "undertaking-confirmed"), ==, before);
  }
}

static void
test_others_are_not_asked (void)
{
  static const char *const accounts[] = { "staff", "organiser", "finance" };
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autoptr (Device) device = unconfirmed (story, accounts[i]);

      assert_asked (device, FALSE);
      g_assert_cmpuint (device->changes, >, 0);
    }
  /* Who is also staff has all of it anyway. */
  g_assert_true (lotse_centre_set_roles (story->fixture->centre, "mentor", LOTSE_ROLE_MENTOR | LOTSE_ROLE_COORDINATOR, &error));
  {
    g_autoptr (Device) device = unconfirmed (story, "mentor");

    assert_asked (device, FALSE);
  }
}

static void
test_paper_in_the_profile_counts (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (Device) device = unconfirmed (story, "mentor");

  assert_asked (device, TRUE);
  device_put (story->staff, "mentor_profile", story->mentor_profile, "undertaking_on", "2026-11-01", NULL);
  assert_asked (device, FALSE);
  g_assert_true (device_has (device, story->mentee));
  device_put (story->staff, "mentor_profile", story->mentor_profile, "undertaking_on", NULL, NULL);
  assert_asked (device, TRUE);
}

/* --- What must leave still leaves --------------------------------------------------------------------------------- */

/* An organiser who became a mentor is asked, and until the answer hears only what may no longer lie on the laptop. */
static void
test_removals_come_all_the_same (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  LotseCentre *centre = story->fixture->centre;
  g_autoptr (Device) device = unconfirmed (story, "organiser");
  g_autofree char *guest = lotse_id_new ();
  g_autofree char *registration = lotse_id_new ();
  g_autoptr (GError) error = NULL;
  guint held;

  device_edit (story->organiser, "person", guest, "display_name", "Guest", NULL);
  device_put (story->organiser, "registration", registration, "event", story->event, "person", guest, NULL);
  device_sync (device);
  g_assert_true (device_has (device, guest));
  g_assert_true (lotse_centre_set_roles (centre, "organiser", LOTSE_ROLE_ORGANISER | LOTSE_ROLE_MENTOR, &error));
  device_put (story->staff, "organisation", story->organisation, "name", "Anders", NULL);
  assert_asked (device, TRUE);
  g_assert_cmpuint (device->changes, ==, 0);
  g_assert_true (device_has (device, guest));
  g_assert_true (lotse_centre_set_roles (centre, "organiser", LOTSE_ROLE_MENTOR, &error));
  held = g_hash_table_size (device->records);
  assert_asked (device, TRUE);
  g_assert_cmpuint (device->changes, ==, 0);
  g_assert_false (device_has (device, guest));
  g_assert_false (device_has (device, registration));
  g_assert_cmpuint (g_hash_table_size (device->records), <, held);
  device->undertaking = TRUE;
  assert_asked (device, FALSE);
  g_assert_cmpstr (device_value (device, story->organisation, "name"), ==, "Anders");
  g_assert_false (device_has (device, guest));
}

/* Who was staff begins anew, and gets an empty listing, which takes everything from the device. */
static void
test_former_staff_keeps_nothing (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (Device) device = unconfirmed (story, "staff");
  g_autoptr (GError) error = NULL;

  device_sync (device);
  g_assert_true (device_has (device, story->stranger));
  g_assert_true (lotse_centre_set_roles (story->fixture->centre, "staff", LOTSE_ROLE_MENTOR, &error));
  assert_asked (device, TRUE);
  g_assert_true (device->flags & LOTSE_SYNC_ANEW);
  g_assert_true (device->flags & LOTSE_SYNC_LISTING);
  g_assert_cmpuint (device->changes, ==, 0);
  g_assert_cmpuint (g_hash_table_size (device->records), ==, 0);
}

/* --- Remembering -------------------------------------------------------------------------------------------------- */

static void
test_survives_a_restored_backup (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (Device) before = unconfirmed (story, "mentor");
  g_autoptr (Device) after = NULL;
  g_autoptr (Device) never = NULL;
  g_autofree char *path = NULL;

  assert_asked (before, TRUE);
  path = backup (story);
  after = unconfirmed (story, "mentor");
  never = unconfirmed (story, "mentor");
  before->undertaking = after->undertaking = TRUE;
  assert_asked (before, FALSE);
  assert_asked (after, FALSE);
  before->undertaking = after->undertaking = FALSE;
  restore (story, path);
  assert_asked (before, FALSE);
  assert_asked (after, FALSE);
  g_assert_true (device_has (after, story->mentee));
  assert_asked (never, TRUE);
  fixture_reopen (story->fixture);
  assert_asked (before, FALSE);
}

/* A request that was taken back confirms nothing, not even in the journal. */
static void
test_copy_confirms_nothing (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (Device) device = unconfirmed (story, "mentor");
  g_autoptr (Device) copy = NULL;

  assert_asked (device, TRUE);
  copy = device_copy (device);
  assert_asked (device, TRUE);
  copy->undertaking = TRUE;
  device_sync (copy);
  g_assert_true (copy->flags & LOTSE_SYNC_COPY);
  fixture_reopen (story->fixture);
  assert_asked (device, TRUE);
}

/* A database of the version before opens, and its devices are asked. */
static void
test_older_database (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *path = g_build_filename (story->fixture->folder, "centre.db", NULL);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&story->fixture->centre, lotse_centre_close);
  {
    g_autoptr (LotseDb) db = lotse_db_open (path, NULL, LOTSE_DB_PLAIN, 1000, &error);

    g_assert_no_error (error);
    g_assert_true (lotse_db_exec (db, "DROP TABLE calendar; DROP TABLE sheets; ALTER TABLE device DROP COLUMN undertaking", &error));
    g_assert_true (lotse_db_set_version (db, 1, &error));
  }
  fixture_reopen (story->fixture);
  story->mentor->undertaking = FALSE;
  assert_asked (story->mentor, TRUE);
  assert_asked (story->staff, FALSE);
  story->mentor->undertaking = TRUE;
  assert_asked (story->mentor, FALSE);
  story_check (story);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/undertaking/nothing-before-it-is-confirmed", test_nothing_before_it_is_confirmed);
  g_test_add_func ("/undertaking/outbox-is-taken-before", test_outbox_is_taken_before);
  g_test_add_func ("/undertaking/other-addresses-give-nothing", test_other_addresses_give_nothing);
  g_test_add_func ("/undertaking/each-device-for-itself", test_each_device_for_itself);
  g_test_add_func ("/undertaking/others-are-not-asked", test_others_are_not_asked);
  g_test_add_func ("/undertaking/paper-in-the-profile-counts", test_paper_in_the_profile_counts);
  g_test_add_func ("/undertaking/removals-come-all-the-same", test_removals_come_all_the_same);
  g_test_add_func ("/undertaking/former-staff-keeps-nothing", test_former_staff_keeps_nothing);
  g_test_add_func ("/undertaking/survives-a-restored-backup", test_survives_a_restored_backup);
  g_test_add_func ("/undertaking/copy-confirms-nothing", test_copy_confirms_nothing);
  g_test_add_func ("/undertaking/older-database", test_older_database);
  return g_test_run ();
}
