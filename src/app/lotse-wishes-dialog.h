/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog for what a guest of an event wishes: workshops and needs.
 */
#pragma once

#include "lotse-event-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Reads the registration, and opens the dialog then; `name` is the guest's. */
void lotse_wishes_dialog_open (GtkWidget *parent, LotseProfile *profile, LotseEventView *view, const char *registration, const char *name);

G_END_DECLS
