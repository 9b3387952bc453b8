/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history's rows. */
#include "lotse-past.h"

#include "lotse-error.h"
#include "lotse-json.h"

#include <string.h>

/* The parts of one write in a row. */
typedef struct
{
  const char *value;
  LotseStamp base;
  guint64 effective;
  LotseVerdict verdict;
  gboolean stood;
  LotseStamp after;
  guint64 offered;
  const char *seen;
} Entry;

static const char *
text_at (JsonArray *list, guint n)
{
  return n < json_array_get_length (list) ? lotse_json_node_text (json_array_get_element (list, n)) : NULL;
}

static gboolean
read_entry (JsonNode *node, Entry *entry)
{
  JsonArray *list;
  const char *base, *effective, *after, *offered;

  *entry = (Entry){ 0 };
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  list = json_node_get_array (node);
  entry->value = text_at (list, 0);
  base = text_at (list, 1);
  effective = text_at (list, 2);
  entry->verdict = lotse_verdict_from_name (text_at (list, 3));
  entry->stood = text_at (list, 4) != NULL;
  after = text_at (list, 5);
  offered = text_at (list, 6);
  entry->seen = text_at (list, 7);
  return (base == NULL || lotse_stamp_parse (base, &entry->base)) && (after == NULL || lotse_stamp_parse (after, &entry->after))
         && (offered == NULL || lotse_u64_from_hex (offered, &entry->offered))
         && (effective == NULL || lotse_u64_from_hex (effective, &entry->effective));
}

static JsonNode *
parse (const LotsePast *past, GError **error)
{
  JsonNode *node = lotse_json_parse (past->writes, strlen (past->writes), NULL);

  if (node == NULL)
    lotse_backend_set_damaged (error);
  return node;
}

/* --- Reading --------------------------------------------------------------------------------------------------- */

gboolean
lotse_past_recall (const LotsePast *past, LotseOutcome *outcomes, guint n, GError **error)
{
  g_autoptr (JsonNode) node = parse (past, error);

  if (node == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      LotseOutcome *outcome = &outcomes[i];
      JsonNode *member = json_object_get_member (json_node_get_object (node), outcome->write->reg);
      Entry entry;

      if (member == NULL || !read_entry (member, &entry) || g_strcmp0 (entry.value, outcome->write->value) != 0)
        continue;
      outcome->known = TRUE;
      outcome->verdict = entry.verdict;
      outcome->effective = entry.effective;
      outcome->stood = entry.stood;
      outcome->named = outcome->write->effective != 0 && entry.offered == 0 && entry.effective != 0
                       && entry.effective != outcome->write->effective;
    }
  return TRUE;
}

gboolean
lotse_past_recall_twin (const LotsePast *past, LotseOutcome *outcomes, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      LotseOutcome *outcome = &outcomes[i];
      LotsePastWrite twin;

      if (!lotse_past_find (past, outcome->write->reg, &twin, error))
        return FALSE;
      if (!outcome->known && twin.verdict != LOTSE_VERDICT_NONE && g_strcmp0 (twin.value, outcome->write->value) == 0
          && twin.base.clock == outcome->write->base.clock)
        {
          outcome->known = outcome->twin = TRUE;
          outcome->verdict = twin.verdict;
          outcome->effective = twin.effective;
        }
      g_free (twin.value);
      g_free (twin.seen);
    }
  return TRUE;
}

gboolean
lotse_past_visit (const LotsePast *past, LotsePastVisit visit, gpointer data, GError **error)
{
  g_autoptr (JsonNode) node = parse (past, error);
  JsonObjectIter iter;
  const char *reg;
  JsonNode *member;

  if (node == NULL)
    return FALSE;
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &reg, &member))
    {
      Entry entry;

      if (read_entry (member, &entry))
        visit (past, reg, entry.value, entry.effective, entry.verdict, entry.stood, data);
    }
  return TRUE;
}

gboolean
lotse_past_find (const LotsePast *past, const char *reg, LotsePastWrite *write, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonNode *member;
  Entry entry;

  *write = (LotsePastWrite){ 0 };
  /* Most rows do not name the register, and looking for the name is quicker than reading. */
  if (strstr (past->writes, reg) == NULL)
    return TRUE;
  node = parse (past, error);
  if (node == NULL)
    return FALSE;
  member = json_object_get_member (json_node_get_object (node), reg);
  if (member == NULL || !read_entry (member, &entry))
    return TRUE;
  *write = (LotsePastWrite){ g_strdup (entry.value), entry.base, entry.after, entry.effective, entry.offered, entry.verdict,
                             g_strdup (entry.seen) };
  return TRUE;
}

/* --- Writing --------------------------------------------------------------------------------------------------- */

/* What is refused or erased leaves nothing here: the device keeps it and may send it again. */
static gboolean
belongs (const LotseOutcome *outcome)
{
  if (outcome->twin)
    return FALSE;
  return outcome->verdict == LOTSE_VERDICT_MERGED || outcome->verdict == LOTSE_VERDICT_CONFLICT
         || outcome->verdict == LOTSE_VERDICT_PARKED || outcome->verdict == LOTSE_VERDICT_REVIEW;
}

static void
append_outcome (GString *out, const LotseOutcome *outcome, const char *seen)
{
  char base[LOTSE_STAMP_TEXT_SIZE];
  g_autofree char *effective = outcome->effective != 0 ? lotse_u64_to_hex (outcome->effective) : NULL;
  gboolean has_base = !lotse_stamp_is_none (outcome->write->base);
  gboolean has_after = !lotse_stamp_is_none (outcome->write->after);
  gboolean has_more = has_after || outcome->write->effective != 0 || seen != NULL;

  lotse_stamp_print (outcome->write->base, base);
  lotse_json_append_name (out, outcome->write->reg);
  g_string_append_c (out, '[');
  lotse_json_append_text (out, outcome->write->value);
  g_string_append_c (out, ',');
  lotse_json_append_text (out, has_base ? base : NULL);
  g_string_append_c (out, ',');
  lotse_json_append_text (out, effective);
  g_string_append_c (out, ',');
  lotse_json_append_text (out, lotse_verdict_name (outcome->verdict));
  if (outcome->stood || has_more)
    g_string_append (out, outcome->stood ? ",\"1\"" : ",null");
  if (has_more)
    {
      g_autofree char *offered = outcome->write->effective != 0 ? lotse_u64_to_hex (outcome->write->effective) : NULL;

      lotse_stamp_print (outcome->write->after, base);
      g_string_append_c (out, ',');
      lotse_json_append_text (out, has_after ? base : NULL);
      g_string_append_c (out, ',');
      lotse_json_append_text (out, offered);
      if (seen != NULL)
        {
          g_string_append_c (out, ',');
          lotse_json_append_text (out, seen);
        }
    }
  g_string_append_c (out, ']');
}

static gboolean
is_named (const LotseOutcome *outcomes, guint n, const char *reg)
{
  for (guint i = 0; i < n; i++)
    if (belongs (&outcomes[i]) && strcmp (outcomes[i].write->reg, reg) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
append_past (GString *out, const LotsePast *past, const LotseOutcome *outcomes, guint n, GError **error)
{
  g_autoptr (JsonNode) node = parse (past, error);
  JsonObjectIter iter;
  const char *reg;
  JsonNode *member;

  if (node == NULL)
    return FALSE;
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &reg, &member))
    {
      g_autofree char *text = NULL;

      if (is_named (outcomes, n, reg))
        continue;
      text = json_to_string (member, FALSE);
      lotse_json_append_name (out, reg);
      g_string_append (out, text);
    }
  return TRUE;
}

char *
lotse_past_print (const LotsePast *past, const LotseOutcome *outcomes, guint n, const char *seen, GError **error)
{
  g_autoptr (GString) out = g_string_new ("{");

  if (past != NULL && !append_past (out, past, outcomes, n, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    if (belongs (&outcomes[i]))
      append_outcome (out, &outcomes[i], strcmp (outcomes[i].write->reg, LOTSE_REGISTER_DELETED) == 0 ? seen : NULL);
  g_string_append_c (out, '}');
  return g_strdup (out->str);
}
