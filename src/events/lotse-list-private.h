/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the import of a list share: its columns, and one run over its rows. */
#pragma once

#include "lotse-import-index.h"
#include "lotse-list-import.h"
#include "lotse-registrar.h"
#include "lotse-table.h"

G_BEGIN_DECLS

/* Where a cell can go; in the order of the table in lotse-list-fields.c. */
typedef enum
{
  LOTSE_LIST_NAME,
  LOTSE_LIST_GIVEN,
  LOTSE_LIST_FAMILY,
  LOTSE_LIST_TITLE,
  LOTSE_LIST_ADDRESS,
  LOTSE_LIST_EMAIL,
  LOTSE_LIST_PHONE,
  LOTSE_LIST_MOBILE,
  LOTSE_LIST_LANGUAGE,
  LOTSE_LIST_REFERENCE,
  LOTSE_LIST_ORGANISATION,
  LOTSE_LIST_ROLE,
  LOTSE_LIST_STATE,
  LOTSE_LIST_WORKSHOPS,
  LOTSE_LIST_SECOND_WORKSHOPS,
  LOTSE_LIST_NEEDS,
  LOTSE_LIST_NEEDS_NOTE,
  LOTSE_LIST_REGISTERED_AT,
  LOTSE_LIST_NOTE,
  LOTSE_LIST_N_FIELDS,
} LotseListField;

struct _LotseListImport
{
  LotseStore *store;
  char *event;
  LotseTable *table;
  int *columns;      /* the LotseListField of each column, or -1 */
  gboolean *told;    /* somebody said where the column goes */
  guint n_columns;
  gboolean cards;    /* the table was made of contact cards */
  guint left_out;    /* cards of no person */
  char *state;       /* of rows that do not say one */
  gboolean force;
};

/* One run over the rows. */
typedef struct
{
  LotseListImport *import;
  LotseListReport *report;
  LotseGuests *guests;
  LotseRegistrar *registrar;
  LotseImportIndex *people;        /* of all that are known, and of the rows so far */
  LotseImportIndex *organisations;
  GHashTable *workshops;           /* folded title or reference -> id (char *), "" for several */
  GHashTable *rows;                /* id of a person -> number of the row */
  GHashTable *fresh;               /* id -> LotseRecord in `persons` that is not in the store yet */
  GPtrArray *persons;              /* of LotseRecord: to be saved */
} LotseListRun;

/* One row while it is taken. */
typedef struct
{
  LotseListRun *run;
  LotseListRow *answer;
  char *cells[LOTSE_LIST_N_FIELDS]; /* what the row says, without blanks around; "" for nothing */
  LotseRecord *before;              /* the person as it is, or NULL */
  LotseRecord *person;              /* as the row wants it */
  GString *text;
} LotseListTaking;

/* The kind and field of the table of kinds to which a field of a list goes; a label from there. */
const char *lotse_list_field_name (LotseListField field);
const char *lotse_list_field_kind (LotseListField field, const char **kind);
int lotse_list_field_of_heading (const char *heading);

/* What people write about needs, as choices of the kind table and a note; elements of `needs` are static. */
void lotse_list_read_needs (const char *cell, GPtrArray *needs, GString *note);

/* Adds a sentence to the answer. */
void lotse_list_say (LotseListTaking *row, const char *sentence);
/* The row cannot be imported; FALSE, so that callers can return it. */
gboolean lotse_list_complain (LotseListTaking *row, const char *sentence);
gboolean lotse_list_complain_of (LotseListTaking *row, LotseListField field, const char *message);
/* FALSE when the row is done with: an error of the store, a complaint, or the same person again. */
gboolean lotse_list_find_person (LotseListTaking *row, GError **error);

/* Takes one row: its answer is added to the report, its records are planned.  Error: of the store. */
gboolean lotse_list_take_row (LotseListRun *run, GStrv cells, guint number, GError **error);

G_END_DECLS
