/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that come in: headings, mapping, and the run over all rows; see the header. */
#include "config.h"

#include "lotse-import-private.h"

#include "lotse-csv.h"
#include "lotse-error.h"
#include "lotse-fold.h"
#include "lotse-id.h"
#include "lotse-language.h"
#include "lotse-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_ROWS 100000

/* --- Report ------------------------------------------------------------------------------------------------- */

static void
note_free (LotseImportNote *note)
{
  g_free (note->column);
  g_free (note->text);
  g_free (note->other);
  g_free (note);
}

void
lotse_import_report_free (LotseImportReport *report)
{
  g_ptr_array_unref (report->notes);
  g_free (report->charset);
  g_free (report);
}

LotseImportNote *
lotse_import_note_new (LotseImportNoteType type, guint row, const char *column, const char *other, const char *text)
{
  LotseImportNote *note = g_new0 (LotseImportNote, 1);

  note->type = type;
  note->row = row;
  note->column = g_strdup (column);
  note->other = g_strdup (other);
  note->text = g_strdup (text);
  return note;
}

void
lotse_import_note (LotseImportReport *report,
                   LotseImportNoteType type,
                   guint row,
                   const char *column,
                   const char *other,
                   const char *text)
{
  g_ptr_array_add (report->notes, lotse_import_note_new (type, row, column, other, text));
  if (type == LOTSE_IMPORT_ERROR)
    report->errors++;
}

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

/* The field that a heading names by its name or by its label in either language, or NULL. */
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
  return field;
}

static void
add_column (LotseImport *self, const char *heading)
{
  LotseImportColumn *column = g_new0 (LotseImportColumn, 1);
  const LotseField *field;

  column->heading = g_strstrip (g_strdup (heading));
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
  return self->rows->len;
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

/* --- Reading ------------------------------------------------------------------------------------------------ */

/* How many lines of the file the row takes beyond the first. */
static guint
further_lines (GStrv cells)
{
  guint lines = 0;

  for (guint i = 0; cells[i] != NULL; i++)
    for (const char *p = cells[i]; *p != '\0'; p++)
      lines += *p == '\n';
  return lines;
}

/* The number that a spreadsheet gives to the row that was just read: empty lines count, line breaks within cells do not. */
typedef struct
{
  guint number;
  guint64 next_line;
} RowCount;

static guint
count_row (RowCount *count, LotseCsvReader *reader, GStrv cells)
{
  guint64 line = lotse_csv_reader_get_line (reader);

  count->number += 1 + (line > count->next_line ? (guint) (line - count->next_line) : 0);
  count->next_line = line + 1 + (cells != NULL ? further_lines (cells) : 0);
  return count->number;
}

static gboolean
is_empty_row (GStrv cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    if (cells[i][strspn (cells[i], " \t\r\n")] != '\0')
      return FALSE;
  return TRUE;
}

static gboolean
read_headings (LotseImport *self, LotseCsvReader *reader, RowCount *count, GError **error)
{
  g_auto (GStrv) cells = NULL;
  g_autoptr (GError) cause = NULL;
  LotseCsvStatus status = lotse_csv_reader_next (reader, &cells, &cause);

  if (status == LOTSE_CSV_FAILED || status == LOTSE_CSV_BAD_ROW)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (status == LOTSE_CSV_END || is_empty_row (cells))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _("The table is empty. Its first row must hold headings, for example: %s."), self->kind->fields[1].name);
      return FALSE;
    }
  count_row (count, reader, cells);
  for (guint i = 0; cells[i] != NULL; i++)
    add_column (self, cells[i]);
  return TRUE;
}

static gboolean
read_rows (LotseImport *self, LotseCsvReader *reader, RowCount *count, GError **error)
{
  while (self->rows->len <= MOST_ROWS)
    {
      g_auto (GStrv) cells = NULL;
      g_autoptr (GError) cause = NULL;
      LotseCsvStatus status = lotse_csv_reader_next (reader, &cells, &cause);
      guint number;

      if (status == LOTSE_CSV_END)
        return TRUE;
      if (status == LOTSE_CSV_FAILED)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      number = count_row (count, reader, cells);
      if (status == LOTSE_CSV_BAD_ROW)
        g_ptr_array_add (self->broken, lotse_import_note_new (LOTSE_IMPORT_ERROR, number, NULL, NULL, cause->message));
      else if (!is_empty_row (cells))
        {
          g_ptr_array_add (self->rows, g_steal_pointer (&cells));
          g_array_append_val (self->numbers, number);
        }
    }
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The table has more than %u rows. Split it and import the parts."),
               MOST_ROWS);
  return FALSE;
}

LotseImport *
lotse_import_new (LotseStore *store, const LotseKind *kind, GBytes *content, GError **error)
{
  g_autoptr (LotseImport) self = g_new0 (LotseImport, 1);
  g_autoptr (LotseCsvReader) reader = NULL;
  RowCount count = { 0, 1 };

  self->store = g_object_ref (store);
  self->kind = kind;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->broken = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  if (kind->system || kind->anonymous)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("Records of the kind “%s” cannot be imported. Choose another kind."),
                   kind->name);
      return NULL;
    }
  reader = lotse_csv_reader_new_for_bytes (content, 0, LOTSE_CSV_GUARD, &self->charset, error);
  if (reader == NULL || !read_headings (self, reader, &count, error) || !read_rows (self, reader, &count, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
lotse_import_free (LotseImport *self)
{
  g_object_unref (self->store);
  g_free (self->charset);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->numbers);
  g_ptr_array_unref (self->broken);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->values);
  g_free (self);
}

/* --- Running ------------------------------------------------------------------------------------------------ */

/* What is to be said of the headings. */
static void
note_columns (LotseImport *self, LotseImportReport *report)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      LotseImportColumn *column = self->columns->pdata[i];

      if (column->fields->len == 0 && !column->is_id && !column->silent)
        lotse_import_note (report, LOTSE_IMPORT_HINT, 1, column->heading, NULL,
                           _("No field is called like this column: it is left out. Map it to a field if it is needed."));
      for (guint f = 0; f < column->fields->len; f++)
        if (!g_hash_table_add (taken, column->fields->pdata[f]))
          lotse_import_note (report, LOTSE_IMPORT_ERROR, 1, column->heading, NULL,
                             _("Two columns go to the same field. Leave one of them out."));
      any = any || column->fields->len > 0;
    }
  if (!any)
    lotse_import_note (report, LOTSE_IMPORT_ERROR, 1, NULL, NULL,
                       _("No heading names a field of this kind. Check the first row, or map the columns."));
}

static void
run_clear (LotseImportRun *run)
{
  g_clear_pointer (&run->report, lotse_import_report_free);
  g_clear_pointer (&run->index, lotse_import_index_free);
  g_clear_pointer (&run->links, lotse_links_free);
  g_clear_pointer (&run->rows, g_hash_table_unref);
  g_clear_pointer (&run->created, g_ptr_array_unref);
  g_clear_pointer (&run->changed, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotseImportRun, run_clear)

static gboolean
run_init (LotseImportRun *run, LotseImport *self, GCancellable *cancellable, GError **error)
{
  run->import = self;
  run->report = g_new0 (LotseImportReport, 1);
  run->report->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  run->report->charset = g_strdup (self->charset);
  run->report->rows = self->rows->len + self->broken->len;
  run->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->created = g_ptr_array_new_with_free_func (g_object_unref);
  run->changed = g_ptr_array_new_with_free_func (g_object_unref);
  run->links = lotse_links_new (self->store, cancellable);
  if ((self->flags & LOTSE_IMPORT_CREATE_LINKS) != 0)
    lotse_links_create_into (run->links, run->created);
  run->index = lotse_import_index_new (self->store, self->kind, cancellable, error);
  return run->index != NULL;
}

/* Ids that the file itself gives may be linked to by rows above them. */
static void
add_own_rows (LotseImportRun *run)
{
  LotseImport *self = run->import;

  for (guint i = 0; i < self->columns->len; i++)
    for (guint r = 0; ((LotseImportColumn *) self->columns->pdata[i])->is_id && r < self->rows->len; r++)
      {
        GStrv cells = self->rows->pdata[r];
        const char *id = i < g_strv_length (cells) ? cells[i] : "";

        if (lotse_id_is_valid (id))
          {
            g_autoptr (LotseRecord) record = lotse_record_new (self->kind, id);

            lotse_links_add (run->links, record);
          }
      }
}

static int
compare_notes (gconstpointer a, gconstpointer b)
{
  const LotseImportNote *first = *(LotseImportNote *const *) a;
  const LotseImportNote *second = *(LotseImportNote *const *) b;

  return (first->row > second->row) - (first->row < second->row);
}

static gboolean
run_rows (LotseImportRun *run, GCancellable *cancellable, LotseImportProgress progress, gpointer data, guint all, GError **error)
{
  LotseImport *self = run->import;

  note_columns (self, run->report);
  if (run->report->errors > 0)
    return TRUE;
  add_own_rows (run);
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED, _("The import was stopped. Nothing was written."));
          return FALSE;
        }
      if (!lotse_import_take_row (run, self->rows->pdata[i], g_array_index (self->numbers, guint, i), error))
        return FALSE;
      if (progress != NULL && i % 100 == 0)
        progress (i, all, data);
    }
  for (guint i = 0; i < self->broken->len; i++)
    {
      LotseImportNote *note = self->broken->pdata[i];

      lotse_import_note (run->report, note->type, note->row, NULL, NULL, note->text);
    }
  run->report->links = run->created->len;
  g_ptr_array_sort (run->report->notes, compare_notes);
  return TRUE;
}

LotseImportReport *
lotse_import_check (LotseImport *self, GCancellable *cancellable, LotseImportProgress progress, gpointer data, GError **error)
{
  g_auto (LotseImportRun) run = { NULL };

  if (!run_init (&run, self, cancellable, error) || !run_rows (&run, cancellable, progress, data, self->rows->len, error))
    return NULL;
  return g_steal_pointer (&run.report);
}

/* Passes on how far saving is, as the second half of the work. */
typedef struct
{
  LotseImportProgress progress;
  gpointer data;
  guint rows;
} Saving;

static void
saving_progress (guint done, guint all, gpointer data)
{
  Saving *saving = data;

  if (saving->progress != NULL)
    saving->progress (saving->rows + (all > 0 ? (guint) ((guint64) done * saving->rows / all) : 0), 2 * saving->rows, saving->data);
}

LotseImportReport *
lotse_import_apply (LotseImport *self, GCancellable *cancellable, LotseImportProgress progress, gpointer data, GError **error)
{
  g_auto (LotseImportRun) run = { NULL };
  Saving saving = { progress, data, self->rows->len };
  g_autofree char *group = lotse_id_new ();
  guint at = 0;

  if (!run_init (&run, self, cancellable, error) || !run_rows (&run, cancellable, progress, data, 2 * self->rows->len, error))
    return NULL;
  if (run.report->errors > 0)
    return g_steal_pointer (&run.report);
  for (guint i = 0; i < run.created->len; i++)
    g_ptr_array_insert (run.changed, (gint) at++, g_object_ref (run.created->pdata[i]));
  /* One group: a whole import is undone at once. */
  if (run.changed->len > 0 &&
      !lotse_store_save_many (self->store, run.changed, group, cancellable, saving_progress, &saving, error))
    return NULL;
  run.report->applied = TRUE;
  return g_steal_pointer (&run.report);
}
