/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checklist of an application: until when, how, who signs, which papers, and what is still missing in the application itself. */
#include "config.h"

#include "lotse-paper-grant-private.h"

#include "lotse-value.h"

/* Fields without which hardly any funder takes an application; with other words where the label needs the form around it. */
static const struct
{
  const char *field;
  const char *words;
} wanted[] = {
  { "organisation", NULL },
  { "summary", NULL },
  { "goals", NULL },
  { "target_groups", NULL },
  { "asked", NULL },
  { "starts_on", NC_ ("paper", "First day of the project") },
  { "ends_on", NC_ ("paper", "Last day of the project") },
  { "responsible", NULL },
};

/* The day and hour that count: an extended call closes later. */
static char *
closes (const LotseGrantWork *self)
{
  const char *extended = lotse_grant_work_text (self->call, "extended_to"), *at = lotse_grant_work_text (self->call, "closes_at");

  return lotse_value_format (lotse_kind_field (lotse_kind_find ("call"), "closes_at"), extended != NULL ? extended : at, self->language);
}

static void
add_call (LotseGrantWork *self, const char *until)
{
  LotseGrantTable *facts = lotse_grant_work_add_head (self);
  g_autofree char *how = lotse_grant_work_choice (self, self->call, "how"), *counts = lotse_grant_work_choice (self, self->call, "counts");
  g_autofree char *asked = lotse_money_format (lotse_record_get_int (self->application, "asked", 0), self->language);
  const char *website = lotse_grant_work_text (self->call, "website");

  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Budget year")), lotse_grant_work_text (self->call, "budget_year"));
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Call closes")), until);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "How to apply")), how);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "What counts")), counts);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Who signs")), lotse_grant_work_text (self->call, "signed_by"));
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Website")),
                              website != NULL ? website : lotse_grant_work_text (self->programme, "website"));
  if (lotse_record_get (self->application, "asked") != NULL)
    lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Amount asked for")), asked);
}

static void
add_box (LotseGrantWork *self, const char *text)
{
  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_BOX, text);
}

/* --- Papers ----------------------------------------------------------------------------------------------------- */

static void
add_papers (LotseGrantWork *self)
{
  g_auto (GStrv) named = self->call != NULL ? lotse_record_list_elements (self->call, "papers") : NULL;

  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_HEADING, PAPER_TEXT (self, NC_ ("paper", "Papers")));
  if (named == NULL || named[0] == NULL)
    lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_PARAGRAPH,
                              PAPER_TEXT (self, NC_ ("paper", "The call names no papers in Lotse. Look at the funder's form and write them here:")));
  for (guint i = 0; named != NULL && named[i] != NULL; i++)
    add_box (self, named[i]);
  for (guint i = 0; (named == NULL || named[0] == NULL) && i < 4; i++)
    add_box (self, "____________________________________");
}

/* --- Missing ---------------------------------------------------------------------------------------------------- */

static gboolean
is_empty (const LotseGrantWork *self, const LotseField *field)
{
  g_auto (GStrv) elements = NULL;

  if (field->type != LOTSE_FIELD_SET)
    return lotse_record_get (self->application, field->name) == NULL;
  elements = lotse_record_list_elements (self->application, field->name);
  return elements[0] == NULL;
}

/* What the plan says that the programme does not allow. */
static guint
add_doubts (LotseGrantWork *self)
{
  const LotseMoney *money = self->money;
  gint64 most = self->programme != NULL ? lotse_record_get_int (self->programme, "max_amount", 0) : 0;
  g_autofree char *limit = lotse_money_format (most, self->language);
  g_autofree char *above = lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "Ask for no more than the programme pays: %s")), limit, NULL);
  g_autofree char *expenses = lotse_money_format (money->expense_total.planned, self->language);
  g_autofree char *income = lotse_money_format (money->income_total.planned, self->language);
  g_autofree char *uneven = lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "Make planned expenses (%s) and planned income (%s) equal")), expenses, income, NULL);
  guint n = 0;

  if (money->expense_total.planned == 0)
    add_box (self, PAPER_TEXT (self, NC_ ("paper", "Write a financing plan: there are no planned expenses"))), n++;
  else if (money->income_total.planned != 0 && money->income_total.planned != money->expense_total.planned)
    add_box (self, uneven), n++;
  if (most > 0 && lotse_record_get_int (self->application, "asked", 0) > most)
    add_box (self, above), n++;
  return n;
}

static void
add_missing (LotseGrantWork *self)
{
  const LotseKind *kind = lotse_kind_find ("application");
  guint n = 0;

  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_HEADING, PAPER_TEXT (self, NC_ ("paper", "Still missing in the application")));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const LotseField *field = lotse_kind_field (kind, wanted[i].field);

      if (!is_empty (self, field))
        continue;
      add_box (self, wanted[i].words != NULL ? PAPER_TEXT (self, wanted[i].words)
                                             : lotse_language_translate (self->language, "field", field->label));
      n++;
    }
  n += add_doubts (self);
  if (n == 0)
    lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_PARAGRAPH, PAPER_TEXT (self, NC_ ("paper", "Nothing that Lotse knows of.")));
}

/* --- Handing in ------------------------------------------------------------------------------------------------- */

/* "It arrives there by 31 December 2026, 23:59 at the latest", by what counts (g_free). */
static char *
on_time (const LotseGrantWork *self, const char *until)
{
  const char *day = *until != '\0' ? until : "____________";

  if (g_strcmp0 (lotse_grant_work_text (self->call, "counts"), "postmark") == 0)
    return lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "Postmarked by %s at the latest")), day, NULL);
  return lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "Arrived at the funder by %s at the latest")), day, NULL);
}

static void
add_handing_in (LotseGrantWork *self, const char *until)
{
  const char *signer = lotse_grant_work_text (self->call, "signed_by"), *how = lotse_grant_work_text (self->call, "how");
  gboolean both = g_strcmp0 (how, "portal_and_post") == 0;
  g_autofree char *signed_by = signer != NULL ? lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "Signed by %s")), signer, NULL)
                                              : g_strdup (PAPER_TEXT (self, NC_ ("paper", "Signed by somebody who may sign for the organisation")));
  g_autofree char *time = on_time (self, until);

  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_HEADING, PAPER_TEXT (self, NC_ ("paper", "Handing in")));
  add_box (self, signed_by);
  if (both || g_strcmp0 (how, "portal") == 0)
    add_box (self, PAPER_TEXT (self, NC_ ("paper", "Sent through the portal")));
  if (both || g_strcmp0 (how, "post") == 0)
    add_box (self, PAPER_TEXT (self, NC_ ("paper", "Sent by post")));
  if (g_strcmp0 (how, "email") == 0)
    add_box (self, PAPER_TEXT (self, NC_ ("paper", "Sent by e-mail")));
  add_box (self, time);
  add_box (self, PAPER_TEXT (self, NC_ ("paper", "A copy of all papers kept")));
  add_box (self, PAPER_TEXT (self, NC_ ("paper", "Confirmation kept, and the day of handing in noted in Lotse")));
}

gboolean
lotse_grant_checklist (LotseGrantWork *self, GError **error)
{
  g_autofree char *until = closes (self);

  add_call (self, until);
  add_papers (self);
  add_missing (self);
  add_handing_in (self, until);
  return TRUE;
}
