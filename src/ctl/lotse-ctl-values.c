/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands have in common about records; see the header. */
#include "config.h"

#include "lotse-ctl-values.h"

#include "lotse-error.h"
#include "lotse-fold.h"
#include "lotse-id.h"
#include "lotse-language.h"
#include "lotse-links.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- Kinds, fields, records --------------------------------------------------------------------------------- */

static gboolean
means (const char *folded, const char *label)
{
  g_autofree char *german = lotse_fold (lotse_language_translate ("de", "kind", label));
  g_autofree char *english = lotse_fold (label);

  return g_str_equal (folded, german) || g_str_equal (folded, english);
}

const LotseKind *
lotse_ctl_kind (const char *typed, GError **error)
{
  const LotseKind *kind = lotse_kind_find (typed);
  g_autofree char *folded = lotse_fold (typed);
  const LotseKind *const *kinds;
  guint n;

  kinds = lotse_kinds_list (&n);
  for (guint i = 0; kind == NULL && i < n; i++)
    if (means (folded, kinds[i]->label) || means (folded, kinds[i]->label_plural))
      kind = kinds[i];
  if (kind == NULL)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("there is no kind “%s”; “lotsectl kinds” lists all"), typed);
  return kind;
}

const LotseField *
lotse_ctl_field (const LotseKind *kind, const char *name, GError **error)
{
  const LotseField *field = lotse_kind_field (kind, name);

  if (field == NULL)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                 _("the kind “%s” has no field “%s”; “lotsectl kinds %s” lists its fields"), kind->name, name, kind->name);
  return field;
}

char *
lotse_ctl_id (const char *typed, GError **error)
{
  g_autofree char *id = g_ascii_strdown (typed, -1);
  g_auto (GStrv) parts = g_strsplit (id, "-", -1);
  g_autofree char *plain = g_strjoinv ("", parts);

  if (lotse_id_is_valid (plain))
    return g_steal_pointer (&plain);
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _("“%s” is no id; an id has 32 digits and letters from a to f, as “list” and “find” print it"), typed);
  return NULL;
}

LotseRecord *
lotse_ctl_record (LotseCtl *self, const char *typed, GError **error)
{
  g_autofree char *id = lotse_ctl_id (typed, error);
  LotseStore *store = id != NULL ? lotse_ctl_store (self, error) : NULL;

  return store != NULL ? lotse_store_get (store, id, error) : NULL;
}

/* --- Assigning ---------------------------------------------------------------------------------------------- */

static gboolean
assign_one (LotseLinks *links, LotseRecord *record, const char *word, GError **error)
{
  const LotseKind *kind = lotse_record_get_kind (record);
  const char *equals = strchr (word, '=');
  g_autofree char *name = equals != NULL ? g_strndup (word, (gsize) (equals - word)) : NULL;
  char *element = name != NULL ? strchr (name, '/') : NULL;
  const LotseField *field;
  g_autoptr (GError) cause = NULL;

  if (name == NULL || *name == '\0')
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is not of the form FIELD=VALUE"), word);
      return FALSE;
    }
  if (element != NULL)
    *element++ = '\0';
  field = lotse_ctl_field (kind, name, error);
  if (field == NULL)
    return FALSE;
  if (element != NULL && !lotse_field_has_elements (field))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is no list; write “%s=VALUE” without a slash"), name, name);
      return FALSE;
    }
  if (element != NULL ? lotse_links_set_element (links, record, field, element, equals + 1, &cause)
                      : lotse_links_set (links, record, field, equals + 1, &cause))
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&cause), "%s: ", name);
  return FALSE;
}

gboolean
lotse_ctl_assign (LotseCtl *self, LotseRecord *record, guint from, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (LotseLinks) links = store != NULL ? lotse_links_new (store, self->cancellable) : NULL;

  if (links == NULL)
    return FALSE;
  for (guint i = from; i < lotse_ctl_args_count (self->args); i++)
    {
      const char *word = lotse_ctl_word (self, i);
      const char *path;

      if (lotse_ctl_file_word (lotse_record_get_kind (record), word, &path) == NULL && !assign_one (links, record, word, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Conditions --------------------------------------------------------------------------------------------- */

static const struct
{
  const char *sign;
  LotseQueryOperator op;
} operators[] = {
  { "!=", LOTSE_QUERY_NOT_EQUAL },     { "<=", LOTSE_QUERY_LESS_EQUAL }, { ">=", LOTSE_QUERY_GREATER_EQUAL },
  { "=", LOTSE_QUERY_EQUAL },          { "<", LOTSE_QUERY_LESS },        { ">", LOTSE_QUERY_GREATER },
  { "~", LOTSE_QUERY_HAS },
};

/* The value of a condition in canonical form; links and elements as they are looked for. */
static char *
condition_value (LotseLinks *links, const LotseField *field, LotseQueryOperator op, const char *typed, GError **error)
{
  if (field->type == LOTSE_FIELD_LINK || (lotse_field_has_elements (field) && field->links != NULL))
    return lotse_links_resolve (links, field, typed, error);
  if (lotse_field_has_elements (field))
    return lotse_value_parse_element (field, typed, NULL, error);
  if (op == LOTSE_QUERY_HAS)
    return g_strdup (typed);
  return lotse_value_parse (field, typed, NULL, error);
}

static gboolean
add_condition (LotseLinks *links, LotseQuery *query, const LotseKind *kind, const char *condition, GError **error)
{
  gsize length = strcspn (condition, "!<>=~");
  g_autofree char *name = g_strndup (condition, length);
  const LotseField *field;
  g_autofree char *value = NULL;
  g_autoptr (GError) cause = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (g_str_has_prefix (condition + length, operators[i].sign))
      {
        const char *typed = condition + length + strlen (operators[i].sign);
        LotseQueryOperator op = operators[i].op;

        field = lotse_ctl_field (kind, name, error);
        if (field == NULL)
          return FALSE;
        if (*typed == '\0' && (op == LOTSE_QUERY_EQUAL || op == LOTSE_QUERY_NOT_EQUAL))
          return lotse_query_where (query, name, op == LOTSE_QUERY_EQUAL ? LOTSE_QUERY_EMPTY : LOTSE_QUERY_NOT_EMPTY, NULL, error);
        if (lotse_field_has_elements (field) && op == LOTSE_QUERY_EQUAL)
          op = LOTSE_QUERY_HAS;
        value = condition_value (links, field, op, typed, &cause);
        if (value != NULL && *value != '\0')
          return lotse_query_where (query, name, op, value, error);
        if (value != NULL)
          g_set_error (&cause, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” has nothing to compare with; write for example “date>=2026-01-01”"),
                       condition);
        g_propagate_prefixed_error (error, g_steal_pointer (&cause), "%s: ", name);
        return FALSE;
      }
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _("the condition “%s” has no comparison; write for example “city=Kassel” or “date>=2026-01-01”"), condition);
  return FALSE;
}

gboolean
lotse_ctl_where (LotseCtl *self, LotseQuery *query, const LotseKind *kind, GError **error)
{
  GPtrArray *conditions = lotse_ctl_args_get_all (self->args, "where");
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (LotseLinks) links = store != NULL ? lotse_links_new (store, self->cancellable) : NULL;

  for (guint i = 0; links != NULL && conditions != NULL && i < conditions->len; i++)
    if (!add_condition (links, query, kind, conditions->pdata[i], error))
      return FALSE;
  return links != NULL;
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static char *
look_up_title (const char *id, gpointer data)
{
  LotseCtl *self = data;

  return self->store != NULL ? lotse_store_dup_title (self->store, id, NULL) : NULL;
}

char *
lotse_ctl_title (LotseCtl *self, LotseRecord *record)
{
  char *title = lotse_record_dup_title_with (record, look_up_title, self);

  return title != NULL ? title : g_strdup ("");
}

char *
lotse_ctl_title_of_id (LotseCtl *self, const char *id)
{
  g_autofree char *title = look_up_title (id, self);

  return title != NULL && *title != '\0' ? g_steal_pointer (&title) : g_strdup (id);
}

char *
lotse_ctl_show_field (LotseCtl *self, LotseRecord *record, const LotseField *field)
{
  return lotse_record_dup_text (record, field->name, NULL, look_up_title, self);
}

char *
lotse_ctl_show_register (const LotseKind *kind, const char *reg)
{
  const char *element = NULL;
  g_autofree char *name = lotse_register_field (reg, &element);
  const LotseField *field = kind != NULL ? lotse_kind_field (kind, name) : NULL;
  g_autofree char *shown = NULL;

  if (g_str_equal (reg, LOTSE_REGISTER_DELETED))
    return g_strdup (_("In the bin"));
  if (field == NULL)
    return g_strdup (reg);
  shown = element != NULL && field->links == NULL ? lotse_value_format_element (field, element, NULL) : NULL;
  return shown != NULL ? g_strdup_printf ("%s: %s", lotse_field_label (field), shown) : g_strdup (lotse_field_label (field));
}

char *
lotse_ctl_show_value (LotseCtl *self, const LotseKind *kind, const char *reg, const char *value)
{
  const char *element = NULL;
  g_autofree char *name = lotse_register_field (reg, &element);
  const LotseField *field = kind != NULL ? lotse_kind_field (kind, name) : NULL;

  if (value == NULL || *value == '\0')
    return g_strdup ("–");
  if (g_str_equal (reg, LOTSE_REGISTER_DELETED))
    return g_strdup (_("yes"));
  if (field == NULL)
    return g_strdup (value);
  if (field->type == LOTSE_FIELD_SET)
    return field->links != NULL && element != NULL ? lotse_ctl_title_of_id (self, element) : g_strdup (_("yes"));
  if (field->type == LOTSE_FIELD_LINK)
    return lotse_ctl_title_of_id (self, value);
  return lotse_value_format (field, value, NULL);
}

char *
lotse_ctl_show_time (gint64 ms)
{
  static const LotseField field = { .name = "time", .type = LOTSE_FIELD_DATETIME };
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *canonical = local != NULL ? g_date_time_format (local, "%Y-%m-%dT%H:%M") : NULL;

  return canonical != NULL ? lotse_value_format (&field, canonical, NULL) : g_strdup ("");
}

char *
lotse_ctl_iso_time (gint64 ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);

  return utc != NULL ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/* --- JSON --------------------------------------------------------------------------------------------------- */

void
lotse_ctl_json_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

void
lotse_ctl_json_int (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

void
lotse_ctl_json_bool (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

gboolean
lotse_ctl_date_option (LotseCtl *self, const char *option, char **date, GError **error)
{
  static const LotseField day = { .name = "date", .label = "", .type = LOTSE_FIELD_DATE };
  const char *typed = lotse_ctl_args_get (self->args, option);

  if (typed == NULL || *typed == '\0')
    return TRUE;
  *date = lotse_value_parse (&day, typed, NULL, error);
  return *date != NULL;
}

gboolean
lotse_ctl_split_map (const char *word, char **column, const char **field, GError **error)
{
  const char *equals = strrchr (word, '=');

  if (equals == NULL || equals == word)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is not of the form COLUMN=FIELD"), word);
      return FALSE;
    }
  *column = g_strndup (word, (gsize) (equals - word));
  *field = equals + 1;
  return TRUE;
}
