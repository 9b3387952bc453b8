/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks that repeat; see the header. */
#include "config.h"

#include "lotse-tasks.h"

#include "lotse-events-private.h"
#include "lotse-id.h"
#include "lotse-value.h"

#include <string.h>

#define DATE_LENGTH (strlen ("2026-11-28"))

/* Where the series began, and how many steps the task is from there. */
static void
read_series (const LotseRecord *task, char **first, int *step)
{
  const char *rule = lotse_record_get (task, "checklist_item") == NULL ? lotse_record_get (task, "due_rule") : NULL;
  g_auto (GStrv) parts = rule != NULL ? g_strsplit (rule, " ", 2) : NULL;
  gint64 counted = -1;

  if (parts != NULL && parts[0] != NULL && parts[1] != NULL && lotse_value_read_date (parts[0], NULL)
      && !g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT - 1, &counted, NULL))
    counted = -1;
  *first = g_strdup (counted >= 0 ? parts[0] : lotse_record_get (task, "due"));
  *step = (int) MAX (counted, 0);
}

/* The day so many steps after the first, or NULL if the calendar ends before.  A month or year that lacks the day ends it earlier. */
static char *
day_of_step (const char *first, const char *repeats, int step)
{
  GDate date;
  char text[16];

  if (!lotse_value_read_date (first, &date) || step > 40000)
    return NULL;
  if (g_str_equal (repeats, "daily"))
    g_date_add_days (&date, (guint) step);
  else if (g_str_equal (repeats, "weekly"))
    g_date_add_days (&date, (guint) step * 7);
  else if (g_str_equal (repeats, "monthly"))
    g_date_add_months (&date, (guint) step);
  else
    g_date_add_years (&date, (guint) MIN (step, 9999));
  if (g_date_get_year (&date) > 9999)
    return NULL;
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &date);
  return g_strdup (text);
}

/* The reminder keeps its distance from the due date and its time on the clock, also where summer time begins between them. */
static void
move_reminder (LotseRecord *task, const char *remind_at, const char *due_before)
{
  g_autofree char *day = remind_at != NULL ? g_strndup (remind_at, DATE_LENGTH) : NULL;
  g_autofree char *moved = NULL;
  g_autofree char *value = NULL;

  if (day == NULL || due_before == NULL)
    return;
  moved = lotse_events_add_days (day, lotse_events_days_between (due_before, lotse_record_get (task, "due")));
  value = moved != NULL ? g_strconcat (moved, remind_at + DATE_LENGTH, NULL) : NULL;
  lotse_record_set (task, "remind_at", value, NULL);
}

static char *
next_id (const LotseRecord *task)
{
  return lotse_id_derive ("task", "repeat", lotse_record_get_id (task), NULL);
}

/**
 * lotse_task_dup_next:
 * @task: a task, done or not
 *
 * The step after a task that was put off is the first that lies behind its due date, so that it is never due at once.
 *
 * Returns: (transfer full) (nullable): the next task, not saved yet; %NULL if there is none
 */
LotseRecord *
lotse_task_dup_next (const LotseRecord *task)
{
  static const char *const kept[] = { "text", "assignee", "attached", "repeats", "note" };
  const char *repeats = lotse_record_get (task, "repeats"), *due = lotse_record_get (task, "due");
  g_autofree char *first = NULL, *next_due = NULL, *rule = NULL, *id = next_id (task);
  LotseRecord *next;
  int step;

  if (repeats == NULL || due == NULL)
    return NULL;
  read_series (task, &first, &step);
  do
    {
      g_free (next_due);
      next_due = day_of_step (first, repeats, ++step);
    }
  while (next_due != NULL && strcmp (next_due, due) <= 0);
  if (next_due == NULL)
    return NULL;
  next = lotse_record_new (lotse_record_get_kind (task), id);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    lotse_record_set (next, kept[i], lotse_record_get (task, kept[i]), NULL);
  rule = g_strdup_printf ("%s %d", first, step);
  lotse_record_set (next, "due", next_due, NULL);
  lotse_record_set (next, "due_rule", rule, NULL);
  lotse_record_set (next, "repeat_of", lotse_record_get_id (task), NULL);
  move_reminder (next, lotse_record_get (task, "remind_at"), due);
  return next;
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

/* What the tick makes; out of the bin comes what taking a tick back had put there. */
static void
add_next (LotseStore *store, const LotseRecord *task, GPtrArray *records)
{
  static const char *const given[] = { "text", "assignee", "attached", "repeats", "note", "due", "due_rule", "remind_at" };
  g_autoptr (LotseRecord) next = lotse_task_dup_next (task);
  g_autoptr (LotseRecord) known = next != NULL ? lotse_store_get (store, lotse_record_get_id (next), NULL) : NULL;

  if (next == NULL || (known != NULL && !lotse_record_is_deleted (known)))
    return;
  if (known == NULL)
    {
      g_ptr_array_add (records, g_steal_pointer (&next));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    lotse_record_set (known, given[i], lotse_record_get (next, given[i]), NULL);
  lotse_record_set_deleted (known, FALSE);
  g_ptr_array_add (records, g_steal_pointer (&known));
}

/* The next one that `before` had made goes with its tick, unless somebody has done or changed it. */
static void
take_next_back (LotseStore *store, const LotseRecord *before, GPtrArray *records)
{
  g_autofree char *id = next_id (before);
  g_autoptr (LotseRecord) made = lotse_task_dup_next (before);
  g_autoptr (LotseRecord) known = made != NULL ? lotse_store_get (store, id, NULL) : NULL;
  g_autoptr (GPtrArray) changes = known != NULL ? lotse_record_diff (made, known) : NULL;

  if (known == NULL || changes->len > 0)
    return;
  lotse_record_set_deleted (known, TRUE);
  g_ptr_array_add (records, g_steal_pointer (&known));
}

/* Another due date or another repeat, set by a person, begins a new series. */
static void
follow_edit (LotseRecord *task, const LotseRecord *before)
{
  if (lotse_record_get (task, "checklist_item") != NULL
      || (g_strcmp0 (lotse_record_get (task, "due"), lotse_record_get (before, "due")) == 0
          && g_strcmp0 (lotse_record_get (task, "repeats"), lotse_record_get (before, "repeats")) == 0))
    return;
  lotse_record_set (task, "due_rule", NULL, NULL);
}

typedef struct
{
  LotseRecord *task;
  const char *group;
} Saving;

static gboolean
call_save (LotseStore *store, gpointer data, GError **error)
{
  Saving *saving = data;
  g_autoptr (LotseRecord) before = lotse_store_get (store, lotse_record_get_id (saving->task), NULL);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  const gboolean was = before != NULL && lotse_record_get (before, "done_on") != NULL;
  const gboolean is = lotse_record_get (saving->task, "done_on") != NULL;

  if (before != NULL)
    follow_edit (saving->task, before);
  g_ptr_array_add (records, g_object_ref (saving->task));
  if (is && !was)
    add_next (store, saving->task, records);
  else if (was && !is)
    take_next_back (store, before, records);
  return lotse_store_save_many (store, records, saving->group, NULL, NULL, NULL, error);
}

/**
 * lotse_task_save:
 * @store: the device's database
 * @task: the task, new or changed
 * @group: (nullable): joins what one action changed, so that one undo takes all of it back
 *
 * Returns: whether all of it was saved; else nothing was, with an error of the store
 */
gboolean
lotse_task_save (LotseStore *store, LotseRecord *task, const char *group, GError **error)
{
  g_autofree char *own_group = group == NULL ? lotse_id_mark () : NULL;
  Saving saving = { task, group != NULL ? group : own_group };

  return lotse_store_run (store, call_save, &saving, error);
}

/**
 * lotse_task_done:
 * @day: the canonical date on which it was done
 *
 * Returns: whether it was saved; else an error of the store
 */
gboolean
lotse_task_done (LotseStore *store, const char *id, const char *day, const char *group, GError **error)
{
  g_autoptr (LotseRecord) task = lotse_store_get (store, id, error);

  return task != NULL && lotse_record_set (task, "done_on", day, error) && lotse_task_save (store, task, group, error);
}

/**
 * lotse_task_put_off:
 * @until: the canonical date on which it is due instead
 *
 * Its reminder moves along; the next one of a series stays where it is.
 *
 * Returns: whether it was saved; else an error of the store
 */
gboolean
lotse_task_put_off (LotseStore *store, const char *id, const char *until, const char *group, GError **error)
{
  g_autoptr (LotseRecord) task = lotse_store_get (store, id, error);
  g_autofree char *first = NULL, *rule = NULL, *due = NULL;
  int step;

  if (task == NULL)
    return FALSE;
  due = g_strdup (lotse_record_get (task, "due"));
  if (due != NULL && lotse_record_get (task, "repeats") != NULL && lotse_record_get (task, "checklist_item") == NULL)
    {
      read_series (task, &first, &step);
      rule = g_strdup_printf ("%s %d", first, step);
      if (!lotse_record_set (task, "due_rule", rule, error))
        return FALSE;
    }
  if (!lotse_record_set (task, "due", until, error))
    return FALSE;
  move_reminder (task, lotse_record_get (task, "remind_at"), due);
  return lotse_store_save (store, task, group, error);
}
