/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sync row; see the header.  Shows what the profile says and nothing of its own.
 */
#include "config.h"

#include "lotse-sync-row.h"

struct _LotseSyncRow
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkImage *icon;
  GtkLabel *label;
  GtkProgressBar *progress;
  LotseProfile *profile;
};

G_DEFINE_FINAL_TYPE (LotseSyncRow, lotse_sync_row, GTK_TYPE_WIDGET)

static void
lotse_sync_row_show (LotseSyncRow *self)
{
  g_autofree char *text = NULL;
  g_autofree char *icon_name = NULL;
  double fraction;

  g_assert (LOTSE_IS_SYNC_ROW (self));
  g_object_get (self->profile, "text", &text, "icon-name", &icon_name, "fraction", &fraction, NULL);
  gtk_label_set_text (self->label, text != NULL ? text : "");
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), fraction >= 0);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, fraction);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
}

void
lotse_sync_row_set_profile (LotseSyncRow *self, LotseProfile *profile)
{
  g_return_if_fail (LOTSE_IS_SYNC_ROW (self));
  g_return_if_fail (self->profile == NULL);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::text", G_CALLBACK (lotse_sync_row_show), self, G_CONNECT_SWAPPED);
  lotse_sync_row_show (self);
}

static void
lotse_sync_row_dispose (GObject *object)
{
  LotseSyncRow *self = LOTSE_SYNC_ROW (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_sync_row_parent_class)->dispose (object);
}

static void
lotse_sync_row_class_init (LotseSyncRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_sync_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-sync-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseSyncRow, button);
  gtk_widget_class_bind_template_child (widget_class, LotseSyncRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LotseSyncRow, label);
  gtk_widget_class_bind_template_child (widget_class, LotseSyncRow, progress);
}

static void
lotse_sync_row_init (LotseSyncRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
