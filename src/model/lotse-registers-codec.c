/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text forms of a set of registers: packed stamps for a column of the database, and JSON for the wire and for what
 * the device keeps as the centre sent it.  Both are read from strangers, so everything is checked before the set that
 * the caller holds is touched.
 */
#include "lotse-registers.h"

#include "lotse-error.h"
#include "lotse-json.h"
#include "lotse-registers-private.h"

#include <string.h>

static int
compare_stamps (const void *a, const void *b)
{
  return lotse_stamp_compare (*(const LotseStamp *) a, *(const LotseStamp *) b);
}

/* The stamp that most registers have; of several, the newest.  Nearly always all have the same. */
static LotseStamp
find_common (const LotseRegisters *self)
{
  guint size = lotse_registers_size (self);
  g_autofree LotseStamp *stamps = NULL;
  LotseStamp common = size > 0 ? lotse_registers_nth (self, 0, NULL)->stamp : LOTSE_STAMP_NONE;
  guint same = 0;
  guint best = 0;

  while (same < size && lotse_stamp_equal (lotse_registers_nth (self, same, NULL)->stamp, common))
    same++;
  if (same == size)
    return common;

  stamps = g_new (LotseStamp, size);
  for (guint i = 0; i < size; i++)
    stamps[i] = lotse_registers_nth (self, i, NULL)->stamp;
  qsort (stamps, size, sizeof *stamps, compare_stamps);
  for (guint i = 0, run = 0; i < size; i++)
    {
      run = i > 0 && lotse_stamp_equal (stamps[i], stamps[i - 1]) ? run + 1 : 1;
      if (run >= best)
        {
          best = run;
          common = stamps[i];
        }
    }
  return common;
}

static void
append_stamp (GString *out, LotseStamp stamp)
{
  char text[LOTSE_STAMP_TEXT_SIZE];

  lotse_stamp_print (stamp, text);
  g_string_append_len (out, text, LOTSE_STAMP_TEXT_SIZE - 1);
}

static char *
pack (const LotseRegisters *self, gboolean list_all)
{
  GString *out;
  LotseStamp common;

  if (lotse_registers_size (self) == 0)
    return g_strdup ("");
  common = find_common (self);
  out = g_string_sized_new (LOTSE_STAMP_TEXT_SIZE);
  append_stamp (out, common);
  for (guint i = 0; i < lotse_registers_size (self); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (self, i, &name);
      gboolean is_common = lotse_stamp_equal (reg->stamp, common);

      if (is_common && reg->value != NULL && !list_all)
        continue;
      g_string_append_c (out, '|');
      g_string_append_uri_escaped (out, name, "/", TRUE);
      g_string_append_c (out, '=');
      if (!is_common)
        append_stamp (out, reg->stamp);
    }
  return g_string_free (out, FALSE);
}

/**
 * lotse_registers_pack_stamps:
 *
 * Returns: (transfer full): the stamps of all registers in one text
 */
char *
lotse_registers_pack_stamps (const LotseRegisters *self)
{
  return pack (self, FALSE);
}

/**
 * lotse_registers_pack_seen:
 *
 * Returns: (transfer full): the stamps of all registers, each of them listed by name
 */
char *
lotse_registers_pack_seen (const LotseRegisters *self)
{
  return pack (self, TRUE);
}

static gboolean
fail_packed (GError **error)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, "The stamps of a record are damaged.");
  return FALSE;
}

/* Reads the listed registers into `listed`, without values. */
static gboolean
parse_packed (const char *packed, LotseRegisters *listed, LotseStamp *common, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (packed, "|", -1);

  *common = LOTSE_STAMP_NONE;
  if (parts[0] == NULL)
    return TRUE;
  if (!lotse_stamp_parse (parts[0], common))
    return fail_packed (error);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');
      g_autofree char *name = NULL;
      LotseStamp stamp = *common;

      if (equals == NULL || i > LOTSE_REGISTERS_MAX)
        return fail_packed (error);
      name = g_uri_unescape_segment (parts[i], equals, NULL);
      if (!lotse_register_check (name, NULL, NULL) || lotse_registers_get (listed, name) != NULL)
        return fail_packed (error);
      if (equals[1] != '\0' && !lotse_stamp_parse (equals + 1, &stamp))
        return fail_packed (error);
      lotse_registers_put (listed, name, NULL, stamp);
    }
  return TRUE;
}

/**
 * lotse_registers_unpack_stamps:
 * @self: a set that holds the values of a row
 * @packed: (nullable): what lotse_registers_pack_stamps() wrote; %NULL is the same as ""
 *
 * Returns: whether @packed could be read; otherwise %FALSE with %LOTSE_ERROR_PROTOCOL, and @self is as it was
 */
gboolean
lotse_registers_unpack_stamps (LotseRegisters *self, const char *packed, GError **error)
{
  g_autoptr (LotseRegisters) listed = lotse_registers_new ();
  LotseStamp common;

  if (!parse_packed (packed != NULL ? packed : "", listed, &common, error))
    return FALSE;
  for (guint i = lotse_registers_size (self); i-- > 0;)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (self, i, &name);

      if (reg->value == NULL)
        lotse_registers_remove (self, name);
      else
        lotse_registers_put (self, name, reg->value, common);
    }
  for (guint i = 0; i < lotse_registers_size (listed); i++)
    {
      const char *name;
      LotseStamp stamp = lotse_registers_nth (listed, i, &name)->stamp;

      lotse_registers_put (self, name, lotse_registers_value (self, name), stamp);
    }
  return TRUE;
}

/**
 * lotse_registers_to_json:
 *
 * Adds the wire form to @builder, as one value.
 */
void
lotse_registers_to_json (const LotseRegisters *self, JsonBuilder *builder)
{
  g_autofree char *text = lotse_registers_to_text (self);

  lotse_json_add_to_builder (builder, text);
}

/**
 * lotse_registers_append_json:
 *
 * Appends the wire form to @out.
 */
void
lotse_registers_append_json (const LotseRegisters *self, GString *out)
{
  LotseStamp common = find_common (self);
  gboolean has_exceptions = FALSE;

  g_string_append (out, "{\"s\":\"");
  append_stamp (out, common);
  g_string_append (out, "\",\"f\":{");
  for (guint i = 0; i < lotse_registers_size (self); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (self, i, &name);

      lotse_json_append_name (out, name);
      lotse_json_append_text (out, reg->value);
      has_exceptions = has_exceptions || !lotse_stamp_equal (reg->stamp, common);
    }
  g_string_append_c (out, '}');
  if (has_exceptions)
    {
      g_string_append (out, ",\"x\":{");
      for (guint i = 0; i < lotse_registers_size (self); i++)
        {
          const char *name;
          const LotseRegister *reg = lotse_registers_nth (self, i, &name);

          if (lotse_stamp_equal (reg->stamp, common))
            continue;
          lotse_json_append_name (out, name);
          g_string_append_c (out, '"');
          append_stamp (out, reg->stamp);
          g_string_append_c (out, '"');
        }
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, '}');
}

/**
 * lotse_registers_to_text:
 *
 * Returns: (transfer full): the wire form
 */
char *
lotse_registers_to_text (const LotseRegisters *self)
{
  GString *out = g_string_sized_new (256);

  lotse_registers_append_json (self, out);
  return g_string_free (out, FALSE);
}

/* How many bytes the texts of the values take with their names, so that one block holds them all. */
static gboolean
measure (JsonObject *values, gsize *size, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  *size = 0;
  if (json_object_get_size (values) > LOTSE_REGISTERS_MAX)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, "A record has too many fields and entries.");
      return FALSE;
    }
  json_object_iter_init_ordered (&iter, values);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const char *value = lotse_json_node_text (node);

      if (value == NULL && !JSON_NODE_HOLDS_NULL (node))
        {
          g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, "The value of a field is not a text.");
          return FALSE;
        }
      if (!lotse_register_check (name, value, error))
        return FALSE;
      *size += strlen (name) + 1 + (value != NULL ? strlen (value) + 1 : 0);
    }
  return TRUE;
}

static LotseRegisters *
read_values (JsonObject *values, LotseStamp stamp, GError **error)
{
  g_autoptr (LotseRegisters) self = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gsize size;

  if (!measure (values, &size, error))
    return NULL;
  self = lotse_registers_new ();
  lotse_registers_reserve (self, json_object_get_size (values), size);
  json_object_iter_init_ordered (&iter, values);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    lotse_registers_put (self, name, JSON_NODE_HOLDS_NULL (node) ? NULL : json_node_get_string (node), stamp);
  return g_steal_pointer (&self);
}

static gboolean
read_exceptions (LotseRegisters *self, JsonObject *exceptions, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, exceptions);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const LotseRegister *reg = lotse_registers_get (self, name);
      LotseStamp stamp;

      if (reg == NULL || !lotse_stamp_parse (lotse_json_node_text (node), &stamp))
        return fail_packed (error);
      lotse_registers_put (self, name, reg->value, stamp);
    }
  return TRUE;
}

/**
 * lotse_registers_from_json:
 * @object: the wire form, from a stranger; members that it does not know are for newer versions and are passed over
 *
 * Returns: (transfer full): the set, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseRegisters *
lotse_registers_from_json (JsonObject *object, GError **error)
{
  g_autoptr (LotseRegisters) self = NULL;
  const char *common_text;
  LotseStamp common;
  JsonObject *values;
  JsonObject *exceptions;

  if (!lotse_json_read_text (object, "s", &common_text, error) ||
      !lotse_json_read_object (object, "f", &values, error) ||
      !lotse_json_read_object (object, "x", &exceptions, error))
    return NULL;
  if (values == NULL || !lotse_stamp_parse (common_text, &common))
    {
      fail_packed (error);
      return NULL;
    }
  self = read_values (values, common, error);
  if (self == NULL || (exceptions != NULL && !read_exceptions (self, exceptions, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * lotse_registers_from_text:
 *
 * Returns: (transfer full): the set of the wire form @text, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseRegisters *
lotse_registers_from_text (const char *text, GError **error)
{
  static const char *const no_names[] = { NULL };
  gsize length = strlen (text);
  LotseJsonReader reader = { text, text + length };
  g_autoptr (LotseRegisters) self = lotse_registers_read (&reader, no_names, NULL);
  g_autoptr (JsonNode) root = NULL;

  if (self != NULL && lotse_json_reader_at_end (&reader))
    return g_steal_pointer (&self);
  root = lotse_json_parse (text, length, error);
  return root != NULL ? lotse_registers_from_json (json_node_get_object (root), error) : NULL;
}
