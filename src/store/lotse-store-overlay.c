/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people see: the centre's registers, overlaid by the edits without verdict.
 *
 * While a record has edits in the outbox, the centre's registers lie in `shadow` (or nowhere, if the centre has none), and
 * the row is computed from both.  A pull replaces the centre's registers and never touches the outbox.
 */
#include "config.h"

#include "lotse-store-private.h"

static gboolean
read_shadow (LotseStore *self, const guint8 *id, LotseRegisters **base, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *doc = lotse_db_get_text (self->db, &local, "SELECT doc FROM shadow WHERE id = ?", "b", id, (gssize) LOTSE_ID_BYTES);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *base = doc != NULL ? lotse_registers_from_text (doc, error) : lotse_registers_new ();
  return *base != NULL;
}

gboolean
lotse_store_base_read (LotseStore *self, const char *id, LotseStoreRow *row, gboolean *waiting, LotseRegisters **base, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];
  gint64 any;

  *base = NULL;
  *waiting = FALSE;
  if (!lotse_store_row_read (self, id, row, error))
    return FALSE;
  if (lotse_id_to_bytes (id, bytes))
    {
      if (!lotse_db_get_int (self->db, &any, 0, error, "SELECT 1 FROM outbox WHERE id = ? AND state = 0 LIMIT 1", "b", bytes, (gssize) sizeof bytes))
        return FALSE;
      *waiting = any != 0;
    }
  if (*waiting)
    return read_shadow (self, bytes, base, error);
  *base = lotse_registers_copy (row->registers);
  return TRUE;
}

gboolean
lotse_store_shadow_write (LotseStore *self, const char *id, const LotseRegisters *base, GError **error)
{
  g_autofree char *doc = NULL;
  guint8 bytes[LOTSE_ID_BYTES];

  if (!lotse_id_to_bytes (id, bytes))
    return TRUE;
  if (base == NULL || lotse_registers_size (base) == 0)
    return lotse_db_run (self->db, error, "DELETE FROM shadow WHERE id = ?", "b", bytes, (gssize) sizeof bytes);
  doc = lotse_registers_to_text (base);
  return lotse_db_run (self->db, error, "INSERT OR REPLACE INTO shadow VALUES (?, ?)", "bs", bytes, (gssize) sizeof bytes, doc);
}

void
lotse_store_overlay_edit (LotseRegisters *registers, const LotseEdit *edit)
{
  for (guint i = 0; i < edit->writes->len; i++)
    {
      const LotseWrite *write = g_ptr_array_index (edit->writes, i);
      const LotseRegister *standing = lotse_registers_get (registers, write->reg);
      LotseStamp stamp = edit->stamp;

      if (write->effective != 0)
        stamp.clock = write->effective;
      /* A write that is offered again to a restored centre shows only as long as nothing later is there. */
      if (write->effective != 0 && standing != NULL && lotse_stamp_compare (standing->stamp, stamp) >= 0)
        continue;
      lotse_registers_put (registers, write->reg, write->value, stamp);
    }
}

/* Overlays all edits of the record; says whether there are any. */
static gboolean
overlay_outbox (LotseStore *self, const guint8 *id, LotseRegisters *registers, gboolean *any, GError **error)
{
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  *any = FALSE;
  statement = lotse_db_query (self->db, error, "SELECT edit FROM outbox WHERE id = ? AND state = 0 ORDER BY row", "b", id,
                              (gssize) LOTSE_ID_BYTES);
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      g_autoptr (LotseEdit) edit = lotse_edit_from_text (lotse_statement_text (statement, 0), error);

      if (edit == NULL)
        return FALSE;
      *any = TRUE;
      lotse_store_overlay_edit (registers, edit);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
lotse_store_overlay (LotseStore *self, const char *id, const LotseStoreRow *row, gboolean waiting, const LotseRegisters *base,
                     const char *by, GError **error)
{
  g_autoptr (LotseRegisters) overlaid = waiting ? lotse_registers_copy (base) : NULL;
  const LotseRegisters *shown = waiting ? overlaid : base;
  LotseStoreHistory line = { .id = id, .by = by, .before = row->registers, .after = shown };
  guint8 bytes[LOTSE_ID_BYTES];
  gboolean any = FALSE;

  if (waiting && (!lotse_id_to_bytes (id, bytes) || !overlay_outbox (self, bytes, overlaid, &any, error)
                  || !lotse_store_shadow_write (self, id, any ? base : NULL, error)))
    return FALSE;
  /* Nothing is left of a record that the centre refused as a whole but the refusal. */
  if (lotse_registers_size (shown) == 0)
    return lotse_store_row_remove (self, id, error);
  if (row->rid > 0 && lotse_registers_equal (shown, row->registers, TRUE))
    return !row->listed
           || lotse_db_run (self->db, error,
                         "UPDATE node SET listing = coalesce ((SELECT value FROM meta WHERE name = 'listing'), 0) WHERE rid = ?", "i",
                         row->rid);
  if (!lotse_store_row_write (self, id, row, shown, error))
    return FALSE;
  return row->rid == 0
         || (lotse_store_history_add (self, &line, error) && lotse_store_scrub_emptied (self, lotse_kind_find (row->kind), &line, error));
}
