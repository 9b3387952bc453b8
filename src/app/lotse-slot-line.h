/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line with which a day and its times are written down; Enter takes it.
 *
 * Signal "added" (start, end): canonical moments at the place, or the date alone if no time was typed; `end` may be NULL.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_SLOT_LINE (lotse_slot_line_get_type ())
G_DECLARE_FINAL_TYPE (LotseSlotLine, lotse_slot_line, LOTSE, SLOT_LINE, GtkWidget)

/* Empties the line; `day` (canonical, or NULL) is the day that is offered next. */
void lotse_slot_line_clear (LotseSlotLine *self, const char *day);

G_END_DECLS
