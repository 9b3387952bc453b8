/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files from laptop to laptop through a real centre: in pieces, over a line that is cut, to nobody else, and away from the device
 * together with the record that refers to them.
 */
#include "kit.h"

#include "lotse-enrol.h"
#include "lotse-protocol.h"

#include <string.h>

#define MIB (1024 * 1024)
#define SLACK (96 * 1024) /* bytes of headers, of records and of what a cut piece had carried beyond the last whole one */

typedef struct
{
  char *folder;
  KitServer *server;
  KitLine *line;      /* between the office and the centre */
  KitLine *other_line; /* between Mira and the centre */
  LotseStore *office;
  LotseStore *mira;
  LotseStore *otto;
  char *person[2];
  char *pair;
  char *attachment;
  char *name; /* of the file */
  GBytes *content;
} World;

/* Bytes that cannot be packed, the same for one size. */
static GBytes *
make_content (gsize size)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) size + 7);
  guint8 *bytes = g_malloc (size + sizeof (guint32));

  for (gsize at = 0; at < size; at += sizeof (guint32))
    {
      guint32 four = g_rand_int (random);

      memcpy (bytes + at, &four, sizeof four);
    }
  return g_bytes_new_take (bytes, size);
}

static LotseStore *
open_connected (World *world, const char *profile, const char *url, const char *account)
{
  LotseStore *store = kit_store_open (world->folder, profile);

  kit_connect (store, url, account);
  kit_sync_completely (store);
  return store;
}

static void
world_open (World *world)
{
  g_autofree char *mentee = NULL;

  *world = (World){ .folder = kit_folder_new () };
  world->server = kit_server_start (world->folder);
  world->line = kit_line_new (kit_server_url (world->server));
  world->other_line = kit_line_new (kit_server_url (world->server));
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  world->office = open_connected (world, "office", kit_line_url (world->line), "office");
  for (guint i = 0; i < G_N_ELEMENTS (world->person); i++)
    world->person[i] = kit_add (world->office, "person", "display_name", i == 0 ? "Mira" : "Otto", NULL);
  mentee = kit_add (world->office, "person", "display_name", "Sami", NULL);
  world->pair = kit_add (world->office, "mentoring_pair", "mentor", world->person[0], "mentee", mentee, "state", "agreed", NULL);
  kit_sync_completely (world->office);
  kit_server_add_account (world->server, "mira", "mentor", world->person[0]);
  kit_server_add_account (world->server, "otto", "mentor", world->person[1]);
  world->mira = open_connected (world, "mira", kit_line_url (world->other_line), "mira");
  world->otto = open_connected (world, "otto", kit_server_url (world->server), "otto");
}

static void
world_close (World *world)
{
  LotseStore *stores[] = { world->office, world->mira, world->otto };

  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *wrong = lotse_store_check (stores[i], &error);

      g_assert_no_error (error);
      g_assert_null (wrong);
      lotse_store_close (stores[i]);
      g_object_unref (stores[i]);
    }
  kit_line_free (world->line);
  kit_line_free (world->other_line);
  kit_server_free (world->server);
  kit_folder_remove (world->folder);
  for (guint i = 0; i < G_N_ELEMENTS (world->person); i++)
    g_free (world->person[i]);
  g_free (world->pair);
  g_free (world->attachment);
  g_free (world->name);
  g_clear_pointer (&world->content, g_bytes_unref);
}

/* Attaches a file of that size to the pair, on that device. */
static void
attach (World *world, LotseStore *store, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = NULL;

  world->content = make_content (size);
  stream = g_memory_input_stream_new_from_bytes (world->content);
  world->name = lotse_store_put_blob (store, stream, NULL, &error);
  g_assert_no_error (error);
  world->attachment = kit_add (store, "attachment", "attached", world->pair, "title", "Agreement", "file", world->name, NULL);
}

static void
assert_has_file (World *world, LotseStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = lotse_store_open_blob (store, world->name, &error);
  g_autoptr (GBytes) content = NULL;

  g_assert_no_error (error);
  content = g_input_stream_read_bytes (stream, 64 * MIB, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (content, world->content));
}

/* How many files lie in a folder of the world and below it, whole ones and parts. */
static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += g_file_test (child, G_FILE_TEST_IS_DIR) ? count_files (child) : 1;
    }
  return n;
}

static guint
files_of (World *world, const char *profile)
{
  g_autofree char *path = g_build_filename (world->folder, profile, "blobs", NULL);

  return count_files (path);
}

/* The status of a request for the file with that device's own token. */
static guint
ask_for_file (World *world, LotseStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseTransport) transport = lotse_enrol_open_transport (store, &error);
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, &error);
  g_autofree char *path = g_strconcat ("/v1/blobs/", world->name, NULL);
  LotseCall call = { .method = "GET", .path = path, .token = state->token, .offset = 0, .piece = 1000 };
  g_auto (LotseReply) reply = { 0 };

  g_assert_no_error (error);
  lotse_transport_exchange (transport, &call, &reply, NULL, &error);
  g_assert_no_error (error);
  return reply.status;
}

/* The pair goes to the other mentor: Mira may no longer see it. */
static void
hand_over (World *world)
{
  kit_set (world->office, world->pair, "mentor", world->person[1]);
  kit_sync_completely (world->office);
}

/* --- There ---------------------------------------------------------------------------------------------------- */

static void
test_cut_and_resumed (void)
{
  World world;
  const gint64 size = 5 * MIB / 2;

  world_open (&world);
  attach (&world, world.office, (gsize) size);
  kit_line_limit (world.line, 3 * MIB / 2 + SLACK, -1);
  g_assert_false (kit_sync (world.office, NULL));
  g_assert_cmpuint (ask_for_file (&world, world.mira), ==, 404);
  /* The record is there before its file: nothing is wrong with that. */
  kit_sync_completely (world.mira);
  g_assert_cmpuint (files_of (&world, "mira"), ==, 0);
  kit_line_limit (world.line, -1, -1);
  kit_sync_completely (world.office);
  g_test_message ("sent again %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, kit_line_carried (world.line, TRUE), size);
  g_assert_cmpint (kit_line_carried (world.line, TRUE), <, size - MIB + SLACK);

  kit_line_limit (world.other_line, -1, 3 * MIB / 2 + SLACK);
  g_assert_false (kit_sync (world.mira, NULL));
  g_assert_cmpuint (files_of (&world, "mira"), ==, 1);
  kit_line_limit (world.other_line, -1, -1);
  kit_sync_completely (world.mira);
  g_assert_cmpint (kit_line_carried (world.other_line, FALSE), <, size - MIB + SLACK);
  assert_has_file (&world, world.mira);
  g_assert_cmpuint (files_of (&world, "mira"), ==, 1);
  /* And what is there is not carried again. */
  kit_line_limit (world.other_line, -1, -1);
  kit_sync_completely (world.mira);
  g_assert_cmpint (kit_line_carried (world.other_line, FALSE), <, SLACK);
  world_close (&world);
}

/* The centre and the receiving laptop die in the middle. */
static void
test_processes_die (void)
{
  World world;

  world_open (&world);
  attach (&world, world.office, 5 * MIB / 2);
  kit_line_limit (world.line, 3 * MIB / 2 + SLACK, -1);
  g_assert_false (kit_sync (world.office, NULL));
  kit_line_limit (world.line, -1, -1);
  kit_server_kill (world.server);
  world.server = kit_server_start (world.folder);
  kit_line_free (world.line);
  kit_line_free (world.other_line);
  world.line = kit_line_new (kit_server_url (world.server));
  world.other_line = kit_line_new (kit_server_url (world.server));
  {
    LotseStore *stores[] = { world.office, world.mira, world.otto };
    const char *urls[] = { kit_line_url (world.line), kit_line_url (world.other_line), kit_server_url (world.server) };

    for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
      {
        g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (stores[i], NULL);

        g_free (state->url);
        state->url = g_strdup (urls[i]);
        g_assert_true (lotse_store_set_sync_state (stores[i], state, NULL));
      }
  }
  kit_sync_completely (world.office);
  g_assert_cmpint (kit_line_carried (world.line, TRUE), <, 3 * MIB / 2 + SLACK);
  kit_line_limit (world.other_line, -1, 3 * MIB / 2 + SLACK);
  g_assert_false (kit_sync (world.mira, NULL));
  lotse_store_close (world.mira);
  g_object_unref (world.mira);
  world.mira = kit_store_open (world.folder, "mira");
  kit_line_limit (world.other_line, -1, -1);
  kit_sync_completely (world.mira);
  assert_has_file (&world, world.mira);
  world_close (&world);
}

static void
test_every_size (gconstpointer data)
{
  World world;

  world_open (&world);
  attach (&world, world.office, GPOINTER_TO_SIZE (data));
  kit_sync_completely (world.office);
  kit_sync_completely (world.mira);
  assert_has_file (&world, world.mira);
  world_close (&world);
}

/* --- To nobody else ------------------------------------------------------------------------------------------- */

static void
test_other_mentor_gets_nothing (void)
{
  World world;
  g_autoptr (GPtrArray) wanted = NULL;

  world_open (&world);
  attach (&world, world.office, 3 * MIB / 2);
  kit_sync_completely (world.office);
  kit_sync_completely (world.otto);
  kit_sync_completely (world.mira);
  wanted = lotse_store_blobs_to_fetch (world.otto, NULL);
  g_assert_cmpuint (wanted->len, ==, 0);
  g_assert_cmpuint (files_of (&world, "otto"), ==, 0);
  g_assert_cmpuint (ask_for_file (&world, world.otto), ==, 404);
  g_assert_cmpuint (ask_for_file (&world, world.mira), ==, 206);
  hand_over (&world);
  g_assert_cmpuint (ask_for_file (&world, world.mira), ==, 404);
  kit_sync_completely (world.otto);
  assert_has_file (&world, world.otto);
  world_close (&world);
}

/* --- Away ------------------------------------------------------------------------------------------------------ */

static void
test_leaves_with_its_record (void)
{
  World world;
  g_autofree char *title = NULL;

  world_open (&world);
  attach (&world, world.office, 3 * MIB / 2);
  kit_sync_completely (world.office);
  kit_sync_completely (world.mira);
  assert_has_file (&world, world.mira);
  hand_over (&world);
  kit_sync_completely (world.mira);
  title = kit_get (world.mira, world.attachment, "title");
  g_assert_cmpstr (title, ==, "?");
  g_assert_cmpuint (files_of (&world, "mira"), ==, 0);
  assert_has_file (&world, world.office);
  world_close (&world);
}

static void
test_part_leaves_with_its_record (void)
{
  World world;

  world_open (&world);
  attach (&world, world.office, 5 * MIB / 2);
  kit_sync_completely (world.office);
  kit_line_limit (world.other_line, -1, 3 * MIB / 2 + SLACK);
  g_assert_false (kit_sync (world.mira, NULL));
  g_assert_cmpuint (files_of (&world, "mira"), ==, 1);
  kit_line_limit (world.other_line, -1, -1);
  hand_over (&world);
  kit_sync_completely (world.mira);
  g_assert_cmpuint (files_of (&world, "mira"), ==, 0);
  world_close (&world);
}

/* A file that still waits is sent, and then leaves as well. */
static void
test_waiting_file_leaves_when_it_is_sent (void)
{
  World world;
  LotseStore *former;
  g_autofree char *said = NULL;

  world_open (&world);
  kit_server_add_account (world.server, "former", "coordinator", NULL);
  former = open_connected (&world, "former", kit_server_url (world.server), "former");
  attach (&world, former, 3 * MIB / 2);
  said = kit_server_run (world.server, "account", "role", "former", "--role", "organiser", NULL);
  kit_sync_completely (former);
  g_assert_cmpuint (files_of (&world, "former"), ==, 0);
  lotse_store_close (former);
  g_object_unref (former);
  kit_sync_completely (world.office);
  assert_has_file (&world, world.office);
  world_close (&world);
}

/* Erased while half of it was sent: no byte stays, neither here nor at the centre. */
static void
test_erased_on_its_way (void)
{
  World world;
  g_autofree char *said = NULL;
  g_autoptr (GPtrArray) waiting = NULL;

  world_open (&world);
  attach (&world, world.office, 5 * MIB / 2);
  kit_line_limit (world.line, 3 * MIB / 2 + SLACK, -1);
  g_assert_false (kit_sync (world.office, NULL));
  kit_line_limit (world.line, -1, -1);
  g_assert_cmpuint (files_of (&world, "centre"), ==, 1);
  said = kit_server_run (world.server, "erase", world.attachment, NULL);
  kit_sync_completely (world.office);
  waiting = lotse_store_blobs_to_send (world.office, NULL);
  g_assert_cmpuint (waiting->len, ==, 0);
  g_assert_cmpuint (files_of (&world, "office"), ==, 0);
  g_assert_cmpuint (files_of (&world, "centre"), ==, 0);
  world_close (&world);
}

/* Two attach a file to one record at the same time: one stands, and when the record leaves both files do. */
static void
test_file_that_lost_leaves_too (void)
{
  World world;
  LotseStore *second;
  g_autofree char *standing = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *said = NULL;

  world_open (&world);
  kit_server_add_account (world.server, "second", "coordinator", NULL);
  world.attachment = kit_add (world.office, "attachment", "attached", world.pair, "title", "Agreement", NULL);
  kit_sync_completely (world.office);
  second = open_connected (&world, "second", kit_server_url (world.server), "second");
  for (guint i = 0; i < 2; i++)
    {
      LotseStore *store = i == 0 ? world.office : second;
      g_autoptr (GBytes) content = make_content (1000 + i);
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (content);
      char **name = i == 0 ? &standing : &lost;

      *name = lotse_store_put_blob (store, stream, NULL, NULL);
      kit_set (store, world.attachment, "file", *name);
    }
  kit_sync_completely (world.office);
  kit_sync_completely (second);
  kit_sync_completely (second);
  {
    g_autofree char *file = kit_get (second, world.attachment, "file");

    g_assert_cmpstr (file, ==, standing);
  }
  said = kit_server_run (world.server, "erase", world.attachment, NULL);
  kit_sync_completely (second);
  g_assert_cmpuint (files_of (&world, "second"), ==, 0);
  g_assert_cmpuint (files_of (&world, "centre"), ==, 0);
  lotse_store_close (second);
  g_object_unref (second);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  static const gsize sizes[] = { 0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/files/cut-and-resumed", test_cut_and_resumed);
  g_test_add_func ("/sync/files/processes-die", test_processes_die);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/files/of-%" G_GSIZE_FORMAT "-bytes", sizes[i]);

      g_test_add_data_func (path, GSIZE_TO_POINTER (sizes[i]), test_every_size);
    }
  g_test_add_func ("/sync/files/other-mentor-gets-nothing", test_other_mentor_gets_nothing);
  g_test_add_func ("/sync/files/leaves-with-its-record", test_leaves_with_its_record);
  g_test_add_func ("/sync/files/part-leaves-with-its-record", test_part_leaves_with_its_record);
  g_test_add_func ("/sync/files/waiting-file-leaves-when-it-is-sent", test_waiting_file_leaves_when_it_is_sent);
  g_test_add_func ("/sync/files/erased-on-its-way", test_erased_on_its_way);
  g_test_add_func ("/sync/files/file-that-lost-leaves-too", test_file_that_lost_leaves_too);
  return g_test_run ();
}
