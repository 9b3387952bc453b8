/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that the page of an event says; see the header.
 *
 * Load: some hundred guests are usual; jobs run on the database thread.
 */
#include "config.h"

#include "lotse-event-view.h"

#include "lotse-home-state.h"
#include "lotse-jobs.h"

#include <string.h>

static void
task_free (gpointer data)
{
  LotseEventTask *task = data;

  g_object_unref (task->record);
  g_free (task->assignee);
  g_free (task);
}

LotseEventView *
lotse_event_view_ref (LotseEventView *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lotse_event_view_unref (LotseEventView *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  lotse_record_view_free (self->base);
  g_free (self->numbers);
  lotse_guests_free (self->guests);
  lotse_waiting_list_free (self->waiting);
  g_clear_pointer (&self->quotas, g_ptr_array_unref);
  g_clear_pointer (&self->needs, g_ptr_array_unref);
  g_clear_pointer (&self->agenda, g_ptr_array_unref);
  g_clear_pointer (&self->feasts, g_ptr_array_unref);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_free (self);
}

LotseRecord *
lotse_event_view_get_event (const LotseEventView *self)
{
  return self->base->record;
}

/* --- Tasks -------------------------------------------------------------------------------------------------- */

static int
compare_tasks (gconstpointer a, gconstpointer b)
{
  const LotseRecord *one = (*(LotseEventTask *const *) a)->record, *other = (*(LotseEventTask *const *) b)->record;
  const char *due_one = lotse_record_get (one, "due"), *due_other = lotse_record_get (other, "due");
  int order = (lotse_record_get (one, "done_on") != NULL) - (lotse_record_get (other, "done_on") != NULL);

  if (order == 0)
    order = (due_one == NULL) - (due_other == NULL);
  if (order == 0)
    order = g_strcmp0 (due_one, due_other);
  return order != 0 ? order : g_strcmp0 (lotse_record_get (one, "text"), lotse_record_get (other, "text"));
}

static void
read_tasks (LotseStore *store, LotseEventView *view)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("task"));
  g_autoptr (GPtrArray) found = NULL;

  view->tasks = g_ptr_array_new_with_free_func (task_free);
  lotse_query_where (query, "attached", LOTSE_QUERY_EQUAL, lotse_record_get_id (view->base->record), NULL);
  found = lotse_store_list (store, query, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      LotseEventTask *task = g_new0 (LotseEventTask, 1);
      const char *assignee = lotse_record_get (g_ptr_array_index (found, i), "assignee");

      task->record = g_object_ref (g_ptr_array_index (found, i));
      task->assignee = assignee != NULL ? lotse_job_title_of (store, assignee) : NULL;
      g_ptr_array_add (view->tasks, task);
    }
  g_ptr_array_sort (view->tasks, compare_tasks);
}

/* --- All of it ---------------------------------------------------------------------------------------------- */

static gboolean
read_people (LotseStore *store, LotseEventView *view, GError **error)
{
  view->guests = lotse_guests_load (store, lotse_record_get_id (view->base->record), error);
  if (view->guests == NULL)
    return FALSE;
  view->waiting = lotse_waiting_list_new (store, view->guests, error);
  view->quotas = lotse_guests_quotas (view->guests, NULL);
  view->needs = view->waiting != NULL ? lotse_needs_load (store, lotse_record_get_id (view->base->record), TRUE, error) : NULL;
  view->agenda = view->needs != NULL ? lotse_agenda_cards_read (store, view->guests, error) : NULL;
  return view->agenda != NULL;
}

/* Public holidays of the state that was chosen, and feasts, on each day of the event. */
static void
read_feasts (LotseStore *store, LotseEventView *view)
{
  g_autofree char *state = lotse_home_state_get (store, NULL);
  const GPtrArray *slots = view->guests->slots;

  view->feasts = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_feast_free);
  for (guint i = 0; i < slots->len; i++)
    {
      g_autofree char *day = g_strndup (((LotseSlot *) slots->pdata[i])->start, strlen ("2026-11-28"));

      g_ptr_array_extend_and_steal (view->feasts, lotse_feasts_on (day, state));
    }
}

const LotseFollowLink lotse_event_view_links[] = {
  { "registration", "event" }, { "attendance", "event" }, { "participation", "event" },
  { "agenda_item", "event" },  { "task", "attached" },    { NULL, NULL },
};

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  LotseRecordView *base = lotse_record_view_read_fields (store, data, error);
  g_autoptr (LotseEventView) view = NULL;
  LotseEventNumbers numbers;

  if (base == NULL)
    return NULL;
  view = g_new0 (LotseEventView, 1);
  g_atomic_ref_count_init (&view->refs);
  view->base = base;
  if (!read_people (store, view, error))
    return NULL;
  if (lotse_event_numbers_read (store, base->record, &numbers))
    {
      view->numbers = lotse_event_numbers_text (&numbers, base->record);
      view->ahead = numbers.ahead;
    }
  read_feasts (store, view);
  read_tasks (store, view);
  view->seen = lotse_follow_see (store, base->record, lotse_event_view_links);
  return g_steal_pointer (&view);
}

void
lotse_event_view_load_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, load_job, g_strdup (id), g_free, (GDestroyNotify) lotse_event_view_unref, callback, user_data);
}

LotseEventView *
lotse_event_view_load_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) store = g_async_result_get_source_object (result);

  return lotse_store_call_finish (LOTSE_STORE (store), result, error);
}
