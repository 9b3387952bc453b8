/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A centre that is away, refuses, decides or is cut off: what lotsectl says, and that nothing is lost. */
#include "two-profiles.h"

static char *
first_id (JsonNode *list)
{
  return g_strdup (json_object_get_string_member (json_array_get_object_element (json_node_get_array (list), 0), "id"));
}

/* What an account wrote before it was locked: staff is asked, and what is accepted arrives, what is dropped does not. */
static void
test_staff_decides_on_a_locked_account (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wanted = NULL, *unwanted = NULL, *accepted = NULL, *dropped = NULL, *text = NULL, *first = NULL, *second = NULL;
  g_autoptr (GSubprocess) lock = NULL;
  g_autoptr (CtlResult) sent = NULL, missing = NULL;
  g_autoptr (JsonNode) before = NULL, open = NULL, rest = NULL, after = NULL, report = NULL;

  connect_profile (fixture, fixture->left, "anna");
  connect_profile (fixture, fixture->right, "bernd");
  wanted = ctl_ok (fixture->right, "add", "task", "text=Raum buchen", NULL);
  unwanted = ctl_ok (fixture->right, "add", "task", "text=Kuchen kaufen", NULL);
  lock = start (fixture, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, "account", "disable", "bernd", NULL);
  g_assert_true (g_subprocess_wait_check (lock, NULL, NULL));
  sent = ctl_run (fixture->right, "sync", NULL);
  report = sync_once (fixture->left);
  before = ctl_json (fixture->left, "status", NULL);
  g_assert_cmpint (number (before, "reviews"), ==, 2);
  open = ctl_json (fixture->left, "reviews", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (open)), ==, 2);
  first = first_id (open);
  missing = ctl_run (fixture->left, "reviews", "accept", wanted, NULL);
  ctl_assert_refused (missing, 2, "lotsectl: ");
  accepted = ctl_ok (fixture->left, "reviews", "accept", first, NULL);
  rest = ctl_json (fixture->left, "reviews", NULL);
  second = first_id (rest);
  dropped = ctl_ok (fixture->left, "reviews", "drop", second, NULL);
  g_clear_pointer (&report, json_node_unref);
  report = sync_once (fixture->left);
  after = ctl_json (fixture->left, "status", NULL);
  g_assert_cmpint (number (after, "reviews"), ==, 0);
  g_assert_cmpuint (ctl_count (fixture->left, "task"), ==, 1);
  text = ctl_get (fixture->left, wanted, "text");
  g_assert_cmpstr (text, ==, "Raum buchen");
  assert_clean (fixture->left);
}

static void
test_centre_away_keeps_everything (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = NULL;
  g_autofree char *id = NULL, *found = NULL;
  g_autoptr (CtlResult) away = NULL;
  g_autoptr (JsonNode) status = NULL;
  g_autoptr (JsonNode) back = NULL;
  g_autoptr (JsonNode) other = NULL;

  connect_profile (fixture, fixture->left, "anna");
  connect_profile (fixture, fixture->right, "bernd");
  address = g_strdup (strstr (fixture->url, "127.0.0.1"));
  address[strcspn (address, "/ ")] = '\0';
  stop (fixture);
  id = ctl_ok (fixture->left, "add", "task", "text=Raum buchen", NULL);
  away = ctl_run (fixture->left, "sync", NULL);
  ctl_assert_refused (away, 1, "lotsectl: ");
  status = ctl_json (fixture->left, "status", NULL);
  g_assert_cmpint (number (status, "waiting"), ==, 1);
  serve (fixture, address);
  back = sync_once (fixture->left);
  g_assert_cmpint (number (back, "sent"), ==, 1);
  other = sync_once (fixture->right);
  found = ctl_get (fixture->right, id, "text");
  g_assert_cmpstr (found, ==, "Raum buchen");
}

static void
test_wrong_password (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = ctl_file (fixture->folder, "wrong", "acht gelbe Schirme\n", -1);
  g_autofree char *id = ctl_ok (fixture->left, "add", "task", "text=Raum buchen", NULL);
  g_autoptr (CtlResult) result = ctl_run (fixture->left, "connect", fixture->url, "--account", "anna", "--password-file", file, NULL);
  g_autoptr (CtlResult) nobody = ctl_run (fixture->left, "connect", fixture->url, "--account", "nobody", "--password-file",
                                          fixture->password, NULL);
  g_autoptr (JsonNode) status = ctl_json (fixture->left, "status", NULL);

  ctl_assert_refused (result, 1, "lotsectl: ");
  ctl_assert_refused (nobody, 1, "lotsectl: ");
  g_assert_false (json_object_get_boolean_member (json_node_get_object (status), "connected"));
  g_assert_cmpint (number (status, "waiting"), ==, 1);
}

/* --- Killed ------------------------------------------------------------------------------------------------- */

/* Starts lotsectl, kills it after `wait` microseconds unless that is 0; the id that it printed, or NULL. */
static char *
run_and_kill (const char *profile, const char *const *words, gulong wait)
{
  g_autoptr (GSubprocessLauncher) launcher = ctl_launcher (profile, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_auto (GStrv) line = ctl_words (profile, words);
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, (const char *const *) line, NULL);
  g_autofree char *out = NULL;

  if (wait > 0)
    {
      g_usleep (wait);
      g_subprocess_force_exit (process);
    }
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, NULL);
  return out != NULL && strlen (out) == 33 ? g_strndup (out, 32) : NULL;
}

/* Edits and syncs of both sides, many of them killed: every edit that reported success is on both sides in the end. */
static void
test_killed_while_editing_and_syncing (Fixture *fixture, gconstpointer data)
{
  guint seed = GPOINTER_TO_UINT (data);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) reported = g_ptr_array_new_with_free_func (g_free);

  g_test_message ("seed %u", seed);
  connect_profile (fixture, fixture->left, "anna");
  connect_profile (fixture, fixture->right, "bernd");
  for (guint i = 0; i < 100; i++)
    {
      const char *profile = g_rand_boolean (rand) ? fixture->left : fixture->right;
      g_autofree char *text = g_strdup_printf ("text=%u", i);
      g_autofree char *reference = g_strdup_printf ("reference=%03u", i);
      const char *add[] = { "add", "task", text, reference, NULL };
      const char *sync[] = { "sync", NULL };
      gulong wait = g_rand_int_range (rand, 0, 2) == 0 ? 1 + (gulong) g_rand_int_range (rand, 0, 90000) : 0;
      char *id = run_and_kill (profile, g_rand_int_range (rand, 0, 3) > 0 ? add : sync, wait);

      if (id != NULL)
        g_ptr_array_add (reported, id);
    }
  sync_both (fixture);
  assert_equal (fixture, "task");
  assert_clean (fixture->left);
  assert_clean (fixture->right);
  g_assert_cmpuint (reported->len, >, 20);
  for (guint i = 0; i < reported->len; i++)
    {
      g_autofree char *left = ctl_get (fixture->left, reported->pdata[i], "text");
      g_autofree char *right = ctl_get (fixture->right, reported->pdata[i], "text");

      g_assert_nonnull (left);
      g_assert_cmpstr (left, ==, right);
    }
}

/* Written before the profile had an account, and not allowed to a mentor: the centre refuses it, and sync says so. */
static void
test_refused_is_no_success (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->left, "add", "organisation", "name=Chor e. V.", NULL);
  g_autofree char *other = ctl_ok (fixture->left, "add", "organisation", "name=Verein", NULL);
  g_autofree char *connected = ctl_ok (fixture->left, "connect", fixture->url, "--account", "mia", "--password-file", fixture->password,
                                       "--confirm-undertaking", NULL);
  g_autoptr (CtlResult) sync = ctl_run (fixture->left, "--json", "sync", NULL);
  g_autoptr (CtlResult) next = ctl_run (fixture->left, "sync", NULL);
  g_autoptr (JsonNode) report = json_from_string (sync->out, NULL);
  g_autoptr (JsonNode) refusals = ctl_json (fixture->left, "refusals", NULL);
  g_autoptr (JsonNode) discarded = NULL;
  g_autofree char *row = NULL;

  g_assert_cmpint (sync->exit, ==, 1);
  g_assert_cmpint (number (report, "refused"), ==, 2);
  g_assert_cmpint (number (report, "waiting"), ==, 0);
  g_assert_cmpint (next->exit, ==, 0);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (refusals)), ==, 2);
  row = g_strdup_printf ("%" G_GINT64_FORMAT,
                         json_object_get_int_member (json_array_get_object_element (json_node_get_array (refusals), 0), "number"));
  discarded = ctl_json (fixture->left, "refusals", "discard", row, NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (discarded), "discarded"), ==, row);
}

/* --- Locked while it works ---------------------------------------------------------------------------------- */

/* The centre is there and says nothing; a lock ends the meeting, and says why it ended. */
static gboolean
has_ended (GSubprocess *process)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  return g_subprocess_get_identifier (process) == NULL;
}

static void
test_lock_ends_a_meeting_that_waits (Fixture *fixture, gconstpointer data)
{
  const char *const words[] = { "sync", NULL };
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_auto (GStrv) line = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *err = NULL;
  g_autofree char *id = NULL;

  connect_profile (fixture, fixture->left, "anna");
  id = ctl_ok (fixture->left, "add", "task", "text=Raum buchen", NULL);
  g_subprocess_send_signal (fixture->server, SIGSTOP);
  launcher = ctl_launcher (fixture->left, G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  line = ctl_words (fixture->left, words);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) line, &error);
  g_assert_no_error (error);
  /* A lock reaches who has the profile open: the first one may come too early. */
  for (guint i = 0; i < 60 && !has_ended (process); i++)
    {
      g_autofree char *locked = ctl_ok (fixture->left, "lock", NULL);

      g_usleep (G_USEC_PER_SEC);
    }
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error);
  g_assert_no_error (error);
  g_subprocess_send_signal (fixture->server, SIGCONT);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_test_message ("it said: %s", err);
  g_assert_nonnull (strstr (err, "was locked while this ran"));
  /* Nothing is lost, and the next meeting sends it. */
  {
    g_autoptr (JsonNode) report = sync_once (fixture->left);

    g_assert_cmpint (number (report, "sent"), ==, 1);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ctl/centre-trouble/staff-decides-on-a-locked-account", test_staff_decides_on_a_locked_account);
  ADD ("/ctl/centre-trouble/centre-away-keeps-everything", test_centre_away_keeps_everything);
  ADD ("/ctl/centre-trouble/refused-is-no-success", test_refused_is_no_success);
  ADD ("/ctl/centre-trouble/wrong-password", test_wrong_password);
  ADD ("/ctl/centre-trouble/lock-ends-a-meeting-that-waits", test_lock_ends_a_meeting_that_waits);
  g_test_add ("/ctl/centre-trouble/killed-while-editing-and-syncing", Fixture, GUINT_TO_POINTER (3), set_up, test_killed_while_editing_and_syncing,
              tear_down);
  return g_test_run ();
}
