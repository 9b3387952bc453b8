/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One day of a month: its number, what the day is called, and what happens on it.
 *
 * Signals "opened" (id of an event), "clicked" (); the month that it stands in (lotse-month.h) has the keyboard.
 */
#pragma once

#include "lotse-calendar.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_DAY_CELL (lotse_day_cell_get_type ())
G_DECLARE_FINAL_TYPE (LotseDayCell, lotse_day_cell, LOTSE, DAY_CELL, GtkWidget)

void lotse_day_cell_set_day (LotseDayCell *self, const GDate *date, gboolean in_month);
/* What is on the day, of those of several days; the cell keeps the array. */
void lotse_day_cell_set_entries (LotseDayCell *self, GPtrArray *entries);
const char *lotse_day_cell_get_day (LotseDayCell *self);
/* The only event of the day; NULL if there is none, or if there are several. */
const char *lotse_day_cell_get_only_event (LotseDayCell *self);
guint lotse_day_cell_get_n_events (LotseDayCell *self);
/* Lists the events of the day, to choose one of them. */
void lotse_day_cell_show_events (LotseDayCell *self);

G_END_DECLS
