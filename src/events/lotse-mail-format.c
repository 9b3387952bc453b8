/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How mail is written down: mailto: addresses (RFC 6068) and drafts (RFC 5322 with MIME).
 *
 * Everything that comes from a record goes through an encoding that knows no line breaks, so that no name and no title can add
 * a header or a recipient.
 */
#include "config.h"

#include "lotse-mail-private.h"

#include "lotse-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Providers usually take a hundred recipients for one mail. */
#define MOST_RECIPIENTS 100
/* RFC 2047: an encoded word has at most 75 characters; 39 bytes become 52, with the frame 64. */
#define WORD_BYTES 39
#define LINE_LENGTH 76

/* --- Patterns ----------------------------------------------------------------------------------------------- */

void
lotse_mail_flatten (char *text)
{
  for (char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  g_strstrip (text);
}

static const char *
value_of (const char *name, gsize length, va_list values)
{
  const char *key;

  while ((key = va_arg (values, const char *)) != NULL)
    {
      const char *value = va_arg (values, const char *);

      if (strlen (key) == length && strncmp (key, name, length) == 0)
        return value;
    }
  return NULL;
}

char *
lotse_mail_fill (const char *pattern, ...)
{
  GString *text = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0';)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;
      const char *value = NULL;

      if (end != NULL)
        {
          va_list values;

          va_start (values, pattern);
          value = value_of (p + 1, (gsize) (end - p - 1), values);
          va_end (values);
        }
      if (value != NULL)
        g_string_append (text, value);
      else
        g_string_append_c (text, *p);
      p = value != NULL ? end + 1 : p + 1;
    }
  return g_string_free (text, FALSE);
}

void
lotse_mail_close_gaps (char *text)
{
  char *out = text;
  guint breaks = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      breaks = *p == '\n' ? breaks + 1 : 0;
      if (breaks <= 2)
        *out++ = *p;
    }
  *out = '\0';
}

/* --- Addresses ---------------------------------------------------------------------------------------------- */

char *
lotse_mail_usable_address (const char *typed)
{
  g_autofree char *address = g_strstrip (g_strdup (typed));
  const char *at = strchr (address, '@');

  if (at == NULL || at == address || strchr (at + 1, '@') != NULL || strchr (at, '.') == NULL || strlen (address) > 254)
    return NULL;
  /* Letters, digits and what RFC 5322 allows without quotation marks; everything else could end the address. */
  for (const char *p = address; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("@.!#$%&'*+-/=?^_`{|}~", *p) == NULL)
      return NULL;
  return g_steal_pointer (&address);
}

LotseRecord *
lotse_mail_get_event (LotseStore *store, const char *id, GError **error)
{
  g_autoptr (LotseRecord) event = lotse_store_get (store, id, error);

  if (event == NULL || g_str_equal (lotse_record_get_kind (event)->name, "event"))
    return g_steal_pointer (&event);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("This is no event. Choose an event from the list of events."));
  return NULL;
}

/* A name as a quoted text, without what would end it. */
static void
append_quoted (GString *out, const char *name)
{
  g_string_append_c (out, '"');
  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      if (!g_ascii_iscntrl (*p))
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/**
 * lotse_mail_addresses:
 * @recipients: (element-type LotseMailRecipient): people with an address
 *
 * Returns: (transfer full): each address once as "Name" <address>, separated by commas, for the clipboard
 */
char *
lotse_mail_addresses (GPtrArray *recipients)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < recipients->len; i++)
    {
      const LotseMailRecipient *recipient = recipients->pdata[i];

      if (!g_hash_table_add (seen, g_ascii_strdown (recipient->address, -1)))
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      if (*recipient->name != '\0')
        append_quoted (text, recipient->name);
      g_string_append_printf (text, "%s<%s>", *recipient->name != '\0' ? " " : "", recipient->address);
    }
  return g_string_free (text, FALSE);
}

/* --- mailto: ------------------------------------------------------------------------------------------------ */

/* RFC 6068 wants line breaks as CR LF. */
static char *
escape_body (const char *body)
{
  g_autofree char *escaped = g_uri_escape_string (body, NULL, FALSE);
  g_auto (GStrv) lines = g_strsplit (escaped, "%0A", -1);

  return g_strjoinv ("%0D%0A", lines);
}

static void
append_text (GString *uri, const LotseMailText *text)
{
  g_autofree char *subject = g_uri_escape_string (text->subject, NULL, FALSE);
  g_autofree char *body = escape_body (text->body);

  g_string_append_printf (uri, "subject=%s&body=%s", subject, body);
}

/**
 * lotse_mail_uri:
 * @recipient: somebody with an address
 * @text: what is to be written
 *
 * Returns: (transfer full): a mailto: address that opens a mail program
 */
char *
lotse_mail_uri (const LotseMailRecipient *recipient, const LotseMailText *text)
{
  g_autofree char *address = g_uri_escape_string (recipient->address, "@", FALSE);
  GString *uri = g_string_new (NULL);

  g_string_append_printf (uri, "mailto:%s?", address);
  append_text (uri, text);
  return g_string_free (uri, FALSE);
}

/**
 * lotse_mail_uris:
 * @recipients: (element-type LotseMailRecipient): people with an address
 * @text: what is to be written to all of them
 *
 * Nobody sees the others' addresses.
 *
 * Returns: (transfer full) (element-type utf8): mailto: addresses, each for at most a hundred people
 */
GPtrArray *
lotse_mail_uris (GPtrArray *recipients, const LotseMailText *text)
{
  GPtrArray *uris = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *uri = NULL;
  guint n = 0;

  for (guint i = 0; i < recipients->len; i++)
    {
      const LotseMailRecipient *recipient = recipients->pdata[i];
      g_autofree char *address = g_uri_escape_string (recipient->address, "@", FALSE);

      if (!g_hash_table_add (seen, g_ascii_strdown (recipient->address, -1)))
        continue;
      if (uri == NULL)
        uri = g_string_new ("mailto:?bcc=");
      g_string_append_printf (uri, "%s%s", n > 0 ? "," : "", address);
      if (++n < MOST_RECIPIENTS)
        continue;
      g_string_append_c (uri, '&');
      append_text (uri, text);
      g_ptr_array_add (uris, g_string_free (g_steal_pointer (&uri), FALSE));
      n = 0;
    }
  if (uri != NULL)
    {
      g_string_append_c (uri, '&');
      append_text (uri, text);
      g_ptr_array_add (uris, g_string_free (uri, FALSE));
    }
  return uris;
}

/* --- Drafts ------------------------------------------------------------------------------------------------- */

/* Encoded words (RFC 2047), each with whole characters, one a line. */
static void
append_encoded (GString *out, const char *text)
{
  const char *p = text;

  while (*p != '\0')
    {
      const char *end = p;
      g_autofree char *word = NULL;

      while (*end != '\0' && g_utf8_next_char (end) - p <= WORD_BYTES)
        end = g_utf8_next_char (end);
      word = g_base64_encode ((const guchar *) p, (gsize) (end - p));
      g_string_append_printf (out, "%s=?UTF-8?B?%s?=", p > text ? "\r\n " : "", word);
      p = end;
    }
}

/* Short and of plain letters, digits and a few signs: needs no encoding. */
static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (" -:,.'()", *p) == NULL)
      return FALSE;
  return strlen (text) < 60;
}

static void
append_header (GString *out, const char *name, const char *text)
{
  g_string_append_printf (out, "%s: ", name);
  if (is_plain (text))
    g_string_append (out, text);
  else
    append_encoded (out, text);
  g_string_append (out, "\r\n");
}

static void
append_date (GString *out, gint64 now_ms)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_ms / 1000);

  g_string_append_printf (out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[g_date_time_get_day_of_week (now) - 1],
                          g_date_time_get_day_of_month (now), months[g_date_time_get_month (now) - 1], g_date_time_get_year (now),
                          g_date_time_get_hour (now), g_date_time_get_minute (now), g_date_time_get_second (now));
}

/* Base64 in short lines holds any text, also one that looks like a header or has a dot alone in a line. */
static void
append_body (GString *out, const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);
  g_autofree char *text = g_strjoinv ("\r\n", lines);
  g_autofree char *encoded = g_base64_encode ((const guchar *) text, strlen (text));
  gsize length = strlen (encoded);

  for (gsize at = 0; at < length; at += LINE_LENGTH)
    g_string_append_printf (out, "%.*s\r\n", LINE_LENGTH, encoded + at);
}

/**
 * lotse_mail_message:
 * @recipient: somebody with an address
 * @text: what is to be written
 * @from: (nullable): the sender's address
 * @now_ms: milliseconds since 1970 UTC
 *
 * Returns: (transfer full): the draft, with CR LF behind each line
 */
char *
lotse_mail_message (const LotseMailRecipient *recipient, const LotseMailText *text, const char *from, gint64 now_ms)
{
  GString *out = g_string_new (NULL);

  append_date (out, now_ms);
  if (from != NULL)
    g_string_append_printf (out, "From: <%s>\r\n", from);
  g_string_append (out, "To: ");
  if (*recipient->name != '\0' && is_plain (recipient->name))
    append_quoted (out, recipient->name);
  else
    append_encoded (out, recipient->name);
  g_string_append_printf (out, "%s<%s>\r\n", *recipient->name != '\0' ? "\r\n " : "", recipient->address);
  append_header (out, "Subject", text->subject);
  g_string_append (out, "X-Unsent: 1\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
  append_body (out, text->body);
  return g_string_free (out, FALSE);
}

static gboolean
fail_to_write (const char *path, int number, GError **error)
{
  g_set_error (error, LOTSE_ERROR, number == ENOSPC ? LOTSE_ERROR_FULL : LOTSE_ERROR_IO,
               _("“%s” could not be written: %s. No drafts were kept; choose another folder."), path, g_strerror (number));
  return FALSE;
}

/* Takes a name that is free, so that drafts which somebody changed already stay. */
static gboolean
write_new (const char *folder, const char *prefix, guint *number, const char *content, char **path, GError **error)
{
  gsize left = strlen (content);
  int file = -1;

  while (file < 0)
    {
      g_autofree char *name = g_strdup_printf ("%s-%03u.eml", prefix, ++*number);

      g_free (*path);
      *path = g_build_filename (folder, name, NULL);
      file = g_open (*path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      if (file < 0 && errno != EEXIST)
        return fail_to_write (*path, errno, error);
    }
  while (left > 0)
    {
      gssize written = write (file, content, left);

      if (written < 0 && errno != EINTR)
        {
          int cause = errno;

          close (file);
          g_unlink (*path);
          return fail_to_write (*path, cause, error);
        }
      content += MAX (written, 0);
      left -= (gsize) MAX (written, 0);
    }
  return close (file) == 0 || fail_to_write (*path, errno, error);
}

/* The organiser's address, if there is one that can be used. */
static char *
find_sender (LotseStore *store, const char *event_id)
{
  g_autoptr (LotseRecord) event = lotse_store_get (store, event_id, NULL);
  const char *id = event != NULL ? lotse_record_get (event, "organiser") : NULL;
  g_autoptr (LotseRecord) organiser = id != NULL ? lotse_store_get_standing (store, id, NULL) : NULL;
  const char *email = organiser != NULL ? lotse_record_get (organiser, "email") : NULL;

  return email != NULL ? lotse_mail_usable_address (email) : NULL;
}

/**
 * lotse_mail_write:
 * @event: the id of an event
 * @type: what the mail is for
 * @recipients: (element-type LotseMailRecipient): people with an address
 * @folder: where the drafts go
 *
 * Errors: NOT_FOUND, INVALID (no event), IO, FULL (the disk).
 *
 * Returns: how many drafts were written; -1 on error, and then none is left
 */
int
lotse_mail_write (LotseStore *store, const char *event, LotseMailType type, GPtrArray *recipients, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *from = find_sender (store, event);
  guint number = 0;
  gboolean well = g_mkdir_with_parents (folder, 0700) == 0 || fail_to_write (folder, errno, error);

  for (guint i = 0; well && i < recipients->len; i++)
    {
      g_autoptr (LotseMailText) text = lotse_mail_text_new (store, event, type, recipients->pdata[i], error);
      g_autofree char *message = text != NULL ? lotse_mail_message (recipients->pdata[i], text, from, lotse_store_now (store)) : NULL;
      char *path = NULL;

      well = message != NULL && write_new (folder, type == LOTSE_MAIL_INVITATION ? "invitation" : "reminder", &number, message, &path, error);
      if (well)
        g_ptr_array_add (paths, path);
      else
        g_free (path);
    }
  for (guint i = 0; !well && i < paths->len; i++)
    g_unlink (paths->pdata[i]);
  return well ? (int) paths->len : -1;
}
