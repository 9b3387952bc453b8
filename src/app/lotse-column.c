/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame of a view that is one scrolled column; see the header.
 */
#include "config.h"

#include "lotse-column.h"

#include "lotse-back-button.h"

struct _LotseColumn
{
  GtkWidget parent_instance;

  GtkWidget *frame;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkBox *box;
  AdwStatusPage *empty;
};

G_DEFINE_FINAL_TYPE (LotseColumn, lotse_column, GTK_TYPE_WIDGET)

void
lotse_column_set_title (LotseColumn *self, const char *title, const char *subtitle)
{
  g_return_if_fail (LOTSE_IS_COLUMN (self));
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
}

GtkBox *
lotse_column_get_box (LotseColumn *self)
{
  g_return_val_if_fail (LOTSE_IS_COLUMN (self), NULL);
  return self->box;
}

AdwHeaderBar *
lotse_column_get_header (LotseColumn *self)
{
  g_return_val_if_fail (LOTSE_IS_COLUMN (self), NULL);
  return self->header;
}

void
lotse_column_set_empty (LotseColumn *self, const char *icon_name, const char *title, const char *description)
{
  g_return_if_fail (LOTSE_IS_COLUMN (self));
  if (title != NULL)
    {
      adw_status_page_set_icon_name (self->empty, icon_name);
      adw_status_page_set_title (self->empty, title);
      adw_status_page_set_description (self->empty, description);
    }
  gtk_stack_set_visible_child_name (self->stack, title != NULL ? "empty" : "groups");
}

static void
lotse_column_dispose (GObject *object)
{
  g_clear_pointer (&LOTSE_COLUMN (object)->frame, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_column_parent_class)->dispose (object);
}

static void
lotse_column_class_init (LotseColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_column_dispose;
  g_type_ensure (LOTSE_TYPE_BACK_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-column.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseColumn, frame);
  gtk_widget_class_bind_template_child (widget_class, LotseColumn, header);
  gtk_widget_class_bind_template_child (widget_class, LotseColumn, title);
  gtk_widget_class_bind_template_child (widget_class, LotseColumn, stack);
  gtk_widget_class_bind_template_child (widget_class, LotseColumn, box);
  gtk_widget_class_bind_template_child (widget_class, LotseColumn, empty);
}

static void
lotse_column_init (LotseColumn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
