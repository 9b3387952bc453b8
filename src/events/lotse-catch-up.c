/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ticking from a paper list; see the header. */
#include "config.h"

#include "lotse-catch-up.h"

#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-unite.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

const char *
lotse_door_label (const char *door)
{
  return g_strcmp0 (door, LOTSE_DOOR_PAPER) == 0 ? _("Paper list") : door;
}

typedef struct
{
  const char *event;
  const char *slot;
  const char *person;
  LotseGuests *guests;
  const LotseSlot *found;  /* the slot */
  LotseRecord *attendance; /* as it is, or new */
} Ticking;

static void
ticking_clear (Ticking *ticking)
{
  g_clear_pointer (&ticking->guests, lotse_guests_free);
  g_clear_object (&ticking->attendance);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ticking, ticking_clear)

/* --- Finding ------------------------------------------------------------------------------------------------ */

static gboolean
find_slot (Ticking *ticking, GError **error)
{
  GPtrArray *slots = ticking->guests->slots;

  for (guint i = 0; i < slots->len; i++)
    {
      const LotseSlot *slot = slots->pdata[i];

      if (ticking->slot == NULL || g_str_equal (ticking->slot, slot->key))
        {
          ticking->found = slot;
          return TRUE;
        }
    }
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("The event has no day “%s”. Nothing was changed; choose one of its days."),
               ticking->slot);
  return FALSE;
}

/* The attendance of that person in that slot: the one that is there, else the one that every laptop would make. */
static LotseRecord *
find_attendance (Ticking *ticking, LotseStore *store, LotseRecord *person, GError **error)
{
  const LotseGuest *guest = lotse_guests_find (ticking->guests, lotse_record_get_id (person));
  const LotseStay *stay = guest != NULL ? lotse_guest_stay (guest, ticking->found->key) : NULL;
  g_autoptr (LotseRecord) fresh = lotse_record_new (lotse_kind_find ("attendance"), NULL);
  g_autoptr (LotseRecord) record = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *id = NULL;

  if (stay != NULL)
    return lotse_store_get (store, stay->attendance, error);
  if (!lotse_record_set (fresh, "event", ticking->event, error) || !lotse_record_set (fresh, "slot", ticking->found->key, error) ||
      !lotse_record_set (fresh, "person", lotse_record_get_id (person), error))
    return NULL;
  id = lotse_record_dup_derived_id (fresh);
  record = lotse_store_get (store, id, &cause);
  if (record == NULL && !g_error_matches (cause, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (record == NULL)
    record = lotse_record_new (lotse_kind_find ("attendance"), id);
  lotse_record_set_deleted (record, FALSE);
  if (!lotse_record_set (record, "event", ticking->event, error) || !lotse_record_set (record, "slot", ticking->found->key, error) ||
      !lotse_record_set (record, "person", lotse_record_get_id (person), error))
    return NULL;
  /* What the registration says of organisation and role holds at the event, too. */
  if (guest != NULL &&
      (!lotse_record_set (record, "role", guest->role, error) || !lotse_record_set (record, "organisation", guest->organisation, error) ||
       !lotse_record_set (record, "organisation_name", guest->organisation == NULL ? guest->organisation_name : NULL, error)))
    return NULL;
  return g_steal_pointer (&record);
}

static gboolean
find (Ticking *ticking, LotseStore *store, GError **error)
{
  g_autoptr (LotseRecord) person = NULL;

  ticking->guests = lotse_guests_load (store, ticking->event, error);
  if (ticking->guests == NULL || !find_slot (ticking, error))
    return FALSE;
  person = lotse_store_get_standing (store, ticking->person, error);
  ticking->attendance = person != NULL ? find_attendance (ticking, store, person, error) : NULL;
  return ticking->attendance != NULL;
}

/* --- Ticking ------------------------------------------------------------------------------------------------ */

/* The start of the slot by the clock of this laptop, or noon of its day; now, if the event has no date. */
static gint64
time_of_slot (LotseStore *store, const LotseSlot *slot)
{
  GDate date;
  int time[2] = { 12, 0 };
  g_autoptr (GDateTime) start = NULL;

  if (!lotse_value_read_datetime (slot->start, &date, time) && !lotse_value_read_date (slot->start, &date))
    return lotse_store_corrected_now (store);
  start = g_date_time_new_local (g_date_get_year (&date), (int) g_date_get_month (&date), g_date_get_day (&date), time[0], time[1], 0);
  return start != NULL ? g_date_time_to_unix (start) * 1000 : lotse_store_corrected_now (store);
}

static gboolean
run_tick (LotseStore *store, gpointer data, GError **error)
{
  g_auto (Ticking) ticking = *(Ticking *) data;
  g_autoptr (LotseMark) first = NULL;
  g_autofree char *mark = lotse_id_new ();
  gint64 at;

  if (!find (&ticking, store, error))
    return FALSE;
  first = lotse_attendance_dup_first (ticking.attendance);
  if (first != NULL)
    return TRUE;
  at = time_of_slot (store, ticking.found);
  return lotse_attendance_add_mark (ticking.attendance, mark, at, at, LOTSE_DOOR_PAPER, error) &&
         lotse_store_save (store, ticking.attendance, NULL, error);
}

/**
 * lotse_catch_up_tick:
 * @event: the id of an event
 * @slot: (nullable): the key of a slot; %NULL for the first
 * @person: the id of a person
 *
 * Errors: NOT_FOUND (event, slot or person), INVALID (no event), those of the store.
 */
gboolean
lotse_catch_up_tick (LotseStore *store, const char *event, const char *slot, const char *person, GError **error)
{
  Ticking ticking = { .event = event, .slot = slot, .person = person };

  return lotse_store_run (store, run_tick, &ticking, error);
}

/* Takes the marks of paper back in one of the person's attendances in that slot. */
static gboolean
untick_one (LotseStore *store, LotseRecord *attendance, gboolean *door, GError **error)
{
  g_autoptr (GPtrArray) marks = lotse_attendance_dup_marks (attendance);
  gboolean any = FALSE;

  for (guint i = 0; i < marks->len; i++)
    {
      const LotseMark *mark = marks->pdata[i];

      if (mark->undone)
        continue;
      if (!g_str_equal (mark->door, LOTSE_DOOR_PAPER))
        *door = TRUE;
      else if (!lotse_attendance_undo_mark (attendance, mark->id, error))
        return FALSE;
      else
        any = TRUE;
    }
  return !any || lotse_store_save (store, attendance, NULL, error);
}

static gboolean
run_untick (LotseStore *store, gpointer data, GError **error)
{
  g_auto (Ticking) ticking = *(Ticking *) data;
  gboolean door = FALSE;

  if (!find (&ticking, store, error) || !untick_one (store, ticking.attendance, &door, error))
    return FALSE;
  if (!door)
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT,
                       _("This person was signed in at a door. That sign-in stays; take it back at the sign-in desk if it is wrong."));
  return FALSE;
}

/**
 * lotse_catch_up_untick:
 * @event: the id of an event
 * @slot: (nullable): the key of a slot; %NULL for the first
 * @person: the id of a person
 *
 * Errors: as for lotse_catch_up_tick(), and CONFLICT.
 */
gboolean
lotse_catch_up_untick (LotseStore *store, const char *event, const char *slot, const char *person, GError **error)
{
  Ticking ticking = { .event = event, .slot = slot, .person = person };

  return lotse_store_run (store, run_untick, &ticking, error);
}

/* --- Lists -------------------------------------------------------------------------------------------------- */

/**
 * lotse_catch_up_no_shows:
 * @guests: the guests of an event
 * @slot: (nullable): the key of a slot; %NULL for any
 *
 * Returns: (transfer container) (element-type LotseGuest): who had a place and did not come, by name
 */
GPtrArray *
lotse_catch_up_no_shows (const LotseGuests *guests, const char *slot)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < guests->guests->len; i++)
    {
      LotseGuest *guest = guests->guests->pdata[i];

      if (g_strcmp0 (guest->state, "registered") == 0 && !lotse_guest_came (guest, slot))
        g_ptr_array_add (found, guest);
    }
  return found;
}

/**
 * lotse_catch_up_walk_ins:
 * @guests: the guests of an event
 *
 * Returns: (transfer container) (element-type LotseGuest): walk-ins who came, by name
 */
GPtrArray *
lotse_catch_up_walk_ins (const LotseGuests *guests)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < guests->guests->len; i++)
    {
      LotseGuest *guest = guests->guests->pdata[i];

      if (guest->walk_in && lotse_guest_came (guest, NULL))
        g_ptr_array_add (found, guest);
    }
  return found;
}

/* --- Walk-ins ----------------------------------------------------------------------------------------------- */

/**
 * lotse_catch_up_candidates:
 * @guests: the guests of an event
 * @walk_in: the id of a person who walked in
 *
 * Returns: (transfer full) (element-type LotseDouble): who may be the same human, without the walk-in; %NULL with NOT_FOUND or
 *   an error of the store
 */
GPtrArray *
lotse_catch_up_candidates (LotseStore *store, const LotseGuests *guests, const char *walk_in, GError **error)
{
  g_autoptr (LotseRecord) person = lotse_store_get_standing (store, walk_in, error);
  const LotseGuest *guest = person != NULL ? lotse_guests_find (guests, lotse_record_get_id (person)) : NULL;
  LotseWalkIn said = { NULL };
  GPtrArray *doubles;

  if (person == NULL)
    return NULL;
  said.name = lotse_record_get (person, "display_name");
  said.email = lotse_record_get (person, "email");
  said.organisation = guest != NULL ? guest->organisation : NULL;
  said.organisation_name = guest != NULL && guest->organisation == NULL ? guest->organisation_name : NULL;
  doubles = lotse_walk_in_doubles (store, lotse_record_get_id (guests->event), &said, error);
  for (guint i = doubles != NULL ? doubles->len : 0; i > 0; i--)
    if (g_str_equal (((LotseDouble *) doubles->pdata[i - 1])->person, lotse_record_get_id (person)))
      g_ptr_array_remove_index (doubles, i - 1);
  return doubles;
}

typedef struct
{
  const char *event;
  const char *walk_in;
  const char *known;
  char *standing;
} Recognising;

static gboolean
run_recognise (LotseStore *store, gpointer data, GError **error)
{
  Recognising *recognising = data;
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, recognising->event, error);
  g_autoptr (LotseRecord) person = guests != NULL ? lotse_store_get_standing (store, recognising->walk_in, error) : NULL;
  const LotseGuest *guest = person != NULL ? lotse_guests_find (guests, lotse_record_get_id (person)) : NULL;

  if (person == NULL)
    return FALSE;
  if (guest == NULL || !guest->walk_in)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _("This person did not walk in at this event. Nothing was changed; look at the list again."));
      return FALSE;
    }
  recognising->standing = lotse_unite (store, recognising->known, recognising->walk_in, NULL, NULL, error);
  return recognising->standing != NULL;
}

/**
 * lotse_catch_up_recognise:
 * @event: the id of an event
 * @walk_in: the id of a person who walked in there
 * @known: the id of the person who that is
 *
 * What is empty in the known person is filled from the walk-in.  One step for undo.
 *
 * Returns: (transfer full): the id of the person who stands, or %NULL with INVALID (no walk-in, the same person), NOT_FOUND,
 *   DENIED or an error of the store
 */
char *
lotse_catch_up_recognise (LotseStore *store, const char *event, const char *walk_in, const char *known, GError **error)
{
  Recognising recognising = { event, walk_in, known, NULL };

  return lotse_store_run (store, run_recognise, &recognising, error) ? recognising.standing : NULL;
}
