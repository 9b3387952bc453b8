/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The invitation of a centre: one text with its address, a one-time code and the fingerprint of its certificate.
 *
 *   lotse1 https://centre.example:8443 K7QF-2M9X-4TBC 3a4f…(64 digits) 1c9e07
 *
 * Its words may be broken over lines by a mail program, and typed in capitals or small letters.  The last word is the
 * beginning of a SHA-256 over the others and finds errors of typing; it protects against nothing else.
 */
#include "config.h"

#include "lotse-protocol.h"

#include "lotse-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MARK "lotse1"
#define CHECK_DIGITS 6
#define FINGERPRINT_DIGITS 64
#define WORDS_WITHOUT_FINGERPRINT 4
#define TEXT_MAX 4096

static char *
make_check (const char *url, const char *code, const char *fingerprint)
{
  g_autofree char *words = g_strjoin (" ", MARK, url, code, fingerprint, NULL);
  g_autofree char *folded = g_ascii_strdown (words, -1);
  char *check = g_compute_checksum_for_string (G_CHECKSUM_SHA256, folded, -1);

  check[CHECK_DIGITS] = '\0';
  return check;
}

/* 64 digits in small letters of a fingerprint as programs print it, with colons or without; or NULL. */
static char *
clean_fingerprint (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at != ':')
        g_string_append_c (digits, g_ascii_tolower (*at));
    }
  if (digits->len == FINGERPRINT_DIGITS && strspn (digits->str, "0123456789abcdef") == FINGERPRINT_DIGITS)
    return g_string_free (digits, FALSE);
  g_string_free (digits, TRUE);
  return NULL;
}

static gboolean
is_address (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         g_uri_get_userinfo (uri) == NULL && g_uri_get_fragment (uri) == NULL && g_uri_get_query (uri) == NULL &&
         (g_str_equal (g_uri_get_scheme (uri), "https") || g_str_equal (g_uri_get_scheme (uri), "http"));
}

/**
 * lotse_invitation_print:
 * @url: the centre's address, without spaces
 * @fingerprint: (nullable): SHA-256 of its certificate in hexadecimal, with or without colons
 * @code: a one-time code without spaces
 *
 * Returns: (transfer full): the invitation
 */
char *
lotse_invitation_print (const char *url, const char *fingerprint, const char *code)
{
  g_autofree char *clean = fingerprint != NULL ? clean_fingerprint (fingerprint) : NULL;
  g_autofree char *check = NULL;

  g_return_val_if_fail (fingerprint == NULL || clean != NULL, NULL);

  check = make_check (url, code, clean);
  return clean != NULL ? g_strjoin (" ", MARK, url, code, clean, check, NULL)
                       : g_strjoin (" ", MARK, url, code, check, NULL);
}

/* The words of a text, without the empty ones between several spaces. */
static GPtrArray *
split_words (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\r\n", -1);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        g_ptr_array_add (words, g_strdup (parts[i]));
    }
  return words;
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, message);
  return FALSE;
}

/**
 * lotse_invitation_parse:
 * @text: what a person pasted or typed
 * @url: (out) (transfer full): the centre's address
 * @fingerprint: (out) (transfer full) (nullable): 64 hexadecimal digits
 * @code: (out) (transfer full): the one-time code, as it was typed
 *
 * Returns: whether @text is an invitation; otherwise %FALSE with %LOTSE_ERROR_INVALID and a message that says what to do
 */
gboolean
lotse_invitation_parse (const char *text, char **url, char **fingerprint, char **code, GError **error)
{
  g_autoptr (GPtrArray) words = NULL;
  g_autofree char *clean = NULL;
  g_autofree char *check = NULL;
  const char *last;

  if (strlen (text) > TEXT_MAX || !g_utf8_validate (text, -1, NULL))
    return fail (error, _("This is not an invitation. Paste the whole text that the centre gave you."));
  words = split_words (text);
  if (words->len == 0 || g_ascii_strcasecmp (g_ptr_array_index (words, 0), MARK) != 0)
    return fail (error, _("This is not an invitation. It begins with “lotse1”; paste the whole text that the centre gave you."));
  if (words->len < WORDS_WITHOUT_FINGERPRINT || words->len > WORDS_WITHOUT_FINGERPRINT + 1)
    return fail (error, _("A part of the invitation is missing or doubled. Paste the whole text that the centre gave you."));
  if (words->len > WORDS_WITHOUT_FINGERPRINT)
    clean = clean_fingerprint (g_ptr_array_index (words, 3));
  last = g_ptr_array_index (words, words->len - 1);
  check = make_check (g_ptr_array_index (words, 1), g_ptr_array_index (words, 2), clean);
  if ((clean == NULL && words->len > WORDS_WITHOUT_FINGERPRINT) || g_ascii_strcasecmp (last, check) != 0)
    return fail (error, _("The invitation has a typing error. Compare it with the text that the centre gave you."));
  if (!is_address (g_ptr_array_index (words, 1)))
    return fail (error, _("The invitation has no valid address of a centre. Ask the centre for a new one."));
  *url = g_strdup (g_ptr_array_index (words, 1));
  *code = g_strdup (g_ptr_array_index (words, 2));
  *fingerprint = g_steal_pointer (&clean);
  return TRUE;
}
