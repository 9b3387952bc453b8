/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The short dialog for a new event: what it is called, when and where.  Everything else has its place on the event's page.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `day` is set beforehand, or NULL.  Opens the event's page when it is saved. */
void lotse_event_dialog_show (GtkWidget *parent, LotseProfile *profile, const char *day);

G_END_DECLS
