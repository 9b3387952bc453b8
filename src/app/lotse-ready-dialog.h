/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog for a new grant programme: one of the ready ones with its rules, or an empty one.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lotse_ready_dialog_show (GtkWidget *parent, LotseProfile *profile);

G_END_DECLS
