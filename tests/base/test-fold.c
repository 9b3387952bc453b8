/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a German keyboard types finds the names of people from everywhere, the right one first. */
#include "lotse-fold.h"

#include <string.h>

#include "fold-names.h"

#define POOL_SIZE (G_N_ELEMENTS (keyboard_rows) + G_N_ELEMENTS (spelling_rows))

static const char *
pool_name (gsize i)
{
  return i < G_N_ELEMENTS (keyboard_rows) ? keyboard_rows[i].stored
                                          : spelling_rows[i - G_N_ELEMENTS (keyboard_rows)].stored;
}

/* The place of @name among all names of the tables; names that fit equally well count as before it. */
static guint
place_of (const char *name,
          const char *typed)
{
  g_autoptr (LotseFoldQuery) query = lotse_fold_query_new (typed);
  int own = lotse_fold_query_rank (query, name);
  guint place = 1;

  if (own == 0)
    return G_MAXUINT;
  for (gsize i = 0; i < POOL_SIZE; i++)
    if (strcmp (pool_name (i), name) != 0 && lotse_fold_query_rank (query, pool_name (i)) >= own)
      place++;
  return place;
}

static gboolean
is_found (const char *name,
          const char *typed,
          guint most)
{
  guint place = place_of (name, typed);

  if (place <= most)
    return TRUE;
  if (place == G_MAXUINT)
    g_test_message ("\"%s\" does not find %s", typed, name);
  else
    g_test_message ("\"%s\" finds %s only in place %u", typed, name, place);
  return FALSE;
}

/* Whether every beginning of @typed of at least three letters finds @name among the first three. */
static guint
beginnings_missed (const char *name,
                   const char *typed)
{
  guint missed = 0;
  gsize letters = 0;

  for (const char *end = typed; *end != '\0';)
    {
      g_autofree char *beginning = NULL;

      letters += g_unichar_isalnum (g_utf8_get_char (end));
      end = g_utf8_next_char (end);
      beginning = g_strndup (typed, (gsize) (end - typed));
      if (letters >= 3)
        missed += !is_found (name, beginning, 3);
    }
  g_assert_cmpuint (letters, >=, 3);
  return missed;
}

static void
test_keyboard_finds_names (void)
{
  guint missed = 0;

  g_assert_cmpuint (G_N_ELEMENTS (keyboard_rows), >=, 150);
  for (gsize i = 0; i < G_N_ELEMENTS (keyboard_rows); i++)
    {
      g_auto (GStrv) ways = g_strsplit (keyboard_rows[i].typed, "|", -1);

      for (guint k = 0; ways[k] != NULL; k++)
        missed += beginnings_missed (keyboard_rows[i].stored, ways[k]);
    }
  g_assert_cmpuint (missed, ==, 0);
}

static void
test_other_spellings_find_names (void)
{
  guint missed = 0;

  g_assert_cmpuint (G_N_ELEMENTS (spelling_rows), >=, 60);
  for (gsize i = 0; i < G_N_ELEMENTS (spelling_rows); i++)
    {
      g_auto (GStrv) ways = g_strsplit (spelling_rows[i].typed, "|", -1);

      for (guint k = 0; ways[k] != NULL; k++)
        missed += !is_found (spelling_rows[i].stored, ways[k], 8);
    }
  g_assert_cmpuint (missed, ==, 0);
}

/* Each name finds itself, as it is stored, as the whole name. */
static void
test_stored_name_finds_itself (void)
{
  for (gsize i = 0; i < POOL_SIZE; i++)
    {
      int rank = lotse_fold_rank (pool_name (i), pool_name (i));

      g_test_message ("%s: %d", pool_name (i), rank);
      g_assert_cmpint (rank / LOTSE_FOLD_RANK_STEP, ==, LOTSE_FOLD_RANK_NAME);
    }
}

static void
test_fold_gives_plain_form (void)
{
  static const char *const rows[][2] = {
    { "Müller", "muller" },
    { "  WEISS,  Käthe ", "weiss kathe" },
    { "Weiß", "weiss" },
    { "Yıldız İbrahim", "yildiz ibrahim" },
    { "Łódź", "lodz" },
    { "Đặng Đorđević", "dang dordevic" },
    { "Søren Ærø Åse", "soren aero ase" },
    { "O'Neill O’Neill Oʼneill", "oneill oneill oneill" },
    { "ʿAlī al-Ḥasan", "ali al hasan" },
    { "Anna-Lena", "anna lena" },
    { "Dr. h.c. Vogt", "dr h c vogt" },
    { "anna.vogt@example.org", "anna vogt example org" },
    { "+49 (0)911 / 12-34", "49 0 911 12 34" },
    { "محمد", "mhmd" },
    { "مُحَمَّد", "mhmd" },
    { "Олександр Ковальчук", "oleksandr kovalchuk" },
    { "Γιώργος", "giorgos" },
    { "გიორგი", "giorgi" },
    { "٢٠٢٦", "2026" },
    { "ﬃ Ⅷ ２", "ffi viii 2" },
    { "e\xcc\x81t\xc3\xa9", "ete" },
    { "a\xc2\xad" "b\xe2\x80\x8c" "c", "abc" },
    { "\xf0\x9f\x99\x82 Mo", "mo" },
    { LOTSE_FOLD_KEY_MARK "mhmt2", "mhmt2" },
    { "", "" },
    { "ʼ - '", "" },
    { "a\xff" "b", "a b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folded = lotse_fold (rows[i][0]);

      g_assert_cmpstr (folded, ==, rows[i][1]);
    }
}

static void
test_folding_twice_changes_nothing (void)
{
  for (gsize i = 0; i < POOL_SIZE; i++)
    {
      g_autofree char *once = lotse_fold (pool_name (i));
      g_autofree char *twice = lotse_fold (once);

      g_assert_cmpstr (once, ==, twice);
      g_assert_cmpuint (strspn (once, "abcdefghijklmnopqrstuvwxyz0123456789 "), ==, strlen (once));
    }
}

static void
test_words_hold_every_form (void)
{
  static const char *const rows[][2] = {
    { "Müller", "muller mueller *mlr2" },
    { "Mueller", "mueller muller *mlr2" },
    { "Bauer", "bauer *br2" },
    { "Đurđa", "durda djurdja *jrja2" },
    { "O'Neill", "o oneill *anl0 neill *nl1" },
    { "Anna-Lena", "anna *ana0 annalena *anlna0 lena *lna1" },
    { "Mc Donald", "mc mcdonald *mkdnlt2 donald *dnlt2" },
    { "محمد", "mhmd *mhmt9" },
    { "Jo 7", "jo 7" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) words = lotse_fold_words (rows[i][0]);
      g_autofree char *joined = g_strjoinv (" ", words);
      g_auto (GStrv) pieces = g_strsplit (joined, LOTSE_FOLD_KEY_MARK, -1);
      g_autofree char *readable = g_strjoinv ("*", pieces);

      g_assert_cmpstr (readable, ==, rows[i][1]);
    }
}

static void
test_text_words_have_no_keys (void)
{
  g_auto (GStrv) words = lotse_fold_text_words ("Treffen mit Frau O'Hara an der Brücke");
  g_autofree char *joined = g_strjoinv (" ", words);

  g_assert_cmpstr (joined, ==, "treffen mit frau o ohara hara an der brucke bruecke");
}

static void
test_query_gives_prefixes_and_keys (void)
{
  g_autoptr (LotseFoldQuery) query = lotse_fold_query_new (" Müller,  o'neill-محمد ь");
  const char *first[] = { "muller", "mueller", NULL };
  const char *second[] = { "oneill", NULL };
  const char *third[] = { "mhmd", NULL };
  const char *keys[] = { LOTSE_FOLD_KEY_MARK "mlr2", LOTSE_FOLD_KEY_MARK "mlr9", NULL };
  const char *open_keys[] = { LOTSE_FOLD_KEY_MARK "mhmt0", LOTSE_FOLD_KEY_MARK "mhmt1",
                              LOTSE_FOLD_KEY_MARK "mhmt2", LOTSE_FOLD_KEY_MARK "mhmt9", NULL };

  g_assert_cmpuint (query->n_words, ==, 3);
  g_assert_cmpstrv (query->words[0].prefixes, first);
  g_assert_cmpstrv (query->words[0].keys, keys);
  g_assert_cmpstrv (query->words[1].prefixes, second);
  g_assert_cmpstrv (query->words[2].prefixes, third);
  g_assert_cmpstrv (query->words[2].keys, open_keys);
}

static void
test_query_of_nothing_is_empty (void)
{
  static const char *const nothing[] = { NULL, "", "  ", "-'.", "ь", "\xff\xfe", LOTSE_FOLD_KEY_MARK };

  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_autoptr (LotseFoldQuery) query = lotse_fold_query_new (nothing[i]);

      g_assert_cmpuint (query->n_words, ==, 0);
      g_assert_cmpint (lotse_fold_query_rank (query, "Anna"), ==, 0);
    }
}

static void
test_query_keeps_only_so_many_words (void)
{
  g_autofree char *long_text = g_strnfill (100000, ' ');
  g_autoptr (LotseFoldQuery) query = NULL;

  for (gsize i = 0; i < 100000; i += 2)
    long_text[i] = 'a';
  query = lotse_fold_query_new (long_text);
  g_assert_cmpuint (query->n_words, ==, LOTSE_FOLD_QUERY_WORDS_MAX);
  g_assert_cmpint (lotse_fold_query_rank (query, long_text), >, 0);
}

static void
test_rank_orders_classes (void)
{
  /* For each row the first name fits what is typed better than the second, and that better than the third. */
  static const char *const rows[][4] = {
    { "anna vogt", "Anna Vogt", "Anna Maria Vogt", "Annalena Vogtmann" },
    { "anna vogt", "Anna Vogt", "Vogt Anna", "Vogtmann Anna" },
    { "mohammed", "Mohammed", "Mohammed Saleh", "Muhammad" },
    { "yusuf", "Yusuf Kaya", "Yusufzai Kaya", "Yousef Kaya" },
    { "ann", "Ann Vogt", "Anne Vogt", "Annegret Vogt" },
    { "muller", "Müller", "Müllerin", "Mullner" },
    { "ahmed ali", "Ahmed Ali", "Ali Ahmed", "Achmad Ali" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int first = lotse_fold_rank (rows[i][0], rows[i][1]);
      int second = lotse_fold_rank (rows[i][0], rows[i][2]);
      int third = lotse_fold_rank (rows[i][0], rows[i][3]);

      g_test_message ("%s: %d, %d, %d", rows[i][0], first, second, third);
      g_assert_cmpint (first, >, second);
      g_assert_cmpint (second, >, third);
    }
}

static void
test_rank_needs_every_word (void)
{
  g_assert_cmpint (lotse_fold_rank ("anna anna", "Anna Vogt"), ==, 0);
  g_assert_cmpint (lotse_fold_rank ("an anna", "Anna Andrea Vogt"), >, 0);
  g_assert_cmpint (lotse_fold_rank ("anna berger", "Anna Vogt"), ==, 0);
  g_assert_cmpint (lotse_fold_rank ("anna", NULL), ==, 0);
  g_assert_cmpint (lotse_fold_rank (NULL, "Anna"), ==, 0);
  g_assert_cmpint (lotse_fold_rank ("ogt", "Anna Vogt"), ==, 0);
}

static gpointer
fold_in_thread (gpointer data)
{
  for (guint round = 0; round < 20; round++)
    for (gsize i = 0; i < POOL_SIZE; i++)
      {
        g_autofree char *folded = lotse_fold (pool_name (i));

        if (strcmp (folded, ((char **) data)[i]) != 0)
          return GINT_TO_POINTER (1);
      }
  return NULL;
}

static void
test_threads_fold_alike (void)
{
  char *expected[POOL_SIZE];
  GThread *threads[4];

  for (gsize i = 0; i < POOL_SIZE; i++)
    expected[i] = lotse_fold (pool_name (i));
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("fold", fold_in_thread, expected);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_null (g_thread_join (threads[i]));
  for (gsize i = 0; i < POOL_SIZE; i++)
    g_free (expected[i]);
}

/* Prints the time only: a test must not depend on the speed of a machine. */
static void
test_speed_is_printed (void)
{
  static const char *const names[] = { "Anna Schneider", "Jürgen Müller", "Zorica Đorđević",
                                       "Олександр Ковальчук" };
  gsize tokens = 0;
  gint64 start = g_get_monotonic_time (), middle;

  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *folded = lotse_fold (names[i % 4]);

      tokens += folded[0] != '\0';
    }
  middle = g_get_monotonic_time ();
  for (guint i = 0; i < 100000; i++)
    {
      g_auto (GStrv) words = lotse_fold_words (names[i % 4]);

      tokens += g_strv_length (words);
    }
  g_test_message ("100,000 names of two words: folded in %.3f s, tokens in %.3f s",
                  (double) (middle - start) / 1e6, (double) (g_get_monotonic_time () - middle) / 1e6);
  g_assert_cmpuint (tokens, >, 200000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fold/keyboard-finds-names", test_keyboard_finds_names);
  g_test_add_func ("/fold/other-spellings-find-names", test_other_spellings_find_names);
  g_test_add_func ("/fold/stored-name-finds-itself", test_stored_name_finds_itself);
  g_test_add_func ("/fold/fold-gives-plain-form", test_fold_gives_plain_form);
  g_test_add_func ("/fold/folding-twice-changes-nothing", test_folding_twice_changes_nothing);
  g_test_add_func ("/fold/words-hold-every-form", test_words_hold_every_form);
  g_test_add_func ("/fold/text-words-have-no-keys", test_text_words_have_no_keys);
  g_test_add_func ("/fold/query-gives-prefixes-and-keys", test_query_gives_prefixes_and_keys);
  g_test_add_func ("/fold/query-of-nothing-is-empty", test_query_of_nothing_is_empty);
  g_test_add_func ("/fold/query-keeps-only-so-many-words", test_query_keeps_only_so_many_words);
  g_test_add_func ("/fold/rank-orders-classes", test_rank_orders_classes);
  g_test_add_func ("/fold/rank-needs-every-word", test_rank_needs_every_word);
  g_test_add_func ("/fold/threads-fold-alike", test_threads_fold_alike);
  g_test_add_func ("/fold/speed-is-printed", test_speed_is_printed);
  return g_test_run ();
}
