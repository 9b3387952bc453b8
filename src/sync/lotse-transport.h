/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way to the centre, as the exchange sees it: one request, one answer.
 *
 * LotseHttp goes over the network; the simulation puts a network of its own in its place, which loses, repeats and cuts
 * what it carries.  An implementation may be called from any thread, but by one thread at a time.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_TRANSPORT (lotse_transport_get_type ())
G_DECLARE_INTERFACE (LotseTransport, lotse_transport, LOTSE, TRANSPORT, GObject)

typedef struct
{
  const char *method; /* "GET", "POST", "PUT", "HEAD" */
  const char *path;   /* "/v1/sync" */
  const char *token;  /* bearer, or NULL */
  GBytes *body;       /* not compressed, or NULL */
  gint64 offset;      /* for blobs: where the piece begins that the body is, or that is asked for; -1 otherwise */
  gint64 whole;       /* for blobs that are sent: the size of the whole */
  gsize piece;        /* for blobs that are asked for: how many bytes at most */
} LotseCall;

typedef struct
{
  guint status;     /* HTTP status */
  GBytes *body;     /* unpacked; never NULL after success */
  gint64 offset;    /* for blobs: how much the centre has; -1 if it did not say */
  guint64 sent;     /* bytes on the wire, with headers */
  guint64 received; /* bytes on the wire, with headers */
} LotseReply;

struct _LotseTransportInterface
{
  GTypeInterface parent;

  gboolean (*exchange) (LotseTransport *self, const LotseCall *call, LotseReply *reply, GCancellable *cancellable, GError **error);
};

/*
 * Sends `call` and waits for the answer, whatever its status.  Free the reply with lotse_reply_clear().
 * Errors: LOTSE_ERROR_NETWORK (no answer; whether the centre got the request is not known), _PROTOCOL (an answer that
 * is too large or not HTTP), _DENIED (the certificate is not the centre's), _CANCELLED.
 */
gboolean lotse_transport_exchange (LotseTransport *self, const LotseCall *call, LotseReply *reply, GCancellable *cancellable,
                                   GError **error);

void lotse_reply_clear (LotseReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotseReply, lotse_reply_clear)

/* The centre's word in a reply that is an error, or NULL (g_free). */
char *lotse_reply_word (const LotseReply *reply);

/*
 * The GError for a reply whose status is not 2xx, in words for people, from the centre's own {"error": word}.
 * 401 and 403 give LOTSE_ERROR_DENIED, 426 _OUTDATED, 429 and 503 _BUSY, all else _PROTOCOL.
 */
void lotse_reply_set_error (const LotseReply *reply, GError **error);

G_END_DECLS
