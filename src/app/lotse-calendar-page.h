/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calendar of events: a month with its header, beside the list of the same view.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_CALENDAR_PAGE (lotse_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseCalendarPage, lotse_calendar_page, LOTSE, CALENDAR_PAGE, GtkWidget)

LotseCalendarPage *lotse_calendar_page_new (LotseProfile *profile);
void lotse_calendar_page_focus (LotseCalendarPage *self);
/* The day that is chosen (g_free). */
char *lotse_calendar_page_dup_day (LotseCalendarPage *self);

/* Two buttons that switch a view between its list and its calendar by "list.mode". */
GtkWidget *lotse_calendar_switch_new (void);

G_END_DECLS
