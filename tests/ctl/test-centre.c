/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two profiles and a centre, with the real programs: connecting, syncing, deciding a conflict, and processes that are killed. */
#include "ctl-run.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

typedef struct
{
  char *folder;      /* of the centre, with the files of passwords */
  char *left;        /* profiles of two laptops */
  char *right;
  char *password;    /* name of the file */
  char *url;
  GSubprocess *server;
} Fixture;

/* --- The centre --------------------------------------------------------------------------------------------- */

static GSubprocess *
start (Fixture *fixture, GSubprocessFlags flags, const char *first, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *data = g_build_filename (fixture->folder, "centre", NULL);
  g_autoptr (GSubprocessLauncher) launcher = ctl_launcher (fixture->folder, flags);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;
  va_list more;

  g_ptr_array_add (words, (gpointer) g_getenv ("LOTSE_SERVER"));
  g_ptr_array_add (words, (gpointer) "--data");
  g_ptr_array_add (words, data);
  va_start (more, first);
  for (const char *word = first; word != NULL; word = va_arg (more, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (more);
  g_ptr_array_add (words, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, &error);
  g_assert_no_error (error);
  return process;
}

static void
add_account (Fixture *fixture, const char *name, const char *role)
{
  g_autoptr (GSubprocess) process = start (fixture, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, "account", "add", name, "--role", role,
                                           "--password-file", fixture->password, NULL);

  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

/* Listens at `address` ("127.0.0.1:0" for a free port) and says where. */
static void
serve (Fixture *fixture, const char *address)
{
  g_autoptr (GDataInputStream) out = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server = start (fixture, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, "serve", "--listen", address, NULL);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->server));
  line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_nonnull (strstr (line, "http://"));
  g_free (fixture->url);
  fixture->url = g_strstrip (g_strdup (strstr (line, "http://")));
}

static void
stop (Fixture *fixture)
{
  g_subprocess_send_signal (fixture->server, SIGTERM);
  g_subprocess_wait (fixture->server, NULL, NULL);
  g_clear_object (&fixture->server);
}

static void
connect_profile (Fixture *fixture, const char *profile, const char *account)
{
  g_autofree char *connected = ctl_ok (profile, "connect", fixture->url, "--account", account, "--password-file", fixture->password, NULL);
  g_autofree char *synced = ctl_ok (profile, "sync", NULL);

  g_assert_cmpuint (strlen (connected), >, 0);
  g_assert_cmpuint (strlen (synced), >, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = ctl_folder_new ();
  fixture->left = ctl_folder_new ();
  fixture->right = ctl_folder_new ();
  fixture->password = ctl_file (fixture->folder, "password", "sieben gelbe Schirme\n", -1);
  add_account (fixture, "anna", "coordinator");
  add_account (fixture, "bernd", "coordinator");
  add_account (fixture, "mia", "mentor");
  serve (fixture, "127.0.0.1:0");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->server != NULL)
    stop (fixture);
  ctl_folder_free (fixture->folder);
  ctl_folder_free (fixture->left);
  ctl_folder_free (fixture->right);
  g_free (fixture->password);
  g_free (fixture->url);
}

static JsonNode *
sync_once (const char *profile)
{
  return ctl_json (profile, "sync", NULL);
}

static gint64
number (JsonNode *report, const char *member)
{
  return json_object_get_int_member (json_node_get_object (report), member);
}

/* Both profiles until nothing is new on either side. */
static void
sync_both (Fixture *fixture)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (JsonNode) left = sync_once (fixture->left);
      g_autoptr (JsonNode) right = sync_once (fixture->right);
    }
}

/* Both profiles hold the same records of that kind, field by field. */
static void
assert_equal (Fixture *fixture, const char *kind)
{
  g_autoptr (JsonNode) left = ctl_json (fixture->left, "list", kind, "--sort", "reference", NULL);
  g_autoptr (JsonNode) right = ctl_json (fixture->right, "list", kind, "--sort", "reference", NULL);
  g_autofree char *left_text = json_to_string (left, TRUE);
  g_autofree char *right_text = json_to_string (right, TRUE);

  g_assert_cmpstr (left_text, ==, right_text);
}

static void
assert_clean (const char *profile)
{
  g_autofree char *checked = ctl_ok (profile, "check", NULL);

  g_assert_cmpuint (strlen (checked), >, 0);
}

/* --- Tests -------------------------------------------------------------------------------------------------- */

static void
test_what_one_writes_the_other_reads (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->left, "add", "person", "display_name=Aylin Öztürk", "languages=tr:native; de:C1", NULL);
  g_autofree char *name = NULL;
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (JsonNode) status = NULL;

  connect_profile (fixture, fixture->left, "anna");
  connect_profile (fixture, fixture->right, "bernd");
  name = ctl_get (fixture->right, id, "display_name");
  g_assert_cmpstr (name, ==, "Aylin Öztürk");
  again = sync_once (fixture->right);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (again), "complete"));
  g_assert_cmpint (number (again, "round_trips"), ==, 1);
  g_assert_cmpint (number (again, "received"), ==, 0);
  status = ctl_json (fixture->left, "status", NULL);
  g_assert_cmpint (number (status, "waiting"), ==, 0);
  assert_clean (fixture->left);
}

static void
test_both_write_the_same_field_offline (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->left, "add", "task", "reference=1", "text=Raum buchen", NULL);
  g_autofree char *left = NULL, *right = NULL, *other_field = NULL, *text = NULL, *note = NULL;
  g_autoptr (JsonNode) decided = NULL;
  g_autoptr (JsonNode) conflicts = NULL;
  g_autoptr (JsonNode) after = NULL;
  const char *conflict;

  connect_profile (fixture, fixture->left, "anna");
  connect_profile (fixture, fixture->right, "bernd");
  left = ctl_ok (fixture->left, "set", id, "text=Saal buchen", NULL);
  right = ctl_ok (fixture->right, "set", id, "text=Aula buchen", NULL);
  other_field = ctl_ok (fixture->right, "set", id, "note=mit Beamer", NULL);
  sync_both (fixture);
  assert_equal (fixture, "task");
  conflicts = ctl_json (fixture->left, "conflicts", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (conflicts)), ==, 1);
  conflict = json_object_get_string_member (json_array_get_object_element (json_node_get_array (conflicts), 0), "id");
  decided = ctl_json (fixture->left, "resolve", conflict, "value=Großen Saal buchen", NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (decided), "resolved"), ==, conflict);
  sync_both (fixture);
  assert_equal (fixture, "task");
  text = ctl_get (fixture->right, id, "text");
  note = ctl_get (fixture->left, id, "note");
  g_assert_cmpstr (text, ==, "Großen Saal buchen");
  g_assert_cmpstr (note, ==, "mit Beamer");
  after = ctl_json (fixture->right, "conflicts", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (after)), ==, 0);
  assert_clean (fixture->left);
  assert_clean (fixture->right);
}

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

static guint
lines (JsonNode *history)
{
  return json_array_get_length (json_node_get_array (history));
}

/* A laptop that came later asks the centre; without it, it says that only its own part is shown. */
static void
test_history_of_a_new_laptop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->left, "add", "task", "text=Raum buchen", NULL);
  g_autofree char *changed = NULL;
  g_autoptr (JsonNode) report = NULL, own = NULL, all = NULL;
  g_autoptr (CtlResult) away = NULL;

  connect_profile (fixture, fixture->left, "anna");
  changed = ctl_ok (fixture->left, "set", id, "text=Saal buchen", NULL);
  report = sync_once (fixture->left);
  connect_profile (fixture, fixture->right, "bernd");
  own = ctl_json (fixture->right, "history", "--offline", id, NULL);
  g_assert_cmpuint (lines (own), ==, 0);
  all = ctl_json (fixture->right, "history", id, NULL);
  g_assert_cmpuint (lines (all), ==, 2);
  g_assert_true (json_object_get_boolean_member (json_array_get_object_element (json_node_get_array (all), 0), "only_at_centre"));
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (json_node_get_array (all), 0), "before"), ==, "Raum buchen");
  stop (fixture);
  away = ctl_run (fixture->left, "history", id, NULL);
  g_assert_cmpint (away->exit, ==, 0);
  g_assert_nonnull (strstr (away->out, "Saal buchen"));
  g_assert_cmpuint (strlen (away->err), >, 0);
  serve (fixture, "127.0.0.1:0");
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

/* The text that the centre prints is all that a person needs, once. */
static void
test_invitation_from_a_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) process = start (fixture, G_SUBPROCESS_FLAGS_STDOUT_PIPE, "code", "anna", "--url", fixture->url, NULL);
  const char *const from_input[] = { "connect", "--invitation-file", "-", NULL };
  g_autofree char *invitation = NULL;
  g_autofree char *file = NULL;
  g_autofree char *connected = NULL;
  g_autoptr (JsonNode) synced = NULL;
  g_autoptr (CtlResult) again = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &invitation, NULL, NULL);
  file = ctl_file (fixture->folder, "invitation", invitation, -1);
  connected = ctl_ok (fixture->left, "connect", "--invitation-file", file, NULL);
  synced = sync_once (fixture->left);
  again = ctl_run_v (fixture->right, invitation, from_input);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (synced), "complete"));
  ctl_assert_refused (again, 1, "lotsectl: ");
}

static void
test_example_centre_goes_over (Fixture *fixture, gconstpointer data)
{
  static const char *const kinds[] = { "person", "organisation", "mentoring_pair", "session", "participation", "consent" };
  g_autofree char *filled = ctl_ok (fixture->left, "demo", NULL);

  connect_profile (fixture, fixture->left, "anna");
  connect_profile (fixture, fixture->right, "bernd");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpuint (ctl_count (fixture->left, kinds[i]), ==, ctl_count (fixture->right, kinds[i]));
  assert_equal (fixture, "organisation");
  assert_clean (fixture->right);
}

/* Invented people never go to a centre that a profile is connected to, be it empty or filled. */
static void
test_example_stays_out_of_a_centre (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CtlResult) empty = NULL;
  g_autoptr (CtlResult) filled = NULL;
  g_autofree char *example = ctl_ok (fixture->right, "demo", NULL);
  guint before;

  connect_profile (fixture, fixture->left, "anna");
  empty = ctl_run (fixture->left, "demo", NULL);
  ctl_assert_refused (empty, 2, "connected");
  g_assert_cmpuint (ctl_count (fixture->left, "person"), ==, 0);
  g_assert_cmpuint (ctl_count (fixture->left, "organisation"), ==, 0);
  connect_profile (fixture, fixture->right, "bernd");
  before = ctl_count (fixture->right, "person");
  filled = ctl_run (fixture->right, "demo", "--seed", "7", NULL);
  ctl_assert_refused (filled, 2, "connected");
  g_assert_cmpuint (ctl_count (fixture->right, "person"), ==, before);
}

/* A file that one laptop attaches can be written out on the other, and waits to be sent until then. */
static void
test_file_goes_over (Fixture *fixture, gconstpointer data)
{
  const gsize size = (3u << 20) + 17;
  g_autofree char *bytes = g_malloc (size);
  g_autofree char *path = NULL, *word = NULL, *out = NULL, *content = NULL, *written = NULL;
  g_autofree char *choir = NULL, *attached = NULL, *id = NULL;
  g_autoptr (JsonNode) report = NULL;
  gsize arrived;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) (i * 31 + i / 4096);
  path = ctl_file (fixture->folder, "Noten.pdf", bytes, (gssize) size);
  word = g_strconcat ("file=@", path, NULL);
  out = g_build_filename (fixture->folder, "out.pdf", NULL);
  connect_profile (fixture, fixture->left, "anna");
  connect_profile (fixture, fixture->right, "bernd");
  choir = ctl_ok (fixture->left, "add", "organisation", "name=Chor e. V.", NULL);
  attached = g_strconcat ("attached=", choir, NULL);
  id = ctl_ok (fixture->left, "add", "attachment", attached, "title=Noten", word, NULL);
  sync_both (fixture);
  report = sync_once (fixture->left);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (report), "complete"));
  written = ctl_ok (fixture->right, "file", id, "--output", out, NULL);
  g_assert_true (g_file_get_contents (out, &content, &arrived, NULL));
  g_assert_cmpmem (content, arrived, bytes, size);
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

/* Staff sees who connected; without a centre there is nothing to see. */
static void
test_audit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *task = ctl_ok (fixture->left, "add", "task", "text=Raum buchen", NULL);
  g_autoptr (CtlResult) early = ctl_run (fixture->left, "audit", NULL);
  g_autoptr (JsonNode) all = NULL;
  g_autoptr (JsonNode) one = NULL;
  g_autofree char *table = NULL;
  g_autoptr (CtlResult) odd = NULL;
  JsonObject *newest;

  ctl_assert_refused (early, 1, "not connected");
  connect_profile (fixture, fixture->left, "anna");
  connect_profile (fixture, fixture->right, "bernd");
  all = ctl_json (fixture->left, "audit", NULL);
  newest = json_array_get_object_element (json_node_get_array (all), 0);
  g_assert_cmpstr (json_object_get_string_member (newest, "who"), ==, "bernd");
  g_assert_cmpstr (json_object_get_string_member (newest, "what"), ==, "device-enrolled");
  /* Three accounts were added and two of them have connected. */
  g_assert_cmpuint (json_array_get_length (json_node_get_array (all)), ==, 5);
  one = ctl_json (fixture->left, "audit", "--limit", "1", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (one)), ==, 1);
  table = ctl_ok (fixture->left, "audit", NULL);
  g_assert_nonnull (strstr (table, "account-added"));
  odd = ctl_run (fixture->left, "audit", "--limit", "many", NULL);
  ctl_assert_refused (odd, 2, "many");
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

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
  ADD ("/ctl/centre/what-one-writes-the-other-reads", test_what_one_writes_the_other_reads);
  ADD ("/ctl/centre/both-write-the-same-field-offline", test_both_write_the_same_field_offline);
  ADD ("/ctl/centre/staff-decides-on-a-locked-account", test_staff_decides_on_a_locked_account);
  ADD ("/ctl/centre/history-of-a-new-laptop", test_history_of_a_new_laptop);
  ADD ("/ctl/centre/centre-away-keeps-everything", test_centre_away_keeps_everything);
  ADD ("/ctl/centre/refused-is-no-success", test_refused_is_no_success);
  ADD ("/ctl/centre/wrong-password", test_wrong_password);
  ADD ("/ctl/centre/audit", test_audit);
  ADD ("/ctl/centre/invitation-from-a-file", test_invitation_from_a_file);
  ADD ("/ctl/centre/lock-ends-a-meeting-that-waits", test_lock_ends_a_meeting_that_waits);
  ADD ("/ctl/centre/example-centre-goes-over", test_example_centre_goes_over);
  ADD ("/ctl/centre/example-stays-out-of-a-centre", test_example_stays_out_of_a_centre);
  ADD ("/ctl/centre/file-goes-over", test_file_goes_over);
  g_test_add ("/ctl/centre/killed-while-editing-and-syncing", Fixture, GUINT_TO_POINTER (3), set_up, test_killed_while_editing_and_syncing,
              tear_down);
  return g_test_run ();
}
