/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bin: what was deleted, of all kinds, with a way back.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_BIN_PAGE (lotse_bin_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseBinPage, lotse_bin_page, LOTSE, BIN_PAGE, GtkWidget)

LotseBinPage *lotse_bin_page_new (LotseProfile *profile);

G_END_DECLS
