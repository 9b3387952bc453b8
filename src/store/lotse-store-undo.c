/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking back what this device did: by new edits, like any other.
 *
 * Only values that nobody changed since are taken back; what others wrote meanwhile stays.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"
#include "lotse-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  gint64 row;
  char *id;
  char *doc;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->id);
  g_free (step->doc);
  g_free (step);
}

typedef struct
{
  const char *id;
  char *what;
} Undo;

/* The steps of the last group that is not undone yet, newest first. */
static gboolean
collect_steps (LotseStore *self, const char *id, GPtrArray *steps, GError **error)
{
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;
  guint8 bytes[LOTSE_ID_BYTES];

  if (id != NULL && !lotse_id_to_bytes (id, bytes))
    return TRUE;
  if (id != NULL)
    statement = lotse_db_query (self->db, error,
                                "WITH last AS (SELECT row, grp FROM history WHERE undone = 0 AND id = ? ORDER BY row DESC LIMIT 1) "
                                "SELECT h.row, h.id, h.doc FROM history h, last WHERE h.undone = 0 AND (h.row = last.row OR h.grp = last.grp) "
                                "ORDER BY h.row DESC", "b", bytes, (gssize) sizeof bytes);
  else
    statement = lotse_db_query (self->db, error,
                                "WITH last AS (SELECT row, grp FROM history WHERE undone = 0 ORDER BY row DESC LIMIT 1) "
                                "SELECT h.row, h.id, h.doc FROM history h, last WHERE h.undone = 0 AND (h.row = last.row OR h.grp = last.grp) "
                                "ORDER BY h.row DESC", "");
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      Step *step = g_new0 (Step, 1);

      step->row = lotse_statement_int (statement, 0);
      step->id = lotse_store_dup_id (statement, 1);
      step->doc = g_strdup (lotse_statement_text (statement, 2));
      g_ptr_array_add (steps, step);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The values before, where the value after still stands. */
static LotseRegisters *
make_target (const Step *step, const LotseRegisters *now)
{
  LotseRegisters *target = lotse_registers_new ();
  g_autoptr (JsonNode) node = lotse_json_parse (step->doc, strlen (step->doc), NULL);
  JsonObject *changes = node != NULL ? json_node_get_object (node) : NULL;
  JsonObjectIter iter;
  const char *reg;
  JsonNode *pair;

  if (changes == NULL)
    return target;
  /* The making of a record is taken back by putting it into the bin, with all its values. */
  if (json_object_has_member (changes, LOTSE_HISTORY_CREATED))
    {
      lotse_registers_put (target, LOTSE_REGISTER_DELETED, "1", LOTSE_STAMP_NONE);
      return target;
    }
  json_object_iter_init (&iter, changes);
  while (json_object_iter_next (&iter, &reg, &pair))
    {
      JsonArray *array = JSON_NODE_HOLDS_ARRAY (pair) ? json_node_get_array (pair) : NULL;

      if (array == NULL || json_array_get_length (array) != 2)
        continue;
      if (g_strcmp0 (lotse_json_node_text (json_array_get_element (array, 1)), lotse_registers_value (now, reg)) == 0)
        lotse_registers_put (target, reg, lotse_json_node_text (json_array_get_element (array, 0)), LOTSE_STAMP_NONE);
    }
  return target;
}

static gboolean
undo_step (LotseStore *self, const Step *step, gboolean *any, char **what, GError **error)
{
  g_auto (LotseStoreRow) row = { 0 };
  g_autoptr (LotseRegisters) target = NULL;
  LotseStoreChange change = { .id = step->id, .undo = TRUE };
  const LotseStoreTable *table;
  LotseStamp stamp;
  gboolean changed;

  if (!lotse_db_run (self->db, error, "UPDATE history SET undone = 1 WHERE row = ?", "i", step->row)
      || !lotse_store_row_read (self, step->id, &row, error))
    return FALSE;
  table = row.rid > 0 ? lotse_store_table (self, row.kind) : NULL;
  if (table == NULL)
    return TRUE;
  target = make_target (step, row.registers);
  change.kind = row.kind;
  change.target = target;
  if (!lotse_store_edit (self, &change, &stamp, error))
    return FALSE;
  changed = !lotse_stamp_is_none (stamp);
  *any = *any || changed;
  if (changed && *what == NULL)
    {
      g_autofree char *title = lotse_store_plain_title (self, table->kind, row.registers, NULL);

      *what = g_strdup (*title != '\0' ? title : lotse_kind_label (table->kind));
    }
  return TRUE;
}

static gboolean
call_undo (LotseStore *self, gpointer data, GError **error)
{
  Undo *undo = data;
  gboolean any = FALSE;

  /* A group of which nothing can be taken back any more is passed over. */
  while (!any)
    {
      g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (step_free);

      if (!collect_steps (self, undo->id, steps, error))
        return FALSE;
      if (steps->len == 0)
        {
          g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("There is nothing to undo."));
          return FALSE;
        }
      for (guint i = 0; i < steps->len; i++)
        if (!undo_step (self, g_ptr_array_index (steps, i), &any, &undo->what, error))
          return FALSE;
    }
  return TRUE;
}

/**
 * lotse_store_undo:
 * @id: (nullable): the record, or %NULL for the last thing done on this device
 * @what: (out) (optional): the name of the record, for a message
 *
 * Returns: %FALSE with %LOTSE_ERROR_NOT_FOUND if there is nothing to undo
 */
gboolean
lotse_store_undo (LotseStore *self, const char *id, char **what, GError **error)
{
  Undo undo = { .id = id };
  gboolean done = lotse_store_run_write (self, call_undo, &undo, error);

  if (done && what != NULL)
    *what = g_steal_pointer (&undo.what);
  g_free (undo.what);
  return done;
}
