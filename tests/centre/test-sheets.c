/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Anonymous sheets at the centre: who may bring and read them, what becomes of them, and that nothing is kept of how they came. */
#include "centre-fixture.h"

#include "lotse-db.h"
#include "lotse-error.h"
#include "lotse-sheets-message.h"

#include <glib/gstdio.h>
#include <string.h>

#define JOURNAL "journal-sheets"

typedef struct
{
  Fixture *fixture;
  Device *office; /* staff */
  Device *desk;   /* organiser */
  char *form;
  char *event;
} World;

static void
world_open (World *world)
{
  *world = (World){ .fixture = fixture_new (), .form = lotse_id_new (), .event = lotse_id_new () };
  fixture_account (world->fixture, "office", LOTSE_ROLE_COORDINATOR, NULL);
  fixture_account (world->fixture, "desk", LOTSE_ROLE_ORGANISER, NULL);
  world->office = device_new (world->fixture, "office");
  world->desk = device_new (world->fixture, "desk");
  device_put (world->office, "form", world->form, "title", "Bogen", NULL);
  device_put (world->office, "event", world->event, "title_de", "Treffen", NULL);
}

static void
world_close (World *world)
{
  device_free (world->office);
  device_free (world->desk);
  fixture_free (world->fixture);
  g_free (world->form);
  g_free (world->event);
}

/* A batch of so many sheets, each with that answer. */
static char *
new_batch (const char *id, const char *form, const char *event, guint n, const char *answer)
{
  g_autoptr (LotseWireBatch) batch = lotse_wire_batch_new ();
  const char *answers[] = { answer, NULL };

  batch->id = g_strdup (id);
  batch->form = g_strdup (form);
  batch->event = g_strdup (event);
  batch->way = g_strdup ("kiosk");
  g_ptr_array_add (batch->questions, lotse_id_derive ("question", "one", NULL));
  for (guint i = 0; i < n; i++)
    lotse_wire_batch_add_sheet (batch, "de", answers);
  return lotse_wire_batch_to_json (batch);
}

static char *
call (Fixture *fixture, const char *method, const char *path, const char *token, const char *body, guint *status)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  LotseCentreCall request = { .method = method, .path = path, .token = token, .address = "192.0.2.7", .body = bytes, .offset = -1, .whole = -1 };
  g_auto (LotseCentreReply) reply = { 0 };
  gsize size = 0;
  const char *text;

  lotse_centre_handle (fixture->centre, &request, &reply);
  *status = reply.status;
  text = g_bytes_get_data (reply.body, &size);
  return g_strndup (text, size);
}

/* Sends one batch, and returns the verdict as "word number reason". */
static char *
bring (const Device *device, const char *batch)
{
  g_autofree char *body = g_strdup_printf ("{\"batches\":[%s]}", batch);
  guint status;
  g_autofree char *answer = call (device->fixture, "POST", "/v1/sheets", device->token, body, &status);
  g_autoptr (GPtrArray) verdicts = NULL;
  const LotseSheetsVerdict *verdict;

  g_assert_cmpuint (status, ==, 200);
  verdicts = lotse_sheets_verdicts_from_json (answer, -1, NULL);
  g_assert_cmpuint (verdicts->len, ==, 1);
  verdict = verdicts->pdata[0];
  return g_strdup_printf ("%s %d %s", lotse_verdict_name (verdict->verdict), (int) verdict->number, verdict->reason != NULL ? verdict->reason : "");
}

static void
assert_brought (const Device *device, const char *batch, const char *expected)
{
  g_autofree char *said = bring (device, batch);

  g_assert_cmpstr (said, ==, expected);
}

static LotseSheetsPage *
get_page (const Device *device, gint64 after)
{
  g_autofree char *path = g_strdup_printf ("/v1/sheets/%" G_GINT64_FORMAT, after);
  guint status;
  g_autofree char *text = call (device->fixture, "GET", path, device->token, NULL, &status);
  g_autoptr (GError) error = NULL;
  LotseSheetsPage *page;

  g_assert_cmpuint (status, ==, 200);
  page = lotse_sheets_page_from_json (text, -1, &error);
  g_assert_no_error (error);
  return page;
}

static void
assert_status (const Device *device, const char *method, const char *path, const char *token, guint expected)
{
  guint status;
  g_autofree char *text = call (device->fixture, method, path, token, g_str_equal (method, "POST") ? "{}" : NULL, &status);

  g_assert_cmpuint (status, ==, expected);
}

static void
test_rights (void)
{
  World world;
  g_autofree char *id = lotse_id_random ();
  g_autofree char *batch = NULL;
  g_autoptr (Device) mentor = NULL;
  g_autoptr (LotseSheetsPage) page = NULL;

  world_open (&world);
  fixture_account (world.fixture, "mira", LOTSE_ROLE_MENTOR | LOTSE_ROLE_FINANCE, NULL);
  mentor = device_new (world.fixture, "mira");
  batch = new_batch (id, world.form, world.event, 3, "1");
  assert_brought (mentor, batch, "refused 0 no-right");
  assert_brought (world.desk, batch, "merged 1 ");
  assert_status (mentor, "GET", "/v1/sheets/0", mentor->token, 403);
  assert_status (world.desk, "GET", "/v1/sheets/0", world.desk->token, 403);
  assert_status (world.desk, "GET", "/v1/sheets/0", "no token", 401);
  assert_status (world.desk, "POST", "/v1/sheets", NULL, 401);
  assert_status (world.office, "GET", "/v1/sheets/x", world.office->token, 404);
  assert_status (world.office, "GET", "/v1/sheets", world.office->token, 405);
  page = get_page (world.office, 0);
  g_assert_cmpuint (page->entries->len, ==, 1);
  g_assert_cmpint (page->last, ==, 1);
  g_assert_true (lotse_centre_set_disabled (world.fixture->centre, "desk", TRUE, NULL));
  assert_status (world.desk, "POST", "/v1/sheets", world.desk->token, 403);
  world_close (&world);
}

/* Only staff hears how many there are. */
static void
test_told (void)
{
  World world;
  g_autofree char *id = lotse_id_random ();
  g_autofree char *batch = NULL;
  g_autoptr (LotseSyncAnswer) staff = NULL;
  g_autoptr (LotseSyncAnswer) organiser = NULL;

  world_open (&world);
  batch = new_batch (id, world.form, world.event, 3, "1");
  assert_brought (world.desk, batch, "merged 1 ");
  staff = device_exchange (world.office, TRUE);
  organiser = device_exchange (world.desk, TRUE);
  g_assert_cmpint (staff->sheets, ==, 1);
  g_assert_cmpint (organiser->sheets, ==, 0);
  world_close (&world);
}

/* A repeat does no harm, whoever sends it; what says something else under the same id is no repeat, and its device keeps it. */
static void
test_repeat (void)
{
  World world;
  g_autofree char *id = lotse_id_random (), *other = lotse_id_random ();
  g_autofree char *batch = NULL, *changed = NULL, *next = NULL, *text = NULL;
  g_autoptr (LotseSheetsPage) page = NULL;

  world_open (&world);
  batch = new_batch (id, world.form, world.event, 3, "1");
  changed = new_batch (id, world.form, world.event, 4, "2");
  next = new_batch (other, world.form, world.event, 1, "4");
  assert_brought (world.desk, batch, "merged 1 ");
  assert_brought (world.desk, batch, "repeated 1 ");
  assert_brought (world.office, batch, "repeated 1 ");
  assert_brought (world.office, changed, "refused 0 wrong-kind");
  assert_brought (world.office, next, "merged 2 ");
  page = get_page (world.office, 0);
  g_assert_cmpuint (page->entries->len, ==, 2);
  text = lotse_wire_batch_to_json (((LotseSheetsEntry *) page->entries->pdata[0])->batch);
  g_assert_cmpstr (text, ==, batch);
  world_close (&world);
}

/* What it belongs to must be there, and be what it should be. */
static void
test_parked (void)
{
  World world;
  g_autofree char *id = lotse_id_random (), *late = lotse_id_new ();
  g_autofree char *batch = NULL, *wrong = NULL;

  world_open (&world);
  batch = new_batch (id, world.form, late, 3, "1");
  wrong = new_batch (id, world.event, world.form, 3, "1");
  assert_brought (world.desk, batch, "parked 0 parked");
  assert_brought (world.desk, batch, "parked 0 parked");
  assert_brought (world.desk, wrong, "refused 0 wrong-kind");
  device_put (world.office, "event", late, "title_de", "Fest", NULL);
  assert_brought (world.desk, batch, "merged 1 ");
  world_close (&world);
}

static void
test_limits (void)
{
  World world;
  g_autofree char *id = lotse_id_random ();
  g_autofree char *most = NULL, *more = NULL, *body = NULL, *answer = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  guint status;

  world_open (&world);
  most = new_batch (id, world.form, world.event, LOTSE_PROTOCOL_MAX_SHEETS, "1");
  more = new_batch (id, world.form, world.event, LOTSE_PROTOCOL_MAX_SHEETS + 1, "1");
  assert_brought (world.desk, more, "refused 0 unreadable");
  assert_brought (world.desk, most, "merged 1 ");
  for (guint i = 0; i <= LOTSE_PROTOCOL_MAX_BATCHES; i++)
    g_ptr_array_add (texts, (char *) "{}");
  body = lotse_sheets_request_print (texts);
  answer = call (world.fixture, "POST", "/v1/sheets", world.desk->token, body, &status);
  g_assert_cmpuint (status, ==, 400);
  world_close (&world);
}

static LotseDb *
open_database (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "centre.db", NULL);
  g_autoptr (GError) error = NULL;
  LotseDb *db = lotse_db_open (path, NULL, LOTSE_DB_PLAIN, 5000, &error);

  g_assert_no_error (error);
  return db;
}

/* A page goes on without the batch that is damaged, and the check names it. */
static void
test_damage (void)
{
  World world;
  g_autofree char *one = lotse_id_random (), *two = lotse_id_random ();
  g_autofree char *first = NULL, *second = NULL, *wrong = NULL;
  g_autoptr (LotseSheetsPage) page = NULL;

  world_open (&world);
  first = new_batch (one, world.form, world.event, 3, "1");
  second = new_batch (two, world.form, world.event, 3, "1");
  assert_brought (world.desk, first, "merged 1 ");
  assert_brought (world.desk, second, "merged 2 ");
  wrong = lotse_centre_check (world.fixture->centre, NULL);
  g_assert_cmpstr (wrong, ==, NULL);
  {
    g_autoptr (LotseDb) db = open_database (world.fixture);

    g_assert_false (lotse_db_exec (db, "UPDATE sheets SET document = '' WHERE number = 1", NULL));
    g_assert_true (lotse_db_exec (db, "DROP TRIGGER sheets_once; UPDATE sheets SET document = '{\"i\":7' WHERE number = 1", NULL));
  }
  g_test_expect_message ("lotse", G_LOG_LEVEL_WARNING, "*damaged*");
  page = get_page (world.office, 0);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (page->entries->len, ==, 1);
  g_assert_cmpint (page->last, ==, 2);
  wrong = lotse_centre_check (world.fixture->centre, NULL);
  g_assert_nonnull (strstr (wrong, one));
  g_assert_null (strstr (wrong, two));
  world_close (&world);
}

static char *
read_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

static void
test_erased (void)
{
  World world;
  g_autofree char *one = lotse_id_random (), *two = lotse_id_random (), *other = lotse_id_new ();
  g_autofree char *gone = NULL, *stays = NULL, *journal = NULL, *again = NULL;
  g_autoptr (LotseSheetsPage) page = NULL;

  world_open (&world);
  device_put (world.office, "event", other, "title_de", "Fest", NULL);
  stays = new_batch (one, world.form, other, 3, "1");
  gone = new_batch (two, world.form, world.event, 3, "Zwetschge");
  assert_brought (world.desk, stays, "merged 1 ");
  assert_brought (world.desk, gone, "merged 2 ");
  g_assert_true (lotse_centre_erase (world.fixture->centre, world.event, NULL));
  page = get_page (world.office, 0);
  g_assert_cmpuint (page->entries->len, ==, 1);
  journal = read_file (world.fixture, JOURNAL);
  g_assert_nonnull (strstr (journal, one));
  g_assert_null (strstr (journal, "Zwetschge"));
  assert_brought (world.desk, gone, "erased 0 ");
  /* Who has asked for what lies behind 2 misses nothing. */
  again = g_strdup (one);
  again[0] = again[0] == '0' ? '1' : '0';
  g_free (gone);
  gone = new_batch (again, world.form, other, 1, "1");
  assert_brought (world.desk, gone, "merged 3 ");
  world_close (&world);
}

/* What would have been left after a half-done erasing is found. */
static void
test_check (void)
{
  World world;
  g_autofree char *id = lotse_id_random ();
  g_autofree char *batch = NULL, *fine = NULL, *wrong = NULL;

  world_open (&world);
  batch = new_batch (id, world.form, world.event, 1, "1");
  assert_brought (world.desk, batch, "merged 1 ");
  fine = lotse_centre_check (world.fixture->centre, NULL);
  g_assert_cmpstr (fine, ==, NULL);
  {
    g_autoptr (LotseDb) db = open_database (world.fixture);

    g_assert_true (lotse_db_run (db, NULL, "INSERT INTO tombstone VALUES (?, 1, 1)", "s", world.event));
  }
  wrong = lotse_centre_check (world.fixture->centre, NULL);
  g_assert_nonnull (strstr (wrong, "was erased"));
  world_close (&world);
}

/* The order of batches, of an erased event among them, in a centre that lost what came after its backup. */
static void
test_restored (void)
{
  World world;
  g_autofree char *one = lotse_id_random (), *two = lotse_id_random (), *three = lotse_id_random (), *other = lotse_id_new ();
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *backup = NULL, *path = NULL, *wrong = NULL;
  g_autoptr (LotseSheetsPage) page = NULL;
  g_autoptr (LotseSheetsPage) without = NULL;

  world_open (&world);
  device_put (world.office, "event", other, "title_de", "Fest", NULL);
  first = new_batch (one, world.form, world.event, 3, "1");
  second = new_batch (two, world.form, world.event, 2, "2");
  third = new_batch (three, world.form, other, 2, "2");
  assert_brought (world.desk, first, "merged 1 ");
  assert_brought (world.desk, third, "merged 2 ");
  backup = fixture_backup (world.fixture, "backup");
  assert_brought (world.desk, second, "merged 3 ");
  g_assert_true (lotse_centre_erase (world.fixture->centre, other, NULL));
  fixture_restore (world.fixture, backup);
  page = get_page (world.office, 0);
  g_assert_cmpuint (page->entries->len, ==, 2);
  g_assert_cmpstr (((LotseSheetsEntry *) page->entries->pdata[1])->batch->id, ==, two);
  wrong = lotse_centre_check (world.fixture->centre, NULL);
  g_assert_cmpstr (wrong, ==, NULL);
  /* Without that journal whoever has a batch brings it again. */
  path = g_build_filename (world.fixture->folder, JOURNAL, NULL);
  g_unlink (path);
  fixture_restore (world.fixture, backup);
  without = get_page (world.office, 0);
  g_assert_cmpuint (without->entries->len, ==, 1);
  assert_brought (world.office, second, "merged 3 ");
  assert_brought (world.office, first, "repeated 1 ");
  world_close (&world);
}

/* What a crash tore in the journal is none of what the centre had confirmed. */
static void
test_torn_journal (void)
{
  World world;
  g_autofree char *one = lotse_id_random (), *two = lotse_id_random ();
  g_autofree char *first = NULL, *second = NULL, *backup = NULL, *path = NULL, *text = NULL, *torn = NULL;
  g_autoptr (LotseSheetsPage) page = NULL;

  world_open (&world);
  backup = fixture_backup (world.fixture, "backup");
  first = new_batch (one, world.form, world.event, 3, "1");
  second = new_batch (two, world.form, world.event, 2, "2");
  assert_brought (world.desk, first, "merged 1 ");
  text = read_file (world.fixture, JOURNAL);
  path = g_build_filename (world.fixture->folder, JOURNAL, NULL);
  torn = g_strdup_printf ("%s%.60s", text, second);
  g_assert_true (g_file_set_contents (path, torn, -1, NULL));
  assert_brought (world.desk, second, "merged 2 ");
  fixture_restore (world.fixture, backup);
  page = get_page (world.office, 0);
  g_assert_cmpuint (page->entries->len, ==, 2);
  world_close (&world);
}

/* Nothing but the three columns, and in no other file or table anything of a sheet. */
static void
test_nothing_of_the_way (void)
{
  World world;
  g_autofree char *id = lotse_id_random (), *journal_before = NULL, *journal = NULL, *audit_before = NULL, *audit = NULL, *batch = NULL;
  g_autofree char *path = NULL, *expected = NULL, *sheets = NULL;
  g_autoptr (LotseDb) db = NULL;
  GStatBuf info;
  gint64 n = 9;

  world_open (&world);
  journal_before = read_file (world.fixture, "journal");
  audit_before = lotse_centre_list_audit (world.fixture->centre, 1000, NULL);
  batch = new_batch (id, world.form, world.event, 3, "1");
  assert_brought (world.desk, batch, "merged 1 ");
  journal = read_file (world.fixture, "journal");
  audit = lotse_centre_list_audit (world.fixture->centre, 1000, NULL);
  g_assert_cmpstr (journal, ==, journal_before);
  g_assert_cmpstr (audit, ==, audit_before);
  sheets = read_file (world.fixture, JOURNAL);
  expected = g_strconcat (batch, "\n", NULL);
  g_assert_cmpstr (sheets, ==, expected);
  path = g_build_filename (world.fixture->folder, JOURNAL, NULL);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mtime, <, 1 << 29);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  db = open_database (world.fixture);
  g_assert_true (lotse_db_get_int (db, &n, 0, NULL, "SELECT count (*) FROM pragma_table_info ('sheets')", ""));
  g_assert_cmpint (n, ==, 3);
  g_assert_false (lotse_db_exec (db, "SELECT rowid FROM sheets", NULL));
  g_assert_true (lotse_db_get_int (db, &n, 0, NULL, "SELECT count (*) FROM record WHERE kind = 'response'", ""));
  g_assert_cmpint (n, ==, 0);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheets/rights", test_rights);
  g_test_add_func ("/sheets/told", test_told);
  g_test_add_func ("/sheets/repeat", test_repeat);
  g_test_add_func ("/sheets/parked", test_parked);
  g_test_add_func ("/sheets/limits", test_limits);
  g_test_add_func ("/sheets/damage", test_damage);
  g_test_add_func ("/sheets/erased", test_erased);
  g_test_add_func ("/sheets/check", test_check);
  g_test_add_func ("/sheets/restored", test_restored);
  g_test_add_func ("/sheets/torn-journal", test_torn_journal);
  g_test_add_func ("/sheets/nothing-of-the-way", test_nothing_of_the_way);
  return g_test_run ();
}
