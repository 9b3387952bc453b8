/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that list records: list and find. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-error.h"

#include <glib/gi18n.h>

#define SHORTEST 40 /* characters of a long text in a list */

/* --- list --------------------------------------------------------------------------------------------------- */

static gboolean
add_sorting (LotseCtl *self, LotseQuery *query, const LotseKind *kind, GError **error)
{
  GPtrArray *fields = lotse_ctl_args_get_all (self->args, "sort");

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const char *name = fields->pdata[i];
      gboolean descending = *name == '-';

      if (lotse_ctl_field (kind, name + (descending ? 1 : 0), error) == NULL ||
          !lotse_query_sort (query, name + (descending ? 1 : 0), descending, error))
        return FALSE;
    }
  return TRUE;
}

/* The fields to show: those of --fields, or the ones that lists show by the kind table. */
static GPtrArray *
columns_of (LotseCtl *self, const LotseKind *kind, GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  const char *wanted = lotse_ctl_args_get (self->args, "fields");
  g_auto (GStrv) names = wanted != NULL ? g_strsplit (wanted, ",", -1) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      const LotseField *field = lotse_ctl_field (kind, g_strstrip (names[i]), error);

      if (field == NULL)
        return NULL;
      g_ptr_array_add (columns, (gpointer) field);
    }
  for (guint i = 0; names == NULL && i < kind->n_fields; i++)
    if ((kind->fields[i].flags & (LOTSE_FIELD_TITLE | LOTSE_FIELD_SUBTITLE)) != 0 || g_str_equal (kind->fields[i].name, "reference"))
      g_ptr_array_add (columns, (gpointer) &kind->fields[i]);
  return g_steal_pointer (&columns);
}

static void
add_row (LotseCtl *self, LotseCtlTable *table, LotseRecord *record, GPtrArray *columns)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (lotse_record_get_id (record)));
  for (guint i = 0; i < columns->len; i++)
    {
      const LotseField *field = columns->pdata[i];
      g_autofree char *value = lotse_ctl_show_field (self, record, field);

      if (field->type == LOTSE_FIELD_LONG_TEXT && g_utf8_strlen (value, -1) > SHORTEST)
        {
          g_autofree char *start = g_utf8_substring (value, 0, SHORTEST);

          g_ptr_array_add (cells, g_strconcat (start, "…", NULL));
        }
      else
        g_ptr_array_add (cells, g_steal_pointer (&value));
    }
  lotse_ctl_table_row_v (table, (const char *const *) cells->pdata);
}

static void
print_table (LotseCtl *self, GPtrArray *records, GPtrArray *columns)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (columns->len + 1);

  for (guint i = 0; i < records->len; i++)
    add_row (self, table, records->pdata[i], columns);
  lotse_ctl_print_table (self, table);
}

/* One array, written record by record: a list may be long. */
static void
print_array (LotseCtl *self, GPtrArray *records)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  lotse_ctl_print (self, "[");
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (JsonNode) node = lotse_record_to_json (records->pdata[i]);
      g_autofree char *text = NULL;

      json_generator_set_root (generator, node);
      text = json_generator_to_data (generator, NULL);
      lotse_ctl_printf (self, "%s\n  %s", i > 0 ? "," : "", text);
    }
  lotse_ctl_print (self, records->len > 0 ? "\n]\n" : "]\n");
}

gboolean
lotse_ctl_list (LotseCtl *self, GError **error)
{
  const LotseKind *kind = lotse_ctl_kind (lotse_ctl_word (self, 0), error);
  g_autoptr (LotseQuery) query = kind != NULL ? lotse_query_new (kind) : NULL;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GPtrArray) records = NULL;
  guint64 limit, offset;

  if (query == NULL || !lotse_ctl_args_get_number (self->args, "limit", G_MAXINT, 0, &limit, error) ||
      !lotse_ctl_args_get_number (self->args, "offset", G_MAXINT, 0, &offset, error))
    return FALSE;
  columns = columns_of (self, kind, error);
  if (columns == NULL || !add_sorting (self, query, kind, error) || !lotse_ctl_where (self, query, kind, error))
    return FALSE;
  lotse_query_limit (query, (guint) limit, (guint) offset);
  lotse_query_bin (query, lotse_ctl_args_has (self->args, "bin") ? LOTSE_BIN_ONLY : LOTSE_BIN_WITHOUT);
  records = lotse_store_list (self->store, query, error);
  if (records == NULL)
    return FALSE;
  if (self->json)
    print_array (self, records);
  else
    print_table (self, records, columns);
  return TRUE;
}

/* --- find --------------------------------------------------------------------------------------------------- */

static char *
words_of (LotseCtl *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < lotse_ctl_args_count (self->args); i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " " : "", lotse_ctl_word (self, i));
  return g_strdup (words->str);
}

/* The names of the kinds of all --kind options, NULL at the end; of no kind if there is none. */
static GPtrArray *
kinds_of (LotseCtl *self, GError **error)
{
  GPtrArray *typed = lotse_ctl_args_get_all (self->args, "kind");
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; typed != NULL && i < typed->len; i++)
    {
      const LotseKind *kind = lotse_ctl_kind (typed->pdata[i], error);

      if (kind == NULL)
        return NULL;
      g_ptr_array_add (names, (gpointer) kind->name);
    }
  g_ptr_array_add (names, NULL);
  return g_steal_pointer (&names);
}

static void
print_hits (LotseCtl *self, GPtrArray *hits)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (4);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < hits->len; i++)
    {
      LotseHit *hit = hits->pdata[i];
      const LotseKind *kind = lotse_kind_find (hit->kind);
      const char *subtitle = hit->subtitle != NULL ? hit->subtitle : "";

      lotse_ctl_table_row (table, hit->id, kind != NULL ? lotse_kind_label (kind) : hit->kind, hit->title, subtitle, NULL);
      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "id", hit->id);
      lotse_ctl_json_text (builder, "kind", hit->kind);
      lotse_ctl_json_text (builder, "title", hit->title);
      lotse_ctl_json_text (builder, "subtitle", hit->subtitle);
      lotse_ctl_json_int (builder, "rank", hit->rank);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (self->json)
    {
      lotse_ctl_print_builder (self, builder);
      return;
    }
  lotse_ctl_print_table (self, table);
}

gboolean
lotse_ctl_find (LotseCtl *self, GError **error)
{
  g_autofree char *words = words_of (self);
  g_autoptr (GPtrArray) kinds = kinds_of (self, error);
  LotseStore *store = kinds != NULL ? lotse_ctl_store (self, error) : NULL;
  g_autoptr (GPtrArray) hits = NULL;
  guint64 limit;

  if (store == NULL || !lotse_ctl_args_get_number (self->args, "limit", 10000, 20, &limit, error))
    return FALSE;
  hits = lotse_store_find (store, words, kinds->len > 1 ? (const char *const *) kinds->pdata : NULL, (guint) limit, error);
  if (hits == NULL)
    return FALSE;
  print_hits (self, hits);
  return TRUE;
}
