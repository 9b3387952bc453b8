/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The database thread and its queue.
 *
 * One thread owns the connection and works through the jobs in their order.  A caller on another thread waits for its
 * job; a caller on the database thread itself runs at once.  Between jobs the thread looks twice a second whether another
 * process has committed something or has locked the profile.
 */
#include "config.h"

#include "lotse-store-private.h"

#define WATCH_US (G_USEC_PER_SEC / 2)
#define MANY_CHANGES 200 /* more of them in one commit are told as "many" */

typedef struct
{
  LotseStoreCall call; /* NULL ends the thread */
  gpointer data;
  GError **error;
  gboolean result;

  GMutex lock;
  GCond cond;
  gboolean done;
} Waiting;

typedef struct
{
  Waiting *waiting; /* a caller that waits, or NULL: */
  GTask *task;      /* a job of lotse_store_call_async() */
  LotseStoreJob job;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} LotseStoreTask;

static void
task_free (LotseStoreTask *task)
{
  if (task->free_data != NULL)
    task->free_data (task->data);
  g_clear_object (&task->task);
  g_free (task);
}

/* After a lock there is no database: only what was told to run without one does. */
static gboolean
may_run (LotseStore *self, LotseStoreCall call, GError **error)
{
  if (!lotse_store_is_locked (self) || call == lotse_store_call_close)
    return TRUE;
  lotse_store_set_lock_error (error);
  return FALSE;
}

static void
run_waiting (LotseStore *self, Waiting *waiting)
{
  waiting->result = may_run (self, waiting->call, waiting->error) && waiting->call (self, waiting->data, waiting->error);
  if (!waiting->result)
    lotse_store_lock_explain (self, waiting->error);
  g_mutex_lock (&waiting->lock);
  waiting->done = TRUE;
  g_cond_signal (&waiting->cond);
  g_mutex_unlock (&waiting->lock);
}

static void
run_task (LotseStore *self, LotseStoreTask *task)
{
  GError *error = NULL;
  gpointer result = NULL;

  if (g_task_return_error_if_cancelled (task->task))
    return;
  if (may_run (self, NULL, &error))
    result = task->job (self, task->data, g_task_get_cancellable (task->task), &error);
  lotse_store_lock_explain (self, &error);
  if (error != NULL)
    g_task_return_error (task->task, error);
  else
    g_task_return_pointer (task->task, result, task->free_result);
}

/* Tells of commits of other processes. */
static void
watch (LotseStore *self)
{
  gint64 version = lotse_db_data_version (self->db);

  if (version == self->data_version)
    return;
  self->data_version = version;
  lotse_store_note_many (self);
  self->outbox_changed = TRUE;
  lotse_store_emit_noted (self);
}

/* The next job, or NULL after a while without one.  Whoever has locked the profile is obeyed between jobs. */
static LotseStoreTask *
next_task (LotseStore *self)
{
  LotseStoreTask *task = g_async_queue_try_pop (self->jobs);

  if (lotse_store_lock_due (self, task == NULL))
    lotse_store_lock_now (self);
  return task != NULL ? task : g_async_queue_timeout_pop (self->jobs, WATCH_US);
}

static gpointer
work (gpointer data)
{
  LotseStore *self = data;

  for (;;)
    {
      LotseStoreTask *task = next_task (self);

      if (task == NULL)
        {
          if (self->db != NULL)
            {
              watch (self);
              lotse_store_truncate_if_due (self);
            }
          continue;
        }
      if (task->waiting != NULL && task->waiting->call == NULL)
        {
          task_free (task);
          return NULL;
        }
      if (task->waiting != NULL)
        run_waiting (self, task->waiting);
      else
        run_task (self, task);
      task_free (task);
    }
}

void
lotse_store_thread_start (LotseStore *self)
{
  self->jobs = g_async_queue_new ();
  self->thread = g_thread_new ("lotse-db", work, self);
}

void
lotse_store_thread_stop (LotseStore *self)
{
  static Waiting end;
  LotseStoreTask *task;

  if (self->thread == NULL)
    return;
  task = g_new0 (LotseStoreTask, 1);
  task->waiting = &end;
  g_async_queue_push (self->jobs, task);
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_pointer (&self->jobs, g_async_queue_unref);
}

gboolean
lotse_store_run (LotseStore *self, LotseStoreCall call, gpointer data, GError **error)
{
  g_autoptr (GError) ignored = NULL;
  Waiting waiting = { .call = call, .data = data, .error = error };
  LotseStoreTask *task;

  g_return_val_if_fail (LOTSE_IS_STORE (self), FALSE);
  /* Within the store, everybody may look at the error. */
  if (error == NULL)
    waiting.error = &ignored;
  if (g_thread_self () == self->thread)
    return call (self, data, waiting.error);

  g_mutex_init (&waiting.lock);
  g_cond_init (&waiting.cond);
  task = g_new0 (LotseStoreTask, 1);
  task->waiting = &waiting;
  g_async_queue_push (self->jobs, task);
  g_mutex_lock (&waiting.lock);
  while (!waiting.done)
    g_cond_wait (&waiting.cond, &waiting.lock);
  g_mutex_unlock (&waiting.lock);
  g_mutex_clear (&waiting.lock);
  g_cond_clear (&waiting.cond);
  return waiting.result;
}

typedef struct
{
  LotseStoreCall call;
  gpointer data;
} Call;

static gboolean
run_in_transaction (LotseStore *self, gpointer data, GError **error)
{
  const Call *write = data;

  if (!lotse_db_begin (self->db, error))
    return FALSE;
  self->wanted = LOTSE_WANTED_UNKNOWN;
  if (!write->call (self, write->data, error) || !lotse_store_index_flush (self, error) || !lotse_db_commit (self->db, error))
    {
      lotse_db_rollback (self->db);
      g_array_set_size (self->pending, 0);
      lotse_store_drop_noted (self);
      return FALSE;
    }
  lotse_store_emit_noted (self);
  return TRUE;
}

gboolean
lotse_store_run_write (LotseStore *self, LotseStoreCall call, gpointer data, GError **error)
{
  Call write = { call, data };

  return lotse_store_run (self, run_in_transaction, &write, error);
}

/* Without a transaction around them, SQLite locks and unlocks the file for each question. */
static gboolean
run_at_one_moment (LotseStore *self, gpointer data, GError **error)
{
  const Call *read = data;
  gboolean result;

  if (!lotse_db_savepoint (self->db, "read", error))
    return FALSE;
  result = read->call (self, read->data, error);
  if (result)
    return lotse_db_release (self->db, "read", error);
  lotse_db_rollback_to (self->db, "read");
  return FALSE;
}

gboolean
lotse_store_run_read (LotseStore *self, LotseStoreCall call, gpointer data, GError **error)
{
  Call read = { call, data };

  return lotse_store_run (self, run_at_one_moment, &read, error);
}

/**
 * lotse_store_call_async:
 * @job: runs on the database thread
 * @free_data: (nullable): frees @data after the job
 * @free_result: (nullable): frees the result if nobody takes it
 */
void
lotse_store_call_async (LotseStore *self, LotseStoreJob job, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  LotseStoreTask *task = g_new0 (LotseStoreTask, 1);

  g_return_if_fail (LOTSE_IS_STORE (self));
  task->task = g_task_new (self, cancellable, callback, user_data);
  task->job = job;
  task->data = data;
  task->free_data = free_data;
  task->free_result = free_result;
  g_async_queue_push (self->jobs, task);
}

gpointer
lotse_store_call_finish (LotseStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Signals --- */

typedef struct
{
  GWeakRef store;
  GPtrArray *changed; /* pairs, or NULL for many */
  gboolean any;
  gboolean outbox;
} Emission;

static void
emission_free (gpointer data)
{
  Emission *emission = data;

  g_weak_ref_clear (&emission->store);
  g_clear_pointer (&emission->changed, g_ptr_array_unref);
  g_free (emission);
}

static gboolean
emit (gpointer data)
{
  Emission *emission = data;
  g_autoptr (GObject) store = g_weak_ref_get (&emission->store);

  if (store == NULL)
    return G_SOURCE_REMOVE;
  if (emission->any && emission->changed == NULL)
    g_signal_emit_by_name (store, "changed", NULL, NULL);
  for (guint i = 0; emission->changed != NULL && i < emission->changed->len; i += 2)
    g_signal_emit_by_name (store, "changed", g_ptr_array_index (emission->changed, i), g_ptr_array_index (emission->changed, i + 1));
  if (emission->outbox)
    g_signal_emit_by_name (store, "outbox-changed");
  return G_SOURCE_REMOVE;
}

void
lotse_store_note_change (LotseStore *self, const char *kind, const char *id)
{
  if (self->changed == NULL)
    return;
  if (self->changed->len >= 2 * MANY_CHANGES)
    {
      lotse_store_note_many (self);
      return;
    }
  g_ptr_array_add (self->changed, g_strdup (kind));
  g_ptr_array_add (self->changed, g_strdup (id));
}

void
lotse_store_note_many (LotseStore *self)
{
  g_clear_pointer (&self->changed, g_ptr_array_unref);
}

void
lotse_store_drop_noted (LotseStore *self)
{
  g_clear_pointer (&self->changed, g_ptr_array_unref);
  self->changed = g_ptr_array_new_with_free_func (g_free);
  self->outbox_changed = FALSE;
}

void
lotse_store_emit_noted (LotseStore *self)
{
  Emission *emission;
  GSource *source;

  if (self->changed != NULL && self->changed->len == 0 && !self->outbox_changed)
    return;
  emission = g_new0 (Emission, 1);
  g_weak_ref_init (&emission->store, self);
  emission->any = self->changed == NULL || self->changed->len > 0;
  emission->changed = g_steal_pointer (&self->changed);
  emission->outbox = self->outbox_changed;
  lotse_store_drop_noted (self);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit, emission, emission_free);
  g_source_attach (source, self->context);
  g_source_unref (source);
}
