/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A centre that answers with rubbish: the device says so in words, changes nothing, and keeps what it had to send.  One
 * that answers in form, but gives no verdict on what it was sent, is never taken for success.
 *
 * The centre is a SoupServer on a thread of its own that gives the same answer to every sync.
 */
#include "kit.h"

#include "lotse-compress.h"
#include "lotse-enrol.h"
#include "lotse-error.h"
#include "lotse-http.h"
#include "lotse-protocol.h"
#include "lotse-sync.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  const char *name;
  guint status;
  const char *body;     /* or NULL: `size` bytes of `fill` */
  gsize size;
  char fill;
  gboolean packed;      /* sent as gzip */
  const char *location; /* of a redirect */
  const char *lines;    /* of a verdict on each edit that was sent, and then there is no body */
  const char *id;       /* the record that the verdict names instead */
} Case;

static const Case cases[] = {
  { .name = "empty", .status = 200, .body = "" },
  { .name = "no-json", .status = 200, .body = "<html>Welcome to the hotel's Wi-Fi</html>" },
  { .name = "half-json", .status = 200, .body = "{\"epoch\": \"a\", \"cursor\": \"b\", \"now\": 1, \"changes\": [{\"k\": \"per" },
  { .name = "wrong-types", .status = 200, .body = "{\"epoch\": [], \"cursor\": {}, \"now\": \"x\", \"changes\": 7}" },
  { .name = "array", .status = 200, .body = "[1, 2, 3]" },
  { .name = "invalid-utf8", .status = 200, .body = "{\"epoch\": \"\xff\xfe\", \"cursor\": \"b\", \"now\": 1}" },
  { .name = "deep-nesting", .status = 200, .size = 1 << 20, .fill = '[' },
  { .name = "too-large", .status = 200, .size = LOTSE_PROTOCOL_MAX_BODY + 1, .fill = ' ' },
  { .name = "gzip-bomb", .status = 200, .size = 256 << 20, .fill = ' ', .packed = TRUE },
  { .name = "redirect", .status = 302, .body = "", .location = "http://127.0.0.1:1/v1/sync" },
  { .name = "not-found", .status = 404, .body = "{\"error\": \"no-such-path\", \"message\": \"no\"}" },
  { .name = "error-without-json", .status = 500, .body = "Internal Server Error" },
};

static const Case silent[] = {
  { .name = "unknown-verdict", .lines = "[[\"postponed\"]]" },
  { .name = "empty-verdict", .lines = "[]" },
  { .name = "foreign-verdict", .lines = "[[\"merged\"]]", .id = "01890a5d000070008000000000000001" },
};

typedef struct
{
  const Case *c;
  GBytes *body;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  SoupServer *server;
  char *url;
  gint n_asked;
} Centre;

static void
answer_json (SoupServerMessage *message, char *json)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, json, strlen (json));
}

static void
on_about (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  LotseAbout about = { .name = (char *) "Test", .version = (char *) "0", .oldest = 1, .newest = 1, .epoch = (char *) "e", .now_ms = 1 };

  answer_json (message, lotse_about_to_json (&about));
}

static void
on_devices (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  LotseEnrolled enrolled = { .account = (char *) "office", .roles = LOTSE_ROLE_COORDINATOR, .epoch = (char *) "e",
                             .centre = (char *) "Test", .device = (char *) "0123456789abcdef" };

  answer_json (message, lotse_enrolled_to_json (&enrolled));
}

/* Answers in form, with a verdict on every edit that settles none. */
static char *
settle_nothing (const Case *c, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) sent = soup_message_body_flatten (soup_server_message_get_request_body (message));
  gboolean packed = g_strcmp0 (soup_message_headers_get_one (headers, "Content-Encoding"), "gzip") == 0;
  g_autoptr (GBytes) plain = packed ? lotse_decompress (sent, LOTSE_PROTOCOL_MAX_BODY, NULL) : g_bytes_ref (sent);
  g_autoptr (LotseSyncRequest) request = NULL;
  GString *answer = g_string_new ("{\"epoch\":\"e\",\"cursor\":\"c\",\"now\":1,\"roles\":[\"coordinator\"],\"verdicts\":[");
  g_autoptr (GError) error = NULL;

  request = lotse_sync_request_from_json (g_bytes_get_data (plain, NULL), (gssize) g_bytes_get_size (plain), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < request->edits->len; i++)
    {
      const LotseEdit *edit = g_ptr_array_index (request->edits, i);
      char stamp[LOTSE_STAMP_TEXT_SIZE];

      lotse_stamp_print (edit->stamp, stamp);
      g_string_append_printf (answer, "%s{\"i\":\"%s\",\"t\":\"%s\",\"v\":%s}", i > 0 ? "," : "",
                              c->id != NULL ? c->id : edit->id, stamp, c->lines);
    }
  return g_string_free (g_string_append (answer, "]}"), FALSE);
}

static void
on_sync (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Centre *centre = data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  g_atomic_int_inc (&centre->n_asked);
  if (centre->c->lines != NULL)
    {
      answer_json (message, settle_nothing (centre->c, message));
      return;
    }
  soup_server_message_set_status (message, centre->c->status, NULL);
  if (centre->c->location != NULL)
    soup_message_headers_replace (headers, "Location", centre->c->location);
  if (centre->c->packed)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  if (g_bytes_get_size (centre->body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), centre->body);
}

static gpointer
centre_thread (gpointer data)
{
  Centre *centre = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainContext) context = g_main_context_ref (centre->context);
  GSList *uris;

  g_main_context_push_thread_default (context);
  centre->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (centre->server, "/v1/about", on_about, centre, NULL);
  soup_server_add_handler (centre->server, "/v1/devices", on_devices, centre, NULL);
  soup_server_add_handler (centre->server, "/v1/sync", on_sync, centre, NULL);
  soup_server_listen_local (centre->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (centre->server);
  g_atomic_pointer_set (&centre->url, g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data)));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (centre->loop);
  g_clear_object (&centre->server);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static GBytes *
make_body (const Case *c)
{
  g_autoptr (GBytes) plain = NULL;

  if (c->lines != NULL)
    return g_bytes_new (NULL, 0);
  if (c->body != NULL)
    return g_bytes_new_static (c->body, strlen (c->body));
  {
    char *bytes = g_malloc (c->size);

    memset (bytes, c->fill, c->size);
    plain = g_bytes_new_take (bytes, c->size);
  }
  return c->packed ? lotse_compress (plain) : g_steal_pointer (&plain);
}

static void
centre_open (Centre *centre, const Case *c)
{
  *centre = (Centre){ .c = c, .body = make_body (c), .context = g_main_context_new () };
  centre->loop = g_main_loop_new (centre->context, FALSE);
  centre->thread = g_thread_new ("hostile", centre_thread, centre);
  while (g_atomic_pointer_get (&centre->url) == NULL)
    g_usleep (1000);
}

static void
centre_close (Centre *centre)
{
  g_main_loop_quit (centre->loop);
  g_thread_join (centre->thread);
  g_main_loop_unref (centre->loop);
  g_main_context_unref (centre->context);
  g_bytes_unref (centre->body);
  g_free (centre->url);
}

static void
test_rubbish (gconstpointer data)
{
  char *folder = kit_folder_new ();
  LotseStore *store = kit_store_open (folder, "device");
  g_autofree char *id = kit_add (store, "person", "display_name", "Mira", NULL);
  g_autofree char *name = NULL;
  g_autoptr (LotseTransport) transport = NULL;
  g_autoptr (GError) error = NULL;
  LotseSyncReport report;
  LotseStoreStatus status;
  Centre centre;

  centre_open (&centre, data);
  kit_connect (store, centre.url, "office");
  transport = lotse_enrol_open_transport (store, &error);
  g_assert_no_error (error);
  g_assert_false (lotse_exchange_run (store, transport, &report, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == LOTSE_ERROR);
  g_assert_cmpint (g_atomic_int_get (&centre.n_asked), ==, 1);
  g_assert_false (report.complete);
  g_assert_true (lotse_store_status (store, &status, NULL));
  g_assert_cmpuint (status.waiting, ==, 1);
  name = kit_get (store, id, "display_name");
  g_assert_cmpstr (name, ==, "Mira");
  g_clear_object (&transport);
  lotse_store_close (store);
  g_object_unref (store);
  centre_close (&centre);
  kit_folder_remove (folder);
}

static void
assert_waits (LotseStore *store)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, NULL);
  LotseStoreStatus status;

  g_assert_true (lotse_store_status (store, &status, NULL));
  g_assert_cmpuint (status.waiting, ==, 2);
  g_assert_cmpint (status.last_complete_ms, ==, 0);
  g_assert_cmpint (state->last_complete_ms, ==, 0);
}

/* What the centre has given no verdict on was not sent, however well-formed the answer is. */
static void
test_silence (gconstpointer data)
{
  char *folder = kit_folder_new ();
  LotseStore *store = kit_store_open (folder, "device");
  g_autofree char *one = kit_add (store, "person", "display_name", "Mira", NULL);
  g_autofree char *two = kit_add (store, "person", "display_name", "Amal", NULL);
  LotseSyncReport report;
  Centre centre;

  centre_open (&centre, data);
  kit_connect (store, centre.url, "office");
  g_assert_true (kit_sync (store, &report));
  g_assert_cmpuint (report.sent, ==, 0);
  g_assert_cmpuint (report.unanswered, ==, 2);
  g_assert_cmpuint (report.waiting, ==, 2);
  g_assert_false (report.complete);
  g_assert_cmpint (g_atomic_int_get (&centre.n_asked), ==, 1);
  assert_waits (store);
  lotse_store_close (store);
  g_object_unref (store);
  centre_close (&centre);
  kit_folder_remove (folder);
}

static void
on_state (LotseSync *sync, GParamSpec *spec, gboolean *met)
{
  LotseSyncStateKind state = lotse_sync_get_state (sync);

  g_assert_cmpint (state, !=, LOTSE_SYNC_STATE_IDLE);
  g_assert_cmpint (lotse_sync_get_last_complete (sync), ==, 0);
  *met = *met || state == LOTSE_SYNC_STATE_SENDING;
}

static gboolean
on_later (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* The window says that changes wait, and does not ask again and again because they do. */
static void
test_silence_in_the_window (gconstpointer data)
{
  char *folder = kit_folder_new ();
  LotseStore *store = kit_store_open (folder, "device");
  g_autofree char *one = kit_add (store, "person", "display_name", "Mira", NULL);
  g_autofree char *two = kit_add (store, "person", "display_name", "Amal", NULL);
  g_autoptr (LotseSync) sync = NULL;
  gboolean met = FALSE, later = FALSE;
  Centre centre;

  centre_open (&centre, data);
  kit_connect (store, centre.url, "office");
  sync = lotse_sync_new (store);
  g_signal_connect (sync, "notify::state", G_CALLBACK (on_state), &met);
  lotse_sync_start (sync);
  while (!met || lotse_sync_get_state (sync) != LOTSE_SYNC_STATE_WAITING)
    g_main_context_iteration (NULL, TRUE);
  /* Several times as long as the thread waits after an edit, and shorter than the pause after a failure. */
  g_timeout_add (1000, on_later, &later);
  while (!later)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_atomic_int_get (&centre.n_asked), ==, 1);
  lotse_sync_stop (sync);
  assert_waits (store);
  g_clear_object (&sync);
  lotse_store_close (store);
  g_object_unref (store);
  centre_close (&centre);
  kit_folder_remove (folder);
}

/* Addresses that are none, or that others could listen to. */
static void
test_addresses (void)
{
  static const struct
  {
    const char *url;
    gboolean good;
  } addresses[] = {
    { "https://lotse.example.org", TRUE },   { "https://lotse.example.org/path/", TRUE }, { "http://127.0.0.1:8080", TRUE },
    { "http://localhost:8080", TRUE },       { "http://[::1]:8080", TRUE },               { "http://lotse.example.org", FALSE },
    { "http://192.168.1.5", FALSE },         { "http://127.0.0.1.example.org", FALSE },   { "ftp://lotse.example.org", FALSE },
    { "lotse.example.org", FALSE },          { "", FALSE },                               { "https://", FALSE },
    { "javascript:alert(1)", FALSE },        { "file:///etc/passwd", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseHttp) http = lotse_http_new (addresses[i].url, NULL, &error);

      g_test_message ("%s", addresses[i].url);
      g_assert_true ((http != NULL) == addresses[i].good);
      if (!addresses[i].good)
        g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/addresses", test_addresses);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/hostile-centre/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_rubbish);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (silent); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/hostile-centre/%s", silent[i].name);
      g_autofree char *window = g_strdup_printf ("/sync/hostile-centre/window/%s", silent[i].name);

      g_test_add_data_func (path, &silent[i], test_silence);
      g_test_add_data_func (window, &silent[i], test_silence_in_the_window);
    }
  return g_test_run ();
}
