/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people do with a deadline; see the header.
 *
 * A deadline is read anew on the database thread when one acts on it, so that a row that shows an older state does no harm.
 */
#include "config.h"

#include "lotse-deadline-acts.h"

#include "lotse-deadline-dialog.h"
#include "lotse-deadline-why.h"
#include "lotse-deadlines.h"
#include "lotse-jobs.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

typedef enum
{
  ACT_WHY = LOTSE_DEED_PEOPLE + 1, /* those before are deeds with a dialog */
  ACT_BY_RULE,
  ACT_NEEDED,
  ACT_TAKE_BACK,
} Act;

static const struct
{
  const char *name;
  int act;
} acts[] = {
  { "hand-in", LOTSE_DEED_HAND_IN }, { "set-date", LOTSE_DEED_DATE }, { "remind", LOTSE_DEED_LEADS },
  { "not-needed", LOTSE_DEED_NOT_NEEDED }, { "people", LOTSE_DEED_PEOPLE }, { "why", ACT_WHY },
  { "by-rule", ACT_BY_RULE }, { "needed", ACT_NEEDED }, { "take-back", ACT_TAKE_BACK },
};

/* What an act waits for. */
typedef struct
{
  GtkWidget *widget; /* a reference */
  LotseProfile *profile;
  int act;
  char *id;
} Waiting;

static void
waiting_free (Waiting *self)
{
  g_object_unref (self->widget);
  g_object_unref (self->profile);
  g_free (self->id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

/* --- With a dialog ------------------------------------------------------------------------------------------ */

static gpointer
read_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_deadline_read (store, data, LOTSE_DEADLINES_ALL | LOTSE_DEADLINES_EXPLAINED, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Waiting) self = user_data;
  g_autoptr (GError) error = NULL;
  LotseDeadline *deadline = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  if (deadline == NULL)
    lotse_window_error (self->widget, _ ("This Deadline Is Gone"), error);
  else if (lotse_window_of (self->widget) == NULL)
    lotse_deadline_free (deadline);
  else if (self->act == ACT_WHY)
    lotse_deadline_why_show (self->widget, deadline);
  else
    lotse_deadline_dialog_show (self->widget, self->profile, deadline, self->act);
}

/* --- At once ------------------------------------------------------------------------------------------------ */

typedef struct
{
  char *id;
  int act;
} Deed;

static void
deed_free (gpointer data)
{
  g_free (((Deed *) data)->id);
  g_free (data);
}

static gpointer
deed_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Deed *deed = data;
  gboolean done;

  if (deed->act == ACT_BY_RULE)
    done = lotse_deadline_move (store, deed->id, NULL, NULL, error);
  else if (deed->act == ACT_NEEDED)
    done = lotse_deadline_set_not_needed (store, deed->id, NULL, NULL, error);
  else
    done = lotse_deadline_take_back (store, deed->id, NULL, NULL, error);
  return done ? LOTSE_JOB_DONE : NULL;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Waiting) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lotse_job_done_finish (result, &error))
    lotse_window_error (self->widget, _ ("It Was Not Saved"), error);
  else if (self->act == ACT_BY_RULE)
    lotse_window_toast_undo (self->widget, _ ("The date follows the rule again"));
  else
    lotse_window_toast_undo (self->widget, _ ("The deadline is open again"));
}

static void
on_act (GSimpleAction *action, GVariant *target, LotseProfile *profile)
{
  LotseStore *store = lotse_profile_get_store (profile);
  GtkWidget *widget = g_object_get_data (G_OBJECT (action), "widget");
  Waiting *waiting;

  if (store == NULL || lotse_window_of (widget) == NULL)
    return;
  waiting = g_new0 (Waiting, 1);
  waiting->widget = g_object_ref (GTK_WIDGET (lotse_window_of (widget)));
  waiting->profile = g_object_ref (profile);
  waiting->act = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (action), "act"));
  waiting->id = g_variant_dup_string (target, NULL);
  if (waiting->act <= ACT_WHY)
    {
      lotse_job_run (store, read_job, g_strdup (waiting->id), g_free, (GDestroyNotify) lotse_deadline_free, on_read, waiting);
    }
  else
    {
      Deed *deed = g_new0 (Deed, 1);

      deed->id = g_strdup (waiting->id);
      deed->act = waiting->act;
      lotse_job_run (store, deed_job, deed, deed_free, NULL, on_done, waiting);
    }
}

void
lotse_deadline_acts_add (GtkWidget *widget, LotseProfile *profile)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (acts[i].name, G_VARIANT_TYPE_STRING);

      g_object_set_data (G_OBJECT (action), "widget", widget);
      g_object_set_data (G_OBJECT (action), "act", GINT_TO_POINTER (acts[i].act));
      g_signal_connect_object (action, "activate", G_CALLBACK (on_act), profile, 0);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (widget, "deadline", G_ACTION_GROUP (group));
}

/* --- The menu ----------------------------------------------------------------------------------------------- */

static void
add_item (GMenu *menu, const char *label, const char *action, const LotseDeadline *deadline)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", deadline->id);
  g_menu_append_item (menu, item);
}

static void
add_deeds (GMenu *menu, const LotseDeadline *deadline)
{
  const gboolean ended = deadline->state == LOTSE_DEADLINE_DONE || deadline->state == LOTSE_DEADLINE_NOT_NEEDED;

  if (deadline->state == LOTSE_DEADLINE_DONE)
    {
      add_item (menu, _ ("_Correct What Was Handed In…"), "deadline.hand-in", deadline);
      add_item (menu, _ ("Was Not _Handed In"), "deadline.take-back", deadline);
    }
  if (deadline->state == LOTSE_DEADLINE_NOT_NEEDED)
    add_item (menu, _ ("Is _Needed After All"), "deadline.needed", deadline);
  if (ended || deadline->state == LOTSE_DEADLINE_MOOT)
    return;
  add_item (menu, _ ("Set the _Date…"), "deadline.set-date", deadline);
  if (deadline->origin == LOTSE_DEADLINE_BY_HAND && deadline->rule != NULL)
    add_item (menu, _ ("Back to the _Rule"), "deadline.by-rule", deadline);
  add_item (menu, _ ("Re_minders…"), "deadline.remind", deadline);
  add_item (menu, _ ("_Not Needed…"), "deadline.not-needed", deadline);
  add_item (menu, _ ("Who Is Res_ponsible…"), "deadline.people", deadline);
}

GMenuModel *
lotse_deadline_acts_menu (const LotseDeadline *deadline, gboolean may_write)
{
  GMenu *menu = g_menu_new ();

  add_item (menu, _ ("_Why This Date?"), "deadline.why", deadline);
  if (may_write)
    add_deeds (menu, deadline);
  return G_MENU_MODEL (menu);
}
