/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When reminders are shown: each case is a story told in one line, with a clock that the story sets. */
#include "config.h"

#include "lotse-reminder.h"

#include <string.h>

#define ID "0123456789abcdef0123456789abcdef"

/*
 * A story has steps, separated by ";", each a local time and what is to be seen then:
 *   "2026-11-27 09:00 =1"     looks: the lead time 1 shows (o: overdue, t: a task)
 *   "2026-11-27 08:59 ="      looks: nothing shows
 *   "2026-11-27 08:59 -"      looks: nothing shows, and what stood there is taken away
 *   "2026-11-27 09:00 =1-"    looks: the lead time 1 shows, and what stood there is taken away
 *   "2026-11-27 10:00 z"      the last one is put off until tomorrow
 *   "2026-11-27 10:00 =1x"    looks: the lead time 1 shows, but the program ends before that is written down
 * Before that, "due D", "leads 14,7", "state HE", "zone Z", "hour 8", "open" and "gone" change what is the case.
 */
typedef struct
{
  const char *name;
  const char *story;
} Case;

static const Case cases[] = {
  { "each lead time is shown once, on its day at nine",
    "due 2026-11-30; leads 14,7,1; 2026-11-16 08:59 =; 2026-11-16 09:00 =14; 2026-11-16 09:01 =; 2026-11-23 09:00 =7-; 2026-11-24 12:00 =" },
  { "a Sunday's reminder comes on Friday", "due 2026-11-30; leads 1; 2026-11-27 08:59 =; 2026-11-27 09:00 =1; 2026-11-29 09:00 =" },
  { "a holiday of the state counts",
    "due 2026-06-05; leads 1; state HE; 2026-06-03 09:00 =1; 2026-06-04 09:00 =" },
  { "and not that of another one", "due 2026-06-05; leads 1; state HH; 2026-06-03 09:00 =; 2026-06-04 09:00 =1" },
  { "two lead times that meet on one day are one", "due 2026-11-30; leads 3,2,1; 2026-11-27 09:00 =1; 2026-11-28 09:00 =; 2026-11-29 09:00 =" },
  { "of several that were missed only the last", "due 2026-11-30; leads 14,7,1; 2026-11-26 22:00 =7; 2026-11-27 09:00 =1-" },
  { "all of them missed is overdue, once", "due 2026-11-30; leads 14,7,1; 2027-01-10 03:00 =o; 2027-01-11 09:00 =" },
  { "overdue is said on the working day after", "due 2026-11-27; leads 0; 2026-11-27 09:00 =0; 2026-11-28 09:00 =; 2026-11-30 08:59 =; 2026-11-30 09:00 =o-; 2026-12-24 09:00 =" },
  { "coordinators hear of it only then", "due 2026-11-27; leads 7,1; overdue; 2026-11-27 09:00 =; 2026-11-28 10:00 =; 2026-11-30 09:00 =o" },
  { "nothing of what is done", "due 2026-11-30; leads 7,1; gone; 2026-11-23 09:00 =; open; 2026-11-27 09:00 =1" },
  { "what is done is taken away", "due 2026-11-30; leads 7,1; 2026-11-23 09:00 =7; 2026-11-24 09:00 =; gone; 2026-11-24 10:00 -; 2026-11-24 10:01 =" },
  { "what moved is taken away and comes anew", "due 2026-11-30; leads 7; 2026-11-23 09:00 =7; due 2026-12-07; 2026-11-24 09:00 -; 2026-11-30 09:00 =7" },
  { "moved to and fro it is silent", "due 2026-11-30; leads 7; 2026-11-23 09:00 =7; due 2026-12-07; 2026-11-24 09:00 -; due 2026-11-30; 2026-11-25 09:00 =" },
  { "moved nearer, the lead times that this skips are one", "due 2027-03-31; leads 14,7,1; 2026-11-23 09:00 =; due 2026-11-27; 2026-11-24 15:00 =7" },
  { "a lead time that is added and lies back is silent", "due 2026-11-30; leads 7; 2026-11-23 09:00 =7; leads 10,7; 2026-11-24 09:00 =" },
  { "put off, it comes tomorrow at nine", "due 2026-11-30; leads 7; 2026-11-23 09:00 =7; 2026-11-23 18:00 z; 2026-11-24 08:59 =; 2026-11-24 09:00 =7; 2026-11-25 09:00 =" },
  { "put off at night, it comes in the morning", "due 2026-11-30; leads 7; 2026-11-23 23:00 =7; 2026-11-24 01:00 z; 2026-11-24 09:00 =7" },
  { "put off and done, it does not come", "due 2026-11-30; leads 7; 2026-11-23 09:00 =7; 2026-11-23 09:10 z; gone; 2026-11-24 09:00 =" },
  { "put off twice", "due 2026-11-30; leads 7; 2026-11-23 09:00 =7; 2026-11-23 09:10 z; 2026-11-24 09:00 =7; 2026-11-24 09:05 z; 2026-11-25 09:00 =7; 2026-11-26 09:00 =" },
  { "the next lead time ends the sleep", "due 2026-11-24; leads 2,1; 2026-11-20 09:00 =2; 2026-11-22 09:30 z; 2026-11-23 09:00 =1; 2026-11-24 09:00 =" },
  { "set back, the clock shows none twice", "due 2026-11-30; leads 14,7,1; 2026-11-23 09:00 =7; 2026-11-16 09:00 =14-; 2026-11-16 09:01 =; 2026-11-23 09:00 -; 2026-11-27 09:00 =1" },
  { "set back by minutes, it brings back none that was missed", "due 2026-11-30; leads 14,7,1; 2026-11-27 09:00 =1; 2026-11-27 08:58 =; 2026-11-27 09:00 =" },
  { "a year ahead and back takes none away", "due 2026-11-30; leads 14,7,1; 2027-11-15 12:00 =o; 2026-11-15 12:00 =; 2026-11-16 09:00 =14-; 2026-11-23 09:00 =7-; 2026-11-27 09:00 =1-; 2026-12-01 09:00 -" },
  { "put off while the clock ran ahead", "due 2026-11-30; leads 7; 2026-11-23 09:00 =7; 2026-11-28 09:00 z; 2026-11-23 09:05 =7; 2026-11-23 09:10 =" },
  { "after a crash it is shown again, once", "due 2026-11-30; leads 7; 2026-11-23 09:00 =7x; 2026-11-23 09:01 =7; 2026-11-23 09:02 =" },
  { "after a crash and weeks the next one takes its place", "due 2026-11-30; leads 7,1; 2026-11-23 09:00 =7x; 2026-11-27 10:00 =1-; 2026-11-27 10:01 =" },
  { "what was about to show and is done is taken away", "due 2026-11-30; leads 7; 2026-11-23 09:00 =7x; gone; 2026-11-23 09:30 -; 2026-11-23 09:31 =" },
  { "the next one takes the place of the last", "due 2026-11-30; leads 7,1; 2026-11-23 09:00 =7; 2026-11-27 09:00 =1-" },
  { "the day of the change to summer time", "due 2026-03-30; leads 1; hour 2; zone Europe/Berlin; 2026-03-27 01:59 =; 2026-03-27 02:00 =1" },
  { "nine is nine on the Monday after it", "due 2026-03-31; leads 1; 2026-03-30 08:59 =; 2026-03-30 09:00 =1" },
  { "and after the change back", "due 2026-10-27; leads 1; 2026-10-26 08:59 =; 2026-10-26 09:00 =1" },
  { "in another time zone it is nine there", "due 2026-11-25; leads 1; zone America/New_York; 2026-11-24 08:59 =; 2026-11-24 09:00 =1" },
  { "a journey west shows none twice", "due 2026-11-25; leads 1; 2026-11-24 09:00 =1; zone America/New_York; 2026-11-24 03:30 =; 2026-11-24 09:00 =" },
  { "a task at its own moment", "due 2026-11-28T14:05; leads -; 2026-11-28 14:04 =; 2026-11-28 14:05 =t; 2026-11-30 09:00 =" },
  { "a task on the morning it is due, on a Sunday, too", "due 2026-11-29; leads -; 2026-11-29 08:59 =; 2026-11-29 09:00 =t; 2026-12-01 09:00 =" },
  { "a task that moves", "due 2026-11-28T14:05; leads -; 2026-11-28 14:05 =t; due 2026-11-28T15:00; 2026-11-28 14:10 -; 2026-11-28 15:00 =t" },
  { "a task at an hour that is left out", "due 2026-03-29T02:30; leads -; 2026-03-29 01:59 =; 2026-03-29 03:30 =t; 2026-03-29 03:31 =" },
  { "another hour", "due 2026-11-30; leads 7; hour 17; 2026-11-23 09:00 =; 2026-11-23 17:00 =7" },
  { "29 February", "due 2028-03-01; leads 1; 2028-02-28 12:00 =; 2028-02-29 09:00 =1" },
  { "the first lead time of a far date", "due 2027-12-31; leads 400; 2026-11-26 09:00 =400" },
};

typedef struct
{
  LotseReminderSubject subject;
  char *due, *state, *zone;
  GArray *leads;
  int hour;
  gboolean open;
  GPtrArray *log;
  guint32 slips;
} World;

static LotseReminderClock
clock_at (World *world, const char *when)
{
  GTimeZone *zone = g_time_zone_new_identifier (world->zone);
  g_autofree char *text = g_strdup_printf ("%.10sT%.5s:00", when, when + 11);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  g_assert_nonnull (time);
  return (LotseReminderClock){ zone, g_date_time_to_unix (time), world->hour };
}

static LotseReminderShown *
row_of (World *world, const LotseReminder *reminder)
{
  LotseReminderShown *row;

  for (guint i = 0; i < world->log->len; i++)
    {
      row = world->log->pdata[i];
      if (g_str_equal (row->due, reminder->due) && row->lead == reminder->lead)
        return row;
    }
  row = g_new0 (LotseReminderShown, 1);
  *row = (LotseReminderShown){ g_strdup (reminder->id), g_strdup (reminder->due), reminder->lead, 0, 0, ++world->slips, 0 };
  g_ptr_array_add (world->log, row);
  return row;
}

/* As lotse-reminders.c does. */
static void
write_down (World *world, const LotseReminderChoice *choice, const LotseReminderClock *clock, gboolean crash)
{
  for (guint i = world->log->len; i > 0; i--)
    {
      LotseReminderShown *row = world->log->pdata[i - 1];

      for (guint k = 0; k < choice->withdraw->len; k++)
        if (row->slip == g_array_index (choice->withdraw, guint32, k))
          {
            row->notification = 0;
            if (row->shown_ms == 0)
              g_ptr_array_remove_index (world->log, i - 1);
            break;
          }
    }
  for (guint i = 0; i < choice->show->len; i++)
    {
      const LotseReminder *reminder = choice->show->pdata[i];
      LotseReminderShown *row = row_of (world, reminder);

      g_assert_cmpuint (reminder->slip, ==, reminder->slip == 0 ? 0 : row->slip);
      row->shown_ms = crash ? 0 : clock->now_s * 1000;
      row->sleeps_until_ms = 0;
      row->notification = crash ? 0 : 7;
    }
}

static char *
seen (const World *world, const LotseReminderChoice *choice)
{
  GString *text = g_string_new (choice->show->len > 0 || choice->withdraw->len == 0 ? "=" : "");

  for (guint i = 0; i < choice->show->len; i++)
    {
      const LotseReminder *reminder = choice->show->pdata[i];

      if (world->leads == NULL)
        g_string_append_c (text, 't');
      else if (reminder->lead == LOTSE_LEAD_OVERDUE)
        g_string_append_c (text, 'o');
      else
        g_string_append_printf (text, "%d", reminder->lead);
    }
  if (choice->withdraw->len > 0)
    g_string_append_c (text, '-');
  return g_string_free (text, FALSE);
}

/* Looking a second before the moment that was named shows nothing, so nobody has to look in between. */
static void
look (World *world, const char *when, const char *expected)
{
  const LotseReminderClock clock = clock_at (world, when);
  LotseReminderClock later = clock;
  g_autoptr (GPtrArray) subjects = g_ptr_array_new ();
  g_autoptr (LotseReminderChoice) choice = NULL, quiet = NULL;
  const gboolean crash = g_str_has_suffix (expected, "x");
  g_autofree char *wanted = g_strndup (expected, strlen (expected) - (crash ? 1 : 0));
  g_autofree char *found = NULL;

  world->subject = (LotseReminderSubject){ ID, world->due, world->leads, world->subject.overdue_only, world->state };
  if (world->open)
    g_ptr_array_add (subjects, &world->subject);
  choice = lotse_reminder_choose (subjects, world->log, &clock);
  found = seen (world, choice);
  if (g_strcmp0 (found, wanted) != 0)
    g_error ("%s: expected %s, found %s", when, wanted, found);
  write_down (world, choice, &clock, crash);
  if (!crash)
    {
      g_assert_cmpint (choice->next_s, >, clock.now_s);
      g_assert_cmpint (choice->next_s, <=, clock.now_s + 25 * 3600);
      later.now_s = choice->next_s - 1;
      quiet = lotse_reminder_choose (subjects, world->log, &later);
      if (quiet->show->len + quiet->withdraw->len > 0)
        g_error ("%s: something is to be seen before it is time to look again", when);
    }
  g_time_zone_unref (clock.zone);
}

static void
put_off (World *world, const char *when)
{
  const LotseReminderClock clock = clock_at (world, when);
  LotseReminderShown *last = world->log->pdata[world->log->len - 1];

  last->sleeps_until_ms = lotse_reminder_tomorrow (&clock) * 1000;
  last->notification = 0;
  g_time_zone_unref (clock.zone);
}

static void
set_leads (World *world, const char *text)
{
  g_auto (GStrv) numbers = g_strsplit (text, ",", -1);

  g_clear_pointer (&world->leads, g_array_unref);
  if (g_str_equal (text, "-"))
    return;
  world->leads = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; numbers[i] != NULL; i++)
    {
      const int lead = atoi (numbers[i]);

      g_array_append_val (world->leads, lead);
    }
}

static void
set_text (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

static void
step (World *world, const char *text)
{
  if (g_ascii_isdigit (*text))
    g_str_equal (text + 17, "z") ? put_off (world, text) : look (world, text, text + 17);
  else if (g_str_has_prefix (text, "due "))
    set_text (&world->due, text + 4);
  else if (g_str_has_prefix (text, "leads "))
    set_leads (world, text + 6);
  else if (g_str_has_prefix (text, "state "))
    set_text (&world->state, text + 6);
  else if (g_str_has_prefix (text, "zone "))
    set_text (&world->zone, text + 5);
  else if (g_str_has_prefix (text, "hour "))
    world->hour = atoi (text + 5);
  else if (g_str_equal (text, "overdue"))
    world->subject.overdue_only = TRUE;
  else if (g_str_equal (text, "open") || g_str_equal (text, "gone"))
    world->open = g_str_equal (text, "open");
  else
    g_error ("no step of a story: %s", text);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_auto (GStrv) steps = g_strsplit (test->story, ";", -1);
  World world = { .hour = LOTSE_REMINDING_HOUR, .open = TRUE, .zone = g_strdup ("Europe/Berlin") };

  world.log = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_reminder_shown_free);
  for (guint i = 0; steps[i] != NULL; i++)
    step (&world, g_strstrip (steps[i]));
  g_ptr_array_unref (world.log);
  g_clear_pointer (&world.leads, g_array_unref);
  g_free (world.due);
  g_free (world.state);
  g_free (world.zone);
}

static LotseReminderSubject *
subject_new (const char *id, const char *due, GArray *leads)
{
  LotseReminderSubject *self = g_new0 (LotseReminderSubject, 1);

  *self = (LotseReminderSubject){ id, due, leads, FALSE, NULL };
  return self;
}

/* One notification for two of them stays until both are done. */
static void
test_together (void)
{
  static const char *const ids[] = { "11111111111111111111111111111111", "22222222222222222222222222222222" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  const LotseReminderClock clock = { zone, 1795500000, LOTSE_REMINDING_HOUR }; /* 24 November 2026 */
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) log = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_reminder_shown_free);
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (int));
  const int lead = 7;

  g_array_append_val (leads, lead);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      LotseReminderShown *row = g_new0 (LotseReminderShown, 1);

      g_ptr_array_add (subjects, subject_new (ids[i], "2026-11-30", leads));
      *row = (LotseReminderShown){ g_strdup (ids[i]), g_strdup ("2026-11-30"), 7, 1795420800000, 0, 5, 17 }; /* 23 November, 9:00 */
      g_ptr_array_add (log, row);
    }
  for (guint done = 0; done <= G_N_ELEMENTS (ids); done++)
    {
      g_autoptr (LotseReminderChoice) choice = lotse_reminder_choose (subjects, log, &clock);

      g_assert_cmpuint (choice->show->len, ==, 0);
      g_assert_cmpuint (choice->withdraw->len, ==, subjects->len == 0 ? 1 : 0);
      if (subjects->len == 0)
        g_assert_cmpuint (g_array_index (choice->withdraw, guint32, 0), ==, 5);
      else
        g_ptr_array_remove_index (subjects, 0);
    }
}

static void
test_day_turns_at_the_hour (void)
{
  World world = { .hour = LOTSE_REMINDING_HOUR, .zone = (char *) "Europe/Berlin" };
  const LotseReminderClock night = clock_at (&world, "2026-11-28 08:59");
  const LotseReminderClock morning = clock_at (&world, "2026-11-28 09:00");
  GDate day;

  lotse_reminder_day (&night, &day);
  g_assert_cmpint (g_date_get_day (&day), ==, 27);
  lotse_reminder_day (&morning, &day);
  g_assert_cmpint (g_date_get_day (&day), ==, 28);
  g_assert_cmpint (lotse_reminder_tomorrow (&night), ==, morning.now_s);
  g_time_zone_unref (night.zone);
  g_time_zone_unref (morning.zone);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules/reminder/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/rules/reminder/one notification for several", test_together);
  g_test_add_func ("/rules/reminder/the day turns at the reminding hour", test_day_turns_at_the_hour);
  return g_test_run ();
}
