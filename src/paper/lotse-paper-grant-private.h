/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the papers of an application share: what they are made of, and their head. */
#pragma once

#include "lotse-money.h"
#include "lotse-paper-grant.h"
#include "lotse-paper-private.h"
#include "lotse-store-records.h"

#include "lotse-language.h"

G_BEGIN_DECLS

/* An application and what belongs to it, while a paper is made. */
typedef struct
{
  LotseStore *store;
  LotseRecords records;
  const char *language;
  LotseMoney *money;
  LotseRecord *application;  /* of the money */
  LotseRecord *programme;    /* likewise, or NULL */
  LotseRecord *call;         /* or NULL */
  LotseRecord *organisation; /* or NULL */
  LotseRecord *funder;       /* or NULL */
  LotseGrantDocument *document;
} LotseGrantWork;

gboolean lotse_grant_work_load (LotseGrantWork *self, LotseStore *store, const char *application, const char *language, GError **error);
void lotse_grant_work_clear (LotseGrantWork *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotseGrantWork, lotse_grant_work_clear)

/* The text of a field, or NULL where there is no record. */
const char *lotse_grant_work_text (const LotseRecord *record, const char *field);
/* The words of a choice in the language of the paper; "" when it is empty (g_free). */
char *lotse_grant_work_choice (const LotseGrantWork *self, const LotseRecord *record, const char *field);
/* "1 January 2026 to 31 December 2026"; "" when nothing is known (g_free). */
char *lotse_grant_work_period (const LotseGrantWork *self);
/* "12 h 30 min" (g_free). */
char *lotse_grant_work_hours (const LotseGrantWork *self, gint64 minutes);
/* What a line of the plan is called in the language of the paper (transfer none). */
const char *lotse_grant_work_line_name (const LotseGrantWork *self, const LotseMoneyLine *line);

/* Organisation, funder, programme, file number and grant period; further facts may follow. */
LotseGrantTable *lotse_grant_work_add_head (LotseGrantWork *self);

/* A table of labels and amounts under a heading, and one row of it. */
LotseGrantTable *lotse_grant_work_add_amounts (LotseGrantWork *self, const char *heading);
LotseGrantRow *lotse_grant_table_add_amount (LotseGrantTable *table, LotseGrantRowKind kind, const char *label, gint64 cents);

/* The receipts of a line in their order (element-type LotseRecord), and the running number that each has on all papers. */
GPtrArray *lotse_grant_work_receipts (const LotseGrantWork *self, const LotseMoneyLine *line);
GHashTable *lotse_grant_work_numbers (const LotseGrantWork *self);

gboolean lotse_grant_receipt_list (LotseGrantWork *self, GError **error);
gboolean lotse_grant_financial_statement (LotseGrantWork *self, GError **error);
gboolean lotse_grant_checklist (LotseGrantWork *self, GError **error);
gboolean lotse_grant_disbursement_request (LotseGrantWork *self, GError **error);
gboolean lotse_grant_report_frame (LotseGrantWork *self, GError **error);

G_END_DECLS
