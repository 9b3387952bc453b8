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

/* Whether the event still has to be prepared. */
static gboolean
is_coming (LotseChecklistPlan *plan, const LotseRecord *event)
{
  const char *state = lotse_record_get (event, "state");
  const char *date = lotse_record_get (event, "date");
  g_autofree char *today = lotse_events_today (plan->store);

  return g_strcmp0 (state, "held") != 0 && g_strcmp0 (state, "cancelled") != 0 && (date == NULL || strcmp (date, today) >= 0);
}

gboolean
lotse_checklist_plan_event (LotseChecklistPlan *plan, const LotseRecord *event, const LotseRecord *format, GError **error)
{
  g_autoptr (GPtrArray) items = format != NULL ? lotse_checklist_dup_items (format) : NULL;
  const LotseChecklistTarget target = { .id = lotse_record_get_id (event), .date = lotse_record_get (event, "date"),
                                        .organiser = lotse_record_get (event, "organiser"), .coming = is_coming (plan, event),
                                        .items = items };

  return lotse_checklist_plan (plan, &target, error);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

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
call_mini_job (LotseStore *store, gpointer data, GError **error)
{
  Saving *saving = data;
  LotseChecklistPlan *plan = &saving->plan;

  g_ptr_array_add (plan->records, g_object_ref (saving->record));
  return lotse_mini_job_plan (plan, saving->record, error) && finish (saving, error);
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

static gboolean
save_mini_job (LotseStore *store, LotseRecord *mini_job, const char *group, GError **error)
{
  g_autofree char *own_group = group == NULL ? lotse_id_mark () : NULL;
  Saving saving = { .record = mini_job, .group = group != NULL ? group : own_group };

  return run (store, call_mini_job, &saving, NULL, error);
}

/**
 * lotse_checklist_save_record:
 * @store: the device's database
 * @record: a record of any kind, new or changed
 * @group: (nullable): joins what one action changed
 *
 * Saves it: an event with the tasks of its checklist, a format with those of its coming events, a mini-job with what its employer
 * has to do, a task that repeats with the next one, any other record by itself.
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
  if (g_str_equal (lotse_record_get_kind (record)->name, "mini_job"))
    return save_mini_job (store, record, group, error);
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
