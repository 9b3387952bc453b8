/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The confidentiality undertaking between real programs: what a program that asks its person nothing gets from the centre, and
 * what becomes of devices that are copied or whose account changes.
 */
#include "kit.h"

#include "lotse-enrol.h"
#include "lotse-error.h"

#include <string.h>

#define NAME_OF_MENTEE "Sami Mentee-Name"
#define OTHER_PERSON "Greta Somebody-Else"
#define OPEN_SERVICE "Open-language-cafe"
#define OWN_EVENT "Event-of-the-mentor"
#define OWN_TASK "Task-from-the-time-before"

typedef struct
{
  char *folder;
  KitServer *server;
  LotseStore *office;
  LotseStore *mentor;
  char *mira;
} World;

/* Connects a profile without asking anybody anything. */
static void
connect_only (World *world, LotseStore *store, const char *account)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *password = g_strdup_printf ("password of %s", account);
  LotseCredentials credentials = { .url = kit_server_url (world->server), .account = account, .password = password };

  lotse_enrol (store, NULL, &credentials, NULL, &error);
  g_assert_no_error (error);
}

static void
world_open (World *world)
{
  g_autofree char *mentee = NULL;
  g_autofree char *other = NULL;
  g_autofree char *pair = NULL;
  g_autofree char *service = NULL;

  world->folder = kit_folder_new ();
  world->server = kit_server_start (world->folder);
  world->office = kit_store_open (world->folder, "office");
  world->mira = kit_add (world->office, "person", "display_name", "Mira Mentor-Name", NULL);
  mentee = kit_add (world->office, "person", "display_name", NAME_OF_MENTEE, NULL);
  other = kit_add (world->office, "person", "display_name", OTHER_PERSON, NULL);
  pair = kit_add (world->office, "mentoring_pair", "mentor", world->mira, "mentee", mentee, "state", "agreed", NULL);
  service = kit_add (world->office, "service", "name", OPEN_SERVICE, NULL);
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  kit_server_add_account (world->server, "mira", "mentor organiser", world->mira);
  kit_connect (world->office, kit_server_url (world->server), "office");
  kit_sync_completely (world->office);
  world->mentor = kit_store_open (world->folder, "mentor");
  connect_only (world, world->mentor, "mira");
}

static void
world_close (World *world)
{
  lotse_store_close (world->office);
  lotse_store_close (world->mentor);
  g_object_unref (world->office);
  g_object_unref (world->mentor);
  kit_server_free (world->server);
  kit_folder_remove (world->folder);
  g_free (world->mira);
}

static void
assert_holds (World *world, const char *profile, const char *text, gboolean expected)
{
  g_autofree char *dump = kit_dump (world->folder, profile);

  g_assert_cmpint (strstr (dump, text) != NULL, ==, expected);
}

static gboolean
is_asked (LotseStore *store)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, NULL);

  g_assert_nonnull (state);
  return state->undertaking;
}

/* What a program does that does not ask: it goes on as if there was nothing to confirm. */
static void
pass_over (LotseStore *store)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, NULL);

  state->undertaking = FALSE;
  g_assert_true (lotse_store_set_sync_state (store, state, NULL));
}

static void
confirm (LotseStore *store)
{
  g_autoptr (GError) error = NULL;

  lotse_enrol_confirm_undertaking (store, &error);
  g_assert_no_error (error);
}

static void
test_centre_gives_nothing (void)
{
  World world;
  g_autofree char *event = NULL;
  g_autofree char *arrived = NULL;
  LotseStoreStatus status;

  world_open (&world);
  g_assert_true (is_asked (world.mentor));
  g_assert_false (kit_sync (world.mentor, NULL));
  event = kit_add (world.mentor, "event", "title_de", OWN_EVENT, NULL);
  for (guint i = 0; i < 2; i++)
    {
      pass_over (world.mentor);
      g_assert_false (kit_sync (world.mentor, NULL));
      g_assert_true (is_asked (world.mentor));
      assert_holds (&world, "mentor", OPEN_SERVICE, FALSE);
      assert_holds (&world, "mentor", NAME_OF_MENTEE, FALSE);
    }
  /* What was written is at the centre all the same. */
  kit_sync_completely (world.office);
  arrived = kit_get (world.office, event, "title_de");
  g_assert_cmpstr (arrived, ==, OWN_EVENT);
  confirm (world.mentor);
  kit_sync_completely (world.mentor);
  assert_holds (&world, "mentor", OPEN_SERVICE, TRUE);
  assert_holds (&world, "mentor", NAME_OF_MENTEE, TRUE);
  assert_holds (&world, "mentor", OTHER_PERSON, FALSE);
  assert_holds (&world, "mentor", OWN_EVENT, TRUE);
  g_assert_true (lotse_store_status (world.mentor, &status, NULL));
  g_assert_cmpuint (status.waiting, ==, 0);
  world_close (&world);
}

/* A copy becomes a device of its own; the same person on the same data need not confirm again. */
static void
test_copy_is_confirmed_with_its_data (void)
{
  World world;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  LotseStore *copy;

  world_open (&world);
  confirm (world.mentor);
  kit_sync_completely (world.mentor);
  from = g_build_filename (world.folder, "mentor", NULL);
  to = g_build_filename (world.folder, "copy", NULL);
  lotse_store_close (world.mentor);
  g_object_unref (world.mentor);
  kit_copy_folder (from, to);
  world.mentor = kit_store_open (world.folder, "mentor");
  kit_sync_completely (world.mentor);
  copy = kit_store_open (world.folder, "copy");
  kit_sync_completely (copy);
  kit_sync_completely (copy);
  g_assert_false (is_asked (copy));
  lotse_store_close (copy);
  g_object_unref (copy);
  assert_holds (&world, "copy", NAME_OF_MENTEE, TRUE);
  world_close (&world);
}

/* Whoever was staff and becomes a mentor is asked, and until then has nothing left on the laptop. */
static void
test_former_staff_is_asked (void)
{
  World world;
  g_autofree char *said = NULL;
  g_autofree char *task = NULL;
  g_autofree char *kept = NULL;
  LotseStore *former;

  world_open (&world);
  kit_server_add_account (world.server, "former", "coordinator", world.mira);
  former = kit_store_open (world.folder, "former");
  connect_only (&world, former, "former");
  kit_sync_completely (former);
  assert_holds (&world, "former", OTHER_PERSON, TRUE);
  said = kit_server_run (world.server, "account", "role", "former", "--role", "mentor", NULL);
  task = kit_add (former, "task", "text", OWN_TASK, NULL);
  g_assert_false (kit_sync (former, NULL));
  g_assert_true (is_asked (former));
  assert_holds (&world, "former", OTHER_PERSON, FALSE);
  assert_holds (&world, "former", NAME_OF_MENTEE, FALSE);
  kit_sync_completely (world.office);
  kept = kit_get (world.office, task, "text");
  g_assert_cmpstr (kept, ==, OWN_TASK);
  confirm (former);
  kit_sync_completely (former);
  assert_holds (&world, "former", NAME_OF_MENTEE, TRUE);
  assert_holds (&world, "former", OTHER_PERSON, FALSE);
  lotse_store_close (former);
  g_object_unref (former);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/undertaking/centre-gives-nothing", test_centre_gives_nothing);
  g_test_add_func ("/sync/undertaking/copy-is-confirmed-with-its-data", test_copy_is_confirmed_with_its_data);
  g_test_add_func ("/sync/undertaking/former-staff-is-asked", test_former_staff_is_asked);
  return g_test_run ();
}
