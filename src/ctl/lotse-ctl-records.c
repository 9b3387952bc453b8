/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on single records: kinds, add, set, get, delete, restore, undo. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-deadlines.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-checklist.h"
#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-receipts.h"

#include <glib/gi18n.h>

/* --- kinds -------------------------------------------------------------------------------------------------- */

static const char *
type_name (LotseFieldType type)
{
  static const char *const names[] = {
    [LOTSE_FIELD_TEXT] = "text",     [LOTSE_FIELD_LONG_TEXT] = "long text", [LOTSE_FIELD_INT] = "int",
    [LOTSE_FIELD_MONEY] = "money",   [LOTSE_FIELD_BOOL] = "bool",           [LOTSE_FIELD_DATE] = "date",
    [LOTSE_FIELD_DATETIME] = "time", [LOTSE_FIELD_CHOICE] = "choice",       [LOTSE_FIELD_LINK] = "link",
    [LOTSE_FIELD_SET] = "set",       [LOTSE_FIELD_MAP] = "map",             [LOTSE_FIELD_BLOB] = "blob",
  };

  return names[type];
}

static void
field_to_json (JsonBuilder *builder, const LotseField *field)
{
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "name", field->name);
  lotse_ctl_json_text (builder, "label", lotse_field_label (field));
  lotse_ctl_json_text (builder, "type", type_name (field->type));
  lotse_ctl_json_bool (builder, "required", (field->flags & LOTSE_FIELD_REQUIRED) != 0);
  if (field->links != NULL)
    lotse_ctl_json_text (builder, "links", field->links);
  if (field->choices != NULL)
    {
      json_builder_set_member_name (builder, "choices");
      json_builder_begin_array (builder);
      for (const LotseChoice *choice = field->choices; choice->name != NULL; choice++)
        json_builder_add_string_value (builder, choice->name);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
kind_to_json (JsonBuilder *builder, const LotseKind *kind)
{
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "name", kind->name);
  lotse_ctl_json_text (builder, "label", lotse_kind_label (kind));
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_array (builder);
  for (guint i = 0; i < kind->n_fields; i++)
    field_to_json (builder, &kind->fields[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* What may stand in the field, in a few words. */
static char *
field_about (const LotseField *field)
{
  GString *about = g_string_new ((field->flags & LOTSE_FIELD_REQUIRED) != 0 ? _("required") : "");

  if (field->links != NULL)
    g_string_append_printf (about, "%s→ %s", about->len > 0 ? ", " : "", field->links);
  for (const LotseChoice *choice = field->choices; choice != NULL && choice->name != NULL && about->len < 100; choice++)
    g_string_append_printf (about, "%s%s", about->len > 0 ? ", " : "", choice->name);
  if (about->len >= 100)
    g_string_append (about, ", …");
  return g_string_free (about, FALSE);
}

static void
print_kind (LotseCtl *self, const LotseKind *kind)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (4);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *about = field_about (&kind->fields[i]);

      lotse_ctl_table_row (table, kind->fields[i].name, type_name (kind->fields[i].type), lotse_field_label (&kind->fields[i]), about, NULL);
    }
  lotse_ctl_print_table (self, table);
}

static void
print_kinds (LotseCtl *self)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (2);
  const LotseKind *const *kinds;
  guint n;

  kinds = lotse_kinds_list (&n);
  for (guint i = 0; i < n; i++)
    lotse_ctl_table_row (table, kinds[i]->name, lotse_kind_label (kinds[i]), NULL);
  lotse_ctl_print_table (self, table);
}

gboolean
lotse_ctl_kinds (LotseCtl *self, GError **error)
{
  const char *typed = lotse_ctl_word (self, 0);
  const LotseKind *kind = typed != NULL ? lotse_ctl_kind (typed, error) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const LotseKind *const *kinds;
  guint n;

  if (typed != NULL && kind == NULL)
    return FALSE;
  if (!self->json)
    {
      if (kind != NULL)
        print_kind (self, kind);
      else
        print_kinds (self);
      return TRUE;
    }
  kinds = lotse_kinds_list (&n);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    if (kind == NULL || kind == kinds[i])
      kind_to_json (builder, kinds[i]);
  json_builder_end_array (builder);
  lotse_ctl_print_builder (self, builder);
  return TRUE;
}

/* --- add, set ----------------------------------------------------------------------------------------------- */

static gboolean
names_field (LotseCtl *self, const char *field)
{
  g_autofree char *start = g_strconcat (field, "=", NULL);

  for (guint i = 1; i < lotse_ctl_args_count (self->args); i++)
    if (g_str_has_prefix (lotse_ctl_word (self, i), start))
      return TRUE;
  return FALSE;
}

/*
 * What hangs on the record moves with it, and `moves` gets what did.  A new receipt gets a number, unless one was typed or refused
 * by “number=”.
 */
static gboolean
save (LotseCtl *self, LotseRecord *record, GPtrArray **moves, GError **error)
{
  const LotseKind *kind = lotse_record_get_kind (record);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  if (g_str_equal (kind->name, "receipt") && self->command->run == lotse_ctl_add && !names_field (self, "number"))
    return lotse_receipts_add (self->store, record, NULL, error);
  if (!lotse_ctl_moves_deadlines (kind))
    return lotse_checklist_save_record (self->store, record, NULL, error);
  g_ptr_array_add (records, record);
  return lotse_deadlines_save (self->store, records, NULL, moves, error);
}

/* Files come last: one that is large is not read for a record that cannot be saved. */
static gboolean
save_with_files (LotseCtl *self, LotseRecord *record, GPtrArray **moves, GError **error)
{
  if (!lotse_record_validate (record, error))
    return FALSE;
  if (lotse_ctl_attach (self, record, 1, error) && save (self, record, moves, error))
    return TRUE;
  lotse_ctl_detach (self, record, 1);
  return FALSE;
}

/* JSON shows what is stored, as the store may have added whose the record is, and what moved if anything did. */
static gboolean
save_and_print (LotseCtl *self, LotseRecord *record, GError **error)
{
  g_autoptr (LotseRecord) stored = NULL;
  g_autoptr (GPtrArray) moves = NULL;
  JsonNode *node;

  if (!save_with_files (self, record, &moves, error))
    return FALSE;
  if (!self->json)
    {
      lotse_ctl_printf (self, "%s\n", lotse_record_get_id (record));
      lotse_ctl_print_moves (moves);
      return TRUE;
    }
  stored = lotse_store_get (self->store, lotse_record_get_id (record), error);
  if (stored == NULL)
    return FALSE;
  node = lotse_record_to_json (stored);
  if (moves != NULL && moves->len > 0)
    json_object_set_member (json_node_get_object (node), "moved", lotse_ctl_moves_node (moves));
  lotse_ctl_print_json (self, node);
  return TRUE;
}

/* What must exist once gets the id that follows from its links; what is there already is left alone. */
static LotseRecord *
only_one (LotseCtl *self, LotseRecord *record, GError **error)
{
  g_autofree char *id = lotse_record_dup_derived_id (record);
  g_autoptr (LotseRecord) known = id != NULL ? lotse_store_get (self->store, id, NULL) : NULL;
  LotseRecord *one;

  if (id == NULL)
    return g_object_ref (record);
  if (known != NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("There is one already. Change it with: lotsectl set %s …"), id);
      return NULL;
    }
  one = lotse_record_new (lotse_record_get_kind (record), id);
  return lotse_ctl_assign (self, one, 1, error) ? one : (g_object_unref (one), NULL);
}

gboolean
lotse_ctl_add (LotseCtl *self, GError **error)
{
  const LotseKind *kind = lotse_ctl_kind (lotse_ctl_word (self, 0), error);
  g_autoptr (LotseRecord) record = kind != NULL ? lotse_record_new (kind, NULL) : NULL;
  g_autoptr (LotseRecord) one =
    record != NULL && lotse_ctl_assign (self, record, 1, error) ? only_one (self, record, error) : NULL;

  return one != NULL && save_and_print (self, one, error);
}

gboolean
lotse_ctl_set (LotseCtl *self, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_ctl_record (self, lotse_ctl_word (self, 0), error);

  return record != NULL && lotse_ctl_assign (self, record, 1, error) && save_and_print (self, record, error);
}

/* --- get ---------------------------------------------------------------------------------------------------- */

static void
print_record (LotseCtl *self, LotseRecord *record)
{
  const LotseKind *kind = lotse_record_get_kind (record);
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (2);
  g_autofree char *title = lotse_ctl_title (self, record);

  lotse_ctl_printf (self, "%s: %s\n", lotse_kind_label (kind), title);
  lotse_ctl_table_row (table, "id", lotse_record_get_id (record), NULL);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *value = lotse_ctl_show_field (self, record, &kind->fields[i]);

      if (*value != '\0')
        lotse_ctl_table_row (table, lotse_field_label (&kind->fields[i]), value, NULL);
    }
  if (lotse_record_is_deleted (record))
    lotse_ctl_table_row (table, _("In the bin"), _("yes"), NULL);
  lotse_ctl_print_table (self, table);
}

gboolean
lotse_ctl_get (LotseCtl *self, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_ctl_record (self, lotse_ctl_word (self, 0), error);

  if (record == NULL)
    return FALSE;
  if (self->json)
    lotse_ctl_print_json (self, lotse_record_to_json (record));
  else
    print_record (self, record);
  return TRUE;
}

/* --- delete, restore, undo ---------------------------------------------------------------------------------- */

typedef gboolean (*ChangeMany) (LotseStore *store, const char *const *ids, guint n_ids, const char *group, GError **error);

static void
print_ids (LotseCtl *self, const char *what, GPtrArray *ids, GPtrArray *moves)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!self->json)
    {
      lotse_ctl_print_moves (moves);
      return;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, what);
  json_builder_begin_array (builder);
  for (guint i = 0; i < ids->len; i++)
    json_builder_add_string_value (builder, ids->pdata[i]);
  json_builder_end_array (builder);
  if (moves != NULL && moves->len > 0)
    {
      json_builder_set_member_name (builder, "moved");
      json_builder_add_value (builder, lotse_ctl_moves_node (moves));
    }
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
}

/*
 * A mistyped id, or a disk that is full in the middle, changes nothing.  One group: "undo" takes all back.  Which deadlines go with
 * the records, or come back, is told; that it cannot be counted is no reason to keep a record.
 */
static gboolean
change_all (LotseCtl *self, ChangeMany change, gboolean deleted, const char *what, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) moves = NULL;
  g_autofree char *group = lotse_id_new ();

  for (guint i = 0; i < lotse_ctl_args_count (self->args); i++)
    {
      g_autoptr (LotseRecord) record = lotse_ctl_record (self, lotse_ctl_word (self, i), error);

      if (record == NULL)
        return FALSE;
      g_ptr_array_add (ids, g_strdup (lotse_record_get_id (record)));
      lotse_record_set_deleted (record, deleted);
      if (lotse_ctl_moves_deadlines (lotse_record_get_kind (record)))
        g_ptr_array_add (anchors, g_object_ref (record));
    }
  if (anchors->len > 0)
    moves = lotse_deadlines_preview (self->store, anchors, NULL);
  if (!change (self->store, (const char *const *) ids->pdata, ids->len, group, error))
    return FALSE;
  print_ids (self, what, ids, moves);
  return TRUE;
}

gboolean
lotse_ctl_delete (LotseCtl *self, GError **error)
{
  return change_all (self, lotse_store_delete_many, TRUE, "deleted", error);
}

gboolean
lotse_ctl_restore (LotseCtl *self, GError **error)
{
  return change_all (self, lotse_store_restore_many, FALSE, "restored", error);
}

gboolean
lotse_ctl_undo (LotseCtl *self, GError **error)
{
  const char *typed = lotse_ctl_word (self, 0);
  g_autofree char *id = typed != NULL ? lotse_ctl_id (typed, error) : NULL;
  LotseStore *store = typed == NULL || id != NULL ? lotse_ctl_store (self, error) : NULL;
  g_autofree char *what = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (store == NULL || !lotse_store_undo (store, id, &what, error))
    return FALSE;
  if (!self->json)
    {
      lotse_ctl_printf (self, _("Undone: %s\n"), what != NULL ? what : "");
      return TRUE;
    }
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "undone", what);
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
  return TRUE;
}
