/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of people who register for an event: a table (CSV) of any program, or contact cards (vCard).
 *
 * Each row becomes a person, known or new, and a registration; the organisation is one that is known, or what was typed.
 * Places go by the same rules as for registering one by one, in the order of the rows.  Everything is checked before the first row is written, each row
 * gets an answer, and all rows go in as one transaction or none.  Of somebody known only what is empty is filled in.
 *
 * Up to 10,000 rows are expected.  Use one import in one thread at a time; in the window within lotse_store_call_async().
 */
#pragma once

#include "lotse-registration.h"

G_BEGIN_DECLS

/* What becomes of a row. */
typedef enum
{
  LOTSE_LIST_REGISTERED, /* gets a place */
  LOTSE_LIST_WAITING,    /* waits; `wait` says why */
  LOTSE_LIST_INVITED,
  LOTSE_LIST_CANCELLED,
  LOTSE_LIST_KNOWN,      /* is at the event already; what the row says anew was added */
  LOTSE_LIST_REPEATED,   /* the same person as an earlier row: left out */
  LOTSE_LIST_ERROR,      /* must be mended: nothing is imported until then */
} LotseListAnswer;

typedef struct
{
  guint row;           /* as spreadsheets count, the headings are row 1; of cards their number; 0: the whole file */
  LotseListAnswer answer;
  LotseWait wait;
  char *name;          /* or "" */
  char *person;        /* the id: of the one who is known, or of the new one */
  gboolean new_person;
  char *likely;        /* the id of somebody who may be the same human, or NULL */
  char *text;          /* the answer as sentences for people */
} LotseListRow;

typedef struct
{
  gboolean applied;
  guint n_rows;
  guint people_new, people_known;
  guint registered, waiting, invited, cancelled, known, repeated, errors, likely;
  GPtrArray *hints;    /* of char *: what is to be said of the whole file, such as columns that were left out */
  GPtrArray *rows;     /* of LotseListRow */
  char *charset;
} LotseListReport;

void lotse_list_report_free (LotseListReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseListReport, lotse_list_report_free)

typedef struct _LotseListImport LotseListImport;

/* Cards are known by how they begin; everything else is a table.  Errors: INVALID, NOT_FOUND (the event), of the store. */
LotseListImport *lotse_list_import_new (LotseStore *store, const char *event, GBytes *content, GError **error);
void lotse_list_import_free (LotseListImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseListImport, lotse_list_import_free)

/* Where columns can go: names such as "name", and what they are called; NULL behind the last. */
const char *lotse_list_import_get_field (guint n);
const char *lotse_list_import_get_field_label (guint n);

guint lotse_list_import_get_n_columns (LotseListImport *self);
const char *lotse_list_import_get_heading (LotseListImport *self, guint column);
const char *lotse_list_import_get_column_field (LotseListImport *self, guint column); /* NULL: left out */
/* Takes the column with that heading as that field; NULL or "" leaves it out.  Error: INVALID. */
gboolean lotse_list_import_set_map (LotseListImport *self, const char *column, const char *field, GError **error);
/* "registered" (the start), or "invited": the state of rows that do not say one. */
gboolean lotse_list_import_set_state (LotseListImport *self, const char *state, GError **error);
/* Rows get a place whatever speaks against it. */
void lotse_list_import_set_force (LotseListImport *self, gboolean force);

typedef void (*LotseListProgress) (guint done, guint all, gpointer data);

/* What would happen, without writing. */
LotseListReport *lotse_list_import_check (LotseListImport *self, GCancellable *cancellable, LotseListProgress progress, gpointer data,
                                          GError **error);
/* The same, and then writes all rows unless one has an error: then `applied` is FALSE and nothing is written. */
LotseListReport *lotse_list_import_apply (LotseListImport *self, GCancellable *cancellable, LotseListProgress progress, gpointer data,
                                          GError **error);

G_END_DECLS
