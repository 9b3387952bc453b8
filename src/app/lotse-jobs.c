/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work on the database thread that several views ask for; see the header.
 *
 * Functions that end in _job and the titles run on the database thread, all others on the main thread.
 */
#include "config.h"

#include "lotse-jobs.h"

#include "lotse-checklist.h"
#include "lotse-deadlines.h"
#include "lotse-moves.h"

#include <glib/gi18n.h>

typedef struct
{
  LotseQuery *query;
  GPtrArray *records;
  char *id;
  char *text;
  char **kinds;
  guint limit;
} Arguments;

static void
arguments_free (gpointer data)
{
  Arguments *arguments = data;

  g_clear_pointer (&arguments->query, lotse_query_unref);
  g_clear_pointer (&arguments->records, g_ptr_array_unref);
  g_free (arguments->id);
  g_free (arguments->text);
  g_strfreev (arguments->kinds);
  g_free (arguments);
}

static Arguments *
arguments_for (const char *id)
{
  Arguments *arguments = g_new0 (Arguments, 1);

  arguments->id = g_strdup (id);
  return arguments;
}

void
lotse_job_run (LotseStore *store,
               LotseStoreJob job,
               gpointer data,
               GDestroyNotify free_data,
               GDestroyNotify free_result,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_return_if_fail (LOTSE_IS_STORE (store));
  lotse_store_call_async (store, job, data, free_data, free_result, NULL, callback, user_data);
}

static gpointer
finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) store = g_async_result_get_source_object (result);

  return lotse_store_call_finish (LOTSE_STORE (store), result, error);
}

LotseRecord *
lotse_job_record_finish (GAsyncResult *result, GError **error)
{
  return finish (result, error);
}

char *
lotse_job_text_finish (GAsyncResult *result, GError **error)
{
  return finish (result, error);
}

GPtrArray *
lotse_job_array_finish (GAsyncResult *result, GError **error)
{
  return finish (result, error);
}

gboolean
lotse_job_done_finish (GAsyncResult *result, GError **error)
{
  return finish (result, error) != NULL;
}

/* --- Titles ------------------------------------------------------------------------------------------------- */

char *
lotse_job_title_of (LotseStore *store, const char *id)
{
  g_autoptr (LotseRecord) record = lotse_store_get_standing (store, id, NULL);

  return record != NULL ? lotse_job_title (store, record) : NULL;
}

static char *
look_up (const char *id, gpointer data)
{
  return lotse_job_title_of (LOTSE_STORE (data), id);
}

char *
lotse_job_title (LotseStore *store, LotseRecord *record)
{
  return lotse_record_dup_title_with (record, look_up, store);
}

char *
lotse_job_subtitle (LotseStore *store, LotseRecord *record)
{
  return lotse_record_dup_subtitle_with (record, look_up, store);
}

static gpointer
title_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;
  g_autoptr (LotseRecord) record = lotse_store_get_standing (store, arguments->id, error);

  return record != NULL ? lotse_job_title (store, record) : NULL;
}

void
lotse_job_title_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, title_job, arguments_for (id), arguments_free, g_free, callback, user_data);
}

/* --- One record --------------------------------------------------------------------------------------------- */

static gpointer
get_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_store_get_standing (store, ((Arguments *) data)->id, error);
}

void
lotse_job_get_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, get_job, arguments_for (id), arguments_free, g_object_unref, callback, user_data);
}

static gpointer
save_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;
  g_autofree char *group = g_uuid_string_random ();
  gboolean done;

  /* The tasks of a checklist go with an event or a format, whichever dialog saves it. */
  if (arguments->records->len == 1)
    done = lotse_checklist_save_record (store, arguments->records->pdata[0], group, error);
  else
    done = lotse_store_save_many (store, arguments->records, group, cancellable, NULL, NULL, error);
  return done ? LOTSE_JOB_DONE : NULL;
}

void
lotse_job_save_many_async (LotseStore *store, GPtrArray *records, GAsyncReadyCallback callback, gpointer user_data)
{
  Arguments *arguments = arguments_for (NULL);

  arguments->records = g_ptr_array_ref (records);
  lotse_job_run (store, save_job, arguments, arguments_free, NULL, callback, user_data);
}

void
lotse_job_save_async (LotseStore *store, LotseRecord *record, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, g_object_ref (record));
  lotse_job_save_many_async (store, records, callback, user_data);
}

/* How many deadlines go with a record; that they cannot be counted is no reason to keep it. */
static guint
count_deadlines_with (LotseStore *store, const char *id)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, id, NULL);
  g_autoptr (GPtrArray) deleted = g_ptr_array_new ();
  g_autoptr (GPtrArray) moves = NULL;
  guint n = 0;

  if (record == NULL || !lotse_moves_concern (lotse_record_get_kind (record)))
    return 0;
  lotse_record_set_deleted (record, TRUE);
  g_ptr_array_add (deleted, record);
  moves = lotse_deadlines_preview (store, deleted, NULL);
  for (guint i = 0; moves != NULL && i < moves->len; i++)
    {
      const LotseDeadlineMove *move = moves->pdata[i];

      n += move->before != NULL && move->before->state == LOTSE_DEADLINE_OPEN && (move->after == NULL || move->after->due == NULL);
    }
  return n;
}

static gpointer
delete_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;
  g_autofree char *title = lotse_job_title_of (store, arguments->id);
  const guint n = count_deadlines_with (store, arguments->id);

  if (!lotse_store_delete (store, arguments->id, NULL, error))
    return NULL;
  if (title == NULL)
    return g_strdup (_ ("It is in the bin"));
  if (n == 0)
    /* Translators: the name of a record. */
    return g_strdup_printf (_ ("“%s” is in the bin"), title);
  /* Translators: the name of a record, and how many deadlines there are no more without it. */
  return g_strdup_printf (ngettext ("“%s” is in the bin, and %u deadline with it", "“%s” is in the bin, and %u deadlines with it", n), title, n);
}

void
lotse_job_delete_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, delete_job, arguments_for (id), arguments_free, g_free, callback, user_data);
}

static gpointer
restore_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_store_restore (store, ((Arguments *) data)->id, NULL, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_job_restore_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, restore_job, arguments_for (id), arguments_free, NULL, callback, user_data);
}

static gpointer
undo_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  char *what = NULL;

  if (!lotse_store_undo (store, ((Arguments *) data)->id, &what, error))
    return NULL;
  return what != NULL ? what : g_strdup (_ ("the last change"));
}

void
lotse_job_undo_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, undo_job, arguments_for (id), arguments_free, g_free, callback, user_data);
}

/* --- Several ------------------------------------------------------------------------------------------------ */

static gpointer
find_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;

  return lotse_store_find (store, arguments->text, (const char *const *) arguments->kinds, arguments->limit, error);
}

void
lotse_job_find_async (LotseStore *store,
                      const char *words,
                      const char *const *kinds,
                      guint limit,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  Arguments *arguments = arguments_for (NULL);

  arguments->text = g_strdup (words);
  arguments->kinds = g_strdupv ((char **) kinds);
  arguments->limit = limit;
  lotse_job_run (store, find_job, arguments, arguments_free, (GDestroyNotify) g_ptr_array_unref, callback, user_data);
}

static gpointer
list_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_store_list (store, ((Arguments *) data)->query, error);
}

void
lotse_job_list_async (LotseStore *store, LotseQuery *query, GAsyncReadyCallback callback, gpointer user_data)
{
  Arguments *arguments = arguments_for (NULL);

  arguments->query = lotse_query_ref (query);
  lotse_job_run (store, list_job, arguments, arguments_free, (GDestroyNotify) g_ptr_array_unref, callback, user_data);
}

static gpointer
set_setting_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Arguments *arguments = data;

  return lotse_store_set_setting (store, arguments->id, arguments->text, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_job_set_setting_async (LotseStore *store, const char *name, const char *value, GAsyncReadyCallback callback, gpointer user_data)
{
  Arguments *arguments = arguments_for (name);

  arguments->text = g_strdup (value);
  lotse_job_run (store, set_setting_job, arguments, arguments_free, NULL, callback, user_data);
}
