/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits and their wire form.  The outbox keeps edits in the same form, so what a device has sent and what it still has
 * to send never differ.  An edit is read from strangers: it is checked whole before anything is made of it.
 */
#include "lotse-merge.h"

#include "lotse-error.h"
#include "lotse-json.h"

#include <string.h>

#define KIND_MAX 64
#define ID_LENGTH 32

static const char *const verdict_names[] = {
  [LOTSE_VERDICT_NONE] = "none",         [LOTSE_VERDICT_MERGED] = "merged", [LOTSE_VERDICT_CONFLICT] = "conflict",
  [LOTSE_VERDICT_REPEATED] = "repeated", [LOTSE_VERDICT_PARKED] = "parked", [LOTSE_VERDICT_REVIEW] = "review",
  [LOTSE_VERDICT_REFUSED] = "refused",   [LOTSE_VERDICT_ERASED] = "erased",
};

/**
 * lotse_verdict_name:
 *
 * Returns: (transfer none): the name on the wire
 */
const char *
lotse_verdict_name (LotseVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < G_N_ELEMENTS (verdict_names), "none");

  return verdict_names[verdict];
}

/**
 * lotse_verdict_from_name:
 * @name: (nullable): a name on the wire
 *
 * Returns: the verdict, or %LOTSE_VERDICT_NONE when it is not known
 */
LotseVerdict
lotse_verdict_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verdict_names); i++)
    {
      if (g_strcmp0 (name, verdict_names[i]) == 0)
        return (LotseVerdict) i;
    }
  return LOTSE_VERDICT_NONE;
}

/**
 * lotse_write_new:
 * @value: (nullable): canonical text; "" is kept as %NULL
 *
 * Returns: (transfer full): a write without effective clock
 */
LotseWrite *
lotse_write_new (const char *reg, const char *value, LotseStamp base)
{
  LotseWrite *write = g_new0 (LotseWrite, 1);

  write->reg = g_strdup (reg);
  write->value = value != NULL && *value != '\0' ? g_strdup (value) : NULL;
  write->base = base;
  return write;
}

/**
 * lotse_write_free:
 * @write: (nullable) (transfer full): a write
 */
void
lotse_write_free (LotseWrite *write)
{
  if (write == NULL)
    return;
  g_free (write->reg);
  g_free (write->value);
  g_free (write);
}

/**
 * lotse_edit_new:
 *
 * Returns: (transfer full): an edit without writes; its array frees what is added to it
 */
LotseEdit *
lotse_edit_new (const char *kind, const char *id, LotseStamp stamp)
{
  LotseEdit *edit = g_new0 (LotseEdit, 1);

  edit->kind = g_strdup (kind);
  edit->id = g_strdup (id);
  edit->stamp = stamp;
  edit->writes = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_write_free);
  return edit;
}

/**
 * lotse_edit_free:
 * @edit: (nullable) (transfer full): an edit
 */
void
lotse_edit_free (LotseEdit *edit)
{
  if (edit == NULL)
    return;
  g_free (edit->kind);
  g_free (edit->id);
  g_free (edit->seen);
  g_free (edit->group);
  g_ptr_array_unref (edit->writes);
  g_free (edit);
}

static void
append_stamp (GString *out, LotseStamp stamp)
{
  char text[LOTSE_STAMP_TEXT_SIZE];

  lotse_stamp_print (stamp, text);
  lotse_json_append_text (out, text);
}

/* Appends [value, base, effective, after] without what is empty at the end. */
static void
append_write (GString *out, const LotseWrite *write)
{
  gboolean has_after = !lotse_stamp_is_none (write->after);
  gboolean has_effective = write->effective != 0;
  gboolean has_base = !lotse_stamp_is_none (write->base);

  g_string_append_c (out, '[');
  if (has_after || has_effective || has_base || write->value != NULL)
    lotse_json_append_text (out, write->value);
  if (has_base)
    {
      g_string_append_c (out, ',');
      append_stamp (out, write->base);
    }
  else if (has_effective || has_after)
    g_string_append (out, ",null");
  if (has_effective)
    {
      g_autofree char *effective = lotse_u64_to_hex (write->effective);

      g_string_append_c (out, ',');
      lotse_json_append_text (out, effective);
    }
  else if (has_after)
    g_string_append (out, ",null");
  if (has_after)
    {
      g_string_append_c (out, ',');
      append_stamp (out, write->after);
    }
  g_string_append_c (out, ']');
}

/**
 * lotse_edit_append_json:
 *
 * Appends the wire form to @out.
 */
void
lotse_edit_append_json (const LotseEdit *edit, GString *out)
{
  g_string_append_c (out, '{');
  lotse_json_append_name (out, "k");
  lotse_json_append_text (out, edit->kind);
  lotse_json_append_name (out, "i");
  lotse_json_append_text (out, edit->id);
  lotse_json_append_name (out, "t");
  append_stamp (out, edit->stamp);
  if (edit->seen != NULL)
    {
      lotse_json_append_name (out, "n");
      lotse_json_append_text (out, edit->seen);
    }
  if (edit->creates)
    g_string_append (out, ",\"c\":true");
  if (edit->seen_deleted)
    g_string_append (out, ",\"d\":true");
  g_string_append (out, ",\"w\":{");
  for (guint i = 0; i < edit->writes->len; i++)
    {
      const LotseWrite *write = g_ptr_array_index (edit->writes, i);

      lotse_json_append_name (out, write->reg);
      append_write (out, write);
    }
  g_string_append (out, "}}");
}

/**
 * lotse_edit_to_text:
 *
 * Returns: (transfer full): the wire form
 */
char *
lotse_edit_to_text (const LotseEdit *edit)
{
  GString *out = g_string_sized_new (256);

  lotse_edit_append_json (edit, out);
  return g_string_free (out, FALSE);
}

/**
 * lotse_edit_to_json:
 *
 * Adds the wire form to @builder, as one value.
 */
void
lotse_edit_to_json (const LotseEdit *edit, JsonBuilder *builder)
{
  g_autofree char *text = lotse_edit_to_text (edit);

  lotse_json_add_to_builder (builder, text);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, "An edit cannot be read: %s.", what);
  return FALSE;
}

/**
 * lotse_edit_kind_is_valid:
 * @kind: (nullable): a text
 *
 * Returns: whether @kind could name a kind of record, known or not
 */
gboolean
lotse_edit_kind_is_valid (const char *kind)
{
  gsize length = kind != NULL ? strspn (kind, "abcdefghijklmnopqrstuvwxyz0123456789_") : 0;

  return length > 0 && length <= KIND_MAX && kind[length] == '\0';
}

/**
 * lotse_edit_id_is_valid:
 * @id: (nullable): a text
 *
 * Returns: whether @id is the text form of a record's id
 */
gboolean
lotse_edit_id_is_valid (const char *id)
{
  return id != NULL && strspn (id, "0123456789abcdef") == ID_LENGTH && id[ID_LENGTH] == '\0';
}

/* Reads one element of a write's list; a missing one and null are the same. */
static gboolean
read_element (JsonArray *list, guint n, const char **text)
{
  JsonNode *node = n < json_array_get_length (list) ? json_array_get_element (list, n) : NULL;

  *text = lotse_json_node_text (node);
  return node == NULL || JSON_NODE_HOLDS_NULL (node) || *text != NULL;
}

static LotseWrite *
read_write (const char *reg, JsonNode *node, GError **error)
{
  g_autoptr (LotseWrite) write = NULL;
  const char *value;
  const char *base;
  const char *effective;
  const char *after;
  JsonArray *list;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      fail (error, "a write is not a list");
      return NULL;
    }
  list = json_node_get_array (node);
  if (!read_element (list, 0, &value) || !read_element (list, 1, &base) || !read_element (list, 2, &effective) ||
      !read_element (list, 3, &after))
    {
      fail (error, "a part of a write is not a text");
      return NULL;
    }
  if (!lotse_register_check (reg, value, error))
    return NULL;
  write = lotse_write_new (reg, value, LOTSE_STAMP_NONE);
  if ((base != NULL && !lotse_stamp_parse (base, &write->base)) || (after != NULL && !lotse_stamp_parse (after, &write->after)) ||
      (effective != NULL && (!lotse_u64_from_hex (effective, &write->effective) || write->effective > LOTSE_CLOCK_MAX)))
    {
      fail (error, "a write has no valid stamp");
      return NULL;
    }
  return g_steal_pointer (&write);
}

static gboolean
read_writes (LotseEdit *edit, JsonObject *writes, GError **error)
{
  JsonObjectIter iter;
  const char *reg;
  JsonNode *node;

  if (json_object_get_size (writes) > LOTSE_REGISTERS_MAX)
    return fail (error, "it writes too many fields");
  json_object_iter_init_ordered (&iter, writes);
  while (json_object_iter_next_ordered (&iter, &reg, &node))
    {
      LotseWrite *write = read_write (reg, node, error);

      if (write == NULL)
        return FALSE;
      g_ptr_array_add (edit->writes, write);
    }
  return edit->writes->len > 0 || fail (error, "it writes nothing");
}

/* The stamps seen are read again when the centre merges; here they are only checked. */
static gboolean
check_seen (const char *seen, GError **error)
{
  g_autoptr (LotseRegisters) stamps = lotse_registers_new ();

  return seen == NULL || lotse_registers_unpack_stamps (stamps, seen, error);
}

/**
 * lotse_edit_from_json:
 * @object: the wire form, from a stranger; members that it does not know are for newer versions and are passed over
 *
 * Returns: (transfer full): the edit, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseEdit *
lotse_edit_from_json (JsonObject *object, GError **error)
{
  g_autoptr (LotseEdit) edit = NULL;
  const char *kind, *id, *stamp_text, *seen;
  gboolean creates, seen_deleted;
  JsonObject *writes;
  LotseStamp stamp;

  if (!lotse_json_read_text (object, "k", &kind, error) || !lotse_json_read_text (object, "i", &id, error) ||
      !lotse_json_read_text (object, "t", &stamp_text, error) || !lotse_json_read_text (object, "n", &seen, error) ||
      !lotse_json_read_bool (object, "c", &creates, error) || !lotse_json_read_bool (object, "d", &seen_deleted, error) ||
      !lotse_json_read_object (object, "w", &writes, error))
    return NULL;
  if (!lotse_edit_kind_is_valid (kind) || !lotse_edit_id_is_valid (id))
    {
      fail (error, "its record has no valid kind and id");
      return NULL;
    }
  if (!lotse_stamp_parse (stamp_text, &stamp) || stamp.clock == 0)
    {
      fail (error, "it has no valid stamp");
      return NULL;
    }
  edit = lotse_edit_new (kind, id, stamp);
  edit->seen = g_strdup (seen);
  edit->creates = creates;
  edit->seen_deleted = seen_deleted;
  if (!check_seen (seen, error))
    return NULL;
  if (writes == NULL ? !fail (error, "it writes nothing") : !read_writes (edit, writes, error))
    return NULL;
  return g_steal_pointer (&edit);
}

/**
 * lotse_edit_from_text:
 *
 * Returns: (transfer full): the edit of the wire form @text, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseEdit *
lotse_edit_from_text (const char *text, GError **error)
{
  const char *given = text != NULL ? text : "";
  g_autoptr (JsonNode) root = lotse_json_parse (given, strlen (given), error);

  return root != NULL ? lotse_edit_from_json (json_node_get_object (root), error) : NULL;
}
