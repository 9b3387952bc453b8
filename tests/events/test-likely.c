/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pairs are offered as likely doubles, why, and which are not. */
#include "config.h"

#include "lotse-likely.h"
#include "lotse-error.h"

#include "events-fixture.h"

static GPtrArray *
must_find (Fixture *fixture, const char *kind)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *pairs = lotse_likely_find (fixture->store, lotse_kind_find (kind), NULL, &error);

  g_assert_no_error (error);
  return pairs;
}

/* The reasons for this pair, or 0 if it is not offered. */
static LotseLikelyReasons
why (Fixture *fixture, const char *kind, const char *a, const char *b)
{
  g_autoptr (GPtrArray) pairs = must_find (fixture, kind);
  LotseLikelyReasons found = 0;

  for (guint i = 0; i < pairs->len; i++)
    {
      const LotseLikely *pair = pairs->pdata[i];

      g_assert_cmpstr (pair->one, <, pair->other);
      if ((g_str_equal (pair->one, a) && g_str_equal (pair->other, b)) || (g_str_equal (pair->one, b) && g_str_equal (pair->other, a)))
        {
          g_assert_cmpint (found, ==, 0);
          found = pair->why;
        }
    }
  return found;
}

typedef struct
{
  const char *name;
  const char *fields[2][6]; /* of both people */
  LotseLikelyReasons why;
} Case;

#define NAME LOTSE_LIKELY_NAME
#define SPELLING LOTSE_LIKELY_SPELLING
#define EMAIL LOTSE_LIKELY_EMAIL
#define PHONE LOTSE_LIKELY_PHONE
#define TOWN LOTSE_LIKELY_TOWN

static const Case cases[] = {
  { "same-name", { { "display_name", "Oksana Müller" }, { "display_name", "Oksana Mueller" } }, NAME },
  { "turned-round", { { "display_name", "Shevchenko, Oksana" }, { "display_name", "Oksana Shevchenko" } }, NAME },
  { "other-name", { { "display_name", "Oksana Shevchenko" }, { "display_name", "Mehmet Demir" } }, 0 },
  { "given-name-alone", { { "display_name", "Oksana" }, { "display_name", "Oksana Shevchenko" } }, 0 },
  { "same-mail", { { "display_name", "A B", "email", "x@example.org" }, { "display_name", "C D", "email", "X@Example.org" } }, EMAIL },
  { "same-phone", { { "display_name", "A B", "phone", "+49 (0)361 1234567" }, { "display_name", "C D", "mobile", "0361/1234567" } }, PHONE },
  { "short-phone", { { "display_name", "A B", "phone", "110" }, { "display_name", "C D", "phone", "110" } }, 0 },
  { "spelling-alone", { { "display_name", "Yusuf Demir" }, { "display_name", "Jussuf Demir" } }, 0 },
  { "spelling-and-town", { { "display_name", "Yusuf Demir", "city", "Jena" }, { "display_name", "Jussuf Demir", "city", "JENA" } }, SPELLING | TOWN },
  { "script-and-town", { { "display_name", "محمد Ali", "city", "Jena" }, { "display_name", "Muhammad Ali", "city", "Jena" } }, SPELLING | TOWN },
  { "other-town", { { "display_name", "Yusuf Demir", "city", "Jena" }, { "display_name", "Jussuf Demir", "city", "Gera" } }, 0 },
  { "middle-name", { { "display_name", "Yusuf Can Demir", "city", "Jena" }, { "display_name", "Yusuf Demir", "city", "Jena" } }, SPELLING | TOWN },
  { "town-alone", { { "display_name", "A B", "city", "Jena" }, { "display_name", "C D", "city", "Jena" } }, 0 },
};

static void
test_case (Fixture *fixture, gconstpointer data)
{
  const Case *expected = data;
  g_autofree char *ids[2] = { NULL, NULL };

  for (guint i = 0; i < 2; i++)
    {
      const char *const *f = expected->fields[i];

      ids[i] = add_record (fixture->store, "person", f[0], f[1], f[2], f[3], NULL);
    }
  g_assert_cmpint (why (fixture, "person", ids[0], ids[1]), ==, expected->why);
  g_free (g_steal_pointer (&ids[0]));
  g_free (g_steal_pointer (&ids[1]));
}

static void
test_organisations (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = add_record (fixture->store, "organisation", "name", "Verein Brücke e. V.", "city", "Jena", NULL);
  g_autofree char *two = add_record (fixture->store, "organisation", "name", "Bruecke Verein e.V.", "city", "Jena", NULL);
  g_autofree char *three = add_record (fixture->store, "organisation", "name", "Chor", "phone", "0361 555666", NULL);
  g_autofree char *four = add_record (fixture->store, "organisation", "name", "Gemeinschaft", "phone", "0361555666", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (why (fixture, "organisation", one, two) & TOWN, !=, 0);
  g_assert_cmpint (why (fixture, "organisation", three, four), ==, PHONE);
  g_assert_null (lotse_likely_find (fixture->store, lotse_kind_find ("event"), NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
}

/* Walk-ins come first, and what they said of their organisation counts as a membership does. */
static void
test_walk_ins_first (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Fest", NULL);
  g_autofree char *club = add_record (fixture->store, "organisation", "name", "Club", NULL);
  g_autofree char *known = add_record (fixture->store, "person", "display_name", "Yusuf Demir", NULL);
  g_autofree char *walked = add_record (fixture->store, "person", "display_name", "Jussuf Demir", NULL);
  g_autofree char *a = add_record (fixture->store, "person", "display_name", "Ada One", "email", "a@example.org", NULL);
  g_autofree char *b = add_record (fixture->store, "person", "display_name", "Ada One", "email", "a@example.org", NULL);
  g_autofree char *member = add_record (fixture->store, "membership", "person", known, "organisation", club, NULL);
  g_autofree char *came = add_record (fixture->store, "attendance", "event", event, "slot", "2026-11-22", "person", walked, "organisation", club, "walk_in", "1", NULL);
  g_autoptr (GPtrArray) pairs = must_find (fixture, "person");
  g_autofree char *words = NULL;

  g_assert_cmpuint (pairs->len, ==, 2);
  g_assert_cmpint (((LotseLikely *) pairs->pdata[0])->why, ==, SPELLING | LOTSE_LIKELY_ORGANISATION | LOTSE_LIKELY_WALK_IN);
  words = lotse_likely_words (((LotseLikely *) pairs->pdata[0])->why);
  g_assert_cmpstr (words, ==, "walk-in, similar name, same organisation");
  g_assert_true (g_str_equal (a, ((LotseLikely *) pairs->pdata[1])->one) || g_str_equal (b, ((LotseLikely *) pairs->pdata[1])->one));
  g_assert_nonnull (member);
  g_assert_nonnull (came);
}

/* What was denied is offered again only after the denial was undone; what was united or lies in the bin is not offered. */
static void
test_not_offered_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_record (fixture->store, "person", "display_name", "Ada One", NULL);
  g_autofree char *b = add_record (fixture->store, "person", "display_name", "Ada One", NULL);
  g_autoptr (GError) error = NULL;

  for (guint round = 0; round < 2; round++)
    {
      g_assert_cmpint (why (fixture, "person", a, b), ==, NAME);
      g_assert_true (lotse_likely_deny (fixture->store, b, a, NULL, &error));
      g_assert_true (lotse_likely_deny (fixture->store, a, b, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpint (why (fixture, "person", a, b), ==, 0);
      g_assert_true (lotse_store_undo (fixture->store, NULL, NULL, &error));
      g_assert_no_error (error);
    }
  merge_into (fixture->store, a, b);
  g_assert_cmpint (why (fixture, "person", a, b), ==, 0);
  merge_into (fixture->store, a, NULL);
  lotse_store_delete (fixture->store, a, NULL, &error);
  g_assert_cmpint (why (fixture, "person", a, b), ==, 0);
  g_assert_false (lotse_likely_deny (fixture->store, a, a, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
}

/* A name that very many have says nothing by itself; together with a mail it does. */
static void
test_common_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_record (fixture->store, "person", "display_name", "Anna Müller", "email", "a@example.org", NULL);
  g_autofree char *b = add_record (fixture->store, "person", "display_name", "Anna Müller", "email", "a@example.org", NULL);

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *other = add_record (fixture->store, "person", "display_name", "Anna Müller", NULL);

      g_assert_nonnull (other);
    }
  g_assert_cmpint (why (fixture, "person", a, b), ==, NAME | EMAIL);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (lotse_likely_find (fixture->store, lotse_kind_find ("person"), cancellable, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED);
}

/* LOTSE_TEST_MANY=100000: how long that takes; a few thousand otherwise. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  const char *wanted = g_getenv ("LOTSE_TEST_MANY");
  guint n = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : 2000;
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) pairs = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begin;

  for (guint i = 0; i < n; i++)
    {
      LotseRecord *person = lotse_record_new (lotse_kind_find ("person"), NULL);
      g_autofree char *name = g_strdup_printf ("%c%c%ca %c%c%cov", 'A' + i % 23, "aeiou"[i / 23 % 5], "bdfgklmnprst"[i / 115 % 12],
                                               'B' + i / 1380 % 19, "aeiou"[i / 26220 % 5], "bdfgklmnprst"[i % 12]);
      g_autofree char *mail = g_strdup_printf ("p%u@example.org", i % 10 == 0 && i > 0 ? i - 1 : i);

      lotse_record_set (person, "display_name", name, NULL);
      lotse_record_set (person, "email", mail, NULL);
      lotse_record_set (person, "city", i % 3 == 0 ? "Erfurt" : "Jena", NULL);
      g_ptr_array_add (people, person);
    }
  g_assert_true (lotse_store_save_many (fixture->store, people, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  begin = g_get_monotonic_time ();
  pairs = must_find (fixture, "person");
  g_test_message ("%u people, %u pairs, %.2f s", n, pairs->len, (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
  g_assert_cmpuint (pairs->len, >=, MIN ((n - 1) / 10, 10000));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/likely/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/likely/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], fixture_set_up, test_case, fixture_tear_down);
    }
  ADD ("organisations", test_organisations);
  ADD ("walk-ins-first", test_walk_ins_first);
  ADD ("not-offered-again", test_not_offered_again);
  ADD ("common-name", test_common_name);
  ADD ("cancelled", test_cancelled);
  ADD ("many", test_many);
  return g_test_run ();
}
