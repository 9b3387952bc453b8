/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stream of one connection, which is counted from its accepting to its closing.
 *
 * It hands everything on to the socket's own stream.  Whatever lies above it (TLS, HTTP, WebSocket) may forget its objects
 * or keep them for too long; a stream that is closed is not counted any more, and one that goes is closed.  Closing may
 * happen on any thread.
 */
#include "lotse-server-stream.h"

struct _LotseServerStream
{
  GIOStream parent_instance;

  GSocketConnection *base;
  LotseServerCount *count; /* shared by all streams of a server */
  char *name;              /* under which it is counted */
  gint counted;
};

G_DEFINE_FINAL_TYPE (LotseServerStream, lotse_server_stream, G_TYPE_IO_STREAM)

void
lotse_server_stream_uncount (LotseServerStream *self)
{
  if (g_atomic_int_compare_and_exchange (&self->counted, TRUE, FALSE))
    lotse_server_count_give (self->count, self->name);
}

static GInputStream *
get_input_stream (GIOStream *stream)
{
  return g_io_stream_get_input_stream (G_IO_STREAM (LOTSE_SERVER_STREAM (stream)->base));
}

static GOutputStream *
get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (G_IO_STREAM (LOTSE_SERVER_STREAM (stream)->base));
}

static gboolean
close_stream (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  LotseServerStream *self = LOTSE_SERVER_STREAM (stream);

  lotse_server_stream_uncount (self);
  return g_io_stream_close (G_IO_STREAM (self->base), cancellable, error);
}

static void
finalize (GObject *object)
{
  LotseServerStream *self = LOTSE_SERVER_STREAM (object);

  /* The parent's dispose has closed it. */
  g_object_unref (self->base);
  lotse_server_count_unref (self->count);
  g_free (self->name);
  G_OBJECT_CLASS (lotse_server_stream_parent_class)->finalize (object);
}

static void
lotse_server_stream_class_init (LotseServerStreamClass *class)
{
  G_OBJECT_CLASS (class)->finalize = finalize;
  G_IO_STREAM_CLASS (class)->get_input_stream = get_input_stream;
  G_IO_STREAM_CLASS (class)->get_output_stream = get_output_stream;
  G_IO_STREAM_CLASS (class)->close_fn = close_stream;
}

static void
lotse_server_stream_init (LotseServerStream *self)
{
}

LotseServerStream *
lotse_server_stream_new (GSocket *socket, LotseServerCount *count, const char *name)
{
  LotseServerStream *self;

  if (!lotse_server_count_take (count, name))
    return NULL;
  self = g_object_new (LOTSE_TYPE_SERVER_STREAM, NULL);
  self->base = g_socket_connection_factory_create_connection (socket);
  self->count = lotse_server_count_ref (count);
  self->name = g_strdup (name);
  self->counted = TRUE;
  return self;
}

GSocket *
lotse_server_stream_get_socket (LotseServerStream *self)
{
  return g_socket_connection_get_socket (self->base);
}
