/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing, backups, restoring with the journal, copies of a disk, and cursors that are not known. */
#include "centre-story.h"

#include "lotse-centre-private.h"
#include "lotse-error.h"

#include <string.h>

#define SECRET "Yusuf-the-only-one"

static gboolean
folder_has_bytes (const char *folder, const char *prefix, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size = 0;

      if (g_str_has_prefix (name, prefix) && g_file_get_contents (path, &bytes, &size, NULL))
        found = found || memmem (bytes, size, text, strlen (text)) != NULL;
    }
  return found;
}

/* --- Erasing ---------------------------------------------------------------------------------------------------------- */

static void
test_erased_everywhere (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (Device) second = device_new (story->fixture, "staff");
  g_autoptr (GError) error = NULL;
  g_autofree char *consent = lotse_id_new ();

  device_put (story->staff, "person", story->mentee, "display_name", SECRET, NULL);
  device_sync (second);
  device_edit (second, "person", story->mentee, "display_name", SECRET " or not", NULL);
  device_edit (story->staff, "person", story->mentee, "display_name", SECRET " indeed", NULL);
  device_sync (second);
  story_sync (story);
  g_assert_cmpuint (device_count (story->staff, "conflict"), ==, 1);
  g_assert_true (folder_has_bytes (story->fixture->folder, "centre.db", SECRET));
  lotse_centre_erase (story->fixture->centre, story->mentee, &error);
  g_assert_no_error (error);
  g_assert_false (folder_has_bytes (story->fixture->folder, "centre.db", SECRET));
  device_sync (story->mentor);
  device_sync (story->staff);
  g_assert_cmpuint (story->mentor->erased->len, >=, 1);
  g_assert_false (device_has (story->mentor, story->mentee));
  g_assert_false (device_has (story->staff, story->mentee));
  g_assert_cmpuint (device_count (story->staff, "conflict"), ==, 0);
  /* An erased person does not come back through a door's offline sign-in, nor by an edit. */
  device_edit (second, "person", story->mentee, "phone", "9", NULL);
  device_edit (second, "consent", consent, "person", story->mentee, "purpose", "photos", NULL);
  device_sync (second);
  g_assert_cmpint (device_verdict (second, story->mentee, "phone"), ==, LOTSE_VERDICT_ERASED);
  g_assert_cmpint (device_verdict (second, consent, "purpose"), ==, LOTSE_VERDICT_ERASED);
  g_assert_false (device_has (second, consent));
  story_check (story);
}

static void
test_erased_pair_takes_its_bucket_along (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (GError) error = NULL;

  lotse_centre_erase (story->fixture->centre, story->pair, &error);
  g_assert_no_error (error);
  story_sync (story);
  g_assert_false (device_has (story->mentor, story->mentee));
  g_assert_false (device_has (story->mentor, story->session));
  story_check (story);
}

/* --- Restoring -------------------------------------------------------------------------------------------------------------- */

/* cht-core#8093: a restored server gets back what it had confirmed, from the device that made it. */
static void
test_restored_centre_gets_everything_back (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *path = fixture_backup (story->fixture, "old.backup");
  g_autofree char *session = lotse_id_new ();
  LotseEdit *again;
  char *epoch = g_strdup (lotse_centre_get_epoch (story->fixture->centre));
  LotseSyncAnswer *answer;
  guint64 clock;

  device_put (story->mentor, "session", session, "pair", story->pair, "date", "2026-11-21", "summary", "After the backup", NULL);
  clock = story->mentor->clock;
  story_sync (story);
  fixture_restore (story->fixture, path);
  g_assert_cmpstr (lotse_centre_get_epoch (story->fixture->centre), !=, epoch);
  g_free (epoch);
  device_sync (story->staff);
  g_assert_true (story->staff->flags & LOTSE_SYNC_ANEW);
  g_assert_true (story->staff->flags & LOTSE_SYNC_LISTING);
  g_assert_false (device_has (story->staff, session));
  /* The mentor's device is told to offer what it wrote. */
  answer = device_exchange (story->mentor, TRUE);
  g_assert_true (answer->flags & LOTSE_SYNC_ANEW);
  g_assert_false (answer->flags & LOTSE_SYNC_COPY);
  lotse_sync_answer_free (answer);
  again = device_edit (story->mentor, "session", session, "pair", story->pair, "date", "2026-11-21", "summary", "After the backup", NULL);
  again->stamp.clock = clock;
  for (guint i = 0; i < again->writes->len; i++)
    ((LotseWrite *) g_ptr_array_index (again->writes, i))->effective = clock;
  device_sync (story->mentor);
  g_assert_cmpint (device_verdict (story->mentor, session, "summary"), ==, LOTSE_VERDICT_MERGED);
  device_sync (story->staff);
  g_assert_cmpstr (device_value (story->staff, session, "summary"), ==, "After the backup");
  g_assert_cmpuint (device_count (story->staff, "conflict"), ==, 0);
  story_check (story);
}

static void
test_restored_centre_brings_nobody_back (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *path = fixture_backup (story->fixture, "old.backup");
  LotseCentre *centre = story->fixture->centre;
  g_autoptr (Device) lost = device_new (story->fixture, "organiser");
  g_autoptr (GError) error = NULL;

  device_put (story->staff, "mentoring_pair", story->pair, "mentor", story->other_person, NULL);
  g_assert_true (lotse_centre_erase (centre, story->stranger, &error));
  g_assert_true (lotse_centre_set_disabled (centre, "organiser", TRUE, &error));
  g_assert_true (lotse_centre_set_roles (centre, "finance", LOTSE_ROLE_ORGANISER, &error));
  g_assert_true (lotse_centre_revoke_device (centre, story->finance->number, &error));
  fixture_pass (story->fixture, 60000);
  fixture_restore (story->fixture, path);
  /* By the backup the pair is still the first mentor's, but the centre knows better. */
  {
    g_autofree char *mentor = fixture_value (story->fixture, story->pair, "mentor");
    g_assert_cmpstr (mentor, ==, story->mentor_person);
  }
  device_sync (story->mentor);
  g_assert_false (device_has (story->mentor, story->pair));
  g_assert_false (device_has (story->mentor, story->mentee));
  device_sync (story->staff);
  g_assert_false (device_has (story->staff, story->stranger));
  device_sync (story->organiser);
  g_assert_true (story->organiser->flags & LOTSE_SYNC_FORGET_ALL);
  device_sync (story->finance);
  g_assert_true (story->finance->flags & LOTSE_SYNC_FORGET_ALL);
  /* When the pair is really given to him again, he has it. */
  device_put (story->staff, "mentoring_pair", story->pair, "mentor", story->other_person, NULL);
  device_put (story->staff, "mentoring_pair", story->pair, "mentor", story->mentor_person, NULL);
  device_sync (story->mentor);
  g_assert_true (device_has (story->mentor, story->pair));
}

static void
test_restore_needs_the_folder_alone (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *path = fixture_backup (fixture, "old.backup");
  g_autoptr (GError) error = NULL;
  g_autofree char *junk = g_build_filename (fixture->folder, "junk", NULL);

  g_assert_null (lotse_centre_restore (fixture->folder, path, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (lotse_centre_backup (fixture->centre, path, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_clear_pointer (&fixture->centre, lotse_centre_close);
  g_assert_true (g_file_set_contents (junk, "This is no database, and long enough to be read as a page of one.", -1, NULL));
  g_assert_null (lotse_centre_restore (fixture->folder, junk, &error));
  g_assert_nonnull (error);
  fixture_reopen (fixture);
}

/* --- Cursors and copies ----------------------------------------------------------------------------------------------------- */

static void
test_forged_cursor_begins_anew (gconstpointer text)
{
  g_autoptr (Story) story = story_new ("agreed");
  guint before = g_hash_table_size (story->mentor->records);

  g_free (story->mentor->cursor);
  story->mentor->cursor = text != NULL ? g_strdup (text) : g_strdup (story->staff->cursor);
  device_sync (story->mentor);
  g_assert_true (story->mentor->flags & LOTSE_SYNC_ANEW);
  g_assert_true (story->mentor->flags & LOTSE_SYNC_LISTING);
  g_assert_cmpuint (g_hash_table_size (story->mentor->records), ==, before);
  story_check (story);
}

static void
test_database_put_back_by_hand (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *path = fixture_backup (story->fixture, "old.backup");
  g_autofree char *database = g_build_filename (story->fixture->folder, "centre.db", NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  device_put (story->staff, "person", story->stranger, "phone", "1", NULL);
  story_sync (story);
  g_clear_pointer (&story->fixture->centre, lotse_centre_close);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (database, bytes, (gssize) size, NULL));
  fixture_reopen (story->fixture);
  /* As many numbers as before are given out again, but they are not the same ones. */
  {
    g_autoptr (Device) fresh = device_new (story->fixture, "staff");

    for (guint i = 0; i < 5; i++)
      device_put (fresh, "person", story->stranger, "phone", "2", NULL);
  }
  device_sync (story->staff);
  g_assert_true (story->staff->flags & LOTSE_SYNC_ANEW);
  g_assert_cmpstr (device_value (story->staff, story->stranger, "phone"), ==, "2");
}

static void
test_copied_laptop (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) first = NULL;
  g_autoptr (Device) copy = NULL;

  fixture_account (fixture, "ada", LOTSE_ROLE_COORDINATOR, NULL);
  first = device_new (fixture, "ada");
  device_put (first, "person", id, "display_name", "Mona", NULL);
  copy = device_copy (first);
  device_put (first, "person", id, "phone", "1", NULL);
  device_edit (copy, "person", id, "phone", "2", NULL);
  device_sync (copy);
  g_assert_cmpint (copy->flags, ==, LOTSE_SYNC_COPY);
  g_assert_cmpuint (copy->verdicts->len, ==, 0);
  g_assert_cmpuint (copy->outbox->len, ==, 1);
  device_sync (first);
  g_assert_cmpint (first->flags & LOTSE_SYNC_COPY, ==, 0);
  g_assert_cmpstr (device_value (first, id, "phone"), ==, "1");
}

static void
test_unknown_token_takes_nothing (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (GError) error = NULL;
  gboolean changed;

  g_assert_null (lotse_centre_sync (story->fixture->centre, "0123", "{\"version\":1,\"send\":\"x\"}", -1, &changed, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_null (lotse_centre_sync (story->fixture->centre, story->staff->token, "{\"version\":", -1, &changed, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
}

/* A crash between the journal's line and the commit leaves a line that is replayed. */
static void
test_journal_is_ahead_of_the_database (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *journal = g_build_filename (story->fixture->folder, "journal", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) longer = NULL;

  g_clear_pointer (&story->fixture->centre, lotse_centre_close);
  g_assert_true (g_file_get_contents (journal, &text, NULL, NULL));
  longer = g_string_new (text);
  g_string_append_printf (longer, "{\"erase\":\"%s\",\"at\":\"1\"}\n{\"erase\":\"to", story->stranger);
  g_assert_true (g_file_set_contents (journal, longer->str, -1, NULL));
  fixture_reopen (story->fixture);
  device_sync (story->staff);
  g_assert_false (device_has (story->staff, story->stranger));
  fixture_reopen (story->fixture);
  story_check (story);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keeping/erased-everywhere", test_erased_everywhere);
  g_test_add_func ("/keeping/erased-pair-takes-its-bucket-along", test_erased_pair_takes_its_bucket_along);
  g_test_add_func ("/keeping/restored-centre-gets-everything-back", test_restored_centre_gets_everything_back);
  g_test_add_func ("/keeping/restored-centre-brings-nobody-back", test_restored_centre_brings_nobody_back);
  g_test_add_func ("/keeping/restore-needs-the-folder-alone", test_restore_needs_the_folder_alone);
  g_test_add_data_func ("/keeping/cursor-of-another-account", NULL, test_forged_cursor_begins_anew);
  g_test_add_data_func ("/keeping/cursor-that-is-none", "bm9uc2Vuc2U=", test_forged_cursor_begins_anew);
  g_test_add_func ("/keeping/database-put-back-by-hand", test_database_put_back_by_hand);
  g_test_add_func ("/keeping/copied-laptop", test_copied_laptop);
  g_test_add_func ("/keeping/unknown-token-takes-nothing", test_unknown_token_takes_nothing);
  g_test_add_func ("/keeping/journal-is-ahead-of-the-database", test_journal_is_ahead_of_the_database);
  return g_test_run ();
}
