/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A laptop is lost, and its profile comes back from a backup that is older than what the centre has: nothing that either of
 * them had is lost, and nothing is there twice.
 */
#include "kit.h"

#include "lotse-error.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *backup;
  char *recovery;
  KitServer *server;
  LotseStore *laptop;
  LotseStore *other;
  char *sent;   /* people: at the centre before the backup */
  char *unsent; /* only on the laptop when the backup was made */
} World;

static void
world_open (World *world)
{
  g_autoptr (GError) error = NULL;

  *world = (World){ .folder = kit_folder_new () };
  world->backup = g_build_filename (world->folder, "copy.lotse", NULL);
  world->server = kit_server_start (world->folder);
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  kit_server_add_account (world->server, "other", "coordinator", NULL);
  world->laptop = kit_store_open (world->folder, "laptop");
  world->other = kit_store_open (world->folder, "other");
  kit_connect (world->laptop, kit_server_url (world->server), "office");
  kit_connect (world->other, kit_server_url (world->server), "other");
  world->sent = kit_add (world->laptop, "person", "display_name", "Mira Sent", "city", "Halle", NULL);
  kit_sync_completely (world->laptop);
  world->unsent = kit_add (world->laptop, "person", "display_name", "Amal Unsent", NULL);
  kit_set (world->laptop, world->sent, "phone", "1");
  world->recovery = lotse_store_recovery_key (world->laptop, &error);
  g_assert_no_error (error);
  g_assert_true (lotse_store_backup (world->laptop, world->backup, &error));
  g_assert_no_error (error);
}

static void
close_store (LotseStore **store)
{
  lotse_store_close (*store);
  g_clear_object (store);
}

static void
world_close (World *world)
{
  if (world->laptop != NULL)
    close_store (&world->laptop);
  close_store (&world->other);
  kit_server_free (world->server);
  kit_folder_remove (world->folder);
  g_free (world->backup);
  g_free (world->recovery);
  g_free (world->sent);
  g_free (world->unsent);
}

static LotseStore *
recover (World *world)
{
  g_autofree char *folder = g_build_filename (world->folder, "recovered", NULL);
  g_autoptr (GError) error = NULL;

  lotse_store_recover (folder, world->backup, world->recovery, NULL, NULL, &error);
  g_assert_no_error (error);
  return kit_store_open (world->folder, "recovered");
}

static void
assert_field (LotseStore *store, const char *id, const char *field, const char *expected)
{
  g_autofree char *value = kit_get (store, id, field);

  g_assert_cmpstr (value, ==, expected);
}

static guint64
device_of (LotseStore *store)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, NULL);

  return state->device;
}

/* Both hold the same, and so many people; the profile itself is in order. */
static void
assert_settled (World *world, LotseStore *recovered, guint people)
{
  LotseStore *stores[] = { recovered, world->other };
  g_autofree char *wrong = lotse_store_check (recovered, NULL);
  LotseStoreStatus status;

  g_assert_null (wrong);
  g_assert_true (lotse_store_status (recovered, &status, NULL));
  g_assert_cmpuint (status.waiting + status.refused + status.parked + status.set_aside, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));

      g_assert_cmpint (lotse_store_count (stores[i], query, NULL), ==, people);
      g_assert_cmpuint (kit_count_conflicts (stores[i]), ==, 0);
    }
  kit_assert_same (recovered, world->other, world->sent);
  kit_assert_same (recovered, world->other, world->unsent);
}

static void
sync_all (World *world, LotseStore *recovered)
{
  for (guint i = 0; i < 2; i++)
    {
      kit_sync_completely (recovered);
      kit_sync_completely (world->other);
    }
}

/* The laptop dies before it sends anything more: the backup has what nobody else has. */
static void
test_unsent_comes_back (void)
{
  World world;
  LotseStore *recovered;

  world_open (&world);
  close_store (&world.laptop);
  recovered = recover (&world);
  sync_all (&world, recovered);
  assert_settled (&world, recovered, 2);
  assert_field (world.other, world.unsent, "display_name", "Amal Unsent");
  assert_field (world.other, world.sent, "phone", "1");
  close_store (&recovered);
  world_close (&world);
}

/* What waits in the backup had been sent after all, and more was written since: the centre has seen this device further. */
static void
test_centre_knows_more (void)
{
  World world;
  LotseStore *recovered;
  g_autofree char *after = NULL;
  guint64 device;

  world_open (&world);
  kit_sync_completely (world.laptop);
  kit_set (world.laptop, world.sent, "phone", "2");
  kit_set (world.laptop, world.sent, "city", "Jena");
  kit_sync_completely (world.laptop);
  after = kit_add (world.laptop, "person", "display_name", "Sami After", NULL);
  kit_sync_completely (world.laptop);
  device = device_of (world.laptop);
  close_store (&world.laptop);

  recovered = recover (&world);
  g_assert_cmpuint (device_of (recovered), ==, device);
  sync_all (&world, recovered);
  /* It has become a device of its own by itself. */
  g_assert_cmpuint (device_of (recovered), !=, device);
  assert_field (recovered, world.sent, "phone", "2");
  assert_field (recovered, world.sent, "city", "Jena");
  assert_field (recovered, after, "display_name", "Sami After");
  assert_settled (&world, recovered, 3);
  kit_set (recovered, world.sent, "phone", "3");
  sync_all (&world, recovered);
  assert_field (world.other, world.sent, "phone", "3");
  assert_settled (&world, recovered, 3);
  close_store (&recovered);
  world_close (&world);
}

/* The laptop was not lost after all: both go on, each as a device of its own. */
static void
test_both_go_on (void)
{
  World world;
  LotseStore *recovered;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  world_open (&world);
  kit_sync_completely (world.laptop);
  recovered = recover (&world);
  here = kit_add (world.laptop, "person", "display_name", "Here", NULL);
  there = kit_add (recovered, "person", "display_name", "There", NULL);
  for (guint i = 0; i < 3; i++)
    {
      kit_sync_completely (recovered);
      kit_sync_completely (world.laptop);
    }
  sync_all (&world, recovered);
  kit_sync_completely (world.laptop);
  g_assert_cmpuint (device_of (recovered), !=, device_of (world.laptop));
  kit_assert_same (recovered, world.laptop, here);
  kit_assert_same (recovered, world.laptop, there);
  kit_assert_same (recovered, world.laptop, world.sent);
  assert_settled (&world, recovered, 4);
  close_store (&recovered);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/recover/unsent-comes-back", test_unsent_comes_back);
  g_test_add_func ("/sync/recover/centre-knows-more", test_centre_knows_more);
  g_test_add_func ("/sync/recover/both-go-on", test_both_go_on);
  return g_test_run ();
}
