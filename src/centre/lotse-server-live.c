/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GET /v1/live: a WebSocket that only says that there may be something new.
 *
 * Everything here runs on the main thread; whose token it is, the centre is asked once.  The device that brought the
 * change is not told of it.
 */
#include "lotse-server-private.h"

#include "lotse-undertaking.h"

#include <string.h>

#define KEEP_ALIVE_SECONDS 30u
#define MOST_INCOMING 1024u

typedef struct
{
  LotseServer *server;
  SoupWebsocketConnection *connection;
  char *token;
  char *account; /* NULL until it is known */
} LotseLive;

static void
live_free (gpointer data)
{
  LotseLive *live = data;

  g_signal_handlers_disconnect_by_data (live->connection, live);
  g_object_unref (live->connection);
  g_free (live->token);
  g_free (live->account);
  g_free (live);
}

GPtrArray *
lotse_server_live_new (void)
{
  return g_ptr_array_new_with_free_func (live_free);
}

static void
end (LotseLive *live, gushort code)
{
  if (soup_websocket_connection_get_state (live->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (live->connection, code, NULL);
}

static void
on_closed (SoupWebsocketConnection *connection, LotseLive *live)
{
  g_ptr_array_remove_fast (live->server->live, live);
}

static guint
count_of (LotseServer *self, const char *account)
{
  guint n = 0;

  for (guint i = 0; i < self->live->len; i++)
    n += g_strcmp0 (((LotseLive *) g_ptr_array_index (self->live, i))->account, account) == 0;
  return n;
}

/* --- Who it is ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  LotseServer *server;
  LotseLive *live; /* only to be compared: it may be gone */
  char *token;
  char *account;
} Question;

static gboolean
on_answer (gpointer data)
{
  Question *question = data;
  LotseServer *self = question->server;

  if (g_ptr_array_find (self->live, question->live, NULL))
    {
      LotseLive *live = question->live;

      if (question->account == NULL || count_of (self, question->account) >= LOTSE_SERVER_LIVE_PER_ACCOUNT)
        end (live, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION);
      else
        live->account = g_strdup (question->account);
    }
  g_free (question->token);
  g_free (question->account);
  g_free (question);
  return G_SOURCE_REMOVE;
}

static void
desk_ask (LotseCentre *centre, gpointer data)
{
  Question *question = data;
  gboolean missing = FALSE;

  /* There is nothing to hear of for a device that receives nothing. */
  if (lotse_undertaking_is_missing_for (centre, question->token, &missing, NULL) && !missing)
    question->account = lotse_centre_account_of_token (centre, question->token, NULL);
  g_main_context_invoke (NULL, on_answer, question);
}

void
lotse_server_live_open (LotseServer *self, SoupServerMessage *message, SoupWebsocketConnection *connection)
{
  const char *token = lotse_server_token (message);
  LotseLive *live;
  Question *question;

  if (token == NULL || self->live->len >= LOTSE_SERVER_LIVE)
    {
      soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, NULL);
      return;
    }
  lotse_server_limits_end (message);
  soup_websocket_connection_set_max_incoming_payload_size (connection, MOST_INCOMING);
  soup_websocket_connection_set_keepalive_interval (connection, KEEP_ALIVE_SECONDS);
  live = g_new0 (LotseLive, 1);
  live->server = self;
  live->connection = g_object_ref (connection);
  live->token = g_strdup (token);
  g_ptr_array_add (self->live, live);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), live);
  question = g_new0 (Question, 1);
  *question = (Question){ self, live, g_strdup (token), NULL };
  lotse_desk_thread_push (self->desk, desk_ask, question);
}

void
lotse_server_live_notify (LotseServer *self, const char *but_token)
{
  for (guint i = 0; i < self->live->len; i++)
    {
      LotseLive *live = g_ptr_array_index (self->live, i);

      if (live->account != NULL && g_strcmp0 (live->token, but_token) != 0
          && soup_websocket_connection_get_state (live->connection) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_send_text (live->connection, "more");
    }
}

void
lotse_server_live_close (LotseServer *self)
{
  for (guint i = 0; i < self->live->len; i++)
    end (g_ptr_array_index (self->live, i), SOUP_WEBSOCKET_CLOSE_GOING_AWAY);
}
