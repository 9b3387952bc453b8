/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statements: prepared once per connection and text, bound, stepped, given back.
 *
 * A statement in use is never given out a second time: the same text gets a second one, which is not kept.
 */
#include "config.h"

#include "lotse-db-private.h"

#include <string.h>

/* Where a statement that this text at this address asks for may be: most texts are constants, and hashing them takes longer. */
static LotseStatement **
recent_place (LotseDb *self, const char *sql)
{
  return &self->recent[(GPOINTER_TO_SIZE (sql) >> 3) % LOTSE_DB_RECENT];
}

static LotseStatement *
find_cached (LotseDb *self, const char *sql)
{
  LotseStatement **recent = recent_place (self, sql);

  if (*recent == NULL || strcmp ((*recent)->sql, sql) != 0)
    *recent = g_hash_table_lookup (self->cache, sql);
  return *recent;
}

static void
statement_free (LotseStatement *self)
{
  for (guint i = 0; self->cached && i < LOTSE_DB_RECENT; i++)
    if (self->db->recent[i] == self)
      self->db->recent[i] = NULL;
  sqlite3_finalize (self->handle);
  g_free (self->sql);
  g_free (self);
}

void
lotse_db_clear_cache (LotseDb *self)
{
  GHashTableIter iter;
  gpointer statement;

  g_hash_table_iter_init (&iter, self->cache);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    {
      g_hash_table_iter_remove (&iter);
      statement_free (statement);
    }
}

/* Makes room for one more by dropping the statement that was not used for longest. */
static gboolean
make_room (LotseDb *self)
{
  LotseStatement *oldest = NULL;
  GHashTableIter iter;
  gpointer value;

  if (g_hash_table_size (self->cache) < LOTSE_DB_CACHE_SIZE)
    return TRUE;
  g_hash_table_iter_init (&iter, self->cache);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      LotseStatement *statement = value;

      if (!statement->in_use && (oldest == NULL || statement->last_use < oldest->last_use))
        oldest = statement;
    }
  if (oldest == NULL)
    return FALSE;
  g_hash_table_remove (self->cache, oldest->sql);
  statement_free (oldest);
  return TRUE;
}

/**
 * lotse_db_prepare:
 * @sql: one statement
 *
 * Returns: (transfer full): the statement with nothing bound; give it back with lotse_statement_release()
 */
LotseStatement *
lotse_db_prepare (LotseDb *self, const char *sql, GError **error)
{
  LotseStatement *statement;
  int result;

  lotse_db_assert (self);
  statement = find_cached (self, sql);
  if (statement == NULL || statement->in_use)
    {
      gboolean keep = statement == NULL && make_room (self);
      sqlite3_stmt *handle = NULL;

      result = sqlite3_prepare_v3 (self->handle, sql, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, &handle, NULL);
      if (result != SQLITE_OK)
        {
          /* What SQLite says while it prepares is about the program's own text, never about values. */
          g_debug ("SQLite: %s", sqlite3_errmsg (self->handle));
          lotse_db_set_error (self, result, sql, error);
          return NULL;
        }
      statement = g_new0 (LotseStatement, 1);
      statement->db = self;
      statement->handle = handle;
      statement->sql = g_strdup (sql);
      statement->cached = keep;
      if (keep)
        g_hash_table_insert (self->cache, statement->sql, statement);
    }
  statement->in_use = TRUE;
  statement->bind_result = SQLITE_OK;
  statement->last_use = ++self->ticks;
  self->in_use++;
  return statement;
}

void
lotse_statement_release (LotseStatement *self)
{
  if (self == NULL)
    return;

  lotse_db_assert (self->db);
  g_return_if_fail (self->in_use);
  self->db->in_use--;
  if (!self->cached)
    {
      statement_free (self);
      return;
    }
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->in_use = FALSE;
}

static void
bound (LotseStatement *self, int result)
{
  if (self->bind_result == SQLITE_OK)
    self->bind_result = result;
}

static void
bind_text (LotseStatement *self, int index, const char *text, gboolean there)
{
  lotse_db_assert (self->db);
  bound (self, sqlite3_bind_text (self->handle, index, text, -1, there ? SQLITE_STATIC : SQLITE_TRANSIENT));
}

static void
bind_bytes (LotseStatement *self, int index, const void *bytes, gsize size, gboolean there)
{
  lotse_db_assert (self->db);
  if (bytes == NULL)
    bound (self, sqlite3_bind_null (self->handle, index));
  else
    bound (self, sqlite3_bind_blob64 (self->handle, index, bytes, size, there ? SQLITE_STATIC : SQLITE_TRANSIENT));
}

void
lotse_statement_bind_text (LotseStatement *self, int index, const char *text)
{
  bind_text (self, index, text, FALSE);
}

void
lotse_statement_bind_text_there (LotseStatement *self, int index, const char *text)
{
  bind_text (self, index, text, TRUE);
}

void
lotse_statement_bind_int (LotseStatement *self, int index, gint64 number)
{
  lotse_db_assert (self->db);
  bound (self, sqlite3_bind_int64 (self->handle, index, number));
}

void
lotse_statement_bind_double (LotseStatement *self, int index, double number)
{
  lotse_db_assert (self->db);
  bound (self, sqlite3_bind_double (self->handle, index, number));
}

void
lotse_statement_bind_bytes (LotseStatement *self, int index, const void *bytes, gsize size)
{
  bind_bytes (self, index, bytes, size, FALSE);
}

void
lotse_statement_bind_null (LotseStatement *self, int index)
{
  lotse_db_assert (self->db);
  bound (self, sqlite3_bind_null (self->handle, index));
}

/* `there` says that the texts and bytes stay where they are until the statement is given back; otherwise they are copied. */
static void
bind_list (LotseStatement *self, gboolean there, const char *types, va_list args)
{
  for (int i = 0; types[i] != '\0'; i++)
    {
      const void *bytes;

      switch (types[i])
        {
        case 's':
          bind_text (self, i + 1, va_arg (args, const char *), there);
          break;
        case 'i':
          lotse_statement_bind_int (self, i + 1, va_arg (args, gint64));
          break;
        case 'd':
          lotse_statement_bind_double (self, i + 1, va_arg (args, double));
          break;
        case 'b':
          bytes = va_arg (args, const void *);
          bind_bytes (self, i + 1, bytes, (gsize) va_arg (args, gssize), there);
          break;
        case 'n':
          lotse_statement_bind_null (self, i + 1);
          break;
        default:
          g_error ("unknown type of parameter “%c”", types[i]);
        }
    }
}

/**
 * lotse_statement_step:
 *
 * Returns: %TRUE while there is a row; %FALSE at the end, or with an error set
 */
gboolean
lotse_statement_step (LotseStatement *self, GError **error)
{
  int result;

  lotse_db_assert (self->db);
  result = self->bind_result;
  if (result == SQLITE_OK)
    result = lotse_db_may_go_on (self->db) ? sqlite3_step (self->handle) : SQLITE_INTERRUPT;
  if (result == SQLITE_ROW)
    return TRUE;
  /* A page that SQLCipher cannot authenticate is reported as a mere error; the program's own mistakes show in preparing. */
  if (result == SQLITE_ERROR && self->db->keyed)
    result = SQLITE_CORRUPT;
  if (result != SQLITE_DONE)
    lotse_db_set_error (self->db, result, self->sql, error);
  return FALSE;
}

/**
 * lotse_statement_end:
 * @self: (transfer full): a statement behind its last row
 * @failed: (inout): the error of the last lotse_statement_step(), which is taken, or a pointer to %NULL
 *
 * Returns: whether all rows were read; %FALSE with the error
 */
gboolean
lotse_statement_end (LotseStatement *self, GError **failed, GError **error)
{
  lotse_statement_release (self);
  if (*failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (failed));
  return FALSE;
}

/**
 * lotse_statement_finish:
 * @self: (transfer full): a statement whose rows do not matter
 *
 * Returns: whether it ran to its end
 */
gboolean
lotse_statement_finish (LotseStatement *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  while (lotse_statement_step (self, &local))
    continue;
  return lotse_statement_end (self, &local, error);
}

static LotseStatement *
prepare_with (LotseDb *self, GError **error, const char *sql, gboolean there, const char *types, va_list args)
{
  LotseStatement *statement = lotse_db_prepare (self, sql, error);

  if (statement != NULL)
    bind_list (statement, there, types, args);
  return statement;
}

gboolean
lotse_db_run (LotseDb *self, GError **error, const char *sql, const char *types, ...)
{
  LotseStatement *statement;
  va_list args;

  va_start (args, types);
  statement = prepare_with (self, error, sql, TRUE, types, args);
  va_end (args);
  return statement != NULL && lotse_statement_finish (statement, error);
}

LotseStatement *
lotse_db_query (LotseDb *self, GError **error, const char *sql, const char *types, ...)
{
  LotseStatement *statement;
  va_list args;

  va_start (args, types);
  statement = prepare_with (self, error, sql, FALSE, types, args);
  va_end (args);
  return statement;
}

gboolean
lotse_db_get_int (LotseDb *self, gint64 *value, gint64 fallback, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  va_list args;

  *value = fallback;
  va_start (args, types);
  statement = prepare_with (self, error, sql, TRUE, types, args);
  va_end (args);
  if (statement == NULL)
    return FALSE;
  if (lotse_statement_step (statement, &local) && !lotse_statement_is_null (statement, 0))
    *value = lotse_statement_int (statement, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

char *
lotse_db_get_text (LotseDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (LotseStatement) statement = NULL;
  va_list args;

  va_start (args, types);
  statement = prepare_with (self, error, sql, TRUE, types, args);
  va_end (args);
  if (statement == NULL || !lotse_statement_step (statement, error))
    return NULL;
  return g_strdup (lotse_statement_text (statement, 0));
}

const char *
lotse_statement_text (LotseStatement *self, int column)
{
  lotse_db_assert (self->db);
  return (const char *) sqlite3_column_text (self->handle, column);
}

gint64
lotse_statement_int (LotseStatement *self, int column)
{
  lotse_db_assert (self->db);
  return sqlite3_column_int64 (self->handle, column);
}

double
lotse_statement_double (LotseStatement *self, int column)
{
  lotse_db_assert (self->db);
  return sqlite3_column_double (self->handle, column);
}

const guint8 *
lotse_statement_bytes (LotseStatement *self, int column, gsize *size)
{
  const void *bytes;

  lotse_db_assert (self->db);
  bytes = sqlite3_column_blob (self->handle, column);
  if (size != NULL)
    *size = (gsize) sqlite3_column_bytes (self->handle, column);
  return bytes;
}

gboolean
lotse_statement_is_null (LotseStatement *self, int column)
{
  lotse_db_assert (self->db);
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

int
lotse_statement_n_columns (LotseStatement *self)
{
  lotse_db_assert (self->db);
  return sqlite3_column_count (self->handle);
}

const char *
lotse_statement_column_name (LotseStatement *self, int column)
{
  lotse_db_assert (self->db);
  return sqlite3_column_name (self->handle, column);
}
