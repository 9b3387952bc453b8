/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ctrl+1 to Ctrl+9 go to the sections of a page, wherever the keyboard is in the window, while the page shows.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* `stack` has the sections, and belongs to the page. */
void lotse_sections_add_keys (GtkWidget *page, AdwViewStack *stack);

G_END_DECLS
