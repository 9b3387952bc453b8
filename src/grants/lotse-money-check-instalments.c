/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checks that each payment of the grant is spent in time; see lotse-money-checks.h.
 *
 * What is spent uses up the payments in their order.  Of a share only that share of each euro comes from the grant.
 */
#include "config.h"

#include "lotse-money-checks-private.h"
#include "lotse-money-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The deadline until when a payment must be spent, or NULL. */
static const LotseDeadline *
find_deadline (const LotseMoneyChecks *self, const LotseRecord *payment)
{
  const char *id = lotse_record_get_id (payment);

  for (guint i = 0; self->deadlines != NULL && i < self->deadlines->len; i++)
    {
      const LotseDeadline *deadline = self->deadlines->pdata[i];

      if (g_strcmp0 (deadline->type, "spend_by") == 0 && deadline->due != NULL && deadline->state != LOTSE_DEADLINE_NOT_NEEDED
          && deadline->state != LOTSE_DEADLINE_MOOT
          && (g_strcmp0 (deadline->occurrence, id) == 0 || g_strcmp0 (deadline->attached, id) == 0))
        return deadline;
    }
  return NULL;
}

/* What of the grant was used by the end of that day. */
static gint64
used_by (const LotseMoney *money, const char *day)
{
  gint64 spent = 0;

  for (guint i = 0; i < money->receipts->len; i++)
    {
      const char *paid = lotse_record_get (money->receipts->pdata[i], "paid_on");

      if (paid != NULL && strcmp (paid, day) <= 0 && !lotse_money_is_income (money->receipts->pdata[i]))
        lotse_money_add (&spent, lotse_money_eligible (money->receipts->pdata[i]));
    }
  if (g_strcmp0 (money->award.financing, "share") == 0 && money->award.share_percent > 0)
    return lotse_money_part (spent, money->award.share_percent, 100);
  return spent;
}

static void
check_payment (LotseMoneyChecks *self, LotseRecord *payment, gint64 paid_out)
{
  const LotseDeadline *deadline = find_deadline (self, payment);
  const gint64 missing = deadline != NULL ? paid_out - used_by (self->money, deadline->due) : 0;
  LotseMoneyFinding *finding;

  if (missing > 0)
    {
      const gboolean late = strcmp (deadline->due, self->today) < 0;
      g_autofree char *amount = lotse_money_format (MIN (missing, lotse_money_amount (payment)), NULL);
      g_autofree char *paid_on = lotse_money_format_date (lotse_record_get (payment, "paid_on"));
      g_autofree char *due = lotse_money_format_date (deadline->due);

      finding = lotse_money_checks_add (
          self, late ? "not_spent_in_time" : "spend_soon", late ? LOTSE_MONEY_WARNING : LOTSE_MONEY_HINT,
          late ? g_strdup_printf (_("Of the payment of %s, %s was not spent by %s. The funder may want interest or that part back: ask there."),
                                  paid_on, amount, due)
               : g_strdup_printf (_("Of the payment of %s, %s is still to be spent by %s."), paid_on, amount, due));
      g_ptr_array_add (finding->records, g_object_ref (payment));
    }
}

void
lotse_money_check_instalments (LotseMoneyChecks *self)
{
  gint64 paid_out = 0;

  for (guint i = 0; i < self->money->disbursements->len; i++)
    {
      LotseRecord *payment = self->money->disbursements->pdata[i];

      if (lotse_record_get (payment, "paid_on") == NULL)
        continue;
      lotse_money_add (&paid_out, lotse_money_amount (payment));
      check_payment (self, payment, paid_out);
    }
}
