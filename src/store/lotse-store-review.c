/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people must decide: conflicts that the centre found, edits that wait there for staff, and edits that it refused.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"

#include <glib/gi18n-lib.h>

/* --- Conflicts --- */

GPtrArray *
lotse_store_conflicts (LotseStore *self, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("conflict"));

  if (!lotse_query_where (query, "resolution", LOTSE_QUERY_EMPTY, NULL, error) || !lotse_query_sort (query, "opened_at", FALSE, error))
    return NULL;
  return lotse_store_list (self, query, error);
}

typedef struct
{
  const char *conflict;
  LotseResolution how;
  const char *value;
} Resolve;

static gboolean
write_value (LotseStore *self, const LotseRegisters *conflict, const char *value, GError **error)
{
  const char *id = lotse_registers_value (conflict, "record");
  const char *reg = lotse_registers_value (conflict, "register_name");
  g_autoptr (LotseRegisters) target = lotse_registers_new ();
  g_autofree char *kind = NULL;
  LotseStoreChange change = { .id = id, .target = target };
  gint64 rid = 0;

  if (id != NULL && !lotse_store_row_find (self, id, &rid, &kind, error))
    return FALSE;
  if (rid == 0 || reg == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("The record of this conflict is not on this device. Nothing was changed."));
      return FALSE;
    }
  lotse_registers_put (target, reg, value, LOTSE_STAMP_NONE);
  change.kind = kind;
  return lotse_store_edit (self, &change, NULL, error);
}

static char *
local_time (LotseStore *self)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (lotse_store_corrected_now (self) / 1000);
  g_autoptr (GDateTime) here = g_date_time_to_local (utc);

  return g_date_time_format (here, "%Y-%m-%dT%H:%M");
}

/* Reads what is to be decided; FALSE if it is no such record, or if `field` says that somebody has decided. */
static gboolean
read_open (LotseStore *self, const char *id, const char *kind, const char *field, LotseStoreRow *row, GError **error)
{
  if (!lotse_store_row_read (self, id, row, error))
    return FALSE;
  if (g_strcmp0 (row->kind, kind) != 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                           g_str_equal (kind, "review") ? _("There is no such review on this device.")
                                                        : _("There is no such conflict on this device."));
      return FALSE;
    }
  if (lotse_registers_value (row->registers, field) != NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT, _("Somebody has decided this already. Nothing was changed."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
call_resolve (LotseStore *self, gpointer data, GError **error)
{
  static const char *const names[] = { "standing", "other", "third" };
  const Resolve *resolve = data;
  g_auto (LotseStoreRow) row = { 0 };
  g_autoptr (LotseRegisters) target = lotse_registers_new ();
  g_autofree char *account = lotse_store_meta (self, "account", NULL);
  g_autofree char *now = local_time (self);
  LotseStoreChange change = { .id = resolve->conflict, .kind = "conflict", .target = target };

  if (!read_open (self, resolve->conflict, "conflict", "resolution", &row, error))
    return FALSE;
  if (resolve->how != LOTSE_RESOLVE_STANDING
      && !write_value (self, row.registers,
                       resolve->how == LOTSE_RESOLVE_OTHER ? lotse_registers_value (row.registers, "other_value") : resolve->value, error))
    return FALSE;
  lotse_registers_put (target, "resolution", names[resolve->how], LOTSE_STAMP_NONE);
  lotse_registers_put (target, "resolved_by", account, LOTSE_STAMP_NONE);
  lotse_registers_put (target, "resolved_at", now, LOTSE_STAMP_NONE);
  return lotse_store_edit (self, &change, NULL, error);
}

gboolean
lotse_store_resolve (LotseStore *self, const char *conflict, LotseResolution how, const char *value, GError **error)
{
  Resolve resolve = { conflict, how, value };

  return lotse_store_run_write (self, call_resolve, &resolve, error);
}

/* --- Reviews --- */

static guint64
review_clock (LotseRecord *review)
{
  const char *text = lotse_record_get (review, "edit");
  g_autoptr (LotseEdit) edit = text != NULL ? lotse_edit_from_text (text, NULL) : NULL;

  return edit != NULL ? edit->stamp.clock : 0;
}

/* Times are kept to the minute, in which a device sends many edits: what makes a record must stand before what changes it. */
static int
compare_reviews (gconstpointer a, gconstpointer b)
{
  LotseRecord *first = *(LotseRecord *const *) a;
  LotseRecord *second = *(LotseRecord *const *) b;
  int order = g_strcmp0 (lotse_record_get (first, "received_at"), lotse_record_get (second, "received_at"));
  guint64 clocks[2];

  if (order != 0)
    return order;
  clocks[0] = review_clock (first);
  clocks[1] = review_clock (second);
  return clocks[0] < clocks[1] ? -1 : clocks[0] > clocks[1];
}

GPtrArray *
lotse_store_reviews (LotseStore *self, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("review"));
  GPtrArray *reviews;

  if (!lotse_query_where (query, "decision", LOTSE_QUERY_EMPTY, NULL, error))
    return NULL;
  reviews = lotse_store_list (self, query, error);
  if (reviews != NULL)
    g_ptr_array_sort (reviews, compare_reviews);
  return reviews;
}

typedef struct
{
  const char *review;
  gboolean accept;
} Decide;

/* Only the decision is written here: what was accepted comes back from the centre, merged there under its old stamp. */
static gboolean
call_decide (LotseStore *self, gpointer data, GError **error)
{
  const Decide *decide = data;
  g_auto (LotseStoreRow) row = { 0 };
  g_autoptr (LotseRegisters) target = lotse_registers_new ();
  g_autofree char *account = lotse_store_meta (self, "account", NULL);
  g_autofree char *now = local_time (self);
  LotseStoreChange change = { .id = decide->review, .kind = "review", .target = target };

  if (!read_open (self, decide->review, "review", "decision", &row, error))
    return FALSE;
  lotse_registers_put (target, "decision", decide->accept ? "accepted" : "dropped", LOTSE_STAMP_NONE);
  lotse_registers_put (target, "decided_by", account, LOTSE_STAMP_NONE);
  lotse_registers_put (target, "decided_at", now, LOTSE_STAMP_NONE);
  return lotse_store_edit (self, &change, NULL, error);
}

gboolean
lotse_store_review_decide (LotseStore *self, const char *review, gboolean accept, GError **error)
{
  Decide decide = { review, accept };

  return lotse_store_run_write (self, call_decide, &decide, error);
}

/* --- Refusals --- */

void
lotse_refusal_free (LotseRefusal *refusal)
{
  if (refusal == NULL)
    return;
  g_clear_pointer (&refusal->edit, lotse_edit_free);
  g_free (refusal->reason);
  g_free (refusal->standing);
  g_free (refusal);
}

static gboolean
call_refusals (LotseStore *self, gpointer data, GError **error)
{
  GPtrArray *refusals = data;
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  statement = lotse_db_query (self->db, error, "SELECT row, at, reason, edit FROM refusal ORDER BY row", "");
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      g_autoptr (LotseEdit) edit = lotse_edit_from_text (lotse_statement_text (statement, 3), error);
      g_auto (LotseStoreRow) row = { 0 };
      LotseRefusal *refusal;
      const LotseWrite *first;

      if (edit == NULL || !lotse_store_row_read (self, edit->id, &row, error))
        return FALSE;
      first = edit->writes->len > 0 ? g_ptr_array_index (edit->writes, 0) : NULL;
      refusal = g_new0 (LotseRefusal, 1);
      refusal->row = lotse_statement_int (statement, 0);
      refusal->at_ms = lotse_statement_int (statement, 1);
      refusal->reason = g_strdup (lotse_statement_text (statement, 2));
      refusal->standing = first != NULL ? g_strdup (lotse_registers_value (row.registers, first->reg)) : NULL;
      refusal->edit = g_steal_pointer (&edit);
      g_ptr_array_add (refusals, refusal);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GPtrArray *
lotse_store_refusals (LotseStore *self, GError **error)
{
  g_autoptr (GPtrArray) refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_refusal_free);

  return lotse_store_run (self, call_refusals, refusals, error) ? g_steal_pointer (&refusals) : NULL;
}

static gboolean
delete_refusal (LotseStore *self, gint64 row, GError **error)
{
  self->outbox_changed = TRUE;
  return lotse_db_run (self->db, error, "DELETE FROM refusal WHERE row = ?", "i", row);
}

static gboolean
fail_dealt_with (GError **error)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("This answer has been dealt with already."));
  return FALSE;
}

static gboolean
call_retry (LotseStore *self, gpointer data, GError **error)
{
  gint64 row = *(const gint64 *) data;
  g_autofree char *text = lotse_db_get_text (self->db, error, "SELECT edit FROM refusal WHERE row = ?", "i", row);
  g_autoptr (LotseEdit) edit = NULL;
  g_autoptr (LotseRegisters) target = lotse_registers_new ();
  LotseStoreChange change = { .target = target };

  if (text == NULL)
    return error != NULL && *error != NULL ? FALSE : fail_dealt_with (error);
  edit = lotse_edit_from_text (text, error);
  if (edit == NULL)
    return FALSE;
  for (guint i = 0; i < edit->writes->len; i++)
    {
      const LotseWrite *write = g_ptr_array_index (edit->writes, i);

      lotse_registers_put (target, write->reg, write->value, LOTSE_STAMP_NONE);
    }
  change.id = edit->id;
  change.kind = edit->kind;
  return lotse_store_edit (self, &change, NULL, error) && delete_refusal (self, row, error);
}

gboolean
lotse_store_refusal_retry (LotseStore *self, gint64 row, GError **error)
{
  return lotse_store_run_write (self, call_retry, &row, error);
}

static gboolean
call_discard (LotseStore *self, gpointer data, GError **error)
{
  gint64 row = *(const gint64 *) data;
  gint64 any;

  if (!lotse_db_get_int (self->db, &any, 0, error, "SELECT EXISTS (SELECT 1 FROM refusal WHERE row = ?)", "i", row))
    return FALSE;
  return any != 0 ? delete_refusal (self, row, error) : fail_dealt_with (error);
}

gboolean
lotse_store_refusal_discard (LotseStore *self, gint64 row, GError **error)
{
  return lotse_store_run_write (self, call_discard, &row, error);
}
