/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The base of rows that show a guest: follows its item, and shows it anew when it changes.
 */
#pragma once

#include "lotse-guest-list.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_ITEM_ROW (lotse_item_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (LotseItemRow, lotse_item_row, LOTSE, ITEM_ROW, GtkWidget)

struct _LotseItemRowClass
{
  GtkWidgetClass parent_class;

  void (*show) (LotseItemRow *self, const LotseGuestItem *item);
};

/* NULL for a row that shows nothing for now. */
void lotse_item_row_set_item (LotseItemRow *self, LotseGuestItem *item);
/* The line that holds what the row shows. */
GtkBox *lotse_item_row_get_box (LotseItemRow *self);
/* A label that is cut off at its end, for such rows; a small one is dim. */
GtkLabel *lotse_item_row_add_label (GtkBox *box, gboolean small);

G_END_DECLS
