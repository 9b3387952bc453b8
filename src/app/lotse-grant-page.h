/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of an application: its sections are overview, dates, money, receipts and papers.
 *
 * Named for the grant that is applied for, as an application is also what GTK calls a program.
 */
#pragma once

#include "lotse-section-page.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_GRANT_PAGE (lotse_grant_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseGrantPage, lotse_grant_page, LOTSE, GRANT_PAGE, LotseSectionPage)

LotseSectionPage *lotse_grant_page_new (LotseProfile *profile);

G_END_DECLS
