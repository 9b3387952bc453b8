/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that cannot be read does not hold up the rest, and what the centre keeps as text is sent as it is. */
#include "lotse-protocol.h"

#include "lotse-error.h"
#include "tests/lotse-test-fuzz.h"

#include <string.h>

#define ID "00112233445566778899aabbccddeeff"
#define OTHER "ffeeddccbbaa99887766554433221100"
#define STAMP "0000000000000064-000000000000000a"
#define GOOD_EDIT "{\"k\":\"session\",\"i\":\"" ID "\",\"t\":\"" STAMP "\",\"w\":{\"summary\":[\"x\"]}}"
#define GOOD_CHANGE "{\"k\":\"person\",\"i\":\"" ID "\",\"s\":\"" STAMP "\",\"f\":{\"name\":\"Amal\"}}"

static void
test_unreadable_edit_does_not_hold_up_the_rest (void)
{
  static const char *const bad[] = {
    "{\"k\":\"session\",\"i\":\"" OTHER "\",\"t\":\"" STAMP "\",\"w\":{\"summary\":[7]}}",
    "{\"k\":\"SESSION\",\"i\":\"" OTHER "\",\"t\":\"" STAMP "\",\"w\":{\"summary\":[\"x\"]}}",
    "{\"i\":\"" OTHER "\",\"t\":\"" STAMP "\"}",
    "{\"k\":\"session\",\"i\":\"" OTHER "\",\"t\":\"" STAMP "\",\"n\":\"?\",\"w\":{\"_deleted\":[\"1\"]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text =
        g_strconcat ("{\"version\":1,\"send\":\"s\",\"edits\":[" GOOD_EDIT ",", bad[i], "," GOOD_EDIT "]}", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseSyncRequest) request = lotse_sync_request_from_json (text, -1, &error);
      const LotseVerdicts *verdicts;
      const LotseVerdictLine *line;

      g_assert_no_error (error);
      g_assert_cmpuint (request->edits->len, ==, 2);
      g_assert_cmpuint (request->unreadable->len, ==, 1);
      verdicts = g_ptr_array_index (request->unreadable, 0);
      g_assert_cmpstr (verdicts->id, ==, OTHER);
      g_assert_cmpuint (verdicts->stamp.clock, ==, 0x64);
      line = g_ptr_array_index (verdicts->lines, 0);
      g_assert_null (line->reg);
      g_assert_cmpint (line->verdict, ==, LOTSE_VERDICT_REFUSED);
      g_assert_cmpstr (line->reason, ==, "unreadable");
    }
}

/* A value that is too long for the wire is refused by name and not by the whole request. */
static void
test_too_long_a_value_is_refused_by_name (void)
{
  g_autofree char *value = g_strnfill (LOTSE_REGISTER_VALUE_MAX + 1, 'v');
  g_autoptr (LotseSyncRequest) request = lotse_sync_request_new ();
  g_autoptr (LotseSyncRequest) back = NULL;
  LotseEdit *edit = lotse_edit_new ("session", ID, (LotseStamp){ 100, 0xa });
  g_autofree char *text = NULL;

  g_ptr_array_add (edit->writes, lotse_write_new ("summary", value, LOTSE_STAMP_NONE));
  g_ptr_array_add (request->edits, edit);
  request->version = 1;
  request->send_id = g_strdup ("s");
  text = lotse_sync_request_to_json (request);
  back = lotse_sync_request_from_json (text, -1, NULL);
  g_assert_nonnull (back);
  g_assert_cmpuint (back->edits->len, ==, 0);
  g_assert_cmpuint (back->unreadable->len, ==, 1);
}

static void
test_undertaking_goes_both_ways (void)
{
  g_autoptr (LotseSyncRequest) request = lotse_sync_request_new ();
  g_autoptr (LotseSyncAnswer) answer = lotse_sync_answer_new ();
  g_autoptr (LotseSyncRequest) asked = NULL;
  g_autoptr (LotseSyncAnswer) answered = NULL;
  g_autofree char *question = NULL;
  g_autofree char *reply = NULL;

  request->version = 1;
  request->send_id = g_strdup ("s");
  request->undertaking = TRUE;
  question = lotse_sync_request_to_json (request);
  g_assert_nonnull (strstr (question, "\"undertaking\":true"));
  asked = lotse_sync_request_from_json (question, -1, NULL);
  g_assert_true (asked->undertaking);
  answer->epoch = g_strdup ("e");
  answer->flags = LOTSE_SYNC_UNDERTAKING | LOTSE_SYNC_LISTING;
  reply = lotse_sync_answer_to_json (answer);
  answered = lotse_sync_answer_from_json (reply, -1, NULL);
  g_assert_cmpint (answered->flags, ==, answer->flags);
}

static void
test_unreadable_change_is_set_aside_whole (void)
{
  static const char *const bad[] = {
    "7",
    "{\"k\":\"person\"}",
    "{\"k\":\"person\",\"i\":\"" OTHER "\",\"s\":\"" STAMP "\",\"f\":{\"name\":7}}",
    "{\"k\":\"person\",\"i\":\"" OTHER "\",\"s\":\"x\",\"f\":{\"name\":\"x\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strconcat ("{\"epoch\":\"e\",\"changes\":[" GOOD_CHANGE ",", bad[i], "," GOOD_CHANGE "]}", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseSyncAnswer) answer = lotse_sync_answer_from_json (text, -1, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (answer->changes->len, ==, 2);
      g_assert_cmpuint (answer->unreadable->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (answer->unreadable, 0), ==, bad[i]);
    }
}

static char *
describe (const char *text)
{
  g_autoptr (LotseSyncAnswer) answer = lotse_sync_answer_from_json (text, -1, NULL);
  g_autofree char *json = answer != NULL ? lotse_sync_answer_to_json (answer) : NULL;

  return answer != NULL ? g_strdup_printf ("%u %s", answer->unreadable->len, json) : NULL;
}

/* A member that nobody knows makes json-glib read the whole message, which otherwise only what is strange does. */
static void
test_damaged_changes_mean_the_same_in_both_ways_of_reading (void)
{
  static const char text[] = "{\"flags\":[\"more\"],\"epoch\":\"e\",\"total\":2,\"changes\":[" GOOD_CHANGE "," GOOD_CHANGE
                             "],\"cursor\":\"c\"}";
  g_autoptr (GRand) random = lotse_test_random ();
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", 5000);

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GString) damaged = lotse_test_damage (random, text);
      g_autofree char *plain = describe (damaged->str);
      g_autofree char *careful = NULL;

      if (g_string_replace (damaged, "\"changes\":[{", "\"changes\":[{\"new\":[],", 1) == 0)
        continue;
      careful = describe (damaged->str);
      g_assert_cmpstr (plain, ==, careful);
    }
}

static void
test_too_many_edits_are_refused (void)
{
  for (guint n = LOTSE_PROTOCOL_MAX_EDITS; n <= LOTSE_PROTOCOL_MAX_EDITS + 1; n++)
    {
      g_autoptr (GString) text = g_string_new ("{\"version\":1,\"send\":\"s\",\"edits\":[");
      g_autoptr (LotseSyncRequest) request = NULL;

      for (guint i = 0; i < n; i++)
        g_string_append (text, i == 0 ? GOOD_EDIT : "," GOOD_EDIT);
      g_string_append (text, "]}");
      request = lotse_sync_request_from_json (text->str, (gssize) text->len, NULL);
      g_assert_cmpint (request != NULL, ==, n <= LOTSE_PROTOCOL_MAX_EDITS);
    }
}

static void
test_raw_changes_are_sent_as_they_are (void)
{
  g_autoptr (LotseSyncAnswer) answer = lotse_sync_answer_new ();
  g_autoptr (GPtrArray) raw = g_ptr_array_new ();
  g_autoptr (LotseSyncAnswer) back = NULL;
  g_autoptr (LotseRegisters) registers = lotse_registers_new ();
  LotseChange change = { (char *) "person", (char *) OTHER, (char *) "amal", registers };
  g_autofree char *third = NULL;
  g_autofree char *text = NULL;
  g_autofree char *empty = NULL;

  answer->epoch = g_strdup ("e");
  empty = lotse_sync_answer_to_json_raw (answer, raw);
  g_assert_cmpstr (empty, ==, "{\"epoch\":\"e\"}");
  third = lotse_change_to_json (&change);
  g_ptr_array_add (raw, (char *) GOOD_CHANGE);
  g_ptr_array_add (raw, (char *) GOOD_CHANGE);
  g_ptr_array_add (raw, third);
  text = lotse_sync_answer_to_json_raw (answer, raw);
  back = lotse_sync_answer_from_json (text, -1, NULL);
  g_assert_nonnull (back);
  g_assert_cmpuint (back->changes->len, ==, 3);
  g_assert_cmpuint (back->unreadable->len, ==, 0);
  g_assert_cmpstr (((LotseChange *) g_ptr_array_index (back->changes, 2))->by, ==, "amal");
  g_assert_cmpuint (lotse_registers_size (((LotseChange *) g_ptr_array_index (back->changes, 2))->registers), ==, 0);
}

static void
test_unknown_flags_roles_and_verdicts_are_passed_over (void)
{
  static const char text[] = "{\"flags\":[\"dance\",\"more\"],\"epoch\":\"e\",\"roles\":[\"wizard\",\"mentor\"],\"verdicts\":"
                             "[{\"i\":\"" ID "\",\"t\":\"" STAMP "\",\"v\":[[\"postponed\"]]}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseSyncAnswer) answer = lotse_sync_answer_from_json (text, -1, &error);
  const LotseVerdicts *verdicts;

  g_assert_no_error (error);
  g_assert_cmpint (answer->flags, ==, LOTSE_SYNC_MORE);
  g_assert_cmpuint (answer->roles, ==, LOTSE_ROLE_MENTOR);
  verdicts = g_ptr_array_index (answer->verdicts, 0);
  g_assert_cmpint (((LotseVerdictLine *) g_ptr_array_index (verdicts->lines, 0))->verdict, ==, LOTSE_VERDICT_NONE);
}

static void
test_nothing_new_is_small (void)
{
  g_autoptr (LotseSyncRequest) request = lotse_sync_request_new ();
  g_autoptr (LotseSyncAnswer) answer = lotse_sync_answer_new ();
  g_autofree char *up = NULL;
  g_autofree char *down = NULL;

  request->version = 1;
  request->send_id = g_strdup (ID);
  g_ptr_array_add (request->heard, g_strdup (OTHER));
  request->cursor = g_strnfill (100, 'c');
  request->now_ms = 1795341600000;
  answer->epoch = g_strdup (ID);
  answer->cursor = g_strnfill (100, 'c');
  answer->now_ms = 1795341600000;
  answer->roles = LOTSE_ROLE_MENTOR | LOTSE_ROLE_ORGANISER;
  answer->person = g_strdup (ID);
  up = lotse_sync_request_to_json (request);
  down = lotse_sync_answer_to_json (answer);
  g_assert_cmpuint (strlen (up) + strlen (down), <, 600);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-messages/undertaking-goes-both-ways", test_undertaking_goes_both_ways);
  g_test_add_func ("/sync-messages/unreadable-edit-does-not-hold-up-the-rest", test_unreadable_edit_does_not_hold_up_the_rest);
  g_test_add_func ("/sync-messages/too-long-a-value-is-refused-by-name", test_too_long_a_value_is_refused_by_name);
  g_test_add_func ("/sync-messages/unreadable-change-is-set-aside-whole", test_unreadable_change_is_set_aside_whole);
  g_test_add_func ("/sync-messages/damaged-changes-mean-the-same-in-both-ways",
                   test_damaged_changes_mean_the_same_in_both_ways_of_reading);
  g_test_add_func ("/sync-messages/too-many-edits-are-refused", test_too_many_edits_are_refused);
  g_test_add_func ("/sync-messages/raw-changes-are-sent-as-they-are", test_raw_changes_are_sent_as_they_are);
  g_test_add_func ("/sync-messages/unknown-words-are-passed-over", test_unknown_flags_roles_and_verdicts_are_passed_over);
  g_test_add_func ("/sync-messages/nothing-new-is-small", test_nothing_new_is_small);
  return g_test_run ();
}
