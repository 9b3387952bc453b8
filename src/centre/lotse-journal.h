/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal: what must stay true even if an old backup is restored.
 *
 * One line of JSON for each erasure, enrolment, revocation, confirmed undertaking, change of an account, address of a calendar and
 * loss of a bucket, appended to a file outside the database and outside its backups.  A line is on disk before the transaction that it belongs to is committed; the
 * database remembers how far it has come.  What lies behind that when a centre is opened is replayed, so replaying must
 * be harmless for what is true already.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _LotseJournal LotseJournal;

LotseJournal *lotse_journal_open (const char *path, GError **error);
void lotse_journal_close (LotseJournal *self);

/*
 * Keeps a line for the transaction under way: pairs of name and text, then NULL; a text that is NULL is left out.
 * lotse_journal_write() appends all kept lines and waits until they are on disk; lotse_journal_drop() forgets them.
 */
void lotse_journal_add (LotseJournal *self, const char *name, ...) G_GNUC_NULL_TERMINATED;
gboolean lotse_journal_write (LotseJournal *self, GError **error);
void lotse_journal_drop (LotseJournal *self);
gboolean lotse_journal_has_lines (LotseJournal *self);

/* How many bytes the file has. */
gint64 lotse_journal_size (LotseJournal *self);

/* Calls `replay` for each whole line from that byte on.  A torn last line is one whose transaction never came, and is cut off. */
typedef gboolean (*LotseJournalReplay) (JsonObject *line, gpointer data, GError **error);
gboolean lotse_journal_replay (LotseJournal *self, gint64 from, LotseJournalReplay replay, gpointer data, GError **error);

G_END_DECLS
