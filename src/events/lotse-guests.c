/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of guests; see the header. */
#include "config.h"

#include "lotse-guests.h"

#include "lotse-collate.h"
#include "lotse-error.h"
#include "lotse-fold.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- Memory ------------------------------------------------------------------------------------------------- */

static void
stay_free (LotseStay *stay)
{
  g_free (stay->slot);
  g_free (stay->attendance);
  lotse_mark_free (stay->first);
  g_free (stay->signed_out_at);
  g_free (stay->signature);
  g_free (stay);
}

static void
guest_free (LotseGuest *guest)
{
  g_free (guest->person);
  g_free (guest->name);
  g_free (guest->organisation);
  g_free (guest->organisation_name);
  g_free (guest->role);
  g_free (guest->state);
  g_free (guest->registration);
  g_free (guest->organisation_key);
  g_ptr_array_unref (guest->stays);
  g_ptr_array_unref (guest->attendances);
  g_free (guest);
}

void
lotse_guests_free (LotseGuests *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->event);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_pointer (&self->by_person, g_hash_table_unref);
  g_clear_pointer (&self->guests, g_ptr_array_unref);
  g_free (self);
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

typedef struct
{
  LotseStore *store;
  const char *event;
  LotseGuests *guests;
  GHashTable *standing;    /* id -> the record that stands, or NULL if it is not here */
  const char *attendance;  /* of refreshing: the one to be read again */
  const LotseGuest *guest; /* and whose it is */
} Loading;

/* Transfer none; NULL if the record is not on this device. */
static LotseRecord *
standing (Loading *loading, const char *id)
{
  gpointer known = NULL;

  if (!g_hash_table_lookup_extended (loading->standing, id, NULL, &known))
    {
      known = lotse_store_get_standing (loading->store, id, NULL);
      g_hash_table_insert (loading->standing, g_strdup (id), known);
    }
  return known;
}

static LotseGuest *
guest_of (Loading *loading, const char *person)
{
  LotseRecord *record = standing (loading, person);
  const char *id = record != NULL ? lotse_record_get_id (record) : person;
  LotseGuest *guest = g_hash_table_lookup (loading->guests->by_person, id);

  if (guest == NULL)
    {
      const char *name = record != NULL ? lotse_record_get (record, "display_name") : NULL;

      guest = g_new0 (LotseGuest, 1);
      guest->person = g_strdup (id);
      guest->name = g_strdup (name != NULL ? name : "");
      guest->organisation_name = g_strdup ("");
      guest->stays = g_ptr_array_new_with_free_func ((GDestroyNotify) stay_free);
      guest->attendances = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (loading->guests->guests, guest);
      g_hash_table_insert (loading->guests->by_person, guest->person, guest);
    }
  return guest;
}

/* Takes organisation and role from a registration or attendance; what an earlier record said stands. */
static void
take_what_is_common (Loading *loading, LotseGuest *guest, LotseRecord *record)
{
  const char *id = lotse_record_get (record, "organisation");
  const char *typed = lotse_record_get (record, "organisation_name");
  const char *role = lotse_record_get (record, "role");
  LotseRecord *organisation = id != NULL ? standing (loading, id) : NULL;

  if (guest->role == NULL && role != NULL)
    guest->role = g_strdup (role);
  if (*guest->organisation_name != '\0' || (id == NULL && typed == NULL))
    return;
  if (organisation != NULL)
    typed = lotse_record_get (organisation, "name");
  guest->organisation = g_strdup (organisation != NULL ? lotse_record_get_id (organisation) : id);
  g_free (guest->organisation_name);
  g_clear_pointer (&guest->organisation_key, g_free);
  guest->organisation_name = g_strdup (typed != NULL ? typed : "");
}

/* The stronger state stands when somebody was registered twice under two records. */
static int
strength (const char *state)
{
  static const char *const states[] = { "cancelled", "invited", "waiting", "registered", NULL };

  for (int i = 0; states[i] != NULL; i++)
    if (g_strcmp0 (state, states[i]) == 0)
      return i;
  return -1;
}

static void
add_registration (Loading *loading, LotseRecord *registration)
{
  LotseGuest *guest = guest_of (loading, lotse_record_get (registration, "person"));
  const char *state = lotse_record_get (registration, "state");

  take_what_is_common (loading, guest, registration);
  if (guest->registration != NULL && strength (state) <= strength (guest->state))
    return;
  g_free (guest->state);
  g_free (guest->registration);
  guest->state = g_strdup (state);
  guest->registration = g_strdup (lotse_record_get_id (registration));
}

static LotseStay *
stay_in (LotseGuest *guest, const char *slot)
{
  LotseStay *stay = (LotseStay *) lotse_guest_stay (guest, slot);

  if (stay == NULL)
    {
      stay = g_new0 (LotseStay, 1);
      stay->slot = g_strdup (slot);
      g_ptr_array_add (guest->stays, stay);
    }
  return stay;
}

static void
add_attendance (Loading *loading, LotseRecord *attendance)
{
  LotseGuest *guest = guest_of (loading, lotse_record_get (attendance, "person"));
  const char *slot = lotse_record_get (attendance, "slot");
  const char *out = lotse_record_get (attendance, "signed_out_at");
  const char *signature = lotse_record_get (attendance, "signature");
  LotseStay *stay = stay_in (guest, slot != NULL ? slot : ((LotseSlot *) loading->guests->slots->pdata[0])->key);
  LotseMark *first = lotse_attendance_dup_first (attendance);
  gboolean earlier = first != NULL && (stay->first == NULL || strcmp (first->at, stay->first->at) < 0);

  take_what_is_common (loading, guest, attendance);
  g_ptr_array_add (guest->attendances, g_strdup (lotse_record_get_id (attendance)));
  guest->walk_in |= lotse_record_get_bool (attendance, "walk_in");
  if (stay->attendance == NULL || earlier)
    {
      g_free (stay->attendance);
      stay->attendance = g_strdup (lotse_record_get_id (attendance));
    }
  if (earlier)
    {
      lotse_mark_free (stay->first);
      stay->first = g_steal_pointer (&first);
    }
  /* Who went out twice was there until the later time. */
  if (out != NULL && (stay->signed_out_at == NULL || strcmp (out, stay->signed_out_at) > 0))
    {
      g_free (stay->signed_out_at);
      stay->signed_out_at = g_strdup (out);
    }
  if (stay->signature == NULL)
    stay->signature = g_strdup (signature);
  lotse_mark_free (first);
}

static gboolean
add_all (Loading *loading, const char *kind, void (*add) (Loading *loading, LotseRecord *record), GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
  g_autoptr (GPtrArray) records = NULL;

  if (!lotse_query_where (query, "event", LOTSE_QUERY_EQUAL, loading->event, error))
    return FALSE;
  records = lotse_store_list (loading->store, query, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (lotse_record_get (records->pdata[i], "person") != NULL)
      add (loading, records->pdata[i]);
  return records != NULL;
}

/* By the keys of the names; the id makes the order of namesakes the same everywhere. */
static int
compare_guests (gconstpointer a, gconstpointer b, gpointer keys)
{
  const LotseGuest *one = *(const LotseGuest *const *) a, *other = *(const LotseGuest *const *) b;
  int order = strcmp (g_hash_table_lookup (keys, one), g_hash_table_lookup (keys, other));

  return order != 0 ? order : strcmp (one->person, other->person);
}

/* Keys are made once per guest: comparing by the language is slow. */
static void
sort_by_name (GPtrArray *guests)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) by_guest = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < guests->len; i++)
    {
      const LotseGuest *guest = guests->pdata[i];

      g_ptr_array_add (keys, lotse_collate_key (guest->name, NULL));
      g_hash_table_insert (by_guest, guests->pdata[i], keys->pdata[i]);
    }
  g_ptr_array_sort_with_data (guests, compare_guests, by_guest);
}

static gboolean
load (LotseStore *store, gpointer data, GError **error)
{
  Loading *loading = data;
  LotseGuests *guests = loading->guests;

  guests->event = lotse_store_get (store, loading->event, error);
  if (guests->event == NULL)
    return FALSE;
  if (!g_str_equal (lotse_record_get_kind (guests->event)->name, "event"))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("This is no event. Choose an event from the list of events."));
      return FALSE;
    }
  guests->slots = lotse_event_dup_slots (guests->event);
  if (!add_all (loading, "registration", add_registration, error) || !add_all (loading, "attendance", add_attendance, error))
    return FALSE;
  for (guint i = 0; i < guests->guests->len; i++)
    {
      LotseGuest *guest = guests->guests->pdata[i];

      if (guest->role == NULL)
        guest->role = g_strdup ("participant");
    }
  sort_by_name (guests->guests);
  return TRUE;
}

static void
unref_if_there (gpointer record)
{
  if (record != NULL)
    g_object_unref (record);
}

/**
 * lotse_guests_load:
 * @store: the device's database
 * @event: the id of an event
 *
 * Reads everybody who was invited, registered or came.
 *
 * Returns: (transfer full): the list, or %NULL with an error of the store, NOT_FOUND or INVALID (not an event)
 */
LotseGuests *
lotse_guests_load (LotseStore *store, const char *event, GError **error)
{
  g_autoptr (LotseGuests) guests = g_new0 (LotseGuests, 1);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_if_there);
  Loading loading = { .store = store, .event = event, .guests = guests, .standing = known };

  guests->guests = g_ptr_array_new_with_free_func ((GDestroyNotify) guest_free);
  guests->by_person = g_hash_table_new (g_str_hash, g_str_equal);
  return lotse_store_run (store, load, &loading, error) ? g_steal_pointer (&guests) : NULL;
}

/* Reads again what one guest's attendances say, and one that may be new. */
static gboolean
refresh (LotseStore *store, gpointer data, GError **error)
{
  Loading *loading = data;
  g_autoptr (LotseRecord) record = lotse_store_get (store, loading->attendance, error);
  const char *person = record != NULL ? lotse_record_get (record, "person") : NULL;
  LotseGuest *guest = person != NULL ? guest_of (loading, person) : NULL;
  g_autoptr (GPtrArray) ids = NULL;

  if (guest == NULL)
    return record != NULL;
  ids = g_steal_pointer (&guest->attendances);
  guest->attendances = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (guest->stays, 0);
  guest->walk_in = FALSE;
  if (!g_ptr_array_find_with_equal_func (ids, loading->attendance, g_str_equal, NULL))
    g_ptr_array_add (ids, g_strdup (loading->attendance));
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (LotseRecord) attendance = lotse_store_get (store, ids->pdata[i], NULL);

      if (attendance != NULL && !lotse_record_is_deleted (attendance) && lotse_record_get (attendance, "person") != NULL)
        add_attendance (loading, attendance);
    }
  if (guest->role == NULL)
    guest->role = g_strdup ("participant");
  loading->guest = guest;
  return TRUE;
}

/**
 * lotse_guests_refresh:
 * @store: the device's database
 * @attendance: the id of an attendance of this event, which was changed or is new
 *
 * Brings the guest of one attendance up to date, as a desk does after each sign-in.  Somebody who was not among the guests
 * comes behind all others.
 *
 * Returns: (transfer none): the guest, or %NULL with an error of the store
 */
const LotseGuest *
lotse_guests_refresh (LotseGuests *self, LotseStore *store, const char *attendance, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_if_there);
  Loading loading = { .store = store, .guests = self, .standing = known, .attendance = attendance };

  return lotse_store_run (store, refresh, &loading, error) ? loading.guest : NULL;
}

/* --- Asking ------------------------------------------------------------------------------------------------- */

/**
 * lotse_guests_find:
 * @person: the id of the person who stands
 *
 * Returns: (transfer none) (nullable): the guest
 */
const LotseGuest *
lotse_guests_find (const LotseGuests *self, const char *person)
{
  return g_hash_table_lookup (self->by_person, person);
}

/**
 * lotse_guest_stay:
 * @slot: (nullable): the key of a slot; %NULL for any
 *
 * Returns: (transfer none) (nullable): the person's attendance in that slot, or for any slot the one in which the person came first
 */
const LotseStay *
lotse_guest_stay (const LotseGuest *guest, const char *slot)
{
  const LotseStay *found = NULL;

  for (guint i = 0; i < guest->stays->len; i++)
    {
      const LotseStay *stay = guest->stays->pdata[i];

      if (slot != NULL ? g_str_equal (stay->slot, slot)
                       : found == NULL || (stay->first != NULL && (found->first == NULL || strcmp (stay->first->at, found->first->at) < 0)))
        found = stay;
    }
  return found;
}

/**
 * lotse_guest_came:
 * @slot: (nullable): the key of a slot; %NULL for any
 *
 * Returns: whether there is a sign-in that was not taken back
 */
gboolean
lotse_guest_came (const LotseGuest *guest, const char *slot)
{
  const LotseStay *stay = lotse_guest_stay (guest, slot);

  return stay != NULL && stay->first != NULL;
}

/**
 * lotse_guest_counts:
 *
 * Returns: whether the guest is a participant: only participants count for places, quota and reach
 */
gboolean
lotse_guest_counts (const LotseGuest *guest)
{
  return g_str_equal (guest->role, "participant");
}

/**
 * lotse_guest_organisation_key:
 *
 * Returns: (transfer none): the same for guests of one organisation, also where it was only typed; "" for none
 */
const char *
lotse_guest_organisation_key (LotseGuest *guest)
{
  if (guest->organisation_key == NULL)
    guest->organisation_key = guest->organisation != NULL ? g_strdup (guest->organisation) : lotse_fold (guest->organisation_name);
  return guest->organisation_key;
}
