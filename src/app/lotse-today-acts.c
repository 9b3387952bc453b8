/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do with a date on Today; see the header. */
#include "config.h"

#include "lotse-today-acts.h"

#include "lotse-compat.h"
#include "lotse-deadlines.h"
#include "lotse-erasure.h"
#include "lotse-jobs.h"
#include "lotse-reminder-log.h"
#include "lotse-reminder.h"
#include "lotse-today-private.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *page;
  GtkWidget *window;
  LotseProfile *profile;
  char *id;
  const char *done; /* what the toast says, translated */
  gboolean undo;
} Waiting;

static void
waiting_free (Waiting *self)
{
  g_object_unref (self->page);
  g_object_unref (self->window);
  g_object_unref (self->profile);
  g_free (self->id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

/* What comes after belongs to the window: the person may look at another page by then. */
static Waiting *
waiting_new (GtkWidget *widget, LotseProfile *profile, const char *id, const char *done, gboolean undo)
{
  LotseWindow *window = lotse_window_of (widget);
  Waiting *self;

  if (window == NULL || lotse_profile_get_store (profile) == NULL)
    return NULL;
  self = g_new0 (Waiting, 1);
  self->page = g_object_ref (widget);
  self->window = g_object_ref (GTK_WIDGET (window));
  self->profile = g_object_ref (profile);
  self->id = g_strdup (id);
  self->done = done;
  self->undo = undo;
  return self;
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Waiting) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lotse_job_done_finish (result, &error))
    lotse_window_error (self->window, _ ("It Was Not Saved"), error);
  else if (self->undo)
    lotse_window_toast_undo (self->window, self->done);
  else
    {
      /* No record was changed of which the page would hear. */
      gtk_widget_activate_action (self->page, "today.read", NULL);
      lotse_window_toast (self->window, self->done);
    }
}

static void
run (Waiting *waiting, LotseStoreJob job)
{
  if (waiting != NULL)
    lotse_job_run (lotse_profile_get_store (waiting->profile), job, g_strdup (waiting->id), g_free, NULL, on_acted, waiting);
}

/* --- Done and asleep ---------------------------------------------------------------------------------------- */

static gpointer
done_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_deadline_hand_in (store, data, NULL, NULL, NULL, NULL, NULL, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_act_deadline_done (GtkWidget *widget, LotseProfile *profile, const char *id)
{
  run (waiting_new (widget, profile, id, _ ("Done"), TRUE), done_job);
}

static gpointer
sleep_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_today_sleep (store, data, error) ? LOTSE_JOB_DONE : NULL;
}

void
lotse_act_deadline_sleep (GtkWidget *widget, LotseProfile *profile, const char *id)
{
  run (waiting_new (widget, profile, id, _ ("Comes back tomorrow"), FALSE), sleep_job);
}

/* --- Erasing ------------------------------------------------------------------------------------------------ */

static gpointer
erase_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_deadlines_erase (store, data, error) ? LOTSE_JOB_DONE : NULL;
}

static void
on_answered (const char *answer, gpointer data)
{
  g_autoptr (Waiting) self = data;

  if (g_strcmp0 (answer, "erase") == 0)
    run (g_steal_pointer (&self), erase_job);
}

static gpointer
proposal_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_deadlines_erase_proposal (store, data, error);
}

static void
on_proposed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const char *const answers[] = { "close", _ ("_Cancel"), "!erase", _ ("_Erase"), NULL };
  const char *const only[] = { "close", _ ("_Close"), NULL };
  g_autoptr (Waiting) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseErasure) proposal = lotse_store_call_finish (LOTSE_STORE (source), result, &error);
  GtkWidget *window = self->window;
  g_autofree char *text = NULL;
  GString *list;

  if (proposal == NULL)
    {
      lotse_window_error (window, _ ("There Is Nothing to Erase"), error);
      return;
    }
  list = g_string_new (proposal->by_hand ? _ ("These are papers, some of them perhaps in a binder. Lotse erases none of them.")
                                         : _ ("This cannot be undone."));
  g_string_append (list, "\n");
  for (guint i = 0; i < proposal->what->len; i++)
    g_string_append_printf (list, "\n%s", (const char *) g_ptr_array_index (proposal->what, i));
  text = g_string_free (list, FALSE);
  lotse_compat_ask (window, _ ("Erase What Is No Longer to Be Kept?"), text, NULL, proposal->by_hand ? only : answers, on_answered,
                    g_steal_pointer (&self));
}

void
lotse_act_erase (GtkWidget *widget, LotseProfile *profile, const char *id)
{
  Waiting *waiting = waiting_new (widget, profile, id, _ ("Erased"), FALSE);

  if (waiting != NULL)
    lotse_store_call_async (lotse_profile_get_store (profile), proposal_job, g_strdup (id), g_free, (GDestroyNotify) lotse_erasure_free,
                            NULL, on_proposed, waiting);
}
