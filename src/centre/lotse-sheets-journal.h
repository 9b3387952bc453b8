/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal of anonymous sheets: how a restored centre gets them back.
 *
 * A device of somebody who is not staff drops its sheets once the centre has them, and staff devices may not have fetched them
 * yet, so the database may not be their only place.  The journal that has all else is no place for them: its lines name accounts
 * and devices and have times, and whatever stands between two of them is dated.  So there is a file of its own, which like the
 * other is outside the database and its backups, with one batch in wire form a line and nothing else: no number, no account, no
 * device, no time.  Even the file's own time is made up after each line.  The order of its lines is the order of the
 * batches' numbers, and says nothing of the sheets within one.
 *
 * Erasing must reach it too, so it is written anew without what was erased.  Whoever appends or rewrites holds a transaction of the
 * database, which no second process can.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LOTSE_SHEETS_JOURNAL "journal-sheets"

/* Appends the batches in wire form, and returns when they are on disk. */
gboolean lotse_sheets_journal_append (const char *folder, const GPtrArray *batches, GError **error);

/* Calls `each` for every whole line; a torn last one never was acknowledged and is passed over. */
typedef gboolean (*LotseSheetsJournalEach) (const char *batch, gpointer data, GError **error);
gboolean lotse_sheets_journal_read (const char *folder, LotseSheetsJournalEach each, gpointer data, GError **error);

/* Puts these batches in the place of the whole. */
gboolean lotse_sheets_journal_replace (const char *folder, const GPtrArray *batches, GError **error);

G_END_DECLS
