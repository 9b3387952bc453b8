/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The profile's centre: starting and stopping sync, connecting, and the words of the sync row.
 *
 * The words always tell the truth: "up to date" is said only of the last complete exchange, never of a hope.
 */
#include "config.h"

#include "lotse-profile-private.h"

#include "lotse-error.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-protocol.h"

#include <glib/gi18n.h>

#define SYNC_AFTER_MS 300 /* after opening: the window comes first */

static guint
count_answers (const LotseStoreStatus *status)
{
  return status->conflicts + status->reviews + status->refused;
}

static char *
count_text (const LotseStoreStatus *status)
{
  const guint answers = count_answers (status);

  if (answers > 0)
    return g_strdup_printf (ngettext ("%u answer needed", "%u answers needed", answers), answers);
  if (status->waiting > 0)
    return g_strdup_printf (ngettext ("%u change waits", "%u changes wait", status->waiting), status->waiting);
  return NULL;
}

/* --- Words -------------------------------------------------------------------------------------------------- */

static void
describe_alone (LotseProfile *self)
{
  if (lotse_profile_is_example (self))
    lotse_profile_set_text (self, g_strdup (_ ("Example data, no centre")), "lotse-sync-off-symbolic", -1);
  else
    lotse_profile_set_text (self, g_strdup (_ ("Not connected to a centre")), "lotse-sync-off-symbolic", -1);
}

/* Everything was sent and received, or waits; an answer that is needed comes first. */
static void
describe_idle (LotseProfile *self)
{
  const gboolean answers = count_answers (&self->status) > 0;
  g_autofree char *counts = count_text (&self->status);
  g_autofree char *when = NULL;

  if (counts != NULL)
    {
      lotse_profile_set_text (self, g_steal_pointer (&counts),
                              answers ? "lotse-sync-attention-symbolic" : "lotse-sync-waiting-symbolic", -1);
      return;
    }
  if (self->status.last_complete_ms == 0)
    {
      lotse_profile_set_text (self, g_strdup (_ ("Nothing received yet")), "lotse-sync-waiting-symbolic", -1);
      return;
    }
  when = lotse_format_moment (self->status.last_complete_ms);
  /* Translators: a time, such as "14:02", or a date and time. */
  lotse_profile_set_text (self, g_strdup_printf (_ ("Up to date since %s"), when), "lotse-sync-done-symbolic", -1);
}

static void
describe_no_network (LotseProfile *self)
{
  const guint waiting = self->status.waiting;
  char *text;

  if (waiting > 0)
    text = g_strdup_printf (ngettext ("%u change waits, no network", "%u changes wait, no network", waiting), waiting);
  else
    text = g_strdup (_ ("No network, nothing waits"));
  lotse_profile_set_text (self, text, "lotse-sync-no-network-symbolic", -1);
}

static void
describe_progress (LotseProfile *self, gboolean sending)
{
  const guint done = lotse_sync_get_done (self->sync);
  const guint total = lotse_sync_get_total (self->sync);
  char *text;

  if (total == 0)
    text = sending ? g_strdup (_ ("Sending …"))
                   : done == 0 ? g_strdup (_ ("Receiving …")) : g_strdup_printf (_ ("Receiving, %u so far"), done);
  else
    text = g_strdup_printf (sending ? _ ("Sending %u of %u") : _ ("Receiving %u of %u"), MIN (done, total), total);
  lotse_profile_set_text (self, text, "lotse-sync-symbolic", total > 0 ? CLAMP ((double) done / total, 0, 1) : -1);
}

static void
describe_error (LotseProfile *self)
{
  const char *message = lotse_sync_get_message (self->sync);

  lotse_profile_set_text (self, g_strdup (message != NULL ? message : _ ("Sync did not work; nothing is lost")),
                          "lotse-sync-attention-symbolic", -1);
}

static void
describe_sync (LotseProfile *self)
{
  switch (lotse_sync_get_state (self->sync))
    {
    case LOTSE_SYNC_STATE_SENDING:
      describe_progress (self, TRUE);
      break;
    case LOTSE_SYNC_STATE_RECEIVING:
      describe_progress (self, FALSE);
      break;
    case LOTSE_SYNC_STATE_NO_NETWORK:
      describe_no_network (self);
      break;
    case LOTSE_SYNC_STATE_ERROR:
      describe_error (self);
      break;
    case LOTSE_SYNC_STATE_LOCKED_OUT:
      lotse_profile_set_text (self, g_strdup (_ ("The centre has locked this device; its data have left it")),
                              "lotse-sync-attention-symbolic", -1);
      break;
    case LOTSE_SYNC_STATE_OUTDATED:
      lotse_profile_set_text (self, g_strdup (_ ("Please update Lotse: changes are sent, nothing new comes in")),
                              "lotse-sync-attention-symbolic", -1);
      break;
    case LOTSE_SYNC_STATE_OFF:
    case LOTSE_SYNC_STATE_IDLE:
    case LOTSE_SYNC_STATE_WAITING:
    default:
      describe_idle (self);
    }
}

void
lotse_profile_describe (LotseProfile *self)
{
  if (lotse_profile_needs_undertaking (self))
    lotse_profile_set_text (self, g_strdup (_ ("Waiting for the confidentiality undertaking")), "lotse-sync-attention-symbolic", -1);
  else if (!self->status.connected)
    describe_alone (self);
  else if (self->sync != NULL)
    describe_sync (self);
  else
    describe_idle (self);
}

/* --- Sync --------------------------------------------------------------------------------------------------- */

/* When work has ended the counts are read again; while it goes on only the words change. */
static void
on_sync_notify (LotseProfile *self)
{
  const LotseSyncStateKind state = lotse_sync_get_state (self->sync);

  g_assert (LOTSE_IS_PROFILE (self));
  /* Each try begins with sending, whatever comes of it. */
  if (state != LOTSE_SYNC_STATE_SENDING && state != LOTSE_SYNC_STATE_RECEIVING)
    self->in_touch = state == LOTSE_SYNC_STATE_IDLE;
  lotse_profile_describe (self);
  if (state != LOTSE_SYNC_STATE_SENDING && state != LOTSE_SYNC_STATE_RECEIVING)
    lotse_profile_refresh (self);
}

static void
make_sync (LotseProfile *self)
{
  if (self->sync != NULL)
    return;
  self->sync = lotse_sync_new (self->store);
  g_signal_connect_object (self->sync, "notify", G_CALLBACK (on_sync_notify), self, G_CONNECT_SWAPPED);
}

static gboolean
start_sync (gpointer data)
{
  LotseProfile *self = LOTSE_PROFILE (data);

  self->starting = 0;
  lotse_sync_start (self->sync);
  return G_SOURCE_REMOVE;
}

void
lotse_profile_attach_sync (LotseProfile *self)
{
  if (!self->status.connected)
    return;
  make_sync (self);
  if (!lotse_profile_needs_undertaking (self))
    self->starting = g_timeout_add (SYNC_AFTER_MS, start_sync, self);
}

LotseSync *
lotse_profile_detach_sync (LotseProfile *self)
{
  g_clear_handle_id (&self->starting, g_source_remove);
  self->in_touch = FALSE;
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  return g_steal_pointer (&self->sync);
}

gboolean
lotse_profile_is_in_touch (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), FALSE);
  return self->in_touch;
}

void
lotse_profile_sync_now (LotseProfile *self)
{
  g_return_if_fail (LOTSE_IS_PROFILE (self));
  if (self->sync != NULL && !lotse_profile_needs_undertaking (self))
    lotse_sync_now (self->sync);
}

gboolean
lotse_profile_needs_undertaking (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), FALSE);
  return self->state != NULL && self->state->undertaking;
}

/* --- Confirming --------------------------------------------------------------------------------------------- */

static gpointer
confirm_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_enrol_confirm_undertaking (store, error) ? LOTSE_JOB_DONE : NULL;
}

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseProfile) self = user_data;

  if (!lotse_job_done_finish (result, NULL) || self->sync == NULL)
    return;
  if (self->state != NULL)
    self->state->undertaking = FALSE;
  lotse_sync_start (self->sync);
  lotse_sync_now (self->sync);
  lotse_profile_refresh (self);
}

void
lotse_profile_confirm_undertaking (LotseProfile *self)
{
  g_return_if_fail (LOTSE_IS_PROFILE (self));
  if (self->store != NULL)
    lotse_job_run (self->store, confirm_job, NULL, NULL, NULL, on_confirmed, g_object_ref (self));
}

/* --- Connecting --------------------------------------------------------------------------------------------- */

typedef struct
{
  char *url;
  char *fingerprint;
  char *code;
  char *account;
  char *password;
} Connecting;

static void
connecting_free (gpointer data)
{
  Connecting *connecting = data;

  g_free (connecting->url);
  g_free (connecting->fingerprint);
  g_free (connecting->code);
  g_free (connecting->account);
  if (connecting->password != NULL)
    memset (connecting->password, 0, strlen (connecting->password));
  g_free (connecting->password);
  g_free (connecting);
}

static void
on_connected_look (LotseProfile *self, gboolean known)
{
  GTask *task = g_steal_pointer (&self->connecting);

  if (task == NULL)
    return;
  if (known)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, LOTSE_ERROR, LOTSE_ERROR_IO, "%s", _ ("The state could not be read. Please try again."));
  g_object_unref (task);
}

void
lotse_profile_looked (LotseProfile *self)
{
  on_connected_look (self, self->state != NULL);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LotseProfile *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!lotse_sync_connect_finish (LOTSE_SYNC (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->store == NULL)
    {
      g_task_return_new_error (task, LOTSE_ERROR, LOTSE_ERROR_LOCKED, "%s", _ ("The profile was locked. Unlock it and try again."));
      return;
    }
  /* Whether an undertaking is to be confirmed stands in the state: it is read before anybody is told. */
  self->connecting = g_steal_pointer (&task);
  lotse_profile_refresh (self);
}

static gboolean
read_invitation (Connecting *connecting, const char *invitation, GError **error)
{
  if (invitation == NULL)
    return TRUE;
  return lotse_invitation_parse (invitation, &connecting->url, &connecting->fingerprint, &connecting->code, error);
}

void
lotse_profile_connect_async (LotseProfile *self,
                             const char *invitation,
                             const char *url,
                             const char *account,
                             const char *password,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Connecting *connecting = g_new0 (Connecting, 1);
  LotseCredentials credentials = { NULL };
  GError *error = NULL;

  g_task_set_task_data (task, connecting, connecting_free);
  connecting->url = g_strdup (url);
  connecting->account = g_strdup (account);
  connecting->password = g_strdup (password);
  if (!read_invitation (connecting, invitation, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->store == NULL || self->connecting != NULL)
    {
      g_task_return_new_error (task, LOTSE_ERROR, LOTSE_ERROR_BUSY, "%s", _ ("Lotse is busy. Please try again in a moment."));
      return;
    }
  make_sync (self);
  credentials.url = connecting->url;
  credentials.fingerprint = connecting->fingerprint;
  credentials.code = connecting->code;
  credentials.account = connecting->account;
  credentials.password = connecting->password;
  lotse_sync_connect_async (self->sync, &credentials, NULL, on_connected, g_steal_pointer (&task));
}

gboolean
lotse_profile_connect_finish (LotseProfile *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
