/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sign-in desk itself: counts above, the search with its results and the confirmation, the last five below.
 *
 * Signals: "walk-in" (what was typed), "leave" (), "signed-in" (LotseSignIn as a pointer) after a sign-in that was not there
 * before.
 */
#pragma once

#include "lotse-desk-lock.h"
#include "lotse-desk.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_DESK_VIEW (lotse_desk_view_get_type ())
G_DECLARE_FINAL_TYPE (LotseDeskView, lotse_desk_view, LOTSE, DESK_VIEW, GtkWidget)

LotseDeskView *lotse_desk_view_new (LotseProfile *profile, const LotseDeskOptions *options);
/* Nothing of what was typed or found shows any more, and the search has the keyboard. */
void lotse_desk_view_clear (LotseDeskView *self);
/* The search gets the keyboard; what is typed in it stays. */
void lotse_desk_view_focus (LotseDeskView *self);
/* A key before any widget gets it; whether it was taken. */
gboolean lotse_desk_view_key (LotseDeskView *self, GtkEventControllerKey *controller, guint key, GdkModifierType state);

/* A letter that was typed elsewhere goes into the search. */
gboolean lotse_desk_view_type (LotseDeskView *self, GtkEventControllerKey *controller);

/* Signs in who was chosen elsewhere, or whose badge was read. */
void lotse_desk_view_sign_in (LotseDeskView *self, const char *person, const char *organisation);
void lotse_desk_view_take_code (LotseDeskView *self, const char *code);
/* Shows what was done elsewhere. */
void lotse_desk_view_confirm_in (LotseDeskView *self, LotseSignIn *sign_in);

LotseDesk *lotse_desk_view_get_desk (LotseDeskView *self);
const char *lotse_desk_view_get_language (LotseDeskView *self);

G_END_DECLS
