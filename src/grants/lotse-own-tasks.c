/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own tasks; see the header. */
#include "config.h"

#include "lotse-own-tasks.h"

#include "lotse-deadlines.h"
#include "lotse-store-records.h"

#include <string.h>

static gboolean
shows (const LotseRecord *task, const char *today)
{
  const char *due = lotse_record_get (task, "due");

  return lotse_record_get (task, "done_on") == NULL || (due != NULL && strcmp (due, today) >= 0);
}

/**
 * lotse_own_tasks:
 *
 * Returns: (transfer full) (element-type LotseRecord): the tasks in the order of their ids, or %NULL with an error of the store
 */
GPtrArray *
lotse_own_tasks (LotseStore *store, GError **error)
{
  const LotseRecords records = lotse_store_records (store);
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);
  g_autofree char *today = lotse_deadlines_today (store);
  GPtrArray *tasks;

  if (state == NULL)
    return NULL;
  /* An account that is nobody's has no tasks of its own. */
  if (state->account != NULL && state->person == NULL)
    return g_ptr_array_new_with_free_func (g_object_unref);
  tasks = lotse_records_list (&records, "task", state->person != NULL ? "assignee" : NULL, state->person, error);
  for (guint i = tasks != NULL ? tasks->len : 0; i > 0; i--)
    if (!shows (g_ptr_array_index (tasks, i - 1), today))
      g_ptr_array_remove_index (tasks, i - 1);
  return tasks;
}
