/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting logins.  Accounts and addresses share one table; their names differ by a first letter. */
#include "lotse-login.h"

#include "lotse-error.h"

#define MOST_NAMES 20000u

typedef struct
{
  gint64 since_ms;
  guint tries;
} Count;

struct _LotseLoginLimits
{
  GHashTable *counts;
};

LotseLoginLimits *
lotse_login_limits_new (void)
{
  LotseLoginLimits *self = g_new0 (LotseLoginLimits, 1);

  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
lotse_login_limits_free (LotseLoginLimits *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->counts);
  g_free (self);
}

static gboolean
is_old (gpointer key, gpointer value, gpointer now)
{
  return ((Count *) value)->since_ms + LOTSE_LOGIN_WINDOW_MS <= *(gint64 *) now;
}

/* Counts one try under a name, which is taken; whether it was one of the allowed ones. */
static gboolean
count_try (LotseLoginLimits *self, char *name, guint allowed, gint64 now_ms)
{
  Count *count = g_hash_table_lookup (self->counts, name);

  if (count == NULL)
    {
      count = g_new0 (Count, 1);
      count->since_ms = now_ms;
      g_hash_table_insert (self->counts, name, count);
    }
  else
    {
      g_free (name);
      if (count->since_ms + LOTSE_LOGIN_WINDOW_MS <= now_ms)
        *count = (Count){ now_ms, 0 };
    }
  if (count->tries >= allowed)
    return FALSE;
  count->tries++;
  return TRUE;
}

gboolean
lotse_login_limits_try (LotseLoginLimits *self, const char *account, const char *address, gint64 now_ms, GError **error)
{
  gboolean allowed = TRUE;

  if (g_hash_table_size (self->counts) > MOST_NAMES)
    g_hash_table_foreach_remove (self->counts, is_old, &now_ms);
  /* Whoever fills the table with invented names must not grow it without end. */
  if (g_hash_table_size (self->counts) > 2 * MOST_NAMES)
    g_hash_table_remove_all (self->counts);
  if (address != NULL)
    allowed = count_try (self, g_strconcat ("@", address, NULL), LOTSE_LOGIN_PER_ADDRESS, now_ms);
  if (allowed && account != NULL)
    allowed = count_try (self, g_strconcat ("a", account, NULL), LOTSE_LOGIN_PER_ACCOUNT, now_ms);
  if (!allowed)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_BUSY,
                         "There were too many tries. Please wait a quarter of an hour; nothing is lost.");
  return allowed;
}

void
lotse_login_limits_succeed (LotseLoginLimits *self, const char *account, const char *address)
{
  g_autofree char *name = account != NULL ? g_strconcat ("a", account, NULL) : NULL;
  g_autofree char *place = address != NULL ? g_strconcat ("@", address, NULL) : NULL;
  Count *count = place != NULL ? g_hash_table_lookup (self->counts, place) : NULL;

  if (name != NULL)
    g_hash_table_remove (self->counts, name);
  /* Many people may share an address: a success takes back its own try only. */
  if (count != NULL && count->tries > 0)
    count->tries--;
}
