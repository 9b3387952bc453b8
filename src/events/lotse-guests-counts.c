/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many of the guests came and have places, also by organisation; see lotse-guests.h. */
#include "config.h"

#include "lotse-guests.h"

#include "lotse-collate.h"

static void
quota_free (LotseQuota *quota)
{
  g_free (quota->organisation);
  g_free (quota->name);
  g_free (quota);
}

/**
 * lotse_guests_n_came:
 * @slot: (nullable): the key of a slot; %NULL for any
 *
 * Returns: how many participants came
 */
guint
lotse_guests_n_came (const LotseGuests *self, const char *slot)
{
  guint n = 0;

  for (guint i = 0; i < self->guests->len; i++)
    n += lotse_guest_counts (self->guests->pdata[i]) && lotse_guest_came (self->guests->pdata[i], slot);
  return n;
}

/**
 * lotse_guests_n_places_taken:
 *
 * Returns: how many participants are registered, and so have a place; who waits or is only invited has none
 */
guint
lotse_guests_n_places_taken (const LotseGuests *self)
{
  guint n = 0;

  for (guint i = 0; i < self->guests->len; i++)
    {
      const LotseGuest *guest = self->guests->pdata[i];

      n += lotse_guest_counts (guest) && g_strcmp0 (guest->state, "registered") == 0;
    }
  return n;
}

static int
compare_quotas (gconstpointer a, gconstpointer b)
{
  const LotseQuota *one = *(const LotseQuota *const *) a, *other = *(const LotseQuota *const *) b;

  return lotse_collate_compare (one->name, other->name, NULL);
}

/**
 * lotse_guests_quotas:
 * @slot: (nullable): the slot in which who came is counted; %NULL for any
 *
 * Returns: (transfer full) (element-type LotseQuota): the organisations with their participants, by name.  An organisation
 *   that was only typed is one with all that are spelt alike
 */
GPtrArray *
lotse_guests_quotas (const LotseGuests *self, const char *slot)
{
  GPtrArray *quotas = g_ptr_array_new_with_free_func ((GDestroyNotify) quota_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->guests->len; i++)
    {
      LotseGuest *guest = self->guests->pdata[i];
      const char *key = lotse_guest_organisation_key (guest);
      LotseQuota *quota = g_hash_table_lookup (by_key, key);

      if (!lotse_guest_counts (guest) || *key == '\0')
        continue;
      if (quota == NULL)
        {
          quota = g_new0 (LotseQuota, 1);
          quota->organisation = g_strdup (guest->organisation);
          quota->name = g_strdup (guest->organisation_name);
          g_ptr_array_add (quotas, quota);
          g_hash_table_insert (by_key, (gpointer) key, quota);
        }
      quota->registered += g_strcmp0 (guest->state, "registered") == 0;
      quota->came += lotse_guest_came (guest, slot);
    }
  g_ptr_array_sort (quotas, compare_quotas);
  return quotas;
}
