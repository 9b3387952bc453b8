/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog in which a person chooses what is evaluated, and what stands side by side.
 */
#pragma once

#include "lotse-profile.h"
#include "lotse-results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Called once: with what was chosen (borrowed), or with NULL if the dialog was closed. */
typedef void (*LotseResultsChosen) (const LotseResultsWish *wish, gpointer data);

void lotse_results_choose (GtkWidget *parent, LotseProfile *profile, const LotseResultsWish *wish, LotseResultsChosen chosen, gpointer data);

G_END_DECLS
