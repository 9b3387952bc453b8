/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done at a desk: each act writes, reads the guest concerned again, and tells. */
#include "config.h"

#include "lotse-desk-private.h"

/* --- Acts --------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseDesk *desk;
  const char *id;
  const char *organisation;
  const LotseWalkIn *walk_in;
  LotseSignIn *sign_in;
  gpointer result;
} Act;

/* Transfer full; what was there already is no act of this desk and has nothing to be taken back. */
static gpointer
done (LotseDesk *self, LotseSignIn *sign_in)
{
  if (sign_in == NULL)
    return NULL;
  if (!sign_in->already)
    {
      g_mutex_lock (&self->lock);
      g_ptr_array_insert (self->last, 0, lotse_sign_in_ref (sign_in));
      if (self->last->len > LOTSE_DESK_LAST)
        g_ptr_array_set_size (self->last, LOTSE_DESK_LAST);
      g_mutex_unlock (&self->lock);
    }
  lotse_desk_note (self);
  return sign_in;
}

static gboolean
call_sign_in (LotseStore *store, gpointer data, GError **error)
{
  Act *act = data;
  LotseDesk *self = act->desk;

  if (lotse_desk_ensure (self, error))
    act->result = done (self, lotse_sign_in_with (self->hall, &self->door, act->id, act->organisation, 0, error));
  return act->result != NULL;
}

/**
 * lotse_desk_sign_in:
 * @person: the id of a row
 * @organisation: (nullable): the organisation under which the person was found
 *
 * As lotse_sign_in(), now and at this desk.
 *
 * Returns: (transfer full): what the door says, or %NULL with an error
 */
LotseSignIn *
lotse_desk_sign_in (LotseDesk *self, const char *person, const char *organisation, GError **error)
{
  Act act = { .desk = self, .id = person, .organisation = organisation };

  return lotse_store_run (self->store, call_sign_in, &act, error) ? act.result : NULL;
}

static gboolean
call_walk_in (LotseStore *store, gpointer data, GError **error)
{
  Act *act = data;
  LotseDesk *self = act->desk;

  if (lotse_desk_ensure (self, error))
    act->result = done (self, lotse_walk_in_with (self->hall, &self->door, act->walk_in, 0, error));
  return act->result != NULL;
}

/**
 * lotse_desk_walk_in:
 * @walk_in: what the guest said
 *
 * As lotse_walk_in(), now and at this desk.
 *
 * Returns: (transfer full): what the door says, or %NULL with an error
 */
LotseSignIn *
lotse_desk_walk_in (LotseDesk *self, const LotseWalkIn *walk_in, GError **error)
{
  Act act = { .desk = self, .walk_in = walk_in };

  return lotse_store_run (self->store, call_walk_in, &act, error) ? act.result : NULL;
}

static gboolean
call_doubles (LotseStore *store, gpointer data, GError **error)
{
  Act *act = data;

  if (lotse_desk_ensure (act->desk, error))
    act->result = lotse_walk_in_doubles_with (act->desk->hall, act->walk_in, error);
  return act->result != NULL;
}

/**
 * lotse_desk_doubles:
 * @walk_in: what the guest said so far
 *
 * As lotse_walk_in_doubles().
 *
 * Returns: (transfer full) (element-type LotseDouble): the likeliest first, or %NULL with an error
 */
GPtrArray *
lotse_desk_doubles (LotseDesk *self, const LotseWalkIn *walk_in, GError **error)
{
  Act act = { .desk = self, .walk_in = walk_in };

  return lotse_store_run (self->store, call_doubles, &act, error) ? act.result : NULL;
}

static gboolean
call_undo (LotseStore *store, gpointer data, GError **error)
{
  Act *act = data;
  LotseDesk *self = act->desk;

  if (!lotse_desk_ensure (self, error) || !lotse_sign_in_undo (store, act->sign_in, error)
      || lotse_hall_refresh (self->hall, act->sign_in->attendance, error) == NULL)
    return FALSE;
  g_mutex_lock (&self->lock);
  g_ptr_array_remove (self->last, act->sign_in);
  g_mutex_unlock (&self->lock);
  lotse_desk_note (self);
  return TRUE;
}

/**
 * lotse_desk_undo:
 * @sign_in: what one of the acts gave, or one of lotse_desk_dup_last()
 *
 * Takes a sign-in or walk-in back, as lotse_sign_in_undo().
 */
gboolean
lotse_desk_undo (LotseDesk *self, LotseSignIn *sign_in, GError **error)
{
  Act act = { .desk = self, .sign_in = sign_in };

  return lotse_store_run (self->store, call_undo, &act, error);
}

static gboolean
call_sign_out (LotseStore *store, gpointer data, GError **error)
{
  Act *act = data;
  LotseDesk *self = act->desk;

  if (lotse_desk_ensure (self, error))
    act->result = lotse_sign_out_with (self->hall, act->id, 0, error);
  if (act->result != NULL)
    lotse_desk_note (self);
  return act->result != NULL;
}

/**
 * lotse_desk_sign_out:
 * @person: the id of a row
 *
 * As lotse_sign_out(), now and at this desk.
 *
 * Returns: (transfer full): about the person, with the time; or %NULL with an error
 */
LotseSignIn *
lotse_desk_sign_out (LotseDesk *self, const char *person, GError **error)
{
  Act act = { .desk = self, .id = person };

  return lotse_store_run (self->store, call_sign_out, &act, error) ? act.result : NULL;
}

static gboolean
call_undo_sign_out (LotseStore *store, gpointer data, GError **error)
{
  Act *act = data;

  if (!lotse_desk_ensure (act->desk, error) || !lotse_sign_out_undo (store, act->id, error)
      || lotse_hall_refresh (act->desk->hall, act->id, error) == NULL)
    return FALSE;
  lotse_desk_note (act->desk);
  return TRUE;
}

/**
 * lotse_desk_undo_sign_out:
 * @attendance: of what lotse_desk_sign_out() gave
 *
 * As lotse_sign_out_undo().
 */
gboolean
lotse_desk_undo_sign_out (LotseDesk *self, const char *attendance, GError **error)
{
  Act act = { .desk = self, .id = attendance };

  return lotse_store_run (self->store, call_undo_sign_out, &act, error);
}

static gboolean
call_quotas (LotseStore *store, gpointer data, GError **error)
{
  Act *act = data;
  GPtrArray *quotas;
  gint64 places;

  if (!lotse_desk_ensure (act->desk, error))
    return FALSE;
  act->result = quotas = lotse_guests_quotas (act->desk->hall->guests, act->desk->hall->slot->key);
  places = lotse_event_places_per_organisation (store, act->desk->hall->guests->event);
  for (guint i = 0; i < quotas->len; i++)
    ((LotseQuota *) quotas->pdata[i])->places = places;
  return TRUE;
}

/**
 * lotse_desk_quotas:
 *
 * Returns: (transfer full) (element-type LotseQuota): as lotse_guests_quotas() for this slot, with the places
 *   that each was offered, or %NULL with an error
 */
GPtrArray *
lotse_desk_quotas (LotseDesk *self, GError **error)
{
  Act act = { .desk = self };

  return lotse_store_run (self->store, call_quotas, &act, error) ? act.result : NULL;
}
