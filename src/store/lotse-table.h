/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table as it came in: headings and rows of a CSV file of any program, with the numbers that spreadsheets give to rows.
 *
 * Encoding and separator are guessed.  Rows are texts and nothing else: what a spreadsheet would run as a formula stays a
 * text.  Empty rows are left out; rows that cannot be read are kept apart with their reason.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LOTSE_TABLE_MOST_ROWS 100000

typedef struct
{
  guint number;
  char *reason; /* for people */
} LotseTableBroken;

typedef struct
{
  GStrv headings;    /* without blanks around; may be empty texts */
  GPtrArray *rows;   /* of GStrv; a row may have fewer or more cells than there are headings */
  GArray *numbers;   /* of guint: the number of each row; the headings are row 1 */
  GPtrArray *broken; /* of LotseTableBroken */
  char *charset;     /* the encoding of the file, such as "UTF-8" */
} LotseTable;

/* `example` is what a first row could look like, for the error.  Error: INVALID (no table, no headings, too large). */
LotseTable *lotse_table_new (GBytes *content, const char *example, GError **error);
void lotse_table_free (LotseTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseTable, lotse_table_free)

/* The cell of a row; "" behind its end. */
const char *lotse_table_cell (GStrv row, guint column);

G_END_DECLS
