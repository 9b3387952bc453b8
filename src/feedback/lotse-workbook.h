/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the texts of a spreadsheet (.xlsx, ECMA-376), as any program writes it.
 *
 * Files come from strangers.  Everything is bounded: what is unpacked, sheets, rows, columns, cells; a document type (and with it
 * every entity) is refused, nothing outside the file is ever read.  Formulas count with the value that was saved with them.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LOTSE_WORKBOOK_FILE_MAX (8u * 1024u * 1024u)
#define LOTSE_WORKBOOK_PART_MAX (16u * 1024u * 1024u) /* unpacked; of all parts together three times as much */
#define LOTSE_WORKBOOK_SHEETS_MAX 64u
#define LOTSE_WORKBOOK_ROWS_MAX 20000u
#define LOTSE_WORKBOOK_COLUMNS_MAX 256u
#define LOTSE_WORKBOOK_CELLS_MAX 200000u

typedef struct
{
  char *name;
  GPtrArray *rows; /* of GPtrArray of char *, NULL for an empty cell; row 1 of the sheet is number 0 */
} LotseWorkbookSheet;

typedef struct
{
  GPtrArray *sheets; /* of LotseWorkbookSheet, in the order of the tabs */
} LotseWorkbook;

/* NULL with INVALID: no spreadsheet, damaged, or larger than allowed. */
LotseWorkbook *lotse_workbook_read (GBytes *content, GError **error);
void lotse_workbook_free (LotseWorkbook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseWorkbook, lotse_workbook_free)

/* The sheet of that name, whatever its case, or NULL. */
const LotseWorkbookSheet *lotse_workbook_find (const LotseWorkbook *self, const char *name);
/* Never NULL; "" outside the sheet. */
const char *lotse_workbook_cell (const LotseWorkbookSheet *sheet, guint row, guint column);

G_END_DECLS
