/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys for the sections of a page; see the header. */
#include "config.h"

#include "lotse-sections.h"

static gboolean
on_section (GtkWidget *page, GVariant *number, gpointer data)
{
  AdwViewStack *stack = data;
  g_autoptr (GtkSelectionModel) sections = adw_view_stack_get_pages (stack);
  const guint n = (guint) g_variant_get_int32 (number);

  if (!gtk_widget_get_mapped (page) || n >= g_list_model_get_n_items (G_LIST_MODEL (sections)))
    return GDK_EVENT_PROPAGATE;
  gtk_selection_model_select_item (sections, n, TRUE);
  gtk_widget_child_focus (adw_view_stack_get_visible_child (stack), GTK_DIR_TAB_FORWARD);
  return GDK_EVENT_STOP;
}

void
lotse_sections_add_keys (GtkWidget *page, AdwViewStack *stack)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_MANAGED);
  for (int i = 0; i < 9; i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_1 + (guint) i, GDK_CONTROL_MASK),
                                                gtk_callback_action_new (on_section, stack, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (i));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
    }
  gtk_widget_add_controller (page, keys);
}
