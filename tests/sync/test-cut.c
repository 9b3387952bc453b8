/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line to a real centre, cut behind every byte of one exchange, in either direction: the next meeting always resumes,
 * and no meeting that was cut says that everything was sent and received when it was not.
 */
#include "kit.h"

#include "lotse-enrol.h"

typedef struct
{
  char *folder;
  KitServer *server;
  KitLine *line;
  LotseStore *store;
  LotseStore *other;
  char *person;
} World;

static void
world_open (World *world)
{
  world->folder = kit_folder_new ();
  world->server = kit_server_start (world->folder);
  world->line = kit_line_new (kit_server_url (world->server));
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  world->store = kit_store_open (world->folder, "store");
  world->other = kit_store_open (world->folder, "other");
  kit_connect (world->store, kit_line_url (world->line), "office");
  kit_connect (world->other, kit_server_url (world->server), "office");
  world->person = kit_add (world->store, "person", "display_name", "Mira Muster", NULL);
  kit_sync_completely (world->store);
}

static void
world_close (World *world)
{
  lotse_store_close (world->store);
  lotse_store_close (world->other);
  g_object_unref (world->store);
  g_object_unref (world->other);
  kit_line_free (world->line);
  kit_server_free (world->server);
  kit_folder_remove (world->folder);
  g_free (world->person);
}

static void
assert_clean (LotseStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *check = lotse_store_check (store, &error);

  g_assert_no_error (error);
  g_assert_null (check);
}

/* Cuts behind the `at`-th byte of one direction.  Returns whether the exchange was over before that byte. */
static gboolean
cut_once (World *world, gboolean to_centre, gint64 at)
{
  g_autofree char *phone = g_strdup_printf ("%d-%" G_GINT64_FORMAT, to_centre, at);
  g_autofree char *arrived = NULL;
  LotseSyncReport report;
  gboolean whole;

  kit_set (world->store, world->person, "phone", phone);
  kit_line_limit (world->line, to_centre ? at : -1, to_centre ? -1 : at);
  whole = kit_sync (world->store, &report);
  kit_line_limit (world->line, -1, -1);

  if (whole)
    {
      LotseStoreStatus status;

      g_assert_true (report.complete);
      g_assert_true (lotse_store_status (world->store, &status, NULL));
      g_assert_cmpuint (status.waiting, ==, 0);
    }
  else
    {
      g_assert_false (report.complete);
      kit_sync_completely (world->store);
    }
  kit_sync_completely (world->other);
  arrived = kit_get (world->other, world->person, "phone");
  g_assert_cmpstr (arrived, ==, phone);
  return whole;
}

static void
test_cut (gconstpointer data)
{
  gboolean to_centre = GPOINTER_TO_INT (data);
  World world;
  gint64 at = 1;

  world_open (&world);
  while (!cut_once (&world, to_centre, at))
    at++;
  /* A header and a body are more than this; less means that nothing was cut. */
  g_assert_cmpint (at, >, 200);
  g_test_message ("cut behind each of %" G_GINT64_FORMAT " bytes", at - 1);
  g_assert_cmpuint (kit_count_conflicts (world.store), ==, 0);
  assert_clean (world.store);
  assert_clean (world.other);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/sync/cut/on-the-way-to-the-centre", GINT_TO_POINTER (TRUE), test_cut);
  g_test_add_data_func ("/sync/cut/on-the-way-to-the-device", GINT_TO_POINTER (FALSE), test_cut);
  return g_test_run ();
}
