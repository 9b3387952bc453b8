/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planning registrations; see the header. */
#include "config.h"

#include "lotse-registrar.h"

#include "lotse-error.h"

#include <glib/gi18n.h>
#include <string.h>

LotseRegistrar *
lotse_registrar_new (LotseStore *store, const LotseGuests *guests, GError **error)
{
  g_autoptr (LotseRegistrar) self = g_new0 (LotseRegistrar, 1);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (lotse_store_corrected_now (store) / 1000);

  self->store = store;
  self->guests = guests;
  self->planned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->places = lotse_places_new (store, guests);
  self->now = g_date_time_format (now, "%Y-%m-%dT%H:%M");
  self->turn_ms = lotse_store_corrected_now (store);
  self->list = lotse_waiting_list_new (store, guests, error);
  return self->list != NULL ? g_steal_pointer (&self) : NULL;
}

void
lotse_registrar_free (LotseRegistrar *self)
{
  g_clear_pointer (&self->planned, g_hash_table_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  lotse_places_free (self->places);
  lotse_places_free (self->behind);
  lotse_waiting_list_free (self->list);
  g_free (self->now);
  g_free (self);
}

/* --- The record --------------------------------------------------------------------------------------------- */

static LotseRecord *
new_registration (const char *event, const char *person, const char *id, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_record_new (lotse_kind_find ("registration"), id);

  if (!lotse_record_set (record, "event", event, error) || !lotse_record_set (record, "person", person, error))
    return NULL;
  return g_steal_pointer (&record);
}

/* The registration that stands, else the one that this person has or would have; it may lie in the bin. */
static LotseRecord *
find_registration (LotseRegistrar *self, LotseRecord *person, GError **error)
{
  const char *person_id = lotse_record_get_id (person);
  const char *event = lotse_record_get_id (self->guests->event);
  LotseRecord *planned = g_hash_table_lookup (self->planned, person_id);
  const LotseGuest *guest = lotse_guests_find (self->guests, person_id);
  g_autoptr (LotseRecord) fresh = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *id = NULL;
  LotseRecord *record;

  if (planned != NULL)
    return lotse_record_copy (planned);
  if (guest != NULL && guest->registration != NULL)
    return lotse_store_get (self->store, guest->registration, error);
  fresh = new_registration (event, person_id, NULL, error);
  id = fresh != NULL ? lotse_record_dup_derived_id (fresh) : NULL;
  if (id == NULL)
    return NULL;
  record = lotse_store_get (self->store, id, &cause);
  if (record != NULL || g_error_matches (cause, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
    return record != NULL ? record : new_registration (event, person_id, id, error);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

/* The set becomes exactly these elements. */
static gboolean
fill_set (LotseRecord *record, const char *field, const char *const *elements, GError **error)
{
  g_auto (GStrv) there = elements != NULL ? lotse_record_list_elements (record, field) : NULL;

  for (guint i = 0; there != NULL && there[i] != NULL; i++)
    if (!g_strv_contains (elements, there[i]) && !lotse_record_set_element (record, field, there[i], NULL, error))
      return FALSE;
  for (guint i = 0; elements != NULL && elements[i] != NULL; i++)
    if (!lotse_record_set_element (record, field, elements[i], "1", error))
      return FALSE;
  return TRUE;
}

static gboolean
fill_text (LotseRecord *record, const char *field, const char *value, GError **error)
{
  return value == NULL || lotse_record_set (record, field, *value != '\0' ? value : NULL, error);
}

/* A new registration has a role; an organisation is either known or typed. */
static gboolean
fill (LotseRecord *record, const LotseRegistrationWish *wish, GError **error)
{
  const char *role = wish->role == NULL && lotse_record_get (record, "state") == NULL ? "participant" : wish->role;
  gboolean known = wish->organisation != NULL && *wish->organisation != '\0';
  gboolean typed = wish->organisation_name != NULL && *wish->organisation_name != '\0';

  return fill_text (record, "organisation", typed && wish->organisation == NULL ? "" : wish->organisation, error)
         && fill_text (record, "organisation_name", known && wish->organisation_name == NULL ? "" : wish->organisation_name, error)
         && fill_text (record, "role", role, error) && fill_set (record, "workshops", wish->workshops, error)
         && fill_set (record, "second_workshops", wish->second_workshops, error) && fill_set (record, "needs", wish->needs, error)
         && fill_text (record, "needs_note", wish->needs_note, error) && fill_text (record, "note", wish->note, error);
}

static char *
organisation_key (LotseRegistrar *self, LotseRecord *registration)
{
  const char *id = lotse_record_get (registration, "organisation");
  g_autoptr (LotseRecord) standing = id != NULL ? lotse_store_get_standing (self->store, id, NULL) : NULL;

  return lotse_places_organisation_key (standing != NULL ? lotse_record_get_id (standing) : id,
                                        lotse_record_get (registration, "organisation_name"));
}

/* --- Deciding ----------------------------------------------------------------------------------------------- */

/* Lets everybody before `stop` (NULL: everybody) who waits and can move up do so in a copy of the places. */
static LotsePlaces *
places_behind (LotseRegistrar *self, const char *stop)
{
  LotsePlaces *places = lotse_places_copy (self->places);

  /* Who waits has asked in time. */
  places->closed = FALSE;
  for (guint i = 0; i < self->list->entries->len; i++)
    {
      const LotseWaiting *entry = self->list->entries->pdata[i];
      const LotseGuest *guest = lotse_guests_find (self->guests, entry->person);
      g_autofree char *key = lotse_places_organisation_key (guest->organisation, guest->organisation_name);

      if (g_strcmp0 (entry->registration, stop) == 0)
        break;
      /* Who was dealt with in the same go does not wait any more, or waits anew. */
      if (!g_hash_table_contains (self->planned, entry->person) && lotse_places_ask (places, guest->role, key) == LOTSE_WAIT_NONE)
        lotse_places_take (places, guest->role, key);
    }
  return places;
}

/* Who comes anew stands behind all who wait; who waits already has a turn. */
static LotseWait
ask (LotseRegistrar *self, LotseRecord *record, const char *before)
{
  const char *role = lotse_record_get (record, "role");
  g_autofree char *key = organisation_key (self, record);
  LotseWait wait;

  if (g_strcmp0 (before, "waiting") == 0)
    {
      g_autoptr (LotsePlaces) places = places_behind (self, lotse_record_get_id (record));

      return lotse_places_ask (places, role, key);
    }
  wait = lotse_places_ask (self->places, role, key);
  if (wait != LOTSE_WAIT_NONE)
    return wait;
  if (self->behind == NULL)
    self->behind = places_behind (self, NULL);
  return lotse_places_ask (self->behind, role, key) != LOTSE_WAIT_NONE ? LOTSE_WAIT_OTHERS : LOTSE_WAIT_NONE;
}

/* The state that the registration gets, and why. */
static const char *
decide (LotseRegistrar *self, LotseRecord *record, const char *before, const LotseRegistrationWish *wish, LotseRegistrationResult *result)
{
  const char *wanted = wish->state != NULL ? wish->state : "registered";
  LotseWait wait;

  if (g_str_equal (wanted, "waiting"))
    {
      result->wait = LOTSE_WAIT_ASKED;
      return wanted;
    }
  /* An invitation takes nothing away from somebody who answered already. */
  if (g_str_equal (wanted, "invited") && !wish->force && before != NULL && !g_str_equal (before, "cancelled"))
    return before;
  if (!g_str_equal (wanted, "registered") || g_strcmp0 (before, "registered") == 0)
    return wanted;
  wait = ask (self, record, before);
  if (wait == LOTSE_WAIT_NONE || wish->force)
    {
      result->overruled = wait;
      return wanted;
    }
  result->wait = wait;
  return "waiting";
}

/* The turn on the waiting list is kept; who cancelled and comes back gets a new one. */
static gboolean
set_state (LotseRegistrar *self, LotseRecord *record, const char *before, const char *state, const LotseRegistrationWish *wish,
           GError **error)
{
  gboolean place = g_str_equal (state, "registered") || g_str_equal (state, "waiting");
  gboolean again = g_strcmp0 (before, "cancelled") == 0 || lotse_record_get (record, "registered_at") == NULL;
  g_autofree char *today = g_strndup (self->now, strlen ("2026-11-28"));
  g_autofree char *turn = lotse_mark_time_format (self->turn_ms);

  if (place && again &&
      (!lotse_record_set (record, "registered_at", wish->registered_at != NULL ? wish->registered_at : self->now, error) ||
       !lotse_record_set (record, "turn", turn, error)))
    return FALSE;
  self->turn_ms += place && again;
  if (g_str_equal (state, "invited") && g_strcmp0 (before, "invited") != 0 && !lotse_record_set (record, "invited_on", today, error))
    return FALSE;
  lotse_record_set_deleted (record, FALSE);
  return lotse_record_set (record, "state", state, error);
}

/* --- Planning ----------------------------------------------------------------------------------------------- */

static void
count (LotseRegistrar *self, LotseRecord *record, gboolean take)
{
  LotsePlaces *places[] = { self->places, self->behind };
  g_autofree char *key = NULL;

  if (g_strcmp0 (lotse_record_get (record, "state"), "registered") != 0)
    return;
  key = organisation_key (self, record);
  for (guint i = 0; i < G_N_ELEMENTS (places) && places[i] != NULL; i++)
    if (take)
      lotse_places_take (places[i], lotse_record_get (record, "role"), key);
    else
      lotse_places_give_back (places[i], lotse_record_get (record, "role"), key);
}

static void
keep (LotseRegistrar *self, LotseRecord *person, LotseRecord *before, LotseRecord *record)
{
  LotseRecord *planned = g_hash_table_lookup (self->planned, lotse_record_get_id (person));

  if (before != NULL)
    {
      /* With one less before them, others may move up. */
      count (self, before, FALSE);
      g_clear_pointer (&self->behind, lotse_places_free);
    }
  count (self, record, TRUE);
  if (planned != NULL)
    g_ptr_array_remove (self->records, planned);
  g_ptr_array_add (self->records, g_object_ref (record));
  g_hash_table_insert (self->planned, g_strdup (lotse_record_get_id (person)), record);
}

LotseRegistrationResult *
lotse_registrar_plan (LotseRegistrar *self, LotseRecord *person, const LotseRegistrationWish *wish, GError **error)
{
  g_autoptr (LotseRegistrationResult) result = g_new0 (LotseRegistrationResult, 1);
  g_autoptr (LotseRecord) before = find_registration (self, person, error);
  g_autoptr (LotseRecord) record = before != NULL ? lotse_record_copy (before) : NULL;
  g_autoptr (GPtrArray) changes = NULL;
  const char *state_before;
  gboolean deleted;

  if (record == NULL)
    return NULL;
  deleted = lotse_record_is_deleted (before);
  state_before = deleted ? "cancelled" : lotse_record_get (before, "state");
  result->created = state_before == NULL || deleted;
  if (!fill (record, wish, error) ||
      !set_state (self, record, state_before, decide (self, record, state_before, wish, result), wish, error))
    return NULL;
  changes = lotse_record_diff (before, record);
  result->changed = result->created || changes->len > 0;
  result->registration = g_strdup (lotse_record_get_id (record));
  result->person = g_strdup (lotse_record_get_id (person));
  result->name = g_strdup (lotse_record_get (person, "display_name"));
  result->state = g_strdup (lotse_record_get (record, "state"));
  if (result->changed)
    keep (self, person, result->created ? NULL : before, record);
  return g_steal_pointer (&result);
}
