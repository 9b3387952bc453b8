/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One request, from the socket to the centre and back.
 *
 * The main thread reads it, a worker unpacks it and waits for the centre, and the main thread writes the answer.  Secrets
 * that passed through are wiped.  The log has the route, the status and the time, and nothing else.
 */
#include "lotse-server-private.h"

#include "lotse-endpoints.h"
#include "lotse-error.h"

#include <string.h>

#define PACK_FROM 256u /* bytes: a smaller body does not get smaller */

typedef struct
{
  LotseServer *server;
  SoupServerMessage *message;
  LotseCentreCall call;
  char *method;
  char *path;
  char *token;
  char *address;
  char *known_tag;
  GBytes *body;
  gboolean packed;      /* the body is gzip */
  gboolean takes_gzip;  /* the answer may be */
  gboolean answer_packed;
  LotseCentreReply reply;
  gint64 began_us;
  /* For passwords: */
  LotseEnrolment *enrolment;
  char *hash;
  GError *error;
} Work;

static void
work_free (Work *work)
{
  lotse_centre_reply_clear (&work->reply);
  g_clear_pointer (&work->body, g_bytes_unref);
  g_clear_pointer (&work->enrolment, lotse_enrolment_free);
  g_clear_error (&work->error);
  g_object_unref (work->message);
  g_free (work->method);
  g_free (work->path);
  g_free (work->token);
  g_free (work->address);
  g_free (work->known_tag);
  g_free (work->hash);
  g_free (work);
}

/* --- On the main thread, at the end ---------------------------------------------------------------------------- */

/*
 * The part that was asked for.  SOUP answers a range that begins within the file and ends behind it with nothing at all, so
 * it is done here; of several ranges, and of what cannot be read, the whole file is the answer.
 */
static void
cut_range (Work *work)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (work->message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (work->message);
  const goffset size = (goffset) g_bytes_get_size (work->reply.body);
  SoupRange *ranges = NULL;
  int n = 0;

  if (!soup_message_headers_get_ranges (asked, size, &ranges, &n))
    return;
  if (n == 1 && ranges[0].start >= size)
    {
      g_autofree char *none = g_strdup_printf ("bytes */%" G_GOFFSET_FORMAT, size);

      soup_message_headers_replace (headers, "Content-Range", none);
      work->reply.status = 416;
      g_clear_pointer (&work->reply.body, g_bytes_unref);
    }
  else if (n == 1 && ranges[0].start >= 0)
    {
      const goffset last = ranges[0].end < 0 ? size - 1 : MIN (ranges[0].end, size - 1);
      GBytes *whole = work->reply.body;

      soup_message_headers_set_content_range (headers, ranges[0].start, last, size);
      work->reply.status = 206;
      work->reply.body = g_bytes_new_from_bytes (whole, (gsize) ranges[0].start, (gsize) (last - ranges[0].start + 1));
      g_bytes_unref (whole);
    }
  soup_message_headers_free_ranges (asked, ranges);
}

static void
set_file (Work *work)
{
  g_autoptr (GError) error = NULL;
  GMappedFile *file = g_mapped_file_new (work->reply.file, FALSE, &error);

  if (file == NULL)
    {
      lotse_centre_reply_set (&work->reply, LOTSE_WORD_NOT_FOUND, "There is no such file.");
      return;
    }
  work->reply.body = g_mapped_file_get_bytes (file);
  g_mapped_file_unref (file);
  cut_range (work);
}

static void
set_answer (Work *work)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (work->message);
  LotseCentreReply *reply = &work->reply;

  if (reply->file != NULL)
    set_file (work);
  soup_server_message_set_status (work->message, reply->status, NULL);
  if (reply->type != NULL)
    soup_message_headers_replace (headers, "Content-Type", reply->type);
  soup_message_headers_replace (headers, "Cache-Control", reply->tag != NULL ? "private, no-cache" : "no-store");
  if (reply->tag != NULL)
    soup_message_headers_replace (headers, "ETag", reply->tag);
  if (reply->offset >= 0)
    {
      g_autofree char *offset = g_strdup_printf ("%" G_GINT64_FORMAT, reply->offset);
      soup_message_headers_replace (headers, "Upload-Offset", offset);
    }
  if (reply->retry_after > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", reply->retry_after);
      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
  if (work->answer_packed)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  if (reply->body != NULL)
    soup_message_body_append_bytes (soup_server_message_get_response_body (work->message), reply->body);
  soup_message_body_complete (soup_server_message_get_response_body (work->message));
}

static gboolean
work_end (gpointer data)
{
  Work *work = data;
  LotseServer *self = work->server;

  set_answer (work);
  g_info ("%s %s %u %" G_GINT64_FORMAT " ms", work->method, lotse_endpoint_route (work->path), work->reply.status,
          (g_get_monotonic_time () - work->began_us) / 1000);
  soup_server_message_unpause (work->message);
  if (work->reply.changed)
    lotse_server_live_notify (self, work->token);
  self->under_way--;
  if (self->ending && self->under_way == 0)
    g_main_loop_quit (self->loop);
  work_free (work);
  return G_SOURCE_REMOVE;
}

/* --- On a worker -------------------------------------------------------------------------------------------------- */

static void
desk_handle (LotseCentre *centre, gpointer data)
{
  Work *work = data;

  lotse_centre_handle (centre, &work->call, &work->reply);
}

static void
desk_begin_login (LotseCentre *centre, gpointer data)
{
  Work *work = data;

  work->hash = lotse_centre_begin_login (centre, work->enrolment->account, work->address, &work->error);
}

/* Checks a password here, because it takes long; FALSE if the reply is there already. */
static gboolean
check_password (Work *work)
{
  gsize size = 0;
  const char *text = work->body != NULL ? g_bytes_get_data (work->body, &size) : NULL;

  if (text == NULL || strcmp (work->path, "/v1/devices") != 0)
    return TRUE;
  work->enrolment = lotse_enrolment_from_json (text, (gssize) size, NULL);
  if (work->enrolment == NULL || work->enrolment->password == NULL || work->enrolment->code != NULL || work->enrolment->account == NULL)
    return TRUE;
  lotse_desk_thread_run (work->server->desk, desk_begin_login, work);
  work->call.verified = work->hash != NULL && lotse_centre_verify_password (work->hash, work->enrolment->password);
  if (work->call.verified)
    return TRUE;
  if (work->error == NULL)
    work->error = g_error_new_literal (LOTSE_ERROR, LOTSE_ERROR_DENIED, "Account or password is not right. Please try again.");
  lotse_endpoint_refuse_login (&work->reply, work->enrolment, work->error);
  return FALSE;
}

static gboolean
unpack (Work *work)
{
  g_autoptr (GError) error = NULL;
  GBytes *plain;

  if (!work->packed || work->body == NULL)
    return TRUE;
  plain = lotse_decompress (work->body, LOTSE_PROTOCOL_MAX_BODY, &error);
  if (plain == NULL)
    {
      lotse_centre_reply_set (&work->reply, LOTSE_WORD_TOO_LARGE, "The body cannot be unpacked, or is too large when it is.");
      return FALSE;
    }
  g_bytes_unref (work->body);
  work->body = plain;
  return TRUE;
}

static void
pack (Work *work)
{
  GBytes *packed;

  if (!work->takes_gzip || work->reply.body == NULL || g_bytes_get_size (work->reply.body) < PACK_FROM)
    return;
  packed = lotse_compress (work->reply.body);
  g_bytes_unref (work->reply.body);
  work->reply.body = packed;
  work->answer_packed = TRUE;
}

void
lotse_server_work (gpointer data, gpointer server)
{
  Work *work = data;

  work->reply.offset = -1;
  if (unpack (work) && check_password (work))
    {
      work->call.body = work->body;
      lotse_desk_thread_run (work->server->desk, desk_handle, work);
    }
  pack (work);
  g_main_context_invoke (NULL, work_end, work);
}

/* --- On the main thread, at the beginning ----------------------------------------------------------------------- */

static gboolean
has_gzip (SoupMessageHeaders *headers, const char *name)
{
  const char *value = soup_message_headers_get_list (headers, name);

  return value != NULL && soup_header_contains (value, "gzip");
}

static gint64
number (SoupMessageHeaders *headers, const char *name)
{
  const char *value = soup_message_headers_get_one (headers, name);
  gint64 result = -1;

  if (value == NULL || !g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &result, NULL))
    return -1;
  return result;
}

void
lotse_server_request (LotseServer *self, SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  Work *work = g_new0 (Work, 1);

  work->server = self;
  work->message = g_object_ref (message);
  work->began_us = g_get_monotonic_time ();
  work->method = g_strdup (soup_server_message_get_method (message));
  work->path = g_strdup (path);
  work->token = g_strdup (lotse_server_token (message));
  work->address = lotse_server_address (self, message);
  work->known_tag = g_strdup (soup_message_headers_get_list (headers, "If-None-Match"));
  work->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  work->packed = has_gzip (headers, "Content-Encoding");
  work->takes_gzip = has_gzip (headers, "Accept-Encoding");
  work->call = (LotseCentreCall){ .method = work->method, .path = work->path, .token = work->token, .address = work->address,
                                  .known_tag = work->known_tag,
                                  .offset = number (headers, "Upload-Offset"), .whole = number (headers, "Upload-Length") };
  lotse_server_limits_read (self, message);
  self->under_way++;
  soup_server_message_pause (message);
  g_thread_pool_push (self->workers, work, NULL);
}
