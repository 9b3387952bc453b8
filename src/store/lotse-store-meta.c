/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small values of the profile, and the device's clock.
 *
 * The last clock lies in the database and is kept in the transaction of the edit that uses it: after a crash no stamp is
 * used a second time, and two processes in one folder never use the same.
 */
#include "config.h"

#include "lotse-store-private.h"

#include <sodium.h>

char *
lotse_store_meta (LotseStore *self, const char *name, GError **error)
{
  return lotse_db_get_text (self->db, error, "SELECT value FROM meta WHERE name = ?", "s", name);
}

gint64
lotse_store_meta_int (LotseStore *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  if (!lotse_db_get_int (self->db, &value, 0, &error, "SELECT value FROM meta WHERE name = ?", "s", name))
    g_debug ("A value of the profile: %s", error->message);
  return value;
}

gboolean
lotse_store_set_meta (LotseStore *self, const char *name, const char *value, GError **error)
{
  if (value == NULL)
    return lotse_db_run (self->db, error, "DELETE FROM meta WHERE name = ?", "s", name);
  return lotse_db_run (self->db, error, "INSERT OR REPLACE INTO meta VALUES (?, ?)", "ss", name, value);
}

gboolean
lotse_store_set_meta_int (LotseStore *self, const char *name, gint64 value, GError **error)
{
  return lotse_db_run (self->db, error, "INSERT OR REPLACE INTO meta VALUES (?, ?)", "si", name, value);
}

guint64
lotse_random_u64 (void)
{
  guint64 number;

  randombytes_buf (&number, sizeof number);
  return number;
}

guint64
lotse_store_device (LotseStore *self, GError **error)
{
  g_autofree char *text = lotse_store_meta (self, "device", error);
  guint64 device = 0;

  if (text != NULL && !lotse_u64_from_hex (text, &device))
    g_warning ("The number of this device is damaged");
  return device;
}

gint64
lotse_store_now (LotseStore *self)
{
  return self->now_ms != NULL ? self->now_ms (self->now_data) : g_get_real_time () / 1000;
}

void
lotse_store_set_clock (LotseStore *self, gint64 (*now_ms) (gpointer data), gpointer data)
{
  self->now_data = data;
  self->now_ms = now_ms;
}

static gboolean
read_offset (LotseStore *self, gpointer data, GError **error)
{
  *(gint64 *) data = lotse_store_meta_int (self, "offset");
  return TRUE;
}

gint64
lotse_store_corrected_now (LotseStore *self)
{
  gint64 offset = 0;

  lotse_store_run (self, read_offset, &offset, NULL);
  return lotse_store_now (self) + offset;
}

gboolean
lotse_store_next_stamp (LotseStore *self, LotseStamp *stamp, GError **error)
{
  guint64 last = (guint64) lotse_store_meta_int (self, "clock");

  stamp->device = lotse_store_device (self, error);
  if (stamp->device == 0)
    return FALSE;
  stamp->clock = lotse_clock_next (last, lotse_store_now (self));
  return lotse_store_set_meta_int (self, "clock", (gint64) stamp->clock, error);
}
