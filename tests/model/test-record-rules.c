/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a single record does: notifies, refuses what is wrong as a whole, keeps what a newer version wrote. */
#include "lotse-record.h"

#include "lotse-error.h"
#include "lotse-json.h"
#include "lotse-value.h"

#include <string.h>

static const char id_a[] = "01890a5d7b2c7e6f8a1b2c3d4e5f6071";
static const char id_b[] = "01890a5d7b2c7e6f8a1b2c3d4e5f6072";

static LotseRecord *
record_of (const char *kind)
{
  return lotse_record_new (lotse_kind_find (kind), id_a);
}

static void
put (LotseRecord *record, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  lotse_record_set (record, field, value, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lotse_record_get (record, field), ==, value);
}

static void
count (GObject *object, GParamSpec *pspec, gpointer data)
{
  ++*(guint *) data;
}

static void
test_changes_are_notified_once (void)
{
  g_autoptr (LotseRecord) person = record_of ("person");
  guint names = 0;
  guint titles = 0;
  guint languages = 0;

  g_signal_connect (person, "notify::display-name", G_CALLBACK (count), &names);
  g_signal_connect (person, "notify::display-title", G_CALLBACK (count), &titles);
  g_signal_connect (person, "notify::languages", G_CALLBACK (count), &languages);
  put (person, "display_name", "Amal");
  put (person, "display_name", "Amal");
  put (person, "email", "amal@example.org");
  g_assert_cmpuint (names, ==, 1);
  g_assert_cmpuint (titles, ==, 1);
  g_assert_true (lotse_record_set_element (person, "languages", "ar", "native", NULL));
  g_assert_true (lotse_record_set_element (person, "languages", "ar", "native", NULL));
  g_assert_true (lotse_record_set_element (person, "languages", "ar", NULL, NULL));
  g_assert_cmpuint (languages, ==, 2);
}

static void
test_wrong_values_change_nothing (void)
{
  g_autoptr (LotseRecord) person = record_of ("person");
  g_autoptr (GError) error = NULL;

  put (person, "birth_year", "1985");
  g_assert_false (lotse_record_set (person, "birth_year", "1985 ", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (lotse_record_set (person, "shoe_size", "42", &error));
  g_assert_nonnull (strstr (error->message, "shoe_size"));
  g_clear_error (&error);
  g_assert_false (lotse_record_set (person, "languages", "ar", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (lotse_record_set_element (person, "languages", "klingon", "A1", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_object_set (person, "birth-year", "soon", NULL);
  g_assert_cmpstr (lotse_record_get (person, "birth_year"), ==, "1985");
  g_assert_false (lotse_record_set_merged_into (person, id_a, NULL));
  g_assert_null (lotse_record_get_merged_into (person));
}

static void
test_elements_are_sorted_and_apart (void)
{
  g_autoptr (LotseRecord) service = record_of ("service");
  const char *const expected[] = { "ar", "de", "uk", NULL };
  g_auto (GStrv) elements = NULL;

  lotse_record_apply (service, "languages0/x", "1");
  lotse_record_apply (service, "language/x", "1");
  for (guint i = 3; i > 0; i--)
    g_assert_true (lotse_record_set_element (service, "languages", expected[i - 1], "1", NULL));
  elements = lotse_record_list_elements (service, "languages");
  g_assert_cmpstrv (elements, expected);
}

static void
test_typed_values_are_read (void)
{
  g_autoptr (LotseRecord) session = record_of ("session");
  g_autoptr (LotseRecord) person = lotse_record_new (lotse_kind_find ("organisation"), NULL);
  GDate date;

  g_date_clear (&date, 1);
  g_assert_false (lotse_record_get_date (session, "date", &date));
  g_assert_cmpint (lotse_record_get_int (session, "minutes", -1), ==, -1);
  put (session, "minutes", "90");
  put (session, "next_meeting", "2024-02-29T18:30");
  g_assert_cmpint (lotse_record_get_int (session, "minutes", -1), ==, 90);
  g_assert_true (lotse_record_get_date (session, "next_meeting", &date));
  g_assert_cmpint (g_date_get_day (&date), ==, 29);
  g_assert_false (lotse_record_get_bool (person, "charitable"));
  put (person, "charitable", "1");
  g_assert_true (lotse_record_get_bool (person, "charitable"));
}

static void
test_records_that_may_not_be_saved (void)
{
  static const struct
  {
    const char *kind;
    const char *values[8];
    gboolean valid;
  } cases[] = {
    { "person", { "display_name", "Amal" }, TRUE },
    { "person", { "given_name", "Amal" }, FALSE },
    { "person", { "display_name", "Amal", "email", "amal" }, FALSE },
    { "person", { "display_name", "Amal", "email", "a@b.org, c@d.org" }, FALSE },
    { "person", { "display_name", "Amal", "birth_year", "85" }, FALSE },
    { "person", { "display_name", "Amal", "birth_year", "2201" }, FALSE },
    { "session", { "date", "2026-01-01", "minutes", "0", "travel_km", "100000" }, TRUE },
    { "session", { "date", "2026-01-01", "minutes", "10081" }, FALSE },
    { "session", { "date", "2026-01-01", "costs", "100000000001" }, FALSE },
    { "receipt", { "application", id_b, "amount", "-100000000000" }, TRUE },
    { "module", { "title_en", "Local politics" }, TRUE },
    { "module", { "text_en", "Local politics" }, FALSE },
    { "cohort", { "name", "3", "programme", id_b, "starts_on", "2026-01-01", "ends_on", "2026-01-01" }, TRUE },
    { "cohort", { "name", "3", "programme", id_b, "starts_on", "2026-01-02", "ends_on", "2026-01-01" }, FALSE },
    { "session", { "date", "2026-01-01", "minutes", "-5" }, FALSE },
    { "mentoring_pair", { "mentor", id_b, "mentee", id_b, "state", "proposed" }, FALSE },
    { "application", { "title", "t", "follows", id_a }, FALSE },
    { "call", { "programme", id_b, "opens_on", "2026-03-01", "closes_at", "2026-03-01T12:00" }, TRUE },
    { "call", { "programme", id_b, "opens_on", "2026-03-02", "closes_at", "2026-03-01T12:00" }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LotseRecord) record = record_of (cases[i].kind);
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < 8 && cases[i].values[j] != NULL; j += 2)
        put (record, cases[i].values[j], cases[i].values[j + 1]);
      g_assert_true (lotse_record_validate (record, &error) == cases[i].valid);
      g_assert_true ((error == NULL) == cases[i].valid);
    }
}

/* What a newer version wrote may be kept, passed on and saved with another change. */
static void
test_newer_versions_are_respected (void)
{
  g_autoptr (LotseRecord) pair = record_of ("mentoring_pair");
  g_autoptr (LotseRegisters) registers = lotse_registers_new ();
  g_autoptr (LotseRegisters) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *state = NULL;

  lotse_registers_put (registers, "mentor", id_b, LOTSE_STAMP_NONE);
  lotse_registers_put (registers, "mentee", "01890a5d7b2c7e6f8a1b2c3d4e5f6073", LOTSE_STAMP_NONE);
  lotse_registers_put (registers, "state", "on_hold_of_2031", LOTSE_STAMP_NONE);
  lotse_registers_put (registers, "mood", "sunny", LOTSE_STAMP_NONE);
  lotse_record_take_registers (pair, registers);
  lotse_record_validate (pair, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lotse_record_get_register (pair, "mood"), ==, "sunny");
  state = lotse_value_format (lotse_kind_field (lotse_record_get_kind (pair), "state"), lotse_record_get (pair, "state"), "de");
  g_assert_cmpstr (state, ==, "on_hold_of_2031");
  out = lotse_record_dup_registers (pair, LOTSE_STAMP_NONE);
  g_assert_true (lotse_registers_equal (registers, out, FALSE));
}

static void
fill_required (LotseRecord *record)
{
  static const char *const values[][2] = { { "mentor", id_b }, { "mentee", "01890a5d7b2c7e6f8a1b2c3d4e5f6073" },
                                           { "state", "introduced" }, { "application", id_b } };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (lotse_kind_field (lotse_record_get_kind (record), values[i][0]) != NULL)
      put (record, values[i][0], values[i][1]);
}

/* The date of a state or deadline is a date; what came in otherwise does not keep anybody from changing something else. */
static void
test_dates_of_a_map_are_dates (void)
{
  static const struct
  {
    const char *kind;
    const char *field;
    const char *element;
  } maps[] = { { "mentoring_pair", "state_dates", "introduced" }, { "award", "stated_dates", "spend_by" } };
  static const char *const wrong[] = { "soon", "2026-02-29", "2026-13-01", "22.11.2026", "2026-11-22T18:30" };

  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    {
      const LotseField *field = lotse_kind_field (lotse_kind_find (maps[i].kind), maps[i].field);
      g_autofree char *typed = lotse_value_parse (field, " 22.11.2026 ", "de", NULL);
      g_autofree char *left = lotse_value_parse (field, "soon", "de", NULL);
      g_autofree char *reg = lotse_register_name (maps[i].field, maps[i].element);

      g_assert_cmpstr (typed, ==, "2026-11-22");
      g_assert_cmpstr (left, ==, "soon");
      for (guint j = 0; j < G_N_ELEMENTS (wrong); j++)
        {
          g_autoptr (LotseRecord) record = record_of (maps[i].kind);
          g_autoptr (LotseRegisters) registers = lotse_registers_new ();
          g_autoptr (GError) error = NULL;

          fill_required (record);
          g_assert_true (lotse_record_set_element (record, maps[i].field, maps[i].element, typed, NULL));
          g_assert_true (lotse_record_validate (record, NULL));
          g_assert_true (lotse_record_set_element (record, maps[i].field, maps[i].element, wrong[j], NULL));
          g_assert_false (lotse_record_validate (record, &error));
          g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
          g_assert_true (g_str_has_prefix (error->message, lotse_field_label (field)));
          lotse_registers_put (registers, reg, wrong[j], LOTSE_STAMP_NONE);
          lotse_record_take_loaded (record, g_steal_pointer (&registers));
          g_assert_true (lotse_record_validate (record, NULL));
        }
    }
}

/* A call that closes before it opens: the message names both fields.  What came in so keeps nobody from changing something else. */
static void
test_dates_are_in_order (void)
{
  static const struct
  {
    const char *kind, *first, *early, *second, *late, *message;
  } rows[] = {
    { "call", "opens_on", "2026-11-02", "closes_at", "2026-11-01T23:59", "Closes: this is before “Opens” (2 Nov 2026). Check both dates." },
    { "call", "opens_on", "2026-11-02", "extended_to", "2026-11-01T23:59", "Extended to: this is before “Opens” (2 Nov 2026). Check both dates." },
    { "award", "starts_on", "2026-01-01", "ends_on", "2025-12-31", "Grant period to: this is before “Grant period from” (1 Jan 2026)." },
    { "application", "starts_on", "2026-01-01", "ends_on", "2025-12-31", "To: this is before “From” (1 Jan 2026)." },
    { "disbursement", "requested_on", "2026-03-02", "paid_on", "2026-03-01", "Paid on: this is before “Requested” (2 Mar 2026)." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LotseRecord) record = record_of (rows[i].kind);
      g_autoptr (LotseRegisters) registers = lotse_registers_new ();
      g_autoptr (GError) error = NULL;
      const LotseKind *kind = lotse_record_get_kind (record);

      for (guint f = 0; f < kind->n_fields; f++)
        if (kind->fields[f].flags & LOTSE_FIELD_REQUIRED)
          put (record, kind->fields[f].name, id_b);
      put (record, rows[i].first, rows[i].early);
      g_assert_true (lotse_record_validate (record, NULL));
      put (record, rows[i].second, rows[i].late);
      g_assert_false (lotse_record_validate (record, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
      if (!g_str_has_prefix (error->message, rows[i].message))
        g_error ("“%s”, not “%s”", error->message, rows[i].message);
      lotse_registers_put (registers, rows[i].first, rows[i].early, LOTSE_STAMP_NONE);
      lotse_registers_put (registers, rows[i].second, rows[i].late, LOTSE_STAMP_NONE);
      lotse_record_take_loaded (record, g_steal_pointer (&registers));
      g_assert_true (lotse_record_validate (record, NULL));
      put (record, rows[i].first, "2027-01-01");
      g_assert_false (lotse_record_validate (record, NULL));
    }
}

/* When, how and with what confirmation: all or none, unless it came so from elsewhere and something else is changed. */
static void
test_handed_in_whole (void)
{
  g_autoptr (LotseRecord) deadline = record_of ("deadline");
  g_autoptr (LotseRegisters) registers = lotse_registers_new ();
  g_autoptr (GError) error = NULL;

  put (deadline, "type", "own");
  put (deadline, "attached", id_b);
  put (deadline, "handed_in_on", "2026-11-02");
  g_assert_true (lotse_record_validate (deadline, NULL));
  put (deadline, "type", "proof_of_use");
  g_assert_false (lotse_record_validate (deadline, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "How it was handed in, Confirmation"));
  put (deadline, "handed_in_how", "Portal");
  put (deadline, "confirmation", "4711");
  g_assert_true (lotse_record_validate (deadline, NULL));
  lotse_registers_put (registers, "handed_in_on", "2026-11-02", LOTSE_STAMP_NONE);
  lotse_registers_put (registers, "handed_in_how", "Portal", LOTSE_STAMP_NONE);
  lotse_record_take_loaded (deadline, g_steal_pointer (&registers));
  put (deadline, "confirmation", NULL);
  g_assert_true (lotse_record_validate (deadline, NULL));
  put (deadline, "handed_in_how", NULL);
  g_assert_false (lotse_record_validate (deadline, NULL));
  put (deadline, "handed_in_on", NULL);
  g_assert_true (lotse_record_validate (deadline, NULL));
}

static void
test_wrong_json_changes_nothing (void)
{
  static const char *const wrong[] = {
    "{\"display_name\":\"B\",\"birth_year\":\"soon\"}",
    "{\"display_name\":\"B\",\"birth_year\":1.5}",
    "{\"display_name\":\"B\",\"languages\":[\"ar\"]}",
    "{\"display_name\":\"B\",\"languages\":{\"klingon\":\"A1\"}}",
    "{\"display_name\":\"B\",\"tags\":\"x\"}",
    "{\"display_name\":\"B\",\"tags\":[1]}",
    "{\"display_name\":\"B\",\"tags\":[null]}",
    "{\"display_name\":\"B\",\"id\":\"01890a5d7b2c7e6f8a1b2c3d4e5f6072\"}",
    "{\"display_name\":\"B\",\"kind\":\"organisation\"}",
    "{\"display_name\":\"B\",\"deleted\":1}",
    "{\"display_name\":\"B\",\"merged_into\":\"x\"}",
    "{\"display_name\":\"B\",\"_deleted\":\"1\"}",
    "{\"display_name\":\"B\",\"shoe_size\":42}",
    "{\"display_name\":\"B\",\"shoe_size\":{\"left\":42}}",
    "{\"display_name\":{}}",
    "{\"display_name\":true}",
  };
  g_autoptr (LotseRecord) person = record_of ("person");

  put (person, "display_name", "Amal");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JsonNode) node = lotse_json_parse (wrong[i], strlen (wrong[i]), NULL);
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (node);
      g_assert_false (lotse_record_from_json (person, json_node_get_object (node), &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
      g_assert_cmpstr (lotse_record_get (person, "display_name"), ==, "Amal");
    }
}

static void
test_lists_are_typed_as_a_whole (void)
{
  static const struct
  {
    const char *field;
    const char *typed;
    const char *shown; /* NULL when it is refused */
  } cases[] = {
    { "languages", "Arabic=native; de=B2;", "Arabic=native; German=B2" },
    { "languages", "", "" },
    { "languages", "German", NULL },
    { "languages", "=B2", NULL },
    { "languages", "Klingon=A1", NULL },
    { "languages", "de=B\\;2", "German=B\\;2" },
    { "tags", "b; a\nc;a", "a; b; c" },
    { "tags", "x\\;y", "x\\;y" },
    { "birth_year", "1985", "1985" },
    { "birth_year", "MCM", NULL },
    { "shoe_size", "42", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LotseRecord) person = record_of ("person");
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = NULL;

      g_assert_true (lotse_record_set_element (person, "languages", "uk", "C1", NULL));
      g_assert_true (lotse_record_set_typed (person, cases[i].field, cases[i].typed, "en", &error) ==
                     (cases[i].shown != NULL));
      g_assert_true ((error == NULL) == (cases[i].shown != NULL));
      if (cases[i].shown == NULL)
        {
          g_assert_cmpstr (lotse_record_get_element (person, "languages", "uk"), ==, "C1");
          continue;
        }
      shown = lotse_record_dup_text (person, cases[i].field, "en", NULL, NULL);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("LANGUAGE", "en", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-rules/changes-are-notified-once", test_changes_are_notified_once);
  g_test_add_func ("/record-rules/wrong-values-change-nothing", test_wrong_values_change_nothing);
  g_test_add_func ("/record-rules/elements-are-sorted-and-apart", test_elements_are_sorted_and_apart);
  g_test_add_func ("/record-rules/typed-values-are-read", test_typed_values_are_read);
  g_test_add_func ("/record-rules/records-that-may-not-be-saved", test_records_that_may_not_be_saved);
  g_test_add_func ("/record-rules/newer-versions-are-respected", test_newer_versions_are_respected);
  g_test_add_func ("/record-rules/dates-of-a-map-are-dates", test_dates_of_a_map_are_dates);
  g_test_add_func ("/record-rules/dates-are-in-order", test_dates_are_in_order);
  g_test_add_func ("/record-rules/handed-in-whole", test_handed_in_whole);
  g_test_add_func ("/record-rules/lists-are-typed-as-a-whole", test_lists_are_typed_as_a_whole);
  g_test_add_func ("/record-rules/wrong-json-changes-nothing", test_wrong_json_changes_nothing);
  return g_test_run ();
}
