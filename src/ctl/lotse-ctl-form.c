/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command form: feedback forms and their questions. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-import.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-error.h"
#include "lotse-feedback-form.h"
#include "lotse-forms-import.h"
#include "lotse-links.h"

#include <glib/gi18n.h>

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* --- list --------------------------------------------------------------------------------------------------- */

static gboolean
add_form (LotseCtl *self, LotseRecord *record, LotseCtlTable *table, JsonBuilder *builder, GError **error)
{
  g_autoptr (LotseFeedbackForm) form = lotse_feedback_form_load (self->store, lotse_record_get_id (record), error);
  gint64 sheets = form != NULL ? lotse_sheets_count_form (self->store, form->id, error) : -1;
  const char *reference = lotse_record_get (record, "reference");
  g_autofree char *title = lotse_ctl_title (self, record);
  g_autofree char *n = NULL, *n_sheets = NULL;

  if (sheets < 0)
    return FALSE;
  n = g_strdup_printf ("%u", form->questions->len);
  n_sheets = g_strdup_printf ("%" G_GINT64_FORMAT, sheets);
  lotse_ctl_table_row (table, text_or_empty (reference), title, n, n_sheets, NULL);
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "id", form->id);
  lotse_ctl_json_text (builder, "reference", reference);
  lotse_ctl_json_text (builder, "title", title);
  lotse_ctl_json_int (builder, "version", lotse_record_get_int (record, "version", 1));
  lotse_ctl_json_int (builder, "questions", form->questions->len);
  lotse_ctl_json_int (builder, "sheets", sheets);
  json_builder_end_object (builder);
  return TRUE;
}

static gboolean
list_forms (LotseCtl *self, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("form"));
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (4);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!lotse_query_sort (query, "title", FALSE, error) || (records = lotse_store_list (self->store, query, error)) == NULL)
    return FALSE;
  lotse_ctl_table_head (table, _("Form"), _("Title"), _("Questions"), _("Sheets"), NULL);
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    if (!add_form (self, records->pdata[i], table, builder, error))
      return FALSE;
  json_builder_end_array (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    lotse_ctl_print_table (self, table);
  return TRUE;
}

/* --- show --------------------------------------------------------------------------------------------------- */

static void
print_form (LotseCtl *self, const LotseFeedbackForm *form)
{
  const LotseField *types = lotse_kind_field (lotse_kind_find ("question"), "type");
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (4);
  g_autofree char *title = lotse_ctl_title (self, form->record);

  lotse_ctl_printf (self, "%s\n", title);
  lotse_ctl_table_head (table, _("Question"), _("Theme"), _("Kind of question"), _("Text"), NULL);
  for (guint i = 0; i < form->questions->len; i++)
    {
      const LotseQuestion *question = form->questions->pdata[i];

      lotse_ctl_table_row (table, question->code, text_or_empty (question->theme), lotse_choice_label (types, question->type),
                           lotse_question_text (question, NULL), NULL);
    }
  lotse_ctl_print_table (self, table);
}

static gboolean
show_form (LotseCtl *self, GError **error)
{
  g_autoptr (LotseLinks) links = lotse_links_new (self->store, self->cancellable);
  g_autofree char *id = lotse_links_resolve (links, lotse_kind_field (lotse_kind_find ("response"), "form"), lotse_ctl_word (self, 1), error);
  g_autoptr (LotseFeedbackForm) form = id != NULL ? lotse_feedback_form_load (self->store, id, error) : NULL;
  g_autoptr (JsonObject) object = NULL;
  JsonArray *questions;
  JsonNode *node;

  if (form == NULL)
    return FALSE;
  if (!self->json)
    {
      print_form (self, form);
      return TRUE;
    }
  node = lotse_record_to_json (form->record);
  questions = json_array_new ();
  for (guint i = 0; i < form->questions->len; i++)
    json_array_add_element (questions, lotse_record_to_json (((LotseQuestion *) form->questions->pdata[i])->record));
  json_object_set_array_member (json_node_get_object (node), "questions", questions);
  lotse_ctl_print_json (self, node);
  return TRUE;
}

/* --- import ------------------------------------------------------------------------------------------------- */

static gboolean
import_forms (LotseCtl *self, GError **error)
{
  g_autoptr (GBytes) forms = lotse_ctl_read_file (self, lotse_ctl_word (self, 1), error);
  g_autoptr (GBytes) questions = forms != NULL ? lotse_ctl_read_file (self, lotse_ctl_word (self, 2), error) : NULL;
  g_autoptr (LotseImportReport) report = NULL;

  if (questions != NULL)
    report = lotse_forms_import (self->store, forms, questions, lotse_ctl_args_has (self->args, "dry-run"), error);
  return report != NULL && lotse_ctl_import_report (self, report, error);
}

gboolean
lotse_ctl_form (LotseCtl *self, GError **error)
{
  const char *what = lotse_ctl_word (self, 0);
  guint n = lotse_ctl_args_count (self->args);

  if (lotse_ctl_store (self, error) == NULL)
    return FALSE;
  if (g_str_equal (what, "list") && n == 1)
    return list_forms (self, error);
  if (g_str_equal (what, "show") && n == 2)
    return show_form (self, error);
  if (g_str_equal (what, "import") && n == 3)
    return import_forms (self, error);
  if (g_str_equal (what, "import") && n == 2)
    return lotse_ctl_form_import (self, error);
  if (g_str_equal (what, "library") && n == 1)
    return lotse_ctl_form_library (self, error);
  if (g_str_equal (what, "take") && n == 2)
    return lotse_ctl_form_take (self, error);
  if (g_str_equal (what, "print") && n == 3)
    return lotse_ctl_form_print (self, error);
  if (g_str_equal (what, "export") && n == 3)
    return lotse_ctl_form_export (self, error);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("write “list”, “library”, “take NAME”, “show FORM”, “print FORM FILE.pdf”, “export FORM FILE.xlsx”, “import FILE” or "
                         "“import FORMS.csv QUESTIONS.csv”"));
  return FALSE;
}
