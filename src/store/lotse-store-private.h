/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the store share.  Functions that take a LotseStore here run on the database thread and, where they
 * write, within the transaction that lotse_store_run_write() has begun.
 */
#pragma once

#include "lotse-store.h"
#include "lotse-db.h"
#include "lotse-fold-cache.h"
#include "lotse-id.h"

G_BEGIN_DECLS

#define LOTSE_KEY_BYTES 32
#define LOTSE_STORE_COLLATION "de" /* German and English sort alike: another language of the window leaves the order as it is */
#define LOTSE_KEEP_DAYS 90    /* for how long confirmed edits are kept, to be offered again to a restored centre */

#define LOTSE_LOCK_TEXT 33    /* bytes of what <folder>/lock holds, with the zero at its end */

/* The states of a record in lists. */
typedef enum
{
  LOTSE_ROW_VISIBLE = 0,
  LOTSE_ROW_BIN = 1,    /* deleted: in the bin */
  LOTSE_ROW_MERGED = 2, /* another record stands for it */
} LotseRowState;

#define LOTSE_FIELD_SLOTS 256 /* a power of two, several times the fields of any kind */

/* The SQL of one kind, made once from the kind table. */
typedef struct
{
  const LotseKind *kind;
  char *word;           /* the kind's name as the full-text index has it */
  guint8 slots[LOTSE_FIELD_SLOTS]; /* index + 1 of the field, at the slot of its name or behind it; 0: empty */
  char *table;          /* quoted name */
  char *select;         /* columns of the row ?1 */
  char *insert;         /* ?1 is the row number, then the columns */
  char *remove;         /* the row ?1 */
  gboolean linked;      /* titles of this kind show titles of linked records */
} LotseStoreTable;

/* Whether the table of that name has rows. */
typedef enum
{
  LOTSE_WANTED_UNKNOWN,
  LOTSE_WANTED_NONE,
  LOTSE_WANTED_SOME,
} LotseWanted;

struct _LotseStore
{
  GObject parent_instance;

  char *folder;
  GMainContext *context;   /* where signals are emitted */
  GThread *thread;
  GAsyncQueue *jobs;       /* of LotseStoreTask */
  gint64 (*now_ms) (gpointer data);
  gpointer now_data;

  /* The database thread's own. */
  LotseDb *db;
  guint8 *key;             /* LOTSE_KEY_BYTES of locked memory, or NULL */
  LotseKeySource source;   /* where the key was found */
  GHashTable *tables;      /* name of the kind -> LotseStoreTable */
  GPtrArray *changed;      /* pairs of kind and id that the transaction changed; NULL: many */
  LotseFoldCache *names;   /* words of names that were folded lately */
  gboolean is_new;         /* the file is being made: its tables get all their columns at once */
  GArray *pending;         /* what the transaction has to do in the full-text index at its end */
  LotseWanted wanted;      /* during a transaction */
  gboolean outbox_changed;
  gboolean fts_secure;     /* the full-text index overwrites what it deletes */
  gboolean truncate_due;   /* something left of which no byte may stay in the log */
  gint64 data_version;
  int lock_fd;                     /* <folder>/lock, or -1 */
  char lock_text[LOTSE_LOCK_TEXT]; /* what it held when the store was opened */
  gint64 lock_seen_us;             /* when it was seen to have changed, or 0 */
  gint64 lock_looked_us;           /* when a long job looked last */

  int locked;                      /* atomic */
  GCancellable *lock_cancellable;  /* set before the work that it belongs to; or NULL */
};

/* --- The thread (lotse-store-thread.c) --- */


/* Runs `call` on the database thread and waits; within the thread at once.  The second one in a transaction of its own. */
gboolean lotse_store_run_write (LotseStore *self, LotseStoreCall call, gpointer data, GError **error);
gboolean lotse_store_call_close (LotseStore *self, gpointer data, GError **error); /* the one that runs after a lock, too */
void lotse_store_thread_start (LotseStore *self);
void lotse_store_thread_stop (LotseStore *self);

/* Remembers for the signals after the commit. */
void lotse_store_note_change (LotseStore *self, const char *kind, const char *id);
void lotse_store_note_many (LotseStore *self);
/* Emits what was noted, or drops it. */
void lotse_store_emit_noted (LotseStore *self);
void lotse_store_drop_noted (LotseStore *self);

/* --- The key (lotse-store-key.c) --- */

/* Finds or makes the key of the profile in self->folder; sets self->key and self->source. */
gboolean lotse_store_key_find (LotseStore *self, LotseKeySource source, const char *secret, GError **error);
void lotse_store_key_drop (LotseStore *self);
/* Keeps the key that was typed as recovery key where the next start finds it. */
gboolean lotse_store_key_remember (LotseStore *self, GError **error);

/* --- Locking (lotse-store-lock.c) --- */

/* Remembers what the lock file holds; before the key is looked for. */
void lotse_store_lock_begin (LotseStore *self);
void lotse_store_lock_end (LotseStore *self);
/* Whether another process has locked the profile and it is time to obey: at once when `idle`, else after a grace. */
gboolean lotse_store_lock_due (LotseStore *self, gboolean idle);
/* Closes the database, wipes the key, and tells of it. */
void lotse_store_lock_now (LotseStore *self);
/* The same without telling: for closing. */
void lotse_store_drop (LotseStore *self);
/* The database's guard: FALSE stops a job that goes on long after the lock.  `data` is the store. */
gboolean lotse_store_lock_guard (gpointer data);
/* After a job: what the guard has stopped says why, and the lock is obeyed before anybody hears of the error. */
void lotse_store_lock_explain (LotseStore *self, GError **error);
void lotse_store_set_lock_error (GError **error);

/* --- Whether it was ever complete (lotse-store-complete.c) --- */

/* CORRUPT for a database of no bytes whose profile was in use; before the key is looked for and the file is opened. */
gboolean lotse_store_check_complete (LotseStore *self, const char *database, GError **error);
/* After the profile has opened. */
void lotse_store_mark_complete (LotseStore *self);

/* --- The schema (lotse-store-schema.c) --- */

void lotse_store_tables_init (LotseStore *self);
gboolean lotse_store_migrate (LotseStore *self, GError **error);
/* Whether the table of its kind has an index on the field, of the records in which it is not empty. */
gboolean lotse_store_wants_index (const LotseField *field);
/* The index of a field, or -1; `length` bytes of the name, which need not end there. */
int lotse_store_field (const LotseStoreTable *table, const char *name, gsize length);
/* The table of that kind, or NULL for a kind that this version does not know. */
const LotseStoreTable *lotse_store_table (LotseStore *self, const char *kind);

/* --- After an upgrade (lotse-store-adopt.c) --- */

/* Puts what this version knows now, and an earlier one did not, where it belongs; within the transaction of the migration. */
gboolean lotse_store_adopt (LotseStore *self, GError **error);

/* --- Meta values (lotse-store-meta.c) --- */

char *lotse_store_meta (LotseStore *self, const char *name, GError **error); /* NULL if missing, too */
gint64 lotse_store_meta_int (LotseStore *self, const char *name);             /* 0 if missing */
gboolean lotse_store_set_meta (LotseStore *self, const char *name, const char *value, GError **error);
gboolean lotse_store_set_meta_int (LotseStore *self, const char *name, gint64 value, GError **error);
guint64 lotse_store_device (LotseStore *self, GError **error); /* this device's number; 0 with an error */
/* The next clock of this device, kept in the transaction that uses it. */
gboolean lotse_store_next_stamp (LotseStore *self, LotseStamp *stamp, GError **error);

guint64 lotse_random_u64 (void);

/* --- Rows (lotse-store-row.c, lotse-store-row-write.c) --- */

typedef struct
{
  gint64 rid;               /* row number, 0 if the record is not here */
  gboolean listed;          /* the centre has just sent it: it is part of the listing under way, if there is one */
  LotseRowState state;
  char *kind;
  LotseRegisters *registers; /* the overlaid state, empty if the record is not here */
} LotseStoreRow;

void lotse_store_row_clear (LotseStoreRow *row);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotseStoreRow, lotse_store_row_clear)

/* Finds the record without reading it: TRUE also if it is not here (rid 0, kind NULL). */
char *lotse_store_dup_id (LotseStatement *statement, int column);
gboolean lotse_store_row_find (LotseStore *self, const char *id, gint64 *rid, char **kind, GError **error);
gboolean lotse_store_row_read (LotseStore *self, const char *id, LotseStoreRow *row, GError **error);
gboolean lotse_store_row_read_by_rid (LotseStore *self, gint64 rid, char **id, LotseStoreRow *row, GError **error);
/* Replaces the record's registers, its place in lists and its words in the search; makes it if row->rid is 0. */
gboolean lotse_store_row_write (LotseStore *self, const char *id, const LotseStoreRow *row, const LotseRegisters *registers,
                                GError **error);
/* Says that the database is damaged; FALSE. */
gboolean lotse_store_row_fail_damaged (GError **error);
gboolean lotse_store_row_remove (LotseStore *self, const char *id, GError **error);
/* A record for people, which remembers what was loaded; NULL for kinds that this version does not know. */
LotseRecord *lotse_store_row_to_record (const char *id, const LotseStoreRow *row);

/* After merged_into of the record has changed: shows and hides what is merged into one another. */
gboolean lotse_store_place_merged (LotseStore *self, const char *id, GError **error);
/* The record that stands for this one: follows merged_into; a circle ends at the smallest id (g_free). */
char *lotse_store_standing_id (LotseStore *self, const char *id, GError **error);
/* Whether records of that kind are united with one another; all ids of one that is, the one that stands first (unref it). */
gboolean lotse_store_unites (const char *kind);
GPtrArray *lotse_store_united_ids (LotseStore *self, const char *id);
/* Adds those that were merged into this one itself, which need not be here, once each. */
void lotse_store_add_merged (LotseStore *self, const LotseStoreTable *table, const char *id, GPtrArray *ids);

/* A LotseTitleLookup on the database thread; `data` is the store. */
char *lotse_store_lookup_title (const char *id, gpointer data);

/* --- Search (lotse-store-search.c) --- */

/* Puts the record's words into the full-text index at the end of the transaction, or (registers NULL) takes them out. */
void lotse_store_index (LotseStore *self, gint64 rid, gboolean fresh, const LotseStoreTable *table, const char *title,
                        const LotseRegisters *registers);
gboolean lotse_store_index_flush (LotseStore *self, GError **error);
/* Takes everything out of the full-text index. */
gboolean lotse_store_index_clear (LotseStore *self, GError **error);
GArray *lotse_store_index_new (void);
/* The name of a kind as one word of the full-text index (g_free). */
char *lotse_store_kind_word (const char *kind);
/* What the full-text index is asked for these words, or NULL if there is nothing to ask; `spelling` widens to other spellings. */
char *lotse_store_match (const char *words, const char *const *kinds, gboolean spelling);

/* --- Titles (lotse-store-title.c) --- */

/*
 * What the record is called in lists: texts as they are, links as the titles of what they lead to, choices left out.
 * The ids of records that it would show and that are not here are added to `wanted` (if it is not NULL).
 */
char *lotse_store_plain_title (LotseStore *self, const LotseKind *kind, const LotseRegisters *registers, GPtrArray *wanted);
/* Gives new titles to the records that show the title of this one; `fresh` says that it was not here before. */
gboolean lotse_store_retitle (LotseStore *self, const char *kind, const char *id, gboolean fresh, GError **error);

/* --- Edits (lotse-store-edit.c) --- */

typedef struct
{
  const char *id;
  const char *kind;
  const char *group;
  const LotseRegisters *target; /* values wanted; registers that it lacks stay */
  const LotseRegisters *loaded; /* what the person saw, with stamps; NULL: the stored state */
  gboolean undo;                /* the edit takes something back and is not itself taken back */
  GHashTable *batch;            /* ids that the same transaction makes, which links may name; or NULL */
} LotseStoreChange;

/*
 * Makes an edit of what differs from the stored state, with outbox, history and row.  `stamp` is the edit's, or none if
 * nothing differed; it may be NULL.
 */
gboolean lotse_store_edit (LotseStore *self, const LotseStoreChange *change, LotseStamp *stamp, GError **error);
/* Whether this account may write that; `field` is NULL for the record as such.  A profile without a centre may write everything. */
gboolean lotse_store_may_write (LotseStore *self, const LotseKind *kind, const LotseField *field, GError **error);
/* Whether its roles write records of that kind at all. */
gboolean lotse_store_account_writes (LotseStore *self, const LotseKind *kind, GError **error);

/* --- Forms (lotse-sheets-form.c) --- */

/* DENIED if the edit changes a form that has sheets, or a question of it. */
gboolean lotse_sheets_check_edit (LotseStore *self, const LotseStoreRow *row, const LotseEdit *edit, GError **error);

/* --- Sheets on their way (lotse-sheets-sync.c); each within a transaction --- */

/* Before new roles are kept: without the staff role what the centre has is dropped, and other roles may send what was refused. */
gboolean lotse_sheets_follow_roles (LotseStore *self, LotseRoles roles, GError **error);
/* Drops what the centre has; what waits stays, as the outbox does. */
gboolean lotse_sheets_drop_numbered (LotseStore *self, GError **error);
/* The centre may have lost everything: all batches are offered again, and all of others come again. */
gboolean lotse_sheets_start_anew (LotseStore *self, GError **error);
/* The sheets of a form, an event or a survey, drafts included. */
gboolean lotse_sheets_erase (LotseStore *self, const char *id, GError **error);
/* How many sheets wait, and how many the centre refused. */
gboolean lotse_sheets_count_waiting (LotseStore *self, guint *waiting, guint *refused, GError **error);

/* --- What is a mentor's own (lotse-store-own.c) --- */

/* DENIED if the centre would take such a record of this account only as its own, and it is not. */
gboolean lotse_store_check_own (LotseStore *self, const LotseKind *kind, const char *id, const LotseRegisters *registers, GError **error);
/* Makes a new record of such an account the account's own where the person left open whose it is: a task without "for whom". */
gboolean lotse_store_make_own (LotseStore *self, const LotseKind *kind, const char *id, LotseRegisters *registers, GError **error);

/* --- The overlay (lotse-store-overlay.c) --- */

typedef enum
{
  LOTSE_OUTBOX_WAITS = 0,  /* without verdict */
  LOTSE_OUTBOX_PARKED = 1, /* the centre has it but has not decided: not sent again, and not shown as if it stood */
} LotseOutboxState;

/* The row, whether edits of it lie in the outbox, and the centre's registers: the shadow, or the row if nothing waits. */
gboolean lotse_store_base_read (LotseStore *self, const char *id, LotseStoreRow *row, gboolean *waiting, LotseRegisters **base,
                                GError **error);
gboolean lotse_store_shadow_write (LotseStore *self, const char *id, const LotseRegisters *base, GError **error);
/* Applies the writes of an edit to the registers as they are shown. */
void lotse_store_overlay_edit (LotseRegisters *registers, const LotseEdit *edit);
/*
 * Recomputes the row from the centre's registers and the outbox; `by` goes to the history if people see a change.  `row`
 * is the row as it is, `waiting` says that edits of it lay in the outbox when it was read.
 */
gboolean lotse_store_overlay (LotseStore *self, const char *id, const LotseStoreRow *row, gboolean waiting, const LotseRegisters *base,
                              const char *by, GError **error);

/* --- History (lotse-store-history.c) --- */

typedef struct
{
  const char *id;
  const char *by;
  LotseStamp stamp;  /* none for what a pull changed */
  const char *group;
  gboolean undoable;
  gboolean created;
  const LotseRegisters *before;
  const LotseRegisters *after;
} LotseStoreHistory;

gboolean lotse_store_history_add (LotseStore *self, const LotseStoreHistory *line, GError **error);
/* --- Former values (lotse-store-scrub.c) --- */

/* In the transaction: of the record, and of the record if that line says that a fleeting field was emptied. */
gboolean lotse_store_scrub_record (LotseStore *self, const LotseKind *kind, const char *id, GError **error);
gboolean lotse_store_scrub_emptied (LotseStore *self, const LotseKind *kind, const LotseStoreHistory *line, GError **error);

/* The verdict on the register, or (NULL) on all of the edit that no other line names. */
gboolean lotse_store_history_verdict (LotseStore *self, const char *id, LotseStamp stamp, const char *reg, LotseVerdict verdict,
                                      GError **error);

#define LOTSE_HISTORY_CREATED "_created" /* stands in a line of the history for the making of the record */

/* --- Leaving (lotse-store-forget.c) --- */

typedef enum
{
  LOTSE_GONE_NOT = 0,
  LOTSE_GONE_FORGOTTEN = 1, /* may come back; edits that wait are still sent */
  LOTSE_GONE_ERASED = 2,    /* for ever */
} LotseGone;

/* The ids in the first column; takes the statement, which may be NULL with an error. */
GPtrArray *lotse_store_collect_ids (LotseStatement *statement, GError **error);
gboolean lotse_store_gone (LotseStore *self, const char *id, LotseGone *gone, GError **error);
gboolean lotse_store_set_gone (LotseStore *self, const char *id, LotseGone gone, GError **error);
/*
 * `undecided`: the centre may not have, or not have decided on, what this device sent, so that its own edits are kept to be
 * offered again.
 */
gboolean lotse_store_forget (LotseStore *self, const char *id, gboolean undecided, GError **error);
gboolean lotse_store_erase (LotseStore *self, const char *id, GError **error);
/* Drops what a listing from the beginning did not bring. */
gboolean lotse_store_drop_unlisted (LotseStore *self, GError **error);
/* Truncates the log if something left that must leave no byte; tries again later if somebody reads. */
void lotse_store_truncate_if_due (LotseStore *self);

/* --- Files that leave (lotse-store-blob-gone.c) --- */

/* Removes the files that only this record refers to; before its history and its row go.  What waits is sent first, unless erased. */
gboolean lotse_store_drop_blobs (LotseStore *self, const char *id, gboolean erased, GError **error);
gboolean lotse_store_drop_all_blobs (LotseStore *self, GError **error);
/* The centre has the file: it goes if its record has gone before. */
void lotse_store_drop_if_left (LotseStore *self, const char *name);

G_END_DECLS
