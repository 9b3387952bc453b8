/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the HTTP server share.
 */
#pragma once

#include "lotse-desk-thread.h"
#include "lotse-server-stream.h"
#include "lotse-server.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define LOTSE_SERVER_WORKERS 8
#define LOTSE_SERVER_CONNECTIONS 1000          /* open at the same time, those that only shake hands included */
#define LOTSE_SERVER_CONNECTIONS_PER_ADDRESS 250 /* of these, so that one machine or network does not take them all */
#define LOTSE_SERVER_BACKLOG 128               /* that wait to be accepted */
#define LOTSE_SERVER_HANDS 32                  /* threads for handshakes */
#define LOTSE_SERVER_HANDSHAKE_SECONDS 10u     /* from accepting a connection to the end of its handshake */
#define LOTSE_SERVER_IN_FLIGHT (256u << 20)    /* bytes of all bodies that are being received */
#define LOTSE_SERVER_PLAIN_BODY (64u << 10)    /* bytes of a body without a token */
#define LOTSE_SERVER_IDLE_SECONDS 30u          /* without a byte in either direction */
#define LOTSE_SERVER_REQUEST_SECONDS 120u      /* from the first look at a connection to the last byte of the body */
#define LOTSE_SERVER_ANSWER_SECONDS 600u       /* to read the answer */
#define LOTSE_SERVER_LIVE 2000u                /* live notices open at the same time */
#define LOTSE_SERVER_LIVE_PER_ACCOUNT 50u

struct _LotseServer
{
  SoupServer *soup;
  GMainLoop *loop;
  LotseDeskThread *desk; /* runs the centre */
  GThreadPool *workers;
  char *url;
  char *proxy;
  GTlsCertificate *certificate; /* NULL without TLS */
  GSocket *listener;
  GSource *incoming; /* of the listener, NULL while it rests */
  guint resting;     /* source that ends the rest */
  LotseServerCount *open; /* streams that are counted */
  GHashTable *handshakes; /* set of those under way */
  GThreadPool *hands;     /* does them */
  gsize in_flight;
  guint under_way; /* requests that were read and not yet answered */
  gboolean ending;
  GPtrArray *live; /* of LotseLive */
  guint watch;     /* source that looks for what other processes changed */
};

/* Where the request comes from: the other side, or whom the named proxy names (g_free). */
char *lotse_server_address (LotseServer *self, SoupServerMessage *message);

/* The bearer token, or NULL; borrowed from the message. */
const char *lotse_server_token (SoupServerMessage *message);

/* Listening, until it is closed; the accepted connections go to self->soup (lotse-server-accept.c). */
gboolean lotse_server_accept_open (LotseServer *self, GSocketAddress *address, GTlsCertificate *certificate, GError **error);
void lotse_server_accept_close (LotseServer *self);
void lotse_server_accept_free (LotseServer *self);

/* The stream on which a message came; borrowed. */
LotseServerStream *lotse_server_stream_of (SoupServerMessage *message);

/* Limits on headers, bodies and time (lotse-server-limits.c). */
void lotse_server_limits_begin (LotseServer *self, SoupServerMessage *message);
/* The body is no longer being received. */
void lotse_server_limits_read (LotseServer *self, SoupServerMessage *message);
/* The connection is something else from now on, and none of this counts for it any more. */
void lotse_server_limits_end (SoupServerMessage *message);

/* Carries one request to the workers and its answer back (lotse-server-request.c). */
void lotse_server_request (LotseServer *self, SoupServerMessage *message, const char *path);
void lotse_server_work (gpointer work, gpointer server);

/* The live notice (lotse-server-live.c). */
void lotse_server_live_open (LotseServer *self, SoupServerMessage *message, SoupWebsocketConnection *connection);
void lotse_server_live_notify (LotseServer *self, const char *but_token);
void lotse_server_live_close (LotseServer *self);
GPtrArray *lotse_server_live_new (void);

G_END_DECLS
