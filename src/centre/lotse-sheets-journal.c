/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of the journal of anonymous sheets; some lines an event, read once a start. */
#include "lotse-sheets-journal.h"

#include "lotse-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
fail (GError **error, int file)
{
  int code = errno;

  if (file >= 0)
    close (file);
  g_set_error (error, LOTSE_ERROR, code == ENOSPC ? LOTSE_ERROR_FULL : LOTSE_ERROR_IO,
               "The centre's journal of sheets cannot be used (%s), so nothing was changed.", g_strerror (code));
  return FALSE;
}

static gboolean
write_lines (int file, const GPtrArray *batches)
{
  for (guint i = 0; i < batches->len; i++)
    {
      g_autofree char *line = g_strconcat (batches->pdata[i], "\n", NULL);
      gsize size = strlen (line), done = 0;

      while (done < size)
        {
          gssize part = write (file, line + done, size - done);

          if (part < 0 && errno != EINTR)
            return FALSE;
          done += part > 0 ? (gsize) part : 0;
        }
    }
  return TRUE;
}

/*
 * When the last sheets came is nobody's business.  The time of the file is any one before 1988, and another one whenever it has
 * changed, because programs that copy only what is new go by it.
 */
static gboolean
finish (int file)
{
  const time_t any = (time_t) (g_random_int () >> 3);
  const struct timespec times[2] = { { any, 0 }, { any, 0 } };

  return futimens (file, times) == 0 && fsync (file) == 0;
}

gboolean
lotse_sheets_journal_append (const char *folder, const GPtrArray *batches, GError **error)
{
  g_autofree char *path = g_build_filename (folder, LOTSE_SHEETS_JOURNAL, NULL);
  int file = open (path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  struct stat before;
  char last = '\n';

  if (file < 0 || fstat (file, &before) != 0)
    return fail (error, file);
  /* What a crash has torn must not become the beginning of this line. */
  if (before.st_size > 0 && (pread (file, &last, 1, before.st_size - 1) != 1 || (last != '\n' && write (file, "\n", 1) != 1)))
    return fail (error, file);
  if (write_lines (file, batches) && finish (file))
    {
      close (file);
      return TRUE;
    }
  if (ftruncate (file, before.st_size) != 0)
    g_warning ("the journal of sheets could not be cut back");
  return fail (error, file);
}

gboolean
lotse_sheets_journal_read (const char *folder, LotseSheetsJournalEach each, gpointer data, GError **error)
{
  g_autofree char *path = g_build_filename (folder, LOTSE_SHEETS_JOURNAL, NULL);
  g_autofree char *text = NULL;
  int file = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  struct stat info;
  char *end;

  /* Made when a centre begins, so that whoever copies its files finds it. */
  if (file < 0 || fstat (file, &info) != 0 || (info.st_size == 0 && !finish (file)))
    return fail (error, file);
  close (file);
  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      errno = EIO;
      return fail (error, -1);
    }
  for (char *line = text; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      *end = '\0';
      if (end > line && !each (line, data, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lotse_sheets_journal_replace (const char *folder, const GPtrArray *batches, GError **error)
{
  g_autofree char *path = g_build_filename (folder, LOTSE_SHEETS_JOURNAL, NULL);
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);
  struct stat owner;
  int file = open (fresh, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  if (file < 0)
    return fail (error, file);
  /* A command of root's must not take it from the server's own account. */
  if (geteuid () == 0 && stat (folder, &owner) == 0 && fchown (file, owner.st_uid, owner.st_gid) != 0)
    return fail (error, file);
  if (!write_lines (file, batches) || !finish (file) || g_rename (fresh, path) != 0)
    {
      fail (error, file);
      g_unlink (fresh);
      return FALSE;
    }
  close (file);
  return TRUE;
}
