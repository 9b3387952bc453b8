/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The messages before the first sync: what a centre says about itself, enrolment, and errors. */
#include "lotse-message-private.h"

#include "lotse-error.h"

#include <sodium.h>
#include <string.h>

#define TOKEN_DIGITS 64
#define FORMER_MAX 100
#define SECRET_MAX 1024

static gboolean
is_hex (const char *text, gsize digits)
{
  return text != NULL && strspn (text, "0123456789abcdef") == digits && text[digits] == '\0';
}

static gboolean
is_device (const char *text)
{
  guint64 number;

  return lotse_u64_from_hex (text, &number) && number != 0;
}

/* Secrets do not stay in freed memory. */
static void
wipe (char *secret)
{
  if (secret != NULL)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * lotse_about_free:
 * @self: (nullable) (transfer full): what a centre says about itself
 */
void
lotse_about_free (LotseAbout *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->version);
  g_free (self->epoch);
  g_free (self);
}

/**
 * lotse_about_to_json:
 *
 * Returns: (transfer full): the body of an answer to GET /v1/about
 */
char *
lotse_about_to_json (const LotseAbout *self)
{
  GString *out = g_string_new ("{");

  lotse_message_append_line (out, "name", self->name);
  lotse_message_append_line (out, "version", self->version);
  lotse_message_append_int (out, "oldest", self->oldest);
  lotse_message_append_int (out, "newest", self->newest);
  lotse_message_append_line (out, "epoch", self->epoch);
  lotse_message_append_int (out, "now", self->now_ms);
  return g_string_free (g_string_append_c (out, '}'), FALSE);
}

/**
 * lotse_about_from_json:
 * @size: bytes of @text, or -1 when it ends with a NUL
 *
 * Returns: (transfer full): the message, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseAbout *
lotse_about_from_json (const char *text, gssize size, GError **error)
{
  g_autoptr (JsonNode) root = lotse_message_parse (text, size, error);
  g_autoptr (LotseAbout) self = g_new0 (LotseAbout, 1);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  gint64 oldest, newest;

  if (object == NULL ||
      !lotse_message_read_line (object, "name", LOTSE_MESSAGE_LINE_MAX, &self->name, error) ||
      !lotse_message_read_line (object, "version", LOTSE_MESSAGE_LINE_MAX, &self->version, error) ||
      !lotse_json_read_int (object, "oldest", &oldest, error) ||
      !lotse_json_read_int (object, "newest", &newest, error) ||
      !lotse_message_require_line (object, "epoch", LOTSE_MESSAGE_LINE_MAX, &self->epoch, error) ||
      !lotse_json_read_int (object, "now", &self->now_ms, error))
    return NULL;
  if (oldest < 1 || newest < oldest || newest > G_MAXINT)
    {
      lotse_message_fail (error, "the versions of the protocol make no sense");
      return NULL;
    }
  self->oldest = (int) oldest;
  self->newest = (int) newest;
  return g_steal_pointer (&self);
}

/**
 * lotse_enrolment_free:
 * @self: (nullable) (transfer full): an enrolment; its secrets are wiped
 */
void
lotse_enrolment_free (LotseEnrolment *self)
{
  if (self == NULL)
    return;
  g_free (self->account);
  wipe (self->password);
  wipe (self->code);
  wipe (self->token);
  g_free (self->device);
  g_free (self->name);
  g_clear_pointer (&self->former, g_ptr_array_unref);
  g_free (self);
}

/**
 * lotse_enrolment_to_json:
 *
 * Returns: (transfer full): the body of POST /v1/devices; the caller wipes it when it is sent
 */
char *
lotse_enrolment_to_json (const LotseEnrolment *self)
{
  GString *out = g_string_sized_new (8192); /* so large that secrets are not left behind in a block that grew */

  g_string_append_c (out, '{');
  lotse_message_append_line (out, "account", self->account);
  lotse_message_append_line (out, "password", self->password);
  lotse_message_append_line (out, "code", self->code);
  lotse_message_append_line (out, "token", self->token);
  lotse_message_append_line (out, "device", self->device);
  lotse_message_append_line (out, "name", self->name);
  lotse_message_append_lines (out, "former", self->former);
  return g_string_free (g_string_append_c (out, '}'), FALSE);
}

static gboolean
check_enrolment (const LotseEnrolment *self, GError **error)
{
  if (!is_hex (self->token, TOKEN_DIGITS))
    return lotse_message_fail (error, "the token is not 64 hexadecimal digits");
  if (!is_device (self->device))
    return lotse_message_fail (error, "the device's number is not 16 hexadecimal digits");
  if (self->password != NULL && self->code != NULL)
    return lotse_message_fail (error, "it has both a password and a code");
  if (self->password != NULL && self->account == NULL)
    return lotse_message_fail (error, "the account is missing");
  for (guint i = 0; i < self->former->len; i++)
    {
      if (!is_device (g_ptr_array_index (self->former, i)))
        return lotse_message_fail (error, "a former number is not 16 hexadecimal digits");
    }
  return TRUE;
}

/**
 * lotse_enrolment_from_json:
 * @size: bytes of @text, or -1 when it ends with a NUL
 *
 * `former` of the result is never %NULL.  With neither password nor code the caller needs the bearer of an old token.
 *
 * Returns: (transfer full): the message, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseEnrolment *
lotse_enrolment_from_json (const char *text, gssize size, GError **error)
{
  g_autoptr (JsonNode) root = lotse_message_parse (text, size, error);
  g_autoptr (LotseEnrolment) self = g_new0 (LotseEnrolment, 1);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;

  if (object == NULL ||
      !lotse_message_read_line (object, "account", LOTSE_MESSAGE_LINE_MAX, &self->account, error) ||
      !lotse_message_read_line (object, "password", SECRET_MAX, &self->password, error) ||
      !lotse_message_read_line (object, "code", SECRET_MAX, &self->code, error) ||
      !lotse_message_read_line (object, "token", SECRET_MAX, &self->token, error) ||
      !lotse_message_read_line (object, "device", LOTSE_MESSAGE_LINE_MAX, &self->device, error) ||
      !lotse_message_read_line (object, "name", LOTSE_MESSAGE_LINE_MAX, &self->name, error) ||
      !lotse_message_read_lines (object, "former", FORMER_MAX, &self->former, error) ||
      !check_enrolment (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * lotse_enrolled_free:
 * @self: (nullable) (transfer full): an answer to an enrolment
 */
void
lotse_enrolled_free (LotseEnrolled *self)
{
  if (self == NULL)
    return;
  g_free (self->account);
  g_free (self->person);
  g_free (self->epoch);
  g_free (self->centre);
  g_free (self->device);
  g_free (self);
}

/**
 * lotse_enrolled_to_json:
 *
 * Returns: (transfer full): the body of an answer to POST /v1/devices
 */
char *
lotse_enrolled_to_json (const LotseEnrolled *self)
{
  GString *out = g_string_new ("{");

  lotse_message_append_line (out, "account", self->account);
  lotse_message_append_line (out, "person", self->person);
  lotse_message_append_roles (out, "roles", self->roles);
  lotse_message_append_line (out, "epoch", self->epoch);
  lotse_message_append_line (out, "centre", self->centre);
  lotse_message_append_true (out, "undertaking", self->undertaking);
  lotse_message_append_line (out, "device", self->device);
  return g_string_free (g_string_append_c (out, '}'), FALSE);
}

/**
 * lotse_enrolled_from_json:
 * @size: bytes of @text, or -1 when it ends with a NUL
 *
 * Returns: (transfer full): the message, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseEnrolled *
lotse_enrolled_from_json (const char *text, gssize size, GError **error)
{
  g_autoptr (JsonNode) root = lotse_message_parse (text, size, error);
  g_autoptr (LotseEnrolled) self = g_new0 (LotseEnrolled, 1);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;

  if (object == NULL ||
      !lotse_message_require_line (object, "account", LOTSE_MESSAGE_LINE_MAX, &self->account, error) ||
      !lotse_message_read_line (object, "person", LOTSE_MESSAGE_LINE_MAX, &self->person, error) ||
      !lotse_message_read_roles (object, "roles", &self->roles, error) ||
      !lotse_message_require_line (object, "epoch", LOTSE_MESSAGE_LINE_MAX, &self->epoch, error) ||
      !lotse_message_read_line (object, "centre", LOTSE_MESSAGE_LINE_MAX, &self->centre, error) ||
      !lotse_json_read_bool (object, "undertaking", &self->undertaking, error) ||
      !lotse_message_require_line (object, "device", LOTSE_MESSAGE_LINE_MAX, &self->device, error))
    return NULL;
  if (!is_device (self->device) || (self->person != NULL && !lotse_edit_id_is_valid (self->person)))
    {
      lotse_message_fail (error, "the number of the device or the person is not valid");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * lotse_error_to_json:
 * @word: a stable word for programs
 * @message: (nullable): a sentence for people, in English
 *
 * Returns: (transfer full): the body of every answer that is not a success
 */
char *
lotse_error_to_json (const char *word, const char *message)
{
  GString *out = g_string_new ("{");

  lotse_message_append_line (out, "error", word);
  lotse_message_append_line (out, "message", message);
  return g_string_free (g_string_append_c (out, '}'), FALSE);
}

/**
 * lotse_error_from_json:
 * @size: bytes of @text, or -1 when it ends with a NUL
 * @word: (out) (transfer full): the word
 * @message: (out) (transfer full) (nullable): the sentence
 *
 * Returns: whether @text is such a body; a proxy or a stranger's server answers otherwise, which is no error here
 */
gboolean
lotse_error_from_json (const char *text, gssize size, char **word, char **message)
{
  g_autoptr (JsonNode) root = lotse_message_parse (text, size, NULL);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  g_autofree char *found = NULL;

  *word = *message = NULL;
  if (object == NULL || !lotse_message_require_line (object, "error", LOTSE_MESSAGE_LINE_MAX, &found, NULL) ||
      !lotse_message_read_line (object, "message", LOTSE_MESSAGE_LINE_MAX, message, NULL))
    return FALSE;
  *word = g_steal_pointer (&found);
  return TRUE;
}
