/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that go out; see the header.  Records are read in pages, so that 100,000 of them need little memory. */
#include "config.h"

#include "lotse-export.h"

#include "lotse-cell.h"
#include "lotse-csv.h"
#include "lotse-error.h"

#include <glib/gi18n.h>

#define PAGE 500

/* --- Titles of links ---------------------------------------------------------------------------------------- */

typedef struct
{
  LotseStore *store;
  GHashTable *titles; /* id -> title, "" if the record is not here */
} Titles;

/* NULL if the record is not here. */
static const char *
look_up_title (Titles *titles, const char *id)
{
  const char *known = g_hash_table_lookup (titles->titles, id);

  if (known == NULL)
    {
      g_autofree char *title = lotse_store_dup_title (titles->store, id, NULL);

      g_hash_table_insert (titles->titles, g_strdup (id), g_strdup (title != NULL ? title : ""));
      known = g_hash_table_lookup (titles->titles, id);
    }
  return *known != '\0' ? known : NULL;
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

static void
add_headings (GPtrArray *cells, const LotseKind *kind, LotseExportFlags flags)
{
  g_ptr_array_add (cells, g_strdup ("id"));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LotseField *field = &kind->fields[i];

      g_ptr_array_add (cells, g_strdup ((flags & LOTSE_EXPORT_LABELS) != 0 ? lotse_field_label (field) : field->name));
      if (field->links != NULL)
        g_ptr_array_add (cells, g_strconcat (field->name, ".title", NULL));
    }
}

static char *
print_elements (LotseRecord *record, const LotseField *field)
{
  g_auto (GStrv) elements = lotse_record_list_elements (record, field->name);
  GString *list = g_string_new (NULL);

  for (guint i = 0; elements[i] != NULL; i++)
    lotse_cell_append_element (list, elements[i],
                               field->type == LOTSE_FIELD_MAP ? lotse_record_get_element (record, field->name, elements[i]) : NULL);
  return g_string_free (list, FALSE);
}

/* What the linked records are called, separated by semicolons. */
static char *
print_titles (LotseRecord *record, const LotseField *field, Titles *titles)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  GString *list = g_string_new (NULL);

  if (!lotse_field_has_elements (field) && lotse_record_get (record, field->name) != NULL)
    g_strv_builder_add (builder, lotse_record_get (record, field->name));
  ids = lotse_field_has_elements (field) ? lotse_record_list_elements (record, field->name) : g_strv_builder_end (builder);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *title = look_up_title (titles, ids[i]);

      if (title != NULL)
        lotse_cell_append_element (list, title, NULL);
    }
  return g_string_free (list, FALSE);
}

static void
add_cells (GPtrArray *cells, LotseRecord *record, Titles *titles)
{
  const LotseKind *kind = lotse_record_get_kind (record);

  g_ptr_array_add (cells, g_strdup (lotse_record_get_id (record)));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LotseField *field = &kind->fields[i];

      g_ptr_array_add (cells, lotse_field_has_elements (field) ? print_elements (record, field)
                                                               : lotse_cell_print (field, lotse_record_get (record, field->name)));
      if (field->links != NULL)
        g_ptr_array_add (cells, print_titles (record, field, titles));
    }
}

static gboolean
write_row (LotseCsvWriter *writer, GPtrArray *cells, GError **error)
{
  g_ptr_array_add (cells, NULL);
  return lotse_csv_writer_write_row (writer, (const char *const *) cells->pdata, error);
}

static gboolean
write_page (LotseCsvWriter *writer, GPtrArray *records, Titles *titles, GError **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      add_cells (cells, records->pdata[i], titles);
      if (!write_row (writer, cells, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_all (LotseStore *store,
           LotseQuery *query,
           LotseCsvWriter *writer,
           guint *written,
           GCancellable *cancellable,
           LotseExportProgress progress,
           gpointer data,
           GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Titles titles = { store, known };
  gint64 all = lotse_store_count (store, query, error);
  guint found = PAGE;

  for (*written = 0; all >= 0 && found == PAGE; *written += found)
    {
      g_autoptr (GPtrArray) records = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED, _("The export was stopped; the file is not complete."));
          return FALSE;
        }
      lotse_query_limit (query, PAGE, *written);
      records = lotse_store_list (store, query, error);
      if (records == NULL || !write_page (writer, records, &titles, error))
        return FALSE;
      found = records->len;
      if (progress != NULL)
        progress (*written + found, (guint) MAX (all, *written + found), data);
    }
  return all >= 0;
}

gboolean
lotse_export_run (LotseStore *store,
                  const LotseKind *kind,
                  LotseQuery *query,
                  LotseExportFlags flags,
                  GOutputStream *out,
                  guint *written,
                  GCancellable *cancellable,
                  LotseExportProgress progress,
                  gpointer data,
                  GError **error)
{
  g_autoptr (LotseCsvWriter) writer = lotse_csv_writer_new (out, ';', LOTSE_CSV_GUARD | LOTSE_CSV_BOM);
  g_autoptr (GPtrArray) headings = g_ptr_array_new_with_free_func (g_free);
  guint rows = 0;

  add_headings (headings, kind, flags);
  if (!write_row (writer, headings, error) || !write_all (store, query, writer, &rows, cancellable, progress, data, error) ||
      !lotse_csv_writer_finish (writer, error))
    return FALSE;
  if (written != NULL)
    *written = rows;
  return TRUE;
}
