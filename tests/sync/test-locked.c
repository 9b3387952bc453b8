/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locked out and let in again: a device that was revoked and found, an account that was locked for a while, and a profile
 * that somebody tries to use for another account.
 */
#include "kit.h"

#include "lotse-enrol.h"
#include "lotse-error.h"
#include "lotse-protocol.h"

#include <string.h>

typedef struct
{
  char *folder;
  KitServer *server;
  LotseStore *office; /* of another account, to look from outside */
  LotseStore *laptop; /* of "amal" */
  char *person;
} World;

static void
world_open (World *world)
{
  world->folder = kit_folder_new ();
  world->server = kit_server_start (world->folder);
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  kit_server_add_account (world->server, "amal", "coordinator", NULL);
  world->office = kit_store_open (world->folder, "office");
  world->laptop = kit_store_open (world->folder, "laptop");
  kit_connect (world->office, kit_server_url (world->server), "office");
  kit_connect (world->laptop, kit_server_url (world->server), "amal");
  world->person = kit_add (world->laptop, "person", "display_name", "Mira Muster", NULL);
  kit_sync_completely (world->laptop);
  kit_sync_completely (world->office);
}

static void
world_close (World *world)
{
  lotse_store_close (world->office);
  g_object_unref (world->office);
  lotse_store_close (world->laptop);
  g_object_unref (world->laptop);
  kit_server_free (world->server);
  g_free (world->person);
  kit_folder_remove (world->folder);
}

static char *
number_of (LotseStore *store)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, NULL);

  return lotse_u64_to_hex (state->device);
}

/* The lines of the list of devices that are about an account. */
static guint
count_devices (World *world, const char *account, const char *state)
{
  g_autofree char *list = kit_server_run (world->server, "device", "list", NULL);
  g_autofree char *wanted = g_strdup_printf ("\t%s\t%s\t", account, state);
  g_auto (GStrv) lines = g_strsplit (list, "\n", -1);
  guint n = 0;

  g_assert_null (strstr (list, "copied"));
  for (guint i = 0; lines[i] != NULL; i++)
    n += strstr (lines[i], wanted) != NULL;
  return n;
}

static void
assert_locked_out (LotseStore *store)
{
  LotseSyncReport report;

  g_assert_true (kit_sync (store, &report));
  g_assert_true (report.locked_out);
}

static void
assert_refused (World *world, const char *account, const char *password, const char *code, const char *says)
{
  LotseCredentials credentials = { .url = kit_server_url (world->server), .account = account, .password = password, .code = code };
  g_autoptr (GError) error = NULL;

  g_assert_false (lotse_enrol (world->laptop, NULL, &credentials, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
}

/* The code of an invitation for the account. */
static char *
code_for (World *world, const char *account)
{
  g_autofree char *printed = kit_server_run (world->server, "code", account, NULL);
  g_autofree char *url = NULL;
  g_autofree char *fingerprint = NULL;
  g_autoptr (GError) error = NULL;
  char *code = NULL;

  g_assert_true (lotse_invitation_parse (g_strstrip (printed), &url, &fingerprint, &code, &error));
  g_assert_no_error (error);
  return code;
}

typedef struct
{
  gboolean heard; /* the device had met the centre since it was revoked */
  gboolean code;  /* connects with a code instead of the password */
} Revoked;

static void
test_revoked_and_found (gconstpointer data)
{
  const Revoked *c = data;
  g_autofree char *number = NULL;
  g_autofree char *now = NULL;
  g_autofree char *waiting = NULL;
  World world;

  world_open (&world);
  number = number_of (world.laptop);
  g_free (kit_server_run (world.server, "device", "revoke", number, NULL));
  if (c->heard)
    assert_locked_out (world.laptop);
  else
    waiting = kit_add (world.laptop, "person", "display_name", "Sami Beispiel", NULL);
  if (c->code)
    {
      g_autofree char *code = code_for (&world, "amal");
      LotseCredentials credentials = { .url = kit_server_url (world.server), .code = code };
      g_autoptr (GError) error = NULL;

      lotse_enrol (world.laptop, NULL, &credentials, NULL, &error);
      g_assert_no_error (error);
    }
  else
    kit_connect (world.laptop, kit_server_url (world.server), "amal");
  kit_sync_completely (world.laptop);
  if (c->heard)
    waiting = kit_add (world.laptop, "person", "display_name", "Sami Beispiel", NULL);
  kit_sync_completely (world.laptop);
  kit_sync_completely (world.office);
  kit_assert_same (world.laptop, world.office, world.person);
  kit_assert_same (world.laptop, world.office, waiting);
  now = number_of (world.laptop);
  g_assert_cmpstr (now, !=, number);
  g_assert_cmpuint (count_devices (&world, "amal", "revoked"), ==, 1);
  g_assert_cmpuint (count_devices (&world, "amal", "active"), ==, 1);
  world_close (&world);
}

/* It goes on by itself, as the device that it was. */
static void
test_account_locked_for_a_while (void)
{
  g_autofree char *number = NULL;
  g_autofree char *now = NULL;
  g_autofree char *name = NULL;
  g_autofree char *after = NULL;
  World world;

  world_open (&world);
  number = number_of (world.laptop);
  g_free (kit_server_run (world.server, "account", "disable", "amal", NULL));
  assert_locked_out (world.laptop);
  name = kit_get (world.laptop, world.person, "display_name");
  g_assert_cmpstr (name, ==, "?");
  assert_locked_out (world.laptop);
  g_free (kit_server_run (world.server, "account", "enable", "amal", NULL));
  kit_sync_completely (world.laptop);
  kit_assert_same (world.laptop, world.office, world.person);
  after = kit_add (world.laptop, "person", "display_name", "Sami Beispiel", NULL);
  kit_sync_completely (world.laptop);
  kit_sync_completely (world.office);
  kit_assert_same (world.laptop, world.office, after);
  now = number_of (world.laptop);
  g_assert_cmpstr (now, ==, number);
  g_assert_cmpuint (count_devices (&world, "amal", "active"), ==, 1);
  world_close (&world);
}

/* Only who proves who he is learns that the account is locked. */
static void
test_locked_account_says_so (void)
{
  g_autofree char *code = NULL;
  World world;

  world_open (&world);
  code = code_for (&world, "amal");
  g_free (kit_server_run (world.server, "account", "disable", "amal", NULL));
  assert_refused (&world, "amal", "password of amal", NULL, "account is locked");
  assert_refused (&world, NULL, NULL, code, "account is locked");
  assert_refused (&world, "amal", "something else", NULL, "does not know this account");
  g_assert_cmpuint (count_devices (&world, "amal", "active"), ==, 1);
  world_close (&world);
}

static void
test_another_account_is_refused (void)
{
  g_autofree char *number = NULL;
  g_autofree char *now = NULL;
  g_autofree char *code = NULL;
  g_autoptr (LotseSyncState) state = NULL;
  g_autoptr (GError) error = NULL;
  LotseCredentials other = { 0 };
  World world;

  world_open (&world);
  number = number_of (world.laptop);
  code = code_for (&world, "office");
  assert_refused (&world, "office", "password of office", NULL, "“amal”");
  assert_refused (&world, NULL, NULL, code, "another account");
  /* Not even when it has to become another device. */
  g_free (kit_server_run (world.server, "device", "revoke", number, NULL));
  assert_refused (&world, NULL, NULL, code, "another account");
  kit_connect (world.laptop, kit_server_url (world.server), "amal");
  now = number_of (world.laptop);
  assert_refused (&world, NULL, NULL, code, "another account");
  kit_sync_completely (world.laptop);
  state = lotse_store_get_sync_state (world.laptop, NULL);
  g_assert_cmpstr (state->account, ==, "amal");
  g_assert_cmpuint (count_devices (&world, "office", "active"), ==, 1);
  /* The code was not used up by that. */
  other = (LotseCredentials){ .url = kit_server_url (world.server), .code = code };
  lotse_enrol (world.office, NULL, &other, NULL, &error);
  g_assert_no_error (error);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    Revoked c;
  } revoked[] = {
    { "/locked/revoked-and-found", { TRUE, FALSE } },
    { "/locked/revoked-and-found/with-code", { TRUE, TRUE } },
    { "/locked/revoked-and-never-heard-of-it", { FALSE, FALSE } },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (revoked); i++)
    g_test_add_data_func (revoked[i].path, &revoked[i].c, test_revoked_and_found);
  g_test_add_func ("/locked/account-locked-for-a-while", test_account_locked_for_a_while);
  g_test_add_func ("/locked/locked-account-says-so", test_locked_account_says_so);
  g_test_add_func ("/locked/another-account-is-refused", test_another_account_is_refused);
  return g_test_run ();
}
