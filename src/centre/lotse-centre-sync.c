/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One exchange with a device: its edits first, then a page of what it may have, all in one transaction.
 *
 * The answer leaves only after the commit, so a verdict never promises what is not on disk.
 */
#include "lotse-centre-private.h"

#include "lotse-apply.h"
#include "lotse-buckets.h"
#include "lotse-cursor.h"
#include "lotse-error.h"
#include "lotse-pull.h"
#include "lotse-centre-sheets.h"
#include "lotse-undertaking.h"

#include <string.h>

typedef struct
{
  LotseCentre *centre;
  LotseBackend *backend;
  LotseSyncRequest *request;
  LotseDevice *device;
  LotseAccount *account;
  LotseCursor *cursor; /* the device's, or a new one */
  LotseSince since;    /* what the device knew when it wrote what it sends */
  gboolean has_since;  /* not so for a device that comes for the first time */
  gboolean anew;       /* the cursor is not one of this history */
  gboolean waits;      /* an edit was left without a verdict and will be offered again */
  LotseSyncAnswer *answer;
  GPtrArray *changes;
} Exchange;

static void
exchange_clear (Exchange *self)
{
  g_clear_pointer (&self->request, lotse_sync_request_free);
  g_clear_pointer (&self->device, lotse_device_free);
  g_clear_pointer (&self->account, lotse_account_free);
  g_clear_pointer (&self->cursor, lotse_cursor_free);
  g_clear_pointer (&self->answer, lotse_sync_answer_free);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exchange, exchange_clear)

static gboolean
find_device (Exchange *self, const char *token, GError **error)
{
  g_autofree char *hash = NULL;

  if (token != NULL)
    {
      hash = lotse_centre_hash (self->centre, "token", token);
      if (!self->backend->get_device_by_token (self->backend, hash, &self->device, error))
        return FALSE;
    }
  if (self->device != NULL && !self->backend->get_account (self->backend, self->device->account, &self->account, error))
    return FALSE;
  if (self->account != NULL)
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
                       "The centre does not know this device any more. Please connect again; your changes are kept.");
  return FALSE;
}

/* --- The cursor --------------------------------------------------------------------------------------------------- */

/* Who was staff and is no longer has too much on the device to name it record by record. */
static gboolean
was_staff (Exchange *self, gboolean *was, GError **error)
{
  g_autoptr (GPtrArray) holds = self->backend->holds (self->backend, self->account->name, error);

  *was = FALSE;
  for (guint i = 0; holds != NULL && i < holds->len; i++)
    {
      const LotseHold *hold = g_ptr_array_index (holds, i);

      if (strcmp (hold->bucket, "staff") == 0 && hold->lost > self->cursor->number)
        *was = TRUE;
    }
  return holds != NULL;
}

static gboolean
read_cursor (Exchange *self, GError **error)
{
  gboolean known = FALSE;
  gboolean demoted = FALSE;

  /* Once it is told to take everything anew, it asks without a cursor and offers again what it wrote. */
  self->since = (LotseSince){ self->device->since_ms, -1 };
  self->has_since = self->device->since_ms != 0;
  if (self->request->cursor == NULL)
    return TRUE;
  self->cursor = lotse_cursor_parse (self->centre, self->request->cursor, self->account->name);
  self->anew = self->cursor == NULL;
  if (self->cursor == NULL)
    return TRUE;
  if (!lotse_cursor_is_known (self->centre, self->cursor, &known, error) || (known && !was_staff (self, &demoted, error)))
    return FALSE;
  if (!known)
    self->cursor->since.number = -1;
  self->anew = !known || demoted || self->cursor->issued_ms < lotse_centre_now (self->centre) - LOTSE_AWAY_MS;
  self->since = self->cursor->since;
  self->has_since = TRUE;
  return TRUE;
}

/* A disk that was copied or put back does not know what was answered last; after a restore the centre does not either. */
static gboolean
is_copy (const Exchange *self)
{
  const char *last = self->device->last_send;

  if (last == NULL || self->anew || g_strcmp0 (last, self->request->send_id) == 0)
    return FALSE;
  for (guint i = 0; i < self->request->heard->len; i++)
    if (strcmp (g_ptr_array_index (self->request->heard, i), last) == 0)
      return FALSE;
  return TRUE;
}

/* --- Edits -------------------------------------------------------------------------------------------------------- */

static gboolean
take_edits (Exchange *self, GError **error)
{
  g_autoptr (LotseWriter) writer = NULL;

  if (self->request->edits->len > 0)
    {
      writer = lotse_writer_new (self->centre, self->account, self->device->number,
                                 self->has_since ? &self->since : NULL, error);
      if (writer == NULL)
        return FALSE;
      writer->offset_ms = self->request->now_ms != 0 ? lotse_centre_now (self->centre) - self->request->now_ms : 0;
      writer->locked = self->device->revoked ? LOTSE_REASON_LOCKED_DEVICE : self->account->disabled ? LOTSE_REASON_LOCKED_ACCOUNT : NULL;
    }
  for (guint i = 0; i < self->request->edits->len; i++)
    {
      LotseVerdicts *verdicts = lotse_apply_edit (writer, g_ptr_array_index (self->request->edits, i), error);

      if (verdicts == NULL)
        return FALSE;
      if (verdicts->lines->len > 0)
        g_ptr_array_add (self->answer->verdicts, verdicts);
      else
        {
          self->waits = TRUE;
          lotse_verdicts_free (verdicts);
        }
    }
  while (self->request->unreadable != NULL && self->request->unreadable->len > 0)
    g_ptr_array_add (self->answer->verdicts, g_ptr_array_steal_index (self->request->unreadable, 0));
  return TRUE;
}

/* --- What the device gets -------------------------------------------------------------------------------------------- */

/*
 * A device that begins, or begins anew.  Whatever it has already (a copy of a disk has much) is older than the cursor that
 * it gets, so what was erased is named to it as a whole; it must leave its history and outbox too.
 */
static gboolean
begin (Exchange *self, const LotseAccess *access, GError **error)
{
  g_autoptr (GPtrArray) erased = NULL;

  if (self->cursor == NULL)
    {
      self->cursor = lotse_cursor_new ();
      self->cursor->since = (LotseSince){ lotse_centre_now (self->centre), self->backend->last_number (self->backend) };
      if (self->has_since)
        self->cursor->since = self->since;
    }
  g_free (self->cursor->epoch);
  self->cursor->epoch = g_strdup (self->centre->epoch);
  erased = self->backend->tombstones_after (self->backend, 0, G_MAXINT64, error);
  if (erased == NULL)
    return FALSE;
  g_ptr_array_unref (self->answer->erased);
  self->answer->erased = g_steal_pointer (&erased);
  if (self->anew)
    self->answer->flags |= LOTSE_SYNC_ANEW | LOTSE_SYNC_MORE;
  return lotse_pull_begin (access, self->cursor, error);
}

/*
 * A record that was made by a late edit never was in a bucket that the account holds, so that nothing else would take it
 * from the device again.
 */
static gboolean
forget_out_of_reach (Exchange *self, const LotseAccess *access, GError **error)
{
  for (guint i = 0; i < self->request->edits->len; i++)
    {
      const LotseEdit *edit = g_ptr_array_index (self->request->edits, i);
      g_autoptr (LotseStored) record = NULL;
      LotseAudience classes = 0;

      if (!self->backend->get_record (self->backend, edit->id, &record, error))
        return FALSE;
      if (record != NULL && !lotse_access_classes (access, record, &classes, error))
        return FALSE;
      if (record != NULL && classes == 0)
        g_ptr_array_add (self->answer->forget, g_strdup (edit->id));
    }
  return TRUE;
}

static gboolean
give_page (Exchange *self, GError **error)
{
  g_autoptr (LotseAccess) access = lotse_access_new (self->centre, self->account, NULL, 0, error);

  if (access == NULL)
    return FALSE;
  if ((self->cursor == NULL || self->anew) && !begin (self, access, error))
    return FALSE;
  /* A device that is to offer its writes again must still have them then; the listing drops what it may not hold. */
  if (!self->anew && !forget_out_of_reach (self, access, error))
    return FALSE;
  if (!self->anew && !lotse_pull_page (access, self->cursor, self->answer, self->changes, error))
    return FALSE;
  if (self->anew)
    self->device->since_ms = self->cursor->since.ms;
  /* What it still has to send was written by somebody who knew no more than this. */
  if (!self->request->more && !self->waits && !self->anew && !self->cursor->listing)
    {
      self->device->since_ms = 0;
      self->cursor->since = (LotseSince){ lotse_centre_now (self->centre), self->cursor->number };
    }
  self->cursor->issued_ms = lotse_centre_now (self->centre);
  self->answer->cursor = lotse_cursor_print (self->centre, self->cursor, self->account->name);
  return TRUE;
}

/*
 * Who has not confirmed the undertaking receives nothing, but what must leave the device leaves it: a device that begins gets
 * an empty listing, and one that goes on hears what it may no longer hold.  Its cursor stays, so that after the confirmation
 * it misses nothing.
 */
static gboolean
give_removals (Exchange *self, GError **error)
{
  g_autoptr (LotseAccess) access = NULL;

  if (self->cursor == NULL)
    {
      self->answer->flags = LOTSE_SYNC_UNDERTAKING | LOTSE_SYNC_LISTING;
      return TRUE;
    }
  access = lotse_access_new (self->centre, self->account, NULL, 0, error);
  if (access == NULL)
    return FALSE;
  do
    {
      self->answer->flags = 0;
      g_ptr_array_set_size (self->changes, 0);
      if (!lotse_pull_page (access, self->cursor, self->answer, self->changes, error))
        return FALSE;
    }
  while ((self->answer->flags & LOTSE_SYNC_MORE) != 0);
  g_ptr_array_set_size (self->changes, 0);
  self->answer->flags = LOTSE_SYNC_UNDERTAKING;
  self->answer->total = 0;
  self->answer->cursor = g_strdup (self->request->cursor);
  return TRUE;
}

/* A device that is told to begin anew hears of the undertaking when it does. */
static gboolean
give (Exchange *self, GError **error)
{
  gboolean missing = FALSE;

  if (!lotse_undertaking_is_missing (self->centre, self->account, self->device, &missing, error))
    return FALSE;
  return missing && !self->anew ? give_removals (self, error) : give_page (self, error);
}

/*
 * A request with a cursor of another history proves nothing about the disk: it may even be an old one that the network
 * delivered late.  The next one does.
 */
static gboolean
keep_device (Exchange *self, GError **error)
{
  g_free (self->device->last_send);
  self->device->last_send = self->anew ? NULL : g_strdup (self->request->send_id);
  self->device->seen_ms = lotse_centre_now (self->centre);
  return self->backend->put_device (self->backend, self->device, error);
}

static gboolean
exchange_run (Exchange *self, const char *token, gboolean *keep, GError **error)
{
  gboolean locked;

  *keep = TRUE;
  if (!find_device (self, token, error) || !read_cursor (self, error))
    return FALSE;
  locked = self->device->revoked || self->account->disabled;
  self->answer->epoch = g_strdup (self->centre->epoch);
  self->answer->now_ms = lotse_centre_now (self->centre);
  if (!locked && is_copy (self))
    {
      self->answer->flags = LOTSE_SYNC_COPY;
      *keep = FALSE;
      return TRUE;
    }
  if (!locked && self->request->undertaking && !lotse_undertaking_confirm (self->centre, self->device, error))
    return FALSE;
  self->answer->roles = locked ? 0 : self->account->roles;
  self->answer->person = locked ? NULL : g_strdup (self->account->person);
  if ((self->answer->roles & LOTSE_ROLES_STAFF) != 0 && !lotse_centre_sheets_last (self->centre, &self->answer->sheets, error))
    return FALSE;
  if (!lotse_buckets_lapse (self->centre, error) || !lotse_apply_give_up (self->centre, error) || !take_edits (self, error))
    return FALSE;
  if (locked || self->request->version < LOTSE_PROTOCOL_OLDEST)
    {
      /* The cursor stays what it was. */
      self->answer->flags = locked ? LOTSE_SYNC_FORGET_ALL : LOTSE_SYNC_OUTDATED;
      self->answer->cursor = g_strdup (self->request->cursor);
    }
  else if (!give (self, error))
    return FALSE;
  return keep_device (self, error);
}

/**
 * lotse_centre_sync:
 * @token: (nullable): the device's
 * @request: the body of POST /v1/sync, unpacked
 * @changed: (out): whether other devices have something to fetch now
 *
 * Returns: (transfer full): the body of the answer, or %NULL and nothing was taken
 */
char *
lotse_centre_sync (LotseCentre *self, const char *token, const char *request, gssize size, gboolean *changed, GError **error)
{
  g_auto (Exchange) exchange = { .centre = self, .backend = self->backend };
  gint64 before;
  gboolean keep;

  *changed = FALSE;
  exchange.request = lotse_sync_request_from_json (request, size, error);
  if (exchange.request == NULL)
    return NULL;
  exchange.answer = lotse_sync_answer_new ();
  exchange.changes = g_ptr_array_new_with_free_func (g_free);
  if (!lotse_centre_begin (self, error))
    return NULL;
  before = self->backend->last_number (self->backend);
  if (!exchange_run (&exchange, token, &keep, error))
    {
      lotse_centre_rollback (self);
      return NULL;
    }
  if (!keep)
    lotse_centre_rollback (self);
  else
    {
      *changed = self->backend->last_number (self->backend) != before;
      if (!lotse_centre_commit (self, error))
        return NULL;
    }
  return lotse_sync_answer_to_json_raw (exchange.answer, exchange.changes);
}
