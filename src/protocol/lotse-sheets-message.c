/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The messages of /v1/sheets, which carry batches; one that cannot be read is set aside alone. */
#include "lotse-sheets-message.h"

#include "lotse-message-private.h"

#include <string.h>

/* --- What is sent ------------------------------------------------------------------------------------------- */

void
lotse_sheets_request_free (LotseSheetsRequest *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->batches);
  g_ptr_array_unref (self->unreadable);
  g_free (self);
}

/**
 * lotse_sheets_request_print:
 * @texts: (element-type utf8): batches in wire form
 *
 * Returns: (transfer full): the body of POST /v1/sheets
 */
char *
lotse_sheets_request_print (const GPtrArray *texts)
{
  GString *out = g_string_new ("{\"batches\":[");

  for (guint i = 0; i < texts->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, texts->pdata[i]);
    }
  return g_string_free (g_string_append (out, "]}"), FALSE);
}

static LotseWireBatch *
read_batch (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  return JSON_NODE_HOLDS_OBJECT (node) ? lotse_wire_batch_from_json (text, -1, NULL) : NULL;
}

static gboolean
refuse_unreadable (LotseSheetsRequest *self, JsonNode *node, GError **error)
{
  const char *id = NULL;
  LotseSheetsVerdict *verdict;

  if (!JSON_NODE_HOLDS_OBJECT (node) || !lotse_json_read_text (json_node_get_object (node), "i", &id, NULL) || id == NULL
      || !lotse_edit_id_is_valid (id))
    return lotse_message_fail (error, "a batch of sheets does not say which it is");
  verdict = g_new0 (LotseSheetsVerdict, 1);
  *verdict = (LotseSheetsVerdict){ g_strdup (id), LOTSE_VERDICT_REFUSED, 0, g_strdup (LOTSE_REASON_UNREADABLE) };
  g_ptr_array_add (self->unreadable, verdict);
  return TRUE;
}

/**
 * lotse_sheets_request_from_json:
 * @size: bytes of @text, or -1 when it ends with a NUL
 *
 * Returns: (transfer full): the request, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseSheetsRequest *
lotse_sheets_request_from_json (const char *text, gssize size, GError **error)
{
  g_autoptr (LotseSheetsRequest) self = g_new0 (LotseSheetsRequest, 1);
  g_autoptr (JsonNode) root = lotse_message_parse (text, size, error);
  JsonArray *list = NULL;
  guint n;

  self->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_wire_batch_free);
  self->unreadable = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_sheets_verdict_free);
  if (root == NULL || !lotse_json_read_array (json_node_get_object (root), "batches", &list, error))
    return NULL;
  n = list != NULL ? json_array_get_length (list) : 0;
  if (n > LOTSE_PROTOCOL_MAX_BATCHES)
    {
      lotse_message_fail (error, "there are too many batches of sheets");
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      LotseWireBatch *batch = read_batch (node);

      if (batch != NULL)
        g_ptr_array_add (self->batches, batch);
      else if (!refuse_unreadable (self, node, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

/* --- What became of it -------------------------------------------------------------------------------------- */

void
lotse_sheets_verdict_free (LotseSheetsVerdict *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->reason);
  g_free (self);
}

/**
 * lotse_sheets_verdicts_to_json:
 * @verdicts: (element-type LotseSheetsVerdict): in whatever order
 *
 * Returns: (transfer full): the body of the answer to POST /v1/sheets
 */
char *
lotse_sheets_verdicts_to_json (const GPtrArray *verdicts)
{
  GString *out = g_string_new ("{\"verdicts\":[");

  for (guint i = 0; i < verdicts->len; i++)
    {
      const LotseSheetsVerdict *verdict = verdicts->pdata[i];

      g_string_append (out, i == 0 ? "{" : ",{");
      lotse_message_append_line (out, "i", verdict->id);
      lotse_message_append_line (out, "v", lotse_verdict_name (verdict->verdict));
      lotse_message_append_int (out, "n", verdict->number);
      lotse_message_append_line (out, "why", verdict->reason);
      g_string_append_c (out, '}');
    }
  return g_string_free (g_string_append (out, "]}"), FALSE);
}

static gboolean
read_verdict (JsonNode *node, LotseSheetsVerdict *verdict)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *name = NULL;

  if (object == NULL || !lotse_message_require_line (object, "i", LOTSE_MESSAGE_LINE_MAX, &verdict->id, NULL)
      || !lotse_message_require_line (object, "v", LOTSE_MESSAGE_LINE_MAX, &name, NULL)
      || !lotse_json_read_int (object, "n", &verdict->number, NULL)
      || !lotse_message_read_line (object, "why", LOTSE_MESSAGE_LINE_MAX, &verdict->reason, NULL))
    return FALSE;
  verdict->verdict = lotse_verdict_from_name (name);
  return lotse_edit_id_is_valid (verdict->id) && verdict->number >= 0;
}

/**
 * lotse_sheets_verdicts_from_json:
 * @size: bytes of @text, or -1 when it ends with a NUL
 *
 * Returns: (transfer full) (element-type LotseSheetsVerdict): the verdicts, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
GPtrArray *
lotse_sheets_verdicts_from_json (const char *text, gssize size, GError **error)
{
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_sheets_verdict_free);
  g_autoptr (JsonNode) root = lotse_message_parse (text, size, error);
  JsonArray *list = NULL;

  if (root == NULL || !lotse_json_read_array (json_node_get_object (root), "verdicts", &list, error))
    return NULL;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      LotseSheetsVerdict *verdict = g_new0 (LotseSheetsVerdict, 1);

      g_ptr_array_add (verdicts, verdict);
      if (!read_verdict (json_array_get_element (list, i), verdict))
        {
          lotse_message_fail (error, "a verdict on a batch of sheets is damaged");
          return NULL;
        }
    }
  return g_steal_pointer (&verdicts);
}

/* --- What comes --------------------------------------------------------------------------------------------- */

static void
entry_free (gpointer data)
{
  LotseSheetsEntry *entry = data;

  lotse_wire_batch_free (entry->batch);
  g_free (entry);
}

void
lotse_sheets_page_free (LotseSheetsPage *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static gboolean
read_entry (LotseSheetsPage *self, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  LotseSheetsEntry *entry = g_new0 (LotseSheetsEntry, 1);

  g_ptr_array_add (self->entries, entry);
  if (object == NULL || !lotse_json_read_int (object, "n", &entry->number, NULL) || entry->number <= 0
      || !json_object_has_member (object, "b"))
    return lotse_message_fail (error, "a page of sheets is damaged");
  entry->batch = read_batch (json_object_get_member (object, "b"));
  return TRUE;
}

/**
 * lotse_sheets_page_from_json:
 * @size: bytes of @text, or -1 when it ends with a NUL
 *
 * Returns: (transfer full): the page, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseSheetsPage *
lotse_sheets_page_from_json (const char *text, gssize size, GError **error)
{
  g_autoptr (LotseSheetsPage) self = g_new0 (LotseSheetsPage, 1);
  g_autoptr (JsonNode) root = lotse_message_parse (text, size, error);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  JsonArray *list = NULL;

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  if (object == NULL || !lotse_json_read_array (object, "batches", &list, error) || !lotse_json_read_int (object, "last", &self->last, error)
      || !lotse_json_read_bool (object, "more", &self->more, error))
    return NULL;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (!read_entry (self, json_array_get_element (list, i), error))
      return NULL;
  return g_steal_pointer (&self);
}

GString *
lotse_sheets_page_begin (void)
{
  return g_string_new ("{\"batches\":[");
}

void
lotse_sheets_page_add (GString *page, gint64 number, const char *batch)
{
  if (page->str[page->len - 1] != '[')
    g_string_append_c (page, ',');
  g_string_append_printf (page, "{\"n\":%" G_GINT64_FORMAT ",\"b\":%s}", number, batch);
}

/**
 * lotse_sheets_page_end:
 * @page: (transfer full): what was begun
 *
 * Returns: (transfer full): the body of the answer to GET /v1/sheets/NUMBER
 */
char *
lotse_sheets_page_end (GString *page, gint64 last, gboolean more)
{
  g_string_append_c (page, ']');
  lotse_message_append_int (page, "last", last);
  lotse_message_append_true (page, "more", more);
  return g_string_free (g_string_append_c (page, '}'), FALSE);
}
