/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits of anonymous sheets, what the centre says of it, and what comes from others; see the header. */
#include "config.h"

#include "lotse-sheets-sync.h"

#include "lotse-sheets-private.h"

#include <string.h>

#define ID(bytes) bytes, (gssize) LOTSE_ID_BYTES

static gboolean
is_staff (LotseStore *self)
{
  return (lotse_store_meta_int (self, "roles") & LOTSE_ROLES_STAFF) != 0;
}

static gboolean
count_sheets (LotseStore *self, const char *id, gint64 *n, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];

  *n = 0;
  return !lotse_id_to_bytes (id, bytes)
         || lotse_db_get_int (self->db, n, 0, error, "SELECT count (*) FROM sheet WHERE batch = ?", "b", ID (bytes));
}

/* --- Sending ------------------------------------------------------------------------------------------------ */

static gboolean
call_waiting (LotseStore *self, gpointer data, GError **error)
{
  GPtrArray **ids = data;

  *ids = lotse_store_collect_ids (lotse_db_query (self->db, error, "SELECT id FROM batch WHERE " LOTSE_BATCH_WAITS, ""), error);
  if (*ids != NULL)
    lotse_sheets_shuffle (*ids);
  return *ids != NULL;
}

GPtrArray *
lotse_sheets_waiting (LotseStore *store, GError **error)
{
  GPtrArray *ids = NULL;

  return lotse_store_run (store, call_waiting, &ids, error) ? ids : NULL;
}

typedef struct
{
  const char *id;
  char *text;
} Reading;

static gboolean
call_dup (LotseStore *self, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseWireBatch) wire = lotse_batch_to_wire (self, reading->id, &local);

  if (wire != NULL)
    reading->text = lotse_wire_batch_to_json (wire);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

char *
lotse_sheets_dup_batch (LotseStore *store, const char *id, GError **error)
{
  Reading reading = { id, NULL };

  return lotse_store_run (store, call_dup, &reading, error) ? reading.text : NULL;
}

/* --- Verdicts ----------------------------------------------------------------------------------------------- */

typedef struct
{
  const GPtrArray *verdicts;
  LotseSheetsSettled *settled;
} Settling;

/* Staff keep what the centre has; all others have done their part. */
static gboolean
settle_taken (LotseStore *self, const guint8 *bytes, gint64 number, GError **error)
{
  if (is_staff (self))
    return lotse_db_run (self->db, error, "UPDATE batch SET number = ?, refused = NULL WHERE id = ?", "ib", number, ID (bytes));
  return lotse_batches_drop (self, lotse_db_query (self->db, error, "SELECT id FROM batch WHERE id = ?", "b", ID (bytes)), error);
}

static gboolean
settle_one (LotseStore *self, const LotseSheetsVerdict *verdict, LotseSheetsSettled *settled, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];
  gint64 waits, sheets;

  if (!lotse_id_to_bytes (verdict->id, bytes))
    return TRUE;
  if (!lotse_db_get_int (self->db, &waits, 0, error, "SELECT count (*) FROM batch WHERE id = ? AND number IS NULL", "b", ID (bytes))
      || !count_sheets (self, verdict->id, &sheets, error))
    return FALSE;
  if (waits == 0)
    return TRUE;
  switch (verdict->verdict)
    {
    case LOTSE_VERDICT_MERGED:
    case LOTSE_VERDICT_REPEATED:
      if (verdict->number <= 0)
        return TRUE;
      settled->settled += (guint) sheets;
      return settle_taken (self, bytes, verdict->number, error);
    case LOTSE_VERDICT_REFUSED:
      settled->settled += (guint) sheets;
      settled->refused += (guint) sheets;
      return lotse_db_run (self->db, error, "UPDATE batch SET refused = ? WHERE id = ?", "sb",
                           verdict->reason != NULL ? verdict->reason : LOTSE_REASON_INVALID, ID (bytes));
    case LOTSE_VERDICT_ERASED:
      settled->settled += (guint) sheets;
      return lotse_batches_drop (self, lotse_db_query (self->db, error, "SELECT id FROM batch WHERE id = ?", "b", ID (bytes)), error);
    default:
      /* Parked: the centre does not know the form, the event or the survey yet. */
      return TRUE;
    }
}

static gboolean
call_settle (LotseStore *self, gpointer data, GError **error)
{
  const Settling *settling = data;

  *settling->settled = (LotseSheetsSettled){ 0 };
  for (guint i = 0; i < settling->verdicts->len; i++)
    if (!settle_one (self, settling->verdicts->pdata[i], settling->settled, error))
      return FALSE;
  self->outbox_changed = TRUE;
  return lotse_sheets_truncate (self, error);
}

/**
 * lotse_sheets_settle:
 * @verdicts: (element-type LotseSheetsVerdict): of batches that were sent; one that this version does not know says nothing
 * @settled: (out): what they did
 */
gboolean
lotse_sheets_settle (LotseStore *store, const GPtrArray *verdicts, LotseSheetsSettled *settled, GError **error)
{
  Settling settling = { verdicts, settled };

  return lotse_store_run_write (store, call_settle, &settling, error);
}

/* --- Batches of others -------------------------------------------------------------------------------------- */

static gboolean
call_cursor (LotseStore *self, gpointer data, GError **error)
{
  *(gint64 *) data = is_staff (self) ? lotse_store_meta_int (self, "sheets") : -1;
  return TRUE;
}

gint64
lotse_sheets_get_cursor (LotseStore *store, GError **error)
{
  gint64 cursor = -1;

  return lotse_store_run (store, call_cursor, &cursor, error) ? cursor : -1;
}

typedef struct
{
  const LotseSheetsPage *page;
  gboolean keep_cursor;
  LotseSheetsTaken *taken;
} Taking;

/* What was erased here stays erased, whoever sends it. */
static gboolean
is_erased (LotseStore *self, const LotseWireBatch *batch, gboolean *erased, GError **error)
{
  const char *const ids[] = { batch->form, batch->event, batch->survey };

  *erased = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      LotseGone gone = LOTSE_GONE_NOT;

      if (ids[i] != NULL && !lotse_store_gone (self, ids[i], &gone, error))
        return FALSE;
      *erased = *erased || gone == LOTSE_GONE_ERASED;
    }
  return TRUE;
}

/*
 * Another batch has the id of this one at the centre: the disk was copied while a pile was open.  It stays, under an id of its own,
 * as what the centre refused.
 */
static gboolean
keep_apart (LotseStore *self, LotseWireBatch *here, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];

  g_free (here->id);
  here->id = lotse_id_random ();
  return lotse_id_to_bytes (here->id, bytes) && lotse_batch_insert_wire (self, here, 0, error)
         && lotse_db_run (self->db, error, "UPDATE batch SET number = NULL, refused = ? WHERE id = ?", "sb", LOTSE_REASON_WRONG_KIND,
                          ID (bytes));
}

/*
 * A batch that is here already takes its number.  Two devices that import one file give their remarks different ids under one
 * batch; then that of the centre stands everywhere.
 */
static gboolean
take_batch (LotseStore *self, const LotseSheetsEntry *entry, LotseSheetsTaken *taken, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseWireBatch) here = lotse_batch_to_wire (self, entry->batch->id, &local);
  g_autofree char *known = here != NULL ? lotse_wire_batch_to_json (here) : NULL;
  g_autofree char *text = lotse_wire_batch_to_json (entry->batch);
  guint8 bytes[LOTSE_ID_BYTES];
  gboolean erased = FALSE;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!is_erased (self, entry->batch, &erased, error) || !lotse_id_to_bytes (entry->batch->id, bytes))
    return FALSE;
  if (erased)
    return TRUE;
  if (g_strcmp0 (known, text) == 0)
    return lotse_db_run (self->db, error, "UPDATE batch SET number = ?, refused = NULL WHERE id = ?", "ib", entry->number, ID (bytes));
  if (here == NULL)
    taken->sheets += entry->batch->sheets->len;
  return lotse_batches_drop (self, lotse_db_query (self->db, error, "SELECT id FROM batch WHERE id = ?", "b", ID (bytes)), error)
         && lotse_batch_insert_wire (self, entry->batch, entry->number, error)
         && (here == NULL || lotse_wire_batch_same (here, entry->batch) || keep_apart (self, here, error));
}

static gboolean
call_take_page (LotseStore *self, gpointer data, GError **error)
{
  const Taking *taking = data;
  gint64 cursor = taking->page->last;

  *taking->taken = (LotseSheetsTaken){ 0 };
  /* The account may have lost the role while the page travelled. */
  if (!is_staff (self))
    return TRUE;
  for (guint i = 0; i < taking->page->entries->len; i++)
    {
      const LotseSheetsEntry *entry = taking->page->entries->pdata[i];

      if (entry->batch == NULL)
        {
          if (taking->taken->unreadable++ == 0)
            cursor = entry->number - 1;
        }
      else if (!take_batch (self, entry, taking->taken, error))
        return FALSE;
    }
  self->outbox_changed = TRUE;
  if (taking->taken->sheets > 0)
    lotse_store_note_many (self);
  return taking->keep_cursor || lotse_store_set_meta_int (self, "sheets", cursor, error);
}

gboolean
lotse_sheets_take_page (LotseStore *store, const LotseSheetsPage *page, gboolean keep_cursor, LotseSheetsTaken *taken, GError **error)
{
  Taking taking = { page, keep_cursor, taken };

  return lotse_store_run_write (store, call_take_page, &taking, error);
}

typedef struct
{
  gboolean received;
  guint waiting;
} Ending;

static gboolean
call_end (LotseStore *self, gpointer data, GError **error)
{
  Ending *ending = data;
  guint refused;
  gint64 edits;

  if (!lotse_sheets_count_waiting (self, &ending->waiting, &refused, error)
      || !lotse_db_get_int (self->db, &edits, 1, error, "SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 0)", ""))
    return FALSE;
  self->outbox_changed = TRUE;
  return ending->waiting > 0 || edits != 0 || !ending->received
         || lotse_store_set_meta_int (self, "complete", lotse_store_corrected_now (self), error);
}

gboolean
lotse_sheets_end (LotseStore *store, gboolean received, guint *waiting, GError **error)
{
  Ending ending = { received, 0 };

  if (!lotse_store_run_write (store, call_end, &ending, error))
    return FALSE;
  *waiting = ending.waiting;
  return TRUE;
}

/* --- What else happens to batches --------------------------------------------------------------------------- */

gboolean
lotse_sheets_follow_roles (LotseStore *self, LotseRoles roles, GError **error)
{
  LotseRoles before = (LotseRoles) lotse_store_meta_int (self, "roles");

  /* What the centre did not take from these roles it may take from others. */
  if (roles != before && !lotse_db_exec (self->db, "UPDATE batch SET refused = NULL WHERE refused IS NOT NULL AND " LOTSE_BATCH_COUNTS, error))
    return FALSE;
  return (roles & LOTSE_ROLES_STAFF) != 0 || lotse_sheets_drop_numbered (self, error);
}

gboolean
lotse_sheets_drop_numbered (LotseStore *self, GError **error)
{
  return lotse_batches_drop (self, lotse_db_query (self->db, error, "SELECT id FROM batch WHERE number IS NOT NULL", ""), error)
         && lotse_store_set_meta (self, "sheets", NULL, error);
}

gboolean
lotse_sheets_start_anew (LotseStore *self, GError **error)
{
  return lotse_db_exec (self->db, "UPDATE batch SET number = NULL, refused = NULL WHERE " LOTSE_BATCH_COUNTS, error)
         && lotse_store_set_meta (self, "sheets", NULL, error);
}

gboolean
lotse_sheets_erase (LotseStore *self, const char *id, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];

  return !lotse_id_to_bytes (id, bytes)
         || (lotse_batches_drop (self,
                                 lotse_db_query (self->db, error, "SELECT id FROM batch WHERE form = ?1 OR event = ?1 OR survey = ?1", "b",
                                                 ID (bytes)),
                                 error)
             && lotse_db_run (self->db, error,
                              "DELETE FROM draft WHERE pile IN (SELECT id FROM pile WHERE form = ?1 OR event = ?1 OR survey = ?1)", "b",
                              ID (bytes))
             && lotse_db_run (self->db, error, "DELETE FROM pile WHERE form = ?1 OR event = ?1 OR survey = ?1", "b", ID (bytes)));
}

gboolean
lotse_sheets_count_waiting (LotseStore *self, guint *waiting, guint *refused, GError **error)
{
  gint64 n, m;

  if (!lotse_db_get_int (self->db, &n, 0, error,
                         "SELECT count (*) FROM sheet WHERE batch IN (SELECT id FROM batch WHERE " LOTSE_BATCH_WAITS ")", "")
      || !lotse_db_get_int (self->db, &m, 0, error,
                            "SELECT count (*) FROM sheet WHERE batch IN (SELECT id FROM batch WHERE refused IS NOT NULL)", ""))
    return FALSE;
  *waiting = (guint) n;
  *refused = (guint) m;
  return TRUE;
}

/* --- For people --------------------------------------------------------------------------------------------- */

static void
unsent_free (gpointer data)
{
  LotseUnsentSheets *unsent = data;

  lotse_pile_free (unsent->batch);
  g_free (unsent->reason);
  g_free (unsent);
}

static gboolean
call_unsent (LotseStore *self, gpointer data, GError **error)
{
  GPtrArray *found = data;
  g_autoptr (GError) local = NULL;
  LotseStatement *statement = lotse_db_query (self->db, error,
                                              "SELECT " LOTSE_PILE_COLUMNS ", refused, (SELECT count (*) FROM sheet WHERE batch = batch.id)"
                                              " FROM batch WHERE number IS NULL", "");

  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      LotseUnsentSheets *unsent = g_new0 (LotseUnsentSheets, 1);

      unsent->batch = lotse_pile_take_row (statement);
      unsent->reason = g_strdup (lotse_statement_text (statement, 8));
      unsent->batch->sheets = (guint) lotse_statement_int (statement, 9);
      g_ptr_array_add (found, unsent);
    }
  return lotse_statement_end (statement, &local, error);
}

/**
 * lotse_sheets_unsent:
 *
 * Returns: (transfer full) (element-type LotseUnsentSheets): the batches that wait, and those that the centre refused, which stay on this device
 */
GPtrArray *
lotse_sheets_unsent (LotseStore *store, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (unsent_free);

  return lotse_store_run (store, call_unsent, found, error) ? g_steal_pointer (&found) : NULL;
}
