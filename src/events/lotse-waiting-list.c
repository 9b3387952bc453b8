/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who waits and who moves up; see the header. */
#include "config.h"

#include "lotse-registration.h"
#include "lotse-waiting-list.h"

#include "lotse-error.h"

#include <glib/gi18n.h>
#include <string.h>

static void
waiting_free (LotseWaiting *entry)
{
  g_free (entry->registration);
  g_free (entry->person);
  g_free (entry->name);
  g_free (entry->organisation_name);
  g_free (entry->registered_at);
  g_free (entry->turn);
  g_free (entry);
}

void
lotse_waiting_list_free (LotseWaitingList *self)
{
  if (self == NULL)
    return;
  lotse_places_free (self->places);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

/* --- Order -------------------------------------------------------------------------------------------------- */

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const LotseWaiting *one = *(const LotseWaiting *const *) a, *other = *(const LotseWaiting *const *) b;
  int order = strcmp (one->registered_at, other->registered_at);

  order = order != 0 ? order : strcmp (one->turn, other->turn);
  return order != 0 ? order : strcmp (one->registration, other->registration);
}

static char *
key_of (const LotseGuests *guests, const LotseWaiting *entry, const char **role)
{
  const LotseGuest *guest = lotse_guests_find (guests, entry->person);

  *role = guest->role;
  return lotse_places_organisation_key (guest->organisation, guest->organisation_name);
}

/* The first who waits of each organisation that has no place goes before all others; within both the order stays. */
static void
put_organisations_first (LotseWaitingList *self, const LotseGuests *guests)
{
  g_autoptr (LotsePlaces) places = lotse_places_copy (self->places);
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      LotseWaiting *entry = self->entries->pdata[i];
      const char *role;
      g_autofree char *key = key_of (guests, entry, &role);

      entry->without_place = key != NULL && g_hash_table_lookup (places->by_organisation, key) == NULL;
      if (entry->without_place)
        lotse_places_take (places, role, key);
      g_ptr_array_add (entry->without_place ? first : others, entry);
    }
  for (guint i = 0; i < self->entries->len; i++)
    self->entries->pdata[i] = i < first->len ? first->pdata[i] : others->pdata[i - first->len];
}

/* Says of each why it has no place, as if those before it had moved up where they can. */
static void
give_reasons (LotseWaitingList *self, const LotseGuests *guests)
{
  g_autoptr (LotsePlaces) places = lotse_places_copy (self->places);
  g_autoptr (LotsePlaces) unlimited = lotse_places_copy (self->places);
  gboolean found = FALSE;

  /* Who waits has asked in time, and the organiser decides whether a full event takes one more in. */
  places->closed = unlimited->closed = FALSE;
  places->full = places->full && places->capacity < 0;
  unlimited->full = FALSE;
  unlimited->capacity = -1;
  for (guint i = 0; i < self->entries->len; i++)
    {
      LotseWaiting *entry = self->entries->pdata[i];
      const char *role;
      g_autofree char *key = key_of (guests, entry, &role);

      entry->wait = lotse_places_ask (places, role, key);
      if (entry->wait == LOTSE_WAIT_NONE)
        lotse_places_take (places, role, key);
      entry->next = !found && lotse_places_ask (unlimited, role, key) == LOTSE_WAIT_NONE;
      found = found || entry->next;
    }
}

/* --- Loading ------------------------------------------------------------------------------------------------ */

static LotseWaiting *
waiting_new (const LotseGuest *guest, LotseRecord *registration)
{
  const char *at = lotse_record_get (registration, "registered_at");
  const char *turn = lotse_record_get (registration, "turn");
  LotseWaiting *entry = g_new0 (LotseWaiting, 1);

  entry->registration = g_strdup (guest->registration);
  entry->person = g_strdup (guest->person);
  entry->name = g_strdup (guest->name);
  entry->organisation_name = g_strdup (guest->organisation_name);
  entry->registered_at = g_strdup (at != NULL ? at : "");
  entry->turn = g_strdup (turn != NULL ? turn : "");
  return entry;
}

static gboolean
add_entries (LotseWaitingList *self, LotseStore *store, const LotseGuests *guests, GError **error)
{
  for (guint i = 0; i < guests->guests->len; i++)
    {
      const LotseGuest *guest = guests->guests->pdata[i];
      g_autoptr (LotseRecord) registration = NULL;

      if (g_strcmp0 (guest->state, "waiting") != 0)
        continue;
      registration = lotse_store_get (store, guest->registration, error);
      if (registration == NULL)
        return FALSE;
      g_ptr_array_add (self->entries, waiting_new (guest, registration));
    }
  return TRUE;
}

/**
 * lotse_waiting_list_new:
 * @guests: the guests of an event, just read
 *
 * Returns: (transfer full): who waits, or %NULL with an error of the store
 */
LotseWaitingList *
lotse_waiting_list_new (LotseStore *store, const LotseGuests *guests, GError **error)
{
  g_autoptr (LotseWaitingList) self = g_new0 (LotseWaitingList, 1);

  self->places = lotse_places_new (store, guests);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) waiting_free);
  if (!add_entries (self, store, guests, error))
    return NULL;
  g_ptr_array_sort (self->entries, compare_turns);
  if (self->places->rule == LOTSE_WAITING_ORGANISATIONS_FIRST)
    put_organisations_first (self, guests);
  give_reasons (self, guests);
  return g_steal_pointer (&self);
}

typedef struct
{
  const char *event;
  guint most;
  gpointer result;
} Listing;

static gboolean
run_load (LotseStore *store, gpointer data, GError **error)
{
  Listing *listing = data;
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, listing->event, error);

  listing->result = guests != NULL ? lotse_waiting_list_new (store, guests, error) : NULL;
  return listing->result != NULL;
}

/**
 * lotse_waiting_list_load:
 * @event: the id of an event
 *
 * Returns: (transfer full): who waits, or %NULL with NOT_FOUND, INVALID (no event) or an error of the store
 */
LotseWaitingList *
lotse_waiting_list_load (LotseStore *store, const char *event, GError **error)
{
  Listing listing = { event, 0, NULL };

  return lotse_store_run (store, run_load, &listing, error) ? listing.result : NULL;
}

/* --- Moving up ---------------------------------------------------------------------------------------------- */

static gboolean
run_move_up (LotseStore *store, gpointer data, GError **error)
{
  Listing *listing = data;
  g_autoptr (LotseWaitingList) list = lotse_waiting_list_load (store, listing->event, error);
  g_autoptr (GPtrArray) persons = g_ptr_array_new ();

  for (guint i = 0; list != NULL && i < list->entries->len; i++)
    {
      const LotseWaiting *entry = list->entries->pdata[i];

      if (entry->wait == LOTSE_WAIT_NONE && (listing->most == 0 || persons->len < listing->most))
        g_ptr_array_add (persons, entry->person);
    }
  g_ptr_array_add (persons, NULL);
  listing->result = list != NULL ? lotse_registration_set_state (store, listing->event, (const char *const *) persons->pdata,
                                                                 "registered", TRUE, error)
                                 : NULL;
  return listing->result != NULL;
}

/**
 * lotse_waiting_list_move_up:
 * @event: the id of an event
 * @most: how many people at most; 0 for as many as there are places
 *
 * Returns: (transfer full) (element-type LotseRegistrationResult): who has a place now, maybe nobody; %NULL on error
 */
GPtrArray *
lotse_waiting_list_move_up (LotseStore *store, const char *event, guint most, GError **error)
{
  Listing listing = { event, most, NULL };

  return lotse_store_run (store, run_move_up, &listing, error) ? listing.result : NULL;
}

typedef struct
{
  const char *event;
  const char *person;
  GPtrArray *result;
} Moving;

static gboolean
run_move_up_person (LotseStore *store, gpointer data, GError **error)
{
  Moving *moving = data;
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, moving->event, error);
  g_autoptr (LotseRecord) person = guests != NULL ? lotse_store_get_standing (store, moving->person, error) : NULL;
  const LotseGuest *guest = person != NULL ? lotse_guests_find (guests, lotse_record_get_id (person)) : NULL;
  const char *const persons[] = { moving->person, NULL };

  if (person == NULL)
    return FALSE;
  if (guest == NULL || g_strcmp0 (guest->state, "waiting") != 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                           _("This person is not on the waiting list. Nothing was changed; look at the list again."));
      return FALSE;
    }
  moving->result = lotse_registration_set_state (store, moving->event, persons, "registered", TRUE, error);
  return moving->result != NULL;
}

/**
 * lotse_waiting_list_move_up_person:
 * @event: the id of an event
 * @person: the id of somebody who waits
 *
 * Overrules the rule: the person gets a place, also beyond the places.  Error: NOT_FOUND (the person does not wait).
 *
 * Returns: (transfer full) (element-type LotseRegistrationResult): the one who has a place now, or %NULL
 */
GPtrArray *
lotse_waiting_list_move_up_person (LotseStore *store, const char *event, const char *person, GError **error)
{
  Moving moving = { event, person, NULL };

  return lotse_store_run (store, run_move_up_person, &moving, error) ? moving.result : NULL;
}

/**
 * lotse_waiting_text:
 *
 * Returns: (transfer full): why the person stands there, in the language of the process
 */
char *
lotse_waiting_text (const LotseWaiting *entry)
{
  if (entry->wait == LOTSE_WAIT_NONE)
    return g_strdup (_("A place is free."));
  if (entry->wait == LOTSE_WAIT_FULL && entry->without_place)
    return g_strdup (_("All places are taken. The organisation has no place yet."));
  if (entry->wait == LOTSE_WAIT_FULL && entry->next)
    return g_strdup (_("All places are taken. Next to move up."));
  return g_strdup (lotse_wait_text (entry->wait));
}
