/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The live notice: a WebSocket on which the centre only ever says that there is more.
 *
 * Everything here runs on the transport's thread.  The content of a message does not matter; what came while the line was
 * down was not announced, so that opening it counts as a notice too.
 */
#include "lotse-http-private.h"

#include "lotse-backoff.h"

static gboolean live_connect (gpointer data);

static void
live_retry (LotseHttp *self)
{
  g_clear_object (&self->live);
  if (self->live_token == NULL || self->live_timer != NULL)
    return;
  self->live_failures++;
  self->live_timer = g_timeout_source_new_seconds (lotse_backoff_seconds (self->live_failures));
  g_source_set_callback (self->live_timer, live_connect, self, NULL);
  g_source_attach (self->live_timer, self->context);
}

static void
on_live_closed (SoupWebsocketConnection *connection, LotseHttp *self)
{
  live_retry (self);
}

static void
on_live_message (SoupWebsocketConnection *connection, int type, GBytes *message, LotseHttp *self)
{
  self->live_failures = 0;
  if (self->notice != NULL)
    self->notice (self->notice_data);
}

typedef struct
{
  LotseHttp *self;
  SoupMessage *message;
} Attempt;

static void
on_live_connected (GObject *source, GAsyncResult *result, gpointer data)
{
  Attempt *attempt = data;
  LotseHttp *self = attempt->self;
  gboolean untrusted = lotse_http_is_untrusted (attempt->message);
  g_autoptr (GError) error = NULL;
  SoupWebsocketConnection *connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  g_object_unref (attempt->message);
  g_free (attempt);
  if (connection == NULL)
    {
      /* Somebody in the centre's place may be gone the next time. */
      if (untrusted || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        live_retry (self);
      return;
    }
  self->live = connection;
  soup_websocket_connection_set_max_incoming_payload_size (connection, 1024);
  soup_websocket_connection_set_keepalive_interval (connection, 30);
  g_signal_connect (connection, "message", G_CALLBACK (on_live_message), self);
  g_signal_connect (connection, "closed", G_CALLBACK (on_live_closed), self);
  /* What came while the line was down was not announced. */
  if (self->notice != NULL)
    self->notice (self->notice_data);
}

static gboolean
live_connect (gpointer data)
{
  LotseHttp *self = data;
  SoupMessage *message;
  Attempt *attempt;

  g_clear_pointer (&self->live_timer, g_source_unref);
  if (self->live_token == NULL)
    return G_SOURCE_REMOVE;
  g_clear_object (&self->live_cancellable);
  self->live_cancellable = g_cancellable_new ();
  message = lotse_http_new_message (self, "GET", "/v1/live", self->live_token, self->live_cancellable);
  if (message == NULL)
    return G_SOURCE_REMOVE;
  attempt = g_new (Attempt, 1);
  *attempt = (Attempt){ self, message };
  soup_session_websocket_connect_async (self->session, message, NULL, NULL, G_PRIORITY_DEFAULT, self->live_cancellable,
                                        on_live_connected, attempt);
  return G_SOURCE_REMOVE;
}

gboolean
lotse_http_live_stop (gpointer data)
{
  LotseHttp *self = data;

  g_clear_pointer (&self->live_token, g_free);
  self->notice = NULL;
  if (self->live_timer != NULL)
    g_source_destroy (self->live_timer);
  g_clear_pointer (&self->live_timer, g_source_unref);
  g_cancellable_cancel (self->live_cancellable);
  if (self->live != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->live, self);
      if (soup_websocket_connection_get_state (self->live) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (self->live, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
      g_clear_object (&self->live);
    }
  return G_SOURCE_REMOVE;
}

typedef struct
{
  LotseHttp *self;
  char *token;
  LotseHttpNotice notice;
  gpointer data;
} LiveStart;

static gboolean
live_start (gpointer data)
{
  LiveStart *start = data;
  LotseHttp *self = start->self;

  lotse_http_live_stop (self);
  self->live_failures = 0;
  self->live_token = g_steal_pointer (&start->token);
  self->notice = start->notice;
  self->notice_data = start->data;
  g_free (start);
  return live_connect (self);
}

void
lotse_http_open_live (LotseHttp *self, const char *token, LotseHttpNotice notice, gpointer data)
{
  LiveStart *start;

  g_return_if_fail (LOTSE_IS_HTTP (self));

  start = g_new (LiveStart, 1);
  *start = (LiveStart){ self, g_strdup (token), notice, data };
  lotse_http_run (self, live_start, start);
}

void
lotse_http_close_live (LotseHttp *self)
{
  g_return_if_fail (LOTSE_IS_HTTP (self));

  lotse_http_run (self, lotse_http_live_stop, self);
}
