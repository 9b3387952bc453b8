/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables that go out: CSV that every spreadsheet opens, that runs nothing there, and that imports to the same records.
 *
 * One column a field with its name (or label) as heading, and an id column.  A link is the id of the record; a further column
 * "FIELD.title", which import leaves out, says what that record is called.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_EXPORT_PLAIN = 0,
  LOTSE_EXPORT_LABELS = 1 << 0, /* headings in words, in the language of the program */
} LotseExportFlags;

typedef void (*LotseExportProgress) (guint done, guint all, gpointer data);

/*
 * Writes the records of the query, in its order; its limit and offset are not used.  Blocks; call it on the database thread
 * or from lotsectl.  `written` is the number of rows.  Errors: those of the store and the stream, CANCELLED.
 */
gboolean lotse_export_run (LotseStore *store,
                           const LotseKind *kind,
                           LotseQuery *query,
                           LotseExportFlags flags,
                           GOutputStream *out,
                           guint *written,
                           GCancellable *cancellable,
                           LotseExportProgress progress,
                           gpointer data,
                           GError **error);

G_END_DECLS
