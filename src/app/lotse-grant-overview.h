/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Overview of an application's page: how it stands, what is due next, and who is to be asked.
 */
#pragma once

#include "lotse-grant-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_GRANT_OVERVIEW (lotse_grant_overview_get_type ())
G_DECLARE_FINAL_TYPE (LotseGrantOverview, lotse_grant_overview, LOTSE, GRANT_OVERVIEW, GtkWidget)

void lotse_grant_overview_show (LotseGrantOverview *self, LotseProfile *profile, LotseGrantView *view);

G_END_DECLS
