/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a grant pays at most, by its kind of financing; see lotse-money.h.
 *
 * The kinds are those of VV Nr. 2 zu § 44 BHO (the states' rules say the same): a share of what is eligible (2.2.1), the deficit
 * that own and other money leave (2.2.2), a fixed amount (2.2.3), or all of it (2.3).  The award's amount is always the most, and
 * so is what was spent: when money that others gave grows or expenses shrink, the grant shrinks by its share or by all of that
 * (ANBest-P Nr. 2), and what was paid out beyond is paid back.
 */
#include "config.h"

#include "lotse-money-private.h"

/* What is to be brought in of one's own: at least what the award says. */
static gint64
own_money (const LotseMoney *self)
{
  return MAX (self->sources[LOTSE_MONEY_OWN].received, self->award.own_money);
}

/* What others gave; while nothing is recorded of it, what the award says. */
static gint64
money_of_others (const LotseMoney *self)
{
  const gint64 third = self->sources[LOTSE_MONEY_THIRD_PARTY].received;

  return (third != 0 ? third : self->award.third_party_money) + self->sources[LOTSE_MONEY_OTHER].received;
}

/*
 * By the kind of financing alone.  The work of volunteers counts as an expense that they pay for themselves: it raises what a share
 * is counted from, and never is what the grant pays for.
 */
static gint64
by_financing (const LotseMoney *self)
{
  const char *financing = self->award.financing;
  gint64 counted = self->eligible;

  if (g_strcmp0 (financing, "share") == 0 && self->award.share_percent > 0)
    {
      lotse_money_add (&counted, self->sources[LOTSE_MONEY_VOLUNTEERS].received);
      return MIN (lotse_money_part (counted, self->award.share_percent, 100), self->eligible);
    }
  if (g_strcmp0 (financing, "deficit") == 0)
    return self->eligible - own_money (self) - money_of_others (self);
  if (g_strcmp0 (financing, "full") == 0)
    return self->eligible - money_of_others (self);
  return self->eligible;
}

void
lotse_money_count_grant (LotseMoney *self)
{
  self->paid_out = self->sources[LOTSE_MONEY_GRANT].received;
  self->has_most = self->award.records->len > 0;
  if (!self->has_most)
    return;
  self->most = MAX (by_financing (self), 0);
  if (self->award.has_amount)
    self->most = MIN (self->most, self->award.amount);
  self->to_pay_back = MAX (self->paid_out - self->most, 0);
  self->to_come = MAX (self->most - self->paid_out, 0);
}
