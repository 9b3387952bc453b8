/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attaching a file to a record: the content goes into the store, the record refers to it by its SHA-256, and where the kind
 * has fields for them the record tells the file's name, type and size.
 *
 * The record is not saved here.  If it cannot be saved afterwards, lotse_attach_undo() takes the content out again, so that
 * nothing is kept or sent that no record refers to.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

#define LOTSE_ATTACH_MAX_SCAN (50 * 1000 * 1000)

/*
 * `field` is one of the record's fields for files.  Reads the whole file; not for the main thread of a window.
 * Errors: INVALID (cannot be read, is no file, is empty or too large; for a scan: is by its content neither an image nor a PDF), IO, FULL, CANCELLED.
 */
gboolean lotse_attach (LotseStore *store, LotseRecord *record, const LotseField *field, const char *path, GCancellable *cancellable, GError **error);
void lotse_attach_undo (LotseStore *store, LotseRecord *record, const LotseField *field);

G_END_DECLS
