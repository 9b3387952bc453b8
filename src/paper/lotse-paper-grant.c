/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers of an application: which there are, what they have in common, and how they become a file. */
#include "config.h"

#include "lotse-paper-grant-private.h"

#include "lotse-error.h"
#include "lotse-value.h"

static const struct
{
  LotsePaperInfo info;
  gboolean (*fill) (LotseGrantWork *work, GError **error);
} papers[LOTSE_GRANT_PAPER_N_TYPES] = {
  [LOTSE_GRANT_PAPER_CHECKLIST] = { { "checklist", NC_ ("paper", "Application checklist"),
                                      NC_ ("paper", "What the application needs, who signs, how and until when") },
                                    lotse_grant_checklist },
  [LOTSE_GRANT_PAPER_DISBURSEMENT_REQUEST] = { { "disbursement-request", NC_ ("paper", "Disbursement request"),
                                                 NC_ ("paper", "What was paid out and spent, and what is asked for now") },
                                               lotse_grant_disbursement_request },
  [LOTSE_GRANT_PAPER_RECEIPT_LIST] = { { "receipt-list", NC_ ("paper", "Receipt list"),
                                         NC_ ("paper", "Each receipt by category, with sums") },
                                       lotse_grant_receipt_list },
  [LOTSE_GRANT_PAPER_FINANCIAL_STATEMENT] = { { "financial-statement", NC_ ("paper", "Financial statement"),
                                                NC_ ("paper", "The financing plan beside what came of it") },
                                              lotse_grant_financial_statement },
  [LOTSE_GRANT_PAPER_REPORT_FRAME] = { { "report-frame", NC_ ("paper", "Frame of the narrative report"),
                                         NC_ ("paper", "Events, feedback and numbers, with room to write") },
                                       lotse_grant_report_frame },
};

const LotsePaperInfo *
lotse_grant_paper_info (LotseGrantPaper type)
{
  g_return_val_if_fail (type < LOTSE_GRANT_PAPER_N_TYPES, NULL);
  return &papers[type].info;
}

/**
 * lotse_grant_paper_find:
 * @name: a name such as "receipt-list"
 * @type: (out): the type of paper
 *
 * Returns: whether there is such a paper
 */
gboolean
lotse_grant_paper_find (const char *name, LotseGrantPaper *type)
{
  for (guint i = 0; i < LOTSE_GRANT_PAPER_N_TYPES; i++)
    if (g_str_equal (papers[i].info.name, name))
      {
        *type = i;
        return TRUE;
      }
  return FALSE;
}

/* --- What papers are made of ------------------------------------------------------------------------------------ */

/* A link that leads nowhere on this device is no error: the paper says less. */
static gboolean
follow (LotseGrantWork *self, const LotseRecord *record, const char *field, LotseRecord **linked, GError **error)
{
  g_autoptr (GError) local = NULL;
  const char *id = lotse_grant_work_text (record, field);

  *linked = id != NULL ? lotse_records_get (&self->records, id, &local) : NULL;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
lotse_grant_work_load (LotseGrantWork *self, LotseStore *store, const char *application, const char *language, GError **error)
{
  self->store = store;
  self->records = lotse_store_records (store);
  self->language = lotse_language_of (language);
  self->money = lotse_money_load (&self->records, application, error);
  if (self->money == NULL)
    return FALSE;
  self->application = self->money->application;
  self->programme = self->money->programme;
  return follow (self, self->application, "call", &self->call, error)
         && follow (self, self->application, "organisation", &self->organisation, error)
         && follow (self, self->programme, "funder", &self->funder, error);
}

void
lotse_grant_work_clear (LotseGrantWork *self)
{
  g_clear_pointer (&self->money, lotse_money_free);
  g_clear_object (&self->call);
  g_clear_object (&self->organisation);
  g_clear_object (&self->funder);
  g_clear_pointer (&self->document, lotse_grant_document_free);
}

const char *
lotse_grant_work_text (const LotseRecord *record, const char *field)
{
  return record != NULL ? lotse_record_get (record, field) : NULL;
}

char *
lotse_grant_work_choice (const LotseGrantWork *self, const LotseRecord *record, const char *field)
{
  const char *canonical = lotse_grant_work_text (record, field);

  return canonical != NULL ? lotse_value_format (lotse_kind_field (lotse_record_get_kind (record), field), canonical, self->language)
                           : g_strdup ("");
}

char *
lotse_grant_work_period (const LotseGrantWork *self)
{
  g_autofree char *from = lotse_grant_format_date (self->money->starts_on, self->language);
  g_autofree char *to = lotse_grant_format_date (self->money->ends_on, self->language);

  if (*from == '\0' && *to == '\0')
    return g_strdup ("");
  if (*from == '\0')
    return lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "until %s")), to, NULL);
  if (*to == '\0')
    return lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "from %s")), from, NULL);
  return lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "%s to %s")), from, to, NULL);
}

char *
lotse_grant_work_hours (const LotseGrantWork *self, gint64 minutes)
{
  g_autofree char *hours = g_strdup_printf ("%" G_GINT64_FORMAT, minutes / 60);
  g_autofree char *rest = g_strdup_printf ("%" G_GINT64_FORMAT, minutes % 60);

  if (minutes % 60 == 0)
    return lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "%s h")), hours, NULL);
  return lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "%s h %s min")), hours, rest, NULL);
}

const char *
lotse_grant_work_line_name (const LotseGrantWork *self, const LotseMoneyLine *line)
{
  if (line->item != NULL)
    return line->name;
  if (line->income && line->source != LOTSE_MONEY_OTHER)
    return lotse_money_source_label (line->source, self->language);
  return PAPER_TEXT (self, NC_ ("paper", "Without category"));
}

/* --- Receipts and their numbers --------------------------------------------------------------------------------- */

GPtrArray *
lotse_grant_work_receipts (const LotseGrantWork *self, const LotseMoneyLine *line)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->money->receipts->len; i++)
    if (lotse_money_line_of (self->money, self->money->receipts->pdata[i]) == line)
      g_ptr_array_add (found, self->money->receipts->pdata[i]);
  return found;
}

/* Id of the receipt -> its number: expenses first, then income, each in the order of the plan. */
GHashTable *
lotse_grant_work_numbers (const LotseGrantWork *self)
{
  GHashTable *numbers = g_hash_table_new (g_str_hash, g_str_equal);
  const GPtrArray *sides[] = { self->money->expenses, self->money->income };

  for (guint s = 0; s < G_N_ELEMENTS (sides); s++)
    for (guint l = 0; l < sides[s]->len; l++)
      {
        g_autoptr (GPtrArray) receipts = lotse_grant_work_receipts (self, sides[s]->pdata[l]);

        for (guint i = 0; i < receipts->len; i++)
          g_hash_table_insert (numbers, (char *) lotse_record_get_id (receipts->pdata[i]), GUINT_TO_POINTER (g_hash_table_size (numbers) + 1));
      }
  return numbers;
}

/* --- The head --------------------------------------------------------------------------------------------------- */

/* "IV 3 – 12/2026 of 3 March 2026; …", each notice once; the numbers alone for the head of later pages (g_free). */
static char *
file_numbers (const LotseGrantWork *self, gboolean dated)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->money->award.records->len; i++)
    {
      const LotseRecord *award = self->money->award.records->pdata[i];
      const char *number = lotse_record_get (award, "file_number");
      g_autofree char *date = lotse_grant_format_date (lotse_record_get (award, "dated_on"), self->language);
      char *text;

      if (number == NULL)
        continue;
      text = dated && *date != '\0' ? lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "%s of %s")), number, date, NULL) : g_strdup (number);
      if (g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
        g_free (text);
      else
        g_ptr_array_add (texts, text);
    }
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("; ", (char **) texts->pdata);
}

LotseGrantTable *
lotse_grant_work_add_head (LotseGrantWork *self)
{
  LotseGrantTable *facts = lotse_grant_document_add_facts (self->document);
  g_autofree char *numbers = file_numbers (self, TRUE), *plain = file_numbers (self, FALSE), *period = lotse_grant_work_period (self);
  const char *funder = lotse_grant_work_text (self->funder, "name"), *credit = lotse_grant_work_text (self->programme, "credit_line");
  const char *organisation = lotse_grant_work_text (self->organisation, "name");

  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Organisation")), organisation);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Funder")), funder);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Grant programme")), lotse_grant_work_text (self->programme, "name"));
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "File number")), numbers);
  lotse_grant_table_add_fact (facts, self->money->award.starts_on != NULL || self->money->award.ends_on != NULL
                                         ? PAPER_TEXT (self, NC_ ("paper", "Grant period"))
                                         : PAPER_TEXT (self, NC_ ("paper", "Duration")),
                              period);
  g_free (self->document->running);
  /* A long title may lose its end at the head of a page, the number must not. */
  self->document->running = *plain != '\0' ? g_strjoin (" · ", plain, self->document->title, organisation, NULL)
                                           : g_strjoin (" · ", self->document->title, organisation, NULL);
  if (credit != NULL)
    {
      g_free (self->document->credit);
      self->document->credit = g_strdup (credit);
    }
  return facts;
}

LotseGrantTable *
lotse_grant_work_add_amounts (LotseGrantWork *self, const char *heading)
{
  LotseGrantTable *table;

  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_HEADING, heading);
  table = lotse_grant_document_add_table (self->document);
  lotse_grant_table_add_column (table, "", LOTSE_GRANT_TEXT, 0.75);
  lotse_grant_table_add_column (table, "", LOTSE_GRANT_MONEY, 0.25);
  return table;
}

LotseGrantRow *
lotse_grant_table_add_amount (LotseGrantTable *table, LotseGrantRowKind kind, const char *label, gint64 cents)
{
  LotseGrantRow *row = lotse_grant_table_add_row (table, kind);

  lotse_grant_row_set_text (row, 0, label);
  lotse_grant_row_set_number (row, 1, cents);
  return row;
}

/* --- Making and writing ----------------------------------------------------------------------------------------- */

typedef struct
{
  LotseGrantPaper type;
  const char *application;
  const char *language;
  LotseGrantDocument *document;
} Loading;

static gboolean
load (LotseStore *store, gpointer data, GError **error)
{
  g_auto (LotseGrantWork) work = { NULL };
  Loading *loading = data;
  const char *title;

  if (!lotse_grant_work_load (&work, store, loading->application, loading->language, error))
    return FALSE;
  title = lotse_record_get (work.application, "title");
  work.document = lotse_grant_document_new (work.language, PAPER_TEXT (&work, papers[loading->type].info.label), title != NULL ? title : "");
  if (!papers[loading->type].fill (&work, error))
    return FALSE;
  loading->document = g_steal_pointer (&work.document);
  return TRUE;
}

/**
 * lotse_grant_paper_load:
 * @application: the id of an application
 * @language: (nullable): "de" or "en"
 *
 * Returns: (transfer full): what stands on the paper; %NULL with NOT_FOUND, INVALID (amounts that cannot be added) or an error of the store
 */
LotseGrantDocument *
lotse_grant_paper_load (LotseStore *store, LotseGrantPaper type, const char *application, const char *language, GError **error)
{
  Loading loading = { type, application, language, NULL };

  return lotse_store_run (store, load, &loading, error) ? loading.document : NULL;
}

/**
 * lotse_grant_document_write:
 * @path: ends with .pdf, .xlsx or .txt
 * @progress: (nullable): called after each page of a PDF
 *
 * Returns: %FALSE with INVALID (another ending), IO or CANCELLED; then nothing is left behind
 */
gboolean
lotse_grant_document_write (LotseGrantDocument *document, const char *path, GCancellable *cancellable, LotsePaperProgress progress,
                            gpointer data, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autoptr (LotsePaper) paper = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (g_str_has_suffix (lower, ".xlsx"))
    return lotse_grant_document_write_xlsx (document, path, error);
  if (g_str_has_suffix (lower, ".txt"))
    return lotse_grant_document_write_text (document, path, error);
  if (!g_str_has_suffix (lower, ".pdf"))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _("“%s” says no kind of file that this paper could be. Nothing was written. Let the name end with .pdf, .xlsx or .txt."), path);
      return FALSE;
    }
  paper = lotse_paper_new_grant (document);
  return lotse_paper_write (paper, path, cancellable, progress, data, error);
}
