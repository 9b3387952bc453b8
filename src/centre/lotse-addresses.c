/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of calendars; see the header. */
#include "lotse-addresses.h"

#include "lotse-error.h"

#include <string.h>

gboolean
lotse_addresses_is_secret (const char *text)
{
  return strlen (text) == LOTSE_CALENDAR_SECRET_LENGTH && strspn (text, "0123456789abcdef") == LOTSE_CALENDAR_SECRET_LENGTH;
}

/* --- Making and taking back ------------------------------------------------------------------------------------ */

static gboolean
keep (LotseCentre *self, const LotseCalendar *calendar, GError **error)
{
  g_autofree char *device = lotse_u64_to_hex (calendar->device);
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, calendar->made_ms);
  g_autoptr (LotseCalendar) known = NULL;

  if (!self->backend->get_calendar (self->backend, calendar->hash, &known, error))
    return FALSE;
  if (known != NULL && known->device == calendar->device && g_str_equal (known->language, calendar->language))
    return TRUE;
  lotse_journal_add (self->journal, "calendar", calendar->hash, "account", calendar->account, "device", device, "language",
                     calendar->language, "at", at, NULL);
  return self->backend->put_calendar (self->backend, calendar, error)
         && lotse_centre_audit (self, calendar->account, "calendar-made", device, error);
}

static gboolean
keep_for_token (LotseCentre *self, const LotseAccount *account, const char *token, LotseCalendar *calendar, GError **error)
{
  g_autofree char *hash = lotse_centre_hash (self, "token", token);
  g_autoptr (LotseDevice) device = NULL;

  if (!self->backend->get_device_by_token (self->backend, hash, &device, error))
    return FALSE;
  if (device == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED, "The centre does not know this device. Please connect again.");
      return FALSE;
    }
  calendar->account = account->name;
  calendar->device = device->number;
  calendar->made_ms = lotse_centre_now (self);
  return keep (self, calendar, error);
}

gboolean
lotse_addresses_make (LotseCentre *self, const LotseAccount *account, const char *token, const char *secret, const char *language,
                      GError **error)
{
  g_autofree char *hash = lotse_centre_hash (self, "calendar", secret);
  LotseCalendar calendar = { .hash = hash, .language = (char *) language };

  if (!lotse_centre_begin (self, error))
    return FALSE;
  if (keep_for_token (self, account, token, &calendar, error))
    return lotse_centre_commit (self, error);
  lotse_centre_rollback (self);
  return FALSE;
}

gboolean
lotse_addresses_remove (LotseCentre *self, const char *account, GError **error)
{
  gint64 n;

  return self->backend->remove_calendars (self->backend, account, &n, error);
}

static gboolean
take_back (LotseCentre *self, const char *account, GError **error)
{
  gint64 n = 0;

  if (!self->backend->remove_calendars (self->backend, account, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  lotse_journal_add (self->journal, "no-calendar", account, NULL);
  return lotse_centre_audit (self, account, "calendar-revoked", account, error);
}

gboolean
lotse_addresses_take_back (LotseCentre *self, const LotseAccount *account, GError **error)
{
  if (!lotse_centre_begin (self, error))
    return FALSE;
  if (take_back (self, account->name, error))
    return lotse_centre_commit (self, error);
  lotse_centre_rollback (self);
  return FALSE;
}

/* --- Finding ----------------------------------------------------------------------------------------------------- */

gboolean
lotse_addresses_find (LotseCentre *self, const char *secret, LotseCalendar **calendar, LotseAccount **account, GError **error)
{
  /* Found by a hash under the centre's key: how long comparing takes says nothing of the secret. */
  g_autofree char *hash = lotse_centre_hash (self, "calendar", secret);
  g_autoptr (LotseCalendar) found = NULL;
  g_autoptr (LotseDevice) device = NULL;
  g_autoptr (LotseAccount) owner = NULL;

  *calendar = NULL;
  *account = NULL;
  if (!self->backend->get_calendar (self->backend, hash, &found, error))
    return FALSE;
  if (found == NULL || !lotse_addresses_is_secret (secret))
    return TRUE;
  if (!self->backend->get_device (self->backend, found->device, &device, error)
      || !self->backend->get_account (self->backend, found->account, &owner, error))
    return FALSE;
  if (device == NULL || device->revoked || owner == NULL || owner->disabled)
    return TRUE;
  *calendar = g_steal_pointer (&found);
  *account = g_steal_pointer (&owner);
  return TRUE;
}
