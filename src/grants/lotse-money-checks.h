/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is to be looked at in the money of an application before it is handed in.
 *
 * Nothing here stops anybody: each finding is a sentence for people, with the records that it is about.
 */
#pragma once

#include "lotse-deadline.h"
#include "lotse-money.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_MONEY_MISTAKE, /* the funder will not take it */
  LOTSE_MONEY_WARNING, /* the funder will ask, or money will be missing */
  LOTSE_MONEY_HINT,    /* may well be right */
} LotseMoneySeverity;

typedef struct
{
  const char *code;   /* never translated, static: "no_scan" */
  LotseMoneySeverity severity;
  char *text;         /* in the language of the process */
  GPtrArray *records; /* of LotseRecord: which receipts, budget items or disbursements */
} LotseMoneyFinding;

void lotse_money_finding_free (LotseMoneyFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseMoneyFinding, lotse_money_finding_free)

/*
 * What is found (of LotseMoneyFinding), the gravest first.  `deadlines` (of LotseDeadline, of the application; may be NULL) say until
 * when each instalment must be spent; `today` is a canonical date.
 */
GPtrArray *lotse_money_check (const LotseMoney *money, GPtrArray *deadlines, const char *today);

/* "Mistake", "Warning" or "Hint" in the language of the process, and the word for programs. */
const char *lotse_money_severity_label (LotseMoneySeverity severity);
const char *lotse_money_severity_name (LotseMoneySeverity severity);

G_END_DECLS
