/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the centre decides; see the header. */
#include "config.h"

#include "lotse-centre-settings.h"

#include "lotse-error.h"
#include "lotse-id.h"

#include <glib/gi18n.h>

/* The record that is in the store, or a new one with the id that its topic gives. */
LotseRecord *
lotse_centre_settings_get_record (LotseStore *store, GError **error)
{
  g_autofree char *id = lotse_id_derive ("centre_setting", "centre", NULL);
  g_autoptr (GError) local = NULL;
  LotseRecord *record = lotse_store_get (store, id, &local);

  if (record == NULL && g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
    {
      record = lotse_record_new (lotse_kind_find ("centre_setting"), id);
      g_assert_true (lotse_record_set (record, "topic", "centre", NULL));
      return record;
    }
  if (record == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return record;
}

gboolean
lotse_centre_settings_load (LotseStore *store, LotseCentreSettings *settings, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_centre_settings_get_record (store, error);

  if (record == NULL)
    return FALSE;
  settings->smallest = (guint) MAX (lotse_record_get_int (record, "smallest_sheets", LOTSE_CENTRE_SMALLEST), 1);
  settings->decimals = lotse_record_get_int (record, "mean_decimals", LOTSE_CENTRE_DECIMALS) == 2 ? 2 : 1;
  return TRUE;
}

static gboolean
set_number (LotseRecord *record, const char *field, guint number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  return lotse_record_set (record, field, text, error);
}

gboolean
lotse_centre_settings_save (LotseStore *store, const LotseCentreSettings *settings, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_centre_settings_get_record (store, error);

  return record != NULL && set_number (record, "smallest_sheets", settings->smallest, error)
         && set_number (record, "mean_decimals", settings->decimals, error) && lotse_store_save (store, record, NULL, error);
}

gboolean
lotse_centre_settings_may_show (LotseStore *store, const LotseCentreSettings *settings, guint smallest, GError **error)
{
  g_autoptr (LotseSyncState) state = NULL;

  if (smallest >= settings->smallest)
    return TRUE;
  state = lotse_store_get_sync_state (store, error);
  if (state == NULL)
    return FALSE;
  if (state->account == NULL || (state->roles & LOTSE_ROLES_STAFF) != 0)
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
               _("Your centre shows nothing of fewer than %u sheets. Only its staff can see fewer. Ask there if you need these results."),
               settings->smallest);
  return FALSE;
}
