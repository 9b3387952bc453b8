/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What designers of feedback forms do; see the header.  Functions that end in _job run on the database thread.
 */
#include "config.h"

#include "lotse-feedback-acts.h"

#include "lotse-describe.h"
#include "lotse-feedback-design.h"
#include "lotse-feedback-texts.h"
#include "lotse-form-library.h"

typedef struct
{
  char *id;
  char *title, *purpose, *language;
  LotseRecord *record;
  guint place;
  gboolean wanted;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_free (act->id);
  g_free (act->title);
  g_free (act->purpose);
  g_free (act->language);
  g_clear_object (&act->record);
  g_free (act);
}

static Act *
act_on (const char *id)
{
  Act *act = g_new0 (Act, 1);

  act->id = g_strdup (id);
  return act;
}

static gpointer
done (gboolean success)
{
  return success ? LOTSE_JOB_DONE : NULL;
}

/* --- Questions ---------------------------------------------------------------------------------------------- */

static gpointer
save_question_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return done (lotse_feedback_form_save_question (store, ((Act *) data)->record, error));
}

void
lotse_feedback_save_question_async (LotseStore *store, LotseRecord *question, GAsyncReadyCallback callback, gpointer user_data)
{
  Act *act = act_on (NULL);

  act->record = g_object_ref (question);
  lotse_job_run (store, save_question_job, act, act_free, NULL, callback, user_data);
}

static gpointer
move_question_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Act *act = data;

  return done (lotse_feedback_form_move_question (store, act->id, act->place, error));
}

void
lotse_feedback_move_question_async (LotseStore *store, const char *question, guint place, GAsyncReadyCallback callback, gpointer user_data)
{
  Act *act = act_on (question);

  act->place = place;
  lotse_job_run (store, move_question_job, act, act_free, NULL, callback, user_data);
}

static gpointer
remove_question_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return done (lotse_feedback_form_remove_question (store, ((Act *) data)->id, error));
}

void
lotse_feedback_remove_question_async (LotseStore *store, const char *question, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, remove_question_job, act_on (question), act_free, NULL, callback, user_data);
}

static gpointer
set_language_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Act *act = data;

  return done (lotse_feedback_form_set_language (store, act->id, act->language, act->wanted, error));
}

void
lotse_feedback_set_language_async (LotseStore *store, const char *form, const char *language, gboolean wanted, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Act *act = act_on (form);

  act->language = g_strdup (language);
  act->wanted = wanted;
  lotse_job_run (store, set_language_job, act, act_free, NULL, callback, user_data);
}

/* --- Forms -------------------------------------------------------------------------------------------------- */

static gpointer
add_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Act *act = data;

  return lotse_feedback_form_add (store, act->title, act->purpose, act->language, error);
}

void
lotse_feedback_add_async (LotseStore *store, const char *title, const char *purpose, const char *language, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Act *act = act_on (NULL);

  act->title = g_strdup (title);
  act->purpose = g_strdup (purpose);
  act->language = g_strdup (language);
  lotse_job_run (store, add_job, act, act_free, g_free, callback, user_data);
}

static gpointer
take_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean fresh = FALSE;

  return lotse_form_library_take (store, ((Act *) data)->id, &fresh, error);
}

void
lotse_feedback_take_async (LotseStore *store, const char *name, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, take_job, act_on (name), act_free, g_free, callback, user_data);
}

static gpointer
next_version_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_feedback_form_next_version (store, ((Act *) data)->id, error);
}

void
lotse_feedback_next_version_async (LotseStore *store, const char *form, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, next_version_job, act_on (form), act_free, g_free, callback, user_data);
}

static gpointer
release_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return done (lotse_feedback_form_release (store, ((Act *) data)->id, error));
}

void
lotse_feedback_release_async (LotseStore *store, const char *form, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, release_job, act_on (form), act_free, NULL, callback, user_data);
}

static gpointer
moves_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *id = ((Act *) data)->id;
  g_autoptr (GPtrArray) moves = lotse_feedback_form_list_moves (store, id, error);
  GPtrArray *rows;

  if (moves == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_description_free);
  for (guint i = 0; i < moves->len; i++)
    if (g_strcmp0 (lotse_record_get (moves->pdata[i], "form"), id) == 0)
      g_ptr_array_add (rows, lotse_describe (store, moves->pdata[i]));
  return rows;
}

void
lotse_feedback_moves_async (LotseStore *store, const char *form, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, moves_job, act_on (form), act_free, (GDestroyNotify) g_ptr_array_unref, callback, user_data);
}
