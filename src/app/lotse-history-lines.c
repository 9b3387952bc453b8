/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of a record in words; see the header.  Everything here runs on the database thread.
 */
#include "config.h"

#include "lotse-history-lines.h"

#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-rule.h"

#include <glib/gi18n.h>

void
lotse_history_text_free (LotseHistoryText *self)
{
  if (self == NULL)
    return;
  g_free (self->when);
  g_free (self->who);
  g_free (self->what);
  g_free (self->was);
  g_free (self->note);
  g_free (self->reg);
  g_free (self->value);
  g_free (self);
}

static char *
element_label (LotseStore *store, const LotseField *field, const char *element)
{
  char *title = field->links != NULL ? lotse_job_title_of (store, element) : NULL;

  return title != NULL ? title : lotse_format_value (field, element);
}

char *
lotse_register_label (LotseStore *store, const LotseKind *kind, const char *reg)
{
  const char *element = NULL;
  g_autofree char *name = lotse_register_field (reg, &element);
  const LotseField *field = lotse_kind_field (kind, name);
  g_autofree char *of = NULL;

  if (g_str_equal (reg, LOTSE_REGISTER_DELETED))
    return g_strdup (_ ("In the bin"));
  if (g_str_equal (reg, LOTSE_REGISTER_MERGED_INTO))
    return g_strdup (_ ("United with"));
  if (field == NULL)
    return g_strdup (reg);
  if (element == NULL)
    return g_strdup (lotse_field_label (field));
  /* The key of an entry that is an object says nothing to people. */
  if ((field->flags & LOTSE_FIELD_JSON) != 0)
    return g_strdup (lotse_field_label (field));
  of = element_label (store, field, element);
  /* Translators: a field and one of its entries, such as "Languages: Arabic". */
  return g_strdup_printf (C_ ("entry of a field", "%s: %s"), lotse_field_label (field), of);
}

/* What an entry says that is an object: a rule in words, or its texts one after the other. */
static char *
object_text (const LotseField *field, const char *json)
{
  g_autoptr (LotseRule) rule = g_str_equal (field->name, "deadline_rules") ? lotse_rule_parse ("", json, NULL) : NULL;
  g_autoptr (JsonNode) node = rule == NULL ? json_from_string (json, NULL) : NULL;
  g_autoptr (GList) values = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_values (json_node_get_object (node)) : NULL;
  GString *text = g_string_new (NULL);

  if (rule != NULL)
    {
      g_autofree char *name = lotse_rule_dup_name (rule), *words = lotse_rule_describe (rule);

      g_string_printf (text, "%s, %s", name, words);
    }
  for (GList *value = values; value != NULL; value = value->next)
    if (JSON_NODE_HOLDS_VALUE (value->data) && json_node_get_value_type (value->data) == G_TYPE_STRING)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", json_node_get_string (value->data));
  return g_string_free (text, FALSE);
}

char *
lotse_register_text (LotseStore *store, const LotseKind *kind, const char *reg, const char *value)
{
  const char *element = NULL;
  g_autofree char *name = lotse_register_field (reg, &element);
  const LotseField *field = lotse_kind_field (kind, name);
  char *title;

  if (value == NULL || *value == '\0')
    return g_strdup (g_str_equal (reg, LOTSE_REGISTER_DELETED) ? _ ("No") : C_ ("value", "(empty)"));
  if (g_str_equal (reg, LOTSE_REGISTER_DELETED))
    return g_strdup (_ ("Yes"));
  if (g_str_equal (reg, LOTSE_REGISTER_MERGED_INTO) || (field != NULL && field->type == LOTSE_FIELD_LINK))
    {
      title = lotse_job_title_of (store, value);
      return title != NULL ? title : g_strdup (_ ("(not on this device)"));
    }
  if (field != NULL && field->type == LOTSE_FIELD_SET)
    return g_strdup (_ ("Yes"));
  if (field == NULL)
    return g_strdup (value);
  if ((field->flags & LOTSE_FIELD_JSON) != 0)
    return object_text (field, value);
  return element == NULL ? lotse_format_value (field, value) : lotse_format_element (value);
}

static const char *
note_of (const LotseHistoryEntry *entry)
{
  if (entry->verdict == LOTSE_VERDICT_PARKED || entry->verdict == LOTSE_VERDICT_REVIEW)
    return _ ("waits for a decision");
  if (entry->lost)
    return _ ("did not stand");
  return entry->remote ? _ ("known only at the centre") : NULL;
}

static LotseHistoryText *
make_line (LotseStore *store, const LotseKind *kind, const LotseHistoryEntry *entry)
{
  LotseHistoryText *line = g_new0 (LotseHistoryText, 1);
  g_autofree char *label = lotse_register_label (store, kind, entry->reg);
  g_autofree char *after = lotse_register_text (store, kind, entry->reg, entry->after);

  line->when = lotse_format_moment (entry->at_ms);
  line->who = g_strdup (entry->by != NULL ? entry->by : _ ("this device"));
  /* Translators: a field and its new value. */
  line->what = g_strdup_printf (C_ ("history", "%s: %s"), label, after);
  if (entry->before != NULL && *entry->before != '\0')
    line->was = lotse_register_text (store, kind, entry->reg, entry->before);
  line->kind = kind;
  line->note = g_strdup (note_of (entry));
  line->reg = g_strdup (entry->reg);
  line->value = g_strdup (entry->after);
  return line;
}

GPtrArray *
lotse_history_lines (LotseStore *store, const LotseKind *kind, const char *id, guint limit, GError **error)
{
  g_autoptr (GPtrArray) entries = lotse_store_history (store, id, error);
  GPtrArray *lines;

  if (entries == NULL)
    return NULL;
  lines = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_history_text_free);
  for (guint i = 0; i < entries->len && (limit == 0 || i < limit); i++)
    g_ptr_array_add (lines, make_line (store, kind, g_ptr_array_index (entries, i)));
  return lines;
}

/* --- Old values --------------------------------------------------------------------------------------------- */

/* Whether the record has another value now, and a form could write this one. */
static gboolean
can_take (LotseStore *store, LotseRecord *record, const char *reg, const char *value)
{
  const char *element = NULL;
  g_autofree char *name = lotse_register_field (reg, &element);
  const LotseField *field = lotse_kind_field (lotse_record_get_kind (record), name);
  const char *now = lotse_record_get_register (record, reg);
  g_autofree char *title = NULL;

  if (field == NULL || (field->flags & (LOTSE_FIELD_INTERNAL | LOTSE_FIELD_ONCE)) != 0 || field->type == LOTSE_FIELD_BLOB)
    return FALSE;
  if (g_strcmp0 (now != NULL ? now : "", value != NULL ? value : "") == 0)
    return FALSE;
  if (value == NULL || *value == '\0')
    return (field->flags & LOTSE_FIELD_REQUIRED) == 0;
  if (field->type == LOTSE_FIELD_LINK)
    return (title = lotse_job_title_of (store, value)) != NULL;
  return element == NULL || field->links == NULL || (title = lotse_job_title_of (store, element)) != NULL;
}

/* The value before the oldest line, which no line has. */
static LotseHistoryText *
make_first (LotseStore *store, LotseRecord *record, const LotseHistoryEntry *oldest)
{
  LotseHistoryText *line;
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;

  if (oldest->before == NULL || *oldest->before == '\0' || !can_take (store, record, oldest->reg, oldest->before))
    return NULL;
  line = g_new0 (LotseHistoryText, 1);
  label = lotse_register_label (store, lotse_record_get_kind (record), oldest->reg);
  value = lotse_register_text (store, lotse_record_get_kind (record), oldest->reg, oldest->before);
  line->what = g_strdup_printf (C_ ("history", "%s: %s"), label, value);
  line->when = g_strdup (_ ("before all these changes"));
  line->kind = lotse_record_get_kind (record);
  line->reg = g_strdup (oldest->reg);
  line->value = g_strdup (oldest->before);
  line->old = TRUE;
  return line;
}

GPtrArray *
lotse_history_lines_of (LotseStore *store, LotseRecord *record, GPtrArray *entries, guint limit)
{
  const LotseKind *kind = lotse_record_get_kind (record);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_history_text_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const guint n = limit == 0 ? entries->len : MIN (entries->len, limit);

  for (guint i = 0; i < n; i++)
    {
      const LotseHistoryEntry *entry = g_ptr_array_index (entries, i);
      LotseHistoryText *line = make_line (store, kind, entry);

      line->old = can_take (store, record, entry->reg, entry->after);
      g_ptr_array_add (lines, line);
    }
  for (guint i = n; i > 0; i--)
    {
      const LotseHistoryEntry *entry = g_ptr_array_index (entries, i - 1);
      LotseHistoryText *first = g_hash_table_add (seen, entry->reg) ? make_first (store, record, entry) : NULL;

      if (first != NULL)
        g_ptr_array_add (lines, first);
    }
  return lines;
}
