/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The view Today: what is due, who meets, which pairs went quiet, and what came in from others.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_TODAY_PAGE (lotse_today_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseTodayPage, lotse_today_page, LOTSE, TODAY_PAGE, GtkWidget)

LotseTodayPage *lotse_today_page_new (LotseProfile *profile);

/* Whether the rows that are seen first are there, or that there are none. */
gboolean lotse_today_page_is_loaded (LotseTodayPage *self);

G_END_DECLS
