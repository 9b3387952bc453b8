/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of an event in a list that is filtered; see the header.
 */
#include "config.h"

#include "lotse-guest-table.h"

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer type)
{
  gtk_list_item_set_child (row, g_object_new (GPOINTER_TO_SIZE (type), NULL));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *row)
{
  lotse_item_row_set_item (LOTSE_ITEM_ROW (gtk_list_item_get_child (row)), gtk_list_item_get_item (row));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *row)
{
  lotse_item_row_set_item (LOTSE_ITEM_ROW (gtk_list_item_get_child (row)), NULL);
}

void
lotse_guest_table_init (LotseGuestTable *self, GtkListView *list, const LotseGuestTableRules *rules, gpointer owner)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkSortListModel *sorted;

  self->items = g_list_store_new (LOTSE_TYPE_GUEST_ITEM);
  self->rules = gtk_custom_filter_new (rules->matches, owner, NULL);
  self->sorter = rules->compare != NULL ? gtk_custom_sorter_new (rules->compare, owner, NULL) : NULL;
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->items)),
                                    self->sorter != NULL ? g_object_ref (GTK_SORTER (self->sorter)) : NULL);
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (sorted), g_object_ref (GTK_FILTER (self->rules)));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GSIZE_TO_POINTER (rules->row));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (list, factory);
  gtk_list_view_set_model (list, GTK_SELECTION_MODEL (self->selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, rules->name, -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", rules->on_key, owner, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (list), keys);
}

void
lotse_guest_table_clear (LotseGuestTable *self)
{
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->items);
  g_clear_object (&self->rules);
  g_clear_object (&self->sorter);
}

gboolean
lotse_guest_table_filter (LotseGuestTable *self)
{
  gtk_filter_changed (GTK_FILTER (self->rules), GTK_FILTER_CHANGE_DIFFERENT);
  if (self->sorter != NULL)
    gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0;
}

void
lotse_guest_table_count (LotseGuestTable *self,
                         GtkDropDown *choices,
                         guint n,
                         const char *(*label) (guint show),
                         gboolean (*is_in) (const LotseGuestItem *item, guint show))
{
  const guint selected = gtk_drop_down_get_selected (choices);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint show = 0; show < n; show++)
    {
      g_autofree char *text = NULL;
      guint count = 0;

      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
        {
          g_autoptr (LotseGuestItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

          count += is_in (item, show) ? 1 : 0;
        }
      text = g_strdup_printf ("%s: %u", label (show), count);
      gtk_string_list_append (labels, text);
    }
  gtk_drop_down_set_model (choices, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (choices, selected < n ? selected : 0);
}
