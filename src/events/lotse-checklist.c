/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks that follow from a checklist; see the header. */
#include "config.h"

#include "lotse-checklist.h"

#include "lotse-checklist-private.h"
#include "lotse-error.h"
#include "lotse-events-private.h"
#include "lotse-id.h"
#include "lotse-tasks.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

void
lotse_checklist_change_free (LotseChecklistChange *change)
{
  if (change == NULL)
    return;
  g_free (change->task);
  g_free (change->event);
  g_free (change->text);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/**
 * lotse_checklist_change_describe:
 *
 * Returns: (transfer full): one sentence in the language of the process
 */
char *
lotse_checklist_change_describe (const LotseChecklistChange *change)
{
  static const LotseField date = { .name = "due", .label = "", .type = LOTSE_FIELD_DATE };
  g_autofree char *before = change->before != NULL ? lotse_value_format (&date, change->before, NULL) : g_strdup (_("no date"));
  g_autofree char *after = change->after != NULL ? lotse_value_format (&date, change->after, NULL) : g_strdup (_("no date"));

  switch (change->what)
    {
    case LOTSE_CHECKLIST_MADE:
      return g_strdup_printf (_("“%s” is new: %s"), change->text, after);
    case LOTSE_CHECKLIST_MOVED:
      return g_strdup_printf (_("“%s” moves from %s to %s"), change->text, before, after);
    case LOTSE_CHECKLIST_KEPT:
      return g_strdup_printf (_("“%s” stays at %s, which was set by hand"), change->text, before);
    case LOTSE_CHECKLIST_REWORDED:
      return g_strdup_printf (_("“%s” follows the checklist"), change->text);
    case LOTSE_CHECKLIST_REMOVED:
      return g_strdup_printf (_("“%s” goes to the bin"), change->text);
    case LOTSE_CHECKLIST_BROUGHT_BACK:
      return g_strdup_printf (_("“%s” comes back from the bin: %s"), change->text, after);
    default:
      return g_strdup (change->text);
    }
}

static void
note (LotseChecklistPlan *plan, LotseChecklistWhat what, const LotseRecord *task, const char *before)
{
  LotseChecklistChange *change = g_new0 (LotseChecklistChange, 1);

  change->what = what;
  change->task = g_strdup (lotse_record_get_id (task));
  change->event = g_strdup (lotse_record_get (task, "attached"));
  change->text = g_strdup (lotse_record_get (task, "text"));
  change->before = g_strdup (before);
  change->after = g_strdup (lotse_record_get (task, "due"));
  g_ptr_array_add (plan->changes, change);
}

/* Whether the due date is still the one that the checklist counted; see the field `due_rule`. */
static gboolean
follows (const LotseRecord *task)
{
  const char *rule = lotse_record_get (task, "due_rule");
  g_auto (GStrv) parts = rule != NULL ? g_strsplit (rule, " ", 2) : NULL;
  g_autofree char *counted = NULL;

  if (parts != NULL && parts[0] != NULL && parts[1] != NULL)
    counted = lotse_events_add_days (parts[0], (int) g_ascii_strtoll (parts[1], NULL, 10));
  return g_strcmp0 (counted, lotse_record_get (task, "due")) == 0;
}

static gboolean
count_due (LotseRecord *task, const char *date, int days, GError **error)
{
  g_autofree char *due = lotse_events_add_days (date, days);
  g_autofree char *rule = due != NULL ? g_strdup_printf ("%s %d", date, days) : NULL;

  return lotse_record_set (task, "due", due, error) && lotse_record_set (task, "due_rule", rule, error);
}

/* The person that an item names, or NULL. */
static char *
assignee_of (LotseChecklistPlan *plan, const LotseRecord *event, const char *who)
{
  const char *id = g_strcmp0 (who, "organiser") == 0 ? lotse_record_get (event, "organiser") : who;
  g_autoptr (LotseRecord) person = id != NULL && lotse_id_is_valid (id) ? lotse_store_get (plan->store, id, NULL) : NULL;

  return person != NULL && g_str_equal (lotse_record_get_kind (person)->name, "person") ? g_strdup (id) : NULL;
}

/* A word that names nobody is kept as a note, in the language in which it was written: two laptops make the same task. */
static const char *
note_of (const char *who)
{
  return *who == '\0' || lotse_id_is_valid (who) || g_str_equal (who, "organiser") ? NULL : who;
}

static gboolean
make_task (LotseChecklistPlan *plan, const LotseRecord *event, const LotseChecklistItem *item, const char *id, GError **error)
{
  g_autoptr (LotseRecord) task = lotse_record_new (lotse_kind_find ("task"), id);
  g_autofree char *assignee = assignee_of (plan, event, item->who);

  if (!lotse_record_set (task, "text", item->text, error) || !lotse_record_set (task, "attached", lotse_record_get_id (event), error)
      || !lotse_record_set (task, "checklist_item", item->key, error) || !lotse_record_set (task, "assignee", assignee, error)
      || !lotse_record_set (task, "note", note_of (item->who), error)
      || !count_due (task, lotse_record_get (event, "date"), item->days, error))
    return FALSE;
  note (plan, LOTSE_CHECKLIST_MADE, task, NULL);
  g_ptr_array_add (plan->records, g_steal_pointer (&task));
  return TRUE;
}

/* What a person wrote stays; what the old item gave becomes what the new one says. */
static gboolean
reword (LotseChecklistPlan *plan, const LotseRecord *event, LotseRecord *task, const LotseChecklistItem *item, gboolean *changed, GError **error)
{
  const LotseChecklistItem *old = plan->old_items != NULL ? g_hash_table_lookup (plan->old_items, item->key) : NULL;
  g_autofree char *was = old != NULL ? assignee_of (plan, event, old->who) : NULL;
  g_autofree char *is = old != NULL ? assignee_of (plan, event, item->who) : NULL;

  *changed = FALSE;
  if (old == NULL)
    return TRUE;
  if (strcmp (old->text, item->text) != 0 && g_strcmp0 (lotse_record_get (task, "text"), old->text) == 0)
    {
      *changed = TRUE;
      if (!lotse_record_set (task, "text", item->text, error))
        return FALSE;
    }
  if (g_strcmp0 (was, is) != 0 && g_strcmp0 (lotse_record_get (task, "assignee"), was) == 0)
    {
      *changed = TRUE;
      if (!lotse_record_set (task, "assignee", is, error))
        return FALSE;
    }
  if (g_strcmp0 (note_of (old->who), note_of (item->who)) != 0 && g_strcmp0 (lotse_record_get (task, "note"), note_of (old->who)) == 0)
    {
      *changed = TRUE;
      return lotse_record_set (task, "note", note_of (item->who), error);
    }
  return TRUE;
}

/* A task that is there and open. */
static gboolean
follow_item (LotseChecklistPlan *plan, const LotseRecord *event, LotseRecord *task, const LotseChecklistItem *item, GError **error)
{
  g_autofree char *before = g_strdup (lotse_record_get (task, "due"));
  g_autofree char *wanted = lotse_events_add_days (lotse_record_get (event, "date"), item->days);
  gboolean by_hand = !follows (task), back = lotse_record_is_deleted (task), reworded = FALSE;

  if (!reword (plan, event, task, item, &reworded, error))
    return FALSE;
  if (!by_hand && !count_due (task, lotse_record_get (event, "date"), item->days, error))
    return FALSE;
  if (back)
    lotse_record_set_deleted (task, FALSE);
  if (back || reworded)
    note (plan, back ? LOTSE_CHECKLIST_BROUGHT_BACK : LOTSE_CHECKLIST_REWORDED, task, before);
  if (!back && g_strcmp0 (before, wanted) != 0)
    note (plan, by_hand ? LOTSE_CHECKLIST_KEPT : LOTSE_CHECKLIST_MOVED, task, before);
  g_ptr_array_add (plan->records, g_object_ref (task));
  return TRUE;
}

char *
lotse_checklist_task_id (const char *event, const char *key)
{
  return lotse_id_derive ("task", event, key, NULL);
}

/* Whether the event still has to be prepared. */
static gboolean
is_coming (LotseChecklistPlan *plan, const LotseRecord *event)
{
  const char *state = lotse_record_get (event, "state");
  const char *date = lotse_record_get (event, "date");
  g_autofree char *today = lotse_events_today (plan->store);

  return g_strcmp0 (state, "held") != 0 && g_strcmp0 (state, "cancelled") != 0 && (date == NULL || strcmp (date, today) >= 0);
}

static gboolean
plan_item (LotseChecklistPlan *plan, const LotseRecord *event, const LotseChecklistItem *item, GError **error)
{
  g_autofree char *id = lotse_checklist_task_id (lotse_record_get_id (event), item->key);
  g_autoptr (LotseRecord) task = lotse_store_get (plan->store, id, NULL);

  if (task == NULL)
    return !is_coming (plan, event) || make_task (plan, event, item, id, error);
  if (lotse_record_get (task, "done_on") != NULL || (lotse_record_is_deleted (task) && !plan->new_format))
    return TRUE;
  return follow_item (plan, event, task, item, error);
}

/* Open tasks of items that the event's checklist no longer has. */
static gboolean
plan_removed (LotseChecklistPlan *plan, const LotseRecord *event, GHashTable *keys, GError **error)
{
  g_autoptr (GPtrArray) tasks = lotse_checklist_list_tasks (plan->store, lotse_record_get_id (event), error);

  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    {
      LotseRecord *task = tasks->pdata[i];
      const char *key = lotse_record_get (task, "checklist_item");
      gboolean gone = key != NULL && !g_hash_table_contains (keys, key)
                      && (plan->new_format || (plan->old_items != NULL && g_hash_table_contains (plan->old_items, key)));

      if (!gone || lotse_record_get (task, "done_on") != NULL)
        continue;
      note (plan, follows (task) ? LOTSE_CHECKLIST_REMOVED : LOTSE_CHECKLIST_KEPT, task, lotse_record_get (task, "due"));
      if (!follows (task))
        continue;
      lotse_record_set_deleted (task, TRUE);
      g_ptr_array_add (plan->records, g_object_ref (task));
    }
  return tasks != NULL;
}

gboolean
lotse_checklist_plan_event (LotseChecklistPlan *plan, const LotseRecord *event, const LotseRecord *format, GError **error)
{
  g_autoptr (GPtrArray) items = format != NULL ? lotse_checklist_dup_items (format) : NULL;
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const LotseChecklistItem *item = items->pdata[i];

      g_hash_table_add (keys, item->key);
      if (!plan_item (plan, event, item, error))
        return FALSE;
    }
  return plan_removed (plan, event, keys, error);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

void
lotse_checklist_plan_init (LotseChecklistPlan *plan, LotseStore *store)
{
  memset (plan, 0, sizeof *plan);
  plan->store = store;
  plan->records = g_ptr_array_new_with_free_func (g_object_unref);
  plan->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_checklist_change_free);
}

void
lotse_checklist_plan_clear (LotseChecklistPlan *plan)
{
  g_clear_pointer (&plan->records, g_ptr_array_unref);
  g_clear_pointer (&plan->changes, g_ptr_array_unref);
  g_clear_pointer (&plan->old_items, g_hash_table_unref);
}

typedef struct
{
  LotseChecklistPlan plan;
  LotseRecord *record;
  const char *group;
  gboolean dry;
} Saving;

static gboolean
finish (Saving *saving, GError **error)
{
  return saving->dry || lotse_store_save_many (saving->plan.store, saving->plan.records, saving->group, NULL, NULL, NULL, error);
}

static gboolean
call_event (LotseStore *store, gpointer data, GError **error)
{
  Saving *saving = data;
  LotseChecklistPlan *plan = &saving->plan;
  const char *format_id = lotse_record_get (saving->record, "format");
  g_autoptr (LotseRecord) before = lotse_store_get (store, lotse_record_get_id (saving->record), NULL);
  g_autoptr (LotseRecord) format = format_id != NULL ? lotse_store_get (store, format_id, NULL) : NULL;

  g_ptr_array_add (plan->records, g_object_ref (saving->record));
  plan->new_format = before == NULL || g_strcmp0 (lotse_record_get (before, "format"), format_id) != 0;
  /* A format that is not here says nothing about the tasks. */
  if ((format != NULL || format_id == NULL) && !lotse_checklist_plan_event (plan, saving->record, format, error))
    return FALSE;
  return finish (saving, error);
}

static gboolean
call_format (LotseStore *store, gpointer data, GError **error)
{
  Saving *saving = data;
  LotseChecklistPlan *plan = &saving->plan;
  const char *id = lotse_record_get_id (saving->record);
  g_autoptr (LotseRecord) before = lotse_store_get (store, id, NULL);
  g_autoptr (GPtrArray) old = before != NULL ? lotse_checklist_dup_items (before) : NULL;
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("event"));
  g_autoptr (GPtrArray) events = NULL;

  g_ptr_array_add (plan->records, g_object_ref (saving->record));
  plan->old_items = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; old != NULL && i < old->len; i++)
    g_hash_table_insert (plan->old_items, ((LotseChecklistItem *) old->pdata[i])->key, old->pdata[i]);
  if (!lotse_query_where (query, "format", LOTSE_QUERY_EQUAL, id, error))
    return FALSE;
  events = before != NULL ? lotse_store_list (store, query, error) : g_ptr_array_new ();
  if (events == NULL)
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    if (is_coming (plan, events->pdata[i]) && !lotse_checklist_plan_event (plan, events->pdata[i], saving->record, error))
      return FALSE;
  return finish (saving, error);
}

static gboolean
run (LotseStore *store, LotseStoreCall call, Saving *saving, GPtrArray **changes, GError **error)
{
  gboolean done;

  lotse_checklist_plan_init (&saving->plan, store);
  done = lotse_store_run (store, call, saving, error);
  if (done && changes != NULL)
    *changes = g_steal_pointer (&saving->plan.changes);
  lotse_checklist_plan_clear (&saving->plan);
  return done;
}

/**
 * lotse_checklist_save_event:
 * @store: the device's database
 * @event: the event, new or changed
 * @group: (nullable): joins what one action changed
 * @changes: (out) (optional) (element-type LotseChecklistChange): what happened to its tasks
 *
 * Saves the event, and in the same transaction makes, moves or takes away the tasks of its checklist: after a new date, a new
 * format, or simply because the checklist has grown.
 *
 * Returns: whether all of it was saved; else nothing was, with an error of the store
 */
gboolean
lotse_checklist_save_event (LotseStore *store, LotseRecord *event, const char *group, GPtrArray **changes, GError **error)
{
  g_autofree char *own_group = group == NULL ? lotse_id_mark () : NULL;
  Saving saving = { .record = event, .group = group != NULL ? group : own_group };

  return run (store, call_event, &saving, changes, error);
}

/**
 * lotse_checklist_save_format:
 * @store: the device's database
 * @format: the format, new or changed
 * @group: (nullable): joins what one action changed
 * @changes: (out) (optional) (element-type LotseChecklistChange): what happened to the tasks of its coming events
 *
 * Saves the format, and in the same transaction brings the open tasks of its coming events in line with its checklist.
 *
 * Returns: whether all of it was saved; else nothing was, with an error of the store
 */
gboolean
lotse_checklist_save_format (LotseStore *store, LotseRecord *format, const char *group, GPtrArray **changes, GError **error)
{
  g_autofree char *own_group = group == NULL ? lotse_id_mark () : NULL;
  Saving saving = { .record = format, .group = group != NULL ? group : own_group };

  return run (store, call_format, &saving, changes, error);
}

/**
 * lotse_checklist_save_record:
 * @store: the device's database
 * @record: a record of any kind, new or changed
 * @group: (nullable): joins what one action changed
 *
 * Saves it: an event with the tasks of its checklist, a format with those of its coming events, a task that repeats with the next
 * one, any other record by itself.
 *
 * Returns: whether all of it was saved; else nothing was, with an error of the store
 */
gboolean
lotse_checklist_save_record (LotseStore *store, LotseRecord *record, const char *group, GError **error)
{
  if (g_str_equal (lotse_record_get_kind (record)->name, "event"))
    return lotse_checklist_save_event (store, record, group, NULL, error);
  if (g_str_equal (lotse_record_get_kind (record)->name, "event_format"))
    return lotse_checklist_save_format (store, record, group, NULL, error);
  if (g_str_equal (lotse_record_get_kind (record)->name, "task"))
    return lotse_task_save (store, record, group, error);
  return lotse_store_save (store, record, group, error);
}

/**
 * lotse_checklist_preview_event:
 *
 * Returns: (transfer full) (element-type LotseChecklistChange) (nullable): what saving the event as it is now would do to its
 *   tasks; %NULL with an error of the store
 */
GPtrArray *
lotse_checklist_preview_event (LotseStore *store, LotseRecord *event, GError **error)
{
  Saving saving = { .record = event, .dry = TRUE };
  GPtrArray *changes = NULL;

  return run (store, call_event, &saving, &changes, error) ? changes : NULL;
}

/**
 * lotse_checklist_list_tasks:
 * @event: the id of an event
 *
 * Returns: (transfer full) (element-type LotseRecord) (nullable): its tasks, those without a date first; %NULL with an error
 */
GPtrArray *
lotse_checklist_list_tasks (LotseStore *store, const char *event, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("task"));

  if (!lotse_query_where (query, "attached", LOTSE_QUERY_EQUAL, event, error) || !lotse_query_sort (query, "due", FALSE, error))
    return NULL;
  return lotse_store_list (store, query, error);
}
