/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a day meets: public holidays and feasts as rows, and a part of a form that says them of the date that is typed.
 */
#pragma once

#include "lotse-feasts.h"
#include "lotse-form-field.h"

G_BEGIN_DECLS

GtkWidget *lotse_feast_row_new (const LotseFeast *feast);

/* Stands below the row of `date` and takes no room while that day meets nothing. */
GtkWidget *lotse_feast_hint_new (LotseFormField *date);

G_END_DECLS
