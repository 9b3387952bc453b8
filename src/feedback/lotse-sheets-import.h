/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answer sheets that come in as a table: a row is a sheet, a column a question by its key.
 *
 * A column "event" names the event of each row, "form" the form where it is not that of the event, "language" and "way" say
 * what the sheet is; any other column that is no question of a form is left out and named.  "-" is asked and not answered, an
 * empty cell is not asked.  All rows go in or none.
 *
 * The rows of one event become one batch, known by the digest of the whole file: the same file again adds nothing, and nothing
 * of a single row is kept.
 */
#pragma once

#include "lotse-import.h"

G_BEGIN_DECLS

typedef struct _LotseSheetsImport LotseSheetsImport;

/* Error: INVALID (no table). */
LotseSheetsImport *lotse_sheets_import_new (LotseStore *store, GBytes *content, GError **error);
void lotse_sheets_import_free (LotseSheetsImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseSheetsImport, lotse_sheets_import_free)

/* Takes the column as that field: event, form, language, way or the key of a question; NULL or "" leaves it out.  Error: INVALID. */
gboolean lotse_sheets_import_set_map (LotseSheetsImport *self, const char *column, const char *field, GError **error);
/* Event, form, language or way of rows that say none.  Error: INVALID. */
gboolean lotse_sheets_import_set_value (LotseSheetsImport *self, const char *field, const char *value, GError **error);

/* What is wrong with rows stands in the report; with errors, or `dry`, nothing is written.  Errors: DENIED, those of the store. */
LotseImportReport *lotse_sheets_import_run (LotseSheetsImport *self, gboolean dry, GCancellable *cancellable, GError **error);

G_END_DECLS
