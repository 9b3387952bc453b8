/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batches of anonymous sheets on a device, on their way to the centre and from it. */
#include "config.h"

#include "store-fixture.h"

#include "lotse-sheets-sync.h"

static LotseBatch *
new_batch (const char *event, guint n)
{
  LotsePile *pile = g_new0 (LotsePile, 1);
  LotseBatch *batch;

  pile->id = lotse_id_random ();
  pile->form = lotse_id_derive ("form", "one", NULL);
  pile->event = g_strdup (event);
  pile->way = g_strdup ("kiosk");
  pile->questions = g_new0 (char *, 2);
  pile->questions[0] = lotse_id_derive ("question", "first", NULL);
  pile->open = g_new0 (char *, 2);
  pile->open[0] = lotse_id_derive ("question", "open", NULL);
  batch = lotse_batch_new (pile);
  for (guint i = 0; i < n; i++)
    {
      LotseSheet *sheet = g_new0 (LotseSheet, 1);

      sheet->answers = g_new0 (char *, 3);
      sheet->answers[0] = g_strdup_printf ("%u", i % 4 + 1);
      sheet->answers[1] = i % 10 == 0 ? g_strdup_printf ("Remark %u", i) : g_strdup ("-");
      g_ptr_array_add (batch->sheets, sheet);
    }
  return batch;
}

/* Adds a batch and returns its id. */
static char *
add_batch (Fixture *fixture, const char *event, guint n)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_batch_free);
  g_autoptr (GError) error = NULL;
  guint added;

  g_ptr_array_add (batches, new_batch (event, n));
  g_assert_true (lotse_batches_add (fixture->store, batches, &added, &error));
  g_assert_cmpuint (added, ==, n);
  return g_strdup (((LotseBatch *) batches->pdata[0])->pile->id);
}

static void
set_roles (Fixture *fixture, LotseRoles roles)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (fixture->store, NULL);

  g_free (state->account);
  state->account = g_strdup ("desk");
  state->roles = roles;
  g_assert_true (lotse_store_set_sync_state (fixture->store, state, NULL));
}

static guint
n_waiting (Fixture *fixture)
{
  g_autoptr (GPtrArray) ids = lotse_sheets_waiting (fixture->store, NULL);

  return ids->len;
}

static gint64
n_sheets (Fixture *fixture, const char *event)
{
  return lotse_sheets_count_event (fixture->store, event, NULL);
}

static void
settle (Fixture *fixture, const char *id, LotseVerdict word, gint64 number, const char *reason, guint settled)
{
  LotseSheetsVerdict verdict = { (char *) id, word, number, (char *) reason };
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  LotseSheetsSettled result;

  g_ptr_array_add (verdicts, &verdict);
  lotse_sheets_settle (fixture->store, verdicts, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.settled, ==, settled);
}

static void
take (Fixture *fixture, const char *text, gint64 number, guint sheets)
{
  GString *out = lotse_sheets_page_begin ();
  g_autofree char *body = NULL;
  g_autoptr (LotseSheetsPage) page = NULL;
  g_autoptr (GError) error = NULL;
  LotseSheetsTaken taken;

  lotse_sheets_page_add (out, number, text);
  body = lotse_sheets_page_end (out, number, FALSE);
  page = lotse_sheets_page_from_json (body, -1, &error);
  g_assert_no_error (error);
  lotse_sheets_take_page (fixture->store, page, FALSE, &taken, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken.sheets, ==, sheets);
}

/* Applies an answer of the centre that has no more than that. */
static void
apply (Fixture *fixture, LotseSyncFlags flags, LotseRoles roles, const char *erased)
{
  g_autoptr (LotseSyncAnswer) answer = lotse_sync_answer_new ();
  g_autoptr (GError) error = NULL;
  LotseApplied applied;

  answer->flags = flags;
  answer->roles = roles;
  if (erased != NULL)
    g_ptr_array_add (answer->erased, g_strdup (erased));
  lotse_store_apply (fixture->store, answer, "s1", &applied, &error);
  g_assert_no_error (error);
}

static gboolean
is_anywhere (Fixture *fixture, const char *text)
{
  g_autoptr (LotseDb) db = open_database (fixture, "lotse.db");
  g_autofree char *like = g_strdup_printf ("%%%s%%", text);
  gint64 n = 0;

  g_assert_true (lotse_db_get_int (db, &n, 0, NULL, "SELECT count (*) FROM remark WHERE text LIKE ?", "s", like));
  return n > 0;
}

/* Who is not staff has done his part when the centre has the batch. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autofree char *id = add_batch (fixture, event, 20);
  guint waiting = status (fixture).waiting;

  set_roles (fixture, LOTSE_ROLE_ORGANISER);
  g_assert_cmpuint (n_waiting (fixture), ==, 1);
  settle (fixture, id, LOTSE_VERDICT_PARKED, 0, "parked", 0);
  settle (fixture, id, LOTSE_VERDICT_NONE, 0, NULL, 0);
  settle (fixture, id, LOTSE_VERDICT_MERGED, 0, NULL, 0);
  g_assert_cmpuint (n_waiting (fixture), ==, 1);
  settle (fixture, id, LOTSE_VERDICT_MERGED, 7, NULL, 20);
  settle (fixture, id, LOTSE_VERDICT_REPEATED, 7, NULL, 0);
  g_assert_cmpuint (n_waiting (fixture), ==, 0);
  g_assert_cmpint (n_sheets (fixture, event), ==, 0);
  g_assert_false (is_anywhere (fixture, "Remark"));
  g_assert_cmpuint (status (fixture).waiting, ==, waiting - 20);
  g_assert_cmpint (lotse_sheets_get_cursor (fixture->store, NULL), ==, -1);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autofree char *id = add_batch (fixture, event, 5);
  g_autoptr (GPtrArray) refused = NULL;
  guint waiting = status (fixture).waiting;

  set_roles (fixture, LOTSE_ROLE_ORGANISER);
  settle (fixture, id, LOTSE_VERDICT_REFUSED, 0, "no-right", 5);
  g_assert_cmpuint (n_waiting (fixture), ==, 0);
  g_assert_cmpint (n_sheets (fixture, event), ==, 5);
  g_assert_cmpuint (status (fixture).sheets_refused, ==, 5);
  g_assert_cmpuint (status (fixture).refused, ==, 5);
  g_assert_cmpuint (status (fixture).waiting, ==, waiting - 5);
  refused = lotse_sheets_unsent (fixture->store, NULL);
  g_assert_cmpuint (refused->len, ==, 1);
  g_assert_cmpuint (((LotseUnsentSheets *) refused->pdata[0])->batch->sheets, ==, 5);
  g_assert_cmpstr (((LotseUnsentSheets *) refused->pdata[0])->reason, ==, "no-right");
  /* The same roles change nothing, others may be allowed to. */
  apply (fixture, LOTSE_SYNC_PLAIN, LOTSE_ROLE_ORGANISER, NULL);
  g_assert_cmpuint (n_waiting (fixture), ==, 0);
  apply (fixture, LOTSE_SYNC_PLAIN, LOTSE_ROLE_ORGANISER | LOTSE_ROLE_MENTOR, NULL);
  g_assert_cmpuint (n_waiting (fixture), ==, 1);
}

/* Staff keep all, whoever brought it, and each once; with the role everything goes that the centre has. */
static void
test_staff (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autofree char *own = add_batch (fixture, event, 4);
  g_autofree char *other = add_batch (fixture, event, 30);
  g_autofree char *text = lotse_sheets_dup_batch (fixture->store, other, NULL);
  g_autofree char *here = NULL;

  set_roles (fixture, LOTSE_ROLE_COORDINATOR);
  settle (fixture, other, LOTSE_VERDICT_ERASED, 0, NULL, 30);
  g_assert_cmpint (n_sheets (fixture, event), ==, 4);
  g_assert_cmpint (lotse_sheets_get_cursor (fixture->store, NULL), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      take (fixture, text, 3, i == 0 ? 30 : 0);
      g_assert_cmpint (n_sheets (fixture, event), ==, 34);
    }
  g_assert_cmpint (lotse_sheets_get_cursor (fixture->store, NULL), ==, 3);
  /* What came is on this device what it was on the other, ids of remarks included. */
  here = lotse_sheets_dup_batch (fixture->store, other, NULL);
  g_assert_cmpstr (here, ==, text);
  apply (fixture, LOTSE_SYNC_PLAIN, LOTSE_ROLE_ORGANISER, NULL);
  g_assert_cmpint (n_sheets (fixture, event), ==, 4);
  g_assert_false (is_anywhere (fixture, "Remark 20"));
  settle (fixture, own, LOTSE_VERDICT_MERGED, 4, NULL, 4);
  g_assert_cmpint (n_sheets (fixture, event), ==, 0);
}

/* The same file on two devices: their remarks have different ids until one of both reaches the centre. */
static void
test_other_remarks (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autofree char *id = add_batch (fixture, event, 20);
  g_autofree char *text = lotse_sheets_dup_batch (fixture->store, id, NULL);
  g_autoptr (LotseWireBatch) changed = lotse_wire_batch_from_json (text, -1, NULL);
  LotseWireRemark *remark = changed->remarks->pdata[0];
  g_autofree char *centre = NULL, *here = NULL;

  set_roles (fixture, LOTSE_ROLE_COORDINATOR);
  g_free (remark->id);
  remark->id = lotse_id_random ();
  centre = lotse_wire_batch_to_json (changed);
  settle (fixture, id, LOTSE_VERDICT_REPEATED, 9, NULL, 20);
  take (fixture, centre, 9, 0);
  here = lotse_sheets_dup_batch (fixture->store, id, NULL);
  g_assert_cmpstr (here, ==, centre);
  g_assert_cmpint (n_sheets (fixture, event), ==, 20);
}

/* The disk was copied while a pile was open, and each of both went on with it: nothing is lost, and somebody is told. */
static void
test_other_content (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autofree char *id = add_batch (fixture, event, 20);
  g_autofree char *text = lotse_sheets_dup_batch (fixture->store, id, NULL);
  g_autoptr (LotseWireBatch) changed = lotse_wire_batch_from_json (text, -1, NULL);
  g_autofree char *centre = NULL;

  set_roles (fixture, LOTSE_ROLE_COORDINATOR);
  g_ptr_array_set_size (changed->sheets, 18);
  centre = lotse_wire_batch_to_json (changed);
  take (fixture, centre, 2, 0);
  g_assert_cmpint (n_sheets (fixture, event), ==, 18);
  g_assert_true (lotse_store_start_anew (fixture->store, "e2", NULL));
  g_assert_cmpuint (n_waiting (fixture), ==, 1);
  g_assert_cmpuint (status (fixture).sheets_refused, ==, 20);
}

/* A restored centre gets all of it again; a locked device keeps what waits and nothing else. */
static void
test_anew_and_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autofree char *id = add_batch (fixture, event, 3);
  g_autofree char *waits = NULL;

  set_roles (fixture, LOTSE_ROLE_ADMIN);
  settle (fixture, id, LOTSE_VERDICT_MERGED, 11, NULL, 3);
  g_assert_cmpuint (n_waiting (fixture), ==, 0);
  g_assert_true (lotse_store_start_anew (fixture->store, "e2", NULL));
  g_assert_cmpuint (n_waiting (fixture), ==, 1);
  g_assert_cmpint (lotse_sheets_get_cursor (fixture->store, NULL), ==, 0);
  settle (fixture, id, LOTSE_VERDICT_REPEATED, 2, NULL, 3);
  waits = add_batch (fixture, event, 2);
  g_assert_true (lotse_store_forget_all (fixture->store, NULL));
  g_assert_cmpint (n_sheets (fixture, event), ==, 2);
  g_assert_cmpuint (n_waiting (fixture), ==, 1);
}

static void
test_erased (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autofree char *other = add (fixture, "event", "title_de", "Fest", NULL);
  g_autofree char *form = lotse_id_derive ("form", "one", NULL);
  g_autofree char *gone = add_batch (fixture, event, 11);
  g_autofree char *stays = add_batch (fixture, other, 1);
  g_autofree char *text = lotse_sheets_dup_batch (fixture->store, gone, NULL);

  set_roles (fixture, LOTSE_ROLE_ADMIN);
  apply (fixture, LOTSE_SYNC_PLAIN, LOTSE_ROLE_ADMIN, event);
  g_assert_cmpint (n_sheets (fixture, event), ==, 0);
  g_assert_cmpint (n_sheets (fixture, other), ==, 1);
  g_assert_false (is_anywhere (fixture, "Remark 10"));
  /* Nothing brings it back. */
  take (fixture, text, 1, 0);
  g_assert_cmpint (n_sheets (fixture, event), ==, 0);
  apply (fixture, LOTSE_SYNC_PLAIN, LOTSE_ROLE_ADMIN, form);
  g_assert_cmpint (n_sheets (fixture, other), ==, 0);
}

/* What is too large to travel at once travels in parts, which are the same for the same content. */
static void
test_parts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autofree char *id = add_batch (fixture, event, 2 * LOTSE_PROTOCOL_MAX_SHEETS + 1);
  g_autoptr (GPtrArray) ids = lotse_sheets_waiting (fixture->store, NULL);
  guint sheets = 0;

  g_assert_cmpuint (ids->len, ==, 3);
  g_assert_true (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL));
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *text = lotse_sheets_dup_batch (fixture->store, ids->pdata[i], NULL);
      g_autoptr (LotseWireBatch) batch = lotse_wire_batch_from_json (text, -1, NULL);

      g_assert_nonnull (batch);
      sheets += batch->sheets->len;
    }
  g_assert_cmpuint (sheets, ==, 2 * LOTSE_PROTOCOL_MAX_SHEETS + 1);
}

/* However strange the texts are, what is released can travel. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_batch_free);
  LotseBatch *batch = new_batch (event, 60);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  guint added, remarks = 0;

  for (guint i = 0; i < batch->sheets->len; i++)
    {
      LotseSheet *sheet = batch->sheets->pdata[i];

      g_free (sheet->answers[1]);
      sheet->answers[1] = g_strnfill (LOTSE_PROTOCOL_MAX_ANSWER, '\1');
    }
  g_ptr_array_add (batches, batch);
  g_assert_true (lotse_batches_add (fixture->store, batches, &added, &error));
  ids = lotse_sheets_waiting (fixture->store, NULL);
  g_assert_cmpuint (ids->len, >, 3);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *text = lotse_sheets_dup_batch (fixture->store, ids->pdata[i], NULL);
      g_autoptr (LotseWireBatch) wire = lotse_wire_batch_from_json (text, -1, &error);

      g_assert_no_error (error);
      remarks += wire->remarks->len;
    }
  g_assert_cmpuint (remarks, ==, 60);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/sheets-sync/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("dropped", test_dropped);
  ADD ("refused", test_refused);
  ADD ("staff", test_staff);
  ADD ("other-remarks", test_other_remarks);
  ADD ("other-content", test_other_content);
  ADD ("anew-and-forgotten", test_anew_and_forgotten);
  ADD ("erased", test_erased);
  ADD ("parts", test_parts);
  ADD ("large", test_large);
  return g_test_run ();
}
