/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Papers and the printer; see the header.  Pages are drawn one by one on the main thread, each in far less than a frame.
 */
#include "config.h"

#include "lotse-print.h"

#include "lotse-window.h"

#include <glib/gi18n.h>

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, LotsePaper *paper)
{
  lotse_paper_draw (paper, (guint) page, gtk_print_context_get_cairo_context (context));
}

static GtkPageSetup *
setup_of (LotsePaper *paper)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *size = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  double width, height;

  lotse_paper_get_size (paper, &width, &height);
  gtk_page_setup_set_paper_size (setup, size);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_paper_size_free (size);
  return setup;
}

static GtkPrintSettings *
settings_of (const char *name)
{
  GtkPrintSettings *settings = gtk_print_settings_new ();

  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);
  return settings;
}

static void
free_paper (gpointer paper)
{
  lotse_paper_free (paper);
}

void
lotse_print_paper (GtkWidget *parent, LotsePaper *paper, const char *name)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = setup_of (paper);
  g_autoptr (GtkPrintSettings) settings = settings_of (name);
  g_autoptr (GError) error = NULL;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));

  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_n_pages (operation, (int) lotse_paper_get_n_pages (paper));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "paper", paper, free_paper);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), paper);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    lotse_window_error (parent, _ ("The Paper Was Not Printed"), error);
}
