/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row that says a deadline and acts on it in place; it must stand within a widget that has lotse_deadline_acts_add().
 */
#pragma once

#include "lotse-deadline-lines.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `with_title` says whose deadline it is, and opens that; on the page of an application everybody knows. */
GtkWidget *lotse_deadline_row_new (const LotseDeadlineLine *line, gboolean with_title, gboolean may_write);

G_END_DECLS
