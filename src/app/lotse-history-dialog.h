/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of a record: who changed what and when, newest first.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lotse_history_dialog_show (GtkWidget *parent, LotseProfile *profile, const char *id);

G_END_DECLS
