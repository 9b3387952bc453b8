/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that check the money of an application share. */
#pragma once

#include "lotse-money-checks.h"

G_BEGIN_DECLS

/* What is looked at, and what was found so far. */
typedef struct
{
  const LotseMoney *money;
  GPtrArray *deadlines; /* or NULL */
  const char *today;
  GPtrArray *found;
} LotseMoneyChecks;

/* Takes `text`; add the records to what is returned. */
LotseMoneyFinding *lotse_money_checks_add (LotseMoneyChecks *self, const char *code, LotseMoneySeverity severity, char *text);
char *lotse_money_format_date (const char *canonical);

void lotse_money_check_receipts (LotseMoneyChecks *self);
void lotse_money_check_instalments (LotseMoneyChecks *self);

G_END_DECLS
