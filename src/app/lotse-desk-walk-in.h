/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where somebody who is not registered gives name, organisation and e-mail, and decides about the two consents.
 *
 * Signals: "done" (LotseSignIn or NULL as a pointer) when the guest is signed in or nothing was done; "chosen" (id) when the
 * guest turned out to be somebody who is known; "code" (text) when a scanner typed a badge's code.
 */
#pragma once

#include "lotse-desk.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_DESK_WALK_IN (lotse_desk_walk_in_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseDeskWalkIn, lotse_desk_walk_in_page, LOTSE, DESK_WALK_IN, GtkWidget)

LotseDeskWalkIn *lotse_desk_walk_in_new (LotseProfile *profile);
void lotse_desk_walk_in_ask (LotseDeskWalkIn *self, LotseDesk *desk, const char *name, const char *language);
/* Escape: from the question about a double back to the form, from there back to the desk. */
void lotse_desk_walk_in_back (LotseDeskWalkIn *self);

G_END_DECLS
