/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of the grid in which paper is typed: the heads of its columns, or one sheet.
 *
 * Lines of the same columns that are as wide as each other have their cells below each other.
 */
#pragma once

#include "lotse-paper-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_PILE_LINE (lotse_pile_line_get_type ())
G_DECLARE_FINAL_TYPE (LotsePileLine, lotse_pile_line, LOTSE, PILE_LINE, GtkWidget)

LotsePileLine *lotse_pile_line_new (const LotsePaperColumns *columns);
/* The keys of the questions, with their texts for the pointer. */
void lotse_pile_line_show_heads (LotsePileLine *self);
/* A sheet; `number` is its place, and `is_current` says that the keyboard is in it. */
void lotse_pile_line_show_row (LotsePileLine *self, const LotsePaperRow *row, guint number, gboolean is_current);
/* The column there, or -1; and where a column begins and ends. */
int lotse_pile_line_column_at (LotsePileLine *self, double x);
void lotse_pile_line_get_column (LotsePileLine *self, guint column, double *left, double *right);

/* What a sheet says, as "liked 1 very good, prepared no answer" (g_free). */
char *lotse_pile_line_dup_text (const LotsePaperRow *row);

G_END_DECLS
