/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Listening, and the life of the server.
 *
 * Plain HTTP stays on loopback.  Beyond it there is a certificate, or a proxy that was named; then connections from
 * anywhere else are dropped, and only what this proxy says about the address of a client is believed.
 */
#include "lotse-server-private.h"

#include "lotse-error.h"

#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define DEFAULT_LISTEN "127.0.0.1:8080"
#define ENDING_SECONDS 20u
#define WATCH_SECONDS 1u
#define DESCRIPTORS 8192u

/* TLS 1.2 at least, whatever the system's default is. */
#define TLS_PRIORITY "NORMAL:%COMPAT:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, message);
  return FALSE;
}

/* --- Requests ------------------------------------------------------------------------------------------------------ */

const char *
lotse_server_token (SoupServerMessage *message)
{
  const char *value = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");

  return value != NULL && g_str_has_prefix (value, "Bearer ") ? value + strlen ("Bearer ") : NULL;
}

char *
lotse_server_address (LotseServer *self, SoupServerMessage *message)
{
  const char *other = soup_server_message_get_remote_host (message);
  const char *forwarded = soup_message_headers_get_list (soup_server_message_get_request_headers (message), "X-Forwarded-For");
  const char *last;

  if (self->proxy == NULL || forwarded == NULL || g_strcmp0 (other, self->proxy) != 0)
    return g_strdup (other);
  /* What the proxy added itself stands at the end. */
  last = strrchr (forwarded, ',');
  return g_strstrip (g_strdup (last != NULL ? last + 1 : forwarded));
}

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  lotse_server_request (data, message, path);
}

/* A request for the live notice that is none: the library has done nothing with it. */
static void
on_plain_live (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  const char *upgrade = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Upgrade");

  if (lotse_server_token (message) == NULL)
    soup_server_message_set_status (message, SOUP_STATUS_UNAUTHORIZED, NULL);
  else if (upgrade == NULL)
    soup_server_message_set_status (message, 426, NULL);
}

static void
on_live (SoupServer *soup, SoupServerMessage *message, const char *path, SoupWebsocketConnection *connection, gpointer data)
{
  lotse_server_live_open (data, message, connection);
}

static void
on_request_started (SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  lotse_server_limits_begin (data, message);
}

/* --- What other processes change ------------------------------------------------------------------------------------- */

static gboolean
on_changed_elsewhere (gpointer data)
{
  lotse_server_live_notify (data, NULL);
  return G_SOURCE_REMOVE;
}

static void
desk_look (LotseCentre *centre, gpointer data)
{
  if (lotse_centre_changed_elsewhere (centre))
    g_main_context_invoke (NULL, on_changed_elsewhere, data);
}

static gboolean
on_watch (gpointer data)
{
  LotseServer *self = data;

  if (self->live->len > 0)
    lotse_desk_thread_push (self->desk, desk_look, self);
  return G_SOURCE_CONTINUE;
}

/* --- Listening --------------------------------------------------------------------------------------------------------- */

static GSocketAddress *
parse_listen (const char *text, GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  g_autoptr (GInetAddress) address = NULL;
  guint64 port = 0;

  if (host != NULL && *host == '[' && g_str_has_suffix (host, "]"))
    {
      memmove (host, host + 1, strlen (host));
      host[strlen (host) - 1] = '\0';
    }
  if (host != NULL && strcmp (host, "localhost") == 0)
    address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  else if (host != NULL)
    address = g_inet_address_new_from_string (host);
  if (address == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   "\"%s\" is not an address to listen on. It looks like 127.0.0.1:8080 or [::1]:8080.", text);
      return NULL;
    }
  return g_inet_socket_address_new (address, (guint16) port);
}

/* The certificate, NULL without one, and its fingerprint for invitations. */
static gboolean
read_certificate (const LotseServerOptions *options, GTlsCertificate **certificate, char **fingerprint, GError **error)
{
  g_autoptr (GByteArray) der = NULL;
  g_autoptr (GError) local = NULL;

  if (options->certificate == NULL && options->key == NULL)
    return TRUE;
  if (options->certificate == NULL || options->key == NULL)
    return invalid (error, "--certificate and --key belong together.");
  *certificate = g_tls_certificate_new_from_files (options->certificate, options->key, &local);
  if (*certificate == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, "The certificate cannot be read: %s", local->message);
      return FALSE;
    }
  g_object_get (*certificate, "certificate", &der, NULL);
  *fingerprint = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  return TRUE;
}

static gboolean
check_options (const LotseServerOptions *options, GSocketAddress *address, gboolean tls, GError **error)
{
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  g_autoptr (GInetAddress) proxy = options->proxy != NULL ? g_inet_address_new_from_string (options->proxy) : NULL;

  if (options->proxy != NULL && proxy == NULL)
    return invalid (error, "--behind-proxy needs the address of the proxy, such as 127.0.0.1.");
  if (!tls && options->proxy == NULL && !g_inet_address_get_is_loopback (inet))
    return invalid (error, "Without TLS the centre listens on loopback only. Please give --certificate and --key, or say with "
                           "--behind-proxy ADDRESS which proxy does TLS.");
  return TRUE;
}

static void
make_soup (LotseServer *self)
{
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  soup_server_add_handler (self->soup, "/v1/live", on_plain_live, self, NULL);
  soup_server_add_websocket_handler (self->soup, "/v1/live", NULL, NULL, on_live, self, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (on_request_started), self);
}

/* --- Life ----------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const LotseServerOptions *options;
  const char *url;
  const char *fingerprint;
} Setup;

static gint64
shifted_clock (gpointer data)
{
  return g_get_real_time () / 1000 + *(const gint64 *) data;
}

static gboolean
set_up (LotseCentre *centre, gpointer data, GError **error)
{
  const Setup *setup = data;
  static gint64 offset_ms;

  offset_ms = setup->options->offset_ms;
  if (offset_ms != 0)
    lotse_centre_set_clock (centre, shifted_clock, &offset_ms);
  if (setup->options->name != NULL && !lotse_centre_set_name (centre, setup->options->name, error))
    return FALSE;
  return lotse_centre_set_address (centre, setup->options->url != NULL ? setup->options->url : setup->url, setup->fingerprint, error);
}

/* Each connection and each live notice is a descriptor, and many systems give a process no more than 1,024 unasked. */
static void
take_descriptors (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= DESCRIPTORS)
    return;
  limit.rlim_cur = MIN (limit.rlim_max, DESCRIPTORS);
  setrlimit (RLIMIT_NOFILE, &limit);
}

LotseServer *
lotse_server_new (const LotseServerOptions *options, GError **error)
{
  g_autoptr (LotseServer) self = g_new0 (LotseServer, 1);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *fingerprint = NULL;
  Setup setup = { .options = options };

  g_setenv ("G_TLS_GNUTLS_PRIORITY", TLS_PRIORITY, TRUE);
  self->live = lotse_server_live_new ();
  self->proxy = g_strdup (options->proxy);
  self->loop = g_main_loop_new (NULL, FALSE);
  take_descriptors ();
  make_soup (self);
  address = parse_listen (options->listen != NULL ? options->listen : DEFAULT_LISTEN, error);
  if (address == NULL || !read_certificate (options, &certificate, &fingerprint, error)
      || !check_options (options, address, certificate != NULL, error)
      || !lotse_server_accept_open (self, address, certificate, error))
    return NULL;
  setup.url = self->url;
  setup.fingerprint = fingerprint;
  self->desk = lotse_desk_thread_new (options->folder, set_up, &setup, error);
  if (self->desk == NULL)
    return NULL;
  self->workers = g_thread_pool_new (lotse_server_work, self, LOTSE_SERVER_WORKERS, TRUE, error);
  self->watch = g_timeout_add_seconds (WATCH_SECONDS, on_watch, self);
  return self->workers != NULL ? g_steal_pointer (&self) : NULL;
}

void
lotse_server_free (LotseServer *self)
{
  if (self == NULL)
    return;
  if (self->watch != 0)
    g_source_remove (self->watch);
  lotse_server_accept_free (self);
  if (self->workers != NULL)
    g_thread_pool_free (self->workers, FALSE, TRUE);
  lotse_desk_thread_free (self->desk);
  /* What the threads still had to say. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (self->live);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_main_loop_unref (self->loop);
  g_free (self->url);
  g_free (self->proxy);
  g_free (self);
}

const char *
lotse_server_get_url (LotseServer *self)
{
  return self->url;
}

static gboolean
on_end_at_last (gpointer data)
{
  g_main_loop_quit (((LotseServer *) data)->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_signal (gpointer data)
{
  LotseServer *self = data;

  if (self->ending)
    return G_SOURCE_CONTINUE;
  self->ending = TRUE;
  lotse_server_accept_close (self);
  lotse_server_live_close (self);
  if (self->under_way == 0)
    g_timeout_add (50, on_end_at_last, self);
  else
    g_timeout_add_seconds (ENDING_SECONDS, on_end_at_last, self);
  return G_SOURCE_CONTINUE;
}

void
lotse_server_run (LotseServer *self)
{
  guint term = g_unix_signal_add (SIGTERM, on_signal, self);
  guint interrupt = g_unix_signal_add (SIGINT, on_signal, self);

  signal (SIGPIPE, SIG_IGN);
  g_main_loop_run (self->loop);
  /* Answers that are written but not yet on their way. */
  for (guint i = 0; i < 20 && g_main_context_iteration (NULL, FALSE); i++)
    ;
  g_source_remove (term);
  g_source_remove (interrupt);
}
