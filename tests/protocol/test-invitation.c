/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An invitation survives mail programs and typing, and an error of typing is found. */
#include "lotse-protocol.h"

#include "lotse-error.h"
#include "tests/lotse-test-fuzz.h"

#define URL "https://lotse.example.org:8443/centre"
#define PRINT "AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89"
#define DIGITS "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789"
#define CODE "K7QF-2M9X-4TBC"

static void
assert_parts (const char *text, const char *fingerprint, const char *code)
{
  g_autofree char *url = NULL;
  g_autofree char *found = NULL;
  g_autofree char *found_code = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_invitation_parse (text, &url, &found, &found_code, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (url, ==, URL);
  g_assert_cmpstr (found, ==, fingerprint);
  g_assert_cmpstr (found_code, ==, code);
}

static gboolean
is_invitation (const char *text)
{
  g_autofree char *url = NULL;
  g_autofree char *fingerprint = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok = lotse_invitation_parse (text, &url, &fingerprint, &code, &error);

  if (!ok)
    g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  return ok;
}

static void
test_round_trip (void)
{
  g_autofree char *with = lotse_invitation_print (URL, PRINT, CODE);
  g_autofree char *without = lotse_invitation_print (URL, NULL, CODE);

  assert_parts (with, DIGITS, CODE);
  assert_parts (without, NULL, CODE);
}

static void
test_broken_lines_and_spaces (void)
{
  g_autofree char *text = lotse_invitation_print (URL, DIGITS, CODE);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autofree char *broken = g_strjoinv ("  \r\n\t ", words);
  g_autofree char *padded = g_strconcat ("\n ", broken, " \n", NULL);

  assert_parts (padded, DIGITS, CODE);
}

static void
test_capitals_do_not_matter (void)
{
  g_autofree char *text = lotse_invitation_print (URL, DIGITS, CODE);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autofree char *typed = NULL;
  g_autofree char *lower_code = g_ascii_strdown (words[2], -1);
  g_autofree char *upper_print = g_ascii_strup (words[3], -1);
  g_autofree char *upper_check = g_ascii_strup (words[4], -1);

  typed = g_strjoin (" ", "LOTSE1", words[1], lower_code, upper_print, upper_check, NULL);
  assert_parts (typed, DIGITS, "k7qf-2m9x-4tbc");
}

static void
test_every_wrong_letter_is_found (void)
{
  g_autofree char *text = lotse_invitation_print (URL, DIGITS, CODE);

  for (gsize i = 0; i < strlen (text); i++)
    {
      g_autofree char *wrong = g_strdup (text);
      g_autofree char *missing = g_strdup (text);

      wrong[i] = g_ascii_tolower (wrong[i]) == 'q' ? 'r' : 'q';
      memmove (missing + i, missing + i + 1, strlen (missing + i));
      g_assert_false (is_invitation (wrong));
      g_assert_false (is_invitation (missing));
    }
}

static void
test_no_invitation (void)
{
  static const char *const bad[] = { "", " ", "lotse1", "hello", "https://lotse.example.org", "lotse1 a b c d e f g", "lotse1 \xff",
                                     "lotse2 https://a.example K7 000000" };
  static const char *const addresses[] = { "ftp://a.example", "a.example", "https://", "https://u:p@a.example", "https://a.example#x",
                                           "file:///etc/passwd", "https://a.example?x=y" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (is_invitation (bad[i]));
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *text = lotse_invitation_print (addresses[i], NULL, CODE);

      g_assert_false (is_invitation (text));
    }
}

static void
test_damaged_never_crashes (void)
{
  g_autoptr (GRand) random = lotse_test_random ();
  g_autofree char *text = lotse_invitation_print (URL, DIGITS, CODE);

  for (guint round = 0; round < lotse_test_number ("LOTSE_ROUNDS", 3000); round++)
    {
      g_autoptr (GString) damaged = lotse_test_damage (random, text);

      if (is_invitation (damaged->str))
        {
          /* Only spaces, colons and capitals may differ from what was printed. */
          g_autofree char *lower = g_ascii_strdown (damaged->str, -1);

          g_assert_nonnull (strstr (lower, "k7qf-2m9x-4tbc"));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/invitation/round-trip", test_round_trip);
  g_test_add_func ("/invitation/broken-lines-and-spaces", test_broken_lines_and_spaces);
  g_test_add_func ("/invitation/capitals-do-not-matter", test_capitals_do_not_matter);
  g_test_add_func ("/invitation/every-wrong-letter-is-found", test_every_wrong_letter_is_found);
  g_test_add_func ("/invitation/no-invitation", test_no_invitation);
  g_test_add_func ("/invitation/damaged-never-crashes", test_damaged_never_crashes);
  return g_test_run ();
}
