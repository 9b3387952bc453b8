/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way back; see the header.  It finds its panes itself: the nearest LotseSplit whose content it stands in.
 */
#include "config.h"

#include "lotse-back-button.h"

#include "lotse-compat.h"

#include <glib/gi18n.h>

struct _LotseBackButton
{
  GtkWidget parent_instance;

  GtkWidget *button;
  LotseSplit *split; /* borrowed; an ancestor */
};

G_DEFINE_FINAL_TYPE (LotseBackButton, lotse_back_button, GTK_TYPE_WIDGET)

static LotseSplit *
find_split (GtkWidget *widget)
{
  for (GtkWidget *up = gtk_widget_get_ancestor (widget, LOTSE_TYPE_SPLIT); up != NULL;
       up = gtk_widget_get_ancestor (gtk_widget_get_parent (up), LOTSE_TYPE_SPLIT))
    {
      GtkWidget *content = NULL;
      gboolean inside;

      g_object_get (up, "content", &content, NULL);
      inside = content != NULL && gtk_widget_is_ancestor (widget, content);
      g_clear_object (&content);
      if (inside)
        return LOTSE_SPLIT (up);
      if (gtk_widget_get_parent (up) == NULL)
        break;
    }
  return NULL;
}

static void
lotse_back_button_update (LotseBackButton *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->split != NULL && lotse_split_get_folded (self->split));
}

static void
lotse_back_button_on_clicked (LotseBackButton *self)
{
  if (self->split != NULL)
    lotse_split_set_show_content (self->split, FALSE);
}

static void
lotse_back_button_root (GtkWidget *widget)
{
  LotseBackButton *self = LOTSE_BACK_BUTTON (widget);

  GTK_WIDGET_CLASS (lotse_back_button_parent_class)->root (widget);
  self->split = find_split (widget);
  if (self->split != NULL)
    g_signal_connect_object (self->split, "notify::folded", G_CALLBACK (lotse_back_button_update), self, G_CONNECT_SWAPPED);
  lotse_back_button_update (self);
}

static void
lotse_back_button_unroot (GtkWidget *widget)
{
  LotseBackButton *self = LOTSE_BACK_BUTTON (widget);

  if (self->split != NULL)
    g_signal_handlers_disconnect_by_data (self->split, self);
  self->split = NULL;
  GTK_WIDGET_CLASS (lotse_back_button_parent_class)->unroot (widget);
}

static void
lotse_back_button_dispose (GObject *object)
{
  g_clear_pointer (&LOTSE_BACK_BUTTON (object)->button, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_back_button_parent_class)->dispose (object);
}

static void
lotse_back_button_class_init (LotseBackButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_back_button_dispose;
  widget_class->root = lotse_back_button_root;
  widget_class->unroot = lotse_back_button_unroot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_back_button_init (LotseBackButton *self)
{
  self->button = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (self->button, _ ("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"), -1);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (lotse_back_button_on_clicked), self);
}
