/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does with a notification; see lotse-reminders.h. */
#include "config.h"

#include "lotse-reminders.h"

#include "lotse-deadlines.h"
#include "lotse-error.h"
#include "lotse-tasks.h"

#include <glib/gi18n.h>

typedef struct
{
  guint32 slip;
  char *id;         /* of the deadline or task */
  gboolean several; /* of more than one */
  gboolean stands;  /* on the screen, as far as the log knows */
} OfSlip;

/* What was shown in it before, and left when it was shown again, is no part of it any more. */
static void
find_slip (const LotseReminderLine *line, gpointer data)
{
  const gboolean stands = line->notification != 0;
  OfSlip *of = data;

  if (line->slip != of->slip || (of->stands && !stands))
    return;
  if (stands && !of->stands)
    {
      g_clear_pointer (&of->id, g_free);
      of->several = FALSE;
      of->stands = TRUE;
    }
  of->several = of->several || (of->id != NULL && !g_str_equal (of->id, line->id));
  if (of->id == NULL)
    of->id = g_strdup (line->id);
}

typedef struct
{
  OfSlip of;
  const LotseReminderClock *clock;
  char *kind, *id;
} Target;

static gboolean
fail_gone (GError **error)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("What the notification was about is no longer here. Nothing was changed."));
  return FALSE;
}

/* A deadline is done where it hangs: its application, its mentor. */
static gboolean
run_target (LotseStore *store, gpointer data, GError **error)
{
  Target *target = data;
  g_autoptr (LotseRecord) record = NULL;
  g_autoptr (LotseDeadline) deadline = NULL;

  if (!lotse_reminder_log_each (store, find_slip, &target->of, error))
    return FALSE;
  if (target->of.several)
    return TRUE;
  if (target->of.id == NULL)
    return fail_gone (error);
  record = lotse_store_get (store, target->of.id, NULL);
  if (record == NULL || g_str_equal (lotse_record_get_kind (record)->name, "deadline"))
    {
      deadline = lotse_deadline_read (store, target->of.id, LOTSE_DEADLINES_PLAIN, error);
      if (deadline == NULL)
        return FALSE;
    }
  target->kind = g_strdup (deadline != NULL ? deadline->attached_kind : lotse_record_get_kind (record)->name);
  target->id = g_strdup (deadline != NULL ? deadline->attached : target->of.id);
  return TRUE;
}

/**
 * lotse_reminders_target:
 * @slip: of a notification
 * @kind: (out) (nullable): the kind of the record
 * @id: (out) (nullable): its id
 *
 * Returns: whether that was found out; else NOT_FOUND or an error of the store
 */
gboolean
lotse_reminders_target (LotseStore *store, guint32 slip, char **kind, char **id, GError **error)
{
  Target target = { .of = { .slip = slip } };
  const gboolean well = lotse_store_run (store, run_target, &target, error);

  g_free (target.of.id);
  *kind = target.kind;
  *id = target.id;
  return well;
}

static gboolean
run_done (LotseStore *store, gpointer data, GError **error)
{
  Target *target = data;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (target->clock->now_s);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, target->clock->zone);
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autoptr (LotseRecord) record = NULL;

  if (!lotse_reminder_log_each (store, find_slip, &target->of, error))
    return FALSE;
  record = target->of.id != NULL && !target->of.several ? lotse_store_get (store, target->of.id, NULL) : NULL;
  if (record == NULL)
    return fail_gone (error);
  if (!g_str_equal (lotse_record_get_kind (record)->name, "task"))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _("Only tasks can be done in a notification. Open Lotse to say how the deadline was met."));
      return FALSE;
    }
  return lotse_record_get (record, "done_on") != NULL || lotse_task_done (store, target->of.id, today, NULL, error);
}

/**
 * lotse_reminders_done:
 * @slip: of the notification of a task
 *
 * Returns: whether the task is done now; else INVALID, NOT_FOUND or an error of the store
 */
gboolean
lotse_reminders_done (LotseStore *store, guint32 slip, const LotseReminderClock *clock, GError **error)
{
  Target target = { .of = { .slip = slip }, .clock = clock };
  const gboolean well = lotse_store_run (store, run_done, &target, error);

  g_free (target.of.id);
  return well;
}
