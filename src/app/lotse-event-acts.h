/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What organisers do with the people of an event: register, invite, cancel, move up, tick from paper.
 *
 * Each saves in the background and says in a toast with Undo what became of it.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives a person a state ("registered", "invited", "waiting", "cancelled"); the organisation is that of the only membership. */
void lotse_act_register (GtkWidget *widget, LotseProfile *profile, const char *event, const char *person, const char *state);
/* The same for somebody on the list: an invitation then takes the place away, which adding somebody as invited never does. */
void lotse_act_set_state (GtkWidget *widget, LotseProfile *profile, const char *event, const char *person, const char *state);
/* The same for somebody who is not known yet. */
void lotse_act_register_new (GtkWidget *widget, LotseProfile *profile, const char *event, const char *name, const char *state);
/* Gives a place whatever speaks against it. */
void lotse_act_give_place (GtkWidget *widget, LotseProfile *profile, const char *event, const char *person);
/* Moves up as many as there are places, by the rule. */
void lotse_act_move_up (GtkWidget *widget, LotseProfile *profile, const char *event);

/* Saves an event together with the tasks of its checklist, and says what became of these. */
void lotse_act_save_event (GtkWidget *widget, LotseProfile *profile, LotseRecord *event);

G_END_DECLS
