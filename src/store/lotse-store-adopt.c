/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * After an upgrade: what a newer version had brought, and this one kept as it came because it did not know it, goes where it
 * belongs now.
 *
 * Records of unknown kinds lie in the table `unknown`, registers of unknown fields in the column `_extra` of their kind.  Writing
 * such a record anew puts it into its columns, the lists and the search.  A page at a time, so that the memory does not grow
 * with the number of records.
 */
#include "config.h"

#include "lotse-store-private.h"

#define PAGE 200

/* The row numbers that a statement finds, read to the end before anything is written. */
static gboolean
collect (LotseStatement *statement, GArray *rids, GError **error)
{
  g_autoptr (LotseStatement) owned = statement;
  g_autoptr (GError) local = NULL;

  g_array_set_size (rids, 0);
  while (statement != NULL && lotse_statement_step (statement, &local))
    {
      gint64 rid = lotse_statement_int (statement, 0);

      g_array_append_val (rids, rid);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return statement != NULL && (error == NULL || *error == NULL);
}

/* Reads the registers that were kept whole, and takes them out of the table. */
static gboolean
take_unknown (LotseStore *self, gint64 rid, LotseRegisters **registers, char **id, char **kind, GError **error)
{
  g_autofree char *doc = lotse_db_get_text (self->db, error, "SELECT doc FROM unknown WHERE rid = ?", "i", rid);
  g_autoptr (LotseStatement) node = NULL;

  *registers = doc != NULL ? lotse_registers_from_text (doc, NULL) : NULL;
  if (*registers == NULL)
    return (error == NULL || *error == NULL) && lotse_store_row_fail_damaged (error);
  node = lotse_db_query (self->db, error, "SELECT id, kind FROM node WHERE rid = ?", "i", rid);
  if (node == NULL || !lotse_statement_step (node, error))
    return (error == NULL || *error == NULL) && lotse_store_row_fail_damaged (error);
  *id = lotse_store_dup_id (node, 0);
  *kind = g_strdup (lotse_statement_text (node, 1));
  return lotse_db_run (self->db, error, "DELETE FROM unknown WHERE rid = ?", "i", rid);
}

/* A record of a kind that is known now: it is written as if it changed, and those that would show its title do. */
static gboolean
adopt_record (LotseStore *self, gint64 rid, GError **error)
{
  g_autoptr (LotseRegisters) registers = NULL;
  g_autoptr (LotseRegisters) before = lotse_registers_new ();
  g_autofree char *id = NULL;
  g_autofree char *kind = NULL;
  LotseStoreRow row = { .rid = rid, .state = LOTSE_ROW_VISIBLE, .registers = before };

  if (!take_unknown (self, rid, &registers, &id, &kind, error))
    return FALSE;
  row.kind = kind;
  return lotse_store_row_write (self, id, &row, registers, error) && lotse_store_retitle (self, kind, id, TRUE, error);
}

/* A record with fields that may be known now. */
static gboolean
adopt_fields (LotseStore *self, gint64 rid, GError **error)
{
  g_auto (LotseStoreRow) row = { 0 };
  g_autofree char *id = NULL;

  return lotse_store_row_read_by_rid (self, rid, &id, &row, error)
         && (row.rid == 0 || lotse_store_row_write (self, id, &row, row.registers, error));
}

/* `sql` gives the next row numbers behind ?1, at most ?2 of them; ?3 is the name of the kind. */
static gboolean
adopt_pages (LotseStore *self, const char *sql, const char *kind, gboolean (*adopt) (LotseStore *self, gint64 rid, GError **error),
             GError **error)
{
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 last = 0;

  do
    {
      if (!collect (lotse_db_query (self->db, error, sql, "iis", last, (gint64) PAGE, kind), rids, error))
        return FALSE;
      for (guint i = 0; i < rids->len; i++)
        {
          last = g_array_index (rids, gint64, i);
          if (!adopt (self, last, error))
            return FALSE;
        }
      if (!lotse_store_index_flush (self, error))
        return FALSE;
    }
  while (rids->len == PAGE);
  return TRUE;
}

gboolean
lotse_store_adopt (LotseStore *self, GError **error)
{
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  self->wanted = LOTSE_WANTED_UNKNOWN;
  for (guint i = 0; i < n_kinds; i++)
    {
      const LotseStoreTable *table = lotse_store_table (self, kinds[i]->name);
      g_autofree char *sql = g_strdup_printf ("SELECT rid FROM %s WHERE rid > ?1 AND _extra IS NOT NULL AND ?3 != '' ORDER BY rid LIMIT ?2",
                                              table->table);

      if (!adopt_pages (self, "SELECT u.rid FROM unknown u JOIN node n ON n.rid = u.rid WHERE u.rid > ?1 AND n.kind = ?3 "
                              "ORDER BY u.rid LIMIT ?2", kinds[i]->name, adopt_record, error)
          || !adopt_pages (self, sql, kinds[i]->name, adopt_fields, error))
        return FALSE;
    }
  return TRUE;
}
