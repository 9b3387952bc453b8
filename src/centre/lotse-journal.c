/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal's file: appended to and never rewritten.  Some lines a day are expected, and a few thousand at most.
 */
#include "lotse-journal.h"

#include "lotse-error.h"
#include "lotse-json.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct _LotseJournal
{
  char *path;
  int file;
  GString *lines; /* of the transaction under way */
};

static gboolean
fail (GError **error)
{
  int code = errno;

  g_set_error (error, LOTSE_ERROR, code == ENOSPC ? LOTSE_ERROR_FULL : LOTSE_ERROR_IO,
               "The centre's journal cannot be written (%s), so nothing was changed.", g_strerror (code));
  return FALSE;
}

LotseJournal *
lotse_journal_open (const char *path, GError **error)
{
  LotseJournal *self;
  int file = open (path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  if (file < 0)
    {
      fail (error);
      return NULL;
    }
  self = g_new0 (LotseJournal, 1);
  self->path = g_strdup (path);
  self->file = file;
  self->lines = g_string_new (NULL);
  return self;
}

void
lotse_journal_close (LotseJournal *self)
{
  if (self == NULL)
    return;
  close (self->file);
  g_string_free (self->lines, TRUE);
  g_free (self->path);
  g_free (self);
}

void
lotse_journal_add (LotseJournal *self, const char *name, ...)
{
  va_list pairs;

  g_string_append_c (self->lines, '{');
  va_start (pairs, name);
  for (; name != NULL; name = va_arg (pairs, const char *))
    {
      const char *text = va_arg (pairs, const char *);

      if (text == NULL)
        continue;
      lotse_json_append_name (self->lines, name);
      lotse_json_append_text (self->lines, text);
    }
  va_end (pairs);
  g_string_append (self->lines, "}\n");
}

void
lotse_journal_drop (LotseJournal *self)
{
  g_string_truncate (self->lines, 0);
}

gboolean
lotse_journal_has_lines (LotseJournal *self)
{
  return self->lines->len > 0;
}

gint64
lotse_journal_size (LotseJournal *self)
{
  struct stat info;

  return fstat (self->file, &info) == 0 ? (gint64) info.st_size : 0;
}

gboolean
lotse_journal_write (LotseJournal *self, GError **error)
{
  gint64 before = lotse_journal_size (self);
  gsize done = 0;

  while (done < self->lines->len)
    {
      gssize size = write (self->file, self->lines->str + done, self->lines->len - done);

      if (size < 0 && errno == EINTR)
        continue;
      if (size < 0)
        {
          fail (error);
          /* Half a line would be taken for the beginning of the next one. */
          if (ftruncate (self->file, before) != 0)
            g_warning ("the journal could not be cut back");
          return FALSE;
        }
      done += (gsize) size;
    }
  if (done > 0 && fsync (self->file) != 0)
    return fail (error);
  g_string_truncate (self->lines, 0);
  return TRUE;
}

static gboolean
replay_text (char *text, LotseJournalReplay replay, gpointer data, GError **error)
{
  char *end;

  for (char *line = text; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      g_autoptr (JsonNode) node = NULL;

      if (end == line)
        continue;
      node = lotse_json_parse (line, (gsize) (end - line), NULL);
      if (node == NULL)
        {
          g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT,
                               "The centre's journal is damaged, so the centre does not start: it could bring back what was erased.");
          return FALSE;
        }
      if (!replay (json_node_get_object (node), data, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lotse_journal_replay (LotseJournal *self, gint64 from, LotseJournalReplay replay, gpointer data, GError **error)
{
  g_autofree char *text = NULL;
  gsize size = 0;
  char *last;

  if (!g_file_get_contents (self->path, &text, &size, NULL))
    return fail (error);
  last = memrchr (text, '\n', size);
  if (size > 0 && (last == NULL || last + 1 < text + size))
    {
      gint64 whole = last != NULL ? last + 1 - text : 0;

      if (ftruncate (self->file, whole) != 0)
        return fail (error);
      text[whole] = '\0';
      size = (gsize) whole;
    }
  return from >= (gint64) size || replay_text (text + MAX (from, 0), replay, data, error);
}
