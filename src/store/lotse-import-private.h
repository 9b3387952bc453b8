/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the import share: the table as it was read, and the columns' fields.
 */
#pragma once

#include "lotse-import-index.h"
#include "lotse-import.h"
#include "lotse-links.h"
#include "lotse-table.h"

G_BEGIN_DECLS

typedef struct
{
  char *heading;
  gboolean mapped;   /* somebody said where it goes; else the heading did */
  gboolean is_id;    /* holds the record's own id */
  gboolean silent;   /* left out without a hint, such as the titles beside links */
  GPtrArray *fields; /* of const LotseField: none, one, or several that are filled from it */
} LotseImportColumn;

struct _LotseImport
{
  LotseStore *store;
  const LotseKind *kind;
  LotseImportFlags flags;
  LotseTable *table;
  GPtrArray *columns; /* of LotseImportColumn */
  GHashTable *values; /* name of the field -> what stands in for an empty cell */
  LotseImportCheck check; /* or NULL */
};

/* One run of the import over its rows. */
typedef struct
{
  LotseImport *import;
  LotseImportReport *report;
  LotseImportIndex *index; /* of what is there, and of the rows so far */
  LotseLinks *links;
  GHashTable *rows;        /* id -> number of the row that writes it */
  GPtrArray *created;      /* of LotseRecord: because a link names them */
  GPtrArray *changed;      /* of LotseRecord: to be saved */
} LotseImportRun;

/* Takes one row: notes what is wrong with it, counts it, and adds its record to run->changed.  Error: of the store. */
gboolean lotse_import_take_row (LotseImportRun *run, GStrv cells, guint number, GError **error);

G_END_DECLS
