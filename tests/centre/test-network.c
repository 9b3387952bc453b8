/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TLS, the proxy that was named, and the live notice. */
#include "server-process.h"

#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>

/* --- TLS ------------------------------------------------------------------------------------------------------------- */

static gboolean
accept_any (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer data)
{
  char **fingerprint = data;
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  if (fingerprint != NULL)
    *fingerprint = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  return TRUE;
}

static gboolean
shake_hands (guint16 port, char **fingerprint, GTlsProtocolVersion *version)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) plain = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
  g_autoptr (GIOStream) tls = plain != NULL ? g_tls_client_connection_new (G_IO_STREAM (plain), NULL, NULL) : NULL;

  if (tls == NULL)
    return FALSE;
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_any), fingerprint);
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, NULL))
    return FALSE;
  *version = g_tls_connection_get_protocol_version (G_TLS_CONNECTION (tls));
  return TRUE;
}

static Server *
new_with_tls (void)
{
  g_autofree char *certificate = g_test_build_filename (G_TEST_DIST, "centre", "tls", "certificate.pem", NULL);
  g_autofree char *key = g_test_build_filename (G_TEST_DIST, "centre", "tls", "key.pem", NULL);
  const char *arguments[] = { "--certificate", certificate, "--key", key, NULL };

  return server_new (arguments);
}

static void
test_tls (void)
{
  g_autoptr (Server) server = new_with_tls ();
  g_autofree char *fingerprint = NULL;
  g_autofree char *invitation = NULL;
  g_autofree char *plain = NULL;
  GTlsProtocolVersion version = G_TLS_PROTOCOL_VERSION_UNKNOWN;

  g_assert_true (g_str_has_prefix (server->url, "https://127.0.0.1:"));
  g_assert_true (shake_hands (server->port, &fingerprint, &version));
  g_assert_cmpint (version, >=, G_TLS_PROTOCOL_VERSION_TLS_1_2);
  /* The invitation names the certificate. */
  g_assert_cmpint (server_command (server->data, NULL, NULL, "account", "add", "ada", "--role", "admin", NULL), ==, 0);
  g_assert_cmpint (server_command (server->data, &invitation, NULL, "code", "ada", NULL), ==, 0);
  g_assert_nonnull (strstr (invitation, fingerprint));
  g_assert_nonnull (strstr (invitation, server->url));
  /* Nothing is said in plain. */
  plain = server_ask (server, "GET", "/v1/about", "", NULL, 0);
  g_assert_null (strstr (plain, "epoch"));
}

static void
test_tls_of_old_in_a_child (void)
{
  GTlsProtocolVersion version;

  g_assert_nonnull (g_getenv ("TEST_PORT"));
  exit (shake_hands ((guint16) atoi (g_getenv ("TEST_PORT")), NULL, &version) ? 0 : 1);
}

/* The same child gets in with TLS 1.2, so it is the version that keeps it out. */
static void
test_tls_before_1_2_is_refused (void)
{
  g_autoptr (Server) server = new_with_tls ();
  g_autofree char *port = g_strdup_printf ("%u", server->port);

  g_setenv ("TEST_PORT", port, TRUE);
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:%COMPAT:-VERS-ALL:+VERS-TLS1.2", TRUE);
  g_test_trap_subprocess ("/network/tls-of-old/subprocess", 0, 0);
  g_test_trap_assert_passed ();
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:%COMPAT:-VERS-ALL:+VERS-TLS1.1:+VERS-TLS1.0", TRUE);
  g_test_trap_subprocess ("/network/tls-of-old/subprocess", 0, 0);
  g_test_trap_assert_failed ();
  g_unsetenv ("G_TLS_GNUTLS_PRIORITY");
}

/* --- The proxy ---------------------------------------------------------------------------------------------------------- */

static guint
try_login (Server *server, const char *account, const char *address)
{
  g_autofree char *headers = g_strdup_printf ("X-Forwarded-For: 192.0.2.9, %s\r\n", address);
  g_autofree char *body = g_strdup_printf ("{\"account\":\"%s\",\"password\":\"guess\",\"device\":\"00000000000000aa\",\"name\":\"x\",\"token\":"
                                           "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
                                           account);
  g_autofree char *answer = server_ask (server, "POST", "/v1/devices", headers, body, -1);

  return server_status (answer);
}

static void
test_proxy_names_the_client (void)
{
  const char *arguments[] = { "--behind-proxy", "127.0.0.1", NULL };
  g_autoptr (Server) server = server_new (arguments);
  guint limited = 0;

  for (guint i = 0; i < 55; i++)
    {
      g_autofree char *account = g_strdup_printf ("account%u", i);

      limited += try_login (server, account, "10.1.1.1") == 429;
    }
  g_assert_cmpuint (limited, ==, 5);
  g_assert_cmpuint (try_login (server, "other", "10.1.1.2"), ==, 401);
}

/* --- Live ----------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GMainLoop *loop;
  SoupWebsocketConnection *connection;
  guint notices;
  gboolean closed;
  gushort code;
} Live;

static void
on_message (SoupWebsocketConnection *connection, int type, GBytes *message, Live *live)
{
  live->notices++;
  g_main_loop_quit (live->loop);
}

static void
on_closed (SoupWebsocketConnection *connection, Live *live)
{
  live->closed = TRUE;
  live->code = soup_websocket_connection_get_close_code (connection);
  g_main_loop_quit (live->loop);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer data)
{
  Live *live = data;

  live->connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, NULL);
  if (live->connection != NULL)
    {
      g_signal_connect (live->connection, "message", G_CALLBACK (on_message), live);
      g_signal_connect (live->connection, "closed", G_CALLBACK (on_closed), live);
    }
  g_main_loop_quit (live->loop);
}

static gboolean
on_time (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

/* Runs the loop until something happens or the time is over. */
static void
wait_a_little (Live *live, guint ms)
{
  guint timer = g_timeout_add (ms, on_time, live->loop);

  g_main_loop_run (live->loop);
  g_source_remove (timer);
}

static void
live_open (Live *live, SoupSession *session, Server *server, const char *bearer)
{
  g_autofree char *url = g_strconcat (server->url, "/v1/live", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autofree char *value = g_strndup (bearer + strlen ("Authorization: "), strlen (bearer) - strlen ("Authorization: \r\n"));

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  live->loop = g_main_loop_new (NULL, FALSE);
  soup_session_websocket_connect_async (session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL, on_connected, live);
  wait_a_little (live, 10000);
  g_assert_nonnull (live->connection);
}

static void
live_close (Live *live)
{
  g_signal_handlers_disconnect_by_data (live->connection, live);
  if (soup_websocket_connection_get_state (live->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (live->connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  g_clear_object (&live->connection);
  g_main_loop_unref (live->loop);
}

static void
write_something (Server *server, const char *token, guint n)
{
  g_autofree char *body = g_strdup_printf ("{\"version\":1,\"send\":\"w%u\",\"heard\":[\"w%u\"],\"edits\":[{\"k\":\"organisation\",\"i\":"
                                           "\"0000000000007000000000000000000%u\",\"t\":\"019000000000000%u-%.16s\",\"c\":true,"
                                           "\"w\":{\"name\":[\"Verein\"]}}]}",
                                           n, n - 1, n, n, token + strlen ("Authorization: Bearer "));
  g_autofree char *answer = server_ask (server, "POST", "/v1/sync", token, body, -1);

  g_assert_cmpuint (server_status (answer), ==, 200);
  g_assert_nonnull (strstr (answer, "merged"));
}

static void
test_live_notice (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *first = server_enrol (server);
  g_autofree char *second = server_enrol (server);
  g_autoptr (SoupSession) session = soup_session_new ();
  Live live = { 0 };

  live_open (&live, session, server, first);
  /* Who it is, is found out on the centre's thread; a request that passes through there comes after it. */
  g_free (server_ask (server, "GET", "/healthz", "", NULL, 0));
  g_free (server_ask (server, "GET", "/healthz", "", NULL, 0));
  write_something (server, second, 1);
  wait_a_little (&live, 10000);
  g_assert_cmpuint (live.notices, ==, 1);
  /* What it brought itself, it is not told. */
  write_something (server, first, 2);
  wait_a_little (&live, 500);
  g_assert_cmpuint (live.notices, ==, 1);
  /* What an admin's command changed is told too. */
  g_assert_cmpint (server_command (server->data, NULL, NULL, "erase", "00000000000070000000000000000001", NULL), ==, 0);
  wait_a_little (&live, 10000);
  g_assert_cmpuint (live.notices, ==, 2);
  g_assert_false (live.closed);
  live_close (&live);
}

static void
test_live_notice_of_a_stranger (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *token = server_enrol (server);
  g_autoptr (SoupSession) session = soup_session_new ();
  Live live = { 0 };

  live_open (&live, session, server, "Authorization: Bearer nobody\r\n");
  if (!live.closed)
    wait_a_little (&live, 10000);
  g_assert_true (live.closed);
  g_assert_cmpuint (live.code, ==, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION);
  write_something (server, token, 1);
  g_assert_cmpuint (live.notices, ==, 0);
  live_close (&live);
}

/* What a proxy on the way reads: the connection is handed over, not closed. */
static void
test_live_notice_keeps_its_connection (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *token = server_enrol (server);
  g_autofree char *head = g_strconcat ("GET /v1/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n",
                                       token, "\r\n", NULL);
  g_autoptr (GSocketConnection) connection = server_connect (server);
  g_autofree char *answer = NULL;

  server_send (connection, head, -1);
  answer = server_receive (connection, 2);
  g_assert_cmpuint (server_status (answer), ==, 101);
  g_assert_nonnull (strstr (answer, "Connection: Upgrade\r\n"));
  g_assert_null (strstr (answer, "close"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/tls", test_tls);
  g_test_add_func ("/network/tls-before-1.2-is-refused", test_tls_before_1_2_is_refused);
  g_test_add_func ("/network/tls-of-old/subprocess", test_tls_of_old_in_a_child);
  g_test_add_func ("/network/proxy-names-the-client", test_proxy_names_the_client);
  g_test_add_func ("/network/live-notice", test_live_notice);
  g_test_add_func ("/network/live-notice-keeps-its-connection", test_live_notice_keeps_its_connection);
  g_test_add_func ("/network/live-notice-of-a-stranger", test_live_notice_of_a_stranger);
  return g_test_run ();
}
