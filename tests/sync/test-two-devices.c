/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two profiles and a centre, all of them real: offline on both sides, meetings in either order, twice, with answers that are
 * thrown away.  The mentor is once a mentor and nothing else, who may not write the pair itself, and once also a coordinator.
 */
#include "kit.h"

#include "lotse-error.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *roles; /* of the mentor */
  gboolean coordinator_first;
  gboolean answers_lost; /* the answer to each side's first send after the edits never arrives */
} Case;

#define MENTOR "mentor"
#define BOTH "mentor coordinator"

static const Case cases[] = {
  { "mentor-first", MENTOR, FALSE, FALSE },
  { "coordinator-first", MENTOR, TRUE, FALSE },
  { "mentor-first-answers-lost", MENTOR, FALSE, TRUE },
  { "coordinator-first-answers-lost", MENTOR, TRUE, TRUE },
  { "mentor-is-staff-and-first", BOTH, FALSE, FALSE },
  { "mentor-is-staff-and-second", BOTH, TRUE, FALSE },
  { "mentor-is-staff-and-first-answers-lost", BOTH, FALSE, TRUE },
  { "mentor-is-staff-and-second-answers-lost", BOTH, TRUE, TRUE },
};

typedef struct
{
  char *folder;
  KitServer *server;
  KitLine *line;
  LotseStore *mentor;
  LotseStore *coordinator;
  gboolean is_staff; /* the mentor too */
  char *person;
  char *mentee;
  char *pair;
  char *goal;
  char *session;   /* both write its summary */
  char *deleted;   /* the coordinator deletes it, the mentor writes into it */
  char *deleted_2; /* the other way round */
} World;

static char *
add_session (World *world, const char *date, const char *summary)
{
  return kit_add (world->coordinator, "session", "pair", world->pair, "mentor", world->person, "date", date, "summary", summary,
                  "private_note", "Only for the office", NULL);
}

/* The coordinator's laptop has a pair of the mentor with sessions and a goal, and both laptops know it. */
static void
world_open (World *world, const Case *c)
{
  g_autofree char *profile = NULL;
  g_autofree char *other = NULL;

  world->is_staff = strcmp (c->roles, BOTH) == 0;
  world->folder = kit_folder_new ();
  world->server = kit_server_start (world->folder);
  world->line = kit_line_new (kit_server_url (world->server));
  world->coordinator = kit_store_open (world->folder, "coordinator");
  world->person = kit_add (world->coordinator, "person", "display_name", "Mira Muster", "staff_notes", "About Mira", NULL);
  world->mentee = kit_add (world->coordinator, "person", "display_name", "Sami Beispiel", "phone", "1", "birth_year", "1990",
                           "staff_notes", "About Sami", NULL);
  other = kit_add (world->coordinator, "person", "display_name", "Greta Fremd", NULL);
  profile = kit_add (world->coordinator, "mentee_profile", "person", world->mentee, "goals", "Work", "staff_notes", "Notes", NULL);
  world->pair = kit_add (world->coordinator, "mentoring_pair", "mentor", world->person, "mentee", world->mentee, "state", "agreed",
                         "mentee_answer", "Well", NULL);
  world->goal = kit_add (world->coordinator, "goal", "pair", world->pair, "text", "First meeting", NULL);
  world->session = add_session (world, "2026-11-02", "First");
  world->deleted = add_session (world, "2026-11-09", "Second");
  world->deleted_2 = add_session (world, "2026-11-16", "Third");
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  kit_server_add_account (world->server, "mira", c->roles, world->person);
  kit_connect (world->coordinator, kit_line_url (world->line), "office");
  kit_sync_completely (world->coordinator);
  world->mentor = kit_store_open (world->folder, "mentor");
  kit_connect (world->mentor, kit_line_url (world->line), "mira");
  kit_sync_completely (world->mentor);
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
  g_free (world->mentee);
  g_free (world->pair);
  g_free (world->goal);
  g_free (world->session);
  g_free (world->deleted);
  g_free (world->deleted_2);
}

/* --- Equal as far as the account may see --------------------------------------------------------------------- */

/* In which buckets the mentor holds a record of that kind. */
static LotseAudience
seen_by_mentor (World *world, LotseRecord *record)
{
  const char *id = lotse_record_get_id (record);

  if (world->is_staff)
    return LOTSE_AUDIENCE_ALL;
  return LOTSE_BUCKET_OPEN | LOTSE_BUCKET_PAIR | (strcmp (id, world->person) == 0 ? LOTSE_BUCKET_SELF : 0);
}

/* Both have it, and each field that shows to the mentor is equal, and each other one is not on the mentor's laptop at all. */
static void
assert_same_seen (World *world, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) all = lotse_store_get (world->coordinator, id, &error);
  g_autoptr (LotseRecord) part = lotse_store_get (world->mentor, id, &error);
  const LotseKind *kind;

  g_assert_no_error (error);
  kind = lotse_record_get_kind (all);
  g_assert_true (lotse_record_get_kind (part) == kind);
  g_assert_cmpint (lotse_record_is_deleted (all), ==, lotse_record_is_deleted (part));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LotseField *field = &kind->fields[i];
      g_autofree char *whole = g_strdup (lotse_record_get (all, field->name));
      const char *shown = lotse_record_get (part, field->name);

      if (lotse_field_audience (field) == LOTSE_AUDIENCE_AUTHOR)
        g_assert_null (shown); /* all private notes of this story are the office's */
      else if (lotse_field_audience (field) & seen_by_mentor (world, all))
        g_assert_cmpstr (shown, ==, whole);
      else
        g_assert_null (shown);
    }
}

static GHashTable *
ids_of (LotseStore *store, const LotseKind *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseQuery) query = lotse_query_new (kind);
  g_autoptr (GPtrArray) records = NULL;
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  lotse_query_bin (query, LOTSE_BIN_WITH);
  records = lotse_store_list (store, query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (ids, g_strdup (lotse_record_get_id (g_ptr_array_index (records, i))));
  return ids;
}

/* All that the mentor holds is what the coordinator holds; of the pair's story nothing is missing on either side. */
static void
assert_equal (World *world)
{
  guint n_kinds = 0;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);
  static const struct
  {
    const char *kind;
    guint mentor, staff;
  } counts[] = { { "person", 2, 3 }, { "mentee_profile", 1, 1 }, { "mentoring_pair", 1, 1 }, { "goal", 1, 1 }, { "session", 3, 3 } };

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (GHashTable) part = ids_of (world->mentor, kinds[i]);
      g_autoptr (GHashTable) all = ids_of (world->coordinator, kinds[i]);
      GHashTableIter iter;
      gpointer id;

      g_hash_table_iter_init (&iter, part);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        assert_same_seen (world, id);
      if (world->is_staff)
        g_assert_cmpuint (g_hash_table_size (part), ==, g_hash_table_size (all));
      for (gsize n = 0; n < G_N_ELEMENTS (counts); n++)
        if (strcmp (counts[n].kind, kinds[i]->name) == 0)
          {
            g_assert_cmpuint (g_hash_table_size (all), ==, counts[n].staff);
            g_assert_cmpuint (g_hash_table_size (part), ==, world->is_staff ? counts[n].staff : counts[n].mentor);
          }
    }
}

/* --- Edits and meetings ---------------------------------------------------------------------------------------- */

/* Who is a mentor and nothing else is told so at once, and nothing waits. */
static void
assert_denied (LotseStore *store, const char *id, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) record = lotse_store_get (store, id, &error);

  g_assert_no_error (error);
  g_assert_true (lotse_record_set (record, field, value, &error));
  g_assert_false (lotse_store_save (store, record, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
}

static void
delete (LotseStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_store_delete (store, id, NULL, &error));
  g_assert_no_error (error);
}

/* Different fields of one pair, the same field of one session, and twice a delete against an edit, once from each side. */
static void
edit_offline (World *world)
{
  if (world->is_staff)
    kit_set (world->mentor, world->pair, "target", "Foreigners' council");
  else
    assert_denied (world->mentor, world->pair, "target", "Foreigners' council");
  kit_set (world->coordinator, world->pair, "life_area", "work");
  kit_set (world->mentor, world->goal, "note", "Asked the chair");
  kit_set (world->coordinator, world->goal, "due", "2027-01-15");
  kit_set (world->mentor, world->session, "place", "Town hall");
  kit_set (world->mentor, world->session, "summary", "What the mentor wrote");
  kit_set (world->coordinator, world->session, "summary", "What the office wrote");
  kit_set (world->coordinator, world->session, "minutes", "90");
  delete (world->coordinator, world->deleted);
  kit_set (world->mentor, world->deleted, "summary", "Not to be lost");
  delete (world->mentor, world->deleted_2);
  kit_set (world->coordinator, world->deleted_2, "summary", "Not to be lost either");
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
meet_twice (World *world, const Case *c)
{
  LotseStore *devices[] = { c->coordinator_first ? world->coordinator : world->mentor,
                            c->coordinator_first ? world->mentor : world->coordinator };
  LotseSyncReport report;

  for (guint i = 0; i < 2 && c->answers_lost; i++)
    lose_one_answer (world, devices[i]);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_true (kit_sync (devices[i % 2], &report));
      g_assert_true (report.complete);
      g_assert_cmpuint (report.refused, ==, 0);
    }
}

/* --- What must be there ---------------------------------------------------------------------------------------- */

static void
assert_values (World *world)
{
  const struct
  {
    const char *id, *field, *value;
  } values[] = {
    { world->pair, "target", world->is_staff ? "Foreigners' council" : NULL },
    { world->pair, "life_area", "work" },
    { world->goal, "note", "Asked the chair" },
    { world->goal, "due", "2027-01-15" },
    { world->session, "place", "Town hall" },
    { world->session, "minutes", "90" },
    { world->deleted, "summary", "Not to be lost" },
    { world->deleted_2, "summary", "Not to be lost either" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *mentor = kit_get (world->mentor, values[i].id, values[i].field);
      g_autofree char *office = kit_get (world->coordinator, values[i].id, values[i].field);

      g_assert_cmpstr (mentor, ==, values[i].value);
      g_assert_cmpstr (office, ==, values[i].value);
    }
}

/* The conflicts that must be open, each with what lost, and no other. */
static void
assert_conflicts (World *world, LotseStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = lotse_store_conflicts (store, &error);
  g_autofree char *summary = kit_get (store, world->session, "summary");
  gboolean mentor_stands = g_str_equal (summary, "What the mentor wrote");
  const char *const expected[][3] = {
    { world->session, "summary", mentor_stands ? "What the office wrote" : "What the mentor wrote" },
    { world->deleted, "_deleted", "1" },
    { world->deleted_2, "_deleted", "1" },
  };

  g_assert_no_error (error);
  g_assert_true (mentor_stands || g_str_equal (summary, "What the office wrote"));
  g_assert_cmpuint (conflicts->len, ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      guint found = 0;

      for (guint n = 0; n < conflicts->len; n++)
        {
          LotseRecord *conflict = g_ptr_array_index (conflicts, n);

          if (g_strcmp0 (lotse_record_get (conflict, "record"), expected[i][0]) == 0)
            {
              g_assert_cmpstr (lotse_record_get (conflict, "register_name"), ==, expected[i][1]);
              g_assert_cmpstr (lotse_record_get (conflict, "other_value"), ==, expected[i][2]);
              found++;
            }
        }
      g_assert_cmpuint (found, ==, 1);
    }
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
assert_clean (World *world, LotseStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *wrong = lotse_store_check (store, &error);
  LotseStoreStatus status;

  g_assert_no_error (error);
  g_assert_cmpstr (wrong, ==, NULL);
  g_assert_true (lotse_store_status (store, &status, NULL));
  g_assert_cmpuint (status.waiting, ==, 0);
  g_assert_cmpuint (status.refused, ==, 0);
  g_assert_cmpuint (status.parked, ==, 0);
  g_assert_cmpuint (status.set_aside, ==, 0);
}

/* Ends with 0, or the test fails. */
static void
assert_all_clean (World *world)
{
  g_autofree char *centre = kit_server_run (world->server, "check", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  LotseStore *const stores[] = { world->mentor, world->coordinator };

  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      const char *argv[] = { g_getenv ("LOTSECTL"), "--data", lotse_store_get_folder (stores[i]), "check", NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) checked = g_subprocess_launcher_spawnv (launcher, argv, &error);

      g_assert_no_error (error);
      g_assert_true (g_subprocess_wait_check (checked, NULL, &error));
      assert_clean (world, stores[i]);
    }
}

static void
test_two_devices (gconstpointer data)
{
  const Case *c = data;
  World world;

  world_open (&world, c);
  assert_equal (&world);
  edit_offline (&world);
  meet_twice (&world, c);

  assert_values (&world);
  assert_equal (&world);
  assert_conflicts (&world, world.coordinator);
  assert_conflicts (&world, world.mentor);
  assert_in_history (world.mentor, world.session, "What the mentor wrote");
  assert_in_history (world.coordinator, world.session, "What the office wrote");
  assert_all_clean (&world);
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

  world_open (&world, c);
  delete (world.coordinator, world.deleted);
  kit_set (world.mentor, world.deleted, "summary", "Not to be lost");
  for (guint round = 0; round < 2; round++)
    {
      kit_sync_completely (c->coordinator_first ? world.coordinator : world.mentor);
      kit_sync_completely (c->coordinator_first ? world.mentor : world.coordinator);
    }
  assert_same_seen (&world, world.deleted);
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
  assert_same_seen (&world, world.deleted);
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
