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

static gpointer
write_receipts (gpointer data)
{
  Writer *writer = data;

  for (guint i = 0; i < writer->edits; i++)
    {
      g_autofree char *application = g_strdup_printf ("application=%s", writer->name);
      g_autofree char *id = ctl_ok (writer->folder, "add", "receipt", application, "reason=Kopien", "amount=12,50", "paid_on=2026-05-01", NULL);
    }
  return NULL;
}

static void
test_no_number_twice (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *application = ctl_ok (folder, "add", "application", "title=Sommerschule", NULL);
  Writer writers[3];
  GThread *threads[3];
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonNode) listed = NULL;
  JsonArray *receipts;

  g_strstrip (application);
  for (guint i = 0; i < 3; i++)
    {
      writers[i] = (Writer){ folder, application, 10 };
      threads[i] = g_thread_new ("receipts", write_receipts, &writers[i]);
    }
  for (guint i = 0; i < 3; i++)
    g_thread_join (threads[i]);
  listed = ctl_json (folder, "list", "receipt", NULL);
  receipts = json_node_get_array (listed);
  g_assert_cmpuint (json_array_get_length (receipts), ==, 30);
  for (guint i = 0; i < 30; i++)
    g_assert_true (g_hash_table_add (numbers, (gpointer) json_object_get_string_member (json_array_get_object_element (receipts, i), "number")));
  g_assert_true (g_hash_table_contains (numbers, "2026-030"));
  ctl_folder_free (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/processes/two-write-at-once", test_two_processes_write_at_once);
  g_test_add_func ("/ctl/processes/two-make-one-profile", test_two_processes_make_one_profile);
  g_test_add_func ("/ctl/processes/no-number-twice", test_no_number_twice);
  return g_test_run ();
}
