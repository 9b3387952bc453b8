/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files, read back with libical: texts, days, times around the changes of the clock, states, agenda, versions. */
#include "config.h"

#include "events-fixture.h"

#include "lotse-agenda.h"
#include "lotse-ics.h"

#include <libical/ical.h>

#define ABOUT "Austausch, Beratung; Begegnung \\ Fragen:\nÜber Müßiggang, Ärger, Öffentlichkeit und Größe äußern sich Ämter, Vereine, Träger – " \
              "größtenteils für Ältere; für Jüngere übermäßig schön.\n\nÄÖÜäöüß “ÄÖÜäöüß” 🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈"

static char *
must_write (LotseStore *store, const char *event, const char *language)
{
  g_autoptr (GError) error = NULL;
  char *text = lotse_ics_text (store, event, language, &error);

  g_assert_no_error (error);
  return text;
}

static icalcomponent *
must_parse (const char *text)
{
  icalcomponent *calendar = icalcomponent_new_from_string (text);

  g_assert_nonnull (calendar);
  g_assert_cmpint (icalcomponent_isa (calendar), ==, ICAL_VCALENDAR_COMPONENT);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  g_assert_cmpint (icalrestriction_check (calendar), ==, 1);
  return calendar;
}

static icalcomponent *
read_back (LotseStore *store, const char *event, const char *language)
{
  g_autofree char *text = must_write (store, event, language);

  return must_parse (text);
}

static icalcomponent *
find (icalcomponent *calendar, const char *uid)
{
  for (icalcomponent *entry = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT); entry != NULL;
       entry = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    if (g_str_equal (icalcomponent_get_uid (entry), uid))
      return entry;
  g_error ("no entry %s", uid);
  return NULL;
}

static icalcomponent *
find_slot (icalcomponent *calendar, const char *event, const char *key)
{
  g_autofree char *uid = g_strdup_printf ("%s-%s", event, key);

  return find (calendar, uid);
}

/* The value of a property as it stands in the file, NULL if there is none (g_free). */
static char *
raw (icalcomponent *entry, icalproperty_kind kind)
{
  icalproperty *property = icalcomponent_get_first_property (entry, kind);
  char *text = property != NULL ? icalproperty_get_value_as_string_r (property) : NULL;
  char *copy = g_strdup (text);

  icalmemory_free_buffer (text);
  return copy;
}

static void
assert_raw (icalcomponent *entry, icalproperty_kind kind, const char *wanted)
{
  g_autofree char *text = raw (entry, kind);

  g_assert_cmpstr (text, ==, wanted);
}

/* --- Texts -------------------------------------------------------------------------------------------------- */

/* Lines end with CR LF, have at most 75 octets, and no letter is cut in two. */
static void
assert_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  guint longest = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      longest = MAX (longest, (guint) strlen (lines[i]));
      g_assert_null (strpbrk (lines[i], "\r\n"));
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
  g_assert_cmpuint (longest, <=, 75);
  g_assert_cmpuint (longest, >, 70);
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *room = add (fixture, "room", "name", "Saal 1; links", "address", "Am Markt 3, 35390 Gießen", NULL);
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen: Süd, Ost; West", "title_en", "Meeting south", "about_de", ABOUT, "date",
                                "2026-11-28", "venue", "Haus der Vereine", "room", room, NULL);
  g_autofree char *text = must_write (fixture->store, event, "de");
  icalcomponent *calendar = must_parse (text), *english = read_back (fixture->store, event, "en"), *entry = find (calendar, event);

  assert_lines (text);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 1);
  g_assert_cmpstr (icalcomponent_get_summary (entry), ==, "Treffen: Süd, Ost; West");
  g_assert_cmpstr (icalcomponent_get_location (entry), ==, "Haus der Vereine, Saal 1; links, Am Markt 3, 35390 Gießen");
  g_assert_cmpstr (icalcomponent_get_description (entry), ==, ABOUT);
  assert_raw (entry, ICAL_DTSTART_PROPERTY, "20261128");
  assert_raw (entry, ICAL_DTEND_PROPERTY, "20261129");
  assert_raw (entry, ICAL_STATUS_PROPERTY, NULL);
  g_assert_cmpstr (icalcomponent_get_summary (find (english, event)), ==, "Meeting south");
  g_assert_cmpstr (icalcomponent_get_description (find (english, event)), ==, ABOUT);
  icalcomponent_free (calendar);
  icalcomponent_free (english);
}

/* Each length of a text that is folded once, at each place of a letter of two, three and four bytes. */
static void
test_folding (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "T", "date", "2026-11-28", NULL);

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *before = g_strnfill (50 + i, 'x');
      g_autofree char *about = g_strconcat (before, "äöü€€€🎈🎈🎈,;\\\n", before, NULL);
      g_autofree char *text = NULL;
      icalcomponent *calendar;

      change (fixture, event, "about_de", about, NULL);
      text = must_write (fixture->store, event, "de");
      assert_lines (text);
      calendar = must_parse (text);
      g_assert_cmpstr (icalcomponent_get_description (find (calendar, event)), ==, about);
      icalcomponent_free (calendar);
    }
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  g_autofree char *mira = add (fixture, "person", "display_name", "Mira Testperson", "email", "mira@example.org", NULL);
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", "date", "2026-11-28", "organiser", mira, "note", "Mira ruft an", NULL);
  g_autofree char *item = add (fixture, "agenda_item", "event", event, "title", "Werkstatt", "starts_at", "2026-11-28T10:00", "result",
                               "Mira gefiel es", NULL);
  g_autofree char *leader = g_strconcat ("leaders/", mira, NULL);
  g_autofree char *text = NULL;

  change (fixture, item, leader, "1", NULL);
  g_free (add_record (fixture->store, "registration", "event", event, "person", mira, "state", "registered", NULL));
  text = must_write (fixture->store, event, "de");
  g_assert_null (strstr (text, "Mira"));
  g_assert_null (strstr (text, "mira"));
  g_assert_null (strstr (text, mira));
}

/* --- Days and times ----------------------------------------------------------------------------------------- */

static void
assert_utc (icalcomponent *entry, const char *start, const char *end)
{
  const struct icaltimetype from = icalcomponent_get_dtstart (entry), to = icalcomponent_get_dtend (entry);

  g_assert_cmpstr (icaltime_get_tzid (from), ==, "Europe/Berlin");
  g_assert_cmpstr (icaltime_as_ical_string (icaltime_convert_to_zone (from, icaltimezone_get_utc_timezone ())), ==, start);
  g_assert_cmpstr (icaltime_as_ical_string (icaltime_convert_to_zone (to, icaltimezone_get_utc_timezone ())), ==, end);
}

/* The days before and after the clock changes; the entries of the file are read with the zone that it brings. */
static void
test_clock_changes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *march = add (fixture, "event", "title_de", "Treffen", "date", "2026-03-28", "slots/1",
                                "{\"end\":\"2026-03-28T18:30\",\"start\":\"2026-03-28T14:00\"}", "slots/2",
                                "{\"end\":\"2026-03-29T18:30\",\"start\":\"2026-03-29T14:00\"}", NULL);
  g_autofree char *october = add (fixture, "event", "title_de", "Treffen", "date", "2027-10-30", "slots/1",
                                  "{\"end\":\"2027-10-30T18:00\",\"start\":\"2027-10-30T14:00\"}", "slots/2",
                                  "{\"end\":\"2027-10-31T03:30\",\"start\":\"2027-10-31T01:30\"}", NULL);
  icalcomponent *spring = read_back (fixture->store, march, "de"), *autumn = read_back (fixture->store, october, "de");

  assert_utc (find_slot (spring, march, "1"), "20260328T130000Z", "20260328T173000Z");
  assert_utc (find_slot (spring, march, "2"), "20260329T120000Z", "20260329T163000Z");
  assert_utc (find_slot (autumn, october, "1"), "20271030T120000Z", "20271030T160000Z");
  assert_utc (find_slot (autumn, october, "2"), "20271030T233000Z", "20271031T023000Z");
  icalcomponent_free (spring);
  icalcomponent_free (autumn);
}

static void
test_slots (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", "date", "2026-11-28", "slots/1a",
                                "{\"end\":\"2026-11-28T12:00\",\"start\":\"2026-11-28T09:00\",\"title\":\"Vormittag\"}", "slots/2",
                                "{\"end\":\"2026-12-01\",\"start\":\"2026-11-29\"}", "slots/3", "{\"title\":\"Nachtreffen\"}", "slots/4",
                                "{\"end\":\"2026-11-28T09:00\",\"start\":\"2026-11-28T20:00\"}", NULL);
  icalcomponent *calendar = read_back (fixture->store, event, "de");

  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 4);
  g_assert_cmpstr (icalcomponent_get_summary (find_slot (calendar, event, "1a")), ==, "Treffen: Vormittag");
  assert_raw (find_slot (calendar, event, "1a"), ICAL_DTSTART_PROPERTY, "20261128T090000");
  assert_raw (find_slot (calendar, event, "2"), ICAL_DTSTART_PROPERTY, "20261129");
  assert_raw (find_slot (calendar, event, "2"), ICAL_DTEND_PROPERTY, "20261202");
  assert_raw (find_slot (calendar, event, "3"), ICAL_DTSTART_PROPERTY, "20261128");
  assert_raw (find_slot (calendar, event, "4"), ICAL_DTSTART_PROPERTY, "20261128T200000");
  assert_raw (find_slot (calendar, event, "4"), ICAL_DTEND_PROPERTY, NULL);
  icalcomponent_free (calendar);
}

/* --- Agenda ------------------------------------------------------------------------------------------------- */

static void
test_agenda (Fixture *fixture, gconstpointer data)
{
  g_autofree char *hall = add (fixture, "room", "name", "Saal", NULL);
  g_autofree char *room = add (fixture, "room", "name", "Raum 2", "address", "Hofgebäude", NULL);
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", "date", "2026-11-28", "venue", "Bürgerhaus", "room", hall, "state", "open",
                                "slots/1", "{\"end\":\"2026-11-28T18:00\",\"start\":\"2026-11-28T14:00\"}", "slots/2",
                                "{\"end\":\"2026-11-29T18:00\",\"start\":\"2026-11-29T10:00\"}", NULL);
  g_autofree char *one = add (fixture, "agenda_item", "event", event, "title", "Werkstatt A", "type", "workshop", "starts_at", "2026-11-29T11:00",
                              "ends_at", "2026-11-29T12:00", "room", room, NULL);
  g_autofree char *two = add (fixture, "agenda_item", "event", event, "title", "Werkstatt B", "type", "workshop", "starts_at", "2026-11-29T11:00",
                              "ends_at", "2026-11-29T12:00", NULL);
  g_autofree char *merged = add (fixture, "agenda_item", "event", event, "title", "Werkstatt C", "starts_at", "2026-11-29T11:00", "merged_with",
                                 one, NULL);
  g_autofree char *untimed = add (fixture, "agenda_item", "event", event, "title", "Büchertisch", NULL);
  g_autofree char *second_day = g_strconcat (event, "-2", NULL);
  icalcomponent *calendar = read_back (fixture->store, event, "de");

  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 6);
  g_assert_cmpstr (icalcomponent_get_location (find (calendar, one)), ==, "Bürgerhaus, Raum 2, Hofgebäude");
  g_assert_cmpstr (icalcomponent_get_location (find (calendar, two)), ==, "Bürgerhaus, Saal");
  g_assert_cmpstr (icalcomponent_get_description (find (calendar, one)), ==, "Workshop\nTreffen");
  assert_utc (find (calendar, one), "20261129T100000Z", "20261129T110000Z");
  assert_utc (find (calendar, two), "20261129T100000Z", "20261129T110000Z");
  assert_raw (find (calendar, one), ICAL_RELATEDTO_PROPERTY, second_day);
  assert_raw (find (calendar, one), ICAL_STATUS_PROPERTY, "CONFIRMED");
  assert_raw (find (calendar, merged), ICAL_STATUS_PROPERTY, "CANCELLED");
  assert_raw (find (calendar, untimed), ICAL_DTSTART_PROPERTY, "20261128");
  icalcomponent_free (calendar);
}

/* --- States and versions ------------------------------------------------------------------------------------ */

static void
test_states (Fixture *fixture, gconstpointer data)
{
  static const char *const states[][2] = { { "idea", "TENTATIVE" }, { "planned", "TENTATIVE" }, { "open", "CONFIRMED" },
                                           { "full", "CONFIRMED" }, { "held", "CONFIRMED" },    { "cancelled", "CANCELLED" } };
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", "date", "2026-11-28", NULL);
  g_autofree char *item = add (fixture, "agenda_item", "event", event, "title", "Werkstatt", "starts_at", "2026-11-28T10:00", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      icalcomponent *calendar;

      change (fixture, event, "state", states[i][0], NULL);
      calendar = read_back (fixture->store, event, "de");
      assert_raw (find (calendar, event), ICAL_STATUS_PROPERTY, states[i][1]);
      assert_raw (find (calendar, item), ICAL_STATUS_PROPERTY, states[i][1]);
      icalcomponent_free (calendar);
    }
}

static gint64
clock_of (gpointer data)
{
  return *(gint64 *) data;
}

static int
sequence_of (LotseStore *store, const char *event, const char *uid)
{
  icalcomponent *calendar = read_back (store, event, "de");
  int sequence = icalcomponent_get_sequence (find (calendar, uid));

  icalcomponent_free (calendar);
  return sequence;
}

/* The file follows from the records: the same text twice, and a higher version when something that it says has changed. */
static void
test_versions (Fixture *fixture, gconstpointer data)
{
  gint64 now = lotse_store_now (fixture->store);
  g_autofree char *event = NULL;
  g_autofree char *item = NULL;
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  int sequence;

  lotse_store_set_clock (fixture->store, clock_of, &now);
  event = add (fixture, "event", "title_de", "Treffen", "date", "2026-11-28", NULL);
  item = add (fixture, "agenda_item", "event", event, "title", "Werkstatt", "starts_at", "2026-11-28T10:00", NULL);
  first = must_write (fixture->store, event, "de");
  sequence = sequence_of (fixture->store, event, event);
  now += 10 * 1000;
  change (fixture, event, "note", "Nur für das Team", NULL);
  again = must_write (fixture->store, event, "de");
  g_assert_cmpstr (again, ==, first);
  change (fixture, item, "title", "Werkstatt A", NULL);
  g_assert_cmpint (sequence_of (fixture->store, event, event), ==, sequence);
  g_assert_cmpint (sequence_of (fixture->store, event, item), ==, sequence + 10);
  now += 10 * 1000;
  change (fixture, event, "state", "cancelled", NULL);
  g_assert_cmpint (sequence_of (fixture->store, event, event), ==, sequence + 20);
  g_assert_cmpint (sequence_of (fixture->store, event, item), ==, sequence + 20);
  lotse_store_set_clock (fixture->store, NULL, NULL);
}

/* --- What cannot be written --------------------------------------------------------------------------------- */

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dateless = add (fixture, "event", "title_de", "Idee", NULL);
  g_autofree char *dated = add (fixture, "event", "title_de", "Treffen", "date", "2026-11-28", NULL);
  g_autofree char *room = add (fixture, "room", "name", "Saal", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "no-folder", "event.ics", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (lotse_ics_text (fixture->store, dateless, "de", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (lotse_ics_text (fixture->store, room, "de", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (lotse_ics_write (fixture->store, dated, "de", path, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_IO);
}

#define ADD(name, function) g_test_add ("/ics/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  ADD ("texts", test_texts);
  ADD ("folding", test_folding);
  ADD ("nobody", test_nobody);
  ADD ("clock-changes", test_clock_changes);
  ADD ("slots", test_slots);
  ADD ("agenda", test_agenda);
  ADD ("states", test_states);
  ADD ("versions", test_versions);
  ADD ("refused", test_refused);
  return g_test_run ();
}
