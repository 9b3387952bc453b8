/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of a pair: both sides, the path of goals, a line to write a meeting down, the timeline, hours by month.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_PAIR_PAGE (lotse_pair_page_get_type ())
G_DECLARE_FINAL_TYPE (LotsePairPage, lotse_pair_page, LOTSE, PAIR_PAGE, GtkWidget)

LotsePairPage *lotse_pair_page_new (LotseProfile *profile);
/* Shows the pair and follows its changes. */
void lotse_pair_page_show (LotsePairPage *self, const char *id);

G_END_DECLS
