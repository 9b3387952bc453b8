/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking sign-ins back, signing out, signatures, and whose badge a code is; see lotse-sign-in.h. */
#include "config.h"

#include "lotse-sign-in-private.h"

#include "lotse-code.h"
#include "lotse-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- Taking it back ----------------------------------------------------------------------------------------- */

typedef struct
{
  const char *attendance;
  const char *mark;
  const LotseSignIn *walk_in;
} Undo;

static gboolean
add_to_bin (LotseStore *store, const char *kind, const char *person, const char *but, GPtrArray *records, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
  g_autoptr (GPtrArray) found = NULL;

  if (!lotse_query_where (query, "person", LOTSE_QUERY_EQUAL, person, error))
    return FALSE;
  found = lotse_store_list (store, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (but == NULL || !g_str_equal (lotse_record_get_id (found->pdata[i]), but))
      g_ptr_array_add (records, g_object_ref (found->pdata[i]));
  return found != NULL;
}

/* A walk-in that is taken back leaves nobody behind, unless somebody has come to know the person meanwhile. */
static gboolean
add_walk_in (LotseStore *store, const Undo *undo, GPtrArray *records, GError **error)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) consents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (LotseRecord) person = lotse_store_get (store, undo->walk_in->person, error);

  if (person == NULL || !add_to_bin (store, "registration", undo->walk_in->person, NULL, others, error)
      || !add_to_bin (store, "attendance", undo->walk_in->person, undo->attendance, others, error)
      || !add_to_bin (store, "consent", undo->walk_in->person, NULL, consents, error))
    return FALSE;
  if (others->len > 0)
    return TRUE;
  g_ptr_array_add (consents, g_steal_pointer (&person));
  for (guint i = 0; i < consents->len; i++)
    {
      lotse_record_set_deleted (consents->pdata[i], TRUE);
      g_ptr_array_add (records, g_object_ref (consents->pdata[i]));
    }
  return TRUE;
}

static gboolean
call_undo (LotseStore *store, gpointer data, GError **error)
{
  const Undo *undo = data;
  g_autoptr (LotseRecord) attendance = lotse_store_get (store, undo->attendance, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (LotseMark) left = NULL;

  if (attendance == NULL || !lotse_attendance_undo_mark (attendance, undo->mark, error))
    return FALSE;
  g_ptr_array_add (records, g_object_ref (attendance));
  left = lotse_attendance_dup_first (attendance);
  if (undo->walk_in != NULL && left == NULL && !add_walk_in (store, undo, records, error))
    return FALSE;
  return lotse_store_save_many (store, records, NULL, NULL, NULL, NULL, error);
}

/**
 * lotse_sign_in_undo_mark:
 * @attendance: the attendance
 * @mark: the sign-in
 *
 * Takes one sign-in back; the person still came if there is another one.  Errors: NOT_FOUND, and those of saving.
 */
gboolean
lotse_sign_in_undo_mark (LotseStore *store, const char *attendance, const char *mark, GError **error)
{
  Undo undo = { .attendance = attendance, .mark = mark };

  return lotse_store_run (store, call_undo, &undo, error);
}

/**
 * lotse_sign_in_undo:
 * @sign_in: what lotse_sign_in() or lotse_walk_in() gave
 *
 * Takes a sign-in back; of a walk-in also the person and the consents go to the bin, unless the person is known otherwise by
 * now.  Errors: INVALID (the person was signed in before, elsewhere), NOT_FOUND, and those of saving.
 */
gboolean
lotse_sign_in_undo (LotseStore *store, const LotseSignIn *sign_in, GError **error)
{
  Undo undo = { .attendance = sign_in->attendance, .mark = sign_in->mark, .walk_in = sign_in->walk_in ? sign_in : NULL };

  if (!sign_in->already)
    return lotse_store_run (store, call_undo, &undo, error);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("This person had been signed in before. Nothing was taken back; that sign-in is taken back where it was made."));
  return FALSE;
}

/* --- Signing out -------------------------------------------------------------------------------------------- */

LotseSignIn *
lotse_sign_out_with (LotseHall *hall, const char *person, gint64 at_ms, GError **error)
{
  g_autofree char *standing = lotse_sign_in_standing (hall->store, person, error);
  LotseGuest *guest = standing != NULL ? (LotseGuest *) lotse_guests_find (hall->guests, standing) : NULL;
  const LotseStay *stay = guest != NULL ? lotse_guest_stay (guest, hall->slot->key) : NULL;
  g_autofree char *time = lotse_sign_in_local_time (at_ms > 0 ? at_ms : lotse_store_corrected_now (hall->store));
  g_autoptr (LotseRecord) attendance = NULL;
  gboolean already = stay != NULL && stay->signed_out_at != NULL;
  LotseSignIn *self;

  if (standing == NULL)
    return NULL;
  if (stay == NULL || stay->first == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                           _("This person is not signed in. Nothing was written; sign the person in first."));
      return NULL;
    }
  attendance = already ? NULL : lotse_store_get (hall->store, stay->attendance, error);
  if (!already && (attendance == NULL || !lotse_record_set (attendance, "signed_out_at", time, error)
                   || !lotse_store_save (hall->store, attendance, NULL, error)
                   || (guest = lotse_hall_refresh (hall, lotse_record_get_id (attendance), error)) == NULL))
    return NULL;
  self = lotse_sign_in_about (hall, guest);
  self->already = already;
  return self;
}

typedef struct
{
  const LotseDoor *door;
  const char *person;
  gint64 at_ms;
  LotseSignIn *result;
} Act;

static gboolean
call_sign_out (LotseStore *store, gpointer data, GError **error)
{
  Act *act = data;
  g_autoptr (LotseHall) hall = lotse_hall_load (store, act->door->event, act->door->slot, error);

  if (hall != NULL)
    act->result = lotse_sign_out_with (hall, act->person, act->at_ms, error);
  return act->result != NULL;
}

/**
 * lotse_sign_out:
 * @door: where
 * @person: the id of a person who is signed in
 * @at_ms: when, by the centre's clock, in milliseconds since 1970 UTC; 0 for now
 *
 * Notes when somebody left.  Who is signed out already stays so, and the result says "already".
 *
 * Returns: (transfer full): about the person, with the time of signing out; or %NULL with an error: NOT_FOUND (event, slot or
 *   person, or not signed in), or one of saving
 */
LotseSignIn *
lotse_sign_out (LotseStore *store, const LotseDoor *door, const char *person, gint64 at_ms, GError **error)
{
  Act act = { .door = door, .person = person, .at_ms = at_ms };

  return lotse_store_run (store, call_sign_out, &act, error) ? act.result : NULL;
}

/**
 * lotse_sign_out_undo:
 * @attendance: an attendance
 *
 * Takes a sign-out back, as when somebody comes again.  Errors: NOT_FOUND, and those of saving.
 */
gboolean
lotse_sign_out_undo (LotseStore *store, const char *attendance, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, attendance, error);

  return record != NULL && lotse_record_set (record, "signed_out_at", NULL, error) && lotse_store_save (store, record, NULL, error);
}

/* --- Signatures --------------------------------------------------------------------------------------------- */

/**
 * lotse_sign_in_add_signature:
 * @attendance: of a sign-in
 * @picture: what was drawn, as PNG
 *
 * Keeps a guest's signature, encrypted like all files.  It is written once: who signs twice is told so.  Errors: DENIED (there is
 * one already), NOT_FOUND, and those of saving; then nothing is kept.
 */
gboolean
lotse_sign_in_add_signature (LotseStore *store, const char *attendance, GBytes *picture, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, attendance, error);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (picture);
  g_autofree char *sha256 = NULL;

  if (record == NULL)
    return FALSE;
  if (lotse_record_get (record, "signature") != NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
                           _("There is a signature already. It stays as it is, and the person stays signed in."));
      return FALSE;
    }
  sha256 = lotse_store_put_blob (store, stream, NULL, error);
  if (sha256 == NULL)
    return FALSE;
  if (lotse_record_set (record, "signature", sha256, error) && lotse_store_save (store, record, NULL, error))
    return TRUE;
  lotse_store_discard_blob (store, sha256, NULL);
  return FALSE;
}

/* --- Codes -------------------------------------------------------------------------------------------------- */

static char *
fail (GError **error, int code, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, code, message);
  return NULL;
}

/**
 * lotse_sign_in_find_code:
 * @event: the id of the event
 * @code: what a badge's code holds (lotse-code.h)
 *
 * Returns: (transfer full): the id of the person whose badge it is; or %NULL with an error: INVALID (not a badge's code, or a
 *   badge of another event), NOT_FOUND (the badge is not known on this device)
 */
char *
lotse_sign_in_find_code (LotseStore *store, const char *event, const char *code, GError **error)
{
  g_autofree char *id = lotse_code_read (code);
  g_autoptr (LotseRecord) record = id != NULL ? lotse_store_get (store, id, NULL) : NULL;
  const char *kind = record != NULL ? lotse_record_get_kind (record)->name : "";
  const char *person;

  if (id == NULL)
    return fail (error, LOTSE_ERROR_INVALID, _("This is no code of a badge. Nothing was written; scan it again or type the name."));
  if (!g_str_equal (kind, "registration") && !g_str_equal (kind, "attendance"))
    return fail (error, LOTSE_ERROR_NOT_FOUND, _("This badge is not known on this device. Nothing was written; type the name instead."));
  if (g_strcmp0 (lotse_record_get (record, "event"), event) != 0)
    return fail (error, LOTSE_ERROR_INVALID, _("This badge is of another event. Nothing was written; type the name instead."));
  person = lotse_record_get (record, "person");
  return person != NULL ? g_strdup (person)
                        : fail (error, LOTSE_ERROR_NOT_FOUND, _("This badge has no person any more. Nothing was written; type the name instead."));
}
