/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of reminders; see the header.  Some ten thousand lines at most: five years of a busy office. */
#include "config.h"

#include "lotse-reminder-log.h"

#include "lotse-error.h"
#include "lotse-store-private.h"

#include <glib/gi18n-lib.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

typedef struct
{
  void (*each) (const LotseReminderLine *line, gpointer data);
  gpointer data;
  const LotseReminderLine *lines;
  guint n_lines;
  guint32 slip;
  gint64 until_ms;
  const char *due;
  GHashTable *open;
} Call;

/* --- Reading ------------------------------------------------------------------------------------------------ */

static gboolean
call_each (LotseStore *self, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (GError) local = NULL;
  LotseStatement *statement = lotse_db_query (self->db, error,
                                              "SELECT id, due, lead, shown, sleeps_until, slip, notification FROM reminder "
                                              "ORDER BY id, due, lead", "");

  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      g_autofree char *id = lotse_store_dup_id (statement, 0);
      const LotseReminderLine line = {
        .id = id,
        .due = lotse_statement_text (statement, 1),
        .lead = (int) lotse_statement_int (statement, 2),
        .shown_ms = lotse_statement_int (statement, 3),
        .sleeps_until_ms = lotse_statement_int (statement, 4),
        .slip = (guint32) lotse_statement_int (statement, 5),
        .notification = (guint32) lotse_statement_int (statement, 6),
      };

      if (id != NULL && line.due != NULL)
        call->each (&line, call->data);
    }
  return lotse_statement_end (statement, &local, error);
}

/**
 * lotse_reminder_log_each:
 * @each: gets each line; what it points to is its own only until it returns
 *
 * Returns: whether all of them were read; else an error of the store
 */
gboolean
lotse_reminder_log_each (LotseStore *store, void (*each) (const LotseReminderLine *line, gpointer data), gpointer data, GError **error)
{
  Call call = { .each = each, .data = data };

  return lotse_store_run (store, call_each, &call, error);
}

/* --- Writing ------------------------------------------------------------------------------------------------ */

static gboolean
call_write (LotseStore *self, gpointer data, GError **error)
{
  const Call *call = data;

  for (guint i = 0; i < call->n_lines; i++)
    {
      const LotseReminderLine *line = &call->lines[i];
      guint8 bytes[LOTSE_ID_BYTES];

      g_return_val_if_fail (lotse_id_to_bytes (line->id, bytes) && line->slip != 0, FALSE);
      if (!lotse_db_run (self->db, error, "INSERT OR REPLACE INTO reminder VALUES (?, ?, ?, ?, ?, ?, ?)", "bsiiiii", bytes,
                         (gssize) LOTSE_ID_BYTES, line->due, (gint64) line->lead, line->shown_ms, line->sleeps_until_ms,
                         (gint64) line->slip, (gint64) line->notification))
        return FALSE;
    }
  return TRUE;
}

gboolean
lotse_reminder_log_write (LotseStore *store, const LotseReminderLine *lines, guint n_lines, GError **error)
{
  Call call = { .lines = lines, .n_lines = n_lines };

  return lotse_store_run_write (store, call_write, &call, error);
}

static gboolean
call_sleep (LotseStore *self, gpointer data, GError **error)
{
  const Call *call = data;

  return lotse_db_run (self->db, error, "UPDATE reminder SET sleeps_until = ?, notification = 0 WHERE slip = ? AND notification <> 0", "ii",
                       call->until_ms, (gint64) call->slip);
}

gboolean
lotse_reminder_log_sleep (LotseStore *store, guint32 slip, gint64 until_ms, GError **error)
{
  Call call = { .slip = slip, .until_ms = until_ms };

  return lotse_store_run_write (store, call_sleep, &call, error);
}

static gboolean
call_close (LotseStore *self, gpointer data, GError **error)
{
  const Call *call = data;

  return lotse_db_run (self->db, error, "UPDATE reminder SET notification = 0 WHERE slip = ?", "i", (gint64) call->slip);
}

gboolean
lotse_reminder_log_close (LotseStore *store, guint32 slip, GError **error)
{
  Call call = { .slip = slip };

  return lotse_store_run_write (store, call_close, &call, error);
}

static gboolean
call_withdraw (LotseStore *self, gpointer data, GError **error)
{
  const Call *call = data;

  return call_close (self, data, error)
         && lotse_db_run (self->db, error, "DELETE FROM reminder WHERE slip = ? AND shown = 0", "i", (gint64) call->slip);
}

gboolean
lotse_reminder_log_withdraw (LotseStore *store, guint32 slip, GError **error)
{
  Call call = { .slip = slip };

  return lotse_store_run_write (store, call_withdraw, &call, error);
}

static gboolean
call_forget_numbers (LotseStore *self, gpointer data, GError **error)
{
  return lotse_db_exec (self->db, "UPDATE reminder SET notification = 0 WHERE notification <> 0", error);
}

gboolean
lotse_reminder_log_forget_numbers (LotseStore *store, GError **error)
{
  return lotse_store_run_write (store, call_forget_numbers, NULL, error);
}

static gboolean
call_forget_before (LotseStore *self, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (GPtrArray) ids
    = lotse_store_collect_ids (lotse_db_query (self->db, error, "SELECT DISTINCT id FROM reminder WHERE due < ?", "s", call->due), error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      guint8 bytes[LOTSE_ID_BYTES];

      if (!g_hash_table_contains (call->open, ids->pdata[i]) && lotse_id_to_bytes (ids->pdata[i], bytes)
          && !lotse_db_run (self->db, error, "DELETE FROM reminder WHERE id = ? AND due < ?", "bs", bytes, (gssize) LOTSE_ID_BYTES, call->due))
        return FALSE;
    }
  return ids != NULL;
}

/**
 * lotse_reminder_log_forget_before:
 * @due: canonical date
 * @open: (element-type utf8 utf8): a set of the ids that are open
 */
gboolean
lotse_reminder_log_forget_before (LotseStore *store, const char *due, GHashTable *open, GError **error)
{
  Call call = { .due = due, .open = open };

  return lotse_store_run_write (store, call_forget_before, &call, error);
}

/* --- Which program reminds ---------------------------------------------------------------------------------- */

struct _LotseReminderLock
{
  int fd;
};

/**
 * lotse_reminder_log_lock:
 *
 * Returns: (transfer full): what is given back with lotse_reminder_log_unlock(), or when the process ends; %NULL with BUSY (another
 *   program reminds) or IO
 */
LotseReminderLock *
lotse_reminder_log_lock (LotseStore *store, GError **error)
{
  g_autofree char *path = g_build_filename (lotse_store_get_folder (store), "remind.lock", NULL);
  const int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  LotseReminderLock *lock;

  if (fd < 0 || flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      const int code = errno;

      if (fd >= 0)
        close (fd);
      if (code == EWOULDBLOCK)
        g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_BUSY, _("Another window already reminds of the deadlines of this data."));
      else
        g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO, _("The folder “%s” cannot be used for reminders (%s). Nothing is lost."),
                     lotse_store_get_folder (store), g_strerror (code));
      return NULL;
    }
  lock = g_new0 (LotseReminderLock, 1);
  lock->fd = fd;
  return lock;
}

void
lotse_reminder_log_unlock (LotseReminderLock *lock)
{
  if (lock == NULL)
    return;
  close (lock->fd);
  g_free (lock);
}
