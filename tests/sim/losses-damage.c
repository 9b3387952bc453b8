/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record that a failing disk of the centre made unreadable; see the header. */
#include "losses.h"

#include "kit.h"
#include "lotse-backend.h"

static const SimFaults none = { 0 };

/* The centre's database while the centre is closed, in a transaction. */
static LotseBackend *
begin_damage (Sim *sim)
{
  g_autofree char *path = g_build_filename (sim->folder, "centre", "centre.db", NULL);
  LotseBackend *backend;

  sim_centre_close (sim);
  backend = lotse_backend_sqlite_open (path, NULL);
  g_assert_nonnull (backend);
  g_assert_true (backend->begin (backend, NULL));
  return backend;
}

static void
end_damage (Sim *sim, LotseBackend *backend)
{
  g_assert_true (backend->commit (backend, NULL));
  backend->close (backend);
  sim_centre_open (sim);
}

/* Gives the centre's record that text, and returns the one that it had. */
static char *
swap_text (Sim *sim, const char *id, const char *text)
{
  g_autoptr (LotseStored) record = NULL;
  LotseBackend *backend = begin_damage (sim);
  char *before;

  g_assert_true (backend->get_record (backend, id, &record, NULL));
  before = record->doc;
  record->doc = g_strdup (text);
  g_assert_true (backend->put_record (backend, record, NULL));
  end_damage (sim, backend);
  return before;
}

/* The same with the first row of its history. */
static char *
swap_history (Sim *sim, const char *id, const char *text)
{
  g_autoptr (GPtrArray) rows = NULL;
  LotseBackend *backend = begin_damage (sim);
  LotsePast *past;
  char *before;

  rows = backend->past_of (backend, id, NULL);
  g_assert_cmpuint (rows->len, >, 0);
  past = g_ptr_array_index (rows, 0);
  before = past->writes;
  past->writes = g_strdup (text);
  g_assert_true (backend->put_past (backend, past, NULL));
  end_damage (sim, backend);
  return before;
}

/* One meeting in which the edit of the record waits and nothing else does. */
static void
meet_and_wait (SimDevice *device)
{
  LotseSyncReport report;
  LotseStoreStatus status;
  g_autoptr (GPtrArray) refusals = NULL;

  g_test_expect_message ("lotse", G_LOG_LEVEL_WARNING, "a damaged record cannot take an edit*");
  g_assert_true (sim_meet (device, none, &report));
  g_test_assert_expected_messages ();
  g_assert_cmpuint (report.round_trips, ==, 1);
  g_assert_cmpuint (report.unanswered, ==, 1);
  g_assert_cmpuint (report.refused, ==, 0);
  g_assert_false (report.complete);
  g_assert_true (lotse_store_status (device->store, &status, NULL));
  g_assert_cmpuint (status.waiting, ==, 1);
  refusals = lotse_store_refusals (device->store, NULL);
  g_assert_cmpuint (refusals->len, ==, 0);
}

static void
lose_nothing (Sim *sim, const char *id, const char *other, char *(*swap) (Sim *sim, const char *id, const char *text),
              const char *value)
{
  SimDevice *writer = &sim->devices[0];
  SimDevice *reader = &sim->devices[1];
  g_autofree char *whole = NULL;
  g_autofree char *wrong = NULL;
  g_autofree char *broken = NULL;
  g_autofree char *there = NULL;
  g_autofree char *here = NULL;
  LotseSyncReport report;

  whole = swap (sim, id, "{\"summary\":[\"Hel");
  wrong = sim_centre_check (sim);
  g_assert_nonnull (strstr (wrong, id));
  kit_set (writer->store, id, "summary", value);
  kit_set (writer->store, other, "phone", value);
  meet_and_wait (writer);
  meet_and_wait (writer);
  g_assert_true (sim_meet (reader, none, NULL));
  there = kit_get (reader->store, other, "phone");
  g_assert_cmpstr (there, ==, value);
  /* The record is whole again, and the edit comes by itself. */
  broken = swap (sim, id, whole);
  g_assert_true (sim_meet (writer, none, &report));
  g_assert_true (report.complete);
  g_assert_true (sim_meet (reader, none, NULL));
  here = kit_get (reader->store, id, "summary");
  g_assert_cmpstr (here, ==, value);
}

void
losses_damaged_record (Sim *sim, const char *session, const char *person)
{
  lose_nothing (sim, session, person, swap_text, "after the text");
  /* The history is asked only about a write that had not seen what stands. */
  kit_set (sim->devices[1].store, session, "summary", "in between");
  g_assert_true (sim_meet (&sim->devices[1], none, NULL));
  sim->now_ms += 1000;
  lose_nothing (sim, session, person, swap_history, "after the history");
}
