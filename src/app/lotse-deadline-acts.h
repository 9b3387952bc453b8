/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people do with a deadline, wherever it shows: hand in, why this date, set the date, not needed, who is responsible.
 */
#pragma once

#include "lotse-deadline.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Gives the widget, and all in it, the actions "deadline.hand-in", "deadline.why" and so on, each with the id of a deadline
 * whether it is stored or not.
 */
void lotse_deadline_acts_add (GtkWidget *widget, LotseProfile *profile);
/* What can be done with this one (transfer full). */
GMenuModel *lotse_deadline_acts_menu (const LotseDeadline *deadline, gboolean may_write);

G_END_DECLS
