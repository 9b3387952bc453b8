/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * New beginnings: a restored centre wants everything again, or this disk turns out to be a copy of another.
 *
 * Both are rare and touch the whole outbox.  Either happens in one transaction, so that a process that dies in between
 * begins again from where it was.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-id.h"

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
  g_autoptr (GPtrArray) ids = lotse_store_collect_ids (
    lotse_db_query (self->db, error,
                    "SELECT DISTINCT id FROM (SELECT id FROM sent UNION ALL SELECT id FROM outbox WHERE state = 1)"
                    " WHERE id IN (SELECT id FROM node) AND id NOT IN (SELECT id FROM outbox WHERE state = 0)", ""),
    error);

  if (ids == NULL)
    return FALSE;
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
  return shadow_sent (self, error) && lotse_db_exec (self->db, MOVE, error) && begin_listing (self, error)
         && lotse_sheets_start_anew (self, error) && (data == NULL || lotse_store_set_meta (self, "epoch", data, error));
}

gboolean
lotse_store_start_anew (LotseStore *self, const char *epoch, GError **error)
{
  return lotse_store_run_write (self, call_start_anew, (gpointer) epoch, error);
}

/* Whatever refers to a write that has a new name now must follow. */
static void
follow_name (GHashTable *renamed, const char *id, guint64 device, LotseStamp *stamp)
{
  char text[LOTSE_STAMP_TEXT_SIZE];
  g_autofree char *name = NULL;

  lotse_stamp_print (*stamp, text);
  name = g_strconcat (id, text, NULL);
  if (g_hash_table_contains (renamed, name))
    stamp->device = device;
}

/* The same for all that a deleting person had seen. */
static void
follow_names (GHashTable *renamed, LotseEdit *edit, guint64 device)
{
  g_autoptr (LotseRegisters) seen = lotse_registers_new ();

  if (edit->seen == NULL || !lotse_registers_unpack_stamps (seen, edit->seen, NULL))
    return;
  for (guint i = 0; i < lotse_registers_size (seen); i++)
    {
      const char *name;
      LotseStamp stamp = lotse_registers_nth (seen, i, &name)->stamp;

      follow_name (renamed, edit->id, device, &stamp);
      lotse_registers_put (seen, name, NULL, stamp);
    }
  g_free (edit->seen);
  edit->seen = lotse_registers_pack_seen (seen);
}

/* Gives one edit that was never confirmed to the new device, in the outbox and in the history. */
static gboolean
rename_edit (LotseStore *self, gint64 row, LotseEdit *edit, guint64 device, GHashTable *renamed, GError **error)
{
  char before[LOTSE_STAMP_TEXT_SIZE], after[LOTSE_STAMP_TEXT_SIZE];
  g_autofree char *text = NULL;
  guint8 bytes[LOTSE_ID_BYTES];

  for (guint i = 0; i < edit->writes->len; i++)
    {
      LotseWrite *write = g_ptr_array_index (edit->writes, i);

      follow_name (renamed, edit->id, device, &write->base);
      follow_name (renamed, edit->id, device, &write->after);
    }
  follow_names (renamed, edit, device);
  lotse_stamp_print (edit->stamp, before);
  g_hash_table_add (renamed, g_strconcat (edit->id, before, NULL));
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

/* One row of the outbox: its edit gets the new name unless it was confirmed, and what is shown follows. */
static gboolean
rename_row (LotseStore *self, gint64 row, guint64 device, GHashTable *renamed, GError **error)
{
  g_autofree char *text = lotse_db_get_text (self->db, error, "SELECT edit FROM outbox WHERE row = ?", "i", row);
  g_autoptr (LotseEdit) edit = text != NULL ? lotse_edit_from_text (text, error) : NULL;
  g_auto (LotseStoreRow) shown = { 0 };
  g_autoptr (LotseRegisters) base = NULL;
  gboolean waiting;

  if (edit == NULL)
    return FALSE;
  if (was_confirmed (edit))
    return TRUE;
  return rename_edit (self, row, edit, device, renamed, error) && lotse_store_base_read (self, edit->id, &shown, &waiting, &base, error)
         && (shown.rid == 0 || lotse_store_overlay (self, edit->id, &shown, waiting, base, NULL, error));
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
  g_autoptr (GHashTable) renamed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local = NULL;
  LotseStatement *statement = lotse_db_query (self->db, error, "SELECT row FROM outbox WHERE state = 0 ORDER BY row", "");

  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      gint64 row = lotse_statement_int (statement, 0);

      g_array_append_val (rows, row);
    }
  if (!lotse_statement_end (statement, &local, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!rename_row (self, g_array_index (rows, gint64, i), device, renamed, error))
      return FALSE;
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
         && lotse_store_set_meta_int (self, "renamed", 1, error) && rename_waiting (self, number, error) && lotse_db_exec (self->db, "DELETE FROM send", error) && begin_listing (self, error);
}

gboolean
lotse_store_become_new_device (LotseStore *self, GError **error)
{
  return lotse_store_run_write (self, call_become_new, NULL, error);
}
