/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog in which all texts of a feedback form are written in one language, beside those of another one.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lotse_texts_dialog_show (GtkWidget *parent, LotseProfile *profile, const char *form, const char *language);

G_END_DECLS
