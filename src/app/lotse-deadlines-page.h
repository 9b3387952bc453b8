/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The time line of deadlines: overdue, the next 7 and 30 days, later; each acts in place.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_DEADLINES_PAGE (lotse_deadlines_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseDeadlinesPage, lotse_deadlines_page, LOTSE, DEADLINES_PAGE, GtkWidget)

LotseDeadlinesPage *lotse_deadlines_page_new (LotseProfile *profile);
/* Whether the deadlines show, or that there are none. */
gboolean lotse_deadlines_page_is_loaded (LotseDeadlinesPage *self);

G_END_DECLS
