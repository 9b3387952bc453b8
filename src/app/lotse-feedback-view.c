/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that the page of a feedback form says; see the header.
 *
 * Load: some dozen questions; jobs run on the database thread.
 */
#include "config.h"

#include "lotse-feedback-view.h"

#include "lotse-form-uses.h"
#include "lotse-jobs.h"

void
lotse_feedback_view_free (LotseFeedbackView *self)
{
  if (self == NULL)
    return;
  lotse_record_view_free (self->base);
  lotse_feedback_form_free (self->form);
  g_clear_pointer (&self->uses, g_ptr_array_unref);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_free (self);
}

static GPtrArray *
describe_all (LotseStore *store, GPtrArray *records)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_description_free);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (rows, lotse_describe (store, records->pdata[i]));
  return rows;
}

static gboolean
read_versions (LotseStore *store, LotseFeedbackView *view, GError **error)
{
  const char *previous = lotse_record_get (view->base->record, "previous");
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("form"));
  g_autoptr (LotseRecord) before = previous != NULL ? lotse_store_get (store, previous, NULL) : NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (!lotse_query_where (query, "previous", LOTSE_QUERY_EQUAL, lotse_record_get_id (view->base->record), error)
      || (found = lotse_store_list (store, query, error)) == NULL)
    return FALSE;
  if (before != NULL && !lotse_record_is_deleted (before))
    g_ptr_array_insert (found, 0, g_object_ref (before));
  view->versions = describe_all (store, found);
  return TRUE;
}

const LotseFollowLink lotse_feedback_view_links[] = {
  { "question", "form" }, { "event_format", "form" }, { "survey", "form" },
  { "event", "form" },    { "form", "previous" },     { NULL, NULL },
};

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseFeedbackView) view = g_new0 (LotseFeedbackView, 1);
  g_autoptr (GPtrArray) uses = NULL;

  view->base = lotse_record_view_read_fields (store, data, error);
  if (view->base == NULL)
    return NULL;
  view->form = lotse_feedback_form_load (store, data, error);
  view->sheets = view->form != NULL ? lotse_form_count_sheets (store, data, error) : -1;
  uses = view->sheets >= 0 ? lotse_form_uses_list (store, data, FALSE, error) : NULL;
  if (uses == NULL || !read_versions (store, view, error))
    return NULL;
  view->uses = describe_all (store, uses);
  view->seen = lotse_follow_see (store, view->base->record, lotse_feedback_view_links);
  return g_steal_pointer (&view);
}

void
lotse_feedback_view_load_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, load_job, g_strdup (id), g_free, (GDestroyNotify) lotse_feedback_view_free, callback, user_data);
}

LotseFeedbackView *
lotse_feedback_view_load_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) store = g_async_result_get_source_object (result);

  return lotse_store_call_finish (LOTSE_STORE (store), result, error);
}
