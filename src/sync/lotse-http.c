/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTTP to the centre with libsoup, on a thread of its own.
 *
 * The caller of lotse_transport_exchange() waits on a condition while the thread's main loop does the work; at most one
 * exchange is under way, beside the live notice.  An answer is read up to LOTSE_PROTOCOL_MAX_BODY bytes after unpacking.
 */
#include "config.h"

#include "lotse-http-private.h"

#include "lotse-error.h"
#include "lotse-protocol.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIMEOUT_SECONDS 60u
#define COMPRESS_FROM 256u /* bytes: a smaller body does not get smaller */

typedef struct
{
  LotseHttp *self;
  const LotseCall *call;
  LotseReply *reply;
  GCancellable *cancellable;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *bytes;
  guint8 *buffer;
  GError *error;
  GMutex mutex;
  GCond cond;
  gboolean done;
} Exchange;

#define BUFFER_SIZE (256u << 10)

/* What a message knows of itself: how it is stopped, and whether its certificate is not the one of the invitation. */
#define CANCELLABLE "lotse-cancellable"
#define UNTRUSTED "lotse-untrusted"

static void lotse_http_transport_init (LotseTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LotseHttp, lotse_http, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LOTSE_TYPE_TRANSPORT, lotse_http_transport_init))

/* --- One exchange, on the transport's thread -------------------------------------------------------------- */

static void
exchange_end (Exchange *exchange)
{
  SoupMessageMetrics *metrics = exchange->message != NULL ? soup_message_get_metrics (exchange->message) : NULL;

  if (metrics != NULL)
    {
      exchange->reply->sent = soup_message_metrics_get_request_header_bytes_sent (metrics)
                              + soup_message_metrics_get_request_body_bytes_sent (metrics);
      exchange->reply->received = soup_message_metrics_get_response_header_bytes_received (metrics)
                                  + soup_message_metrics_get_response_body_bytes_received (metrics);
    }
  /* The session's objects end on the session's thread; after the signal the exchange belongs to the caller again. */
  g_clear_object (&exchange->stream);
  g_clear_object (&exchange->message);
  g_mutex_lock (&exchange->mutex);
  exchange->done = TRUE;
  g_cond_signal (&exchange->cond);
  g_mutex_unlock (&exchange->mutex);
}

gboolean
lotse_http_is_untrusted (SoupMessage *message)
{
  return g_object_get_data (G_OBJECT (message), UNTRUSTED) != NULL;
}

/* Turns what GIO says into what people need to know; the cause stays in the debug log. */
static void
exchange_fail (Exchange *exchange, GError *cause)
{
  gboolean untrusted = exchange->message != NULL && lotse_http_is_untrusted (exchange->message);

  g_debug ("exchange failed: %s", cause->message);
  if (!untrusted && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (&exchange->error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED, _("Stopped. Your changes are kept."));
  else if (untrusted || cause->domain == G_TLS_ERROR)
    g_set_error_literal (&exchange->error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
                         _("The centre's certificate is not the expected one, so nothing was sent. Please ask the centre."));
  else
    g_set_error_literal (&exchange->error, LOTSE_ERROR, LOTSE_ERROR_NETWORK,
                         _("The centre cannot be reached. Your changes are kept and will be sent later."));
  g_error_free (cause);
  exchange_end (exchange);
}

/* SOUP takes a line that was cut within an answer for its end; whoever keeps a file in pieces must know better. */
static gboolean
is_cut_off (Exchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  SoupMessageMetrics *metrics = soup_message_get_metrics (exchange->message);

  return !g_str_equal (exchange->call->method, "HEAD") && metrics != NULL
         && soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
         && soup_message_metrics_get_response_body_bytes_received (metrics) < (guint64) soup_message_headers_get_content_length (headers);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = data;
  GError *cause = NULL;
  gssize size = g_input_stream_read_finish (exchange->stream, result, &cause);

  if (size < 0)
    {
      exchange_fail (exchange, cause);
      return;
    }
  if (exchange->bytes->len + (gsize) size > LOTSE_PROTOCOL_MAX_BODY)
    {
      g_set_error_literal (&exchange->error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL,
                           _("The centre's answer is too large to be one. Nothing was changed."));
      exchange_end (exchange);
      return;
    }
  g_byte_array_append (exchange->bytes, exchange->buffer, (guint) size);
  if (size > 0)
    {
      g_input_stream_read_async (exchange->stream, exchange->buffer, BUFFER_SIZE, G_PRIORITY_DEFAULT, exchange->cancellable,
                                 on_read, exchange);
      return;
    }
  if (is_cut_off (exchange))
    {
      exchange_fail (exchange, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "the answer was cut off"));
      return;
    }
  exchange->reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->bytes));
  exchange_end (exchange);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = data;
  GError *cause = NULL;
  const char *offset;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &cause);
  if (exchange->stream == NULL)
    {
      exchange_fail (exchange, cause);
      return;
    }
  exchange->reply->status = soup_message_get_status (exchange->message);
  offset = soup_message_headers_get_one (soup_message_get_response_headers (exchange->message), "Upload-Offset");
  if (offset != NULL)
    exchange->reply->offset = g_ascii_strtoll (offset, NULL, 10);
  exchange->bytes = g_byte_array_new ();
  exchange->buffer = g_malloc (BUFFER_SIZE);
  g_input_stream_read_async (exchange->stream, exchange->buffer, BUFFER_SIZE, G_PRIORITY_DEFAULT, exchange->cancellable,
                             on_read, exchange);
}

static gboolean
is_pinned (LotseHttp *self, GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *digest = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  return g_ascii_strcasecmp (digest, self->fingerprint) == 0;
}

/* Asked only about certificates that no authority vouches for: the one of the invitation is good all the same. */
static gboolean
on_accept_certificate (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer data)
{
  LotseHttp *self = data;

  return self->fingerprint != NULL && is_pinned (self, certificate);
}

/* With a fingerprint only that certificate counts, even if an authority vouches for another one; then nothing is sent. */
static void
on_tls_certificate (GObject *object, GParamSpec *spec, gpointer data)
{
  LotseHttp *self = data;
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (SOUP_MESSAGE (object));

  if (certificate == NULL || self->fingerprint == NULL || is_pinned (self, certificate))
    return;
  g_object_set_data (object, UNTRUSTED, self);
  g_cancellable_cancel (g_object_get_data (object, CANCELLABLE));
}

SoupMessage *
lotse_http_new_message (LotseHttp *self, const char *method, const char *path, const char *token, GCancellable *cancellable)
{
  g_autofree char *address = g_strconcat (self->url, path, NULL);
  SoupMessage *message = soup_message_new (method, address);

  if (message == NULL)
    return NULL;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  g_object_set_data_full (G_OBJECT (message), CANCELLABLE, g_object_ref (cancellable), g_object_unref);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (on_accept_certificate), self);
  g_signal_connect (message, "notify::tls-peer-certificate", G_CALLBACK (on_tls_certificate), self);
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
    }
  return message;
}

static void
set_body (SoupMessage *message, const LotseCall *call)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (call->offset >= 0)
    {
      g_autofree char *offset = g_strdup_printf ("%" G_GINT64_FORMAT, call->offset);
      g_autofree char *whole = g_strdup_printf ("%" G_GINT64_FORMAT, call->whole);

      soup_message_headers_replace (headers, "Upload-Offset", offset);
      soup_message_headers_replace (headers, "Upload-Length", whole);
      soup_message_set_request_body_from_bytes (message, "application/octet-stream", call->body);
    }
  else if (g_bytes_get_size (call->body) < COMPRESS_FROM)
    {
      soup_message_set_request_body_from_bytes (message, "application/json", call->body);
    }
  else
    {
      g_autoptr (GBytes) packed = lotse_compress (call->body);

      soup_message_headers_replace (headers, "Content-Encoding", "gzip");
      soup_message_set_request_body_from_bytes (message, "application/json", packed);
    }
}

static gboolean
exchange_start (gpointer data)
{
  Exchange *exchange = data;
  const LotseCall *call = exchange->call;

  exchange->message = lotse_http_new_message (exchange->self, call->method, call->path, call->token,
                                              exchange->cancellable);
  if (exchange->message == NULL)
    {
      exchange_fail (exchange, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "not an address"));
      return G_SOURCE_REMOVE;
    }
  if (call->body == NULL && call->offset >= 0)
    soup_message_headers_set_range (soup_message_get_request_headers (exchange->message), call->offset,
                                    call->offset + (gint64) call->piece - 1);
  if (call->body != NULL)
    set_body (exchange->message, call);
  soup_session_send_async (exchange->self->session, exchange->message, G_PRIORITY_DEFAULT, exchange->cancellable, on_sent, exchange);
  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke(), which runs at once on the caller's thread while the loop has not begun. */
void
lotse_http_run (LotseHttp *self, GSourceFunc function, gpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, data, NULL);
  g_source_attach (source, self->context);
}

static void
exchange_clear (Exchange *exchange)
{
  g_clear_object (&exchange->cancellable);
  g_clear_pointer (&exchange->bytes, g_byte_array_unref);
  g_clear_pointer (&exchange->buffer, g_free);
  g_mutex_clear (&exchange->mutex);
  g_cond_clear (&exchange->cond);
}

static void
cancel_other (GCancellable *from, gpointer other)
{
  g_cancellable_cancel (other);
}

static gboolean
lotse_http_exchange (LotseTransport *transport, const LotseCall *call, LotseReply *reply, GCancellable *cancellable, GError **error)
{
  Exchange exchange = { .self = LOTSE_HTTP (transport), .call = call, .reply = reply, .cancellable = g_cancellable_new () };
  gulong handler = 0;
  gboolean ok;

  g_mutex_init (&exchange.mutex);
  g_cond_init (&exchange.cond);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_other), g_object_ref (exchange.cancellable), g_object_unref);
  lotse_http_run (exchange.self, exchange_start, &exchange);
  g_mutex_lock (&exchange.mutex);
  while (!exchange.done)
    g_cond_wait (&exchange.cond, &exchange.mutex);
  g_mutex_unlock (&exchange.mutex);
  g_cancellable_disconnect (cancellable, handler);

  ok = exchange.error == NULL;
  if (!ok)
    g_propagate_error (error, exchange.error);
  exchange_clear (&exchange);
  return ok;
}

static void
lotse_http_transport_init (LotseTransportInterface *iface)
{
  iface->exchange = lotse_http_exchange;
}

/* --- Life -------------------------------------------------------------------------------------------------------- */

static gpointer
thread_main (gpointer data)
{
  LotseHttp *self = data;

  g_main_context_push_thread_default (self->context);
  self->session = soup_session_new_with_options ("timeout", TIMEOUT_SECONDS, "user-agent", "Lotse/" PACKAGE_VERSION, "max-conns", 3,
                                                 "max-conns-per-host", 3, NULL);
  g_main_loop_run (self->loop);
  lotse_http_live_stop (self);
  soup_session_abort (self->session);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_clear_object (&self->session);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit_loop (gpointer data)
{
  g_main_loop_quit (((LotseHttp *) data)->loop);
  return G_SOURCE_REMOVE;
}

static void
lotse_http_finalize (GObject *object)
{
  LotseHttp *self = LOTSE_HTTP (object);

  /* Nothing on the thread holds a reference, so this never runs there. */
  lotse_http_run (self, quit_loop, self);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_object (&self->live_cancellable);
  g_free (self->live_token);
  g_free (self->url);
  g_free (self->fingerprint);
  G_OBJECT_CLASS (lotse_http_parent_class)->finalize (object);
}

static void
lotse_http_class_init (LotseHttpClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lotse_http_finalize;
}

static void
lotse_http_init (LotseHttp *self)
{
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("lotse-http", thread_main, self);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

LotseHttp *
lotse_http_new (const char *url, const char *fingerprint, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  LotseHttp *self;
  gsize length;

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0' || !(g_str_equal (scheme, "https") || g_str_equal (scheme, "http")))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is not the address of a centre. It begins with https://."), url);
      return NULL;
    }
  if (g_str_equal (scheme, "http") && !is_loopback (g_uri_get_host (uri)))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _("The address begins with http://, which others could read on the way. Please use https://."));
      return NULL;
    }
  self = g_object_new (LOTSE_TYPE_HTTP, NULL);
  length = strlen (url);
  while (length > 0 && url[length - 1] == '/')
    length--;
  self->url = g_strndup (url, length);
  self->fingerprint = g_strdup (fingerprint);
  return self;
}
