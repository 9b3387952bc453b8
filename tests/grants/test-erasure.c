/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is no longer to be kept is proposed when it is due, erased when staff confirms, and then leaves no trace on the device. */
#include "config.h"

#include "store-fixture.h"

#include "lotse-erasure.h"

/* The first day is 1 June, the second one 2 December 2026. */
static guint today;

static gint64
now_ms (gpointer data)
{
  g_autoptr (GDateTime) now = today == 0 ? g_date_time_new_local (2026, 6, 1, 10, 0, 0) : g_date_time_new_local (2026, 12, 2, 10, 0, 0);

  return g_date_time_to_unix (now) * 1000;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = lotse_id_derive ("centre_setting", "centre", NULL);
  g_autoptr (LotseRecord) setting = lotse_record_new (lotse_kind_find ("centre_setting"), id);

  today = 0;
  fixture_set_up (fixture, data);
  lotse_store_set_clock (fixture->store, now_ms, NULL);
  g_assert_true (lotse_record_set (setting, "topic", "centre", NULL));
  g_assert_true (lotse_store_save (fixture->store, setting, NULL, NULL));
}

/* A mentor who left on the first day, with a certificate. */
static char *
add_mentor (Fixture *fixture)
{
  g_autofree char *person = add (fixture, "person", "display_name", "Ada Muster", NULL);
  char *profile = add (fixture, "mentor_profile", "person", person, "state", "active", "certificate_date", "2025-03-04",
                       "certificate_inspected_on", "2025-03-20", "certificate_clear", "1", NULL);

  change (fixture, profile, "state", "left", NULL);
  return profile;
}

/* The one proposal that is attached to that record; NULL if there is none. */
static LotseErasure *
find (Fixture *fixture, const char *attached)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = lotse_deadlines_erase_proposals (fixture->store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (((LotseErasure *) all->pdata[i])->deadline->attached, attached) == 0)
      return g_ptr_array_steal_index (all, i);
  return NULL;
}

static void
assert_refused (Fixture *fixture, const char *id, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lotse_deadlines_erase (fixture->store, id, &error));
  g_assert_error (error, LOTSE_ERROR, code);
}

/* Whether the history of the record still says that value. */
static gboolean
remembers (Fixture *fixture, const char *id, const char *value)
{
  g_autoptr (GPtrArray) history = lotse_store_history (fixture->store, id, NULL);
  gboolean found = FALSE;

  for (guint i = 0; i < history->len; i++)
    {
      const LotseHistoryEntry *entry = history->pdata[i];

      found = found || g_strcmp0 (entry->before, value) == 0 || g_strcmp0 (entry->after, value) == 0;
    }
  return found;
}

static void
test_certificate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *profile = add_mentor (fixture);
  g_autoptr (LotseErasure) early = find (fixture, profile);
  g_autoptr (LotseErasure) due = NULL;
  g_autoptr (LotseErasure) done = NULL;

  g_assert_null (early);
  today = 1;
  due = find (fixture, profile);
  g_assert_nonnull (due);
  g_assert_cmpuint (due->what->len, ==, 3);
  g_assert_true (remembers (fixture, profile, "2025-03-04"));
  g_assert_true (lotse_deadlines_erase (fixture->store, due->deadline->id, NULL));
  assert_value (fixture, profile, "certificate_date", NULL);
  assert_value (fixture, profile, "certificate_inspected_on", NULL);
  assert_value (fixture, profile, "certificate_clear", NULL);
  assert_value (fixture, profile, "state", "left");
  g_assert_false (remembers (fixture, profile, "2025-03-04"));
  done = find (fixture, profile);
  g_assert_null (done);
  g_assert_null (lotse_deadline_read (fixture->store, due->deadline->id, LOTSE_DEADLINES_PLAIN, NULL));
}

static void
test_only_staff (Fixture *fixture, gconstpointer data)
{
  g_autofree char *profile = add_mentor (fixture);
  g_autoptr (LotseErasure) due = NULL;
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (fixture->store, NULL);

  today = 1;
  due = find (fixture, profile);
  g_assert_nonnull (due);
  state->account = g_strdup ("mira");
  state->roles = LOTSE_ROLE_MENTOR | LOTSE_ROLE_ORGANISER | LOTSE_ROLE_FINANCE;
  g_assert_true (lotse_store_set_sync_state (fixture->store, state, NULL));
  assert_refused (fixture, due->deadline->id, LOTSE_ERROR_DENIED);
  assert_value (fixture, profile, "certificate_date", "2025-03-04");
}

/* Needs of guests are erased for the whole event at once. */
static void
test_needs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Netzwerktreffen", "date", "2026-10-30", NULL);
  g_autofree char *ada = add (fixture, "person", "display_name", "Ada Muster", NULL);
  g_autofree char *bea = add (fixture, "person", "display_name", "Bea Muster", NULL);
  g_autofree char *cem = add (fixture, "person", "display_name", "Cem Muster", NULL);
  g_autofree char *first = add (fixture, "registration", "event", event, "person", ada, "state", "registered", "needs/food", "1", "needs_note",
                                "Nüsse", NULL);
  g_autofree char *second = add (fixture, "registration", "event", event, "person", bea, "state", "registered", "needs/wheelchair", "1", NULL);
  g_autofree char *without = add (fixture, "registration", "event", event, "person", cem, "state", "registered", NULL);
  g_autoptr (GPtrArray) all = NULL;
  const LotseErasure *erasure;

  today = 1;
  all = lotse_deadlines_erase_proposals (fixture->store, NULL);
  g_assert_cmpuint (all->len, ==, 1);
  erasure = all->pdata[0];
  g_assert_cmpuint (erasure->records->len, ==, 2);
  g_assert_nonnull (strstr (erasure->what->pdata[0], "Netzwerktreffen"));
  g_assert_true (lotse_deadlines_erase (fixture->store, erasure->deadline->id, NULL));
  assert_value (fixture, first, "needs/food", NULL);
  assert_value (fixture, first, "needs_note", NULL);
  assert_value (fixture, second, "needs/wheelchair", NULL);
  assert_value (fixture, without, "state", "registered");
  g_assert_false (remembers (fixture, first, "Nüsse"));
}

/* Papers of a proof are listed, and nothing else. */
static void
test_papers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *programme =
    add (fixture, "grant_programme", "name", "Vielfalt vor Ort", "deadline_rules/keep",
         "{\"anchor\":\"award.ends_on\",\"count\":5,\"type\":\"retention\",\"unit\":\"years\"}", NULL);
  g_autofree char *application = add (fixture, "application", "title", "Sommerschule", "involvement", "own", "state", "closed", "programme",
                                      programme, NULL);
  g_autofree char *award = add (fixture, "award", "application", application, "ends_on", "2020-12-31", NULL);
  g_autoptr (GInputStream) content = g_memory_input_stream_new_from_data ("scan", 4, NULL);
  g_autofree char *scan = lotse_store_put_blob (fixture->store, content, NULL, NULL);
  g_autofree char *receipt = add (fixture, "receipt", "application", application, "number", "1", "scan", scan, NULL);
  g_autofree char *without = add (fixture, "receipt", "application", application, "number", "2", NULL);
  g_autoptr (LotseErasure) due = find (fixture, application);

  g_assert_nonnull (due);
  g_assert_true (due->by_hand);
  g_assert_cmpuint (due->records->len, ==, 1);
  assert_refused (fixture, due->deadline->id, LOTSE_ERROR_INVALID);
  assert_value (fixture, receipt, "scan", scan);
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  g_autofree char *profile = add_mentor (fixture);
  g_autoptr (GPtrArray) deadlines = lotse_deadlines_read_of (fixture->store, profile, LOTSE_DEADLINES_ALL, NULL);

  for (guint i = 0; i < deadlines->len; i++)
    assert_refused (fixture, ((LotseDeadline *) deadlines->pdata[i])->id, LOTSE_ERROR_INVALID);
  assert_refused (fixture, profile, LOTSE_ERROR_NOT_FOUND);
  assert_value (fixture, profile, "certificate_date", "2025-03-04");
}

#define TEST(path, function) g_test_add ("/grants/erasure/" path, Fixture, NULL, set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("certificate", test_certificate);
  TEST ("only-staff", test_only_staff);
  TEST ("needs", test_needs);
  TEST ("papers", test_papers);
  TEST ("wrong", test_wrong);
  return g_test_run ();
}
