/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replaying the journal.  Each line is harmless where it is true already.  Accounts and devices that are newer than the
 * backup come back, because their edits could not come back without them.
 */
#include "lotse-replay.h"

#include "lotse-addresses.h"
#include "lotse-buckets.h"
#include "lotse-erase.h"
#include "lotse-holders.h"
#include "lotse-id.h"
#include "lotse-json.h"

#include <stdlib.h>

static const char *
text (JsonObject *line, const char *name)
{
  const char *value = NULL;

  return lotse_json_read_text (line, name, &value, NULL) ? value : NULL;
}

static gint64
number (JsonObject *line, const char *name)
{
  const char *value = text (line, name);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

static gboolean
replay_erase (LotseCentre *self, JsonObject *line, GError **error)
{
  const char *id = text (line, "erase");
  gboolean erased = FALSE;

  if (!lotse_id_is_valid (id))
    return TRUE;
  if (!self->backend->is_erased (self->backend, id, &erased, error))
    return FALSE;
  return erased || lotse_erase_record (self, id, number (line, "at"), error);
}

static gboolean
replay_revoke (LotseCentre *self, JsonObject *line, GError **error)
{
  g_autoptr (LotseDevice) device = NULL;
  guint64 name;

  if (!lotse_u64_from_hex (text (line, "revoke"), &name))
    return TRUE;
  if (!self->backend->get_device (self->backend, name, &device, error))
    return FALSE;
  if (device == NULL)
    return TRUE;
  device->revoked = TRUE;
  return self->backend->put_device (self->backend, device, error);
}

static gboolean
replay_enrol (LotseCentre *self, JsonObject *line, GError **error)
{
  g_autoptr (LotseDevice) device = NULL;
  guint64 name;

  if (!lotse_u64_from_hex (text (line, "enrol"), &name) || text (line, "account") == NULL || text (line, "token") == NULL)
    return TRUE;
  if (!self->backend->get_device (self->backend, name, &device, error))
    return FALSE;
  if (device != NULL)
    return TRUE;
  device = g_new0 (LotseDevice, 1);
  device->number = name;
  device->account = g_strdup (text (line, "account"));
  device->token = g_strdup (text (line, "token"));
  device->name = g_strdup (text (line, "name"));
  device->former = g_strdup (text (line, "former"));
  device->enrolled_ms = lotse_centre_now (self);
  return self->backend->put_device (self->backend, device, error);
}

static gboolean
replay_undertake (LotseCentre *self, JsonObject *line, GError **error)
{
  g_autoptr (LotseDevice) device = NULL;
  guint64 name;

  if (!lotse_u64_from_hex (text (line, "undertake"), &name))
    return TRUE;
  if (!self->backend->get_device (self->backend, name, &device, error))
    return FALSE;
  if (device == NULL || device->undertaking_ms != 0)
    return TRUE;
  device->undertaking_ms = number (line, "at");
  return self->backend->put_device (self->backend, device, error);
}

static gboolean
replay_hold (LotseCentre *self, JsonObject *line, const char *bucket, gboolean lost, GError **error)
{
  const char *account = text (line, "account");

  if (account == NULL)
    return TRUE;
  if (!lost)
    return self->backend->set_denial (self->backend, account, bucket, 0, error);
  return lotse_holders_set (self, account, bucket, FALSE, error)
         && self->backend->set_denial (self->backend, account, bucket, number (line, "at"), error);
}

static gboolean
replay_calendar (LotseCentre *self, JsonObject *line, GError **error)
{
  LotseCalendar calendar = { .hash = (char *) text (line, "calendar"), .account = (char *) text (line, "account"),
                             .language = (char *) text (line, "language"), .made_ms = number (line, "at") };

  if (!lotse_u64_from_hex (text (line, "device"), &calendar.device) || calendar.account == NULL || calendar.language == NULL)
    return TRUE;
  return self->backend->put_calendar (self->backend, &calendar, error);
}

static gboolean
replay_account (LotseCentre *self, JsonObject *line, GError **error)
{
  const char *name = text (line, "account");
  g_autoptr (LotseAccount) account = NULL;

  if (name == NULL)
    return TRUE;
  if (!self->backend->get_account (self->backend, name, &account, error))
    return FALSE;
  if (account == NULL)
    {
      account = g_new0 (LotseAccount, 1);
      account->name = g_strdup (name);
    }
  account->roles = (LotseRoles) number (line, "roles");
  account->disabled = number (line, "disabled") != 0;
  g_free (account->person);
  account->person = g_strdup (text (line, "person"));
  g_free (account->password);
  account->password = g_strdup (text (line, "password"));
  return self->backend->put_account (self->backend, account, error) && lotse_buckets_update_account (self, account, error)
         && (!account->disabled || lotse_addresses_remove (self, name, error));
}

static gboolean
replay_line (JsonObject *line, gpointer data, GError **error)
{
  LotseCentre *self = data;

  if (text (line, "erase") != NULL)
    return replay_erase (self, line, error);
  if (text (line, "revoke") != NULL)
    return replay_revoke (self, line, error);
  if (text (line, "enrol") != NULL)
    return replay_enrol (self, line, error);
  if (text (line, "undertake") != NULL)
    return replay_undertake (self, line, error);
  if (text (line, "spend") != NULL)
    return self->backend->remove_code (self->backend, text (line, "spend"), error);
  if (text (line, "lose") != NULL)
    return replay_hold (self, line, text (line, "lose"), TRUE, error);
  if (text (line, "gain") != NULL)
    return replay_hold (self, line, text (line, "gain"), FALSE, error);
  if (text (line, "calendar") != NULL)
    return replay_calendar (self, line, error);
  if (text (line, "no-calendar") != NULL)
    return lotse_addresses_remove (self, text (line, "no-calendar"), error);
  return replay_account (self, line, error);
}

gboolean
lotse_replay_journal (LotseCentre *self, GError **error)
{
  g_autofree char *known = NULL;
  g_autofree char *size = NULL;
  gint64 from;

  if (!self->backend->get_setting (self->backend, "journal", &known, error))
    return FALSE;
  from = known != NULL ? g_ascii_strtoll (known, NULL, 10) : 0;
  if (!lotse_journal_replay (self->journal, from, replay_line, self, error))
    return FALSE;
  /* What replaying itself brought about need not be written again. */
  lotse_journal_drop (self->journal);
  size = g_strdup_printf ("%" G_GINT64_FORMAT, lotse_journal_size (self->journal));
  return g_strcmp0 (size, known) == 0 || self->backend->set_setting (self->backend, "journal", size, error);
}
