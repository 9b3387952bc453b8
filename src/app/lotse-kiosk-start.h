/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first page of a kiosk: what it is about, and a large button for each language.
 *
 * Signals "language" (its code) and "leave" ().
 */
#pragma once

#include "lotse-record.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_KIOSK_START (lotse_kiosk_start_get_type ())
G_DECLARE_FINAL_TYPE (LotseKioskStart, lotse_kiosk_start, LOTSE, KIOSK_START, GtkWidget)

LotseKioskStart *lotse_kiosk_start_new (const char *const *languages);
/* The form was read, and guests may begin; or it was not. */
void lotse_kiosk_start_show (LotseKioskStart *self, LotseRecord *form);
void lotse_kiosk_start_fail (LotseKioskStart *self, const char *message);
void lotse_kiosk_start_focus (LotseKioskStart *self);
/* Digits choose a language. */
gboolean lotse_kiosk_start_key (LotseKioskStart *self, guint key);

G_END_DECLS
