/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Former values of fleeting fields, such as what a guest needed, leave this device once they are erased: from the history, from
 * what was sent and is kept for a restored centre, and from what waits in a profile that never had a centre.  What a centre waits
 * for stays until it was sent, and has the verdict of each of its writes to come; the emptying write follows it.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-json.h"
#include "lotse-merge.h"

#include <string.h>

/* Whether the register, "needs/food", belongs to a fleeting field. */
static gboolean
is_fleeting (const LotseKind *kind, const char *reg)
{
  g_autofree char *name = g_strndup (reg, strcspn (reg, "/"));
  const LotseField *field = lotse_kind_field (kind, name);

  return field != NULL && field->fleeting;
}

/* A line of the history without these registers: NULL if nothing is left; `changed` says whether there were any. */
static char *
scrub_line (const LotseKind *kind, const char *doc, gboolean *changed)
{
  g_autoptr (JsonNode) node = lotse_json_parse (doc, strlen (doc), NULL);
  g_autoptr (GList) members = NULL;
  JsonObject *changes = node != NULL ? json_node_get_object (node) : NULL;

  *changed = FALSE;
  if (changes == NULL)
    return NULL;
  members = json_object_get_members (changes);
  for (GList *member = members; member != NULL; member = member->next)
    if (is_fleeting (kind, member->data))
      {
        json_object_remove_member (changes, member->data);
        *changed = TRUE;
      }
  return json_object_get_size (changes) > 0 ? json_to_string (node, FALSE) : NULL;
}

/* An edit without the values of these registers; that they were emptied stays in it. */
static char *
scrub_edit (const LotseKind *kind, const char *text, gboolean *changed)
{
  g_autoptr (LotseEdit) edit = lotse_edit_from_text (text, NULL);

  *changed = FALSE;
  for (guint i = edit != NULL ? edit->writes->len : 0; i > 0; i--)
    {
      const LotseWrite *write = g_ptr_array_index (edit->writes, i - 1);

      if (write->value == NULL || !is_fleeting (kind, write->reg))
        continue;
      g_ptr_array_remove_index (edit->writes, i - 1);
      *changed = TRUE;
    }
  return edit != NULL && edit->writes->len > 0 ? lotse_edit_to_text (edit) : NULL;
}

typedef struct
{
  const char *read;   /* row and text, by the record's id */
  const char *change; /* text and row */
  const char *remove; /* row */
  char *(*scrub) (const LotseKind *kind, const char *text, gboolean *changed);
} Place;

static const Place history = { "SELECT row, doc FROM history WHERE id = ?", "UPDATE history SET doc = ? WHERE row = ?",
                               "DELETE FROM history WHERE row = ?", scrub_line };
static const Place sent = { "SELECT row, edit FROM sent WHERE id = ?", "UPDATE sent SET edit = ? WHERE row = ?",
                            "DELETE FROM sent WHERE row = ?", scrub_edit };
static const Place outbox = { "SELECT row, edit FROM outbox WHERE id = ? AND state = 0", "UPDATE outbox SET edit = ? WHERE row = ?",
                              "DELETE FROM outbox WHERE row = ?", scrub_edit };

static gboolean
write_scrubbed (LotseStore *self, const Place *place, gint64 row, const char *text, GError **error)
{
  if (text == NULL)
    return lotse_db_run (self->db, error, place->remove, "i", row);
  return lotse_db_run (self->db, error, place->change, "si", text, row);
}

static gboolean
scrub_place (LotseStore *self, const Place *place, const LotseKind *kind, const guint8 *bytes, GError **error)
{
  g_autoptr (LotseStatement) statement = lotse_db_query (self->db, error, place->read, "b", bytes, (gssize) LOTSE_ID_BYTES);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  while (statement != NULL && lotse_statement_step (statement, &local))
    {
      const gint64 row = lotse_statement_int (statement, 0);
      const char *text = lotse_statement_text (statement, 1);
      gboolean changed = FALSE;
      g_autofree char *scrubbed = text != NULL ? place->scrub (kind, text, &changed) : NULL;

      if (!changed)
        continue;
      g_array_append_val (rows, row);
      g_ptr_array_add (texts, g_steal_pointer (&scrubbed));
    }
  if (statement == NULL)
    return FALSE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < rows->len; i++)
    if (!write_scrubbed (self, place, g_array_index (rows, gint64, i), g_ptr_array_index (texts, i), error))
      return FALSE;
  return TRUE;
}

gboolean
lotse_store_scrub_record (LotseStore *self, const LotseKind *kind, const char *id, GError **error)
{
  LotseStoreStatus status;
  guint8 bytes[LOTSE_ID_BYTES];

  if (!lotse_id_to_bytes (id, bytes))
    return TRUE;
  if (!lotse_store_status (self, &status, error))
    return FALSE;
  if (!scrub_place (self, &history, kind, bytes, error) || !scrub_place (self, &sent, kind, bytes, error)
      || (!status.connected && !scrub_place (self, &outbox, kind, bytes, error)))
    return FALSE;
  self->outbox_changed = TRUE;
  self->truncate_due = TRUE;
  return lotse_store_set_meta_int (self, "truncate", 1, error);
}

gboolean
lotse_store_scrub_emptied (LotseStore *self, const LotseKind *kind, const LotseStoreHistory *line, GError **error)
{
  for (guint i = 0; kind != NULL && i < lotse_registers_size (line->before); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (line->before, i, &name);

      if (reg->value != NULL && lotse_registers_value (line->after, name) == NULL && is_fleeting (kind, name))
        return lotse_store_scrub_record (self, kind, line->id, error);
    }
  return TRUE;
}

static gboolean
call_scrub (LotseStore *self, gpointer data, GError **error)
{
  const char *const *ids = data;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (LotseRecord) record = lotse_store_get (self, ids[i], error);

      if (record == NULL || !lotse_store_scrub_record (self, lotse_record_get_kind (record), ids[i], error))
        return FALSE;
    }
  return TRUE;
}

/**
 * lotse_store_scrub:
 * @ids: (array zero-terminated=1): ids of records whose fleeting fields were emptied
 *
 * Removes former values of these fields from this device, and with them the way to undo that they were emptied.  All or none.
 */
gboolean
lotse_store_scrub (LotseStore *self, const char *const *ids, GError **error)
{
  return lotse_store_run_write (self, call_scrub, (gpointer) ids, error);
}
