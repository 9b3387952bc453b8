/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ctrl+K: finds any record from the first letter, whatever its kind and however it is spelt.
 */
#pragma once

#include "lotse-window.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_SEARCH_DIALOG (lotse_search_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LotseSearchDialog, lotse_search_dialog, LOTSE, SEARCH_DIALOG, AdwWindow)

void lotse_search_dialog_show (LotseWindow *window);

G_END_DECLS
