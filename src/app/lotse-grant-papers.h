/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Papers of an application's page: each as PDF or spreadsheet, printed, or all as a folder for handing in.
 */
#pragma once

#include "lotse-grant-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_GRANT_PAPERS (lotse_grant_papers_get_type ())
G_DECLARE_FINAL_TYPE (LotseGrantPapers, lotse_grant_papers, LOTSE, GRANT_PAPERS, GtkWidget)

void lotse_grant_papers_show (LotseGrantPapers *self, LotseProfile *profile, LotseGrantView *view);

G_END_DECLS
