/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as JSON, for scripts and for values that are objects themselves.
 *
 * Amounts are texts such as "1234.56": a floating point number would print as 1234.5599999999999.
 */
#include "config.h"

#include "lotse-value.h"

#include "lotse-error.h"
#include "lotse-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static void append_node (GString *out, JsonNode *node);

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void
append_object (GString *out, JsonObject *object)
{
  g_autoptr (GList) names = g_list_sort (json_object_get_members (object), compare_names);

  g_string_append_c (out, '{');
  for (GList *l = names; l != NULL; l = l->next)
    {
      if (l != names)
        g_string_append_c (out, ',');
      lotse_json_append_text (out, l->data);
      g_string_append_c (out, ':');
      append_node (out, json_object_get_member (object, l->data));
    }
  g_string_append_c (out, '}');
}

static void
append_array (GString *out, JsonArray *array)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_node (out, json_array_get_element (array, i));
    }
  g_string_append_c (out, ']');
}

static void
append_scalar (GString *out, JsonNode *node)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      lotse_json_append_text (out, json_node_get_string (node));
      break;
    case G_TYPE_BOOLEAN:
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
      break;
    case G_TYPE_INT64:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
      break;
    default:
      g_string_append (out, g_ascii_dtostr (number, sizeof number, json_node_get_double (node)));
      break;
    }
}

static void
append_node (GString *out, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (out, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (out, json_node_get_array (node));
  else if (JSON_NODE_HOLDS_NULL (node))
    g_string_append (out, "null");
  else
    append_scalar (out, node);
}

/**
 * lotse_value_canonical_json:
 * @node: a node
 *
 * Returns: (transfer full): its canonical text: members sorted by their bytes, no blanks, non-ASCII as it is
 */
char *
lotse_value_canonical_json (JsonNode *node)
{
  GString *out = g_string_new (NULL);

  append_node (out, node);
  return g_string_free (out, FALSE);
}

static JsonNode *
money_to_json (const char *canonical)
{
  gint64 cents = g_ascii_strtoll (canonical, NULL, 10);
  guint64 size = cents < 0 ? 0 - (guint64) cents : (guint64) cents;
  g_autofree char *text = g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", cents < 0 ? "-" : "", size / 100,
                                           (guint) (size % 100));

  return json_node_init_string (json_node_alloc (), text);
}

/**
 * lotse_value_to_json:
 * @field: the field
 * @canonical: (nullable): the value, of a MAP that of one element, of a SET the element
 *
 * Returns: (transfer full): a number, truth value, object or text as the field's type has it; null when empty.  A value
 *   that is not canonical, as a newer version may have written it, becomes a text
 */
JsonNode *
lotse_value_to_json (const LotseField *field, const char *canonical)
{
  JsonNode *node;

  g_return_val_if_fail (field != NULL, NULL);

  if (canonical == NULL || *canonical == '\0')
    return json_node_init_null (json_node_alloc ());
  if (field->type != LOTSE_FIELD_SET && lotse_value_check (field, canonical, NULL))
    {
      if (field->type == LOTSE_FIELD_INT)
        return json_node_init_int (json_node_alloc (), g_ascii_strtoll (canonical, NULL, 10));
      if (field->type == LOTSE_FIELD_BOOL)
        return json_node_init_boolean (json_node_alloc (), *canonical == '1');
      if (field->type == LOTSE_FIELD_MONEY)
        return money_to_json (canonical);
      if (field->flags & LOTSE_FIELD_JSON)
        {
          node = lotse_json_parse (canonical, strlen (canonical), NULL);
          if (node != NULL)
            return node;
        }
    }
  return json_node_init_string (json_node_alloc (), canonical);
}

static char *
fail (GError **error, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, message);
  return NULL;
}

/* An amount from a number: whole or with cents, within what a double holds exactly. */
static char *
money_from_number (double euros, GError **error)
{
  double cents = round (euros * 100);

  if (!(fabs (euros) < 1e12) || fabs (cents - euros * 100) > 1e-3)
    return fail (error, _ ("An amount has at most two digits for cents. Write it as a text, for example \"1234.56\"."));
  return g_strdup_printf ("%.0f", cents == 0 ? 0.0 : cents);
}

static char *
number_from_json (const LotseField *field, JsonNode *node, GError **error)
{
  double number = json_node_get_double (node);

  if (field->type == LOTSE_FIELD_MONEY)
    return money_from_number (number, error);
  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return fail (error, _ ("This is not a whole number. Write digits only, for example 42."));
  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

static char *
text_from_json (const LotseField *field, const char *text, GError **error)
{
  if (field->type == LOTSE_FIELD_MONEY)
    return lotse_value_parse (field, text, "en", error);
  if (field->type == LOTSE_FIELD_SET)
    return lotse_value_check_element (field, text, error) ? g_strdup (text) : NULL;
  return lotse_value_check (field, text, error) ? g_strdup (text) : NULL;
}

/**
 * lotse_value_from_json:
 * @field: the field
 * @node: what lotse_value_to_json() made, or a text with the canonical value
 * @error: return location for LOTSE_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the canonical value, "" for null; of a SET the element.  %NULL with @error set when
 *   @node is of another type or its value is wrong
 */
char *
lotse_value_from_json (const LotseField *field, JsonNode *node, GError **error)
{
  g_autofree char *object = NULL;

  g_return_val_if_fail (field != NULL, NULL);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_OBJECT (node) && field->flags & LOTSE_FIELD_JSON)
    {
      object = lotse_value_canonical_json (node);
      return lotse_value_check (field, object, error) ? g_steal_pointer (&object) : NULL;
    }
  if (JSON_NODE_HOLDS_VALUE (node))
    {
      GType type = json_node_get_value_type (node);

      if (type == G_TYPE_STRING)
        return text_from_json (field, json_node_get_string (node), error);
      if (type == G_TYPE_BOOLEAN && field->type == LOTSE_FIELD_BOOL)
        return g_strdup (json_node_get_boolean (node) ? "1" : "0");
      if (type != G_TYPE_BOOLEAN && (field->type == LOTSE_FIELD_INT || field->type == LOTSE_FIELD_MONEY))
        return number_from_json (field, node, error);
    }
  return fail (error, _ ("The value is of another type than the field. Write a text, or what the program itself prints."));
}
