/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks that repeat, and those of a mini-job, on the command line. */
#include "ctl-run.h"

#include <string.h>

static void
test_done_makes_the_next (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *id = ctl_ok (folder, "add", "task", "text=Melden", "due=2026-01-31", "repeats=monthly", "remind_at=2026-01-30 09:00", NULL);
  g_autofree char *done = ctl_ok (folder, "set", id, "done_on=2026-02-01", NULL);
  g_autoptr (JsonNode) open = ctl_json (folder, "list", "task", "--where", "done_on=", NULL);
  JsonObject *next = json_array_get_object_element (json_node_get_array (open), 0);
  g_autofree char *undone = NULL;

  g_assert_cmpuint (json_array_get_length (json_node_get_array (open)), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (next, "due"), ==, "2026-02-28");
  g_assert_cmpstr (json_object_get_string_member (next, "remind_at"), ==, "2026-02-27T09:00");
  undone = ctl_ok (folder, "undo", NULL);
  g_assert_cmpuint (ctl_count (folder, "task"), ==, 1);
  ctl_folder_free (folder);
}

static void
test_mini_job (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *id = ctl_ok (folder, "add", "mini_job", "name=Projektbüro", "starts_on=2100-12-01", NULL);
  g_autofree char *table = ctl_ok (folder, "mini-job", id, NULL);
  g_autoptr (JsonNode) list = ctl_json (folder, "mini-job", id, NULL);
  g_autofree char *moved = NULL, *first = NULL, *due = NULL;
  g_autoptr (CtlResult) refused = NULL;
  JsonObject *task = json_array_get_object_element (json_node_get_array (list), 0);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), ==, 6);
  g_assert_nonnull (strstr (table, "§ 2 NachwG"));
  g_assert_cmpstr (json_object_get_string_member (task, "due"), ==, "2100-11-30");
  moved = ctl_ok (folder, "set", id, "starts_on=2101-01-01", NULL);
  due = ctl_get (folder, json_object_get_string_member (task, "id"), "due");
  g_assert_cmpstr (due, ==, "2100-12-31");
  first = g_strdup (json_object_get_string_member (task, "id"));
  refused = ctl_run (folder, "mini-job", first, NULL);
  ctl_assert_refused (refused, 2, "mini-job");
  ctl_folder_free (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/tasks/done-makes-the-next", test_done_makes_the_next);
  g_test_add_func ("/ctl/tasks/mini-job", test_mini_job);
  return g_test_run ();
}
