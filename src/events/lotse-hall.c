/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of guests with the counts of one slot; see lotse-sign-in-private.h. */
#include "config.h"

#include "lotse-sign-in-private.h"

#include "lotse-error.h"

#include <glib/gi18n.h>

static const LotseSlot *
find_slot (LotseStore *store, const LotseGuests *guests, const char *key, GError **error)
{
  g_autofree char *now = lotse_sign_in_local_time (lotse_store_corrected_now (store));

  if (key == NULL || *key == '\0')
    return guests->slots->pdata[lotse_event_slot_at (guests->slots, now)];
  for (guint i = 0; i < guests->slots->len; i++)
    if (g_str_equal (((LotseSlot *) guests->slots->pdata[i])->key, key))
      return guests->slots->pdata[i];
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                       _("The event has no such day or half-day. Nothing was written; choose one that the event has."));
  return NULL;
}

LotseHall *
lotse_hall_load (LotseStore *store, const char *event, const char *slot, GError **error)
{
  g_autoptr (LotseHall) self = g_new0 (LotseHall, 1);

  self->store = store;
  self->guests = lotse_guests_load (store, event, error);
  self->slot = self->guests != NULL ? find_slot (store, self->guests, slot, error) : NULL;
  if (self->slot == NULL)
    return NULL;
  self->crowd = lotse_crowd_new (self->guests, self->slot->key);
  return g_steal_pointer (&self);
}

void
lotse_hall_free (LotseHall *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->crowd, lotse_crowd_free);
  g_clear_pointer (&self->guests, lotse_guests_free);
  g_free (self);
}

LotseGuest *
lotse_hall_refresh (LotseHall *self, const char *attendance, GError **error)
{
  LotseGuest *guest = (LotseGuest *) lotse_guests_refresh (self->guests, self->store, attendance, error);

  if (guest != NULL)
    lotse_crowd_note (self->crowd, guest);
  return guest;
}
