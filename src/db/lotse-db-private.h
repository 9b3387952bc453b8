/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the database layer share; no other layer can include it or SQLite's own header.
 */
#pragma once

#include "lotse-db.h"

#if LOTSE_ENCRYPTED
#include <sqlcipher/sqlite3.h>
#else
#include <sqlite3.h>
#endif

G_BEGIN_DECLS

/* Statements kept prepared per connection: more than the texts that one loop of the store or the centre uses. */
#define LOTSE_DB_CACHE_SIZE 64

#define LOTSE_DB_RECENT 128

struct _LotseDb
{
  sqlite3 *handle;
  GThread *thread;          /* the only one that may use the connection */
  char *path;
  gboolean keyed;           /* opened with a key: the file is encrypted */
  GHashTable *cache;        /* text of the statement (owned by the statement) -> LotseStatement */
  LotseStatement *recent[LOTSE_DB_RECENT]; /* some of them, by the address from which they were asked for last; or NULL */
  guint64 ticks;            /* counts uses of statements, to find the one that was not used for longest */
  guint in_use;             /* statements that have not been released */
  gboolean (*guard) (gpointer data); /* whether to go on; or NULL */
  gpointer guard_data;
  guint steps;              /* of statements, to ask the guard at some of them */
  gboolean stopped;         /* the guard has said no */
};

struct _LotseStatement
{
  LotseDb *db;
  sqlite3_stmt *handle;
  char *sql;
  gboolean cached;
  gboolean in_use;
  int bind_result;          /* the first failure of a binding; reported by the next step */
  guint64 last_use;
};

static inline void
lotse_db_assert (LotseDb *self)
{
  g_assert (self != NULL && self->thread == g_thread_self ());
}

/* Whether the guard lets work go on; asks it at some of the calls. */
gboolean lotse_db_may_go_on (LotseDb *self);

/* Turns a result code into the error that a person can read; `what` is SQL or the like for the debug log. */
void lotse_db_set_error (LotseDb *self, int result, const char *what, GError **error);
/* The same without a connection; `path` names the file in messages. */
void lotse_db_set_error_for_path (const char *path, int result, GError **error);

typedef enum
{
  LOTSE_DB_CONTENT_EMPTY,     /* or missing, or not readable */
  LOTSE_DB_CONTENT_PLAIN,     /* begins like a database of SQLite */
  LOTSE_DB_CONTENT_ENCRYPTED, /* could be one of SQLCipher */
  LOTSE_DB_CONTENT_FOREIGN,
} LotseDbContent;

/* What the first page of the file looks like. */
LotseDbContent lotse_db_look_at (const char *path);

void lotse_db_clear_cache (LotseDb *self);

/* Sets the library up, once, before anything else asks it for something. */
void lotse_db_configure (void);

/* Writes a copy into a new file with `copy`, which gets the name of an empty one; all of it is there at the end, or nothing. */
typedef int (*LotseDbCopy) (LotseDb *self, const char *path, gconstpointer key);
gboolean lotse_db_write_copy (LotseDb *self, const char *path, LotseDbCopy copy, gconstpointer key, GError **error);

/* Gives the raw key to a connection: `rekey` re-encrypts the file with it. */
int lotse_db_apply_key (sqlite3 *handle, const guint8 *key, gboolean rekey);

G_END_DECLS
