/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules as text: read, written and refused; and the words that people get to see. */
#include "lotse-rule.h"

#include "lotse-error.h"
#include "lotse-value.h"
#include "lotse-workday.h"

static void
assert_refused (const char *json, const char *about)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lotse_rule_parse ("a", json, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  if (strstr (error->message, about) == NULL)
    g_error ("“%s” does not name %s", error->message, about);
}

static void
test_refused (void)
{
  assert_refused ("6 months", "JSON");
  assert_refused ("[]", "JSON");
  assert_refused ("{\"anchor\":\"award.ends_on\"}", "type");
  assert_refused ("{\"type\":\"proof\",\"anchor\":\"award.ends_on\"}", "type");
  assert_refused ("{\"type\":\"own\"}", "no date to count from");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"\"}", "no date to count from");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"and\":[{\"count\":1}]}", "no date to count from");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.end\"}", "award.end");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"count\":\"6\"}", "count");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"count\":99999}", "count");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"count\":1,\"unit\":\"moons\"}", "unit");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"next\":\"31.2.\"}", "next");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"next\":\"31.3.x\"}", "next");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"day\":32}", "day");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"lead\":[-1]}", "lead");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"state\":\"XX\"}", "state");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"and\":[{\"anchor\":\"mini_job.ends_on\"}]}", "and");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"and\":{}}", "and");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"repeat\":\"weeks\"}", "repeat");
  assert_refused ("{\"type\":\"own\",\"anchor\":\"call.closes\",\"repeat\":\"years\"}", "repeat");
}

/* What is written is what was read, what a newer version added included. */
static void
test_round_trip (void)
{
  static const char *const texts[] = {
    "{\"anchor\":\"award.ends_on\",\"count\":6,\"lead\":[28,7,1],\"shift\":\"after\",\"type\":\"proof_of_use\",\"unit\":\"months\"}",
    "{\"anchor\":\"award.ends_on\",\"lead\":[],\"next\":\"31.3.\",\"note\":\"n\",\"source\":\"s\",\"type\":\"interim_proof\"}",
    "{\"anchor\":\"application.starts_on\",\"and\":[{\"anchor\":\"call.closes\"}],\"by_day\":15,\"count\":-6,\"lead\":[14],"
    "\"type\":\"application\",\"unit\":\"weeks\"}",
    "{\"anchor\":\"mini_job.starts_on\",\"last_bank_day\":5,\"lead\":[1],\"moon\":\"full\",\"repeat\":\"months\",\"state\":\"NW\","
    "\"type\":\"mini_job_notice\"}",
    "{\"anchor\":\"award.starts_on\",\"end_of\":\"year\",\"lead\":[7],\"next\":\"30.4.\",\"repeat\":\"years\",\"type\":\"interim_proof\"}",
    "{\"anchor\":\"award.ends_on\",\"end_of\":\"year\",\"lead\":[7],\"name\":\"N\",\"name_en\":\"E\",\"off\":true,\"type\":\"own\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseRule) rule = lotse_rule_parse ("a", texts[i], &error);
      g_autofree char *json = NULL;

      g_assert_no_error (error);
      json = lotse_rule_to_json (rule);
      g_assert_cmpstr (json, ==, texts[i]);
    }
}

static void
test_leads_in_order (void)
{
  g_autoptr (LotseRule) rule = lotse_rule_parse ("a", "{\"type\":\"own\",\"anchor\":\"award.ends_on\",\"lead\":[1,28,7,28]}", NULL);

  g_assert_cmpuint (rule->leads->len, ==, 3);
  g_assert_cmpint (g_array_index (rule->leads, int, 0), ==, 28);
  g_assert_cmpint (g_array_index (rule->leads, int, 2), ==, 1);
}

static void
test_words (void)
{
  g_autoptr (LotseRule) rule = lotse_rule_parse ("a", "{\"type\":\"proof_of_use\",\"anchor\":\"award.ends_on\",\"count\":6,\"unit\":\"months\","
                                                      "\"shift\":\"after\"}", NULL);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *words = lotse_rule_describe (rule);
  g_autofree char *name = lotse_rule_dup_name (rule);
  GDate anchor, due;

  g_assert_cmpstr (words, ==, "6 months after the end of the grant period, on a free day the working day after");
  g_assert_cmpstr (name, ==, "Proof of use");
  g_assert_true (lotse_value_read_date ("2026-02-28", &anchor));
  g_assert_true (lotse_rule_condition_apply (rule->conditions->pdata[0], &anchor, NULL, &due, steps));
  lotse_rule_shift (rule, NULL, &due, steps);
  /* 28 August 2026 is a Friday. */
  g_assert_cmpuint (steps->len, ==, 2);
  g_assert_cmpstr (steps->pdata[1], ==, "6 months later: 28 Aug 2026");
}

static void
test_words_of_bank_days (void)
{
  static const char *const texts[] = {
    "on the last bank working day of the month", "on the fifth-last bank working day of the month",
    "on bank working day 6 from the end of the month",
  };
  static const int days[] = { 1, 5, 6 };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"type\":\"own\",\"anchor\":\"mini_job.starts_on\",\"last_bank_day\":%d}", days[i]);
      g_autofree char *wanted = g_strdup_printf ("Start of the mini-job, %s", texts[i]);
      g_autoptr (LotseRule) rule = lotse_rule_parse ("a", json, NULL);
      g_autofree char *words = lotse_rule_describe (rule);

      g_assert_cmpstr (words, ==, wanted);
    }
}

static void
test_why_free (void)
{
  GDate day;

  g_assert_true (lotse_value_read_date ("2026-06-04", &day));
  g_assert_cmpstr (lotse_day_why_free (&day, "HE"), ==, "Corpus Christi");
  g_assert_null (lotse_day_why_free (&day, "BE"));
  g_assert_true (lotse_value_read_date ("2026-11-28", &day));
  g_assert_cmpstr (lotse_day_why_free (&day, NULL), ==, "Saturday");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule/refused", test_refused);
  g_test_add_func ("/rule/round-trip", test_round_trip);
  g_test_add_func ("/rule/leads-in-order", test_leads_in_order);
  g_test_add_func ("/rule/words", test_words);
  g_test_add_func ("/rule/words-of-bank-days", test_words_of_bank_days);
  g_test_add_func ("/rule/why-free", test_why_free);
  return g_test_run ();
}
