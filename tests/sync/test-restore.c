/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The centre's machine is gone, and another one begins with what was kept elsewhere: the backup, the newest journal and
 * the files.  Devices go on without connecting again, and what was revoked stays revoked.
 */
#include "kit.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder; /* with the old machine and the devices */
  char *other;  /* with the new machine */
  char *backup;
  KitServer *server;
  LotseStore *office;
  LotseStore *late; /* connects after the backup */
  LotseStore *lost; /* is revoked after the backup */
  char *before, *after;
} World;

static void
run (const char *const *argv)
{
  int status = 0;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

/* The address of the centre now points to the new machine. */
static void
move_to (LotseStore *store, const char *url)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, &error);

  g_assert_no_error (error);
  g_free (state->url);
  state->url = g_strdup (url);
  g_assert_true (lotse_store_set_sync_state (store, state, NULL));
}

static void
revoke_device (World *world, LotseStore *store)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, NULL);
  g_autofree char *number = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", state->device);

  g_free (kit_server_run (world->server, "device", "revoke", number, NULL));
}

static void
work_on_the_old_machine (World *world)
{
  world->folder = kit_folder_new ();
  world->other = kit_folder_new ();
  world->backup = g_build_filename (world->other, "backup", NULL);
  world->server = kit_server_start (world->folder);
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  world->office = kit_store_open (world->folder, "office");
  world->late = kit_store_open (world->folder, "late");
  world->lost = kit_store_open (world->folder, "lost");
  world->before = kit_add (world->office, "person", "display_name", "Mira Muster", NULL);
  kit_connect (world->office, kit_server_url (world->server), "office");
  kit_connect (world->lost, kit_server_url (world->server), "office");
  kit_sync_completely (world->office);
  kit_sync_completely (world->lost);
  g_free (kit_server_run (world->server, "backup", world->backup, NULL));
  world->after = kit_add (world->office, "person", "display_name", "Sami Beispiel", NULL);
  kit_sync_completely (world->office);
  kit_connect (world->late, kit_server_url (world->server), "office");
  kit_sync_completely (world->late);
  revoke_device (world, world->lost);
}

static void
begin_on_the_new_machine (World *world)
{
  g_autofree char *journal = g_build_filename (world->folder, "centre", "journal", NULL);
  g_autofree char *data = g_build_filename (world->other, "centre", NULL);
  const char *copy[] = { "cp", journal, data, NULL };
  const char *restore[] = { g_getenv ("LOTSE_SERVER"), "--data", data, "restore", world->backup, NULL };

  kit_server_kill (world->server);
  g_assert_cmpint (g_mkdir (data, 0700), ==, 0);
  run (copy);
  run (restore);
  world->server = kit_server_start (world->other);
  move_to (world->office, kit_server_url (world->server));
  move_to (world->late, kit_server_url (world->server));
  move_to (world->lost, kit_server_url (world->server));
}

static void
close_store (LotseStore *store)
{
  lotse_store_close (store);
  g_object_unref (store);
}

static void
test_devices_go_on (void)
{
  World world;
  LotseSyncReport report;
  g_autofree char *fresh = NULL;

  work_on_the_old_machine (&world);
  begin_on_the_new_machine (&world);
  fresh = kit_add (world.office, "person", "display_name", "Jan Neu", NULL);
  kit_sync_completely (world.office);
  kit_sync_completely (world.late);
  kit_assert_same (world.office, world.late, world.before);
  kit_assert_same (world.office, world.late, world.after);
  kit_assert_same (world.office, world.late, fresh);
  kit_set (world.late, world.after, "display_name", "Sami B.");
  kit_sync_completely (world.late);
  kit_sync_completely (world.office);
  kit_assert_same (world.office, world.late, world.after);
  g_assert_true (kit_sync (world.lost, &report));
  g_assert_true (report.locked_out);

  close_store (world.office);
  close_store (world.late);
  close_store (world.lost);
  kit_server_free (world.server);
  g_free (world.before);
  g_free (world.after);
  g_free (world.backup);
  kit_folder_remove (world.folder);
  kit_folder_remove (world.other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/restore/devices-go-on", test_devices_go_on);
  return g_test_run ();
}
