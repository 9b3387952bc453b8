/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A query as SQL, derived from the kind table.
 *
 * Values are always bound, never part of the text.  Texts are sorted by their collation keys, choices in the order of
 * their declaration, links by the titles of what they lead to; the order of titles lies in an index.
 */
#include "config.h"

#include "lotse-query-private.h"
#include "lotse-fold.h"

#include <string.h>

typedef struct
{
  GString *sql;
  GPtrArray *values; /* of Bound */
} Text;

typedef struct
{
  char type; /* s, i or b */
  char *text;
  gint64 number;
  guint8 bytes[LOTSE_ID_BYTES];
} Bound;

static void
bound_free (gpointer data)
{
  g_free (((Bound *) data)->text);
  g_free (data);
}

static void
bind_text (Text *text, const char *value)
{
  Bound *bound = g_new0 (Bound, 1);

  bound->type = 's';
  bound->text = g_strdup (value);
  g_ptr_array_add (text->values, bound);
}

/* A value as its column holds it. */
static void
bind_value (Text *text, const LotseField *field, const char *value)
{
  Bound *bound = g_new0 (Bound, 1);

  bound->type = 's';
  if (field->type == LOTSE_FIELD_INT || field->type == LOTSE_FIELD_MONEY || field->type == LOTSE_FIELD_BOOL)
    {
      bound->type = 'i';
      bound->number = g_ascii_strtoll (value, NULL, 10);
    }
  else if (field->type == LOTSE_FIELD_LINK && lotse_id_to_bytes (value, bound->bytes))
    bound->type = 'b';
  else
    bound->text = g_strdup (value);
  g_ptr_array_add (text->values, bound);
}

/* A text contains each of the words, folded. */
static void
add_contains (Text *text, const LotseField *field, const char *value)
{
  g_autofree char *folded = lotse_fold (value);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  g_string_append (text->sql, "(1");
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      g_string_append_printf (text->sql, " AND instr (lotse_fold (t.\"%s\"), ?) > 0", field->name);
      bind_text (text, words[i]);
    }
  g_string_append_c (text->sql, ')');
}

/* A field of several values has one of these. */
static void
add_element (Text *text, const LotseField *field, GPtrArray *values, gboolean negated)
{
  g_string_append_printf (text->sql, "%s EXISTS (SELECT 1 FROM json_each (t.\"%s\") WHERE key IN (", negated ? "NOT" : "", field->name);
  for (guint i = 0; i < values->len; i++)
    {
      g_string_append (text->sql, i == 0 ? "?" : ", ?");
      bind_text (text, values->pdata[i]);
    }
  g_string_append (text->sql, "))");
}

/* A link leads to one of the records that are one. */
static void
add_united (Text *text, const LotseField *field, GPtrArray *ids, gboolean negated)
{
  g_string_append_printf (text->sql, negated ? "ifnull (t.\"%s\" NOT IN (" : "(t.\"%s\" IN (", field->name);
  for (guint i = 0; i < ids->len; i++)
    {
      g_string_append (text->sql, i == 0 ? "?" : ", ?");
      bind_value (text, field, ids->pdata[i]);
    }
  g_string_append (text->sql, negated ? "), 1)" : "))");
}

/* What is asked for: the value, or the ids of all records that are one with the record that a link is to lead to. */
static GPtrArray *
asked_for (LotseStore *self, const LotseField *field, const char *value)
{
  GPtrArray *values;

  if (field->links != NULL)
    return lotse_store_united_ids (self, value);
  values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (values, g_strdup (value));
  return values;
}

static void
add_condition (LotseStore *self, Text *text, const LotseQueryCondition *condition)
{
  /* Only a plain "=" lets SQLite use an index that leaves out what is empty; what is asked for here is never empty. */
  static const char *const operators[] = { "=", "IS NOT", "<", "<=", ">", ">=" };
  const LotseField *field = condition->field;
  const char *value = condition->value != NULL ? condition->value : "";
  g_autoptr (GPtrArray) values = asked_for (self, field, value);
  gboolean negated = condition->op == LOTSE_QUERY_NOT_EQUAL;

  g_string_append (text->sql, " AND ");
  if (condition->op == LOTSE_QUERY_EMPTY || condition->op == LOTSE_QUERY_NOT_EMPTY)
    g_string_append_printf (text->sql, "t.\"%s\" IS %sNULL", field->name, condition->op == LOTSE_QUERY_EMPTY ? "" : "NOT ");
  else if (lotse_field_has_elements (field))
    add_element (text, field, values, negated);
  else if (condition->op == LOTSE_QUERY_HAS)
    add_contains (text, field, value);
  else if (values->len > 1 && condition->op <= LOTSE_QUERY_NOT_EQUAL)
    add_united (text, field, values, negated);
  else
    {
      g_string_append_printf (text->sql, "t.\"%s\" %s ?", field->name, operators[condition->op]);
      bind_value (text, field, value);
    }
}

/* Whether the condition alone finds the records, by an index on its field. */
static gboolean
uses_index (const LotseQueryCondition *condition)
{
  return condition->op != LOTSE_QUERY_NOT_EQUAL && condition->op < LOTSE_QUERY_HAS && lotse_store_wants_index (condition->field)
         && condition->value != NULL;
}

/* Whether a condition leaves out the records in which the field is empty. */
static gboolean
leaves_out_empty (const LotseQuery *query, const LotseField *field)
{
  for (guint i = 0; i < query->conditions->len; i++)
    {
      const LotseQueryCondition *condition = &g_array_index (query->conditions, LotseQueryCondition, i);

      if (condition->field == field && condition->op < LOTSE_QUERY_HAS && condition->op != LOTSE_QUERY_NOT_EQUAL)
        return TRUE;
    }
  return FALSE;
}

static void
add_order (Text *text, const LotseQuery *query, const LotseQueryOrder *order)
{
  const LotseField *field = order->field;
  const char *direction = order->descending ? " DESC" : "";

  if (field == NULL)
    {
      g_string_append_printf (text->sql, "n.sort%s, ", direction);
      return;
    }
  /* What is empty stands at the end in both directions; without that, an index may give the order. */
  if (!leaves_out_empty (query, field))
    g_string_append_printf (text->sql, "t.\"%s\" IS NULL, ", field->name);
  switch (field->type)
    {
    case LOTSE_FIELD_TEXT:
    case LOTSE_FIELD_LONG_TEXT:
      g_string_append_printf (text->sql, "lotse_collate (t.\"%s\")%s, ", field->name, direction);
      break;
    case LOTSE_FIELD_CHOICE:
      g_string_append_printf (text->sql, "CASE t.\"%s\"", field->name);
      for (guint i = 0; field->choices != NULL && field->choices[i].name != NULL; i++)
        g_string_append_printf (text->sql, " WHEN '%s' THEN %u", field->choices[i].name, i);
      g_string_append_printf (text->sql, " ELSE 1000 END%s, ", direction);
      break;
    case LOTSE_FIELD_LINK:
      g_string_append_printf (text->sql, "(SELECT l.sort FROM node l WHERE l.id = t.\"%s\")%s, ", field->name, direction);
      break;
    default:
      g_string_append_printf (text->sql, "t.\"%s\"%s, ", field->name, direction);
    }
}

/* FALSE if the words of a search cannot be found at all. */
static gboolean
add_search (Text *text, const LotseQuery *query)
{
  const char *kinds[] = { query->kind->name, NULL };
  g_autofree char *match = NULL;

  if (query->words == NULL || *query->words == '\0')
    return TRUE;
  match = lotse_store_match (query->words, kinds, TRUE);
  if (match == NULL)
    return FALSE;
  g_string_append (text->sql, " AND n.rid IN (SELECT rowid FROM search WHERE search MATCH ?)");
  bind_text (text, match);
  return TRUE;
}

/* Whether the kind's own table is needed at all: lists by title come from the index alone. */
static gboolean
needs_table (const LotseQuery *query)
{
  if (query->conditions->len > 0)
    return TRUE;
  for (guint i = 0; i < query->orders->len; i++)
    if (g_array_index (query->orders, LotseQueryOrder, i).field != NULL)
      return TRUE;
  return FALSE;
}

/*
 * The tables.  SQLite knows nothing of how many records there are of a kind and would walk through all of them in the order
 * of their titles, even where a condition leaves a handful; a CROSS JOIN is carried out in the order in which it is written.
 */
static void
add_tables (Text *text, const LotseQuery *query, const LotseStoreTable *table)
{
  if (query->words == NULL)
    for (guint i = 0; i < query->conditions->len; i++)
      if (uses_index (&g_array_index (query->conditions, LotseQueryCondition, i)))
        {
          g_string_append_printf (text->sql, " FROM %s t CROSS JOIN node n ON n.rid = t.rid", table->table);
          return;
        }
  g_string_append (text->sql, " FROM node n");
  if (needs_table (query))
    g_string_append_printf (text->sql, " JOIN %s t ON t.rid = n.rid", table->table);
}

/* Tables and conditions behind what is selected. */
static gboolean
add_source (LotseStore *self, LotseQuery *query, Text *text)
{
  static const char *const states[] = { "n.state = 0", "n.state = 1", "n.state IN (0, 1)" };

  add_tables (text, query, lotse_store_table (self, query->kind->name));
  g_string_append_printf (text->sql, " WHERE n.kind = ? AND %s", query->united ? "n.state = 2" : states[query->bin]);
  bind_text (text, query->kind->name);
  for (guint i = 0; i < query->conditions->len; i++)
    add_condition (self, text, &g_array_index (query->conditions, LotseQueryCondition, i));
  return add_search (text, query);
}

static gboolean
make_sql (LotseStore *self, LotseQuery *query, guint limit, guint offset, Text *text)
{
  g_string_append (text->sql, "SELECT n.rid, n.id");
  if (!add_source (self, query, text))
    return FALSE;
  g_string_append (text->sql, " ORDER BY ");
  for (guint i = 0; i < query->orders->len; i++)
    add_order (text, query, &g_array_index (query->orders, LotseQueryOrder, i));
  g_string_append (text->sql, "n.sort, n.rid");
  if (limit > 0 || offset > 0)
    g_string_append_printf (text->sql, " LIMIT %d OFFSET %u", limit > 0 ? (int) limit : -1, offset);
  return TRUE;
}

static LotseStatement *
prepare (LotseStore *self, const Text *text, GError **error)
{
  LotseStatement *statement = lotse_db_prepare (self->db, text->sql->str, error);

  for (guint i = 0; statement != NULL && i < text->values->len; i++)
    {
      const Bound *bound = g_ptr_array_index (text->values, i);

      if (bound->type == 'i')
        lotse_statement_bind_int (statement, (int) i + 1, bound->number);
      else if (bound->type == 'b')
        lotse_statement_bind_bytes (statement, (int) i + 1, bound->bytes, sizeof bound->bytes);
      else
        lotse_statement_bind_text (statement, (int) i + 1, bound->text);
    }
  return statement;
}

gboolean
lotse_query_prepare (LotseStore *self, LotseQuery *query, const char *columns, const char *group, LotseStatement **statement, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (bound_free);
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  Text text = { sql, values };

  *statement = NULL;
  g_string_append (sql, columns);
  if (!add_source (self, query, &text))
    return TRUE;
  if (group != NULL)
    g_string_append_printf (sql, " GROUP BY %s", group);
  *statement = prepare (self, &text, error);
  return *statement != NULL;
}

GArray *
lotse_query_entries (LotseStore *self, LotseQuery *query, guint limit, guint offset, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (LotseQueryEntry));
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (bound_free);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  Text text = { sql, values };

  if (!make_sql (self, query, limit, offset, &text))
    return g_steal_pointer (&entries);
  statement = prepare (self, &text, error);
  if (statement == NULL)
    return NULL;
  while (lotse_statement_step (statement, &local))
    {
      LotseQueryEntry entry = { .rid = lotse_statement_int (statement, 0) };
      gsize size = 0;
      const guint8 *bytes = lotse_statement_bytes (statement, 1, &size);

      memcpy (entry.id, bytes, MIN (size, sizeof entry.id));
      g_array_append_val (entries, entry);
    }
  if (local == NULL)
    return g_steal_pointer (&entries);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
