/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Doubles: pairs that may be one are shown side by side, one after the other, and a person decides.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whether the account may unite records at all: staff and organisers. */
gboolean lotse_doubles_may_unite (LotseProfile *profile);

/* Looks for pairs, among people first. */
void lotse_doubles_dialog_show (GtkWidget *parent, LotseProfile *profile);
/* Shows only these two. */
void lotse_doubles_dialog_show_pair (GtkWidget *parent, LotseProfile *profile, const char *one, const char *other);

G_END_DECLS
