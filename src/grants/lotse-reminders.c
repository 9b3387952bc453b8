/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What this device has to remind of; see the header.
 *
 * Load: some thousand deadlines and tasks, which are read when something has changed or a moment has come, not each minute.
 */
#include "config.h"

#include "lotse-reminders-private.h"

#include "lotse-deadlines.h"
#include "lotse-id.h"
#include "lotse-store-records.h"

#include <stdlib.h>
#include <string.h>

#define ON_TIME_S 300   /* a look may come so much later, and still nothing was missed */
#define MOST_AT_ONCE 3  /* notifications of a morning; more become one */
#define KEPT_YEARS 5    /* after the due date: a clock that runs a year ahead must not forget what comes out of the bin again */

void
lotse_notice_free (LotseNotice *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->body);
  g_ptr_array_unref (self->reminders);
  g_free (self);
}

void
lotse_reminders_free (LotseReminders *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->notices);
  g_array_unref (self->gone);
  g_free (self);
}

static void
reminded_free (LotseReminded *self)
{
  g_clear_pointer (&self->deadline, lotse_deadline_free);
  g_clear_object (&self->task);
  g_free (self->title);
  g_free (self);
}

/* --- What is open and concerns the account ------------------------------------------------------------------ */

typedef struct
{
  const LotseReminderClock *clock;
  LotseRemindersMode mode;
  LotseReminders *result;

  char *day;            /* of which reminders speak */
  char *today;          /* by the calendar on the wall */
  char *state;          /* whose public holidays count, or NULL */
  char *person;
  LotseRoles roles;
  GPtrArray *shown;     /* of LotseReminderShown */
  GPtrArray *subjects;  /* of LotseReminderSubject, which belong to: */
  GHashTable *reminded; /* id -> LotseReminded */
} Look;

static void
add_reminded (Look *look, LotseReminded *reminded)
{
  g_hash_table_insert (look->reminded, (gpointer) reminded->subject.id, reminded);
}

/* Coordinators hear of a deadline that somebody else is responsible for, from when it is overdue. */
static gboolean
is_overdue_only (const Look *look, const LotseDeadline *deadline)
{
  return strcmp (deadline->due, look->day) < 0 && !lotse_deadline_concerns (deadline, look->person, look->roles, deadline->due);
}

static gboolean
read_deadlines (LotseStore *store, Look *look, GError **error)
{
  const LotseRecords records = lotse_store_records (store);
  const LotseDeadlinesOptions options = { .today = look->day, .state = look->state };
  g_autoptr (GPtrArray) found = lotse_deadlines_list (&records, &options, error);

  if (found == NULL)
    return FALSE;
  g_ptr_array_set_free_func (found, NULL);
  for (guint i = 0; i < found->len; i++)
    {
      LotseDeadline *deadline = found->pdata[i];
      LotseReminded *reminded;

      if (!deadline->reminds || deadline->due == NULL || !lotse_deadline_concerns (deadline, look->person, look->roles, look->day))
        {
          lotse_deadline_free (deadline);
          continue;
        }
      reminded = g_new0 (LotseReminded, 1);
      reminded->deadline = deadline;
      reminded->subject = (LotseReminderSubject){ deadline->id, deadline->due, deadline->leads, is_overdue_only (look, deadline),
                                                  deadline->state_code != NULL ? deadline->state_code : look->state };
      if (lotse_reminded_is_public (deadline->attached_kind))
        reminded->title = g_strdup (deadline->title);
      add_reminded (look, reminded);
    }
  return TRUE;
}

static char *
public_title (LotseStore *store, const char *id)
{
  g_autoptr (LotseRecord) record = id != NULL ? lotse_store_get_standing (store, id, NULL) : NULL;

  if (record == NULL || lotse_record_is_deleted (record) || !lotse_reminded_is_public (lotse_record_get_kind (record)->name))
    return NULL;
  return lotse_store_dup_title (store, lotse_record_get_id (record), NULL);
}

static gboolean
read_tasks (LotseStore *store, Look *look, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("task"));
  g_autoptr (GPtrArray) found = NULL;

  if (!lotse_query_where (query, "done_on", LOTSE_QUERY_EMPTY, NULL, error) || (found = lotse_store_list (store, query, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      LotseRecord *task = found->pdata[i];
      const char *assignee = lotse_record_get (task, "assignee");
      const char *at = lotse_record_get (task, "remind_at");
      const char *due = at != NULL ? at : lotse_record_get (task, "due");
      LotseReminded *reminded;

      if (due == NULL || (look->person != NULL && assignee != NULL && !g_str_equal (assignee, look->person)))
        continue;
      reminded = g_new0 (LotseReminded, 1);
      reminded->task = g_object_ref (task);
      reminded->subject = (LotseReminderSubject){ lotse_record_get_id (task), due, NULL, FALSE, NULL };
      add_reminded (look, reminded);
    }
  return TRUE;
}

static void
add_shown (const LotseReminderLine *line, gpointer data)
{
  LotseReminderShown *shown = g_new0 (LotseReminderShown, 1);

  *shown = (LotseReminderShown){ g_strdup (line->id), g_strdup (line->due), line->lead, line->shown_ms, line->sleeps_until_ms, line->slip,
                                 line->notification };
  g_ptr_array_add (data, shown);
}

static gboolean
read_account (LotseStore *store, Look *look, GError **error)
{
  g_autoptr (LotseSyncState) sync = lotse_store_get_sync_state (store, error);
  g_autoptr (GError) local = NULL;

  if (sync == NULL)
    return FALSE;
  look->person = g_strdup (sync->person);
  look->roles = sync->roles;
  look->state = lotse_deadlines_state (store, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

static void
look_init (Look *look)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (look->clock->now_s);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, look->clock->zone);
  char text[16];
  GDate day;

  lotse_reminder_day (look->clock, &day);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
  look->day = g_strdup (text);
  look->today = g_date_time_format (now, "%Y-%m-%d");
  look->shown = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_reminder_shown_free);
  look->subjects = g_ptr_array_new ();
  look->reminded = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) reminded_free);
}

static void
look_clear (Look *look)
{
  g_free (look->day);
  g_free (look->today);
  g_free (look->state);
  g_free (look->person);
  g_ptr_array_unref (look->shown);
  g_ptr_array_unref (look->subjects);
  g_hash_table_unref (look->reminded);
}

static gboolean
look_read (LotseStore *store, Look *look, GError **error)
{
  GHashTableIter iter;
  gpointer reminded;

  if (!read_account (store, look, error) || !read_deadlines (store, look, error) || !read_tasks (store, look, error)
      || !lotse_reminder_log_each (store, add_shown, look->shown, error))
    return FALSE;
  g_hash_table_iter_init (&iter, look->reminded);
  while (g_hash_table_iter_next (&iter, NULL, &reminded))
    g_ptr_array_add (look->subjects, &((LotseReminded *) reminded)->subject);
  return TRUE;
}

/* --- Notices ------------------------------------------------------------------------------------------------ */

static LotseNotice *
notice_new (guint32 slip)
{
  LotseNotice *self = g_new0 (LotseNotice, 1);

  self->slip = slip;
  self->reminders = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_reminder_free);
  return self;
}

/* The one in which this reminder is shown. */
static LotseNotice *
notice_for (GPtrArray *notices, guint32 slip, LotseNotice **together, gboolean joined)
{
  LotseNotice *notice = NULL;

  for (guint i = 0; slip != 0 && i < notices->len; i++)
    if (((LotseNotice *) notices->pdata[i])->slip == slip)
      return notices->pdata[i];
  if (slip == 0 && joined && *together != NULL)
    return *together;
  notice = notice_new (slip);
  g_ptr_array_add (notices, notice);
  if (slip == 0 && joined)
    *together = notice;
  return notice;
}

static guint
count_on_time (const Look *look, GPtrArray *reminders)
{
  guint n = 0;

  for (guint i = 0; i < reminders->len; i++)
    {
      const LotseReminder *reminder = reminders->pdata[i];

      n += reminder->slip == 0 && reminder->at_s + ON_TIME_S >= look->clock->now_s ? 1 : 0;
    }
  return n;
}

/* What was missed becomes one notice, and so does a morning with too many; what has a notice already keeps it. */
static void
make_notices (Look *look, LotseReminderChoice *choice)
{
  const gboolean many = count_on_time (look, choice->show) > MOST_AT_ONCE;
  LotseNotice *together = NULL;

  g_ptr_array_set_free_func (choice->show, NULL);
  for (guint i = 0; i < choice->show->len; i++)
    {
      LotseReminder *reminder = choice->show->pdata[i];
      const gboolean missed = reminder->at_s + ON_TIME_S < look->clock->now_s;

      g_ptr_array_add (notice_for (look->result->notices, reminder->slip, &together, missed || many)->reminders, reminder);
    }
  g_ptr_array_set_size (choice->show, 0);
}

static guint32
notification_of (const Look *look, guint32 slip)
{
  for (guint i = 0; i < look->shown->len; i++)
    {
      const LotseReminderShown *shown = look->shown->pdata[i];

      if (shown->slip == slip && shown->notification != 0)
        return shown->notification;
    }
  return 0;
}

static void
describe_notices (LotseStore *store, Look *look)
{
  for (guint i = 0; i < look->result->notices->len; i++)
    {
      LotseNotice *notice = look->result->notices->pdata[i];
      g_autoptr (GPtrArray) reminded = g_ptr_array_new ();

      for (guint k = 0; k < notice->reminders->len; k++)
        {
          LotseReminded *one = g_hash_table_lookup (look->reminded, ((LotseReminder *) notice->reminders->pdata[k])->id);

          if (one->task != NULL && one->title == NULL)
            one->title = public_title (store, lotse_record_get (one->task, "attached"));
          g_ptr_array_add (reminded, one);
        }
      notice->notification = notification_of (look, notice->slip);
      lotse_notice_describe (notice, reminded, look->today);
    }
}

/* --- Beginning and marking ---------------------------------------------------------------------------------- */

static guint32
new_slip (void)
{
  g_autofree char *id = lotse_id_new ();

  /* Ids begin with the time and end at random. */
  return MAX (2, (guint32) strtoul (id + strlen (id) - 8, NULL, 16));
}

/* What slept is begun again, too: if the program ends now, it may stand on the screen. */
static gboolean
begin (LotseStore *store, LotseNotice *notice, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (LotseReminderLine));

  if (notice->slip == 0)
    notice->slip = new_slip ();
  for (guint i = 0; i < notice->reminders->len; i++)
    {
      const LotseReminder *reminder = notice->reminders->pdata[i];
      const LotseReminderLine line = { .id = reminder->id, .due = reminder->due, .lead = reminder->lead, .slip = notice->slip,
                                       .notification = notice->notification };

      g_array_append_val (lines, line);
    }
  return lotse_reminder_log_write (store, (const LotseReminderLine *) lines->data, lines->len, error);
}

static gboolean
forget_old (LotseStore *store, const Look *look, GError **error)
{
  g_autofree char *before = NULL;
  char text[16];
  GDate day;

  lotse_reminder_day (look->clock, &day);
  g_date_subtract_years (&day, KEPT_YEARS);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
  return lotse_reminder_log_forget_before (store, text, look->reminded, error);
}

static gboolean
begin_all (LotseStore *store, Look *look, GError **error)
{
  if (!forget_old (store, look, error))
    return FALSE;
  for (guint i = 0; i < look->result->notices->len; i++)
    if (!begin (store, look->result->notices->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
run_now (LotseStore *store, gpointer data, GError **error)
{
  Look *look = data;
  g_autoptr (LotseReminderChoice) choice = NULL;

  if (!look_read (store, look, error))
    return FALSE;
  choice = lotse_reminder_choose (look->subjects, look->shown, look->clock);
  look->result->next_s = choice->next_s;
  for (guint i = 0; i < choice->withdraw->len; i++)
    {
      const guint32 slip = g_array_index (choice->withdraw, guint32, i);
      const LotseNoticeGone gone = { slip, notification_of (look, slip) };

      g_array_append_val (look->result->gone, gone);
    }
  make_notices (look, choice);
  describe_notices (store, look);
  return look->mode == LOTSE_REMINDERS_LOOK || begin_all (store, look, error);
}

/**
 * lotse_reminders_now:
 * @clock: the time, the time zone of the device and the reminding hour
 * @mode: whether the notices go out now
 *
 * Returns: (transfer full) (nullable): what is to be shown and taken away; %NULL with an error of the store
 */
LotseReminders *
lotse_reminders_now (LotseStore *store, const LotseReminderClock *clock, LotseRemindersMode mode, GError **error)
{
  g_autoptr (LotseReminders) result = g_new0 (LotseReminders, 1);
  Look look = { .clock = clock, .mode = mode, .result = result };
  gboolean well;

  result->notices = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_notice_free);
  result->gone = g_array_new (FALSE, FALSE, sizeof (LotseNoticeGone));
  look_init (&look);
  well = lotse_store_run (store, run_now, &look, error);
  look_clear (&look);
  return well ? g_steal_pointer (&result) : NULL;
}

/**
 * lotse_reminders_shown:
 * @notice: that was begun
 * @notification: the number that the notification service gave
 *
 * Returns: whether it was written down; else an error of the store, and the notice will be shown again
 */
gboolean
lotse_reminders_shown (LotseStore *store, const LotseNotice *notice, const LotseReminderClock *clock, guint32 notification, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (LotseReminderLine));

  for (guint i = 0; i < notice->reminders->len; i++)
    {
      const LotseReminder *reminder = notice->reminders->pdata[i];
      const LotseReminderLine line = { .id = reminder->id, .due = reminder->due, .lead = reminder->lead, .slip = notice->slip,
                                       .shown_ms = clock->now_s * 1000, .notification = notification };

      g_array_append_val (lines, line);
    }
  /* What was shown under that slip before and is not now has given way on the screen. */
  return lotse_reminder_log_close (store, notice->slip, error)
         && lotse_reminder_log_write (store, (const LotseReminderLine *) lines->data, lines->len, error);
}
