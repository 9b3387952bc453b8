/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of a sign-in desk that are made anew with each answer: rows of a search, the confirmation, the last five.
 */
#pragma once

#include "lotse-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Buttons and the like beside each other that wrap where there is too little room. */
GtkWidget *lotse_desk_flow_new (guint most); /* in a line */
void lotse_desk_flow_append (GtkWidget *flow, GtkWidget *child, GtkAlign align);
void lotse_desk_flow_clear (GtkWidget *flow);

GtkWidget *lotse_desk_row_new (const LotseDeskRow *row, const char *language);
/* What such a row stands for; valid as long as the row. */
const LotseDeskRow *lotse_desk_row_get (GtkListBoxRow *row);

/* Name, organisation, room and notes, large enough to be read over a table. */
GtkWidget *lotse_desk_card_new (const LotseSignIn *sign_in, gboolean out, const char *language);
GtkWidget *lotse_desk_last_new (const LotseSignIn *sign_in, const char *language); /* its button has the action "desk.undo" */
GtkWidget *lotse_desk_quota_new (const LotseQuota *quota, const char *language);

G_END_DECLS
