/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The only gateway to SQLite.
 *
 * A connection belongs to the thread that opened it, which every function asserts.  Statements are prepared once per
 * connection and text (a cache of 64).  Errors become GErrors in the domain LOTSE_ERROR with a message for people;
 * SQLite's own words are in the debug log only, never with values.  Built on SQLCipher unless the build says plain.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LotseDb LotseDb;
typedef struct _LotseStatement LotseStatement;

typedef enum
{
  LOTSE_DB_CREATE = 1 << 0,    /* make the file (mode 0600) if it is missing */
  LOTSE_DB_READ_ONLY = 1 << 1,
  LOTSE_DB_PLAIN = 1 << 2,     /* no key: the centre's database, which the system's disk encryption protects */
} LotseDbFlags;

/*
 * Opens the database file with WAL, synchronous FULL, foreign keys off, secure_delete on, temporary data in memory and a busy
 * timeout of `busy_ms`.  `key` is 32 bytes, or NULL with LOTSE_DB_PLAIN or in a build without SQLCipher.
 * Errors: LOTSE_ERROR_LOCKED (wrong key), _CORRUPT (no database), _BUSY, _DENIED, _IO, _FULL.
 */
LotseDb *lotse_db_open (const char *path, const guint8 *key, LotseDbFlags flags, guint busy_ms, GError **error);
void lotse_db_close (LotseDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseDb, lotse_db_close)

/*
 * Makes a function of one text known to this connection's SQL.  It gets NULL for NULL, returns a text (freed with g_free())
 * or NULL, and must give the same result for the same text.
 */
void lotse_db_add_function (LotseDb *self, const char *name, char *(*function) (const char *text));

/*
 * Asks `guard` now and then while statements run.  Once it has said FALSE, every statement fails with CANCELLED and nothing can
 * be committed any more, so that long work ends as if it had not begun; only closing is left.  NULL: nobody is asked.
 */
void lotse_db_set_guard (LotseDb *self, gboolean (*guard) (gpointer data), gpointer data);

/* Runs one or several statements without parameters. */
gboolean lotse_db_exec (LotseDb *self, const char *sql, GError **error);

/*
 * One statement with parameters.  `types` has a letter for each: s text (NULL allowed), i gint64, d double,
 * b pointer and gssize of bytes (copied), n nothing (NULL).  lotse_db_run() executes to the end and lotse_db_query()
 * returns a statement for lotse_statement_step().
 */
gboolean lotse_db_run (LotseDb *self, GError **error, const char *sql, const char *types, ...);
LotseStatement *lotse_db_query (LotseDb *self, GError **error, const char *sql, const char *types, ...);
/* The first column of the first row as a number; `fallback` if there is no row. */
gboolean lotse_db_get_int (LotseDb *self, gint64 *value, gint64 fallback, GError **error, const char *sql, const char *types, ...);
/* The first column of the first row as text (g_free), NULL if there is no row; distinguish by error. */
char *lotse_db_get_text (LotseDb *self, GError **error, const char *sql, const char *types, ...);

/* Binding by hand, for inner loops; index counts from 1. */
LotseStatement *lotse_db_prepare (LotseDb *self, const char *sql, GError **error);
void lotse_statement_bind_text (LotseStatement *self, int index, const char *text);
/* The same without a copy: the text stays where it is until the statement is given back. */
void lotse_statement_bind_text_there (LotseStatement *self, int index, const char *text);
void lotse_statement_bind_int (LotseStatement *self, int index, gint64 number);
void lotse_statement_bind_double (LotseStatement *self, int index, double number);
void lotse_statement_bind_bytes (LotseStatement *self, int index, const void *bytes, gsize size);
void lotse_statement_bind_null (LotseStatement *self, int index);
/* TRUE while there is a row; FALSE at the end or with an error set. */
gboolean lotse_statement_step (LotseStatement *self, GError **error);
/* Gives the statement back after its last row; `failed` (taken) is the error of the last step, or points to NULL. */
gboolean lotse_statement_end (LotseStatement *self, GError **failed, GError **error);
/* Steps to the end and releases the statement; for INSERT, UPDATE and DELETE in loops. */
gboolean lotse_statement_finish (LotseStatement *self, GError **error);
/* Gives the statement back to the cache (resets it and clears its bindings). */
void lotse_statement_release (LotseStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseStatement, lotse_statement_release)

/* Columns count from 0; text and bytes stay valid until the next step. */
const char *lotse_statement_text (LotseStatement *self, int column);
gint64 lotse_statement_int (LotseStatement *self, int column);
double lotse_statement_double (LotseStatement *self, int column);
const guint8 *lotse_statement_bytes (LotseStatement *self, int column, gsize *size);
gboolean lotse_statement_is_null (LotseStatement *self, int column);
int lotse_statement_n_columns (LotseStatement *self);
const char *lotse_statement_column_name (LotseStatement *self, int column);

gint64 lotse_db_last_row (LotseDb *self);
gint64 lotse_db_changes (LotseDb *self);

/*
 * Transactions; lotse_db_begin() takes the write lock at once (BEGIN IMMEDIATE).  Savepoints nest by name.
 * A rollback after an error never hides that error.
 */
gboolean lotse_db_begin (LotseDb *self, GError **error);
gboolean lotse_db_commit (LotseDb *self, GError **error);
void lotse_db_rollback (LotseDb *self);
gboolean lotse_db_savepoint (LotseDb *self, const char *name, GError **error);
gboolean lotse_db_release (LotseDb *self, const char *name, GError **error);
void lotse_db_rollback_to (LotseDb *self, const char *name);

/* The schema version kept in the file (PRAGMA user_version). */
gboolean lotse_db_get_version (LotseDb *self, int *version, GError **error);
gboolean lotse_db_set_version (LotseDb *self, int version, GError **error);

/* PRAGMA integrity_check (and the cipher's): NULL if all is well, otherwise what is wrong (g_free). */
char *lotse_db_check (LotseDb *self, GError **error);
/* A consistent copy into a new file with the same or another key (mode 0600), while others go on. */
gboolean lotse_db_backup (LotseDb *self, const char *path, const guint8 *key, GError **error);
/*
 * The same copies between an encrypted database and one that is not, for the centre, whose own database has no key.  The key of
 * the encrypted one is derived from the passphrase and is in `key` afterwards, for lotse_db_open(); the caller wipes it.  Only
 * in a build that encrypts.
 */
#define LOTSE_DB_SALT_BYTES 16
gboolean lotse_db_backup_encrypted (LotseDb *self, const char *path, const char *passphrase, guint8 key[32], GError **error);
gboolean lotse_db_backup_plain (LotseDb *self, const char *path, GError **error);
/* The key to a file that was written so, whether or not the passphrase is the right one. */
gboolean lotse_db_open_key (const char *path, const char *passphrase, guint8 key[32], GError **error);
/* Whether the file could be an encrypted database. */
gboolean lotse_db_looks_encrypted (const char *path);
/* Argon2id: takes a moment and 64 MiB by intention; FALSE if the machine does not have them. */
gboolean lotse_db_derive_key (const char *passphrase, const guint8 salt[LOTSE_DB_SALT_BYTES], guint8 key[32]);
/* Truncates the write-ahead log; FALSE with BUSY if readers were in the way. */
gboolean lotse_db_truncate_log (LotseDb *self, GError **error);
/* Changes the key of the file in place. */
gboolean lotse_db_rekey (LotseDb *self, const guint8 *key, GError **error);
/* The number that another connection's commit changes (PRAGMA data_version). */
gint64 lotse_db_data_version (LotseDb *self);

/* Whether this build encrypts, and the versions in words, for About. */
gboolean lotse_db_encrypts (void);
const char *lotse_db_library (void);

/*
 * For tests: a VFS that counts writes, truncations and syncs of files and makes the n-th one fail (disk full or I/O error)
 * and, if asked, all after it.  Registered as the default VFS by lotse_db_fault_install() before the first open.
 */
void lotse_db_fault_install (void);
void lotse_db_fault_watch (const char *folder); /* count only what is below it; NULL: everything; not while others write */
void lotse_db_fault_set (gint64 fail_at, gboolean then_all, gboolean full);
gint64 lotse_db_fault_count (void);

G_END_DECLS
