/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sync engine asks of the store: the state of the connection, its lock, the outbox and settings.
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
  state->renamed = lotse_store_meta_int (self, "renamed") != 0;
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
         && lotse_store_set_meta_int (self, "anew", state->receiving_anew, error)
         && lotse_store_set_meta_int (self, "renamed", state->renamed, error);
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

/* A sheet that waits is a change that waits. */
static gboolean
add_sheets (LotseStore *self, LotseStoreStatus *status, GError **error)
{
  guint waiting;

  if (!lotse_sheets_count_waiting (self, &waiting, &status->sheets_refused, error))
    return FALSE;
  status->waiting += waiting;
  status->refused += status->sheets_refused;
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
                   error)
         && count (self, &status->reviews,
                   "SELECT count (*) FROM k_review k CROSS JOIN node n ON n.rid = k.rid WHERE k.decision IS NULL AND n.state = 0", error)
         && add_sheets (self, status, error);
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
      const char *found = lotse_statement_text (statement, 1);
      const char *text = found != NULL ? found : ""; /* a damaged file may have anything here */
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
