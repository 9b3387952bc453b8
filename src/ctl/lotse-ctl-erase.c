/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command keep: what is no longer to be kept. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-deadlines.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-erasure.h"

#include <glib/gi18n.h>

static void
print_json (LotseCtl *self, GPtrArray *erasures)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < erasures->len; i++)
    {
      const LotseErasure *erasure = erasures->pdata[i];

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "deadline");
      lotse_ctl_deadline_to_json (builder, erasure->deadline);
      json_builder_set_member_name (builder, "what");
      json_builder_begin_array (builder);
      for (guint j = 0; j < erasure->what->len; j++)
        json_builder_add_string_value (builder, erasure->what->pdata[j]);
      json_builder_end_array (builder);
      lotse_ctl_json_bool (builder, "by_hand", erasure->by_hand);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  lotse_ctl_print_builder (self, builder);
}

static void
print_table (LotseCtl *self, GPtrArray *erasures)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (5);

  lotse_ctl_table_head (table, "id", _("Since"), _("Deadline"), _("What"), "", NULL);
  for (guint i = 0; i < erasures->len; i++)
    {
      const LotseErasure *erasure = erasures->pdata[i];
      g_autofree char *since = lotse_ctl_show_date (erasure->deadline->due);
      g_autofree char *title = lotse_ctl_deadline_title (erasure->deadline);
      g_autoptr (GString) what = g_string_new (NULL);

      for (guint j = 0; j < erasure->what->len; j++)
        g_string_append_printf (what, "%s%s", j > 0 ? ", " : "", (const char *) erasure->what->pdata[j]);
      lotse_ctl_table_row (table, erasure->deadline->id, since, title, what->str, erasure->by_hand ? _("by hand only") : "", NULL);
    }
  lotse_ctl_print_table (self, table);
}

/* Every id is looked at before the first one is erased: a slip of the finger erases nothing. */
static gboolean
confirm (LotseCtl *self, GPtrArray *typed, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < typed->len; i++)
    {
      g_autofree char *id = lotse_ctl_id (typed->pdata[i], error);
      g_autoptr (LotseErasure) erasure = id != NULL ? lotse_deadlines_erase_proposal (self->store, id, error) : NULL;

      if (erasure == NULL)
        return FALSE;
      g_ptr_array_add (ids, g_steal_pointer (&id));
    }
  for (guint i = 0; i < ids->len; i++)
    if (!lotse_deadlines_erase (self->store, ids->pdata[i], error))
      return FALSE;
  if (self->json)
    lotse_ctl_printf (self, "{\"erased\": %u}\n", ids->len);
  return TRUE;
}

gboolean
lotse_ctl_keep (LotseCtl *self, GError **error)
{
  GPtrArray *typed = lotse_ctl_args_get_all (self->args, "confirm");
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (GPtrArray) erasures = NULL;

  if (store == NULL)
    return FALSE;
  if (typed != NULL)
    return confirm (self, typed, error);
  erasures = lotse_deadlines_erase_proposals (store, error);
  if (erasures == NULL)
    return FALSE;
  if (self->json)
    print_json (self, erasures);
  else
    print_table (self, erasures);
  return TRUE;
}
