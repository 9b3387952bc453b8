/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records as JSON, for scripts and exports; not the wire form, which has stamps and is made from registers.
 *
 * {"id": …, "kind": …, "deleted": true, "merged_into": id, then the fields in the order of the table}.  What is empty
 * is left out.  A SET is a list, a MAP an object.  Registers that no field stands for follow under their own names.
 */
#include "config.h"

#include "lotse-record-private.h"

#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- Writing ---- */

static JsonNode *
list_to_json (char **elements)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; elements[i] != NULL; i++)
    json_array_add_string_element (array, elements[i]);
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
map_to_json (const LotseRecord *self, const LotseField *field, char **elements)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint i = 0; elements[i] != NULL; i++)
    json_object_set_member (object, elements[i],
                            lotse_value_to_json (field, lotse_record_get_element (self, field->name, elements[i])));
  return json_node_init_object (json_node_alloc (), object);
}

static void
add_field (const LotseRecord *self, const LotseField *field, JsonObject *object)
{
  const char *value = lotse_record_get (self, field->name);
  g_auto (GStrv) elements = NULL;

  if (!lotse_field_has_elements (field))
    {
      if (value != NULL)
        json_object_set_member (object, field->name, lotse_value_to_json (field, value));
      return;
    }
  elements = lotse_record_list_elements (self, field->name);
  if (elements[0] == NULL)
    return;
  json_object_set_member (object, field->name,
                          field->type == LOTSE_FIELD_SET ? list_to_json (elements)
                                                         : map_to_json (self, field, elements));
}

/* Registers of a newer version, an element of an unknown field among them. */
static void
add_unknown (const char *reg, const char *value, gpointer data)
{
  gpointer *pair = data;
  const char *element;
  g_autofree char *field = lotse_register_field (reg, &element);
  const LotseField *known = lotse_kind_field (lotse_record_get_kind (pair[0]), field);
  JsonObject *object = pair[1];

  if ((known != NULL && lotse_field_has_elements (known) == (element != NULL)) || *reg == '_')
    return;
  json_object_set_string_member (object, reg, value);
}

/**
 * lotse_record_to_json:
 * @self: a record
 *
 * Returns: (transfer full): an object with everything that @self holds
 */
JsonNode *
lotse_record_to_json (const LotseRecord *self)
{
  const LotseKind *kind = lotse_record_get_kind (self);
  JsonObject *object = json_object_new ();
  gpointer pair[] = { (gpointer) self, object };
  JsonNode *node = json_node_alloc ();

  json_object_set_string_member (object, "id", lotse_record_get_id (self));
  json_object_set_string_member (object, "kind", kind->name);
  if (lotse_record_is_deleted (self))
    json_object_set_boolean_member (object, "deleted", TRUE);
  if (lotse_record_get_merged_into (self) != NULL)
    json_object_set_string_member (object, "merged_into", lotse_record_get_merged_into (self));
  for (guint i = 0; i < kind->n_fields; i++)
    add_field (self, &kind->fields[i], object);
  lotse_record_foreach (self, add_unknown, pair);
  json_node_init_object (node, object);
  json_object_unref (object);
  return node;
}

/* ---- Reading ---- */

typedef struct
{
  LotseRecord *record;
  GPtrArray *changes;
  GError *error;
} Reading;

static gboolean
wrong (Reading *reading, const char *member, const char *message)
{
  reading->error = g_error_new (LOTSE_ERROR, LOTSE_ERROR_INVALID, "%s: %s", member, message);
  return FALSE;
}

static void
change (Reading *reading, const char *field, const char *element, const char *value)
{
  g_autofree char *reg = element != NULL ? lotse_register_name (field, element) : g_strdup (field);

  g_ptr_array_add (reading->changes, lotse_record_change_new (reg, value));
}

static void
empty_elements (Reading *reading, const char *field)
{
  g_auto (GStrv) elements = lotse_record_list_elements (reading->record, field);

  for (guint i = 0; elements[i] != NULL; i++)
    change (reading, field, elements[i], NULL);
}

static gboolean
read_list (Reading *reading, const LotseField *field, JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *element = lotse_value_from_json (field, json_array_get_element (array, i), &error);

      if (element == NULL)
        return wrong (reading, field->name, error->message);
      if (*element == '\0')
        return wrong (reading, field->name, _ ("an element is empty. Write its name."));
      change (reading, field->name, element, "1");
    }
  return TRUE;
}

static gboolean
read_map (Reading *reading, const LotseField *field, JsonObject *object)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *value = NULL;

      if (lotse_value_check_element (field, l->data, &error))
        value = lotse_value_from_json (field, json_object_get_member (object, l->data), &error);
      if (value == NULL)
        return wrong (reading, field->name, error->message);
      change (reading, field->name, l->data, value);
    }
  return TRUE;
}

static gboolean
read_elements (Reading *reading, const LotseField *field, JsonNode *node)
{
  empty_elements (reading, field->name);
  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (field->type == LOTSE_FIELD_SET && JSON_NODE_HOLDS_ARRAY (node))
    return read_list (reading, field, json_node_get_array (node));
  if (field->type == LOTSE_FIELD_MAP && JSON_NODE_HOLDS_OBJECT (node))
    return read_map (reading, field, json_node_get_object (node));
  return wrong (reading, field->name,
                field->type == LOTSE_FIELD_SET ? _ ("a list is needed, as in [\"one\", \"two\"].")
                                               : _ ("an object is needed, as in {\"element\": \"value\"}."));
}

static gboolean
read_field (Reading *reading, const LotseField *field, JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  if (lotse_field_has_elements (field))
    return read_elements (reading, field, node);
  value = lotse_value_from_json (field, node, &error);
  if (value == NULL)
    return wrong (reading, field->name, error->message);
  change (reading, field->name, NULL, value);
  return TRUE;
}

static gboolean
read_unknown (Reading *reading, const char *name, JsonNode *node)
{
  const char *value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  if (*name == '_' || !lotse_register_check (name, value, NULL) || (value == NULL && !JSON_NODE_HOLDS_NULL (node)))
    return wrong (reading, name, _ ("there is no such field, and the value is no text. Check its spelling."));
  change (reading, name, NULL, value);
  return TRUE;
}

static gboolean
read_text (Reading *reading, const char *name, JsonNode *node, const char *expected)
{
  const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return g_strcmp0 (text, expected) == 0 || wrong (reading, name, _ ("this is that of another record."));
}

static gboolean
read_merged_into (Reading *reading, JsonNode *node)
{
  const char *id = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  if (!JSON_NODE_HOLDS_NULL (node) && (!lotse_id_is_valid (id) || strcmp (id, lotse_record_get_id (reading->record)) == 0))
    return wrong (reading, "merged_into", _ ("the id of another record is needed, or null."));
  change (reading, LOTSE_REGISTER_MERGED_INTO, NULL, id);
  return TRUE;
}

static void
read_member (JsonObject *object, const char *name, JsonNode *node, gpointer data)
{
  Reading *reading = data;
  const LotseKind *kind = lotse_record_get_kind (reading->record);
  const LotseField *field = lotse_kind_field (kind, name);

  if (reading->error != NULL)
    return;
  if (strcmp (name, "id") == 0)
    read_text (reading, name, node, lotse_record_get_id (reading->record));
  else if (strcmp (name, "kind") == 0)
    read_text (reading, name, node, kind->name);
  else if (strcmp (name, "merged_into") == 0)
    read_merged_into (reading, node);
  else if (strcmp (name, "deleted") != 0)
    field != NULL ? read_field (reading, field, node) : read_unknown (reading, name, node);
  else if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    wrong (reading, name, _ ("true or false is needed."));
  else
    change (reading, LOTSE_REGISTER_DELETED, NULL, json_node_get_boolean (node) ? "1" : NULL);
}

/**
 * lotse_record_from_json:
 * @self: a record
 * @object: members as lotse_record_to_json() writes them; what is not there stays as it is, null empties
 * @error: return location for LOTSE_ERROR_INVALID
 *
 * Sets what @object has. A SET or MAP is replaced as a whole. A text under an unknown name is kept as a register of a
 * newer version.
 *
 * Returns: %FALSE when a member is wrong; then nothing has changed
 */
gboolean
lotse_record_from_json (LotseRecord *self, JsonObject *object, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_record_change_free);
  Reading reading = { self, changes, NULL };

  json_object_foreach_member (object, read_member, &reading);
  if (reading.error != NULL)
    {
      g_propagate_error (error, reading.error);
      return FALSE;
    }
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < changes->len; i++)
    {
      LotseRecordChange *one = changes->pdata[i];

      lotse_record_apply (self, one->reg, one->value);
    }
  g_object_thaw_notify (G_OBJECT (self));
  return TRUE;
}
