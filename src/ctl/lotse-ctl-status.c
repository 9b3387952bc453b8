/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command status: what waits, what needs a decision, and when all was last up to date. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include <glib/gi18n.h>

static void
status_to_json (JsonBuilder *builder, const LotseStoreStatus *status, const LotseSyncState *state)
{
  g_autofree char *last = status->last_complete_ms > 0 ? lotse_ctl_iso_time (status->last_complete_ms) : NULL;

  json_builder_begin_object (builder);
  lotse_ctl_json_bool (builder, "connected", status->connected);
  lotse_ctl_json_text (builder, "url", state->url);
  lotse_ctl_json_text (builder, "centre", state->centre);
  lotse_ctl_json_text (builder, "account", state->account);
  lotse_ctl_json_text (builder, "person", state->person);
  lotse_ctl_json_int (builder, "waiting", status->waiting);
  lotse_ctl_json_int (builder, "conflicts", status->conflicts);
  lotse_ctl_json_int (builder, "reviews", status->reviews);
  lotse_ctl_json_int (builder, "refused", status->refused);
  lotse_ctl_json_int (builder, "parked", status->parked);
  lotse_ctl_json_int (builder, "set_aside", status->set_aside);
  lotse_ctl_json_text (builder, "last_complete", last);
  json_builder_end_object (builder);
}

static void
add_count (LotseCtlTable *table, const char *label, guint count)
{
  g_autofree char *number = g_strdup_printf ("%u", count);

  lotse_ctl_table_row (table, label, number, NULL);
}

static void
print_status (LotseCtl *self, const LotseStoreStatus *status, const LotseSyncState *state)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (2);
  g_autofree char *last = status->last_complete_ms > 0 ? lotse_ctl_show_time (status->last_complete_ms) : g_strdup (_("never"));

  lotse_ctl_table_row (table, _("Centre"), status->connected ? (state->centre != NULL ? state->centre : state->url) : _("not connected"), NULL);
  if (status->connected)
    {
      lotse_ctl_table_row (table, _("Account"), state->account != NULL ? state->account : "", NULL);
      lotse_ctl_table_row (table, _("Up to date"), last, NULL);
    }
  add_count (table, _("Changes that wait"), status->waiting);
  add_count (table, _("Conflicts"), status->conflicts);
  if (status->reviews > 0)
    add_count (table, _("Waiting for a decision of staff"), status->reviews);
  add_count (table, _("Refused changes"), status->refused);
  if (status->parked > 0)
    add_count (table, _("Parked at the centre"), status->parked);
  if (status->set_aside > 0)
    add_count (table, _("Set aside"), status->set_aside);
  lotse_ctl_print_table (self, table);
}

gboolean
lotse_ctl_status (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (LotseSyncState) state = store != NULL ? lotse_store_get_sync_state (store, error) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  LotseStoreStatus status = { 0 };

  if (state == NULL || !lotse_store_status (store, &status, error))
    return FALSE;
  status_to_json (builder, &status, state);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    print_status (self, &status, state);
  return TRUE;
}
