/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a guest signs with a finger or the mouse.  Signal "done" () when the signature is on disk, or was left out.
 */
#pragma once

#include "lotse-profile.h"
#include "lotse-sign-in.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_DESK_SIGNATURE (lotse_desk_signature_get_type ())
G_DECLARE_FINAL_TYPE (LotseDeskSignature, lotse_desk_signature, LOTSE, DESK_SIGNATURE, GtkWidget)

LotseDeskSignature *lotse_desk_signature_new (LotseProfile *profile);
void lotse_desk_signature_ask (LotseDeskSignature *self, LotseSignIn *sign_in, const char *language);
/* Keeps what was drawn, if anything was. */
void lotse_desk_signature_finish (LotseDeskSignature *self);
void lotse_desk_signature_skip (LotseDeskSignature *self);

G_END_DECLS
