/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is reminded of out of a store: whom it concerns, what goes together, the words, and what a crash leaves. */
#include "config.h"

#include "lotse-reminders.h"

#include "answer-fixture.h"

#include <libintl.h>
#include <locale.h>

static LotseReminderClock
clock_at_local (const char *when)
{
  GTimeZone *zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autofree char *text = g_strdup_printf ("%s:00", when);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  return (LotseReminderClock){ zone, g_date_time_to_unix (time), LOTSE_REMINDING_HOUR };
}

static LotseReminders *
look (Fixture *fixture, const char *when, LotseRemindersMode mode)
{
  const LotseReminderClock clock = clock_at_local (when);
  g_autoptr (GError) error = NULL;
  LotseReminders *found = lotse_reminders_now (fixture->store, &clock, mode, &error);

  g_assert_no_error (error);
  g_time_zone_unref (clock.zone);
  return found;
}

static void
mark (Fixture *fixture, const LotseNotice *notice, const char *when, guint32 notification)
{
  const LotseReminderClock clock = clock_at_local (when);
  g_autoptr (GError) error = NULL;

  lotse_reminders_shown (fixture->store, notice, &clock, notification, &error);
  g_assert_no_error (error);
  g_time_zone_unref (clock.zone);
}

/* Shows all that there is to show: "title | body" of each, then the slips taken away. */
static void
assert_shows (Fixture *fixture, const char *when, ...)
{
  g_autoptr (LotseReminders) found = look (fixture, when, LOTSE_REMINDERS_BEGIN);
  const char *expected;
  guint n = 0;
  va_list args;

  va_start (args, when);
  for (; (expected = va_arg (args, const char *)) != NULL; n++)
    {
      const LotseNotice *notice = n < found->notices->len ? found->notices->pdata[n] : NULL;
      g_autofree char *words = notice != NULL ? g_strdup_printf ("%s | %s", notice->title, notice->body) : NULL;

      g_assert_cmpstr (words, ==, expected);
      g_assert_cmpuint (notice->slip, !=, 0);
      mark (fixture, notice, when, 40 + n);
    }
  va_end (args);
  g_assert_cmpuint (found->notices->len, ==, n);
}

static char *
add_application (Fixture *fixture, const char *title)
{
  return add (fixture, "application", "title", title, "involvement", "own", "state", "running", NULL);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autofree char *application = add_application (fixture, "Summer school");
  g_autofree char *person = add (fixture, "person", "display_name", "Amal Geheim", NULL);
  g_autofree char *one = add (fixture, "deadline", "type", "proof_of_use", "name", "Proof to the city", "attached", application, "due", "2026-11-30", NULL);
  g_autofree char *two = add (fixture, "deadline", "type", "expiry", "name", "Certificate of Amal Geheim", "attached", person, "due", "2026-12-02", NULL);
  g_autofree char *task = add (fixture, "task", "text", "Ask Amal Geheim", "attached", person, "due", "2026-11-26", NULL);
  g_autofree char *open = add (fixture, "task", "text", "Write to the city", "attached", application, "due", "2026-12-01", "remind_at",
                               "2026-11-27T10:15", NULL);

  assert_shows (fixture, "2026-11-16T09:00", "Proof to the city | Summer school · in 14 days", NULL);
  assert_shows (fixture, "2026-11-18T09:01", "Expiry | in 14 days · Open Lotse to see whose.", NULL);
  assert_shows (fixture, "2026-11-26T09:00", "2 reminders | Proof to the city · Summer school · in 4 days\nExpiry · in 6 days",
                "Task due | today · Open Lotse to see it.", NULL);
  assert_shows (fixture, "2026-11-27T10:15", "Proof to the city | Summer school · in 3 days", "Task due | Summer school · in 4 days", NULL);
}

static void
test_words_in_german (Fixture *fixture, gconstpointer data)
{
  g_autofree char *person = add (fixture, "person", "display_name", "Amal Geheim", NULL);
  g_autofree char *one = add (fixture, "deadline", "type", "expiry", "attached", person, "due", "2026-11-27", NULL);
  g_autofree char *two = add (fixture, "task", "text", "Amal anrufen", "due", "2026-11-24", NULL);

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("no German locale here");
      return;
    }
  g_setenv ("LANGUAGE", "de", TRUE);
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LOTSE_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  assert_shows (fixture, "2026-11-20T09:00", "Ablauf | in 7 Tagen · Wessen, steht in Lotse.", NULL);
  assert_shows (fixture, "2026-11-26T10:00", "2 Erinnerungen | Aufgabe fällig · 2 Tage überfällig\nAblauf · morgen", NULL);
  g_setenv ("LANGUAGE", "C", TRUE);
  setlocale (LC_ALL, "C");
}

/* A call that closes at noon says so; one that is open to the end of its day does not. */
static void
test_hour_of_call (Fixture *fixture, gconstpointer data)
{
  g_autofree char *programme = add (fixture, "grant_programme", "name", "Micro-projects", NULL);
  g_autofree char *noon = add (fixture, "call", "programme", programme, "closes_at", "2026-11-26T12:00", NULL);
  g_autofree char *night = add (fixture, "call", "programme", programme, "closes_at", "2026-12-10T23:59", NULL);
  g_autofree char *first = add (fixture, "application", "title", "Choir", "involvement", "own", "state", "drafting", "call", noon, NULL);
  g_autofree char *second = NULL;

  assert_shows (fixture, "2026-11-25T09:00", "Application | Choir · tomorrow · until 12:00", NULL);
  second = add (fixture, "application", "title", "Band", "involvement", "own", "state", "drafting", "call", night, NULL);
  assert_shows (fixture, "2026-12-09T09:00", "Application | Choir · 13 days overdue", "Application | Band · tomorrow", NULL);
}

/* Weeks away: one notification, the most urgent first, and not more lines than a screen takes. */
static void
test_missed_together (Fixture *fixture, gconstpointer data)
{
  g_autofree char *application = add_application (fixture, "Summer school");
  g_autoptr (LotseReminders) again = NULL;

  for (int i = 0; i < 7; i++)
    {
      g_autofree char *due = g_strdup_printf ("2026-11-%02d", 24 - i);
      g_autofree char *name = g_strdup_printf ("No. %d", i);
      g_autofree char *id = add (fixture, "deadline", "type", "own", "name", name, "attached", application, "due", due, NULL);
    }
  assert_shows (fixture, "2026-11-21T18:00",
                "7 reminders | No. 6 · Summer school · 3 days overdue\nNo. 5 · Summer school · 2 days overdue\n"
                "No. 4 · Summer school · 1 day overdue\nNo. 3 · Summer school · today\nand 3 more", NULL);
  assert_shows (fixture, "2026-11-21T18:01", NULL);
}

/* Four on one morning are one notification; three are three. */
static void
test_full_morning (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *id = add (fixture, "task", "text", "Call", "due", "2026-11-26", NULL);

      if (i == 2)
        {
          g_autoptr (LotseReminders) three = look (fixture, "2026-11-26T09:00", LOTSE_REMINDERS_LOOK);

          g_assert_cmpuint (three->notices->len, ==, 3);
          g_assert_true (((LotseNotice *) three->notices->pdata[0])->is_task);
        }
    }
  assert_shows (fixture, "2026-11-26T09:00", "4 reminders | Task due · today\nTask due · today\nTask due · today\nTask due · today", NULL);
}

static void
add_account (Fixture *fixture, const char *person, LotseRoles roles)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (fixture->store, NULL);
  g_autoptr (GError) error = NULL;

  state->url = g_strdup ("https://centre.example");
  state->account = g_strdup ("mira");
  state->person = g_strdup (person);
  state->roles = roles;
  lotse_store_set_sync_state (fixture->store, state, &error);
  g_assert_no_error (error);
}

static void
test_only_own_tasks (Fixture *fixture, gconstpointer data)
{
  g_autofree char *me = add (fixture, "person", "display_name", "Mira", NULL);
  g_autofree char *other = add (fixture, "person", "display_name", "Ben", NULL);
  g_autofree char *mine = add (fixture, "task", "text", "Call", "assignee", me, "due", "2026-11-26", NULL);
  g_autofree char *his = add (fixture, "task", "text", "Write", "assignee", other, "due", "2026-11-26", NULL);

  add_account (fixture, me, LOTSE_ROLE_MENTOR);
  assert_shows (fixture, "2026-11-26T09:00", "Task due | today · Open Lotse to see it.", NULL);
}

/* A coordinator hears of what somebody else is responsible for when it is overdue, and then once. */
static void
test_overdue_tells_coordinators (Fixture *fixture, gconstpointer data)
{
  g_autofree char *me = add (fixture, "person", "display_name", "Mira", NULL);
  g_autofree char *other = add (fixture, "person", "display_name", "Ben", NULL);
  g_autofree char *application = add_application (fixture, "Summer school");
  g_autofree char *id = add (fixture, "deadline", "type", "proof_of_use", "name", "Proof", "attached", application, "due", "2026-11-27",
                             "responsible", other, NULL);

  add_account (fixture, me, LOTSE_ROLE_COORDINATOR);
  assert_shows (fixture, "2026-11-26T09:00", NULL);
  assert_shows (fixture, "2026-11-28T00:10", NULL);
  assert_shows (fixture, "2026-11-28T09:00", NULL);
  assert_shows (fixture, "2026-11-30T09:00", "Proof | Summer school · 3 days overdue", NULL);
  assert_shows (fixture, "2026-12-01T09:00", NULL);
}

/* Begun but not marked: the same slip again, also when more has become due since. */
static void
test_after_a_crash (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = add (fixture, "task", "text", "Call", "remind_at", "2026-11-26T10:00", NULL);
  g_autofree char *second = add (fixture, "task", "text", "Write", "remind_at", "2026-11-26T10:04", NULL);
  g_autoptr (LotseReminders) begun = look (fixture, "2026-11-26T10:00", LOTSE_REMINDERS_BEGIN);
  g_autoptr (LotseReminders) again = NULL, gone = NULL;
  const guint32 slip = ((LotseNotice *) begun->notices->pdata[0])->slip;

  reopen (fixture);
  again = look (fixture, "2026-11-26T10:05", LOTSE_REMINDERS_BEGIN);
  g_assert_cmpuint (again->notices->len, ==, 2);
  g_assert_cmpuint (((LotseNotice *) again->notices->pdata[0])->slip, ==, slip);
  g_assert_cmpuint (((LotseNotice *) again->notices->pdata[1])->slip, !=, slip);
  mark (fixture, again->notices->pdata[1], "2026-11-26T10:05", 8);
  /* It may stand on the screen, so it is taken away when the task is done elsewhere. */
  change (fixture, first, "done_on", "2026-11-26", NULL);
  gone = look (fixture, "2026-11-26T10:06", LOTSE_REMINDERS_BEGIN);
  g_assert_cmpuint (gone->notices->len, ==, 0);
  g_assert_cmpuint (gone->gone->len, ==, 1);
  g_assert_cmpuint (g_array_index (gone->gone, LotseNoticeGone, 0).slip, ==, slip);
}

static void
test_where_it_leads (Fixture *fixture, gconstpointer data)
{
  g_autofree char *application = add_application (fixture, "Summer school");
  g_autofree char *deadline = add (fixture, "deadline", "type", "own", "attached", application, "due", "2026-11-30", "lead_times/1", "1", NULL);
  g_autofree char *task = add (fixture, "task", "text", "Call", "remind_at", "2026-11-27T09:00", NULL);
  g_autoptr (LotseReminders) found = look (fixture, "2026-11-27T09:00", LOTSE_REMINDERS_BEGIN);
  const LotseReminderClock clock = clock_at_local ("2026-11-27T09:30");

  g_assert_cmpuint (found->notices->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const LotseNotice *notice = found->notices->pdata[i];
      g_autofree char *kind = NULL, *id = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (lotse_reminders_target (fixture->store, notice->slip, &kind, &id, NULL));
      g_assert_cmpstr (id, ==, notice->is_task ? task : application);
      g_assert_true (lotse_reminders_done (fixture->store, notice->slip, &clock, &error) == notice->is_task);
      if (!notice->is_task)
        g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
    }
  assert_value (fixture, task, "done_on", "2026-11-27");
  g_time_zone_unref (clock.zone);
}

/* Two were missed together, the program ended before that was written down, and meanwhile one of them was done elsewhere. */
static void
test_left_of_several (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = add (fixture, "task", "text", "Call", "remind_at", "2026-11-26T09:00", NULL);
  g_autofree char *second = add (fixture, "task", "text", "Write", "remind_at", "2026-11-26T10:00", NULL);
  g_autoptr (LotseReminders) both = look (fixture, "2026-11-27T09:00", LOTSE_REMINDERS_BEGIN);
  const LotseReminderClock clock = clock_at_local ("2026-11-27T09:30");
  g_autoptr (LotseReminders) left = NULL;
  g_autofree char *kind = NULL, *id = NULL;
  const LotseNotice *notice;

  g_assert_cmpuint (both->notices->len, ==, 1);
  change (fixture, first, "done_on", "2026-11-26", NULL);
  left = look (fixture, "2026-11-27T09:20", LOTSE_REMINDERS_BEGIN);
  g_assert_cmpuint (left->notices->len, ==, 1);
  notice = left->notices->pdata[0];
  g_assert_true (notice->is_task);
  mark (fixture, notice, "2026-11-27T09:20", 7);
  g_assert_true (lotse_reminders_target (fixture->store, notice->slip, &kind, &id, NULL));
  g_assert_cmpstr (id, ==, second);
  g_assert_true (lotse_reminders_done (fixture->store, notice->slip, &clock, NULL));
  assert_value (fixture, second, "done_on", "2026-11-27");
  g_time_zone_unref (clock.zone);
}

/* Two laptops wrote down nothing of each other: what is done on one is silent on the other when it has heard. */
static void
test_put_off (Fixture *fixture, gconstpointer data)
{
  g_autofree char *task = add (fixture, "task", "text", "Call", "remind_at", "2026-11-27T09:00", NULL);
  g_autoptr (LotseReminders) found = look (fixture, "2026-11-27T09:00", LOTSE_REMINDERS_BEGIN);
  const LotseNotice *notice = found->notices->pdata[0];
  const LotseReminderClock clock = clock_at_local ("2026-11-27T09:30");

  mark (fixture, notice, "2026-11-27T09:00", 8);
  g_assert_true (lotse_reminder_log_sleep (fixture->store, notice->slip, lotse_reminder_tomorrow (&clock) * 1000, NULL));
  assert_shows (fixture, "2026-11-27T18:00", NULL);
  assert_shows (fixture, "2026-11-28T09:00", "Task due | Open Lotse to see it.", NULL);
  assert_shows (fixture, "2026-11-29T09:00", NULL);
  g_time_zone_unref (clock.zone);
}

#define ADD(name, function) g_test_add ("/grants/reminders/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("words", test_words);
  ADD ("words-in-german", test_words_in_german);
  ADD ("hour-of-call", test_hour_of_call);
  ADD ("missed-together", test_missed_together);
  ADD ("full-morning", test_full_morning);
  ADD ("only-own-tasks", test_only_own_tasks);
  ADD ("overdue-tells-coordinators", test_overdue_tells_coordinators);
  ADD ("after-a-crash", test_after_a_crash);
  ADD ("where-it-leads", test_where_it_leads);
  ADD ("left-of-several", test_left_of_several);
  ADD ("put-off", test_put_off);
  return g_test_run ();
}
