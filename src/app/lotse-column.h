/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame of a view that is one scrolled column: header bar with title and a way back, groups below, or a message when
 * there is nothing.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_COLUMN (lotse_column_get_type ())
G_DECLARE_FINAL_TYPE (LotseColumn, lotse_column, LOTSE, COLUMN, GtkWidget)

/* Property "title". */
void lotse_column_set_title (LotseColumn *self, const char *title, const char *subtitle);
/* The box that the groups go into. */
GtkBox *lotse_column_get_box (LotseColumn *self);
AdwHeaderBar *lotse_column_get_header (LotseColumn *self);
/* Shows a message instead of the groups; NULL shows the groups. */
void lotse_column_set_empty (LotseColumn *self, const char *icon_name, const char *title, const char *description);

G_END_DECLS
