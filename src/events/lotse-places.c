/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether there is a place; see the header. */
#include "config.h"

#include "lotse-places.h"

#include "lotse-fold.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
counts (const char *role)
{
  return role == NULL || g_str_equal (role, "participant");
}

/* --- Counting ----------------------------------------------------------------------------------------------- */

/* The time at the place, as far as this laptop knows it: events say when registration closes by the clock on the wall. */
static char *
now_at_the_place (LotseStore *store)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (lotse_store_corrected_now (store) / 1000);

  return g_date_time_format (now, "%Y-%m-%dT%H:%M");
}

static gboolean
is_closed (LotseStore *store, const LotseRecord *event)
{
  const char *closes = lotse_record_get (event, "registration_closes");
  const char *state = lotse_record_get (event, "state");
  g_autofree char *now = now_at_the_place (store);

  return g_strcmp0 (state, "held") == 0 || g_strcmp0 (state, "cancelled") == 0 || (closes != NULL && strcmp (now, closes) > 0);
}

static LotseWaitingRule
rule_of (LotseStore *store, const LotseRecord *event)
{
  const char *rule = lotse_record_get (event, "waiting_list");
  const char *format_id = lotse_record_get (event, "format");
  g_autoptr (LotseRecord) format = rule == NULL && format_id != NULL ? lotse_store_get (store, format_id, NULL) : NULL;

  if (format != NULL)
    rule = lotse_record_get (format, "waiting_list");
  return g_strcmp0 (rule, "organisations_first") == 0 ? LOTSE_WAITING_ORGANISATIONS_FIRST : LOTSE_WAITING_FIRST_COME;
}

/**
 * lotse_places_new:
 * @guests: the guests of an event
 *
 * Returns: (transfer full): the places of the event and who has them
 */
LotsePlaces *
lotse_places_new (LotseStore *store, const LotseGuests *guests)
{
  LotsePlaces *self = g_new0 (LotsePlaces, 1);

  self->capacity = lotse_record_get_int (guests->event, "capacity", -1);
  self->per_organisation = lotse_event_places_per_organisation (store, guests->event);
  self->rule = rule_of (store, guests->event);
  self->closed = is_closed (store, guests->event);
  self->full = g_strcmp0 (lotse_record_get (guests->event, "state"), "full") == 0;
  self->by_organisation = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < guests->guests->len; i++)
    {
      const LotseGuest *guest = guests->guests->pdata[i];
      g_autofree char *key = lotse_places_organisation_key (guest->organisation, guest->organisation_name);

      if (g_strcmp0 (guest->state, "registered") == 0)
        lotse_places_take (self, guest->role, key);
      self->waiting += g_strcmp0 (guest->state, "waiting") == 0;
    }
  return self;
}

/**
 * lotse_places_copy:
 *
 * Returns: (transfer full): the same, for trying what would be
 */
LotsePlaces *
lotse_places_copy (const LotsePlaces *self)
{
  LotsePlaces *copy = g_memdup2 (self, sizeof *self);
  GHashTableIter iter;
  gpointer key, count;

  copy->by_organisation = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, self->by_organisation);
  while (g_hash_table_iter_next (&iter, &key, &count))
    g_hash_table_insert (copy->by_organisation, g_strdup (key), count);
  return copy;
}

void
lotse_places_free (LotsePlaces *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_organisation);
  g_free (self);
}

char *
lotse_places_organisation_key (const char *organisation, const char *organisation_name)
{
  g_autofree char *folded = NULL;

  if (organisation != NULL && *organisation != '\0')
    return g_strdup (organisation);
  folded = organisation_name != NULL ? lotse_fold (organisation_name) : NULL;
  return folded != NULL && *folded != '\0' ? g_steal_pointer (&folded) : NULL;
}

/* --- Asking ------------------------------------------------------------------------------------------------- */

/**
 * lotse_places_left:
 *
 * Returns: how many places are free; %G_MAXINT64 if nothing limits them
 */
gint64
lotse_places_left (const LotsePlaces *self)
{
  if (self->capacity < 0)
    return self->full ? 0 : G_MAXINT64;
  return MAX (0, self->capacity - (gint64) self->taken);
}

/**
 * lotse_places_ask:
 * @role: (nullable): the role at the event; %NULL for a participant
 * @organisation_key: (nullable): of lotse_places_organisation_key()
 *
 * Returns: why there is no place for one more, or NONE.  Only participants need one
 */
LotseWait
lotse_places_ask (const LotsePlaces *self, const char *role, const char *organisation_key)
{
  gpointer count = organisation_key != NULL ? g_hash_table_lookup (self->by_organisation, organisation_key) : NULL;

  if (!counts (role))
    return LOTSE_WAIT_NONE;
  if (self->closed)
    return LOTSE_WAIT_CLOSED;
  if (organisation_key != NULL && GPOINTER_TO_UINT (count) >= self->per_organisation)
    return LOTSE_WAIT_ORGANISATION;
  return self->full || lotse_places_left (self) == 0 ? LOTSE_WAIT_FULL : LOTSE_WAIT_NONE;
}

static void
add (LotsePlaces *self, const char *role, const char *organisation_key, int n)
{
  guint sent;

  if (!counts (role))
    return;
  self->taken += (guint) n;
  if (organisation_key == NULL)
    return;
  sent = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_organisation, organisation_key));
  g_hash_table_insert (self->by_organisation, g_strdup (organisation_key), GUINT_TO_POINTER (sent + (guint) n));
}

/**
 * lotse_places_take:
 * @role: (nullable): the role at the event
 * @organisation_key: (nullable): of lotse_places_organisation_key()
 *
 * Counts one more who is registered.
 */
void
lotse_places_take (LotsePlaces *self, const char *role, const char *organisation_key)
{
  add (self, role, organisation_key, 1);
}

/**
 * lotse_places_give_back:
 * @role: (nullable): the role at the event
 * @organisation_key: (nullable): of lotse_places_organisation_key()
 *
 * Counts one less; it must have been taken before.
 */
void
lotse_places_give_back (LotsePlaces *self, const char *role, const char *organisation_key)
{
  add (self, role, organisation_key, -1);
}

/* --- Words -------------------------------------------------------------------------------------------------- */

const char *
lotse_wait_text (LotseWait wait)
{
  switch (wait)
    {
    case LOTSE_WAIT_CLOSED:
      return _("Registration is over.");
    case LOTSE_WAIT_ORGANISATION:
      return _("The organisation has all its places.");
    case LOTSE_WAIT_FULL:
      return _("All places are taken.");
    case LOTSE_WAIT_OTHERS:
      return _("Others wait for the places that are free.");
    case LOTSE_WAIT_ASKED:
      return _("It was asked for.");
    case LOTSE_WAIT_NONE:
    default:
      return "";
    }
}

const char *
lotse_waiting_rule_text (LotseWaitingRule rule)
{
  return rule == LOTSE_WAITING_ORGANISATIONS_FIRST ? _("Organisations without a place first, then first come") : _("First come");
}
