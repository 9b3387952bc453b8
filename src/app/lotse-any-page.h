/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page that shows a record of some kind: tandems, events, feedback forms and applications have pages of their own.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *lotse_any_page_new (LotseProfile *profile, const char *kind);
void lotse_any_page_show (GtkWidget *page, const char *id);

G_END_DECLS
