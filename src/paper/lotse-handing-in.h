/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything of one application as one folder for handing in.
 *
 * It has the papers for the funder as PDF and spreadsheet, the scans of receipts by their running number, the attachments of the
 * application, and a table of contents that also names what is not on this device yet.
 */
#pragma once

#include "lotse-paper.h"

G_BEGIN_DECLS

/*
 * Writes the folder completely or not at all, readable by its owner alone.  `folder` is new, or an empty one that is taken the place
 * of; `language` is "de", "en" or NULL, that of the process.  `progress` is called after each file, on the calling thread.  Reads the
 * store; not for the main thread of a window.  Errors: INVALID (the folder has something in it), NOT_FOUND, CANCELLED, IO.
 */
gboolean lotse_handing_in_write (LotseStore *store, const char *application, const char *folder, const char *language,
                                 GCancellable *cancellable, LotsePaperProgress progress, gpointer data, GError **error);

/* What a text may be called on every file system: no separators, signs that some refuse, or letters that turn the direction; at most
   60 characters, "" when nothing is left (g_free). */
char *lotse_handing_in_safe_name (const char *text);

G_END_DECLS
