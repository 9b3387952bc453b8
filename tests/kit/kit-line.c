/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line on loopback that carries bytes both ways, counts them, and cuts after as many as a test allows. */
#include "kit.h"

#include <string.h>

struct _KitLine
{
  GSocketService *service;
  GSocketAddress *target;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  char *url;
  GMutex mutex; /* guards the next three */
  gint64 limit[2];
  gint64 carried[2];
  guint generation; /* connections of an earlier one are cut */
};

/* How many of `size` bytes may pass; fewer than asked means that the line is cut behind them. */
static gsize
take (KitLine *line, int way, guint generation, gsize size)
{
  gsize allowed = size;

  g_mutex_lock (&line->mutex);
  if (generation != line->generation)
    allowed = 0;
  else if (line->limit[way] >= 0)
    allowed = (gsize) CLAMP (line->limit[way] - line->carried[way], 0, (gint64) size);
  line->carried[way] += (gint64) allowed;
  g_mutex_unlock (&line->mutex);
  return allowed;
}

static gboolean
carry (KitLine *line, int way, guint generation, GSocket *from, GSocket *to)
{
  char buffer[16384];
  gssize size = g_socket_receive (from, buffer, sizeof buffer, NULL, NULL);
  gsize allowed;

  if (size <= 0)
    return FALSE;
  allowed = take (line, way, generation, (gsize) size);
  for (gsize sent = 0; sent < allowed;)
    {
      gssize n = g_socket_send (to, buffer + sent, allowed - sent, NULL, NULL);

      if (n <= 0)
        return FALSE;
      sent += (gsize) n;
    }
  return allowed == (gsize) size;
}

static gboolean
is_current (KitLine *line, guint generation)
{
  gboolean current;

  g_mutex_lock (&line->mutex);
  current = generation == line->generation && line->limit[0] != 0 && line->limit[1] != 0;
  g_mutex_unlock (&line->mutex);
  return current;
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  KitLine *line = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) upstream = NULL;
  GSocket *sockets[2];
  guint generation;

  g_mutex_lock (&line->mutex);
  generation = line->generation;
  g_mutex_unlock (&line->mutex);
  upstream = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (line->target), NULL, NULL);
  if (upstream == NULL)
    return TRUE;
  sockets[0] = g_socket_connection_get_socket (connection);
  sockets[1] = g_socket_connection_get_socket (upstream);
  while (is_current (line, generation))
    {
      GPollFD fds[2] = { { g_socket_get_fd (sockets[0]), G_IO_IN, 0 }, { g_socket_get_fd (sockets[1]), G_IO_IN, 0 } };

      if (g_poll (fds, 2, 20) < 0)
        break;
      if (fds[0].revents != 0 && !carry (line, 0, generation, sockets[0], sockets[1]))
        break;
      if (fds[1].revents != 0 && !carry (line, 1, generation, sockets[1], sockets[0]))
        break;
    }
  g_io_stream_close (G_IO_STREAM (upstream), NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static gpointer
line_thread (gpointer data)
{
  KitLine *line = data;

  g_main_context_push_thread_default (line->context);
  g_main_loop_run (line->loop);
  /* Listening ends on the thread that listens: GIO leaks the source of a waiting accept that another thread cancels. */
  g_socket_service_stop (line->service);
  g_socket_listener_close (G_SOCKET_LISTENER (line->service));
  while (g_main_context_iteration (line->context, FALSE))
    ;
  g_main_context_pop_thread_default (line->context);
  return NULL;
}

KitLine *
kit_line_new (const char *url)
{
  KitLine *line = g_new0 (KitLine, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, &error);
  guint16 port;

  g_assert_no_error (error);
  g_mutex_init (&line->mutex);
  line->limit[0] = line->limit[1] = -1;
  line->target = g_inet_socket_address_new_from_string ("127.0.0.1", (guint) g_uri_get_port (uri));
  line->context = g_main_context_new ();
  line->loop = g_main_loop_new (line->context, FALSE);
  g_main_context_push_thread_default (line->context);
  line->service = g_threaded_socket_service_new (32);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (line->service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (line->service, "run", G_CALLBACK (on_run), line);
  g_socket_service_start (line->service);
  g_main_context_pop_thread_default (line->context);
  line->url = g_strdup_printf ("http://127.0.0.1:%u", port);
  line->thread = g_thread_new ("kit-line", line_thread, line);
  return line;
}

void
kit_line_free (KitLine *line)
{
  kit_line_limit (line, 0, 0);
  g_main_loop_quit (line->loop);
  g_thread_join (line->thread);
  /* The threads of cut connections look at the line for at most one more poll. */
  g_usleep (100 * 1000);
  g_object_unref (line->service);
  g_object_unref (line->target);
  g_main_loop_unref (line->loop);
  g_main_context_unref (line->context);
  g_mutex_clear (&line->mutex);
  g_free (line->url);
  g_free (line);
}

const char *
kit_line_url (KitLine *line)
{
  return line->url;
}

void
kit_line_limit (KitLine *line, gint64 to_centre, gint64 to_device)
{
  g_mutex_lock (&line->mutex);
  line->limit[0] = to_centre;
  line->limit[1] = to_device;
  line->carried[0] = line->carried[1] = 0;
  line->generation++;
  g_mutex_unlock (&line->mutex);
}

gint64
kit_line_carried (KitLine *line, gboolean to_centre)
{
  gint64 carried;

  g_mutex_lock (&line->mutex);
  carried = line->carried[to_centre ? 0 : 1];
  g_mutex_unlock (&line->mutex);
  return carried;
}
