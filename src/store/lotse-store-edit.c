/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits: what a person saved, into the outbox, the history and the row, in one transaction.
 *
 * An edit has the writes of what the person changed, compared with what was loaded, and not of what others changed
 * meanwhile.  The base of a write is the stamp of the centre's register below what the person saw.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"
#include "lotse-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
fail (GError **error, int code, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, code, message);
  return FALSE;
}

static gboolean
is_staff (LotseStore *self)
{
  return (lotse_store_meta_int (self, "roles") & LOTSE_ROLES_STAFF) != 0;
}

gboolean
lotse_store_account_writes (LotseStore *self, const LotseKind *kind, GError **error)
{
  g_autofree char *account = lotse_store_meta (self, "account", NULL);
  LotseRoles roles = (LotseRoles) lotse_store_meta_int (self, "roles");

  if (account == NULL || is_staff (self) || (!kind->system && (kind->writers & roles) != 0))
    return TRUE;
  return fail (error, LOTSE_ERROR_DENIED, _("Your account may not change this kind of record. Nothing was saved. Please ask the centre."));
}

gboolean
lotse_store_may_write (LotseStore *self, const LotseKind *kind, const LotseField *field, GError **error)
{
  g_autofree char *account = lotse_store_meta (self, "account", NULL);

  if (kind->anonymous)
    return fail (error, LOTSE_ERROR_DENIED,
                 _("A feedback sheet is written once, as part of a pile, and is no record to add or change. Nothing was saved."));
  if (field != NULL && kind->system && (field->flags & LOTSE_FIELD_INTERNAL) != 0)
    return fail (error, LOTSE_ERROR_DENIED, _("Only the centre writes this. Nothing was saved."));
  if (!lotse_store_account_writes (self, kind, error))
    return FALSE;
  if (account != NULL && !is_staff (self) && field != NULL && (field->flags & LOTSE_FIELD_BY_STAFF) != 0)
    return fail (error, LOTSE_ERROR_DENIED, _("Only staff of the centre changes this. Nothing was saved. Please ask the centre."));
  return TRUE;
}

static gboolean
check_link (LotseStore *self, const LotseStoreChange *change, const char *target, GError **error)
{
  gint64 rid;

  if (strcmp (target, change->id) == 0 || (change->batch != NULL && g_hash_table_contains (change->batch, target)))
    return TRUE;
  if (!lotse_store_row_find (self, target, &rid, NULL, error))
    return FALSE;
  return rid > 0 || fail (error, LOTSE_ERROR_NOT_FOUND,
                          _("The record that this refers to is not on this device. Nothing was saved. Choose another one."));
}

/* One register that differs: is it known, allowed, valid, and is what it links to here? */
static gboolean
check_write (LotseStore *self, const LotseStoreChange *change, const LotseKind *kind, const LotseRegister *before, const char *reg,
             const char *value, GError **error)
{
  const char *element = NULL;
  g_autofree char *name = lotse_register_field (reg, &element);
  const LotseField *field = lotse_kind_field (kind, name);
  const char *link = NULL;

  if (!lotse_store_may_write (self, kind, field, error))
    return FALSE;
  if (strcmp (reg, LOTSE_REGISTER_DELETED) == 0)
    return TRUE;
  if (strcmp (reg, LOTSE_REGISTER_MERGED_INTO) == 0)
    return value == NULL || check_link (self, change, value, error);
  if (field == NULL)
    return fail (error, LOTSE_ERROR_INVALID, _("This version of Lotse does not know this field. Nothing was saved."));
  if ((field->flags & LOTSE_FIELD_ONCE) != 0 && before != NULL && before->value != NULL)
    return fail (error, LOTSE_ERROR_DENIED, _("This is written once and not changed afterwards. Nothing was saved."));
  if (value == NULL)
    return TRUE;
  if (!lotse_register_check (reg, value, error))
    return FALSE;
  if (element != NULL ? !lotse_value_check_element (field, element, error) : !lotse_value_check (field, value, error))
    return FALSE;
  if (field->links != NULL)
    link = element != NULL ? element : value;
  return link == NULL || check_link (self, change, link, error);
}

/* The stamp of the centre's register below what the person saw. */
static LotseStamp
find_base (const LotseStoreChange *change, const LotseRegisters *stored, const LotseRegisters *base, guint64 device, const char *reg)
{
  const LotseRegister *below = lotse_registers_get (base, reg);
  const LotseRegister *now = lotse_registers_get (stored, reg);
  const LotseRegister *seen = change->loaded != NULL ? lotse_registers_get (change->loaded, reg) : now;
  LotseStamp none = LOTSE_STAMP_NONE;

  /* What came in after the record had been loaded was not seen; the person's own writes were. */
  if (change->loaded != NULL && now != NULL && (seen == NULL || !lotse_stamp_equal (seen->stamp, now->stamp))
      && now->stamp.device != device)
    return seen != NULL && seen->stamp.device != device ? seen->stamp : none;
  return below != NULL ? below->stamp : none;
}

/* The stamp of the own write that the person saw above the base, if there was one. */
static LotseStamp
find_after (const LotseStoreChange *change, const LotseRegisters *stored, LotseStamp base, guint64 device, const char *reg)
{
  const LotseRegister *now = lotse_registers_get (stored, reg);
  const LotseRegister *seen = change->loaded != NULL ? lotse_registers_get (change->loaded, reg) : now;
  LotseStamp none = LOTSE_STAMP_NONE;

  if (now == NULL || now->stamp.device == device)
    seen = now;
  return seen != NULL && !lotse_stamp_equal (seen->stamp, base) ? seen->stamp : none;
}

/* Collects the writes; FALSE if one of them is not possible. */
static gboolean
collect_writes (LotseStore *self, const LotseStoreChange *change, const LotseKind *kind, const LotseStoreRow *row,
                const LotseRegisters *base, LotseEdit *edit, GError **error)
{
  guint64 device = lotse_store_device (self, error);

  for (guint i = 0; i < lotse_registers_size (change->target); i++)
    {
      const char *name;
      const LotseRegister *wanted = lotse_registers_nth (change->target, i, &name);
      const LotseRegister *stored = lotse_registers_get (row->registers, name);
      const LotseRegister *loaded = change->loaded != NULL ? lotse_registers_get (change->loaded, name) : stored;
      LotseWrite *write;

      if (g_strcmp0 (wanted->value, stored != NULL ? stored->value : NULL) == 0
          || (change->loaded != NULL && g_strcmp0 (wanted->value, loaded != NULL ? loaded->value : NULL) == 0))
        continue;
      if (!check_write (self, change, kind, stored, name, wanted->value, error))
        return FALSE;
      write = lotse_write_new (name, wanted->value, find_base (change, row->registers, base, device, name));
      write->after = find_after (change, row->registers, write->base, device, name);
      g_ptr_array_add (edit->writes, write);
      if (strcmp (name, LOTSE_REGISTER_DELETED) == 0 && wanted->value != NULL && edit->seen == NULL)
        edit->seen = lotse_registers_pack_seen (row->registers);
    }
  return device != 0;
}

static gboolean
put_into_outbox (LotseStore *self, const LotseEdit *edit, GError **error)
{
  char stamp[LOTSE_STAMP_TEXT_SIZE];
  g_autofree char *text = lotse_edit_to_text (edit);
  guint8 bytes[LOTSE_ID_BYTES];

  lotse_id_to_bytes (edit->id, bytes);
  lotse_stamp_print (edit->stamp, stamp);
  return lotse_db_run (self->db, error, "INSERT INTO outbox (id, stamp, at, state, edit) VALUES (?, ?, ?, 0, ?)", "bsis", bytes,
                       (gssize) sizeof bytes, stamp, lotse_store_corrected_now (self), text);
}

static gboolean
keep (LotseStore *self, const LotseStoreChange *change, const LotseStoreRow *row, const LotseEdit *edit, gboolean waiting,
      const LotseRegisters *base, GError **error)
{
  g_autoptr (LotseRegisters) shown = lotse_registers_copy (row->registers);
  g_autofree char *account = lotse_store_meta (self, "account", NULL);
  LotseStoreRow place = { .rid = row->rid, .state = row->state, .kind = (char *) change->kind, .registers = row->registers };
  LotseStoreHistory line = { .id = change->id, .by = account, .stamp = edit->stamp, .group = change->group,
                             .undoable = !change->undo, .created = row->rid == 0, .before = row->registers, .after = shown };

  lotse_store_overlay_edit (shown, edit);
  self->outbox_changed = TRUE;
  return put_into_outbox (self, edit, error) && (waiting || lotse_store_shadow_write (self, change->id, base, error))
         && lotse_store_row_write (self, change->id, &place, shown, error) && lotse_store_history_add (self, &line, error);
}

/* As it was and as it would be, the record must be one that the account may write. */
static gboolean
check_own (LotseStore *self, const LotseKind *kind, const LotseStoreRow *row, const LotseEdit *edit, GError **error)
{
  g_autoptr (LotseRegisters) after = lotse_registers_copy (row->registers);

  lotse_store_overlay_edit (after, edit);
  return (row->rid == 0 || lotse_store_check_own (self, kind, edit->id, row->registers, error))
         && lotse_store_check_own (self, kind, edit->id, after, error);
}

/* What must hold before anything else: the kind, the id, and that the record was not erased. */
static gboolean
check_record (LotseStore *self, const LotseStoreChange *change, const LotseStoreRow *row, GError **error)
{
  LotseGone gone;

  if (!lotse_id_is_valid (change->id))
    return fail (error, LOTSE_ERROR_INVALID, _("This is not the id of a record. Nothing was saved."));
  if (row->kind != NULL && strcmp (row->kind, change->kind) != 0)
    return fail (error, LOTSE_ERROR_INVALID, _("A record of another kind has this id. Nothing was saved."));
  if (!lotse_store_gone (self, change->id, &gone, error))
    return FALSE;
  if (gone == LOTSE_GONE_ERASED)
    return fail (error, LOTSE_ERROR_DENIED, _("This record was erased for good, so nothing can be written to it."));
  return gone == LOTSE_GONE_NOT || lotse_store_set_gone (self, change->id, LOTSE_GONE_NOT, error);
}

gboolean
lotse_store_edit (LotseStore *self, const LotseStoreChange *change, LotseStamp *stamp, GError **error)
{
  const LotseStoreTable *table = lotse_store_table (self, change->kind);
  g_auto (LotseStoreRow) row = { 0 };
  g_autoptr (LotseRegisters) base = NULL;
  g_autoptr (LotseEdit) edit = NULL;
  gboolean waiting;

  if (stamp != NULL)
    *stamp = LOTSE_STAMP_NONE;
  if (table == NULL)
    return fail (error, LOTSE_ERROR_INVALID, _("This version of Lotse does not know this kind of record. Nothing was saved."));
  if (!lotse_store_base_read (self, change->id, &row, &waiting, &base, error) || !check_record (self, change, &row, error))
    return FALSE;
  edit = lotse_edit_new (change->kind, change->id, LOTSE_STAMP_NONE);
  edit->creates = row.rid == 0;
  edit->seen_deleted = g_strcmp0 (lotse_registers_value (row.registers, LOTSE_REGISTER_DELETED), "1") == 0;
  if (!collect_writes (self, change, table->kind, &row, base, edit, error))
    return FALSE;
  if (edit->writes->len == 0)
    return TRUE;
  if ((table->kind->own_only && !check_own (self, table->kind, &row, edit, error)) || !lotse_sheets_check_edit (self, &row, edit, error))
    return FALSE;
  if (!lotse_store_next_stamp (self, &edit->stamp, error))
    return FALSE;
  if (stamp != NULL)
    *stamp = edit->stamp;
  return keep (self, change, &row, edit, waiting, base, error);
}

/* --- What the window and lotsectl call --- */

typedef struct
{
  GPtrArray *records;
  LotseStamp *stamps; /* of the edit of each record, or none */
  const char *group;
  GCancellable *cancellable;
  void (*progress) (guint done, guint all, gpointer data);
  gpointer data;
  LotseStoreCall prepare; /* or NULL */
} Save;

/* The values that are wanted; what was loaded and is no longer there was emptied. */
static LotseRegisters *
make_target (LotseRecord *record)
{
  LotseRegisters *target = lotse_record_dup_registers (record, LOTSE_STAMP_NONE);
  const LotseRegisters *loaded = lotse_record_get_loaded (record);

  for (guint i = 0; loaded != NULL && i < lotse_registers_size (loaded); i++)
    {
      const char *name;

      lotse_registers_nth (loaded, i, &name);
      if (lotse_registers_get (target, name) == NULL)
        lotse_registers_put (target, name, NULL, LOTSE_STAMP_NONE);
    }
  return target;
}

/* Without knowing what was loaded, the stored state counts: what it has and the record has not was emptied. */
static gboolean
add_emptied (LotseStore *self, const char *id, LotseRegisters *target, GError **error)
{
  g_auto (LotseStoreRow) row = { 0 };

  if (!lotse_store_row_read (self, id, &row, error))
    return FALSE;
  for (guint i = 0; i < lotse_registers_size (row.registers); i++)
    {
      const char *name;

      lotse_registers_nth (row.registers, i, &name);
      if (lotse_registers_get (target, name) == NULL)
        lotse_registers_put (target, name, NULL, LOTSE_STAMP_NONE);
    }
  return TRUE;
}

static gboolean
save_one (LotseStore *self, const Save *save, guint n, GHashTable *batch, GError **error)
{
  LotseRecord *record = g_ptr_array_index (save->records, n);
  g_autoptr (LotseRegisters) target = make_target (record);
  LotseStoreChange change = { .id = lotse_record_get_id (record), .kind = lotse_record_get_kind (record)->name, .group = save->group,
                              .target = target, .loaded = lotse_record_get_loaded (record), .batch = batch };

  return lotse_record_validate (record, error) && lotse_store_make_own (self, lotse_record_get_kind (record), change.id, target, error)
         && (change.loaded != NULL || add_emptied (self, change.id, target, error))
         && lotse_store_edit (self, &change, &save->stamps[n], error);
}

static gboolean
call_save (LotseStore *self, gpointer data, GError **error)
{
  Save *save = data;
  g_autoptr (GHashTable) batch = g_hash_table_new (g_str_hash, g_str_equal);

  if (save->prepare != NULL && !save->prepare (self, save->data, error))
    return FALSE;
  save->stamps = g_new0 (LotseStamp, MAX (save->records->len, 1));
  for (guint i = 0; i < save->records->len; i++)
    g_hash_table_add (batch, (gpointer) lotse_record_get_id (g_ptr_array_index (save->records, i)));
  if (save->records->len > 200)
    lotse_store_note_many (self);
  for (guint i = 0; i < save->records->len; i++)
    {
      if (g_cancellable_is_cancelled (save->cancellable))
        return fail (error, LOTSE_ERROR_CANCELLED, _("The work was stopped. Nothing was saved."));
      if (!save_one (self, save, i, batch, error))
        return FALSE;
      if (i % 5000 == 4999 && !lotse_store_index_flush (self, error))
        return FALSE;
      if (save->progress != NULL)
        save->progress (i + 1, save->records->len, save->data);
    }
  return TRUE;
}

/* The person has seen what was just saved, and of all else what was loaded before. */
static void
note_saved (LotseRecord *record, LotseStamp stamp)
{
  const LotseRegisters *before = lotse_record_get_loaded (record);
  g_autoptr (LotseRegisters) target = make_target (record);
  LotseRegisters *loaded = before != NULL ? lotse_registers_copy (before) : lotse_registers_new ();

  for (guint i = 0; i < lotse_registers_size (target); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (target, i, &name);

      if (before == NULL || g_strcmp0 (reg->value, lotse_registers_value (before, name)) != 0)
        lotse_registers_put (loaded, name, reg->value, stamp);
    }
  lotse_record_take_loaded (record, loaded);
}

static gboolean
run_save (LotseStore *self, Save *save, GError **error)
{
  const gboolean well = lotse_store_run_write (self, call_save, save, error);
  g_autofree LotseStamp *stamps = save->stamps;

  for (guint i = 0; well && i < save->records->len; i++)
    if (!lotse_stamp_is_none (stamps[i]))
      note_saved (g_ptr_array_index (save->records, i), stamps[i]);
  return well;
}

gboolean
lotse_store_save_many (LotseStore *self, GPtrArray *records, const char *group, GCancellable *cancellable,
                       void (*progress) (guint done, guint all, gpointer data), gpointer data, GError **error)
{
  Save save = { .records = records, .group = group, .cancellable = cancellable, .progress = progress, .data = data };

  return run_save (self, &save, error);
}

gboolean
lotse_store_save_prepared (LotseStore *self, GPtrArray *records, const char *group, LotseStoreCall prepare, gpointer data, GError **error)
{
  Save save = { .records = records, .group = group, .data = data, .prepare = prepare };

  return run_save (self, &save, error);
}

gboolean
lotse_store_save (LotseStore *self, LotseRecord *record, const char *group, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  g_ptr_array_add (records, record);
  return lotse_store_save_many (self, records, group, NULL, NULL, NULL, error);
}

typedef struct
{
  const char *const *ids;
  guint n_ids;
  const char *group;
  const char *value;
} Bin;

static gboolean
bin_one (LotseStore *self, const Bin *bin, const char *id, GError **error)
{
  g_autoptr (LotseRegisters) target = lotse_registers_new ();
  g_autofree char *kind = NULL;
  LotseStoreChange change = { .id = id, .group = bin->group, .target = target };
  gint64 rid;

  if (!lotse_store_row_find (self, id, &rid, &kind, error))
    return FALSE;
  if (rid == 0)
    return fail (error, LOTSE_ERROR_NOT_FOUND, _("There is no such record on this device."));
  lotse_registers_put (target, LOTSE_REGISTER_DELETED, bin->value, LOTSE_STAMP_NONE);
  change.kind = kind;
  return lotse_store_edit (self, &change, NULL, error);
}

static gboolean
call_bin (LotseStore *self, gpointer data, GError **error)
{
  const Bin *bin = data;

  for (guint i = 0; i < bin->n_ids; i++)
    if (!bin_one (self, bin, bin->ids[i], error))
      return FALSE;
  return TRUE;
}

gboolean
lotse_store_delete_many (LotseStore *self, const char *const *ids, guint n_ids, const char *group, GError **error)
{
  Bin bin = { ids, n_ids, group, "1" };

  return lotse_store_run_write (self, call_bin, &bin, error);
}

gboolean
lotse_store_restore_many (LotseStore *self, const char *const *ids, guint n_ids, const char *group, GError **error)
{
  Bin bin = { ids, n_ids, group, NULL };

  return lotse_store_run_write (self, call_bin, &bin, error);
}

gboolean
lotse_store_delete (LotseStore *self, const char *id, const char *group, GError **error)
{
  return lotse_store_delete_many (self, &id, 1, group, error);
}

gboolean
lotse_store_restore (LotseStore *self, const char *id, const char *group, GError **error)
{
  return lotse_store_restore_many (self, &id, 1, group, error);
}
