/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Notes of the view Results: what staff notes and leaves out, and what guests said.
 */
#pragma once

#include "lotse-profile.h"
#include "lotse-results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Fills the box anew. */
void lotse_results_notes_fill (GtkBox *box, LotseProfile *profile, LotseResults *results);

G_END_DECLS
