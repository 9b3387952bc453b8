/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing a folder for handing in; see the header.
 *
 * Everything goes into a folder beside it with a name of chance, which takes its name when all is there.
 */
#include "config.h"

#include "lotse-handing-in-private.h"

#include "lotse-error.h"
#include "lotse-language.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PIECE (64 * 1024)
#define SAMPLE 4096 /* bytes by which the type of a file is known */

typedef struct
{
  LotseStore *store;
  char *target;
  char *part; /* what is being written */
  const char *language;
  GPtrArray *files;
  GCancellable *cancellable;
  LotsePaperProgress progress;
  gpointer data;
} Writing;

static gboolean
cannot_write (const char *path, GError **error)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO,
               _("“%s” cannot be written whole, perhaps because the disk is full or you may not write there. Nothing was left behind; make "
                 "room or choose another folder, and try again."),
               path);
  return FALSE;
}

/* --- Folders ---------------------------------------------------------------------------------------------------- */

/* What this program made: files, and folders with files. */
static void
remove_folder (const char *path, guint depth)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_unlink (child) != 0 && depth > 0)
        remove_folder (child, depth - 1);
    }
  g_rmdir (path);
}

/* There is nothing, or an empty folder. */
static gboolean
check_target (const char *path, GError **error)
{
  g_autoptr (GDir) dir = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  if (dir != NULL && g_dir_read_name (dir) == NULL)
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _("“%s” is there already and is no empty folder. Nothing was changed. Name a new folder."), path);
  return FALSE;
}

/* --- Files ------------------------------------------------------------------------------------------------------ */

/* Endings by which programs know the files that people scan. */
static const char *
ending_of_type (const char *media_type)
{
  static const char *const endings[][2] = {
    { "application/pdf", ".pdf" }, { "image/jpeg", ".jpg" }, { "image/png", ".png" },   { "image/tiff", ".tif" },
    { "image/webp", ".webp" },     { "image/heif", ".heic" }, { "image/heic", ".heic" }, { "image/gif", ".gif" },
    { "text/plain", ".txt" },
  };

  for (guint i = 0; media_type != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_str_equal (endings[i][0], media_type))
      return endings[i][1];
  return "";
}

static gboolean
write_all (int file, const char *bytes, gssize size)
{
  for (gssize done = 0, n; done < size; done += n)
    {
      n = write (file, bytes + done, (gsize) (size - done));
      if (n < 0 && errno == EINTR)
        n = 0;
      else if (n <= 0)
        return FALSE;
    }
  return TRUE;
}

/* The first piece says what kind of file it is where its record does not. */
static gboolean
copy_pieces (Writing *self, GInputStream *content, LotseHandingInFile *file, const char *stem, char **path, int *out, GError **error)
{
  g_autofree char *piece = g_malloc (PIECE);
  gssize size;

  while ((size = g_input_stream_read (content, piece, PIECE, self->cancellable, error)) > 0 || *out < 0)
    {
      if (size < 0)
        return FALSE;
      if (*out < 0)
        {
          g_autofree char *guessed = g_content_type_guess (NULL, (const guchar *) piece, (gsize) MIN (size, SAMPLE), NULL);
          g_autofree char *media_type = g_content_type_get_mime_type (guessed);

          if (file->ending == NULL)
            file->ending = g_strdup (ending_of_type (media_type));
          *path = g_strconcat (stem, file->ending, NULL);
          *out = g_open (*path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        }
      if (*out < 0 || !write_all (*out, piece, size))
        return cannot_write (self->target, error);
      if (size == 0)
        break;
    }
  return size >= 0 && (fsync (*out) == 0 || cannot_write (self->target, error));
}

static gboolean
copy_blob (Writing *self, LotseHandingInFile *file, const char *stem, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GInputStream) content = lotse_store_open_blob (self->store, file->blob, &local);
  g_autofree char *path = NULL;
  int out = -1;
  gboolean done;

  if (g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
    {
      file->missing = TRUE;
      return TRUE;
    }
  if (content == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  done = copy_pieces (self, content, file, stem, &path, &out, error);
  if (out >= 0 && close (out) != 0 && done)
    return cannot_write (self->target, error);
  return done;
}

static gboolean
write_file (Writing *self, LotseHandingInFile *file, GError **error)
{
  g_autofree char *folder = file->folder != NULL ? g_build_filename (self->part, file->folder, NULL) : g_strdup (self->part);
  g_autofree char *stem = g_build_filename (folder, file->name, NULL);
  g_autofree char *path = file->document != NULL ? g_strconcat (stem, file->ending, NULL) : NULL;

  if (g_mkdir (folder, 0700) != 0 && errno != EEXIST)
    return cannot_write (self->target, error);
  return file->document != NULL ? lotse_grant_document_write (file->document, path, self->cancellable, NULL, NULL, error)
                                : copy_blob (self, file, stem, error);
}

static gboolean
write_contents (Writing *self, GError **error)
{
  g_autoptr (LotseGrantDocument) document = lotse_handing_in_contents (self->files, self->language);
  g_autofree char *kind = lotse_handing_in_safe_name (document->kind);
  g_autofree char *name = g_strdup_printf ("00 %s.pdf", kind);
  g_autofree char *path = g_build_filename (self->part, name, NULL);

  return lotse_grant_document_write (document, path, self->cancellable, NULL, NULL, error);
}

static gboolean
write_files (Writing *self, GError **error)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || !write_file (self, self->files->pdata[i], error))
        return FALSE;
      if (self->progress != NULL)
        self->progress (i + 1, self->files->len + 1, self->data);
    }
  if (!write_contents (self, error) || g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->progress != NULL)
    self->progress (self->files->len + 1, self->files->len + 1, self->data);
  return TRUE;
}

/* A folder that is renamed takes the place of an empty one, and of nothing else. */
static gboolean
write_folder (Writing *self, GError **error)
{
  gboolean done;

  if (g_mkdtemp_full (self->part, 0700) == NULL)
    return cannot_write (self->target, error);
  done = write_files (self, error);
  if (done && g_rename (self->part, self->target) == 0)
    return TRUE;
  if (done && (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR))
    check_target (self->target, error);
  else if (done)
    cannot_write (self->target, error);
  remove_folder (self->part, 1);
  return FALSE;
}

gboolean
lotse_handing_in_write (LotseStore *store, const char *application, const char *folder, const char *language, GCancellable *cancellable,
                        LotsePaperProgress progress, gpointer data, GError **error)
{
  g_autofree char *target = g_canonicalize_filename (folder, NULL);
  g_autofree char *part = g_strdup_printf ("%s.XXXXXX", target);
  Writing writing = { store, target, part, lotse_language_of (language), NULL, cancellable, progress, data };
  gboolean done;

  if (!check_target (target, error))
    return FALSE;
  writing.files = lotse_handing_in_list (store, application, writing.language, error);
  if (writing.files == NULL)
    return FALSE;
  done = write_folder (&writing, error);
  g_ptr_array_unref (writing.files);
  return done;
}
