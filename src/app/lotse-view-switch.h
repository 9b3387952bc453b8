/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The switch between views that belong to one entry of the sidebar, as deadlines, applications, programmes and calls.
 */
#pragma once

#include "lotse-views.h"

G_BEGIN_DECLS

/* For the page of that view, one of those that it leads to. */
GtkWidget *lotse_view_switch_new (const LotseView *view);

G_END_DECLS
