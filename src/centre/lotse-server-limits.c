/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a stranger may cost: bytes and time.  How many connections there are is counted where they are accepted.
 *
 * Each socket has a time within which something must move, each request one within which it must be read, and its answer
 * one within which it must be taken.  A body that says that it is too large is refused before it is read; one that
 * grows too large is cut off.  The library limits headers to 64 KiB by itself.
 */
#include "lotse-server-private.h"

#include "lotse-protocol.h"

#include <string.h>

/* What is kept for one request; it goes with its message. */
typedef struct
{
  LotseServer *server;
  SoupServerMessage *message; /* owns this */
  LotseServerStream *stream;
  guint timer;
  gsize received;
  gsize most;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  if (watch->timer != 0)
    g_source_remove (watch->timer);
  watch->server->in_flight -= watch->received;
  g_object_unref (watch->stream);
  g_free (watch);
}

/* The library notices that nothing more comes or goes, and cleans up. */
static void
hang_up (Watch *watch)
{
  g_socket_shutdown (lotse_server_stream_get_socket (watch->stream), TRUE, TRUE, NULL);
}

static gboolean
on_late (gpointer data)
{
  Watch *watch = data;

  watch->timer = 0;
  hang_up (watch);
  return G_SOURCE_REMOVE;
}

static void
set_timer (Watch *watch, guint seconds)
{
  if (watch->timer != 0)
    g_source_remove (watch->timer);
  watch->timer = seconds > 0 ? g_timeout_add_seconds (seconds, on_late, watch) : 0;
}

/* --- Bodies ---------------------------------------------------------------------------------------------------- */

static void
on_refusal_closed (GObject *stream, GAsyncResult *result, gpointer data)
{
  g_io_stream_close_finish (G_IO_STREAM (stream), result, NULL);
}

static void
on_refusal_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GIOStream) stream = data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, on_refusal_closed, NULL);
}

/* Answers although the body has not come, and ends the connection: the library would read all of it first. */
static void
refuse (SoupServerMessage *message, const char *status, const char *word, const char *text)
{
  g_autofree char *body = lotse_error_to_json (word, text);
  char *answer = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
                                  "\r\nConnection: close\r\n\r\n%s",
                                  status, strlen (body), body);
  GIOStream *stream = soup_server_message_steal_connection (message);

  if (stream != NULL)
    {
      /* The answer lives as long as the stream does. */
      g_object_set_data_full (G_OBJECT (stream), "lotse-answer", answer, g_free);
      g_output_stream_write_all_async (g_io_stream_get_output_stream (stream), answer, strlen (answer), G_PRIORITY_DEFAULT, NULL,
                                       on_refusal_written, stream);
    }
  else
    g_free (answer);
}

/* Nothing need move on a live notice for hours, and its connection does not end with an answer. */
static void
let_live (Watch *watch)
{
  g_socket_set_timeout (lotse_server_stream_get_socket (watch->stream), 0);
  soup_message_headers_remove (soup_server_message_get_response_headers (watch->message), "Connection");
}

static void
on_headers (SoupServerMessage *message, Watch *watch)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  goffset length = soup_message_headers_get_content_length (headers);

  if (soup_message_headers_get_one (headers, "Upgrade") != NULL)
    let_live (watch);
  watch->most = lotse_server_token (message) != NULL ? LOTSE_PROTOCOL_MAX_BODY : LOTSE_SERVER_PLAIN_BODY;
  set_timer (watch, LOTSE_SERVER_REQUEST_SECONDS);
  if (length > (goffset) watch->most)
    refuse (message, "413 Request Entity Too Large", LOTSE_WORD_TOO_LARGE, "This is too much at once.");
  else if (watch->server->in_flight + (gsize) MAX (length, 0) > LOTSE_SERVER_IN_FLIGHT)
    refuse (message, "503 Service Unavailable", LOTSE_WORD_BUSY, "The centre is busy. Please try again; nothing is lost.");
}

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, Watch *watch)
{
  gsize size = g_bytes_get_size (chunk);

  watch->received += size;
  watch->server->in_flight += size;
  if (watch->received <= watch->most && watch->server->in_flight <= LOTSE_SERVER_IN_FLIGHT)
    return;
  /* Only closing stops somebody who goes on sending: a socket that is shut down for reading still takes bytes. */
  refuse (message, "413 Request Entity Too Large", LOTSE_WORD_TOO_LARGE, "This is too much at once.");
}

void
lotse_server_limits_read (LotseServer *self, SoupServerMessage *message)
{
  Watch *watch = g_object_get_data (G_OBJECT (message), "lotse-watch");

  if (watch == NULL)
    return;
  self->in_flight -= watch->received;
  watch->received = 0;
  set_timer (watch, LOTSE_SERVER_ANSWER_SECONDS);
}

void
lotse_server_limits_end (SoupServerMessage *message)
{
  Watch *watch = g_object_get_data (G_OBJECT (message), "lotse-watch");

  if (watch == NULL)
    return;
  g_signal_handlers_disconnect_by_data (message, watch);
  lotse_server_stream_uncount (watch->stream);
  g_object_set_data (G_OBJECT (message), "lotse-watch", NULL);
}

/* --- Messages ---------------------------------------------------------------------------------------------------- */

void
lotse_server_limits_begin (LotseServer *self, SoupServerMessage *message)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->server = self;
  watch->message = message;
  watch->stream = g_object_ref (lotse_server_stream_of (message));
  g_object_set_data_full (G_OBJECT (message), "lotse-watch", watch, watch_free);
  g_signal_connect (message, "got-headers", G_CALLBACK (on_headers), watch);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), watch);
  set_timer (watch, LOTSE_SERVER_REQUEST_SECONDS);
  /*
   * The library ends each connection that it did not accept itself with its answer, and should say so.  Before 3.3 it would
   * never close an idle one that the other side has left.
   */
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
}
