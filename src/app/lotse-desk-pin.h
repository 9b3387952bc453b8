/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a sign-in desk asks for its PIN.  Signals "right" () and "back" ().
 */
#pragma once

#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_DESK_PIN (lotse_desk_pin_get_type ())
G_DECLARE_FINAL_TYPE (LotseDeskPin, lotse_desk_pin, LOTSE, DESK_PIN, GtkWidget)

LotseDeskPin *lotse_desk_pin_new (LotseProfile *profile);
/* `leave`: the right PIN closes the desk, and there is a way back; otherwise the desk goes on. */
void lotse_desk_pin_ask (LotseDeskPin *self, gboolean leave);
gboolean lotse_desk_pin_is_leaving (LotseDeskPin *self);

G_END_DECLS
