/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The store: opening and closing a profile, reading single records, and keeping the file.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-collate.h"
#include "lotse-error.h"
#include "lotse-fold.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>

#define BUSY_MS 5000

G_DEFINE_FINAL_TYPE (LotseStore, lotse_store, G_TYPE_OBJECT)

static void
lotse_store_finalize (GObject *object)
{
  LotseStore *self = LOTSE_STORE (object);

  lotse_store_close (self);
  g_clear_pointer (&self->tables, g_hash_table_unref);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
  g_clear_pointer (&self->pending, g_array_unref);
  g_clear_pointer (&self->names, lotse_fold_cache_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->lock_cancellable);
  g_free (self->folder);
  G_OBJECT_CLASS (lotse_store_parent_class)->finalize (object);
}

static void
lotse_store_class_init (LotseStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lotse_store_finalize;

  g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                G_TYPE_STRING);
  g_signal_new ("locked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("outbox-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_store_init (LotseStore *self)
{
  self->lock_fd = -1;
  lotse_store_tables_init (self);
  self->pending = lotse_store_index_new ();
  self->names = lotse_fold_cache_new ();
  lotse_store_drop_noted (self);
  self->context = g_main_context_ref_thread_default ();
}

/* --- Opening --- */

typedef struct
{
  LotseKeySource source;
  const char *secret;
} Open;

/* Another version of the collation sorts differently: the order of lists is made anew. */
static gboolean
renew_order (LotseStore *self, GError **error)
{
  g_autofree char *version = lotse_store_meta (self, "collation", NULL);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  LotseStatement *statement;

  if (g_strcmp0 (version, lotse_collate_version ()) == 0)
    return TRUE;
  if (!lotse_db_begin (self->db, error))
    return FALSE;
  statement = lotse_db_query (self->db, error, "SELECT rid, title FROM node", "");
  while (statement != NULL && lotse_statement_step (statement, NULL))
    {
      gint64 rid = lotse_statement_int (statement, 0);

      g_array_append_val (rids, rid);
      g_ptr_array_add (titles, g_strdup (lotse_statement_text (statement, 1)));
    }
  lotse_statement_release (statement);
  for (guint i = 0; i < rids->len; i++)
    {
      gsize size;
      g_autofree guint8 *sort = lotse_collate_bytes (g_ptr_array_index (titles, i), LOTSE_STORE_COLLATION, &size);

      if (!lotse_db_run (self->db, error, "UPDATE node SET sort = ? WHERE rid = ?", "bi", sort, (gssize) size,
                         g_array_index (rids, gint64, i)))
        break;
    }
  if ((error == NULL || *error == NULL) && lotse_store_set_meta (self, "collation", lotse_collate_version (), error)
      && lotse_db_commit (self->db, error))
    return TRUE;
  lotse_db_rollback (self->db);
  return FALSE;
}

static char *
fold (const char *text)
{
  return text != NULL ? lotse_fold (text) : NULL;
}

static char *
collate (const char *text)
{
  return text != NULL ? lotse_collate_key (text, LOTSE_STORE_COLLATION) : NULL;
}

static gboolean
call_open (LotseStore *self, gpointer data, GError **error)
{
  const Open *open = data;
  g_autofree char *path = g_build_filename (self->folder, "lotse.db", NULL);
  gint64 secure = 0;

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, LOTSE_ERROR, code == EACCES || code == EROFS ? LOTSE_ERROR_DENIED : LOTSE_ERROR_IO,
                   _("The folder “%s” could not be made (%s). Choose another folder or ask for the right to write there."), self->folder,
                   g_strerror (code));
      return FALSE;
    }
  lotse_store_lock_begin (self);
  if (!lotse_store_check_complete (self, path, error) || !lotse_store_key_find (self, open->source, open->secret, error))
    return FALSE;
  self->db = lotse_db_open (path, self->key, LOTSE_DB_CREATE | (lotse_db_encrypts () ? 0 : LOTSE_DB_PLAIN), BUSY_MS, error);
  if (self->db == NULL)
    return FALSE;
  lotse_db_set_guard (self->db, lotse_store_lock_guard, self);
  lotse_db_add_function (self->db, "lotse_fold", fold);
  lotse_db_add_function (self->db, "lotse_collate", collate);
  if (!lotse_store_migrate (self, error) || !renew_order (self, error) || !lotse_store_key_remember (self, error))
    return FALSE;
  lotse_store_mark_complete (self);
  lotse_db_get_int (self->db, &secure, 0, NULL, "SELECT v FROM search_config WHERE k = 'secure-delete'", "");
  self->fts_secure = secure != 0;
  self->truncate_due = lotse_store_meta_int (self, "truncate") != 0;
  lotse_store_truncate_if_due (self);
  self->data_version = lotse_db_data_version (self->db);
  return TRUE;
}

/**
 * lotse_store_open:
 * @folder: the profile's data folder; it is made with mode 0700 if it is missing
 * @secret: (nullable): the passphrase or the recovery key, where one is needed
 *
 * Returns: (transfer full): the store; errors are those of the database, and %LOTSE_ERROR_LOCKED for the key
 */
LotseStore *
lotse_store_open (const char *folder, LotseKeySource source, const char *secret, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseStore) self = NULL;
  Open open = { source, secret };

  g_return_val_if_fail (folder != NULL, NULL);
  if (sodium_init () < 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_IO, _("This system gives no random numbers, which Lotse needs."));
      return NULL;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  self = g_object_new (LOTSE_TYPE_STORE, NULL);
  self->folder = g_canonicalize_filename (folder, NULL);
  lotse_store_thread_start (self);
  return lotse_store_run (self, call_open, &open, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
lotse_store_call_close (LotseStore *self, gpointer data, GError **error)
{
  lotse_store_drop (self);
  return TRUE;
}

/**
 * lotse_store_close:
 *
 * Waits for the database thread and drops the key.  Nothing may be asked of the store afterwards; the reference stays the
 * caller's.
 */
void
lotse_store_close (LotseStore *self)
{
  if (self->thread == NULL)
    return;
  lotse_store_run (self, lotse_store_call_close, NULL, NULL);
  lotse_store_thread_stop (self);
}

const char *
lotse_store_get_folder (LotseStore *self)
{
  return self->folder;
}

char *
lotse_store_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "lotse", NULL);
}

/* --- Single records --- */

LotseRecord *
lotse_store_row_to_record (const char *id, const LotseStoreRow *row)
{
  const LotseKind *kind = lotse_kind_find (row->kind);
  LotseRecord *record;

  if (kind == NULL)
    return NULL;
  record = lotse_record_new (kind, id);
  lotse_record_take_registers (record, row->registers);
  lotse_record_take_loaded (record, lotse_registers_copy (row->registers));
  return record;
}

typedef struct
{
  const char *id;
  gboolean standing;
  LotseRecord *record;
} Get;

static gboolean
call_get (LotseStore *self, gpointer data, GError **error)
{
  Get *get = data;
  g_autofree char *id = get->standing && lotse_id_is_valid (get->id) ? lotse_store_standing_id (self, get->id, error) : g_strdup (get->id);
  g_auto (LotseStoreRow) row = { 0 };

  if (id == NULL || !lotse_store_row_read (self, id, &row, error))
    return FALSE;
  if (row.rid > 0)
    get->record = lotse_store_row_to_record (id, &row);
  if (get->record != NULL)
    return TRUE;
  if (row.rid > 0)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_OUTDATED,
                         _("This record was made with a newer version of Lotse. It is kept as it is. Please update the program."));
  else
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("There is no such record on this device."));
  return FALSE;
}

LotseRecord *
lotse_store_get (LotseStore *self, const char *id, GError **error)
{
  Get get = { .id = id };

  lotse_store_run (self, call_get, &get, error);
  return get.record;
}

LotseRecord *
lotse_store_get_standing (LotseStore *self, const char *id, GError **error)
{
  Get get = { .id = id, .standing = TRUE };

  lotse_store_run (self, call_get, &get, error);
  return get.record;
}

typedef struct
{
  const char *id;
  GPtrArray *ids;
} United;

static gboolean
call_united (LotseStore *self, gpointer data, GError **error)
{
  United *united = data;

  united->ids = lotse_store_united_ids (self, united->id);
  return TRUE;
}

GPtrArray *
lotse_store_dup_united (LotseStore *self, const char *id, GError **error)
{
  United united = { .id = id };

  return lotse_store_run (self, call_united, &united, error) ? united.ids : NULL;
}

/* --- Titles for people --- */

typedef struct
{
  const char *id;
  char *title;
} Title;

char *
lotse_store_lookup_title (const char *id, gpointer data)
{
  LotseStore *self = data;
  guint8 bytes[LOTSE_ID_BYTES];

  if (!lotse_id_to_bytes (id, bytes))
    return NULL;
  return lotse_db_get_text (self->db, NULL, "SELECT title FROM node WHERE id = ?", "b", bytes, (gssize) sizeof bytes);
}

static gboolean
call_title (LotseStore *self, gpointer data, GError **error)
{
  Title *title = data;
  g_auto (LotseStoreRow) row = { 0 };
  g_autoptr (LotseRecord) record = NULL;

  if (!lotse_store_row_read (self, title->id, &row, error))
    return FALSE;
  record = row.rid > 0 ? lotse_store_row_to_record (title->id, &row) : NULL;
  if (record != NULL)
    title->title = lotse_record_dup_title_with (record, lotse_store_lookup_title, self);
  return TRUE;
}

char *
lotse_store_dup_title (LotseStore *self, const char *id, GError **error)
{
  Title title = { id, NULL };

  lotse_store_run (self, call_title, &title, error);
  return title.title;
}

/* --- Keeping --- */

typedef struct
{
  const char *path;
  char *wrong;
} Keep;

/* What the database's own check cannot know: the parts that belong together. */
static gboolean
check_parts (LotseStore *self, GString *wrong, GError **error)
{
  GHashTableIter iter;
  gpointer value;
  gint64 n;

  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const LotseStoreTable *table = value;
      g_autofree char *sql = g_strdup_printf ("SELECT (SELECT count (*) FROM node WHERE kind = ? AND rid NOT IN (SELECT rid FROM %s)) "
                                              "+ (SELECT count (*) FROM %s WHERE rid NOT IN (SELECT rid FROM node))",
                                              table->table, table->table);

      if (!lotse_db_get_int (self->db, &n, 0, error, sql, "s", table->kind->name))
        return FALSE;
      if (n > 0)
        g_string_append_printf (wrong, _("%s: %d records are incomplete.\n"), lotse_kind_label_plural (table->kind), (int) n);
    }
  if (!lotse_db_get_int (self->db, &n, 0, error, "SELECT count (*) FROM search WHERE rowid NOT IN (SELECT rid FROM node WHERE state = 0)", ""))
    return FALSE;
  if (n > 0)
    g_string_append_printf (wrong, _("The search knows %d records that are not there.\n"), (int) n);
  if (!lotse_db_get_int (self->db, &n, 0, error, "SELECT count (*) FROM shadow WHERE id NOT IN (SELECT id FROM outbox WHERE state = 0)", ""))
    return FALSE;
  if (n > 0)
    g_string_append_printf (wrong, _("%d records wait for edits that are not there.\n"), (int) n);
  return TRUE;
}

static gboolean
call_check (LotseStore *self, gpointer data, GError **error)
{
  Keep *keep = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (GString) wrong = g_string_new (NULL);

  keep->wrong = lotse_db_check (self->db, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (keep->wrong != NULL)
    return TRUE;
  if (!check_parts (self, wrong, error))
    return FALSE;
  if (wrong->len > 0)
    keep->wrong = g_strdup (g_strchomp (wrong->str));
  return TRUE;
}

char *
lotse_store_check (LotseStore *self, GError **error)
{
  Keep keep = { 0 };

  lotse_store_run (self, call_check, &keep, error);
  return keep.wrong;
}

static gboolean
call_backup (LotseStore *self, gpointer data, GError **error)
{
  const Keep *keep = data;

  return lotse_db_backup (self->db, keep->path, self->key, error);
}

gboolean
lotse_store_backup (LotseStore *self, const char *path, GError **error)
{
  Keep keep = { .path = path };

  return lotse_store_run (self, call_backup, &keep, error);
}
