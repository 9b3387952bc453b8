/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that count the money of an application share. */
#pragma once

#include "lotse-money.h"

G_BEGIN_DECLS

/*
 * Sums beyond this are a mistake in typing, not money: a thousandth of what fits, so that percentages of them fit, too.  Once a sum
 * went beyond, it stays marked.
 */
#define LOTSE_MONEY_BEYOND G_MAXINT64
#define LOTSE_MONEY_SUM_MOST (G_MAXINT64 / 1000)

void lotse_money_add (gint64 *sum, gint64 cents);
/* amount * by / of, rounded half up; of > 0. */
gint64 lotse_money_part (gint64 amount, gint64 by, gint64 of);
gboolean lotse_money_check_sum (gint64 sum, GError **error);

/* Fills planned, done and the rest of the lines and totals from the records loaded. */
void lotse_money_count_lines (LotseMoney *self, GPtrArray *items);
/* What the grant pays at most, and what of it is to be paid back or still to come. */
void lotse_money_count_grant (LotseMoney *self);

G_END_DECLS
