/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ways in which others lost data, one test each, and those found by thinking.  The names say where it happened.
 */
#include "sim.h"

#include "kit.h"
#include "losses.h"
#include "lotse-db.h"
#include "lotse-id.h"

#include <glib/gstdio.h>
#include <string.h>

enum
{
  OFFICE,
  OFFICE2,
  ADA,
  ADA_AT_HOME,
  BELA,
  DESK,
};

static const SimFaults none = { 0 };

typedef struct
{
  Sim sim;
  char *folder;
  char *person;  /* known to both offices */
  char *pair;    /* of Ada */
  char *session; /* of that pair */
} World;

static LotseStore *
store (World *world, guint device)
{
  return world->sim.devices[device].store;
}

static void
meet (World *world, guint device)
{
  LotseSyncReport report;

  g_assert_true (sim_meet (&world->sim.devices[device], none, &report));
  g_assert_true (report.complete);
}

static void
assert_value (World *world, guint device, const char *id, const char *field, const char *expected)
{
  g_autofree char *value = kit_get (store (world, device), id, field);

  g_assert_cmpstr (value, ==, expected);
}

static void
world_open (World *world)
{
  g_autofree char *mentee = NULL;

  world->folder = kit_folder_new ();
  sim_open (&world->sim, 1, SIM_BREAK_NOTHING, world->folder);
  world->person = kit_add (store (world, OFFICE), "person", "display_name", "Mira", "phone", "1", NULL);
  mentee = kit_add (store (world, OFFICE), "person", "display_name", "Sami", NULL);
  world->pair = kit_add (store (world, OFFICE), "mentoring_pair", "mentor", world->sim.accounts[2].person, "mentee", mentee, "state",
                         "agreed", NULL);
  world->session = kit_add (store (world, OFFICE), "session", "pair", world->pair, "date", "2026-11-01", "summary", "first", NULL);
  sim_heal (&world->sim);
  g_assert_null (world->sim.failure);
}

static void
world_close (World *world)
{
  g_autofree char *centre = sim_centre_check (&world->sim);

  g_assert_null (centre);
  sim_close (&world->sim);
  kit_folder_remove (world->folder);
  g_free (world->person);
  g_free (world->pair);
  g_free (world->session);
}

/* The device's disk fails while a page is applied: the cursor must not have moved past it. */
static void
test_checkpoint_ahead_of_its_data (World *world)
{
  SimDevice *device = &world->sim.devices[OFFICE2];

  kit_set (store (world, OFFICE), world->person, "phone", "2");
  meet (world, OFFICE);
  for (gint64 n = 1; n < 12; n++)
    {
      sim_fault_begin (device->folder, n);
      sim_meet (device, none, NULL);
      sim_device_reopen (device);
    }
  meet (world, OFFICE2);
  assert_value (world, OFFICE2, world->person, "phone", "2");
}

/* What the centre refuses is kept on the device, with the reason, and can be sent again by hand. */
static void
test_denied_documents_kept_nowhere (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store (world, ADA), &error);
  LotseRefusal *refusal;

  g_assert_no_error (error);
  /* The device believes that it may: only the centre's word counts. */
  state->roles = LOTSE_ROLE_COORDINATOR;
  lotse_store_set_sync_state (store (world, ADA), state, &error);
  g_assert_no_error (error);
  kit_set (store (world, ADA), world->pair, "target", "not hers to write");
  sim_meet (&world->sim.devices[ADA], none, NULL);
  refusals = lotse_store_refusals (store (world, ADA), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refusals->len, ==, 1);
  refusal = g_ptr_array_index (refusals, 0);
  g_assert_cmpstr (((LotseWrite *) g_ptr_array_index (refusal->edit->writes, 0))->value, ==, "not hers to write");
  g_assert_nonnull (refusal->reason);
  assert_value (world, ADA, world->pair, "target", NULL);
}

/* A centre that comes back from a backup gets back what it had confirmed after it. */
static void
test_restored_server_gets_back_what_it_confirmed (World *world)
{
  g_autofree char *backup = g_build_filename (world->folder, "backup", NULL);
  g_autofree char *added = NULL;

  sim_centre_backup (&world->sim, backup);
  kit_set (store (world, OFFICE), world->person, "phone", "after the backup");
  added = kit_add (store (world, ADA), "session", "pair", world->pair, "date", "2026-11-20", "summary", "new", NULL);
  sim_heal (&world->sim);
  sim_centre_restore (&world->sim, backup);
  sim_heal (&world->sim);
  g_assert_null (world->sim.failure);
  assert_value (world, OFFICE2, world->person, "phone", "after the backup");
  assert_value (world, OFFICE2, added, "summary", "new");
  g_assert_cmpuint (kit_count_conflicts (store (world, OFFICE)), ==, 0);
}

/* No write is refused for its clock, whether it is years behind or ahead. */
static void
test_sync_refused_because_a_clock_drifted (World *world)
{
  static const gint64 offsets[] = { -3650 * SIM_DAY_MS, 3650 * SIM_DAY_MS, -3600000 };

  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_autofree char *value = g_strdup_printf ("clock-%" G_GSIZE_FORMAT, i);

      world->sim.devices[OFFICE].offset_ms = offsets[i];
      kit_set (store (world, OFFICE), world->person, "phone", value);
      meet (world, OFFICE);
      meet (world, OFFICE2);
      assert_value (world, OFFICE2, world->person, "phone", value);
    }
  g_assert_cmpuint (kit_count_conflicts (store (world, OFFICE)), ==, 0);
}

/* cr-sqlite: a delete that beats a concurrent edit in silence. */
static void
test_delete_beats_a_concurrent_edit (World *world)
{
  g_autoptr (LotseRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  kit_set (store (world, ADA), world->session, "next_step", "not to be lost");
  lotse_store_delete (store (world, OFFICE), world->session, NULL, &error);
  g_assert_no_error (error);
  meet (world, OFFICE);
  meet (world, ADA);
  meet (world, OFFICE);
  record = lotse_store_get (store (world, OFFICE), world->session, &error);
  g_assert_no_error (error);
  g_assert_false (lotse_record_is_deleted (record));
  g_assert_cmpstr (lotse_record_get (record, "next_step"), ==, "not to be lost");
  g_assert_cmpuint (kit_count_conflicts (store (world, OFFICE)), ==, 1);
}

/* libpretixsync: queued check-ins deleted on HTTP 400.  No status but the verdict takes an edit from the outbox. */
static void
test_queued_edits_deleted_on_http_400 (World *world)
{
  static const guint statuses[] = { 200, 204, 301, 400, 401, 403, 404, 409, 410, 413, 422, 426, 429, 500, 502, 503 };
  LotseStoreStatus status;

  kit_set (store (world, OFFICE), world->person, "phone", "queued");
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      SimFaults faults = { .status = statuses[i] };

      g_assert_false (sim_meet (&world->sim.devices[OFFICE], faults, NULL));
      g_assert_true (lotse_store_status (store (world, OFFICE), &status, NULL));
      g_assert_cmpuint (status.waiting, ==, 1);
    }
  meet (world, OFFICE);
  meet (world, OFFICE2);
  assert_value (world, OFFICE2, world->person, "phone", "queued");
}

static LotseStamp
newest_in_outbox (World *world, guint device)
{
  g_autoptr (GError) error = NULL;
  gint64 last = 0;
  gboolean more = FALSE;
  g_autoptr (GPtrArray) edits = lotse_store_outbox (store (world, device), 0, 100, 1 << 20, &last, &more, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (edits->len, >, 0);
  return ((LotseEdit *) g_ptr_array_index (edits, edits->len - 1))->stamp;
}

/* syncthing#6335: numbers reused after a crash.  A stamp is on disk with its edit, whatever the clock says afterwards. */
static void
test_numbers_reused_after_a_crash (World *world)
{
  SimDevice *device = &world->sim.devices[OFFICE];
  LotseStamp before;

  kit_set (store (world, OFFICE), world->person, "phone", "before the crash");
  before = newest_in_outbox (world, OFFICE);
  device->offset_ms = -30 * SIM_DAY_MS;
  sim_fault_begin (device->folder, 1);
  sim_device_reopen (device);
  kit_set (store (world, OFFICE), world->person, "phone", "after the crash");
  g_assert_cmpint (lotse_stamp_compare (newest_in_outbox (world, OFFICE), before), >, 0);
  meet (world, OFFICE);
  meet (world, OFFICE2);
  assert_value (world, OFFICE2, world->person, "phone", "after the crash");
}

/* Fossil: "Push done", exit 0, nothing stored, while the server's database was locked. */
static void
test_push_done_while_the_database_was_locked (World *world)
{
  g_autofree char *path = g_build_filename (world->folder, "centre", "centre.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseDb) other = lotse_db_open (path, NULL, LOTSE_DB_PLAIN, 0, &error);
  g_autofree char *dump = NULL;
  LotseSyncReport report;

  g_assert_no_error (error);
  kit_set (store (world, OFFICE), world->person, "phone", "locked-out-token");
  g_assert_true (lotse_db_begin (other, &error));
  g_assert_false (sim_meet (&world->sim.devices[OFFICE], none, &report));
  g_assert_false (report.complete);
  lotse_db_rollback (other);
  meet (world, OFFICE);
  dump = kit_dump_centre (world->folder);
  g_assert_nonnull (strstr (dump, "locked-out-token"));
}

/*
 * joplin#13531: commits that become visible out of order.  Each number that a cursor stands for is there with it, also while
 * several clients send to a real server at once and another one pulls without end.
 */
static void
test_commits_visible_out_of_order (World *world)
{
  g_autofree char *folder = g_build_filename (world->folder, "load", NULL);

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *one = g_strdup_printf ("one-%u", i);
      g_autofree char *two = g_strdup_printf ("two-%u", i);

      kit_set (store (world, OFFICE), world->person, "phone", one);
      kit_set (store (world, ADA), world->session, "next_step", two);
      meet (world, i % 2 ? OFFICE : ADA);
      meet (world, OFFICE2);
      meet (world, i % 2 ? ADA : OFFICE);
      meet (world, OFFICE2);
      assert_value (world, OFFICE2, world->person, "phone", one);
      assert_value (world, OFFICE2, world->session, "next_step", two);
    }
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  losses_pull_while_others_send (folder);
}

/* The repeat of a write whose answer was lost must not overwrite what somebody corrected in between. */
static void
test_repeat_overwrites_a_correction (World *world)
{
  SimFaults faults = { .lose_answer = TRUE };

  kit_set (store (world, OFFICE), world->person, "phone", "with a mistake");
  g_assert_false (sim_meet (&world->sim.devices[OFFICE], faults, NULL));
  meet (world, OFFICE2);
  assert_value (world, OFFICE2, world->person, "phone", "with a mistake");
  kit_set (store (world, OFFICE2), world->person, "phone", "corrected");
  meet (world, OFFICE2);
  meet (world, OFFICE);
  assert_value (world, OFFICE, world->person, "phone", "corrected");
  g_assert_cmpuint (kit_count_conflicts (store (world, OFFICE)), ==, 0);
}

static void
type_mine (gpointer data)
{
  World *world = data;

  kit_set (store (world, OFFICE), world->person, "phone", "mine");
}

/* What is typed while an answer travels: the answer is applied when the edit waits already. */
static void
meet_while_typing (World *world)
{
  g_autoptr (LotseTransport) transport
      = losses_typing_new (sim_network_new (&world->sim.devices[OFFICE], none), type_mine, world);
  g_autoptr (GError) error = NULL;
  LotseSyncReport report;

  g_assert_true (lotse_exchange_run (store (world, OFFICE), transport, &report, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report.sent, ==, 0);
  g_assert_cmpuint (report.received, >, 0);
}

/* The own edit stays on the screen and in the outbox, over what the centre has. */
static void
assert_waits (World *world, guint waiting)
{
  LotseStoreStatus status;
  g_autoptr (GError) error = NULL;
  gint64 last = 0;
  gboolean more = FALSE;
  g_autoptr (GPtrArray) edits = lotse_store_outbox (store (world, OFFICE), 0, 100, 1 << 20, &last, &more, &error);
  LotseEdit *edit;

  g_assert_no_error (error);
  assert_value (world, OFFICE, world->person, "phone", "mine");
  g_assert_true (lotse_store_status (store (world, OFFICE), &status, NULL));
  g_assert_cmpuint (status.waiting, ==, waiting);
  g_assert_cmpuint (edits->len, ==, waiting);
  edit = g_ptr_array_index (edits, edits->len - 1);
  g_assert_cmpuint (edit->writes->len, ==, 1);
  g_assert_cmpstr (((LotseWrite *) g_ptr_array_index (edit->writes, 0))->value, ==, "mine");
}

/* A pull brings a newer value while an own one waits: the own one stays on the screen and in the outbox. */
static void
test_unsent_edit_overwritten_by_a_pull (World *world)
{
  SimFaults lose = { .lose_request = TRUE };
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *standing = NULL;

  kit_set (store (world, OFFICE2), world->person, "phone", "theirs");
  kit_set (store (world, OFFICE2), world->person, "mobile", "also theirs");
  meet (world, OFFICE2);
  meet_while_typing (world);
  assert_waits (world, 1);
  /* The pull has arrived: its other field shows, and the device knows what the centre has. */
  assert_value (world, OFFICE, world->person, "mobile", "also theirs");
  dump = kit_dump_file (world->sim.devices[OFFICE].folder);
  g_assert_nonnull (strstr (dump, "theirs"));
  /* Nor does it go away with the process, or with a meeting that fails. */
  sim_device_reopen (&world->sim.devices[OFFICE]);
  g_assert_false (sim_meet (&world->sim.devices[OFFICE], lose, NULL));
  assert_waits (world, 1);

  meet (world, OFFICE);
  meet (world, OFFICE2);
  standing = kit_get (store (world, OFFICE2), world->person, "phone");
  conflicts = lotse_store_conflicts (store (world, OFFICE), NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpstr (lotse_record_get (g_ptr_array_index (conflicts, 0), "other_value"), ==,
                   g_str_equal (standing, "mine") ? "theirs" : "mine");
  kit_assert_same (store (world, OFFICE), store (world, OFFICE2), world->person);
}

/* The centre's clock was once a year ahead: what is written later, having seen it, still wins. */
static void
test_every_edit_loses_after_the_centre_was_ahead (World *world)
{
  world->sim.now_ms += 365 * SIM_DAY_MS;
  kit_set (store (world, OFFICE), world->person, "phone", "in the future");
  meet (world, OFFICE);
  meet (world, OFFICE2);
  world->sim.now_ms -= 365 * SIM_DAY_MS;
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *value = g_strdup_printf ("now-%u", i);

      kit_set (store (world, OFFICE2), world->person, "phone", value);
      meet (world, OFFICE2);
      meet (world, OFFICE);
      assert_value (world, OFFICE, world->person, "phone", value);
    }
  g_assert_cmpuint (kit_count_conflicts (store (world, OFFICE)), ==, 0);
}

/* Ada has held her bucket for long when an old session of the office comes into it. */
static void
test_record_enters_a_bucket_long_held (World *world)
{
  g_autofree char *session = kit_add (store (world, OFFICE), "session", "date", "2026-10-01", "mentor",
                                      world->sim.accounts[3].person, "summary", "long ago", NULL);

  meet (world, OFFICE);
  meet (world, ADA);
  assert_value (world, ADA, session, "summary", "?");
  kit_set (store (world, OFFICE), session, "pair", world->pair);
  meet (world, OFFICE);
  meet (world, ADA);
  assert_value (world, ADA, session, "summary", "long ago");
}

/* A gained bucket takes several pages, and the line breaks between any two of them. */
static void
test_gain_cut_off_between_pages (World *world)
{
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_free);
  SimFaults cut = { .cut_answer = TRUE };

  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (sessions, kit_add (store (world, OFFICE), "session", "pair", world->pair, "date", "2026-11-03", "summary", "many", NULL));
  kit_set (store (world, OFFICE), world->pair, "mentor", world->sim.accounts[3].person);
  meet (world, OFFICE);
  for (guint i = 0; i < 12; i++)
    {
      SimFaults after_pages = { .good_calls = i, .lose_answer = TRUE };

      sim_meet (&world->sim.devices[BELA], after_pages, NULL);
    }
  sim_meet (&world->sim.devices[BELA], cut, NULL);
  meet (world, BELA);
  for (guint i = 0; i < sessions->len; i++)
    assert_value (world, BELA, g_ptr_array_index (sessions, i), "summary", "many");
}

/* An erased person comes back through the offline sign-in at a door. */
static void
test_erased_person_comes_back (World *world)
{
  g_autofree char *guest = kit_add (store (world, DESK), "person", "display_name", "Erased-Guest", NULL);
  g_autofree char *event = kit_add (store (world, DESK), "event", "title_de", "Treffen", "state", "open", NULL);
  g_autofree char *registration = kit_add (store (world, DESK), "registration", "event", event, "person", guest, "state", "registered", NULL);
  g_autofree char *attendance = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *centre = NULL;

  sim_heal (&world->sim);
  attendance = kit_add (store (world, DESK), "attendance", "event", event, "person", guest, NULL);
  kit_set (store (world, DESK), guest, "phone", "Phone-of-the-erased");
  g_assert_true (sim_centre_erase (&world->sim, guest));
  sim_meet (&world->sim.devices[DESK], none, NULL);
  sim_heal (&world->sim);
  g_assert_null (world->sim.failure);
  centre = kit_dump_centre (world->folder);
  g_assert_null (strstr (centre, "Erased-Guest"));
  g_assert_null (strstr (centre, "Phone-of-the-erased"));
  dump = kit_dump_file (world->sim.devices[DESK].folder);
  g_assert_null (strstr (dump, "Erased-Guest"));
  g_assert_null (strstr (dump, "Phone-of-the-erased"));
  assert_value (world, OFFICE, guest, "display_name", "?");
}

/* Two laptops make the same deadline: its id is derived, so that it is one. */
static void
test_two_laptops_make_the_same_deadline (World *world)
{
  g_autofree char *id = lotse_id_derive ("deadline", world->pair, "rule", "1", NULL);
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("deadline"));
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autoptr (GError) error = NULL;
  static const guint devices[] = { OFFICE, OFFICE2 };

  for (gsize i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      g_autoptr (LotseRecord) deadline = lotse_record_new (lotse_kind_find ("deadline"), id);

      lotse_record_set (deadline, "attached", world->pair, &error);
      g_assert_no_error (error);
      lotse_record_set (deadline, "type", "own", &error);
      g_assert_no_error (error);
      lotse_record_set (deadline, "due", "2027-03-31", &error);
      g_assert_no_error (error);
      lotse_store_save (store (world, devices[i]), deadline, NULL, &error);
      g_assert_no_error (error);
    }
  sim_heal (&world->sim);
  deadlines = lotse_store_list (store (world, OFFICE), query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (deadlines->len, ==, 1);
  g_assert_cmpuint (kit_count_conflicts (store (world, OFFICE)), ==, 0);
}

/* A copied laptop becomes a device of its own, and what waits on either disk arrives once. */
static void
test_copied_laptop (World *world)
{
  SimDevice *copy;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  kit_set (store (world, OFFICE), world->person, "phone", "before the copy");
  copy = sim_device_add (&world->sim, world->sim.devices[OFFICE].account, world->sim.devices[OFFICE].folder);
  first = kit_add (store (world, OFFICE), "person", "display_name", "On the first disk", NULL);
  second = kit_add (copy->store, "person", "display_name", "On the second disk", NULL);
  meet (world, OFFICE);
  g_assert_true (sim_meet (copy, none, NULL));
  sim_heal (&world->sim);
  g_assert_null (world->sim.failure);
  assert_value (world, OFFICE2, first, "display_name", "On the first disk");
  assert_value (world, OFFICE2, second, "display_name", "On the second disk");
  assert_value (world, OFFICE2, world->person, "phone", "before the copy");
  g_assert_cmpuint (kit_count_conflicts (store (world, OFFICE)), ==, 0);
}

/* What the centre cannot merge because its own record is damaged is no fault of who wrote it. */
static void
test_damaged_record (World *world)
{
  losses_damaged_record (&world->sim, world->session, world->person);
}

typedef struct
{
  const char *name;
  void (*test) (World *world);
} Loss;

static const Loss losses[] = {
  { "pouchdb-1240-checkpoint-ahead-of-its-data", test_checkpoint_ahead_of_its_data },
  { "cht-core-8186-denied-documents-kept-nowhere", test_denied_documents_kept_nowhere },
  { "cht-core-8093-restored-server-gets-back-what-it-confirmed", test_restored_server_gets_back_what_it_confirmed },
  { "actual-3786-sync-refused-because-a-clock-drifted", test_sync_refused_because_a_clock_drifted },
  { "cr-sqlite-delete-beats-a-concurrent-edit", test_delete_beats_a_concurrent_edit },
  { "libpretixsync-queued-edits-deleted-on-http-400", test_queued_edits_deleted_on_http_400 },
  { "syncthing-6335-numbers-reused-after-a-crash", test_numbers_reused_after_a_crash },
  { "fossil-push-done-while-the-database-was-locked", test_push_done_while_the_database_was_locked },
  { "joplin-13531-commits-visible-out-of-order", test_commits_visible_out_of_order },
  { "repeat-overwrites-a-correction", test_repeat_overwrites_a_correction },
  { "unsent-edit-overwritten-by-a-pull", test_unsent_edit_overwritten_by_a_pull },
  { "every-edit-loses-after-the-centre-was-ahead", test_every_edit_loses_after_the_centre_was_ahead },
  { "record-enters-a-bucket-long-held", test_record_enters_a_bucket_long_held },
  { "gain-cut-off-between-pages", test_gain_cut_off_between_pages },
  { "erased-person-comes-back-through-the-door", test_erased_person_comes_back },
  { "two-laptops-make-the-same-deadline", test_two_laptops_make_the_same_deadline },
  { "copied-laptop", test_copied_laptop },
  { "edit-refused-because-the-centre-was-damaged", test_damaged_record },
};

static void
run_loss (gconstpointer data)
{
  const Loss *loss = data;
  World world;

  world_open (&world);
  loss->test (&world);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_db_fault_install ();
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/losses/%s", losses[i].name);

      g_test_add_data_func (path, &losses[i], run_loss);
    }
  return g_test_run ();
}
