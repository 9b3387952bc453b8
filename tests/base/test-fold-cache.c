/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the memory of words gives is what folding the whole name gives. */
#include "lotse-fold-cache.h"

#include "lotse-fold.h"
#include "tests/base/common-names.h"
#include "tests/base/fold-names.h"

/* Asked twice, so that both what is new and what is remembered is looked at. */
static void
check (LotseFoldCache *cache, const char *name)
{
  g_auto (GStrv) tokens = lotse_fold_words (name);
  g_autofree char *expected = g_strjoinv (" ", tokens);

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      lotse_fold_cache_append (cache, name, out);
      g_assert_cmpstr (out->str, ==, expected);
    }
}

static void
test_names_give_the_tokens_of_folding (void)
{
  LotseFoldCache *cache = lotse_fold_cache_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keyboard_rows); i++)
    check (cache, keyboard_rows[i].stored);
  for (guint i = 0; i < G_N_ELEMENTS (common_names); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %s", common_names[i], common_names[G_N_ELEMENTS (common_names) - 1 - i]);

      check (cache, name);
    }
  lotse_fold_cache_free (cache);
}

static void
test_odd_names_give_the_tokens_of_folding (void)
{
  static const char *const names[] = {
    "", " ", "a", "Anna  Maria", " Anna", "Anna ", "van der Berg", "Anna van Berg", "Berg van", "de Dé", "Dé Berg", "al Haddad",
    "al-Haddad", "Abd el Rahman", "O'Neill", "Anna-Maria Müller", "Anna -Maria", "Anna- Maria", "A \xcc\x81z", "Jose\xcc\x81 Luis",
    "محمد علي", "Anna محمد", "Олена Ковальчук", "Łukasz Ştefan", "N\xc5\x89 Ba", "a\xc3\x97z b", "Stra\xc3\x9f""e \xc3\xb7", "x1 y2", "Anna\tMaria",
    "\xff Anna", "Anna \xc3", "Nguyễn Thị", "von und zu Stein", "Zeynep Öztürk-Şahin", "\xc7\x85 b",
  };
  LotseFoldCache *cache = lotse_fold_cache_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    check (cache, names[i]);
  lotse_fold_cache_free (cache);
}

static void
test_many_and_long_words_are_folded_too (void)
{
  LotseFoldCache *cache = lotse_fold_cache_new ();

  for (guint i = 0; i < 10000; i++)
    {
      char name[] = "Aaaaa Berg";

      for (guint k = 0, rest = i; k < 4; k++, rest /= 26)
        name[1 + k] = (char) ('a' + rest % 26);
      check (cache, name);
    }
  for (gsize length = 62; length < 67; length++)
    {
      g_autofree char *name = g_strnfill (length, 'a');

      check (cache, name);
    }
  lotse_fold_cache_free (cache);
}

static void
test_tokens_are_appended (void)
{
  LotseFoldCache *cache = lotse_fold_cache_new ();
  g_autoptr (GString) out = g_string_new ("before");
  g_autofree char *again = NULL;

  lotse_fold_cache_append (cache, NULL, out);
  lotse_fold_cache_append (cache, "?", out);
  g_assert_cmpstr (out->str, ==, "before");
  lotse_fold_cache_append (cache, "van Berg", out);
  g_assert_true (g_str_has_prefix (out->str, "before van"));
  again = g_strdup (out->str);
  g_string_assign (out, "before");
  lotse_fold_cache_append (cache, "van Berg", out);
  g_assert_cmpstr (out->str, ==, again);
  lotse_fold_cache_free (cache);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fold-cache/names-give-the-tokens-of-folding", test_names_give_the_tokens_of_folding);
  g_test_add_func ("/fold-cache/odd-names-give-the-tokens-of-folding", test_odd_names_give_the_tokens_of_folding);
  g_test_add_func ("/fold-cache/many-and-long-words-are-folded-too", test_many_and_long_words_are_folded_too);
  g_test_add_func ("/fold-cache/tokens-are-appended", test_tokens_are_appended);
  return g_test_run ();
}
