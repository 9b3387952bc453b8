/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The receipt list: expenses and income apart, each by the categories of the financing plan and in the order of payment, as
 * ANBest-P Nr. 6 asks for.  Payments of the grant are income without a receipt of their own and stand among it.
 */
#include "config.h"

#include "lotse-paper-grant-private.h"

enum { NUMBER, PAID_ON, PARTY, REASON, RECEIPT, AMOUNT, LAST_OF_INCOME, CATEGORY_OF_INCOME = LAST_OF_INCOME, ELIGIBLE = LAST_OF_INCOME, CATEGORY };

typedef struct
{
  LotseGrantWork *work;
  LotseGrantTable *table;
  GHashTable *numbers;
  gboolean income;
  GPtrArray *sums; /* of LotseGrantRow: one for each line of the plan that has receipts */
  GPtrArray *lines; /* of LotseMoneyLine, likewise */
} List;

static void
add_columns (List *self)
{
  LotseGrantWork *work = self->work;

  lotse_grant_table_add_column (self->table, PAPER_TEXT (work, NC_ ("paper", "No.")), LOTSE_GRANT_NUMBER, 0.06);
  lotse_grant_table_add_column (self->table, PAPER_TEXT (work, NC_ ("paper", "Paid on")), LOTSE_GRANT_DATE, 0.13);
  lotse_grant_table_add_column (self->table, self->income ? PAPER_TEXT (work, NC_ ("paper", "Payer")) : PAPER_TEXT (work, NC_ ("paper", "Payee")),
                                LOTSE_GRANT_TEXT, self->income ? 0.27 : 0.22);
  lotse_grant_table_add_column (self->table, PAPER_TEXT (work, NC_ ("paper", "Reason")), LOTSE_GRANT_TEXT, self->income ? 0.27 : 0.19);
  lotse_grant_table_add_column (self->table, PAPER_TEXT (work, NC_ ("paper", "Receipt no.")), LOTSE_GRANT_TEXT, 0.12);
  lotse_grant_table_add_column (self->table, PAPER_TEXT (work, NC_ ("paper", "Amount")), LOTSE_GRANT_MONEY, self->income ? 0.15 : 0.14);
  if (!self->income)
    lotse_grant_table_add_column (self->table, PAPER_TEXT (work, NC_ ("paper", "Eligible")), LOTSE_GRANT_MONEY, 0.14);
  lotse_grant_table_add_column (self->table, PAPER_TEXT (work, NC_ ("paper", "Category")), LOTSE_GRANT_TEXT, 0);
}

static LotseGrantRow *
add_receipt (List *self, const LotseMoneyLine *line, const LotseRecord *receipt)
{
  LotseGrantRow *row = lotse_grant_table_add_row (self->table, LOTSE_GRANT_PLAIN);

  lotse_grant_row_set_number (row, NUMBER, GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, lotse_record_get_id (receipt))));
  lotse_grant_row_set_text (row, PAID_ON, lotse_record_get (receipt, "paid_on"));
  lotse_grant_row_set_text (row, PARTY, lotse_record_get (receipt, "party"));
  lotse_grant_row_set_text (row, REASON, lotse_record_get (receipt, "reason"));
  lotse_grant_row_set_text (row, RECEIPT, lotse_record_get (receipt, "number"));
  lotse_grant_row_set_number (row, AMOUNT, lotse_money_amount (receipt));
  if (!self->income)
    lotse_grant_row_set_number (row, ELIGIBLE, lotse_money_eligible (receipt));
  lotse_grant_row_set_text (row, self->income ? CATEGORY_OF_INCOME : CATEGORY, lotse_grant_work_line_name (self->work, line));
  return row;
}

static LotseGrantRow *
add_payment (List *self, const LotseMoneyLine *line, const LotseRecord *disbursement)
{
  LotseGrantRow *row = lotse_grant_table_add_row (self->table, LOTSE_GRANT_PLAIN);

  lotse_grant_row_set_text (row, PAID_ON, lotse_record_get (disbursement, "paid_on"));
  lotse_grant_row_set_text (row, PARTY, lotse_grant_work_text (self->work->funder, "name"));
  lotse_grant_row_set_text (row, REASON, PAPER_TEXT (self->work, NC_ ("paper", "Payment of the grant")));
  lotse_grant_row_set_number (row, AMOUNT, lotse_money_amount (disbursement));
  lotse_grant_row_set_text (row, CATEGORY_OF_INCOME, lotse_grant_work_line_name (self->work, line));
  return row;
}

/* The line that counts payments of the grant is the first of that source. */
static const LotseMoneyLine *
line_of_the_grant (const LotseMoney *money)
{
  for (guint i = 0; i < money->income->len; i++)
    if (((LotseMoneyLine *) money->income->pdata[i])->source == LOTSE_MONEY_GRANT)
      return money->income->pdata[i];
  return NULL;
}

static void
add_payments (List *self, const LotseMoneyLine *line, LotseGrantRow **first, LotseGrantRow **last)
{
  const LotseMoney *money = self->work->money;

  if (!self->income || line != line_of_the_grant (money))
    return;
  for (guint i = 0; i < money->disbursements->len; i++)
    if (lotse_record_get (money->disbursements->pdata[i], "paid_on") != NULL)
      {
        *last = add_payment (self, line, money->disbursements->pdata[i]);
        *first = *first != NULL ? *first : *last;
      }
}

static void
add_sum (List *self, const LotseMoneyLine *line, LotseGrantRow *first, LotseGrantRow *last)
{
  LotseGrantRow *sum = lotse_grant_table_add_row (self->table, LOTSE_GRANT_SUM);
  g_autofree char *label = lotse_paper_fill (PAPER_TEXT (self->work, NC_ ("paper", "Sum: %s")), lotse_grant_work_line_name (self->work, line), NULL);

  lotse_grant_row_set_text (sum, NUMBER, label);
  lotse_grant_row_add_up (sum, AMOUNT, 1, lotse_grant_row_cell (first, AMOUNT), lotse_grant_row_cell (last, AMOUNT));
  if (!self->income)
    lotse_grant_row_add_up (sum, ELIGIBLE, 1, lotse_grant_row_cell (first, ELIGIBLE), lotse_grant_row_cell (last, ELIGIBLE));
  g_ptr_array_add (self->sums, sum);
  g_ptr_array_add (self->lines, (gpointer) line);
}

static void
add_line (List *self, const LotseMoneyLine *line)
{
  g_autoptr (GPtrArray) receipts = lotse_grant_work_receipts (self->work, line);
  LotseGrantRow *first = NULL, *last = NULL, *heading = NULL;

  if (receipts->len == 0 && (!self->income || line != line_of_the_grant (self->work->money)))
    return;
  heading = lotse_grant_table_add_row (self->table, LOTSE_GRANT_GROUP);
  lotse_grant_row_set_text (heading, NUMBER, lotse_grant_work_line_name (self->work, line));
  add_payments (self, line, &first, &last);
  for (guint i = 0; i < receipts->len; i++)
    {
      last = add_receipt (self, line, receipts->pdata[i]);
      first = first != NULL ? first : last;
    }
  if (first != NULL)
    add_sum (self, line, first, last);
  else
    g_ptr_array_set_size (self->table->rows, (int) self->table->rows->len - 1); /* nothing was paid out yet */
}

static LotseGrantRow *
add_total (List *self, const char *label)
{
  LotseGrantRow *total = lotse_grant_table_add_row (self->table, LOTSE_GRANT_TOTAL);

  lotse_grant_row_set_text (total, NUMBER, label);
  lotse_grant_row_add_up (total, AMOUNT, 1, NULL, NULL);
  for (guint i = 0; i < self->sums->len; i++)
    lotse_grant_row_add_up (total, AMOUNT, 1, lotse_grant_row_cell (self->sums->pdata[i], AMOUNT), lotse_grant_row_cell (self->sums->pdata[i], AMOUNT));
  if (self->income)
    return total;
  lotse_grant_row_add_up (total, ELIGIBLE, 1, NULL, NULL);
  for (guint i = 0; i < self->sums->len; i++)
    lotse_grant_row_add_up (total, ELIGIBLE, 1, lotse_grant_row_cell (self->sums->pdata[i], ELIGIBLE),
                            lotse_grant_row_cell (self->sums->pdata[i], ELIGIBLE));
  return total;
}

/* Receipts of one side, and their total. */
static LotseGrantRow *
add_side (List *self, const char *heading, const char *total)
{
  const GPtrArray *lines = self->income ? self->work->money->income : self->work->money->expenses;

  lotse_grant_document_add (self->work->document, LOTSE_GRANT_BLOCK_HEADING, heading);
  self->table = lotse_grant_document_add_table (self->work->document);
  self->table->carries = TRUE;
  add_columns (self);
  for (guint i = 0; i < lines->len; i++)
    add_line (self, lines->pdata[i]);
  return add_total (self, total);
}

/* --- Sums by category ------------------------------------------------------------------------------------------- */

static void
add_sums (const List *self, LotseGrantTable *table, const LotseGrantRow *total, const char *label)
{
  LotseGrantRow *row;

  for (guint i = 0; i <= self->sums->len; i++)
    {
      LotseGrantRow *of = i < self->sums->len ? self->sums->pdata[i] : (LotseGrantRow *) total;

      row = lotse_grant_table_add_row (table, i < self->sums->len ? LOTSE_GRANT_PLAIN : LOTSE_GRANT_TOTAL);
      lotse_grant_row_set_text (row, 0, i < self->sums->len ? lotse_grant_work_line_name (self->work, self->lines->pdata[i]) : label);
      lotse_grant_row_add_up (row, 1, 1, lotse_grant_row_cell (of, AMOUNT), lotse_grant_row_cell (of, AMOUNT));
      if (!self->income)
        lotse_grant_row_add_up (row, 2, 1, lotse_grant_row_cell (of, ELIGIBLE), lotse_grant_row_cell (of, ELIGIBLE));
    }
}

static List
new_list (LotseGrantWork *work, GHashTable *numbers, gboolean income)
{
  return (List){ .work = work, .numbers = numbers, .income = income, .sums = g_ptr_array_new (), .lines = g_ptr_array_new () };
}

static void
clear_list (List *self)
{
  g_ptr_array_unref (self->sums);
  g_ptr_array_unref (self->lines);
}

gboolean
lotse_grant_receipt_list (LotseGrantWork *self, GError **error)
{
  g_autoptr (GHashTable) numbers = lotse_grant_work_numbers (self);
  List expenses = new_list (self, numbers, FALSE), income = new_list (self, numbers, TRUE);
  const char *spent = PAPER_TEXT (self, NC_ ("paper", "All expenses")), *received = PAPER_TEXT (self, NC_ ("paper", "All income"));
  LotseGrantRow *spent_row, *received_row;
  LotseGrantTable *table;

  lotse_grant_work_add_head (self);
  spent_row = add_side (&expenses, PAPER_TEXT (self, NC_ ("paper", "Expenses")), spent);
  received_row = add_side (&income, PAPER_TEXT (self, NC_ ("paper", "Income")), received);
  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_SHEET, PAPER_TEXT (self, NC_ ("paper", "Sums by category")));
  table = lotse_grant_document_add_table (self->document);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Category")), LOTSE_GRANT_TEXT, 0.6);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Amount")), LOTSE_GRANT_MONEY, 0.2);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Eligible")), LOTSE_GRANT_MONEY, 0.2);
  add_sums (&expenses, table, spent_row, spent);
  add_sums (&income, table, received_row, received);
  clear_list (&expenses);
  clear_list (&income);
  return TRUE;
}
