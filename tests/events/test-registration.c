/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registering people: who gets a place, who waits and why, what is kept; workshops, needs, and the days after. */
#include "config.h"

#include "lotse-catch-up.h"
#include "lotse-needs.h"
#include "lotse-registration.h"
#include "lotse-workshops.h"

#include "events-fixture.h"

#include <string.h>

static LotseRegistrationResult *
must_register (LotseStore *store, const char *event, const LotseRegistrationWish *wish)
{
  g_autoptr (GError) error = NULL;
  LotseRegistrationResult *result = lotse_register (store, event, wish, &error);

  g_assert_no_error (error);
  return result;
}

/* Registers somebody new with that organisation; checks the state and the reason. */
static char *
ask (LotseStore *store, const char *event, const char *name, const char *organisation, gboolean force, LotseWait wait)
{
  char *person = add_record (store, "person", "display_name", name, NULL);
  const LotseRegistrationWish wish = { .person = person, .organisation_name = organisation, .force = force };
  g_autoptr (LotseRegistrationResult) result = must_register (store, event, &wish);
  g_autofree char *text = lotse_registration_result_text (result);

  g_test_message ("%s", text);
  g_assert_cmpstr (result->state, ==, wait == LOTSE_WAIT_NONE || force ? "registered" : "waiting");
  g_assert_cmpint (force ? result->overruled : result->wait, ==, wait);
  g_assert_true (result->created);
  return person;
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Treffen", "capacity", "3", NULL);
  g_autofree char *a = ask (fixture->store, event, "Ada", "Nord e. V.", FALSE, LOTSE_WAIT_NONE);
  g_autofree char *b = ask (fixture->store, event, "Bea", "NORD e.V.", FALSE, LOTSE_WAIT_NONE);
  g_autofree char *c = ask (fixture->store, event, "Cem", "Nord e.V.", FALSE, LOTSE_WAIT_ORGANISATION);
  g_autofree char *d = ask (fixture->store, event, "Dia", "Süd", FALSE, LOTSE_WAIT_NONE);
  g_autofree char *e = ask (fixture->store, event, "Eli", NULL, FALSE, LOTSE_WAIT_FULL);
  g_autofree char *f = ask (fixture->store, event, "Fay", NULL, TRUE, LOTSE_WAIT_FULL);
  const LotseRegistrationWish speaker = { .person = e, .role = "speaker" };
  g_autoptr (LotseRegistrationResult) result = must_register (fixture->store, event, &speaker);

  g_assert_cmpstr (result->state, ==, "registered");
}

static void
test_who_waits_goes_before (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Treffen", "capacity", "1", NULL);
  g_autofree char *a = ask (fixture->store, event, "Ada", NULL, FALSE, LOTSE_WAIT_NONE);
  g_autofree char *b = ask (fixture->store, event, "Bea", NULL, FALSE, LOTSE_WAIT_FULL);
  const char *const gone[] = { a, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cancelled = lotse_registration_set_state (fixture->store, event, gone, "cancelled", FALSE, &error);
  g_autofree char *c = NULL;
  const LotseRegistrationWish own_turn = { .person = b };
  g_autoptr (LotseRegistrationResult) result = NULL;

  g_assert_no_error (error);
  c = ask (fixture->store, event, "Cem", NULL, FALSE, LOTSE_WAIT_OTHERS);
  result = must_register (fixture->store, event, &own_turn);
  g_assert_cmpstr (result->state, ==, "registered");
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *over = add_record (fixture->store, "event", "title_de", "Treffen", "registration_closes", "2020-01-01T12:00", NULL);
  g_autofree char *open = add_record (fixture->store, "event", "title_de", "Treffen", "registration_closes", "2190-01-01T12:00", NULL);
  g_autofree char *cancelled = add_record (fixture->store, "event", "title_de", "Treffen", "state", "cancelled", NULL);
  g_autofree char *a = ask (fixture->store, over, "Ada", NULL, FALSE, LOTSE_WAIT_CLOSED);
  g_autofree char *b = ask (fixture->store, over, "Bea", NULL, TRUE, LOTSE_WAIT_CLOSED);
  g_autofree char *c = ask (fixture->store, open, "Cem", NULL, FALSE, LOTSE_WAIT_NONE);
  g_autofree char *d = ask (fixture->store, cancelled, "Dia", NULL, FALSE, LOTSE_WAIT_CLOSED);
}

static LotseRegistrationResult *
become (LotseStore *store, const char *event, const char *person, const char *state)
{
  const LotseRegistrationWish wish = { .person = person, .state = state };

  return must_register (store, event, &wish);
}

static void
test_states_and_time (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Treffen", NULL);
  g_autofree char *person = add_record (fixture->store, "person", "display_name", "Ada", NULL);
  g_autoptr (LotseRegistrationResult) invited = become (fixture->store, event, person, "invited");
  const LotseRegistrationWish early = { .person = person, .registered_at = "2026-01-01T10:00" };
  g_autoptr (LotseRegistrationResult) registered = must_register (fixture->store, event, &early);
  g_autoptr (LotseRegistrationResult) again = become (fixture->store, event, person, NULL);
  g_autoptr (LotseRegistrationResult) invited_again = become (fixture->store, event, person, "invited");
  g_autoptr (LotseRegistrationResult) waiting = become (fixture->store, event, person, "waiting");
  g_autoptr (LotseRecord) record = must_get (fixture->store, waiting->registration);
  g_autoptr (LotseRegistrationResult) cancelled = NULL;
  g_autoptr (LotseRegistrationResult) back = NULL;
  g_autoptr (LotseRecord) anew = NULL;

  g_assert_cmpstr (invited->registration, ==, waiting->registration);
  g_assert_false (again->changed);
  g_assert_cmpstr (invited_again->state, ==, "registered");
  g_assert_cmpstr (lotse_record_get (record, "state"), ==, "waiting");
  g_assert_cmpstr (lotse_record_get (record, "registered_at"), ==, "2026-01-01T10:00");
  g_assert_nonnull (lotse_record_get (record, "invited_on"));
  g_assert_cmpstr (lotse_record_get (record, "role"), ==, "participant");
  cancelled = become (fixture->store, event, person, "cancelled");
  back = become (fixture->store, event, person, NULL);
  anew = must_get (fixture->store, back->registration);
  g_assert_cmpstr (lotse_record_get (anew, "registered_at"), !=, "2026-01-01T10:00");
}

static void
test_out_of_the_bin (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Treffen", NULL);
  g_autofree char *person = ask (fixture->store, event, "Ada", NULL, FALSE, LOTSE_WAIT_NONE);
  g_autoptr (LotseRegistrationResult) first = become (fixture->store, event, person, NULL);
  g_autoptr (LotseRegistrationResult) again = NULL;
  g_autoptr (LotseGuests) guests = NULL;
  g_autoptr (GError) error = NULL;

  lotse_store_delete (fixture->store, first->registration, NULL, &error);
  g_assert_no_error (error);
  again = become (fixture->store, event, person, NULL);
  g_assert_cmpstr (again->registration, ==, first->registration);
  g_assert_true (again->changed);
  guests = lotse_guests_load (fixture->store, event, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lotse_guests_n_places_taken (guests), ==, 1);
}

static void
test_merged_people_have_one (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Treffen", NULL);
  g_autofree char *ada = ask (fixture->store, event, "Ada", NULL, FALSE, LOTSE_WAIT_NONE);
  g_autofree char *adda = add_record (fixture->store, "person", "display_name", "Adda", NULL);
  g_autoptr (LotseRegistrationResult) result = NULL;

  merge_into (fixture->store, ada, adda);
  result = become (fixture->store, event, ada, NULL);
  g_assert_cmpstr (result->person, ==, adda);
  g_assert_false (result->changed);
}

/* A mistake in the second wish leaves the first undone, too. */
static void
test_all_or_none (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Treffen", NULL);
  g_autofree char *a = add_record (fixture->store, "person", "display_name", "Ada", NULL);
  g_autofree char *b = add_record (fixture->store, "person", "display_name", "Bea", NULL);
  const LotseRegistrationWish wishes[] = { { .person = a }, { .person = b, .role = "dancer" } };
  const LotseRegistrationWish no_person = { .person = event };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = lotse_register_many (fixture->store, event, wishes, 2, &error);
  g_autoptr (LotseGuests) guests = NULL;

  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_assert_null (results);
  g_clear_error (&error);
  g_assert_null (lotse_register (fixture->store, event, &no_person, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (lotse_register (fixture->store, a, wishes, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  guests = lotse_guests_load (fixture->store, event, &error);
  g_assert_cmpuint (guests->guests->len, ==, 0);
}

/* --- Workshops ---------------------------------------------------------------------------------------------- */

/* Everybody who sits or waits: "Chor:Ada,Bea/Cem" for two who sit and one who waits. */
static char *
print_workshops (LotseStore *store, const char *event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, event, &error);
  g_autoptr (GPtrArray) workshops = lotse_workshops_load (store, guests, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < workshops->len; i++)
    {
      const LotseWorkshopSeats *seats = workshops->pdata[i];

      g_string_append_printf (text, "%s%s:", i > 0 ? " " : "", seats->title);
      for (guint g = 0; g < seats->seated->len; g++)
        g_string_append_printf (text, "%s%s", g > 0 ? "," : "", ((LotseGuest *) seats->seated->pdata[g])->name);
      for (guint g = 0; g < seats->waiting->len; g++)
        g_string_append_printf (text, "%s%s", g > 0 ? "," : "/", ((LotseGuest *) seats->waiting->pdata[g])->name);
    }
  return g_string_free (text, FALSE);
}

static char *
choose (LotseStore *store, const char *event, const char *name, int minute, const char *first, const char *second)
{
  char *person = add_record (store, "person", "display_name", name, NULL);
  const char *const firsts[] = { first, NULL };
  const char *const seconds[] = { second, NULL };
  g_autofree char *at = g_strdup_printf ("2026-10-01T10:%02d", minute);
  const LotseRegistrationWish wish = { .person = person, .workshops = firsts, .second_workshops = seconds, .registered_at = at };
  g_autoptr (LotseRegistrationResult) result = must_register (store, event, &wish);

  return person;
}

static void
test_workshops (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_record (store, "event", "title_de", "Treffen", NULL);
  g_autofree char *choir = add_record (store, "agenda_item", "event", event, "title", "Chor", "type", "workshop", "capacity", "1",
                                       "starts_at", "2026-11-28T10:00", "ends_at", "2026-11-28T11:00", NULL);
  g_autofree char *dance = add_record (store, "agenda_item", "event", event, "title", "Tanz", "type", "workshop", "capacity", "2",
                                       "starts_at", "2026-11-28T10:00", "ends_at", "2026-11-28T11:00", NULL);
  g_autofree char *late = add_record (store, "agenda_item", "event", event, "title", "Spät", "type", "workshop", "starts_at",
                                      "2026-11-28T11:00", "ends_at", "2026-11-28T12:00", NULL);
  g_autofree char *same = add_record (store, "agenda_item", "event", event, "title", "Gesang", "type", "workshop", "merged_with", choir, NULL);
  g_autofree char *a = choose (store, event, "Ada", 1, choir, dance);
  g_autofree char *b = choose (store, event, "Bea", 2, same, dance);
  g_autofree char *c = choose (store, event, "Cem", 3, choir, late);
  g_autofree char *d = choose (store, event, "Dia", 4, late, NULL);
  g_autofree char *before = print_workshops (store, event);
  g_autoptr (LotseRegistrationResult) cancelled = become (store, event, a, "cancelled");
  g_autofree char *after = print_workshops (store, event);
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, event, NULL);
  g_autoptr (GPtrArray) workshops = lotse_workshops_load (store, guests, NULL);
  g_auto (GStrv) titles = lotse_workshops_of (workshops, d);

  g_assert_cmpstr (before, ==, "Chor:Ada/Cem Tanz:Bea Spät:Dia");
  g_assert_cmpstr (after, ==, "Chor:Bea/Cem Tanz: Spät:Dia");
  g_assert_cmpuint (g_strv_length (titles), ==, 1);
  g_assert_cmpstr (titles[0], ==, "Spät");
}

/* --- Needs -------------------------------------------------------------------------------------------------- */

static char *
need (LotseStore *store, const char *event, const char *name, const char *state, const char *what, const char *note)
{
  g_autofree char *person = add_record (store, "person", "display_name", name, NULL);
  const char *const needs[] = { what, NULL };
  const LotseRegistrationWish wish = { .person = person, .state = state, .needs = needs, .needs_note = note };
  g_autoptr (LotseRegistrationResult) result = must_register (store, event, &wish);

  return g_strdup (result->registration);
}

static void
test_needs (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_record (store, "event", "title_de", "Treffen", "date", "2026-11-28", NULL);
  g_autofree char *a = need (store, event, "Ada", NULL, "food", "vegan");
  g_autofree char *b = need (store, event, "Bea", NULL, "food", "Vegan ");
  g_autofree char *c = need (store, event, "Cem", "waiting", "food", NULL);
  g_autofree char *d = need (store, event, "Dia", NULL, NULL, "sitzt vorn");
  g_autofree char *e = need (store, event, "Eli", NULL, "wheelchair", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) needs = lotse_needs_load (store, event, FALSE, &error);
  g_autoptr (GPtrArray) early = lotse_needs_due (store, NULL, "2026-12-25", &error);
  g_autoptr (GPtrArray) due = lotse_needs_due (store, event, "2026-12-26", &error);
  g_autoptr (GPtrArray) notes = NULL;
  const LotseNeed *food, *note;
  const LotseNeedsDue *of_event;

  g_assert_no_error (error);
  g_assert_cmpuint (needs->len, ==, 3);
  food = needs->pdata[1];
  note = needs->pdata[2];
  g_assert_cmpstr (food->need, ==, "food");
  g_assert_cmpuint (food->count, ==, 2);
  g_assert_null (((LotseNeedOf *) food->people->pdata[0])->name);
  g_assert_cmpstr (((LotseNeedOf *) food->people->pdata[0])->note, ==, "vegan");
  notes = lotse_need_notes (food);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpuint (((LotseNeedNote *) notes->pdata[0])->count, ==, 2);
  g_assert_null (note->need);
  g_assert_cmpuint (note->count, ==, 1);
  g_assert_cmpuint (early->len, ==, 0);
  g_assert_cmpuint (due->len, ==, 1);
  of_event = due->pdata[0];
  g_assert_cmpuint (of_event->registrations->len, ==, 5);
  g_ptr_array_add (of_event->registrations, NULL);
  g_assert_true (lotse_needs_erase (store, (const char *const *) of_event->registrations->pdata, &error));
  g_assert_no_error (error);
  g_clear_pointer (&needs, g_ptr_array_unref);
  needs = lotse_needs_load (store, event, TRUE, &error);
  g_assert_cmpuint (needs->len, ==, 0);
  /* What somebody needed is health at times: nothing of it stays, and nothing brings it back. */
  for (guint i = 0; of_event->registrations->pdata[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) history = lotse_store_history (store, of_event->registrations->pdata[i], &error);

      g_assert_cmpuint (history->len, >, 0);
      for (guint k = 0; k < history->len; k++)
        g_assert_false (g_str_has_prefix (((LotseHistoryEntry *) history->pdata[k])->reg, "needs"));
    }
}

/* --- Afterwards --------------------------------------------------------------------------------------------- */

static LotseGuests *
must_load (LotseStore *store, const char *event)
{
  g_autoptr (GError) error = NULL;
  LotseGuests *guests = lotse_guests_load (store, event, &error);

  g_assert_no_error (error);
  return guests;
}

static void
test_paper (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_record (store, "event", "title_de", "Treffen", "date", "2026-11-28", NULL);
  g_autofree char *a = ask (store, event, "Ada", "Nord", FALSE, LOTSE_WAIT_NONE);
  g_autofree char *b = ask (store, event, "Bea", "Nord", FALSE, LOTSE_WAIT_NONE);
  g_autoptr (LotseGuests) before = must_load (store, event);
  g_autoptr (GPtrArray) none = lotse_catch_up_no_shows (before, NULL);
  g_autoptr (LotseGuests) after = NULL;
  g_autoptr (LotseGuests) last = NULL;
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GPtrArray) quotas = NULL;
  g_autoptr (GError) error = NULL;
  const LotseStay *stay;

  g_assert_cmpuint (none->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (lotse_catch_up_tick (store, event, NULL, a, &error));
  after = must_load (store, event);
  some = lotse_catch_up_no_shows (after, NULL);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_cmpstr (((LotseGuest *) some->pdata[0])->name, ==, "Bea");
  stay = lotse_guest_stay (lotse_guests_find (after, a), "");
  g_assert_cmpstr (stay->first->door, ==, LOTSE_DOOR_PAPER);
  g_assert_cmpstr (lotse_door_label (stay->first->door), !=, LOTSE_DOOR_PAPER);
  g_assert_cmpstr (lotse_door_label ("Nord"), ==, "Nord");
  quotas = lotse_guests_quotas (after, NULL);
  g_assert_cmpuint (((LotseQuota *) quotas->pdata[0])->came, ==, 1);
  g_assert_true (lotse_catch_up_untick (store, event, NULL, a, &error));
  g_assert_no_error (error);
  last = must_load (store, event);
  g_assert_cmpuint (lotse_guests_n_came (last, NULL), ==, 0);
}

static void
test_paper_leaves_doors_alone (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_record (store, "event", "title_de", "Treffen", NULL);
  g_autofree char *person = ask (store, event, "Ada", NULL, FALSE, LOTSE_WAIT_NONE);
  g_autofree char *id = add_record (store, "attendance", "event", event, "person", person, NULL);
  g_autoptr (LotseRecord) attendance = must_get (store, id);
  g_autoptr (LotseGuests) guests = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_attendance_add_mark (attendance, "m", 1795885200000, 1795885200000, "Nord", &error));
  must_save (store, attendance);
  g_assert_true (lotse_catch_up_tick (store, event, "", person, &error));
  g_assert_false (lotse_catch_up_untick (store, event, "", person, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (lotse_catch_up_tick (store, event, "7", person, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
  guests = must_load (store, event);
  g_assert_cmpuint (lotse_guests_n_came (guests, NULL), ==, 1);
}

/* Somebody who walked in under another spelling turns out to be registered. */
static void
test_a_walk_in_is_recognised (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_record (store, "event", "title_de", "Treffen", NULL);
  g_autofree char *known = ask (store, event, "Serhij Kovalchuk", NULL, FALSE, LOTSE_WAIT_NONE);
  const LotseDoor door = { event, NULL, "Nord" };
  const LotseWalkIn said = { .name = "Sergej Kowaltschuk", .email = "serhij@example.org" };
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseSignIn) sign_in = lotse_walk_in (store, &door, &said, 0, &error);
  g_autoptr (LotseGuests) apart = must_load (store, event);
  g_autoptr (GPtrArray) walk_ins = lotse_catch_up_walk_ins (apart);
  g_autoptr (GPtrArray) candidates = NULL;
  g_autofree char *standing = NULL;
  g_autofree char *wrong = NULL;
  g_autoptr (LotseGuests) united = NULL;
  g_autoptr (LotseRecord) person = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (apart->guests->len, ==, 2);
  g_assert_cmpuint (walk_ins->len, ==, 1);
  candidates = lotse_catch_up_candidates (store, apart, sign_in->person, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, 1);
  g_assert_cmpstr (((LotseDouble *) candidates->pdata[0])->person, ==, known);
  wrong = lotse_catch_up_recognise (store, event, known, sign_in->person, &error);
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  standing = lotse_catch_up_recognise (store, event, sign_in->person, known, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (standing, ==, known);
  united = must_load (store, event);
  g_assert_cmpuint (united->guests->len, ==, 1);
  g_assert_cmpuint (lotse_guests_n_came (united, NULL), ==, 1);
  person = must_get (store, known);
  g_assert_cmpstr (lotse_record_get (person, "email"), ==, "serhij@example.org");
  g_assert_true (lotse_store_undo (store, NULL, NULL, &error));
  g_clear_pointer (&united, lotse_guests_free);
  united = must_load (store, event);
  g_assert_cmpuint (united->guests->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/registration/places", test_places);
  ADD ("/registration/who-waits-goes-before", test_who_waits_goes_before);
  ADD ("/registration/closed", test_closed);
  ADD ("/registration/states-and-time", test_states_and_time);
  ADD ("/registration/out-of-the-bin", test_out_of_the_bin);
  ADD ("/registration/merged-people-have-one", test_merged_people_have_one);
  ADD ("/registration/all-or-none", test_all_or_none);
  ADD ("/registration/workshops", test_workshops);
  ADD ("/registration/needs", test_needs);
  ADD ("/registration/paper", test_paper);
  ADD ("/registration/paper-leaves-doors-alone", test_paper_leaves_doors_alone);
  ADD ("/registration/a-walk-in-is-recognised", test_a_walk_in_is_recognised);
  return g_test_run ();
}
