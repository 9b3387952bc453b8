/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The base of rows that show a guest; see the header.
 */
#include "config.h"

#include "lotse-item-row.h"

typedef struct
{
  GtkWidget *box;
  LotseGuestItem *item;
} LotseItemRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LotseItemRow, lotse_item_row, GTK_TYPE_WIDGET)

static void
show (LotseItemRow *self)
{
  LotseItemRowPrivate *priv = lotse_item_row_get_instance_private (self);

  if (priv->item != NULL)
    LOTSE_ITEM_ROW_GET_CLASS (self)->show (self, priv->item);
}

static void
unfollow (LotseItemRow *self)
{
  LotseItemRowPrivate *priv = lotse_item_row_get_instance_private (self);

  if (priv->item != NULL)
    g_signal_handlers_disconnect_by_data (priv->item, self);
  g_clear_object (&priv->item);
}

void
lotse_item_row_set_item (LotseItemRow *self, LotseGuestItem *item)
{
  LotseItemRowPrivate *priv = lotse_item_row_get_instance_private (self);

  g_return_if_fail (LOTSE_IS_ITEM_ROW (self));
  unfollow (self);
  lotse_guest_row_shows (GTK_WIDGET (self), item);
  if (item == NULL)
    return;
  priv->item = g_object_ref (item);
  g_signal_connect_object (item, "notify::serial", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

GtkBox *
lotse_item_row_get_box (LotseItemRow *self)
{
  LotseItemRowPrivate *priv = lotse_item_row_get_instance_private (self);

  return GTK_BOX (priv->box);
}

GtkLabel *
lotse_item_row_add_label (GtkBox *box, gboolean small)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (small)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static void
lotse_item_row_dispose (GObject *object)
{
  LotseItemRowPrivate *priv = lotse_item_row_get_instance_private (LOTSE_ITEM_ROW (object));

  unfollow (LOTSE_ITEM_ROW (object));
  g_clear_pointer (&priv->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_item_row_parent_class)->dispose (object);
}

static void
lotse_item_row_class_init (LotseItemRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_item_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_item_row_init (LotseItemRow *self)
{
  LotseItemRowPrivate *priv = lotse_item_row_get_instance_private (self);

  priv->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (priv->box, "guest-row");
  gtk_widget_set_parent (priv->box, GTK_WIDGET (self));
}
