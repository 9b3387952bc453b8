/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tasks follow from a checklist, and what becomes of those that are there; see lotse-checklist.h. */
#include "config.h"

#include "lotse-checklist-private.h"
#include "lotse-events-private.h"
#include "lotse-id.h"

#include <string.h>

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

/* From which day an item counts. */
static const char *
date_of (const LotseChecklistTarget *target, const LotseChecklistItem *item)
{
  return item->from != NULL ? item->from : target->date;
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
assignee_of (LotseChecklistPlan *plan, const LotseChecklistTarget *target, const char *who)
{
  const char *id = g_strcmp0 (who, "organiser") == 0 ? target->organiser : who;
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
make_task (LotseChecklistPlan *plan, const LotseChecklistTarget *target, const LotseChecklistItem *item, const char *id, GError **error)
{
  g_autoptr (LotseRecord) task = lotse_record_new (lotse_kind_find ("task"), id);
  g_autofree char *assignee = assignee_of (plan, target, item->who);

  if (!lotse_record_set (task, "text", item->text, error) || !lotse_record_set (task, "attached", target->id, error)
      || !lotse_record_set (task, "checklist_item", item->key, error) || !lotse_record_set (task, "assignee", assignee, error)
      || !lotse_record_set (task, "note", item->note != NULL ? item->note : note_of (item->who), error)
      || !lotse_record_set (task, "repeats", item->repeats, error)
      || !count_due (task, date_of (target, item), item->days, error))
    return FALSE;
  note (plan, LOTSE_CHECKLIST_MADE, task, NULL);
  g_ptr_array_add (plan->records, g_steal_pointer (&task));
  return TRUE;
}

/* What a person wrote stays; what the old item gave becomes what the new one says. */
static gboolean
reword (LotseChecklistPlan *plan, const LotseChecklistTarget *target, LotseRecord *task, const LotseChecklistItem *item, gboolean *changed, GError **error)
{
  const LotseChecklistItem *old = plan->old_items != NULL ? g_hash_table_lookup (plan->old_items, item->key) : NULL;
  g_autofree char *was = old != NULL ? assignee_of (plan, target, old->who) : NULL;
  g_autofree char *is = old != NULL ? assignee_of (plan, target, item->who) : NULL;

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
follow_item (LotseChecklistPlan *plan, const LotseChecklistTarget *target, LotseRecord *task, const LotseChecklistItem *item, GError **error)
{
  g_autofree char *before = g_strdup (lotse_record_get (task, "due"));
  g_autofree char *wanted = lotse_events_add_days (date_of (target, item), item->days);
  gboolean by_hand = !follows (task), back = lotse_record_is_deleted (task), reworded = FALSE;

  if (!reword (plan, target, task, item, &reworded, error))
    return FALSE;
  if (!by_hand && !count_due (task, date_of (target, item), item->days, error))
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

static gboolean
plan_item (LotseChecklistPlan *plan, const LotseChecklistTarget *target, const LotseChecklistItem *item, GError **error)
{
  g_autofree char *id = lotse_checklist_task_id (target->id, item->key);
  g_autoptr (LotseRecord) task = lotse_store_get (plan->store, id, NULL);

  if (task == NULL)
    return !target->coming || item->late || make_task (plan, target, item, id, error);
  if (lotse_record_get (task, "done_on") != NULL || (lotse_record_is_deleted (task) && !plan->new_format))
    return TRUE;
  return follow_item (plan, target, task, item, error);
}

/* Open tasks of items that the checklist no longer has. */
static gboolean
plan_removed (LotseChecklistPlan *plan, const LotseChecklistTarget *target, GHashTable *keys, GError **error)
{
  g_autoptr (GPtrArray) tasks = lotse_checklist_list_tasks (plan->store, target->id, error);

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
lotse_checklist_plan (LotseChecklistPlan *plan, const LotseChecklistTarget *target, GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; target->items != NULL && i < target->items->len; i++)
    {
      const LotseChecklistItem *item = target->items->pdata[i];

      g_hash_table_add (keys, item->key);
      if (!plan_item (plan, target, item, error))
        return FALSE;
    }
  return plan_removed (plan, target, keys, error);
}

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
