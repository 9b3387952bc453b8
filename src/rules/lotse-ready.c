/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is ready; see the header. */
#include "config.h"

#include "lotse-ready.h"

#include "lotse-language.h"
#include "lotse-value.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

static JsonObject *
load (const char *name)
{
  g_autofree char *path = g_strconcat ("/de/lotse/rules/", name, NULL);
  g_autoptr (GBytes) content = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = content != NULL ? g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content)) : NULL;
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    g_error ("%s is not understood", path);
  return json_node_dup_object (node);
}

/* Sources and notes are there in German, and some in English. */
static void
choose_language (JsonObject *rule)
{
  static const char *const texts[] = { "note", "source" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *english = g_strconcat (texts[i], "_en", NULL);

      if (!json_object_has_member (rule, english))
        continue;
      if (!g_str_equal (lotse_language_current (), "de"))
        json_object_set_string_member (rule, texts[i], json_object_get_string_member (rule, english));
      json_object_remove_member (rule, english);
    }
}

GPtrArray *
lotse_ready_centre_rules (void)
{
  g_autoptr (JsonObject) object = load ("centre.json");
  g_autoptr (GList) keys = json_object_get_members (object);
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_rule_unref);

  for (GList *l = keys; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (object, l->data);
      g_autofree char *json = NULL;
      g_autoptr (GError) error = NULL;
      LotseRule *rule;

      choose_language (json_node_get_object (node));
      json = lotse_value_canonical_json (node);
      rule = lotse_rule_parse (l->data, json, &error);

      if (rule == NULL)
        g_error ("centre.json: %s: %s", (char *) l->data, error->message);
      g_ptr_array_add (rules, rule);
    }
  return rules;
}
