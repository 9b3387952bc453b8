/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a desk answers: rows, counts, the last five, and what other doors bring. */
#include "config.h"

#include "lotse-code.h"
#include "lotse-desk.h"
#include "lotse-fold.h"

#include "../base/common-names.h"
#include "../base/fold-names.h"
#include "events-fixture.h"

typedef struct
{
  Fixture base;
  char *event;
  char *club;
  LotseDesk *desk;
} Hall;

static void
set_up (Hall *hall, gconstpointer data)
{
  fixture_set_up (&hall->base, data);
  hall->event = add_record (hall->base.store, "event", "title_de", "Netzwerktreffen Nord", "date", "2026-11-28", "capacity", "10", NULL);
  hall->club = add_record (hall->base.store, "organisation", "name", "Bergfreunde", "city", "Kassel", NULL);
  hall->desk = lotse_desk_new (hall->base.store, hall->event, NULL, "Nord");
}

static void
tear_down (Hall *hall, gconstpointer data)
{
  g_clear_object (&hall->desk);
  g_free (hall->event);
  g_free (hall->club);
  fixture_tear_down (&hall->base, data);
}

static char *
add_person (Hall *hall, const char *name)
{
  return add_record (hall->base.store, "person", "display_name", name, NULL);
}

static char *
register_person (Hall *hall, const char *name, const char *state)
{
  g_autofree char *person = add_person (hall, name);
  g_autofree char *registration = add_record (hall->base.store, "registration", "event", hall->event, "person", person, "state", state,
                                              "organisation", hall->club, NULL);

  return g_steal_pointer (&person);
}

static GPtrArray *
search (Hall *hall, const char *typed)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = lotse_desk_search (hall->desk, typed, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, <=, LOTSE_DESK_ROWS);
  return rows;
}

static const LotseDeskRow *
nth (GPtrArray *rows, guint n)
{
  g_assert_cmpuint (n, <, rows->len);
  return rows->pdata[n];
}

static LotseSignIn *
must_sign_in (LotseDesk *desk, const char *person)
{
  g_autoptr (GError) error = NULL;
  LotseSignIn *sign_in = lotse_desk_sign_in (desk, person, NULL, &error);

  g_assert_no_error (error);
  return sign_in;
}

/* Registered people, then people known, then organisations. */
static void
test_order (Hall *hall, gconstpointer data)
{
  g_autofree char *known = add_person (hall, "Berta Bergmann");
  g_autofree char *late = register_person (hall, "Ute Bergmann", "registered");
  g_autofree char *early = register_person (hall, "Anna Berg", "waiting");
  g_autoptr (GPtrArray) rows = search (hall, "berg");
  g_autoptr (GPtrArray) letter = search (hall, "b");
  g_autoptr (GPtrArray) nothing = search (hall, " -");

  g_assert_cmpuint (rows->len, ==, 4);
  g_assert_cmpstr (nth (rows, 0)->id, ==, early);
  g_assert_cmpstr (nth (rows, 0)->state, ==, "waiting");
  g_assert_cmpstr (nth (rows, 0)->subtitle, ==, "Bergfreunde");
  g_assert_cmpstr (nth (rows, 1)->id, ==, late);
  g_assert_cmpstr (nth (rows, 2)->id, ==, known);
  g_assert_cmpint (nth (rows, 2)->group, ==, LOTSE_DESK_KNOWN);
  g_assert_cmpint (nth (rows, 3)->group, ==, LOTSE_DESK_ORGANISATION);
  g_assert_cmpstr (nth (rows, 3)->subtitle, ==, "Kassel");
  g_assert_true (lotse_desk_is_clear (rows));
  g_assert_cmpuint (letter->len, ==, 4);
  g_assert_false (lotse_desk_is_clear (letter));
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_false (lotse_desk_is_clear (nothing));
}

/* Enter never guesses. */
static void
test_clear (Hall *hall, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    gboolean clear;
  } rows[] = {
    { "mira muel", FALSE },   /* two begin so */
    { "mira mueller", FALSE }, /* two are called so */
    { "mira mueller-k", TRUE },
    { "anna b", TRUE },       /* one registered, one only known: the registered one is meant */
    { "anna berg", FALSE },   /* but the other one is called just so */
    { "anna bergm", TRUE },
    { "nobody", FALSE },
  };
  g_autofree char *one = register_person (hall, "Mira Müller", "registered");
  g_autofree char *two = register_person (hall, "Mira Mueller", "registered");
  g_autofree char *three = register_person (hall, "Mira Müller-Kunz", "registered");
  g_autofree char *four = register_person (hall, "Anna Bergmann", "registered");
  g_autofree char *five = add_person (hall, "Anna Berg");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) found = search (hall, rows[i].typed);

      g_test_message ("%s: %u rows", rows[i].typed, found->len);
      g_assert_cmpint (lotse_desk_is_clear (found), ==, rows[i].clear);
    }
}

/* Twenty whose names begin so do not hide the one who is called so, or the organisation. */
static void
test_crowd (Hall *hall, gconstpointer data)
{
  g_autofree char *known = add_person (hall, "Bergfr Bergfr");
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Gast Bergfreunde%c", 'a' + (char) i);
      g_autofree char *person = register_person (hall, name, "registered");
    }
  rows = search (hall, "bergfr");
  g_assert_cmpuint (rows->len, ==, LOTSE_DESK_ROWS);
  g_assert_cmpstr (nth (rows, LOTSE_DESK_ROWS - 1)->id, ==, known);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = search (hall, "bergfreunde");
  g_assert_cmpstr (nth (rows, LOTSE_DESK_ROWS - 1)->id, ==, hall->club);
}

/* A mail address and the badge of a merged record lead to the one who is registered. */
static void
test_other_ways (Hall *hall, gconstpointer data)
{
  g_autofree char *person = register_person (hall, "Mira Testperson", "registered");
  g_autofree char *double_of_her = register_person (hall, "Miera Testpersohn", "invited");
  g_autoptr (LotseRecord) record = must_get (hall->base.store, person);
  const char *const typed[] = { "zf@example.org", "mira", "testperson mira" };

  lotse_record_set (record, "email", "zf@example.org", NULL);
  must_save (hall->base.store, record);
  merge_into (hall->base.store, double_of_her, person);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GPtrArray) rows = search (hall, typed[i]);

      g_assert_cmpuint (rows->len, ==, 1);
      g_assert_cmpstr (nth (rows, 0)->id, ==, person);
      g_assert_cmpint (nth (rows, 0)->group, ==, LOTSE_DESK_REGISTERED);
      g_assert_cmpstr (nth (rows, 0)->state, ==, "registered");
    }
}

static void
test_counts (Hall *hall, gconstpointer data)
{
  g_autofree char *person = register_person (hall, "Mira Testperson", "registered");
  g_autofree char *other = register_person (hall, "Ute Beispiel", "registered");
  g_autofree char *known = add_person (hall, "Juri Bekannt");
  g_autoptr (LotseDesk) south = lotse_desk_new (hall->base.store, hall->event, NULL, "Süd");
  g_autoptr (LotseSignIn) first = must_sign_in (hall->desk, person);
  g_autoptr (LotseSignIn) second = must_sign_in (hall->desk, known);
  g_autoptr (LotseSignIn) third = must_sign_in (south, other);
  g_autoptr (GPtrArray) quotas = lotse_desk_quotas (south, NULL);
  g_autoptr (GPtrArray) last = lotse_desk_dup_last (hall->desk);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  LotseDeskCounts counts = lotse_desk_get_counts (south);

  g_assert_cmpuint (counts.came, ==, 3);
  g_assert_cmpuint (counts.at_door, ==, 1);
  g_assert_cmpuint (counts.registered, ==, 2);
  g_assert_cmpint (counts.capacity, ==, 10);
  g_assert_cmpint (counts.places_left, ==, 7);
  g_assert_cmpuint (quotas->len, ==, 1);
  g_assert_cmpuint (((LotseQuota *) quotas->pdata[0])->came, ==, 2);
  g_assert_cmpuint (last->len, ==, 2);
  g_assert_true (last->pdata[0] == second);
  rows = search (hall, "mira");
  g_assert_true (nth (rows, 0)->came);
  g_assert_cmpstr (nth (rows, 0)->door, ==, "Nord");
  g_assert_true (lotse_desk_undo (hall->desk, second, &error));
  g_assert_no_error (error);
  g_clear_pointer (&last, g_ptr_array_unref);
  last = lotse_desk_dup_last (hall->desk);
  g_assert_cmpuint (last->len, ==, 1);
  g_assert_cmpuint (lotse_desk_get_counts (hall->desk).at_door, ==, 1);
}

/* However people come, go, are taken back and united: what was counted bit by bit is what a new desk counts. */
static void
test_counts_stay_true (Hall *hall, gconstpointer data)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  static const char *const states[] = { "registered", "waiting", "cancelled" };

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("Gast %u", i);

      g_ptr_array_add (people, i % 3 == 2 ? add_person (hall, name) : register_person (hall, name, states[i % 4 == 3 ? i % 2 + 1 : 0]));
    }
  g_assert_true (lotse_desk_load (hall->desk, NULL));
  for (guint i = 0; i < 150; i++)
    {
      g_autoptr (LotseDesk) fresh = lotse_desk_new (hall->base.store, hall->event, NULL, "Nord");
      g_autoptr (GPtrArray) last = lotse_desk_dup_last (hall->desk);
      LotseWalkIn said = { .name = "Wer da kommt", .organisation_name = i % 2 ? "Freie Gruppe" : "Bergfreunde" };
      g_autoptr (LotseSignIn) sign_in = NULL;
      LotseDeskCounts counts, expected;
      guint act = g_test_rand_int_range (0, 10);

      if (act < 6)
        sign_in = lotse_desk_sign_in (hall->desk, people->pdata[g_test_rand_int_range (0, 30)], act < 2 ? hall->club : NULL, NULL);
      else if (act < 8)
        sign_in = lotse_desk_walk_in (hall->desk, &said, NULL);
      else if (last->len > 0)
        lotse_desk_undo (hall->desk, last->pdata[g_test_rand_int_range (0, (gint32) last->len)], NULL);
      g_assert_true (lotse_desk_load (fresh, NULL));
      counts = lotse_desk_get_counts (hall->desk);
      expected = lotse_desk_get_counts (fresh);
      g_assert_cmpuint (counts.came, ==, expected.came);
      g_assert_cmpuint (counts.at_door, ==, expected.at_door);
      g_assert_cmpuint (counts.registered, ==, expected.registered);
      g_assert_cmpint (counts.places_left, ==, expected.places_left);
      if (sign_in != NULL && sign_in->organisation != NULL)
        {
          g_autoptr (GPtrArray) quotas = lotse_desk_quotas (fresh, NULL);

          for (guint k = 0; k < quotas->len; k++)
            if (g_strcmp0 (((LotseQuota *) quotas->pdata[k])->organisation, sign_in->organisation) == 0)
              g_assert_cmpuint (sign_in->organisation_came, ==, ((LotseQuota *) quotas->pdata[k])->came);
        }
    }
}

static void
test_last_five (Hall *hall, gconstpointer data)
{
  g_autoptr (GPtrArray) last = NULL;

  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *name = g_strdup_printf ("Gast %u", i);
      LotseWalkIn said = { .name = name };
      g_autoptr (LotseSignIn) sign_in = lotse_desk_walk_in (hall->desk, &said, NULL);
      g_autoptr (GPtrArray) rows = search (hall, name);

      /* Who walked in is found at once. */
      g_assert_cmpstr (nth (rows, 0)->id, ==, sign_in->person);
      g_assert_true (nth (rows, 0)->came);
    }
  last = lotse_desk_dup_last (hall->desk);
  g_assert_cmpuint (last->len, ==, LOTSE_DESK_LAST);
  g_assert_cmpstr (((LotseSignIn *) last->pdata[0])->name, ==, "Gast 6");
  g_assert_true (lotse_desk_undo (hall->desk, last->pdata[0], NULL));
  {
    g_autoptr (GPtrArray) rows = search (hall, "gast 6");

    g_assert_cmpuint (rows->len, ==, 0);
  }
}

static void
test_sign_out (Hall *hall, gconstpointer data)
{
  g_autofree char *person = register_person (hall, "Mira Testperson", "registered");
  g_autoptr (LotseSignIn) sign_in = must_sign_in (hall->desk, person);
  g_autoptr (LotseSignIn) out = lotse_desk_sign_out (hall->desk, person, NULL);
  g_autoptr (GPtrArray) rows = search (hall, "mira");

  g_assert_cmpstr (nth (rows, 0)->signed_out_at, ==, out->signed_out_at);
  g_assert_true (lotse_desk_undo_sign_out (hall->desk, out->attendance, NULL));
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = search (hall, "mira");
  g_assert_null (nth (rows, 0)->signed_out_at);
  g_assert_true (nth (rows, 0)->came);
}

/* Registered for it, members, and who came for it before; each once. */
static void
test_people_of_organisation (Hall *hall, gconstpointer data)
{
  g_autofree char *registered = register_person (hall, "Zora Angemeldet", "registered");
  g_autofree char *member = add_person (hall, "Mira Mitglied");
  g_autofree char *gone = add_person (hall, "Gerd Gegangen");
  g_autofree char *before = add_person (hall, "Anna Früher");
  g_autofree char *double_of_it = add_record (hall->base.store, "organisation", "name", "Die Bergfreunde e. V.", NULL);
  g_autofree char *of_double = add_person (hall, "Zita Zweitname");
  g_autofree char *old_event = add_record (hall->base.store, "event", "title_de", "Vorjahr", NULL);
  g_autofree char *a = add_record (hall->base.store, "membership", "person", member, "organisation", hall->club, NULL);
  g_autofree char *b = add_record (hall->base.store, "membership", "person", gone, "organisation", hall->club, "until", "2020-01-01", NULL);
  g_autofree char *c = add_record (hall->base.store, "attendance", "event", old_event, "person", before, "organisation", hall->club, NULL);
  g_autofree char *d = add_record (hall->base.store, "attendance", "event", old_event, "person", member, "organisation", hall->club, NULL);
  g_autofree char *e = add_record (hall->base.store, "attendance", "event", old_event, "person", of_double, "organisation", double_of_it, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  merge_into (hall->base.store, double_of_it, hall->club);
  rows = lotse_desk_list_people (hall->desk, hall->club, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 4);
  g_assert_cmpstr (nth (rows, 3)->id, ==, of_double);
  g_assert_cmpstr (nth (rows, 0)->id, ==, registered);
  g_assert_cmpstr (nth (rows, 1)->id, ==, before);
  g_assert_cmpstr (nth (rows, 2)->id, ==, member);
  g_assert_cmpstr (nth (rows, 2)->subtitle, ==, "Bergfreunde");
}

static void
test_code (Hall *hall, gconstpointer data)
{
  g_autofree char *person = register_person (hall, "Mira Testperson", "registered");
  g_autofree char *registration = lotse_id_derive ("registration", hall->event, person, NULL);
  g_autofree char *code = lotse_code_make (registration);
  g_autoptr (GError) error = NULL;
  LotseDeskRow *row = lotse_desk_lookup_code (hall->desk, code, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (row->id, ==, person);
  g_assert_cmpstr (row->title, ==, "Mira Testperson");
  lotse_desk_row_free (row);
  g_assert_null (lotse_desk_lookup_code (hall->desk, "LOTSE:0123456789abcdef0123456789abcdef", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
}

static void
on_changed (LotseDesk *desk, guint *n)
{
  ++*n;
}

static void
wait_until (Hall *hall, guint came, guint registered)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  for (;;)
    {
      LotseDeskCounts counts = lotse_desk_get_counts (hall->desk);

      if (counts.came == came && counts.registered == registered)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

/* What another door, the registration desk or another program writes shows here by itself. */
static void
test_news (Hall *hall, gconstpointer data)
{
  g_autofree char *person = register_person (hall, "Mira Testperson", "registered");
  g_autoptr (LotseDesk) other = lotse_desk_new (hall->base.store, hall->event, NULL, "Süd");
  g_autofree char *late = NULL;
  g_autoptr (LotseSignIn) sign_in = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  guint n = 0;

  g_assert_true (lotse_desk_load (hall->desk, NULL));
  g_signal_connect (hall->desk, "changed", G_CALLBACK (on_changed), &n);
  sign_in = must_sign_in (other, person);
  wait_until (hall, 1, 1);
  late = register_person (hall, "Später Angemeldet", "registered");
  wait_until (hall, 1, 2);
  g_assert_true (lotse_desk_undo (other, sign_in, NULL));
  wait_until (hall, 0, 2);
  g_assert_cmpuint (n, >, 0);
  rows = search (hall, "spaeter");
  g_assert_cmpstr (nth (rows, 0)->id, ==, late);
}

/* --- Names -------------------------------------------------------------------------------------------------- */

/* All names of the tables, and as many common ones, are registered. */
static void
register_all (Hall *hall, GHashTable *by_name)
{
  static const char *const states[] = { "registered", "invited", "waiting" };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (keyboard_rows); i++)
    g_hash_table_insert (by_name, (gpointer) keyboard_rows[i].stored, register_person (hall, keyboard_rows[i].stored, states[n++ % 3]));
  for (gsize i = 0; i < G_N_ELEMENTS (spelling_rows); i++)
    g_hash_table_insert (by_name, (gpointer) spelling_rows[i].stored, register_person (hall, spelling_rows[i].stored, states[n++ % 3]));
}

static gboolean
is_among (Hall *hall, const char *typed, const char *person, guint first)
{
  g_autoptr (GPtrArray) rows = search (hall, typed);

  for (guint i = 0; i < MIN (rows->len, first); i++)
    if (g_strcmp0 (nth (rows, i)->id, person) == 0)
      return TRUE;
  return FALSE;
}

/* No other spelling of a name stands before one that is written as it was typed. */
static gboolean
is_in_order (Hall *hall, const char *typed)
{
  g_autoptr (GPtrArray) rows = search (hall, typed);

  for (guint i = 1; i < rows->len; i++)
    if (nth (rows, i)->group == nth (rows, i - 1)->group && nth (rows, i)->fit > nth (rows, i - 1)->fit)
      return FALSE;
  return TRUE;
}

/* How many beginnings of three letters or more do not find the person. */
static guint
beginnings_missed (Hall *hall, const char *way, const char *person)
{
  guint missed = 0, letters = 0;

  for (const char *p = way; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *typed = NULL;

      letters += g_unichar_isalnum (g_utf8_get_char (p));
      if (letters < 3)
        continue;
      typed = g_strndup (way, (gsize) (g_utf8_next_char (p) - way));
      if (!is_among (hall, typed, person, 3))
        {
          g_test_message ("not among the first three: %s", typed);
          missed++;
        }
    }
  return missed;
}

static void
test_names (Hall *hall, gconstpointer data)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  guint missed = 0;

  g_assert_cmpuint (G_N_ELEMENTS (keyboard_rows), >=, 150);
  g_assert_cmpuint (G_N_ELEMENTS (spelling_rows), >=, 60);
  register_all (hall, by_name);
  for (gsize i = 0; i < G_N_ELEMENTS (keyboard_rows); i++)
    {
      g_auto (GStrv) ways = g_strsplit (keyboard_rows[i].typed, "|", -1);

      for (guint k = 0; ways[k] != NULL; k++)
        missed += beginnings_missed (hall, ways[k], g_hash_table_lookup (by_name, keyboard_rows[i].stored));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (spelling_rows); i++)
    {
      g_auto (GStrv) ways = g_strsplit (spelling_rows[i].typed, "|", -1);

      for (guint k = 0; ways[k] != NULL; k++)
        {
          g_assert_true (is_in_order (hall, ways[k]));
          if (is_among (hall, ways[k], g_hash_table_lookup (by_name, spelling_rows[i].stored), LOTSE_DESK_ROWS))
            continue;
          g_test_message ("not among the first eight: %s", ways[k]);
          missed++;
        }
    }
  g_assert_cmpuint (missed, ==, 0);
}

/* Common names in a full hall: each is the first answer to itself, and from memory as from the store the same. */
static void
test_common_names (Hall *hall, gconstpointer data)
{
  guint n = G_N_ELEMENTS (common_names);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %s", common_names[i], common_names[(i * 7 + 3) % n]);
      g_autofree char *person = register_person (hall, name, "registered");
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %s", common_names[i], common_names[(i * 7 + 3) % n]);
      g_autoptr (GPtrArray) rows = search (hall, name);

      g_assert_cmpstr (nth (rows, 0)->title, ==, name);
      g_assert_cmpint (nth (rows, 0)->fit, ==, LOTSE_FOLD_RANK_NAME);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
#define ADD(name, test) g_test_add ("/desk/" name, Hall, NULL, set_up, test, tear_down)
  ADD ("order", test_order);
  ADD ("clear", test_clear);
  ADD ("crowd", test_crowd);
  ADD ("other-ways", test_other_ways);
  ADD ("counts", test_counts);
  ADD ("counts-stay-true", test_counts_stay_true);
  ADD ("last-five", test_last_five);
  ADD ("sign-out", test_sign_out);
  ADD ("people-of-organisation", test_people_of_organisation);
  ADD ("code", test_code);
  ADD ("news", test_news);
  ADD ("names", test_names);
  ADD ("common-names", test_common_names);
#undef ADD
  return g_test_run ();
}
