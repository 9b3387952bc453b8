/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One batch of anonymous sheets in wire form; see lotse-sheets-message.h. */
#include "lotse-sheets-message.h"

#include "lotse-message-private.h"

#include <string.h>

#define NO_ANSWER "-"
#define SEPARATOR '\x1f' /* between the answers of a sheet in a device's table */
#define WAY_MAX 64
#define LANGUAGE_MAX 64

static void
remark_free (gpointer data)
{
  LotseWireRemark *remark = data;

  g_free (remark->id);
  g_free (remark->question);
  g_free (remark->text);
  g_free (remark);
}

LotseWireBatch *
lotse_wire_batch_new (void)
{
  LotseWireBatch *self = g_new0 (LotseWireBatch, 1);

  self->questions = g_ptr_array_new_with_free_func (g_free);
  self->open = g_ptr_array_new_with_free_func (g_free);
  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->remarks = g_ptr_array_new_with_free_func (remark_free);
  return self;
}

void
lotse_wire_batch_free (LotseWireBatch *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->form);
  g_free (self->event);
  g_free (self->survey);
  g_free (self->way);
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->open);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

/**
 * lotse_wire_batch_add_sheet:
 * @language: (nullable): in which it was answered
 * @answers: one for each question; what is missing at the end was not asked
 */
void
lotse_wire_batch_add_sheet (LotseWireBatch *self, const char *language, const char *const *answers)
{
  GStrv sheet = g_new0 (char *, self->questions->len + 2);
  guint n = g_strv_length ((GStrv) answers);

  sheet[0] = g_strdup (language != NULL ? language : "");
  for (guint i = 0; i < self->questions->len; i++)
    sheet[i + 1] = g_strdup (i < n ? answers[i] : "");
  g_ptr_array_add (self->sheets, sheet);
}

void
lotse_wire_batch_add_remark (LotseWireBatch *self, const char *id, const char *question, const char *text)
{
  LotseWireRemark *remark = g_new (LotseWireRemark, 1);

  *remark = (LotseWireRemark){ g_strdup (id), g_strdup (question), g_strdup (text) };
  g_ptr_array_add (self->remarks, remark);
}

/* --- Writing ------------------------------------------------------------------------------------------------ */

static int
compare_sheets (gconstpointer a, gconstpointer b)
{
  GStrv one = *(const GStrv *) a, other = *(const GStrv *) b;

  for (guint i = 0; one[i] != NULL; i++)
    {
      int order = strcmp (one[i], other[i]);

      if (order != 0)
        return order;
    }
  return 0;
}

static int
compare_remarks (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(LotseWireRemark *const *) a)->id, (*(LotseWireRemark *const *) b)->id);
}

static void
append_texts (GString *out, const char *const *texts)
{
  g_string_append_c (out, '[');
  for (guint i = 0; texts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      lotse_json_append_text (out, texts[i]);
    }
  g_string_append_c (out, ']');
}

static void
append_sheets (GString *out, const GPtrArray *sheets)
{
  lotse_json_append_name (out, "sheets");
  for (guint i = 0; i < sheets->len; i++)
    {
      g_string_append_c (out, i == 0 ? '[' : ',');
      append_texts (out, sheets->pdata[i]);
    }
  g_string_append_c (out, ']');
}

static void
append_remarks (GString *out, const GPtrArray *remarks)
{
  if (remarks->len == 0)
    return;
  lotse_json_append_name (out, "remarks");
  for (guint i = 0; i < remarks->len; i++)
    {
      const LotseWireRemark *remark = remarks->pdata[i];
      const char *texts[] = { remark->id, remark->question, remark->text, NULL };

      g_string_append_c (out, i == 0 ? '[' : ',');
      append_texts (out, texts);
    }
  g_string_append_c (out, ']');
}

/**
 * lotse_wire_batch_to_json:
 *
 * Returns: (transfer full): the batch, the id first; the same text for the same content
 */
char *
lotse_wire_batch_to_json (LotseWireBatch *self)
{
  GString *out = g_string_sized_new (1024);

  g_ptr_array_sort (self->sheets, compare_sheets);
  g_ptr_array_sort (self->remarks, compare_remarks);
  g_string_append_c (out, '{');
  lotse_message_append_line (out, "i", self->id);
  lotse_message_append_line (out, "form", self->form);
  lotse_message_append_int (out, "version", self->version);
  lotse_message_append_line (out, "event", self->event);
  lotse_message_append_line (out, "survey", self->survey);
  lotse_message_append_line (out, "way", self->way);
  lotse_message_append_lines (out, "questions", self->questions);
  lotse_message_append_lines (out, "open", self->open);
  append_sheets (out, self->sheets);
  append_remarks (out, self->remarks);
  return g_string_free (g_string_append_c (out, '}'), FALSE);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
content_of (LotseWireBatch *self)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *remarks = self->remarks;

  for (guint i = 0; i < remarks->len; i++)
    {
      const LotseWireRemark *remark = remarks->pdata[i];

      g_ptr_array_add (texts, g_strdup_printf ("%s%c%s", remark->question, SEPARATOR, remark->text));
    }
  g_ptr_array_sort (texts, compare_texts);
  self->remarks = g_ptr_array_new ();
  g_ptr_array_add (texts, lotse_wire_batch_to_json (self));
  g_ptr_array_unref (self->remarks);
  self->remarks = remarks;
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("\n", (GStrv) texts->pdata);
}

gboolean
lotse_wire_batch_same (LotseWireBatch *one, LotseWireBatch *other)
{
  g_autofree char *first = content_of (one);
  g_autofree char *second = content_of (other);

  return strcmp (first, second) == 0;
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

static gboolean
all_are_ids (const GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    if (!lotse_edit_id_is_valid (ids->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_way (const char *way)
{
  gsize length = strspn (way, "abcdefghijklmnopqrstuvwxyz0123456789_");

  return length > 0 && length <= WAY_MAX && way[length] == '\0';
}

static gboolean
check_head (const LotseWireBatch *self, GError **error)
{
  const char *whose = self->event != NULL ? self->event : self->survey;

  if (lotse_edit_id_is_valid (self->id) && lotse_edit_id_is_valid (self->form) && whose != NULL && lotse_edit_id_is_valid (whose)
      && (self->event == NULL) != (self->survey == NULL) && self->version >= 0 && is_way (self->way) && all_are_ids (self->questions)
      && all_are_ids (self->open) && self->questions->len + self->open->len > 0)
    return TRUE;
  return lotse_message_fail (error, "a batch of sheets does not say what it belongs to");
}

/* A list of so many texts (unref it), or NULL. */
static GStrv
read_texts (JsonNode *node, guint n)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_auto (GStrv) texts = NULL;

  if (list == NULL || json_array_get_length (list) != n)
    return NULL;
  texts = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const char *text = lotse_json_node_text (json_array_get_element (list, i));

      if (text == NULL || strlen (text) > LOTSE_PROTOCOL_MAX_ANSWER || strchr (text, SEPARATOR) != NULL)
        return NULL;
      texts[i] = g_strdup (text);
    }
  return g_steal_pointer (&texts);
}

static gboolean
read_sheets (LotseWireBatch *self, JsonArray *list, GError **error)
{
  guint n = list != NULL ? json_array_get_length (list) : 0;

  if (n == 0 || n > LOTSE_PROTOCOL_MAX_SHEETS)
    return lotse_message_fail (error, "a batch has no sheets, or too many");
  for (guint i = 0; i < n; i++)
    {
      GStrv sheet = read_texts (json_array_get_element (list, i), self->questions->len + 1);

      if (sheet == NULL)
        return lotse_message_fail (error, "a sheet does not fit the questions of its batch");
      g_ptr_array_add (self->sheets, sheet);
      if (strlen (sheet[0]) > LANGUAGE_MAX)
        return lotse_message_fail (error, "a language is too long");
    }
  return TRUE;
}

static gboolean
read_remarks (LotseWireBatch *self, JsonArray *list, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = list != NULL ? json_array_get_length (list) : 0;

  if (n > self->sheets->len * self->open->len)
    return lotse_message_fail (error, "a batch has more open answers than sheets");
  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) texts = read_texts (json_array_get_element (list, i), 3);

      if (texts == NULL || !lotse_edit_id_is_valid (texts[0]) || *texts[2] == '\0' || g_str_equal (texts[2], NO_ANSWER)
          || !g_ptr_array_find_with_equal_func (self->open, texts[1], g_str_equal, NULL))
        return lotse_message_fail (error, "an open answer does not fit its batch");
      lotse_wire_batch_add_remark (self, texts[0], texts[1], texts[2]);
      if (!g_hash_table_add (ids, ((LotseWireRemark *) self->remarks->pdata[i])->id))
        return lotse_message_fail (error, "two open answers have one id");
    }
  return TRUE;
}

/**
 * lotse_wire_batch_from_json:
 * @size: bytes of @text, or -1 when it ends with a NUL
 *
 * Returns: (transfer full): the batch, or %NULL with %LOTSE_ERROR_PROTOCOL
 */
LotseWireBatch *
lotse_wire_batch_from_json (const char *text, gssize size, GError **error)
{
  g_autoptr (LotseWireBatch) self = lotse_wire_batch_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  JsonArray *sheets, *remarks;

  if ((size < 0 ? strlen (text) : (gsize) size) > LOTSE_PROTOCOL_MAX_BATCH)
    {
      lotse_message_fail (error, "a batch of sheets is larger than 8 MiB");
      return NULL;
    }
  root = lotse_message_parse (text, size, error);
  object = root != NULL ? json_node_get_object (root) : NULL;
  if (object == NULL || !lotse_message_require_line (object, "i", LOTSE_MESSAGE_LINE_MAX, &self->id, error)
      || !lotse_message_require_line (object, "form", LOTSE_MESSAGE_LINE_MAX, &self->form, error)
      || !lotse_json_read_int (object, "version", &self->version, error)
      || !lotse_message_read_line (object, "event", LOTSE_MESSAGE_LINE_MAX, &self->event, error)
      || !lotse_message_read_line (object, "survey", LOTSE_MESSAGE_LINE_MAX, &self->survey, error)
      || !lotse_message_require_line (object, "way", LOTSE_MESSAGE_LINE_MAX, &self->way, error)
      || !lotse_message_read_lines (object, "questions", LOTSE_PROTOCOL_MAX_QUESTIONS, &self->questions, error)
      || !lotse_message_read_lines (object, "open", LOTSE_PROTOCOL_MAX_QUESTIONS, &self->open, error) || !check_head (self, error)
      || !lotse_json_read_array (object, "sheets", &sheets, error) || !read_sheets (self, sheets, error)
      || !lotse_json_read_array (object, "remarks", &remarks, error) || !read_remarks (self, remarks, error))
    return NULL;
  return g_steal_pointer (&self);
}
