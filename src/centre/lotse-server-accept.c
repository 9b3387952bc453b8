/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the listening socket to libsoup, which gets each connection only when its handshake is done.
 *
 * The library's own listener is not used: it stops for good when a connection cannot be accepted once (no descriptor was
 * left), and before 3.3 it keeps something of each connection whose handshake failed.  Handshakes run on threads of
 * their own, because they block there; a connection that has not said its whole greeting takes none.  Each has a time limit.
 */
#include "lotse-server-private.h"

#include "lotse-error.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#define STREAM_OF "lotse-stream"
#define TLS_HANDSHAKE 22 /* the type of the record that a ClientHello comes in */
#define TLS_HEADER 5      /* bytes of a record before its content: type, version, length */
#define TLS_RECORD_MOST 16384

/* --- What libsoup gets ------------------------------------------------------------------------------------------ */

LotseServerStream *
lotse_server_stream_of (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return remote != NULL ? g_object_get_data (G_OBJECT (remote), STREAM_OF) : NULL;
}

/* An address of its own for this connection, so that a message, which knows its address, knows its stream. */
static GSocketAddress *
name_stream (LotseServerStream *own, GSocketAddress *other)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (other);
  GSocketAddress *remote = g_inet_socket_address_new (g_inet_socket_address_get_address (inet),
                                                      g_inet_socket_address_get_port (inet));

  g_object_set_data_full (G_OBJECT (remote), STREAM_OF, g_object_ref (own), g_object_unref);
  return remote;
}

/* `stream` is `own` or TLS above it. */
static void
hand_over (LotseServer *self, LotseServerStream *own, GIOStream *stream)
{
  GSocket *socket = lotse_server_stream_get_socket (own);
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autoptr (GSocketAddress) other = g_socket_get_remote_address (socket, NULL);
  g_autoptr (GSocketAddress) remote = NULL;

  /* Whoever has left already has no address. */
  if (local == NULL || other == NULL)
    return;
  remote = name_stream (own, other);
  soup_server_accept_iostream (self->soup, stream, local, remote, NULL);
}

/* --- Handshakes --------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseServer *server;
  LotseServerStream *stream;
  GIOStream *tls; /* made on the thread that does the handshake */
  GCancellable *cancellable;
  GSource *readable; /* until its greeting is there */
  int wanted;        /* bytes that it waits for */
  guint timer;
  gboolean shaken;
} Handshake;

static void
handshake_free (gpointer data)
{
  Handshake *handshake = data;

  if (handshake->readable != NULL)
    g_source_destroy (handshake->readable);
  g_clear_pointer (&handshake->readable, g_source_unref);
  if (handshake->timer != 0)
    g_source_remove (handshake->timer);
  /* Nobody waits for the other side to agree to the end. */
  if (!handshake->shaken)
    g_io_stream_close (G_IO_STREAM (handshake->stream), NULL, NULL);
  g_clear_object (&handshake->tls);
  g_object_unref (handshake->stream);
  g_object_unref (handshake->cancellable);
  g_free (handshake);
}

static gboolean
on_shaken (gpointer data)
{
  Handshake *handshake = data;
  LotseServer *self = handshake->server;

  if (handshake->shaken && !self->ending)
    hand_over (self, handshake->stream, handshake->tls);
  g_hash_table_remove (self->handshakes, handshake);
  return G_SOURCE_REMOVE;
}

static void
shake_hands (gpointer data, gpointer server)
{
  static const char *const protocols[] = { "http/1.1", NULL };
  Handshake *handshake = data;

  handshake->tls = g_tls_server_connection_new (G_IO_STREAM (handshake->stream), handshake->server->certificate, NULL);
  if (handshake->tls != NULL)
    {
      GTlsConnection *tls = G_TLS_CONNECTION (handshake->tls);

      g_tls_connection_set_require_close_notify (tls, FALSE);
      g_tls_connection_set_advertised_protocols (tls, protocols);
      handshake->shaken = g_tls_connection_handshake (tls, handshake->cancellable, NULL);
    }
  g_idle_add_full (G_PRIORITY_DEFAULT, on_shaken, handshake, NULL);
}

/* The kernel wakes us when so many bytes are there, or when no more come. */
static void
want (Handshake *handshake, GSocket *socket, int bytes)
{
  handshake->wanted = bytes;
  g_socket_set_option (socket, SOL_SOCKET, SO_RCVLOWAT, bytes, NULL);
}

/* How long the first record is with its header, or 0 if it is not how TLS begins. */
static int
measure_hello (GSocket *socket)
{
  guint8 header[TLS_HEADER] = { 0 };
  int size;

  if (recv (g_socket_get_fd (socket), header, sizeof header, MSG_PEEK | MSG_DONTWAIT) != TLS_HEADER || header[0] != TLS_HANDSHAKE)
    return 0;
  size = header[3] << 8 | header[4];
  return size <= TLS_RECORD_MOST ? TLS_HEADER + size : 0;
}

/* Who has left, speaks plain HTTP or never says all of its greeting takes no thread. */
static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer data)
{
  Handshake *handshake = data;
  LotseServer *self = handshake->server;
  gssize there = g_socket_get_available_bytes (socket);
  int wanted = there >= handshake->wanted ? measure_hello (socket) : 0;

  if (wanted > there)
    {
      want (handshake, socket, wanted);
      return G_SOURCE_CONTINUE;
    }
  g_clear_pointer (&handshake->readable, g_source_unref);
  want (handshake, socket, 1);
  if (wanted > 0)
    g_thread_pool_push (self->hands, handshake, NULL);
  else
    g_hash_table_remove (self->handshakes, handshake);
  return G_SOURCE_REMOVE;
}

/* On a thread it ends by being cancelled, and is removed when it says so. */
static gboolean
on_late (gpointer data)
{
  Handshake *handshake = data;

  handshake->timer = 0;
  if (handshake->readable != NULL)
    g_hash_table_remove (handshake->server->handshakes, handshake);
  else
    g_cancellable_cancel (handshake->cancellable);
  return G_SOURCE_REMOVE;
}

static void
begin_handshake (LotseServer *self, LotseServerStream *stream)
{
  GSocket *socket = lotse_server_stream_get_socket (stream);
  Handshake *handshake = g_new0 (Handshake, 1);

  *handshake = (Handshake){ .server = self, .stream = g_object_ref (stream), .cancellable = g_cancellable_new () };
  want (handshake, socket, TLS_HEADER);
  handshake->readable = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_callback (handshake->readable, G_SOURCE_FUNC (on_readable), handshake, NULL);
  g_source_attach (handshake->readable, NULL);
  handshake->timer = g_timeout_add_seconds (LOTSE_SERVER_HANDSHAKE_SECONDS, on_late, handshake);
  g_hash_table_add (self->handshakes, handshake);
}

/* --- Listening ------------------------------------------------------------------------------------------------------ */

/* Whether the other side may be here at all, and the name under which it is counted: NULL for the proxy, behind which all are. */
static gboolean
is_wanted (LotseServer *self, GSocket *socket, char **name)
{
  g_autoptr (GSocketAddress) other = g_socket_get_remote_address (socket, NULL);
  GInetAddress *address;
  g_autofree char *text = NULL;

  if (!G_IS_INET_SOCKET_ADDRESS (other))
    return FALSE;
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (other));
  text = g_inet_address_to_string (address);
  if (self->proxy != NULL && strcmp (text, self->proxy) == 0)
    return TRUE;
  *name = lotse_server_count_name (address);
  return self->proxy == NULL || g_inet_address_get_is_loopback (address);
}

static void
receive (LotseServer *self, GSocket *socket)
{
  g_autoptr (LotseServerStream) stream = NULL;
  g_autofree char *name = NULL;

  /* Who is not received is hung up on when the socket goes. */
  if (!is_wanted (self, socket, &name) || (stream = lotse_server_stream_new (socket, self->open, name)) == NULL)
    return;
  g_socket_set_timeout (socket, LOTSE_SERVER_IDLE_SECONDS);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  if (self->certificate != NULL)
    begin_handshake (self, stream);
  else
    hand_over (self, stream, G_IO_STREAM (stream));
}

static gboolean on_connection (GSocket *listener, GIOCondition condition, gpointer data);

static gboolean
listen_again (gpointer data)
{
  LotseServer *self = data;

  self->resting = 0;
  self->incoming = g_socket_create_source (self->listener, G_IO_IN, NULL);
  g_source_set_callback (self->incoming, G_SOURCE_FUNC (on_connection), self, NULL);
  g_source_attach (self->incoming, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
on_connection (GSocket *listener, GIOCondition condition, gpointer data)
{
  LotseServer *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_accept (listener, NULL, &error);

  if (socket != NULL)
    receive (self, socket);
  if (socket != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  /* Probably there is no descriptor left.  Some will be free again; asking at once would only keep the machine busy. */
  g_info ("a connection could not be accepted");
  g_clear_pointer (&self->incoming, g_source_unref);
  self->resting = g_timeout_add_seconds (1, listen_again, self);
  return G_SOURCE_REMOVE;
}

static GSocket *
bind_socket (GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, LOTSE_SERVER_BACKLOG);
  if (g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6)
    g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, TRUE, NULL);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static char *
print_url (GSocket *listener, gboolean tls)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (listener, NULL);
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (local);
  g_autofree char *host = g_inet_address_to_string (g_inet_socket_address_get_address (inet));

  return g_uri_join (G_URI_FLAGS_NONE, tls ? "https" : "http", NULL, host, g_inet_socket_address_get_port (inet), "", NULL, NULL);
}

gboolean
lotse_server_accept_open (LotseServer *self, GSocketAddress *address, GTlsCertificate *certificate, GError **error)
{
  g_autoptr (GError) local = NULL;

  self->open = lotse_server_count_new (LOTSE_SERVER_CONNECTIONS, LOTSE_SERVER_CONNECTIONS_PER_ADDRESS);
  self->handshakes = g_hash_table_new_full (NULL, NULL, handshake_free, NULL);
  self->hands = g_thread_pool_new (shake_hands, NULL, LOTSE_SERVER_HANDS, FALSE, NULL);
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->listener = bind_socket (address, &local);
  if (self->listener == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, "The centre cannot listen there: %s", local->message);
      return FALSE;
    }
  self->url = print_url (self->listener, certificate != NULL);
  listen_again (self);
  return TRUE;
}

void
lotse_server_accept_close (LotseServer *self)
{
  GHashTableIter iter;
  gpointer handshake;

  if (self->incoming != NULL)
    g_source_destroy (self->incoming);
  g_clear_pointer (&self->incoming, g_source_unref);
  if (self->resting != 0)
    g_source_remove (self->resting);
  self->resting = 0;
  if (self->listener != NULL)
    g_socket_close (self->listener, NULL);
  g_hash_table_iter_init (&iter, self->handshakes);
  while (g_hash_table_iter_next (&iter, &handshake, NULL))
    g_cancellable_cancel (((Handshake *) handshake)->cancellable);
}

void
lotse_server_accept_free (LotseServer *self)
{
  if (self->open == NULL)
    return;
  self->ending = TRUE;
  lotse_server_accept_close (self);
  g_thread_pool_free (self->hands, FALSE, TRUE);
  /* What the threads still had to say. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_hash_table_unref (self->handshakes);
  g_clear_object (&self->listener);
  g_clear_object (&self->certificate);
  lotse_server_count_unref (self->open);
}
