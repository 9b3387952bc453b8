/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Papers and the printer.
 */
#pragma once

#include "lotse-paper.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets the person choose a printer for the paper, which it takes; `name` is what the job is called, and a file that it is printed to. */
void lotse_print_paper (GtkWidget *parent, LotsePaper *paper, const char *name);

G_END_DECLS
