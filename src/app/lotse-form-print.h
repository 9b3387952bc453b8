/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog that prints a feedback form, or saves it as PDF.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lotse_form_print_show (GtkWidget *parent, LotseProfile *profile, const char *id);

G_END_DECLS
