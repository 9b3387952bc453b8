/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deadlines as a calendar, read back with libical: days, alarms around free days and changes of the clock, states, names, versions. */
#include "config.h"

#include "lotse-deadline-ics.h"
#include "lotse-reminder.h"
#include "lotse-test-fuzz.h"

#include <libical/ical.h>
#include <libintl.h>
#include <locale.h>

#define ID "0197c0000000700080000000000000d1"
#define UID ID "@lotse"
#define CHANGED G_GINT64_CONSTANT (1795000000) /* in November 2026 */

/* --- What the tests begin with ------------------------------------------------------------------------------ */

typedef struct
{
  LotseDeadline deadline;
  GArray *leads;
  GPtrArray *list;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->leads = g_array_new (FALSE, FALSE, sizeof (int));
  fixture->deadline = (LotseDeadline){ .id = (char *) ID,
                                       .type = (char *) "proof_of_use",
                                       .name = (char *) "Proof of use",
                                       .attached_kind = (char *) "application",
                                       .title = (char *) "Summer school",
                                       .due = (char *) "2027-01-29",
                                       .leads = fixture->leads,
                                       .reminds = TRUE,
                                       .changed_s = CHANGED };
  fixture->list = g_ptr_array_new ();
  g_ptr_array_add (fixture->list, &fixture->deadline);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->list);
  g_array_unref (fixture->leads);
}

static void
set_leads (Fixture *fixture, const char *leads)
{
  g_auto (GStrv) parts = g_strsplit (leads, " ", -1);

  g_array_set_size (fixture->leads, 0);
  for (guint i = 0; parts[i] != NULL && *parts[i] != '\0'; i++)
    {
      const int lead = atoi (parts[i]);

      g_array_append_val (fixture->leads, lead);
    }
}

static LotseRecord *
task_new (const char *text, const char *due, const char *remind_at)
{
  g_autoptr (GError) error = NULL;
  LotseRecord *task = lotse_record_new (lotse_kind_find ("task"), "0197c0000000700080000000000000a1");

  g_assert_true (lotse_record_set (task, "text", text, &error) && lotse_record_set (task, "due", due, &error)
                 && lotse_record_set (task, "remind_at", remind_at, &error));
  return task;
}

/* --- Reading back ------------------------------------------------------------------------------------------- */

static icalcomponent *
parse (const char *text)
{
  icalcomponent *calendar = icalcomponent_new_from_string (text);

  g_assert_nonnull (calendar);
  g_assert_cmpint (icalcomponent_isa (calendar), ==, ICAL_VCALENDAR_COMPONENT);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  return calendar;
}

static icalcomponent *
read_back (Fixture *fixture, const LotseDeadlineIcs *options)
{
  g_autofree char *text = lotse_deadlines_to_ics (fixture->list, NULL, options);

  return parse (text);
}

/* The only entry. */
static icalcomponent *
entry_of (icalcomponent *calendar)
{
  icalcomponent *entry = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);

  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 1);
  return entry;
}

static void
assert_raw (icalcomponent *component, icalproperty_kind kind, const char *wanted)
{
  icalproperty *property = icalcomponent_get_first_property (component, kind);
  char *text = property != NULL ? icalproperty_get_value_as_string_r (property) : NULL;

  g_assert_cmpstr (text, ==, wanted);
  icalmemory_free_buffer (text);
}

static char *
summary_of (Fixture *fixture, const LotseDeadlineIcs *options)
{
  icalcomponent *calendar = read_back (fixture, options);
  char *summary = g_strdup (icalcomponent_get_summary (entry_of (calendar)));

  icalcomponent_free (calendar);
  return summary;
}

/* As RFC 5545 (3.3.6) says: first days by the calendar, then hours that have really passed. */
static char *
moment_of (icalcomponent *entry, icalcomponent *alarm)
{
  const struct icaltimetype start = icalcomponent_get_dtstart (entry);
  icalproperty *trigger = icalcomponent_get_first_property (alarm, ICAL_TRIGGER_PROPERTY);
  const struct icaldurationtype duration = icalproperty_get_trigger (trigger).duration;
  const int sign = duration.is_neg ? -1 : 1;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GDateTime) begins = g_date_time_new (zone, start.year, start.month, start.day, start.hour, start.minute, 0);
  g_autoptr (GDateTime) day = g_date_time_add_days (begins, sign * (int) (duration.days + 7 * duration.weeks));
  g_autoptr (GDateTime) moment = g_date_time_add_seconds (day, sign * 60.0 * (60 * duration.hours + duration.minutes));

  return g_date_time_format (moment, "%Y-%m-%dT%H:%M");
}

/* When Lotse itself reminds, for each lead time, each moment once. */
static char *
reminders_of (const LotseDeadline *deadline, int hour)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  const LotseReminderClock clock = { .zone = zone, .hour = hour };
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < deadline->leads->len; i++)
    {
      const gint64 at = lotse_reminder_moment (deadline->due, g_array_index (deadline->leads, int, i), deadline->state_code, &clock);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at);
      g_autoptr (GDateTime) here = g_date_time_to_timezone (utc, zone);
      g_autofree char *moment = g_date_time_format (here, "%Y-%m-%dT%H:%M");

      if (strstr (all->str, moment) == NULL)
        g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", moment);
    }
  return g_string_free (all, FALSE);
}

/* All alarms of an entry, the first one first, separated by blanks. */
static char *
alarms_of (icalcomponent *entry)
{
  GString *all = g_string_new (NULL);

  for (icalcomponent *alarm = icalcomponent_get_first_component (entry, ICAL_VALARM_COMPONENT); alarm != NULL;
       alarm = icalcomponent_get_next_component (entry, ICAL_VALARM_COMPONENT))
    {
      g_autofree char *moment = moment_of (entry, alarm);

      assert_raw (alarm, ICAL_ACTION_PROPERTY, "DISPLAY");
      g_assert_cmpstr (icalcomponent_get_description (alarm), ==, icalcomponent_get_summary (entry));
      g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", moment);
    }
  return g_string_free (all, FALSE);
}

/* --- Alarms ------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *due, *time, *leads, *state;
  int hour;
  const char *alarms; /* by the clock in Germany */
} AlarmCase;

static const AlarmCase alarm_cases[] = {
  { "plain", "2027-01-29", NULL, "28 7 1", "HE", 9, "2026-12-31T09:00 2027-01-22T09:00 2027-01-28T09:00" },
  { "weekend", "2027-02-01", NULL, "1", "HE", 9, "2027-01-29T09:00" },
  { "three-to-one-day", "2027-02-01", NULL, "3 2 1", "HE", 9, "2027-01-29T09:00" },
  { "easter", "2027-03-30", NULL, "1", "HE", 9, "2027-03-25T09:00" },
  { "corpus-christi-here", "2026-06-05", NULL, "1", "HE", 9, "2026-06-03T09:00" },
  { "corpus-christi-elsewhere", "2026-06-05", NULL, "1", "BE", 9, "2026-06-04T09:00" },
  { "no-state", "2026-06-05", NULL, "1", NULL, 9, "2026-06-04T09:00" },
  { "clock-back", "2026-10-26", NULL, "14 1", "HE", 9, "2026-10-12T09:00 2026-10-23T09:00" },
  { "clock-forth", "2027-03-29", NULL, "14 1", "HE", 9, "2027-03-15T09:00 2027-03-25T09:00" },
  { "due-on-the-sunday", "2026-10-25", NULL, "0", "HE", 9, "2026-10-23T09:00" },
  { "leap-day", "2028-03-01", NULL, "1", "HE", 9, "2028-02-29T09:00" },
  { "new-year", "2027-01-04", NULL, "1", "HE", 9, "2026-12-31T09:00" },
  { "at-midnight", "2027-01-29", NULL, "1 0", "HE", 0, "2027-01-28T00:00 2027-01-29T00:00" },
  { "same-morning", "2027-01-29", NULL, "0", "HE", 9, "2027-01-29T09:00" },
  { "late-hour", "2026-10-26", NULL, "1", "HE", 23, "2026-10-23T23:00" },
  { "call", "2026-12-31", "23:59", "14 1", "HE", 9, "2026-12-17T09:00 2026-12-30T09:00" },
  { "call-after-clock", "2026-10-26", "23:59", "1", "HE", 9, "2026-10-23T09:00" },
  { "call-before-the-hour", "2026-10-26", "08:00", "1", "HE", 9, "2026-10-23T09:00" },
  { "call-same-morning", "2027-01-29", "08:30", "0", "HE", 9, "2027-01-29T09:00" },
  { "none", "2027-01-29", NULL, "", "HE", 9, "" },
};

static void
test_alarms (Fixture *fixture, gconstpointer data)
{
  const AlarmCase *test = data;
  const LotseDeadlineIcs options = { .language = "en", .hour = test->hour };
  g_autofree char *start = g_strconcat (test->due, test->time != NULL ? "T" : NULL, test->time, test->time != NULL ? "00" : NULL, NULL);
  g_autofree char *alarms = NULL;
  g_autofree char *reminders = NULL;
  icalcomponent *calendar, *entry;
  GString *wanted = g_string_new (start);

  fixture->deadline.due = (char *) test->due;
  fixture->deadline.time = (char *) test->time;
  fixture->deadline.state_code = (char *) test->state;
  set_leads (fixture, test->leads);
  calendar = read_back (fixture, &options);
  entry = entry_of (calendar);
  g_string_replace (wanted, "-", "", 0);
  g_string_replace (wanted, ":", "", 0);
  assert_raw (entry, ICAL_DTSTART_PROPERTY, wanted->str);
  g_assert_cmpstr (icaltime_get_tzid (icalcomponent_get_dtstart (entry)), ==, test->time != NULL ? "Europe/Berlin" : NULL);
  alarms = alarms_of (entry);
  g_assert_cmpstr (alarms, ==, test->alarms);
  reminders = reminders_of (&fixture->deadline, test->hour);
  g_assert_cmpstr (alarms, ==, reminders);
  g_string_free (wanted, TRUE);
  icalcomponent_free (calendar);
}

static void
test_known_only (Fixture *fixture, gconstpointer data)
{
  const LotseDeadlineIcs options = { .language = "en", .hour = 9 };
  icalcomponent *calendar;

  set_leads (fixture, "7 1");
  fixture->deadline.reminds = FALSE;
  calendar = read_back (fixture, &options);
  g_assert_cmpint (icalcomponent_count_components (entry_of (calendar), ICAL_VALARM_COMPONENT), ==, 0);
  icalcomponent_free (calendar);
}

/* --- States and texts --------------------------------------------------------------------------------------- */

static void
test_states (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    LotseDeadlineState state;
    const char *status, *summary;
  } cases[] = {
    { LOTSE_DEADLINE_OPEN, "CONFIRMED", "Proof of use: Summer school" },
    { LOTSE_DEADLINE_DONE, "CONFIRMED", "Done: Proof of use: Summer school" },
    { LOTSE_DEADLINE_NOT_NEEDED, "CANCELLED", "Proof of use: Summer school" },
    { LOTSE_DEADLINE_MOOT, "CANCELLED", "Proof of use: Summer school" },
  };
  const LotseDeadlineIcs options = { .language = "en", .hour = 9 };

  set_leads (fixture, "1");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      icalcomponent *calendar, *entry;

      fixture->deadline.state = cases[i].state;
      calendar = read_back (fixture, &options);
      entry = entry_of (calendar);
      g_assert_cmpstr (icalcomponent_get_uid (entry), ==, UID);
      g_assert_cmpstr (icalcomponent_get_summary (entry), ==, cases[i].summary);
      assert_raw (entry, ICAL_STATUS_PROPERTY, cases[i].status);
      assert_raw (entry, ICAL_TRANSP_PROPERTY, "TRANSPARENT");
      assert_raw (entry, ICAL_DTEND_PROPERTY, "20270130");
      g_assert_cmpint (icalcomponent_count_components (entry, ICAL_VALARM_COMPONENT), ==, cases[i].state == LOTSE_DEADLINE_OPEN);
      icalcomponent_free (calendar);
    }
}

static void
test_waits (Fixture *fixture, gconstpointer data)
{
  static const char *const dates[] = { NULL, "", "2027-02-30", "soon" };
  const LotseDeadlineIcs options = { .hour = 9 };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      icalcomponent *calendar;

      fixture->deadline.due = (char *) dates[i];
      calendar = read_back (fixture, &options);
      g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 0);
      icalcomponent_free (calendar);
    }
}

static void
test_languages (Fixture *fixture, gconstpointer data)
{
  const LotseDeadlineIcs german = { .language = "de", .hour = 9 }, english = { .language = "en", .hour = 9, .name = "Grants, all; ours" };
  icalcomponent *calendar;
  LotseRule rule = { .name = (char *) "Nachweis an die Stadt", .name_en = (char *) "Proof for the city", .note = (char *) "In two copies" };
  g_autofree char *summary = NULL;
  g_autofree char *own = NULL;
  g_autofree char *ruled = NULL;

  fixture->deadline.state = LOTSE_DEADLINE_DONE;
  fixture->deadline.handed_in_on = (char *) "2027-01-12";
  calendar = read_back (fixture, &german);
  g_assert_cmpstr (icalcomponent_get_summary (entry_of (calendar)), ==, "Erledigt: Verwendungsnachweis: Summer school");
  g_assert_cmpstr (icalcomponent_get_description (entry_of (calendar)), ==, "Eingereicht am: 12.01.2027");
  assert_raw (calendar, ICAL_NAME_PROPERTY, "Fristen");
  assert_raw (calendar, ICAL_METHOD_PROPERTY, "PUBLISH");
  assert_raw (calendar, ICAL_REFRESHINTERVAL_PROPERTY, "PT1H");
  icalcomponent_free (calendar);
  calendar = read_back (fixture, &english);
  g_assert_cmpstr (icalproperty_get_name (icalcomponent_get_first_property (calendar, ICAL_NAME_PROPERTY)), ==, english.name);
  icalcomponent_free (calendar);
  summary = summary_of (fixture, &english);
  g_assert_cmpstr (summary, ==, "Done: Proof of use: Summer school");
  fixture->deadline.name = (char *) "Proof to the city";
  own = summary_of (fixture, &german);
  g_assert_cmpstr (own, ==, "Erledigt: Proof to the city: Summer school");
  fixture->deadline.name = rule.name_en;
  fixture->deadline.rule = &rule;
  ruled = summary_of (fixture, &german);
  g_assert_cmpstr (ruled, ==, "Erledigt: Nachweis an die Stadt: Summer school");
}

static void
test_hostile (Fixture *fixture, gconstpointer data)
{
  static const char *const titles[][2] = {
    { "A, b; c: d \\ e \\n f \"g\"", NULL },
    { "two\nlines", NULL },
    { "X\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil", "X\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil" },
    { "X\nEND:VCALENDAR", NULL },
    { "bell\a and \033[31mred\x7f.", "bell  and  [31mred ." },
    { "مرحبا \xe2\x80\xae" "evil", NULL },
    { "🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈", NULL },
    { "%s%n%d", NULL },
    { "=HYPERLINK(\"http://example.org\")", NULL },
  };
  const LotseDeadlineIcs options = { .language = "en", .hour = 9 };

  set_leads (fixture, "1");
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *wanted = g_strconcat ("Proof of use: ", titles[i][1] != NULL ? titles[i][1] : titles[i][0], NULL);
      g_autofree char *summary = NULL;

      fixture->deadline.title = (char *) titles[i][0];
      summary = summary_of (fixture, &options);
      g_assert_cmpstr (summary, ==, wanted);
    }
}

/* Lines end with CR LF, have at most 75 octets, and no letter is cut in two. */
static void
test_folding (Fixture *fixture, gconstpointer data)
{
  const LotseDeadlineIcs options = { .language = "de", .hour = 9 };

  set_leads (fixture, "1");
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *filling = g_strnfill (40 + i, 'x');
      g_autofree char *title = g_strconcat (filling, "äöü€€€🎈🎈🎈,;\\ ", filling, NULL);
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;

      fixture->deadline.title = title;
      text = lotse_deadlines_to_ics (fixture->list, NULL, &options);
      lines = g_strsplit (text, "\r\n", -1);
      for (guint n = 0; lines[n] != NULL; n++)
        {
          g_assert_cmpuint (strlen (lines[n]), <=, 75);
          g_assert_null (strpbrk (lines[n], "\r\n"));
          g_assert_true (g_utf8_validate (lines[n], -1, NULL));
        }
      icalcomponent_free (parse (text));
    }
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  static const char *const kinds[][2] = {
    { "mentor_profile", "Mentor profile" }, { "person", "Person" }, { "mentoring_pair", "Tandem" }, { "registration", "Registration" },
    { "consent", "Consent" }, { "qualification", "Qualification" }, { "application", "Mira" }, { "mini_job", "Mira" },
  };
  const LotseDeadlineIcs without = { .language = "en", .hour = 9 }, with = { .language = "en", .hour = 9, .people = TRUE };

  fixture->deadline.title = (char *) "Mira";
  fixture->deadline.not_needed_because = fixture->deadline.handed_in_how = (char *) "by Mira";
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *wanted = g_strconcat ("Proof of use: ", kinds[i][1], NULL);
      g_autofree char *hidden = NULL;
      g_autofree char *shown = NULL;

      fixture->deadline.attached_kind = (char *) kinds[i][0];
      hidden = summary_of (fixture, &without);
      shown = summary_of (fixture, &with);
      g_assert_cmpstr (hidden, ==, wanted);
      g_assert_cmpstr (shown, ==, "Proof of use: Mira");
    }
  fixture->deadline.attached_kind = (char *) "person";
  fixture->deadline.name = (char *) "Mira's birthday";
  {
    g_autofree char *text = lotse_deadlines_to_ics (fixture->list, NULL, &without);

    g_assert_null (strstr (text, "Mira"));
  }
}

/* --- Tasks -------------------------------------------------------------------------------------------------- */

static void
test_tasks (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *due, *remind_at, *day, *alarms;
  } cases[] = {
    { "2027-01-29", NULL, "20270129", "2027-01-29T08:00" },
    { "2027-01-29", "2027-01-27T16:30", "20270129", "2027-01-27T16:30" },
    { "2026-10-26", "2026-10-24T16:30", "20261026", "2026-10-24T16:30" },
    { "2027-01-29", "2027-01-31T10:00", "20270129", "2027-01-31T10:00" },
    { NULL, "2027-01-27T16:30", "20270127", "2027-01-27T16:30" },
  };
  const LotseDeadlineIcs options = { .language = "en", .hour = 8, .people = TRUE };

  g_ptr_array_set_size (fixture->list, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func (g_object_unref);
      g_autofree char *text = NULL;
      g_autofree char *alarms = NULL;
      icalcomponent *calendar;

      g_ptr_array_add (tasks, task_new ("Call Mira", cases[i].due, cases[i].remind_at));
      text = lotse_deadlines_to_ics (fixture->list, tasks, &options);
      calendar = parse (text);
      assert_raw (entry_of (calendar), ICAL_DTSTART_PROPERTY, cases[i].day);
      g_assert_cmpstr (icalcomponent_get_summary (entry_of (calendar)), ==, "Call Mira");
      alarms = alarms_of (entry_of (calendar));
      g_assert_cmpstr (alarms, ==, cases[i].alarms);
      icalcomponent_free (calendar);
    }
}

/* Without names a task says only that it is there, and one that is done is silent. */
static void
test_tasks_of_nobody (Fixture *fixture, gconstpointer data)
{
  const LotseDeadlineIcs options = { .language = "en", .hour = 8 };
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func (g_object_unref);
  LotseRecord *task = task_new ("Call Mira", "2027-01-29", NULL);
  g_autofree char *open = NULL;
  g_autofree char *done = NULL;
  g_autofree char *listed = NULL;

  g_ptr_array_set_size (fixture->list, 0);
  g_ptr_array_add (tasks, task);
  open = lotse_deadlines_to_ics (fixture->list, tasks, &options);
  g_assert_nonnull (strstr (open, "SUMMARY:Task\r\n"));
  g_assert_null (strstr (open, "Mira"));
  lotse_record_set (task, "done_on", "2027-01-28", NULL);
  done = lotse_deadlines_to_ics (fixture->list, tasks, &options);
  g_assert_nonnull (strstr (done, "SUMMARY:Done: Task\r\n"));
  g_assert_null (strstr (done, "VALARM"));
  lotse_record_set (task, "checklist_item", "1", NULL);
  lotse_record_set (task, "text", "Order the hall", NULL);
  listed = lotse_deadlines_to_ics (fixture->list, tasks, &options);
  g_assert_nonnull (strstr (listed, "SUMMARY:Done: Order the hall\r\n"));
}

/* --- Versions ----------------------------------------------------------------------------------------------- */

static void
assert_version (const char *text, gint64 seconds)
{
  icalcomponent *calendar = parse (text);
  const time_t wanted = (time_t) seconds;
  const struct icaltimetype modified = icalproperty_get_lastmodified (
    icalcomponent_get_first_property (entry_of (calendar), ICAL_LASTMODIFIED_PROPERTY));

  g_assert_cmpint (icalcomponent_get_sequence (entry_of (calendar)), ==, seconds - 1577836800);
  g_assert_cmpint (icaltime_as_timet (modified), ==, wanted);
  g_assert_cmpint (icaltime_as_timet (icalcomponent_get_dtstamp (entry_of (calendar))), ==, wanted);
  icalcomponent_free (calendar);
}

/* What is the same keeps its version; what is another one gets a higher one, even where what it follows from is older. */
static void
test_versions (Fixture *fixture, gconstpointer data)
{
  LotseDeadlineIcs options = { .language = "de", .hour = 9 };
  g_autofree char *first = lotse_deadlines_to_ics (fixture->list, NULL, &options);
  g_autofree char *again = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *back = NULL;

  assert_version (first, CHANGED);
  options.before = first;
  fixture->deadline.changed_s = CHANGED + 50;
  again = lotse_deadlines_to_ics (fixture->list, NULL, &options);
  g_assert_cmpstr (again, ==, first);
  fixture->deadline.due = (char *) "2027-02-26";
  fixture->deadline.changed_s = CHANGED + 60;
  moved = lotse_deadlines_to_ics (fixture->list, NULL, &options);
  assert_version (moved, CHANGED + 60);
  options.before = moved;
  fixture->deadline.due = (char *) "2027-01-29";
  fixture->deadline.changed_s = CHANGED;
  back = lotse_deadlines_to_ics (fixture->list, NULL, &options);
  assert_version (back, CHANGED + 61);
}

/* What lies there may be anything; then it is as if nothing had been there. */
static void
test_damaged_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = lotse_test_random ();
  LotseDeadlineIcs options = { .language = "de", .hour = 9 };
  g_autofree char *whole = lotse_deadlines_to_ics (fixture->list, NULL, &options);

  g_assert_true (lotse_deadlines_is_ics (whole));
  g_assert_false (lotse_deadlines_is_ics (""));
  g_assert_false (lotse_deadlines_is_ics ("BEGIN:VCALENDAR\r\nPRODID:-//Lotse//Lotse//EN\r\nEND:VCALENDAR\r\n"));
  for (guint i = lotse_test_number ("LOTSE_ROUNDS", 500); i > 0; i--)
    {
      g_autoptr (GString) damaged = lotse_test_damage (random, whole);
      g_autofree char *text = NULL;

      options.before = damaged->str;
      text = lotse_deadlines_to_ics (fixture->list, NULL, &options);
      icalcomponent_free (parse (text));
    }
}

#define ADD(name, function) g_test_add ("/deadline-ics/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LOTSE_LOCALEDIR"));
  lotse_record_register_types ();
  for (guint i = 0; i < G_N_ELEMENTS (alarm_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/deadline-ics/alarms/", alarm_cases[i].name, NULL);

      g_test_add (path, Fixture, &alarm_cases[i], set_up, test_alarms, tear_down);
    }
  ADD ("known-only", test_known_only);
  ADD ("states", test_states);
  ADD ("waits", test_waits);
  ADD ("languages", test_languages);
  ADD ("hostile", test_hostile);
  ADD ("folding", test_folding);
  ADD ("nobody", test_nobody);
  ADD ("tasks", test_tasks);
  ADD ("tasks-of-nobody", test_tasks_of_nobody);
  ADD ("versions", test_versions);
  ADD ("damaged-before", test_damaged_before);
  return g_test_run ();
}
