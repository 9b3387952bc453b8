/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a centre, its transactions, and what all its files need: clock, keyed hashes, the accounts behind devices.
 *
 * Order of a commit: the journal's lines are on disk first, then the database with the place in the journal up to which
 * it knows everything.  A crash in between leaves lines that the next opening replays.
 */
#include "lotse-centre-private.h"

#include "config.h"

#include "lotse-blobs.h"
#include "lotse-buckets.h"
#include "lotse-erase.h"
#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-key.h"
#include "lotse-replay.h"
#include "lotse-sheets-journal.h"
#include "lotse-centre-sheets.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* --- Opening ------------------------------------------------------------------------------------------------- */

gboolean
lotse_centre_fail_io (GError **error, const char *what)
{
  int code = errno;

  g_set_error (error, LOTSE_ERROR, code == ENOSPC ? LOTSE_ERROR_FULL : LOTSE_ERROR_IO, "%s: %s. Nothing was changed.", what,
               g_strerror (code));
  return FALSE;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return lotse_centre_fail_io (error, "The folder of the centre cannot be made");
  if (g_chmod (folder, 0700) != 0)
    return lotse_centre_fail_io (error, "The folder of the centre cannot be closed to others");
  return TRUE;
}

/* Everybody who works in the folder shares the lock; only a restore takes it alone. */
static gboolean
take_lock (LotseCentre *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "lock", NULL);

  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0)
    return lotse_centre_fail_io (error, "The folder of the centre cannot be used");
  if (flock (self->lock, LOCK_SH | LOCK_NB) == 0)
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_BUSY,
                       "A backup is being restored in this folder. Please try again when that is done.");
  return FALSE;
}

/* The texts that every centre has; what is missing is made. */
static gboolean
read_settings (LotseCentre *self, GError **error)
{
  if (!self->backend->get_setting (self->backend, "epoch", &self->epoch, error)
      || !self->backend->get_setting (self->backend, "name", &self->name, error))
    return FALSE;
  if (self->name == NULL)
    self->name = g_strdup ("Lotse");
  if (self->epoch != NULL)
    return TRUE;
  self->epoch = lotse_id_mark ();
  return self->backend->set_setting (self->backend, "epoch", self->epoch, error);
}

/* A newer version may know kinds, fields and rules that the last one did not. */
static gboolean
follow_upgrade (LotseCentre *self, GError **error)
{
  g_autofree char *version = NULL;

  if (!self->backend->get_setting (self->backend, "version", &version, error))
    return FALSE;
  if (g_strcmp0 (version, PACKAGE_VERSION) == 0)
    return TRUE;
  return (version == NULL || lotse_buckets_update_all (self, error))
         && self->backend->set_setting (self->backend, "version", PACKAGE_VERSION, error);
}

/* What root makes with a command, the service's own account must be able to use. */
static void
give_to_owner (const char *folder)
{
  static const char *const names[] = { "centre.db", "centre.db-wal", "centre.db-shm", "journal", LOTSE_SHEETS_JOURNAL, "lock", "server.key" };
  GStatBuf info;

  if (geteuid () != 0 || g_stat (folder, &info) != 0 || info.st_uid == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      if (lchown (path, info.st_uid, info.st_gid) != 0 && errno != ENOENT)
        g_warning ("a file of the centre could not be given to its owner");
    }
}

static gboolean
open_parts (LotseCentre *self, GError **error)
{
  g_autofree char *database = g_build_filename (self->folder, "centre.db", NULL);
  g_autofree char *journal = g_build_filename (self->folder, "journal", NULL);

  if (!make_folder (self->folder, error) || !take_lock (self, error))
    return FALSE;
  self->journal = lotse_journal_open (journal, error);
  if (self->journal == NULL)
    return FALSE;
  self->backend = lotse_backend_sqlite_open (database, error);
  if (self->backend == NULL || !lotse_key_take_from_backup (self->backend, self->folder, error) || !lotse_key_read (self, error)
      || !lotse_centre_begin (self, error))
    return FALSE;
  if (!lotse_key_keep_check (self, error) || !read_settings (self, error) || !lotse_replay_journal (self, error)
      || !lotse_centre_sheets_replay (self, error) || !follow_upgrade (self, error))
    {
      lotse_centre_rollback (self);
      return FALSE;
    }
  if (!lotse_centre_commit (self, error))
    return FALSE;
  give_to_owner (self->folder);
  lotse_blobs_forget_parts (self);
  self->seen_version = self->backend->version_of_data (self->backend);
  return lotse_erase_finish (self, error);
}

/**
 * lotse_centre_open:
 * @folder: where the centre keeps everything
 *
 * Returns: (transfer full): the centre, or %NULL
 */
LotseCentre *
lotse_centre_open (const char *folder, GError **error)
{
  g_autoptr (LotseCentre) self = g_new0 (LotseCentre, 1);

  self->page = LOTSE_PROTOCOL_PAGE;
  self->lock = -1;
  self->folder = g_strdup (folder);
  self->writers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->limits = lotse_login_limits_new ();
  self->calendars = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) lotse_kept_calendar_free);
  g_queue_init (&self->arrived);
  if (sodium_init () < 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_IO, "This machine gives no random numbers, so the centre does not start.");
      return NULL;
    }
  return open_parts (self, error) ? g_steal_pointer (&self) : NULL;
}

void
lotse_centre_close (LotseCentre *self)
{
  if (self == NULL)
    return;
  if (self->backend != NULL)
    self->backend->close (self->backend);
  lotse_journal_close (self->journal);
  if (self->lock >= 0)
    close (self->lock);
  g_queue_clear_full (&self->arrived, g_free);
  g_hash_table_unref (self->writers);
  lotse_login_limits_free (self->limits);
  g_hash_table_unref (self->calendars);
  sodium_memzero (self->key, sizeof self->key);
  g_free (self->folder);
  g_free (self->epoch);
  g_free (self->name);
  g_free (self);
}

/* --- Transactions ---------------------------------------------------------------------------------------------- */

gboolean
lotse_centre_begin (LotseCentre *self, GError **error)
{
  g_queue_clear_full (&self->arrived, g_free);
  lotse_journal_drop (self->journal);
  return self->backend->begin (self->backend, error);
}

void
lotse_centre_rollback (LotseCentre *self)
{
  lotse_journal_drop (self->journal);
  self->backend->rollback (self->backend);
}

gboolean
lotse_centre_commit (LotseCentre *self, GError **error)
{
  gboolean ok = TRUE;

  if (lotse_journal_has_lines (self->journal))
    {
      ok = lotse_journal_write (self->journal, error);
      if (ok)
        {
          g_autofree char *size = g_strdup_printf ("%" G_GINT64_FORMAT, lotse_journal_size (self->journal));
          ok = self->backend->set_setting (self->backend, "journal", size, error);
        }
    }
  if (!ok)
    {
      lotse_centre_rollback (self);
      return FALSE;
    }
  return self->backend->commit (self->backend, error);
}

gboolean
lotse_centre_changed_elsewhere (LotseCentre *self)
{
  gint64 version = self->backend->version_of_data (self->backend);
  gboolean changed = version != self->seen_version;

  self->seen_version = version;
  return changed;
}

/* --- What everybody needs ---------------------------------------------------------------------------------- */

void
lotse_centre_set_clock (LotseCentre *self, LotseCentreClock clock, gpointer data)
{
  self->clock = clock;
  self->clock_data = data;
}

void
lotse_centre_set_page (LotseCentre *self, guint n_changes)
{
  self->page = CLAMP (n_changes, 1, LOTSE_PROTOCOL_PAGE);
}

gint64
lotse_centre_now (LotseCentre *self)
{
  return self->clock != NULL ? self->clock (self->clock_data) : g_get_real_time () / 1000;
}

gboolean
lotse_centre_has_new_key (LotseCentre *self)
{
  return self->new_key;
}

const char *
lotse_centre_get_folder (LotseCentre *self)
{
  return self->folder;
}

const char *
lotse_centre_get_epoch (LotseCentre *self)
{
  return self->epoch;
}

const char *
lotse_centre_get_name (LotseCentre *self)
{
  return self->name;
}

/* Keeps a setting in a transaction of its own. */
static gboolean
keep_settings (LotseCentre *self, GError **error, const char *name, const char *value, const char *name2, const char *value2)
{
  if (!lotse_centre_begin (self, error))
    return FALSE;
  if (!self->backend->set_setting (self->backend, name, value, error)
      || (name2 != NULL && !self->backend->set_setting (self->backend, name2, value2, error)))
    {
      lotse_centre_rollback (self);
      return FALSE;
    }
  return lotse_centre_commit (self, error);
}

gboolean
lotse_centre_set_name (LotseCentre *self, const char *name, GError **error)
{
  if (!keep_settings (self, error, "name", name, NULL, NULL))
    return FALSE;
  g_free (self->name);
  self->name = g_strdup (name);
  return TRUE;
}

gboolean
lotse_centre_set_address (LotseCentre *self, const char *url, const char *fingerprint, GError **error)
{
  return keep_settings (self, error, "url", url, "fingerprint", fingerprint);
}

char *
lotse_centre_hash (LotseCentre *self, const char *purpose, const char *secret)
{
  guint8 hash[crypto_generichash_BYTES];
  char text[2 * sizeof hash + 1];
  crypto_generichash_state state;

  crypto_generichash_init (&state, self->key, sizeof self->key, sizeof hash);
  crypto_generichash_update (&state, (const guint8 *) purpose, strlen (purpose) + 1);
  crypto_generichash_update (&state, (const guint8 *) secret, strlen (secret));
  crypto_generichash_final (&state, hash, sizeof hash);
  sodium_bin2hex (text, sizeof text, hash, sizeof hash);
  return g_strdup (text);
}

const char *
lotse_centre_writer (LotseCentre *self, guint64 device)
{
  gint64 key = (gint64) device;
  g_autoptr (LotseDevice) found = NULL;
  const char *account = g_hash_table_lookup (self->writers, &key);

  if (account != NULL || device == 0)
    return account;
  if (!self->backend->get_device (self->backend, device, &found, NULL) || found == NULL)
    return NULL;
  g_hash_table_insert (self->writers, g_memdup2 (&key, sizeof key), g_strdup (found->account));
  return g_hash_table_lookup (self->writers, &key);
}

/* The number of a device and those that it had before, as far as they are of its account. */
static GHashTable *
names_of (LotseCentre *self, guint64 device)
{
  g_autoptr (LotseDevice) found = NULL;
  g_auto (GStrv) former = NULL;
  GHashTable *names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  g_hash_table_add (names, g_memdup2 (&device, sizeof device));
  if (!self->backend->get_device (self->backend, device, &found, NULL) || found == NULL || found->former == NULL)
    return names;
  former = g_strsplit (found->former, " ", -1);
  for (guint i = 0; former[i] != NULL; i++)
    {
      guint64 number;

      if (lotse_u64_from_hex (former[i], &number) && g_strcmp0 (lotse_centre_writer (self, number), found->account) == 0)
        g_hash_table_add (names, g_memdup2 (&number, sizeof number));
    }
  return names;
}

gboolean
lotse_centre_are_kin (LotseCentre *self, guint64 one, guint64 other)
{
  g_autoptr (GHashTable) names = NULL;
  g_autoptr (GHashTable) others = NULL;
  GHashTableIter iter;
  gpointer name;

  if (one == other)
    return TRUE;
  if (one == 0 || other == 0)
    return FALSE;
  names = names_of (self, one);
  others = names_of (self, other);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_hash_table_contains (others, name))
      return TRUE;
  return FALSE;
}

LotseStamp
lotse_centre_stamp (LotseCentre *self, guint64 after)
{
  self->last_clock = lotse_clock_next (MAX (self->last_clock, after), lotse_centre_now (self));
  return (LotseStamp){ self->last_clock, 0 };
}

char *
lotse_centre_datetime (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (ms / 1000);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M") : NULL;
}

gboolean
lotse_centre_audit (LotseCentre *self, const char *who, const char *what, const char *subject, GError **error)
{
  LotseAudit line = { 0, lotse_centre_now (self), (char *) who, (char *) what, (char *) (subject != NULL ? subject : "") };

  return self->backend->add_audit (self->backend, &line, error);
}
