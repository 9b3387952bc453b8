/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Dates of an application's page: awards with what amends them, and disbursements.
 */
#pragma once

#include "lotse-grant-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_GRANT_DATES (lotse_grant_dates_get_type ())
G_DECLARE_FINAL_TYPE (LotseGrantDates, lotse_grant_dates, LOTSE, GRANT_DATES, GtkWidget)

void lotse_grant_dates_show (LotseGrantDates *self, LotseProfile *profile, LotseGrantView *view);

G_END_DECLS
