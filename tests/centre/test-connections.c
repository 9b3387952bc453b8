/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections that come to nothing: however many there are, the server goes on hearing. */
#include "server-process.h"

#include <string.h>
#include <sys/resource.h>

#define MANY 1100u /* more than may be open at the same time */

/* How a ClientHello of 512 bytes begins. */
static const guint8 greeting[] = { 22, 3, 1, 2, 0, 1 };

static Server *
new_with_tls (void)
{
  g_autofree char *certificate = g_test_build_filename (G_TEST_DIST, "centre", "tls", "certificate.pem", NULL);
  g_autofree char *key = g_test_build_filename (G_TEST_DIST, "centre", "tls", "key.pem", NULL);
  const char *arguments[] = { "--certificate", certificate, "--key", key, NULL };

  return server_new (arguments);
}

static gboolean
accept_any (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer data)
{
  return TRUE;
}

/* Asks from an address of its own, as somebody else does. */
static void
assert_answers_over_tls (Server *server)
{
  g_autoptr (GSocketConnection) plain = server_connect_from (server, "127.0.0.2");
  g_autoptr (GIOStream) tls = g_tls_client_connection_new (G_IO_STREAM (plain), NULL, NULL);
  const char *question = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  char answer[1024] = { 0 };
  g_autoptr (GError) error = NULL;

  g_socket_set_timeout (g_socket_connection_get_socket (plain), 30);
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_any), NULL);
  g_assert_true (g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (tls), question, strlen (question), NULL, NULL, NULL));
  g_input_stream_read_all (g_io_stream_get_input_stream (tls), answer, sizeof answer - 1, NULL, NULL, NULL);
  g_assert_cmpuint (server_status (answer), ==, 200);
}

/* 0 where this person may not look at the server, which hides itself from all but root. */
static guint
count_descriptors (Server *server)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/fd", g_subprocess_get_identifier (server->process));
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* Closing is noticed a moment later. */
static void
assert_descriptors_return (Server *server, guint before)
{
  for (guint i = 0; i < 100 && count_descriptors (server) > before; i++)
    g_usleep (100000);
  g_assert_cmpuint (count_descriptors (server), <=, before);
}

static void
test_handshakes_that_fail (void)
{
  g_autoptr (Server) server = new_with_tls ();
  guint before;

  assert_answers_over_tls (server);
  before = count_descriptors (server);
  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (GSocketConnection) connection = server_connect (server);

      if (i % 3 == 1)
        server_send (connection, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", -1);
      else if (i % 3 == 2)
        server_send (connection, greeting, sizeof greeting);
    }
  assert_answers_over_tls (server);
  assert_descriptors_return (server, before + 2);
}

/* The beginning is right, and then there is nonsense: it takes a thread, and fails there. */
static void
test_handshakes_of_nonsense (void)
{
  g_autoptr (Server) server = new_with_tls ();
  guint8 nonsense[517] = { 22, 3, 1, 2, 0 };
  guint before;

  assert_answers_over_tls (server);
  before = count_descriptors (server);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GSocketConnection) connection = server_connect (server);

      server_send (connection, nonsense, sizeof nonsense);
    }
  assert_answers_over_tls (server);
  assert_descriptors_return (server, before + 2);
}

static void
test_handshakes_that_hang (void)
{
  g_autoptr (Server) server = new_with_tls ();
  g_autoptr (GPtrArray) hanging = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *last = NULL;
  gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < 200; i++)
    {
      GSocketConnection *connection = server_connect (server);

      if (i % 2 == 1)
        server_send (connection, greeting, sizeof greeting);
      g_ptr_array_add (hanging, connection);
    }
  assert_answers_over_tls (server);
  /* They are hung up on before an idle connection would be. */
  for (guint i = 0; i < hanging->len; i++)
    g_free (server_receive (g_ptr_array_index (hanging, i), 60));
  g_assert_cmpint (g_get_monotonic_time () - began, <, 25 * G_USEC_PER_SEC);
  assert_answers_over_tls (server);
}

/* Without a descriptor for the next one, the server waits for some to come back. */
static void
test_shortage_of_descriptors_passes (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *first = server_ask (server, "GET", "/healthz", "", NULL, 0);
  GPtrArray *open = g_ptr_array_new_with_free_func (g_object_unref);
  pid_t pid = (pid_t) g_ascii_strtoll (g_subprocess_get_identifier (server->process), NULL, 10);
  struct rlimit limit;
  g_autofree char *answer = NULL;

  g_assert_cmpuint (server_status (first), ==, 200);
  g_assert_cmpint (prlimit (pid, RLIMIT_NOFILE, NULL, &limit), ==, 0);
  limit.rlim_cur = MAX (count_descriptors (server), 16) + 10;
  g_assert_cmpint (prlimit (pid, RLIMIT_NOFILE, &limit, NULL), ==, 0);
  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (open, server_connect (server));
  g_usleep (500000);
  g_ptr_array_unref (open);
  g_usleep (500000);
  answer = server_ask (server, "GET", "/healthz", "", NULL, 0);
  g_assert_cmpuint (server_status (answer), ==, 200);
}

static GPtrArray *
open_many (Server *server, GPtrArray *open, const char *address, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      GSocketConnection *connection = server_connect_from (server, address);

      server_send (connection, "GET ", -1);
      g_ptr_array_add (open, connection);
    }
  return open;
}

static guint
ask_from (Server *server, const char *address)
{
  g_autoptr (GSocketConnection) connection = server_connect_from (server, address);
  g_autofree char *answer = server_ask_on (connection, "GET", "/healthz", "", NULL, 0);

  return server_status (answer);
}

static void
assert_answers_soon (Server *server, const char *address)
{
  guint status = 0;

  for (guint i = 0; i < 50 && status != 200; i++)
    {
      status = ask_from (server, address);
      if (status != 200)
        g_usleep (100000);
    }
  g_assert_cmpuint (status, ==, 200);
}

/* However many one address opens and leaves, the others are heard, and each connection that goes makes room for it too. */
static void
test_one_address_takes_not_all (void)
{
  g_autoptr (Server) server = server_new (NULL);
  GPtrArray *open = open_many (server, g_ptr_array_new_with_free_func (g_object_unref), "127.0.0.1", MANY);

  g_assert_cmpuint (ask_from (server, "127.0.0.1"), ==, 0);
  g_assert_cmpuint (ask_from (server, "127.0.0.2"), ==, 200);
  g_ptr_array_unref (open);
  assert_answers_soon (server, "127.0.0.1");
}

/* No more than a thousand at once from all together. */
static void
test_too_many_at_once (void)
{
  g_autoptr (Server) server = server_new (NULL);
  GPtrArray *open = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *address = g_strdup_printf ("127.0.1.%u", i + 1);

      open_many (server, open, address, MANY / 4);
    }
  g_assert_cmpuint (ask_from (server, "127.0.0.2"), ==, 0);
  g_ptr_array_unref (open);
  assert_answers_soon (server, "127.0.0.2");
}

/* All come from the proxy there. */
static void
test_proxy_may_take_all (void)
{
  const char *arguments[] = { "--behind-proxy", "127.0.0.3", NULL };
  g_autoptr (Server) server = server_new (arguments);
  g_autoptr (GPtrArray) open = open_many (server, g_ptr_array_new_with_free_func (g_object_unref), "127.0.0.3", MANY / 2);

  g_assert_cmpuint (ask_from (server, "127.0.0.3"), ==, 200);
}

int
main (int argc, char *argv[])
{
  struct rlimit limit;

  g_test_init (&argc, &argv, NULL);
  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = MIN (limit.rlim_max, 8192);
  setrlimit (RLIMIT_NOFILE, &limit);
  g_test_add_func ("/connections/handshakes-that-fail", test_handshakes_that_fail);
  g_test_add_func ("/connections/handshakes-of-nonsense", test_handshakes_of_nonsense);
  g_test_add_func ("/connections/handshakes-that-hang", test_handshakes_that_hang);
  g_test_add_func ("/connections/shortage-of-descriptors-passes", test_shortage_of_descriptors_passes);
  g_test_add_func ("/connections/one-address-takes-not-all", test_one_address_takes_not_all);
  g_test_add_func ("/connections/proxy-may-take-all", test_proxy_may_take_all);
  g_test_add_func ("/connections/too-many-at-once", test_too_many_at_once);
  return g_test_run ();
}
