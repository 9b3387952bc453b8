/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ready programmes and rules: every one is understood, says where it comes from, and makes its deadlines. */
#include "rules-fixture.h"

#include "lotse-error.h"
#include "lotse-ready.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The files as they are, because what is missing in them is not seen in what was read. */
static JsonObject *
file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "grants", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  node = json_from_string (text, NULL);
  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

static void
assert_text (JsonObject *object, const char *member, const char *of)
{
  if (!json_object_has_member (object, member) || *json_object_get_string_member (object, member) == '\0')
    g_error ("%s has no %s", of, member);
}

/* Two names, and a source at least in German; what is translated is translated in both. */
static void
check_rules (JsonObject *rules, const char *home)
{
  g_autoptr (GList) keys = json_object_get_members (rules);

  g_assert_nonnull (keys);
  for (GList *l = keys; l != NULL; l = l->next)
    {
      JsonObject *rule = json_object_get_object_member (rules, l->data);
      g_autofree char *of = g_strdup_printf ("%s.%s", home, (char *) l->data);
      const char *type;

      assert_text (rule, "type", of);
      assert_text (rule, "source", of);
      type = json_object_get_string_member (rule, "type");
      /* The kinds of these say it all, in both languages. */
      if (!g_str_has_prefix (type, "mini_job") && !g_str_equal (type, "quiet"))
        {
          assert_text (rule, "name", of);
          assert_text (rule, "name_en", of);
        }
      if (json_object_has_member (rule, "note"))
        assert_text (rule, "note_en", of);
    }
}

static void
test_files (void)
{
  g_autoptr (JsonObject) centre = file ("centre.json");
  g_autoptr (JsonObject) programmes = file ("programmes.json");
  g_autoptr (GList) names = json_object_get_members (programmes);

  check_rules (centre, "centre");
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *programme = json_object_get_object_member (programmes, l->data);

      assert_text (programme, "title", l->data);
      assert_text (programme, "title_en", l->data);
      assert_text (programme, "funder", l->data);
      assert_text (programme, "source", l->data);
      assert_text (programme, "source_en", l->data);
      assert_text (programme, "note", l->data);
      assert_text (programme, "note_en", l->data);
      check_rules (json_object_get_object_member (programme, "rules"), l->data);
    }
}

static LotseRecord *
filled (const char *name)
{
  LotseRecord *record = lotse_record_new (lotse_kind_find ("grant_programme"), NULL);
  g_autoptr (GError) error = NULL;

  lotse_ready_fill_programme (name, record, &error);
  g_assert_no_error (error);
  return record;
}

/* Each can be saved as it is, and says what it was made from. */
static void
test_programmes (void)
{
  g_autoptr (GPtrArray) list = lotse_ready_programmes ();

  g_assert_cmpuint (list->len, >=, 6);
  for (guint i = 0; i < list->len; i++)
    {
      const LotseReadyProgramme *ready = list->pdata[i];
      g_autoptr (LotseRecord) record = filled (ready->name);
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) keys = lotse_record_list_elements (record, "deadline_rules");

      lotse_record_validate (record, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (lotse_record_get (record, "ready"), ==, ready->name);
      g_assert_cmpstr (lotse_record_get (record, "name"), ==, ready->title);
      g_assert_cmpstr (lotse_record_get (record, "source"), ==, ready->source);
      g_assert_cmpstr (ready->funder, !=, "");
      for (guint k = 0; keys[k] != NULL; k++)
        {
          g_autoptr (LotseRule) rule = lotse_rule_parse (keys[k], lotse_record_get_element (record, "deadline_rules", keys[k]), &error);

          g_assert_no_error (error);
          g_assert_null (rule->rest);
          g_assert_nonnull (rule->source);
        }
    }
}

static void
test_what_is_there_stays (void)
{
  g_autoptr (LotseRecord) record = lotse_record_new (lotse_kind_find ("grant_programme"), NULL);
  g_autoptr (GError) error = NULL;

  record_set (record, "name", "Unser Topf");
  rule_add (record, "proof", "{\"type\":\"proof_of_use\",\"anchor\":\"award.ends_on\",\"count\":3,\"unit\":\"months\"}");
  g_assert_true (lotse_ready_fill_programme ("bayern", record, NULL));
  g_assert_cmpstr (lotse_record_get (record, "name"), ==, "Unser Topf");
  g_assert_nonnull (strstr (lotse_record_get_element (record, "deadline_rules", "proof"), "\"count\":3"));
  g_assert_nonnull (lotse_record_get_element (record, "deadline_rules", "retention"));
  g_assert_false (lotse_ready_fill_programme ("moon", record, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
}

/* A project that begins on 1 March 2026, and is paid a day later. */
static void
check_until (const char *name, const char *ends_on, const char *expected)
{
  Records records;
  LotseRecord *programme = filled (name);
  LotseRecord *application, *award;

  records_init (&records);
  g_ptr_array_add (records.list, programme);
  application = record_add (&records, "application", "title", "Sommerschule", "programme", lotse_record_get_id (programme), "state", "running",
                            "starts_on", "2026-03-01", NULL);
  award = record_add (&records, "award", "application", lotse_record_get_id (application), "starts_on", "2026-03-01", "ends_on", ends_on, NULL);
  record_add (&records, "disbursement", "award", lotse_record_get_id (award), "paid_on", "2026-03-02", NULL);
  assert_deadlines (&records, application, expected);
  records_clear (&records);
}

static void
check_dates (const char *name, const char *expected)
{
  check_until (name, "2026-12-31", expected);
}

static void
test_dates (void)
{
  check_dates ("bund", "spend_by 2026-04-13 open\nproof_of_use 2027-06-30 open\nretention - waits\n");
  check_until ("bund", "2028-02-29",
               "spend_by 2026-04-13 open\ninterim_proof 2027-04-30 open\ninterim_proof 2028-04-30 open\nproof_of_use 2028-08-31 open\n"
               "retention - waits\n");
  check_until ("march-31", "2027-06-30", "interim_proof 2027-04-30 open\nproof_of_use 2028-03-31 open\nretention - waits\n");
  check_dates ("bayern", "proof_of_use 2027-06-30 open\nretention - waits\n");
  check_dates ("march-31", "proof_of_use 2027-03-31 open\nretention - waits\n");
  check_dates ("hor-dresden", "application 2026-02-08 moot\nproof_of_use 2027-01-28 open\nretention - waits\n");
  check_dates ("hor-magdeburg", "application 2026-01-15 moot\nspend_by 2026-04-13 open\nproof_of_use - waits\nretention - waits\n");
  check_dates ("foundation", "application 2026-02-01 moot\nspend_by 2026-05-02 open\nproof_of_use - waits\n");
}

static void
test_german (void)
{
  g_autoptr (LotseRecord) english = filled ("bayern");
  g_autoptr (LotseRecord) german = NULL;

  g_assert_cmpstr (lotse_record_get (english, "name"), ==, "Bavaria: grant for a project (ANBest-P)");
  g_setenv ("LANGUAGE", "de", TRUE);
  german = filled ("bayern");
  g_assert_cmpstr (lotse_record_get (german, "name"), ==, "Freistaat Bayern: Zuwendung zur Projektförderung (ANBest-P)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  g_test_add_func ("/ready/files", test_files);
  g_test_add_func ("/ready/programmes", test_programmes);
  g_test_add_func ("/ready/what-is-there-stays", test_what_is_there_stays);
  g_test_add_func ("/ready/dates", test_dates);
  g_test_add_func ("/ready/german", test_german);
  return g_test_run ();
}
