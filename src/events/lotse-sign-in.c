/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signing in; see the header.
 *
 * A sign-in reads the attendance again before it writes, so that two programs on one laptop do not both sign in the same
 * person; two laptops do, and their marks unite when they meet the centre.
 */
#include "config.h"

#include "lotse-sign-in-private.h"

#include "lotse-error.h"
#include "lotse-id.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- Memory ------------------------------------------------------------------------------------------------- */

static void
workshop_free (LotseWorkshop *workshop)
{
  g_free (workshop->title);
  g_free (workshop->room);
  g_free (workshop->starts_at);
  g_free (workshop);
}

static void
sign_in_clear (gpointer data)
{
  LotseSignIn *self = data;

  g_free (self->attendance);
  g_free (self->mark);
  g_free (self->person);
  g_free (self->name);
  g_free (self->organisation);
  g_free (self->organisation_name);
  g_free (self->state);
  g_free (self->slot);
  g_ptr_array_unref (self->workshops);
  g_free (self->door);
  g_free (self->signed_out_at);
}

LotseSignIn *
lotse_sign_in_ref (LotseSignIn *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
lotse_sign_in_unref (LotseSignIn *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, sign_in_clear);
}

/* --- Times ---------------------------------------------------------------------------------------- */

char *
lotse_sign_in_local_time (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (ms / 1000);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M") : g_strdup ("");
}

char *
lotse_sign_in_local_date (gint64 ms)
{
  char *time = lotse_sign_in_local_time (ms);

  time[MIN (strlen (time), strlen ("2026-11-22"))] = '\0';
  return time;
}

/* --- What a door says --------------------------------------------------------------------------------------- */

static int
compare_workshops (gconstpointer a, gconstpointer b)
{
  const LotseWorkshop *one = *(const LotseWorkshop *const *) a, *other = *(const LotseWorkshop *const *) b;
  int order = strcmp (one->starts_at, other->starts_at);

  return order != 0 ? order : strcmp (one->title, other->title);
}

/* A workshop that was merged with another one takes place there. */
static LotseRecord *
read_workshop (LotseStore *store, const char *id)
{
  LotseRecord *item = lotse_store_get (store, id, NULL);
  const char *other = item != NULL ? lotse_record_get (item, "merged_with") : NULL;
  LotseRecord *merged = other != NULL ? lotse_store_get (store, other, NULL) : NULL;

  if (merged == NULL)
    return item;
  g_object_unref (item);
  return merged;
}

static void
add_workshop (LotseStore *store, GPtrArray *workshops, const char *id, const LotseSlot *slot)
{
  g_autoptr (LotseRecord) item = read_workshop (store, id);
  const char *starts_at = item != NULL ? lotse_record_get (item, "starts_at") : NULL;
  const char *room = item != NULL ? lotse_record_get (item, "room") : NULL;
  gsize day = strlen ("2026-11-22");
  LotseWorkshop *workshop;

  /* Of several days only what is on this one. */
  if (item == NULL || (starts_at != NULL && strlen (slot->start) >= day && strncmp (starts_at, slot->start, day) != 0))
    return;
  workshop = g_new0 (LotseWorkshop, 1);
  workshop->title = lotse_store_dup_title (store, lotse_record_get_id (item), NULL);
  workshop->room = room != NULL ? lotse_store_dup_title (store, room, NULL) : NULL;
  workshop->starts_at = g_strdup (starts_at != NULL ? starts_at : "");
  if (workshop->title == NULL)
    workshop->title = g_strdup ("");
  if (workshop->room == NULL)
    workshop->room = g_strdup ("");
  g_ptr_array_add (workshops, workshop);
}

static void
add_workshops (LotseStore *store, LotseSignIn *self, const LotseGuest *guest, const LotseSlot *slot)
{
  g_autoptr (LotseRecord) registration = guest->registration != NULL ? lotse_store_get (store, guest->registration, NULL) : NULL;
  g_auto (GStrv) ids = registration != NULL ? lotse_record_list_elements (registration, "workshops") : NULL;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    add_workshop (store, self->workshops, ids[i], slot);
  g_ptr_array_sort (self->workshops, compare_workshops);
}

/* Who has a place is too many only if too many came; who has none takes one that somebody else may still claim. */
static void
add_counts (LotseHall *hall, LotseSignIn *self, LotseGuest *guest)
{
  LotseCrowdCounts all = lotse_crowd_get (hall->crowd);
  LotseCrowdCounts organisation = lotse_crowd_get_organisation (hall->crowd, guest);
  gint64 capacity = lotse_record_get_int (hall->guests->event, "capacity", -1);
  gboolean has_place = g_strcmp0 (guest->state, "registered") == 0;

  self->organisation_came = organisation.came;
  self->organisation_places = lotse_event_places_per_organisation (hall->store, hall->guests->event);
  if (!lotse_guest_counts (guest))
    return;
  self->over_capacity = capacity >= 0 && (has_place ? all.came : all.taken) > capacity;
  self->over_quota = (has_place ? organisation.came : organisation.taken) > self->organisation_places;
}

LotseSignIn *
lotse_sign_in_about (LotseHall *hall, LotseGuest *guest)
{
  LotseSignIn *self = g_atomic_rc_box_new0 (LotseSignIn);
  const LotseStay *stay = lotse_guest_stay (guest, hall->slot->key);

  self->person = g_strdup (guest->person);
  self->name = g_strdup (guest->name);
  self->organisation = g_strdup (guest->organisation);
  self->organisation_name = g_strdup (guest->organisation_name);
  self->state = g_strdup (guest->state);
  self->slot = g_strdup (hall->slot->key);
  self->workshops = g_ptr_array_new_with_free_func ((GDestroyNotify) workshop_free);
  self->attendance = g_strdup (stay != NULL ? stay->attendance : NULL);
  self->signed_out_at = g_strdup (stay != NULL ? stay->signed_out_at : NULL);
  if (stay != NULL && stay->first != NULL)
    {
      self->mark = g_strdup (stay->first->id);
      self->at_ms = lotse_mark_time_parse (stay->first->at);
      self->door = g_strdup (stay->first->door);
    }
  if (self->door == NULL)
    self->door = g_strdup ("");
  add_workshops (hall->store, self, guest, hall->slot);
  add_counts (hall, self, guest);
  return self;
}

/* --- Signing in --------------------------------------------------------------------------------------------- */

LotseRecord *
lotse_sign_in_attendance (LotseHall *hall, const char *person, GError **error)
{
  const char *event = lotse_record_get_id (hall->guests->event);
  g_autofree char *id = lotse_id_derive ("attendance", event, hall->slot->key, person, NULL);
  g_autoptr (LotseRecord) record = lotse_store_get (hall->store, id, NULL);

  if (record == NULL)
    {
      record = lotse_record_new (lotse_kind_find ("attendance"), id);
      if (!lotse_record_set (record, "event", event, error) || !lotse_record_set (record, "slot", hall->slot->key, error)
          || !lotse_record_set (record, "person", person, error))
        return NULL;
    }
  /* Who comes is not in the bin. */
  lotse_record_set_deleted (record, FALSE);
  return g_steal_pointer (&record);
}

gboolean
lotse_sign_in_add_mark (LotseStore *store, const LotseDoor *door, LotseRecord *attendance, gint64 at_ms, char **mark, GError **error)
{
  gint64 offset = lotse_store_corrected_now (store) - lotse_store_now (store);
  gint64 at = at_ms > 0 ? at_ms : lotse_store_now (store) + offset;

  *mark = lotse_id_new ();
  return lotse_attendance_add_mark (attendance, *mark, at, at - offset, door->name, error);
}

/* What is not set yet; two doors write the same, because both take it from the registration. */
static gboolean
set_if_empty (LotseRecord *record, const char *field, const char *value, GError **error)
{
  if (value == NULL || *value == '\0' || lotse_record_get (record, field) != NULL)
    return TRUE;
  return lotse_record_set (record, field, value, error);
}

static gboolean
fill_attendance (LotseRecord *attendance, const LotseGuest *guest, const char *organisation, GError **error)
{
  const char *id = organisation != NULL ? organisation : guest != NULL ? guest->organisation : NULL;
  const char *typed = id == NULL && guest != NULL ? guest->organisation_name : NULL;

  /* Only what a registration says: "participant" stands for nothing said. */
  if (guest != NULL && guest->registration != NULL && !set_if_empty (attendance, "role", guest->role, error))
    return FALSE;
  return set_if_empty (attendance, "organisation", id, error) && set_if_empty (attendance, "organisation_name", typed, error);
}

char *
lotse_sign_in_standing (LotseStore *store, const char *id, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_store_get_standing (store, id, error);

  if (record == NULL)
    return NULL;
  if (g_str_equal (lotse_record_get_kind (record)->name, "person"))
    return g_strdup (lotse_record_get_id (record));
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("Only people are signed in. Nothing was written; choose a person."));
  return NULL;
}

/* Brings in what another program on this laptop may have written to this attendance since the list was read. */
static gboolean
look_again (LotseHall *hall, const char *attendance, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_store_get (hall->store, attendance, NULL);

  return record == NULL || lotse_hall_refresh (hall, attendance, error) != NULL;
}

LotseSignIn *
lotse_sign_in_with (LotseHall *hall, const LotseDoor *door, const char *person, const char *organisation, gint64 at_ms, GError **error)
{
  g_autofree char *standing = lotse_sign_in_standing (hall->store, person, error);
  g_autoptr (LotseRecord) attendance = standing != NULL ? lotse_sign_in_attendance (hall, standing, error) : NULL;
  g_autofree char *mark = NULL;
  LotseGuest *guest;
  LotseSignIn *self;

  if (attendance == NULL || !look_again (hall, lotse_record_get_id (attendance), error))
    return NULL;
  guest = (LotseGuest *) lotse_guests_find (hall->guests, standing);
  if (guest != NULL && lotse_guest_came (guest, hall->slot->key))
    {
      self = lotse_sign_in_about (hall, guest);
      self->already = TRUE;
      return self;
    }
  if (!fill_attendance (attendance, guest, organisation, error)
      || !lotse_sign_in_add_mark (hall->store, door, attendance, at_ms, &mark, error)
      || !lotse_store_save (hall->store, attendance, NULL, error))
    return NULL;
  guest = lotse_hall_refresh (hall, lotse_record_get_id (attendance), error);
  return guest != NULL ? lotse_sign_in_about (hall, guest) : NULL;
}

typedef struct
{
  const LotseDoor *door;
  const char *person;
  const char *organisation;
  gint64 at_ms;
  LotseSignIn *result;
} Act;

static gboolean
call_sign_in (LotseStore *store, gpointer data, GError **error)
{
  Act *act = data;
  g_autoptr (LotseHall) hall = lotse_hall_load (store, act->door->event, act->door->slot, error);

  if (hall != NULL)
    act->result = lotse_sign_in_with (hall, act->door, act->person, act->organisation, act->at_ms, error);
  return act->result != NULL;
}

/**
 * lotse_sign_in:
 * @store: the device's database
 * @door: where
 * @person: the id of a person
 * @organisation: (nullable): the organisation that the person says to come for, if none is known yet
 * @at_ms: when, by the centre's clock, in milliseconds since 1970 UTC; 0 for now
 *
 * Signs somebody in.  Who is signed in for this slot already stays so: nothing is written, and the result says when and where.
 *
 * Returns: (transfer full): what the door says, or %NULL with an error: NOT_FOUND (event, slot or person), INVALID (not a
 *   person), or one of saving
 */
LotseSignIn *
lotse_sign_in (LotseStore *store, const LotseDoor *door, const char *person, const char *organisation, gint64 at_ms, GError **error)
{
  Act act = { .door = door, .person = person, .organisation = organisation, .at_ms = at_ms };

  return lotse_store_run (store, call_sign_in, &act, error) ? act.result : NULL;
}

static gboolean
call_look (LotseStore *store, gpointer data, GError **error)
{
  Act *act = data;
  g_autoptr (LotseHall) hall = lotse_hall_load (store, act->door->event, act->door->slot, error);
  g_autofree char *standing = hall != NULL ? lotse_sign_in_standing (store, act->person, error) : NULL;
  const LotseGuest *guest = standing != NULL ? lotse_guests_find (hall->guests, standing) : NULL;

  if (guest != NULL)
    act->result = lotse_sign_in_about (hall, (LotseGuest *) guest);
  else if (standing != NULL)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                         _("This person is neither registered nor signed in. Nothing was written; choose another one."));
  return act->result != NULL;
}

/**
 * lotse_sign_in_look:
 * @door: where
 * @person: the id of a person
 *
 * Writes nothing; without a mark the person is not signed in.
 *
 * Returns: (transfer full): what the door says of a guest, or %NULL with an error: NOT_FOUND (event, slot or person, or no guest)
 */
LotseSignIn *
lotse_sign_in_look (LotseStore *store, const LotseDoor *door, const char *person, GError **error)
{
  Act act = { .door = door, .person = person };

  return lotse_store_run (store, call_look, &act, error) ? act.result : NULL;
}
