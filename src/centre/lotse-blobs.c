/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Blobs on disk.
 *
 * A file that is on its way lies under blobs/parts, one for each account and name, so that an upload that was cut off
 * goes on where it was.  Only a file whose SHA-256 is its name comes out of there, by renaming, so a whole file is
 * always the right one.
 */
#include "lotse-blobs.h"

#include "lotse-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

gboolean
lotse_blobs_is_name (const char *name)
{
  return strlen (name) == 64 && strspn (name, "0123456789abcdef") == 64;
}

static gboolean
fail_io (GError **error)
{
  int code = errno;

  g_set_error (error, LOTSE_ERROR, code == ENOSPC ? LOTSE_ERROR_FULL : LOTSE_ERROR_IO, "The centre cannot keep the file: %s.",
               g_strerror (code));
  return FALSE;
}

char *
lotse_blobs_path (LotseCentre *self, const char *name)
{
  char prefix[3] = { name[0], name[1], '\0' };

  return g_build_filename (self->folder, "blobs", prefix, name, NULL);
}

/* Two accounts that send the same file do not get into each other's way. */
static char *
part_path (LotseCentre *self, const char *name, const char *account)
{
  g_autofree char *hash = lotse_centre_hash (self, "part", account);
  g_autofree char *file = g_strdup_printf ("%s-%.16s", name, hash);

  return g_build_filename (self->folder, "blobs", "parts", file, NULL);
}

static gint64
file_size (const char *path)
{
  struct stat info;

  return g_stat (path, &info) == 0 ? (gint64) info.st_size : -1;
}

gint64
lotse_blobs_size (LotseCentre *self, const char *name)
{
  g_autofree char *path = lotse_blobs_path (self, name);

  return file_size (path);
}

gint64
lotse_blobs_offset (LotseCentre *self, const char *name, const char *account)
{
  g_autofree char *part = part_path (self, name, account);

  return MAX (file_size (part), 0);
}

static gboolean
make_parent (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_mkdir_with_parents (folder, 0700) == 0 || fail_io (error);
}

static gboolean
append (const char *path, GBytes *part, GError **error)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (part, &size);
  int file = g_open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  gboolean ok = file >= 0;

  for (gsize done = 0; ok && done < size;)
    {
      gssize written = write (file, bytes + done, size - done);

      ok = written > 0 || (written < 0 && errno == EINTR);
      done += written > 0 ? (gsize) written : 0;
    }
  ok = ok && fsync (file) == 0;
  if (!ok)
    fail_io (error);
  if (file >= 0)
    close (file);
  return ok;
}

/* The file's SHA-256, read piece by piece, because it may be large. */
static char *
hash_file (const char *path, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (65536);
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize size = 0;

  if (file < 0)
    {
      fail_io (error);
      return NULL;
    }
  while ((size = read (file, buffer, 65536)) > 0)
    g_checksum_update (sum, buffer, size);
  close (file);
  return g_strdup (g_checksum_get_string (sum));
}

static gboolean
keep_whole (LotseCentre *self, const char *name, const char *part, GError **error)
{
  g_autofree char *path = lotse_blobs_path (self, name);
  g_autofree char *hash = hash_file (part, error);

  if (hash == NULL)
    return FALSE;
  if (strcmp (hash, name) != 0)
    {
      g_unlink (part);
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, "The file did not arrive as it was sent. It will be sent again.");
      return FALSE;
    }
  return make_parent (path, error) && (g_rename (part, path) == 0 || fail_io (error));
}

gboolean
lotse_blobs_add (LotseCentre *self, const char *name, const char *account, gint64 offset, gint64 size, GBytes *part, gboolean *whole,
                 GError **error)
{
  g_autofree char *path = part_path (self, name, account);
  gint64 have = lotse_blobs_offset (self, name, account);
  gint64 end = offset + (gint64) g_bytes_get_size (part);

  *whole = FALSE;
  if (size < 0 || size > LOTSE_BLOB_MAX || end > size)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, "The file is too large: at most %d MB.", (int) (LOTSE_BLOB_MAX >> 20));
      return FALSE;
    }
  if (offset != have)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT, "Another part of the file is next.");
      return FALSE;
    }
  if (!make_parent (path, error) || !append (path, part, error))
    return FALSE;
  if (end < size)
    return TRUE;
  *whole = keep_whole (self, name, path, error);
  return *whole;
}

void
lotse_blobs_forget_parts (LotseCentre *self)
{
  g_autofree char *folder = g_build_filename (self->folder, "blobs", "parts", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 oldest = g_get_real_time () / G_USEC_PER_SEC - 7 * LOTSE_DAY_MS / 1000;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat info;

      if (g_stat (path, &info) == 0 && (gint64) info.st_mtime < oldest)
        g_unlink (path);
    }
}

/* What anybody has sent of that file so far. */
static void
remove_parts (LotseCentre *self, const char *of)
{
  g_autofree char *folder = g_build_filename (self->folder, "blobs", "parts", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, of))
        g_unlink (path);
    }
}

gboolean
lotse_blobs_remove_unused (LotseCentre *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) users = self->backend->blob_users (self->backend, name, error);
  g_autofree char *path = NULL;

  if (users == NULL)
    return FALSE;
  if (users->len == 0)
    remove_parts (self, name);
  path = lotse_blobs_path (self, name);
  return users->len > 0 || g_unlink (path) == 0 || errno == ENOENT || fail_io (error);
}
