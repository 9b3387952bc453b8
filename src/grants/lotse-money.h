/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The money of an application, counted from its records each time: plan, receipts, what the grant pays.
 *
 * Whole cents throughout; nothing is rounded but the worth of volunteers' hours and a share, once each.  A refund is a receipt with
 * a negative amount.  Of a receipt without an eligible part the whole amount is eligible.  What is left of a category, and by how
 * much it is over, counts by what is eligible: the rest is not the funder's and uses up nothing of the plan.
 *
 * Read at once, so that all numbers fit each other: within a job on the database thread, or on records in memory.
 */
#pragma once

#include "lotse-records.h"

G_BEGIN_DECLS

/* In the order of the choices of budget_item.source. */
typedef enum
{
  LOTSE_MONEY_GRANT,
  LOTSE_MONEY_OWN,
  LOTSE_MONEY_THIRD_PARTY,
  LOTSE_MONEY_VOLUNTEERS,
  LOTSE_MONEY_OTHER,
  LOTSE_MONEY_N_SOURCES,
} LotseMoneySource;

typedef struct
{
  LotseRecord *item;       /* the budget item; or NULL: of what has no category, of a source that is not in the plan, of all together */
  char *name;              /* its category, or words in the language of the process */
  gboolean income;
  LotseMoneySource source; /* of income, and of an expense that is work of volunteers; otherwise LOTSE_MONEY_OTHER */
  gint64 planned;
  gint64 done;             /* spent or received */
  gint64 eligible;         /* of that */
  gint64 left;             /* of the plan: still to be spent or to come; 0 when nothing is */
  gint64 over;             /* beyond the plan; 0 when it is not */
  int over_percent;        /* of what was planned, rounded up; -1 when nothing was planned */
  gboolean too_much;       /* an expense over by more than the programme allows; FALSE when it does not say */
  guint n_receipts;
} LotseMoneyLine;

/*
 * What the notices say together.  One that amends another says its amount anew and lets stand what it leaves empty; the amounts
 * of awards that do not amend each other are added.
 */
typedef struct
{
  GPtrArray *records; /* of LotseRecord: first notices by date, each followed by what amends it, in the order in which they apply */
  gboolean has_amount;
  gint64 amount;
  char *starts_on, *ends_on; /* grant period, of all together; or NULL */
  char *early_start_on;      /* or NULL */
  char *financing;           /* "fixed", "share", "deficit", "full" or NULL: of the last one */
  int share_percent;         /* 0: not said */
  gint64 own_money, third_party_money;
} LotseMoneyAward;

typedef struct
{
  LotseRecord *application;
  LotseRecord *programme; /* or NULL */
  LotseMoneyAward award;
  char *starts_on, *ends_on; /* the grant period, or where there is none the application's own; or NULL */
  GPtrArray *expenses;    /* of LotseMoneyLine: the plan in its order, last what has no category */
  GPtrArray *income;      /* likewise, then sources that are not in the plan; payments of the grant are in the line of the grant */
  LotseMoneyLine expense_total, income_total;
  struct
  {
    gint64 planned, received;
  } sources[LOTSE_MONEY_N_SOURCES];
  int overspend_percent;     /* -1: the programme does not say */
  gint64 volunteer_minutes;  /* meetings of tandems that it pays for within the grant period, and application.volunteer_hours */
  gint64 volunteer_hour;     /* what an hour counts as; 0: nothing */
  gint64 volunteer_worth;    /* of those minutes */
  gint64 eligible;           /* eligible expenses in money */
  gint64 paid_out;           /* of the grant */
  gboolean has_most;         /* there is an award */
  gint64 most;               /* what the grant pays at most, by its kind of financing */
  gint64 to_pay_back;        /* paid out beyond that */
  gint64 to_come;            /* not yet paid out of that */
  GPtrArray *receipts;       /* of LotseRecord: by day of payment, number, id; without a day last */
  GPtrArray *disbursements;  /* of LotseRecord: by day of payment, then of request */
  GHashTable *lines;         /* id of a receipt -> the LotseMoneyLine that counts it */
} LotseMoney;

/*
 * Errors: NOT_FOUND, what the records' reader says, and INVALID when amounts are too large to be added.  Meetings count only on
 * devices that hold tandems: not on those of finance.
 */
LotseMoney *lotse_money_load (const LotseRecords *records, const char *application, GError **error);
void lotse_money_free (LotseMoney *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseMoney, lotse_money_free)

/* What the awards of an application say together; release with lotse_money_award_clear(). */
gboolean lotse_money_award_load (const LotseRecords *records, const char *application, LotseMoneyAward *award, GError **error);
void lotse_money_award_clear (LotseMoneyAward *award);

/* Of a receipt or budget item: empty is an expense. */
gboolean lotse_money_is_income (const LotseRecord *record);
gint64 lotse_money_amount (const LotseRecord *receipt);
gint64 lotse_money_eligible (const LotseRecord *receipt);
/* The line that counts one of its receipts. */
const LotseMoneyLine *lotse_money_line_of (const LotseMoney *self, const LotseRecord *receipt);

/* In a language; NULL: that of the process (g_free; the label is static). */
char *lotse_money_format (gint64 cents, const char *language);
const char *lotse_money_source_label (LotseMoneySource source, const char *language);

G_END_DECLS
