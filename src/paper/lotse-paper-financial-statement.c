/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The financial statement (zahlenmäßiger Nachweis): the financing plan beside what came of it, line by line, the result, and what is
 * left or to be paid back; ANBest-P Nr. 6.  The work of volunteers is shown with its worth and taken out of the result, because it
 * is no money.
 */
#include "config.h"

#include "lotse-paper-grant-private.h"

enum { NAME, PLANNED, ACTUAL, DIFFERENCE_OF_INCOME, ELIGIBLE = DIFFERENCE_OF_INCOME, DIFFERENCE };

/* Totals, and the lines of the work of volunteers. */
typedef struct
{
  LotseGrantRow *total;
  GPtrArray *work; /* of LotseGrantRow */
} Side;

static void
add_columns (LotseGrantWork *self, LotseGrantTable *table, gboolean income)
{
  const double share = income ? 0.19 : 0.155;

  lotse_grant_table_add_column (table, income ? PAPER_TEXT (self, NC_ ("paper", "Source")) : PAPER_TEXT (self, NC_ ("paper", "Category")),
                                LOTSE_GRANT_TEXT, income ? 0.43 : 0.38);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Planned")), LOTSE_GRANT_MONEY, share);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Actual")), LOTSE_GRANT_MONEY, share);
  if (!income)
    lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Of that eligible")), LOTSE_GRANT_MONEY, share);
  lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Difference")), LOTSE_GRANT_MONEY, share);
}

static void
add_difference (LotseGrantRow *row, gboolean income)
{
  const guint used = income ? ACTUAL : ELIGIBLE, place = income ? DIFFERENCE_OF_INCOME : DIFFERENCE;

  lotse_grant_row_add_up (row, place, 1, lotse_grant_row_cell (row, used), lotse_grant_row_cell (row, used));
  lotse_grant_row_add_up (row, place, -1, lotse_grant_row_cell (row, PLANNED), lotse_grant_row_cell (row, PLANNED));
}

/* "Own money – membership fees"; the source alone where the line says no more. */
static char *
name_of (const LotseGrantWork *self, const LotseMoneyLine *line)
{
  const char *name = lotse_grant_work_line_name (self, line), *source = lotse_money_source_label (line->source, self->language);

  if (!line->income || line->item == NULL || g_strcmp0 (name, source) == 0 || lotse_record_get (line->item, "source") == NULL)
    return g_strdup (name);
  return g_strdup_printf ("%s – %s", source, name);
}

static LotseGrantRow *
add_line (LotseGrantWork *self, LotseGrantTable *table, const LotseMoneyLine *line)
{
  LotseGrantRow *row = lotse_grant_table_add_row (table, LOTSE_GRANT_PLAIN);
  g_autofree char *name = name_of (self, line);

  lotse_grant_row_set_text (row, NAME, name);
  lotse_grant_row_set_number (row, PLANNED, line->planned);
  lotse_grant_row_set_number (row, ACTUAL, line->done);
  if (!line->income)
    lotse_grant_row_set_number (row, ELIGIBLE, line->eligible);
  add_difference (row, line->income);
  return row;
}

static void
add_total (LotseGrantTable *table, Side *side, const char *label, gboolean income)
{
  const guint n = table->rows->len;
  LotseGrantRow *first = n > 0 ? table->rows->pdata[0] : NULL, *last = n > 0 ? table->rows->pdata[n - 1] : NULL;

  side->total = lotse_grant_table_add_row (table, LOTSE_GRANT_TOTAL);
  lotse_grant_row_set_text (side->total, NAME, label);
  for (guint c = PLANNED; c <= (income ? ACTUAL : ELIGIBLE); c++)
    lotse_grant_row_add_up (side->total, c, 1, first != NULL ? lotse_grant_row_cell (first, c) : NULL,
                            last != NULL ? lotse_grant_row_cell (last, c) : NULL);
  add_difference (side->total, income);
}

/* By source, each in the order of the plan. */
static void
add_income (LotseGrantWork *self, Side *side)
{
  LotseGrantTable *table;

  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_HEADING, PAPER_TEXT (self, NC_ ("paper", "Income")));
  table = lotse_grant_document_add_table (self->document);
  add_columns (self, table, TRUE);
  for (guint source = 0; source < LOTSE_MONEY_N_SOURCES; source++)
    for (guint i = 0; i < self->money->income->len; i++)
      {
        const LotseMoneyLine *line = self->money->income->pdata[i];
        LotseGrantRow *row = line->source == source ? add_line (self, table, line) : NULL;

        if (row != NULL && source == LOTSE_MONEY_VOLUNTEERS)
          g_ptr_array_add (side->work, row);
      }
  add_total (table, side, PAPER_TEXT (self, NC_ ("paper", "All income")), TRUE);
}

static void
add_expenses (LotseGrantWork *self, Side *side)
{
  LotseGrantTable *table;

  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_HEADING, PAPER_TEXT (self, NC_ ("paper", "Expenses")));
  table = lotse_grant_document_add_table (self->document);
  add_columns (self, table, FALSE);
  for (guint i = 0; i < self->money->expenses->len; i++)
    {
      const LotseMoneyLine *line = self->money->expenses->pdata[i];
      LotseGrantRow *row = add_line (self, table, line);

      if (line->source == LOTSE_MONEY_VOLUNTEERS)
        g_ptr_array_add (side->work, row);
    }
  add_total (table, side, PAPER_TEXT (self, NC_ ("paper", "All expenses")), FALSE);
  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_NOTE,
                            PAPER_TEXT (self, NC_ ("paper", "Difference: of income the actual amount less the planned one, of expenses the eligible one less the planned one.")));
}

/* --- Result ----------------------------------------------------------------------------------------------------- */

/* The total without the work of volunteers. */
static LotseGrantRow *
add_money (LotseGrantTable *table, const Side *side, const char *label)
{
  LotseGrantRow *row = lotse_grant_table_add_amount (table, LOTSE_GRANT_PLAIN, label, 0);

  lotse_grant_row_add_up (row, 1, 1, lotse_grant_row_cell (side->total, ACTUAL), lotse_grant_row_cell (side->total, ACTUAL));
  for (guint i = 0; i < side->work->len; i++)
    lotse_grant_row_add_up (row, 1, -1, lotse_grant_row_cell (side->work->pdata[i], ACTUAL), lotse_grant_row_cell (side->work->pdata[i], ACTUAL));
  return row;
}

static void
add_result (LotseGrantWork *self, const Side *income, const Side *expenses)
{
  gboolean work = income->work->len > 0 || expenses->work->len > 0;
  LotseGrantTable *table = lotse_grant_work_add_amounts (self, PAPER_TEXT (self, NC_ ("paper", "Result")));
  LotseGrantRow *received = add_money (table, income, work ? PAPER_TEXT (self, NC_ ("paper", "All income, without the work of volunteers"))
                                                           : PAPER_TEXT (self, NC_ ("paper", "All income")));
  LotseGrantRow *spent = add_money (table, expenses, work ? PAPER_TEXT (self, NC_ ("paper", "All expenses, without the work of volunteers"))
                                                          : PAPER_TEXT (self, NC_ ("paper", "All expenses")));
  LotseGrantRow *result = lotse_grant_table_add_amount (table, LOTSE_GRANT_TOTAL, PAPER_TEXT (self, NC_ ("paper", "Income less expenses")), 0);

  lotse_grant_row_add_up (result, 1, 1, lotse_grant_row_cell (received, 1), lotse_grant_row_cell (received, 1));
  lotse_grant_row_add_up (result, 1, -1, lotse_grant_row_cell (spent, 1), lotse_grant_row_cell (spent, 1));
}

static void
add_grant (LotseGrantWork *self)
{
  const LotseMoney *money = self->money;
  LotseGrantTable *table;
  LotseGrantRow *row, *most, *paid;

  if (!money->has_most)
    return;
  table = lotse_grant_work_add_amounts (self, PAPER_TEXT (self, NC_ ("paper", "The grant")));
  if (money->award.has_amount)
    lotse_grant_table_add_amount (table, LOTSE_GRANT_PLAIN, PAPER_TEXT (self, NC_ ("paper", "Granted")), money->award.amount);
  lotse_grant_table_add_amount (table, LOTSE_GRANT_PLAIN, PAPER_TEXT (self, NC_ ("paper", "Eligible expenses, without the work of volunteers")),
                                money->eligible);
  most = lotse_grant_table_add_amount (table, LOTSE_GRANT_PLAIN,
                                       PAPER_TEXT (self, NC_ ("paper", "The grant for these expenses, by its kind of financing")), money->most);
  paid = lotse_grant_table_add_amount (table, LOTSE_GRANT_PLAIN, PAPER_TEXT (self, NC_ ("paper", "Paid out")), money->paid_out);
  row = lotse_grant_table_add_amount (table, LOTSE_GRANT_TOTAL,
                                      money->to_pay_back > 0 ? PAPER_TEXT (self, NC_ ("paper", "To be paid back"))
                                                             : PAPER_TEXT (self, NC_ ("paper", "Still to be paid out")),
                                      0);
  lotse_grant_row_add_up (row, 1, money->to_pay_back > 0 ? 1 : -1, lotse_grant_row_cell (paid, 1), lotse_grant_row_cell (paid, 1));
  lotse_grant_row_add_up (row, 1, money->to_pay_back > 0 ? -1 : 1, lotse_grant_row_cell (most, 1), lotse_grant_row_cell (most, 1));
}

/* --- Volunteers, inventory -------------------------------------------------------------------------------------- */

static void
add_volunteers (LotseGrantWork *self)
{
  LotseGrantTable *facts;
  g_autofree char *hours = lotse_grant_work_hours (self, self->money->volunteer_minutes);
  g_autofree char *rate = lotse_money_format (self->money->volunteer_hour, self->language);
  g_autofree char *worth = lotse_money_format (self->money->volunteer_worth, self->language);

  if (self->money->volunteer_minutes == 0)
    return;
  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_HEADING, PAPER_TEXT (self, NC_ ("paper", "Work of volunteers")));
  facts = lotse_grant_document_add_facts (self->document);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Hours")), hours);
  if (self->money->volunteer_hour == 0)
    return;
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "An hour counts as")), rate);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Contribution")), worth);
}

static void
add_inventory_row (LotseGrantTable *table, const LotseRecord *receipt, guint number)
{
  LotseGrantRow *row = lotse_grant_table_add_row (table, LOTSE_GRANT_PLAIN);

  lotse_grant_row_set_number (row, 0, number);
  lotse_grant_row_set_text (row, 1, lotse_record_get (receipt, "reason"));
  lotse_grant_row_set_text (row, 2, lotse_record_get (receipt, "party"));
  lotse_grant_row_set_text (row, 3, lotse_record_get (receipt, "paid_on"));
  lotse_grant_row_set_number (row, 4, lotse_money_amount (receipt));
}

static void
add_inventory (LotseGrantWork *self)
{
  g_autoptr (GHashTable) numbers = lotse_grant_work_numbers (self);
  LotseGrantTable *table = NULL;

  for (guint i = 0; i < self->money->receipts->len; i++)
    {
      const LotseRecord *receipt = self->money->receipts->pdata[i];

      if (!lotse_record_get_bool (receipt, "inventory"))
        continue;
      if (table == NULL)
        {
          lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_SHEET, PAPER_TEXT (self, NC_ ("paper", "Inventory")));
          table = lotse_grant_document_add_table (self->document);
          lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "No.")), LOTSE_GRANT_NUMBER, 0.07);
          lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "What it is")), LOTSE_GRANT_TEXT, 0.38);
          lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Bought from")), LOTSE_GRANT_TEXT, 0.25);
          lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Paid on")), LOTSE_GRANT_DATE, 0.14);
          lotse_grant_table_add_column (table, PAPER_TEXT (self, NC_ ("paper", "Amount")), LOTSE_GRANT_MONEY, 0.16);
        }
      add_inventory_row (table, receipt, GPOINTER_TO_UINT (g_hash_table_lookup (numbers, lotse_record_get_id (receipt))));
    }
  if (table == NULL)
    return;
  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_NOTE,
                            PAPER_TEXT (self, NC_ ("paper", "The numbers are those of the receipt list.")));
}

static void
add_financing (LotseGrantWork *self, LotseGrantTable *facts)
{
  const LotseMoneyAward *award = &self->money->award;
  const LotseField *field = lotse_kind_field (lotse_kind_find ("award"), "financing");
  g_autofree char *kind = NULL, *text = NULL;
  g_autofree char *percent = g_strdup_printf ("%d", award->share_percent);

  for (guint i = 0; award->financing != NULL && field->choices[i].name != NULL; i++)
    if (g_str_equal (field->choices[i].name, award->financing))
      kind = g_strdup (lotse_language_translate (self->language, "choice", field->choices[i].label));
  if (kind != NULL && award->share_percent > 0)
    text = lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "%s, %s per cent")), kind, percent, NULL);
  lotse_grant_table_add_fact (facts, PAPER_TEXT (self, NC_ ("paper", "Kind of financing")), text != NULL ? text : kind);
}

gboolean
lotse_grant_financial_statement (LotseGrantWork *self, GError **error)
{
  g_autoptr (GPtrArray) work_in = g_ptr_array_new (), work_out = g_ptr_array_new ();
  Side income = { NULL, work_in }, expenses = { NULL, work_out };

  add_financing (self, lotse_grant_work_add_head (self));
  add_income (self, &income);
  add_expenses (self, &expenses);
  add_result (self, &income, &expenses);
  add_grant (self);
  add_volunteers (self);
  /* What ANBest-P Nr. 6 wants to be confirmed. */
  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_HEADING, PAPER_TEXT (self, NC_ ("paper", "Confirmation")));
  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_PARAGRAPH,
                            PAPER_TEXT (self, NC_ ("paper", "The expenses were necessary, the money was used economically and sparingly, and what is stated here "
                                                            "agrees with the books and receipts.")));
  lotse_grant_document_add (self->document, LOTSE_GRANT_BLOCK_SIGNATURE, lotse_grant_work_text (self->call, "signed_by"));
  add_inventory (self);
  return TRUE;
}
