/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that records refer to: named by their SHA-256, encrypted, in <folder>/blobs.
 *
 * The name is checked against the content when the last part has come, and again whenever it is read.  Files
 * are read whole: scans and photos of a few megabytes are expected.
 */
#include "config.h"

#include "lotse-store-pieces.h"
#include "lotse-error.h"
#include "lotse-protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define NAME_LENGTH 64

gboolean
lotse_blob_is_name (const char *sha256)
{
  if (sha256 == NULL || strlen (sha256) != NAME_LENGTH)
    return FALSE;
  for (const char *p = sha256; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p) && !(*p >= 'a' && *p <= 'f'))
      return FALSE;
  return TRUE;
}

char *
lotse_blob_path (LotseStore *self, const char *name)
{
  return g_build_filename (self->folder, "blobs", name, NULL);
}

static gboolean
fail_name (GError **error)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("This is not the name of a stored file."));
  return FALSE;
}

static gboolean
has_name (const GByteArray *content, const char *sha256)
{
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, content->data, content->len);

  return strcmp (sum, sha256) == 0;
}

static gboolean
put_in_place (LotseStore *self, int fd, const char *part, const char *sha256, GError **error)
{
  g_autofree char *path = lotse_blob_path (self, sha256);

  return (fsync (fd) == 0 && g_rename (part, path) == 0) || lotse_pieces_fail (self, error);
}

static int
open_part (LotseStore *self, const char *part, int flags, GError **error)
{
  g_autofree char *folder = g_build_filename (self->folder, "blobs", NULL);
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = open (part, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
  if (fd < 0)
    lotse_pieces_fail (self, error);
  return fd;
}

/* --- Own files --- */

/* Copies the stream into pieces; the result is the file's name. */
static char *
copy_stream (LotseStore *self, int fd, GInputStream *content, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (LOTSE_PIECE);
  gsize total = 0, got;

  do
    {
      if (!g_input_stream_read_all (content, buffer, LOTSE_PIECE, &got, cancellable, error))
        return NULL;
      total += got;
      if (total > LOTSE_PROTOCOL_MAX_FILE)
        {
          g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("This file is too large. Nothing was saved. Choose one of at most 100 MB."));
          return NULL;
        }
      g_checksum_update (sum, buffer, (gssize) got);
      if (got > 0 && !lotse_pieces_append (self, fd, buffer, got, error))
        return NULL;
    }
  while (got == LOTSE_PIECE);
  return g_strdup (g_checksum_get_string (sum));
}

typedef struct
{
  const char *name;
  char *found;
  GInputStream *content;
  GCancellable *cancellable;
  GByteArray *bytes;
  GBytes *part;
  gboolean last;
  gint64 size;
  GPtrArray *names;
} Blob;

static gboolean
note_blob (LotseStore *self, gpointer data, GError **error)
{
  const Blob *blob = data;

  self->outbox_changed = TRUE;
  return lotse_db_run (self->db, error, "INSERT OR REPLACE INTO blob VALUES (?, 1)", "s", blob->found);
}

static gboolean
call_put (LotseStore *self, gpointer data, GError **error)
{
  Blob *blob = data;
  g_autofree char *random = lotse_id_random ();
  g_autofree char *name = g_strconcat (random, ".new", NULL);
  g_autofree char *part = lotse_blob_path (self, name);
  int fd = open_part (self, part, O_EXCL, error);
  gboolean done;

  if (fd < 0)
    return FALSE;
  blob->found = copy_stream (self, fd, blob->content, blob->cancellable, error);
  done = blob->found != NULL && put_in_place (self, fd, part, blob->found, error);
  close (fd);
  g_unlink (part);
  return done && lotse_store_run_write (self, note_blob, blob, error);
}

char *
lotse_store_put_blob (LotseStore *self, GInputStream *content, GCancellable *cancellable, GError **error)
{
  Blob blob = { .content = content, .cancellable = cancellable };

  if (!lotse_store_run (self, call_put, &blob, error))
    g_clear_pointer (&blob.found, g_free);
  return blob.found;
}

static gboolean
call_open_blob (LotseStore *self, gpointer data, GError **error)
{
  Blob *blob = data;
  g_autofree char *path = NULL;
  gsize whole;

  if (!lotse_blob_is_name (blob->name))
    return fail_name (error);
  path = lotse_blob_path (self, blob->name);
  blob->bytes = lotse_pieces_read (self, path, &whole, error);
  if (blob->bytes == NULL)
    return FALSE;
  if (has_name (blob->bytes, blob->name))
    return TRUE;
  g_clear_pointer (&blob->bytes, g_byte_array_unref);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT, _("This file is damaged on this device. It will be fetched from the centre again."));
  return FALSE;
}

GInputStream *
lotse_store_open_blob (LotseStore *self, const char *sha256, GError **error)
{
  Blob blob = { .name = sha256 };
  g_autoptr (GBytes) bytes = NULL;

  if (!lotse_store_run (self, call_open_blob, &blob, error))
    return NULL;
  bytes = g_byte_array_free_to_bytes (blob.bytes);
  return g_memory_input_stream_new_from_bytes (bytes);
}

/* --- The queue --- */

static gboolean
collect_names (LotseStore *self, const char *sql, gboolean missing, GPtrArray *names, GError **error)
{
  g_autoptr (LotseStatement) statement = lotse_db_query (self->db, error, sql, "");
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      const char *name = lotse_statement_text (statement, 0);
      g_autofree char *path = lotse_blob_is_name (name) ? lotse_blob_path (self, name) : NULL;

      if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) != missing)
        g_ptr_array_add (names, g_strdup (name));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
call_to_send (LotseStore *self, gpointer data, GError **error)
{
  return collect_names (self, "SELECT sha256 FROM blob WHERE waits > 0", FALSE, ((Blob *) data)->names, error);
}

static gboolean
call_to_fetch (LotseStore *self, gpointer data, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const LotseStoreTable *table = value;

      for (guint i = 0; i < table->kind->n_fields; i++)
        {
          const char *field = table->kind->fields[i].name;
          g_autofree char *sql = NULL;

          if (table->kind->fields[i].type != LOTSE_FIELD_BLOB)
            continue;
          sql = g_strdup_printf ("SELECT DISTINCT \"%s\" FROM %s WHERE \"%s\" IS NOT NULL", field, table->table, field);
          if (!collect_names (self, sql, TRUE, ((Blob *) data)->names, error))
            return FALSE;
        }
    }
  return TRUE;
}

static GPtrArray *
list_names (LotseStore *self, LotseStoreCall call, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Blob blob = { .names = names };

  return lotse_store_run (self, call, &blob, error) ? g_steal_pointer (&names) : NULL;
}

GPtrArray *
lotse_store_blobs_to_send (LotseStore *self, GError **error)
{
  return list_names (self, call_to_send, error);
}

GPtrArray *
lotse_store_blobs_to_fetch (LotseStore *self, GError **error)
{
  return list_names (self, call_to_fetch, error);
}

static gboolean
call_sent (LotseStore *self, gpointer data, GError **error)
{
  const char *name = ((Blob *) data)->name;

  self->outbox_changed = TRUE;
  lotse_store_drop_if_left (self, name);
  return lotse_db_run (self->db, error, "DELETE FROM blob WHERE sha256 = ?", "s", name);
}

gboolean
lotse_store_blob_sent (LotseStore *self, const char *sha256, GError **error)
{
  Blob blob = { .name = sha256 };

  return lotse_store_run_write (self, call_sent, &blob, error);
}

/* --- Files that arrive in parts --- */

char *
lotse_blob_part_path (LotseStore *self, const char *sha256)
{
  g_autofree char *name = g_strconcat (sha256, ".part", NULL);

  return lotse_blob_path (self, name);
}

static gboolean
call_partial (LotseStore *self, gpointer data, GError **error)
{
  Blob *blob = data;
  g_autofree char *part = NULL;
  g_autoptr (GByteArray) content = NULL;
  gsize whole;

  if (!lotse_blob_is_name (blob->name))
    return fail_name (error);
  part = lotse_blob_part_path (self, blob->name);
  content = lotse_pieces_read (self, part, &whole, NULL);
  blob->size = content != NULL ? content->len : 0;
  return TRUE;
}

gint64
lotse_store_blob_partial (LotseStore *self, const char *sha256, GError **error)
{
  Blob blob = { .name = sha256 };

  return lotse_store_run (self, call_partial, &blob, error) ? blob.size : -1;
}

static gboolean
append_part (LotseStore *self, const Blob *blob, const char *part, int fd, GError **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (blob->part, &size);

  for (gsize at = 0; at < size; at += LOTSE_PIECE)
    if (!lotse_pieces_append (self, fd, bytes + at, MIN (size - at, LOTSE_PIECE), error))
      return FALSE;
  if (blob->last)
    {
      gsize whole;
      g_autoptr (GByteArray) content = lotse_pieces_read (self, part, &whole, error);

      if (content == NULL)
        return FALSE;
      if (has_name (content, blob->name))
        return put_in_place (self, fd, part, blob->name, error);
      g_unlink (part);
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT, _("A file arrived damaged and was dropped. It will be fetched again."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
call_append (LotseStore *self, gpointer data, GError **error)
{
  const Blob *blob = data;
  g_autofree char *part = NULL;
  g_autoptr (GByteArray) before = NULL;
  gsize whole;
  gboolean done;
  int fd;

  if (!lotse_blob_is_name (blob->name))
    return fail_name (error);
  part = lotse_blob_part_path (self, blob->name);
  before = lotse_pieces_read (self, part, &whole, NULL);
  if ((before != NULL ? before->len : 0) + g_bytes_get_size (blob->part) > LOTSE_PROTOCOL_MAX_FILE)
    {
      g_unlink (part);
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("A file of the centre is too large and was left there."));
      return FALSE;
    }
  fd = open_part (self, part, 0, error);
  if (fd < 0)
    return FALSE;
  /* A crash may have cut off the last piece: go on where the whole ones end. */
  if (ftruncate (fd, (off_t) whole) != 0 || lseek (fd, 0, SEEK_END) < 0)
    done = lotse_pieces_fail (self, error);
  else
    done = append_part (self, blob, part, fd, error);
  close (fd);
  return done;
}

gboolean
lotse_store_blob_append (LotseStore *self, const char *sha256, GBytes *part, gboolean last, GError **error)
{
  Blob blob = { .name = sha256, .part = part, .last = last };

  return lotse_store_run (self, call_append, &blob, error);
}
