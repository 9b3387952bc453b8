/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog of one open answer: what was written, its category, and the text to show instead.
 */
#pragma once

#include "lotse-profile.h"
#include "lotse-results.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Question and answer belong to the results. */
void lotse_answer_dialog_show (GtkWidget *parent,
                               LotseProfile *profile,
                               LotseResults *results,
                               const LotseOpenQuestion *question,
                               const LotseOpenAnswer *answer);

G_END_DECLS
