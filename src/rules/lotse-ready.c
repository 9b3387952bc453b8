/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is ready; see the header.
 *
 * The files have each text in German and, where it is another one, in English behind "_en".  Names of rules keep both, because
 * colleagues may read another language; of all other texts the one of the process is taken over.
 */
#include "config.h"

#include "lotse-ready.h"

#include "lotse-collate.h"
#include "lotse-error.h"
#include "lotse-language.h"
#include "lotse-value.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
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

/* Leaves the texts of one language. */
static void
choose_language (JsonObject *object)
{
  static const char *const texts[] = { "title", "funder", "note", "source" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *english = g_strconcat (texts[i], "_en", NULL);

      if (!json_object_has_member (object, english))
        continue;
      if (!g_str_equal (lotse_language_current (), "de"))
        json_object_set_string_member (object, texts[i], json_object_get_string_member (object, english));
      json_object_remove_member (object, english);
    }
}

static const char *
text_of (JsonObject *object, const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

/* (transfer full) (element-type LotseRule): the rules by their keys. */
static GPtrArray *
read_rules (JsonObject *object)
{
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
        g_error ("The ready rule %s: %s", (char *) l->data, error->message);
      g_ptr_array_add (rules, rule);
    }
  return rules;
}

GPtrArray *
lotse_ready_centre_rules (void)
{
  g_autoptr (JsonObject) object = load ("centre.json");

  return read_rules (object);
}

void
lotse_ready_programme_free (LotseReadyProgramme *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->funder);
  g_free (self->source);
  g_free (self);
}

static int
compare_titles (gconstpointer a, gconstpointer b)
{
  return lotse_collate_compare ((*(LotseReadyProgramme *const *) a)->title, (*(LotseReadyProgramme *const *) b)->title,
                                lotse_language_current ());
}

GPtrArray *
lotse_ready_programmes (void)
{
  g_autoptr (JsonObject) all = load ("programmes.json");
  g_autoptr (GList) names = json_object_get_members (all);
  GPtrArray *programmes = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_ready_programme_free);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *object = json_object_get_object_member (all, l->data);
      LotseReadyProgramme *programme = g_new0 (LotseReadyProgramme, 1);

      choose_language (object);
      programme->name = g_strdup (l->data);
      programme->title = g_strdup (text_of (object, "title"));
      programme->funder = g_strdup (text_of (object, "funder"));
      programme->source = g_strdup (text_of (object, "source"));
      g_ptr_array_add (programmes, programme);
    }
  g_ptr_array_sort (programmes, compare_titles);
  return programmes;
}

/* What somebody wrote already stays. */
static gboolean
fill (LotseRecord *record, const char *field, const char *value, GError **error)
{
  return value == NULL || lotse_record_get (record, field) != NULL || lotse_record_set (record, field, value, error);
}

static gboolean
fill_rules (LotseRecord *record, JsonObject *object, GError **error)
{
  g_autoptr (GPtrArray) rules = read_rules (object);

  for (guint i = 0; i < rules->len; i++)
    {
      const LotseRule *rule = g_ptr_array_index (rules, i);
      g_autofree char *json = lotse_rule_to_json (rule);

      if (lotse_record_get_element (record, "deadline_rules", rule->key) == NULL
          && !lotse_record_set_element (record, "deadline_rules", rule->key, json, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * lotse_ready_fill_programme:
 * @name: of a ready programme
 * @programme: a record of the kind `grant_programme`, not saved here
 *
 * Fills what is empty in it, its rules included.  The funder is an organisation of the centre's own, which is for people to choose.
 *
 * Returns: %FALSE with NOT_FOUND when there is no such ready programme
 */
gboolean
lotse_ready_fill_programme (const char *name, LotseRecord *programme, GError **error)
{
  static const char *const fields[][2] = {
    { "name", "title" }, { "level", "level" }, { "website", "website" }, { "source", "source" }, { "note", "note" },
  };
  g_autoptr (JsonObject) all = load ("programmes.json");
  JsonObject *object = json_object_has_member (all, name) ? json_object_get_object_member (all, name) : NULL;

  if (object == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("There is no ready grant programme “%s”. Nothing was changed. Choose one from the list."),
                   name);
      return FALSE;
    }
  choose_language (object);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!fill (programme, fields[i][0], text_of (object, fields[i][1]), error))
      return FALSE;
  return fill (programme, "ready", name, error) && fill_rules (programme, json_object_get_object_member (object, "rules"), error);
}
