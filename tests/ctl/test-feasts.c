/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lotsectl feasts: the state counts, and is remembered when asked to. */
#include "config.h"

#include "ctl-run.h"

static guint
count (JsonNode *node)
{
  guint n = json_array_get_length (json_node_get_array (node));

  json_node_unref (node);
  return n;
}

static void
test_state (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *first = ctl_ok (folder, "add", "task", "text=Raum buchen", NULL);
  g_autoptr (CtlResult) wrong = ctl_run (folder, "feasts", "--state", "XX", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpint (wrong->exit, ==, 2);
  g_assert_cmpuint (count (ctl_json (folder, "feasts", "--from", "2026-06-04", "--to", "2026-06-04", NULL)), ==, 0);
  g_assert_cmpuint (count (ctl_json (folder, "feasts", "--from", "2026-06-04", "--to", "2026-06-04", "--state", "he", NULL)), ==, 1);
  g_assert_cmpuint (count (ctl_json (folder, "feasts", "--from", "2026-06-04", "--to", "2026-06-04", NULL)), ==, 0);
  text = ctl_ok (folder, "feasts", "--from", "2026-06-04", "--to", "2026-06-04", "--state", "HE", "--keep", NULL);
  g_assert_nonnull (strstr (text, "Corpus Christi"));
  g_assert_cmpuint (count (ctl_json (folder, "feasts", "--from", "2026-06-04", "--to", "2026-06-04", NULL)), ==, 1);
  ctl_folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/feasts/state", test_state);
  return g_test_run ();
}
