/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A feedback form as guests see it, in each of its languages; answers show what is asked after them, and are not kept.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lotse_form_preview_show (GtkWidget *parent, LotseProfile *profile, const char *form);

G_END_DECLS
