/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records as rows: the registers of a record from the columns of its kind's table.  The way back is in
 * lotse-store-row-write.c.
 *
 * A column holds a value only in the canonical form of its field; what this version does not know or understand goes to
 * the column _extra as it came, so that everything that was received can be passed on unchanged.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"
#include "lotse-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
lotse_store_row_clear (LotseStoreRow *row)
{
  g_clear_pointer (&row->kind, g_free);
  g_clear_pointer (&row->registers, lotse_registers_free);
}

gboolean
lotse_store_row_find (LotseStore *self, const char *id, gint64 *rid, char **kind, GError **error)
{
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  guint8 bytes[LOTSE_ID_BYTES];

  *rid = 0;
  if (kind != NULL)
    *kind = NULL;
  if (!lotse_id_to_bytes (id, bytes))
    return TRUE;
  statement = lotse_db_query (self->db, error, "SELECT rid, kind FROM node WHERE id = ?", "b", bytes, (gssize) sizeof bytes);
  if (statement == NULL)
    return FALSE;
  if (lotse_statement_step (statement, &local))
    {
      *rid = lotse_statement_int (statement, 0);
      if (kind != NULL)
        *kind = g_strdup (lotse_statement_text (statement, 1));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A damaged file that is not encrypted may have anything where an id is: then a text that is no id. */
char *
lotse_store_dup_id (LotseStatement *statement, int column)
{
  gsize size = 0;
  const guint8 *bytes = lotse_statement_bytes (statement, column, &size);

  return size == LOTSE_ID_BYTES ? lotse_id_from_bytes (bytes) : g_strdup ("");
}

static void
read_elements (LotseRegisters *registers, const char *field, const char *json)
{
  g_autoptr (JsonNode) node = lotse_json_parse (json, strlen (json), NULL);
  JsonObjectIter iter;
  const char *element;
  JsonNode *value;

  if (node == NULL)
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &element, &value))
    {
      g_autofree char *name = lotse_register_name (field, element);

      lotse_registers_put (registers, name, lotse_json_node_text (value), LOTSE_STAMP_NONE);
    }
}

static void
read_link (LotseRegisters *registers, const char *name, LotseStatement *statement, int column)
{
  gsize size = 0;
  const guint8 *bytes = lotse_statement_bytes (statement, column, &size);
  g_autofree char *id = size == LOTSE_ID_BYTES ? lotse_id_from_bytes (bytes) : NULL;

  if (id != NULL)
    lotse_registers_put (registers, name, id, LOTSE_STAMP_NONE);
}

static gboolean
read_columns (const LotseKind *kind, LotseStatement *statement, LotseRegisters *registers, GError **error)
{
  int n = (int) kind->n_fields;

  for (int i = 0; i < n; i++)
    {
      const LotseField *field = &kind->fields[i];

      if (lotse_statement_is_null (statement, i))
        continue;
      if (field->type == LOTSE_FIELD_LINK)
        read_link (registers, field->name, statement, i);
      else if (lotse_field_has_elements (field))
        read_elements (registers, field->name, lotse_statement_text (statement, i));
      else
        lotse_registers_put (registers, field->name, lotse_statement_text (statement, i), LOTSE_STAMP_NONE);
    }
  if (!lotse_statement_is_null (statement, n))
    lotse_registers_put (registers, LOTSE_REGISTER_DELETED, lotse_statement_text (statement, n), LOTSE_STAMP_NONE);
  if (!lotse_statement_is_null (statement, n + 1))
    read_link (registers, LOTSE_REGISTER_MERGED_INTO, statement, n + 1);
  return lotse_registers_unpack_stamps (registers, lotse_statement_text (statement, n + 2), error);
}

static gboolean
add_registers (LotseRegisters *registers, const char *text, GError **error)
{
  g_autoptr (LotseRegisters) more = lotse_registers_from_text (text, error);

  if (more == NULL)
    return FALSE;
  for (guint i = 0; i < lotse_registers_size (more); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (more, i, &name);

      lotse_registers_put (registers, name, reg->value, reg->stamp);
    }
  return TRUE;
}

gboolean
lotse_store_row_fail_damaged (GError **error)
{
  g_clear_error (error);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT,
                       _("A record in the database is damaged. Nothing was changed. Run the check, or restore a backup."));
  return FALSE;
}

static gboolean
read_known (LotseStore *self, const LotseStoreTable *table, gint64 rid, LotseRegisters *registers, GError **error)
{
  g_autoptr (LotseStatement) statement = lotse_db_query (self->db, error, table->select, "i", rid);
  g_autoptr (GError) local = NULL;
  int extra = (int) table->kind->n_fields + 3;

  if (statement == NULL)
    return FALSE;
  if (!lotse_statement_step (statement, &local))
    {
      if (local == NULL)
        return lotse_store_row_fail_damaged (error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!read_columns (table->kind, statement, registers, &local))
    return lotse_store_row_fail_damaged (error);
  if (!lotse_statement_is_null (statement, extra)
      && !add_registers (registers, lotse_statement_text (statement, extra), &local))
    return lotse_store_row_fail_damaged (error);
  return TRUE;
}

static gboolean
read_unknown (LotseStore *self, gint64 rid, LotseRegisters *registers, GError **error)
{
  g_autofree char *doc = lotse_db_get_text (self->db, error, "SELECT doc FROM unknown WHERE rid = ?", "i", rid);

  if (doc == NULL)
    return (error == NULL || *error == NULL) && lotse_store_row_fail_damaged (error);
  return add_registers (registers, doc, error);
}

/* Fills the row from a statement with rid, kind, state and id. */
static gboolean
read_node (LotseStore *self, LotseStatement *statement, char **id, LotseStoreRow *row, GError **error)
{
  g_autoptr (GError) local = NULL;
  const LotseStoreTable *table;

  if (!lotse_statement_step (statement, &local))
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  row->rid = lotse_statement_int (statement, 0);
  row->kind = g_strdup (lotse_statement_text (statement, 1));
  row->state = (LotseRowState) lotse_statement_int (statement, 2);
  if (id != NULL)
    *id = lotse_store_dup_id (statement, 3);
  if (row->kind == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT,
                   _("The database “%s” is damaged. It was left as it is. Restore it from a backup."), self->folder);
      return FALSE;
    }
  table = lotse_store_table (self, row->kind);
  return table != NULL ? read_known (self, table, row->rid, row->registers, error)
                       : read_unknown (self, row->rid, row->registers, error);
}

gboolean
lotse_store_row_read (LotseStore *self, const char *id, LotseStoreRow *row, GError **error)
{
  g_autoptr (LotseStatement) statement = NULL;
  guint8 bytes[LOTSE_ID_BYTES];

  *row = (LotseStoreRow){ .registers = lotse_registers_new () };
  if (!lotse_id_to_bytes (id, bytes))
    return TRUE;
  statement = lotse_db_query (self->db, error, "SELECT rid, kind, state, id FROM node WHERE id = ?", "b", bytes, (gssize) sizeof bytes);
  return statement != NULL && read_node (self, statement, NULL, row, error);
}

gboolean
lotse_store_row_read_by_rid (LotseStore *self, gint64 rid, char **id, LotseStoreRow *row, GError **error)
{
  g_autoptr (LotseStatement) statement = NULL;

  *id = NULL;
  *row = (LotseStoreRow){ .registers = lotse_registers_new () };
  statement = lotse_db_query (self->db, error, "SELECT rid, kind, state, id FROM node WHERE rid = ?", "i", rid);
  return statement != NULL && read_node (self, statement, id, row, error);
}
