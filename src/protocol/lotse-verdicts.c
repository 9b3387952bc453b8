/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdicts on edits, and the history of a record, which repeats them. */
#include "lotse-message-private.h"

#include "lotse-error.h"

/**
 * lotse_verdict_line_free:
 * @line: (nullable) (transfer full): a line
 */
void
lotse_verdict_line_free (LotseVerdictLine *line)
{
  if (line == NULL)
    return;
  g_free (line->reg);
  g_free (line->reason);
  g_free (line);
}

/**
 * lotse_verdicts_new:
 *
 * Returns: (transfer full): verdicts on the edit of that record and stamp, without lines
 */
LotseVerdicts *
lotse_verdicts_new (const char *id, LotseStamp stamp)
{
  LotseVerdicts *self = g_new0 (LotseVerdicts, 1);

  self->id = g_strdup (id);
  self->stamp = stamp;
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_verdict_line_free);
  return self;
}

/**
 * lotse_verdicts_add:
 * @reg: (nullable): the register, or %NULL for all that no other line names
 * @reason: (nullable): a stable word
 */
void
lotse_verdicts_add (LotseVerdicts *self, const char *reg, LotseVerdict verdict, guint64 effective, const char *reason)
{
  LotseVerdictLine *line = g_new0 (LotseVerdictLine, 1);

  line->reg = g_strdup (reg);
  line->verdict = verdict;
  line->effective = effective;
  line->reason = g_strdup (reason);
  g_ptr_array_add (self->lines, line);
}

/**
 * lotse_verdicts_free:
 * @verdicts: (nullable) (transfer full): verdicts
 */
void
lotse_verdicts_free (LotseVerdicts *verdicts)
{
  if (verdicts == NULL)
    return;
  g_free (verdicts->id);
  g_clear_pointer (&verdicts->lines, g_ptr_array_unref);
  g_free (verdicts);
}

/* Appends [verdict, register, effective, reason] without what is empty at the end. */
static void
append_line (GString *out, const LotseVerdictLine *line)
{
  g_string_append_c (out, '[');
  lotse_json_append_text (out, lotse_verdict_name (line->verdict));
  if (line->reg != NULL || line->effective != 0 || line->reason != NULL)
    {
      g_string_append_c (out, ',');
      lotse_json_append_text (out, line->reg);
    }
  if (line->effective != 0 || line->reason != NULL)
    {
      g_autofree char *effective = line->effective != 0 ? lotse_u64_to_hex (line->effective) : NULL;

      g_string_append_c (out, ',');
      lotse_json_append_text (out, effective);
    }
  if (line->reason != NULL)
    {
      g_string_append_c (out, ',');
      lotse_json_append_text (out, line->reason);
    }
  g_string_append_c (out, ']');
}

void
lotse_message_append_verdicts (GString *out, const LotseVerdicts *verdicts)
{
  g_string_append_c (out, '{');
  lotse_json_append_name (out, "i");
  lotse_json_append_text (out, verdicts->id);
  lotse_json_append_name (out, "t");
  lotse_message_append_stamp (out, verdicts->stamp);
  lotse_json_append_name (out, "v");
  g_string_append_c (out, '[');
  for (guint i = 0; i < verdicts->lines->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_line (out, g_ptr_array_index (verdicts->lines, i));
    }
  g_string_append (out, "]}");
}

/* A part of a line; null and a missing part are the same, and another type is a fault. */
static gboolean
read_part (JsonArray *list, guint n, const char **text)
{
  JsonNode *node = n < json_array_get_length (list) ? json_array_get_element (list, n) : NULL;

  *text = lotse_json_node_text (node);
  return node == NULL || JSON_NODE_HOLDS_NULL (node) || *text != NULL;
}

static gboolean
read_line (LotseVerdicts *self, JsonNode *node)
{
  const char *verdict, *reg, *effective_text, *reason;
  guint64 effective = 0;
  JsonArray *list;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  list = json_node_get_array (node);
  if (!read_part (list, 0, &verdict) || !read_part (list, 1, &reg) || !read_part (list, 2, &effective_text) ||
      !read_part (list, 3, &reason) || verdict == NULL)
    return FALSE;
  if (effective_text != NULL && (!lotse_u64_from_hex (effective_text, &effective) || effective > LOTSE_CLOCK_MAX))
    return FALSE;
  lotse_verdicts_add (self, reg, lotse_verdict_from_name (verdict), effective, reason);
  return TRUE;
}

LotseVerdicts *
lotse_message_read_verdicts (JsonNode *node, GError **error)
{
  g_autoptr (LotseVerdicts) self = NULL;
  const char *id, *stamp_text;
  JsonObject *object;
  JsonArray *lines;
  LotseStamp stamp;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      lotse_message_fail (error, "a verdict is not an object");
      return NULL;
    }
  object = json_node_get_object (node);
  if (!lotse_json_read_text (object, "i", &id, error) || !lotse_json_read_text (object, "t", &stamp_text, error) ||
      !lotse_json_read_array (object, "v", &lines, error))
    return NULL;
  if (!lotse_edit_id_is_valid (id) || !lotse_stamp_parse (stamp_text, &stamp) || lines == NULL)
    {
      lotse_message_fail (error, "a verdict does not say on which edit");
      return NULL;
    }
  self = lotse_verdicts_new (id, stamp);
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      if (!read_line (self, json_array_get_element (lines, i)))
        {
          lotse_message_fail (error, "a verdict is damaged");
          return NULL;
        }
    }
  return g_steal_pointer (&self);
}

/**
 * lotse_history_new:
 *
 * Returns: (transfer full): a history without lines; its array frees what is added to it
 */
LotseHistory *
lotse_history_new (void)
{
  LotseHistory *self = g_new0 (LotseHistory, 1);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_history_line_free);
  return self;
}

/**
 * lotse_history_line_free:
 * @line: (nullable) (transfer full): a line
 */
void
lotse_history_line_free (LotseHistoryLine *line)
{
  if (line == NULL)
    return;
  g_free (line->reg);
  g_free (line->value);
  g_free (line->by);
  g_free (line);
}

/**
 * lotse_history_free:
 * @self: (nullable) (transfer full): a history
 */
void
lotse_history_free (LotseHistory *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

/**
 * lotse_history_to_json:
 *
 * Returns: (transfer full): the body of an answer to GET /v1/history/<id>
 */
char *
lotse_history_to_json (const LotseHistory *self)
{
  GString *out = g_string_new ("{\"lines\":[");

  for (guint i = 0; i < self->lines->len; i++)
    {
      const LotseHistoryLine *line = g_ptr_array_index (self->lines, i);

      g_string_append (out, i == 0 ? "{" : ",{");
      lotse_message_append_line (out, "register", line->reg);
      lotse_message_append_line (out, "value", line->value);
      lotse_message_append_line (out, "by", line->by);
      lotse_message_append_int (out, "at", line->at_ms);
      if (line->verdict != LOTSE_VERDICT_NONE)
        lotse_message_append_line (out, "verdict", lotse_verdict_name (line->verdict));
      lotse_message_append_true (out, "stood", line->stood);
      g_string_append_c (out, '}');
    }
  return g_string_free (g_string_append (out, "]}"), FALSE);
}

static LotseHistoryLine *
read_history_line (JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *reg, *value, *by, *verdict;
  LotseHistoryLine *line;
  gboolean stood;
  gint64 at_ms;

  if (object == NULL || !lotse_json_read_text (object, "register", &reg, NULL) ||
      !lotse_json_read_text (object, "value", &value, NULL) || !lotse_json_read_text (object, "by", &by, NULL) ||
      !lotse_json_read_int (object, "at", &at_ms, NULL) || !lotse_json_read_text (object, "verdict", &verdict, NULL) ||
      !lotse_json_read_bool (object, "stood", &stood, NULL) || !lotse_register_check (reg, value, NULL))
    {
      lotse_message_fail (error, "a line of a history is damaged");
      return NULL;
    }
  line = g_new0 (LotseHistoryLine, 1);
  line->reg = g_strdup (reg);
  line->value = g_strdup (value);
  line->by = g_strdup (by);
  line->at_ms = at_ms;
  line->verdict = lotse_verdict_from_name (verdict);
  line->stood = stood;
  return line;
}

/**
 * lotse_history_from_json:
 * @size: bytes of @text, or -1 when it ends with a NUL
 *
 * Returns: (transfer full): the history, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseHistory *
lotse_history_from_json (const char *text, gssize size, GError **error)
{
  g_autoptr (JsonNode) root = lotse_message_parse (text, size, error);
  g_autoptr (LotseHistory) self = lotse_history_new ();
  JsonArray *lines;

  if (root == NULL || !lotse_json_read_array (json_node_get_object (root), "lines", &lines, error))
    return NULL;
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      LotseHistoryLine *line = read_history_line (json_array_get_element (lines, i), error);

      if (line == NULL)
        return NULL;
      g_ptr_array_add (self->lines, line);
    }
  return g_steal_pointer (&self);
}
