/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables are read however they were written, bad rows are told by their line, and what is written reads back. */
#include "lotse-csv.h"

#include <string.h>

#include "lotse-error.h"

#define FUZZ_SEED 20261122u

static LotseCsvReader *
reader_of (const char *data,
           gsize length,
           LotseCsvFlags flags)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return lotse_csv_reader_new (stream, 0, flags);
}

/* Everything in @data: cells between bars, a slash after each row, "?" and its line for a row that is bad. */
static char *
shown (const char *data,
       gsize length,
       LotseCsvFlags flags)
{
  g_autoptr (LotseCsvReader) reader = reader_of (data, length, flags);
  GString *out = g_string_new (NULL);

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) cells = NULL;
      LotseCsvStatus status = lotse_csv_reader_next (reader, &cells, &error);

      if (status == LOTSE_CSV_END || status == LOTSE_CSV_FAILED)
        return g_string_free (out, FALSE);
      g_string_append_printf (out, "%" G_GUINT64_FORMAT ":", lotse_csv_reader_get_line (reader));
      if (status == LOTSE_CSV_ROW)
        {
          g_autofree char *joined = g_strjoinv ("|", cells);

          g_assert_no_error (error);
          g_string_append (out, joined);
        }
      else
        {
          g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
          g_assert_null (cells);
          g_string_append_c (out, '?');
        }
      g_string_append_c (out, '/');
    }
}

static void
test_reads_what_offices_send (void)
{
  static const char *const rows[][2] = {
    { "", "" },
    { "\n\r\n\r", "" },
    { "a", "1:a/" },
    { "a,b\nc,d\n", "1:a|b/2:c|d/" },
    { "a;b\r\nc;d", "1:a|b/2:c|d/" },
    { "a\tb\rc\td\r", "1:a|b/2:c|d/" },
    { "\xef\xbb\xbf" "a;b\n", "1:a|b/" },
    { "sep=;\r\na;b,c\r\n", "2:a|b,c/" },
    { "SEP=,\na;x,b\n", "2:a;x|b/" },
    { "a,b\n\n\nc,d\n", "1:a|b/4:c|d/" },
    { "a,,\n,\n", "1:a||/2:|/" },
    { "\"a\",\"b\"\n", "1:a|b/" },
    { "\"a\"\"b\",\"\"\n", "1:a\"b|/" },
    { "\"\"\n\"\"", "1:/2:/" },
    { "\"a\nb\r\nc\",d\ne,f\n", "1:a\nb\r\nc|d/4:e|f/" },
    { "a \"b\" c,d\n", "1:a \"b\" c|d/" },
    { "\"a\"b,c\n", "1:ab|c/" },
    { "\"a\"\"\",c\n", "1:a\"|c/" },
    { "a,b,c\nd\n", "1:a|b|c/2:d/" },
    { " a , b \n", "1: a | b /" },
    { "'=a,b\n", "1:'=a|b/" },
    { "\"a,b\nc,d\n", "1:?/" },
    { "a,b\nc,\"d\n", "1:a|b/2:?/" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *out = shown (rows[i][0], strlen (rows[i][0]), LOTSE_CSV_PLAIN);

      g_assert_cmpstr (out, ==, rows[i][1]);
    }
}

static void
test_finds_the_separator (void)
{
  static const struct
  {
    const char *text;
    char separator;
  } rows[] = {
    { "name,city\n", ',' },
    { "Name;Ort\nVogt, Anna;Fürth\nBerg, Udo;Bonn\n", ';' },
    { "Name;Preis\nA;1,50\nB;2,50\n", ';' },
    { "Name\tNotiz\nA\tx, y; z\n", '\t' },
    { "Name,Notes\nA,x; y; z\nB,v\n", ',' },
    { "\"Vogt; Anna\",Fürth\n\"Berg; Udo\",Bonn\n", ',' },
    { "Name\nVogt, Anna\nBerg, Udo\n", ';' },
    { "Name\nVogt; Anna\n", ',' },
    { "a;b;c\n1;2\n3;4;5\n", ';' },
    { "\"x\ny\";b\nc;d\n", ';' },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LotseCsvReader) reader = reader_of (rows[i].text, strlen (rows[i].text), LOTSE_CSV_PLAIN);
      g_auto (GStrv) cells = NULL;

      g_assert_cmpint (lotse_csv_reader_next (reader, &cells, NULL), ==, LOTSE_CSV_ROW);
      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (lotse_csv_reader_get_separator (reader), ==, rows[i].separator);
    }
}

static void
test_told_separator_is_used (void)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("a;b,c\n", -1, NULL);
  g_autoptr (LotseCsvReader) reader = lotse_csv_reader_new (stream, ',', LOTSE_CSV_PLAIN);
  g_auto (GStrv) cells = NULL;
  const char *expected[] = { "a;b", "c", NULL };

  g_assert_cmpint (lotse_csv_reader_next (reader, &cells, NULL), ==, LOTSE_CSV_ROW);
  g_assert_cmpstrv (cells, expected);
}

static void
test_bad_rows_do_not_stop_good_ones (void)
{
  static const char invalid[] = "a,b\nM\xfcller,c\nd,e\nf\0g,h\ni,j\n";
  g_autofree char *out = shown (invalid, sizeof invalid - 1, LOTSE_CSV_PLAIN);

  g_assert_cmpstr (out, ==, "1:a|b/2:?/3:d|e/4:?/5:i|j/");
}

static void
test_bad_row_is_told_with_line_and_column (void)
{
  static const char text[] = "a,b\n\"x\ny\",\xff\n";
  g_autoptr (LotseCsvReader) reader = reader_of (text, sizeof text - 1, LOTSE_CSV_PLAIN);
  g_autoptr (GError) error = NULL;
  char **cells;

  g_assert_cmpint (lotse_csv_reader_next (reader, &cells, &error), ==, LOTSE_CSV_ROW);
  g_strfreev (cells);
  g_assert_cmpint (lotse_csv_reader_next (reader, &cells, &error), ==, LOTSE_CSV_BAD_ROW);
  g_assert_nonnull (strstr (error->message, "Line 2, column 2:"));
  g_assert_cmpuint (lotse_csv_reader_get_line (reader), ==, 2);
  g_clear_error (&error);
  g_assert_cmpint (lotse_csv_reader_next (reader, &cells, &error), ==, LOTSE_CSV_END);
  g_assert_cmpint (lotse_csv_reader_next (reader, &cells, &error), ==, LOTSE_CSV_END);
  g_assert_no_error (error);
}

/* A row of one cell of @cell_bytes, @times over, then one good row; the bad one must be the only one missing. */
static void
check_limit (gsize cell_bytes,
             gsize times,
             gboolean good)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *cell = g_strnfill (cell_bytes, 'x');
  g_autoptr (LotseCsvReader) reader = NULL;
  char **cells = NULL;

  for (gsize i = 0; i < times; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", cell);
  g_string_append (text, "\na,b\n");
  reader = reader_of (text->str, text->len, LOTSE_CSV_PLAIN);
  g_assert_cmpint (lotse_csv_reader_next (reader, &cells, NULL), ==, good ? LOTSE_CSV_ROW : LOTSE_CSV_BAD_ROW);
  g_strfreev (cells);
  g_assert_cmpint (lotse_csv_reader_next (reader, &cells, NULL), ==, LOTSE_CSV_ROW);
  g_assert_cmpuint (lotse_csv_reader_get_line (reader), ==, 2);
  g_strfreev (cells);
}

static void
test_limits (void)
{
  check_limit (LOTSE_CSV_CELL_MAX, 1, TRUE);
  check_limit (LOTSE_CSV_CELL_MAX + 1, 1, FALSE);
  check_limit (1, LOTSE_CSV_COLUMNS_MAX, TRUE);
  check_limit (1, LOTSE_CSV_COLUMNS_MAX + 1, FALSE);
  check_limit (LOTSE_CSV_CELL_MAX, 7, TRUE);
  check_limit (LOTSE_CSV_CELL_MAX, 9, FALSE);
}

/* The reader's buffer has 64 KiB: whatever lies on its edge is read as anywhere else. */
static void
test_edge_of_the_buffer_is_not_seen (void)
{
  for (gsize n = 65520; n < 65545; n++)
    {
      g_autofree char *filler = g_strnfill (n, 'x');
      g_autofree char *text = g_strconcat ("a,", filler, "\r\n\"b\"\"ü\r\nc\",d\r\n\r\ne,f", NULL);
      g_autofree char *expected = g_strconcat ("1:a|", filler, "/2:b\"ü\r\nc|d/5:e|f/", NULL);
      g_autofree char *out = shown (text, strlen (text), LOTSE_CSV_PLAIN);

      g_assert_cmpstr (out, ==, expected);
    }
}

static void
test_stream_that_fails_is_told (void)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("a,b\n", -1, NULL);
  g_autoptr (LotseCsvReader) reader = lotse_csv_reader_new (stream, 0, LOTSE_CSV_PLAIN);
  char **cells = NULL;

  g_assert_true (g_input_stream_close (stream, NULL, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (lotse_csv_reader_next (reader, &cells, &error), ==, LOTSE_CSV_FAILED);
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_IO);
      g_assert_null (cells);
    }
}

static void
test_full_disk_is_told (void)
{
  char space[16];
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (space, sizeof space, NULL, NULL);
  g_autoptr (LotseCsvWriter) writer = lotse_csv_writer_new (stream, ',', LOTSE_CSV_PLAIN);
  const char *cells[] = { "a cell that is longer than what is left", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_csv_writer_write_row (writer, cells, &error));
  g_assert_no_error (error);
  g_assert_false (lotse_csv_writer_finish (writer, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_FULL);
}

static void
test_guard_knows_formulas_from_numbers (void)
{
  static const char *const guarded[] = {
    "=cmd|'/c calc'!A1", "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1",  "\n=1",     "-",    "+",
    "+a",                "-a",   "-3*2", "'=1",  "''=1",     "'-3",  "+ 3",   "-2026/11", "+(1)", "+49-170-1234567",
  };
  static const char *const plain[] = {
    "",  "a",  "3",       "-3",  "+3",  "-1.250,00",        "-0.5", "+49 170 1234567", "0911/1234",
    "'", "'a", "O'Neill", "a=b", " =1", "anna@example.org", "''",   "(-3)",            "2026-11-22",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (guarded); i++)
    g_assert_true (lotse_csv_needs_guard (guarded[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    g_assert_false (lotse_csv_needs_guard (plain[i]));
}

/* Writes rows with @flags; @separator as given. */
static GBytes *
written (GPtrArray *rows,
         char separator,
         LotseCsvFlags flags)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (LotseCsvWriter) writer = lotse_csv_writer_new (stream, separator, flags);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < rows->len; i++)
    g_assert_true (lotse_csv_writer_write_row (writer, g_ptr_array_index (rows, i), &error));
  g_assert_true (lotse_csv_writer_finish (writer, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_writes_rfc_4180 (void)
{
  const char *first[] = { "Name", "a,b", "a;b", "say \"x\"", "two\nlines", " blank ", "", NULL };
  const char *second[] = { "=1+1", "-3", "'=1", "@a,b", NULL };
  const char *third[] = { "", NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  static const char expected[] = "\xef\xbb\xbfName,\"a,b\",\"a;b\",\"say \"\"x\"\"\",\"two\nlines\",\" blank \",\r\n"
                                 "'=1+1,-3,''=1,\"'@a,b\"\r\n"
                                 "\"\"\r\n";

  g_ptr_array_add (rows, first);
  g_ptr_array_add (rows, second);
  g_ptr_array_add (rows, third);
  bytes = written (rows, ',', LOTSE_CSV_GUARD | LOTSE_CSV_BOM);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, sizeof expected - 1);
}

/* A spreadsheet must find no cell that it would run, whatever was stored. */
static void
assert_safe (GBytes *bytes,
             char separator)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (LotseCsvReader) reader = lotse_csv_reader_new (stream, separator, LOTSE_CSV_PLAIN);
  char **cells;

  while (lotse_csv_reader_next (reader, &cells, NULL) == LOTSE_CSV_ROW)
    {
      for (guint i = 0; cells[i] != NULL; i++)
        g_assert_true (cells[i][0] == '\'' || !lotse_csv_needs_guard (cells[i]));
      g_strfreev (cells);
    }
}

static GPtrArray *
random_rows (GRand *rand)
{
  static const char *const pieces[] = {
    "=", "+", "-", "@", "\t", "\r", "\n",    "\r\n",         "'",    "\"",  ",",
    ";", " ", "a", "3", "ü",  "é",  "sep=;", "\xef\xbb\xbf", "محمد", "1,5", "xyz",
  };
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  gint columns = g_rand_int_range (rand, 1, 6);

  for (gint i = g_rand_int_range (rand, 1, 8); i > 0; i--)
    {
      char **cells = g_new0 (char *, (gsize) columns + 1);

      for (gint k = 0; k < columns; k++)
        {
          g_autoptr (GString) cell = g_string_new (NULL);

          for (gint n = g_rand_int_range (rand, 0, 5); n > 0; n--)
            g_string_append (cell, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
          cells[k] = g_strdup (cell->str);
        }
      g_ptr_array_add (rows, cells);
    }
  return rows;
}

static void
test_what_is_written_reads_back (void)
{
  static const char separators[] = { ',', ';', '\t' };
  g_autoptr (GRand) rand = g_rand_new_with_seed (FUZZ_SEED);

  g_test_message ("seed %u", FUZZ_SEED);
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GPtrArray) rows = random_rows (rand);
      char separator = separators[round % 3];
      LotseCsvFlags guard = round % 2 != 0 ? LOTSE_CSV_GUARD : LOTSE_CSV_PLAIN;
      g_autoptr (GBytes) bytes = written (rows, separator, guard | (round % 5 == 0 ? LOTSE_CSV_BOM : 0));
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
      g_autoptr (LotseCsvReader) reader = lotse_csv_reader_new (stream, separator, guard);
      char **cells;

      for (guint i = 0; i < rows->len; i++)
        {
          g_assert_cmpint (lotse_csv_reader_next (reader, &cells, NULL), ==, LOTSE_CSV_ROW);
          g_assert_cmpstrv (cells, (char **) g_ptr_array_index (rows, i));
          g_strfreev (cells);
        }
      g_assert_cmpint (lotse_csv_reader_next (reader, &cells, NULL), ==, LOTSE_CSV_END);
      if (guard != 0)
        assert_safe (bytes, separator);
    }
}

/* Reads everything; no matter what the bytes are, it ends, lines go up, and good rows hold only text. */
static void
read_any (const guint8 *data,
          gsize length)
{
  g_autoptr (LotseCsvReader) reader = reader_of ((const char *) data, length, LOTSE_CSV_GUARD);
  guint64 line = 0;

  for (gsize rows = 0;; rows++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) cells = NULL;
      LotseCsvStatus status = lotse_csv_reader_next (reader, &cells, &error);

      g_assert_cmpuint (rows, <=, length);
      if (status == LOTSE_CSV_END)
        break;
      g_assert_cmpint (status, !=, LOTSE_CSV_FAILED);
      g_assert_true ((status == LOTSE_CSV_BAD_ROW) == (error != NULL));
      g_assert_true ((status == LOTSE_CSV_ROW) == (cells != NULL && cells[0] != NULL));
      g_assert_cmpuint (lotse_csv_reader_get_line (reader), >, line);
      line = lotse_csv_reader_get_line (reader);
      for (guint i = 0; cells != NULL && cells[i] != NULL; i++)
        g_assert_true (g_utf8_validate (cells[i], -1, NULL));
    }
}

static void
test_random_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (FUZZ_SEED);
  static const char often[] = "\"\"\",,;;\n\r\t'a\0\xc3";

  g_test_message ("seed %u", FUZZ_SEED);
  for (guint round = 0; round < 4000; round++)
    {
      guint8 data[200];
      gsize n = (gsize) g_rand_int_range (rand, 0, sizeof data);

      for (gsize i = 0; i < n; i++)
        data[i] = (guint8) (g_rand_int_range (rand, 0, 4) == 0
                                ? g_rand_int_range (rand, 0, 256)
                                : often[g_rand_int_range (rand, 0, sizeof often)]);
      read_any (data, n);
    }
}

static void
test_damaged_files (void)
{
  static const char *const files[] = {
    "sep=;\r\nName;Ort;Notiz\r\n\"Vogt; Anna\";Fürth;\"zwei\r\nZeilen\"\r\nBerg;Bonn;\r\n",
    "\xef\xbb\xbfname,mail\n\"O\"\"Neill\",a@example.org\n'=1,\"\"\n",
    "a\tb\r1\t2\r\"3\r\"\t4\r",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (FUZZ_SEED + 1);

  g_test_message ("seed %u", FUZZ_SEED + 1);
  for (guint round = 0; round < 6000; round++)
    {
      const char *file = files[round % G_N_ELEMENTS (files)];
      gsize n = strlen (file);
      g_autofree guint8 *data = g_memdup2 (file, n);

      for (gint k = g_rand_int_range (rand, 1, 5); k > 0; k--)
        {
          gsize at = (gsize) g_rand_int_range (rand, 0, (gint) n);

          switch (g_rand_int_range (rand, 0, 3))
            {
            case 0:
              data[at] = (guint8) g_rand_int_range (rand, 0, 256);
              break;
            case 1:
              memmove (data + at, data + at + 1, n - at - 1);
              n--;
              break;
            default:
              data[at] ^= (guint8) (1 << g_rand_int_range (rand, 0, 8));
              break;
            }
        }
      read_any (data, n);
    }
}

static void
test_file_in_another_character_set (void)
{
  static const char latin[] = "Name;Ort\nJ\xfcrgen M\xfcller;F\xfcrth\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (latin, sizeof latin - 1);
  g_autofree char *charset = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseCsvReader) reader = lotse_csv_reader_new_for_bytes (bytes, 0, LOTSE_CSV_PLAIN, &charset, &error);
  const char *expected[] = { "Jürgen Müller", "Fürth", NULL };
  char **cells;

  g_assert_no_error (error);
  g_assert_cmpstr (charset, ==, "windows-1252");
  g_assert_cmpint (lotse_csv_reader_next (reader, &cells, NULL), ==, LOTSE_CSV_ROW);
  g_strfreev (cells);
  g_assert_cmpint (lotse_csv_reader_next (reader, &cells, NULL), ==, LOTSE_CSV_ROW);
  g_assert_cmpstrv (cells, expected);
  g_strfreev (cells);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/reads-what-offices-send", test_reads_what_offices_send);
  g_test_add_func ("/csv/finds-the-separator", test_finds_the_separator);
  g_test_add_func ("/csv/told-separator-is-used", test_told_separator_is_used);
  g_test_add_func ("/csv/bad-rows-do-not-stop-good-ones", test_bad_rows_do_not_stop_good_ones);
  g_test_add_func ("/csv/bad-row-is-told-with-line-and-column", test_bad_row_is_told_with_line_and_column);
  g_test_add_func ("/csv/limits", test_limits);
  g_test_add_func ("/csv/edge-of-the-buffer-is-not-seen", test_edge_of_the_buffer_is_not_seen);
  g_test_add_func ("/csv/stream-that-fails-is-told", test_stream_that_fails_is_told);
  g_test_add_func ("/csv/full-disk-is-told", test_full_disk_is_told);
  g_test_add_func ("/csv/guard-knows-formulas-from-numbers", test_guard_knows_formulas_from_numbers);
  g_test_add_func ("/csv/writes-rfc-4180", test_writes_rfc_4180);
  g_test_add_func ("/csv/what-is-written-reads-back", test_what_is_written_reads_back);
  g_test_add_func ("/csv/random-bytes", test_random_bytes);
  g_test_add_func ("/csv/damaged-files", test_damaged_files);
  g_test_add_func ("/csv/file-in-another-character-set", test_file_in_another_character_set);
  return g_test_run ();
}
