/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The centre of the simulation, on a thread of its own as in the server: a centre belongs to the thread that opened it.
 */
#include "sim.h"

#include "lotse-db.h"

#include <string.h>

typedef void (*Job) (Sim *sim, gpointer data);

typedef struct
{
  Sim *sim;
  Job job; /* NULL ends the thread */
  gpointer data;
  GMutex mutex;
  GCond cond;
  gboolean done;
} Task;

static gpointer
centre_thread (gpointer data)
{
  Sim *sim = data;
  gboolean go_on = TRUE;

  while (go_on)
    {
      Task *task = g_async_queue_pop (sim->centre_jobs);

      go_on = task->job != NULL;
      if (task->job != NULL)
        task->job (sim, task->data);
      g_mutex_lock (&task->mutex);
      task->done = TRUE;
      g_cond_signal (&task->cond);
      g_mutex_unlock (&task->mutex);
    }
  return NULL;
}

static void
run (Sim *sim, Job job, gpointer data)
{
  Task task = { .sim = sim, .job = job, .data = data };

  g_mutex_init (&task.mutex);
  g_cond_init (&task.cond);
  g_async_queue_push (sim->centre_jobs, &task);
  g_mutex_lock (&task.mutex);
  while (!task.done)
    g_cond_wait (&task.cond, &task.mutex);
  g_mutex_unlock (&task.mutex);
  g_mutex_clear (&task.mutex);
  g_cond_clear (&task.cond);
}

static gint64
true_now (gpointer data)
{
  return ((Sim *) data)->now_ms;
}

static void
job_open (Sim *sim, gpointer data)
{
  g_autofree char *folder = g_build_filename (sim->folder, "centre", NULL);
  g_autoptr (GError) error = NULL;

  sim->centre = lotse_centre_open (folder, &error);
  g_assert_no_error (error);
  lotse_centre_set_clock (sim->centre, true_now, sim);
  /* Small pages, so that gains and listings take several. */
  lotse_centre_set_page (sim->centre, 7);
}

static void
job_close (Sim *sim, gpointer data)
{
  g_clear_pointer (&sim->centre, lotse_centre_close);
}

void
sim_centre_open (Sim *sim)
{
  sim->centre_jobs = g_async_queue_new ();
  sim->centre_thread = g_thread_new ("sim-centre", centre_thread, sim);
  run (sim, job_open, NULL);
}

void
sim_centre_close (Sim *sim)
{
  run (sim, job_close, NULL);
  run (sim, NULL, NULL);
  g_thread_join (sim->centre_thread);
  g_async_queue_unref (sim->centre_jobs);
}

typedef struct
{
  LotseCentreCall call;
  LotseCentreReply reply;
} Handle;

static void
job_handle (Sim *sim, gpointer data)
{
  Handle *handle = data;

  lotse_centre_handle (sim->centre, &handle->call, &handle->reply);
}

char *
sim_centre_handle (Sim *sim, const char *method, const char *path, const char *token, GBytes *body, guint *status)
{
  Handle handle = {
    .call = { .method = method, .path = path, .token = token, .address = "192.0.2.1", .body = body, .offset = -1, .whole = -1 },
    .reply = { .offset = -1 },
  };
  char *text;
  gsize size = 0;
  const char *bytes;

  run (sim, job_handle, &handle);
  *status = handle.reply.status;
  bytes = handle.reply.body != NULL ? g_bytes_get_data (handle.reply.body, &size) : NULL;
  text = g_strndup (bytes != NULL ? bytes : "", size);
  lotse_centre_reply_clear (&handle.reply);
  return text;
}

static void
job_add_account (Sim *sim, gpointer data)
{
  const SimAccount *account = data;
  LotseRoles roles = g_str_equal (account->roles, "coordinator") ? LOTSE_ROLE_COORDINATOR
                     : g_str_equal (account->roles, "mentor")    ? LOTSE_ROLE_MENTOR
                                                                 : LOTSE_ROLE_ORGANISER;
  g_autoptr (GError) error = NULL;

  lotse_centre_add_account (sim->centre, account->name, roles, account->person, NULL, &error);
  g_assert_no_error (error);
}

void
sim_centre_add_account (Sim *sim, const SimAccount *account)
{
  run (sim, job_add_account, (gpointer) account);
}

typedef struct
{
  const char *text;
  char *answer;
  gboolean ok;
} TextJob;

static void
job_code (Sim *sim, gpointer data)
{
  TextJob *job = data;
  g_autoptr (GError) error = NULL;

  job->answer = lotse_centre_new_code (sim->centre, job->text, &error);
  g_assert_no_error (error);
}

/* A code rather than a password: hashing a password takes a tenth of a second by intention. */
char *
sim_centre_code (Sim *sim, const char *account)
{
  TextJob job = { .text = account };

  run (sim, job_code, &job);
  return job.answer;
}

static void
job_backup (Sim *sim, gpointer data)
{
  g_autoptr (GError) error = NULL;

  lotse_centre_backup (sim->centre, data, &error);
  g_assert_no_error (error);
}

void
sim_centre_backup (Sim *sim, const char *path)
{
  run (sim, job_backup, (gpointer) path);
}

void
sim_centre_restore (Sim *sim, const char *path)
{
  g_autofree char *folder = g_build_filename (sim->folder, "centre", NULL);
  g_autofree char *old = NULL;
  g_autoptr (GError) error = NULL;

  sim_centre_close (sim);
  old = lotse_centre_restore (folder, path, &error);
  g_assert_no_error (error);
  sim_centre_open (sim);
}

static void
job_erase (Sim *sim, gpointer data)
{
  TextJob *job = data;

  job->ok = lotse_centre_erase (sim->centre, job->text, NULL);
}

gboolean
sim_centre_erase (Sim *sim, const char *id)
{
  TextJob job = { .text = id };

  run (sim, job_erase, &job);
  return job.ok;
}

static void
job_check (Sim *sim, gpointer data)
{
  TextJob *job = data;
  g_autoptr (GError) error = NULL;

  job->answer = lotse_centre_check (sim->centre, &error);
  g_assert_no_error (error);
}

char *
sim_centre_check (Sim *sim)
{
  TextJob job = { NULL };

  run (sim, job_check, &job);
  return job.answer;
}

/* The centre warns in its log that its disk fails, which is what it is made to do here and no fault of the program. */
void
sim_fault_begin (const char *folder, gint64 at)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  lotse_db_fault_watch (folder);
  lotse_db_fault_set (at, TRUE, FALSE);
}

void
sim_fault_end (void)
{
  lotse_db_fault_set (0, FALSE, FALSE);
  lotse_db_fault_watch (NULL);
}
