/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts from outside are cleaned or refused, and files are decoded from the character set that they are in. */
#include "lotse-text.h"

#include <string.h>

#include "lotse-error.h"

static void
test_clean_makes_equal_texts_equal (void)
{
  static const char *const rows[][2] = {
    { "", "" },
    { "  \t Anna \n ", "Anna" },
    { "Ju\xcc\x88rgen", "J\xc3\xbcrgen" },
    { "a\r\nb\rc\nd", "a\nb\nc\nd" },
    { "a\tb", "a\tb" },
    { "\x01" "a\x07\x1b[31mb\x7f", "a[31mb" },
    { "\xef\xbb\xbf" "a", "a" },
    { "a\xe2\x80\xae" "b\xe2\x81\xa6" "c", "abc" },
    { "a\xe2\x80\xa8" "b", "a\nb" },
    { "\xc2\xa0" "a\xe3\x80\x80", "a" },
    { "می\xe2\x80\x8cخواهم", "می\xe2\x80\x8cخواهم" },
    { "🙂", "🙂" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *once = lotse_text_clean (rows[i][0], -1, &error);
      g_autofree char *twice = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (once, ==, rows[i][1]);
      twice = lotse_text_clean (once, (gssize) strlen (once), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (twice, ==, once);
    }
}

static void
test_clean_refuses_what_is_not_utf8 (void)
{
  static const struct
  {
    const char *bytes;
    gssize length;
    const char *place;
  } rows[] = {
    { "M\xfcller", -1, "byte 2 " },
    { "\xc3", -1, "byte 1 " },
    { "ab\xed\xa0\x80", -1, "byte 3 " },
    { "a\0b", 3, "byte 2 " },
    { "\xf8\x88\x80\x80\x80", -1, "byte 1 " },
    { "abc\xc0\x80", -1, "byte 4 " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lotse_text_clean (rows[i].bytes, rows[i].length, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, rows[i].place));
    }
}

static void
test_clean_takes_any_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint accepted = 0;

  for (guint round = 0; round < 20000; round++)
    {
      char bytes[12];
      gsize n = (gsize) g_rand_int_range (rand, 0, sizeof bytes);
      g_autofree char *clean = NULL;

      for (gsize i = 0; i < n; i++)
        bytes[i] = (char) (g_rand_int_range (rand, 0, 3) == 0 ? g_rand_int_range (rand, 0, 256)
                                                              : g_rand_int_range (rand, 1, 128));
      clean = lotse_text_clean (bytes, (gssize) n, NULL);
      if (clean == NULL)
        continue;
      accepted++;
      g_assert_true (g_utf8_validate (clean, -1, NULL));
      for (const char *p = clean; *p != '\0'; p++)
        g_assert_true ((guchar) *p >= 0x20 || *p == '\n' || *p == '\t');
    }
  g_assert_cmpuint (accepted, >, 1000);
}

static void
check_guess (const char *bytes,
             gsize length,
             const char *charset,
             const char *text)
{
  g_autoptr (GBytes) file = g_bytes_new (bytes, length);
  g_autoptr (GError) error = NULL;
  g_autofree char *used = NULL;
  g_autofree char *decoded = lotse_text_guess_utf8 (file, &used, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (used, ==, charset);
  g_assert_cmpstr (decoded, ==, text);
}

#define CHECK_GUESS(bytes, charset, text) check_guess (bytes, sizeof (bytes) - 1, charset, text)

static void
test_guess_knows_the_usual_files (void)
{
  CHECK_GUESS ("", "UTF-8", "");
  CHECK_GUESS ("Name\nAnna\n", "UTF-8", "Name\nAnna\n");
  CHECK_GUESS ("Name\nJ\xc3\xbcrgen\n", "UTF-8", "Name\nJürgen\n");
  CHECK_GUESS ("\xef\xbb\xbfName\n", "UTF-8", "Name\n");
  CHECK_GUESS ("\xff\xfeN\0a\0\xfc\0", "UTF-16LE", "Naü");
  CHECK_GUESS ("\xfe\xff\0N\0a\0\xfc", "UTF-16BE", "Naü");
  CHECK_GUESS ("N\0a\0m\0e\0;\0\n\0", "UTF-16LE", "Name;\n");
  CHECK_GUESS ("\0N\0a\0m\0e\0;\0\n", "UTF-16BE", "Name;\n");
  CHECK_GUESS ("Name;Ort\nJ\xfcrgen M\xfcller;F\xfcrth\n", "windows-1252", "Name;Ort\nJürgen Müller;Fürth\n");
  CHECK_GUESS ("Preis\n5 \x80\n", "windows-1252", "Preis\n5 €\n");
}

/* Leaving out a zero would make "Hallo" of two words, and ending at it would drop the rest of the table. */
static void
test_guess_refuses_zeros (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *line;
  } files[] = {
    { "Name\nHal\0lo\n", 12, "line 2" },
    { "\xef\xbb\xbfName\0", 8, "line 1" },
    { "J\xfcrgen M\xfcller\nF\xfcrth\0\n", 22, "line 2" },
    { "\xff\xfeN\0\n\0a\0\0\0b\0", 12, "line 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) file = g_bytes_new (files[i].bytes, files[i].length);
      g_autoptr (GError) error = NULL;

      g_assert_null (lotse_text_guess_utf8 (file, NULL, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, files[i].line));
    }
}

static void
test_guess_reads_cyrillic (void)
{
  /* Olena Kovalchuk and others in windows-1251: enough text for ICU to be sure. */
  static const char cyrillic[] = "\xc8\xec\xff;\xc3\xee\xf0\xee\xe4\n"
                                 "\xce\xeb\xe5\xed\xe0 \xca\xee\xe2\xe0\xeb\xfc\xf7\xf3\xea;\xca\xe8\xe5\xe2\n"
                                 "\xd1\xe5\xf0\xe3\xe5\xe9 \xc8\xe2\xe0\xed\xee\xe2;\xcc\xee\xf1\xea\xe2\xe0\n"
                                 "\xc0\xed\xed\xe0 \xcf\xe5\xf2\xf0\xee\xe2\xe0;\xce\xe4\xe5\xf1\xf1\xe0\n";
  g_autoptr (GBytes) file = g_bytes_new_static (cyrillic, sizeof cyrillic - 1);
  g_autofree char *used = NULL;
  g_autofree char *text = lotse_text_guess_utf8 (file, &used, NULL);

  g_assert_cmpstr (used, ==, "windows-1251");
  g_assert_nonnull (strstr (text, "Сергей Иванов;Москва"));
}

static void
test_guess_takes_any_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);

  for (guint round = 0; round < 1000; round++)
    {
      guint8 bytes[64];
      gsize n = (gsize) g_rand_int_range (rand, 0, sizeof bytes);
      g_autoptr (GBytes) file = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      for (gsize i = 0; i < n; i++)
        bytes[i] = (guint8) g_rand_int_range (rand, 0, 256);
      file = g_bytes_new (bytes, n);
      text = lotse_text_guess_utf8 (file, NULL, &error);
      g_assert_true ((text == NULL) == (error != NULL));
      g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/clean-makes-equal-texts-equal", test_clean_makes_equal_texts_equal);
  g_test_add_func ("/text/clean-refuses-what-is-not-utf8", test_clean_refuses_what_is_not_utf8);
  g_test_add_func ("/text/clean-takes-any-bytes", test_clean_takes_any_bytes);
  g_test_add_func ("/text/guess-knows-the-usual-files", test_guess_knows_the_usual_files);
  g_test_add_func ("/text/guess-refuses-zeros", test_guess_refuses_zeros);
  g_test_add_func ("/text/guess-reads-cyrillic", test_guess_reads_cyrillic);
  g_test_add_func ("/text/guess-takes-any-bytes", test_guess_takes_any_bytes);
  return g_test_run ();
}
