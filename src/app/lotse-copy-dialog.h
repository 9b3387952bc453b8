/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog that duplicates an event: on which day, and what is taken over.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Opens the page of the new event when it is made. */
void lotse_copy_dialog_show (GtkWidget *parent, LotseProfile *profile, LotseRecord *event);

G_END_DECLS
