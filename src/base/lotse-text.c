/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts that come from outside.
 *
 * lotse_text_clean() is for one field that somebody typed, pasted or sent: after it, equal texts are equal
 * bytes. lotse_text_guess_utf8() is for whole files of unknown origin, a few megabytes at most.
 */
#include "config.h"

#include "lotse-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/ucsdet.h>
#include <unicode/unorm2.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "lotse-error.h"

/* How much of a file the character set is guessed from. */
#define GUESS_BYTES (64 * 1024)
/* ICU counts in 32 bits; larger files are not lists of people. */
#define MOST_FILE_BYTES (256 * 1024 * 1024)

static gboolean
is_unwanted (gunichar c)
{
  /* Controls but for line feed and tab, and the marks that turn the direction of what comes after the text. */
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029
         || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* Copies without unwanted characters; the ends of lines of other systems become line feeds. */
static char *
without_controls (const char *utf8,
                  gsize length)
{
  GString *out = g_string_sized_new (length);
  const char *end = utf8 + length;

  for (const char *p = utf8; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && (p + 1 == end || p[1] != '\n'))
        g_string_append_c (out, '\n');
      else if (c == 0x2028 || c == 0x2029)
        g_string_append_c (out, '\n');
      else if (!is_unwanted (c))
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
    }
  return g_string_free (out, FALSE);
}

static char *
trimmed (char *text)
{
  char *start = text, *end = text + strlen (text);

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      char *before = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (before)))
        break;
      end = before;
    }
  *end = '\0';
  if (start != text)
    memmove (text, start, (gsize) (end - start) + 1);
  return text;
}

/**
 * lotse_text_clean:
 * @utf8: a text
 * @length: its length in bytes, or -1 if it ends with a zero
 * @error: where to say why not
 *
 * Cleans a text for storing: it must be UTF-8 without zero bytes; control characters other than line feed and
 * tab are left out, as are the invisible characters that turn the direction of writing; line ends become line
 * feeds; accents are composed (NFC); blanks at both ends are cut off. Cleaning what is clean changes nothing.
 *
 * Returns: (transfer full): the clean text, perhaps empty; %NULL with LOTSE_ERROR_INVALID if it is not UTF-8
 */
char *
lotse_text_clean (const char *utf8,
                  gssize length,
                  GError **error)
{
  gsize bytes = length < 0 ? strlen (utf8) : (gsize) length;
  g_autofree char *plain = NULL;
  const char *invalid = NULL;
  gboolean ascii = TRUE;

  if (!g_utf8_validate_len (utf8, bytes, &invalid))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _ ("The text is damaged from its byte %lu on (it is not UTF-8). Nothing was stored; please "
                      "enter it again."),
                   (gulong) (invalid - utf8) + 1);
      return NULL;
    }

  plain = without_controls (utf8, bytes);
  for (const char *p = plain; *p != '\0' && ascii; p++)
    ascii = (guchar) *p < 0x80;
  if (ascii)
    return trimmed (g_steal_pointer (&plain));
  return trimmed (g_utf8_normalize (plain, -1, G_NORMALIZE_NFC));
}

/* A zero byte would end the text for everybody who reads it; leaving it out would join what it separates. */
static gboolean
has_no_zero (const char *text,
             gsize length,
             GError **error)
{
  const char *zero = memchr (text, '\0', length);
  gulong line = 1;

  if (zero == NULL)
    return TRUE;
  for (const char *p = text; p < zero; p++)
    line += *p == '\n';
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _ ("The file is damaged: line %lu has a zero byte, which no text has. Nothing was imported; please save it "
                  "again as “CSV UTF-8”."),
               line);
  return FALSE;
}

static gboolean
is_utf8 (const char *data,
         gsize length)
{
  const char *invalid = NULL;

  /* g_utf8_validate() stops at a zero byte, which is no reason to take the rest for another character set. */
  while (!g_utf8_validate (data, (gssize) length, &invalid))
    {
      if (*invalid != '\0')
        return FALSE;
      length -= (gsize) (invalid - data) + 1;
      data = invalid + 1;
    }
  return TRUE;
}

/* UTF-16 without a mark: nearly every second byte of a Latin or Cyrillic list is small. */
static const char *
guess_utf16 (const guint8 *data,
             gsize length)
{
  gsize n = MIN (length, 4096) & ~(gsize) 1;
  gsize even = 0, odd = 0;

  for (gsize i = 0; i + 1 < n; i += 2)
    {
      even += data[i] == 0;
      odd += data[i + 1] == 0;
    }
  if (n < 4)
    return NULL;
  if (odd > n / 8 && even * 4 < odd)
    return "UTF-16LE";
  if (even > n / 8 && odd * 4 < even)
    return "UTF-16BE";
  return NULL;
}

/* One of the character sets in which German offices really send lists; ICU chooses among its candidates. */
static char *
guess_charset (const guint8 *data,
               gsize length)
{
  static const char *const likely[] = { "windows-1252", "windows-1250", "windows-1251", "windows-1254",
                                        "windows-1256", "windows-1253", "windows-1255" };
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open (&status);
  const UCharsetMatch *match;
  const char *found = NULL;
  gint32 confidence = 0;

  ucsdet_setText (detector, (const char *) data, (gint32) MIN (length, GUESS_BYTES), &status);
  match = ucsdet_detect (detector, &status);
  if (U_SUCCESS (status) && match != NULL)
    {
      const char *name = ucsdet_getName (match, &status);

      confidence = ucsdet_getConfidence (match, &status);
      /* What ICU calls ISO-8859-1 is in practice windows-1252, which has all its letters and the dashes. */
      for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (likely) && found == NULL; i++)
        if (g_ascii_strcasecmp (likely[i], name) == 0)
          found = likely[i];
      if (found == NULL && name != NULL && g_ascii_strcasecmp (name, "ISO-8859-2") == 0)
        found = "windows-1250";
      if (found == NULL && name != NULL && g_ascii_strcasecmp (name, "ISO-8859-9") == 0)
        found = "windows-1254";
    }
  /* Short lists give weak guesses; then the usual one is right more often than the guessed one. */
  if (found == NULL || U_FAILURE (status) || confidence < 30)
    found = likely[0];
  if (detector != NULL)
    ucsdet_close (detector);
  return g_strdup (found);
}

static char *
convert (const char *data,
         gsize length,
         const char *charset,
         gsize *size,
         GError **error)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (charset, &status);
  g_autofree UChar *units = NULL;
  char *out = NULL;
  gint32 n = 0, bytes = 0;

  if (U_SUCCESS (status))
    {
      units = g_new (UChar, length + 1);
      n = ucnv_toUChars (converter, units, (gint32) length + 1, data, (gint32) length, &status);
    }
  if (U_SUCCESS (status))
    {
      out = g_malloc ((gsize) n * 3 + 1);
      u_strToUTF8WithSub (out, n * 3 + 1, &bytes, units, n, 0xfffd, NULL, &status);
    }
  ucnv_close (converter);
  if (U_FAILURE (status))
    {
      g_free (out);
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _ ("The file could not be read as text in the character set %s. Nothing was imported; please "
                      "save it again as “CSV UTF-8”."),
                   charset);
      return NULL;
    }
  *size = (gsize) bytes;
  return out;
}

/**
 * lotse_text_guess_utf8:
 * @bytes: a text file from outside
 * @charset_used: (out) (optional) (transfer full): the character set that the file turned out to be in, such
 *   as "UTF-8", "UTF-16LE" or "windows-1252"
 * @error: where to say why not
 *
 * Decodes a file: UTF-8 if it is that, UTF-16 by its mark or its zero bytes, otherwise the single-byte
 * character set that ICU finds likeliest among those in use, windows-1252 when in doubt. A byte order mark
 * is left out.
 *
 * Returns: (transfer full): the text in UTF-8; %NULL with LOTSE_ERROR_INVALID if it cannot be text, as with a
 *   zero character in it, or is too large
 */
char *
lotse_text_guess_utf8 (GBytes *bytes,
                       char **charset_used,
                       GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autofree char *charset = NULL;
  g_autofree char *decoded = NULL;
  gsize mark = 0, size;

  if (length > MOST_FILE_BYTES)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _ ("The file is larger than %d MB, which no list of records is. Nothing was imported; please "
                      "check that it is the right file."),
                   MOST_FILE_BYTES / (1024 * 1024));
      return NULL;
    }

  /* GLib gives no address for no bytes. */
  data = data != NULL ? data : (const guint8 *) "";
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    mark = 3;
  else if (length >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    charset = g_strdup ("UTF-16LE");
  else if (length >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    charset = g_strdup ("UTF-16BE");
  if (charset != NULL)
    mark = 2;
  else
    charset = g_strdup (guess_utf16 (data, length));

  if (charset == NULL && is_utf8 ((const char *) data + mark, length - mark))
    charset = g_strdup ("UTF-8");
  if (charset == NULL)
    charset = guess_charset (data + mark, length - mark);

  size = length - mark;
  if (strcmp (charset, "UTF-8") == 0)
    decoded = g_strndup ((const char *) data + mark, size);
  else if ((decoded = convert ((const char *) data + mark, length - mark, charset, &size, error)) == NULL)
    return NULL;
  /* Of UTF-8 the copy ends at a zero byte already. */
  if (!has_no_zero (strcmp (charset, "UTF-8") == 0 ? (const char *) data + mark : decoded, size, error))
    return NULL;
  if (charset_used != NULL)
    *charset_used = g_steal_pointer (&charset);
  return g_steal_pointer (&decoded);
}
