/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables that come in: CSV of any program, checked whole before the first row is written.
 *
 * The first row names the fields, by name or by label (and the reference by the kind); a mapping can say otherwise.  A row belongs to the record with its id,
 * else to the one with its reference, else (where a kind has one) to the one with the same links, such as the participation
 * of an organisation in an event; it changes that record or makes a new one.  A row that looks like somebody who is there
 * already is reported as a probable double and left out, unless told otherwise.  All rows go in as one transaction or none.
 *
 * Up to 10,000 rows into 100,000 records are expected.  Use one import in one thread at a time; in the window within
 * lotse_store_call_async().
 */
#pragma once

#include "lotse-store.h"
#include "lotse-table.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_IMPORT_PLAIN = 0,
  LOTSE_IMPORT_CREATE_LINKS = 1 << 0,   /* a link that names nothing yet makes a record with that reference or name */
  LOTSE_IMPORT_EMPTY_CLEARS = 1 << 1,   /* an empty cell empties the field; else it leaves the value as it is */
  LOTSE_IMPORT_ADD_DOUBLES = 1 << 2,    /* probable doubles become records of their own */
  LOTSE_IMPORT_UPDATE_DOUBLES = 1 << 3, /* probable doubles change the record that they look like */
} LotseImportFlags;

typedef enum
{
  LOTSE_IMPORT_ERROR,  /* must be mended: nothing is imported until then */
  LOTSE_IMPORT_DOUBLE, /* looks like the record `other` */
  LOTSE_IMPORT_HINT,   /* worth knowing: a column that was not taken, a namesake */
} LotseImportNoteType;

typedef struct
{
  LotseImportNoteType type;
  guint row;    /* as spreadsheets count: the headings are row 1; 0: the whole file */
  char *column; /* its heading, or NULL */
  char *text;   /* what is wrong and how to mend it */
  char *other;  /* an id, or NULL */
} LotseImportNote;

typedef struct
{
  gboolean applied;   /* it is written */
  guint rows;         /* with content, without the headings */
  guint added;
  guint updated;
  guint unchanged;
  guint doubles;      /* rows that look like a record that is there, whatever was done with them */
  guint skipped;      /* of these, rows that were left out */
  guint links;        /* records made because a link names them */
  guint errors;
  GPtrArray *notes;   /* of LotseImportNote, in the order of rows */
  char *charset;      /* the encoding of the file, such as "UTF-8" */
} LotseImportReport;

/* For other imports of tables: an empty report on one, with what could not be read, and another line of it. */
LotseImportReport *lotse_import_report_new (const LotseTable *table);
void lotse_import_note (LotseImportReport *report,
                        LotseImportNoteType type,
                        guint row,
                        const char *column,
                        const char *other,
                        const char *text);
void lotse_import_report_free (LotseImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseImportReport, lotse_import_report_free)

typedef struct _LotseImport LotseImport;

/*
 * Reads the table: encoding, separator and headings are guessed.  Errors: INVALID (no table, wrong encoding, no headings).
 * Kinds that the centre makes itself cannot be imported.
 */
LotseImport *lotse_import_new (LotseStore *store, const LotseKind *kind, GBytes *content, GError **error);
void lotse_import_free (LotseImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseImport, lotse_import_free)

/* For a dialog: the headings, and the field that a column goes to (NULL: none; "id": the record itself). */
guint lotse_import_get_n_columns (LotseImport *self);
const char *lotse_import_get_heading (LotseImport *self, guint column);
const char *lotse_import_get_field (LotseImport *self, guint column);
guint lotse_import_get_n_rows (LotseImport *self);

/*
 * Takes the column with that heading as that field; NULL or "" leaves it out.  Naming a column again with another field
 * fills both from it; one that is both amount and direction has the sign of a bank: negative is an expense.  Errors: INVALID (no such column or field).
 */
gboolean lotse_import_set_map (LotseImport *self, const char *column, const char *field, GError **error);

/* The same value for every row whose cell for this field is empty or missing.  Error: INVALID. */
gboolean lotse_import_set_value (LotseImport *self, const char *field, const char *value, GError **error);

void lotse_import_set_flags (LotseImport *self, LotseImportFlags flags);

/*
 * Asks this, too, of each record that would be written: what the store itself does not know to be wrong, such as a deadline rule.  Its
 * message (INVALID) stands in the report as an error of the row.  NULL: nothing.
 */
typedef gboolean (*LotseImportCheck) (const LotseRecord *record, GError **error);
void lotse_import_set_check (LotseImport *self, LotseImportCheck check);

typedef void (*LotseImportProgress) (guint done, guint all, gpointer data);

/*
 * What would happen, without writing.  What is wrong with rows stands in the report; the error is for what is wrong with the
 * store, and CANCELLED.
 */
LotseImportReport *lotse_import_check (LotseImport *self,
                                       GCancellable *cancellable,
                                       LotseImportProgress progress,
                                       gpointer data,
                                       GError **error);

/* The same, and then writes all rows, unless the report has errors: then `applied` is FALSE and nothing is written. */
LotseImportReport *lotse_import_apply (LotseImport *self,
                                       GCancellable *cancellable,
                                       LotseImportProgress progress,
                                       gpointer data,
                                       GError **error);

G_END_DECLS
