/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checked reading and fast writing of JSON; see the header for why json-glib alone is not enough. */
#include "lotse-json.h"

#include "lotse-error.h"

#include <string.h>

/* Outside of the one object that a text may hold stands nothing but white space. */
static const char *
find_fault_outside (guchar c, gboolean opened)
{
  if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || (c == '{' && !opened))
    return NULL;
  return opened ? "something follows its end" : "it does not begin with an object";
}

/*
 * Goes over a text once.  It lets through every JSON text of at most LOTSE_JSON_DEPTH_MAX levels, and nothing that
 * json-glib could read deeper or otherwise than this function counted.
 */
static const char *
find_fault (const char *text, gsize length)
{
  guint depth = 0;
  gboolean in_text = FALSE;
  gboolean opened = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];
      const char *fault = depth == 0 ? find_fault_outside (c, opened) : NULL;

      if (fault != NULL)
        return fault;
      if (c < 0x20 && (in_text || !(c == '\t' || c == '\n' || c == '\r')))
        return "it has a control character";
      if (in_text)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_text = FALSE;
        }
      else if (c == '"')
        in_text = TRUE;
      else if (c == '{' || c == '[')
        {
          opened = TRUE;
          if (++depth > LOTSE_JSON_DEPTH_MAX)
            return "it is nested too deep";
        }
      else if (c == '}' || c == ']')
        depth--;
      else if (!g_ascii_isalnum (c) && strchr (" \t\n\r:,.+-", c) == NULL)
        return "it has a character outside texts that JSON does not know";
    }
  return !opened || depth > 0 ? "it is cut off" : NULL;
}

/**
 * lotse_json_parse:
 * @text: bytes from a stranger
 * @length: how many
 *
 * Returns: (transfer full): the root, which holds an object, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
JsonNode *
lotse_json_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (JsonNode) root = NULL;
  const char *fault;

  if (length > G_MAXINT || !g_utf8_validate_len (text, length, NULL))
    fault = "it is not valid UTF-8";
  else
    fault = find_fault (text, length);
  if (fault != NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, "The data is not JSON as expected: %s.", fault);
      return NULL;
    }

  parser = json_parser_new ();
  if (json_parser_load_from_data (parser, text, (gssize) length, NULL))
    root = json_parser_steal_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, "The data is not a JSON object.");
      return NULL;
    }
  return g_steal_pointer (&root);
}

/**
 * lotse_json_node_text:
 * @node: (nullable): any node
 *
 * json-glib makes invalid UTF-8 of lone surrogates, so texts are checked here once more.
 *
 * Returns: (transfer none) (nullable): its text, or %NULL when it is none
 */
const char *
lotse_json_node_text (JsonNode *node)
{
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  return text != NULL && g_utf8_validate (text, -1, NULL) ? text : NULL;
}

/* The member, or NULL when it is missing or null. */
static JsonNode *
find_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

static gboolean
fail_type (const char *name, const char *type, GError **error)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, "The member “%s” of the data is not %s.", name, type);
  return FALSE;
}

/**
 * lotse_json_read_text:
 * @value: (out) (transfer none): the text, or %NULL when the member is missing
 *
 * Returns: whether the member is a text or missing
 */
gboolean
lotse_json_read_text (JsonObject *object, const char *name, const char **value, GError **error)
{
  JsonNode *node = find_member (object, name);

  *value = lotse_json_node_text (node);
  return node == NULL || *value != NULL || fail_type (name, "a text", error);
}

/**
 * lotse_json_read_int:
 * @value: (out): the whole number, or 0 when the member is missing
 *
 * Returns: whether the member is a whole number or missing
 */
gboolean
lotse_json_read_int (JsonObject *object, const char *name, gint64 *value, GError **error)
{
  JsonNode *node = find_member (object, name);

  *value = 0;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return fail_type (name, "a whole number", error);
  *value = json_node_get_int (node);
  return TRUE;
}

/**
 * lotse_json_read_bool:
 * @value: (out): the truth value, or %FALSE when the member is missing
 *
 * Returns: whether the member is a truth value or missing
 */
gboolean
lotse_json_read_bool (JsonObject *object, const char *name, gboolean *value, GError **error)
{
  JsonNode *node = find_member (object, name);

  *value = FALSE;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fail_type (name, "true or false", error);
  *value = json_node_get_boolean (node);
  return TRUE;
}

/**
 * lotse_json_read_object:
 * @value: (out) (transfer none): the object, or %NULL when the member is missing
 *
 * Returns: whether the member is an object or missing
 */
gboolean
lotse_json_read_object (JsonObject *object, const char *name, JsonObject **value, GError **error)
{
  JsonNode *node = find_member (object, name);

  *value = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail_type (name, "an object", error);
  *value = json_node_get_object (node);
  return TRUE;
}

/**
 * lotse_json_read_array:
 * @value: (out) (transfer none): the list, or %NULL when the member is missing
 *
 * Returns: whether the member is a list or missing
 */
gboolean
lotse_json_read_array (JsonObject *object, const char *name, JsonArray **value, GError **error)
{
  JsonNode *node = find_member (object, name);

  *value = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail_type (name, "a list", error);
  *value = json_node_get_array (node);
  return TRUE;
}

/**
 * lotse_json_append_text:
 * @out: where to append
 * @text: (nullable): valid UTF-8
 */
void
lotse_json_append_text (GString *out, const char *text)
{
  const char *start = text;

  if (text == NULL)
    {
      g_string_append (out, "null");
      return;
    }
  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      guchar c = (guchar) *at;

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;
      g_string_append_len (out, start, at - start);
      start = at + 1;
      if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '"' || c == '\\')
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, (char) c);
        }
      else
        g_string_append_printf (out, "\\u%04x", c);
    }
  g_string_append (out, start);
  g_string_append_c (out, '"');
}

/**
 * lotse_json_append_name:
 * @out: a text that ends inside an object, behind its opening or behind a member
 * @name: the next member's name
 */
void
lotse_json_append_name (GString *out, const char *name)
{
  if (out->len > 0 && out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  lotse_json_append_text (out, name);
  g_string_append_c (out, ':');
}

/* Adds a tree to the builder piece by piece: json_builder_add_value() adds nothing at the root. */
static void
add_node (JsonBuilder *builder, JsonNode *node)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  JsonArray *list;

  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      json_builder_begin_object (builder);
      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        add_node (json_builder_set_member_name (builder, name), member);
      json_builder_end_object (builder);
      break;
    case JSON_NODE_ARRAY:
      json_builder_begin_array (builder);
      list = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (list); i++)
        add_node (builder, json_array_get_element (list, i));
      json_builder_end_array (builder);
      break;
    default:
      json_builder_add_value (builder, json_node_copy (node));
    }
}

/**
 * lotse_json_add_to_builder:
 * @builder: a builder that expects a value, or an empty one
 * @text: an object that this program wrote
 */
void
lotse_json_add_to_builder (JsonBuilder *builder, const char *text)
{
  g_autoptr (JsonNode) root = lotse_json_parse (text, strlen (text), NULL);

  g_return_if_fail (root != NULL);

  add_node (builder, root);
}
