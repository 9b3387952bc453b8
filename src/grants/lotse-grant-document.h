/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A paper for a funder before it is drawn: headings, texts, boxes to tick and tables of cells.
 *
 * The printed page, the spreadsheet and the plain text are made of the same cells.  A sum is told which cells it adds up, so that it is
 * computed in one place and the formula of the spreadsheet gives what is printed.
 *
 * Whoever gives a cell keeps nothing; the document owns all of it, and pointers to cells stay as long as it does.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  LOTSE_GRANT_TEXT,
  LOTSE_GRANT_MONEY,  /* cents */
  LOTSE_GRANT_NUMBER, /* a whole number */
  LOTSE_GRANT_DATE,   /* canonical */
} LotseGrantCellType;

typedef struct _LotseGrantTable LotseGrantTable;

typedef struct
{
  LotseGrantTable *table;
  guint row;
  guint column;
  LotseGrantCellType type;
  gboolean empty;
  char *text;     /* of texts and dates; "" for none */
  gint64 number;  /* of money and numbers */
  GArray *terms;  /* of LotseGrantTerm; NULL: no sum */
} LotseGrantCell;

/* All numbers of one column from the first cell to the last. */
typedef struct
{
  int sign;
  const LotseGrantCell *first;
  const LotseGrantCell *last;
} LotseGrantTerm;

typedef enum
{
  LOTSE_GRANT_PLAIN,
  LOTSE_GRANT_GROUP, /* a heading within the table: its first text goes over all columns */
  LOTSE_GRANT_SUM,
  LOTSE_GRANT_TOTAL,
} LotseGrantRowKind;

typedef struct
{
  LotseGrantRowKind kind;
  GPtrArray *cells; /* of LotseGrantCell, one for each column */
} LotseGrantRow;

typedef struct
{
  char *heading;
  LotseGrantCellType type;
  double share; /* of the width of the page; 0: in spreadsheets only */
} LotseGrantColumn;

struct _LotseGrantTable
{
  gboolean facts;     /* labels and what they say: no headings, no lines */
  gboolean carries;   /* sums are carried over from page to page */
  GPtrArray *columns; /* of LotseGrantColumn */
  GPtrArray *rows;    /* of LotseGrantRow */
  guint sheet;        /* where it stands in the spreadsheet: set by the writer, counted from 0 */
  guint first_row;
};

typedef enum
{
  LOTSE_GRANT_BLOCK_HEADING,
  LOTSE_GRANT_BLOCK_SHEET,  /* the same, and a sheet of its own in spreadsheets */
  LOTSE_GRANT_BLOCK_PARAGRAPH,
  LOTSE_GRANT_BLOCK_NOTE,   /* smaller */
  LOTSE_GRANT_BLOCK_BOX,    /* a box to tick and its text */
  LOTSE_GRANT_BLOCK_LINES,  /* room to write */
  LOTSE_GRANT_BLOCK_SIGNATURE, /* place and date, signature */
  LOTSE_GRANT_BLOCK_TABLE,
} LotseGrantBlockType;

typedef struct
{
  LotseGrantBlockType type;
  char *text;
  guint n;                /* lines */
  LotseGrantTable *table;
} LotseGrantBlock;

typedef struct
{
  char *language;
  char *kind;    /* "Receipt list" */
  char *title;   /* of the project */
  char *running; /* what later pages say at their head */
  char *credit;  /* names the funder, or "" */
  GPtrArray *blocks; /* of LotseGrantBlock */
} LotseGrantDocument;

LotseGrantDocument *lotse_grant_document_new (const char *language, const char *kind, const char *title);
void lotse_grant_document_free (LotseGrantDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseGrantDocument, lotse_grant_document_free)

/* Headings, paragraphs, notes, boxes and signatures. */
void lotse_grant_document_add (LotseGrantDocument *self, LotseGrantBlockType type, const char *text);
void lotse_grant_document_add_lines (LotseGrantDocument *self, guint n);
LotseGrantTable *lotse_grant_document_add_table (LotseGrantDocument *self);
/* Label and value below each other; take rows of two texts. */
LotseGrantTable *lotse_grant_document_add_facts (LotseGrantDocument *self);

void lotse_grant_table_add_column (LotseGrantTable *self, const char *heading, LotseGrantCellType type, double share);
/* An empty row; its cells have the types of their columns. */
LotseGrantRow *lotse_grant_table_add_row (LotseGrantTable *self, LotseGrantRowKind kind);
/* A row of facts; nothing is added where there is no value. */
void lotse_grant_table_add_fact (LotseGrantTable *self, const char *label, const char *value);

LotseGrantCell *lotse_grant_row_cell (LotseGrantRow *self, guint column);
void lotse_grant_row_set_text (LotseGrantRow *self, guint column, const char *text);
/* Cents, or a whole number. */
void lotse_grant_row_set_number (LotseGrantRow *self, guint column, gint64 number);
/* The cell becomes a sum, and these are added to it or taken from it; without a first cell it is a sum of nothing. */
void lotse_grant_row_add_up (LotseGrantRow *self, guint column, int sign, const LotseGrantCell *first, const LotseGrantCell *last);

/* For reading, in the language of the document (g_free). */
char *lotse_grant_cell_format (const LotseGrantCell *cell, const char *language);
char *lotse_grant_format_date (const char *canonical, const char *language);

/*
 * Each writes a file readable by its owner alone; an older one is replaced only when the new one is complete.
 * FALSE with IO: then nothing is left behind.
 */
gboolean lotse_grant_document_write_xlsx (LotseGrantDocument *self, const char *path, GError **error);
gboolean lotse_grant_document_write_text (const LotseGrantDocument *self, const char *path, GError **error);

G_END_DECLS
