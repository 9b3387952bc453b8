/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names sort as people of a language expect, and the keys agree with the comparison. */
#include "lotse-collate.h"

#include <string.h>

static const char *const sorted_german[] = {
  "",      "Abel",   "Ähre",     "Asbach", "Gruppe 9",  "Gruppe 10", "Müller", "Muller-Vogt", "Mundt",
  "Oster", "Öztürk", "straße",   "Straße", "Strassen",  "Zander",    "Žižek",  "Żuk",         "Βασίλης",
  "Анна",  "Ковальчук", "محمد",
};

static void
test_german_order (void)
{
  for (gsize i = 1; i < G_N_ELEMENTS (sorted_german); i++)
    {
      g_autofree char *before = lotse_collate_key (sorted_german[i - 1], "de");
      g_autofree char *after = lotse_collate_key (sorted_german[i], "de");

      g_test_message ("%s, %s", sorted_german[i - 1], sorted_german[i]);
      g_assert_cmpstr (before, <, after);
      g_assert_cmpint (lotse_collate_compare (sorted_german[i - 1], sorted_german[i], "de"), ==, -1);
      g_assert_cmpint (lotse_collate_compare (sorted_german[i], sorted_german[i - 1], "de"), ==, 1);
    }
}

static void
test_languages_differ (void)
{
  /* Swedish has ö after z, German has it with o. */
  g_assert_cmpint (lotse_collate_compare ("Öst", "Zeta", "sv"), ==, 1);
  g_assert_cmpint (lotse_collate_compare ("Öst", "Zeta", "de"), ==, -1);
  g_assert_cmpint (lotse_collate_compare ("Öst", "Zeta", "en"), ==, -1);
  g_assert_cmpint (lotse_collate_compare ("Öst", "Zeta", NULL), ==, -1);
  g_assert_cmpint (lotse_collate_compare ("Öst", "Zeta", "no language of this world"), ==, -1);
}

static void
test_composed_and_decomposed_are_equal (void)
{
  g_autofree char *composed = lotse_collate_key ("J\xc3\xbcrgen", "de");
  g_autofree char *decomposed = lotse_collate_key ("Ju\xcc\x88rgen", "de");

  g_assert_cmpstr (composed, ==, decomposed);
  g_assert_cmpint (lotse_collate_compare ("J\xc3\xbcrgen", "Ju\xcc\x88rgen", "de"), ==, 0);
}

static void
test_keys_are_hexadecimal (void)
{
  g_autofree char *of_null = lotse_collate_key (NULL, "de");
  g_autofree char *of_invalid = lotse_collate_key ("a\xff\xfe", "de");
  g_autofree char *long_text = g_strnfill (100000, 'z');
  g_autofree char *of_long = lotse_collate_key (long_text, "de");

  g_assert_cmpstr (of_null, ==, "");
  g_assert_cmpuint (strlen (of_invalid), >, 0);
  g_assert_cmpuint (strspn (of_invalid, "0123456789abcdef"), ==, strlen (of_invalid));
  g_assert_cmpuint (strlen (of_long) % 2, ==, 0);
  g_assert_cmpuint (strlen (of_long), <, 4096);
  g_assert_cmpstr (lotse_collate_version (), !=, "");
}

static void
test_cutting_keeps_characters_whole (void)
{
  for (guint n = 240; n < 270; n++)
    {
      g_autofree char *filler = g_strnfill (n, 'a');
      g_autofree char *text = g_strconcat (filler, "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac", NULL);
      g_autofree char *key = lotse_collate_key (text, "de");
      g_autofree char *again = lotse_collate_key (text, "de");

      g_assert_cmpstr (key, ==, again);
    }
}

static gpointer
compare_in_thread (gpointer data)
{
  for (guint i = 0; i < 2000; i++)
    if (lotse_collate_compare ("Ähre", "Asbach", i % 2 != 0 ? "de" : "en") != -1)
      return GINT_TO_POINTER (1);
  return NULL;
}

static void
test_threads_have_collators_of_their_own (void)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("collate", compare_in_thread, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_null (g_thread_join (threads[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/collate/german-order", test_german_order);
  g_test_add_func ("/collate/languages-differ", test_languages_differ);
  g_test_add_func ("/collate/composed-and-decomposed-are-equal", test_composed_and_decomposed_are_equal);
  g_test_add_func ("/collate/keys-are-hexadecimal", test_keys_are_hexadecimal);
  g_test_add_func ("/collate/cutting-keeps-characters-whole", test_cutting_keeps_characters_whole);
  g_test_add_func ("/collate/threads-have-collators-of-their-own", test_threads_have_collators_of_their_own);
  return g_test_run ();
}
