/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether processes end cleanly or by SIGKILL at a random moment, the file gives the same: what was reported as done is there,
 * and the next sync takes it to the centre and to another laptop.
 */
#include "ctl-run.h"
#include "kit.h"

#include <signal.h>
#include <string.h>

#define EDITS 200
#define EDITS_SANITIZED 60

/* A task as it must be, and all that was reported as written into it. */
typedef struct
{
  char *id;
  char *text;
  char *note;
  gboolean in_bin;
  GPtrArray *written; /* of char *, distinct */
} Task;

/* One laptop, a centre, and what one process after the other does there. */
typedef struct
{
  char *folder;
  KitServer *server;
  GRand *plan;  /* what is done: the same in a run with kills and in one without */
  GRand *fate;  /* who is killed, and when */
  gboolean kills;
  gint64 usual; /* microseconds that a process takes which is left alone */
  guint killed;
  guint killed_syncs;
  GPtrArray *tasks;
} World;

static void
task_free (gpointer data)
{
  Task *task = data;

  g_free (task->id);
  g_free (task->text);
  g_free (task->note);
  g_ptr_array_unref (task->written);
  g_free (task);
}

/* --- Processes ---------------------------------------------------------------------------------------------- */

typedef enum
{
  FATE_LIVES,
  FATE_KILLED_AT_RANDOM,
  FATE_KILLED_AFTER_SUCCESS, /* it has said that it is done, and has not closed the file */
} Fate;

static Fate
choose_fate (World *world)
{
  if (!world->kills || g_rand_int_range (world->fate, 0, 5) < 3)
    return FATE_LIVES;
  return g_rand_int_range (world->fate, 0, 4) == 0 ? FATE_KILLED_AFTER_SUCCESS : FATE_KILLED_AT_RANDOM;
}

/* What it printed until the first line ended. */
static char *
read_line (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

  return g_data_input_stream_read_line_utf8 (lines, NULL, NULL, NULL);
}

/* Runs one command and returns what it printed if it reported success, or NULL if it was killed before. */
static char *
run (World *world, Fate fate, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher
      = ctl_launcher (world->folder, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_auto (GStrv) line = ctl_words (world->folder, words);
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, (const char *const *) line, &error);
  g_autofree char *out = NULL;
  gboolean success;

  g_assert_no_error (error);
  if (fate == FATE_KILLED_AFTER_SUCCESS)
    out = read_line (process);
  else if (fate == FATE_KILLED_AT_RANDOM)
    g_usleep ((gulong) (g_rand_double (world->fate) * 1.2 * (double) world->usual));
  if (fate != FATE_LIVES)
    g_subprocess_send_signal (process, SIGKILL);
  if (out == NULL)
    g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  success = g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == 0;
  if (fate == FATE_LIVES)
    {
      g_assert_true (success);
      world->usual = (world->usual * 3 + g_get_monotonic_time () - begin) / 4;
    }
  world->killed += success ? 0 : 1;
  /* Whoever has read the id has heard of the success, even if the process was killed while it ended. */
  return success || (out != NULL && strlen (out) >= 32) ? g_strchomp (g_steal_pointer (&out)) : NULL;
}

/* A command that says nothing that could be read before its end: once more, as a person would, until it ends by itself. */
static char *
run_to_its_end (World *world, const char *const *words)
{
  char *out = NULL;

  while (out == NULL)
    {
      Fate fate = choose_fate (world);
      guint killed = world->killed;

      out = run (world, fate == FATE_KILLED_AFTER_SUCCESS ? FATE_LIVES : fate, words);
      if (world->killed > killed)
        g_clear_pointer (&out, g_free);
    }
  return out;
}

/* --- Edits --------------------------------------------------------------------------------------------------- */

static Task *
any_task (World *world)
{
  return world->tasks->len > 0 ? world->tasks->pdata[g_rand_int_range (world->plan, 0, (gint32) world->tasks->len)] : NULL;
}

/* A killed process may have added the task without a chance to say its id. */
static char *
find_task (World *world, const char *text)
{
  g_autofree char *condition = g_strconcat ("text=", text, NULL);
  g_autoptr (JsonNode) list = ctl_json (world->folder, "list", "task", "--where", condition, NULL);
  JsonArray *array = json_node_get_array (list);

  g_assert_cmpuint (json_array_get_length (array), <=, 1);
  return json_array_get_length (array) == 0 ? NULL : g_strdup (json_object_get_string_member (json_array_get_object_element (array, 0), "id"));
}

static void
add_task (World *world, const char *text)
{
  g_autofree char *assignment = g_strconcat ("text=", text, NULL);
  const char *words[] = { "add", "task", assignment, NULL };
  Task *task = g_new0 (Task, 1);

  while ((task->id = run (world, choose_fate (world), words)) == NULL && (task->id = find_task (world, text)) == NULL)
    ;
  g_assert_cmpuint (strlen (task->id), ==, 32);
  task->text = g_strdup (text);
  task->written = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (task->written, g_strdup (text));
  g_ptr_array_add (world->tasks, task);
}

static void
set_field (World *world, Task *task, const char *field, char **value, const char *text)
{
  g_autofree char *assignment = g_strdup_printf ("%s=%s", field, text);
  const char *words[] = { "set", task->id, assignment, NULL };
  g_autofree char *done = NULL;

  while ((done = run (world, choose_fate (world), words)) == NULL)
    ;
  g_assert_cmpstr (done, ==, task->id);
  g_free (*value);
  *value = g_strdup (text);
  g_ptr_array_add (task->written, g_strdup (text));
}

static void
move (World *world, Task *task)
{
  const char *words[] = { task->in_bin ? "restore" : "delete", task->id, NULL };
  g_autofree char *done = run_to_its_end (world, words);

  g_assert_nonnull (done);
  task->in_bin = !task->in_bin;
}

static void
edit (World *world, guint n)
{
  g_autofree char *text = g_strdup_printf ("Aufgabe-%03u", n);
  int choice = g_rand_int_range (world->plan, 0, 10);
  Task *task = any_task (world);

  if (task == NULL || choice < 3)
    add_task (world, text);
  else if (task->in_bin || choice == 9)
    move (world, task);
  else if (choice < 6)
    set_field (world, task, "text", &task->text, text);
  else
    set_field (world, task, "note", &task->note, text);
}

static void
sync_now (World *world)
{
  const char *words[] = { "--json", "sync", NULL };
  guint killed = world->killed;
  g_autofree char *report = run_to_its_end (world, words);
  g_autoptr (JsonNode) node = json_from_string (report, NULL);

  world->killed_syncs += world->killed - killed;
  g_assert_nonnull (node);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (node), "complete"));
}

/* --- What must be there -------------------------------------------------------------------------------------- */

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Sorted by the words of people: ids differ from run to run. */
static char *
join (GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static char *
describe (const char *text, const char *note, gboolean in_bin)
{
  return g_strdup_printf ("%s|%s|%s", text, note != NULL ? note : "", in_bin ? "bin" : "");
}

static const char *
member (JsonObject *record, const char *name)
{
  return json_object_has_member (record, name) && !json_object_get_null_member (record, name) ? json_object_get_string_member (record, name)
                                                                                              : NULL;
}

static void
add_list (const char *folder, gboolean in_bin, GPtrArray *lines)
{
  g_autoptr (JsonNode) list = ctl_json (folder, "list", "task", in_bin ? "--bin" : NULL, NULL);
  JsonArray *array = json_node_get_array (list);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *record = json_array_get_object_element (array, i);

      g_ptr_array_add (lines, describe (member (record, "text"), member (record, "note"), in_bin));
    }
}

/* What "list" says. */
static char *
listed (const char *folder)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  add_list (folder, FALSE, lines);
  add_list (folder, TRUE, lines);
  return join (lines);
}

/* What "get" says of each. */
static char *
got (World *world)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < world->tasks->len; i++)
    {
      Task *task = world->tasks->pdata[i];
      g_autoptr (JsonNode) node = ctl_json (world->folder, "get", task->id, NULL);
      JsonObject *record = json_node_get_object (node);

      g_ptr_array_add (lines, describe (member (record, "text"), member (record, "note"), task->in_bin));
    }
  return join (lines);
}

static char *
expected (World *world)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < world->tasks->len; i++)
    {
      Task *task = world->tasks->pdata[i];

      g_ptr_array_add (lines, describe (task->text, task->note, task->in_bin));
    }
  return join (lines);
}

static void
assert_as_reported (World *world)
{
  g_autofree char *list = listed (world->folder);
  g_autofree char *must = expected (world);

  g_assert_cmpstr (list, ==, must);
}

/* Every value that was reported as saved is in the history, also those that were written over since. */
static void
assert_history (World *world, const char *folder)
{
  for (guint i = 0; i < world->tasks->len; i++)
    {
      Task *task = world->tasks->pdata[i];
      g_autoptr (JsonNode) node = ctl_json (folder, "history", task->id, NULL);
      g_autofree char *text = json_to_string (node, FALSE);

      for (guint n = 0; n < task->written->len; n++)
        g_assert_nonnull (strstr (text, task->written->pdata[n]));
    }
}

/* --- The runs -------------------------------------------------------------------------------------------------- */

static void
connect_profile (World *world, const char *folder)
{
  g_autofree char *password = ctl_file (folder, "password", "password of office", -1);
  g_autofree char *connected
      = ctl_ok (folder, "connect", kit_server_url (world->server), "--account", "office", "--password-file", password, NULL);

  g_assert_cmpuint (strlen (connected), >, 0);
}

static void
world_open (World *world, guint32 seed, gboolean kills)
{
  *world = (World){ .kills = kills, .usual = 50000 };
  world->folder = ctl_folder_new ();
  world->server = kit_server_start (world->folder);
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  world->plan = g_rand_new_with_seed (seed);
  world->fate = g_rand_new_with_seed (seed + 1);
  world->tasks = g_ptr_array_new_with_free_func (task_free);
  connect_profile (world, world->folder);
}

static void
world_close (World *world)
{
  kit_server_free (world->server);
  ctl_folder_free (world->folder);
  g_rand_free (world->plan);
  g_rand_free (world->fate);
  g_ptr_array_unref (world->tasks);
}

static void
edit_and_sync (World *world)
{
  guint edits = g_getenv ("LOTSE_SANITIZED") != NULL ? EDITS_SANITIZED : EDITS;

  for (guint n = 0; n < edits; n++)
    {
      edit (world, n);
      if (g_rand_int_range (world->plan, 0, 6) == 0)
        sync_now (world);
      if (n % 40 == 39)
        assert_as_reported (world);
    }
}

/* The last process is killed as soon as it has reported success, so that what follows reads the file as it was left. */
static void
end_by_kill (World *world)
{
  Task *task = world->tasks->pdata[0];
  const char *words[] = { "set", task->id, "note=zuletzt", NULL };
  g_autofree char *out = NULL;

  if (task->in_bin)
    move (world, task);
  out = run (world, world->kills ? FATE_KILLED_AFTER_SUCCESS : FATE_LIVES, words);
  g_assert_cmpstr (out, ==, task->id);
  g_free (task->note);
  task->note = g_strdup ("zuletzt");
}

/* All of it goes to the centre, from there to a second laptop, and nothing is wrong anywhere. */
static void
assert_arrives (World *world)
{
  char *second = ctl_folder_new ();
  g_autofree char *checked = ctl_ok (world->folder, "check", NULL);
  g_autofree char *synced = ctl_ok (world->folder, "sync", NULL);
  g_autoptr (JsonNode) status = ctl_json (world->folder, "status", NULL);
  g_autoptr (JsonNode) here = ctl_json (world->folder, "list", "task", "--sort", "text", NULL);
  g_autofree char *here_text = json_to_string (here, TRUE);
  g_autofree char *again = NULL, *there_text = NULL, *there_all = NULL, *all = NULL, *there_checked = NULL, *centre = NULL;
  g_autoptr (JsonNode) there = NULL;

  g_assert_cmpint (json_object_get_int_member (json_node_get_object (status), "waiting"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (status), "conflicts"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (status), "refused"), ==, 0);
  connect_profile (world, second);
  again = ctl_ok (second, "sync", NULL);
  there = ctl_json (second, "list", "task", "--sort", "text", NULL);
  there_text = json_to_string (there, TRUE);
  g_assert_cmpstr (here_text, ==, there_text);
  there_all = listed (second);
  all = expected (world);
  g_assert_cmpstr (there_all, ==, all);
  there_checked = ctl_ok (second, "check", NULL);
  centre = kit_server_run (world->server, "check", NULL);
  ctl_folder_free (second);
}

/* Everything from the beginning to the end; what "list" and "get" say then. */
static char *
live (guint32 seed, gboolean kills)
{
  World world;
  g_autofree char *list = NULL, *list_again = NULL, *each = NULL, *must = NULL;

  world_open (&world, seed, kills);
  edit_and_sync (&world);
  end_by_kill (&world);
  list = listed (world.folder);
  list_again = listed (world.folder);
  each = got (&world);
  must = expected (&world);
  g_assert_cmpstr (list, ==, must);
  g_assert_cmpstr (list_again, ==, must);
  g_assert_cmpstr (each, ==, must);
  if (kills)
    assert_history (&world, world.folder);
  assert_arrives (&world);
  g_test_message ("seed %u: %u tasks, %u processes killed, %u of them syncs", seed, world.tasks->len,
                  world.killed, world.killed_syncs);
  g_assert_true (!kills || world.killed > 10);
  world_close (&world);
  return g_steal_pointer (&list);
}

static void
test_killed_at_random (gconstpointer data)
{
  g_autofree char *killed = live (GPOINTER_TO_UINT (data), TRUE);

  g_assert_cmpstr (killed, !=, "");
}

/* The same edits and syncs, once by processes that all end cleanly. */
static void
test_same_as_clean (gconstpointer data)
{
  g_autofree char *clean = live (GPOINTER_TO_UINT (data), FALSE);
  g_autofree char *killed = live (GPOINTER_TO_UINT (data), TRUE);

  g_assert_cmpstr (clean, ==, killed);
}

/* Also readers that are killed leave everything as it was. */
static void
test_killed_readers (void)
{
  World world;
  const char *const words[] = { "list", "task", NULL };
  g_autofree char *id = NULL;
  g_autofree char *before = NULL;

  world_open (&world, 1, TRUE);
  id = ctl_ok (world.folder, "add", "task", "text=Raum buchen", NULL);
  before = ctl_ok (world.folder, "--json", "list", "task", NULL);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *nothing = run (&world, FATE_KILLED_AT_RANDOM, words);
      g_autofree char *after = ctl_ok (world.folder, "--json", "list", "task", NULL);

      g_assert_cmpstr (before, ==, after);
    }
  world_close (&world);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/ctl/killed/same-as-clean/1", GUINT_TO_POINTER (1), test_same_as_clean);
  g_test_add_data_func ("/ctl/killed/at-random/2026", GUINT_TO_POINTER (2026), test_killed_at_random);
  g_test_add_func ("/ctl/killed/readers", test_killed_readers);
  return g_test_run ();
}
