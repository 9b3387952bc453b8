/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reminders are to be shown now; see the header. */
#include "config.h"

#include "lotse-reminder.h"

#include "lotse-value.h"
#include "lotse-workday.h"

#include <string.h>

#define DAY_S 86400

void
lotse_reminder_free (LotseReminder *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->due);
  g_free (self);
}

void
lotse_reminder_shown_free (LotseReminderShown *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->due);
  g_free (self);
}

void
lotse_reminder_choice_free (LotseReminderChoice *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->show);
  g_array_unref (self->withdraw);
  g_free (self);
}

/* --- Moments ------------------------------------------------------------------------------------------------ */

/* What the clocks on the wall say at that moment; an hour that is left out in spring is taken for the one after. */
static gint64
local_moment (const GDate *day, int hour, int minute, GTimeZone *zone)
{
  g_autoptr (GDateTime) moment
    = g_date_time_new (zone, g_date_get_year (day), (int) g_date_get_month (day), g_date_get_day (day), hour, minute, 0);

  return moment != NULL ? g_date_time_to_unix (moment) : G_MAXINT64;
}

/**
 * lotse_reminder_moment:
 * @due: canonical date, or date and time of a task
 * @lead: days before, LOTSE_LEAD_OVERDUE or, with a time, LOTSE_LEAD_TASK
 * @state: (nullable): whose public holidays count
 *
 * Returns: when it is to be shown, seconds since 1970 UTC; %G_MAXINT64 for no date
 */
gint64
lotse_reminder_moment (const char *due, int lead, const char *state, const LotseReminderClock *clock)
{
  GDate day;
  int time[2];

  if (lotse_value_read_datetime (due, &day, time))
    return local_moment (&day, time[0], time[1], clock->zone);
  if (!lotse_value_read_date (due, &day) || lead >= (int) g_date_get_julian (&day))
    return G_MAXINT64;
  if (lead == LOTSE_LEAD_OVERDUE)
    g_date_add_days (&day, 1);
  else
    g_date_subtract_days (&day, (guint) lead);
  lotse_day_to_working_day (&day, lead != LOTSE_LEAD_OVERDUE, state);
  return local_moment (&day, clock->hour, 0, clock->zone);
}

/* Who wrote a task for a Sunday wants it on Sunday. */
static gint64
task_moment (const char *due, const LotseReminderClock *clock)
{
  GDate day;

  if (!lotse_value_read_date (due, &day))
    return lotse_reminder_moment (due, LOTSE_LEAD_TASK, NULL, clock);
  return local_moment (&day, clock->hour, 0, clock->zone);
}

void
lotse_reminder_day (const LotseReminderClock *clock, GDate *day)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (clock->now_s);
  g_autoptr (GDateTime) now = utc != NULL ? g_date_time_to_timezone (utc, clock->zone) : NULL;

  g_date_clear (day, 1);
  if (now == NULL)
    return;
  g_date_set_dmy (day, (GDateDay) g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now),
                  (GDateYear) g_date_time_get_year (now));
  if (g_date_time_get_hour (now) < clock->hour)
    g_date_subtract_days (day, 1);
}

gint64
lotse_reminder_tomorrow (const LotseReminderClock *clock)
{
  GDate day;

  lotse_reminder_day (clock, &day);
  if (!g_date_valid (&day))
    return G_MAXINT64;
  g_date_add_days (&day, 1);
  return local_moment (&day, clock->hour, 0, clock->zone);
}

/* --- One deadline or task ----------------------------------------------------------------------------------- */

typedef struct
{
  const LotseReminderSubject *subject;
  const LotseReminderClock *clock;
  GPtrArray *rows; /* of LotseReminderShown of that id, whatever their due date; or NULL */
} Look;

typedef struct
{
  int lead;
  gint64 at_s;
} Moment;

static Moment
moment_of (const Look *look, int lead)
{
  const LotseReminderSubject *subject = look->subject;

  return (Moment){ lead, subject->leads == NULL ? task_moment (subject->due, look->clock)
                                                : lotse_reminder_moment (subject->due, lead, subject->state, look->clock) };
}

/* Two lead times that meet on the Friday before: the one with fewer days says what is true. */
static gboolean
is_later (const Moment *one, const Moment *other)
{
  return one->at_s > other->at_s || (one->at_s == other->at_s && one->lead < other->lead);
}

static gboolean
is_current (const Look *look, const LotseReminderShown *row)
{
  return g_str_equal (row->due, look->subject->due);
}

/* The one whose moment came last; FALSE while none has come.  `next_s` gets the first one that is still to come. */
static gboolean
find_candidate (const Look *look, Moment *candidate, gint64 *next_s)
{
  const GArray *leads = look->subject->leads;
  const guint n = leads == NULL ? 1 : look->subject->overdue_only ? 1 : leads->len + 1;
  gboolean found = FALSE;

  for (guint i = 0; i < n; i++)
    {
      const int lead = leads == NULL ? LOTSE_LEAD_TASK : i == n - 1 ? LOTSE_LEAD_OVERDUE : g_array_index (leads, int, i);
      const Moment moment = moment_of (look, lead);

      if (moment.at_s > look->clock->now_s)
        *next_s = MIN (*next_s, moment.at_s);
      else if (!found || is_later (&moment, candidate))
        {
          *candidate = moment;
          found = TRUE;
        }
    }
  return found;
}

/* Whether the person knows of it: it was shown, and its moment is not still to come because the clock was set back since. */
static gboolean
is_told (const Look *look, const LotseReminderShown *row, const Moment *moment)
{
  return row->shown_ms != 0 && is_current (look, row) && moment->at_s <= look->clock->now_s + DAY_S;
}

/* The last one of which the person knows. */
static LotseReminderShown *
find_last_shown (const Look *look, Moment *last)
{
  LotseReminderShown *found = NULL;

  for (guint i = 0; look->rows != NULL && i < look->rows->len; i++)
    {
      LotseReminderShown *row = look->rows->pdata[i];
      const Moment moment = moment_of (look, row->lead);

      if (!is_told (look, row, &moment) || (found != NULL && !is_later (&moment, last)))
        continue;
      *last = moment;
      found = row;
    }
  return found;
}

static LotseReminderShown *
find_row (const Look *look, int lead)
{
  for (guint i = 0; look->rows != NULL && i < look->rows->len; i++)
    {
      LotseReminderShown *row = look->rows->pdata[i];

      if (row->lead == lead && is_current (look, row))
        return row;
    }
  return NULL;
}

static LotseReminder *
reminder_new (const Look *look, Moment moment, const LotseReminderShown *row, gboolean again)
{
  LotseReminder *self = g_new0 (LotseReminder, 1);

  self->id = g_strdup (look->subject->id);
  self->due = g_strdup (look->subject->due);
  self->lead = moment.lead;
  self->at_s = moment.at_s;
  self->again = again;
  self->slip = row != NULL ? row->slip : 0;
  return self;
}

static gboolean
has_slept (const LotseReminderShown *row, const LotseReminderClock *clock)
{
  const gint64 until_s = row->sleeps_until_ms / 1000;

  return until_s <= clock->now_s || until_s - clock->now_s > LOTSE_LONGEST_SLEEP_S;
}

/* What is to be shown of it now, or NULL. */
static LotseReminder *
choose_one (const Look *look, gint64 *next_s)
{
  Moment candidate = { 0 }, last = { 0 };
  const gboolean any = find_candidate (look, &candidate, next_s);
  const LotseReminderShown *shown = find_last_shown (look, &last);
  const LotseReminderShown *row = any ? find_row (look, candidate.lead) : NULL;

  if (any && (row == NULL || row->shown_ms == 0) && (shown == NULL || is_later (&candidate, &last)))
    return reminder_new (look, candidate, row, FALSE);
  if (shown == NULL || shown->sleeps_until_ms == 0)
    return NULL;
  if (has_slept (shown, look->clock))
    return reminder_new (look, last, shown, TRUE);
  *next_s = MIN (*next_s, shown->sleeps_until_ms / 1000);
  return NULL;
}

/* --- Notifications that are no longer true ------------------------------------------------------------------ */

/* Whether what this row stands for is still the last word on something open.  `showing` (or NULL) is being shown now. */
static gboolean
stands (const Look *look, const LotseReminderShown *row, const LotseReminder *showing)
{
  const Moment moment = moment_of (look, row->lead);

  if (!is_current (look, row))
    return FALSE;
  if (showing != NULL)
    return showing->lead == row->lead;
  /* What sleeps or was closed does not keep up a notification that it once shared with others. */
  if (row->shown_ms == 0 || row->notification == 0)
    return FALSE;
  for (guint i = 0; i < look->rows->len; i++)
    {
      const LotseReminderShown *other = look->rows->pdata[i];
      const Moment later = moment_of (look, other->lead);

      if (is_told (look, other, &later) && is_later (&later, &moment))
        return FALSE;
    }
  return TRUE;
}

static void
note_standing (const Look *look, const LotseReminder *showing, GHashTable *standing)
{
  for (guint i = 0; look->rows != NULL && i < look->rows->len; i++)
    {
      const LotseReminderShown *row = look->rows->pdata[i];

      if (stands (look, row, showing))
        g_hash_table_add (standing, GUINT_TO_POINTER (row->slip));
    }
}

/* A notification that stands for several things goes when the last of them is done. */
static void
choose_withdrawn (GPtrArray *shown, GHashTable *standing, GArray *withdraw)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < shown->len; i++)
    {
      const LotseReminderShown *row = shown->pdata[i];

      if ((row->notification != 0 || row->shown_ms == 0) && !g_hash_table_contains (standing, GUINT_TO_POINTER (row->slip))
          && g_hash_table_add (seen, GUINT_TO_POINTER (row->slip)))
        g_array_append_val (withdraw, row->slip);
    }
}

/* --- All of them -------------------------------------------------------------------------------------------- */

static GHashTable *
rows_by_id (GPtrArray *shown)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < shown->len; i++)
    {
      LotseReminderShown *row = shown->pdata[i];
      GPtrArray *list = g_hash_table_lookup (rows, row->id);

      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (rows, row->id, list);
        }
      g_ptr_array_add (list, row);
    }
  return rows;
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const LotseReminder *one = *(LotseReminder *const *) a;
  const LotseReminder *two = *(LotseReminder *const *) b;

  return one->at_s != two->at_s ? (one->at_s < two->at_s ? -1 : 1) : strcmp (one->id, two->id);
}

/**
 * lotse_reminder_choose:
 * @subjects: (element-type LotseReminderSubject): what is open and concerns the account, each id once
 * @shown: (element-type LotseReminderShown): the log of this device
 *
 * Returns: (transfer full): what is to be shown and taken away now, and when to look again
 */
LotseReminderChoice *
lotse_reminder_choose (GPtrArray *subjects, GPtrArray *shown, const LotseReminderClock *clock)
{
  g_autoptr (GHashTable) rows = rows_by_id (shown);
  g_autoptr (GHashTable) standing = g_hash_table_new (NULL, NULL);
  LotseReminderChoice *choice = g_new0 (LotseReminderChoice, 1);

  choice->show = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_reminder_free);
  choice->withdraw = g_array_new (FALSE, FALSE, sizeof (guint32));
  choice->next_s = lotse_reminder_tomorrow (clock);
  for (guint i = 0; i < subjects->len; i++)
    {
      const LotseReminderSubject *subject = subjects->pdata[i];
      const Look look = { subject, clock, g_hash_table_lookup (rows, subject->id) };
      LotseReminder *showing = choose_one (&look, &choice->next_s);

      note_standing (&look, showing, standing);
      if (showing != NULL)
        g_ptr_array_add (choice->show, showing);
    }
  g_ptr_array_sort (choice->show, compare_moments);
  choose_withdrawn (shown, standing, choice->withdraw);
  return choice;
}
