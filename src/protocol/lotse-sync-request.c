/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a device sends with POST /v1/sync.  An edit that cannot be read is answered for itself, because a device would
 * otherwise send it with everything behind it for ever; the request as a whole fails only where it does not even say
 * which edit that is.
 */
#include "lotse-message-private.h"

#include "lotse-error.h"

#define HEARD_MAX 20000

/**
 * lotse_sync_request_new:
 *
 * Returns: (transfer full): a request with empty arrays that free their elements
 */
LotseSyncRequest *
lotse_sync_request_new (void)
{
  LotseSyncRequest *self = g_new0 (LotseSyncRequest, 1);

  self->heard = g_ptr_array_new_with_free_func (g_free);
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_edit_free);
  self->unreadable = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_verdicts_free);
  return self;
}

/**
 * lotse_sync_request_free:
 * @self: (nullable) (transfer full): a request
 */
void
lotse_sync_request_free (LotseSyncRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->send_id);
  g_clear_pointer (&self->heard, g_ptr_array_unref);
  g_free (self->cursor);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_clear_pointer (&self->unreadable, g_ptr_array_unref);
  g_free (self);
}

/**
 * lotse_sync_request_to_json:
 *
 * Returns: (transfer full): the body; `unreadable` is not part of it
 */
char *
lotse_sync_request_to_json (const LotseSyncRequest *self)
{
  GString *out = g_string_sized_new (256);

  g_string_append_c (out, '{');
  lotse_message_append_int (out, "version", self->version);
  lotse_message_append_line (out, "send", self->send_id);
  lotse_message_append_lines (out, "heard", self->heard);
  lotse_message_append_line (out, "cursor", self->cursor);
  lotse_message_append_int (out, "now", self->now_ms);
  lotse_message_append_true (out, "more", self->more);
  lotse_message_append_true (out, "undertaking", self->undertaking);
  if (self->edits->len > 0)
    {
      lotse_json_append_name (out, "edits");
      for (guint i = 0; i < self->edits->len; i++)
        {
          g_string_append_c (out, i == 0 ? '[' : ',');
          lotse_edit_append_json (g_ptr_array_index (self->edits, i), out);
        }
      g_string_append_c (out, ']');
    }
  return g_string_free (g_string_append_c (out, '}'), FALSE);
}

/* Sets an edit aside that could not be read, if it says at least which one it is. */
static gboolean
refuse_edit (LotseSyncRequest *self, JsonObject *object)
{
  const char *id;
  const char *text;
  LotseStamp stamp;
  LotseVerdicts *verdicts;

  if (!lotse_json_read_text (object, "i", &id, NULL) || !lotse_json_read_text (object, "t", &text, NULL) ||
      !lotse_edit_id_is_valid (id) || !lotse_stamp_parse (text, &stamp))
    return FALSE;
  verdicts = lotse_verdicts_new (id, stamp);
  lotse_verdicts_add (verdicts, NULL, LOTSE_VERDICT_REFUSED, 0, LOTSE_REASON_UNREADABLE);
  g_ptr_array_add (self->unreadable, verdicts);
  return TRUE;
}

static gboolean
read_edits (LotseSyncRequest *self, JsonArray *list, GError **error)
{
  guint size = list != NULL ? json_array_get_length (list) : 0;

  if (size > LOTSE_PROTOCOL_MAX_EDITS)
    return lotse_message_fail (error, "it has more than 2,000 edits");
  for (guint i = 0; i < size; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      g_autoptr (GError) local = NULL;
      LotseEdit *edit;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return lotse_message_fail (error, "an edit is not an object");
      edit = lotse_edit_from_json (json_node_get_object (node), &local);
      if (edit != NULL)
        g_ptr_array_add (self->edits, edit);
      else if (!refuse_edit (self, json_node_get_object (node)))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * lotse_sync_request_from_json:
 * @size: bytes of @text, or -1 when it ends with a NUL
 *
 * Returns: (transfer full): the request, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseSyncRequest *
lotse_sync_request_from_json (const char *text, gssize size, GError **error)
{
  g_autoptr (JsonNode) root = lotse_message_parse (text, size, error);
  g_autoptr (LotseSyncRequest) self = lotse_sync_request_new ();
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  JsonArray *edits;
  gint64 version;

  if (object == NULL || !lotse_json_read_int (object, "version", &version, error) ||
      !lotse_message_require_line (object, "send", LOTSE_MESSAGE_LINE_MAX, &self->send_id, error) ||
      !lotse_message_read_lines (object, "heard", HEARD_MAX, &self->heard, error) ||
      !lotse_message_read_line (object, "cursor", LOTSE_PROTOCOL_MAX_CURSOR, &self->cursor, error) ||
      !lotse_json_read_int (object, "now", &self->now_ms, error) ||
      !lotse_json_read_bool (object, "more", &self->more, error) ||
      !lotse_json_read_bool (object, "undertaking", &self->undertaking, error) ||
      !lotse_json_read_array (object, "edits", &edits, error) || !read_edits (self, edits, error))
    return NULL;
  if (version < 1 || version > G_MAXINT)
    {
      lotse_message_fail (error, "the version is missing");
      return NULL;
    }
  self->version = (int) version;
  return g_steal_pointer (&self);
}
