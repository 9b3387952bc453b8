/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of the plan, of income and of the grant as a whole, and all checks together; see the header. */
#include "config.h"

#include "lotse-money-checks-private.h"

#include "lotse-value.h"

#include <glib/gi18n-lib.h>

LotseMoneyFinding *
lotse_money_checks_add (LotseMoneyChecks *self, const char *code, LotseMoneySeverity severity, char *text)
{
  LotseMoneyFinding *finding = g_new0 (LotseMoneyFinding, 1);

  finding->code = code;
  finding->severity = severity;
  finding->text = text;
  finding->records = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->found, finding);
  return finding;
}

void
lotse_money_finding_free (LotseMoneyFinding *self)
{
  g_free (self->text);
  g_ptr_array_unref (self->records);
  g_free (self);
}

char *
lotse_money_format_date (const char *canonical)
{
  return lotse_value_format (lotse_kind_field (lotse_kind_find ("receipt"), "paid_on"), canonical, NULL);
}

const char *
lotse_money_severity_label (LotseMoneySeverity severity)
{
  static const char *const labels[] = {
    [LOTSE_MONEY_MISTAKE] = NC_ ("check", "Mistake"),
    [LOTSE_MONEY_WARNING] = NC_ ("check", "Warning"),
    [LOTSE_MONEY_HINT] = NC_ ("check", "Hint"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "check", labels[severity]);
}

const char *
lotse_money_severity_name (LotseMoneySeverity severity)
{
  static const char *const names[] = { [LOTSE_MONEY_MISTAKE] = "mistake", [LOTSE_MONEY_WARNING] = "warning", [LOTSE_MONEY_HINT] = "hint" };

  return names[severity];
}

/* --- The plan --------------------------------------------------------------------------------------------------- */

static void
check_line (LotseMoneyChecks *self, const LotseMoneyLine *line)
{
  g_autofree char *over = lotse_money_format (line->over, NULL);
  LotseMoneyFinding *finding;

  if (line->item == NULL || line->over == 0)
    return;
  if (line->too_much)
    finding = lotse_money_checks_add (
        self, "too_much_over", LOTSE_MONEY_WARNING,
        g_strdup_printf (_("“%s” is %s over its plan, more than the %d per cent that the programme allows. Ask the funder before handing in."),
                         line->name, over, self->money->overspend_percent));
  else
    finding = lotse_money_checks_add (
        self, "over", LOTSE_MONEY_HINT,
        self->money->overspend_percent >= 0
            ? g_strdup_printf (_("“%s” is %s over its plan. The programme allows that if as much is saved elsewhere."), line->name, over)
            : g_strdup_printf (_("“%s” is %s over its plan. Look up in the award whether that is allowed."), line->name, over));
  g_ptr_array_add (finding->records, g_object_ref (line->item));
}

static void
check_plan (LotseMoneyChecks *self)
{
  const LotseMoneyLine *total = &self->money->expense_total;

  for (guint i = 0; i < self->money->expenses->len; i++)
    check_line (self, self->money->expenses->pdata[i]);
  if (total->over > 0 && total->planned > 0)
    {
      g_autofree char *over = lotse_money_format (total->over, NULL);

      lotse_money_checks_add (self, "plan_over", LOTSE_MONEY_HINT,
                              g_strdup_printf (_("All expenses together are %s over the plan. The grant does not grow with them."), over));
    }
}

/* --- Income ----------------------------------------------------------------------------------------------------- */

static void
check_income (LotseMoneyChecks *self)
{
  for (guint i = 0; i < self->money->income->len; i++)
    {
      const LotseMoneyLine *line = self->money->income->pdata[i];
      g_autofree char *left = lotse_money_format (line->left, NULL);
      LotseMoneyFinding *finding;

      /* What is to come of the grant follows from what was spent, not from the plan. */
      if (line->left == 0 || line->source == LOTSE_MONEY_GRANT)
        continue;
      finding = lotse_money_checks_add (self, "income_missing", LOTSE_MONEY_WARNING,
                                        g_strdup_printf (_("Of “%s”, %s that was planned has not come in."), line->name, left));
      if (line->item != NULL)
        g_ptr_array_add (finding->records, g_object_ref (line->item));
    }
}

/* The same money as a payment of the grant and as a receipt would count twice. */
static void
check_paid_twice (LotseMoneyChecks *self)
{
  const LotseMoney *money = self->money;

  for (guint i = 0; i < money->disbursements->len; i++)
    for (guint j = 0; j < money->receipts->len; j++)
      {
        LotseRecord *payment = money->disbursements->pdata[i], *receipt = money->receipts->pdata[j];
        const LotseMoneyLine *line = lotse_money_line_of (money, receipt);
        LotseMoneyFinding *finding;

        if (!line->income || line->source != LOTSE_MONEY_GRANT || lotse_money_amount (payment) != lotse_money_amount (receipt)
            || lotse_record_get (payment, "paid_on") == NULL
            || g_strcmp0 (lotse_record_get (payment, "paid_on"), lotse_record_get (receipt, "paid_on")) != 0)
          continue;
        finding = lotse_money_checks_add (self, "paid_twice", LOTSE_MONEY_WARNING,
                                          g_strdup (_("A payment of the grant is also there as a receipt and counts twice. Delete one of the two.")));
        g_ptr_array_add (finding->records, g_object_ref (payment));
        g_ptr_array_add (finding->records, g_object_ref (receipt));
      }
}

/* --- The grant -------------------------------------------------------------------------------------------------- */

static void
check_grant (LotseMoneyChecks *self)
{
  const LotseMoney *money = self->money;
  const gint64 unused = money->has_most && money->award.has_amount ? money->award.amount - money->most : 0;
  g_autofree char *back = lotse_money_format (money->to_pay_back, NULL);
  g_autofree char *left = lotse_money_format (unused, NULL);
  g_autofree char *come = lotse_money_format (money->to_come, NULL);

  if (money->to_pay_back > 0)
    lotse_money_checks_add (
        self, "pay_back", LOTSE_MONEY_WARNING,
        g_strdup_printf (_("%s more of the grant was paid out than it pays for as things stand. What stays unspent is to be paid back."), back));
  if (unused > 0)
    lotse_money_checks_add (self, "grant_left", LOTSE_MONEY_HINT,
                            g_strdup_printf (_("%s of the grant is not used as things stand."), left));
  if (money->to_come > 0)
    lotse_money_checks_add (self, "grant_to_come", LOTSE_MONEY_HINT,
                            g_strdup_printf (_("%s of the grant has not been paid out yet. Request it."), come));
}

/* --- All -------------------------------------------------------------------------------------------------------- */

static int
compare_severity (gconstpointer a, gconstpointer b)
{
  const LotseMoneyFinding *one = *(LotseMoneyFinding *const *) a, *other = *(LotseMoneyFinding *const *) b;

  return (int) one->severity - (int) other->severity;
}

/**
 * lotse_money_check:
 * @money: the money of an application
 * @deadlines: (nullable) (element-type LotseDeadline): its deadlines
 * @today: a canonical date
 *
 * Returns: (transfer full) (element-type LotseMoneyFinding): what is to be looked at; empty when nothing is
 */
GPtrArray *
lotse_money_check (const LotseMoney *money, GPtrArray *deadlines, const char *today)
{
  LotseMoneyChecks self = { money, deadlines, today, NULL };

  self.found = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_money_finding_free);
  lotse_money_check_receipts (&self);
  check_plan (&self);
  check_income (&self);
  check_paid_twice (&self);
  lotse_money_check_instalments (&self);
  check_grant (&self);
  g_ptr_array_sort (self.found, compare_severity);
  return self.found;
}
