/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A paper for a funder as a spreadsheet: amounts are numbers, days are dates, sums are formulas with the value that is printed.
 *
 * Blocks stand below each other; a sheet begins where the document says so.  Formulas round to cents, because a spreadsheet adds
 * binary fractions.  Texts get the apostrophe of lotse-csv.h, since a sheet is often saved as a table again.
 */
#include "config.h"

#include "lotse-grant-document.h"

#include "lotse-csv.h"
#include "lotse-error.h"
#include "lotse-language.h"
#include "lotse-plain-numbers.h"
#include "lotse-value.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define CELL_MAX 32000       /* characters; a spreadsheet takes 32,767 */
#define SHEET_NAME_MAX 31    /* characters */
#define PAGE_CHARACTERS 110  /* side by side on a page */
#define HIDDEN_CHARACTERS 24 /* of a column that is not printed */

typedef struct
{
  LotseGrantDocument *document;
  lxw_workbook *book;
  lxw_format *formats[4][LOTSE_GRANT_TOTAL + 1]; /* by type of cell and kind of row */
  lxw_format *head;
  lxw_format *title;
  GPtrArray *names; /* of char *: the sheets */
  lxw_worksheet *sheet;
  guint row;
  lxw_error worst;
} Book;

static void
keep (Book *book, lxw_error error)
{
  if (error != LXW_NO_ERROR)
    book->worst = error;
}

/* --- Where what stands ---------------------------------------------------------------------------------------- */

/* The name without what no sheet may be called. */
static char *
sheet_name (const char *text)
{
  g_autofree char *cut = g_utf8_strlen (text, -1) > SHEET_NAME_MAX ? g_utf8_substring (text, 0, SHEET_NAME_MAX) : g_strdup (text);

  return g_strdup (g_strdelimit (cut, "[]:*?/\\'", ' '));
}

static guint
rows_of (const LotseGrantBlock *block)
{
  if (block->type == LOTSE_GRANT_BLOCK_TABLE)
    return block->table->rows->len + (block->table->facts ? 1 : 2);
  if (block->type == LOTSE_GRANT_BLOCK_LINES)
    return block->n;
  return block->type == LOTSE_GRANT_BLOCK_HEADING || block->type == LOTSE_GRANT_BLOCK_SIGNATURE ? 2 : 1;
}

/* Gives each table its place, so that a formula may name cells below or on another sheet. */
static void
find_places (Book *book)
{
  guint row = 3;

  g_ptr_array_add (book->names, sheet_name (book->document->kind));
  for (guint i = 0; i < book->document->blocks->len; i++)
    {
      const LotseGrantBlock *block = book->document->blocks->pdata[i];

      if (block->type == LOTSE_GRANT_BLOCK_SHEET)
        {
          g_ptr_array_add (book->names, sheet_name (block->text));
          row = 3;
          continue;
        }
      if (block->table != NULL)
        {
          block->table->sheet = book->names->len - 1;
          block->table->first_row = row + (block->table->facts ? 0 : 1);
        }
      row += rows_of (block);
    }
}

static void
add_address (Book *book, GString *formula, const LotseGrantCell *at, const LotseGrantCell *cell)
{
  char name[LXW_MAX_CELL_NAME_LENGTH];

  if (cell->table->sheet != at->table->sheet)
    g_string_append_printf (formula, "'%s'!", (char *) book->names->pdata[cell->table->sheet]);
  lxw_rowcol_to_cell (name, cell->table->first_row + cell->row, (lxw_col_t) cell->column);
  g_string_append (formula, name);
}

static char *
formula_of (Book *book, const LotseGrantCell *cell)
{
  GString *formula = g_string_new ("=ROUND(");

  for (guint i = 0; i < cell->terms->len; i++)
    {
      const LotseGrantTerm *term = &g_array_index (cell->terms, LotseGrantTerm, i);

      g_string_append (formula, term->sign < 0 ? "-" : i > 0 ? "+" : "");
      g_string_append (formula, "SUM(");
      add_address (book, formula, cell, term->first);
      if (term->last != term->first)
        {
          char name[LXW_MAX_CELL_NAME_LENGTH];

          lxw_rowcol_to_cell (name, term->last->table->first_row + term->last->row, (lxw_col_t) term->last->column);
          g_string_append_printf (formula, ":%s", name);
        }
      g_string_append_c (formula, ')');
    }
  g_string_append (formula, cell->type == LOTSE_GRANT_MONEY ? ",2)" : ",0)");
  return g_string_free (formula, FALSE);
}

/* --- Cells ---------------------------------------------------------------------------------------------------- */

static void
write_text (Book *book, guint row, guint column, const char *text, lxw_format *format)
{
  g_autofree char *guarded = lotse_csv_needs_guard (text) ? g_strconcat ("'", text, NULL) : g_strdup (text);

  if (g_utf8_strlen (guarded, -1) > CELL_MAX)
    {
      g_autofree char *start = g_utf8_substring (guarded, 0, CELL_MAX);

      g_free (guarded);
      guarded = g_strconcat (start, "…", NULL);
    }
  keep (book, worksheet_write_string (book->sheet, row, (lxw_col_t) column, guarded, format));
}

static void
write_date (Book *book, guint row, guint column, const char *canonical, lxw_format *format)
{
  lxw_datetime when = { 0 };
  GDate date;

  g_date_clear (&date, 1);
  if (!lotse_value_read_date (canonical, &date))
    return;
  when.year = g_date_get_year (&date);
  when.month = (int) g_date_get_month (&date);
  when.day = g_date_get_day (&date);
  keep (book, worksheet_write_datetime (book->sheet, row, (lxw_col_t) column, &when, format));
}

static void
write_number (Book *book, guint row, guint column, const LotseGrantCell *cell, lxw_format *format)
{
  double value = cell->type == LOTSE_GRANT_MONEY ? (double) cell->number / 100 : (double) cell->number;
  g_autofree char *formula = NULL;

  if (cell->terms == NULL || cell->terms->len == 0)
    {
      keep (book, worksheet_write_number (book->sheet, row, (lxw_col_t) column, value, format));
      return;
    }
  formula = formula_of (book, cell);
  keep (book, worksheet_write_formula_num (book->sheet, row, (lxw_col_t) column, formula, format, value));
}

static void
write_cell (Book *book, const LotseGrantCell *cell, LotseGrantRowKind kind)
{
  guint row = cell->table->first_row + cell->row;
  lxw_format *format = book->formats[cell->type][kind];

  if (cell->empty)
    return;
  if (cell->type == LOTSE_GRANT_TEXT)
    write_text (book, row, cell->column, cell->text, format);
  else if (cell->type == LOTSE_GRANT_DATE)
    write_date (book, row, cell->column, cell->text, format);
  else
    write_number (book, row, cell->column, cell, format);
}

/* --- Blocks --------------------------------------------------------------------------------------------------- */

static void
write_facts (Book *book, const LotseGrantTable *table)
{
  for (guint r = 0; r < table->rows->len; r++)
    {
      LotseGrantRow *row = table->rows->pdata[r];
      g_autofree char *line = g_strdup_printf ("%s: %s", lotse_grant_row_cell (row, 0)->text, lotse_grant_row_cell (row, 1)->text);

      write_text (book, table->first_row + r, 0, g_strdelimit (line, "\n", ' '), NULL);
    }
}

static void
write_table (Book *book, const LotseGrantTable *table)
{
  for (guint c = 0; c < table->columns->len; c++)
    {
      const LotseGrantColumn *column = table->columns->pdata[c];

      write_text (book, table->first_row - 1, c, column->heading, book->head);
    }
  for (guint r = 0; r < table->rows->len; r++)
    {
      LotseGrantRow *row = table->rows->pdata[r];

      for (guint c = 0; c < row->cells->len; c++)
        write_cell (book, row->cells->pdata[c], row->kind);
    }
}

static void
write_block (Book *book, const LotseGrantBlock *block)
{
  g_autofree char *text = block->type == LOTSE_GRANT_BLOCK_BOX ? g_strconcat ("☐ ", block->text, NULL)
                          : block->type == LOTSE_GRANT_BLOCK_SIGNATURE
                              ? g_strconcat (lotse_language_translate (book->document->language, "paper", NC_ ("paper", "Place, date, signature")),
                                             block->text[0] != '\0' ? ": " : ":", block->text, NULL)
                              : g_strdup (block->text);

  if (block->table != NULL && block->table->facts)
    write_facts (book, block->table);
  else if (block->table != NULL)
    write_table (book, block->table);
  else if (block->type == LOTSE_GRANT_BLOCK_HEADING)
    write_text (book, book->row + 1, 0, text, book->head);
  else if (block->type != LOTSE_GRANT_BLOCK_LINES)
    write_text (book, book->row, 0, text, NULL);
  book->row += rows_of (block);
}

static void
set_widths (Book *book, guint sheet)
{
  double widths[32] = { 0 };

  for (guint i = 0; i < book->document->blocks->len; i++)
    {
      const LotseGrantTable *table = ((LotseGrantBlock *) book->document->blocks->pdata[i])->table;

      for (guint c = 0; table != NULL && !table->facts && table->sheet == sheet && c < MIN (table->columns->len, G_N_ELEMENTS (widths)); c++)
        {
          const LotseGrantColumn *column = table->columns->pdata[c];

          widths[c] = MAX (widths[c], column->share > 0 ? MAX (column->share * PAGE_CHARACTERS, 6) : HIDDEN_CHARACTERS);
        }
    }
  for (guint c = 0; c < G_N_ELEMENTS (widths); c++)
    if (widths[c] > 0)
      keep (book, worksheet_set_column (book->sheet, (lxw_col_t) c, (lxw_col_t) c, widths[c], NULL));
}

static void
begin_sheet (Book *book, guint sheet, const char *heading)
{
  book->sheet = workbook_add_worksheet (book->book, book->names->pdata[sheet]);
  if (book->sheet == NULL)
    {
      book->worst = LXW_ERROR_MEMORY_MALLOC_FAILED;
      return;
    }
  write_text (book, 0, 0, heading, book->title);
  write_text (book, 1, 0, book->document->running, NULL);
  book->row = 3;
  set_widths (book, sheet);
  worksheet_set_landscape (book->sheet);
  worksheet_set_paper (book->sheet, 9); /* A4 */
  worksheet_fit_to_pages (book->sheet, 1, 0);
}

static void
write_blocks (Book *book)
{
  guint sheet = 0;

  begin_sheet (book, sheet, book->document->kind);
  for (guint i = 0; i < book->document->blocks->len && book->sheet != NULL; i++)
    {
      const LotseGrantBlock *block = book->document->blocks->pdata[i];

      if (block->type == LOTSE_GRANT_BLOCK_SHEET)
        begin_sheet (book, ++sheet, block->text);
      else
        write_block (book, block);
    }
  if (book->sheet != NULL && *book->document->credit != '\0')
    write_text (book, book->row + 1, 0, book->document->credit, NULL);
}

/* --- The file ------------------------------------------------------------------------------------------------- */

static void
add_formats (Book *book)
{
  static const char *const numbers[4] = { NULL, "#,##0.00", "0", NULL };
  gboolean german = g_str_equal (lotse_language_of (book->document->language), "de");

  for (guint type = 0; type < 4; type++)
    for (guint kind = 0; kind <= LOTSE_GRANT_TOTAL; kind++)
      {
        lxw_format *format = workbook_add_format (book->book);

        if (type == LOTSE_GRANT_DATE)
          format_set_num_format (format, german ? "dd.mm.yyyy" : "d mmm yyyy");
        else if (numbers[type] != NULL)
          format_set_num_format (format, numbers[type]);
        if (kind != LOTSE_GRANT_PLAIN)
          format_set_bold (format);
        else if (type == LOTSE_GRANT_TEXT)
          format_set_text_wrap (format);
        if (kind >= LOTSE_GRANT_SUM)
          format_set_top (format, LXW_BORDER_THIN);
        format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
        book->formats[type][kind] = format;
      }
  book->head = workbook_add_format (book->book);
  format_set_bold (book->head);
  format_set_text_wrap (book->head);
  book->title = workbook_add_format (book->book);
  format_set_bold (book->title);
  format_set_font_size (book->title, 14);
}

static lxw_error
write_book (Book *book, const char *path)
{
  lxw_error closed;

  book->book = workbook_new (path);
  if (book->book == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  add_formats (book);
  find_places (book);
  write_blocks (book);
  closed = workbook_close (book->book);
  return book->worst != LXW_NO_ERROR ? book->worst : closed;
}

/**
 * lotse_grant_document_write_xlsx:
 * @path: the file to write
 *
 * Returns: %FALSE with IO; then nothing is left behind
 */
gboolean
lotse_grant_document_write_xlsx (LotseGrantDocument *self, const char *path, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.XXXXXX", path);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int file = g_mkstemp_full (part, O_WRONLY | O_CLOEXEC, 0600);
  Book book = { .document = self, .names = names };
  locale_t before = lotse_plain_numbers_begin ();
  gboolean done = file >= 0 && write_book (&book, part) == LXW_NO_ERROR && fsync (file) == 0;

  lotse_plain_numbers_end (before);
  if (file >= 0 && close (file) == 0 && done && g_rename (part, path) == 0)
    return TRUE;
  if (file >= 0)
    g_unlink (part);
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO,
               _("“%s” cannot be written. Nothing was changed. Choose another folder or ask for the right to write there."), path);
  return FALSE;
}
