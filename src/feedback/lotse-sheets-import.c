/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets from a table; see the header.  Up to some thousand rows of some dozen events are expected. */
#include "config.h"

#include "lotse-sheets-import.h"

#include "lotse-error.h"
#include "lotse-feedback-form.h"
#include "lotse-id.h"
#include "lotse-links.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

/* The fields of a sheet that are no answers. */
enum
{
  EVENT,
  FORM,
  LANGUAGE,
  WAY,
  N_FIELDS,
};

static const char *const names[N_FIELDS] = { "event", "form", "language", "way" };

struct _LotseSheetsImport
{
  LotseStore *store;
  LotseTable *table;
  char *digest;
  GPtrArray *fields;        /* of char *, one for each column: what it is taken as; "" leaves it out */
  char *values[N_FIELDS];
};

typedef struct
{
  LotseSheetsImport *import;
  LotseImportReport *report;
  GCancellable *cancellable;
  LotseLinks *links;
  GHashTable *ids;     /* field and what was typed -> id, "" for what is wrong */
  GHashTable *of_event; /* id of an event -> id of its form, or "" */
  GHashTable *forms;   /* id -> LotseFeedbackForm */
  GHashTable *batches; /* event, form and way -> LotseBatch of `all` */
  GPtrArray *all;      /* of LotseBatch */
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->report, lotse_import_report_free);
  g_clear_pointer (&run->links, lotse_links_free);
  g_clear_pointer (&run->ids, g_hash_table_unref);
  g_clear_pointer (&run->of_event, g_hash_table_unref);
  g_clear_pointer (&run->forms, g_hash_table_unref);
  g_clear_pointer (&run->batches, g_hash_table_unref);
  g_clear_pointer (&run->all, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

LotseSheetsImport *
lotse_sheets_import_new (LotseStore *store, GBytes *content, GError **error)
{
  g_autoptr (LotseSheetsImport) self = g_new0 (LotseSheetsImport, 1);

  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->table = lotse_table_new (content, "event,liked,prepared,atmosphere", error);
  if (self->table == NULL)
    return NULL;
  self->store = g_object_ref (store);
  self->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  for (guint i = 0; self->table->headings[i] != NULL; i++)
    g_ptr_array_add (self->fields, g_strdup (self->table->headings[i]));
  return g_steal_pointer (&self);
}

void
lotse_sheets_import_free (LotseSheetsImport *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->store);
  g_clear_pointer (&self->table, lotse_table_free);
  g_free (self->digest);
  g_ptr_array_unref (self->fields);
  for (guint i = 0; i < N_FIELDS; i++)
    g_free (self->values[i]);
  g_free (self);
}

gboolean
lotse_sheets_import_set_map (LotseSheetsImport *self, const char *column, const char *field, GError **error)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (g_str_equal (self->table->headings[i], column))
      {
        g_free (self->fields->pdata[i]);
        self->fields->pdata[i] = g_strdup (field != NULL ? field : "");
        return TRUE;
      }
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The table has no column “%s”. Nothing was imported."), column);
  return FALSE;
}

gboolean
lotse_sheets_import_set_value (LotseSheetsImport *self, const char *field, const char *value, GError **error)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (g_str_equal (names[i], field))
      {
        g_free (self->values[i]);
        self->values[i] = g_strdup (value);
        return TRUE;
      }
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("Only event, form, language and way have a value for all rows, not “%s”."), field);
  return FALSE;
}

/* --- Fields of a row ---------------------------------------------------------------------------------------- */

static const LotseField *
field_of (guint which)
{
  return lotse_kind_field (lotse_kind_find ("response"), names[which]);
}

/* What the row says, or else what stands for all rows; "" is nothing. */
static const char *
typed (const Run *run, GStrv row, guint which)
{
  for (guint i = 0; i < run->import->fields->len; i++)
    if (g_str_equal (run->import->fields->pdata[i], names[which]) && *lotse_table_cell (row, i) != '\0')
      return lotse_table_cell (row, i);
  return run->import->values[which] != NULL ? run->import->values[which] : "";
}

static void
complain (Run *run, guint number, const char *column, const char *text)
{
  lotse_import_note (run->report, LOTSE_IMPORT_ERROR, number, column, NULL, text);
}

/* The id that a link names, looked up once; NULL when it was complained of. */
static const char *
find_link (Run *run, guint which, const char *text, guint number)
{
  g_autofree char *key = g_strdup_printf ("%u %s", which, text);
  const char *known = g_hash_table_lookup (run->ids, key);
  g_autoptr (GError) wrong = NULL;

  if (known == NULL)
    {
      char *id = lotse_links_resolve (run->links, field_of (which), text, &wrong);

      if (id == NULL)
        {
          complain (run, number, names[which], wrong->message);
          return NULL;
        }
      g_hash_table_insert (run->ids, g_strdup (key), id);
      known = id;
    }
  return known;
}

static const char *
form_of_event (Run *run, const char *event, GError **error)
{
  const char *form = g_hash_table_lookup (run->of_event, event);
  g_autoptr (GError) local = NULL;

  if (form == NULL)
    {
      char *found = lotse_feedback_form_of_event (run->import->store, event, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      form = found != NULL ? found : g_strdup ("");
      g_hash_table_insert (run->of_event, g_strdup (event), (gpointer) form);
    }
  return form;
}

/* The form of the row, or NULL: complained of, or with an error of the store. */
static LotseFeedbackForm *
find_form (Run *run, GStrv row, const char *event, guint number, GError **error)
{
  const char *text = typed (run, row, FORM);
  const char *id = *text != '\0' ? find_link (run, FORM, text, number) : form_of_event (run, event, error);
  LotseFeedbackForm *form;

  if (id == NULL)
    return NULL;
  if (*id == '\0')
    {
      complain (run, number, names[FORM], _("The event has no feedback form: give it one, or name the form in a column “form”."));
      return NULL;
    }
  form = g_hash_table_lookup (run->forms, id);
  if (form == NULL)
    {
      form = lotse_feedback_form_load (run->import->store, id, error);
      if (form != NULL)
        g_hash_table_insert (run->forms, g_strdup (id), form);
    }
  return form;
}

static gboolean
find_choice (Run *run, GStrv row, guint which, const char *fallback, guint number, char **value)
{
  const char *text = typed (run, row, which);
  g_autoptr (GError) wrong = NULL;

  *value = *text != '\0' ? lotse_value_parse (field_of (which), text, NULL, &wrong) : g_strdup (fallback);
  if (wrong == NULL)
    return TRUE;
  complain (run, number, names[which], wrong->message);
  return FALSE;
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

static LotseBatch *
find_batch (Run *run, const LotseFeedbackForm *form, const char *event, const char *way)
{
  g_autofree char *id = lotse_id_derive ("batch", run->import->digest, event, form->id, way, NULL);
  LotseBatch *batch = g_hash_table_lookup (run->batches, id);

  if (batch == NULL)
    {
      batch = lotse_batch_new (lotse_feedback_form_pile (form, event, way));
      batch->pile->id = g_strdup (id);
      g_hash_table_insert (run->batches, batch->pile->id, batch);
      g_ptr_array_add (run->all, batch);
    }
  return batch;
}

static gboolean
is_field (const char *name)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (g_str_equal (names[i], name))
      return TRUE;
  return FALSE;
}

/* Whether some form of the store asks it: then an answer where it is not asked is a mistake, and else the column is of no concern. */
static gboolean
is_asked_anywhere (LotseStore *store, const char *code, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("question"));

  return lotse_query_where (query, "code", LOTSE_QUERY_EQUAL, code, error) && lotse_store_count (store, query, error) > 0;
}

/* The answers of the row; FALSE if one was complained of. */
static gboolean
fill_answers (Run *run, const LotseFeedbackForm *form, GStrv row, guint number, LotseSheet *sheet)
{
  guint before = run->report->errors;
  gboolean any = FALSE;

  for (guint i = 0; i < run->import->fields->len; i++)
    {
      const char *code = run->import->fields->pdata[i];
      const LotseQuestion *question = *code != '\0' && !is_field (code) ? lotse_feedback_form_question (form, code) : NULL;
      const char *text = lotse_table_cell (row, i);
      g_autoptr (GError) wrong = NULL;
      char *answer;

      if (*text == '\0' || *code == '\0' || is_field (code))
        continue;
      answer = question != NULL ? lotse_question_parse (question, text, &wrong) : NULL;
      if (question == NULL)
        complain (run, number, run->import->table->headings[i], _("The form of this event does not ask this: leave the cell empty."));
      else if (answer == NULL)
        complain (run, number, run->import->table->headings[i], wrong->message);
      else
        {
          g_free (sheet->answers[question->place]);
          sheet->answers[question->place] = answer;
          any = TRUE;
        }
    }
  if (!any && run->report->errors == before)
    complain (run, number, NULL, _("The sheet has no answer at all: write “-” for a question that was left open."));
  return run->report->errors == before;
}

static gboolean
take_row (Run *run, GStrv row, guint number, GError **error)
{
  const char *text = typed (run, row, EVENT);
  const char *event = *text != '\0' ? find_link (run, EVENT, text, number) : NULL;
  g_autofree char *language = NULL, *way = NULL;
  g_autoptr (GError) local = NULL;
  LotseFeedbackForm *form;
  LotseSheet *sheet;

  if (*text == '\0')
    complain (run, number, names[EVENT], _("The row names no event."));
  if (event == NULL || !find_choice (run, row, LANGUAGE, NULL, number, &language) || !find_choice (run, row, WAY, "paper", number, &way))
    return TRUE;
  form = find_form (run, row, event, number, &local);
  if (form == NULL)
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  sheet = lotse_feedback_form_sheet (form, language);
  if (fill_answers (run, form, row, number, sheet))
    g_ptr_array_add (find_batch (run, form, event, way)->sheets, sheet);
  else
    lotse_sheet_free (sheet);
  return TRUE;
}

/* Columns that are no questions are left out and named; a column that a form asks is one. */
static gboolean
take_headings (Run *run, GError **error)
{
  LotseSheetsImport *self = run->import;

  for (guint i = 0; i < self->fields->len; i++)
    {
      const char *code = self->fields->pdata[i];
      g_autoptr (GError) local = NULL;

      if (*code == '\0' || is_field (code) || is_asked_anywhere (self->store, code, &local))
        continue;
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      lotse_import_note (run->report, LOTSE_IMPORT_HINT, 1, self->table->headings[i], NULL, _("No form asks this; the column was left out."));
      g_free (self->fields->pdata[i]);
      self->fields->pdata[i] = g_strdup ("");
    }
  return TRUE;
}

/* Counts what is new, and names events whose sheets of another file these are added to. */
static gboolean
count_batch (Run *run, LotseBatch *batch, GError **error)
{
  LotseStore *store = run->import->store;
  int known = lotse_batch_is_known (store, batch->pile->id, error);
  gint64 there = known == 0 ? lotse_sheets_count_event (store, batch->pile->event, error) : 0;

  if (known < 0 || there < 0)
    return FALSE;
  if (known > 0)
    run->report->unchanged += batch->sheets->len;
  else
    run->report->added += batch->sheets->len;
  if (there > 0)
    {
      g_autofree char *title = lotse_store_dup_title (store, batch->pile->event, NULL);
      g_autofree char *text = g_strdup_printf (_("“%s” has %u sheets already; these come on top."), title != NULL ? title : "", (guint) there);

      lotse_import_note (run->report, LOTSE_IMPORT_HINT, 0, NULL, batch->pile->event, text);
    }
  return TRUE;
}

static gboolean
run_rows (LotseStore *store, gpointer data, GError **error)
{
  Run *run = data;
  const LotseTable *table = run->import->table;

  if (!take_headings (run, error))
    return FALSE;
  for (guint i = 0; i < table->rows->len; i++)
    {
      if (g_cancellable_is_cancelled (run->cancellable))
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED, _("The import was stopped. Nothing was written."));
          return FALSE;
        }
      if (!take_row (run, table->rows->pdata[i], g_array_index (table->numbers, guint, i), error))
        return FALSE;
    }
  for (guint i = 0; run->report->errors == 0 && i < run->all->len; i++)
    if (!count_batch (run, run->all->pdata[i], error))
      return FALSE;
  return TRUE;
}

LotseImportReport *
lotse_sheets_import_run (LotseSheetsImport *self, gboolean dry, GCancellable *cancellable, GError **error)
{
  g_auto (Run) run = { self };
  guint added = 0;

  run.report = lotse_import_report_new (self->table);
  run.cancellable = cancellable;
  run.links = lotse_links_new (self->store, cancellable);
  run.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  run.of_event = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  run.forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) lotse_feedback_form_free);
  run.batches = g_hash_table_new (g_str_hash, g_str_equal);
  run.all = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_batch_free);
  if (!lotse_store_run (self->store, run_rows, &run, error))
    return NULL;
  if (run.report->errors == 0 && !dry)
    {
      if (!lotse_batches_add (self->store, run.all, &added, error))
        return NULL;
      run.report->applied = TRUE;
    }
  return g_steal_pointer (&run.report);
}
