/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One answer of the centre, applied in one transaction: verdicts, records, what must leave, and the cursor.
 *
 * The centre's registers of every record that the answer touches are collected in memory first, so that each row is
 * written once however many verdicts and changes name it.  A page has up to 5,000 records.
 */
#include "config.h"

#include "lotse-store-apply-private.h"
#include "lotse-error.h"
#include "lotse-json.h"

#include <string.h>

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define OFFSET_GRAIN_MS 1000 /* smaller differences of the clocks are not worth writing down */

static void
touched_free (gpointer data)
{
  LotseTouched *touched = data;

  lotse_store_row_clear (&touched->row);
  g_clear_pointer (&touched->base, lotse_registers_free);
  g_free (touched);
}

LotseTouched *
lotse_store_touch (LotseStore *self, LotseApply *apply, const char *id, GError **error)
{
  LotseTouched *touched = g_hash_table_lookup (apply->touched, id);
  char *key;

  if (touched != NULL)
    return touched;
  touched = g_new0 (LotseTouched, 1);
  if (apply->no_outbox)
    {
      if (!lotse_store_row_read (self, id, &touched->row, error))
        {
          touched_free (touched);
          return NULL;
        }
    }
  else if (!lotse_store_base_read (self, id, &touched->row, &touched->waiting, &touched->base, error)
      || !lotse_store_gone (self, id, &touched->gone, error))
    {
      touched_free (touched);
      return NULL;
    }
  key = g_strdup (id);
  g_hash_table_insert (apply->touched, key, touched);
  g_ptr_array_add (apply->order, key);
  return touched;
}

/* --- Records --- */

/* Whether the error is of this record alone, and not of the disk. */
static gboolean
is_of_record (const GError *error)
{
  return g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_INVALID) || g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
}

/* Under the record's id where there is one, so that it leaves together with the record; else under its own digest. */
static gboolean
keep_aside (LotseStore *self, LotseApply *apply, const char *id, const char *kind, const char *by, const char *reason, const char *doc,
            GError **error)
{
  g_autofree char *digest = NULL;
  guint8 bytes[LOTSE_ID_BYTES];
  gboolean named = id != NULL && lotse_id_to_bytes (id, bytes);

  if (!named)
    digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, doc, -1);
  apply->applied->set_aside++;
  self->outbox_changed = TRUE;
  return lotse_db_run (self->db, error, "INSERT OR REPLACE INTO aside VALUES (?, ?, ?, ?, ?)", "bssss",
                       named ? (gconstpointer) bytes : digest, named ? (gssize) sizeof bytes : (gssize) strlen (digest), kind, by,
                       reason, doc);
}

static gboolean
put_aside (LotseStore *self, LotseApply *apply, const LotseChange *change, const char *reason, GError **error)
{
  g_autofree char *doc = lotse_registers_to_text (change->registers);

  return keep_aside (self, apply, change->id, change->kind, change->by, reason, doc, error);
}

/* A change that could not even be read must not be lost in silence: the cursor goes on behind it. */
static gboolean
put_unreadable_aside (LotseStore *self, LotseApply *apply, const char *text, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = NULL, *kind = NULL;

  if (object != NULL && (!lotse_json_read_text (object, "i", &id, NULL) || !lotse_json_read_text (object, "k", &kind, NULL)))
    kind = NULL;
  return keep_aside (self, apply, id, kind != NULL ? kind : "", NULL, "unreadable", text, error);
}

/* What was set aside before has come again, and whole this time. */
static gboolean
drop_aside (LotseStore *self, const char *id, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];

  self->outbox_changed = TRUE;
  return !lotse_id_to_bytes (id, bytes) || lotse_db_run (self->db, error, "DELETE FROM aside WHERE id = ?", "b", bytes, (gssize) sizeof bytes);
}

static gboolean
take_change (LotseStore *self, LotseApply *apply, const LotseChange *change, GError **error)
{
  LotseTouched *touched;

  if (!lotse_id_is_valid (change->id) || !lotse_edit_kind_is_valid (change->kind))
    return put_aside (self, apply, change, "name", error);
  touched = lotse_store_touch (self, apply, change->id, error);
  if (touched == NULL)
    return FALSE;
  /* Nothing brings back what was erased. */
  if (touched->gone == LOTSE_GONE_ERASED)
    return TRUE;
  if (touched->row.kind != NULL && strcmp (touched->row.kind, change->kind) != 0)
    return put_aside (self, apply, change, "kind", error);
  if (touched->row.kind == NULL)
    touched->row.kind = g_strdup (change->kind);
  if (touched->gone == LOTSE_GONE_FORGOTTEN)
    {
      touched->gone = LOTSE_GONE_NOT;
      if (!lotse_store_set_gone (self, change->id, LOTSE_GONE_NOT, error))
        return FALSE;
    }
  touched->sent = change->registers;
  touched->by = change->by;
  touched->changed = touched->row.listed = TRUE;
  return TRUE;
}

/* Whether everything of a parked edit is decided: the record shows it now, or something later covers it. */
static gboolean
is_decided (const LotseEdit *edit, const LotseRegisters *base)
{
  for (guint i = 0; i < edit->writes->len; i++)
    {
      const LotseRegister *reg = lotse_registers_get (base, ((LotseWrite *) edit->writes->pdata[i])->reg);

      if (reg == NULL || lotse_stamp_compare (reg->stamp, edit->stamp) < 0)
        return FALSE;
    }
  return TRUE;
}

/*
 * What the centre has merged after all is kept like all that it confirmed, because a restored centre may have lost it again,
 * and this device may be the only one that wrote it.
 */
static gboolean
keep_merged (LotseStore *self, LotseEdit *edit, const LotseRegisters *base, gint64 now_ms, GError **error)
{
  char stamp[LOTSE_STAMP_TEXT_SIZE];
  guint8 bytes[LOTSE_ID_BYTES];
  g_autofree char *text = NULL;

  for (guint i = 0; i < edit->writes->len; i++)
    {
      LotseWrite *write = edit->writes->pdata[i];
      const LotseRegister *reg = lotse_registers_get (base, write->reg);

      if (reg->stamp.device == edit->stamp.device && g_strcmp0 (reg->value, write->value) == 0)
        write->effective = reg->stamp.clock;
      else
        g_ptr_array_remove_index (edit->writes, i--);
    }
  if (edit->writes->len == 0)
    return TRUE;
  lotse_stamp_print (edit->stamp, stamp);
  text = lotse_edit_to_text (edit);
  return lotse_id_to_bytes (edit->id, bytes)
         && lotse_db_run (self->db, error, "INSERT INTO sent (id, stamp, at, edit) VALUES (?, ?, ?, ?)", "bsis", bytes, (gssize) sizeof bytes,
                          stamp, now_ms, text);
}

/* Parked writes that the record shows now, or that something later covers, are done with. */
static gboolean
drop_parked (LotseStore *self, const char *id, const LotseRegisters *base, gint64 now_ms, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_edit_free);
  LotseStatement *statement;
  guint8 bytes[LOTSE_ID_BYTES];

  lotse_id_to_bytes (id, bytes);
  statement = lotse_db_query (self->db, error, "SELECT row, edit FROM outbox WHERE id = ? AND state = 1", "b", bytes, (gssize) sizeof bytes);
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, NULL))
    {
      g_autoptr (LotseEdit) edit = lotse_edit_from_text (lotse_statement_text (statement, 1), NULL);
      gint64 row = lotse_statement_int (statement, 0);

      if (edit != NULL && !is_decided (edit, base))
        continue;
      g_array_append_val (rows, row);
      if (edit != NULL)
        g_ptr_array_add (edits, g_steal_pointer (&edit));
    }
  lotse_statement_release (statement);
  for (guint i = 0; i < rows->len; i++)
    if (!lotse_db_run (self->db, error, "DELETE FROM outbox WHERE row = ?", "i", g_array_index (rows, gint64, i)))
      return FALSE;
  for (guint i = 0; i < edits->len; i++)
    if (!keep_merged (self, edits->pdata[i], base, now_ms, error))
      return FALSE;
  return TRUE;
}

/* A forgotten record is not shown again by its own late verdicts; when nothing waits any more, its trace goes. */
static gboolean
finish_gone (LotseStore *self, const char *id, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];
  gint64 waiting;

  lotse_id_to_bytes (id, bytes);
  if (!lotse_db_run (self->db, error, "DELETE FROM outbox WHERE id = ? AND state = 1", "b", bytes, (gssize) sizeof bytes)
      || !lotse_db_get_int (self->db, &waiting, 0, error, "SELECT count (*) FROM outbox WHERE id = ?", "b", bytes, (gssize) sizeof bytes))
    return FALSE;
  self->truncate_due = TRUE;
  if (waiting > 0)
    return TRUE;
  return lotse_db_run (self->db, error, "DELETE FROM history WHERE id = ?", "b", bytes, (gssize) sizeof bytes)
         && lotse_db_run (self->db, error, "DELETE FROM sent WHERE id = ?", "b", bytes, (gssize) sizeof bytes)
         && lotse_store_set_gone (self, id, LOTSE_GONE_NOT, error);
}

/* Remembers what others did, but not what only this account's own edits made of the record. */
static gboolean
note_arrival (LotseStore *self, const LotseApply *apply, const char *id, const LotseTouched *touched, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];

  if (touched->by == NULL || g_strcmp0 (touched->by, apply->account) == 0 || !lotse_id_to_bytes (id, bytes))
    return TRUE;
  return lotse_db_run (self->db, error, "UPDATE node SET arrived = ?, changed_by = ? WHERE id = ?", "isb",
                       lotse_store_corrected_now (self), touched->by, bytes, (gssize) sizeof bytes);
}

static gboolean
write_touched (LotseStore *self, const LotseApply *apply, const char *id, LotseTouched *touched, GError **error)
{
  const LotseRegisters *base = touched->sent != NULL ? touched->sent : touched->base;

  if (touched->gone == LOTSE_GONE_ERASED)
    return TRUE;
  if (touched->gone == LOTSE_GONE_FORGOTTEN)
    return finish_gone (self, id, error);
  /* Without registers only a change came, and that was set aside. */
  if (touched->row.kind == NULL || base == NULL)
    return TRUE;
  if (touched->changed && !apply->no_outbox && !drop_parked (self, id, base, apply->answer->now_ms, error))
    return FALSE;
  if (touched->changed && apply->any_aside && !drop_aside (self, id, error))
    return FALSE;
  return lotse_store_overlay (self, id, &touched->row, touched->waiting, base, touched->by, error)
         && (!apply->news || !touched->changed || note_arrival (self, apply, id, touched, error));
}

/* Writes one record; what cannot be applied is set aside whole. */
static gboolean
write_carefully (LotseStore *self, LotseApply *apply, const char *id, GError **error)
{
  LotseTouched *touched = g_hash_table_lookup (apply->touched, id);
  guint pending = self->pending->len;
  g_autoptr (GError) local = NULL;

  if (!lotse_db_savepoint (self->db, "record", error))
    return FALSE;
  if (write_touched (self, apply, id, touched, &local))
    return lotse_db_release (self->db, "record", error);
  lotse_db_rollback_to (self->db, "record");
  g_array_set_size (self->pending, MIN (pending, self->pending->len));
  if (is_of_record (local) && touched->changed)
    {
      LotseChange change = { .kind = touched->row.kind, .id = (char *) id, .by = (char *) touched->by };

      change.registers = (LotseRegisters *) touched->sent;
      return put_aside (self, apply, &change, "record", error);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A savepoint for each record would take five times as long, so that it is used only when one of them cannot be applied. */
static gboolean
write_all (LotseStore *self, LotseApply *apply, GError **error)
{
  for (guint i = 0; i < apply->order->len; i++)
    {
      const char *id = g_ptr_array_index (apply->order, i);

      if (apply->careful ? !write_carefully (self, apply, id, error)
                         : !write_touched (self, apply, id, g_hash_table_lookup (apply->touched, id), error))
        return FALSE;
    }
  return TRUE;
}

/* --- The whole answer --- */

/* Whether something is still to be sent, or sheets of others are to be fetched. */
static gboolean
is_anything_left (LotseStore *self, const LotseSyncAnswer *answer, gboolean *left, GError **error)
{
  guint sheets, refused;
  gint64 waiting;

  if (!lotse_db_get_int (self->db, &waiting, 0, error, "SELECT count (*) FROM outbox WHERE state = 0", "")
      || !lotse_sheets_count_waiting (self, &sheets, &refused, error))
    return FALSE;
  *left = waiting > 0 || sheets > 0 || answer->sheets > lotse_store_meta_int (self, "sheets");
  return TRUE;
}

static gboolean
keep_state (LotseStore *self, const LotseSyncAnswer *answer, GError **error)
{
  gint64 offset = answer->now_ms - lotse_store_now (self);
  gboolean left;

  if (ABS (offset - lotse_store_meta_int (self, "offset")) >= OFFSET_GRAIN_MS && !lotse_store_set_meta_int (self, "offset", offset, error))
    return FALSE;
  /* A device that dies before it has begun anew must be told again; with the new cursor it would never offer its own writes. */
  if ((answer->flags & LOTSE_SYNC_ANEW) == 0
      && ((answer->cursor != NULL && !lotse_store_set_meta (self, "cursor", answer->cursor, error))
          || (answer->epoch != NULL && !lotse_store_set_meta (self, "epoch", answer->epoch, error))))
    return FALSE;
  if (!lotse_sheets_follow_roles (self, answer->roles, error) || !lotse_store_set_meta_int (self, "roles", answer->roles, error) || !lotse_store_set_meta (self, "person", answer->person, error))
    return FALSE;
  if ((answer->flags & (LOTSE_SYNC_MORE | LOTSE_SYNC_ANEW | LOTSE_SYNC_FORGET_ALL | LOTSE_SYNC_OUTDATED)) != 0)
    return TRUE;
  if (!is_anything_left (self, answer, &left, error))
    return FALSE;
  self->outbox_changed = TRUE;
  return left || lotse_store_set_meta_int (self, "complete", lotse_store_corrected_now (self), error);
}

/* A restored centre may ask for edits of records that must leave this device: they go first, and then their traces. */
static gboolean
leave_all (LotseStore *self, const LotseSyncAnswer *answer, GError **error)
{
  gboolean anew = (answer->flags & LOTSE_SYNC_ANEW) != 0;

  for (guint i = 0; i < answer->forget->len; i++)
    if (!lotse_store_forget (self, g_ptr_array_index (answer->forget, i), anew, error))
      return FALSE;
  for (guint i = 0; i < answer->erased->len; i++)
    if (!lotse_store_erase (self, g_ptr_array_index (answer->erased, i), error))
      return FALSE;
  return TRUE;
}

/*
 * At the end of a listing, what it lacked is dropped; but not what waits in the outbox, because the centre may not have
 * had it yet.  Such a record is looked at again when everything has been sent and received.
 */
static gboolean
end_listing (LotseStore *self, const LotseSyncAnswer *answer, GError **error)
{
  gboolean ends = (answer->flags & LOTSE_SYNC_LISTING) != 0;

  if (ends && !lotse_store_set_meta (self, "anew", NULL, error))
    return FALSE;
  if (!ends && ((answer->flags & (LOTSE_SYNC_MORE | LOTSE_SYNC_ANEW)) != 0 || lotse_store_meta_int (self, "anew") != 0
                || lotse_store_meta_int (self, "unlisted") == 0))
    return TRUE;
  return lotse_store_drop_unlisted (self, error);
}

/* What is confirmed needs no offering after 90 days; what is parked has been decided by then. */
static gboolean
prune (LotseStore *self, const LotseSyncAnswer *answer, GError **error)
{
  gint64 before = answer->now_ms - LOTSE_KEEP_DAYS * DAY_MS;

  return lotse_db_run (self->db, error, "DELETE FROM sent WHERE at < ?", "i", before)
         && lotse_db_run (self->db, error, "DELETE FROM outbox WHERE state = 1 AND at < ?", "i", before);
}

static gboolean
call_apply (LotseStore *self, gpointer data, GError **error)
{
  LotseApply *apply = data;
  const LotseSyncAnswer *answer = apply->answer;
  gint64 any, aside;

  if (!lotse_db_run (self->db, error, "DELETE FROM send WHERE row < (SELECT row FROM send WHERE id = ?)", "s", apply->send_id))
    return FALSE;
  /* To a copy of another device the centre says nothing else. */
  if ((answer->flags & LOTSE_SYNC_COPY) != 0)
    return TRUE;
  if (!lotse_db_get_int (self->db, &any, 1, error, "SELECT EXISTS (SELECT 1 FROM outbox) OR EXISTS (SELECT 1 FROM gone)", ""))
    return FALSE;
  if (!lotse_db_get_int (self->db, &aside, 0, error, "SELECT EXISTS (SELECT 1 FROM aside)", ""))
    return FALSE;
  apply->no_outbox = any == 0;
  apply->any_aside = aside != 0;
  apply->news = lotse_store_meta_int (self, "complete") != 0 && lotse_store_meta_int (self, "anew") == 0;
  apply->account = lotse_store_meta (self, "account", NULL);
  for (guint i = 0; i < answer->verdicts->len; i++)
    if (!lotse_store_settle (self, apply, g_ptr_array_index (answer->verdicts, i), error))
      return FALSE;
  for (guint i = 0; i < answer->changes->len; i++)
    if (!take_change (self, apply, g_ptr_array_index (answer->changes, i), error))
      return FALSE;
  for (guint i = 0; i < answer->unreadable->len; i++)
    if (!put_unreadable_aside (self, apply, g_ptr_array_index (answer->unreadable, i), error))
      return FALSE;
  if (apply->order->len > 200)
    lotse_store_note_many (self);
  return write_all (self, apply, error) && leave_all (self, answer, error) && end_listing (self, answer, error)
         && keep_state (self, answer, error)
         && prune (self, answer, error);
}

/**
 * lotse_store_apply:
 * @answer: a #LotseSyncAnswer
 * @send_id: of the request that it answers
 * @applied: (out): what it did
 *
 * Either the whole answer has its effect and is on the disk, with its cursor, or nothing of it.
 */
gboolean
lotse_store_apply (LotseStore *self, gconstpointer answer, const char *send_id, LotseApplied *applied, GError **error)
{
  LotseApply apply = { .answer = answer, .send_id = send_id, .applied = applied };
  g_autoptr (GError) local = NULL;
  gboolean done;

  do
    {
      apply.careful = local != NULL;
      g_clear_error (&local);
      *applied = (LotseApplied){ 0 };
      apply.touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, touched_free);
      apply.order = g_ptr_array_new ();
      done = lotse_store_run_write (self, call_apply, &apply, &local);
      g_ptr_array_unref (apply.order);
      g_hash_table_unref (apply.touched);
      g_clear_pointer (&apply.account, g_free);
    }
  while (!done && is_of_record (local) && !apply.careful);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&local));
  return done;
}
