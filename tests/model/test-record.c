/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records of every kind keep what is put into them, in memory, as registers and as JSON.
 *
 * The values are random; GLib prints the seed, and `--seed` repeats a run.
 */
#include "lotse-record.h"

#include "lotse-error.h"
#include "lotse-id.h"
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

/* ---- Random values ---- */

static char *
random_text (gboolean lines)
{
  static const char *const words[] = { "Ärztin", "a", "\"quoted\"", "Łódź", "\\", "نور", "1.234,56 €", "{", "x;y", "  " };
  GString *text = g_string_new ("t");

  for (gint i = g_test_rand_int_range (0, 6); i > 0; i--)
    {
      g_string_append (text, words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
      if (lines && g_test_rand_bit ())
        g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static char *
random_choice (const LotseField *field)
{
  guint n = 0;

  while (field->choices[n].name != NULL)
    n++;
  return g_strdup (field->choices[g_test_rand_int_range (0, (gint32) n)].name);
}

static char *
random_date (gboolean with_time)
{
  char *text = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", g_test_rand_int_range (1900, 2100),
                                g_test_rand_int_range (1, 13), g_test_rand_int_range (1, 29),
                                g_test_rand_int_range (0, 24), g_test_rand_int_range (0, 60));

  if (!with_time)
    text[10] = '\0';
  return text;
}

static char *
random_value (const LotseField *field)
{
  switch (field->type)
    {
    case LOTSE_FIELD_INT:
      return g_strdup_printf ("%d", g_test_rand_int_range (1000, 10000));
    case LOTSE_FIELD_MONEY:
      return g_strdup_printf ("%d", g_test_rand_int_range (-100000, 100000));
    case LOTSE_FIELD_BOOL:
      return g_strdup (g_test_rand_bit () ? "1" : "0");
    case LOTSE_FIELD_DATE:
      return random_date (FALSE);
    case LOTSE_FIELD_DATETIME:
      return random_date (TRUE);
    case LOTSE_FIELD_CHOICE:
      return random_choice (field);
    case LOTSE_FIELD_LINK:
      return lotse_id_random ();
    case LOTSE_FIELD_BLOB:
      return g_compute_checksum_for_string (G_CHECKSUM_SHA256, "file", -1);
    case LOTSE_FIELD_SET:
      return g_strdup ("1");
    case LOTSE_FIELD_MAP:
      return field->flags & LOTSE_FIELD_JSON ? g_strdup ("{\"from\":\"2026-11-22\",\"n\":3,\"text\":\"Ä\\\"\"}")
                                             : random_text (TRUE);
    default:
      return random_text (field->type == LOTSE_FIELD_LONG_TEXT);
    }
}

static char *
random_element (const LotseField *field)
{
  if (field->choices != NULL)
    return random_choice (field);
  return field->links != NULL ? lotse_id_random () : random_text (FALSE);
}

static void
fill (LotseRecord *record, const LotseField *field)
{
  g_autoptr (GError) error = NULL;

  if (!lotse_field_has_elements (field))
    {
      g_autofree char *value = random_value (field);

      lotse_record_set (record, field->name, value, &error);
      g_assert_no_error (error);
      return;
    }
  for (gint i = g_test_rand_int_range (0, 4); i > 0; i--)
    {
      g_autofree char *element = random_element (field);
      g_autofree char *value = random_value (field);

      lotse_record_set_element (record, field->name, element, value, &error);
      g_assert_no_error (error);
    }
}

static LotseRecord *
random_record (const LotseKind *kind)
{
  LotseRecord *record = lotse_record_new (kind, NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (g_test_rand_int_range (0, 4) > 0)
        fill (record, &kind->fields[i]);
    }
  lotse_record_set_deleted (record, g_test_rand_bit ());
  if (g_test_rand_bit ())
    lotse_record_apply (record, "of_a_newer_version/x", "kept");
  return record;
}

static void
assert_same (const LotseRecord *a, const LotseRecord *b)
{
  g_autoptr (GPtrArray) changes = lotse_record_diff (a, b);

  g_assert_cmpuint (changes->len, ==, 0);
}

/* ---- Every kind ---- */

typedef void (*EachRecord) (LotseRecord *record);

static void
for_each_kind (EachRecord check)
{
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      for (guint j = 0; j < 10; j++)
        {
          g_autoptr (LotseRecord) record = random_record (kinds[i]);

          check (record);
        }
    }
}

static void
check_registers (LotseRecord *record)
{
  g_autoptr (LotseRegisters) registers = lotse_record_dup_registers (record, (LotseStamp){ 7, 9 });
  g_autoptr (LotseRecord) again = random_record (lotse_record_get_kind (record));
  g_autoptr (LotseRegisters) twice = NULL;

  lotse_record_take_registers (again, registers);
  assert_same (record, again);
  assert_same (again, record);
  twice = lotse_record_dup_registers (again, (LotseStamp){ 7, 9 });
  g_assert_true (lotse_registers_equal (registers, twice, TRUE));
}

static void
test_registers_round_trip (void)
{
  for_each_kind (check_registers);
}

static void
check_json (LotseRecord *record)
{
  g_autoptr (JsonNode) node = lotse_record_to_json (record);
  g_autofree char *text = lotse_value_canonical_json (node);
  g_autoptr (LotseRecord) again = lotse_record_new (lotse_record_get_kind (record), lotse_record_get_id (record));
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) parsed = lotse_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  lotse_record_from_json (again, json_node_get_object (parsed), &error);
  g_assert_no_error (error);
  assert_same (record, again);
}

static void
test_json_round_trips (void)
{
  for_each_kind (check_json);
}

static void
check_copy_and_diff (LotseRecord *record)
{
  g_autoptr (LotseRecord) copy = lotse_record_copy (record);
  g_autoptr (LotseRecord) other = random_record (lotse_record_get_kind (record));
  g_autoptr (GPtrArray) changes = lotse_record_diff (copy, other);

  assert_same (record, copy);
  g_assert_cmpstr (lotse_record_get_id (copy), ==, lotse_record_get_id (record));
  for (guint i = 0; i < changes->len; i++)
    {
      LotseChange *change = changes->pdata[i];

      g_assert_cmpstr (lotse_record_get_register (copy, change->reg), !=, change->value);
      lotse_record_apply (copy, change->reg, change->value);
    }
  assert_same (copy, other);
  assert_same (other, copy);
}

static void
test_diff_leads_from_one_to_the_other (void)
{
  for_each_kind (check_copy_and_diff);
}

static void
check_properties (LotseRecord *record)
{
  const LotseKind *kind = lotse_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (kind->fields[i].name), "_", '-');
      g_auto (GStrv) expected = lotse_record_list_elements (record, kind->fields[i].name);
      g_auto (GStrv) elements = NULL;
      g_autofree char *value = NULL;

      if (lotse_field_has_elements (&kind->fields[i]))
        {
          g_object_get (record, name, &elements, NULL);
          g_assert_cmpstrv (elements, expected);
          continue;
        }
      g_object_get (record, name, &value, NULL);
      g_assert_cmpstr (value, ==, lotse_record_get (record, kind->fields[i].name));
      g_object_set (record, name, NULL, NULL);
      g_assert_null (lotse_record_get (record, kind->fields[i].name));
      g_object_set (record, name, value, NULL);
      g_assert_cmpstr (lotse_record_get (record, kind->fields[i].name), ==, value);
    }
}

static void
test_fields_are_properties (void)
{
  for_each_kind (check_properties);
  lotse_record_register_types ();
  g_assert_true (g_type_from_name ("LotseRecordMentoringPair") == lotse_record_type_of (lotse_kind_find ("mentoring_pair")));
}

static void
check_title (LotseRecord *record)
{
  g_autofree char *title = lotse_record_dup_title (record);
  g_autofree char *subtitle = lotse_record_dup_subtitle (record);
  g_autoptr (LotseRecord) empty = lotse_record_new (lotse_record_get_kind (record), NULL);
  g_autofree char *none = lotse_record_dup_title (empty);
  g_autofree char *expected = g_strdup_printf ("(%s)", lotse_kind_label (lotse_record_get_kind (record)));

  g_assert_cmpstr (title, !=, "");
  g_assert_nonnull (subtitle);
  g_assert_cmpstr (none, ==, expected);
}

static char *
lookup_letter (const char *id, gpointer data)
{
  const char *const *letters = data;

  return strcmp (id, id_a) == 0 ? g_strdup (letters[0]) : g_strdup (letters[1]);
}

static void
test_titles_name_the_record (void)
{
  const char *letters[] = { "Amal", "Ben" };
  g_autoptr (LotseRecord) pair = lotse_record_new (lotse_kind_find ("mentoring_pair"), NULL);
  g_autoptr (LotseRecord) module = record_of ("module");
  g_autoptr (LotseRecord) need = record_of ("need");
  g_autofree char *of_pair = NULL;
  g_autofree char *of_module = NULL;
  g_autofree char *of_need = NULL;

  for_each_kind (check_title);
  put (pair, "mentor", id_a);
  put (pair, "mentee", id_b);
  of_pair = lotse_record_dup_title_with (pair, lookup_letter, letters);
  g_assert_cmpstr (of_pair, ==, "Amal – Ben");
  put (module, "title_de", "Kommunalpolitik");
  put (module, "title_en", "Local politics");
  of_module = lotse_record_dup_title (module);
  g_assert_cmpstr (of_module, ==, "Local politics");
  put (need, "text", "Räume\nauch am Abend");
  of_need = lotse_record_dup_title (need);
  g_assert_cmpstr (of_need, ==, "Räume…");
}

/* ---- Single rules ---- */

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

int
main (int argc, char *argv[])
{
  g_setenv ("LANGUAGE", "en", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/registers-round-trip", test_registers_round_trip);
  g_test_add_func ("/record/json-round-trips", test_json_round_trips);
  g_test_add_func ("/record/diff-leads-from-one-to-the-other", test_diff_leads_from_one_to_the_other);
  g_test_add_func ("/record/fields-are-properties", test_fields_are_properties);
  g_test_add_func ("/record/titles-name-the-record", test_titles_name_the_record);
  g_test_add_func ("/record/changes-are-notified-once", test_changes_are_notified_once);
  g_test_add_func ("/record/wrong-values-change-nothing", test_wrong_values_change_nothing);
  g_test_add_func ("/record/elements-are-sorted-and-apart", test_elements_are_sorted_and_apart);
  g_test_add_func ("/record/typed-values-are-read", test_typed_values_are_read);
  g_test_add_func ("/record/records-that-may-not-be-saved", test_records_that_may_not_be_saved);
  g_test_add_func ("/record/newer-versions-are-respected", test_newer_versions_are_respected);
  g_test_add_func ("/record/wrong-json-changes-nothing", test_wrong_json_changes_nothing);
  return g_test_run ();
}
