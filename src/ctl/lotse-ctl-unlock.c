/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command desk-unlock: closes a desk or a kiosk whose PIN is forgotten. */
#include "config.h"

#include "lotse-ctl-commands.h"

#include "lotse-desk-lock.h"
#include "lotse-error.h"
#include "lotse-kiosk.h"

#include <glib/gi18n.h>

/* 1 if there was something to close, 0 if not, -1 with an error. */
static int
close_desk (LotseStore *store, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *setting = lotse_store_get_setting (store, LOTSE_SETTING_DESK, &local_error);
  g_autoptr (LotseDeskOptions) options = lotse_desk_options_parse (setting);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (options == NULL)
    return 0;
  else if (lotse_desk_lock_close (store, error))
    return 1;
  return -1;
}

static int
close_kiosk (LotseStore *store, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *setting = lotse_store_get_setting (store, LOTSE_SETTING_KIOSK, &local_error);
  g_autoptr (LotseKioskOptions) options = lotse_kiosk_options_parse (setting);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (options == NULL)
    return 0;
  else if (lotse_kiosk_close (store, error))
    return 1;
  return -1;
}

gboolean
lotse_ctl_desk_unlock (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  const int desk = store != NULL ? close_desk (store, error) : -1;
  const int kiosk = desk >= 0 ? close_kiosk (store, error) : -1;

  if (kiosk < 0)
    return FALSE;
  if (desk == 0 && kiosk == 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("no sign-in desk is open in this profile, and no kiosk"));
      return FALSE;
    }
  if (self->json)
    lotse_ctl_print (self, "{\"closed\": true}\n");
  else if (desk > 0)
    lotse_ctl_print (self, _("The sign-in desk is closed.\n"));
  if (!self->json && kiosk > 0)
    lotse_ctl_print (self, _("The kiosk is closed, and its sheets are released.\n"));
  return TRUE;
}
