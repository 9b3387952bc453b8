/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The money of an application on a device: read from the store at once, and a number for each receipt that has none.
 *
 * Numbers are "2026-001", counted up within an application and year; those of receipts in the bin are not given again.  Two programs on
 * one laptop never give the same number.  Two laptops may, while they are offline: both receipts stay, and lotse_money_check() says so.
 */
#pragma once

#include "lotse-money-checks.h"
#include "lotse-store.h"

G_BEGIN_DECLS

/* lotse_money_load() in one job on the database thread. */
LotseMoney *lotse_receipts_load_money (LotseStore *store, const char *application, GError **error);
/* lotse_money_check() with the deadlines and the day of this device (of LotseMoneyFinding); NULL with an error. */
GPtrArray *lotse_receipts_check (LotseStore *store, const LotseMoney *money, GError **error);

/* The next number (g_free) for a receipt of that day of payment (canonical; NULL: today). */
char *lotse_receipts_next_number (LotseStore *store, const char *application, const char *paid_on, GError **error);

/* Saves the receipt, which gets the next number if it has none. */
gboolean lotse_receipts_add (LotseStore *store, LotseRecord *receipt, const char *group, GError **error);

/* Numbers all receipts of the application that have no number, by day of payment, as one act; how many is put in `n`. */
gboolean lotse_receipts_number_all (LotseStore *store, const char *application, guint *n, GError **error);

G_END_DECLS
