/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the SQLite backend share.  No other file includes this header.
 */
#pragma once

#include "lotse-backend.h"
#include "lotse-db.h"

G_BEGIN_DECLS

#define LOTSE_SQLITE_BUSY_MS 20000u

/* An edit, and one that it lets in. */
#define LOTSE_SQLITE_DEPTH 2

typedef struct
{
  LotseBackend backend;
  LotseDb *db;
  gint64 number; /* the last one given out */
  gint64 before; /* the last one when the transaction began */
  gint64 saved[LOTSE_SQLITE_DEPTH]; /* the last one at each savepoint */
  guint depth;   /* of savepoints */
  char mark[17]; /* of the transaction under way */
} LotseSqlite;

static inline LotseDb *
lotse_sqlite_db (LotseBackend *self)
{
  return ((LotseSqlite *) self)->db;
}

/* Reads one row into a new structure, or returns all rows as an array of them. */
typedef gpointer (*LotseRowReader) (LotseStatement *row);
GPtrArray *lotse_sqlite_collect (LotseStatement *statement, LotseRowReader reader, GDestroyNotify free_row, GError **error);
gboolean lotse_sqlite_one (LotseStatement *statement, LotseRowReader reader, gpointer *row, GError **error);
gpointer lotse_sqlite_read_text (LotseStatement *row); /* the first column, as a new string */
/* A column that is never NULL, as a new string; where a damaged file has NULL all the same, a text that is valid nowhere: "". */
char *lotse_sqlite_dup_text (LotseStatement *row, int column);

/* Each file fills in its functions. */
void lotse_sqlite_fill_records (LotseBackend *backend);
void lotse_sqlite_fill_buckets (LotseBackend *backend);
void lotse_sqlite_fill_past (LotseBackend *backend);
void lotse_sqlite_fill_people (LotseBackend *backend);
void lotse_sqlite_fill_sheets (LotseBackend *backend);

G_END_DECLS
