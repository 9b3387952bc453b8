/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a screen for guests, a sign-in desk or a kiosk, asks for its PIN.  Signals "right" () and "back" ().
 */
#pragma once

#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_DESK_PIN (lotse_desk_pin_get_type ())
G_DECLARE_FINAL_TYPE (LotseDeskPin, lotse_desk_pin, LOTSE, DESK_PIN, GtkWidget)

/* The screen that it belongs to; texts are N_(). */
typedef struct
{
  gboolean (*check) (LotseStore *store, const char *typed, gint64 now_ms, LotsePinPassword password, GError **error);
  gboolean (*close) (LotseStore *store, GError **error);
  const char *leave, *locked; /* titles */
  const char *ask, *ask_account;
  const char *back;
} LotseDeskPinUse;

LotseDeskPin *lotse_desk_pin_new (LotseProfile *profile, const LotseDeskPinUse *use);
/* `leave`: the right PIN closes the screen, and there is a way back; otherwise the screen goes on. */
void lotse_desk_pin_ask (LotseDeskPin *self, gboolean leave);
gboolean lotse_desk_pin_is_leaving (LotseDeskPin *self);

G_END_DECLS
