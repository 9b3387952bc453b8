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
  g_string_append_c (text, 't'); /* reading typed text takes blanks away at both ends */
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

/* An export in either language and an import of it give back the same record. */
static void
check_text (LotseRecord *record)
{
  const LotseKind *kind = lotse_record_get_kind (record);
  const char *language = g_test_rand_bit () ? "de" : "en";

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autoptr (LotseRecord) other = random_record (kind);
      g_autofree char *text = lotse_record_dup_text (record, kind->fields[i].name, language, NULL, NULL);
      g_autofree char *again = NULL;
      g_autoptr (GError) error = NULL;

      lotse_record_set_typed (other, kind->fields[i].name, text, language, &error);
      g_assert_no_error (error);
      again = lotse_record_dup_text (other, kind->fields[i].name, language, NULL, NULL);
      g_assert_cmpstr (again, ==, text);
    }
}

static void
test_typed_text_round_trips (void)
{
  for_each_kind (check_text);
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
      LotseRecordChange *change = changes->pdata[i];

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

int
main (int argc, char *argv[])
{
  g_setenv ("LANGUAGE", "en", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/registers-round-trip", test_registers_round_trip);
  g_test_add_func ("/record/json-round-trips", test_json_round_trips);
  g_test_add_func ("/record/typed-text-round-trips", test_typed_text_round_trips);
  g_test_add_func ("/record/diff-leads-from-one-to-the-other", test_diff_leads_from_one_to_the_other);
  g_test_add_func ("/record/fields-are-properties", test_fields_are_properties);
  g_test_add_func ("/record/titles-name-the-record", test_titles_name_the_record);
  return g_test_run ();
}
