/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan of an application, and what came of each of its lines; see lotse-money.h.
 *
 * Load: some dozens of lines, thousands of receipts, each looked at once.
 */
#include "config.h"

#include "lotse-money-private.h"

#include "lotse-language.h"

#include <glib/gi18n-lib.h>

static const LotseField *
source_field (void)
{
  return lotse_kind_field (lotse_kind_find ("budget_item"), "source");
}

const char *
lotse_money_source_label (LotseMoneySource source, const char *language)
{
  const LotseField *field = source_field ();

  return lotse_language_translate (language, "choice", field->choices[source].label);
}

static LotseMoneySource
source_of (const LotseRecord *item)
{
  const char *name = lotse_record_get (item, "source");
  const LotseField *field = source_field ();

  for (guint i = 0; name != NULL && i < LOTSE_MONEY_N_SOURCES; i++)
    if (g_str_equal (field->choices[i].name, name))
      return (LotseMoneySource) i;
  return LOTSE_MONEY_OTHER;
}

/* --- Lines ---------------------------------------------------------------------------------------------------- */

static LotseMoneyLine *
add_line (LotseMoney *self, gboolean income, LotseMoneySource source, const char *name)
{
  LotseMoneyLine *line = g_new0 (LotseMoneyLine, 1);

  line->name = g_strdup (name);
  line->income = income;
  line->source = source;
  g_ptr_array_add (income ? self->income : self->expenses, line);
  return line;
}

static GHashTable *
add_items (LotseMoney *self, GPtrArray *items)
{
  GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < items->len; i++)
    {
      LotseRecord *item = items->pdata[i];
      LotseMoneyLine *line = add_line (self, lotse_money_is_income (item), source_of (item), lotse_record_get (item, "category"));

      line->item = g_object_ref (item);
      lotse_money_add (&line->planned, lotse_record_get_int (item, "planned", 0));
      g_hash_table_insert (by_id, (char *) lotse_record_get_id (item), line);
    }
  return by_id;
}

static LotseMoneyLine *
find_source (LotseMoney *self, gboolean income, LotseMoneySource source)
{
  GPtrArray *lines = income ? self->income : self->expenses;

  for (guint i = 0; i < lines->len; i++)
    {
      LotseMoneyLine *line = lines->pdata[i];

      if (line->source == source && (income || source == LOTSE_MONEY_VOLUNTEERS))
        return line;
    }
  return NULL;
}

/* The line of the plan for that source, or one that is made when there is something to say of it. */
static LotseMoneyLine *
need_source (LotseMoney *self, LotseMoneySource source, gint64 planned, gint64 received)
{
  LotseMoneyLine *line = find_source (self, TRUE, source);

  if (line != NULL || (planned == 0 && received == 0))
    return line;
  line = add_line (self, TRUE, source, lotse_money_source_label (source, NULL));
  line->planned = planned;
  return line;
}

static void
add_receipts (LotseMoney *self, GHashTable *by_id)
{
  LotseMoneyLine *loose[2] = { NULL, NULL };

  for (guint i = 0; i < self->receipts->len; i++)
    {
      const LotseRecord *receipt = self->receipts->pdata[i];
      const char *category = lotse_record_get (receipt, "category");
      const gboolean income = lotse_money_is_income (receipt);
      LotseMoneyLine *line = category != NULL ? g_hash_table_lookup (by_id, category) : NULL;

      /* A receipt for income in a category of expenses, or in that of another application, is nowhere in this plan. */
      if (line == NULL || line->income != income)
        {
          if (loose[income] == NULL)
            loose[income] = add_line (self, income, LOTSE_MONEY_OTHER, _ ("Without category"));
          line = loose[income];
        }
      line->n_receipts++;
      lotse_money_add (&line->done, lotse_money_amount (receipt));
      lotse_money_add (&line->eligible, income ? 0 : lotse_money_eligible (receipt));
      g_hash_table_insert (self->lines, (char *) lotse_record_get_id (receipt), line);
    }
}

static void
add_to (LotseMoneyLine *line, gint64 cents)
{
  if (line != NULL)
    lotse_money_add (&line->done, cents);
}

/* What comes in without a receipt: payments of the grant, and the work of volunteers, which the plan may have as an expense, too. */
static void
add_other_income (LotseMoney *self)
{
  gint64 paid = 0;
  LotseMoneyLine *work;

  for (guint i = 0; i < self->disbursements->len; i++)
    if (lotse_record_get (self->disbursements->pdata[i], "paid_on") != NULL)
      lotse_money_add (&paid, lotse_money_amount (self->disbursements->pdata[i]));
  add_to (need_source (self, LOTSE_MONEY_GRANT, self->award.amount, paid), paid);
  need_source (self, LOTSE_MONEY_OWN, self->award.own_money, 0);
  need_source (self, LOTSE_MONEY_THIRD_PARTY, self->award.third_party_money, 0);
  add_to (need_source (self, LOTSE_MONEY_VOLUNTEERS, 0, self->volunteer_worth), self->volunteer_worth);
  work = find_source (self, FALSE, LOTSE_MONEY_VOLUNTEERS);
  add_to (work, self->volunteer_worth);
  if (work != NULL)
    lotse_money_add (&work->eligible, self->volunteer_worth);
}

/* --- What follows ----------------------------------------------------------------------------------------------- */

static void
finish_line (LotseMoneyLine *line, int overspend_percent)
{
  const gint64 used = line->income ? line->done : line->eligible;

  if (!lotse_money_check_sum (used, NULL) || !lotse_money_check_sum (line->planned, NULL))
    return; /* the whole is refused */
  line->left = MAX (line->planned - used, 0);
  line->over = MAX (used - line->planned, 0);
  line->over_percent = line->planned <= 0 ? -1 : (int) MIN ((line->over * 100 + line->planned - 1) / line->planned, G_MAXINT);
  line->too_much = !line->income && overspend_percent >= 0 && line->over > 0
                   && line->over > line->planned * overspend_percent / 100;
}

static void
add_line_to_total (LotseMoneyLine *total, const LotseMoneyLine *line)
{
  lotse_money_add (&total->planned, line->planned);
  lotse_money_add (&total->done, line->done);
  lotse_money_add (&total->eligible, line->eligible);
  total->n_receipts += line->n_receipts;
}

static void
finish_lines (LotseMoney *self, GPtrArray *lines, LotseMoneyLine *total)
{
  for (guint i = 0; i < lines->len; i++)
    {
      LotseMoneyLine *line = lines->pdata[i];

      /* What has no category is no category that could be over by too much. */
      finish_line (line, line->item != NULL ? self->overspend_percent : -1);
      add_line_to_total (total, line);
      if (line->income)
        {
          lotse_money_add (&self->sources[line->source].planned, line->planned);
          lotse_money_add (&self->sources[line->source].received, line->done);
        }
      else if (line->source != LOTSE_MONEY_VOLUNTEERS)
        lotse_money_add (&self->eligible, line->eligible);
    }
  finish_line (total, -1);
}

void
lotse_money_count_lines (LotseMoney *self, GPtrArray *items)
{
  g_autoptr (GHashTable) by_id = add_items (self, items);

  add_receipts (self, by_id);
  add_other_income (self);
  self->expense_total.name = g_strdup (_ ("All expenses"));
  self->expense_total.source = LOTSE_MONEY_OTHER;
  self->income_total.name = g_strdup (_ ("All income"));
  self->income_total.source = LOTSE_MONEY_OTHER;
  self->income_total.income = TRUE;
  finish_lines (self, self->expenses, &self->expense_total);
  finish_lines (self, self->income, &self->income_total);
}
