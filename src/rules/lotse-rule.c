/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deadline rules as JSON; see the header. */
#include "config.h"

#include "lotse-rule.h"

#include "lotse-error.h"
#include "lotse-feasts.h"
#include "lotse-kind.h"
#include "lotse-rule-private.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#define MOST_COUNT 3650
#define MOST_CONDITIONS 8
#define MOST_LEADS 12

const char *const lotse_rule_units[] = { "days", "working_days", "weeks", "months", "years", NULL };
static const char *const ends[] = { "", "month", "year", NULL };
static const char *const shifts[] = { "", "after", "before", NULL };
static const char *const known[] = { "type", "name", "name_en", "anchor", "count", "unit", "end_of", "next", "day", "by_day", "last_bank_day",
                                     "and", "shift", "state", "lead", "repeat", "source", "note", "off", NULL };

/* --- Making and freeing --------------------------------------------------------------------------------------- */

static void
condition_free (gpointer data)
{
  LotseRuleCondition *condition = data;

  g_free (condition->anchor);
  g_free (condition);
}

void
lotse_rule_append_usual_leads (GArray *leads)
{
  static const int usual[] = { 14, 7, 1 };

  g_array_append_vals (leads, usual, G_N_ELEMENTS (usual));
}

/**
 * lotse_rule_new:
 * @key: by which it is kept; never changes
 * @type: a kind of deadline
 *
 * Returns: (transfer full): a rule without conditions, with the usual lead times
 */
LotseRule *
lotse_rule_new (const char *key, const char *type)
{
  LotseRule *self = g_new0 (LotseRule, 1);

  g_atomic_ref_count_init (&self->refs);
  self->key = g_strdup (key);
  self->type = g_strdup (type);
  self->conditions = g_ptr_array_new_with_free_func (condition_free);
  self->leads = g_array_new (FALSE, FALSE, sizeof (int));
  lotse_rule_append_usual_leads (self->leads);
  return self;
}

LotseRule *
lotse_rule_ref (LotseRule *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lotse_rule_unref (LotseRule *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->key);
  g_free (self->type);
  g_free (self->name);
  g_free (self->name_en);
  g_ptr_array_unref (self->conditions);
  g_free (self->state);
  g_array_unref (self->leads);
  g_free (self->source);
  g_free (self->note);
  g_free (self->rest);
  g_free (self);
}

LotseRuleCondition *
lotse_rule_add_condition (LotseRule *self, const char *anchor)
{
  LotseRuleCondition *condition = g_new0 (LotseRuleCondition, 1);

  condition->anchor = g_strdup (anchor);
  g_ptr_array_add (self->conditions, condition);
  return condition;
}

/* --- Reading -------------------------------------------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *member, const char *what)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The deadline rule is not understood at “%s”: %s Nothing was changed."), member, what);
  return FALSE;
}

/* What is missing is no error. */
static gboolean
read_text (JsonObject *object, const char *member, char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, member, _("a text is expected."));
  g_free (*text);
  *text = g_strdup (json_node_get_string (node));
  if (**text == '\0')
    g_clear_pointer (text, g_free);
  return TRUE;
}

static gboolean
read_number (JsonObject *object, const char *member, int least, int most, int *number, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  gint64 value;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  value = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : G_MININT64;
  if (value < least || value > most)
    {
      g_autofree char *what = g_strdup_printf (_("a whole number from %d to %d is expected."), least, most);

      return refuse (error, member, what);
    }
  *number = (int) value;
  return TRUE;
}

static gboolean
read_word (JsonObject *object, const char *member, const char *const *words, int *index, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *all = NULL;
  g_autofree char *what = NULL;

  if (!read_text (object, member, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  for (int i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      {
        *index = i;
        return TRUE;
      }
  all = g_strjoinv (", ", (char **) (*words[0] == '\0' ? words + 1 : words));
  what = g_strdup_printf (_("one of these is expected: %s."), all);
  return refuse (error, member, what);
}

/* "31.3." */
static gboolean
read_next (JsonObject *object, LotseRuleCondition *condition, GError **error)
{
  g_autofree char *text = NULL;
  int end = 0;

  if (!read_text (object, "next", &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  if (sscanf (text, "%2d.%2d.%n", &condition->next_day, &condition->next_month, &end) != 2 || text[end] != '\0'
      || !g_date_valid_dmy ((GDateDay) CLAMP (condition->next_day, 0, 99), (GDateMonth) CLAMP (condition->next_month, 0, 13), 2024))
    return refuse (error, "next", _("a day and a month are expected, as in 31.3."));
  return TRUE;
}

static gboolean
read_condition (JsonObject *object, LotseRuleCondition *condition, GError **error)
{
  int unit = 0, end_of = 0;

  if (!read_text (object, "anchor", &condition->anchor, error)
      || !read_number (object, "count", -MOST_COUNT, MOST_COUNT, &condition->count, error)
      || !read_word (object, "unit", lotse_rule_units, &unit, error) || !read_word (object, "end_of", ends, &end_of, error)
      || !read_next (object, condition, error) || !read_number (object, "day", 1, 31, &condition->day, error)
      || !read_number (object, "by_day", 1, 31, &condition->by_day, error)
      || !read_number (object, "last_bank_day", 1, LOTSE_RULE_MOST_BANK_DAYS, &condition->last_bank_day, error))
    return FALSE;
  condition->unit = (LotseRuleUnit) unit;
  condition->end_of = (LotseRuleEnd) end_of;
  return TRUE;
}

static gboolean
read_further (JsonObject *object, LotseRule *self, GError **error)
{
  JsonNode *node = json_object_get_member (object, "and");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node == NULL)
    return TRUE;
  if (array == NULL || json_array_get_length (array) >= MOST_CONDITIONS)
    return refuse (error, "and", _("a list of a few conditions is expected."));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return refuse (error, "and", _("a list of a few conditions is expected."));
      if (!read_condition (json_node_get_object (element), lotse_rule_add_condition (self, NULL), error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_leads (gconstpointer a, gconstpointer b)
{
  return *(const int *) b - *(const int *) a;
}

void
lotse_rule_sort_leads (GArray *leads)
{
  g_array_sort (leads, compare_leads);
}

static gboolean
read_leads (JsonObject *object, LotseRule *self, GError **error)
{
  JsonNode *node = json_object_get_member (object, "lead");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node == NULL)
    return TRUE;
  if (array == NULL || json_array_get_length (array) > MOST_LEADS)
    return refuse (error, "lead", _("a list of a few numbers of days is expected."));
  g_array_set_size (self->leads, 0);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      gint64 value = JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_INT64 ? json_node_get_int (element) : -1;
      int lead = (int) CLAMP (value, -1, MOST_COUNT + 1);

      if (lead < 0 || lead > MOST_COUNT)
        return refuse (error, "lead", _("days before are whole numbers from 0 on."));
      g_array_append_val (self->leads, lead);
    }
  lotse_rule_sort_leads (self->leads);
  for (guint i = 1; i < self->leads->len;)
    if (g_array_index (self->leads, int, i) == g_array_index (self->leads, int, i - 1))
      g_array_remove_index (self->leads, i);
    else
      i++;
  return TRUE;
}

static char *
object_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return lotse_value_canonical_json (node);
}

/* What a newer version wrote is written again as it was. */
static char *
dup_rest (JsonObject *object)
{
  g_autoptr (JsonObject) rest = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      json_object_set_member (rest, l->data, json_node_copy (json_object_get_member (object, l->data)));
  return json_object_get_size (rest) > 0 ? object_text (rest) : NULL;
}

static gboolean
read_all (JsonObject *object, LotseRule *self, GError **error)
{
  static const char *const repeats[] = { "", "months", "years", NULL };
  JsonNode *off = json_object_get_member (object, "off");
  int shift = 0, repeat = 0;

  if (!read_text (object, "type", &self->type, error) || !read_text (object, "name", &self->name, error)
      || !read_text (object, "name_en", &self->name_en, error)
      || !read_condition (object, lotse_rule_add_condition (self, NULL), error) || !read_further (object, self, error)
      || !read_word (object, "shift", shifts, &shift, error) || !read_text (object, "state", &self->state, error)
      || !read_leads (object, self, error) || !read_word (object, "repeat", repeats, &repeat, error)
      || !read_text (object, "source", &self->source, error) || !read_text (object, "note", &self->note, error))
    return FALSE;
  self->shift = (LotseRuleShift) shift;
  self->monthly = repeat == 1;
  self->yearly = repeat == 2;
  self->off = off != NULL && JSON_NODE_HOLDS_VALUE (off) && json_node_get_value_type (off) == G_TYPE_BOOLEAN && json_node_get_boolean (off);
  self->rest = dup_rest (object);
  return lotse_rule_check (self, error);
}

/**
 * lotse_rule_parse:
 * @key: under which it is kept
 * @json: what is kept
 *
 * Returns: (transfer full) (nullable): the rule; %NULL with INVALID and a message for people that names the member that is wrong
 */
LotseRule *
lotse_rule_parse (const char *key, const char *json, GError **error)
{
  g_autoptr (LotseRule) self = lotse_rule_new (key, NULL);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _("A deadline rule is an object of JSON, as in {\"type\": \"proof_of_use\", \"anchor\": \"award.ends_on\", \"count\": 6, "
                             "\"unit\": \"months\"}. Nothing was changed."));
      return NULL;
    }
  return read_all (json_node_get_object (node), self, error) ? g_steal_pointer (&self) : NULL;
}

/* --- Checking ------------------------------------------------------------------------------------------------- */

static gboolean
is_type (const char *type)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("deadline"), "type");

  for (const LotseChoice *choice = field->choices; choice->name != NULL; choice++)
    if (g_strcmp0 (choice->name, type) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_anchors (const LotseRule *self, GError **error)
{
  const char *kind = NULL;

  for (guint i = 0; i < self->conditions->len; i++)
    {
      const LotseRuleCondition *condition = g_ptr_array_index (self->conditions, i);
      const LotseRuleAnchor *anchor = lotse_rule_anchor_find (condition->anchor);

      if (condition->anchor == NULL)
        return refuse (error, "anchor", _("there is no date to count from."));
      if (anchor == NULL)
        {
          g_autofree char *what = g_strdup_printf (_("there is no date “%s” to count from."), condition->anchor);

          return refuse (error, "anchor", what);
        }
      if (kind != NULL && !g_str_equal (kind, anchor->kind))
        return refuse (error, "and", _("all conditions must count from dates of the same kind of record."));
      kind = anchor->kind;
    }
  return TRUE;
}

/**
 * lotse_rule_check:
 *
 * Returns: whether the rule can be used; otherwise INVALID
 */
gboolean
lotse_rule_check (const LotseRule *self, GError **error)
{
  if (!is_type (self->type))
    return refuse (error, "type", _("there is no such kind of deadline."));
  if (self->conditions->len == 0)
    return refuse (error, "anchor", _("there is no date to count from."));
  if (!check_anchors (self, error))
    return FALSE;
  if (self->state != NULL && !lotse_feasts_check_state (self->state, NULL))
    return refuse (error, "state", _("use the code of a German state, such as HE or NW."));
  if (self->yearly && !g_str_has_prefix (((LotseRuleCondition *) self->conditions->pdata[0])->anchor, "award."))
    return refuse (error, "repeat", _("only what counts from a date of the award comes again each year."));
  return TRUE;
}

/* --- Writing -------------------------------------------------------------------------------------------------- */

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, member, text);
}

static void
set_number (JsonObject *object, const char *member, int number)
{
  if (number != 0)
    json_object_set_int_member (object, member, number);
}

static void
write_condition (JsonObject *object, const LotseRuleCondition *condition)
{
  set_text (object, "anchor", condition->anchor);
  set_number (object, "count", condition->count);
  if (condition->count != 0)
    set_text (object, "unit", lotse_rule_units[condition->unit]);
  set_text (object, "end_of", ends[condition->end_of]);
  if (condition->next_day != 0)
    {
      g_autofree char *next = g_strdup_printf ("%d.%d.", condition->next_day, condition->next_month);

      set_text (object, "next", next);
    }
  set_number (object, "day", condition->day);
  set_number (object, "by_day", condition->by_day);
  set_number (object, "last_bank_day", condition->last_bank_day);
}

static JsonArray *
further_array (const LotseRule *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 1; i < self->conditions->len; i++)
    {
      JsonObject *object = json_object_new ();

      write_condition (object, g_ptr_array_index (self->conditions, i));
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
leads_array (const LotseRule *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->leads->len; i++)
    json_array_add_int_element (array, g_array_index (self->leads, int, i));
  return array;
}

/**
 * lotse_rule_to_json:
 *
 * Returns: (transfer full): the canonical JSON that the map keeps
 */
char *
lotse_rule_to_json (const LotseRule *self)
{
  g_autoptr (JsonNode) rest = self->rest != NULL ? json_from_string (self->rest, NULL) : NULL;
  g_autoptr (JsonObject) object = rest != NULL ? json_node_dup_object (rest) : json_object_new ();

  set_text (object, "type", self->type);
  set_text (object, "name", self->name);
  set_text (object, "name_en", self->name_en);
  if (self->conditions->len > 0)
    write_condition (object, g_ptr_array_index (self->conditions, 0));
  if (self->conditions->len > 1)
    json_object_set_array_member (object, "and", further_array (self));
  set_text (object, "shift", shifts[self->shift]);
  set_text (object, "state", self->state);
  json_object_set_array_member (object, "lead", leads_array (self));
  if (self->monthly)
    json_object_set_string_member (object, "repeat", "months");
  else if (self->yearly)
    json_object_set_string_member (object, "repeat", "years");
  set_text (object, "source", self->source);
  set_text (object, "note", self->note);
  if (self->off)
    json_object_set_boolean_member (object, "off", TRUE);
  return object_text (object);
}
