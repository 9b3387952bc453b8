/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts that are kept up to date; see the header. */
#include "config.h"

#include "lotse-crowd.h"

/* What one guest counts for. */
typedef struct
{
  gboolean registered;
  gboolean came;
  char *organisation; /* the key, "" for none */
  char *door;         /* of who came */
} Share;

struct _LotseCrowd
{
  char *slot;
  LotseCrowdCounts all;
  GHashTable *organisations; /* key -> LotseCrowdCounts */
  GHashTable *doors;         /* name -> number */
  GHashTable *shares;        /* guest -> Share */
};

static void
share_free (gpointer data)
{
  Share *share = data;

  g_free (share->organisation);
  g_free (share->door);
  g_free (share);
}

static void
add_to (LotseCrowdCounts *counts, const Share *share, gboolean add)
{
  guint one = add ? 1 : (guint) -1; /* wraps round, as unsigned numbers may */

  counts->registered += share->registered ? one : 0;
  counts->came += share->came ? one : 0;
  counts->taken += share->registered || share->came ? one : 0;
}

static void
count (LotseCrowd *self, const Share *share, gboolean add)
{
  LotseCrowdCounts *counts = g_hash_table_lookup (self->organisations, share->organisation);

  add_to (&self->all, share, add);
  if (counts == NULL)
    {
      counts = g_new0 (LotseCrowdCounts, 1);
      g_hash_table_insert (self->organisations, g_strdup (share->organisation), counts);
    }
  add_to (counts, share, add);
  if (share->came)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->doors, share->door));

      g_hash_table_insert (self->doors, g_strdup (share->door), GUINT_TO_POINTER (add ? n + 1 : n - 1));
    }
}

/**
 * lotse_crowd_note:
 * @guest: a guest who is new or was read again
 *
 * Counts the guest anew.
 */
void
lotse_crowd_note (LotseCrowd *self, LotseGuest *guest)
{
  const Share *before = g_hash_table_lookup (self->shares, guest);
  const LotseStay *stay = lotse_guest_stay (guest, self->slot);
  Share *share;

  if (before != NULL)
    count (self, before, FALSE);
  g_hash_table_remove (self->shares, guest);
  if (!lotse_guest_counts (guest))
    return;
  share = g_new0 (Share, 1);
  share->registered = g_strcmp0 (guest->state, "registered") == 0;
  share->came = stay != NULL && stay->first != NULL;
  share->organisation = g_strdup (lotse_guest_organisation_key (guest));
  share->door = share->came ? g_strdup (stay->first->door) : NULL;
  count (self, share, TRUE);
  g_hash_table_insert (self->shares, guest, share);
}

/**
 * lotse_crowd_new:
 * @guests: the list; it must live as long as the crowd
 * @slot: the key of a slot
 *
 * Returns: (transfer full): the counts of that slot
 */
LotseCrowd *
lotse_crowd_new (const LotseGuests *guests, const char *slot)
{
  LotseCrowd *self = g_new0 (LotseCrowd, 1);

  self->slot = g_strdup (slot);
  self->organisations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->doors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shares = g_hash_table_new_full (NULL, NULL, NULL, share_free);
  for (guint i = 0; i < guests->guests->len; i++)
    lotse_crowd_note (self, guests->guests->pdata[i]);
  return self;
}

void
lotse_crowd_free (LotseCrowd *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->organisations);
  g_hash_table_unref (self->doors);
  g_hash_table_unref (self->shares);
  g_free (self->slot);
  g_free (self);
}

LotseCrowdCounts
lotse_crowd_get (const LotseCrowd *self)
{
  return self->all;
}

/**
 * lotse_crowd_get_organisation:
 * @guest: one of the guests
 *
 * Returns: the counts of the organisation for which the guest comes; nothing but zeros if there is none
 */
LotseCrowdCounts
lotse_crowd_get_organisation (const LotseCrowd *self, LotseGuest *guest)
{
  const char *key = lotse_guest_organisation_key (guest);
  const LotseCrowdCounts *counts = *key != '\0' ? g_hash_table_lookup (self->organisations, key) : NULL;
  LotseCrowdCounts none = { 0 };

  return counts != NULL ? *counts : none;
}

/**
 * lotse_crowd_get_door:
 * @door: the name of a door, or ""
 *
 * Returns: how many participants came through it: whose earliest mark is of this door
 */
guint
lotse_crowd_get_door (const LotseCrowd *self, const char *door)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->doors, door));
}
