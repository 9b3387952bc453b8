/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the protocol: the document and the tables name the same ones, and people are never shown a bare word. */
#include "lotse-merge.h"
#include "lotse-protocol.h"

#include <gio/gio.h>
#include <string.h>

static GBytes *
read_document (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", "protocol", "PROTOCOL.md", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

/* The rows of the table with this heading, each as its cells. */
static GPtrArray *
read_table (const char *heading)
{
  g_autoptr (GBytes) document = read_document ();
  /* The bytes are followed by a zero. */
  const char *table = strstr (g_bytes_get_data (document, NULL), heading);
  g_auto (GStrv) lines = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_assert_nonnull (table);
  lines = g_strsplit (table, "\n", -1);
  for (guint i = 2; lines[i] != NULL && lines[i][0] == '|'; i++)
    {
      char **cells = g_strsplit (lines[i] + 1, "|", -1);

      for (guint k = 0; cells[k] != NULL; k++)
        g_strstrip (g_strdelimit (cells[k], "`", ' '));
      g_ptr_array_add (rows, cells);
    }
  return rows;
}

static void
test_errors_as_documented (void)
{
  g_autoptr (GPtrArray) rows = read_table ("| status | word |");
  guint n = 0;

  for (const LotseErrorWord *entry = lotse_error_words (); entry->word != NULL; entry++, n++)
    {
      char **cells = n < rows->len ? g_ptr_array_index (rows, n) : NULL;
      g_autofree char *status = g_strdup_printf ("%u", entry->status);

      g_assert_nonnull (cells);
      g_assert_cmpstr (cells[0], ==, status);
      g_assert_cmpstr (cells[1], ==, entry->word);
      g_assert_true (lotse_error_word_find (entry->word) == entry);
    }
  g_assert_cmpuint (rows->len, ==, n);
  g_assert_null (lotse_error_word_find ("no-such-word"));
}

static void
test_reasons_as_documented (void)
{
  g_autoptr (GPtrArray) rows = read_table ("| reason | verdict |");
  guint n = 0;

  for (const LotseReasonWord *entry = lotse_reason_words (); entry->word != NULL; entry++, n++)
    {
      char **cells = n < rows->len ? g_ptr_array_index (rows, n) : NULL;

      g_assert_nonnull (cells);
      g_assert_cmpstr (cells[0], ==, entry->word);
      g_assert_cmpstr (cells[1], ==, entry->verdict);
    }
  g_assert_cmpuint (rows->len, ==, n);
}

static void
test_reasons_are_sentences (void)
{
  g_autofree char *newer = lotse_reason_to_text ("full-moon");
  g_autofree char *none = lotse_reason_to_text (NULL);

  for (const LotseReasonWord *entry = lotse_reason_words (); entry->word != NULL; entry++)
    {
      g_autofree char *text = lotse_reason_to_text (entry->word);

      g_assert_true (g_str_has_suffix (text, "."));
      g_assert_null (strstr (text, "centre says"));
    }
  g_assert_cmpstr (newer, ==, "The centre says: full-moon");
  g_assert_cmpstr (none, ==, "The centre gave no reason.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reason-words/errors-as-documented", test_errors_as_documented);
  g_test_add_func ("/reason-words/reasons-as-documented", test_reasons_as_documented);
  g_test_add_func ("/reason-words/reasons-are-sentences", test_reasons_are_sentences);
  return g_test_run ();
}
