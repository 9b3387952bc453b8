/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The baseline of the window: an empty libadwaita window that ends when its first frame has been painted.  Prints the seconds from the
 * start of the process.
 */
#include <adwaita.h>
#include <stdio.h>

static gint64 started;

static void
on_paint (GdkFrameClock *clock, gpointer application)
{
  printf ("%.4f\n", (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC);
  g_application_quit (application);
}

static gboolean
on_tick (GtkWidget *window, GdkFrameClock *clock, gpointer application)
{
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_paint), application);
  return G_SOURCE_REMOVE;
}

static void
on_activate (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), adw_header_bar_new ());
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 720);
  gtk_widget_add_tick_callback (window, on_tick, application, NULL);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new ("de.lotse.EmptyWindow", G_APPLICATION_NON_UNIQUE);

  started = g_get_monotonic_time ();
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
