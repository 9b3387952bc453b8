/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on what happened: history, conflicts and their decision, refusals. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-error.h"
#include "lotse-history.h"
#include "lotse-links.h"
#include "lotse-sheets-sync.h"
#include "lotse-value.h"
#include "lotse-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- history ------------------------------------------------------------------------------------------------ */

static void
history_to_json (JsonBuilder *builder, const LotseHistoryEntry *entry)
{
  g_autofree char *at = lotse_ctl_iso_time (entry->at_ms);

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "at", at);
  lotse_ctl_json_int (builder, "at_ms", entry->at_ms);
  lotse_ctl_json_text (builder, "by", entry->by);
  lotse_ctl_json_text (builder, "register", entry->reg);
  lotse_ctl_json_text (builder, "before", entry->before);
  lotse_ctl_json_text (builder, "after", entry->after);
  lotse_ctl_json_text (builder, "verdict", entry->verdict != LOTSE_VERDICT_NONE ? lotse_verdict_name (entry->verdict) : NULL);
  lotse_ctl_json_bool (builder, "only_at_centre", entry->remote);
  lotse_ctl_json_bool (builder, "lost", entry->lost);
  json_builder_end_object (builder);
}

static void
print_history (LotseCtl *self, LotseRecord *record, GPtrArray *entries)
{
  const LotseKind *kind = lotse_record_get_kind (record);
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (5);

  for (guint i = 0; i < entries->len; i++)
    {
      const LotseHistoryEntry *entry = entries->pdata[i];
      const char *note = entry->lost ? _("did not stand") : entry->remote ? _("known only at the centre") : "";
      g_autofree char *at = lotse_ctl_show_time (entry->at_ms);
      g_autofree char *reg = lotse_ctl_show_register (kind, entry->reg);
      g_autofree char *before = lotse_ctl_show_value (self, kind, entry->reg, entry->before);
      g_autofree char *after = lotse_ctl_show_value (self, kind, entry->reg, entry->after);
      g_autofree char *change = g_strdup_printf ("%s → %s", before, after);

      lotse_ctl_table_row (table, at, entry->by != NULL ? entry->by : _("this device"), reg, change, note, NULL);
    }
  lotse_ctl_print_table (self, table);
}

/* What this device knows, with what the centre knows unless it cannot be asked, which is said and is no error. */
static GPtrArray *
read_history (LotseCtl *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) local = lotse_store_history (self->store, id, error);
  g_autoptr (LotseSyncState) state = local != NULL ? lotse_store_get_sync_state (self->store, error) : NULL;
  g_autoptr (LotseHistory) centre = NULL;
  g_autoptr (GError) away = NULL;

  if (state == NULL)
    return NULL;
  if (state->account == NULL || lotse_ctl_args_has (self->args, "offline"))
    return g_steal_pointer (&local);
  centre = lotse_history_fetch (self->store, id, self->cancellable, &away);
  if (centre != NULL)
    return lotse_history_merge (local, centre);
  g_printerr (_("lotsectl: only what this device knows is shown. %s\n"), away->message);
  return g_steal_pointer (&local);
}

gboolean
lotse_ctl_history (LotseCtl *self, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_ctl_record (self, lotse_ctl_word (self, 0), error);
  g_autoptr (GPtrArray) entries = record != NULL ? read_history (self, lotse_record_get_id (record), error) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (entries == NULL)
    return FALSE;
  if (!self->json)
    {
      print_history (self, record, entries);
      return TRUE;
    }
  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    history_to_json (builder, entries->pdata[i]);
  json_builder_end_array (builder);
  lotse_ctl_print_builder (self, builder);
  return TRUE;
}

/* --- conflicts ---------------------------------------------------------------------------------------------- */

static void
print_conflict (LotseCtl *self, LotseCtlTable *table, LotseRecord *conflict)
{
  const char *kind_name = lotse_record_get (conflict, "record_kind");
  const LotseKind *kind = kind_name != NULL ? lotse_kind_find (kind_name) : NULL;
  const char *reg = lotse_record_get (conflict, "register_name");
  const char *record = lotse_record_get (conflict, "record");
  g_autofree char *title = lotse_ctl_title_of_id (self, record != NULL ? record : "");
  g_autofree char *what = lotse_ctl_show_register (kind, reg != NULL ? reg : "");
  g_autofree char *standing = lotse_ctl_show_value (self, kind, reg != NULL ? reg : "", lotse_record_get (conflict, "standing_value"));
  g_autofree char *other = lotse_ctl_show_value (self, kind, reg != NULL ? reg : "", lotse_record_get (conflict, "other_value"));

  lotse_ctl_table_row (table, lotse_record_get_id (conflict), title, what, standing, other, NULL);
}

gboolean
lotse_ctl_conflicts (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (GPtrArray) conflicts = store != NULL ? lotse_store_conflicts (store, error) : NULL;
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (5);
  JsonArray *array;
  JsonNode *node;

  if (conflicts == NULL)
    return FALSE;
  if (self->json)
    {
      array = json_array_new ();
      for (guint i = 0; i < conflicts->len; i++)
        json_array_add_element (array, lotse_record_to_json (conflicts->pdata[i]));
      node = json_node_init_array (json_node_alloc (), array);
      json_array_unref (array);
      lotse_ctl_print_json (self, node);
      return TRUE;
    }
  lotse_ctl_table_head (table, "id", _("Record"), _("What both changed"), _("Standing value"), _("Other value"), NULL);
  for (guint i = 0; i < conflicts->len; i++)
    print_conflict (self, table, conflicts->pdata[i]);
  lotse_ctl_print_table (self, table);
  return TRUE;
}

/* The third value in canonical form, as the field of the conflict wants it. */
static char *
parse_third (LotseCtl *self, LotseRecord *conflict, const char *typed, GError **error)
{
  const char *reg = lotse_record_get (conflict, "register_name");
  const char *kind_name = lotse_record_get (conflict, "record_kind");
  const LotseKind *kind = kind_name != NULL ? lotse_kind_find (kind_name) : NULL;
  g_autofree char *name = reg != NULL ? lotse_register_field (reg, NULL) : NULL;
  const LotseField *field = kind != NULL && name != NULL ? lotse_kind_field (kind, name) : NULL;
  g_autoptr (LotseLinks) links = lotse_links_new (self->store, self->cancellable);

  if (field == NULL)
    return g_strdup (typed);
  if (field->type == LOTSE_FIELD_SET)
    return g_strdup (*typed != '\0' ? "1" : "");
  if (field->type == LOTSE_FIELD_LINK && *typed != '\0')
    return lotse_links_resolve (links, field, typed, error);
  return lotse_value_parse (field, typed, NULL, error);
}

static gboolean
decide (LotseCtl *self, LotseRecord *conflict, const char *decision, GError **error)
{
  g_autofree char *value = NULL;

  if (!g_str_equal (lotse_record_get_kind (conflict)->name, "conflict"))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("this is the id of another record; “lotsectl conflicts” lists open conflicts"));
      return FALSE;
    }
  if (g_str_equal (decision, "standing") || g_str_equal (decision, "other"))
    return lotse_store_resolve (self->store, lotse_record_get_id (conflict),
                                *decision == 's' ? LOTSE_RESOLVE_STANDING : LOTSE_RESOLVE_OTHER, NULL, error);
  if (g_str_has_prefix (decision, "value="))
    {
      value = parse_third (self, conflict, decision + strlen ("value="), error);
      return value != NULL && lotse_store_resolve (self->store, lotse_record_get_id (conflict), LOTSE_RESOLVE_VALUE, value, error);
    }
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is no decision; write standing, other, or value=VALUE"), decision);
  return FALSE;
}

gboolean
lotse_ctl_resolve (LotseCtl *self, GError **error)
{
  g_autoptr (LotseRecord) conflict = lotse_ctl_record (self, lotse_ctl_word (self, 0), error);

  if (conflict == NULL || !decide (self, conflict, lotse_ctl_word (self, 1), error))
    return FALSE;
  lotse_ctl_confirm (self, "resolved", lotse_record_get_id (conflict));
  return TRUE;
}

/* --- refusals ----------------------------------------------------------------------------------------------- */

static void
refusal_to_json (JsonBuilder *builder, const LotseRefusal *refusal)
{
  json_builder_begin_object (builder);
  lotse_ctl_json_int (builder, "number", refusal->row);
  lotse_ctl_json_text (builder, "kind", refusal->edit->kind);
  lotse_ctl_json_text (builder, "id", refusal->edit->id);
  lotse_ctl_json_text (builder, "reason", refusal->reason);
  lotse_ctl_json_text (builder, "standing", refusal->standing);
  lotse_ctl_json_int (builder, "at_ms", refusal->at_ms);
  json_builder_set_member_name (builder, "values");
  json_builder_begin_object (builder);
  for (guint i = 0; i < refusal->edit->writes->len; i++)
    {
      const LotseWrite *write = refusal->edit->writes->pdata[i];

      lotse_ctl_json_text (builder, write->reg, write->value);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
print_refusal (LotseCtl *self, LotseCtlTable *table, const LotseRefusal *refusal)
{
  const LotseKind *kind = lotse_kind_find (refusal->edit->kind);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, refusal->row);
  g_autofree char *title = lotse_ctl_title_of_id (self, refusal->edit->id);
  g_autofree char *at = lotse_ctl_show_time (refusal->at_ms);

  for (guint i = 0; i < refusal->edit->writes->len; i++)
    {
      const LotseWrite *write = refusal->edit->writes->pdata[i];
      g_autofree char *reg = lotse_ctl_show_register (kind, write->reg);
      g_autofree char *value = lotse_ctl_show_value (self, kind, write->reg, write->value);
      g_autofree char *reason = lotse_reason_to_text (refusal->reason);

      lotse_ctl_table_row (table, i == 0 ? number : "", i == 0 ? at : "", title, reg, value,
                           reason, NULL);
    }
}

/* A batch of feedback sheets stays until the account has other roles, and is not discarded. */
static void
add_refused_sheets (LotseCtl *self, LotseCtlTable *table, JsonBuilder *builder, const LotseUnsentSheets *sheets)
{
  const char *whose = sheets->batch->event != NULL ? sheets->batch->event : sheets->batch->survey;
  g_autofree char *title = lotse_ctl_title_of_id (self, whose);
  g_autofree char *what = g_strdup_printf (ngettext ("%u feedback sheet", "%u feedback sheets", sheets->batch->sheets), sheets->batch->sheets);
  g_autofree char *reason = lotse_reason_to_text (sheets->reason);

  lotse_ctl_table_row (table, "", "", title, what, "", reason, NULL);
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "kind", "response");
  lotse_ctl_json_text (builder, "id", sheets->batch->id);
  lotse_ctl_json_text (builder, "reason", sheets->reason);
  lotse_ctl_json_int (builder, "sheets", sheets->batch->sheets);
  json_builder_end_object (builder);
}

static gboolean
list_refusals (LotseCtl *self, GError **error)
{
  g_autoptr (GPtrArray) refusals = lotse_store_refusals (self->store, error);
  g_autoptr (GPtrArray) sheets = refusals != NULL ? lotse_sheets_unsent (self->store, error) : NULL;
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (6);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (sheets == NULL)
    return FALSE;
  lotse_ctl_table_head (table, _("Number"), _("When"), _("Record"), _("What"), _("Value"), _("Reason"), NULL);
  json_builder_begin_array (builder);
  for (guint i = 0; i < refusals->len; i++)
    {
      refusal_to_json (builder, refusals->pdata[i]);
      print_refusal (self, table, refusals->pdata[i]);
    }
  for (guint i = 0; i < sheets->len; i++)
    if (((LotseUnsentSheets *) sheets->pdata[i])->reason != NULL)
      add_refused_sheets (self, table, builder, sheets->pdata[i]);
  json_builder_end_array (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    lotse_ctl_print_table (self, table);
  return TRUE;
}

gboolean
lotse_ctl_refusals (LotseCtl *self, GError **error)
{
  const char *what = lotse_ctl_word (self, 0);
  const char *typed = lotse_ctl_word (self, 1);
  LotseStore *store = lotse_ctl_store (self, error);
  gint64 number = 0;

  if (store == NULL)
    return FALSE;
  if (what == NULL)
    return list_refusals (self, error);
  if ((!g_str_equal (what, "retry") && !g_str_equal (what, "discard")) || typed == NULL ||
      !g_ascii_string_to_signed (typed, 10, 1, G_MAXINT64, &number, NULL))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _("use it like this: lotsectl refusals retry NUMBER, with a number that “lotsectl refusals” prints"));
      return FALSE;
    }
  if (*what == 'r' ? !lotse_store_refusal_retry (store, number, error) : !lotse_store_refusal_discard (store, number, error))
    return FALSE;
  lotse_ctl_confirm (self, *what == 'r' ? "retried" : "discarded", typed);
  return TRUE;
}
