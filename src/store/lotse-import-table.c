/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of an import: its columns, where they go, and its rows; see lotse-import.h. */
#include "config.h"

#include "lotse-import-private.h"

#include "lotse-error.h"
#include "lotse-fold.h"
#include "lotse-language.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- Columns ------------------------------------------------------------------------------------------------ */

static void
column_free (LotseImportColumn *column)
{
  g_free (column->heading);
  g_ptr_array_unref (column->fields);
  g_free (column);
}

static gboolean
heading_is (const char *folded, const char *text)
{
  g_autofree char *other = lotse_fold (text);

  return *folded != '\0' && g_str_equal (folded, other);
}

/* The field that a heading names by its name or by its label in either language, or NULL; the kind itself names the reference. */
static const LotseField *
field_of_heading (const LotseKind *kind, const char *heading)
{
  const LotseField *field = lotse_kind_field (kind, heading);
  g_autofree char *folded = lotse_fold (heading);

  for (guint i = 0; field == NULL && i < kind->n_fields; i++)
    {
      const LotseField *candidate = &kind->fields[i];

      if (heading_is (folded, candidate->name) || heading_is (folded, candidate->label) ||
          heading_is (folded, lotse_language_translate ("de", "field", candidate->label)))
        field = candidate;
    }
  /* A list of events has its numbers in a column "event". */
  if (field == NULL && (heading_is (folded, kind->name) || heading_is (folded, kind->label) ||
                        heading_is (folded, lotse_language_translate ("de", "kind", kind->label))))
    field = lotse_kind_field (kind, "reference");
  return field;
}

static void
add_column (LotseImport *self, const char *heading)
{
  LotseImportColumn *column = g_new0 (LotseImportColumn, 1);
  const LotseField *field;

  column->heading = g_strdup (heading);
  column->fields = g_ptr_array_new ();
  column->is_id = g_ascii_strcasecmp (column->heading, "id") == 0;
  column->silent = *column->heading == '\0' || g_str_has_suffix (column->heading, ".title");
  field = column->is_id || column->silent ? NULL : field_of_heading (self->kind, column->heading);
  if (field != NULL)
    g_ptr_array_add (column->fields, (gpointer) field);
  g_ptr_array_add (self->columns, column);
}

guint
lotse_import_get_n_columns (LotseImport *self)
{
  return self->columns->len;
}

const char *
lotse_import_get_heading (LotseImport *self, guint column)
{
  return ((LotseImportColumn *) self->columns->pdata[column])->heading;
}

const char *
lotse_import_get_field (LotseImport *self, guint column)
{
  LotseImportColumn *entry = self->columns->pdata[column];

  if (entry->is_id)
    return "id";
  return entry->fields->len > 0 ? ((const LotseField *) entry->fields->pdata[0])->name : NULL;
}

guint
lotse_import_get_n_rows (LotseImport *self)
{
  return self->table->rows->len;
}

static LotseImportColumn *
find_column (LotseImport *self, const char *heading)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      LotseImportColumn *column = self->columns->pdata[i];

      if (g_str_equal (column->heading, heading))
        return column;
    }
  return NULL;
}

gboolean
lotse_import_set_map (LotseImport *self, const char *heading, const char *field_name, GError **error)
{
  LotseImportColumn *column = find_column (self, heading);
  gboolean is_id = g_strcmp0 (field_name, "id") == 0;
  const LotseField *field = field_name != NULL && *field_name != '\0' && !is_id ? field_of_heading (self->kind, field_name) : NULL;

  if (column == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The table has no column “%s”. Write a heading of its first row."), heading);
      return FALSE;
    }
  if (field_name != NULL && *field_name != '\0' && !is_id && field == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The kind “%s” has no field “%s”. “lotsectl kinds %s” lists its fields."),
                   self->kind->name, field_name, self->kind->name);
      return FALSE;
    }
  if (!column->mapped || field == NULL)
    g_ptr_array_set_size (column->fields, 0);
  column->mapped = TRUE;
  column->silent = field == NULL;
  column->is_id = is_id;
  if (field != NULL)
    {
      /* What was said beats what another heading happens to be. */
      for (guint i = 0; i < self->columns->len; i++)
        if (!((LotseImportColumn *) self->columns->pdata[i])->mapped)
          g_ptr_array_remove (((LotseImportColumn *) self->columns->pdata[i])->fields, (gpointer) field);
      g_ptr_array_add (column->fields, (gpointer) field);
    }
  return TRUE;
}

gboolean
lotse_import_set_value (LotseImport *self, const char *field_name, const char *value, GError **error)
{
  const LotseField *field = field_of_heading (self->kind, field_name);

  if (field == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The kind “%s” has no field “%s”. “lotsectl kinds %s” lists its fields."),
                   self->kind->name, field_name, self->kind->name);
      return FALSE;
    }
  g_hash_table_insert (self->values, (gpointer) field->name, g_strdup (value));
  return TRUE;
}

void
lotse_import_set_flags (LotseImport *self, LotseImportFlags flags)
{
  self->flags = flags;
}

void
lotse_import_set_check (LotseImport *self, LotseImportCheck check)
{
  self->check = check;
}

/* --- The import --------------------------------------------------------------------------------------------- */

LotseImport *
lotse_import_new (LotseStore *store, const LotseKind *kind, GBytes *content, GError **error)
{
  g_autoptr (LotseImport) self = g_new0 (LotseImport, 1);

  self->store = g_object_ref (store);
  self->kind = kind;
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  if (kind->system || kind->anonymous)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("Records of the kind “%s” cannot be imported. Choose another kind."),
                   kind->name);
      return NULL;
    }
  self->table = lotse_table_new (content, kind->fields[1].name, error);
  if (self->table == NULL)
    return NULL;
  for (guint i = 0; self->table->headings[i] != NULL; i++)
    add_column (self, self->table->headings[i]);
  return g_steal_pointer (&self);
}

void
lotse_import_free (LotseImport *self)
{
  g_object_unref (self->store);
  lotse_table_free (self->table);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->values);
  g_free (self);
}
