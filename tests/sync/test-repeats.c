/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two laptops without a network tick the same task that repeats: after they met there is one next task, the same on both. */
#include "kit.h"

#include "lotse-id.h"
#include "lotse-tasks.h"

static void
tick (LotseStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_task_done (store, id, "2026-02-02", NULL, &error));
  g_assert_no_error (error);
}

static guint
count_open (LotseStore *store)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("task"));

  g_assert_true (lotse_query_where (query, "done_on", LOTSE_QUERY_EMPTY, NULL, NULL));
  return (guint) lotse_store_count (store, query, NULL);
}

static void
test_one_next (void)
{
  g_autofree char *task = NULL, *next = NULL, *ada = NULL, *due = NULL;
  char *folder = kit_folder_new ();
  KitServer *server = kit_server_start (folder);
  LotseStore *stores[2];

  stores[0] = kit_store_open (folder, "office");
  ada = kit_add (stores[0], "person", "display_name", "Ada Muster", NULL);
  task = kit_add (stores[0], "task", "text", "Beiträge melden", "repeats", "monthly", "due", "2026-01-31", "assignee", ada, NULL);
  next = lotse_id_derive ("task", "repeat", task, NULL);
  kit_server_add_account (server, "office", "coordinator", ada);
  kit_server_add_account (server, "other", "coordinator", NULL);
  kit_connect (stores[0], kit_server_url (server), "office");
  kit_sync_completely (stores[0]);
  stores[1] = kit_store_open (folder, "other");
  kit_connect (stores[1], kit_server_url (server), "other");
  kit_sync_completely (stores[1]);
  tick (stores[0], task);
  tick (stores[1], task);
  for (guint i = 0; i < 3; i++)
    kit_sync_completely (stores[i % 2]);
  kit_assert_same (stores[0], stores[1], task);
  kit_assert_same (stores[0], stores[1], next);
  due = kit_get (stores[1], next, "due");
  g_assert_cmpstr (due, ==, "2026-02-28");
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (count_open (stores[i]), ==, 1);
      g_assert_cmpuint (kit_count_conflicts (stores[i]), ==, 0);
      lotse_store_close (stores[i]);
      g_object_unref (stores[i]);
    }
  kit_server_free (server);
  kit_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repeats/one-next-task", test_one_next);
  return g_test_run ();
}
