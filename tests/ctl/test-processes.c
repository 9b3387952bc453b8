/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several processes on one folder: what was reported as done is there. */
#include "ctl-run.h"

#include <glib/gstdio.h>
#include <string.h>

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/processes/two-write-at-once", test_two_processes_write_at_once);
  g_test_add_func ("/ctl/processes/two-make-one-profile", test_two_processes_make_one_profile);
  return g_test_run ();
}
