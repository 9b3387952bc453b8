/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line of a budget: its category, and below it what was planned, was spent and is left, each with its word.
 */
#pragma once

#include "lotse-money.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Opens the budget item when it is activated, if there is one and `may_write`. */
GtkWidget *lotse_money_row_new (const LotseMoneyLine *line, gboolean total, gboolean may_write);

G_END_DECLS
