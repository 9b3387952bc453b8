/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows for guests; see the header. */
#include "config.h"

#include "lotse-guest-screen.h"

#define MARK "guest-screen"

static void
close_windows_over (GtkWindow *main)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = g_list_model_get_n_items (toplevels); i > 0; i--)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i - 1);

      if (window != NULL && gtk_window_get_transient_for (window) == main)
        gtk_window_destroy (window);
    }
}

GtkStack *
lotse_guest_screen_init (AdwApplicationWindow *self, GCallback on_any_event, GCallback on_key)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *any = gtk_event_controller_legacy_new ();
  GtkWidget *stack = gtk_stack_new ();

  adw_application_window_set_content (self, stack);
  gtk_event_controller_set_propagation_phase (any, GTK_PHASE_CAPTURE);
  g_signal_connect_object (any, "event", on_any_event, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), any);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", on_key, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  return GTK_STACK (stack);
}

void
lotse_guest_screen_show (GtkWindow *self, GtkWindow *main)
{
  g_object_set_data (G_OBJECT (self), MARK, GINT_TO_POINTER (1));
  gtk_window_set_default_size (self, 1024, 720);
  gtk_window_fullscreen (self);
  gtk_window_present (self);
  close_windows_over (main);
  gtk_widget_set_visible (GTK_WIDGET (main), FALSE);
}

/* The main window comes back before this one goes, so that the program does not end between them. */
void
lotse_guest_screen_give_way (GtkWindow *self, GtkWindow *main)
{
  if (main != NULL)
    gtk_window_present (main);
  gtk_window_destroy (self);
}

GtkWindow *
lotse_guest_screen_find (GtkApplication *app)
{
  for (GList *list = gtk_application_get_windows (app); list != NULL; list = list->next)
    if (g_object_get_data (list->data, MARK) != NULL)
      return list->data;
  return NULL;
}
