/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command mini-job: what an employer has to do for one, and by when. */
#include "config.h"

#include "lotse-checklist.h"
#include "lotse-ctl-commands.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"
#include "lotse-deadlines.h"
#include "lotse-error.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

/* The monthly notices and payments, which follow from the rules of the centre. */
static void
deadlines_to_json (JsonBuilder *builder, GPtrArray *deadlines)
{
  for (guint i = 0; i < deadlines->len; i++)
    {
      const LotseDeadline *deadline = deadlines->pdata[i];

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "kind", "deadline");
      lotse_ctl_json_text (builder, "id", deadline->id);
      lotse_ctl_json_text (builder, "text", deadline->name);
      lotse_ctl_json_text (builder, "due", deadline->due);
      lotse_ctl_json_text (builder, "note", deadline->rule != NULL ? deadline->rule->source : NULL);
      json_builder_end_object (builder);
    }
}

static void
print_json (LotseCtl *self, GPtrArray *tasks, GPtrArray *deadlines)
{
  static const char *const fields[] = { "text", "due", "done_on", "repeats", "note" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < tasks->len; i++)
    {
      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "kind", "task");
      lotse_ctl_json_text (builder, "id", lotse_record_get_id (tasks->pdata[i]));
      for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
        lotse_ctl_json_text (builder, fields[j], lotse_record_get (tasks->pdata[i], fields[j]));
      json_builder_end_object (builder);
    }
  deadlines_to_json (builder, deadlines);
  json_builder_end_array (builder);
  lotse_ctl_print_builder (self, builder);
}

static void
print_text (LotseCtl *self, GPtrArray *tasks, GPtrArray *deadlines)
{
  const LotseKind *kind = lotse_kind_find ("task");
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (4);

  lotse_ctl_table_head (table, lotse_field_label (lotse_kind_field (kind, "due")), lotse_field_label (lotse_kind_field (kind, "done_on")),
                        lotse_field_label (lotse_kind_field (kind, "text")), lotse_field_label (lotse_kind_field (kind, "note")), NULL);
  for (guint i = 0; i < tasks->len; i++)
    {
      g_autofree char *due = lotse_ctl_show_field (self, tasks->pdata[i], lotse_kind_field (kind, "due"));
      g_autofree char *done = lotse_ctl_show_field (self, tasks->pdata[i], lotse_kind_field (kind, "done_on"));
      const char *note = lotse_record_get (tasks->pdata[i], "note");

      lotse_ctl_table_row (table, due, done, lotse_record_get (tasks->pdata[i], "text"), note != NULL ? note : "", NULL);
    }
  for (guint i = 0; i < deadlines->len; i++)
    {
      const LotseDeadline *deadline = deadlines->pdata[i];
      g_autofree char *due = deadline->due != NULL ? lotse_value_format (lotse_kind_field (kind, "due"), deadline->due, NULL) : g_strdup ("");

      lotse_ctl_table_row (table, due, "", deadline->name,
                           deadline->rule != NULL && deadline->rule->source != NULL ? deadline->rule->source : "", NULL);
    }
  lotse_ctl_print_table (self, table);
}

gboolean
lotse_ctl_mini_job (LotseCtl *self, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_ctl_record (self, lotse_ctl_word (self, 0), error);
  g_autoptr (GPtrArray) tasks = NULL, deadlines = NULL;

  if (record == NULL)
    return FALSE;
  if (!g_str_equal (lotse_record_get_kind (record)->name, "mini_job"))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("This is no mini-job. Find them with: lotsectl list mini_job"));
      return FALSE;
    }
  tasks = lotse_checklist_list_tasks (self->store, lotse_record_get_id (record), error);
  deadlines = tasks != NULL ? lotse_deadlines_read_of (self->store, lotse_record_get_id (record), LOTSE_DEADLINES_PLAIN, error) : NULL;
  if (deadlines != NULL && self->json)
    print_json (self, tasks, deadlines);
  else if (deadlines != NULL)
    print_text (self, tasks, deadlines);
  return deadlines != NULL;
}
