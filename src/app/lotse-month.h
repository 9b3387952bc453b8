/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A month as a grid of days, with what happens on them.
 *
 * One day is chosen and has the keyboard: arrows go from day to day, Page Up and Page Down from month to month, Home to
 * today; Enter opens the event of the day, lists several, and on an empty day asks for a new one.
 *
 * Signals: "shown" () after other days show than before; "opened" (id of an event); "new" (canonical date).
 */
#pragma once

#include "lotse-calendar.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_MONTH (lotse_month_get_type ())
G_DECLARE_FINAL_TYPE (LotseMonth, lotse_month, LOTSE, MONTH, GtkWidget)

LotseMonth *lotse_month_new (void);

/* Chooses a day and shows its month. */
void lotse_month_set_day (LotseMonth *self, const char *iso);
/* The day that is chosen (g_free), and the first and last of those that show. */
char *lotse_month_dup_day (LotseMonth *self);
char *lotse_month_dup_first (LotseMonth *self);
char *lotse_month_dup_last (LotseMonth *self);
/* "November 2026" (g_free). */
char *lotse_month_dup_title (LotseMonth *self);
/* What happens on the days that show, of LotseCalendarEntry; the widget keeps the array. */
void lotse_month_set_entries (LotseMonth *self, GPtrArray *entries);
void lotse_month_set_week_numbers (LotseMonth *self, gboolean show);
/* The keyboard goes to the day that is chosen. */
void lotse_month_focus (LotseMonth *self);

G_END_DECLS
