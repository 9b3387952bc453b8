/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the PIN of a sign-in desk or kiosk is chosen: it is typed twice.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *pin;
  GtkWidget *again;
} LotsePinRows;

/* Return in the second row calls `done` with `data` first. */
void lotse_pin_rows_add (LotsePinRows *self, AdwPreferencesGroup *group, GCallback done, gpointer data);
/* The PIN (borrowed), or NULL where they are not the same, which the message says. */
const char *lotse_pin_rows_get (const LotsePinRows *self, GtkLabel *message);

G_END_DECLS
