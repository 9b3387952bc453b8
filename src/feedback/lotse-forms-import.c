/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms from tables; see the header.  Some dozens of forms with some dozens of questions are expected. */
#include "config.h"

#include "lotse-forms-import.h"

#include "lotse-error.h"
#include "lotse-feedback-design.h"
#include "lotse-id.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  LotseStore *store;
  LotseTable *forms, *questions;
  LotseImportReport *report;
  GHashTable *known;   /* key of a question -> its row */
  GHashTable *wanted;  /* name of a form -> GPtrArray of Wanted */
  GPtrArray *names;    /* of forms, as they come */
  GPtrArray *changed;  /* of LotseRecord */
} Run;

typedef struct
{
  guint row;
  gint64 order;
  const char *code;
  const char *title;
} Wanted;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->forms, lotse_table_free);
  g_clear_pointer (&run->questions, lotse_table_free);
  g_clear_pointer (&run->report, lotse_import_report_free);
  g_clear_pointer (&run->known, g_hash_table_unref);
  g_clear_pointer (&run->wanted, g_hash_table_unref);
  g_clear_pointer (&run->names, g_ptr_array_unref);
  g_clear_pointer (&run->changed, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static const char *
cell (const LotseTable *table, GStrv row, const char *heading)
{
  for (guint i = 0; table->headings[i] != NULL; i++)
    if (g_ascii_strcasecmp (table->headings[i], heading) == 0)
      return lotse_table_cell (row, i);
  return "";
}

static void
complain (Run *run, const LotseTable *table, guint row, const char *column, const char *text)
{
  g_autofree char *which = g_strdup_printf ("%s: %s", table == run->forms ? _("forms") : _("questions"), column);

  lotse_import_note (run->report, LOTSE_IMPORT_ERROR, row, which, NULL, text);
}

static gboolean
need_columns (const LotseTable *table, const char *const *names, GError **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint h = 0; table->headings[h] != NULL; h++)
        found = found || g_ascii_strcasecmp (table->headings[h], names[i]) == 0;
      if (!found)
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("A table has no column “%s”. Nothing was imported. The first row names the columns."),
                       names[i]);
          return FALSE;
        }
    }
  return TRUE;
}

/* --- Questions ---------------------------------------------------------------------------------------------- */

/* Sets what the row says of the question; what a heading does not say stays empty. */
static gboolean
fill_question (Run *run, LotseRecord *record, GStrv row, GError **error)
{
  const LotseTable *table = run->questions;
  const char *type = cell (table, row, "type");

  if (!lotse_record_set (record, "code", cell (table, row, "question"), error)
      || !lotse_record_set (record, "theme", cell (table, row, "theme"), error)
      || !lotse_record_set_typed (record, "type", *type != '\0' ? type : "rating", NULL, error))
    return FALSE;
  for (guint i = 0; table->headings[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (table->headings[i], "_", 3);
      const char *text = lotse_table_cell (row, i);
      g_autofree char *step = g_str_equal (parts[0], "step") && g_strv_length (parts) == 3 ? g_strconcat (parts[1], ":", parts[2], NULL) : NULL;

      if (*text == '\0')
        continue;
      if (g_str_equal (parts[0], "text") && g_strv_length (parts) == 2
          && !lotse_record_set_element (record, "texts", parts[1], text, error))
        return FALSE;
      if (step != NULL && !lotse_record_set_element (record, "steps", step, text, error))
        return FALSE;
    }
  return TRUE;
}

static void
read_questions (Run *run)
{
  for (guint i = 0; i < run->questions->rows->len; i++)
    {
      GStrv row = run->questions->rows->pdata[i];
      const char *code = cell (run->questions, row, "question");
      g_autoptr (LotseRecord) trial = lotse_record_new (lotse_kind_find ("question"), NULL);
      g_autoptr (GError) wrong = NULL;
      g_auto (GStrv) texts = NULL;
      guint number = g_array_index (run->questions->numbers, guint, i);

      if (*code == '\0' || strpbrk (code, " =\x1f") != NULL)
        complain (run, run->questions, number, "question", _("A question needs a key without blanks."));
      else if (!g_hash_table_insert (run->known, (gpointer) code, row))
        complain (run, run->questions, number, "question", _("This key is there twice."));
      else if (!fill_question (run, trial, row, &wrong))
        complain (run, run->questions, number, code, wrong->message);
      else if ((texts = lotse_record_list_elements (trial, "texts")) == NULL || texts[0] == NULL)
        complain (run, run->questions, number, code, _("The question has no text: write it in a column text_de or text_en."));
    }
}

/* --- Forms -------------------------------------------------------------------------------------------------- */

/* A question has one place in a form, and a place one question. */
static gboolean
is_double (GPtrArray *wanted, const Wanted *one)
{
  for (guint i = 0; i < wanted->len; i++)
    {
      const Wanted *other = wanted->pdata[i];

      if (other->order == one->order || g_str_equal (other->code, one->code))
        return TRUE;
    }
  return FALSE;
}

static void
take_row (Run *run, const char *name, const Wanted *one)
{
  GPtrArray *wanted = g_hash_table_lookup (run->wanted, name);

  if (wanted == NULL)
    {
      wanted = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (run->wanted, (gpointer) name, wanted);
      g_ptr_array_add (run->names, (gpointer) name);
    }
  if (is_double (wanted, one))
    complain (run, run->forms, one->row, name, _("The form has this question, or this place, twice."));
  else
    g_ptr_array_add (wanted, g_memdup2 (one, sizeof *one));
}

static void
read_forms (Run *run)
{
  for (guint i = 0; i < run->forms->rows->len; i++)
    {
      GStrv row = run->forms->rows->pdata[i];
      const char *name = cell (run->forms, row, "form");
      Wanted one = { g_array_index (run->forms->numbers, guint, i), 0, cell (run->forms, row, "question"), cell (run->forms, row, "title") };

      if (*name == '\0')
        complain (run, run->forms, one.row, "form", _("The form has no name."));
      else if (!g_ascii_string_to_signed (cell (run->forms, row, "order"), 10, 1, 1000, &one.order, NULL))
        complain (run, run->forms, one.row, "order", _("The place in the form is a number from 1 on."));
      else if (!g_hash_table_contains (run->known, one.code))
        complain (run, run->forms, one.row, "question", _("The table of questions has no question with this key."));
      else
        take_row (run, name, &one);
    }
}

/* --- Writing ------------------------------------------------------------------------------------------------ */

/* The form of that name, or a new one; NULL with an error. */
static LotseRecord *
find_form (Run *run, const char *name, gboolean *fresh, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("form"));
  g_autoptr (GPtrArray) found = NULL;
  LotseRecord *record;

  if (!lotse_query_where (query, "reference", LOTSE_QUERY_EQUAL, name, error))
    return NULL;
  found = lotse_store_list (run->store, query, error);
  if (found == NULL)
    return NULL;
  *fresh = found->len == 0;
  if (!*fresh)
    return lotse_record_copy (found->pdata[0]);
  record = lotse_record_new (lotse_kind_find ("form"), NULL);
  lotse_record_set (record, "reference", name, NULL);
  lotse_record_set (record, "purpose", "event_feedback", NULL);
  lotse_record_set (record, "version", "1", NULL);
  lotse_record_set (record, "title", name, NULL);
  return record;
}

static gboolean
differs (const LotseRecord *before, const LotseRecord *after)
{
  g_autoptr (GPtrArray) changes = lotse_record_diff (before, after);

  return changes->len > 0;
}

/* The question as the tables want it; the record that is there, if there is one, says what changes. */
static gboolean
make_question (Run *run, const LotseFeedbackForm *there, LotseRecord *form, const Wanted *wanted, GPtrArray *changed, GError **error)
{
  const LotseQuestion *old = there != NULL ? lotse_feedback_form_question (there, wanted->code) : NULL;
  g_autofree char *order = g_strdup_printf ("%" G_GINT64_FORMAT, wanted->order);
  g_autofree char *id = old != NULL ? g_strdup (old->id) : lotse_id_derive ("question", lotse_record_get_id (form), wanted->code, NULL);
  g_autoptr (LotseRecord) record = old != NULL ? lotse_record_copy (old->record) : lotse_record_new (lotse_kind_find ("question"), id);
  g_auto (GStrv) languages = NULL;

  if (!lotse_record_set (record, "form", lotse_record_get_id (form), error) || !lotse_record_set (record, "position", order, error)
      || !fill_question (run, record, g_hash_table_lookup (run->known, wanted->code), error) || !lotse_question_fill_grades (record, error))
    return FALSE;
  languages = lotse_record_list_elements (record, "texts");
  for (guint i = 0; languages != NULL && languages[i] != NULL; i++)
    lotse_record_set_element (form, "languages", languages[i], "1", NULL);
  if (old == NULL || differs (old->record, record))
    g_ptr_array_add (changed, g_steal_pointer (&record));
  return TRUE;
}

/* Questions that the tables no longer have. */
static void
drop_questions (const LotseFeedbackForm *there, GPtrArray *wanted, GPtrArray *changed)
{
  for (guint i = 0; i < there->questions->len; i++)
    {
      const LotseQuestion *question = there->questions->pdata[i];
      gboolean stays = FALSE;

      for (guint w = 0; w < wanted->len; w++)
        stays = stays || g_str_equal (((Wanted *) wanted->pdata[w])->code, question->code);
      if (!stays)
        {
          LotseRecord *record = lotse_record_copy (question->record);

          lotse_record_set_deleted (record, TRUE);
          g_ptr_array_add (changed, record);
        }
    }
}

static gboolean
is_answered (LotseStore *store, const char *form, gboolean *answered, GError **error)
{
  g_autoptr (GPtrArray) piles = lotse_piles_list (store, error);
  gint64 sheets = piles != NULL ? lotse_sheets_count_form (store, form, error) : -1;

  *answered = sheets > 0;
  for (guint i = 0; sheets >= 0 && i < piles->len; i++)
    *answered = *answered || g_str_equal (((LotsePile *) piles->pdata[i])->form, form);
  return sheets >= 0;
}

static gboolean
make_form (Run *run, const char *name, GError **error)
{
  GPtrArray *wanted = g_hash_table_lookup (run->wanted, name);
  const Wanted *first = wanted->pdata[0];
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean fresh = FALSE, answered = FALSE;
  g_autoptr (LotseRecord) form = find_form (run, name, &fresh, error);
  g_autoptr (LotseRecord) before = form != NULL ? lotse_record_copy (form) : NULL;
  g_autoptr (LotseFeedbackForm) there = form != NULL && !fresh ? lotse_feedback_form_load (run->store, lotse_record_get_id (form), error) : NULL;

  if (form == NULL || (!fresh && (there == NULL || !is_answered (run->store, there->id, &answered, error)))
      || (*first->title != '\0' && !lotse_record_set (form, "title", first->title, error)))
    return FALSE;
  for (guint i = 0; i < wanted->len; i++)
    if (!make_question (run, there, form, wanted->pdata[i], changed, error))
      return FALSE;
  if (there != NULL)
    drop_questions (there, wanted, changed);
  if (fresh || differs (before, form))
    g_ptr_array_insert (changed, 0, g_object_ref (form));
  if (changed->len > 0 && answered)
    complain (run, run->forms, first->row, name, _("The form has sheets already and is never changed. Give its next version a name of its own."));
  run->report->added += fresh;
  run->report->updated += !fresh && changed->len > 0;
  run->report->unchanged += changed->len == 0;
  g_ptr_array_extend_and_steal (run->changed, g_steal_pointer (&changed));
  return TRUE;
}

static gboolean
run_import (LotseStore *store, gpointer data, GError **error)
{
  Run *run = data;

  read_questions (run);
  read_forms (run);
  for (guint i = 0; run->report->errors == 0 && i < run->names->len; i++)
    if (!make_form (run, run->names->pdata[i], error))
      return FALSE;
  return TRUE;
}

/**
 * lotse_forms_import:
 * @forms: a table with form, order and question
 * @questions: a table with question, theme, type, text_XX
 * @dry: only say what would happen
 *
 * Counts forms as added, updated and unchanged.  Errors: INVALID (no such tables), DENIED, those of the store.
 *
 * Returns: (transfer full): the report, or %NULL
 */
LotseImportReport *
lotse_forms_import (LotseStore *store, GBytes *forms, GBytes *questions, gboolean dry, GError **error)
{
  static const char *const of_forms[] = { "form", "order", "question", NULL };
  static const char *const of_questions[] = { "question", NULL };
  g_auto (Run) run = { store };
  g_autofree char *group = lotse_id_new ();

  run.forms = lotse_table_new (forms, "form,order,question", error);
  run.questions = run.forms != NULL ? lotse_table_new (questions, "question,theme,text_de,text_en", error) : NULL;
  if (run.questions == NULL || !need_columns (run.forms, of_forms, error) || !need_columns (run.questions, of_questions, error))
    return NULL;
  run.report = lotse_import_report_new (run.forms);
  for (guint i = 0; i < run.questions->broken->len; i++)
    {
      const LotseTableBroken *broken = run.questions->broken->pdata[i];

      complain (&run, run.questions, broken->number, "", broken->reason);
    }
  run.known = g_hash_table_new (g_str_hash, g_str_equal);
  run.wanted = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  run.names = g_ptr_array_new ();
  run.changed = g_ptr_array_new_with_free_func (g_object_unref);
  if (!lotse_store_run (store, run_import, &run, error))
    return NULL;
  if (run.report->errors == 0 && !dry)
    {
      if (run.changed->len > 0 && !lotse_store_save_many (store, run.changed, group, NULL, NULL, NULL, error))
        return NULL;
      run.report->applied = TRUE;
    }
  return g_steal_pointer (&run.report);
}
