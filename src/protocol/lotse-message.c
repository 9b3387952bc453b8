/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shared parts of the codecs; see lotse-message-private.h. */
#include "lotse-message-private.h"

#include "lotse-error.h"

#include <string.h>

/* The root of a body.  The size is looked at first: nothing of a body that is too large is read. */
JsonNode *
lotse_message_parse (const char *text, gssize size, GError **error)
{
  gsize length = size < 0 ? strlen (text) : (gsize) size;

  if (length > LOTSE_PROTOCOL_MAX_BODY)
    {
      lotse_message_fail (error, "it is larger than 16 MiB");
      return NULL;
    }
  return lotse_json_parse (text, length, error);
}

gboolean
lotse_message_fail (GError **error, const char *what)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, "A message cannot be read: %s.", what);
  return FALSE;
}

gboolean
lotse_message_read_line (JsonObject *object, const char *name, gsize max, char **value, GError **error)
{
  const char *text;

  if (!lotse_json_read_text (object, name, &text, error))
    return FALSE;
  if (text != NULL && strlen (text) > max)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, "A message cannot be read: “%s” is too long.", name);
      return FALSE;
    }
  *value = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  return TRUE;
}

gboolean
lotse_message_require_line (JsonObject *object, const char *name, gsize max, char **value, GError **error)
{
  if (!lotse_message_read_line (object, name, max, value, error))
    return FALSE;
  if (*value != NULL)
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, "A message cannot be read: “%s” is missing.", name);
  return FALSE;
}

gboolean
lotse_message_read_lines (JsonObject *object, const char *name, guint most, GPtrArray **value, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  JsonArray *list;
  guint size;

  if (!lotse_json_read_array (object, name, &list, error))
    return FALSE;
  size = list != NULL ? json_array_get_length (list) : 0;
  if (size > most)
    return lotse_message_fail (error, "a list is too long");
  for (guint i = 0; i < size; i++)
    {
      const char *text = lotse_json_node_text (json_array_get_element (list, i));

      if (text == NULL || strlen (text) > LOTSE_MESSAGE_LINE_MAX)
        return lotse_message_fail (error, "a list has something else than short texts");
      g_ptr_array_add (lines, g_strdup (text));
    }
  g_clear_pointer (value, g_ptr_array_unref);
  *value = g_steal_pointer (&lines);
  return TRUE;
}

/* Roles that this version does not know give no rights and are passed over. */
gboolean
lotse_message_read_roles (JsonObject *object, const char *name, LotseRoles *roles, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!lotse_message_read_lines (object, name, 100, &names, error))
    return FALSE;
  *roles = 0;
  for (guint i = 0; i < names->len; i++)
    *roles |= lotse_role_parse (g_ptr_array_index (names, i));
  return TRUE;
}

void
lotse_message_append_line (GString *out, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  lotse_json_append_name (out, name);
  lotse_json_append_text (out, value);
}

void
lotse_message_append_int (GString *out, const char *name, gint64 value)
{
  if (value == 0)
    return;
  lotse_json_append_name (out, name);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

void
lotse_message_append_true (GString *out, const char *name, gboolean value)
{
  if (!value)
    return;
  lotse_json_append_name (out, name);
  g_string_append (out, "true");
}

void
lotse_message_append_lines (GString *out, const char *name, const GPtrArray *values)
{
  if (values == NULL || values->len == 0)
    return;
  lotse_json_append_name (out, name);
  for (guint i = 0; i < values->len; i++)
    {
      g_string_append_c (out, i == 0 ? '[' : ',');
      lotse_json_append_text (out, g_ptr_array_index (values, i));
    }
  g_string_append_c (out, ']');
}

void
lotse_message_append_roles (GString *out, const char *name, LotseRoles roles)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint bit = 0; bit < 32; bit++)
    {
      const char *role = (roles & 1u << bit) != 0 ? lotse_role_name ((LotseRole) (1u << bit)) : NULL;

      if (role != NULL)
        g_ptr_array_add (names, (char *) role);
    }
  lotse_message_append_lines (out, name, names);
}

void
lotse_message_append_stamp (GString *out, LotseStamp stamp)
{
  char text[LOTSE_STAMP_TEXT_SIZE];

  lotse_stamp_print (stamp, text);
  lotse_json_append_text (out, text);
}
