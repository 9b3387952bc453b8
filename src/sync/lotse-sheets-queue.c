/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of sheets: batches go in a random order, some at a time; each is known by its id, so a lost answer only means that it is
 * sent again.
 */
#include "config.h"

#include "lotse-sheets-queue.h"

#include "lotse-error.h"
#include "lotse-sheets-sync.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define SEND_BATCHES 50u
#define SEND_BYTES (1u << 20)

typedef struct
{
  LotseStore *store;
  LotseTransport *transport;
  const char *token;
  LotseSyncReport *report;
  GCancellable *cancellable;
  gboolean absent; /* the centre is older than sheets: they wait for its next version */
  gboolean stuck;  /* some batches wait for the next version of this program */
  gboolean moved;  /* something was sent or fetched */
} Carrier;

/* One round trip; FALSE with an error, and without one when the centre does not know this address. */
static gboolean
ask (Carrier *carrier, const char *method, const char *path, GBytes *body, LotseReply *reply, GError **error)
{
  LotseCall call = { .method = method, .path = path, .token = carrier->token, .body = body, .offset = -1 };

  if (!lotse_transport_exchange (carrier->transport, &call, reply, carrier->cancellable, error))
    return FALSE;
  carrier->report->round_trips++;
  carrier->report->bytes_out += reply->sent;
  carrier->report->bytes_in += reply->received;
  if (reply->status == 404)
    {
      carrier->absent = TRUE;
      return FALSE;
    }
  if (reply->status == 200)
    return TRUE;
  lotse_reply_set_error (reply, error);
  return FALSE;
}

/* --- To the centre ------------------------------------------------------------------------------------------ */

/* Takes ids from the end of the list, and gives the batches that go together. */
static GPtrArray *
collect (Carrier *carrier, GPtrArray *ids, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gsize bytes = 0;

  while (ids->len > 0 && texts->len < SEND_BATCHES && bytes < SEND_BYTES)
    {
      g_autofree char *id = g_ptr_array_steal_index (ids, ids->len - 1);
      g_autoptr (GError) local = NULL;
      char *text = lotse_sheets_dup_batch (carrier->store, id, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (text == NULL)
        continue;
      bytes += strlen (text);
      g_ptr_array_add (texts, text);
    }
  return g_steal_pointer (&texts);
}

static gboolean
send_some (Carrier *carrier, const GPtrArray *texts, GError **error)
{
  g_auto (LotseReply) reply = { 0 };
  g_autofree char *text = lotse_sheets_request_print (texts);
  gsize size = strlen (text);
  g_autoptr (GBytes) body = g_bytes_new_take (g_steal_pointer (&text), size);
  g_autoptr (GPtrArray) verdicts = NULL;
  LotseSheetsSettled settled;

  if (!ask (carrier, "POST", "/v1/sheets", body, &reply, error))
    return FALSE;
  verdicts = lotse_sheets_verdicts_from_json (g_bytes_get_data (reply.body, NULL), (gssize) g_bytes_get_size (reply.body), error);
  if (verdicts == NULL || !lotse_sheets_settle (carrier->store, verdicts, &settled, error))
    return FALSE;
  carrier->report->sent += settled.settled;
  carrier->report->refused += settled.refused;
  return TRUE;
}

/* `any`: something has been sent. */
static gboolean
send_all (Carrier *carrier, gboolean *any, GError **error)
{
  g_autoptr (GPtrArray) ids = lotse_sheets_waiting (carrier->store, error);

  while (ids != NULL && ids->len > 0)
    {
      g_autoptr (GPtrArray) texts = collect (carrier, ids, error);

      carrier->moved = *any = TRUE;
      if (texts == NULL || (texts->len > 0 && !send_some (carrier, texts, error)))
        return FALSE;
    }
  return ids != NULL;
}

/* --- From the centre ---------------------------------------------------------------------------------------- */

static gboolean
fetch_page (Carrier *carrier, gint64 after, LotseSheetsPage **page, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/sheets/%" G_GINT64_FORMAT, after);
  g_auto (LotseReply) reply = { 0 };

  if (!ask (carrier, "GET", path, NULL, &reply, error))
    return FALSE;
  *page = lotse_sheets_page_from_json (g_bytes_get_data (reply.body, NULL), (gssize) g_bytes_get_size (reply.body), error);
  if (*page != NULL && (*page)->more && (*page)->last <= after)
    {
      g_clear_pointer (page, lotse_sheets_page_free);
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, _("The centre does not come to an end. Nothing is lost."));
    }
  return *page != NULL;
}

/* What this version cannot read stays to be fetched by the next one; the pages behind it come all the same. */
static gboolean
fetch_all (Carrier *carrier, gint64 after, GError **error)
{
  for (gboolean more = TRUE; more;)
    {
      g_autoptr (LotseSheetsPage) page = NULL;
      LotseSheetsTaken taken;

      carrier->moved = TRUE;
      if (!fetch_page (carrier, after, &page, error) || !lotse_sheets_take_page (carrier->store, page, carrier->stuck, &taken, error))
        return FALSE;
      carrier->stuck = carrier->stuck || taken.unreadable > 0;
      carrier->report->received += taken.sheets;
      carrier->report->set_aside += taken.unreadable;
      after = page->last;
      more = page->more;
    }
  return TRUE;
}

/* Staff only: `last` is the number of the newest batch at the centre. */
static gboolean
fetch (Carrier *carrier, gint64 last, GError **error)
{
  gint64 cursor = carrier->report->outdated ? -1 : lotse_sheets_get_cursor (carrier->store, error);

  if (cursor < 0)
    return error == NULL || *error == NULL;
  return cursor >= last || fetch_all (carrier, cursor, error);
}

/*
 * What is fetched first need not be sent: a restored centre has most of what this device would offer again.  What was sent comes
 * back once, because the centre's text stands if another device had sent the same batch before.
 */
static gboolean
carry (Carrier *carrier, gint64 last, GError **error)
{
  gboolean any = FALSE;

  return fetch (carrier, last, error) && send_all (carrier, &any, error)
         && (!any || carrier->stuck || fetch (carrier, G_MAXINT64, error));
}

gboolean
lotse_sheets_run (LotseStore *store, LotseTransport *transport, const char *token, gint64 last, LotseSyncReport *report,
                  GCancellable *cancellable, GError **error)
{
  Carrier carrier = { .store = store, .transport = transport, .token = token, .report = report, .cancellable = cancellable };
  g_autoptr (GError) local = NULL;
  guint waiting = 0;

  g_return_val_if_fail (LOTSE_IS_STORE (store), FALSE);

  if (!carry (&carrier, last, &local) && local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* What the centre did not take, because it does not know the event yet, say, is tried again with the patience of the back-off. */
  if (carrier.moved && !lotse_sheets_end (store, !carrier.stuck && !report->outdated, &waiting, error))
    return FALSE;
  report->unanswered += waiting;
  return TRUE;
}
