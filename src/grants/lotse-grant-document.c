/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on a paper for a funder; see the header. */
#include "config.h"

#include "lotse-grant-document.h"

#include "lotse-money.h"
#include "lotse-value.h"

/* --- Making and freeing --------------------------------------------------------------------------------------- */

static void
cell_free (gpointer data)
{
  LotseGrantCell *cell = data;

  g_free (cell->text);
  g_clear_pointer (&cell->terms, g_array_unref);
  g_free (cell);
}

static void
row_free (gpointer data)
{
  LotseGrantRow *row = data;

  g_ptr_array_unref (row->cells);
  g_free (row);
}

static void
column_free (gpointer data)
{
  LotseGrantColumn *column = data;

  g_free (column->heading);
  g_free (column);
}

static void
table_free (LotseGrantTable *table)
{
  g_ptr_array_unref (table->columns);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

static void
block_free (gpointer data)
{
  LotseGrantBlock *block = data;

  g_clear_pointer (&block->table, table_free);
  g_free (block->text);
  g_free (block);
}

LotseGrantDocument *
lotse_grant_document_new (const char *language, const char *kind, const char *title)
{
  LotseGrantDocument *self = g_new0 (LotseGrantDocument, 1);

  self->language = g_strdup (language);
  self->kind = g_strdup (kind);
  self->title = g_strdup (title);
  self->running = g_strdup (title);
  self->credit = g_strdup ("");
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  return self;
}

void
lotse_grant_document_free (LotseGrantDocument *self)
{
  g_ptr_array_unref (self->blocks);
  g_free (self->language);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->running);
  g_free (self->credit);
  g_free (self);
}

/* --- Blocks --------------------------------------------------------------------------------------------------- */

static LotseGrantBlock *
add_block (LotseGrantDocument *self, LotseGrantBlockType type, const char *text)
{
  LotseGrantBlock *block = g_new0 (LotseGrantBlock, 1);

  block->type = type;
  block->text = g_strdup (text != NULL ? text : "");
  g_ptr_array_add (self->blocks, block);
  return block;
}

void
lotse_grant_document_add (LotseGrantDocument *self, LotseGrantBlockType type, const char *text)
{
  add_block (self, type, text);
}

void
lotse_grant_document_add_lines (LotseGrantDocument *self, guint n)
{
  add_block (self, LOTSE_GRANT_BLOCK_LINES, NULL)->n = n;
}

LotseGrantTable *
lotse_grant_document_add_table (LotseGrantDocument *self)
{
  LotseGrantTable *table = g_new0 (LotseGrantTable, 1);

  table->columns = g_ptr_array_new_with_free_func (column_free);
  table->rows = g_ptr_array_new_with_free_func (row_free);
  add_block (self, LOTSE_GRANT_BLOCK_TABLE, NULL)->table = table;
  return table;
}

LotseGrantTable *
lotse_grant_document_add_facts (LotseGrantDocument *self)
{
  LotseGrantTable *table = lotse_grant_document_add_table (self);

  table->facts = TRUE;
  lotse_grant_table_add_column (table, "", LOTSE_GRANT_TEXT, 0.32);
  lotse_grant_table_add_column (table, "", LOTSE_GRANT_TEXT, 0.68);
  return table;
}

/* --- Tables --------------------------------------------------------------------------------------------------- */

void
lotse_grant_table_add_column (LotseGrantTable *self, const char *heading, LotseGrantCellType type, double share)
{
  LotseGrantColumn *column = g_new0 (LotseGrantColumn, 1);

  g_return_if_fail (self->rows->len == 0);
  column->heading = g_strdup (heading);
  column->type = type;
  column->share = share;
  g_ptr_array_add (self->columns, column);
}

LotseGrantRow *
lotse_grant_table_add_row (LotseGrantTable *self, LotseGrantRowKind kind)
{
  LotseGrantRow *row = g_new0 (LotseGrantRow, 1);

  row->kind = kind;
  row->cells = g_ptr_array_new_with_free_func (cell_free);
  for (guint c = 0; c < self->columns->len; c++)
    {
      LotseGrantCell *cell = g_new0 (LotseGrantCell, 1);

      cell->table = self;
      cell->row = self->rows->len;
      cell->column = c;
      cell->type = ((LotseGrantColumn *) self->columns->pdata[c])->type;
      cell->empty = TRUE;
      cell->text = g_strdup ("");
      g_ptr_array_add (row->cells, cell);
    }
  g_ptr_array_add (self->rows, row);
  return row;
}

void
lotse_grant_table_add_fact (LotseGrantTable *self, const char *label, const char *value)
{
  LotseGrantRow *row;

  if (value == NULL || *value == '\0')
    return;
  row = lotse_grant_table_add_row (self, LOTSE_GRANT_PLAIN);
  lotse_grant_row_set_text (row, 0, label);
  lotse_grant_row_set_text (row, 1, value);
}

LotseGrantCell *
lotse_grant_row_cell (LotseGrantRow *self, guint column)
{
  return self->cells->pdata[column];
}

/* A text in a column of numbers or days makes that one cell a text. */
void
lotse_grant_row_set_text (LotseGrantRow *self, guint column, const char *text)
{
  LotseGrantCell *cell = lotse_grant_row_cell (self, column);
  GDate date;

  g_free (cell->text);
  cell->text = g_strdup (text != NULL ? text : "");
  cell->empty = *cell->text == '\0';
  g_date_clear (&date, 1);
  if (cell->type != LOTSE_GRANT_DATE || !lotse_value_read_date (cell->text, &date))
    cell->type = LOTSE_GRANT_TEXT;
}

void
lotse_grant_row_set_number (LotseGrantRow *self, guint column, gint64 number)
{
  LotseGrantCell *cell = lotse_grant_row_cell (self, column);

  cell->number = number;
  cell->empty = FALSE;
}

static gboolean
is_number (const LotseGrantCell *cell)
{
  return !cell->empty && (cell->type == LOTSE_GRANT_MONEY || cell->type == LOTSE_GRANT_NUMBER);
}

void
lotse_grant_row_add_up (LotseGrantRow *self, guint column, int sign, const LotseGrantCell *first, const LotseGrantCell *last)
{
  LotseGrantCell *cell = lotse_grant_row_cell (self, column);
  LotseGrantTerm term = { sign, first, last };

  if (cell->terms == NULL)
    cell->terms = g_array_new (FALSE, FALSE, sizeof (LotseGrantTerm));
  cell->empty = FALSE;
  if (first == NULL)
    return;
  g_return_if_fail (first->table == last->table && first->column == last->column && first->row <= last->row);
  g_array_append_val (cell->terms, term);
  for (guint r = first->row; r <= last->row; r++)
    {
      const LotseGrantCell *part = lotse_grant_row_cell (first->table->rows->pdata[r], first->column);

      if (is_number (part))
        cell->number += sign * part->number;
    }
}

/* --- Reading -------------------------------------------------------------------------------------------------- */

char *
lotse_grant_format_date (const char *canonical, const char *language)
{
  return lotse_value_format (lotse_kind_field (lotse_kind_find ("receipt"), "paid_on"), canonical, language);
}

char *
lotse_grant_cell_format (const LotseGrantCell *cell, const char *language)
{
  if (cell->empty)
    return g_strdup ("");
  if (cell->type == LOTSE_GRANT_MONEY)
    return lotse_money_format (cell->number, language);
  if (cell->type == LOTSE_GRANT_NUMBER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, cell->number);
  if (cell->type == LOTSE_GRANT_DATE)
    return lotse_grant_format_date (cell->text, language);
  return g_strdup (cell->text);
}
