/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A view that lists the records of one kind; see the header.
 *
 * Load: the list model reads rows as they scroll into view; the record's page is made when the first one is chosen.
 */
#include "config.h"

#include "lotse-list-page.h"

#include "lotse-any-page.h"
#include "lotse-back-button.h"
#include "lotse-calendar-page.h"
#include "lotse-compat.h"
#include "lotse-event-totals.h"
#include "lotse-filter-popover.h"
#include "lotse-list-model.h"
#include "lotse-list-row.h"
#include "lotse-view-switch.h"

#include <glib/gi18n.h>

struct _LotseListPage
{
  GtkWidget parent_instance;

  GtkStack *modes;       /* the list and, for some views, a calendar */
  LotseSplit *split;
  AdwWindowTitle *title;
  GtkBox *mode_box;
  GtkWidget *add_button;
  GtkMenuButton *filter_button;
  GtkToggleButton *search_button;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkBox *foot;          /* below the rows: what they are together */
  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;
  AdwStatusPage *empty_page;
  GtkButton *empty_add;
  GtkStack *content;
  AdwStatusPage *none_page;

  LotseProfile *profile;
  const LotseView *view;
  LotseFilterPopover *filter;
  LotseListModel *model;
  GtkWidget *record_page; /* lotse-any-page.h; NULL until the first record is chosen */
  char *id;               /* of the record that is shown */
  gboolean wants_row;     /* the row of that record is still to be chosen */
  gboolean opening;       /* the program selects a row, not the person */
  gboolean walking;       /* a key is held that moves through the list */
  GtkWidget *totals;      /* LotseEventTotals, or NULL */
  GSimpleActionGroup *actions; /* the switch to the calendar, or NULL */
  gboolean wants_focus;   /* the list gets the keyboard as soon as it has rows */
};

G_DEFINE_FINAL_TYPE (LotseListPage, lotse_list_page, GTK_TYPE_WIDGET)

static gboolean
is_calendar (LotseListPage *self)
{
  return LOTSE_IS_CALENDAR_PAGE (gtk_stack_get_visible_child (self->modes));
}

/* --- The keyboard ------------------------------------------------------------------------------------------- */

static gboolean
focus_rows (gpointer data)
{
  LotseListPage *self = LOTSE_LIST_PAGE (data);

  if (self->split != NULL && self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    self->wants_focus = !gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

/* Rows can have the keyboard only once they have their places. */
static void
focus_rows_later (LotseListPage *self)
{
  g_idle_add_full (G_PRIORITY_LOW, focus_rows, g_object_ref (self), g_object_unref);
}

void
lotse_list_page_focus (LotseListPage *self)
{
  g_return_if_fail (LOTSE_IS_LIST_PAGE (self));
  if (is_calendar (self))
    {
      lotse_calendar_page_focus (LOTSE_CALENDAR_PAGE (gtk_stack_get_visible_child (self->modes)));
      return;
    }
  self->wants_focus = TRUE;
  focus_rows_later (self);
}

/* Tab leaves the list, whose rows are for the arrow keys: GTK 4.8 would go through all of them first. */
static gboolean
on_list_key (LotseListPage *self, guint key, guint code, GdkModifierType state)
{
  g_assert (LOTSE_IS_LIST_PAGE (self));
  /* Only the keys for it, which are in a row: of one that leaves the list, like Tab, the release would not be seen here. */
  self->walking = (key >= GDK_KEY_Home && key <= GDK_KEY_End) || (key >= GDK_KEY_KP_Home && key <= GDK_KEY_KP_End);
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_ISO_Left_Tab)
    return gtk_search_bar_get_search_mode (self->search_bar) ? gtk_widget_grab_focus (GTK_WIDGET (self->search_entry))
                                                             : gtk_widget_grab_focus (self->add_button);
  if (key == GDK_KEY_Tab && !lotse_split_get_folded (self->split))
    return gtk_widget_child_focus (GTK_WIDGET (self->content), GTK_DIR_TAB_FORWARD);
  return GDK_EVENT_PROPAGATE;
}

static void
on_list_key_released (LotseListPage *self)
{
  self->walking = FALSE;
}

static void
add_keys (LotseListPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_list_key), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (on_list_key_released), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

/* --- The list ----------------------------------------------------------------------------------------------- */

static gboolean
is_narrowed (LotseListPage *self)
{
  return *gtk_editable_get_text (self->search_entry) != '\0' || lotse_filter_popover_count (self->filter) > 0;
}

static void choose_row (LotseListPage *self);

/* What stands in place of the record; where there are no rows nobody is told to choose one. */
static void
show_hint (LotseListPage *self, gboolean has_rows)
{
  adw_status_page_set_icon_name (self->none_page, has_rows ? self->view->icon_name : NULL);
  adw_status_page_set_description (self->none_page, has_rows ? _ ("Choose a row on the left to see more here.") : NULL);
}

static void
on_items_changed (LotseListPage *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *count = NULL;

  g_assert (LOTSE_IS_LIST_PAGE (self));
  if (n > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (lotse_list_model_is_loaded (self->model))
    gtk_stack_set_visible_child_name (self->stack, is_narrowed (self) ? "nothing" : "empty");
  if (n > 0 && self->wants_focus)
    focus_rows_later (self);
  show_hint (self, n > 0 || !lotse_list_model_is_loaded (self->model));
  count = n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("");
  adw_window_title_set_subtitle (self->title, count);
  choose_row (self);
}

static LotseQuery *
make_query (LotseListPage *self)
{
  LotseQuery *query = lotse_query_new (lotse_kind_find (self->view->kind));
  const char *words = gtk_editable_get_text (self->search_entry);

  if (*words != '\0')
    lotse_query_search (query, words);
  lotse_filter_popover_apply (self->filter, query);
  return query;
}

static void
reload (LotseListPage *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autoptr (LotseQuery) query = NULL;
  g_autoptr (LotseListModel) model = NULL;

  g_assert (LOTSE_IS_LIST_PAGE (self));
  if (store == NULL)
    return;
  query = make_query (self);
  model = lotse_list_model_new (store, query);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  self->opening = TRUE;
  g_set_object (&self->model, model);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (model));
  self->opening = FALSE;
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::loaded", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  on_items_changed (self);
  if (self->totals != NULL)
    lotse_event_totals_show (LOTSE_EVENT_TOTALS (self->totals), store, query);
  if (lotse_filter_popover_count (self->filter) > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->filter_button), "filtered");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter_button), "filtered");
}

static void
on_search_changed (LotseListPage *self)
{
  self->wants_focus = FALSE;
  reload (self);
}

/* --- The record --------------------------------------------------------------------------------------------- */

static void
show_page (LotseListPage *self, const char *id)
{
  if (self->record_page == NULL)
    {
      self->record_page = lotse_any_page_new (self->profile, self->view->kind);
      gtk_stack_add_named (self->content, self->record_page, "record");
    }
  lotse_any_page_show (self->record_page, id);
  gtk_stack_set_visible_child (self->content, self->record_page);
}

/* A list that was just made has no places to scroll to before it was drawn. */
static gboolean
scroll_to_row (gpointer data)
{
  LotseListPage *self = LOTSE_LIST_PAGE (data);
  const guint position = self->split != NULL ? gtk_single_selection_get_selected (self->selection) : GTK_INVALID_LIST_POSITION;

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  return G_SOURCE_REMOVE;
}

/* Chooses the row of the record that is shown, as far as the list has it, and brings it into view. */
static void
choose_row (LotseListPage *self)
{
  guint position;

  if (!self->wants_row || self->id == NULL || self->model == NULL)
    return;
  position = lotse_list_model_find (self->model, self->id);
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    return;
  self->wants_row = FALSE;
  self->opening = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->opening = FALSE;
  g_idle_add_full (G_PRIORITY_LOW, scroll_to_row, g_object_ref (self), g_object_unref);
}

void
lotse_list_page_show_record (LotseListPage *self, const char *id)
{
  g_autofree char *copy = g_strdup (id);

  g_return_if_fail (LOTSE_IS_LIST_PAGE (self));
  g_return_if_fail (id != NULL);
  lotse_list_page_set_calendar (self, FALSE);
  g_free (self->id);
  self->id = g_steal_pointer (&copy);
  show_page (self, self->id);
  self->wants_row = TRUE;
  choose_row (self);
  lotse_split_set_show_content (self->split, TRUE);
}

static void
on_selected (LotseListPage *self)
{
  LotseListItem *item = gtk_single_selection_get_selected_item (self->selection);

  g_assert (LOTSE_IS_LIST_PAGE (self));
  if (item != NULL && !self->opening && lotse_list_item_get_id (item) != NULL)
    {
      g_free (self->id);
      self->id = g_strdup (lotse_list_item_get_id (item));
      show_page (self, self->id);
      /* Where the record covers the list, or comes to cover it because it is wide, walking would end at the next row. */
      lotse_split_set_show_content (self->split, !self->walking);
    }
}

static void
on_activate (LotseListPage *self, guint position)
{
  g_autoptr (LotseListItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  g_assert (LOTSE_IS_LIST_PAGE (self));
  if (item != NULL && lotse_list_item_get_id (item) != NULL)
    lotse_list_page_show_record (self, lotse_list_item_get_id (item));
}

const char *
lotse_list_page_get_record (LotseListPage *self)
{
  g_return_val_if_fail (LOTSE_IS_LIST_PAGE (self), NULL);
  return is_calendar (self) ? NULL : self->id;
}

void
lotse_list_page_start_search (LotseListPage *self)
{
  g_return_if_fail (LOTSE_IS_LIST_PAGE (self));
  lotse_list_page_set_calendar (self, FALSE);
  lotse_split_set_show_content (self->split, FALSE);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

gboolean
lotse_list_page_go_back (LotseListPage *self)
{
  g_return_val_if_fail (LOTSE_IS_LIST_PAGE (self), FALSE);
  if (is_calendar (self) || !lotse_split_get_folded (self->split) || !lotse_split_get_show_content (self->split))
    return FALSE;
  lotse_split_set_show_content (self->split, FALSE);
  return TRUE;
}

/* --- The calendar ------------------------------------------------------------------------------------------- */

/* Both switches show where the view is, the one of the list and that of the calendar. */
static void
show_mode (LotseListPage *self, gboolean calendar)
{
  GActionGroup *actions = G_ACTION_GROUP (self->actions);

  g_action_group_change_action_state (actions, "mode", g_variant_new_string (calendar ? "calendar" : "list"));
}

void
lotse_list_page_set_calendar (LotseListPage *self, gboolean calendar)
{
  g_return_if_fail (LOTSE_IS_LIST_PAGE (self));
  if (calendar == is_calendar (self) || (calendar && !self->view->has_calendar))
    return;
  if (calendar && gtk_stack_get_child_by_name (self->modes, "calendar") == NULL)
    gtk_stack_add_named (self->modes, GTK_WIDGET (lotse_calendar_page_new (self->profile)), "calendar");
  gtk_stack_set_visible_child_name (self->modes, calendar ? "calendar" : "list");
  show_mode (self, calendar);
  lotse_list_page_focus (self);
}

char *
lotse_list_page_dup_day (LotseListPage *self)
{
  g_return_val_if_fail (LOTSE_IS_LIST_PAGE (self), NULL);
  return is_calendar (self) ? lotse_calendar_page_dup_day (LOTSE_CALENDAR_PAGE (gtk_stack_get_visible_child (self->modes))) : NULL;
}

static void
on_mode (LotseListPage *self, GVariant *mode, GSimpleAction *action)
{
  g_assert (LOTSE_IS_LIST_PAGE (self));
  lotse_list_page_set_calendar (self, g_str_equal (g_variant_get_string (mode, NULL), "calendar"));
}

gboolean
lotse_list_page_get_calendar (LotseListPage *self)
{
  g_return_val_if_fail (LOTSE_IS_LIST_PAGE (self), FALSE);
  return is_calendar (self);
}

static void
add_calendar (LotseListPage *self)
{
  g_autoptr (GSimpleAction) mode = g_simple_action_new_stateful ("mode", G_VARIANT_TYPE_STRING, g_variant_new_string ("list"));

  self->actions = g_simple_action_group_new ();
  g_signal_connect_object (mode, "activate", G_CALLBACK (on_mode), self, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (mode));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (self->actions));
  gtk_box_append (self->mode_box, lotse_calendar_switch_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->mode_box), TRUE);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
set_texts (LotseListPage *self)
{
  const LotseKind *kind = lotse_kind_find (self->view->kind);
  g_autofree char *add = NULL;

  /* Translators: a button; the kind of record that it adds, such as "Person". */
  add = g_strdup_printf (_ ("Add: %s"), lotse_kind_label (kind));
  adw_window_title_set_title (self->title, lotse_view_label (self->view));
  gtk_widget_set_tooltip_text (self->add_button, add);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL, add, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, lotse_view_label (self->view), -1);
  gtk_button_set_label (self->empty_add, add);
  adw_status_page_set_icon_name (self->empty_page, self->view->icon_name);
  adw_status_page_set_title (self->empty_page, _ (self->view->empty));
  adw_status_page_set_description (self->empty_page, _ (self->view->hint));
}

static void
lotse_list_page_dispose (GObject *object)
{
  LotseListPage *self = LOTSE_LIST_PAGE (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  if (self->modes != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->modes));
  self->modes = NULL;
  self->split = NULL;
  g_clear_object (&self->actions);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (lotse_list_page_parent_class)->dispose (object);
}

static void
lotse_list_page_class_init (LotseListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_list_page_dispose;
  g_type_ensure (LOTSE_TYPE_SPLIT);
  g_type_ensure (LOTSE_TYPE_BACK_BUTTON);
  g_type_ensure (LOTSE_TYPE_LIST_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, modes);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, mode_box);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, split);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, title);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, foot);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, list);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, selection);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, empty_add);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, content);
  gtk_widget_class_bind_template_child (widget_class, LotseListPage, none_page);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
lotse_list_page_init (LotseListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  add_keys (self);
}

LotseListPage *
lotse_list_page_new (LotseProfile *profile, const LotseView *view)
{
  LotseListPage *self = g_object_new (LOTSE_TYPE_LIST_PAGE, NULL);

  g_return_val_if_fail (view->kind != NULL, NULL);
  self->profile = g_object_ref (profile);
  self->view = view;
  self->filter = lotse_filter_popover_new (profile, view);
  gtk_menu_button_set_popover (self->filter_button, GTK_WIDGET (self->filter));
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  set_texts (self);
  if (view->has_calendar)
    add_calendar (self);
  if (view->within != NULL)
    {
      gtk_box_append (self->mode_box, lotse_view_switch_new (view));
      gtk_widget_set_visible (GTK_WIDGET (self->mode_box), TRUE);
    }
  if (g_str_equal (view->kind, "event"))
    gtk_box_append (self->foot, self->totals = lotse_event_totals_new ());
  reload (self);
  return self;
}

gboolean
lotse_list_page_is_loaded (LotseListPage *self)
{
  g_return_val_if_fail (LOTSE_IS_LIST_PAGE (self), FALSE);
  return lotse_list_model_is_loaded (self->model);
}
