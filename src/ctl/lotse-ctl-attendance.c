/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command "attendance": who is registered, who came when and at which door, and the counts. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-desk.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-catch-up.h"
#include "lotse-guests.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- JSON --------------------------------------------------------------------------------------------------- */

static void
stay_to_json (JsonBuilder *builder, const LotseStay *stay)
{
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "slot", stay->slot);
  lotse_ctl_json_text (builder, "attendance", stay->attendance);
  lotse_ctl_json_text (builder, "mark", stay->first != NULL ? stay->first->id : NULL);
  lotse_ctl_json_text (builder, "at", stay->first != NULL ? stay->first->at : NULL);
  lotse_ctl_json_text (builder, "door", stay->first != NULL ? stay->first->door : NULL);
  lotse_ctl_json_text (builder, "signed_out_at", stay->signed_out_at);
  json_builder_end_object (builder);
}

static void
guest_to_json (JsonBuilder *builder, const LotseGuest *guest, const char *slot)
{
  const LotseStay *stay = lotse_guest_stay (guest, slot);
  gboolean came = stay != NULL && stay->first != NULL;

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "person", guest->person);
  lotse_ctl_json_text (builder, "name", guest->name);
  lotse_ctl_json_text (builder, "organisation", guest->organisation);
  lotse_ctl_json_text (builder, "organisation_name", guest->organisation_name);
  lotse_ctl_json_text (builder, "role", guest->role);
  lotse_ctl_json_text (builder, "state", guest->state);
  lotse_ctl_json_text (builder, "registration", guest->registration);
  lotse_ctl_json_bool (builder, "walk_in", guest->walk_in);
  lotse_ctl_json_bool (builder, "came", came);
  lotse_ctl_json_text (builder, "at", came ? stay->first->at : NULL);
  lotse_ctl_json_text (builder, "door", came ? stay->first->door : NULL);
  lotse_ctl_json_text (builder, "signed_out_at", came ? stay->signed_out_at : NULL);
  json_builder_set_member_name (builder, "stays");
  json_builder_begin_array (builder);
  for (guint i = 0; i < guest->stays->len; i++)
    stay_to_json (builder, guest->stays->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
counts_to_json (JsonBuilder *builder, const LotseGuests *guests, const char *slot)
{
  gint64 capacity = lotse_record_get_int (guests->event, "capacity", -1);

  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  lotse_ctl_json_int (builder, "registered", lotse_guests_n_places_taken (guests));
  lotse_ctl_json_int (builder, "came", lotse_guests_n_came (guests, slot));
  json_builder_set_member_name (builder, "capacity");
  if (capacity >= 0)
    json_builder_add_int_value (builder, capacity);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
}

static void
print_json (LotseCtl *self, const LotseGuests *guests, GPtrArray *quotas, const char *slot)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gint64 places = lotse_event_places_per_organisation (self->store, guests->event);

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "event", lotse_record_get_id (guests->event));
  lotse_ctl_json_text (builder, "title", lotse_event_title (guests->event, NULL));
  lotse_ctl_json_text (builder, "slot", slot);
  counts_to_json (builder, guests, slot);
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < guests->guests->len; i++)
    guest_to_json (builder, guests->guests->pdata[i], slot);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "organisations");
  json_builder_begin_array (builder);
  for (guint i = 0; i < quotas->len; i++)
    {
      const LotseQuota *quota = quotas->pdata[i];

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "organisation", quota->organisation);
      lotse_ctl_json_text (builder, "name", quota->name);
      lotse_ctl_json_int (builder, "registered", quota->registered);
      lotse_ctl_json_int (builder, "came", quota->came);
      lotse_ctl_json_int (builder, "places", places);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
}

/* --- For people --------------------------------------------------------------------------------------------- */

static void
guest_to_row (LotseCtlTable *table, const LotseGuest *guest, const char *slot)
{
  const LotseField *state = lotse_kind_field (lotse_kind_find ("registration"), "state");
  const LotseField *left = lotse_kind_field (lotse_kind_find ("attendance"), "signed_out_at");
  const LotseStay *stay = lotse_guest_stay (guest, slot);
  gboolean came = stay != NULL && stay->first != NULL;
  g_autofree char *at = came ? lotse_ctl_show_time (lotse_mark_time_parse (stay->first->at)) : g_strdup ("");
  g_autofree char *out = lotse_value_format (left, came && stay->signed_out_at != NULL ? stay->signed_out_at : "", NULL);

  lotse_ctl_table_row (table, guest->name, guest->organisation_name,
                       guest->state != NULL ? lotse_choice_label (state, guest->state) : guest->walk_in ? _("Walk-in") : "", at,
                       came ? lotse_door_label (stay->first->door) : "", out, NULL);
}

static void
print_text (LotseCtl *self, const LotseGuests *guests, GPtrArray *quotas, const char *slot)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (6);
  g_autoptr (LotseCtlTable) counts = lotse_ctl_table_new (3);
  gint64 places = lotse_event_places_per_organisation (self->store, guests->event);

  lotse_ctl_table_head (table, _("Name"), _("Organisation"), _("State"), _("Came"), _("Door"), _("Left"), NULL);
  for (guint i = 0; i < guests->guests->len; i++)
    guest_to_row (table, guests->guests->pdata[i], slot);
  lotse_ctl_table_head (counts, _("Organisation"), _("Came"), _("Places"), NULL);
  for (guint i = 0; i < quotas->len; i++)
    {
      const LotseQuota *quota = quotas->pdata[i];
      g_autofree char *came = g_strdup_printf ("%u", quota->came);
      g_autofree char *offered = g_strdup_printf ("%d", (int) places);

      lotse_ctl_table_row (counts, quota->name, came, offered, NULL);
    }
  lotse_ctl_print_table (self, table);
  lotse_ctl_printf (self, _("Participants signed in: %u; registered: %u\n"), lotse_guests_n_came (guests, slot),
                    lotse_guests_n_places_taken (guests));
  lotse_ctl_print_table (self, counts);
}

gboolean
lotse_ctl_attendance (LotseCtl *self, GError **error)
{
  g_autofree char *event = lotse_ctl_link (self, "event", lotse_ctl_word (self, 0), error);
  g_autofree char *slot = NULL;
  g_autoptr (LotseGuests) guests = NULL;
  g_autoptr (GPtrArray) quotas = NULL;

  if (event == NULL || !lotse_ctl_slot (self, event, &slot, error))
    return FALSE;
  guests = lotse_guests_load (self->store, event, error);
  if (guests == NULL)
    return FALSE;
  quotas = lotse_guests_quotas (guests, slot);
  if (self->json)
    print_json (self, guests, quotas, slot);
  else
    print_text (self, guests, quotas, slot);
  return TRUE;
}
