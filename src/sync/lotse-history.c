/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of a record from the centre; see the header.
 *
 * Asking is one request without any state.  Putting together is a pure function; some hundred lines on either side are
 * usual, two thousand are the most that a centre sends.
 */
#include "config.h"

#include "lotse-history.h"

#include "lotse-enrol.h"
#include "lotse-error.h"

#include <glib/gi18n-lib.h>

#define CLOCKS_DIFFER_MS (5 * 60 * 1000) /* as much as the centre itself allows to a clock that is corrected */

/* --- Asking ---------------------------------------------------------------------------------------------------- */

static LotseHistory *
ask (LotseStore *store, const LotseSyncState *state, const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseTransport) transport = lotse_enrol_open_transport (store, error);
  g_autofree char *path = g_strconcat ("/v1/history/", id, NULL);
  g_auto (LotseReply) reply = { 0 };
  LotseCall call = { .method = "GET", .path = path, .token = state->token, .offset = -1 };

  if (transport == NULL || !lotse_transport_exchange (transport, &call, &reply, cancellable, error))
    return NULL;
  if (reply.status == 404)
    return lotse_history_new ();
  if (reply.status / 100 != 2)
    {
      lotse_reply_set_error (&reply, error);
      return NULL;
    }
  return lotse_history_from_json (g_bytes_get_data (reply.body, NULL), (gssize) g_bytes_get_size (reply.body), error);
}

LotseHistory *
lotse_history_fetch (LotseStore *store, const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);

  if (state == NULL)
    return NULL;
  if (state->token == NULL || state->account == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("This profile is not connected to a centre."));
      return NULL;
    }
  if (state->undertaking)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED, _("Please confirm the confidentiality undertaking first."));
      return NULL;
    }
  return ask (store, state, id, cancellable, error);
}

static void
fetch_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  LotseHistory *history = lotse_history_fetch (source, data, cancellable, &error);

  if (history != NULL)
    g_task_return_pointer (task, history, (GDestroyNotify) lotse_history_free);
  else
    g_task_return_error (task, error);
}

void
lotse_history_fetch_async (LotseStore *store, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_return_if_fail (LOTSE_IS_STORE (store));
  g_task_set_task_data (task, g_strdup (id), g_free);
  g_task_run_in_thread (task, fetch_thread);
}

LotseHistory *
lotse_history_fetch_finish (LotseStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Putting together -------------------------------------------------------------------------------------------- */

/* How sure it must be that two lines are the same write; tried one after the other. */
typedef enum
{
  SURE_BY_ACCOUNT_AND_TIME, /* the account wrote it before it was seen here */
  SURE_BY_TIME,             /* a pull names only the last account of the record */
  SURE_BY_VALUE,            /* written while this device's clock was wrong */
  N_SURE,
} Sure;

static const char *
text_of (const char *value)
{
  return value != NULL ? value : "";
}

static gboolean
is_same (const LotseHistoryEntry *entry, const LotseHistoryLine *line, Sure sure)
{
  if (!g_str_equal (entry->reg, line->reg) || !g_str_equal (text_of (entry->after), text_of (line->value)))
    return FALSE;
  if (sure <= SURE_BY_TIME && line->at_ms > entry->at_ms + CLOCKS_DIFFER_MS)
    return FALSE;
  return sure != SURE_BY_ACCOUNT_AND_TIME || entry->by == NULL || g_strcmp0 (entry->by, line->by) == 0;
}

static LotseHistoryEntry *
copy_entry (const LotseHistoryEntry *entry)
{
  LotseHistoryEntry *copy = g_new (LotseHistoryEntry, 1);

  *copy = *entry;
  copy->by = g_strdup (entry->by);
  copy->reg = g_strdup (entry->reg);
  copy->before = g_strdup (entry->before);
  copy->after = g_strdup (entry->after);
  return copy;
}

static void
take_line (LotseHistoryEntry *entry, const LotseHistoryLine *line)
{
  g_free (entry->by);
  entry->by = g_strdup (line->by);
  entry->at_ms = line->at_ms;
  entry->lost = !line->stood;
}

static LotseHistoryEntry *
entry_of (const LotseHistoryLine *line)
{
  LotseHistoryEntry *entry = g_new0 (LotseHistoryEntry, 1);

  entry->reg = g_strdup (line->reg);
  entry->after = g_strdup (line->value);
  entry->verdict = line->verdict;
  entry->remote = TRUE;
  take_line (entry, line);
  return entry;
}

/* Finds for each entry of this device the newest line of the centre that it can be. */
static void
match (GPtrArray *entries, const LotseHistory *centre, gboolean *matched, gboolean *taken, Sure sure)
{
  for (guint i = 0; i < entries->len; i++)
    for (guint j = 0; j < centre->lines->len && !matched[i]; j++)
      {
        const LotseHistoryLine *line = g_ptr_array_index (centre->lines, j);

        if (taken[j] || !is_same (g_ptr_array_index (entries, i), line, sure))
          continue;
        matched[i] = taken[j] = TRUE;
        take_line (g_ptr_array_index (entries, i), line);
      }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  gint64 first = (*(const LotseHistoryEntry *const *) a)->at_ms;
  gint64 second = (*(const LotseHistoryEntry *const *) b)->at_ms;

  return first > second ? -1 : first < second;
}

/* What stood before, where an older line tells it; a pull may have skipped what stood in between. */
static void
fill_before (GPtrArray *entries)
{
  g_autoptr (GHashTable) standing = g_hash_table_new (g_str_hash, g_str_equal); /* register -> entry, both borrowed */

  for (guint i = entries->len; i > 0; i--)
    {
      LotseHistoryEntry *entry = g_ptr_array_index (entries, i - 1);
      const LotseHistoryEntry *older = g_hash_table_lookup (standing, entry->reg);

      if (older != NULL)
        {
          g_free (entry->before);
          entry->before = g_strdup (older->after);
        }
      if (!entry->lost)
        g_hash_table_replace (standing, entry->reg, entry);
    }
}

GPtrArray *
lotse_history_merge (GPtrArray *local, const LotseHistory *centre)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_history_entry_free);
  g_autofree gboolean *matched = g_new0 (gboolean, local->len + 1);
  g_autofree gboolean *taken = g_new0 (gboolean, centre->lines->len + 1);

  for (guint i = 0; i < local->len; i++)
    g_ptr_array_add (entries, copy_entry (g_ptr_array_index (local, i)));
  for (Sure sure = 0; sure < N_SURE; sure++)
    match (entries, centre, matched, taken, sure);
  for (guint j = 0; j < centre->lines->len; j++)
    if (!taken[j])
      g_ptr_array_add (entries, entry_of (g_ptr_array_index (centre->lines, j)));
  g_ptr_array_sort (entries, compare_entries);
  fill_before (entries);
  return entries;
}
