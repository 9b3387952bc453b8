/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the centre's rules make of records in a store: expiries, what is verified again, consents, quiet tandems; and who hears of it.
 *
 * The clock stands at 1 March 2027.
 */
#include "config.h"

#include "store-fixture.h"

#include "lotse-deadlines.h"

#define TODAY "2027-03-01"

static gint64
now_ms (gpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_local (2027, 3, 1, 10, 0, 0);

  return g_date_time_to_unix (now) * 1000;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  lotse_store_set_clock (fixture->store, now_ms, NULL);
}

/* The open deadline of that kind and record; NULL if there is none. */
static LotseDeadline *
find (Fixture *fixture, const char *attached, const char *type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lotse_deadlines_read_of (fixture->store, attached, LOTSE_DEADLINES_PLAIN, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((LotseDeadline *) found->pdata[i])->type, type))
      return g_ptr_array_steal_index (found, i);
  return NULL;
}

static void
assert_due (Fixture *fixture, const char *attached, const char *type, const char *due)
{
  g_autoptr (LotseDeadline) deadline = find (fixture, attached, type);

  g_assert_cmpstr (deadline != NULL ? deadline->due : NULL, ==, due);
}

/* A rule of the centre's own, or in the place of one that is built in. */
static void
set_rule (Fixture *fixture, const char *key, const char *json)
{
  g_autofree char *id = lotse_id_derive ("centre_setting", "centre", NULL);
  g_autoptr (LotseRecord) setting = lotse_record_new (lotse_kind_find ("centre_setting"), id);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_record_set (setting, "topic", "centre", NULL));
  g_assert_true (lotse_record_set_element (setting, "deadline_rules", key, json, NULL));
  lotse_store_save (fixture->store, setting, NULL, &error);
  g_assert_no_error (error);
}

/* A mentor hears of the own papers; a coordinator when they are overdue. */
static void
test_certificate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *person = add (fixture, "person", "display_name", "Ada Muster", NULL);
  g_autofree char *profile = add (fixture, "mentor_profile", "person", person, "state", "active", "certificate_date", "2024-05-03",
                                  "youth_leader_until", "2028-01-31", NULL);
  g_autoptr (LotseDeadline) deadline = NULL;

  assert_due (fixture, profile, "expiry", "2027-05-03");
  set_rule (fixture, "certificate-again",
            "{\"anchor\":\"mentor_profile.certificate_date\",\"count\":5,\"type\":\"expiry\",\"unit\":\"years\"}");
  /* The card runs out first now. */
  assert_due (fixture, profile, "expiry", "2028-01-31");
  change (fixture, profile, "certificate_date", "2020-05-03", NULL);
  deadline = find (fixture, profile, "expiry");
  g_assert_cmpstr (deadline->due, ==, "2025-05-03");
  g_assert_true (lotse_deadline_concerns (deadline, person, LOTSE_ROLE_MENTOR, TODAY));
  g_assert_false (lotse_deadline_concerns (deadline, "somebody", LOTSE_ROLE_MENTOR, TODAY));
  g_assert_true (lotse_deadline_concerns (deadline, "somebody", LOTSE_ROLE_COORDINATOR, TODAY));
  g_assert_false (lotse_deadline_concerns (deadline, "somebody", LOTSE_ROLE_COORDINATOR, "2025-05-03"));
  change (fixture, profile, "state", "left", NULL);
  assert_due (fixture, profile, "expiry", NULL);
  assert_due (fixture, profile, "erasure", "2027-09-01");
}

static void
test_service_and_consent (Fixture *fixture, gconstpointer data)
{
  g_autofree char *service = add (fixture, "service", "name", "Sprachcafé", "verified_on", "2026-04-15", NULL);
  g_autofree char *person = add (fixture, "person", "display_name", "Ada Muster", NULL);
  g_autofree char *consent = add (fixture, "consent", "person", person, "purpose", "newsletter", "given_on", "2025-06-01", NULL);
  g_autoptr (LotseDeadline) verify = find (fixture, service, "verification");

  g_assert_cmpstr (verify->due, ==, "2027-04-15");
  g_assert_true (lotse_deadline_concerns (verify, "somebody", LOTSE_ROLE_ADMIN, TODAY));
  g_assert_false (lotse_deadline_concerns (verify, "somebody", LOTSE_ROLE_MENTOR | LOTSE_ROLE_FINANCE, TODAY));
  assert_due (fixture, consent, "expiry", NULL);
  set_rule (fixture, "consent-again", "{\"anchor\":\"consent.given_on\",\"count\":2,\"type\":\"expiry\",\"unit\":\"years\"}");
  assert_due (fixture, consent, "expiry", "2027-06-01");
  change (fixture, consent, "withdrawn_on", "2026-12-01", NULL);
  assert_due (fixture, consent, "expiry", NULL);
}

/* The mentor is asked first, and a week later the coordinator. */
static void
test_quiet (Fixture *fixture, gconstpointer data)
{
  g_autofree char *mentor = add (fixture, "person", "display_name", "Ada Muster", NULL);
  g_autofree char *mentee = add (fixture, "person", "display_name", "Bea Muster", NULL);
  g_autofree char *coordinator = add (fixture, "person", "display_name", "Cem Muster", NULL);
  g_autofree char *programme = add (fixture, "programme", "name", "Lotsen", "quiet_after", "14", NULL);
  g_autofree char *pair = add (fixture, "mentoring_pair", "mentor", mentor, "mentee", mentee, "coordinator", coordinator, "programme", programme,
                               "state", "agreed", NULL);
  g_autofree char *session = add (fixture, "session", "pair", pair, "date", "2027-02-15", NULL);
  g_autoptr (LotseDeadline) quiet = find (fixture, pair, "quiet");

  g_assert_cmpstr (quiet->due, ==, TODAY);
  g_assert_true (lotse_deadline_concerns (quiet, mentor, LOTSE_ROLE_MENTOR, TODAY));
  g_assert_false (lotse_deadline_concerns (quiet, coordinator, LOTSE_ROLE_COORDINATOR, "2027-03-07"));
  g_assert_true (lotse_deadline_concerns (quiet, coordinator, LOTSE_ROLE_COORDINATOR, "2027-03-08"));
  g_assert_false (lotse_deadline_concerns (quiet, mentee, LOTSE_ROLE_MENTOR, "2027-03-08"));
  change (fixture, session, "next_meeting", "2027-03-20T18:00", NULL);
  assert_due (fixture, pair, "quiet", NULL);
  change (fixture, session, "next_meeting", NULL, NULL);
  change (fixture, pair, "paused_until", "2027-04-30", NULL);
  assert_due (fixture, pair, "quiet", NULL);
}

#define TEST(path, function) g_test_add ("/grants/kept/" path, Fixture, NULL, set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("certificate", test_certificate);
  TEST ("service-and-consent", test_service_and_consent);
  TEST ("quiet", test_quiet);
  return g_test_run ();
}
