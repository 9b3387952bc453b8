/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Damaged files of a centre, and damaged backups: a clear error or the same data for every account, never a crash or a wait
 * without end, and the check finds what is damaged.
 *
 * The centre's file has no signatures: a letter that became another one inside a value is a value like any other.  Nobody can
 * find that; all that the check can find, which is how the file hangs together and what follows from what, it must find.
 */
#include "centre-story.h"

#include "lotse-centre-private.h"
#include "lotse-error.h"

#include "../lotse-test-files.h"

#include <glib/gstdio.h>

#define ROUNDS 240
#define ACCOUNTS 5

typedef struct
{
  char *folder;   /* of a centre that was closed */
  char *copy;     /* where the damaged one lies */
  char *database; /* bytes */
  gsize size;
  gint64 now_ms;
  char *tokens[ACCOUNTS]; /* of a device of each account that has never asked for anything */
  char *listings[ACCOUNTS];
  char *session;
  guint damaged, refused, found, same, slipped;
} Template;

/* --- What an account receives -------------------------------------------------------------------------------------- */

static gint64
clock_of (gpointer data)
{
  return ((Template *) data)->now_ms;
}

static LotseCentre *
open_centre (Template *self, const char *folder, GError **error)
{
  LotseCentre *centre = lotse_centre_open (folder, error);

  if (centre != NULL)
    lotse_centre_set_clock (centre, clock_of, self);
  return centre;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* One request; NULL with an error, or an answer. */
static LotseSyncAnswer *
ask (LotseCentre *centre, Template *self, const char *token, const char *cursor, GPtrArray *heard, LotseEdit *edit, GError **error)
{
  g_autoptr (LotseSyncRequest) request = lotse_sync_request_new ();
  g_autofree char *text = NULL;
  g_autofree char *reply = NULL;
  gboolean changed;

  request->version = LOTSE_PROTOCOL_VERSION;
  request->send_id = lotse_id_random ();
  request->cursor = g_strdup (cursor);
  request->now_ms = self->now_ms;
  request->undertaking = TRUE; /* of the mentors */
  g_ptr_array_add (heard, g_strdup (request->send_id));
  for (guint i = 0; i < heard->len; i++)
    g_ptr_array_add (request->heard, g_strdup (g_ptr_array_index (heard, i)));
  if (edit != NULL)
    g_ptr_array_add (request->edits, edit);
  text = lotse_sync_request_to_json (request);
  reply = lotse_centre_sync (centre, token, text, -1, &changed, error);
  if (reply == NULL)
    return NULL;
  /* What the device cannot read is an error there. */
  return lotse_sync_answer_from_json (reply, -1, error);
}

/* All that the device receives, from the beginning; NULL with an error. */
static char *
list_all (LotseCentre *centre, Template *self, const char *token, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) heard = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *cursor = NULL;
  LotseSyncFlags flags = LOTSE_SYNC_MORE;

  for (guint page = 0; flags & LOTSE_SYNC_MORE; page++)
    {
      g_autoptr (LotseSyncAnswer) answer = ask (centre, self, token, cursor, heard, NULL, error);

      if (answer == NULL)
        return NULL;
      g_assert_cmpuint (page, <, 50);
      flags = answer->flags;
      for (guint i = 0; i < answer->changes->len; i++)
        g_ptr_array_add (lines, lotse_change_to_json (g_ptr_array_index (answer->changes, i)));
      g_ptr_array_add (lines, g_strdup_printf ("flags %u roles %u person %s unreadable %u", flags & ~(guint) LOTSE_SYNC_MORE, answer->roles, answer->person, answer->unreadable->len));
      g_free (cursor);
      cursor = g_strdup (answer->cursor);
    }
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* --- The centre ------------------------------------------------------------------------------------------------------ */

static void
remove_tree (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_clear_pointer (&folder, g_dir_close);
  g_remove (path);
}

static void
copy_file (const char *from, const char *to, const char *name)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);
  g_autofree char *bytes = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents_full (target, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
add_conflict_and_review (Story *story)
{
  g_autoptr (Device) second = device_new (story->fixture, "staff");
  g_autofree char *consent = lotse_id_new ();
  g_autofree char *nobody = lotse_id_new ();

  device_sync (second);
  device_edit (second, "session", story->session, "summary", "Bye", NULL);
  device_edit (story->staff, "session", story->session, "summary", "Good day", NULL);
  device_put (story->staff, "consent", consent, "person", nobody, "purpose", "photos", NULL);
  device_sync (second);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = lotse_id_new ();
      g_autofree char *summary = g_strnfill (10 + i * 23, 's');

      device_edit (second, "session", id, "pair", story->pair, "date", "2026-11-21", "summary", summary, NULL);
    }
  device_sync (second);
  story_sync (story);
}

static void
template_set_up (Template *self, gconstpointer data)
{
  static const char *const accounts[ACCOUNTS] = { "staff", "mentor", "other", "organiser", "finance" };
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *path = g_build_filename (story->fixture->folder, "centre.db", NULL);
  g_autoptr (GError) error = NULL;

  add_conflict_and_review (story);
  self->now_ms = story->fixture->now_ms;
  self->session = g_strdup (story->session);
  for (guint i = 0; i < ACCOUNTS; i++)
    {
      g_autoptr (Device) fresh = device_new (story->fixture, accounts[i]);

      self->tokens[i] = g_strdup (fresh->token);
    }
  g_clear_pointer (&story->fixture->centre, lotse_centre_close);
  g_assert_true (g_file_get_contents (path, &self->database, &self->size, NULL));
  /* The folder outlives the story. */
  self->folder = g_dir_make_tmp ("lotse-damage-XXXXXX", NULL);
  self->copy = g_build_filename (self->folder, "copy", NULL);
  copy_file (story->fixture->folder, self->folder, "server.key");
  copy_file (story->fixture->folder, self->folder, "journal");
}

/* A folder with nothing but this database and what belongs to it. */
static void
put_in_place (Template *self, const guint8 *bytes, gsize size)
{
  g_autofree char *path = g_build_filename (self->copy, "centre.db", NULL);

  remove_tree (self->copy);
  g_assert_cmpint (g_mkdir (self->copy, 0700), ==, 0);
  copy_file (self->folder, self->copy, "server.key");
  copy_file (self->folder, self->copy, "journal");
  g_assert_true (g_file_set_contents_full (path, (const char *) bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
template_tear_down (Template *self, gconstpointer data)
{
  g_test_message ("%u damaged: %u refused at once, %u found by the check, %u the same, %u with another value", self->damaged, self->refused,
                  self->found, self->same, self->slipped);
  remove_tree (self->folder);
  for (guint i = 0; i < ACCOUNTS; i++)
    {
      g_free (self->tokens[i]);
      g_free (self->listings[i]);
    }
  g_free (self->folder);
  g_free (self->copy);
  g_free (self->database);
  g_free (self->session);
}

/* --- Rounds ------------------------------------------------------------------------------------------------------------ */

/*
 * What every account receives; whether all of it is as it was.  If the check found nothing, each of them must be able to go on:
 * an answer that no device can read would stop it for ever.
 */
static gboolean
is_same (Template *self, LotseCentre *centre, gboolean found)
{
  gboolean same = TRUE;

  for (guint i = 0; i < ACCOUNTS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *listing = list_all (centre, self, self->tokens[i], &error);

      if (listing == NULL)
        lotse_test_assert_clear (error);
      /* A token, too, is a value. */
      if (!found && !g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_DENIED))
        g_assert_no_error (error);
      if (self->listings[i] == NULL)
        self->listings[i] = g_strdup (listing);
      same = same && g_strcmp0 (listing, self->listings[i]) == 0;
    }
  return same;
}

/*
 * An edit is either taken, with a verdict, or not, with an error, or waits because its record cannot be read, which the check
 * has found; the centre warns of that in its log, which is no fault of the program here.
 */
static void
write_something (Template *self, LotseCentre *centre, gboolean found)
{
  LotseEdit *edit = lotse_edit_new ("session", self->session, (LotseStamp){ LOTSE_CLOCK_FROM_MS (self->now_ms), 7 });
  g_autoptr (GPtrArray) heard = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseSyncAnswer) answer = NULL;
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);

  g_ptr_array_add (edit->writes, lotse_write_new ("summary", "After the damage", LOTSE_STAMP_NONE));
  answer = ask (centre, self, self->tokens[0], NULL, heard, edit, &error);
  g_log_set_always_fatal (fatal);
  if (answer == NULL)
    lotse_test_assert_clear (error);
  else if ((answer->flags & LOTSE_SYNC_COPY) == 0)
    g_assert_true (answer->verdicts->len == 1 || (found && answer->verdicts->len == 0));
}

/* Damage that may leave a file which hangs together, and only says something else inside a value. */
static gboolean
may_slip (LotseTestDamage damage)
{
  return damage == LOTSE_TEST_BITS || damage == LOTSE_TEST_PIECE;
}

static void
look_at (Template *self, LotseTestDamage damage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseCentre) centre = open_centre (self, self->copy, &error);
  g_autofree char *wrong = NULL;
  gboolean found, same;

  if (centre == NULL)
    {
      lotse_test_assert_clear (error);
      self->refused++;
      return;
    }
  wrong = lotse_centre_check (centre, &error);
  if (error != NULL)
    lotse_test_assert_clear (error);
  found = wrong != NULL || error != NULL;
  same = is_same (self, centre, found);
  write_something (self, centre, found);
  self->found += found;
  self->same += !found && same;
  self->slipped += !found && !same;
  if (!found && !same)
    g_test_message ("slipped through: %s", lotse_test_damage_name (damage));
  g_assert_true (found || same || may_slip (damage));
}

/* First the file as it is: whatever an account receives then is what must be received later. */
static void
look_at_the_whole (Template *self)
{
  put_in_place (self, (const guint8 *) self->database, self->size);
  look_at (self, LOTSE_TEST_CUT);
  g_assert_cmpuint (self->same, ==, 1);
  self->same = 0;
}

static void
test_database (Template *self, gconstpointer data)
{
  g_autoptr (GRand) random = lotse_test_random ();
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", ROUNDS);

  look_at_the_whole (self);
  for (guint i = 0; i < rounds; i++)
    {
      LotseTestDamage damage = i % LOTSE_TEST_N_DAMAGES;
      g_autoptr (GByteArray) bytes = lotse_test_damaged (random, self->database, self->size, damage);

      lotse_test_begin_round (i, damage);
      put_in_place (self, bytes->data, bytes->len);
      self->damaged++;
      look_at (self, damage);
    }
}

/* A damaged backup is refused before it takes the place of anything, or it is what was backed up. */
static void
test_backup (Template *self, gconstpointer data)
{
  g_autoptr (GRand) random = lotse_test_random ();
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", ROUNDS) / 2;
  g_autofree char *backup = g_build_filename (self->folder, "backup", NULL);

  look_at_the_whole (self);
  for (guint i = 0; i < rounds; i++)
    {
      LotseTestDamage damage = i % LOTSE_TEST_N_DAMAGES;
      g_autoptr (GByteArray) bytes = lotse_test_damaged (random, self->database, self->size, damage);
      g_autoptr (GError) error = NULL;
      g_autofree char *aside = NULL;

      lotse_test_begin_round (i, damage);
      put_in_place (self, (const guint8 *) self->database, self->size);
      g_assert_true (g_file_set_contents (backup, (const char *) bytes->data, bytes->len, NULL));
      aside = lotse_centre_restore (self->copy, backup, &error);
      self->damaged++;
      if (aside == NULL)
        lotse_test_assert_clear (error);
      self->refused += aside == NULL;
      look_at (self, aside == NULL ? LOTSE_TEST_CUT : damage);
    }
}

/* --- One by one -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *from, *to; /* in the record's text; NULL: in its history */
  const char *complaint;
  gboolean stops; /* devices that hold the record hear of it, instead of a page that they cannot read */
} Fault;

static const Fault faults[] = {
  { "letter-that-is-none", "Hello", "He\xffo", "cannot be read", TRUE },
  { "author-that-is-none", "\"b\":\"staff", "\"b\":\"sta\xff", "cannot be read", TRUE },
  { "no-text", NULL, "", "cannot be read", TRUE },
  { "other-id", "\"i\":\"01", "\"i\":\"02", "says that it is another one", FALSE },
  { "history", NULL, NULL, "has a history that cannot be read", FALSE },
};

static void
spoil (Story *story, const Fault *fault)
{
  LotseBackend *backend = story->fixture->centre->backend;
  g_autoptr (LotseStored) record = NULL;
  g_autoptr (GPtrArray) rows = backend->past_of (backend, story->session, NULL);
  LotsePast *past = g_ptr_array_index (rows, 0);
  g_auto (GStrv) parts = NULL;

  g_assert_true (backend->begin (backend, NULL));
  g_assert_true (backend->get_record (backend, story->session, &record, NULL));
  parts = g_strsplit (record->doc, fault->from != NULL ? fault->from : "{", 2);
  g_assert_nonnull (parts[1]);
  if (fault->to != NULL)
    {
      g_free (record->doc);
      record->doc = fault->from != NULL ? g_strjoinv (fault->to, parts) : g_strdup (fault->to);
      g_assert_true (backend->put_record (backend, record, NULL));
    }
  else
    {
      g_free (past->writes);
      past->writes = g_strdup ("{\"summary\":[\"Hel");
      g_assert_true (backend->put_past (backend, past, NULL));
    }
  g_assert_true (backend->commit (backend, NULL));
}

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (Device) fresh = device_new (story->fixture, "finance");
  g_autoptr (Device) other = device_new (story->fixture, "mentor");
  Template template = { .now_ms = story->fixture->now_ms };
  g_autoptr (GError) error = NULL;
  g_autofree char *wrong = NULL;
  g_autofree char *listing = NULL;
  g_autofree char *untouched = NULL;

  spoil (story, fault);
  wrong = lotse_centre_check (story->fixture->centre, &error);
  g_assert_no_error (error);
  g_assert_nonnull (wrong);
  g_assert_nonnull (strstr (wrong, fault->complaint));
  g_assert_nonnull (strstr (wrong, story->session));
  /* Who does not hold it goes on. */
  untouched = list_all (story->fixture->centre, &template, fresh->token, &error);
  g_assert_no_error (error);
  listing = list_all (story->fixture->centre, &template, other->token, &error);
  if (fault->stops)
    g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT);
  else
    g_assert_no_error (error);
}

/* What staff accepts stays to be decided as long as the record cannot take it. */
static void
test_accepted_edit_waits (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  LotseCentre *centre = story->fixture->centre;
  g_autoptr (LotseStored) whole = NULL;
  g_autofree char *review = NULL;

  device_edit (story->mentor, "session", story->session, "summary", "Unsent", NULL);
  g_assert_true (lotse_centre_set_disabled (centre, "mentor", TRUE, NULL));
  device_sync (story->mentor);
  device_sync (story->staff);
  review = g_strdup (device_only (story->staff, "review")->id);
  g_assert_true (centre->backend->get_record (centre->backend, story->session, &whole, NULL));
  spoil (story, &faults[0]);
  g_test_expect_message ("lotse", G_LOG_LEVEL_WARNING, "a damaged record cannot take an edit*");
  device_put (story->staff, "review", review, "decision", "accepted", NULL);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (story->staff->verdicts->len, ==, 0);
  g_assert_cmpstr (device_value (story->staff, review, "decision"), !=, "accepted");
  g_assert_true (centre->backend->begin (centre->backend, NULL));
  g_assert_true (centre->backend->put_record (centre->backend, whole, NULL));
  g_assert_true (centre->backend->commit (centre->backend, NULL));
  device_put (story->staff, "review", review, "decision", "accepted", NULL);
  g_assert_cmpint (device_verdict (story->staff, review, "decision"), ==, LOTSE_VERDICT_MERGED);
  g_assert_cmpstr (device_value (story->staff, story->session, "summary"), ==, "Unsent");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/damage/database", Template, NULL, template_set_up, test_database, template_tear_down);
  g_test_add ("/damage/backup", Template, NULL, template_set_up, test_backup, template_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf ("/damage/%s", faults[i].name);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  g_test_add_func ("/damage/accepted-edit-waits", test_accepted_edit_waits);
  return g_test_run ();
}
