/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog that brings a list of people to an event, from a table or contact cards.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for a table (CSV) or contact cards (vCard) first. */
void lotse_list_dialog_choose (GtkWidget *parent, LotseProfile *profile, const char *event);

G_END_DECLS
