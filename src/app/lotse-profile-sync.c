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

#include <glib/gi18n.h>

static char *
count_text (const LotseStoreStatus *status)
{
  const guint answers = status->conflicts + status->refused;

  if (answers > 0)
    return g_strdup_printf (ngettext ("%u answer needed", "%u answers needed", answers), answers);
  if (status->waiting > 0)
    return g_strdup_printf (ngettext ("%u change waits", "%u changes wait", status->waiting), status->waiting);
  return NULL;
}

static void
describe_alone (LotseProfile *self)
{
  if (lotse_profile_is_example (self))
    lotse_profile_set_text (self, g_strdup (_ ("Example data, no centre")), "lotse-sync-off-symbolic", -1);
  else
    lotse_profile_set_text (self, g_strdup (_ ("Not connected to a centre")), "lotse-sync-off-symbolic", -1);
}

static void
describe_idle (LotseProfile *self)
{
  g_autofree char *counts = count_text (&self->status);
  g_autofree char *when = NULL;

  if (counts != NULL)
    {
      const gboolean answers = self->status.conflicts + self->status.refused > 0;

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
  lotse_profile_set_text (self, g_strdup_printf (_ ("Up to date since %s"), when), "lotse-sync-done-symbolic", -1);
}

void
lotse_profile_describe (LotseProfile *self)
{
  if (!self->status.connected)
    describe_alone (self);
  else
    describe_idle (self);
}

void
lotse_profile_attach_sync (LotseProfile *self)
{
}

void
lotse_profile_detach_sync (LotseProfile *self)
{
  g_clear_object (&self->sync);
}

void
lotse_profile_sync_now (LotseProfile *self)
{
  g_return_if_fail (LOTSE_IS_PROFILE (self));
}

gboolean
lotse_profile_is_syncing (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), FALSE);
  return FALSE;
}

gboolean
lotse_profile_needs_undertaking (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), FALSE);
  return self->state != NULL && self->state->undertaking;
}

void
lotse_profile_confirm_undertaking (LotseProfile *self)
{
  g_return_if_fail (LOTSE_IS_PROFILE (self));
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

  g_task_return_new_error (task, LOTSE_ERROR, LOTSE_ERROR_NETWORK, "This build cannot connect yet.");
}

gboolean
lotse_profile_connect_finish (LotseProfile *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
