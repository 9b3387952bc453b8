/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checks of single receipts; see lotse-money-checks.h.
 *
 * Load: a dozen questions to each of up to 10,000 receipts.
 */
#include "config.h"

#include "lotse-money-checks-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Things that cost more than 800 euros without value-added tax are no low-value assets (§ 6 (2) EStG), and funders want them in an
 * inventory (for federal grants ANBest-P Nr. 4).  At the highest rate of tax, 19 per cent, that is 952 euros.
 */
#define INVENTORY_OVER 95200

static gboolean
lacks (const LotseRecord *receipt, const char *field)
{
  return lotse_record_get (receipt, field) == NULL;
}

static gboolean
no_date (const LotseMoney *money, const LotseRecord *receipt)
{
  return lacks (receipt, "paid_on");
}

static gboolean
no_amount (const LotseMoney *money, const LotseRecord *receipt)
{
  return lacks (receipt, "amount");
}

static gboolean
no_number (const LotseMoney *money, const LotseRecord *receipt)
{
  return lacks (receipt, "number");
}

static gboolean
no_party (const LotseMoney *money, const LotseRecord *receipt)
{
  return lacks (receipt, "party");
}

static gboolean
no_reason (const LotseMoney *money, const LotseRecord *receipt)
{
  return lacks (receipt, "reason");
}

static gboolean
no_scan (const LotseMoney *money, const LotseRecord *receipt)
{
  return lacks (receipt, "scan");
}

static gboolean
no_category (const LotseMoney *money, const LotseRecord *receipt)
{
  return lacks (receipt, "category") && !lotse_money_is_income (receipt);
}

static gboolean
wrong_category (const LotseMoney *money, const LotseRecord *receipt)
{
  return !lacks (receipt, "category") && lotse_money_line_of (money, receipt)->item == NULL;
}

/* Larger than the amount, or of the other sign. */
static gboolean
too_much_eligible (const LotseMoney *money, const LotseRecord *receipt)
{
  const gint64 amount = lotse_money_amount (receipt), eligible = lotse_money_eligible (receipt);

  return amount < 0 ? eligible < amount || eligible > 0 : eligible > amount || eligible < 0;
}

static gboolean
outside_period (const LotseMoney *money, const LotseRecord *receipt)
{
  const char *paid = lotse_record_get (receipt, "paid_on");
  const char *from = money->starts_on;

  if (paid == NULL || lotse_money_is_income (receipt) || lotse_money_eligible (receipt) == 0)
    return FALSE;
  /* An early start that was approved lets the project begin before the grant period. */
  if (from != NULL && money->award.early_start_on != NULL && strcmp (money->award.early_start_on, from) < 0)
    from = money->award.early_start_on;
  return (from != NULL && strcmp (paid, from) < 0) || (money->ends_on != NULL && strcmp (paid, money->ends_on) > 0);
}

static gboolean
no_inventory (const LotseMoney *money, const LotseRecord *receipt)
{
  return !lotse_money_is_income (receipt) && lotse_money_amount (receipt) > INVENTORY_OVER && lacks (receipt, "inventory");
}

#define SAYS(check, text) \
  static char *say_##check (guint n) \
  { \
    return g_strdup_printf (text, n); \
  }

SAYS (outside_period, ngettext ("%u expense was paid outside the grant period. The grant does not pay for it: set its eligible part to 0, or mend the date.",
                                "%u expenses were paid outside the grant period. The grant does not pay for them: set their eligible parts to 0, or mend the dates.", n))
SAYS (no_date, ngettext ("%u receipt has no day of payment.", "%u receipts have no day of payment.", n))
SAYS (no_amount, ngettext ("%u receipt has no amount.", "%u receipts have no amount.", n))
SAYS (too_much_eligible, ngettext ("Of %u receipt more is eligible than was paid, or the one is a refund and the other is not.",
                                   "Of %u receipts more is eligible than was paid, or the one is a refund and the other is not.", n))
SAYS (wrong_category, ngettext ("%u receipt has a category that is not in this plan, or is income in a category for expenses, or the other way round.",
                                "%u receipts have a category that is not in this plan, or are income in a category for expenses, or the other way round.", n))
SAYS (no_category, ngettext ("%u expense has no category.", "%u expenses have no category.", n))
SAYS (no_number, ngettext ("%u receipt has no number.", "%u receipts have no number.", n))
SAYS (no_party, ngettext ("%u receipt does not say who was paid or who paid.",
                          "%u receipts do not say who was paid or who paid.", n))
SAYS (no_reason, ngettext ("%u receipt does not say what for.", "%u receipts do not say what for.", n))
SAYS (no_scan, ngettext ("%u receipt has no scan.", "%u receipts have no scan.", n))
SAYS (no_inventory, ngettext ("%u expense is higher than €800 without tax. If it is for a thing, it belongs in the inventory: say yes or no there.",
                              "%u expenses are higher than €800 without tax. Things among them belong in the inventory: say yes or no there.", n))

typedef struct
{
  const char *code;
  LotseMoneySeverity severity;
  gboolean (*applies) (const LotseMoney *money, const LotseRecord *receipt);
  char *(*say) (guint n);
} Check;

static const Check checks[] = {
  { "outside_period", LOTSE_MONEY_MISTAKE, outside_period, say_outside_period },
  { "no_date", LOTSE_MONEY_MISTAKE, no_date, say_no_date },
  { "no_amount", LOTSE_MONEY_MISTAKE, no_amount, say_no_amount },
  { "too_much_eligible", LOTSE_MONEY_MISTAKE, too_much_eligible, say_too_much_eligible },
  { "wrong_category", LOTSE_MONEY_WARNING, wrong_category, say_wrong_category },
  { "no_category", LOTSE_MONEY_WARNING, no_category, say_no_category },
  { "no_number", LOTSE_MONEY_WARNING, no_number, say_no_number },
  { "no_party", LOTSE_MONEY_WARNING, no_party, say_no_party },
  { "no_reason", LOTSE_MONEY_WARNING, no_reason, say_no_reason },
  { "no_scan", LOTSE_MONEY_WARNING, no_scan, say_no_scan },
  { "no_inventory", LOTSE_MONEY_HINT, no_inventory, say_no_inventory },
};

static void
run_check (LotseMoneyChecks *self, const Check *check)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  LotseMoneyFinding *finding;

  for (guint i = 0; i < self->money->receipts->len; i++)
    if (check->applies (self->money, self->money->receipts->pdata[i]))
      g_ptr_array_add (records, g_object_ref (self->money->receipts->pdata[i]));
  if (records->len == 0)
    return;
  finding = lotse_money_checks_add (self, check->code, check->severity, check->say (records->len));
  g_ptr_array_extend_and_steal (finding->records, g_steal_pointer (&records));
}

/* --- Doubles ---------------------------------------------------------------------------------------------------- */

/* Two laptops may have given the same number while they were offline. */
static void
check_numbers (LotseMoneyChecks *self)
{
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->money->receipts->len; i++)
    {
      LotseRecord *receipt = self->money->receipts->pdata[i];
      const char *number = lotse_record_get (receipt, "number");
      char *folded = number != NULL ? g_utf8_casefold (number, -1) : NULL;
      LotseRecord *other = folded != NULL ? g_hash_table_lookup (first, folded) : NULL;
      LotseMoneyFinding *finding = other != NULL ? g_hash_table_lookup (found, lotse_record_get_id (other)) : NULL;

      if (other != NULL && finding == NULL)
        {
          finding = lotse_money_checks_add (self, "same_number", LOTSE_MONEY_WARNING,
                                            g_strdup_printf (_("The number “%s” is there more than once. Give each receipt a number of its own."),
                                                             number));
          g_ptr_array_add (finding->records, g_object_ref (other));
          g_hash_table_insert (found, (char *) lotse_record_get_id (other), finding);
        }
      if (finding != NULL)
        g_ptr_array_add (finding->records, g_object_ref (receipt));
      if (folded != NULL && other == NULL)
        g_hash_table_insert (first, g_steal_pointer (&folded), receipt);
      g_free (folded);
    }
}

void
lotse_money_check_receipts (LotseMoneyChecks *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    run_check (self, &checks[i]);
  check_numbers (self);
}
