/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sync page: how things stand with the centre, what waits, what was refused, what two people changed at once, and
 * what staff is asked about.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_SYNC_PAGE (lotse_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseSyncPage, lotse_sync_page, LOTSE, SYNC_PAGE, GtkWidget)

LotseSyncPage *lotse_sync_page_new (LotseProfile *profile);

G_END_DECLS
