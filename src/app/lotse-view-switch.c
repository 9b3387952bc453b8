/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The switch between views that belong together; see the header.
 */
#include "config.h"

#include "lotse-view-switch.h"

#include <glib/gi18n.h>

static GtkWidget *
make_button (const LotseView *view, gboolean here)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *label = gtk_label_new (g_dpgettext2 (NULL, "mode", view->mode));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, lotse_view_label (view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, lotse_view_label (view), -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", view->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.view");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), here);
  return button;
}

GtkWidget *
lotse_view_switch_new (const LotseView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_add_css_class (box, "views");
  for (const LotseView *other = lotse_views (); other->name != NULL; other++)
    if (g_strcmp0 (other->within, view->within) == 0)
      gtk_box_append (GTK_BOX (box), make_button (other, other == view));
  return box;
}
