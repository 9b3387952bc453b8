/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window in which a pile of paper is typed: its sheets as a grid of digits, its open answers as lists, and its release.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Of an event, a survey, or a pile that is open, by its id. */
void lotse_pile_window_show (GtkWidget *parent, LotseProfile *profile, const char *id);
/* The piles of this device that are open; opens the one that is chosen. */
void lotse_pile_list_show (GtkWidget *parent, LotseProfile *profile);

G_END_DECLS
