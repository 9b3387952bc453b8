/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the centre answers to POST /v1/sync.  A first sync reads 100,000 changes, so each is read once, without a tree and
 * straight into its registers; only changes that look strange go through json-glib, which then reads the whole message and
 * decides.  The centre writes them from the text that it keeps.
 */
#include "lotse-message-private.h"

#include "lotse-error.h"

#include <string.h>

static const struct
{
  LotseSyncFlags flag;
  const char *name;
} flags[] = {
  { LOTSE_SYNC_MORE, "more" },           { LOTSE_SYNC_ANEW, "anew" },
  { LOTSE_SYNC_COPY, "copy" },           { LOTSE_SYNC_FORGET_ALL, "forget-all" },
  { LOTSE_SYNC_OUTDATED, "outdated" },   { LOTSE_SYNC_LISTING, "listing" },
  { LOTSE_SYNC_UNDERTAKING, "undertaking" },
};

/**
 * lotse_sync_answer_new:
 *
 * Returns: (transfer full): an answer with empty arrays that free their elements
 */
LotseSyncAnswer *
lotse_sync_answer_new (void)
{
  LotseSyncAnswer *self = g_new0 (LotseSyncAnswer, 1);

  self->verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_verdicts_free);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_change_free);
  self->unreadable = g_ptr_array_new_with_free_func (g_free);
  self->forget = g_ptr_array_new_with_free_func (g_free);
  self->erased = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * lotse_sync_answer_free:
 * @self: (nullable) (transfer full): an answer
 */
void
lotse_sync_answer_free (LotseSyncAnswer *self)
{
  if (self == NULL)
    return;
  g_free (self->epoch);
  g_free (self->cursor);
  g_free (self->person);
  g_clear_pointer (&self->verdicts, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->unreadable, g_ptr_array_unref);
  g_clear_pointer (&self->forget, g_ptr_array_unref);
  g_clear_pointer (&self->erased, g_ptr_array_unref);
  g_free (self);
}

/**
 * lotse_change_free:
 * @change: (nullable) (transfer full): a change
 */
void
lotse_change_free (LotseChange *change)
{
  if (change == NULL)
    return;
  g_free (change->kind);
  g_free (change->id);
  g_free (change->by);
  lotse_registers_free (change->registers);
  g_free (change);
}

/* The members of the registers stand beside those of the change. */
static void
append_change (GString *out, const LotseChange *change)
{
  gsize registers;

  g_string_append_c (out, '{');
  lotse_message_append_line (out, "k", change->kind);
  lotse_message_append_line (out, "i", change->id);
  lotse_message_append_line (out, "b", change->by);
  registers = out->len;
  lotse_registers_append_json (change->registers, out);
  out->str[registers] = ',';
}

/**
 * lotse_change_to_json:
 *
 * Returns: (transfer full): the change as it stands in an answer
 */
char *
lotse_change_to_json (const LotseChange *change)
{
  GString *out = g_string_sized_new (512);

  append_change (out, change);
  return g_string_free (out, FALSE);
}

static void
append_flags (GString *out, LotseSyncFlags set)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      if ((set & flags[i].flag) != 0)
        g_ptr_array_add (names, (char *) flags[i].name);
    }
  lotse_message_append_lines (out, "flags", names);
}

static void
append_verdicts (GString *out, const GPtrArray *verdicts)
{
  if (verdicts->len == 0)
    return;
  lotse_json_append_name (out, "verdicts");
  for (guint i = 0; i < verdicts->len; i++)
    {
      g_string_append_c (out, i == 0 ? '[' : ',');
      lotse_message_append_verdicts (out, g_ptr_array_index (verdicts, i));
    }
  g_string_append_c (out, ']');
}

/**
 * lotse_sync_answer_to_json_raw:
 * @raw_changes: (element-type utf8) (nullable): changes in wire form, written behind those of @self
 *
 * Returns: (transfer full): the body
 */
char *
lotse_sync_answer_to_json_raw (const LotseSyncAnswer *self, GPtrArray *raw_changes)
{
  GString *out = g_string_sized_new (raw_changes != NULL ? raw_changes->len * 400u + 256u : 256u);
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  append_flags (out, self->flags);
  lotse_message_append_line (out, "epoch", self->epoch);
  lotse_message_append_line (out, "cursor", self->cursor);
  lotse_message_append_int (out, "now", self->now_ms);
  lotse_message_append_roles (out, "roles", self->roles);
  lotse_message_append_line (out, "person", self->person);
  append_verdicts (out, self->verdicts);
  lotse_message_append_lines (out, "forget", self->forget);
  lotse_message_append_lines (out, "erased", self->erased);
  lotse_message_append_int (out, "total", self->total);
  lotse_message_append_int (out, "sheets", self->sheets);
  for (guint i = 0; i < self->changes->len; i++, first = FALSE)
    {
      if (first)
        lotse_json_append_name (out, "changes");
      g_string_append_c (out, first ? '[' : ',');
      append_change (out, g_ptr_array_index (self->changes, i));
    }
  for (guint i = 0; raw_changes != NULL && i < raw_changes->len; i++, first = FALSE)
    {
      if (first)
        lotse_json_append_name (out, "changes");
      g_string_append_c (out, first ? '[' : ',');
      g_string_append (out, g_ptr_array_index (raw_changes, i));
    }
  g_string_append (out, first ? "}" : "]}");
  return g_string_free (out, FALSE);
}

/**
 * lotse_sync_answer_to_json:
 *
 * Returns: (transfer full): the body; `unreadable` is not part of it
 */
char *
lotse_sync_answer_to_json (const LotseSyncAnswer *self)
{
  return lotse_sync_answer_to_json_raw (self, NULL);
}

static gboolean
read_flags (LotseSyncAnswer *self, JsonObject *object, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!lotse_message_read_lines (object, "flags", 100, &names, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (flags); j++)
        {
          if (g_str_equal (g_ptr_array_index (names, i), flags[j].name))
            self->flags |= flags[j].flag;
        }
    }
  return TRUE;
}

static LotseChange *
read_change (JsonNode *node)
{
  g_autoptr (LotseRegisters) registers = NULL;
  JsonObject *object;
  const char *kind, *id, *by;
  LotseChange *change;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  if (!lotse_json_read_text (object, "k", &kind, NULL) || !lotse_json_read_text (object, "i", &id, NULL) ||
      !lotse_json_read_text (object, "b", &by, NULL) || !lotse_edit_kind_is_valid (kind) || !lotse_edit_id_is_valid (id))
    return NULL;
  registers = lotse_registers_from_json (object, NULL);
  if (registers == NULL)
    return NULL;
  change = g_new0 (LotseChange, 1);
  change->kind = g_strdup (kind);
  change->id = g_strdup (id);
  change->by = g_strdup (by);
  change->registers = g_steal_pointer (&registers);
  return change;
}

static gboolean
read_changes (LotseSyncAnswer *self, JsonArray *list)
{
  guint size = list != NULL ? json_array_get_length (list) : 0;

  for (guint i = 0; i < size; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      LotseChange *change = read_change (node);

      if (change != NULL)
        g_ptr_array_add (self->changes, change);
      else
        g_ptr_array_add (self->unreadable, json_to_string (node, FALSE));
    }
  return TRUE;
}

static gboolean
read_verdicts (LotseSyncAnswer *self, JsonArray *list, GError **error)
{
  guint size = list != NULL ? json_array_get_length (list) : 0;

  for (guint i = 0; i < size; i++)
    {
      LotseVerdicts *verdicts = lotse_message_read_verdicts (json_array_get_element (list, i), error);

      if (verdicts == NULL)
        return FALSE;
      g_ptr_array_add (self->verdicts, verdicts);
    }
  return TRUE;
}

static gboolean
check_ids (const GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      if (!lotse_edit_id_is_valid (g_ptr_array_index (ids, i)))
        return lotse_message_fail (error, "an id is not 32 hexadecimal digits");
    }
  return TRUE;
}

/* --- The fast way: changes without a tree --- */

static gboolean
read_plain_change (LotseSyncAnswer *self, LotseJsonReader *reader)
{
  static const char *const names[] = { "k", "i", "b", NULL };
  LotseJsonSlice texts[3];
  g_autoptr (LotseRegisters) registers = lotse_registers_read (reader, names, texts);
  LotseChange *change;

  if (registers == NULL)
    return FALSE;
  change = g_new0 (LotseChange, 1);
  change->kind = lotse_json_slice_dup (&texts[0]);
  change->id = lotse_json_slice_dup (&texts[1]);
  change->by = lotse_json_slice_dup (&texts[2]);
  change->registers = g_steal_pointer (&registers);
  g_ptr_array_add (self->changes, change);
  return lotse_edit_kind_is_valid (change->kind) && lotse_edit_id_is_valid (change->id);
}

static gboolean
read_plain_changes (LotseSyncAnswer *self, LotseJsonReader *reader)
{
  if (!lotse_json_reader_take (reader, '['))
    return FALSE;
  if (lotse_json_reader_take (reader, ']'))
    return TRUE;
  do
    {
      if (!read_plain_change (self, reader))
        return FALSE;
    }
  while (lotse_json_reader_take (reader, ','));
  return lotse_json_reader_take (reader, ']');
}

/*
 * Reads the changes and puts all other members into `rest`, as they are written.  FALSE only says that something is not
 * as this program writes it; then `changes` has to be read from the whole text.
 */
static gboolean
split_changes (LotseSyncAnswer *self, const char *text, gsize size, GString *rest)
{
  LotseJsonReader reader = { text, text + size };
  gboolean had_changes = FALSE;

  if (!lotse_json_reader_take (&reader, '{'))
    return FALSE;
  g_string_append_c (rest, '{');
  do
    {
      LotseJsonSlice name, value;

      if (!lotse_json_reader_text (&reader, &name) || name.escaped || !lotse_json_reader_take (&reader, ':'))
        return FALSE;
      if (lotse_json_slice_is (&name, "changes"))
        {
          if (had_changes || !read_plain_changes (self, &reader))
            return FALSE;
          had_changes = TRUE;
          continue;
        }
      if (!lotse_json_reader_skip (&reader, &value))
        return FALSE;
      g_string_append (rest, rest->len > 1 ? ",\"" : "\"");
      g_string_append_len (rest, name.start, (gssize) name.size);
      g_string_append (rest, "\":");
      g_string_append_len (rest, value.start, (gssize) value.size);
    }
  while (lotse_json_reader_take (&reader, ','));
  g_string_append_c (rest, '}');
  return lotse_json_reader_take (&reader, '}') && lotse_json_reader_at_end (&reader);
}

/* The message as a tree, without the changes if they have been read already. */
static JsonNode *
parse_rest (LotseSyncAnswer *self, const char *text, gssize size, GError **error)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  gsize length = size < 0 ? strlen (text) : (gsize) size;

  if (length > LOTSE_PROTOCOL_MAX_BODY || !split_changes (self, text, length, rest))
    {
      g_ptr_array_set_size (self->changes, 0);
      return lotse_message_parse (text, size, error);
    }
  return lotse_message_parse (rest->str, (gssize) rest->len, error);
}

/**
 * lotse_sync_answer_from_json:
 * @size: bytes of @text, or -1 when it ends with a NUL
 *
 * Returns: (transfer full): the answer, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseSyncAnswer *
lotse_sync_answer_from_json (const char *text, gssize size, GError **error)
{
  g_autoptr (LotseSyncAnswer) self = lotse_sync_answer_new ();
  g_autoptr (JsonNode) root = parse_rest (self, text, size, error);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  JsonArray *verdicts, *changes;
  gint64 total;

  if (object == NULL || !read_flags (self, object, error) ||
      !lotse_message_require_line (object, "epoch", LOTSE_MESSAGE_LINE_MAX, &self->epoch, error) ||
      !lotse_message_read_line (object, "cursor", LOTSE_PROTOCOL_MAX_CURSOR, &self->cursor, error) ||
      !lotse_json_read_int (object, "now", &self->now_ms, error) ||
      !lotse_message_read_roles (object, "roles", &self->roles, error) ||
      !lotse_message_read_line (object, "person", LOTSE_MESSAGE_LINE_MAX, &self->person, error) ||
      !lotse_json_read_array (object, "verdicts", &verdicts, error) || !read_verdicts (self, verdicts, error) ||
      !lotse_message_read_lines (object, "forget", G_MAXUINT, &self->forget, error) || !check_ids (self->forget, error) ||
      !lotse_message_read_lines (object, "erased", G_MAXUINT, &self->erased, error) || !check_ids (self->erased, error) ||
      !lotse_json_read_int (object, "total", &total, error) || !lotse_json_read_int (object, "sheets", &self->sheets, error) ||
      !lotse_json_read_array (object, "changes", &changes, error) || !read_changes (self, changes))
    return NULL;
  if (total < 0 || total > G_MAXUINT || self->sheets < 0)
    {
      lotse_message_fail (error, "a number makes no sense");
      return NULL;
    }
  self->total = (guint) total;
  return g_steal_pointer (&self);
}
