/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog for a new feedback form: of one's own, or a ready one from the library.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Opens the form in the window when it is there. */
void lotse_new_form_dialog_show (GtkWidget *parent, LotseProfile *profile);

G_END_DECLS
