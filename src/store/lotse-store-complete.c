/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a profile was ever complete: what tells an emptied database from one that is only being made.
 *
 * A process that is killed during the very first opening leaves a key and a database of no bytes, and a disk or a tool for
 * synchronising folders may leave just the same of a profile with years of work in it.  The file `complete` beside the
 * database tells them apart: it is written after the first opening has committed everything, and kept from then on.  An
 * empty database without it was never in use, so that opening it goes on where the killed process stopped; one with it has
 * lost its data, and SQLite, which would make a new database of it and drop its log, does not get to see it.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static char *
mark_path (LotseStore *self)
{
  return g_build_filename (self->folder, "complete", NULL);
}

gboolean
lotse_store_check_complete (LotseStore *self, const char *database, GError **error)
{
  g_autofree char *mark = mark_path (self);
  GStatBuf info;

  if (g_stat (database, &info) != 0)
    {
      /* Somebody took the database away: this begins a new profile, which is not complete before its first opening ends. */
      if (errno == ENOENT)
        g_unlink (mark);
      return TRUE;
    }
  if (info.st_size > 0 || !g_file_test (mark, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT,
               _("The database “%s” is empty although this profile was in use: something outside of Lotse has emptied it. Nothing was "
                 "overwritten. Recover the data from a backup, or move the file away to begin anew."), database);
  return FALSE;
}

/* A full disk is no reason not to open: the next opening tries it again. */
void
lotse_store_mark_complete (LotseStore *self)
{
  g_autofree char *mark = mark_path (self);
  g_autoptr (GError) local = NULL;

  if (!g_file_test (mark, G_FILE_TEST_EXISTS)
      && !g_file_set_contents_full (mark, "1\n", 2, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &local))
    g_debug ("The mark of a complete profile was not written: %s", local->message);
}
