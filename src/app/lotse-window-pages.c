/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The views of the window: made when they are first shown, thrown away when the profile is locked.
 */
#include "config.h"

#include "lotse-window-private.h"

#include "lotse-bin-page.h"
#include "lotse-deadlines-page.h"
#include "lotse-list-page.h"
#include "lotse-record-window.h"
#include "lotse-results-page.h"
#include "lotse-scan.h"
#include "lotse-sync-page.h"
#include "lotse-today-page.h"

#include <glib/gi18n.h>

static void
select_row (LotseWindow *self, const LotseView *view)
{
  const LotseView *marked = lotse_view_in_sidebar (view);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sidebar, i)) != NULL; i++)
    if (g_object_get_data (G_OBJECT (row), "view") == marked)
      {
        gtk_list_box_select_row (self->sidebar, row);
        return;
      }
  gtk_list_box_unselect_all (self->sidebar);
}

/* The keyboard moves the mark through the views without opening one; when it leaves, the mark is that of the view which shows. */
static void
on_sidebar_left (LotseWindow *self)
{
  if (self->view != NULL)
    select_row (self, self->view);
}

void
lotse_window_fill_sidebar (LotseWindow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (on_sidebar_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->sidebar), focus);
  for (const LotseView *view = lotse_views (); view->name != NULL; view++)
    {
      GtkWidget *row, *box, *label;

      if (!view->in_sidebar)
        continue;
      row = gtk_list_box_row_new ();
      box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      label = gtk_label_new (lotse_view_label (view));
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (view->icon_name));
      gtk_box_append (GTK_BOX (box), label);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, lotse_view_label (view), -1);
      g_object_set_data (G_OBJECT (row), "view", (gpointer) view);
      gtk_list_box_append (self->sidebar, row);
    }
}

void
lotse_window_clear_pages (LotseWindow *self)
{
  GtkWidget *child;

  self->view = NULL;
  lotse_scan_forget ();
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, child);
}

static GtkWidget *
make_page (LotseWindow *self, const LotseView *view)
{
  if (view->kind != NULL)
    return GTK_WIDGET (lotse_list_page_new (self->profile, view));
  if (g_str_equal (view->name, "today"))
    return GTK_WIDGET (lotse_today_page_new (self->profile));
  if (g_str_equal (view->name, "deadlines"))
    return GTK_WIDGET (lotse_deadlines_page_new (self->profile));
  if (g_str_equal (view->name, "results"))
    return GTK_WIDGET (lotse_results_page_new (self->profile));
  if (g_str_equal (view->name, "sync"))
    return GTK_WIDGET (lotse_sync_page_new (self->profile));
  g_assert (g_str_equal (view->name, "bin"));
  return GTK_WIDGET (lotse_bin_page_new (self->profile));
}

GtkWidget *
lotse_window_get_page (LotseWindow *self, const LotseView *view)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, view->name);

  if (page == NULL)
    {
      page = make_page (self, view);
      gtk_stack_add_named (self->pages, page, view->name);
    }
  return page;
}

void
lotse_window_show_view (LotseWindow *self, const char *name)
{
  const LotseView *view = lotse_view_find (name);
  GtkWidget *page;
  g_autofree char *title = NULL;

  g_return_if_fail (LOTSE_IS_WINDOW (self));
  if (view == NULL || lotse_profile_get_store (self->profile) == NULL)
    return;
  page = lotse_window_get_page (self, view);
  gtk_stack_set_visible_child (self->pages, page);
  self->view = view;
  select_row (self, view);
  /* Translators: the window's title: the view, then the name of the program. */
  title = g_strdup_printf (C_ ("window title", "%s – Lotse"), lotse_view_label (view));
  gtk_window_set_title (GTK_WINDOW (self), title);
  lotse_split_set_show_content (self->split, TRUE);
  lotse_window_update_actions (self);
  /* The keyboard follows: it would stay behind on what is no longer seen. */
  if (LOTSE_IS_LIST_PAGE (page))
    lotse_list_page_focus (LOTSE_LIST_PAGE (page));
  else
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

void
lotse_window_open_record (LotseWindow *self, const char *kind, const char *id)
{
  const LotseView *view = lotse_view_for_kind (kind);

  g_return_if_fail (LOTSE_IS_WINDOW (self));
  if (lotse_profile_get_store (self->profile) == NULL)
    return;
  if (view == NULL)
    {
      lotse_record_window_show (GTK_WIDGET (self), self->profile, id);
      return;
    }
  lotse_window_show_view (self, view->name);
  lotse_list_page_show_record (LOTSE_LIST_PAGE (lotse_window_get_page (self, view)), id);
}

void
lotse_window_show_results (LotseWindow *self, const char *id)
{
  if (lotse_profile_get_store (self->profile) == NULL)
    return;
  lotse_window_show_view (self, "results");
  lotse_results_page_show (LOTSE_RESULTS_PAGE (lotse_window_get_page (self, self->view)), id);
}

gboolean
lotse_window_page_is_loaded (LotseWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (LOTSE_IS_TODAY_PAGE (page))
    return lotse_today_page_is_loaded (LOTSE_TODAY_PAGE (page));
  if (LOTSE_IS_DEADLINES_PAGE (page))
    return lotse_deadlines_page_is_loaded (LOTSE_DEADLINES_PAGE (page));
  if (LOTSE_IS_RESULTS_PAGE (page))
    return lotse_results_page_is_loaded (LOTSE_RESULTS_PAGE (page));
  return LOTSE_IS_LIST_PAGE (page) && lotse_list_page_is_loaded (LOTSE_LIST_PAGE (page));
}

const char *
lotse_window_current_record (LotseWindow *self, const char **kind)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (kind != NULL)
    *kind = self->view != NULL ? self->view->kind : NULL;
  return LOTSE_IS_LIST_PAGE (page) ? lotse_list_page_get_record (LOTSE_LIST_PAGE (page)) : NULL;
}
