/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A button that opens a calendar for an entry; signal "chosen" (canonical date).
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_CALENDAR_BUTTON (lotse_calendar_button_get_type ())
G_DECLARE_FINAL_TYPE (LotseCalendarButton, lotse_calendar_button, LOTSE, CALENDAR_BUTTON, GtkWidget)

/* The calendar opens at the date that stands in `entry`, which must live as long as the button. */
LotseCalendarButton *lotse_calendar_button_new (GtkEditable *entry);
/* The button inside, to be named. */
GtkWidget *lotse_calendar_button_get_button (LotseCalendarButton *self);

G_END_DECLS
