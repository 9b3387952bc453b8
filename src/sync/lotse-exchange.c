/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The device's side of /v1/sync.
 *
 * A send is a request on its way: a thread carries it and reads the answer, while the caller applies the answer before it.
 * The send id is on disk before the request leaves, so that the centre can tell this disk from a copy of it.
 */
#include "config.h"

#include "lotse-exchange.h"

#include "lotse-blob-queue.h"
#include "lotse-enrol.h"
#include "lotse-error.h"
#include "lotse-protocol.h"
#include "lotse-sheets-queue.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_BYTES (4u << 20) /* of edits in one request */
#define MAX_ROUNDS 100000u   /* a centre that always says "more" does not keep a device for ever */

typedef struct
{
  LotseStore *store;
  LotseTransport *transport;
  LotseSyncReport *report;
  LotseSyncProgress progress;
  gpointer data;
  GCancellable *cancellable;

  char *token;
  char *epoch;   /* of the centre, as far as this device has begun with it */
  char *cursor;  /* of the last answer, which may still be on its way into the store */
  gint64 row;    /* the last row of the outbox that was sent in this meeting */
  guint waiting; /* edits in the outbox and sheets when the meeting began */
  gint64 sheets; /* the number of the centre's last batch of anonymous sheets, for staff */
  gboolean enrol_due; /* an earlier meeting was cut off just when this disk had turned out to be a copy */
  gboolean confirmed; /* the undertaking, on this device */
  gboolean renamed; /* became a new device in this meeting, which happens once */
} Meeting;

typedef struct
{
  LotseTransport *transport;
  GCancellable *cancellable;
  LotseCall call;
  char *token;
  char *send_id;
  guint n_edits;
  gboolean more; /* edits are left for a further request */

  LotseReply reply;
  LotseSyncAnswer *answer;
  GError *error;
  GThread *thread;
} Send;

static void
send_free (Send *send)
{
  if (send->thread != NULL)
    g_thread_join (send->thread);
  lotse_reply_clear (&send->reply);
  g_clear_pointer (&send->answer, lotse_sync_answer_free);
  g_clear_pointer (&send->call.body, g_bytes_unref);
  g_clear_error (&send->error);
  g_free (send->send_id);
  g_free (send->token);
  g_free (send);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Send, send_free)

/* The thread of one send: carries the request and reads the answer. */
static gpointer
send_carry (gpointer data)
{
  Send *send = data;
  gsize size = 0;
  const char *text;

  if (!lotse_transport_exchange (send->transport, &send->call, &send->reply, send->cancellable, &send->error))
    return NULL;
  if (send->reply.status != 200)
    {
      lotse_reply_set_error (&send->reply, &send->error);
      return NULL;
    }
  text = g_bytes_get_data (send->reply.body, &size);
  send->answer = lotse_sync_answer_from_json (text, (gssize) size, &send->error);
  g_clear_pointer (&send->reply.body, g_bytes_unref);
  return NULL;
}

static Send *
send_start (Meeting *meeting, GError **error)
{
  g_autoptr (LotseSyncRequest) request = lotse_sync_request_new ();
  g_autoptr (Send) send = g_new0 (Send, 1);
  g_autofree char *text = NULL;

  g_clear_pointer (&request->edits, g_ptr_array_unref);
  request->edits = lotse_store_outbox (meeting->store, meeting->row, LOTSE_PROTOCOL_MAX_EDITS, MAX_BYTES, &meeting->row,
                                       &request->more, error);
  if (request->edits == NULL)
    return NULL;
  g_clear_pointer (&request->heard, g_ptr_array_unref);
  if (!lotse_store_begin_send (meeting->store, &request->send_id, &request->heard, error))
    return NULL;
  request->version = LOTSE_PROTOCOL_VERSION;
  request->cursor = g_strdup (meeting->cursor);
  request->now_ms = lotse_store_now (meeting->store);
  request->undertaking = meeting->confirmed;

  text = lotse_sync_request_to_json (request);
  send->transport = meeting->transport;
  send->cancellable = meeting->cancellable;
  send->token = g_strdup (meeting->token);
  send->send_id = g_strdup (request->send_id);
  send->n_edits = request->edits->len;
  send->more = request->more;
  send->call = (LotseCall){ .method = "POST", .path = "/v1/sync", .token = send->token, .offset = -1 };
  send->call.body = g_bytes_new_take (g_steal_pointer (&text), strlen (text));
  send->thread = g_thread_new ("lotse-send", send_carry, send);
  return g_steal_pointer (&send);
}

/* Waits for the answer.  It stays owned by the send. */
static LotseSyncAnswer *
send_wait (Meeting *meeting, Send *send, GError **error)
{
  g_clear_pointer (&send->thread, g_thread_join);
  meeting->report->round_trips++;
  meeting->report->bytes_out += send->reply.sent;
  meeting->report->bytes_in += send->reply.received;
  if (send->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&send->error));
      return NULL;
    }
  return send->answer;
}

/* What the store did with the answer counts, and not what the answer names: a verdict may be unknown, empty or foreign. */
static void
count_answer (LotseSyncReport *report, const Send *send, const LotseApplied *applied)
{
  const LotseSyncAnswer *answer = send->answer;

  report->sent += applied->settled;
  report->unanswered += send->n_edits - MIN (applied->settled, send->n_edits);
  report->refused += applied->refused;
  report->conflicts += applied->conflicts;
  report->parked += applied->parked;
  report->review += applied->review;
  report->set_aside += applied->set_aside;
  report->received += answer->changes->len;
  report->forgotten += answer->forget->len + answer->erased->len;
  report->outdated = (answer->flags & LOTSE_SYNC_OUTDATED) != 0;
}

static gboolean
fail_undertaking (GError **error)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
                       _("Please confirm the confidentiality undertaking first. Nothing has been received."));
  return FALSE;
}

/* Takes token and cursor from the store; a profile without a centre cannot meet it. */
static gboolean
meeting_read_state (Meeting *meeting, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (meeting->store, error);

  if (state == NULL)
    return FALSE;
  if (state->url == NULL || state->token == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
                           _("This profile is not connected to a centre yet. Everything stays on this device until it is."));
      return FALSE;
    }
  if (state->undertaking)
    return fail_undertaking (error);
  g_free (meeting->token);
  g_free (meeting->cursor);
  g_free (meeting->epoch);
  meeting->token = g_strdup (state->token);
  meeting->epoch = g_strdup (state->epoch);
  meeting->cursor = g_strdup (state->cursor);
  meeting->enrol_due = state->renamed;
  meeting->confirmed = state->confirmed;
  meeting->row = 0;
  return TRUE;
}

/* Makes the new number of this device known, and goes on from there. */
static gboolean
meeting_enrol_again (Meeting *meeting, GError **error)
{
  meeting->renamed = TRUE;
  return lotse_enrol_again (meeting->store, meeting->transport, meeting->cancellable, error) && meeting_read_state (meeting, error);
}

/*
 * What an answer may demand before anything else.  Sets `again` when the next request begins from a new state.
 */
static gboolean
meeting_obey (Meeting *meeting, const LotseSyncAnswer *answer, gboolean *again, GError **error)
{
  *again = FALSE;
  if (answer->flags & LOTSE_SYNC_COPY)
    {
      if (meeting->renamed)
        {
          g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL,
                               _("The centre takes this device for a copy again and again. Nothing is lost; please tell the centre."));
          return FALSE;
        }
      *again = TRUE;
      return lotse_store_become_new_device (meeting->store, error) && meeting_enrol_again (meeting, error);
    }
  return TRUE;
}

/*
 * The centre tells by the cursor that a device knew it before it was restored.  One that has none just then, because it
 * turned out to be a copy, tells by the epoch that it must offer its writes again.
 */
static void
meeting_compare_epochs (const Meeting *meeting, LotseSyncAnswer *answer)
{
  if (meeting->epoch == NULL || answer->epoch == NULL || strcmp (meeting->epoch, answer->epoch) == 0
      || (answer->flags & (LOTSE_SYNC_FORGET_ALL | LOTSE_SYNC_OUTDATED)) != 0)
    return;
  answer->flags |= LOTSE_SYNC_ANEW | LOTSE_SYNC_MORE;
  answer->flags &= ~(guint) LOTSE_SYNC_LISTING;
}

static gboolean
meeting_apply (Meeting *meeting, Send *send, GError **error)
{
  LotseApplied applied;

  if (!lotse_store_apply (meeting->store, send->answer, send->send_id, &applied, error))
    return FALSE;
  meeting->sheets = send->answer->sheets;
  count_answer (meeting->report, send, &applied);
  if (meeting->progress != NULL)
    meeting->progress (meeting->report, meeting->waiting, send->answer->total, meeting->data);
  return TRUE;
}

/* After an answer that ends the listing or the right to be here. */
static gboolean
meeting_end_page (Meeting *meeting, const LotseSyncAnswer *answer, gboolean *again, GError **error)
{
  if (answer->flags & LOTSE_SYNC_FORGET_ALL)
    {
      meeting->report->locked_out = TRUE;
      return lotse_store_forget_all (meeting->store, error);
    }
  if (answer->flags & LOTSE_SYNC_UNDERTAKING)
    return lotse_enrol_need_undertaking (meeting->store, error) && fail_undertaking (error);
  if (answer->flags & LOTSE_SYNC_ANEW)
    {
      *again = TRUE;
      return lotse_store_start_anew (meeting->store, answer->epoch, error) && meeting_read_state (meeting, error);
    }
  return TRUE;
}

/*
 * One answer: applies it, after the next request has been sent where there is one.  `next` is NULL at the end.
 */
static gboolean
meeting_step (Meeting *meeting, Send *send, Send **next, GError **error)
{
  LotseSyncAnswer *answer = send_wait (meeting, send, error);
  gboolean again = FALSE;
  gboolean plain;

  *next = NULL;
  if (answer == NULL || !meeting_obey (meeting, answer, &again, error))
    return FALSE;
  if (again)
    return (*next = send_start (meeting, error)) != NULL;

  meeting_compare_epochs (meeting, answer);
  plain = (answer->flags & (LOTSE_SYNC_FORGET_ALL | LOTSE_SYNC_ANEW)) == 0;
  g_free (meeting->cursor);
  meeting->cursor = g_strdup (answer->cursor);
  if (plain && ((answer->flags & LOTSE_SYNC_MORE) || send->more))
    {
      *next = send_start (meeting, error);
      if (*next == NULL)
        return FALSE;
    }
  if (!meeting_apply (meeting, send, error) || !meeting_end_page (meeting, answer, &again, error))
    {
      g_clear_pointer (next, send_free);
      return FALSE;
    }
  if (again)
    *next = send_start (meeting, error);
  return !again || *next != NULL;
}

/*
 * Everything was sent and received only if the outbox says so as well: no count of answers stands for it.  An edit made
 * during the meeting waits for the next one.
 */
static gboolean
meeting_conclude (Meeting *meeting, GError **error)
{
  LotseSyncReport *report = meeting->report;
  LotseStoreStatus status;
  g_autoptr (GPtrArray) files = NULL;

  if (!lotse_store_status (meeting->store, &status, error))
    return FALSE;
  files = lotse_store_blobs_to_send (meeting->store, error);
  if (files == NULL)
    return FALSE;
  report->waiting = status.waiting + files->len;
  report->complete = report->waiting == 0 && report->unanswered == 0 && report->set_aside == 0 && !report->outdated
                     && !report->locked_out;
  return TRUE;
}

static gboolean
meeting_hold (Meeting *meeting, GError **error)
{
  LotseStoreStatus status;
  g_autoptr (Send) send = NULL;

  if (!meeting_read_state (meeting, error) || (meeting->enrol_due && !meeting_enrol_again (meeting, error))
      || !lotse_store_status (meeting->store, &status, error))
    return FALSE;
  meeting->waiting = status.waiting;
  send = send_start (meeting, error);
  for (guint round = 0; send != NULL; round++)
    {
      Send *next = NULL;

      if (round > MAX_ROUNDS)
        {
          g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, _("The centre does not come to an end. Nothing is lost."));
          return FALSE;
        }
      if (!meeting_step (meeting, send, &next, error))
        return FALSE;
      send_free (send);
      send = next;
      if (next == NULL)
        break;
    }
  if (meeting->report->round_trips == 0)
    return FALSE;
  if (!meeting->report->locked_out
      && (!lotse_sheets_run (meeting->store, meeting->transport, meeting->token, meeting->sheets, meeting->report, meeting->cancellable, error)
          || !lotse_blobs_run (meeting->store, meeting->transport, meeting->token, meeting->cancellable, error)))
    return FALSE;
  return meeting_conclude (meeting, error);
}

gboolean
lotse_exchange_run (LotseStore *store, LotseTransport *transport, LotseSyncReport *report, LotseSyncProgress progress,
                    gpointer data, GCancellable *cancellable, GError **error)
{
  Meeting meeting = { store, transport, report, progress, data, cancellable };
  LotseSyncLock *lock;
  gboolean ok;

  g_return_val_if_fail (LOTSE_IS_STORE (store), FALSE);
  g_return_val_if_fail (LOTSE_IS_TRANSPORT (transport), FALSE);
  g_return_val_if_fail (report != NULL, FALSE);

  *report = (LotseSyncReport){ 0 };
  lock = lotse_store_sync_lock (store, error);
  if (lock == NULL)
    return FALSE;
  ok = meeting_hold (&meeting, error);
  lotse_store_sync_unlock (lock);
  g_free (meeting.token);
  g_free (meeting.cursor);
  g_free (meeting.epoch);
  return ok;
}
