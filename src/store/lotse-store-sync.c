/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sync engine asks of the store: the state of the connection, the outbox, and new beginnings.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* --- The state --- */

void
lotse_sync_state_free (LotseSyncState *state)
{
  if (state == NULL)
    return;
  g_free (state->url);
  g_free (state->fingerprint);
  g_free (state->account);
  g_free (state->person);
  g_free (state->centre);
  g_free (state->epoch);
  g_free (state->cursor);
  g_free (state->token);
  g_clear_pointer (&state->former, g_array_unref);
  g_free (state);
}

static GArray *
parse_former (const char *text)
{
  GArray *former = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint64 number;

      if (lotse_u64_from_hex (parts[i], &number))
        g_array_append_val (former, number);
    }
  return former;
}

static char *
print_former (const GArray *former)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; former != NULL && i < former->len; i++)
    {
      g_autofree char *hex = lotse_u64_to_hex (g_array_index (former, guint64, i));

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", hex);
    }
  return g_string_free (text, text->len == 0);
}

typedef struct
{
  const char *name;
  gsize offset;
} TextMember;

static const TextMember TEXT_MEMBERS[] = {
  { "url", G_STRUCT_OFFSET (LotseSyncState, url) },         { "fingerprint", G_STRUCT_OFFSET (LotseSyncState, fingerprint) },
  { "account", G_STRUCT_OFFSET (LotseSyncState, account) }, { "person", G_STRUCT_OFFSET (LotseSyncState, person) },
  { "centre", G_STRUCT_OFFSET (LotseSyncState, centre) },   { "epoch", G_STRUCT_OFFSET (LotseSyncState, epoch) },
  { "cursor", G_STRUCT_OFFSET (LotseSyncState, cursor) },   { "token", G_STRUCT_OFFSET (LotseSyncState, token) },
};

static gboolean
call_get_state (LotseStore *self, gpointer data, GError **error)
{
  LotseSyncState *state = data;
  g_autofree char *former = lotse_store_meta (self, "former", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (TEXT_MEMBERS); i++)
    G_STRUCT_MEMBER (char *, state, TEXT_MEMBERS[i].offset) = lotse_store_meta (self, TEXT_MEMBERS[i].name, NULL);
  state->device = lotse_store_device (self, error);
  state->former = parse_former (former);
  state->roles = (LotseRoles) lotse_store_meta_int (self, "roles");
  state->offset_ms = lotse_store_meta_int (self, "offset");
  state->last_complete_ms = lotse_store_meta_int (self, "complete");
  state->undertaking = lotse_store_meta_int (self, "undertaking") != 0;
  state->confirmed = lotse_store_meta_int (self, "confirmed") != 0;
  state->receiving_anew = lotse_store_meta_int (self, "anew") != 0;
  return state->device != 0;
}

LotseSyncState *
lotse_store_get_sync_state (LotseStore *self, GError **error)
{
  g_autoptr (LotseSyncState) state = g_new0 (LotseSyncState, 1);

  return lotse_store_run (self, call_get_state, state, error) ? g_steal_pointer (&state) : NULL;
}

static gboolean
call_set_state (LotseStore *self, gpointer data, GError **error)
{
  const LotseSyncState *state = data;
  g_autofree char *former = print_former (state->former);
  g_autofree char *device = lotse_u64_to_hex (state->device);

  for (guint i = 0; i < G_N_ELEMENTS (TEXT_MEMBERS); i++)
    if (!lotse_store_set_meta (self, TEXT_MEMBERS[i].name, G_STRUCT_MEMBER (char *, state, TEXT_MEMBERS[i].offset), error))
      return FALSE;
  self->outbox_changed = TRUE;
  return lotse_store_set_meta (self, "former", former, error) && lotse_store_set_meta (self, "device", device, error)
         && lotse_store_set_meta_int (self, "roles", state->roles, error)
         && lotse_store_set_meta_int (self, "offset", state->offset_ms, error)
         && lotse_store_set_meta_int (self, "complete", state->last_complete_ms, error)
         && lotse_store_set_meta_int (self, "undertaking", state->undertaking, error)
         && lotse_store_set_meta_int (self, "confirmed", state->confirmed, error)
         && lotse_store_set_meta_int (self, "anew", state->receiving_anew, error);
}

gboolean
lotse_store_set_sync_state (LotseStore *self, const LotseSyncState *state, GError **error)
{
  return lotse_store_run_write (self, call_set_state, (gpointer) state, error);
}

static gboolean
count (LotseStore *self, guint *number, const char *sql, GError **error)
{
  gint64 value;

  if (!lotse_db_get_int (self->db, &value, 0, error, sql, ""))
    return FALSE;
  *number = (guint) value;
  return TRUE;
}

static gboolean
call_status (LotseStore *self, gpointer data, GError **error)
{
  LotseStoreStatus *status = data;
  g_autofree char *account = lotse_store_meta (self, "account", NULL);

  status->connected = account != NULL;
  status->last_complete_ms = lotse_store_meta_int (self, "complete");
  return count (self, &status->waiting, "SELECT count (*) FROM outbox WHERE state = 0", error)
         && count (self, &status->parked, "SELECT count (*) FROM outbox WHERE state = 1", error)
         && count (self, &status->refused, "SELECT count (*) FROM refusal", error)
         && count (self, &status->set_aside, "SELECT count (*) FROM aside", error)
         && count (self, &status->conflicts,
                   /* CROSS: the few conflicts first, not the many records. */
                   "SELECT count (*) FROM k_conflict k CROSS JOIN node n ON n.rid = k.rid WHERE k.resolution IS NULL AND n.state = 0",
                   error);
}

gboolean
lotse_store_status (LotseStore *self, LotseStoreStatus *status, GError **error)
{
  *status = (LotseStoreStatus){ 0 };
  return lotse_store_run (self, call_status, status, error);
}

/* --- One process at a time --- */

struct _LotseSyncLock
{
  int fd;
};

LotseSyncLock *
lotse_store_sync_lock (LotseStore *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "sync.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  LotseSyncLock *lock;

  if (fd < 0 || flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      int code = errno;

      if (fd >= 0)
        close (fd);
      if (code == EWOULDBLOCK)
        g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_BUSY, _("Another window or program is just meeting the centre with this data."));
      else
        g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO, _("The folder “%s” cannot be used for sync (%s). Nothing is lost."), self->folder,
                     g_strerror (code));
      return NULL;
    }
  lock = g_new0 (LotseSyncLock, 1);
  lock->fd = fd;
  return lock;
}

void
lotse_store_sync_unlock (LotseSyncLock *lock)
{
  if (lock == NULL)
    return;
  close (lock->fd);
  g_free (lock);
}

/* --- The outbox --- */

typedef struct
{
  gint64 after;
  guint max_edits;
  gsize max_bytes;
  gint64 last_row;
  gboolean more;
  GPtrArray *edits;
} Outbox;

static gboolean
call_outbox (LotseStore *self, gpointer data, GError **error)
{
  Outbox *outbox = data;
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  gsize bytes = 0;

  statement = lotse_db_query (self->db, error, "SELECT row, edit FROM outbox WHERE row > ? AND state = 0 ORDER BY row LIMIT ?", "ii",
                              outbox->after, (gint64) outbox->max_edits + 1);
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      const char *text = lotse_statement_text (statement, 1);
      LotseEdit *edit;

      bytes += strlen (text);
      if (outbox->edits->len >= outbox->max_edits || (bytes > outbox->max_bytes && outbox->edits->len > 0))
        {
          outbox->more = TRUE;
          return TRUE;
        }
      edit = lotse_edit_from_text (text, error);
      if (edit == NULL)
        return FALSE;
      g_ptr_array_add (outbox->edits, edit);
      outbox->last_row = lotse_statement_int (statement, 0);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GPtrArray *
lotse_store_outbox (LotseStore *self, gint64 after, guint max_edits, gsize max_bytes, gint64 *last_row, gboolean *more, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_edit_free);
  Outbox outbox = { .after = after, .max_edits = max_edits, .max_bytes = max_bytes, .last_row = after, .edits = edits };

  if (!lotse_store_run (self, call_outbox, &outbox, error))
    return NULL;
  *last_row = outbox.last_row;
  *more = outbox.more;
  return g_steal_pointer (&edits);
}

typedef struct
{
  char *id;
  GPtrArray *heard;
} BeginSend;

static gboolean
call_begin_send (LotseStore *self, gpointer data, GError **error)
{
  BeginSend *begin = data;
  g_autoptr (LotseStatement) statement = lotse_db_query (self->db, error, "SELECT id FROM send ORDER BY row", "");
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    g_ptr_array_add (begin->heard, g_strdup (lotse_statement_text (statement, 0)));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  begin->id = lotse_id_mark ();
  return lotse_db_run (self->db, error, "INSERT INTO send (id) VALUES (?)", "s", begin->id);
}

/* The id is on the disk before the request leaves: a disk that was copied after that has it too, one before that has not. */
gboolean
lotse_store_begin_send (LotseStore *self, char **send_id, GPtrArray **heard, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  BeginSend begin = { NULL, ids };

  if (!lotse_store_run_write (self, call_begin_send, &begin, error))
    {
      g_free (begin.id);
      return FALSE;
    }
  *send_id = begin.id;
  *heard = g_steal_pointer (&ids);
  return TRUE;
}

/* --- New beginnings --- */

/* Begins a listing: whatever it does not bring is dropped at its end. */
static gboolean
begin_listing (LotseStore *self, GError **error)
{
  return lotse_store_set_meta_int (self, "listing", lotse_store_meta_int (self, "listing") + 1, error)
         && lotse_store_set_meta_int (self, "anew", 1, error) && lotse_store_set_meta (self, "cursor", NULL, error);
}

/* The centre's registers must lie beside each row that gets edits in the outbox again. */
static gboolean
shadow_sent (LotseStore *self, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  LotseStatement *statement;

  statement = lotse_db_query (self->db, error,
                              "SELECT DISTINCT id FROM (SELECT id FROM sent UNION ALL SELECT id FROM outbox WHERE state = 1) WHERE id IN (SELECT id FROM node) AND id NOT IN (SELECT id FROM outbox WHERE state = 0)", "");
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    g_ptr_array_add (ids, lotse_id_from_bytes (lotse_statement_bytes (statement, 0, NULL)));
  lotse_statement_release (statement);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_auto (LotseStoreRow) row = { 0 };

      if (!lotse_store_row_read (self, id, &row, error) || !lotse_store_shadow_write (self, id, row.registers, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
call_start_anew (LotseStore *self, gpointer data, GError **error)
{
  /* What was confirmed comes before what waits, as it was written; the rows get new numbers. */
  static const char MOVE[] =
    /* What has left this device is offered, but its verdict must not bring it back; what was only parked may show. */
    "INSERT OR IGNORE INTO gone SELECT DISTINCT id, 1 FROM sent WHERE id NOT IN (SELECT id FROM node) AND id NOT IN (SELECT id FROM outbox);"
    "CREATE TEMP TABLE again AS SELECT id, stamp, at, state, edit FROM outbox ORDER BY row;"
    "DELETE FROM outbox;"
    "INSERT INTO outbox (id, stamp, at, state, edit) SELECT id, stamp, at, 0, edit FROM sent ORDER BY row;"
    "INSERT INTO outbox (id, stamp, at, state, edit) SELECT id, stamp, at, 0, edit FROM again ORDER BY rowid;"
    "DELETE FROM sent;"
    "DROP TABLE again";

  self->outbox_changed = TRUE;
  return shadow_sent (self, error) && lotse_db_exec (self->db, MOVE, error) && begin_listing (self, error);
}

gboolean
lotse_store_start_anew (LotseStore *self, GError **error)
{
  return lotse_store_run_write (self, call_start_anew, NULL, error);
}

/* Gives one edit that was never confirmed to the new device, in the outbox and in the history. */
static gboolean
rename_edit (LotseStore *self, gint64 row, LotseEdit *edit, guint64 device, GError **error)
{
  char before[LOTSE_STAMP_TEXT_SIZE], after[LOTSE_STAMP_TEXT_SIZE];
  g_autofree char *text = NULL;
  guint8 bytes[LOTSE_ID_BYTES];

  lotse_stamp_print (edit->stamp, before);
  edit->stamp.device = device;
  lotse_stamp_print (edit->stamp, after);
  text = lotse_edit_to_text (edit);
  return lotse_id_to_bytes (edit->id, bytes)
         && lotse_db_run (self->db, error, "UPDATE outbox SET stamp = ?, edit = ? WHERE row = ?", "ssi", after, text, row)
         && lotse_db_run (self->db, error, "UPDATE history SET stamp = ? WHERE id = ? AND stamp = ?", "sbs", after, bytes,
                          (gssize) sizeof bytes, before);
}

static gboolean
was_confirmed (const LotseEdit *edit)
{
  for (guint i = 0; i < edit->writes->len; i++)
    if (((LotseWrite *) g_ptr_array_index (edit->writes, i))->effective != 0)
      return TRUE;
  return FALSE;
}

/*
 * The edits that wait move to the new device: what was written on this disk after it had been copied must not bear the
 * name under which the other disk goes on writing, or one would seem to have seen what the other wrote.  What the centre
 * has confirmed once keeps the name by which it knows it.
 */
static gboolean
rename_waiting (LotseStore *self, guint64 device, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  LotseStatement *statement = lotse_db_query (self->db, error, "SELECT row FROM outbox WHERE state = 0 ORDER BY row", "");

  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      gint64 row = lotse_statement_int (statement, 0);

      g_array_append_val (rows, row);
    }
  lotse_statement_release (statement);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);
      g_autofree char *text = lotse_db_get_text (self->db, error, "SELECT edit FROM outbox WHERE row = ?", "i", row);
      g_autoptr (LotseEdit) edit = text != NULL ? lotse_edit_from_text (text, error) : NULL;
      g_auto (LotseStoreRow) shown = { 0 };
      g_autoptr (LotseRegisters) base = NULL;
      gboolean waiting;

      if (edit == NULL || was_confirmed (edit))
        {
          if (edit == NULL)
            return FALSE;
          continue;
        }
      if (!rename_edit (self, row, edit, device, error) || !lotse_store_base_read (self, edit->id, &shown, &waiting, &base, error)
          || (shown.rid > 0 && !lotse_store_overlay (self, edit->id, &shown, waiting, base, NULL, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
call_become_new (LotseStore *self, gpointer data, GError **error)
{
  guint64 old = lotse_store_device (self, error);
  g_autofree char *former = lotse_store_meta (self, "former", NULL);
  g_autofree char *old_text = lotse_u64_to_hex (old);
  g_autofree char *all = former != NULL ? g_strconcat (former, " ", old_text, NULL) : g_strdup (old_text);
  g_autofree char *device = NULL;
  guint64 number;

  if (old == 0)
    return FALSE;
  do
    number = lotse_random_u64 ();
  while (number == 0 || number == old);
  device = lotse_u64_to_hex (number);
  return lotse_store_set_meta (self, "former", all, error) && lotse_store_set_meta (self, "device", device, error)
         && rename_waiting (self, number, error) && lotse_db_exec (self->db, "DELETE FROM send", error) && begin_listing (self, error);
}

gboolean
lotse_store_become_new_device (LotseStore *self, GError **error)
{
  return lotse_store_run_write (self, call_become_new, NULL, error);
}

/* --- Settings --- */

typedef struct
{
  char *name;
  const char *value;
  char *found;
} Setting;

static gboolean
call_get_setting (LotseStore *self, gpointer data, GError **error)
{
  Setting *setting = data;
  g_autoptr (GError) local = NULL;

  setting->found = lotse_store_meta (self, setting->name, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
call_set_setting (LotseStore *self, gpointer data, GError **error)
{
  const Setting *setting = data;

  return lotse_store_set_meta (self, setting->name, setting->value, error);
}

char *
lotse_store_get_setting (LotseStore *self, const char *name, GError **error)
{
  g_autofree char *key = g_strconcat ("setting:", name, NULL);
  Setting setting = { .name = key };

  lotse_store_run (self, call_get_setting, &setting, error);
  return setting.found;
}

gboolean
lotse_store_set_setting (LotseStore *self, const char *name, const char *value, GError **error)
{
  g_autofree char *key = g_strconcat ("setting:", name, NULL);
  Setting setting = { .name = key, .value = value };

  return lotse_store_run_write (self, call_set_setting, &setting, error);
}
