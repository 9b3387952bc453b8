/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command feasts: public holidays and feasts that a date may meet. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"
#include "lotse-feasts.h"
#include "lotse-home-state.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

static const LotseField day = { .name = "date", .label = "", .type = LOTSE_FIELD_DATE };

static const char *
type_name (LotseFeastType type)
{
  return type == LOTSE_FEAST_HOLIDAY ? "holiday" : type == LOTSE_FEAST_REGIONAL ? "regional" : "feast";
}

static const char *
certainty_name (LotseFeastCertainty certainty)
{
  return certainty == LOTSE_FEAST_BY_MOON ? "by_moon" : certainty == LOTSE_FEAST_FROM_EVENING ? "from_evening" : "sure";
}

static void
print_json (LotseCtl *self, GPtrArray *feasts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < feasts->len; i++)
    {
      const LotseFeast *feast = feasts->pdata[i];

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "date", feast->date);
      lotse_ctl_json_text (builder, "name", feast->name);
      lotse_ctl_json_text (builder, "type", type_name (feast->type));
      lotse_ctl_json_text (builder, "certainty", certainty_name (feast->certainty));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  lotse_ctl_print_builder (self, builder);
}

static void
print_text (LotseCtl *self, GPtrArray *feasts)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (4);

  for (guint i = 0; i < feasts->len; i++)
    {
      const LotseFeast *feast = feasts->pdata[i];
      g_autofree char *date = lotse_value_format (&day, feast->date, NULL);

      lotse_ctl_table_row (table, date, feast->name, feast->type == LOTSE_FEAST_RELIGIOUS ? _("Feast") : _("Public holiday"),
                           lotse_feast_hint (feast), NULL);
    }
  lotse_ctl_print_table (self, table);
}

/* The state that is asked for, kept if that is wished, else the profile's own. */
static gboolean
find_state (LotseCtl *self, LotseStore *store, char **state, GError **error)
{
  const char *typed = lotse_ctl_args_get (self->args, "state");
  g_autofree char *code = typed != NULL ? g_ascii_strup (typed, -1) : NULL;
  g_autoptr (GError) failed = NULL;

  if (typed != NULL && !lotse_feasts_check_state (code, error))
    return FALSE;
  if (lotse_ctl_args_has (self->args, "keep") && !lotse_home_state_set (store, code, error))
    return FALSE;
  *state = code != NULL ? g_steal_pointer (&code) : lotse_home_state_get (store, &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

gboolean
lotse_ctl_feasts (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (GDateTime) now = store != NULL ? g_date_time_new_from_unix_local (lotse_store_now (store) / 1000) : NULL;
  g_autoptr (GDateTime) later = now != NULL ? g_date_time_add_years (now, 1) : NULL;
  g_autoptr (GPtrArray) feasts = NULL;
  g_autofree char *from = NULL, *to = NULL, *state = NULL;

  if (store == NULL || !lotse_ctl_date_option (self, "from", &from, error) || !lotse_ctl_date_option (self, "to", &to, error)
      || !find_state (self, store, &state, error))
    return FALSE;
  if (from == NULL)
    from = g_date_time_format (now, "%Y-%m-%d");
  if (to == NULL)
    to = g_date_time_format (later, "%Y-%m-%d");
  feasts = lotse_feasts_near (from, to, state);
  if (self->json)
    print_json (self, feasts);
  else
    print_text (self, feasts);
  return TRUE;
}
