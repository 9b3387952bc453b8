/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON values of maps; see the header. */
#include "config.h"

#include "lotse-events-private.h"

#include "lotse-value.h"

JsonObject *
lotse_events_object (const char *value)
{
  g_autoptr (JsonNode) node = value != NULL ? json_from_string (value, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

char *
lotse_events_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;
  gboolean text = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;

  return g_strdup (text ? json_node_get_string (node) : "");
}

char *
lotse_events_value (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return lotse_value_canonical_json (node);
}
