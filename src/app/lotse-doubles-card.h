/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two records side by side: a line for each field, with a choice where both say something else.
 */
#pragma once

#include "lotse-doubles-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *lotse_doubles_card_new (const LotseDoublesView *view);
/* Whether anything is to be chosen. */
gboolean lotse_doubles_card_has_choices (GtkWidget *card);
/* Adds the names of the fields (static) of which the person chose the value of that side, 0 or 1. */
void lotse_doubles_card_add_chosen (GtkWidget *card, guint side, GPtrArray *fields);

/* A text that wraps, with a style of the theme or NULL. */
GtkWidget *lotse_doubles_label (const char *text, const char *css);

G_END_DECLS
