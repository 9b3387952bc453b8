/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who waits, in which order, why, and who moves up: a table of events, each with its guests. */
#include "config.h"

#include "lotse-registration.h"
#include "lotse-waiting-list.h"

#include "events-fixture.h"

#include <string.h>

/* --- The table ---------------------------------------------------------------------------------------------- */

/*
 * Guests are "name organisation state time", state r(egistered), w(aiting), i(nvited), c(ancelled), "-" for no organisation; an
 * exclamation mark before the state makes a speaker.  The list is "name:reason", with "*" for who moves up next.
 */
typedef struct
{
  const char *name;
  const char *rule;     /* of the event, or NULL */
  const char *capacity; /* or NULL */
  const char *places;   /* per organisation, or NULL */
  const char *state;    /* of the event, or NULL */
  const char *guests;
  const char *expected;
  const char *moved;    /* who moves up when as many as possible do, sorted by the list */
} Case;

static const Case cases[] = {
  { "nobody", NULL, "2", NULL, NULL, "Ada Nord r 1", "", "" },
  { "first come", "first_come", "2", NULL, NULL, "Ada Nord r 1;Bea Süd r 2;Cem Ost w 4;Dia West w 3", "Dia:full* Cem:full", "" },
  { "a place is free", "first_come", "2", NULL, NULL, "Ada Nord r 1;Cem Ost w 4;Dia West w 3", "Dia:free* Cem:full", "Dia" },
  { "two are free", NULL, "3", NULL, NULL, "Ada Nord r 1;Cem Ost w 4;Dia West w 3;Eli Süd w 5", "Dia:free* Cem:free Eli:full", "Dia Cem" },
  { "nothing limits it", NULL, NULL, NULL, NULL, "Ada Nord r 1;Cem Ost w 4;Dia West w 3", "Dia:free* Cem:free", "Dia Cem" },
  { "staff says full", NULL, NULL, NULL, "full", "Ada Nord r 1;Cem Ost w 4", "Cem:full*", "" },
  { "full is a word, places are numbers", NULL, "2", NULL, "full", "Ada Nord r 1;Cem Ost w 4", "Cem:free*", "Cem" },
  { "the organisation has its places", NULL, "9", NULL, NULL, "Ada Nord r 1;Bea Nord r 2;Cem Nord w 3;Dia West w 4", "Cem:organisation Dia:free*", "Dia" },
  { "the organisation has one left", NULL, "9", NULL, NULL, "Ada Nord r 1;Cem Nord w 3;Dia Nord w 4", "Cem:free* Dia:organisation", "Cem" },
  { "one place an organisation", NULL, "9", "1", NULL, "Ada Nord r 1;Cem Nord w 3;Dia West w 4;Eli West w 5", "Cem:organisation Dia:free* Eli:organisation", "Dia" },
  { "without an organisation", NULL, "9", "1", NULL, "Ada - r 1;Cem - w 3;Dia - w 4", "Cem:free* Dia:free", "Cem Dia" },
  { "organisations first", "organisations_first", "2", NULL, NULL, "Ada Nord r 1;Bea Süd r 2;Cem Nord w 3;Dia West w 4", "Dia:full* Cem:full", "" },
  { "only the first of an organisation goes before", "organisations_first", "2", NULL, NULL,
    "Ada Nord r 1;Bea Süd r 2;Cem Nord w 3;Dia West w 4;Eli West w 5;Fay Ost w 6", "Dia:full* Fay:full Cem:full Eli:full", "" },
  { "organisations first, one is free", "organisations_first", "3", NULL, NULL, "Ada Nord r 1;Bea Süd r 2;Cem Nord w 3;Dia West w 4",
    "Dia:free* Cem:full", "Dia" },
  { "nobody's organisation goes before no organisation", "organisations_first", "1", NULL, NULL, "Ada Nord r 1;Cem - w 3;Dia West w 4",
    "Dia:full* Cem:full", "" },
  { "who is passed over keeps the turn", "organisations_first", "9", "1", NULL, "Ada Nord r 1;Cem Nord w 3;Dia West w 4;Eli Nord w 5",
    "Dia:free* Cem:organisation Eli:organisation", "Dia" },
  { "speakers take no place", NULL, "1", NULL, NULL, "Ada Nord !r 1;Bea Süd !r 2;Cem West w 3", "Cem:free*", "Cem" },
  { "invited and cancelled take no place", NULL, "1", NULL, NULL, "Ada Nord i 1;Bea Süd c 2;Cem West w 3", "Cem:free*", "Cem" },
  { "more people than places", NULL, "1", NULL, NULL, "Ada Nord r 1;Bea Süd r 2;Cem West w 3", "Cem:full*", "" },
  { "over, and still moves up", NULL, "2", NULL, "held", "Ada Nord r 1;Cem West w 3", "Cem:free*", "Cem" },
};

/* --- Making it ---------------------------------------------------------------------------------------------- */

static const char *
state_of (const char *letter)
{
  return *letter == 'r' ? "registered" : *letter == 'w' ? "waiting" : *letter == 'i' ? "invited" : "cancelled";
}

static void
add_guest (LotseStore *store, const char *event, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  gboolean speaker = words[2][0] == '!';
  g_autofree char *person = add_record (store, "person", "display_name", words[0], NULL);
  g_autofree char *at = g_strdup_printf ("2026-10-01T10:%02d", atoi (words[3]));
  g_autofree char *registration =
    add_record (store, "registration", "event", event, "person", person, "organisation_name", *words[1] != '-' ? words[1] : NULL, "state",
                state_of (words[2] + (speaker ? 1 : 0)), "role", speaker ? "speaker" : "participant", "registered_at", at, NULL);
}

static char *
make (LotseStore *store, const Case *test)
{
  g_auto (GStrv) guests = g_strsplit (test->guests, ";", -1);
  char *event = add_record (store, "event", "title_de", "Treffen", "capacity", test->capacity, "waiting_list", test->rule,
                            "places_per_organisation", test->places, "state", test->state, NULL);

  for (guint i = 0; guests[i] != NULL; i++)
    add_guest (store, event, guests[i]);
  return event;
}

static char *
print_list (LotseStore *store, const char *event)
{
  static const char *const reasons[] = { "free", "closed", "organisation", "full", "others", "asked" };
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseWaitingList) list = lotse_waiting_list_load (store, event, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->entries->len; i++)
    {
      const LotseWaiting *entry = list->entries->pdata[i];
      g_autofree char *words = lotse_waiting_text (entry);

      g_string_append_printf (text, "%s%s:%s%s", i > 0 ? " " : "", entry->name, reasons[entry->wait], entry->next ? "*" : "");
      g_assert_cmpstr (words, !=, "");
    }
  return g_string_free (text, FALSE);
}

static char *
print_results (GPtrArray *results)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < results->len; i++)
    {
      const LotseRegistrationResult *result = results->pdata[i];

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", result->name);
      g_assert_cmpstr (result->state, ==, "registered");
    }
  return g_string_free (text, FALSE);
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *event = make (fixture->store, &cases[i]);
      g_autofree char *list = print_list (fixture->store, event);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) moved = NULL;
      g_autofree char *names = NULL;

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (list, ==, cases[i].expected);
      moved = lotse_waiting_list_move_up (fixture->store, event, 0, &error);
      g_assert_no_error (error);
      names = print_results (moved);
      g_assert_cmpstr (names, ==, cases[i].moved);
    }
}

/* --- Moving up ---------------------------------------------------------------------------------------------- */

static void
test_the_format_has_the_rule (Fixture *fixture, gconstpointer data)
{
  g_autofree char *format =
    add_record (fixture->store, "event_format", "name_de", "Treffen", "waiting_list", "organisations_first", "places_per_organisation", "1", NULL);
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Treffen", "capacity", "1", "format", format, NULL);
  g_autofree char *list = NULL;

  add_guest (fixture->store, event, "Ada Nord r 1");
  add_guest (fixture->store, event, "Bea Nord w 2");
  add_guest (fixture->store, event, "Cem West w 3");
  list = print_list (fixture->store, event);
  g_assert_cmpstr (list, ==, "Cem:full* Bea:organisation");
}

static void
test_one_at_a_time (Fixture *fixture, gconstpointer data)
{
  const Case test = { "two are free", NULL, "3", NULL, NULL, "Ada Nord r 1;Cem Ost w 4;Dia West w 3;Eli Süd w 5", NULL, NULL };
  g_autofree char *event = make (fixture->store, &test);
  const char *const expected[] = { "Dia", "Cem", "" };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) moved = lotse_waiting_list_move_up (fixture->store, event, 1, &error);
      g_autofree char *names = NULL;

      g_assert_no_error (error);
      names = print_results (moved);
      g_assert_cmpstr (names, ==, expected[i]);
    }
}

static void
test_somebody_named_overrules (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Treffen", "capacity", "1", NULL);
  g_autofree char *person = add_record (fixture->store, "person", "display_name", "Zoe", NULL);
  g_autofree char *registration =
    add_record (fixture->store, "registration", "event", event, "person", person, "state", "waiting", "registered_at", "2026-10-01T11:00", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) moved = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (LotseRecord) record = NULL;
  const LotseRegistrationResult *result;

  add_guest (fixture->store, event, "Ada Nord r 1");
  add_guest (fixture->store, event, "Bea Nord w 2");
  moved = lotse_waiting_list_move_up_person (fixture->store, event, person, &error);
  g_assert_no_error (error);
  result = moved->pdata[0];
  g_assert_cmpstr (result->state, ==, "registered");
  g_assert_cmpint (result->overruled, ==, LOTSE_WAIT_FULL);
  record = must_get (fixture->store, registration);
  g_assert_cmpstr (lotse_record_get (record, "registered_at"), ==, "2026-10-01T11:00");
  again = lotse_waiting_list_move_up_person (fixture->store, event, person, &error);
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
  g_assert_null (again);
}

/* The same minute: the order is that of the ids, which are the same on every device. */
static void
test_the_same_minute (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Treffen", "capacity", "0", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseWaitingList) list = NULL;

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *guest = g_strdup_printf ("P%u Verein%u w 5", i, i);

      add_guest (fixture->store, event, guest);
    }
  list = lotse_waiting_list_load (fixture->store, event, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->entries->len, ==, 9);
  for (guint i = 1; i < list->entries->len; i++)
    g_assert_cmpstr (((LotseWaiting *) list->entries->pdata[i - 1])->registration, <, ((LotseWaiting *) list->entries->pdata[i])->registration);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  g_test_add ("/waiting-list/table", Fixture, NULL, fixture_set_up, test_table, fixture_tear_down);
  g_test_add ("/waiting-list/the-format-has-the-rule", Fixture, NULL, fixture_set_up, test_the_format_has_the_rule, fixture_tear_down);
  g_test_add ("/waiting-list/one-at-a-time", Fixture, NULL, fixture_set_up, test_one_at_a_time, fixture_tear_down);
  g_test_add ("/waiting-list/somebody-named-overrules", Fixture, NULL, fixture_set_up, test_somebody_named_overrules, fixture_tear_down);
  g_test_add ("/waiting-list/the-same-minute", Fixture, NULL, fixture_set_up, test_the_same_minute, fixture_tear_down);
  return g_test_run ();
}
