/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command reach: how many organisations and people came to events. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"
#include "lotse-links.h"
#include "lotse-reach.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

static void
print_json (LotseCtl *self, const LotseReach *reach)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lotse_ctl_json_int (builder, "organisations", reach->organisations->len);
  lotse_ctl_json_int (builder, "visits", reach->visits);
  lotse_ctl_json_int (builder, "people", reach->people);
  lotse_ctl_json_int (builder, "known_people", reach->known_people);
  json_builder_set_member_name (builder, "times");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reach->times->len; i++)
    json_builder_add_int_value (builder, g_array_index (reach->times, guint, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "events");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reach->events->len; i++)
    {
      const LotseReachEvent *event = reach->events->pdata[i];

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "id", event->event);
      lotse_ctl_json_text (builder, "title", event->title);
      lotse_ctl_json_text (builder, "date", event->date);
      lotse_ctl_json_int (builder, "organisations", event->organisations);
      lotse_ctl_json_int (builder, "people", event->people);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
}

static void
add_row (LotseCtlTable *table, const char *date, const char *title, guint organisations, guint people)
{
  g_autofree char *first = g_strdup_printf ("%u", organisations);
  g_autofree char *second = g_strdup_printf ("%u", people);

  lotse_ctl_table_row (table, date, title, first, second, NULL);
}

static void
print_text (LotseCtl *self, const LotseReach *reach)
{
  static const LotseField day = { .name = "date", .label = "", .type = LOTSE_FIELD_DATE };
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (4);

  lotse_ctl_table_head (table, _("Date"), _("Event"), _("Organisations"), _("People"), NULL);
  for (guint i = 0; i < reach->events->len; i++)
    {
      const LotseReachEvent *event = reach->events->pdata[i];
      g_autofree char *date = lotse_value_format (&day, event->date, NULL);

      add_row (table, date, event->title, event->organisations, event->people);
    }
  add_row (table, "", _("All together"), reach->organisations->len, reach->people);
  lotse_ctl_print_table (self, table);
  lotse_ctl_printf (self, _("Participations of organisations: %u\n"), reach->visits);
  for (guint i = 0; i < reach->times->len; i++)
    if (g_array_index (reach->times, guint, i) > 0)
      lotse_ctl_printf (self, _("Came %u×: %u\n"), i + 1, g_array_index (reach->times, guint, i));
}

gboolean
lotse_ctl_reach (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (LotseLinks) links = store != NULL ? lotse_links_new (store, self->cancellable) : NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *format = NULL, *from = NULL, *to = NULL;
  g_autoptr (LotseReach) reach = NULL;
  const char *typed = lotse_ctl_args_get (self->args, "format");
  LotseReachFilter filter = { .series = lotse_ctl_args_get (self->args, "series") };

  if (store == NULL || !lotse_ctl_date_option (self, "from", &from, error) || !lotse_ctl_date_option (self, "to", &to, error))
    return FALSE;
  for (guint i = 0; i < lotse_ctl_args_count (self->args); i++)
    {
      char *id = lotse_links_resolve (links, lotse_kind_field (lotse_kind_find ("participation"), "event"), lotse_ctl_word (self, i), error);

      if (id == NULL)
        return FALSE;
      g_ptr_array_add (events, id);
    }
  if (typed != NULL)
    {
      format = lotse_links_resolve (links, lotse_kind_field (lotse_kind_find ("event"), "format"), typed, error);
      if (format == NULL)
        return FALSE;
    }
  g_ptr_array_add (events, NULL);
  filter.events = (const char *const *) events->pdata;
  filter.format = format;
  filter.from = from;
  filter.to = to;
  reach = lotse_reach_load (store, &filter, error);
  if (reach != NULL && self->json)
    print_json (self, reach);
  else if (reach != NULL)
    print_text (self, reach);
  return reach != NULL;
}
