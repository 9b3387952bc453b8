/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several processes on one folder, and processes that are killed: what was reported as done is there. */
#include "ctl-run.h"

#include <glib/gstdio.h>
#include <string.h>

/* --- Two at once -------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *folder;
  const char *name;
  guint edits;
} Writer;

static gpointer
write_tasks (gpointer data)
{
  Writer *writer = data;

  for (guint i = 0; i < writer->edits; i++)
    {
      g_autofree char *text = g_strdup_printf ("text=%s %u", writer->name, i);
      g_autofree char *id = ctl_ok (writer->folder, "add", "task", text, NULL);
      g_autofree char *done = ctl_ok (writer->folder, "set", id, "note=erledigt", NULL);
    }
  return NULL;
}

static void
test_two_processes_write_at_once (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *first = ctl_ok (folder, "add", "task", "text=Raum buchen", NULL);
  Writer left = { folder, "links", 15 };
  Writer right = { folder, "rechts", 15 };
  GThread *threads[] = { g_thread_new ("left", write_tasks, &left), g_thread_new ("right", write_tasks, &right) };
  g_autofree char *checked = NULL;
  g_autoptr (JsonNode) noted = NULL;

  g_thread_join (threads[0]);
  g_thread_join (threads[1]);
  checked = ctl_ok (folder, "check", NULL);
  noted = ctl_json (folder, "list", "task", "--where", "note!=", NULL);
  g_assert_cmpuint (ctl_count (folder, "task"), ==, 31);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (noted)), ==, 30);
  ctl_folder_free (folder);
}

static void
test_two_processes_make_one_profile (void)
{
  char *folder = ctl_folder_new ();
  Writer left = { folder, "links", 3 };
  Writer right = { folder, "rechts", 3 };
  GThread *threads[] = { g_thread_new ("left", write_tasks, &left), g_thread_new ("right", write_tasks, &right) };

  g_thread_join (threads[0]);
  g_thread_join (threads[1]);
  g_assert_cmpuint (ctl_count (folder, "task"), ==, 6);
  ctl_folder_free (folder);
}

/* --- Killed ------------------------------------------------------------------------------------------------- */

/* Starts one edit, kills it after `wait` microseconds unless that is 0, and returns its output if it reported success. */
static char *
edit (const char *folder, const char *const *words, gulong wait)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = ctl_launcher (folder, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_auto (GStrv) line = ctl_words (folder, words);
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, (const char *const *) line, &error);
  g_autofree char *out = NULL;

  g_assert_no_error (error);
  if (wait > 0)
    {
      g_usleep (wait);
      g_subprocess_force_exit (process);
    }
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  /* Whoever has read the id has heard of the success, even if the process was killed while it ended. */
  return out != NULL && strlen (out) == 33 ? g_strndup (out, 32) : NULL;
}

/* What the edits that reported success have left: id -> text. */
static void
edit_many (const char *folder, GRand *rand, guint edits, GHashTable *expected)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < edits; i++)
    {
      gboolean is_new = ids->len == 0 || g_rand_int_range (rand, 0, 2) == 0;
      const char *id = is_new ? NULL : ids->pdata[g_rand_int_range (rand, 0, (gint32) ids->len)];
      gulong wait = g_rand_int_range (rand, 0, 3) == 0 ? 1 + (gulong) g_rand_int_range (rand, 0, 80000) : 0;
      g_autofree char *text = g_strdup_printf ("text=%u", i);
      const char *add[] = { "add", "task", text, NULL };
      const char *set[] = { "set", id, text, NULL };
      g_autofree char *done = edit (folder, is_new ? add : set, wait);

      if (done != NULL && is_new)
        g_ptr_array_add (ids, g_strdup (done));
      if (done != NULL)
        g_hash_table_insert (expected, g_strdup (done), g_strdup (text + strlen ("text=")));
      else if (id != NULL)
        /* Killed before it said anything: the old or the new text may stand. */
        g_hash_table_insert (expected, g_strdup (id), NULL);
    }
}

static void
test_killed_at_random (gconstpointer data)
{
  guint seed = GPOINTER_TO_UINT (data);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  char *folder = ctl_folder_new ();
  g_autofree char *checked = NULL;
  GHashTableIter iter;
  const char *id, *text;

  g_test_message ("seed %u", seed);
  edit_many (folder, rand, 100, expected);
  checked = ctl_ok (folder, "check", NULL);
  g_assert_cmpuint (g_hash_table_size (expected), >, 10);
  g_assert_cmpuint (ctl_count (folder, "task"), >=, g_hash_table_size (expected));
  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &text))
    {
      g_autofree char *found = ctl_get (folder, id, "text");

      if (text != NULL)
        g_assert_cmpstr (found, ==, text);
    }
  ctl_folder_free (folder);
}

/* A clean end and SIGKILL leave the same to be read. */
static void
test_list_is_the_same_after_a_kill (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *id = ctl_ok (folder, "add", "task", "text=Raum buchen", NULL);
  g_autofree char *before = ctl_ok (folder, "--json", "list", "task", NULL);

  for (guint i = 0; i < 10; i++)
    {
      const char *const words[] = { "list", "task", NULL };
      g_autofree char *nothing = edit (folder, words, 1 + i * 4000);
      g_autofree char *after = ctl_ok (folder, "--json", "list", "task", NULL);

      g_assert_cmpstr (before, ==, after);
    }
  ctl_folder_free (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/processes/two-write-at-once", test_two_processes_write_at_once);
  g_test_add_func ("/ctl/processes/two-make-one-profile", test_two_processes_make_one_profile);
  g_test_add_data_func ("/ctl/processes/killed-at-random/1", GUINT_TO_POINTER (1), test_killed_at_random);
  g_test_add_data_func ("/ctl/processes/killed-at-random/2026", GUINT_TO_POINTER (2026), test_killed_at_random);
  g_test_add_func ("/ctl/processes/list-is-the-same-after-a-kill", test_list_is_the_same_after_a_kill);
  return g_test_run ();
}
