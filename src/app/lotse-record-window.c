/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A window over the main one for a record whose kind has no view of its own; see the header.
 *
 * It shares the main window's actions, so that every row and button in it works as it does there.
 */
#include "config.h"

#include "lotse-record-window.h"

#include "lotse-record-page.h"

#include <adwaita.h>

void
lotse_record_window_show (GtkWidget *parent, LotseProfile *profile, const char *id)
{
  GtkWidget *window = adw_window_new ();
  LotseRecordPage *page = lotse_record_page_new (profile);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (parent));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (parent));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 520, 620);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (page));
  lotse_record_page_show (page, id);
  gtk_window_present (GTK_WINDOW (window));
}
