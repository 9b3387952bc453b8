/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The device's database: what the window and lotsectl see.
 *
 * A data folder holds one profile: one account, one device.  Only the store writes a record, together with its edit in
 * the outbox and its line in the history, in one transaction that is on disk when the function returns.
 *
 * Threads: a store owns one database thread.  Every function may be called from any thread and waits until the database
 * thread has done the work; the window never calls them on its main thread but through lotse_store_call_async().  Within a
 * job on the database thread they run at once.  Several processes may use one folder at the same time.
 *
 * What people see is the centre's state overlaid by the outbox: the tables of the kinds hold the overlaid state; while a
 * record has edits in the outbox, the centre's registers lie beside it in `shadow`.
 */
#pragma once

#include "lotse-record.h"
#include "lotse-merge.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_STORE (lotse_store_get_type ())
G_DECLARE_FINAL_TYPE (LotseStore, lotse_store, LOTSE, STORE, GObject)

/* How the key of the database is found. */
typedef enum
{
  LOTSE_KEY_AUTO,       /* the keyring if there is one, else the key file */
  LOTSE_KEY_KEYRING,
  LOTSE_KEY_FILE,       /* <folder>/key, mode 0600 */
  LOTSE_KEY_PASSPHRASE, /* Argon2id over a passphrase and the folder's salt */
  LOTSE_KEY_RECOVERY,   /* the printed recovery key */
} LotseKeySource;

/*
 * Opens (making it if it is missing) the profile in `folder`; `secret` is the passphrase or recovery key where one is needed.
 * Migrates after a backup of its own, which is removed once the check has passed.
 */
LotseStore *lotse_store_open (const char *folder, LotseKeySource source, const char *secret, GCancellable *cancellable, GError **error);
void lotse_store_close (LotseStore *self); /* waits for the database thread, drops the key */
const char *lotse_store_get_folder (LotseStore *self);

/*
 * Locking: every process that has the profile open closes it and drops its key, and jobs fail with LOCKED from then on.  A
 * process that starts later opens the profile as always: with a passphrase where one is set.
 */
gboolean lotse_store_lock_profile (const char *folder, GError **error);
gboolean lotse_store_is_locked (LotseStore *self); /* by another process, since it was opened */
void lotse_store_cancel_when_locked (LotseStore *self, GCancellable *cancellable);

/* The default folder: $XDG_DATA_HOME/lotse. */
char *lotse_store_default_folder (void);

/*
 * The wall clock in milliseconds since 1970 UTC, as this device believes it; all stamps and times come from it.  Tests put a clock of their
 * own in its place before the first edit (`now_ms` NULL: the system's).  All randomness comes from libsodium's randombytes, which tests may replace too.
 */
gint64 lotse_store_now (LotseStore *self);
void lotse_store_set_clock (LotseStore *self, gint64 (*now_ms) (gpointer data), gpointer data);
/* The same by the centre's clock, as far as this device knows it. */
gint64 lotse_store_corrected_now (LotseStore *self);

/* Runs `call` on the database thread and waits: what it reads belongs together, and it reads faster than one by one. */
typedef gboolean (*LotseStoreCall) (LotseStore *self, gpointer data, GError **error);
gboolean lotse_store_run (LotseStore *self, LotseStoreCall call, gpointer data, GError **error);
/* The same for a call that only reads, and reads much: no other process changes anything meanwhile, and the file is locked once. */
gboolean lotse_store_run_read (LotseStore *self, LotseStoreCall call, gpointer data, GError **error);

/* Runs `job` on the database thread; its result is a gpointer (freed with `free_result` if nobody takes it). */
typedef gpointer (*LotseStoreJob) (LotseStore *self, gpointer data, GCancellable *cancellable, GError **error);
void lotse_store_call_async (LotseStore *self, LotseStoreJob job, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gpointer lotse_store_call_finish (LotseStore *self, GAsyncResult *result, GError **error);

/*
 * Signals, on the main context of the thread that opened the store:
 *   "changed" (kind, id)   after a commit, once per record; kind and id are NULL when many or another process changed things
 *                          “response” has the id of the event or survey whose sheets came in
 *   "locked" ()            after another process has locked the profile: close the store, open it again when asked to
 *   "outbox-changed" ()    after the number of unsent edits, conflicts, reviews or refusals has changed
 */

/* --- Records ------------------------------------------------------------------------------------------------ */

LotseRecord *lotse_store_get (LotseStore *self, const char *id, GError **error); /* NOT_FOUND; follows nothing */
/* Follows merged_into to the record that stands; a circle ends at the smallest id. */
LotseRecord *lotse_store_get_standing (LotseStore *self, const char *id, GError **error);
/* The ids (g_free) of all records that are united with this one, the one that stands first. */
GPtrArray *lotse_store_dup_united (LotseStore *self, const char *id, GError **error);

/* What the record is called in the language of the process, links with their titles (g_free); NULL if it is not here. */
char *lotse_store_dup_title (LotseStore *self, const char *id, GError **error);

/*
 * Saves as one edit what the person changed: what differs from the state that lotse_store_get() or a list gave, and not what
 * others changed since; of a record that was made with lotse_record_new(), what differs from the stored state.  `group` joins what one action changed (for undo) or is NULL.
 * A new record that a mentor must own, and of which the person left open whose it is, gets the account's person.
 * Errors: INVALID (a field), DENIED (the account may not write this), NOT_FOUND (a link's target is not here), IO, FULL, BUSY.
 */
gboolean lotse_store_save (LotseStore *self, LotseRecord *record, const char *group, GError **error);
gboolean lotse_store_save_many (LotseStore *self, GPtrArray *records, const char *group, GCancellable *cancellable,
                                void (*progress) (guint done, guint all, gpointer data), gpointer data, GError **error);
/*
 * The same after `prepare`, which changes the records or adds to them by what it reads: until they are saved, no other program can
 * change that.  It runs on the database thread and writes nothing; when it fails, nothing is saved.
 */
gboolean lotse_store_save_prepared (LotseStore *self, GPtrArray *records, const char *group, LotseStoreCall prepare, gpointer data,
                                    GError **error);
gboolean lotse_store_delete (LotseStore *self, const char *id, const char *group, GError **error);  /* to the bin */
gboolean lotse_store_restore (LotseStore *self, const char *id, const char *group, GError **error); /* from the bin */
/* All of them or none. */
gboolean lotse_store_delete_many (LotseStore *self, const char *const *ids, guint n_ids, const char *group, GError **error);
gboolean lotse_store_restore_many (LotseStore *self, const char *const *ids, guint n_ids, const char *group, GError **error);

typedef enum
{
  LOTSE_QUERY_EQUAL, LOTSE_QUERY_NOT_EQUAL, LOTSE_QUERY_LESS, LOTSE_QUERY_LESS_EQUAL, LOTSE_QUERY_GREATER, LOTSE_QUERY_GREATER_EQUAL,
  LOTSE_QUERY_HAS,   /* a set or map has the element; a text contains the words, folded */
  LOTSE_QUERY_EMPTY, LOTSE_QUERY_NOT_EMPTY,
} LotseQueryOperator;

/* What a list shows.  Built once, never changed while it is in use. */
typedef struct _LotseQuery LotseQuery;
LotseQuery *lotse_query_new (const LotseKind *kind);
LotseQuery *lotse_query_ref (LotseQuery *self);
void lotse_query_unref (LotseQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseQuery, lotse_query_unref)
gboolean lotse_query_where (LotseQuery *self, const char *field, LotseQueryOperator op, const char *value, GError **error);
void lotse_query_search (LotseQuery *self, const char *words);      /* folded, from the first letter */
gboolean lotse_query_sort (LotseQuery *self, const char *field, gboolean descending, GError **error); /* by the language's collation for texts; several calls: then by */
void lotse_query_limit (LotseQuery *self, guint limit, guint offset); /* 0: all */
typedef enum { LOTSE_BIN_WITHOUT, LOTSE_BIN_ONLY, LOTSE_BIN_WITH } LotseBin;
void lotse_query_bin (LotseQuery *self, LotseBin bin);
void lotse_query_united (LotseQuery *self); /* instead: those that another record stands for */

GPtrArray *lotse_store_list (LotseStore *self, LotseQuery *query, GError **error); /* of LotseRecord */
gint64 lotse_store_count (LotseStore *self, LotseQuery *query, GError **error);    /* -1 on error */
/* Ids (g_free) of the records found, and of what a link of theirs leads to: much faster than the records themselves. */
GPtrArray *lotse_store_list_ids (LotseStore *self, LotseQuery *query, GError **error);
GPtrArray *lotse_store_list_links (LotseStore *self, LotseQuery *query, const char *field, GError **error);
/* For each record to which `link` leads, the first or last value of the date `field`: id -> value (transfer full). */
GHashTable *lotse_store_edges (LotseStore *self, LotseQuery *query, const char *link, const char *field, gboolean last, GError **error);

/* A GListModel of LotseRecord that reads rows as they scroll into view (lotse-list-model.h):
   LotseListModel *lotse_list_model_new (LotseStore *store, LotseQuery *query);
   its items are LotseListItem with properties "record" (NULL until read), "id", and it follows "changed". */

/* --- Search ------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *kind;
  char *id;
  char *title;
  char *subtitle;
  int rank; /* smaller is better; rows of equal rank fit equally well */
} LotseHit;
void lotse_hit_free (LotseHit *hit);
/* All kinds if `kinds` is NULL.  Spelling does not matter (lotse-fold.h). */
GPtrArray *lotse_store_find (LotseStore *self, const char *words, const char *const *kinds, guint limit, GError **error);

/* --- History, conflicts, refusals, undo ---------------------------------------------------------------------- */

typedef struct
{
  gint64 at_ms;    /* corrected by the centre's time */
  char *by;        /* account or, on this device before it was connected, NULL for "this device" */
  char *reg;
  char *before;
  char *after;
  LotseVerdict verdict; /* NONE while it waits */
  gboolean remote;      /* only the centre knows it (lotse_history_merge() of src/sync) */
  gboolean lost;        /* the centre says that it did not stand */
} LotseHistoryEntry;
void lotse_history_entry_free (LotseHistoryEntry *entry);
GPtrArray *lotse_store_history (LotseStore *self, const char *id, GError **error); /* newest first */

/* What others changed or made since that time (corrected milliseconds), newest first; not what a first sync brought. */
typedef struct
{
  char *kind;
  char *id;
  char *title; /* in the language of the process */
  char *by;    /* account */
  gint64 at_ms;
} LotseArrival;
void lotse_arrival_free (LotseArrival *arrival);
GPtrArray *lotse_store_arrivals (LotseStore *self, gint64 since_ms, guint limit, GError **error);

/* Former values of these records' fleeting fields (lotse-kind.h) leave this device. */
gboolean lotse_store_scrub (LotseStore *self, const char *const *ids, GError **error);

/* Conflicts are records of the kind `conflict`; open ones have no resolution. */
GPtrArray *lotse_store_conflicts (LotseStore *self, GError **error);
/* Takes the standing value, the other value, or a third (`value`), writes it and closes the conflict. */
typedef enum { LOTSE_RESOLVE_STANDING, LOTSE_RESOLVE_OTHER, LOTSE_RESOLVE_VALUE } LotseResolution;
gboolean lotse_store_resolve (LotseStore *self, const char *conflict, LotseResolution how, const char *value, GError **error);

/* Records of the kind `review`, which only staff has: edits that came late, or from a locked account, or wait for a record. */
GPtrArray *lotse_store_reviews (LotseStore *self, GError **error); /* of LotseRecord: those without decision, the oldest first */
/* Accepts the edit, which the centre then applies in its author's name, or lets it go; CONFLICT if somebody has decided already. */
gboolean lotse_store_review_decide (LotseStore *self, const char *review, gboolean accept, GError **error);

typedef struct
{
  gint64 row;
  LotseEdit *edit;   /* with the refused writes only */
  char *reason;
  char *standing;    /* what the centre has instead */
  gint64 at_ms;
} LotseRefusal;
void lotse_refusal_free (LotseRefusal *refusal);
GPtrArray *lotse_store_refusals (LotseStore *self, GError **error);
gboolean lotse_store_refusal_retry (LotseStore *self, gint64 row, GError **error);   /* as a new edit by hand */
gboolean lotse_store_refusal_discard (LotseStore *self, gint64 row, GError **error); /* the person no longer wants it */

/* Undoes the last group of this device that is not undone yet (of that record, if id is given) by new writes; `what` names it for a toast. */
gboolean lotse_store_undo (LotseStore *self, const char *id, char **what, GError **error);

/* --- For sync (src/sync) -------------------------------------------------------------------------------------- */

typedef struct
{
  char *url, *fingerprint, *account, *person, *centre, *epoch, *cursor;
  char *token;              /* secret */
  guint64 device;
  GArray *former;           /* of guint64 */
  LotseRoles roles;
  gint64 offset_ms;         /* the centre's time minus this device's */
  gint64 last_complete_ms;  /* when "up to date" was last true; 0: never */
  gboolean undertaking;     /* to be confirmed before the first download */
  gboolean confirmed;       /* it was, on this device, and the centre is told so */
  gboolean receiving_anew;  /* a listing from the beginning is under way */
  gboolean renamed;         /* the device has a new number that the centre does not know yet */
} LotseSyncState;
void lotse_sync_state_free (LotseSyncState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseSyncState, lotse_sync_state_free)
LotseSyncState *lotse_store_get_sync_state (LotseStore *self, GError **error);
gboolean lotse_store_set_sync_state (LotseStore *self, const LotseSyncState *state, GError **error);

/* Anonymous sheets count among `waiting` and `refused`. */
typedef struct { guint waiting, conflicts, reviews, refused, sheets_refused, parked, set_aside; gint64 last_complete_ms; gboolean connected; } LotseStoreStatus;
gboolean lotse_store_status (LotseStore *self, LotseStoreStatus *status, GError **error);

/* Holds the folder's sync lock (one process syncs at a time); NULL with BUSY if another has it.  Free with lotse_store_sync_unlock(). */
typedef struct _LotseSyncLock LotseSyncLock;
LotseSyncLock *lotse_store_sync_lock (LotseStore *self, GError **error);
void lotse_store_sync_unlock (LotseSyncLock *lock);

/* The oldest edits without verdict after the row `after`, at most so many and so many bytes; keeps a send id durably and returns all ids since the last answer heard. */
GPtrArray *lotse_store_outbox (LotseStore *self, gint64 after, guint max_edits, gsize max_bytes, gint64 *last_row, gboolean *more, GError **error);
gboolean lotse_store_begin_send (LotseStore *self, char **send_id, GPtrArray **heard, GError **error);

struct _LotseSyncAnswerFwd; /* LotseSyncAnswer of lotse-protocol.h */
/* What an answer did to the outbox, edit by edit, and what it brought that could not be applied.  A verdict that says nothing counts for nothing. */
typedef struct
{
  guint settled;   /* edits that left the outbox whole: nothing of them waits any more */
  guint refused;   /* edits with a refused write, and so on */
  guint conflicts;
  guint parked;
  guint review;
  guint set_aside; /* records that could not be applied */
} LotseApplied;
/* Applies one answer in one transaction: verdicts, changes, forget, erased, cursor.  What cannot be applied is set aside whole and counted. */
gboolean lotse_store_apply (LotseStore *self, gconstpointer answer /* const LotseSyncAnswer * */, const char *send_id, LotseApplied *applied, GError **error);

/* The centre asks for everything anew: offers the writes of the last 90 days again, keeps the outbox, starts a listing. `epoch` is the centre's, or NULL. */
gboolean lotse_store_start_anew (LotseStore *self, const char *epoch, GError **error);
/* This disk is a copy: takes a new device number; unsent edits move with it. */
gboolean lotse_store_become_new_device (LotseStore *self, GError **error);
/* Removes everything so that no byte remains; unsent edits are gone only if the centre has them for review. */
gboolean lotse_store_forget_all (LotseStore *self, GError **error);

/* --- Keeping ---------------------------------------------------------------------------------------------------- */

char *lotse_store_check (LotseStore *self, GError **error); /* NULL: all is well; else what is wrong, in words */
gboolean lotse_store_backup (LotseStore *self, const char *path, GError **error); /* encrypted, mode 0600 */
/* The way back: makes a profile of a backup in a missing or empty folder, checked, or changes nothing.  `key_text` is the recovery key or what the
   profile's key file holds; with a passphrase the file that it opens.  Both are NULL in a build that does not encrypt. */
gboolean lotse_store_recover (const char *folder, const char *backup, const char *key_text, const char *passphrase, GCancellable *cancellable, GError **error);
char *lotse_store_recovery_key (LotseStore *self, GError **error); /* for printing */
gboolean lotse_store_set_passphrase (LotseStore *self, const char *passphrase, GError **error); /* NULL: back to keyring or file */
gboolean lotse_store_move_key (LotseStore *self, LotseKeySource to, GError **error); /* LOTSE_KEY_KEYRING or LOTSE_KEY_FILE */

/* Whole-profile settings, such as the language of sorting; small texts. */
char *lotse_store_get_setting (LotseStore *self, const char *name, GError **error);
gboolean lotse_store_set_setting (LotseStore *self, const char *name, const char *value, GError **error);

/* Blobs: files that attachments refer to, content-addressed, encrypted in the folder; wait in a queue of their own. */
char *lotse_store_put_blob (LotseStore *self, GInputStream *content, GCancellable *cancellable, GError **error); /* its SHA-256 */
/* Takes a file out again that no record refers to: the record it was for could not be saved. */
gboolean lotse_store_discard_blob (LotseStore *self, const char *sha256, GError **error);
GInputStream *lotse_store_open_blob (LotseStore *self, const char *sha256, GError **error);
/* The queue: blobs that the centre has not confirmed yet, and blobs that records here refer to and that are not here. */
GPtrArray *lotse_store_blobs_to_send (LotseStore *self, GError **error);  /* of char * */
GPtrArray *lotse_store_blobs_to_fetch (LotseStore *self, GError **error); /* of char * */
gboolean lotse_store_blob_sent (LotseStore *self, const char *sha256, GError **error);
/* Keeps a part that arrived, so that fetching resumes; the last part is checked against the name (CORRUPT: the parts are dropped). */
gint64 lotse_store_blob_partial (LotseStore *self, const char *sha256, GError **error); /* bytes there; -1 on error */
gboolean lotse_store_blob_append (LotseStore *self, const char *sha256, GBytes *part, gboolean last, GError **error);

G_END_DECLS
