/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real server: what it serves, what it refuses, and that nobody can stop it for the others. */
#include "server-process.h"

#include "lotse-compress.h"

#include <stdlib.h>
#include <string.h>

#define SYNC "{\"version\":1,\"send\":\"s1\",\"now\":1795000000000}"
#define MEGA (1u << 20)

static void
assert_alive (Server *server)
{
  g_autofree char *answer = server_ask (server, "GET", "/healthz", "", NULL, 0);

  g_assert_cmpuint (server_status (answer), ==, 200);
  g_assert_true (g_str_has_suffix (answer, "ok\n"));
}

/* --- What it serves ------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *method, *path, *body;
  gboolean token;
  guint status;
  const char *says;
} AskCase;

static void
test_answers (void)
{
  static const AskCase cases[] = {
    { "GET", "/healthz", NULL, FALSE, 200, "ok" },
    { "GET", "/v1/about", NULL, FALSE, 200, "\"newest\":1" },
    { "POST", "/v1/about", "{}", FALSE, 405, "method" },
    { "GET", "/", NULL, FALSE, 404, "no-such-path" },
    { "GET", "/v1/../../etc/passwd", NULL, FALSE, 404, NULL },
    { "GET", "/v1/%2e%2e/secret", NULL, FALSE, 404, NULL },
    { "POST", "/v1/sync", SYNC, FALSE, 401, "wrong-token" },
    { "POST", "/v1/sync", SYNC, TRUE, 200, "\"cursor\"" },
    { "POST", "/v1/sync", "{\"version\":1,", TRUE, 400, "invalid" },
    { "POST", "/v1/sync", "{\"version\":1,\"send\":\"\xff\xfe\"}", TRUE, 400, "invalid" },
    { "POST", "/v1/sync", "", TRUE, 400, "invalid" },
    { "POST", "/v1/sync", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", TRUE, 400, "invalid" },
    { "POST", "/v1/devices", "{\"account\":\"ada\"}", FALSE, 400, "invalid" },
    { "GET", "/v1/history/00000000000000000000000000000000", NULL, TRUE, 404, "not-found" },
    { "GET", "/v1/history/x", NULL, TRUE, 404, "not-found" },
    { "GET", "/v1/history/00000000000000000000000000000000", NULL, FALSE, 401, "wrong-token" },
    { "GET", "/v1/blobs/x", NULL, TRUE, 404, "not-found" },
    { "GET", "/v1/live", NULL, FALSE, 401, NULL },
  };
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *token = server_enrol (server);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = server_ask (server, cases[i].method, cases[i].path, cases[i].token ? token : "", cases[i].body, -1);

      g_assert_cmpuint (server_status (answer), ==, cases[i].status);
      if (cases[i].says != NULL)
        g_assert_nonnull (strstr (answer, cases[i].says));
    }
}

/* --- Limits ------------------------------------------------------------------------------------------------------------ */

static void
test_four_gigabytes_are_refused_at_once (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autoptr (GSocketConnection) connection = server_connect (server);
  g_autofree char *answer = NULL;

  server_send (connection, "POST /v1/sync HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Length: 4294967296\r\n\r\n", -1);
  answer = server_receive (connection, 20);
  g_assert_cmpuint (server_status (answer), ==, 413);
  g_assert_nonnull (strstr (answer, "too-large"));
  assert_alive (server);
}

static void
test_body_without_token_is_small (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autoptr (GSocketConnection) connection = server_connect (server);
  g_autofree char *answer = NULL;

  server_send (connection, "POST /v1/devices HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n", -1);
  answer = server_receive (connection, 20);
  g_assert_cmpuint (server_status (answer), ==, 413);
}

/* A body that does not say how long it is is cut off when it is too long. */
static void
test_endless_body_is_cut_off (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autoptr (GSocketConnection) connection = server_connect (server);
  g_autofree char *mega = g_strnfill (MEGA, 'x');
  guint sent = 0;

  server_send (connection, "POST /v1/sync HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nTransfer-Encoding: chunked\r\n\r\n", -1);
  while (sent < 100 && server_send (connection, "100000\r\n", -1) && server_send (connection, mega, MEGA)
         && server_send (connection, "\r\n", -1))
    sent++;
  g_assert_cmpuint (sent, <, 60);
  assert_alive (server);
}

static void
test_huge_headers_are_refused (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autoptr (GSocketConnection) connection = server_connect (server);
  g_autofree char *line = g_strnfill (1000, 'x');
  g_autofree char *header = g_strconcat ("X-Long: ", line, "\r\n", NULL);
  g_autofree char *answer = NULL;
  guint sent = 0;

  server_send (connection, "GET /healthz HTTP/1.1\r\nHost: x\r\n", -1);
  while (sent < 20000 && server_send (connection, header, -1))
    sent++;
  server_send (connection, "\r\n", -1);
  answer = server_receive (connection, 20);
  g_assert_cmpuint (server_status (answer), !=, 200);
  assert_alive (server);
}

static void
test_bomb_is_not_unpacked (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *token = server_enrol (server);
  g_autofree char *headers = g_strconcat (token, "Content-Encoding: gzip\r\n", NULL);
  g_autofree char *zeros = g_malloc0 (64 * MEGA);
  g_autoptr (GBytes) plain = g_bytes_new_static (zeros, 64 * MEGA);
  g_autoptr (GBytes) packed = lotse_compress (plain);
  g_autofree char *answer = server_ask (server, "POST", "/v1/sync", headers, g_bytes_get_data (packed, NULL), (gssize) g_bytes_get_size (packed));
  g_autofree char *broken = server_ask (server, "POST", "/v1/sync", headers, "no gzip at all", -1);

  g_assert_cmpuint (g_bytes_get_size (packed), <, MEGA);
  g_assert_cmpuint (server_status (answer), ==, 413);
  g_assert_cmpuint (server_status (broken), ==, 413);
}

/* Clients that never come to an end, in the header, in the body and in reading the answer. */
static void
test_slow_clients_stop_nobody (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *token = server_enrol (server);
  g_autofree char *body = g_strconcat ("POST /v1/sync HTTP/1.1\r\nHost: x\r\n", token, "Content-Length: 1000\r\n\r\n{", NULL);
  g_autoptr (GPtrArray) slow = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 60; i++)
    {
      GSocketConnection *connection = server_connect (server);

      server_send (connection, i % 3 == 0 ? "POST /v1/sy" : i % 3 == 1 ? body : "GET /v1/about HTTP/1.1\r\nHost: x\r\n\r\n", -1);
      g_ptr_array_add (slow, connection);
    }
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *answer = server_ask (server, "POST", "/v1/sync", token, SYNC, -1);

      g_assert_cmpuint (server_status (answer), ==, 200);
    }
}

static void
test_logins_are_limited (void)
{
  g_autoptr (Server) server = server_new (NULL);
  const char *body = "{\"account\":\"ada\",\"password\":\"guess\",\"device\":\"00000000000000aa\",\"name\":\"x\",\"token\":"
                     "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}";
  g_autofree char *last = NULL;

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *answer = server_ask (server, "POST", "/v1/devices", "", body, -1);

      g_assert_cmpuint (server_status (answer), ==, 401);
      g_assert_nonnull (strstr (answer, "wrong-password"));
    }
  /* Whoever is not behind the proxy that was named cannot choose an address. */
  last = server_ask (server, "POST", "/v1/devices", "X-Forwarded-For: 10.1.1.1\r\n", body, -1);
  g_assert_cmpuint (server_status (last), ==, 429);
  g_assert_nonnull (strstr (last, "Retry-After: "));
  g_assert_nonnull (strstr (last, "too-many-tries"));
}

/* --- Calendars --------------------------------------------------------------------------------------------------------- */

/* A calendar program asks each time whether what it has is still right; nobody in between keeps it. */
static void
test_calendar (void)
{
  static const char secret[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *token = server_enrol (server);
  g_autofree char *body = g_strdup_printf ("{\"secret\":\"%s\"}", secret);
  g_autofree char *made = server_ask (server, "POST", "/v1/calendar", token, body, strlen (body));
  g_autofree char *path = g_strdup_printf ("/v1/calendar/%s.ics", secret);
  g_autofree char *first = server_ask (server, "GET", path, "", NULL, 0);
  const char *tag = strstr (first, "\r\nETag: ");
  g_autofree char *known = NULL;
  g_autofree char *again = NULL;

  g_assert_cmpuint (server_status (made), ==, 200);
  g_assert_nonnull (strstr (made, path));
  g_assert_cmpuint (server_status (first), ==, 200);
  g_assert_nonnull (strstr (first, "Cache-Control: private, no-cache\r\n"));
  g_assert_nonnull (strstr (first, "Content-Type: text/calendar; charset=utf-8\r\n"));
  g_assert_nonnull (strstr (first, "X-WR-CALNAME:Fristen\r\n"));
  g_assert_nonnull (tag);
  known = g_strdup_printf ("If-None-Match: %.*s\r\n", (int) strcspn (tag + strlen ("\r\nETag: "), "\r"), tag + strlen ("\r\nETag: "));
  again = server_ask (server, "GET", path, known, NULL, 0);
  g_assert_cmpuint (server_status (again), ==, 304);
}

/* --- The log ------------------------------------------------------------------------------------------------------------ */

static void
test_log_names_routes_only (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *token = server_enrol (server);
  g_autofree char *path = g_build_filename (server->folder, "log", NULL);
  g_autofree char *log = NULL;
  g_auto (GStrv) words = g_strsplit_set (token, " \r", -1);

  g_free (server_ask (server, "GET", "/v1/history/0123456789abcdef0123456789abcdef", token, NULL, 0));
  g_free (server_ask (server, "GET", "/v1/secret-name", token, NULL, 0));
  g_free (server_ask (server, "GET", "/v1/calendar/0123456789abcdef0123456789abcdef.ics", "", NULL, 0));
  g_assert_true (g_file_get_contents (path, &log, NULL, NULL));
  g_assert_nonnull (strstr (log, "GET /v1/history/ 404"));
  g_assert_nonnull (strstr (log, "GET /v1/calendar/ 404"));
  g_assert_nonnull (strstr (log, "GET (unknown) 404"));
  g_assert_null (strstr (log, "0123456789abcdef"));
  g_assert_null (strstr (log, "secret-name"));
  g_assert_null (strstr (log, words[2]));
  g_assert_null (strstr (log, "ada"));
}

/* --- Files --------------------------------------------------------------------------------------------------------------- */

static char *
put (Server *server, const char *token, const char *path, guint offset, guint whole, const char *part)
{
  g_autofree char *headers = g_strdup_printf ("%sUpload-Offset: %u\r\nUpload-Length: %u\r\n", token, offset, whole);

  return server_ask (server, "PUT", path, headers, part, -1);
}

static void
attach (Server *server, const char *token, const char *hash)
{
  g_autofree char *device = g_strndup (token + strlen ("Authorization: Bearer "), 16);
  g_autofree char *body = g_strdup_printf ("{\"version\":1,\"send\":\"s1\",\"edits\":["
                                           "{\"k\":\"organisation\",\"i\":\"00000000000070000000000000000001\",\"t\":\"0190000000000001-%s\",\"c\":true,"
                                           "\"w\":{\"name\":[\"Verein\"]}},"
                                           "{\"k\":\"attachment\",\"i\":\"00000000000070000000000000000002\",\"t\":\"0190000000000002-%s\",\"c\":true,"
                                           "\"w\":{\"title\":[\"Paper\"],\"attached\":[\"00000000000070000000000000000001\"],\"file\":[\"%s\"]}}]}",
                                           device, device, hash);
  g_autofree char *answer = server_ask (server, "POST", "/v1/sync", token, body, -1);

  g_assert_cmpuint (server_status (answer), ==, 200);
  g_assert_null (strstr (answer, "refused"));
}

static void
test_packs_both_ways (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *token = server_enrol (server);
  g_autofree char *headers = g_strconcat (token, "Content-Encoding: gzip\r\nAccept-Encoding: gzip\r\n", NULL);
  g_autoptr (GBytes) plain = g_bytes_new_static (SYNC, strlen (SYNC));
  g_autoptr (GBytes) packed = lotse_compress (plain);
  g_autofree char *hash = g_strnfill (64, 'a');
  g_autofree char *answer = NULL;

  attach (server, token, hash);
  answer = server_ask (server, "POST", "/v1/sync", headers, g_bytes_get_data (packed, NULL), (gssize) g_bytes_get_size (packed));
  g_assert_cmpuint (server_status (answer), ==, 200);
  g_assert_nonnull (strstr (answer, "Content-Encoding: gzip"));
}

static void
test_file_in_pieces (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *token = server_enrol (server);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Hello, world", -1);
  g_autofree char *path = g_strconcat ("/v1/blobs/", hash, NULL);
  g_autofree char *range = g_strconcat (token, "Range: bytes=7-11\r\n", NULL);
  g_autofree char *first = put (server, token, path, 0, 12, "Hello");
  g_autofree char *gap = put (server, token, path, 9, 12, "rld");
  g_autofree char *head = server_ask (server, "HEAD", path, token, NULL, 0);
  g_autofree char *rest = put (server, token, path, 5, 12, ", world");
  g_autofree char *unseen = server_ask (server, "GET", path, token, NULL, 0);
  g_autofree char *seen = NULL;
  g_autofree char *part = NULL;

  g_assert_cmpuint (server_status (first), ==, 202);
  g_assert_cmpuint (server_status (gap), ==, 409);
  g_assert_nonnull (strstr (gap, "Upload-Offset: 5"));
  g_assert_nonnull (strstr (head, "Upload-Offset: 5"));
  g_assert_cmpuint (server_status (rest), ==, 201);
  g_assert_nonnull (strstr (rest, "Upload-Offset: 12"));
  /* Nobody has it before a record that he sees refers to it. */
  g_assert_cmpuint (server_status (unseen), ==, 404);
  attach (server, token, hash);
  seen = server_ask (server, "GET", path, token, NULL, 0);
  g_assert_cmpuint (server_status (seen), ==, 200);
  g_assert_true (g_str_has_suffix (seen, "\r\n\r\nHello, world"));
  part = server_ask (server, "GET", path, range, NULL, 0);
  g_assert_cmpuint (server_status (part), ==, 206);
  g_assert_true (g_str_has_suffix (part, "\r\n\r\nworld"));
  /* Whoever asks for more than there is gets what there is. */
  {
    g_autofree char *beyond = g_strconcat (token, "Range: bytes=7-1048582\r\n", NULL);
    g_autofree char *open = g_strconcat (token, "Range: bytes=7-\r\n", NULL);
    g_autofree char *behind = g_strconcat (token, "Range: bytes=12-99\r\n", NULL);
    const char *const ranges[] = { beyond, open };

    for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
      {
        g_autofree char *answer = server_ask (server, "GET", path, ranges[i], NULL, 0);

        g_assert_cmpuint (server_status (answer), ==, 206);
        g_assert_nonnull (strstr (answer, "Content-Range: bytes 7-11/12"));
        g_assert_true (g_str_has_suffix (answer, "\r\n\r\nworld"));
      }
    g_free (part);
    part = server_ask (server, "GET", path, behind, NULL, 0);
    g_assert_cmpuint (server_status (part), ==, 416);
    g_assert_nonnull (strstr (part, "Content-Range: bytes */12"));
  }
}

static void
test_file_that_is_another (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *token = server_enrol (server);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Hello, world", -1);
  g_autofree char *path = g_strconcat ("/v1/blobs/", hash, NULL);
  g_autofree char *wrong = put (server, token, path, 0, 12, "Hello, World");
  g_autofree char *again = put (server, token, path, 0, 12, "Hello, world");
  g_autofree char *large = put (server, token, path, 0, 200u << 20, "x");

  g_assert_cmpuint (server_status (wrong), ==, 400);
  g_assert_nonnull (strstr (wrong, "Upload-Offset: 0"));
  g_assert_cmpuint (server_status (again), ==, 201);
  g_assert_cmpuint (server_status (large), ==, 413);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/answers", test_answers);
  g_test_add_func ("/server/packs-both-ways", test_packs_both_ways);
  g_test_add_func ("/server/four-gigabytes-are-refused-at-once", test_four_gigabytes_are_refused_at_once);
  g_test_add_func ("/server/body-without-token-is-small", test_body_without_token_is_small);
  g_test_add_func ("/server/endless-body-is-cut-off", test_endless_body_is_cut_off);
  g_test_add_func ("/server/huge-headers-are-refused", test_huge_headers_are_refused);
  g_test_add_func ("/server/bomb-is-not-unpacked", test_bomb_is_not_unpacked);
  g_test_add_func ("/server/slow-clients-stop-nobody", test_slow_clients_stop_nobody);
  g_test_add_func ("/server/logins-are-limited", test_logins_are_limited);
  g_test_add_func ("/server/calendar", test_calendar);
  g_test_add_func ("/server/log-names-routes-only", test_log_names_routes_only);
  g_test_add_func ("/server/file-in-pieces", test_file_in_pieces);
  g_test_add_func ("/server/file-that-is-another", test_file_that_is_another);
  return g_test_run ();
}
