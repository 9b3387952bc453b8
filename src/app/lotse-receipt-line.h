/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line with which a receipt is written down: Enter saves it, and the next one begins.
 */
#pragma once

#include "lotse-grant-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_RECEIPT_LINE (lotse_receipt_line_get_type ())
G_DECLARE_FINAL_TYPE (LotseReceiptLine, lotse_receipt_line, LOTSE, RECEIPT_LINE, GtkWidget)

/* Of which application; what is being typed stays while it is the same one. */
void lotse_receipt_line_show (LotseReceiptLine *self, LotseProfile *profile, LotseGrantView *view);

G_END_DECLS
