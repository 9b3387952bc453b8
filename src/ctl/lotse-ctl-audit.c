/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command audit: who did what and when, as the centre tells it to staff. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-audit.h"
#include "lotse-error.h"

#include <glib/gi18n.h>

#define LINES 100u /* unless the person wants another number */

static gboolean
read_limit (LotseCtl *self, guint64 *limit, GError **error)
{
  const char *typed = lotse_ctl_args_get (self->args, "limit");

  *limit = LINES;
  if (typed == NULL || g_ascii_string_to_unsigned (typed, 10, 1, G_MAXUINT, limit, NULL))
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is no number of lines; write --limit 200"), typed);
  return FALSE;
}

/* As many pages as it takes. */
static GPtrArray *
fetch (LotseCtl *self, LotseStore *store, guint64 limit, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_audit_entry_free);
  gint64 before = G_MAXINT64;
  gboolean more = TRUE;

  while (more && entries->len < limit)
    {
      g_autoptr (LotseAuditPage) page = lotse_audit_fetch (store, before, self->cancellable, error);

      if (page == NULL)
        return NULL;
      more = page->more && page->entries->len > 0;
      while (page->entries->len > 0 && entries->len < limit)
        {
          LotseAuditEntry *entry = g_ptr_array_steal_index (page->entries, 0);

          before = entry->number;
          g_ptr_array_add (entries, entry);
        }
    }
  return g_steal_pointer (&entries);
}

static void
print_json (LotseCtl *self, GPtrArray *entries)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      const LotseAuditEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *at = lotse_ctl_iso_time (entry->at_ms);

      json_builder_begin_object (builder);
      lotse_ctl_json_int (builder, "number", entry->number);
      lotse_ctl_json_text (builder, "at", at);
      lotse_ctl_json_text (builder, "who", entry->who);
      lotse_ctl_json_text (builder, "what", entry->what);
      lotse_ctl_json_text (builder, "subject", entry->subject);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  lotse_ctl_print_builder (self, builder);
}

static void
print_table (LotseCtl *self, GPtrArray *entries)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (4);

  lotse_ctl_table_head (table, _("When"), _("Who"), _("What"), _("Whom or which"), NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      const LotseAuditEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *at = lotse_ctl_show_time (entry->at_ms);

      lotse_ctl_table_row (table, at, entry->who, entry->what, entry->subject != NULL ? entry->subject : "", NULL);
    }
  lotse_ctl_print_table (self, table);
}

gboolean
lotse_ctl_audit (LotseCtl *self, GError **error)
{
  guint64 limit;
  LotseStore *store = read_limit (self, &limit, error) ? lotse_ctl_store (self, error) : NULL;
  g_autoptr (GPtrArray) entries = store != NULL ? fetch (self, store, limit, error) : NULL;

  if (entries == NULL)
    return FALSE;
  if (self->json)
    print_json (self, entries);
  else
    print_table (self, entries);
  return TRUE;
}
