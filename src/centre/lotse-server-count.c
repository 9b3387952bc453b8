/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of those addresses only from which something is open. */
#include "lotse-server-count.h"

#include <string.h>

#define NETWORK_BYTES 8 /* of an IPv6 address: the half that a provider gives out */

struct _LotseServerCount
{
  GMutex mutex;
  guint most;
  guint most_of_one;
  guint open;
  GHashTable *names; /* name -> how many */
};

LotseServerCount *
lotse_server_count_new (guint most, guint most_of_one)
{
  LotseServerCount *self = g_atomic_rc_box_new0 (LotseServerCount);

  g_mutex_init (&self->mutex);
  self->most = most;
  self->most_of_one = most_of_one;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

LotseServerCount *
lotse_server_count_ref (LotseServerCount *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  LotseServerCount *self = data;

  g_hash_table_unref (self->names);
  g_mutex_clear (&self->mutex);
}

void
lotse_server_count_unref (LotseServerCount *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

char *
lotse_server_count_name (GInetAddress *address)
{
  guint8 bytes[2 * NETWORK_BYTES] = { 0 };
  g_autoptr (GInetAddress) network = NULL;

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6)
    return g_inet_address_to_string (address);
  memcpy (bytes, g_inet_address_to_bytes (address), NETWORK_BYTES);
  network = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (network);
}

static guint
count_of (LotseServerCount *self, const char *name)
{
  return name != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->names, name)) : 0;
}

static void
set_count (LotseServerCount *self, const char *name, guint n)
{
  if (name != NULL && n > 0)
    g_hash_table_replace (self->names, g_strdup (name), GUINT_TO_POINTER (n));
  else if (name != NULL)
    g_hash_table_remove (self->names, name);
}

gboolean
lotse_server_count_take (LotseServerCount *self, const char *name)
{
  gboolean room;

  g_mutex_lock (&self->mutex);
  room = self->open < self->most && count_of (self, name) < self->most_of_one;
  if (room)
    {
      self->open++;
      set_count (self, name, count_of (self, name) + 1);
    }
  g_mutex_unlock (&self->mutex);
  return room;
}

void
lotse_server_count_give (LotseServerCount *self, const char *name)
{
  g_mutex_lock (&self->mutex);
  self->open--;
  if (name != NULL)
    set_count (self, name, count_of (self, name) - 1);
  g_mutex_unlock (&self->mutex);
}
