/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the audit trail. */
#include "lotse-message-private.h"

/**
 * lotse_audit_page_new:
 *
 * Returns: (transfer full): a page without entries; its array frees what is added to it
 */
LotseAuditPage *
lotse_audit_page_new (void)
{
  LotseAuditPage *self = g_new0 (LotseAuditPage, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_audit_entry_free);
  return self;
}

/**
 * lotse_audit_entry_free:
 * @entry: (nullable) (transfer full): an entry
 */
void
lotse_audit_entry_free (LotseAuditEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->who);
  g_free (entry->what);
  g_free (entry->subject);
  g_free (entry);
}

/**
 * lotse_audit_page_free:
 * @self: (nullable) (transfer full): a page
 */
void
lotse_audit_page_free (LotseAuditPage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

/**
 * lotse_audit_page_to_json:
 *
 * Returns: (transfer full): the body of an answer to GET /v1/audit
 */
char *
lotse_audit_page_to_json (const LotseAuditPage *self)
{
  GString *out = g_string_new ("{\"lines\":[");

  for (guint i = 0; i < self->entries->len; i++)
    {
      const LotseAuditEntry *entry = g_ptr_array_index (self->entries, i);

      g_string_append (out, i == 0 ? "{" : ",{");
      lotse_message_append_int (out, "n", entry->number);
      lotse_message_append_int (out, "at", entry->at_ms);
      lotse_message_append_line (out, "who", entry->who);
      lotse_message_append_line (out, "what", entry->what);
      lotse_message_append_line (out, "subject", entry->subject);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
  lotse_message_append_true (out, "more", self->more);
  return g_string_free (g_string_append_c (out, '}'), FALSE);
}

static LotseAuditEntry *
read_entry (JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  LotseAuditEntry *entry = g_new0 (LotseAuditEntry, 1);

  if (object != NULL && lotse_json_read_int (object, "n", &entry->number, NULL) && lotse_json_read_int (object, "at", &entry->at_ms, NULL)
      && entry->number > 0 && lotse_message_require_line (object, "who", LOTSE_MESSAGE_LINE_MAX, &entry->who, NULL)
      && lotse_message_require_line (object, "what", LOTSE_MESSAGE_LINE_MAX, &entry->what, NULL)
      && lotse_message_read_line (object, "subject", LOTSE_MESSAGE_LINE_MAX, &entry->subject, NULL))
    return entry;
  lotse_audit_entry_free (entry);
  lotse_message_fail (error, "a line of the audit trail is damaged");
  return NULL;
}

/**
 * lotse_audit_page_from_json:
 * @size: bytes of @text, or -1 when it ends with a NUL
 *
 * Returns: (transfer full): the page, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseAuditPage *
lotse_audit_page_from_json (const char *text, gssize size, GError **error)
{
  g_autoptr (JsonNode) root = lotse_message_parse (text, size, error);
  g_autoptr (LotseAuditPage) self = lotse_audit_page_new ();
  JsonArray *lines;

  if (root == NULL || !lotse_json_read_array (json_node_get_object (root), "lines", &lines, error)
      || !lotse_json_read_bool (json_node_get_object (root), "more", &self->more, error))
    return NULL;
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      LotseAuditEntry *entry = read_entry (json_array_get_element (lines, i), error);

      if (entry == NULL)
        return NULL;
      g_ptr_array_add (self->entries, entry);
    }
  return g_steal_pointer (&self);
}
