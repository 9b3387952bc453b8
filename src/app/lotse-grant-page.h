/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of an application: its sections (overview, dates, money, …) one behind the other, Ctrl+1 and following.
 *
 * Named for the grant that is applied for, as an application is also what GTK calls a program.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_GRANT_PAGE (lotse_grant_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseGrantPage, lotse_grant_page, LOTSE, GRANT_PAGE, GtkWidget)

LotseGrantPage *lotse_grant_page_new (LotseProfile *profile);
/* Shows the application and follows its changes. */
void lotse_grant_page_show (LotseGrantPage *self, const char *id);

G_END_DECLS
