/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Damaged and hostile spreadsheets are refused, and nothing of them is taken. */
#include "config.h"

#include "lotse-workbook.h"
#include "lotse-xlsform.h"

#include "lotse-test-fuzz.h"
#include "store-fixture.h"
#include "xlsx-fixture.h"

static const char survey[] = "type|name|label::Deutsch (de)|relevant\nselect_one s|how|Wie war es?\ntext|why|Warum?|${how} = '2'\n"
                             "select_multiple t|what|Was?|selected(${how}, '1')\n";
static const char choices[] = "list_name|name|label::Deutsch (de)\ns|1|gut\ns|2|schlecht\nt|a|Alles\nt|b|Nichts\n";
static const char settings[] = "form_title|form_id\nKurz|short\n";

static void
assert_refused (GBytes *content, const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lotse_xlsform_read (content, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, said));
  g_assert_nonnull (strstr (error->message, "Nothing was changed"));
}

/* The form with this in the place of its survey. */
static void
assert_survey_refused (const char *xml, const char *said)
{
  g_autoptr (GHashTable) parts = xlsx_parts (survey, choices, settings);
  g_autoptr (GBytes) content = NULL;

  xlsx_put (parts, XLSX_SURVEY, xml);
  content = xlsx_pack (parts, TRUE);
  assert_refused (content, said);
}

static void
test_hostile (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *xml, *said; } cases[] = {
    { "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>", "document type" },
    { "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet/>", "document type" },
    { "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&xxe;</t></is></c></row></sheetData></worksheet>", "damaged" },
    { "<worksheet><sheetData><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row></sheetData></worksheet>", "larger" },
    { "<worksheet><sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></sheetData></worksheet>", "larger" },
    { "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row></sheetData></worksheet>", "damaged" },
    { "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row></sheetData></worksheet>", "damaged" },
    { "<worksheet><sheetData><row r=\"1\">", "damaged" },
    { "<worksheet>\xff\xfe</worksheet>", "damaged" },
    { "", "damaged" },
    { "<worksheet/>", "no XLSForm" },
  };
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_survey_refused (cases[i].xml, cases[i].said);
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  assert_survey_refused (deep->str, "damaged");
}

/* A little file that becomes a large one, in one part or in many cells that share a text. */
static void
test_bombs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) parts = xlsx_parts (survey, choices, settings);
  GString *zeros = g_string_new ("<worksheet>");
  GString *shared = g_string_new ("<sst><si><t>");
  GString *cells = g_string_new ("<worksheet><sheetData>");
  g_autoptr (GBytes) bomb = NULL, sharing = NULL;

  g_string_set_size (zeros, 40u * 1024 * 1024);
  memset (zeros->str + 11, ' ', zeros->len - 11);
  g_hash_table_insert (parts, g_strdup (XLSX_SURVEY), zeros);
  bomb = xlsx_pack (parts, TRUE);
  g_assert_cmpuint (g_bytes_get_size (bomb), <, 1024 * 1024);
  assert_refused (bomb, "larger");

  g_string_set_size (shared, 1024 * 1024);
  memset (shared->str + 12, 'a', shared->len - 12);
  g_string_append (shared, "</t></si></sst>");
  g_hash_table_insert (parts, g_strdup ("xl/sharedStrings.xml"), shared);
  for (guint i = 1; i <= 1000; i++)
    g_string_append_printf (cells, "<row r=\"%u\"><c r=\"A%u\" t=\"s\"><v>0</v></c></row>", i, i);
  g_string_append (cells, "</sheetData></worksheet>");
  g_hash_table_insert (parts, g_strdup (XLSX_SURVEY), cells);
  sharing = xlsx_pack (parts, TRUE);
  assert_refused (sharing, "larger");
}

/* A form of more rows than anybody asks is refused soon. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  GString *table = g_string_new ("type|name|label\n");
  g_autoptr (GBytes) content = NULL;
  g_autoptr (LotseFormDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 15000; i++)
    g_string_append_printf (table, "text|q%u|Frage\n", i);
  content = xlsx_form (table->str, NULL, NULL);
  draft = lotse_xlsform_read (content, &error);
  g_assert_no_error (error);
  g_assert_null (lotse_form_draft_save (fixture->store, draft, FALSE, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_string_free (table, TRUE);
}

static void
test_no_spreadsheet (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "", "PK", "PK\003\004", "%PDF-1.7", "type,name\ntext,a\n" };
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, xlsx_free_part);
  g_autoptr (GBytes) document = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) content = g_bytes_new_static (texts[i], strlen (texts[i]));

      assert_refused (content, "cannot be read as a spreadsheet");
    }
  xlsx_put (parts, "word/document.xml", "<document/>");
  document = xlsx_pack (parts, TRUE);
  assert_refused (document, "another kind");
}

/* --- Damage ------------------------------------------------------------------------------------------------- */

/* Whatever comes: a form that can be asked, or an error for people and nothing written. */
static void
try_it (Fixture *fixture, GBytes *content, gboolean save)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseFormDraft) draft = lotse_form_read (content, &error);
  g_autoptr (LotseQuery) questions = lotse_query_new (lotse_kind_find ("question"));
  g_autofree char *id = NULL;
  gint64 before;

  if (draft == NULL)
    {
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
      return;
    }
  if (!save)
    {
      lotse_form_draft_check (draft, NULL);
      return;
    }
  before = lotse_store_count (fixture->store, questions, NULL);
  lotse_record_set (draft->form, "reference", NULL, NULL);
  id = lotse_form_draft_save (fixture->store, draft, FALSE, NULL, &error);
  g_assert_cmpint (lotse_store_count (fixture->store, questions, NULL), ==, before + (id != NULL ? draft->questions->len : 0));
}

static void
test_damaged_parts (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { XLSX_SURVEY, XLSX_CHOICES, XLSX_SETTINGS, "xl/workbook.xml", "xl/_rels/workbook.xml.rels" };
  g_autoptr (GRand) random = lotse_test_random ();
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", 2000);

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GHashTable) parts = xlsx_parts (survey, choices, settings);
      const char *path = paths[g_rand_int_range (random, 0, G_N_ELEMENTS (paths))];
      GString *part = g_hash_table_lookup (parts, path);
      g_autoptr (GBytes) content = NULL;

      g_hash_table_insert (parts, g_strdup (path), lotse_test_damage (random, part->str));
      content = xlsx_pack (parts, FALSE);
      try_it (fixture, content, i % 20 == 0);
    }
}

static void
test_damaged_package (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) whole = xlsx_form (survey, choices, settings);
  g_autoptr (GRand) random = lotse_test_random ();
  gsize size;
  const guint8 *bytes = g_bytes_get_data (whole, &size);
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", 2000);

  for (gsize length = 0; length < size; length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, length);

      try_it (fixture, cut, FALSE);
    }
  for (guint i = 0; i < rounds; i++)
    {
      guint8 *copy = g_memdup2 (bytes, size);
      g_autoptr (GBytes) content = g_bytes_new_take (copy, size);

      for (int n = g_rand_int_range (random, 1, 4); n > 0; n--)
        copy[g_rand_int_range (random, 0, (gint32) size)] = (guint8) g_rand_int_range (random, 0, 256);
      try_it (fixture, content, i % 20 == 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/feedback/workbook/hostile", Fixture, NULL, fixture_set_up, test_hostile, fixture_tear_down);
  g_test_add ("/feedback/workbook/bombs", Fixture, NULL, fixture_set_up, test_bombs, fixture_tear_down);
  g_test_add ("/feedback/workbook/many", Fixture, NULL, fixture_set_up, test_many, fixture_tear_down);
  g_test_add ("/feedback/workbook/no-spreadsheet", Fixture, NULL, fixture_set_up, test_no_spreadsheet, fixture_tear_down);
  g_test_add ("/feedback/workbook/damaged-parts", Fixture, NULL, fixture_set_up, test_damaged_parts, fixture_tear_down);
  g_test_add ("/feedback/workbook/damaged-package", Fixture, NULL, fixture_set_up, test_damaged_package, fixture_tear_down);
  return g_test_run ();
}
