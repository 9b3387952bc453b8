/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog in which the checklist of an event format is written: what is to be done how many days before or after an event.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lotse_checklist_dialog_show (GtkWidget *parent, LotseProfile *profile, const char *format);

G_END_DECLS
