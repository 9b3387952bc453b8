/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two profiles and a centre, all of them real: offline on both sides, meetings in either order, twice, with an answer
 * that is thrown away.
 */
#include "kit.h"

typedef struct
{
  const char *name;
  gboolean coordinator_first;
  gboolean answer_lost; /* the answer to the first device's first send after the edits never arrives */
} Case;

static const Case cases[] = {
  { "mentor-first", FALSE, FALSE },
  { "coordinator-first", TRUE, FALSE },
  { "mentor-first-answer-lost", FALSE, TRUE },
  { "coordinator-first-answer-lost", TRUE, TRUE },
};

typedef struct
{
  char *folder;
  KitServer *server;
  KitLine *line;
  LotseStore *mentor;
  LotseStore *coordinator;
  char *person;
  char *pair;
  char *session;
  char *deleted;
} World;

/* The coordinator's laptop has a pair of the mentor with two sessions, and both laptops know it. */
static void
world_open (World *world)
{
  g_autofree char *mentee = NULL;

  world->folder = kit_folder_new ();
  world->server = kit_server_start (world->folder);
  world->line = kit_line_new (kit_server_url (world->server));
  world->coordinator = kit_store_open (world->folder, "coordinator");
  world->person = kit_add (world->coordinator, "person", "display_name", "Mira Muster", NULL);
  mentee = kit_add (world->coordinator, "person", "display_name", "Sami Beispiel", NULL);
  world->pair = kit_add (world->coordinator, "mentoring_pair", "mentor", world->person, "mentee", mentee, "state", "agreed", NULL);
  world->session = kit_add (world->coordinator, "session", "pair", world->pair, "mentor", world->person, "date", "2026-11-02",
                            "summary", "First", NULL);
  world->deleted = kit_add (world->coordinator, "session", "pair", world->pair, "mentor", world->person, "date", "2026-11-09",
                            "summary", "Second", NULL);
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  kit_server_add_account (world->server, "mira", "mentor coordinator", world->person);
  kit_connect (world->coordinator, kit_line_url (world->line), "office");
  kit_sync_completely (world->coordinator);
  world->mentor = kit_store_open (world->folder, "mentor");
  kit_connect (world->mentor, kit_line_url (world->line), "mira");
  kit_sync_completely (world->mentor);
  kit_assert_same (world->mentor, world->coordinator, world->session);
}

static void
world_close (World *world)
{
  lotse_store_close (world->mentor);
  lotse_store_close (world->coordinator);
  g_object_unref (world->mentor);
  g_object_unref (world->coordinator);
  kit_line_free (world->line);
  kit_server_free (world->server);
  kit_folder_remove (world->folder);
  g_free (world->person);
  g_free (world->pair);
  g_free (world->session);
  g_free (world->deleted);
}

/* Different fields of one record, the same field of another, and a delete against nothing: one real conflict. */
static void
edit_offline (World *world)
{
  kit_set (world->mentor, world->pair, "target", "Foreigners' council");
  kit_set (world->coordinator, world->pair, "life_area", "work");
  kit_set (world->mentor, world->session, "summary", "What the mentor wrote");
  kit_set (world->coordinator, world->session, "summary", "What the office wrote");
}

static void
lose_one_answer (World *world, LotseStore *store)
{
  LotseSyncReport report;

  kit_line_limit (world->line, -1, 1);
  g_assert_false (kit_sync (store, &report));
  g_assert_false (report.complete);
  kit_line_limit (world->line, -1, -1);
}

static void
assert_in_history (LotseStore *store, const char *id, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = lotse_store_history (store, id, &error);
  gboolean found = FALSE;

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const LotseHistoryEntry *entry = g_ptr_array_index (entries, i);

      found = found || g_strcmp0 (entry->after, value) == 0 || g_strcmp0 (entry->before, value) == 0;
    }
  g_assert_true (found);
}

static void
test_two_devices (gconstpointer data)
{
  const Case *c = data;
  World world;
  LotseStore *first;
  LotseStore *second;
  g_autoptr (GError) error = NULL;
  g_autofree char *check = NULL;
  g_autofree char *summary = NULL;

  world_open (&world);
  first = c->coordinator_first ? world.coordinator : world.mentor;
  second = c->coordinator_first ? world.mentor : world.coordinator;
  edit_offline (&world);
  if (c->answer_lost)
    lose_one_answer (&world, first);
  for (guint round = 0; round < 2; round++)
    {
      kit_sync_completely (first);
      kit_sync_completely (second);
    }
  kit_sync_completely (first);

  kit_assert_same (first, second, world.pair);
  kit_assert_same (first, second, world.session);
  g_assert_cmpuint (kit_count_conflicts (world.coordinator), ==, 1);
  g_assert_cmpuint (kit_count_conflicts (world.mentor), ==, 1);
  summary = kit_get (world.coordinator, world.session, "summary");
  g_assert_true (g_str_equal (summary, "What the mentor wrote") || g_str_equal (summary, "What the office wrote"));
  assert_in_history (world.mentor, world.session, "What the mentor wrote");
  assert_in_history (world.coordinator, world.session, "What the office wrote");

  check = lotse_store_check (world.mentor, &error);
  g_assert_no_error (error);
  g_assert_null (check);
  world_close (&world);
}

/* A delete meets an edit that it had not seen: the record stays visible on both sides until somebody decides. */
static void
test_delete_against_edit (gconstpointer data)
{
  const Case *c = data;
  World world;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) record = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  world_open (&world);
  g_assert_true (lotse_store_delete (world.coordinator, world.deleted, NULL, &error));
  g_assert_no_error (error);
  kit_set (world.mentor, world.deleted, "summary", "Not to be lost");
  for (guint round = 0; round < 2; round++)
    {
      kit_sync_completely (c->coordinator_first ? world.coordinator : world.mentor);
      kit_sync_completely (c->coordinator_first ? world.mentor : world.coordinator);
    }
  kit_assert_same (world.mentor, world.coordinator, world.deleted);
  record = lotse_store_get (world.coordinator, world.deleted, &error);
  g_assert_no_error (error);
  g_assert_false (lotse_record_is_deleted (record));
  g_assert_cmpstr (lotse_record_get (record, "summary"), ==, "Not to be lost");

  conflicts = lotse_store_conflicts (world.coordinator, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  lotse_store_resolve (world.coordinator, lotse_record_get_id (g_ptr_array_index (conflicts, 0)), LOTSE_RESOLVE_OTHER, NULL, &error);
  g_assert_no_error (error);
  kit_sync_completely (world.coordinator);
  kit_sync_completely (world.mentor);
  kit_assert_same (world.mentor, world.coordinator, world.deleted);
  g_clear_object (&record);
  record = lotse_store_get (world.mentor, world.deleted, &error);
  g_assert_no_error (error);
  g_assert_true (lotse_record_is_deleted (record));
  g_assert_cmpuint (kit_count_conflicts (world.mentor), ==, 0);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/two-devices/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_two_devices);
    }
  g_test_add_data_func ("/sync/delete-against-edit/mentor-first", &cases[0], test_delete_against_edit);
  g_test_add_data_func ("/sync/delete-against-edit/coordinator-first", &cases[1], test_delete_against_edit);
  return g_test_run ();
}
