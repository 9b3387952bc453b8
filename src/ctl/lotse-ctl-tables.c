/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on CSV tables: import and export. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-import.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-error.h"
#include "lotse-export.h"
#include "lotse-rule-map.h"
#include "lotse-sheets-import.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- import ------------------------------------------------------------------------------------------------- */

/* Both kinds of import take columns and values by two names. */
typedef gboolean (*SetPair) (gpointer import, const char *name, const char *value, GError **error);

typedef struct
{
  gpointer import;
  SetPair set_map;
  SetPair set_value;
} Mapping;

static gboolean
set_maps (LotseCtl *self, const Mapping *mapping, GError **error)
{
  GPtrArray *maps = lotse_ctl_args_get_all (self->args, "map");
  GPtrArray *values = lotse_ctl_args_get_all (self->args, "value");

  for (guint i = 0; maps != NULL && i < maps->len; i++)
    {
      g_autofree char *column = NULL;
      const char *field;

      if (!lotse_ctl_split_map (maps->pdata[i], &column, &field, error) || !mapping->set_map (mapping->import, column, field, error))
        return FALSE;
    }
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const char *equals = strchr (values->pdata[i], '=');
      g_autofree char *field = equals != NULL ? g_strndup (values->pdata[i], (gsize) (equals - (char *) values->pdata[i])) : NULL;

      if (equals == NULL)
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is not of the form FIELD=VALUE"), (char *) values->pdata[i]);
          return FALSE;
        }
      if (!mapping->set_value (mapping->import, field, equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_flags (LotseCtl *self, LotseImport *import, GError **error)
{
  const char *doubles = lotse_ctl_args_get (self->args, "doubles");
  LotseImportFlags flags = LOTSE_IMPORT_PLAIN;

  if (lotse_ctl_args_has (self->args, "create-links"))
    flags |= LOTSE_IMPORT_CREATE_LINKS;
  if (lotse_ctl_args_has (self->args, "empty-clears"))
    flags |= LOTSE_IMPORT_EMPTY_CLEARS;
  if (g_strcmp0 (doubles, "add") == 0)
    flags |= LOTSE_IMPORT_ADD_DOUBLES;
  else if (g_strcmp0 (doubles, "update") == 0)
    flags |= LOTSE_IMPORT_UPDATE_DOUBLES;
  else if (doubles != NULL && !g_str_equal (doubles, "skip"))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("--doubles must be skip, add or update, not “%s”"), doubles);
      return FALSE;
    }
  lotse_import_set_flags (import, flags);
  return TRUE;
}

static const char *
note_type_name (LotseImportNoteType type)
{
  static const char *const names[] = { [LOTSE_IMPORT_ERROR] = "error", [LOTSE_IMPORT_DOUBLE] = "double", [LOTSE_IMPORT_HINT] = "hint" };

  return names[type];
}

static void
report_to_json (JsonBuilder *builder, const LotseImportReport *report)
{
  json_builder_begin_object (builder);
  lotse_ctl_json_bool (builder, "applied", report->applied);
  lotse_ctl_json_text (builder, "charset", report->charset);
  lotse_ctl_json_int (builder, "rows", report->rows);
  lotse_ctl_json_int (builder, "new", report->added);
  lotse_ctl_json_int (builder, "updated", report->updated);
  lotse_ctl_json_int (builder, "unchanged", report->unchanged);
  lotse_ctl_json_int (builder, "doubles", report->doubles);
  lotse_ctl_json_int (builder, "skipped", report->skipped);
  lotse_ctl_json_int (builder, "links", report->links);
  lotse_ctl_json_int (builder, "errors", report->errors);
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->notes->len; i++)
    {
      const LotseImportNote *note = report->notes->pdata[i];

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "type", note_type_name (note->type));
      lotse_ctl_json_int (builder, "row", note->row);
      lotse_ctl_json_text (builder, "column", note->column);
      lotse_ctl_json_text (builder, "text", note->text);
      lotse_ctl_json_text (builder, "other", note->other);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

#define MOST_NOTES 40 /* that are printed for people */

static void
print_notes (LotseCtl *self, GPtrArray *notes)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (4);
  g_autofree char *text = NULL;

  for (guint i = 0; i < MIN (notes->len, MOST_NOTES); i++)
    {
      const LotseImportNote *note = notes->pdata[i];
      g_autofree char *row = g_strdup_printf (_("row %u"), note->row);
      const char *type = note->type == LOTSE_IMPORT_ERROR    ? _("error")
                         : note->type == LOTSE_IMPORT_DOUBLE ? _("double")
                                                             : _("hint");

      lotse_ctl_table_row (table, row, type, note->column != NULL ? note->column : "", note->text, NULL);
    }
  lotse_ctl_print_table (self, table);
  if (notes->len > MOST_NOTES)
    lotse_ctl_printf (self, _("… and %u more; --json prints all\n"), notes->len - MOST_NOTES);
}

static void
print_report (LotseCtl *self, const LotseImportReport *report)
{
  g_autofree char *skipped = NULL;

  print_notes (self, report->notes);
  if (report->skipped > 0)
    skipped = g_strdup_printf (_(", %u left out as probable doubles"), report->skipped);
  lotse_ctl_printf (self, _("%u rows: %u new, %u changed, %u unchanged%s, %u with errors\n"), report->rows, report->added,
                    report->updated, report->unchanged, skipped != NULL ? skipped : "", report->errors);
  if (report->links > 0)
    lotse_ctl_printf (self, _("%u records were added because rows name them\n"), report->links);
  if (report->charset != NULL && g_ascii_strcasecmp (report->charset, "UTF-8") != 0)
    lotse_ctl_printf (self, _("The file is not UTF-8; it was read as %s. Check names with umlauts.\n"), report->charset);
}

static LotseImport *
open_import (LotseCtl *self, GError **error)
{
  const LotseKind *kind = lotse_ctl_kind (lotse_ctl_word (self, 0), error);
  g_autoptr (GBytes) content = kind != NULL ? lotse_ctl_read_file (self, lotse_ctl_word (self, 1), error) : NULL;
  LotseStore *store = content != NULL ? lotse_ctl_store (self, error) : NULL;

  return store != NULL ? lotse_import_new (store, kind, content, error) : NULL;
}

/* Sheets have columns of their own: their questions. */
static LotseImportReport *
import_sheets (LotseCtl *self, GError **error)
{
  static const char *const others[] = { "create-links", "doubles", "empty-clears" };
  g_autoptr (GBytes) content = lotse_ctl_read_file (self, lotse_ctl_word (self, 1), error);
  LotseStore *store = content != NULL ? lotse_ctl_store (self, error) : NULL;
  g_autoptr (LotseSheetsImport) import = store != NULL ? lotse_sheets_import_new (store, content, error) : NULL;
  const Mapping mapping = { import, (SetPair) lotse_sheets_import_set_map, (SetPair) lotse_sheets_import_set_value };

  if (import == NULL || !set_maps (self, &mapping, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (lotse_ctl_args_has (self->args, others[i]))
      {
        g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("--%s says nothing about answer sheets"), others[i]);
        return NULL;
      }
  return lotse_sheets_import_run (import, lotse_ctl_args_has (self->args, "dry-run"), self->cancellable, error);
}

static LotseImportReport *
import_records (LotseCtl *self, GError **error)
{
  g_autoptr (LotseImport) import = open_import (self, error);
  const Mapping mapping = { import, (SetPair) lotse_import_set_map, (SetPair) lotse_import_set_value };

  if (import == NULL || !set_flags (self, import, error) || !set_maps (self, &mapping, error))
    return NULL;
  lotse_import_set_check (import, lotse_rule_map_check);
  return lotse_ctl_args_has (self->args, "dry-run") ? lotse_import_check (import, self->cancellable, lotse_ctl_progress, self, error)
                                                    : lotse_import_apply (import, self->cancellable, lotse_ctl_progress, self, error);
}

gboolean
lotse_ctl_import (LotseCtl *self, GError **error)
{
  const LotseKind *kind = lotse_ctl_kind (lotse_ctl_word (self, 0), error);
  g_autoptr (LotseImportReport) report = NULL;

  if (kind != NULL)
    report = kind->anonymous ? import_sheets (self, error) : import_records (self, error);
  return report != NULL && lotse_ctl_import_report (self, report, error);
}

gboolean
lotse_ctl_import_report (LotseCtl *self, const LotseImportReport *report, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  report_to_json (builder, report);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    print_report (self, report);
  if (report->errors == 0)
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               ngettext ("%u mistake must be mended first; nothing was imported", "%u mistakes must be mended first; nothing was imported",
                         report->errors),
               report->errors);
  return FALSE;
}

/* --- export ------------------------------------------------------------------------------------------------- */

gboolean
lotse_ctl_export (LotseCtl *self, GError **error)
{
  const LotseKind *kind = lotse_ctl_kind (lotse_ctl_word (self, 0), error);
  const char *path = lotse_ctl_word (self, 1);
  g_autoptr (LotseQuery) query = kind != NULL ? lotse_query_new (kind) : NULL;
  g_autoptr (GOutputStream) out = NULL;
  LotseExportFlags flags = lotse_ctl_args_has (self->args, "labels") ? LOTSE_EXPORT_LABELS : LOTSE_EXPORT_PLAIN;
  guint rows = 0;

  if (query == NULL || !lotse_ctl_where (self, query, kind, error))
    return FALSE;
  out = lotse_ctl_open_output (path, error);
  if (out == NULL)
    return FALSE;
  if (!lotse_export_run (self->store, kind, query, flags, out, &rows, self->cancellable, lotse_ctl_progress, self, error))
    {
      lotse_ctl_give_up (out);
      return FALSE;
    }
  if (!g_output_stream_close (out, NULL, error))
    return FALSE;
  if (!g_str_equal (path, "-"))
    {
      if (self->json)
        lotse_ctl_printf (self, "{\"rows\": %u}\n", rows);
      else
        lotse_ctl_printf (self, _("%u records exported\n"), rows);
    }
  return TRUE;
}
