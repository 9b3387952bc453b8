/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carries files to and from the centre, piece by piece; see PROTOCOL.md under "Files". */
#include "lotse-blob-queue.h"

#include "lotse-error.h"

#define PIECE (1u << 20)

typedef struct
{
  LotseStore *store;
  LotseTransport *transport;
  const char *token;
  GCancellable *cancellable;
} Carrier;

static gboolean
ask (Carrier *carrier, const char *method, const char *sha256, GBytes *body, gint64 offset, gint64 whole, LotseReply *reply,
     GError **error)
{
  g_autofree char *path = g_strconcat ("/v1/blobs/", sha256, NULL);
  LotseCall call = { .method = method, .path = path, .token = carrier->token, .body = body, .offset = offset, .whole = whole,
                     .piece = PIECE };

  return lotse_transport_exchange (carrier->transport, &call, reply, carrier->cancellable, error);
}

/* --- To the centre --------------------------------------------------------------------------------------------- */

/* How much of the file the centre has; 0 if it does not know it. */
static gboolean
ask_offset (Carrier *carrier, const char *sha256, gint64 *offset, GError **error)
{
  g_auto (LotseReply) reply = { 0 };

  if (!ask (carrier, "HEAD", sha256, NULL, -1, 0, &reply, error))
    return FALSE;
  *offset = reply.status == 200 ? MAX (reply.offset, 0) : 0;
  return TRUE;
}

static GBytes *
read_piece (GInputStream *content, gint64 size, gint64 offset, GCancellable *cancellable, GError **error)
{
  gsize wanted = (gsize) MIN ((gint64) PIECE, size - offset);
  g_autofree char *bytes = g_malloc (wanted + 1);
  gsize got = 0;

  if (!g_input_stream_read_all (content, bytes, wanted, &got, cancellable, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), got);
}

/* Sends one piece.  `offset` moves to where the centre wants the next one. */
static gboolean
send_piece (Carrier *carrier, const char *sha256, GInputStream *content, gint64 size, gint64 *offset, GError **error)
{
  g_autoptr (GBytes) piece = read_piece (content, size, *offset, carrier->cancellable, error);
  g_auto (LotseReply) reply = { 0 };
  gint64 expected;

  if (piece == NULL)
    return FALSE;
  expected = *offset + (gint64) g_bytes_get_size (piece);
  if (!ask (carrier, "PUT", sha256, piece, *offset, size, &reply, error))
    return FALSE;
  if (reply.status / 100 != 2 || reply.offset != expected)
    {
      lotse_reply_set_error (&reply, error);
      return FALSE;
    }
  *offset = expected;
  return TRUE;
}

static gboolean
send_file (Carrier *carrier, const char *sha256, GError **error)
{
  g_autoptr (GInputStream) content = lotse_store_open_blob (carrier->store, sha256, error);
  gint64 size;
  gint64 offset = 0;

  if (content == NULL || !ask_offset (carrier, sha256, &offset, error))
    return FALSE;
  if (!g_seekable_seek (G_SEEKABLE (content), 0, G_SEEK_END, carrier->cancellable, error))
    return FALSE;
  size = g_seekable_tell (G_SEEKABLE (content));
  if (!g_seekable_seek (G_SEEKABLE (content), MIN (offset, size), G_SEEK_SET, carrier->cancellable, error))
    return FALSE;
  /* An empty file is one piece, too: otherwise the centre would never hear of it. */
  for (gboolean first = TRUE; offset < size || (first && size == 0); first = FALSE)
    if (!send_piece (carrier, sha256, content, size, &offset, error))
      return FALSE;
  return lotse_store_blob_sent (carrier->store, sha256, error);
}

/* --- From the centre ------------------------------------------------------------------------------------------- */

/* Fetches one piece.  `done` is set when there is no more to fetch, now or at all. */
static gboolean
fetch_piece (Carrier *carrier, const char *sha256, gint64 *offset, gboolean *done, GError **error)
{
  g_auto (LotseReply) reply = { 0 };
  gsize size;

  if (!ask (carrier, "GET", sha256, NULL, *offset, 0, &reply, error))
    return FALSE;
  *done = TRUE;
  if (reply.status == 404)
    return TRUE;
  if (reply.status == 416)
    return lotse_store_blob_append (carrier->store, sha256, reply.body, TRUE, error);
  if (reply.status != 206 && !(reply.status == 200 && *offset == 0))
    {
      lotse_reply_set_error (&reply, error);
      return FALSE;
    }
  size = g_bytes_get_size (reply.body);
  *done = reply.status == 200 || size < PIECE;
  *offset += (gint64) size;
  return lotse_store_blob_append (carrier->store, sha256, reply.body, *done, error);
}

static gboolean
fetch_file (Carrier *carrier, const char *sha256, GError **error)
{
  gint64 offset = lotse_store_blob_partial (carrier->store, sha256, error);
  gboolean done = FALSE;

  if (offset < 0)
    return FALSE;
  while (!done)
    if (!fetch_piece (carrier, sha256, &offset, &done, error))
      return FALSE;
  return TRUE;
}

/* --- The queue ------------------------------------------------------------------------------------------------- */

static gboolean
for_each_file (Carrier *carrier, GPtrArray *files, gboolean (*carry) (Carrier *, const char *, GError **), GError **error)
{
  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GError) failure = NULL;

      if (carry (carrier, g_ptr_array_index (files, i), &failure))
        continue;
      /* One bad file does not hold up the others; a broken line does. */
      if (g_error_matches (failure, LOTSE_ERROR, LOTSE_ERROR_CORRUPT) || g_error_matches (failure, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
        continue;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

gboolean
lotse_blobs_run (LotseStore *store, LotseTransport *transport, const char *token, GCancellable *cancellable, GError **error)
{
  Carrier carrier = { store, transport, token, cancellable };
  g_autoptr (GPtrArray) to_send = NULL;
  g_autoptr (GPtrArray) to_fetch = NULL;

  g_return_val_if_fail (LOTSE_IS_STORE (store), FALSE);

  to_send = lotse_store_blobs_to_send (store, error);
  if (!for_each_file (&carrier, to_send, send_file, error))
    return FALSE;
  to_fetch = lotse_store_blobs_to_fetch (store, error);
  return for_each_file (&carrier, to_fetch, fetch_file, error);
}
