/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of an import becomes one record; see lotse-import.h for which one.  Called for up to 10,000 rows at once. */
#include "config.h"

#include "lotse-import-private.h"

#include "lotse-error.h"
#include "lotse-id.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is known of the record that a row belongs to. */
typedef struct
{
  guint number;
  LotseRecord *before; /* as it is in the store, or NULL */
  LotseRecord *record; /* as the row wants it */
  char *other;         /* the record that it is probably a double of */
  char *standing;      /* the record that stands for the one that the row is about */
  gboolean has_id;     /* the row says which record it is */
  gboolean bad;
} Row;

static void
row_clear (Row *row)
{
  g_clear_object (&row->before);
  g_clear_object (&row->record);
  g_free (row->other);
  g_free (row->standing);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static void
complain (LotseImportRun *run, Row *row, const char *column, const char *text)
{
  row->bad = TRUE;
  lotse_import_note (run->report, LOTSE_IMPORT_ERROR, row->number, column, NULL, text);
}

/* --- Cells -------------------------------------------------------------------------------------------------- */

/* What the row says of a field, and under which heading; the value for empty cells stands in. */
static const char *
cell_of_field (LotseImport *import, GStrv cells, const LotseField *field, const char **heading)
{
  const char *fallback = g_hash_table_lookup (import->values, field->name);

  *heading = field->name;
  for (guint i = 0; i < import->columns->len; i++)
    {
      LotseImportColumn *column = import->columns->pdata[i];

      if (g_ptr_array_find (column->fields, field, NULL))
        {
          const char *cell = lotse_table_cell (cells, i);

          *heading = column->heading;
          return *cell == '\0' && fallback != NULL ? fallback : cell;
        }
    }
  return fallback;
}

static char *
id_of_row (LotseImport *import, GStrv cells, const char **heading)
{
  for (guint i = 0; i < import->columns->len; i++)
    {
      LotseImportColumn *column = import->columns->pdata[i];

      *heading = column->heading;
      if (column->is_id && *lotse_table_cell (cells, i) != '\0')
        return g_strstrip (g_ascii_strdown (lotse_table_cell (cells, i), -1));
    }
  return NULL;
}

/* Of a record that was united with another one a row changes neither: a person has chosen whose values stand. */
static gboolean
leave_out_united (LotseImportRun *run, Row *row)
{
  if (row->standing == NULL || row->bad)
    return FALSE;
  lotse_import_note (run->report, LOTSE_IMPORT_DOUBLE, row->number, NULL, row->standing,
                     _("This record was united with another one, so the row was left out. Give the row the id of that one to change it."));
  run->report->skipped++;
  return TRUE;
}

/* --- Which record ------------------------------------------------------------------------------------------- */

/* Takes the stored record with that id; complains if the row cannot change it. */
static gboolean
take_stored (LotseImportRun *run, Row *row, const char *id, const char *column, GError **error)
{
  g_autoptr (GError) cause = NULL;

  row->before = lotse_store_get (run->import->store, id, &cause);
  if (row->before == NULL && !g_error_matches (cause, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (row->before != NULL && lotse_record_get_kind (row->before) != run->import->kind)
    complain (run, row, column, _("This id belongs to a record of another kind. Take it out of the row."));
  else if (row->before != NULL && lotse_record_is_deleted (row->before))
    complain (run, row, column, _("This record lies in the bin. Restore it first, or take its id out of the row."));
  else if (row->before != NULL && lotse_record_get_merged_into (row->before) != NULL)
    {
      g_autoptr (LotseRecord) standing = lotse_store_get_standing (run->import->store, id, NULL);

      if (standing != NULL && !g_str_equal (lotse_record_get_id (standing), id))
        row->standing = g_strdup (lotse_record_get_id (standing));
    }
  g_clear_object (&row->record);
  row->record = row->before != NULL ? lotse_record_copy (row->before) : lotse_record_new (run->import->kind, id);
  return TRUE;
}

/* The record with the row's id, or else with its reference, or a new one. */
static gboolean
find_record (LotseImportRun *run, Row *row, GStrv cells, GError **error)
{
  const LotseField *reference_field = lotse_kind_field (run->import->kind, "reference");
  const char *id_heading = NULL;
  const char *heading = NULL;
  g_autofree char *id = id_of_row (run->import, cells, &id_heading);
  const char *typed = reference_field != NULL ? cell_of_field (run->import, cells, reference_field, &heading) : NULL;
  g_autofree char *reference = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  gboolean several = FALSE;
  const char *known = *reference != '\0' ? lotse_import_index_by_reference (run->index, reference, &several) : NULL;

  row->has_id = id != NULL;
  if (id != NULL && !lotse_id_is_valid (id))
    complain (run, row, id_heading, _("This is no id. An id has 32 digits and letters from a to f; leave the cell empty for a new record."));
  else if (several && id == NULL)
    complain (run, row, heading, _("Several records have this reference. Write the id of the one that is meant."));
  else if (id != NULL || known != NULL)
    return take_stored (run, row, id != NULL ? id : known, id != NULL ? id_heading : heading, error);
  else if (!several)
    row->standing = g_strdup (lotse_import_index_united (run->index, reference));
  row->record = lotse_record_new (run->import->kind, NULL);
  return TRUE;
}

/* After the cells are in: the record that is the same because it links to the same. */
static gboolean
find_same (LotseImportRun *run, Row *row, GStrv cells, gboolean *again, GError **error)
{
  gboolean open = row->before == NULL && !row->has_id;
  const char *same = open ? lotse_import_index_same (run->index, row->record) : NULL;
  g_autofree char *derived = open && same == NULL ? lotse_record_dup_derived_id (row->record) : NULL;

  *again = FALSE;
  if (same != NULL && g_hash_table_contains (run->rows, same))
    {
      g_autofree char *text = g_strdup_printf (_("Row %u is about the same. Put the two together."),
                                               GPOINTER_TO_UINT (g_hash_table_lookup (run->rows, same)));

      complain (run, row, NULL, text);
    }
  else if (same != NULL || derived != NULL)
    {
      *again = TRUE;
      return take_stored (run, row, same != NULL ? same : derived, NULL, error);
    }
  return TRUE;
}

/* --- Filling ------------------------------------------------------------------------------------------------ */

/*
 * A bank lists in one column what came in and, negative, what went out.  A column that is taken both as amount and as direction is
 * such a one; elsewhere a negative amount is a refund.
 */
static gboolean
is_signed (LotseImport *import, const LotseField *direction)
{
  const LotseField *amount = lotse_kind_field (import->kind, "amount");

  if (amount == NULL || !g_str_equal (direction->name, "direction"))
    return FALSE;
  for (guint i = 0; i < import->columns->len; i++)
    {
      const LotseImportColumn *column = import->columns->pdata[i];

      if (g_ptr_array_find (column->fields, direction, NULL) && g_ptr_array_find (column->fields, amount, NULL))
        return TRUE;
    }
  return FALSE;
}

static void
take_sign (LotseRecord *record)
{
  const char *amount = lotse_record_get (record, "amount");
  g_autofree char *size = amount != NULL && *amount == '-' ? g_strdup (amount + 1) : NULL;

  if (amount != NULL)
    lotse_record_set (record, "direction", size != NULL ? "expense" : "income", NULL);
  if (size != NULL)
    lotse_record_set (record, "amount", size, NULL);
}

static void
fill_record (LotseImportRun *run, Row *row, GStrv cells)
{
  gboolean by_sign = FALSE;

  for (guint i = 0; i < run->import->kind->n_fields; i++)
    {
      const LotseField *field = &run->import->kind->fields[i];
      g_autoptr (GError) error = NULL;
      const char *heading;
      const char *typed = cell_of_field (run->import, cells, field, &heading);

      if (typed == NULL || (*typed == '\0' && (run->import->flags & LOTSE_IMPORT_EMPTY_CLEARS) == 0))
        continue;
      if (is_signed (run->import, field))
        by_sign = TRUE;
      else if (!lotse_links_set (run->links, row->record, field, typed, &error))
        complain (run, row, heading, error->message);
    }
  if (by_sign && !row->bad)
    take_sign (row->record);
}

/* What a person can mend; only when the cells themselves are right, so that one mistake is told once. */
static void
check_record (LotseImportRun *run, Row *row)
{
  g_autoptr (GError) error = NULL;

  if (!row->bad
      && (!lotse_record_validate (row->record, &error) || (run->import->check != NULL && !run->import->check (row->record, &error))))
    complain (run, row, NULL, error->message);
}

/* Each record is written by one row. */
static void
check_twice (LotseImportRun *run, Row *row)
{
  const char *id = lotse_record_get_id (row->record);
  guint other = GPOINTER_TO_UINT (g_hash_table_lookup (run->rows, id));
  g_autofree char *text = NULL;

  if (other == 0)
    {
      g_hash_table_insert (run->rows, g_strdup (id), GUINT_TO_POINTER (row->number));
      return;
    }
  text = g_strdup_printf (_("Row %u is about the same record. Put the two together."), other);
  complain (run, row, NULL, text);
}

/* Whether the record looks like one that is there, and what is to be done with it then. */
static gboolean
check_doubles (LotseImportRun *run, Row *row, gboolean *skip, GError **error)
{
  const char *namesake = NULL;
  const char *like = row->before == NULL && !row->has_id ? lotse_import_index_like (run->index, row->record, &namesake) : NULL;
  LotseImportFlags flags = run->import->flags;

  *skip = FALSE;
  if (like == NULL && namesake != NULL)
    lotse_import_note (run->report, LOTSE_IMPORT_HINT, row->number, NULL, namesake,
                       _("Somebody of the same name is there already. Check that it is somebody else."));
  if (like == NULL)
    return TRUE;
  run->report->doubles++;
  row->other = g_strdup (like);
  if ((flags & (LOTSE_IMPORT_ADD_DOUBLES | LOTSE_IMPORT_UPDATE_DOUBLES)) != 0)
    {
      lotse_import_note (run->report, LOTSE_IMPORT_DOUBLE, row->number, NULL, like,
                         (flags & LOTSE_IMPORT_ADD_DOUBLES) != 0 ? _("Probably a double; it was added all the same.")
                                                                 : _("Probably a double; the record that is there was changed."));
      return (flags & LOTSE_IMPORT_ADD_DOUBLES) != 0 || take_stored (run, row, row->other, NULL, error);
    }
  lotse_import_note (run->report, LOTSE_IMPORT_DOUBLE, row->number, NULL, like,
                     _("Probably a double, left out. Give the row the id of that record to change it, or choose to add doubles."));
  *skip = TRUE;
  return TRUE;
}

static void
count_row (LotseImportRun *run, Row *row)
{
  g_autoptr (GPtrArray) changes = row->before != NULL ? lotse_record_diff (row->before, row->record) : NULL;

  if (row->before == NULL)
    run->report->added++;
  else if (changes->len > 0)
    run->report->updated++;
  else
    run->report->unchanged++;
  if (row->before == NULL || changes->len > 0)
    g_ptr_array_add (run->changed, g_object_ref (row->record));
}

static void
check_width (LotseImportRun *run, Row *row, GStrv cells)
{
  for (guint i = run->import->columns->len; i < g_strv_length (cells); i++)
    if (*cells[i] != '\0')
      {
        complain (run, row, NULL, _("The row has more cells than there are headings. Put texts with separators in quotation marks."));
        return;
      }
}

gboolean
lotse_import_take_row (LotseImportRun *run, GStrv cells, guint number, GError **error)
{
  g_auto (Row) row = { .number = number };
  gboolean again = FALSE;
  gboolean skip = FALSE;

  check_width (run, &row, cells);
  if (!find_record (run, &row, cells, error))
    return FALSE;
  if (leave_out_united (run, &row))
    return TRUE;
  fill_record (run, &row, cells);
  if (!row.bad && !find_same (run, &row, cells, &again, error))
    return FALSE;
  if (again && !row.bad)
    fill_record (run, &row, cells);
  if (!row.bad && !check_doubles (run, &row, &skip, error))
    return FALSE;
  if (skip)
    {
      run->report->skipped++;
      return TRUE;
    }
  if (row.other != NULL && row.before != NULL)
    fill_record (run, &row, cells);
  check_record (run, &row);
  check_twice (run, &row);
  if (row.bad)
    return TRUE;
  count_row (run, &row);
  lotse_import_index_add (run->index, row.record);
  return TRUE;
}
