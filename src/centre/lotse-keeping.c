/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Backups, restoring and checking.
 *
 * A restored database begins a new epoch: devices notice, take everything anew and offer what they wrote in the last 90
 * days.  Codes and send ids of the old days mean nothing any more.
 */
#include "lotse-centre-private.h"

#include "lotse-buckets.h"
#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-json.h"
#include "lotse-key.h"
#include "lotse-past.h"
#include "lotse-centre-sheets.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define CHECK_PAGE 1000u
#define MOST_COMPLAINTS 20
#define LEAST_PASSPHRASE 12 /* characters: whoever has the file may try for years */

static gboolean
is_free (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT, "There is a file \"%s\" already. Please take another name.", path);
  return FALSE;
}

gboolean
lotse_centre_backup (LotseCentre *self, const char *path, GError **error)
{
  if (!is_free (path, error) || !self->backend->backup (self->backend, path, error))
    return FALSE;
  if (lotse_key_put_into_backup (path, NULL, self->key, error))
    return TRUE;
  g_unlink (path);
  return FALSE;
}

gboolean
lotse_centre_backup_encrypted (LotseCentre *self, const char *path, const char *passphrase, GError **error)
{
  guint8 file_key[32];
  gboolean done;

  if (g_utf8_strlen (passphrase, -1) < LEAST_PASSPHRASE)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, "The passphrase is too short: please take at least %d characters.",
                   LEAST_PASSPHRASE);
      return FALSE;
    }
  if (!is_free (path, error) || !lotse_backend_sqlite_backup_encrypted (self->backend, path, passphrase, file_key, error))
    return FALSE;
  done = lotse_key_put_into_backup (path, file_key, self->key, error);
  sodium_memzero (file_key, sizeof file_key);
  if (!done)
    g_unlink (path);
  return done;
}

/* --- Restoring -------------------------------------------------------------------------------------------------- */

int
lotse_centre_lock_alone (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  int lock;

  if (g_mkdir_with_parents (folder, 0700) != 0 || (lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)) < 0)
    {
      lotse_centre_fail_io (error, "The folder of the centre cannot be used");
      return -1;
    }
  if (flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  close (lock);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_BUSY,
                       "The centre is running. Please stop it first (systemctl stop lotse-server); nothing was changed.");
  return -1;
}

/* Nobody who was told something by the database that was lost may take it for this one. */
static gboolean
begin_epoch (LotseBackend *backend, GError **error)
{
  g_autofree char *epoch = lotse_id_mark ();
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, backend->last_number (backend));
  g_autoptr (GPtrArray) devices = NULL;

  if (!backend->set_setting (backend, "epoch", epoch, error) || !backend->set_setting (backend, "restored", last, error)
      || !backend->remove_code (backend, NULL, error) || !lotse_key_loosen_check (backend, error))
    return FALSE;
  devices = backend->devices_of (backend, NULL, error);
  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      LotseDevice *device = g_ptr_array_index (devices, i);

      g_clear_pointer (&device->last_send, g_free);
      if (!backend->put_device (backend, device, error))
        return FALSE;
    }
  return devices != NULL;
}

static gboolean
prepare (const char *path, GError **error)
{
  LotseBackend *backend = lotse_backend_sqlite_open (path, error);
  gboolean ok;

  if (backend == NULL)
    return FALSE;
  ok = backend->begin (backend, error);
  if (ok && !begin_epoch (backend, error))
    {
      backend->rollback (backend);
      ok = FALSE;
    }
  ok = ok && backend->commit (backend, error) && backend->wipe (backend, error);
  backend->close (backend);
  return ok;
}

static void
remove_database (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);

  g_unlink (path);
  g_unlink (log);
  g_unlink (shared);
}

/* The old database with all of its log in one file, out of the way. */
static gboolean
put_aside (const char *path, const char *aside, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);
  g_autofree char *aside_log = g_strconcat (aside, "-wal", NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_rename (path, aside) != 0 || (g_file_test (log, G_FILE_TEST_EXISTS) && g_rename (log, aside_log) != 0))
    return lotse_centre_fail_io (error, "The old database cannot be put aside");
  g_unlink (shared);
  return TRUE;
}

/* The backup itself is never opened as an encrypted database: that would write beside it. */
static gboolean
decrypt (const char *backup, const char *fresh, const char *passphrase, GError **error)
{
  g_autofree char *path = g_strconcat (fresh, ".encrypted", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (backup);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) local = NULL;
  gboolean done = FALSE;

  remove_database (path);
  if (g_file_copy (from, to, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &local))
    done = lotse_backend_sqlite_decrypt (path, fresh, passphrase, error);
  else
    g_set_error (error, LOTSE_ERROR, g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? LOTSE_ERROR_FULL : LOTSE_ERROR_IO,
                 "The backup cannot be copied into the folder of the centre: %s. Nothing was changed.", local->message);
  remove_database (path);
  return done;
}

static char *
restore_into (const char *folder, const char *backup, const char *passphrase, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "centre.db", NULL);
  g_autofree char *fresh = g_build_filename (folder, "centre.db.new", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *aside = g_strdup_printf ("%s.before-%s", path, stamp);
  gboolean done;

  remove_database (fresh);
  if (passphrase != NULL)
    done = decrypt (backup, fresh, passphrase, error);
  else
    done = lotse_backend_sqlite_restore (backup, fresh, error);
  if (!done || !prepare (fresh, error))
    {
      remove_database (fresh);
      return NULL;
    }
  if (!put_aside (path, aside, error))
    return NULL;
  if (g_rename (fresh, path) != 0)
    {
      lotse_centre_fail_io (error, "The backup cannot be put in place");
      return NULL;
    }
  return g_steal_pointer (&aside);
}

char *
lotse_centre_restore (const char *folder, const char *backup, GError **error)
{
  return lotse_centre_restore_encrypted (folder, backup, NULL, error);
}

char *
lotse_centre_restore_encrypted (const char *folder, const char *backup, const char *passphrase, GError **error)
{
  int lock;
  char *aside;

  if (!g_file_test (backup, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, "There is no file \"%s\".", backup);
      return NULL;
    }
  lock = lotse_centre_lock_alone (folder, error);
  if (lock < 0)
    return NULL;
  aside = restore_into (folder, backup, passphrase, error);
  close (lock);
  return aside;
}

/* --- Checking ---------------------------------------------------------------------------------------------------- */

static void
complain (GString *wrong, guint *n, const LotseStored *record, const char *what)
{
  if (++*n <= MOST_COMPLAINTS)
    g_string_append_printf (wrong, "%s %s: %s\n", record->kind, record->id, what);
}

/* Whether the record lies exactly where its rules say. */
static gboolean
check_places (LotseCentre *self, const LotseStored *record, const LotseRegisters *registers, gboolean *right, GError **error)
{
  g_autoptr (GHashTable) names = lotse_buckets_compute (self, record, registers, error);
  g_autoptr (GPtrArray) members = names != NULL ? self->backend->members_of (self->backend, record->id, error) : NULL;

  *right = TRUE;
  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const LotseMember *member = g_ptr_array_index (members, i);

      if (!member->left && !g_hash_table_remove (names, member->bucket))
        *right = FALSE;
    }
  if (members != NULL && g_hash_table_size (names) > 0)
    *right = FALSE;
  return members != NULL;
}

/* Whether the text that is sent is one, and of this record. */
static gboolean
is_of_record (const LotseStored *record)
{
  g_autoptr (JsonNode) node = g_utf8_validate (record->doc, -1, NULL) ? lotse_json_parse (record->doc, strlen (record->doc), NULL) : NULL;
  const char *kind = NULL;
  const char *id = NULL;

  return node != NULL && lotse_json_read_text (json_node_get_object (node), "k", &kind, NULL)
         && lotse_json_read_text (json_node_get_object (node), "i", &id, NULL) && g_strcmp0 (kind, record->kind) == 0
         && g_strcmp0 (id, record->id) == 0;
}

static void
see_nothing (const LotsePast *past, const char *reg, const char *value, guint64 effective, LotseVerdict verdict, gboolean stood,
             gpointer data)
{
}

static gboolean
check_past (LotseCentre *self, const LotseStored *record, GString *wrong, guint *n, GError **error)
{
  g_autoptr (GPtrArray) rows = self->backend->past_of (self->backend, record->id, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!lotse_past_visit (g_ptr_array_index (rows, i), see_nothing, NULL, NULL))
      {
        complain (wrong, n, record, "has a history that cannot be read");
        break;
      }
  return rows != NULL;
}

static gboolean
check_record (LotseCentre *self, const LotseStored *record, gint64 last, GString *wrong, guint *n, GError **error)
{
  g_autoptr (LotseRegisters) registers = lotse_registers_from_text (record->doc, NULL);
  gboolean right;

  if (registers == NULL)
    {
      complain (wrong, n, record, "cannot be read");
      return TRUE;
    }
  if (!is_of_record (record))
    complain (wrong, n, record, "says that it is another one");
  if (record->number > last)
    complain (wrong, n, record, "has a number that was never given");
  if (record->deleted != (lotse_registers_value (registers, LOTSE_REGISTER_DELETED) != NULL))
    complain (wrong, n, record, "is and is not in the bin");
  if (!check_places (self, record, registers, &right, error))
    return FALSE;
  if (!right)
    complain (wrong, n, record, "does not lie in the buckets where it belongs");
  return check_past (self, record, wrong, n, error);
}

/* A file that only can be read is of no use to a centre; it shows with the first write, which is rolled back here. */
static gboolean
check_writing (LotseCentre *self, GError **error)
{
  return self->backend->set_setting (self->backend, "epoch", self->epoch, error);
}

static gboolean
check_records (LotseCentre *self, GString *wrong, GError **error)
{
  g_autofree char *after = g_strdup ("");
  gint64 last = self->backend->last_number (self->backend);
  guint n = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) page = self->backend->records_from (self->backend, after, CHECK_PAGE, error);

      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        if (!check_record (self, g_ptr_array_index (page, i), last, wrong, &n, error))
          return FALSE;
      if (page->len < CHECK_PAGE)
        break;
      g_free (after);
      after = g_strdup (((LotseStored *) g_ptr_array_index (page, page->len - 1))->id);
    }
  if (n > MOST_COMPLAINTS)
    g_string_append_printf (wrong, "and %u more\n", n - MOST_COMPLAINTS);
  return TRUE;
}

/*
 * Whether each account holds exactly what follows from its roles, its person and the pairs: computing that anew must change
 * nothing.  What the passing of time alone brings about may not have been done yet, and comes first.
 */
static gboolean
check_accounts (LotseCentre *self, GString *wrong, GError **error)
{
  g_autoptr (GPtrArray) accounts = lotse_buckets_lapse (self, error) ? self->backend->accounts_of (self->backend, NULL, error) : NULL;

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const LotseAccount *account = g_ptr_array_index (accounts, i);
      gint64 before = self->backend->last_number (self->backend);

      if (!lotse_buckets_update_account (self, account, error))
        return FALSE;
      if (self->backend->last_number (self->backend) != before)
        g_string_append_printf (wrong, "account %s: does not hold exactly what belongs to it\n", account->name);
    }
  return accounts != NULL;
}

static gboolean
check_devices (LotseCentre *self, GString *wrong, GError **error)
{
  g_autoptr (GPtrArray) devices = self->backend->devices_of (self->backend, NULL, error);

  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      const LotseDevice *device = g_ptr_array_index (devices, i);
      g_autoptr (LotseAccount) account = NULL;
      g_autofree char *number = lotse_u64_to_hex (device->number);

      if (!self->backend->get_account (self->backend, device->account, &account, error))
        return FALSE;
      if (account == NULL)
        g_string_append_printf (wrong, "device %s: belongs to no account\n", number);
    }
  return devices != NULL;
}

char *
lotse_centre_check (LotseCentre *self, GError **error)
{
  g_autoptr (GString) wrong = g_string_new (NULL);
  g_autoptr (GError) local = NULL;
  g_autofree char *database = self->backend->check (self->backend, &local);
  gboolean ok;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (database != NULL)
    g_string_append_printf (wrong, "%s\n", database);
  /* Within a transaction, so that nobody writes between two looks; whatever it writes itself is rolled back. */
  if (!lotse_centre_begin (self, error))
    return NULL;
  ok = check_writing (self, error) && check_records (self, wrong, error) && check_devices (self, wrong, error)
       && lotse_centre_sheets_check (self, wrong, error)
       && check_accounts (self, wrong, error);
  lotse_centre_rollback (self);
  return ok && wrong->len > 0 ? g_strdup (wrong->str) : NULL;
}
