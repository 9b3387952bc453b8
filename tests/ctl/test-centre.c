/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two profiles and a centre, with the real programs: connecting, syncing, deciding a conflict, and what goes over. */
#include "two-profiles.h"

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ctl/centre/what-one-writes-the-other-reads", test_what_one_writes_the_other_reads);
  ADD ("/ctl/centre/both-write-the-same-field-offline", test_both_write_the_same_field_offline);
  ADD ("/ctl/centre/history-of-a-new-laptop", test_history_of_a_new_laptop);
  ADD ("/ctl/centre/audit", test_audit);
  ADD ("/ctl/centre/invitation-from-a-file", test_invitation_from_a_file);
  ADD ("/ctl/centre/example-centre-goes-over", test_example_centre_goes_over);
  ADD ("/ctl/centre/example-stays-out-of-a-centre", test_example_stays_out_of_a_centre);
  ADD ("/ctl/centre/file-goes-over", test_file_goes_over);
  return g_test_run ();
}
