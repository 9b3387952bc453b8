/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in and out, walk-ins, and the codes of badges. */
#include "config.h"

#include "lotse-code.h"
#include "lotse-sign-in.h"

#include "events-fixture.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define EVENING G_GINT64_CONSTANT (1795885200000) /* 28 November 2026, 16:00 UTC */

typedef struct
{
  Fixture base;
  char *event;
  char *club;
  char *person;
  char *registration;
} Hall;

static void
set_up (Hall *hall, gconstpointer data)
{
  fixture_set_up (&hall->base, data);
  hall->event = add_record (hall->base.store, "event", "title_de", "Netzwerktreffen Nord", "date", "2026-11-28", "capacity", "3", NULL);
  hall->club = add_record (hall->base.store, "organisation", "name", "Beispielverein", NULL);
  hall->person = add_record (hall->base.store, "person", "display_name", "Mira Testperson", NULL);
  hall->registration = add_record (hall->base.store, "registration", "event", hall->event, "person", hall->person, "organisation",
                                   hall->club, "state", "registered", "role", "participant", NULL);
}

static void
tear_down (Hall *hall, gconstpointer data)
{
  g_free (hall->event);
  g_free (hall->club);
  g_free (hall->person);
  g_free (hall->registration);
  fixture_tear_down (&hall->base, data);
}

static LotseSignIn *
sign_in_at (Hall *hall, const char *door_name, const char *person, const char *organisation, gint64 at_ms)
{
  LotseDoor door = { hall->event, NULL, door_name };
  g_autoptr (GError) error = NULL;
  LotseSignIn *result = lotse_sign_in (hall->base.store, &door, person, organisation, at_ms, &error);

  g_assert_no_error (error);
  return result;
}

static LotseSignIn *
walk_in (Hall *hall, const LotseWalkIn *said)
{
  LotseDoor door = { hall->event, NULL, "Nord" };
  g_autoptr (GError) error = NULL;
  LotseSignIn *result = lotse_walk_in (hall->base.store, &door, said, 0, &error);

  g_assert_no_error (error);
  return result;
}

static guint
count_all (Hall *hall, const char *kind)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));

  return (guint) lotse_store_count (hall->base.store, query, NULL);
}

static guint
n_came (Hall *hall)
{
  g_autoptr (LotseGuests) guests = lotse_guests_load (hall->base.store, hall->event, NULL);

  return lotse_guests_n_came (guests, NULL);
}

static void
test_once (Hall *hall, gconstpointer data)
{
  g_autoptr (LotseSignIn) first = sign_in_at (hall, "Nord", hall->person, NULL, EVENING);
  g_autoptr (LotseSignIn) second = sign_in_at (hall, "Süd", hall->person, NULL, EVENING + MINUTE);
  g_autoptr (LotseRecord) attendance = must_get (hall->base.store, first->attendance);
  g_autoptr (GPtrArray) marks = lotse_attendance_dup_marks (attendance);
  g_autofree char *derived = lotse_record_dup_derived_id (attendance);

  g_assert_false (first->already);
  g_assert_cmpstr (first->name, ==, "Mira Testperson");
  g_assert_cmpstr (first->organisation_name, ==, "Beispielverein");
  g_assert_cmpint (first->at_ms, ==, EVENING);
  g_assert_cmpstr (first->state, ==, "registered");
  g_assert_false (first->over_capacity || first->over_quota || first->walk_in);
  g_assert_true (second->already);
  g_assert_cmpstr (second->mark, ==, first->mark);
  g_assert_cmpint (second->at_ms, ==, EVENING);
  g_assert_cmpstr (second->door, ==, "Nord");
  g_assert_cmpuint (marks->len, ==, 1);
  g_assert_cmpstr (first->attendance, ==, derived);
  g_assert_cmpstr (lotse_record_get (attendance, "organisation"), ==, hall->club);
}

static void
test_undo (Hall *hall, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseSignIn) first = sign_in_at (hall, "Nord", hall->person, NULL, EVENING);
  g_autoptr (LotseSignIn) again = sign_in_at (hall, "Süd", hall->person, NULL, EVENING + MINUTE);
  g_autoptr (LotseSignIn) second = NULL;

  g_assert_false (lotse_sign_in_undo (hall->base.store, again, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (lotse_sign_in_undo (hall->base.store, first, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_came (hall), ==, 0);
  g_assert_cmpuint (count_all (hall, "person"), ==, 1);
  second = sign_in_at (hall, "Süd", hall->person, NULL, EVENING + 2 * MINUTE);
  g_assert_false (second->already);
  g_assert_cmpint (second->at_ms, ==, EVENING + 2 * MINUTE);
  g_assert_cmpstr (second->attendance, ==, first->attendance);
  g_assert_cmpuint (n_came (hall), ==, 1);
}

/* Both clocks are kept; without a centre they are the same. */
static void
test_clocks (Hall *hall, gconstpointer data)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (hall->base.store, NULL);
  g_autoptr (LotseSignIn) sign_in = NULL;
  g_autoptr (LotseRecord) attendance = NULL;
  g_autoptr (LotseMark) mark = NULL;
  gint64 before = lotse_store_now (hall->base.store);

  state->offset_ms = 90 * MINUTE;
  g_assert_true (lotse_store_set_sync_state (hall->base.store, state, NULL));
  sign_in = sign_in_at (hall, "Nord", hall->person, NULL, 0);
  attendance = must_get (hall->base.store, sign_in->attendance);
  mark = lotse_attendance_dup_first (attendance);
  g_assert_cmpint (lotse_mark_time_parse (mark->raw), >=, before);
  g_assert_cmpint (lotse_mark_time_parse (mark->raw), <, before + MINUTE);
  g_assert_cmpint (lotse_mark_time_parse (mark->at) - lotse_mark_time_parse (mark->raw), ==, 90 * MINUTE);
}

static void
test_merged (Hall *hall, gconstpointer data)
{
  g_autofree char *other = add_record (hall->base.store, "person", "display_name", "Miera Testperson", NULL);
  g_autoptr (LotseSignIn) first = sign_in_at (hall, "Nord", other, NULL, EVENING);
  g_autoptr (LotseSignIn) second = NULL;
  g_autofree char *merged = add_record (hall->base.store, "person", "display_name", "M. Testperson", NULL);
  g_autofree char *third = add_record (hall->base.store, "person", "display_name", "Ute Beispiel", NULL);
  g_autofree char *alias = add_record (hall->base.store, "person", "display_name", "Uta Beispiel", NULL);
  g_autoptr (LotseSignIn) standing = NULL;

  merge_into (hall->base.store, other, hall->person);
  merge_into (hall->base.store, merged, hall->person);
  merge_into (hall->base.store, alias, third);
  second = sign_in_at (hall, "Süd", merged, NULL, EVENING + MINUTE);
  g_assert_true (second->already);
  g_assert_cmpstr (second->person, ==, hall->person);
  g_assert_cmpstr (second->attendance, ==, first->attendance);
  standing = sign_in_at (hall, "Süd", alias, NULL, EVENING);
  g_assert_cmpstr (standing->person, ==, third);
  g_assert_cmpuint (n_came (hall), ==, 2);
}

/* Nobody is turned away; the third of an association and the fourth in a hall for three come with a note. */
static void
test_never_turned_away (Hall *hall, gconstpointer data)
{
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("Gast %u", i);
      g_autofree char *person = add_record (hall->base.store, "person", "display_name", name, NULL);
      g_autoptr (LotseSignIn) sign_in = sign_in_at (hall, "Nord", person, hall->club, EVENING);

      /* One of the two places of the club is kept for who is registered. */
      g_assert_cmpint (sign_in->over_quota, ==, i > 1);
      g_assert_cmpint (sign_in->over_capacity, ==, i > 2);
      g_assert_cmpuint (sign_in->organisation_came, ==, i);
      g_assert_cmpint (sign_in->organisation_places, ==, 2);
    }
  g_assert_cmpuint (n_came (hall), ==, 4);
}

static void
test_speakers_take_no_place (Hall *hall, gconstpointer data)
{
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *person = add_record (hall->base.store, "person", "display_name", "Rednerin", NULL);
      g_autofree char *registration = add_record (hall->base.store, "registration", "event", hall->event, "person", person, "organisation",
                                                  hall->club, "state", "registered", "role", "speaker", NULL);
      g_autoptr (LotseSignIn) sign_in = sign_in_at (hall, "Nord", person, NULL, EVENING);

      g_assert_false (sign_in->over_quota || sign_in->over_capacity);
    }
}

static void
test_slots (Hall *hall, gconstpointer data)
{
  g_autoptr (LotseSignIn) before = sign_in_at (hall, "Nord", hall->person, NULL, EVENING);
  g_autoptr (LotseRecord) event = must_get (hall->base.store, hall->event);
  LotseDoor doors[] = { { hall->event, "1", "" }, { hall->event, "2", "" }, { hall->event, "3", "" } };
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_event_set_slot (event, "1", NULL, "2026-11-28T14:00", "2026-11-28T18:00", NULL));
  g_assert_true (lotse_event_set_slot (event, "2", NULL, "2026-11-29T10:00", "2026-11-29T15:00", NULL));
  must_save (hall->base.store, event);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LotseSignIn) sign_in = lotse_sign_in (hall->base.store, &doors[i], hall->person, NULL, EVENING + MINUTE, &error);

      g_assert_no_error (error);
      /* What was written before there were days belongs to the first. */
      g_assert_cmpint (sign_in->already, ==, i == 0);
      g_assert_cmpstr (sign_in->slot, ==, doors[i].slot);
    }
  g_assert_null (lotse_sign_in (hall->base.store, &doors[2], hall->person, NULL, EVENING, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
}

static void
test_workshops (Hall *hall, gconstpointer data)
{
  g_autofree char *room = add_record (hall->base.store, "room", "name", "Raum 3", NULL);
  g_autofree char *late = add_record (hall->base.store, "agenda_item", "event", hall->event, "title", "Fördermittel", "type", "workshop",
                                      "starts_at", "2026-11-28T15:00", "room", room, NULL);
  g_autofree char *early = add_record (hall->base.store, "agenda_item", "event", hall->event, "title", "Satzung", "type", "workshop",
                                       "starts_at", "2026-11-28T13:00", NULL);
  g_autoptr (LotseRecord) registration = must_get (hall->base.store, hall->registration);
  g_autoptr (LotseSignIn) sign_in = NULL;
  const LotseWorkshop *first, *second;

  lotse_record_set_element (registration, "workshops", late, "1", NULL);
  lotse_record_set_element (registration, "workshops", early, "1", NULL);
  must_save (hall->base.store, registration);
  sign_in = sign_in_at (hall, "Nord", hall->person, NULL, EVENING);
  g_assert_cmpuint (sign_in->workshops->len, ==, 2);
  first = sign_in->workshops->pdata[0];
  second = sign_in->workshops->pdata[1];
  g_assert_cmpstr (first->title, ==, "Satzung");
  g_assert_cmpstr (first->room, ==, "");
  g_assert_cmpstr (second->title, ==, "Fördermittel");
  g_assert_cmpstr (second->room, ==, "Raum 3");
}

static void
test_sign_out (Hall *hall, gconstpointer data)
{
  LotseDoor door = { hall->event, NULL, "Nord" };
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseSignIn) none = lotse_sign_out (hall->base.store, &door, hall->person, EVENING, &error);
  g_autoptr (LotseSignIn) sign_in = NULL;
  g_autoptr (LotseSignIn) out = NULL;
  g_autoptr (LotseSignIn) again = NULL;

  g_assert_null (none);
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  sign_in = sign_in_at (hall, "Nord", hall->person, NULL, EVENING);
  out = lotse_sign_out (hall->base.store, &door, hall->person, EVENING + 90 * MINUTE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (out->signed_out_at, ==, "2026-11-28T19:30");
  g_assert_false (out->already);
  again = lotse_sign_out (hall->base.store, &door, hall->person, EVENING + 120 * MINUTE, &error);
  g_assert_true (again->already);
  g_assert_cmpstr (again->signed_out_at, ==, "2026-11-28T19:30");
  g_assert_true (lotse_sign_out_undo (hall->base.store, out->attendance, &error));
  assert_value (&hall->base, out->attendance, "signed_out_at", NULL);
}

static void
test_walk_in (Hall *hall, gconstpointer data)
{
  LotseWalkIn said = { .name = "  Yousef Beispielmann ", .organisation_name = "beispielVerein", .email = "yb@example.org",
                       .language = "ar", .text_language = "de", .notice_shown = TRUE, .photos = TRUE };
  g_autoptr (LotseSignIn) sign_in = walk_in (hall, &said);
  g_autoptr (LotseRecord) attendance = must_get (hall->base.store, sign_in->attendance);
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("consent"));
  g_autoptr (GPtrArray) consents = lotse_store_list (hall->base.store, query, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (sign_in->walk_in);
  g_assert_cmpstr (sign_in->name, ==, "Yousef Beispielmann");
  g_assert_cmpstr (sign_in->organisation, ==, hall->club);
  g_assert_null (sign_in->state);
  assert_value (&hall->base, sign_in->person, "email", "yb@example.org");
  assert_value (&hall->base, sign_in->person, "contact_language", "ar");
  g_assert_true (lotse_record_get_bool (attendance, "walk_in"));
  g_assert_cmpuint (strlen (lotse_record_get (attendance, "privacy_notice_on")), ==, 10);
  g_assert_cmpuint (consents->len, ==, 1);
  g_assert_cmpstr (lotse_record_get (consents->pdata[0], "purpose"), ==, "photos");
  g_assert_cmpstr (lotse_record_get (consents->pdata[0], "given_how"), ==, "desk");
  g_assert_cmpstr (lotse_record_get (consents->pdata[0], "person"), ==, sign_in->person);
  /* Taken back, nobody is left. */
  g_assert_true (lotse_sign_in_undo (hall->base.store, sign_in, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_all (hall, "consent"), ==, 0);
  g_assert_cmpuint (count_all (hall, "person"), ==, 1);
  g_assert_cmpuint (n_came (hall), ==, 0);
}

/* Somebody has registered the walk-in meanwhile: only the sign-in is taken back. */
static void
test_walk_in_known_since (Hall *hall, gconstpointer data)
{
  LotseWalkIn said = { .name = "Ute Beispiel", .newsletter = TRUE };
  g_autoptr (LotseSignIn) sign_in = walk_in (hall, &said);
  g_autofree char *registration = add_record (hall->base.store, "registration", "event", hall->event, "person", sign_in->person,
                                              "state", "registered", NULL);

  g_assert_true (lotse_sign_in_undo (hall->base.store, sign_in, NULL));
  g_assert_cmpuint (count_all (hall, "person"), ==, 2);
  g_assert_cmpuint (count_all (hall, "consent"), ==, 1);
  g_assert_cmpuint (n_came (hall), ==, 0);
}

/* What cannot be saved whole is not saved at all. */
static void
test_walk_in_all_or_nothing (Hall *hall, gconstpointer data)
{
  static const LotseWalkIn wrong[] = {
    { .name = "  " },
    { .name = "Ute Beispiel", .language = "tlh", .photos = TRUE },
    { .name = "Ute Beispiel", .text_language = "nonsense words", .photos = TRUE },
    { .name = "Ute Beispiel", .organisation = "0123456789abcdef0123456789abcdef" },
  };
  LotseDoor door = { hall->event, NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lotse_walk_in (hall->base.store, &door, &wrong[i], 0, &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (count_all (hall, "person"), ==, 1);
      g_assert_cmpuint (count_all (hall, "attendance"), ==, 0);
    }
}

static void
test_doubles (Hall *hall, gconstpointer data)
{
  static const struct
  {
    LotseWalkIn said;
    const char *found; /* NULL: nobody */
    LotseDoubleReasons why;
  } rows[] = {
    { { .name = "testperson mira" }, "Mira Testperson", LOTSE_DOUBLE_NAME },
    { { .name = "Mira Testperson", .organisation_name = "Beispielverein" }, "Mira Testperson", LOTSE_DOUBLE_NAME | LOTSE_DOUBLE_ORGANISATION },
    { { .name = "Mira Luise Testperson" }, "Mira Testperson", LOTSE_DOUBLE_SPELLING },
    { { .name = "Jusuf Haddad" }, "Yousef Haddad", LOTSE_DOUBLE_SPELLING },
    { { .name = "Juergen Mueller" }, "Jürgen Müller", LOTSE_DOUBLE_NAME },
    { { .name = "Anna Ganzanders", .email = "YOUSEF@example.org" }, "Yousef Haddad", LOTSE_DOUBLE_EMAIL },
    { { .name = "Mira" }, NULL, 0 },
    { { .name = "Mira Testpersonenberg" }, NULL, 0 },
    { { .name = "Anna Ganzanders", .organisation_name = "Beispielverein" }, NULL, 0 },
    { { .name = "" }, NULL, 0 },
  };
  g_autofree char *yousef = add_record (hall->base.store, "person", "display_name", "Yousef Haddad", "email", "yousef@example.org", NULL);
  g_autofree char *juergen = add_record (hall->base.store, "person", "display_name", "Jürgen Müller", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) doubles = lotse_walk_in_doubles (hall->base.store, hall->event, &rows[i].said, &error);
      const LotseDouble *first;

      g_assert_no_error (error);
      g_test_message ("%s: %u", rows[i].said.name, doubles->len);
      g_assert_cmpuint (doubles->len, ==, rows[i].found != NULL);
      first = doubles->len > 0 ? doubles->pdata[0] : NULL;
      if (first == NULL)
        continue;
      g_assert_cmpstr (first->name, ==, rows[i].found);
      g_assert_cmpuint (first->why, ==, rows[i].why);
    }
}

static void
test_codes (Hall *hall, gconstpointer data)
{
  g_autofree char *code = lotse_code_make (hall->registration);
  g_autofree char *small = g_ascii_strdown (code, -1);
  g_autofree char *other_layout = g_strdup_printf ("LOTSEÖ%s\r\n", code + strlen ("LOTSE:"));
  g_autofree char *of_person = lotse_code_make (hall->person);
  g_autofree char *other_event = add_record (hall->base.store, "event", "title_de", "Etwas anderes", NULL);
  const char *const good[] = { code, small, other_layout };
  const char *const no_code[] = { "", "LOTSE", "LOTSE:", "LOTSE:12", "Lotsemann", "\xff\xfe", hall->registration };
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (strlen (code), ==, 38);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *person = lotse_sign_in_find_code (hall->base.store, hall->event, good[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (person, ==, hall->person);
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_code); i++)
    {
      g_assert_null (lotse_code_read (no_code[i]));
      g_assert_null (lotse_sign_in_find_code (hall->base.store, hall->event, no_code[i], &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_null (lotse_sign_in_find_code (hall->base.store, hall->event, of_person, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (lotse_sign_in_find_code (hall->base.store, other_event, code, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
}

static void
test_signature (Hall *hall, gconstpointer data)
{
  g_autoptr (LotseSignIn) sign_in = sign_in_at (hall, "Nord", hall->person, NULL, EVENING);
  g_autoptr (GBytes) picture = g_bytes_new_static ("a drawing", 9);
  g_autoptr (GBytes) other = g_bytes_new_static ("another drawing", 15);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (LotseGuests) guests = NULL;
  g_autoptr (GError) error = NULL;
  const LotseStay *stay;
  char content[16] = "";

  g_assert_true (lotse_sign_in_add_signature (hall->base.store, sign_in->attendance, picture, &error));
  g_assert_no_error (error);
  g_assert_false (lotse_sign_in_add_signature (hall->base.store, sign_in->attendance, other, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
  guests = lotse_guests_load (hall->base.store, hall->event, NULL);
  stay = lotse_guest_stay (lotse_guests_find (guests, hall->person), NULL);
  stream = lotse_store_open_blob (hall->base.store, stay->signature, NULL);
  g_assert_nonnull (stream);
  g_assert_cmpint (g_input_stream_read (stream, content, sizeof content - 1, NULL, NULL), ==, 9);
  g_assert_cmpstr (content, ==, "a drawing");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
#define ADD(name, test) g_test_add ("/sign-in/" name, Hall, NULL, set_up, test, tear_down)
  ADD ("once", test_once);
  ADD ("undo", test_undo);
  ADD ("clocks", test_clocks);
  ADD ("merged", test_merged);
  ADD ("never-turned-away", test_never_turned_away);
  ADD ("speakers-take-no-place", test_speakers_take_no_place);
  ADD ("slots", test_slots);
  ADD ("workshops", test_workshops);
  ADD ("sign-out", test_sign_out);
  ADD ("walk-in", test_walk_in);
  ADD ("walk-in-known-since", test_walk_in_known_since);
  ADD ("walk-in-all-or-nothing", test_walk_in_all_or_nothing);
  ADD ("doubles", test_doubles);
  ADD ("codes", test_codes);
  ADD ("signature", test_signature);
#undef ADD
  return g_test_run ();
}
