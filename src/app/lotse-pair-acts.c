/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people do with a pair or a task in one click; see the header.
 *
 * Each act is one job on the database thread: it reads the record, changes a copy and saves it as one action, so that one
 * undo takes it back.
 */
#include "config.h"

#include "lotse-pair-acts.h"

#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-tasks.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

typedef struct
{
  char *id;
  char *day;
  char *person; /* the account's own */
} Act;

typedef struct
{
  GtkWidget *widget;
  const char *done; /* what the toast says, translated */
} Waiting;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_free (act->id);
  g_free (act->day);
  g_free (act->person);
  g_free (act);
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (GError) error = NULL;

  if (lotse_job_done_finish (result, &error))
    lotse_window_toast_undo (waiting->widget, waiting->done);
  else
    lotse_window_error (waiting->widget, _ ("It Was Not Saved"), error);
  g_object_unref (waiting->widget);
  g_free (waiting);
}

static void
start (GtkWidget *widget, LotseProfile *profile, LotseStoreJob job, const char *id, const char *day, const char *done)
{
  Waiting *waiting;
  LotseWindow *window = lotse_window_of (widget);
  Act *act;

  if (lotse_profile_get_store (profile) == NULL || window == NULL)
    return;
  waiting = g_new0 (Waiting, 1);
  /* The row that was clicked goes when the list is read again: the toast belongs to the window. */
  waiting->widget = g_object_ref (GTK_WIDGET (window));
  waiting->done = done;
  act = g_new0 (Act, 1);
  act->id = g_strdup (id);
  act->day = g_strdup (day);
  act->person = g_strdup (lotse_profile_get_person (profile));
  lotse_job_run (lotse_profile_get_store (profile), job, act, act_free, NULL, on_acted, waiting);
}

static gpointer
save (LotseStore *store, LotseRecord *record, GError **error)
{
  return lotse_store_save (store, record, NULL, error) ? LOTSE_JOB_DONE : NULL;
}

/* --- Tasks -------------------------------------------------------------------------------------------------- */

static gpointer
done_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Act *act = data;

  return lotse_task_done (store, act->id, act->day, NULL, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_act_task_done (GtkWidget *widget, LotseProfile *profile, const char *id)
{
  g_autofree char *today = lotse_format_today ();

  start (widget, profile, done_job, id, today, _ ("Done"));
}

static gpointer
later_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Act *act = data;

  return lotse_task_put_off (store, act->id, act->day, NULL, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_act_task_later (GtkWidget *widget, LotseProfile *profile, const char *id, int days)
{
  g_autofree char *day = lotse_format_days_from_now (days);

  start (widget, profile, later_job, id, day, _ ("Put off"));
}

/* --- Pairs -------------------------------------------------------------------------------------------------- */

static gpointer
paused_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Act *act = data;
  g_autoptr (LotseRecord) pair = lotse_store_get (store, act->id, error);

  if (pair == NULL || !lotse_record_set (pair, "paused_until", act->day, error))
    return NULL;
  return save (store, pair, error);
}

void
lotse_act_pair_paused (GtkWidget *widget, LotseProfile *profile, const char *id, const char *until)
{
  start (widget, profile, paused_job, id, until, _ ("Paused; you will be asked again then"));
}

static gpointer
met_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Act *act = data;
  g_autoptr (LotseRecord) pair = lotse_store_get (store, act->id, error);
  g_autoptr (LotseRecord) session = NULL;

  if (pair == NULL)
    return NULL;
  session = lotse_record_new (lotse_kind_find ("session"), NULL);
  if (!lotse_record_set (session, "pair", act->id, error) || !lotse_record_set (session, "date", act->day, error)
      || !lotse_record_set (session, "mentor", lotse_record_get (pair, "mentor"), error)
      || !lotse_record_set (session, "life_area", lotse_record_get (pair, "life_area"), error))
    return NULL;
  return save (store, session, error);
}

void
lotse_act_pair_met (GtkWidget *widget, LotseProfile *profile, const char *id, const char *day)
{
  start (widget, profile, met_job, id, day, _ ("Meeting added"));
}

static gpointer
ask_call_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Act *act = data;
  g_autoptr (LotseRecord) pair = lotse_store_get (store, act->id, error);
  g_autoptr (LotseRecord) task = NULL;
  g_autofree char *who = NULL;
  g_autofree char *text = NULL;

  if (pair == NULL)
    return NULL;
  who = act->person != NULL ? lotse_job_title_of (store, act->person) : NULL;
  if (who == NULL && lotse_record_get (pair, "mentor") != NULL)
    who = lotse_job_title_of (store, lotse_record_get (pair, "mentor"));
  /* Translators: the text of a task; the name of a person. */
  text = g_strdup_printf (_ ("Please call %s"), who != NULL ? who : "");
  task = lotse_record_new (lotse_kind_find ("task"), NULL);
  if (!lotse_record_set (task, "text", text, error) || !lotse_record_set (task, "attached", act->id, error)
      || !lotse_record_set (task, "assignee", lotse_record_get (pair, "coordinator"), error)
      || !lotse_record_set (task, "due", act->day, error))
    return NULL;
  return save (store, task, error);
}

void
lotse_act_ask_call (GtkWidget *widget, LotseProfile *profile, const char *id)
{
  g_autofree char *today = lotse_format_today ();

  start (widget, profile, ask_call_job, id, today, _ ("The coordinator will see that you want to be called"));
}
