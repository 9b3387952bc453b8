/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that come in: the report, and the run over all rows; see the header. */
#include "config.h"

#include "lotse-import-private.h"

#include "lotse-error.h"
#include "lotse-id.h"

#include <glib/gi18n.h>

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

static LotseImportNote *
note_new (LotseImportNoteType type, guint row, const char *column, const char *other, const char *text)
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
  g_ptr_array_add (report->notes, note_new (type, row, column, other, text));
  if (type == LOTSE_IMPORT_ERROR)
    report->errors++;
}

LotseImportReport *
lotse_import_report_new (const LotseTable *table)
{
  LotseImportReport *report = g_new0 (LotseImportReport, 1);

  report->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  report->charset = g_strdup (table->charset);
  report->rows = table->rows->len + table->broken->len;
  for (guint i = 0; i < table->broken->len; i++)
    {
      const LotseTableBroken *broken = table->broken->pdata[i];

      lotse_import_note (report, LOTSE_IMPORT_ERROR, broken->number, NULL, NULL, broken->reason);
    }
  return report;
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
  run->report = lotse_import_report_new (self->table);
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
    for (guint r = 0; ((LotseImportColumn *) self->columns->pdata[i])->is_id && r < self->table->rows->len; r++)
      {
        GStrv cells = self->table->rows->pdata[r];
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
  for (guint i = 0; i < self->table->rows->len; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED, _("The import was stopped. Nothing was written."));
          return FALSE;
        }
      if (!lotse_import_take_row (run, self->table->rows->pdata[i], g_array_index (self->table->numbers, guint, i), error))
        return FALSE;
      if (progress != NULL && i % 100 == 0)
        progress (i, all, data);
    }
  run->report->links = run->created->len;
  g_ptr_array_sort (run->report->notes, compare_notes);
  return TRUE;
}

LotseImportReport *
lotse_import_check (LotseImport *self, GCancellable *cancellable, LotseImportProgress progress, gpointer data, GError **error)
{
  g_auto (LotseImportRun) run = { NULL };

  if (!run_init (&run, self, cancellable, error) || !run_rows (&run, cancellable, progress, data, self->table->rows->len, error))
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
  Saving saving = { progress, data, self->table->rows->len };
  g_autofree char *group = lotse_id_new ();
  guint at = 0;

  if (!run_init (&run, self, cancellable, error) || !run_rows (&run, cancellable, progress, data, 2 * self->table->rows->len, error))
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
