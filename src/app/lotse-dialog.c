/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plain dialog; see the header.
 */
#include "config.h"

#include "lotse-dialog.h"

#include "lotse-compat.h"

static GtkWidget *
make_column (GtkWidget *dialog)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_widget_add_css_class (box, "column");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  g_object_set_data (G_OBJECT (dialog), "column", box);
  return scroller;
}

GtkWidget *
lotse_dialog_new (GtkWidget *parent, const char *title, int width, int height)
{
  GtkWidget *dialog = adw_window_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkRoot *root = gtk_widget_get_root (parent);

  gtk_window_set_title (GTK_WINDOW (dialog), title);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (dialog), width, height);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (root));
  if (G_IS_ACTION_GROUP (root))
    gtk_widget_insert_action_group (dialog, "win", G_ACTION_GROUP (root));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (dialog, keys);
  gtk_box_append (GTK_BOX (content), header);
  gtk_box_append (GTK_BOX (content), make_column (dialog));
  g_object_set_data (G_OBJECT (dialog), "header", header);
  adw_window_set_content (ADW_WINDOW (dialog), content);
  return dialog;
}

GtkBox *
lotse_dialog_get_box (GtkWidget *dialog)
{
  return GTK_BOX (g_object_get_data (G_OBJECT (dialog), "column"));
}

AdwHeaderBar *
lotse_dialog_get_header (GtkWidget *dialog)
{
  return ADW_HEADER_BAR (g_object_get_data (G_OBJECT (dialog), "header"));
}

GtkWidget *
lotse_dialog_add_button (GtkWidget *dialog, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "suggested-action");
  adw_header_bar_pack_end (lotse_dialog_get_header (dialog), button);
  return button;
}

GtkLabel *
lotse_dialog_add_message (GtkWidget *dialog)
{
  GtkWidget *message = lotse_compat_notice_new (GTK_ACCESSIBLE_ROLE_ALERT);

  gtk_widget_add_css_class (message, "error");
  gtk_box_append (lotse_dialog_get_box (dialog), message);
  lotse_dialog_set_message (GTK_LABEL (message), NULL);
  return GTK_LABEL (message);
}

void
lotse_dialog_set_message (GtkLabel *message, const char *text)
{
  lotse_compat_notice_say (message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (message), text != NULL);
}
