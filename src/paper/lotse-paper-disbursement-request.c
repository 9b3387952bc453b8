/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The disbursement request (Mittelabruf): what was granted, paid out and spent, and what is asked for now.  Payments that were requested
 * and have not come are what is asked for; without one the amount is written by hand.
 */
#include "config.h"

#include "lotse-deadlines.h"
#include "lotse-paper-grant-private.h"

#define TO_FILL_IN "______________ €"

/* The difference of two amounts. */
static void
add_difference (LotseGrantTable *table, const char *label, LotseGrantRow *from, LotseGrantRow *less)
{
  LotseGrantRow *row = lotse_grant_table_add_row (table, LOTSE_GRANT_TOTAL);

  lotse_grant_row_set_text (row, 0, label);
  lotse_grant_row_add_up (row, 1, 1, lotse_grant_row_cell (from, 1), lotse_grant_row_cell (from, 1));
  lotse_grant_row_add_up (row, 1, -1, lotse_grant_row_cell (less, 1), lotse_grant_row_cell (less, 1));
}

/* --- Payments so far -------------------------------------------------------------------------------------------- */

enum { REQUESTED_ON, PAID_ON, SPEND_BY, AMOUNT };

/* The day by which a payment is to be spent, or NULL. */
static const char *
spend_by (GPtrArray *deadlines, const LotseRecord *payment)
{
  for (guint i = 0; i < deadlines->len; i++)
    {
      const LotseDeadline *deadline = deadlines->pdata[i];

      if (g_strcmp0 (deadline->type, "spend_by") == 0 && g_strcmp0 (deadline->occurrence, lotse_record_get_id (payment)) == 0
          && deadline->state != LOTSE_DEADLINE_NOT_NEEDED)
        return deadline->due;
    }
  return NULL;
}

static LotseGrantTable *
new_payments_table (LotseGrantWork *self)
{
  LotseGrantTable *table;

  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_HEADING, PAPER_TEXT (self, NC_ ("paper", "Payments so far")));
  table = lotse_grant_document_add_table (self->document);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Requested on")), LOTSE_GRANT_DATE, 0.25);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Paid on")), LOTSE_GRANT_DATE, 0.25);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Spend by")), LOTSE_GRANT_DATE, 0.25);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Amount")), LOTSE_GRANT_MONEY, 0.25);
  return table;
}

/* Each payment with the day by which it is to be spent; the total, or NULL when nothing was paid. */
static LotseGrantRow *
add_payments (LotseGrantWork *self, GPtrArray *deadlines)
{
  const LotseMoney *money = self->money;
  LotseGrantTable *table = NULL;
  LotseGrantRow *total = NULL;

  for (guint i = 0; i < money->disbursements->len; i++)
    {
      const LotseRecord *payment = money->disbursements->pdata[i];
      LotseGrantRow *row;

      if (lotse_record_get (payment, "paid_on") == NULL)
        continue;
      table = table != NULL ? table : new_payments_table (self);
      row = lotse_grant_table_add_row (table, LOTSE_GRANT_PLAIN);
      lotse_grant_row_set_text (row, REQUESTED_ON, lotse_record_get (payment, "requested_on"));
      lotse_grant_row_set_text (row, PAID_ON, lotse_record_get (payment, "paid_on"));
      lotse_grant_row_set_text (row, SPEND_BY, spend_by (deadlines, payment));
      lotse_grant_row_set_number (row, AMOUNT, lotse_money_amount (payment));
    }
  if (table == NULL)
    return NULL;
  total = lotse_grant_table_add_row (table, LOTSE_GRANT_TOTAL);
  lotse_grant_row_set_text (total, REQUESTED_ON, PAPER_TEXT (self, NC_ ("paper", "Paid out so far")));
  lotse_grant_row_add_up (total, AMOUNT, 1, lotse_grant_row_cell (table->rows->pdata[0], AMOUNT),
                          lotse_grant_row_cell (table->rows->pdata[table->rows->len - 2], AMOUNT));
  return total;
}

/* --- Where the grant stands ------------------------------------------------------------------------------------- */

static void
add_state (LotseGrantWork *self, LotseGrantRow *paid_total)
{
  const LotseMoney *money = self->money;
  LotseGrantTable *table = lotse_grant_work_add_amounts (self, PAPER_TEXT (self, NC_ ("paper", "Where the grant stands")));
  LotseGrantRow *granted = lotse_grant_table_add_amount (table, LOTSE_GRANT_PLAIN, PAPER_TEXT (self, NC_ ("paper", "Granted")), money->award.amount);
  LotseGrantRow *paid = lotse_grant_table_add_amount (table, LOTSE_GRANT_PLAIN, PAPER_TEXT (self, NC_ ("paper", "Paid out so far")), 0);
  LotseGrantRow *spent;

  if (paid_total != NULL)
    lotse_grant_row_add_up (paid, 1, 1, lotse_grant_row_cell (paid_total, AMOUNT), lotse_grant_row_cell (paid_total, AMOUNT));
  add_difference (table, PAPER_TEXT (self, NC_ ("paper", "Not yet paid out")), granted, paid);
  spent = lotse_grant_table_add_amount (table, LOTSE_GRANT_PLAIN, PAPER_TEXT (self, NC_ ("paper", "Eligible expenses so far, from all money")), money->eligible);
  lotse_grant_table_add_amount (table, LOTSE_GRANT_PLAIN, PAPER_TEXT (self, NC_ ("paper", "Of the financing plan not yet spent")), money->expense_total.left);
  if (paid_total != NULL)
    add_difference (table, PAPER_TEXT (self, NC_ ("paper", "Eligible expenses less what was paid out")), spent, paid);
}

/* --- What is asked for ------------------------------------------------------------------------------------------ */

static void
add_asked (LotseGrantWork *self)
{
  LotseGrantTable *table = NULL;
  LotseGrantRow *total;

  for (guint i = 0; i < self->money->disbursements->len; i++)
    {
      const LotseRecord *request = self->money->disbursements->pdata[i];
      g_autofree char *date = lotse_grant_format_date (lotse_record_get (request, "requested_on"), self->language);
      g_autofree char *label = *date != '\0' ? lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "Requested on %s")), date, NULL)
                                             : g_strdup (PAPER_TEXT (self, NC_ ("paper", "Payment")));

      if (lotse_record_get (request, "paid_on") != NULL)
        continue;
      table = table != NULL ? table : lotse_grant_work_add_amounts (self, PAPER_TEXT (self, NC_ ("paper", "Asked for now")));
      lotse_grant_table_add_amount (table, LOTSE_GRANT_PLAIN, label, lotse_money_amount (request));
    }
  if (table == NULL)
    {
      lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_HEADING, PAPER_TEXT (self, NC_ ("paper", "Asked for now")));
      lotse_grant_table_add_fact (lotse_grant_document_add_facts (self->document), PAPER_TEXT (self, NC_ ("paper", "Amount asked for")), TO_FILL_IN);
      return;
    }
  total = lotse_grant_table_add_row (table, LOTSE_GRANT_TOTAL);
  lotse_grant_row_set_text (total, 0, PAPER_TEXT (self, NC_ ("paper", "Amount asked for")));
  lotse_grant_row_add_up (total, 1, 1, lotse_grant_row_cell (table->rows->pdata[0], 1), lotse_grant_row_cell (table->rows->pdata[table->rows->len - 2], 1));
}

gboolean
lotse_grant_disbursement_request (LotseGrantWork *self, GError **error)
{
  g_autoptr (GPtrArray) deadlines
      = lotse_deadlines_read_of (self->store, lotse_record_get_id (self->application), LOTSE_DEADLINES_ALL, error);
  LotseGrantTable *facts;

  if (deadlines == NULL)
    return FALSE;
  lotse_grant_work_add_head (self);
  add_asked (self);
  facts = lotse_grant_document_add_facts (self->document);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Needed in the time")),
                              PAPER_TEXT (self, NC_ ("paper", "from ______________ to ______________")));
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Expected expenses in this time")), TO_FILL_IN);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Account (IBAN)")), "________________________________");
  add_state (self, add_payments (self, deadlines));
  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_SIGNATURE, lotse_grant_work_text (self->call, "signed_by"));
  return TRUE;
}
