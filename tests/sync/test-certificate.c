/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose certificate gets the token: with a fingerprint from the invitation only that one, on whatever path.
 *
 * The server keeps all that it hears.  Its certificate is vouched for by what this process takes for the system's
 * authorities, so that the fingerprint alone decides.
 */
#include "lotse-error.h"
#include "lotse-http.h"

#include <string.h>

#define TOKEN "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

typedef struct
{
  GSocketService *service;
  GTlsCertificate *certificate;
  char *url;
  GMutex mutex;
  GString *heard;
  gint n_asked;
} Server;

static char *
tls_file (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "centre", "tls", name, NULL);
}

static GTlsCertificate *
load (const char *name)
{
  g_autofree char *path = tls_file (name);
  g_autofree char *key = g_str_equal (name, "certificate.pem") ? tls_file ("key.pem") : NULL;
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = key != NULL ? g_tls_certificate_new_from_files (path, key, &error)
                                             : g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  return certificate;
}

static char *
fingerprint_of (const char *name)
{
  g_autoptr (GTlsCertificate) certificate = load (name);
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

/* On a thread of its own for each connection: reads until the other side has nothing more to say. */
static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  Server *self = data;
  g_autoptr (GIOStream) tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  char buffer[4096];
  gssize size;

  g_atomic_int_inc (&self->n_asked);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), 1);
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, NULL))
    return TRUE;
  while ((size = g_input_stream_read (g_io_stream_get_input_stream (tls), buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      g_mutex_lock (&self->mutex);
      g_string_append_len (self->heard, buffer, size);
      g_mutex_unlock (&self->mutex);
    }
  return TRUE;
}

static void
server_open (Server *self)
{
  guint16 port;
  g_autoptr (GError) error = NULL;

  *self = (Server){ .service = g_threaded_socket_service_new (20), .certificate = load ("certificate.pem"), .heard = g_string_new (NULL) };
  g_mutex_init (&self->mutex);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
}

static gboolean
server_heard (Server *self, const char *text)
{
  gboolean heard;

  g_mutex_lock (&self->mutex);
  heard = strstr (self->heard->str, text) != NULL;
  g_mutex_unlock (&self->mutex);
  return heard;
}

/* Lets the server accept; until it has heard the text or the time is over. */
static void
serve (Server *self, const char *until, guint ms)
{
  for (guint i = 0; i < ms && !server_heard (self, until); i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (1000);
    }
}

static void
server_close (Server *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  /* Its threads end within their timeout. */
  serve (self, "nothing more", 1500);
  g_object_unref (self->service);
  g_object_unref (self->certificate);
  g_string_free (self->heard, TRUE);
  g_mutex_clear (&self->mutex);
  g_free (self->url);
}

typedef struct
{
  LotseHttp *http;
  GError *error;
  gint done;
} Asked;

static gpointer
ask_thread (gpointer data)
{
  Asked *asked = data;
  LotseCall call = { .method = "GET", .path = "/v1/history/1", .token = TOKEN, .offset = -1 };
  g_auto (LotseReply) reply = { 0 };

  g_assert_false (lotse_transport_exchange (LOTSE_TRANSPORT (asked->http), &call, &reply, NULL, &asked->error));
  g_atomic_int_set (&asked->done, TRUE);
  return NULL;
}

typedef struct
{
  const char *pinned; /* the file whose fingerprint the invitation named, or NULL */
  gboolean live;
  gboolean trusted;
} Case;

static void
on_notice (gpointer data)
{
}

static void
test_token (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *fingerprint = c->pinned != NULL ? fingerprint_of (c->pinned) : NULL;
  g_autoptr (LotseHttp) http = NULL;
  g_autoptr (GError) error = NULL;
  Asked asked = { 0 };
  GThread *thread;
  Server server;

  server_open (&server);
  http = lotse_http_new (server.url, fingerprint, &error);
  g_assert_no_error (error);
  if (c->live)
    {
      lotse_http_open_live (http, TOKEN, on_notice, NULL);
      /* Long enough for a second attempt, which comes on its own. */
      serve (&server, TOKEN, 4000);
    }
  else
    for (guint i = 0; i < 2; i++)
      {
        g_clear_error (&asked.error);
        asked = (Asked){ .http = http };
        thread = g_thread_new ("ask", ask_thread, &asked);
        while (!g_atomic_int_get (&asked.done))
          serve (&server, "nothing", 10);
        g_thread_join (thread);
        g_assert_error (asked.error, LOTSE_ERROR, (int) (c->trusted ? LOTSE_ERROR_NETWORK : LOTSE_ERROR_DENIED));
      }
  g_clear_error (&asked.error);
  g_assert_true (server_heard (&server, TOKEN) == c->trusted);
  g_assert_true (server_heard (&server, "GET ") == c->trusted);
  g_assert_cmpint (g_atomic_int_get (&server.n_asked), >, c->trusted ? 0 : 1);
  g_clear_object (&http);
  server_close (&server);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    Case c;
  } cases[] = {
    { "/certificate/vouched-for", { NULL, FALSE, TRUE } },
    { "/certificate/pinned", { "certificate.pem", FALSE, TRUE } },
    { "/certificate/another-is-pinned", { "other-certificate.pem", FALSE, FALSE } },
    { "/certificate/live/vouched-for", { NULL, TRUE, TRUE } },
    { "/certificate/live/pinned", { "certificate.pem", TRUE, TRUE } },
    { "/certificate/live/another-is-pinned", { "other-certificate.pem", TRUE, FALSE } },
  };
  g_autofree char *path = NULL;
  g_autoptr (GTlsDatabase) authorities = NULL;
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  path = tls_file ("certificate.pem");
  authorities = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), authorities);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i].c, test_token);
  return g_test_run ();
}
