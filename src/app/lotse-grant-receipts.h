/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Receipts of an application's page: a line that adds one, and all that there are, with their scans.
 */
#pragma once

#include "lotse-grant-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_GRANT_RECEIPTS (lotse_grant_receipts_get_type ())
G_DECLARE_FINAL_TYPE (LotseGrantReceipts, lotse_grant_receipts, LOTSE, GRANT_RECEIPTS, GtkWidget)

void lotse_grant_receipts_show (LotseGrantReceipts *self, LotseProfile *profile, LotseGrantView *view);

G_END_DECLS
