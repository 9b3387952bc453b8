/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A queue and a thread.  Some hundred jobs a second are expected. */
#include "lotse-desk-thread.h"

typedef struct
{
  LotseDeskJob job; /* NULL ends the thread */
  gpointer data;
  gboolean waited;
  gboolean done;
} Job;

struct _LotseDeskThread
{
  GThread *thread;
  GAsyncQueue *jobs; /* of Job */
  GMutex mutex;
  GCond done;
  char *folder;
  LotseDeskSetup setup;
  gpointer setup_data;
  gboolean open; /* the attempt to open the centre is over */
  GError *error;
};

static void
finish (LotseDeskThread *self, gboolean *flag)
{
  g_mutex_lock (&self->mutex);
  *flag = TRUE;
  g_cond_broadcast (&self->done);
  g_mutex_unlock (&self->mutex);
}

static void
wait_for (LotseDeskThread *self, const gboolean *flag)
{
  g_mutex_lock (&self->mutex);
  while (!*flag)
    g_cond_wait (&self->done, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static gpointer
thread_main (gpointer data)
{
  LotseDeskThread *self = data;
  g_autoptr (LotseCentre) centre = lotse_centre_open (self->folder, &self->error);

  if (centre != NULL && self->setup != NULL && !self->setup (centre, self->setup_data, &self->error))
    g_clear_pointer (&centre, lotse_centre_close);
  finish (self, &self->open);
  while (centre != NULL)
    {
      Job *job = g_async_queue_pop (self->jobs);

      if (job->job == NULL)
        {
          g_free (job);
          break;
        }
      job->job (centre, job->data);
      if (job->waited)
        finish (self, &job->done);
      else
        g_free (job);
    }
  return NULL;
}

LotseDeskThread *
lotse_desk_thread_new (const char *folder, LotseDeskSetup setup, gpointer data, GError **error)
{
  LotseDeskThread *self = g_new0 (LotseDeskThread, 1);

  self->folder = g_strdup (folder);
  self->setup = setup;
  self->setup_data = data;
  self->jobs = g_async_queue_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->done);
  self->thread = g_thread_new ("lotse-centre", thread_main, self);
  wait_for (self, &self->open);
  if (self->error == NULL)
    return self;
  g_propagate_error (error, g_steal_pointer (&self->error));
  lotse_desk_thread_free (self);
  return NULL;
}

void
lotse_desk_thread_free (LotseDeskThread *self)
{
  if (self == NULL)
    return;
  /* If the centre did not open, the thread has ended already and the job is only cleared away. */
  g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_thread_join (self->thread);
  for (Job *job; (job = g_async_queue_try_pop (self->jobs)) != NULL;)
    g_free (job);
  g_async_queue_unref (self->jobs);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->done);
  g_clear_error (&self->error);
  g_free (self->folder);
  g_free (self);
}

void
lotse_desk_thread_run (LotseDeskThread *self, LotseDeskJob job, gpointer data)
{
  Job waited = { .job = job, .data = data, .waited = TRUE };

  g_async_queue_push (self->jobs, &waited);
  wait_for (self, &waited.done);
}

void
lotse_desk_thread_push (LotseDeskThread *self, LotseDeskJob job, gpointer data)
{
  Job *pushed = g_new0 (Job, 1);

  pushed->job = job;
  pushed->data = data;
  g_async_queue_push (self->jobs, pushed);
}
