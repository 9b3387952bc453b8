/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a kiosk asks the database thread for; see the header. */
#include "config.h"

#include "lotse-kiosk-jobs.h"

#include "lotse-jobs.h"

#include <string.h>

typedef struct
{
  char *text;
  LotseKioskOptions *options;
  LotsePile *pile;
  LotseSheet *sheet;
} Arguments;

static Arguments *
arguments_new (const char *text)
{
  Arguments *arguments = g_new0 (Arguments, 1);

  arguments->text = g_strdup (text);
  return arguments;
}

static void
arguments_free (gpointer data)
{
  Arguments *arguments = data;

  if (arguments->text != NULL)
    memset (arguments->text, 0, strlen (arguments->text)); /* may be a PIN */
  g_free (arguments->text);
  g_clear_pointer (&arguments->options, lotse_kiosk_options_free);
  g_clear_pointer (&arguments->pile, lotse_pile_free);
  g_clear_pointer (&arguments->sheet, lotse_sheet_free);
  g_free (arguments);
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

static gpointer
state_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_feedback_state_load (store, ((Arguments *) data)->text, error);
}

void
lotse_kiosk_job_state_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, state_job, arguments_new (id), arguments_free, (GDestroyNotify) lotse_feedback_state_free, callback, user_data);
}

LotseFeedbackState *
lotse_kiosk_job_state_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
form_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  if (!lotse_kiosk_turn_day (store, g_get_real_time () / 1000, error))
    return NULL;
  return lotse_feedback_form_load (store, ((Arguments *) data)->text, error);
}

void
lotse_kiosk_job_form_async (LotseStore *store, const char *form, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, form_job, arguments_new (form), arguments_free, (GDestroyNotify) lotse_feedback_form_free, callback, user_data);
}

LotseFeedbackForm *
lotse_kiosk_job_form_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Writing ------------------------------------------------------------------------------------------------ */

static gpointer
open_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Arguments *arguments = data;

  return lotse_kiosk_open (store, arguments->options, arguments->text, g_get_real_time () / 1000, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_kiosk_job_open_async (LotseStore *store, const LotseKioskOptions *options, const char *pin, GAsyncReadyCallback callback, gpointer user_data)
{
  Arguments *arguments = arguments_new (pin);

  arguments->options = lotse_kiosk_options_copy (options);
  lotse_job_run (store, open_job, arguments, arguments_free, NULL, callback, user_data);
}

static gpointer
turn_day_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_kiosk_turn_day (store, g_get_real_time () / 1000, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_kiosk_job_turn_day_async (LotseStore *store, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, turn_day_job, NULL, NULL, NULL, callback, user_data);
}

static gpointer
put_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Arguments *arguments = data;

  return lotse_pile_put (store, arguments->pile, arguments->sheet, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_kiosk_job_put_async (LotseStore *store, LotsePile *pile, LotseSheet *sheet, GAsyncReadyCallback callback, gpointer user_data)
{
  Arguments *arguments = arguments_new (NULL);

  arguments->pile = pile;
  arguments->sheet = sheet;
  lotse_job_run (store, put_job, arguments, arguments_free, NULL, callback, user_data);
}
