/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statements: prepared once per connection and text, bound, stepped, given back.
 *
 * A statement in use is never given out a second time: the same text gets a second one, which is not kept.
 */
#include "config.h"

#include "lotse-db-private.h"

static void
statement_free (LotseStatement *self)
{
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
  statement = g_hash_table_lookup (self->cache, sql);
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

void
lotse_statement_bind_text (LotseStatement *self, int index, const char *text)
{
  lotse_db_assert (self->db);
  bound (self, sqlite3_bind_text (self->handle, index, text, -1, SQLITE_TRANSIENT));
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
  lotse_db_assert (self->db);
  if (bytes == NULL)
    bound (self, sqlite3_bind_null (self->handle, index));
  else
    bound (self, sqlite3_bind_blob64 (self->handle, index, bytes, size, SQLITE_TRANSIENT));
}

void
lotse_statement_bind_null (LotseStatement *self, int index)
{
  lotse_db_assert (self->db);
  bound (self, sqlite3_bind_null (self->handle, index));
}

static void
bind_list (LotseStatement *self, const char *types, va_list args)
{
  for (int i = 0; types[i] != '\0'; i++)
    {
      const void *bytes;

      switch (types[i])
        {
        case 's':
          lotse_statement_bind_text (self, i + 1, va_arg (args, const char *));
          break;
        case 'i':
          lotse_statement_bind_int (self, i + 1, va_arg (args, gint64));
          break;
        case 'd':
          lotse_statement_bind_double (self, i + 1, va_arg (args, double));
          break;
        case 'b':
          bytes = va_arg (args, const void *);
          lotse_statement_bind_bytes (self, i + 1, bytes, (gsize) va_arg (args, gssize));
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
  result = self->bind_result == SQLITE_OK ? sqlite3_step (self->handle) : self->bind_result;
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
  lotse_statement_release (self);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static LotseStatement *
prepare_with (LotseDb *self, GError **error, const char *sql, const char *types, va_list args)
{
  LotseStatement *statement = lotse_db_prepare (self, sql, error);

  if (statement != NULL)
    bind_list (statement, types, args);
  return statement;
}

gboolean
lotse_db_run (LotseDb *self, GError **error, const char *sql, const char *types, ...)
{
  LotseStatement *statement;
  va_list args;

  va_start (args, types);
  statement = prepare_with (self, error, sql, types, args);
  va_end (args);
  return statement != NULL && lotse_statement_finish (statement, error);
}

LotseStatement *
lotse_db_query (LotseDb *self, GError **error, const char *sql, const char *types, ...)
{
  LotseStatement *statement;
  va_list args;

  va_start (args, types);
  statement = prepare_with (self, error, sql, types, args);
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
  statement = prepare_with (self, error, sql, types, args);
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
  statement = prepare_with (self, error, sql, types, args);
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
