/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading tables; see the header. */
#include "config.h"

#include "lotse-table.h"

#include "lotse-csv.h"
#include "lotse-error.h"

#include <glib/gi18n.h>
#include <string.h>

static void
broken_free (LotseTableBroken *broken)
{
  g_free (broken->reason);
  g_free (broken);
}

static void
add_broken (LotseTable *self, guint number, const char *reason)
{
  LotseTableBroken *broken = g_new0 (LotseTableBroken, 1);

  broken->number = number;
  broken->reason = g_strdup (reason);
  g_ptr_array_add (self->broken, broken);
}

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
read_headings (LotseTable *self, LotseCsvReader *reader, RowCount *count, const char *example, GError **error)
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
                   _("The table is empty. Its first row must hold headings, for example: %s."), example);
      return FALSE;
    }
  count_row (count, reader, cells);
  for (guint i = 0; cells[i] != NULL; i++)
    g_strstrip (cells[i]);
  self->headings = g_steal_pointer (&cells);
  return TRUE;
}

static gboolean
read_rows (LotseTable *self, LotseCsvReader *reader, RowCount *count, GError **error)
{
  while (self->rows->len <= LOTSE_TABLE_MOST_ROWS)
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
        add_broken (self, number, cause->message);
      else if (!is_empty_row (cells))
        {
          g_ptr_array_add (self->rows, g_steal_pointer (&cells));
          g_array_append_val (self->numbers, number);
        }
    }
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The table has more than %u rows. Split it and import the parts."),
               LOTSE_TABLE_MOST_ROWS);
  return FALSE;
}

LotseTable *
lotse_table_new (GBytes *content, const char *example, GError **error)
{
  g_autoptr (LotseTable) self = g_new0 (LotseTable, 1);
  g_autoptr (LotseCsvReader) reader = NULL;
  RowCount count = { 0, 1 };

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->broken = g_ptr_array_new_with_free_func ((GDestroyNotify) broken_free);
  reader = lotse_csv_reader_new_for_bytes (content, 0, LOTSE_CSV_GUARD, &self->charset, error);
  if (reader == NULL || !read_headings (self, reader, &count, example, error) || !read_rows (self, reader, &count, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
lotse_table_free (LotseTable *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->headings);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->numbers);
  g_ptr_array_unref (self->broken);
  g_free (self->charset);
  g_free (self);
}

const char *
lotse_table_cell (GStrv row, guint column)
{
  for (guint i = 0; i < column; i++)
    if (row[i] == NULL)
      return "";
  return row[column] != NULL ? row[column] : "";
}
