/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Money of an application's page: the plan and what became of it, and what to look at before handing in.
 */
#pragma once

#include "lotse-grant-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_GRANT_MONEY (lotse_grant_money_get_type ())
G_DECLARE_FINAL_TYPE (LotseGrantMoney, lotse_grant_money, LOTSE, GRANT_MONEY, GtkWidget)

void lotse_grant_money_show (LotseGrantMoney *self, LotseProfile *profile, LotseGrantView *view);

G_END_DECLS
