/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has to confirm the undertaking, and that it was done; see the header. */
#include "lotse-undertaking.h"

#include "lotse-centre-private.h"
#include "lotse-united.h"

/* Whether the profile of the person says when the undertaking was given. */
static gboolean
stands_in_profile (LotseCentre *self, const char *person, gboolean *stands, GError **error)
{
  g_autoptr (GPtrArray) profiles = lotse_united_sources (self, person, "mentor_profile", "person", error);

  *stands = FALSE;
  for (guint i = 0; profiles != NULL && i < profiles->len; i++)
    {
      g_autoptr (LotseStored) profile = NULL;
      g_autoptr (LotseRegisters) registers = NULL;

      if (!self->backend->get_record (self->backend, g_ptr_array_index (profiles, i), &profile, error))
        return FALSE;
      registers = profile != NULL ? lotse_registers_from_text (profile->doc, NULL) : NULL;
      if (registers != NULL && lotse_registers_value (registers, "undertaking_on") != NULL)
        *stands = TRUE;
    }
  return profiles != NULL;
}

gboolean
lotse_undertaking_is_missing (LotseCentre *self, const LotseAccount *account, const LotseDevice *device, gboolean *missing,
                              GError **error)
{
  gboolean stands = FALSE;

  *missing = (account->roles & LOTSE_ROLE_MENTOR) != 0 && (account->roles & LOTSE_ROLES_STAFF) == 0 && device->undertaking_ms == 0;
  if (!*missing || account->person == NULL)
    return TRUE;
  if (!stands_in_profile (self, account->person, &stands, error))
    return FALSE;
  *missing = !stands;
  return TRUE;
}

gboolean
lotse_undertaking_is_missing_for (LotseCentre *self, const char *token, gboolean *missing, GError **error)
{
  g_autofree char *hash = lotse_centre_hash (self, "token", token);
  g_autoptr (LotseDevice) device = NULL;
  g_autoptr (LotseAccount) account = NULL;

  *missing = FALSE;
  if (!self->backend->get_device_by_token (self->backend, hash, &device, error))
    return FALSE;
  if (device != NULL && !self->backend->get_account (self->backend, device->account, &account, error))
    return FALSE;
  return account == NULL || lotse_undertaking_is_missing (self, account, device, missing, error);
}

gboolean
lotse_undertaking_confirm (LotseCentre *self, LotseDevice *device, GError **error)
{
  g_autofree char *number = lotse_u64_to_hex (device->number);
  g_autofree char *at = NULL;

  if (device->undertaking_ms != 0)
    return TRUE;
  device->undertaking_ms = lotse_centre_now (self);
  at = g_strdup_printf ("%" G_GINT64_FORMAT, device->undertaking_ms);
  lotse_journal_add (self->journal, "undertake", number, "at", at, NULL);
  return self->backend->put_device (self->backend, device, error)
         && lotse_centre_audit (self, device->account, "undertaking-confirmed", number, error);
}
